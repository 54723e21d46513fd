//! The welcome: what this is, and three keys to begin with. It lies over the browser until the first
//! key, which does what it always does.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use crate::app::Model;
use crate::app::action::Action;
use crate::view::frame_block;
use crate::view::layout::{inset, middle};
use crate::view::theme::Theme;
use crate::view::wrap::{width, wrap};

/// Widest card: lines as long as a sentence likes them.
const WIDE: u16 = 64;

/// Where the welcome lies.
pub fn area(model: &Model, body: Rect) -> Rect {
    let columns = body.width.saturating_sub(4).min(WIDE);
    let lines = lines(model, columns, body.height, &Theme::plain());
    let area = middle(body, columns, lines.len() as u16 + 2);
    // On a low window the filter line stays in view.
    if body.height < 16 { Rect { y: body.bottom() - area.height, ..area } } else { area }
}

/// Draws the welcome.
pub fn render(model: &Model, theme: &Theme, frame: &mut Frame, body: Rect) {
    let area = area(model, body);
    frame.render_widget(Clear, area);
    frame.render_widget(frame_block(" Welcome ", true, theme), area);
    let lines = lines(model, area.width, body.height, theme);
    frame.render_widget(Paragraph::new(lines), inset(area, 2, 1));
}

/// What stands in a frame of so many columns, in a window of so many rows.
fn lines(model: &Model, columns: u16, rows: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (columns, low) = (columns.saturating_sub(4), rows < 16);
    let what = if low {
        "Answer interview questions in writing; a rubric judges every word."
    } else {
        "Interview questions to answer in writing, against the clock, while a rubric judges every \
         word. What you get wrong comes back; nothing leaves this machine."
    };
    let mut lines = wrap(&Line::from(what), columns, 0);
    let keys = [
        (Action::AnswerCard, "answer the first question"),
        (Action::OpenCard, "look at it and its answer"),
        (Action::ShowHelp, "every key"),
    ];
    let wide = keys.iter().map(|(action, _)| width(model.key(*action))).max().unwrap_or(0);
    if !low {
        lines.push(Line::default());
    }
    for (action, text) in keys {
        let key = model.key(action);
        let row = Line::from(vec![
            Span::styled(format!("{key:wide$}"), theme.key),
            Span::raw(format!("  {text}")),
        ]);
        lines.extend(wrap(&row, columns, wide as u16 + 2));
    }
    let commands = model.key(Action::OpenPalette);
    let decks = model.library.decks.len();
    let more = match (low, decks) {
        (true, _) => return lines,
        (false, 1) => String::new(),
        (false, n) => format!("{} cards in {n} decks are here. ", model.library.cards.len()),
    };
    lines.push(Line::default());
    let more = format!("{more}{commands} finds a command by its words. Any key goes on.");
    lines.extend(wrap(&Line::styled(more, theme.muted), columns, 0));
    lines
}
