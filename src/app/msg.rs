//! Everything that can happen to the program.

use std::path::PathBuf;
use std::sync::Arc;

use super::action::Action;
use super::key::Key;
use super::mouse::Gesture;
use crate::domain::config::Config;
use crate::domain::deck::Card;
use crate::domain::deck::problem::Problem;
use crate::domain::journal::Entry;
use crate::domain::library::Library;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// The mouse was used, at this column and row.
    Mouse(Gesture, (u16, u16)),
    /// A text was pasted.
    Paste(String),
    /// The window has another size, or must be drawn again.
    Resized,
    /// Time passed.
    Tick,
    /// The window lost the focus.
    FocusLost,
    /// The window has the focus again.
    FocusGained,
    /// The program is told to stop for a while.
    Suspend,
    /// The program is told to end.
    Terminate,
    /// Facts are safely written.
    Saved,
    /// Facts could not be written, and why.
    AppendFailed(Vec<Entry>, String),
    /// The facts that could not be written are in this file; or why they are not.
    Elsewhere(Result<PathBuf, String>),
    /// Entries that were asked for.
    Fetched(Vec<Entry>),
    /// What the encoder hears in sentences of answers to a card, and what was waiting for that.
    Heard {
        /// The card, as it was when they were listened to.
        card: Arc<Card>,
        /// Each sentence with a number for every target of the card.
        sentences: Vec<(String, Arc<[f32]>)>,
        /// What the user asked for.
        then: Option<Action>,
    },
    /// Facts that another run wrote.
    Arrived(Vec<Entry>),
    /// The decks were read again.
    Reloaded(Box<Library>),
    /// The settings were read again, and what is wrong with them.
    Configured(Box<Config>, Vec<Problem>),
    /// A built-in deck was copied here for editing.
    Copied(PathBuf),
    /// The dictation program wrote this.
    Dictated(String),
    /// The program that gives second opinions wrote this; or why there is none.
    Advised(Result<String, String>),
    /// Something that was asked for did not work.
    Failed(String),
}
