//! A line that is typed, with its cursor.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::editor::Editor;
use crate::view::theme::Theme;
use crate::view::wrap::width;

/// Draws the line behind `prompt`, or `hint` where it is empty; the cursor stays in view.
pub fn render(
    line: &Editor,
    prompt: &'static str,
    hint: &str,
    focus: bool,
    theme: &Theme,
    frame: &mut Frame,
    area: Rect,
) {
    let text = line.text();
    let room = usize::from(area.width).saturating_sub(width(prompt) + 1);
    let before = width(text.get(..line.cursor()).unwrap_or(&text));
    let skipped = if focus { before.saturating_sub(room) } else { 0 };
    let words = if text.is_empty() {
        Span::styled(theme.cut(hint, room), theme.muted)
    } else {
        Span::raw(text)
    };
    let (left, right) = crate::view::layout::left(area, width(prompt) as u16);
    frame.render_widget(Line::styled(prompt, theme.key), left);
    frame.render_widget(Paragraph::new(Line::from(words)).scroll((0, skipped as u16)), right);
    if focus && right.width > 0 {
        frame.set_cursor_position((right.x + (before - skipped) as u16, right.y));
    }
}
