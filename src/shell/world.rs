//! The ports: everything that the running program needs of the world, in one struct.
//!
//! Tests give a world of their own to the very loop that runs in production.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::clock::Clock;
use crate::app::effect::Listen;
use crate::app::msg::Msg;
use crate::domain::config::Config;
use crate::domain::deck::problem::Problem;
use crate::domain::id::EntryId;
use crate::domain::journal::Entry;
use crate::domain::library::Library;

/// Where messages come from.
pub trait Events {
    /// The next message; none where `wait` is over before there is one. Without `wait` it sleeps
    /// until there is one.
    fn next(&mut self, wait: Option<Duration>) -> io::Result<Option<Msg>>;

    /// Whether a message waits already.
    fn waiting(&mut self) -> io::Result<bool>;

    /// Gives the terminal to the shell and stops; returns when the shell says so and the terminal
    /// is ours again.
    ///
    /// # Errors
    /// Where there is no shell to go to, or the terminal does not let itself be taken again.
    fn suspend(&mut self) -> io::Result<()>;

    /// Asks to be told of the mouse, or not to be told any more.
    fn mouse(&mut self, on: bool) -> io::Result<()>;
}

/// Where facts are kept.
pub trait Journal {
    /// Writes facts, and returns when they are safe.
    fn append(&mut self, entries: &[Entry]) -> io::Result<()>;

    /// Writes facts that cannot be appended to a file of their own, in the first place that takes
    /// it; where that is.
    fn write_elsewhere(&mut self, entries: &[Entry]) -> io::Result<PathBuf>;

    /// Keeps a draft that is being written, in place of the last one; it is safe when this returns.
    fn keep_draft(&mut self, draft: &Entry) -> io::Result<()>;

    /// Reads entries again.
    fn fetch(&self, wanted: &[EntryId]) -> Vec<Entry>;

    /// Facts that other runs wrote since the last look.
    fn poll(&mut self) -> Vec<Entry>;

    /// What was found amiss since the last time this was asked, and what became of it.
    fn problems(&mut self) -> Vec<String>;
}

/// Decks, the programs that edit them and listen, and the settings.
pub trait Desk {
    /// Reads all decks.
    fn read(&mut self) -> Library;

    /// Reads the settings, and says what is wrong with them.
    fn settings(&mut self) -> (Config, Vec<Problem>);

    /// Copies a built-in deck to the user's own, where none of that name is there yet.
    fn copy_built_in(&mut self, file: &str) -> io::Result<PathBuf>;

    /// Opens a file in the user's editor and waits for it to close. The screen is the editor's
    /// meanwhile.
    fn edit(&mut self, file: &Path, line: usize) -> io::Result<()>;

    /// Runs the user's dictation program and returns what it wrote. The screen is the program's
    /// meanwhile.
    fn dictate(&mut self, command: &str) -> io::Result<String>;
}

/// What listens to answers.
pub trait Ears {
    /// Gives it sentences. Where an action waits for them, returns when they are heard; else at once.
    fn listen(&mut self, what: Listen) -> Vec<Msg>;

    /// What was heard since the last time this was asked.
    fn heard(&mut self) -> Vec<Msg>;
}

/// The user's program that gives second opinions, beside the drawing.
pub trait Adviser {
    /// Starts it with what it is asked, in place of one that still runs.
    ///
    /// # Errors
    /// Where it does not start.
    fn ask(&mut self, command: &str, question: String) -> io::Result<()>;

    /// What it wrote, or why that is nothing to go by; none while it runs, or where none was started.
    fn said(&mut self) -> Option<io::Result<String>>;

    /// Ends it: nobody waits for it any more.
    fn dismiss(&mut self);
}

/// The world.
pub struct World<'a> {
    /// Where messages come from.
    pub events: &'a mut dyn Events,
    /// Where facts are kept.
    pub journal: &'a mut dyn Journal,
    /// What time it is.
    pub clock: &'a dyn Clock,
    /// Decks and editor.
    pub desk: &'a mut dyn Desk,
    /// What listens to answers.
    pub ears: &'a mut dyn Ears,
    /// Who gives second opinions.
    pub adviser: &'a mut dyn Adviser,
}
