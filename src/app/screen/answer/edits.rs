//! Which actions are edits of the text, and which edits they are.
//!
//! Does not edit.

use crate::app::action::Action;
use crate::app::editor::{Edit, Motion};

/// The edit that an action stands for, if it is one.
pub(super) const fn edit_of(action: Action) -> Option<Edit> {
    const fn to(to: Motion) -> Edit {
        Edit::Move { to, select: false }
    }
    const fn select(to: Motion) -> Edit {
        Edit::Move { to, select: true }
    }
    Some(match action {
        Action::Newline => Edit::Newline,
        Action::Left => to(Motion::Left),
        Action::Right => to(Motion::Right),
        Action::Up => to(Motion::Up),
        Action::Down => to(Motion::Down),
        Action::PageUp => to(Motion::PageUp),
        Action::PageDown => to(Motion::PageDown),
        Action::WordLeft => to(Motion::WordLeft),
        Action::WordRight => to(Motion::WordRight),
        Action::Home => to(Motion::RowStart),
        Action::End => to(Motion::RowEnd),
        Action::TextStart => to(Motion::TextStart),
        Action::TextEnd => to(Motion::TextEnd),
        Action::SelectCharLeft => select(Motion::Left),
        Action::SelectCharRight => select(Motion::Right),
        Action::SelectRowUp => select(Motion::Up),
        Action::SelectRowDown => select(Motion::Down),
        Action::SelectWordLeft => select(Motion::WordLeft),
        Action::SelectWordRight => select(Motion::WordRight),
        Action::SelectHome => select(Motion::RowStart),
        Action::SelectEnd => select(Motion::RowEnd),
        Action::SelectAll => Edit::SelectAll,
        Action::Backspace => Edit::Backspace,
        Action::Delete => Edit::Delete,
        Action::DeleteWordLeft => Edit::DeleteWordLeft,
        Action::DeleteWordRight => Edit::DeleteWordRight,
        Action::Cut => Edit::Cut,
        Action::Copy => Edit::Copy,
        Action::Paste => Edit::Paste,
        Action::Undo => Edit::Undo,
        Action::Redo => Edit::Redo,
        _ => return None,
    })
}
