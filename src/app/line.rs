//! A line that is typed: the filter, what the help is searched for, the palette.
//!
//! Knows which edit an action stands for, not what the line is for.

use super::action::Action;
use super::editor::{Edit, Editor, Motion};

/// Does the edit that an action stands for; says whether the text changed.
pub fn apply(line: &mut Editor, action: Action) -> bool {
    let to = |to| Edit::Move { to, select: false };
    let edit = match action {
        Action::LineLeft => to(Motion::Left),
        Action::LineRight => to(Motion::Right),
        Action::LineWordLeft => to(Motion::WordLeft),
        Action::LineWordRight => to(Motion::WordRight),
        Action::LineHome => to(Motion::TextStart),
        Action::LineEnd => to(Motion::TextEnd),
        Action::LineBackspace => Edit::Backspace,
        Action::LineDelete => Edit::Delete,
        Action::LineDeleteWord => Edit::DeleteWordLeft,
        Action::LineClear => Edit::Clear,
        _ => return false,
    };
    line.apply(&edit)
}

/// Types or pastes a text, its line breaks as spaces.
pub fn insert(line: &mut Editor, text: &str) {
    line.apply(&Edit::Insert(text.replace('\n', " ")));
}
