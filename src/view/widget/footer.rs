//! The one line of keys at the bottom: as many as fit, the most important first.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::{Model, help};
use crate::view::theme::Theme;
use crate::view::wrap::width;

/// Draws the keys that work now.
pub fn render(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect) {
    let mut spans = vec![Span::raw(" ")];
    let mut room = usize::from(area.width).saturating_sub(2);
    let hints = help::footer(model.context(), &model.keymap);
    // Help is always there: everything else can be found from it.
    let help = hints.iter().position(|(_, label)| *label == "help");
    let reserve = help.map_or(0, |_| 8);
    for (n, (key, label)) in hints.iter().enumerate() {
        let wide = width(key) + 1 + width(label) + 2;
        let reserve = if Some(n) < help { reserve } else { 0 };
        if wide + reserve > room + 2 {
            continue;
        }
        room = room.saturating_sub(wide);
        spans.push(Span::styled((*key).to_owned(), theme.key));
        spans.push(Span::styled(format!(" {label}  "), theme.muted));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}
