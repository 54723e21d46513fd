//! The answer being written, with its evidence tinted.

use std::collections::HashMap;

use rat_text::HasScreenCursor;
use rat_text::text_area::{TextArea, TextWrap};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::StatefulWidget;

use crate::app::editor::Editor;
use crate::app::screen::answer::Tint;
use crate::view::theme::Theme;

/// Draws the text; the cursor too where the text has the focus.
pub fn render(
    editor: &Editor,
    tinted: bool,
    focus: bool,
    theme: &Theme,
    frame: &mut Frame,
    area: Rect,
) {
    if area.width < 2 || area.height == 0 {
        return;
    }
    let styles: HashMap<usize, Style> = [
        (Tint::Met, theme.evidence),
        (Tint::Partial, theme.evidence_partial),
        (Tint::Trap, theme.evidence_trap),
        (Tint::Selected, theme.evidence_selected),
    ]
    .into_iter()
    .filter(|_| tinted)
    .map(|(tint, style)| (tint as usize, style))
    .collect();
    let widget = TextArea::new()
        .text_wrap(TextWrap::Word(8))
        .select_style(theme.selection)
        .text_style_map(styles);
    editor.fit(area);
    widget.render(area, frame.buffer_mut(), &mut editor.state().borrow_mut());
    editor.was_drawn(area);
    if focus && let Some(at) = editor.state().borrow().screen_cursor() {
        frame.set_cursor_position(at);
    }
}
