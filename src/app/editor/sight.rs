//! What is seen of a text while its window changes: the first row stays the one that it was, as far as
//! the cursor is not lost from sight by that.
//!
//! Rows are made anew for each width, so the place of the first one is kept as a place in the text:
//! there and back again ends where it began.

use rat_text::text_area::TextAreaState;
use rat_text::{HasScreenCursor, TextPosition};
use ratatui::layout::{Rect, Size};

use super::Editor;

/// How the text was last drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    size: Size,
    /// Where its first row began.
    top: TextPosition,
    /// Where that began when it was last scrolled, not merely drawn in another size.
    wanted: TextPosition,
    /// The cursor, and whether it was in sight when it last moved or the text was last scrolled.
    cursor: TextPosition,
    in_sight: bool,
}

impl Editor {
    /// Before it is drawn here: brings the rows into sight that were so in a window of another size.
    pub fn fit(&self, area: Rect) {
        let Some(drawn) = self.drawn.get().filter(|drawn| drawn.size != area.as_size()) else {
            return;
        };
        let state = &mut *self.state.borrow_mut();
        let wanted = if top(state) == drawn.top { drawn.wanted } else { top(state) };
        let typed = state.scroll_to_cursor.get();
        (state.inner, state.rendered) = (area, area.as_size());
        let lines = state.len_lines().saturating_sub(1);
        let row = wanted.y.min(lines);
        let place = TextPosition::new(wanted.x.min(state.line_width(row)), row);
        scroll_to(state, state.pos_to_line_start(place));
        if drawn.in_sight || typed {
            let (before, cursor) = (top(state), state.cursor());
            state.scroll_to_pos(cursor);
            // After a long way it stands in the middle: further down than is needed.
            let last = i32::from(area.height) - 1;
            if top(state) > before
                && let Some((_, row)) = state.pos_to_relative_screen(cursor)
                && i32::from(row) < last
            {
                state.scroll_up((last - i32::from(row)) as u32);
            }
        }
        state.scroll_to_cursor.set(false);
        self.drawn.set(Some(Drawn { size: area.as_size(), top: top(state), wanted, ..drawn }));
    }

    /// After it was drawn here.
    pub fn was_drawn(&self, area: Rect) {
        let state = self.state.borrow();
        let top = top(&state);
        let (size, cursor) = (area.as_size(), state.cursor());
        let before = self.drawn.get().filter(|drawn| drawn.top == top);
        let still = before.filter(|drawn| drawn.cursor == cursor);
        let in_sight = still.map_or(state.screen_cursor().is_some(), |drawn| drawn.in_sight);
        let wanted = before.map_or(top, |drawn| drawn.wanted);
        self.drawn.set(Some(Drawn { size, top, wanted, cursor, in_sight }));
    }
}

fn top(state: &TextAreaState) -> TextPosition {
    TextPosition::new(state.sub_row_offset(), state.offset().1)
}

fn scroll_to(state: &mut TextAreaState, place: TextPosition) {
    state.set_offset((0, place.y));
    state.set_sub_row_offset(place.x);
}
