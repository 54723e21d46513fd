//! Everything that the program can ask of the world, as data.

use std::path::PathBuf;
use std::sync::Arc;

use super::action::Action;
use crate::domain::deck::Card;
use crate::domain::id::EntryId;
use crate::domain::journal::Entry;

/// Sentences that the encoder is to listen to.
#[derive(Clone, Debug)]
pub struct Listen {
    /// The card that they answer.
    pub card: Arc<Card>,
    /// The sentences; none to make ready for the card.
    pub sentences: Vec<String>,
    /// What the user asked for that waits for them: the program stands still until they are heard.
    pub then: Option<Action>,
}

impl PartialEq for Listen {
    fn eq(&self, other: &Self) -> bool {
        self.card.id == other.card.id
            && self.sentences == other.sentences
            && self.then == other.then
    }
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write these facts to the journal, and be sure of it before the next key.
    Append(Vec<Entry>),
    /// Write these facts to a file of their own, wherever that works.
    WriteElsewhere(Vec<Entry>),
    /// Keep a draft that is being written, until it is left and goes into the journal.
    KeepDraft(Box<Entry>),
    /// Read entries again: texts of old answers are not kept in memory.
    Fetch(Vec<EntryId>),
    /// Listen to sentences of an answer with the encoder; what it hears comes when it is ready.
    Listen(Listen),
    /// Look for facts that other runs wrote.
    Poll,
    /// Open a deck file in the user's editor at a line, then read the decks again.
    Edit {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
    },
    /// Copy a built-in deck to where the user's own decks lie.
    CopyBuiltIn {
        /// File name of the deck.
        file: String,
    },
    /// Run the dictation program, and wait for what it writes.
    Dictate {
        /// The program and its arguments.
        command: String,
    },
    /// Start the program that gives second opinions; what it says comes when it has ended.
    Advise {
        /// The program and its arguments.
        command: String,
        /// What it is asked.
        question: String,
    },
    /// Read all decks again.
    Reload,
    /// Read the settings again.
    Configure,
    /// Listen to the mouse, or do not any more.
    Mouse(bool),
    /// Stop, give the terminal to the shell, and go on when the shell says so.
    Suspend,
    /// End the program.
    Quit,
}
