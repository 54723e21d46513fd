//! The text being written: rat-text's editor behind the few verbs that the program needs.
//!
//! Does not know what is written or why. The widget measures itself while it is drawn (rows depend
//! on the width), which is why its state sits in a cell: drawing may fill in that measure, nothing else.

mod sight;

use std::cell::{Cell, Ref, RefCell};
use std::ops::Range;

use rat_text::TextPosition;
use rat_text::text_area::{TextAreaState, TextWrap};
use rat_text::undo_buffer::UndoVec;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::deck::parse::is_unsafe;

/// How many groups of edits can be undone.
const UNDO_GROUPS: u32 = 2_000;

/// Longest text that is taken, in bytes: about two hours of speech. More is cut off with a notice.
pub const MAX_BYTES: usize = 100 * 1024;

/// A text with a cursor, a selection and an undo history.
#[derive(Debug)]
pub struct Editor {
    state: RefCell<TextAreaState>,
    /// Whether the next character begins a new group for undo.
    group_ends: bool,
    /// How it was last drawn.
    drawn: Cell<Option<sight::Drawn>>,
}

/// Something that is done to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Type a character.
    Char(char),
    /// Break the line.
    Newline,
    /// Put in a text as one step.
    Insert(String),
    /// Delete before the cursor.
    Backspace,
    /// Delete after the cursor.
    Delete,
    /// Delete the word before the cursor.
    DeleteWordLeft,
    /// Delete the word after the cursor.
    DeleteWordRight,
    /// Delete everything.
    Clear,
    /// Move, or select where `select` is set.
    Move {
        /// Where to.
        to: Motion,
        /// Whether the selection grows.
        select: bool,
    },
    /// Select everything.
    SelectAll,
    /// Cut the selection.
    Cut,
    /// Copy the selection.
    Copy,
    /// Paste what was cut or copied.
    Paste,
    /// Undo a group of edits.
    Undo,
    /// Do it again.
    Redo,
}

/// A way for the cursor to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Motion {
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    WordLeft,
    WordRight,
    RowStart,
    RowEnd,
    TextStart,
    TextEnd,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new("")
    }
}

impl Editor {
    /// An editor that holds `text`, the cursor at its end, nothing to undo.
    pub fn new(text: &str) -> Self {
        let mut state = TextAreaState::new();
        state.set_newline("\n");
        state.set_auto_indent(false);
        state.set_auto_quote(false);
        state.set_text_wrap(TextWrap::Word(8));
        state.set_undo_buffer(Some(UndoVec::new(UNDO_GROUPS)));
        state.set_text(text);
        // Until the first drawing says better.
        state.inner = Rect::new(0, 0, 80, 20);
        state.rendered = state.inner.as_size();
        state.focus.set(true);
        to_end(&mut state, false);
        Self { state: RefCell::new(state), group_ends: true, drawn: Cell::new(None) }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.state.borrow().text()
    }

    /// Length of the text, in bytes.
    pub fn len(&self) -> usize {
        self.state.borrow().len_bytes()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The widget's own state, to draw it.
    pub const fn state(&self) -> &RefCell<TextAreaState> {
        &self.state
    }

    /// Byte offset of the cursor in the text.
    pub fn cursor(&self) -> usize {
        let state = self.state.borrow();
        state.byte_at(state.cursor()).start
    }

    /// Moves the cursor to a byte offset and brings it into view.
    pub fn go_to(&mut self, byte: usize) {
        let state = self.state.get_mut();
        let at = state.byte_pos(byte.min(state.len_bytes()));
        state.set_cursor(at, false);
        state.scroll_cursor_to_visible();
    }

    /// Moves the cursor to what is at this column and row of what is seen.
    pub fn place(&mut self, column: u16, row: u16) {
        self.group_ends = true;
        let state = self.state.get_mut();
        let (column, row) = (column.min(i16::MAX as u16) as i16, row.min(i16::MAX as u16) as i16);
        state.set_screen_cursor((column, row), false);
        // rat-text has a row after the last one, where typing would begin with a line break.
        if state.byte_at(state.cursor()).start >= state.len_bytes() {
            to_end(state, false);
        }
    }

    /// Scrolls down, or up where negative; the cursor stays where it is.
    pub fn scroll(&mut self, rows: i32) {
        let state = self.state.get_mut();
        state.scroll_to_cursor.set(false);
        if rows < 0 {
            state.scroll_up(rows.unsigned_abs());
        } else {
            state.scroll_down(rows.unsigned_abs());
        }
    }

    /// Marks ranges of bytes with the numbers of their styles, in place of all earlier marks.
    pub fn tint(&mut self, ranges: Vec<(Range<usize>, usize)>) {
        self.state.get_mut().set_styles(ranges);
    }

    /// The marks, in the order of the text.
    pub fn tints(&self) -> Vec<(Range<usize>, usize)> {
        let state: Ref<'_, TextAreaState> = self.state.borrow();
        state.styles().into_iter().flatten().collect()
    }

    /// Ends the group of edits that one undo takes back, as after a pause.
    pub const fn end_group(&mut self) {
        self.group_ends = true;
    }

    /// Does an edit; says whether the text changed.
    pub fn apply(&mut self, edit: &Edit) -> bool {
        let new_group = std::mem::replace(&mut self.group_ends, true);
        let state = self.state.get_mut();
        match edit {
            Edit::Char(c) => {
                let typed = state.len_bytes() + c.len_utf8() <= MAX_BYTES;
                if typed {
                    grouped(state, new_group || state.has_selection(), |state| {
                        state.insert_char(*c)
                    });
                }
                // A word and the white space after it are one group.
                self.group_ends = c.is_whitespace();
                typed
            }
            Edit::Newline => {
                state.len_bytes() < MAX_BYTES
                    && grouped(state, true, |state| state.insert_str("\n"))
            }
            Edit::Insert(text) => {
                let room = MAX_BYTES.saturating_sub(state.len_bytes());
                let text = fitting(text, room);
                !text.is_empty() && grouped(state, true, |state| state.insert_str(text))
            }
            Edit::Backspace => {
                self.group_ends = false;
                grouped(state, new_group, TextAreaState::delete_prev_char)
            }
            Edit::Delete => {
                self.group_ends = false;
                grouped(state, new_group, TextAreaState::delete_next_char)
            }
            Edit::DeleteWordLeft => grouped(state, true, TextAreaState::delete_prev_word),
            Edit::DeleteWordRight => grouped(state, true, TextAreaState::delete_next_word),
            Edit::Clear => {
                state.select_all();
                grouped(state, true, TextAreaState::delete_next_char)
            }
            Edit::Move { to, select } => {
                go(state, *to, *select);
                false
            }
            Edit::SelectAll => {
                state.select_all();
                false
            }
            Edit::Cut => state.has_selection() && grouped(state, true, TextAreaState::cut_to_clip),
            Edit::Copy => {
                state.copy_to_clip();
                false
            }
            Edit::Paste => grouped(state, true, TextAreaState::paste_from_clip),
            Edit::Undo => changed(state, TextAreaState::undo),
            Edit::Redo => changed(state, TextAreaState::redo),
        }
    }
}

fn grouped(
    state: &mut TextAreaState,
    new_group: bool,
    edit: impl FnOnce(&mut TextAreaState) -> bool,
) -> bool {
    if !new_group {
        return edit(state);
    }
    state.begin_undo_seq();
    let changed = edit(state);
    state.end_undo_seq();
    changed
}

/// Whether the text is another one now; undo says so of the cursor alone too.
fn changed(state: &mut TextAreaState, act: impl FnOnce(&mut TextAreaState) -> bool) -> bool {
    let before = state.text();
    act(state) && state.text() != before
}

fn go(state: &mut TextAreaState, to: Motion, select: bool) {
    let page = state.inner.height.saturating_sub(1).max(1);
    match to {
        Motion::Left => state.move_left(1, select),
        Motion::Right => state.move_right(1, select),
        Motion::Up if !moved(state, |s| s.move_up(1, select)) => state.set_cursor((0, 0), select),
        Motion::Down if !moved(state, |s| s.move_down(1, select)) => to_end(state, select),
        Motion::Up | Motion::Down => true,
        Motion::PageUp => state.move_up(page, select),
        Motion::PageDown => state.move_down(page, select),
        Motion::WordLeft => state.move_to_prev_word(select),
        Motion::WordRight => state.move_to_next_word(select),
        Motion::RowStart => state.move_to_line_start(select),
        Motion::RowEnd => state.move_to_line_end(select),
        Motion::TextStart => state.move_to_start(select),
        Motion::TextEnd => to_end(state, select),
    };
    // rat-text has a row after the last one, where typing would begin with a line break.
    if state.byte_at(state.cursor()).start >= state.len_bytes() {
        to_end(state, select);
    }
    state.scroll_cursor_to_visible();
}

fn to_end(state: &mut TextAreaState, select: bool) -> bool {
    let row = state.text().matches('\n').count() as u32;
    state.set_cursor((state.line_width(row), row), select)
}

fn moved(state: &mut TextAreaState, motion: impl FnOnce(&mut TextAreaState) -> bool) -> bool {
    let before: TextPosition = state.cursor();
    motion(state);
    state.cursor() != before
}

/// The longest beginning of `text` that is at most `room` bytes and cuts no grapheme.
fn fitting(text: &str, room: usize) -> &str {
    if text.len() <= room {
        return text;
    }
    let end = text.grapheme_indices(true).map(|(at, g)| at + g.len()).take_while(|e| *e <= room);
    text.get(..end.last().unwrap_or(0)).unwrap_or("")
}

/// A foreign text as it may enter an answer: line ends are `\n`, a tab is four spaces, and control
/// characters and those that reverse the direction of writing are gone.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\n' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            c if is_unsafe(c) => {}
            c => clean.push(c),
        }
    }
    clean
}

#[cfg(test)]
mod tests;
