//! The decks, the settings and the editor of the real world.
//!
//! Does not understand decks: it reads files and hands them to the domain.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, io, iter, panic, thread};

use super::clock::{Clock, SystemClock};
use super::deck_files::DeckFile;
use super::journal_file::JournalFile;
use super::world::{Desk, Journal};
use super::{deck_files, dictation, elsewhere, external, paths, settings_file, terminal};
use crate::domain::config::{Config, Reading};
use crate::domain::deck::parse::{Format, Parsed, parse};
use crate::domain::deck::problem::{Problem, Severity};
use crate::domain::id::EntryId;
use crate::domain::journal::Entry;
use crate::domain::library::{Library, Source};

/// Deck files, and the user's editor.
#[derive(Clone, Debug)]
pub struct Files {
    /// The folder of the user's own decks.
    pub decks: PathBuf,
    /// Files and folders that the command line named.
    pub given: Vec<PathBuf>,
    /// The settings.
    pub config: PathBuf,
}

impl Files {
    /// Reads every deck there is.
    pub fn library(&self) -> Library {
        Library::new(side_by_side(deck_files::read_all(&self.decks, &self.given)))
    }
}

/// Understands these files, as many at a time as the machine has cores.
fn side_by_side(files: Vec<DeckFile>) -> impl Iterator<Item = Source> {
    let cores = thread::available_parallelism().map_or(1, usize::from).min(files.len());
    let left = Mutex::new(files.into_iter().enumerate());
    let work = || {
        let next = || left.lock().ok()?.next();
        iter::from_fn(next).map(|(n, file)| (n, source(file))).collect::<Vec<_>>()
    };
    let mut sources = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let mut sources = work();
        for other in others {
            sources.extend(other.join().unwrap_or_else(|why| panic::resume_unwind(why)));
        }
        sources
    });
    sources.sort_by_key(|(n, _)| *n);
    sources.into_iter().map(|(_, source)| source)
}

fn source(file: DeckFile) -> Source {
    let DeckFile { origin, name, bytes } = file;
    Source { parsed: read(&name, bytes), origin, file: name }
}

/// Understands a deck file, or says why it could not even be read.
pub fn read(name: &str, bytes: Result<Vec<u8>, String>) -> Parsed {
    match bytes {
        // What has no telling name is most likely TOML.
        Ok(bytes) => parse(name, &bytes, Format::of(name).unwrap_or(Format::Toml)),
        Err(what) => Parsed {
            deck: None,
            problems: vec![Problem {
                severity: Severity::Error,
                file: name.to_owned(),
                line: 1,
                column: 1,
                card: None,
                what,
                hint: "check the path and its permissions".to_owned(),
            }],
        },
    }
}

impl Desk for Files {
    fn read(&mut self) -> Library {
        self.library()
    }

    fn settings(&mut self) -> (Config, Vec<Problem>) {
        let Reading { config, problems, .. } = settings_file::reading(&self.config);
        (config, problems)
    }

    fn copy_built_in(&mut self, file: &str) -> io::Result<PathBuf> {
        deck_files::copy_built_in(file, &self.decks)
    }

    fn edit(&mut self, file: &Path, line: usize) -> io::Result<()> {
        let (visual, editor) = (env::var("VISUAL").ok(), env::var("EDITOR").ok());
        terminal::give_back();
        let edited = external::run_editor(visual.as_deref(), editor.as_deref(), file, line);
        terminal::enter()?;
        let status = edited?;
        if status.success() {
            return Ok(());
        }
        Err(io::Error::other(format!("it ended with {status}")))
    }

    fn dictate(&mut self, command: &str) -> io::Result<String> {
        terminal::give_back();
        dictation::announce(command, dictation::LIMIT);
        let heard = dictation::listen(command, dictation::LIMIT);
        terminal::enter()?;
        heard
    }
}

impl Journal for JournalFile {
    fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        Self::append(self, entries)
    }

    fn write_elsewhere(&mut self, entries: &[Entry]) -> io::Result<PathBuf> {
        elsewhere::write(entries, &paths::refuges(), SystemClock.now())
    }

    fn keep_draft(&mut self, draft: &Entry) -> io::Result<()> {
        Self::keep_draft(self, draft)
    }

    fn fetch(&self, wanted: &[EntryId]) -> Vec<Entry> {
        let wanted: HashSet<&EntryId> = wanted.iter().collect();
        Self::fetch(self, &|id| wanted.contains(id))
    }

    fn poll(&mut self) -> Vec<Entry> {
        Self::poll(self)
    }

    fn problems(&mut self) -> Vec<String> {
        self.take_problems()
    }
}
