//! The command palette, over the screen that its commands run on.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::{bar, tinted, typed};
use crate::app::keymap::Keymap;
use crate::app::mouse::Target;
use crate::app::palette::{Found, Palette};
use crate::view::frame_block;
use crate::view::layout::{above, inset, middle};
use crate::view::theme::Theme;
use crate::view::wrap::width;

/// The parts of the palette: its frame, the line, the commands.
struct Parts {
    frame: Rect,
    line: Rect,
    rows: Rect,
}

fn parts(palette: &Palette, body: Rect) -> Parts {
    let rows = (palette.found.len().max(1) as u16).saturating_add(3);
    let most = body.height.saturating_sub(if body.height < 16 { 0 } else { 4 });
    let middle = middle(body, body.width.saturating_sub(4).min(78), rows.min(most));
    // The line stays where it is while fewer commands are found.
    let y = body.y + (body.height - most.min(body.height)) / 2;
    let frame = Rect { y, ..middle };
    let (line, rows) = above(inset(frame, 2, 1), 1);
    Parts { frame, line, rows }
}

/// First command that is seen.
fn top(palette: &Palette, rows: u16) -> usize {
    let rows = usize::from(rows).max(1);
    let top = palette.selected.saturating_sub(rows / 2);
    top.min(palette.found.len().saturating_sub(rows))
}

/// What lies at this place: a command, the palette, or what it leaves free.
pub fn hit(palette: &Palette, body: Rect, at: Position) -> Target {
    let parts = parts(palette, body);
    if !parts.frame.contains(at) {
        return Target::BesidePalette;
    }
    let place = usize::from(at.y.saturating_sub(parts.rows.y)) + top(palette, parts.rows.height);
    if parts.rows.contains(at) && place < palette.found.len() {
        Target::Command(place)
    } else {
        Target::Palette
    }
}

/// Draws the palette.
pub fn render(palette: &Palette, keymap: &Keymap, theme: &Theme, frame: &mut Frame, body: Rect) {
    let parts = parts(palette, body);
    frame.render_widget(Clear, parts.frame);
    frame.render_widget(frame_block(" Commands ", true, theme), parts.frame);
    typed::render(&palette.line, ": ", "type what you want to do", true, theme, frame, parts.line);
    if palette.found.is_empty() {
        let text = theme.cut("Nothing here is called that", usize::from(parts.rows.width));
        return frame.render_widget(Line::styled(text, theme.muted), parts.rows);
    }
    let shown = palette.found.iter().enumerate().skip(top(palette, parts.rows.height));
    let lines: Vec<Line> = shown
        .take(usize::from(parts.rows.height))
        .map(|(n, found)| {
            row(found, keymap, n == palette.selected, usize::from(parts.rows.width), theme)
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), parts.rows);
}

fn row(
    found: &Found,
    keymap: &Keymap,
    selected: bool,
    columns: usize,
    theme: &Theme,
) -> Line<'static> {
    let mut keys = keymap.keys(found.spec.action).join(" ");
    if width(&keys) > columns / 5 {
        keymap.key(found.spec.action).clone_into(&mut keys);
    }
    let room = columns.saturating_sub(width(&keys) + 2);
    let doc = theme.cut(found.spec.doc, room);
    let kept = doc.strip_suffix(theme.ellipsis()).map_or(doc.len(), str::len);
    let marks = found.marks.iter().filter(|mark| mark.end <= kept);
    let tints: Vec<_> = marks.map(|mark| (mark.clone(), theme.matched)).collect();
    let mut spans = tinted::lines(&doc, &tints).swap_remove(0).spans;
    spans.push(Span::raw(" ".repeat(room - width(&doc) + 2)));
    spans.push(Span::styled(keys, theme.key));
    if selected {
        bar::lay(&mut spans, theme.selected, columns);
    }
    Line::from(spans)
}
