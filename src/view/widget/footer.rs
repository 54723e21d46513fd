//! The one line of keys at the bottom: as many as fit, the most important first.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::action::Action;
use crate::app::help::Hint;
use crate::app::{Model, help};
use crate::view::theme::Theme;
use crate::view::wrap::width;

/// Draws the keys that work now.
pub fn render(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect) {
    let mut spans = vec![Span::raw(" ")];
    for Hint { key, label, .. } in hints(model, area) {
        spans.push(Span::styled(key, theme.key));
        spans.push(Span::styled(format!(" {label}  "), theme.muted));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// The hints that there is room for.
fn hints(model: &Model, area: Rect) -> Vec<Hint> {
    let mut room = usize::from(area.width).saturating_sub(2);
    let mut hints = help::footer(model.context(), &model.keymap);
    // Help is always there: everything else can be found from it.
    let help = hints.iter().position(|hint| hint.label == "help");
    let reserve = help.map_or(0, |n| columns(&hints[n]));
    let mut n = 0;
    hints.retain(|hint| {
        let reserve = if Some(n) < help { reserve } else { 0 };
        n += 1;
        let fits = columns(hint) + reserve <= room + 2;
        room = room.saturating_sub(if fits { columns(hint) } else { 0 });
        fits
    });
    hints
}

/// How many columns a hint takes, the two behind it too.
fn columns(hint: &Hint) -> usize {
    width(&hint.key) + 1 + width(hint.label) + 2
}

/// What the hint at this place does.
pub fn hit(model: &Model, area: Rect, at: Position) -> Option<Action> {
    let mut from = usize::from(area.x) + 1;
    hints(model, area).into_iter().find_map(|hint| {
        let to = from + columns(&hint);
        let here = (from..to - 2).contains(&usize::from(at.x));
        from = to;
        here.then_some(hint.action)
    })
}
