//! A play through the real loop on a real journal in a folder, and what must hold of it afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io;
use std::path::PathBuf;
use std::rc::Rc;

use greenroom::app::look::Look;
use greenroom::app::{Model, Start};
use greenroom::domain::config::Config;
use greenroom::domain::deck::origin::Origin;
use greenroom::domain::id::EntryId;
use greenroom::domain::journal::Entry;
use greenroom::domain::time::Moment;
use greenroom::shell::adviser::Program;
use greenroom::shell::clock::{Clock, FixedClock};
use greenroom::shell::event_loop;
use greenroom::shell::journal_file::JournalFile;
use greenroom::shell::paths::Paths;
use greenroom::shell::world::{Desk, Journal, World};
use ratatui::Terminal;

use super::window::Window;
use super::world::{Scripted, Shared, TestDesk, TestEars};
use super::{SMALL, START, script};

/// A journal on disk, which fails while the disk is said to be full.
struct Failing {
    file: JournalFile,
    shared: Shared,
}

impl Failing {
    fn room(&self) -> io::Result<()> {
        if self.shared.disk_full.get() { Err(io::Error::other("no space left")) } else { Ok(()) }
    }
}

impl Journal for Failing {
    fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        self.room()?;
        self.file.append(entries)
    }

    fn write_elsewhere(&mut self, _: &[Entry]) -> io::Result<PathBuf> {
        Err(io::Error::other("no place at all"))
    }

    fn keep_draft(&mut self, draft: &Entry) -> io::Result<()> {
        self.room()?;
        self.file.keep_draft(draft)
    }

    fn fetch(&self, wanted: &[EntryId]) -> Vec<Entry> {
        Journal::fetch(&self.file, wanted)
    }

    fn poll(&mut self) -> Vec<Entry> {
        self.file.poll()
    }

    fn problems(&mut self) -> Vec<String> {
        self.file.take_problems()
    }
}

/// Runs of the program, one after the other, on one journal.
pub(crate) struct Lasting {
    paths: Paths,
    now: Moment,
    runs: usize,
    /// Keys and other things that happened so far.
    pub(crate) steps: usize,
    /// Facts that could not be saved when a run ended.
    pub(crate) unsaved: usize,
    /// Facts on disk.
    pub(crate) entries: u64,
}

impl Lasting {
    pub(crate) fn at(paths: Paths) -> Self {
        Self { paths, now: START, runs: 0, steps: 0, unsaved: 0, entries: 0 }
    }

    /// The next run, with this script. Afterwards the state is what the disk adds up to, read whole
    /// or with the help of the snapshot.
    pub(crate) fn play(&mut self, script: &str, size: (u16, u16)) {
        self.runs += 1;
        let config = Config { new_cards_per_day: 3, ..Config::default() };
        let clock = FixedClock::at(self.now);
        let mut desk = TestDesk {
            deck: SMALL.to_owned(),
            after_edit: None,
            origin: Origin::BuiltIn,
            edits: Vec::new(),
            fails: false,
            config: String::new(),
            heard: Err("no program listens".to_owned()),
            clock: &clock,
        };
        let opened = JournalFile::open(&self.paths, config.rules());
        assert_eq!((opened.problems, opened.writable), (vec![], Ok(())));
        let model = Model::new(Start {
            library: desk.read(),
            progress: opened.progress,
            config: config.clone(),
            config_problems: Vec::new(),
            look: Look::default(),
            run: format!("run{}", self.runs),
            now: self.now,
            unwritable: None,
            notices: Vec::new(),
            query: String::new(),
            review: self.runs.is_multiple_of(3),
            ahead: false,
            mock: None,
            tour: false,
        });
        let (window, shared) = (Window::new(size), Shared::default());
        let steps = script::read(script);
        self.steps += steps.len();
        let mut events = Scripted {
            steps: steps.into(),
            clock: &clock,
            window: window.clone(),
            shared: Rc::clone(&shared),
            wakeups: 0,
            still: 0,
        };
        let mut journal = Failing { file: opened.journal, shared };
        let mut terminal = Terminal::new(window).unwrap();
        let world = World {
            events: &mut events,
            journal: &mut journal,
            clock: &clock,
            desk: &mut desk,
            ears: &mut TestEars::default(),
            adviser: &mut Program::default(),
        };
        let model = event_loop::run(&mut terminal, world, model).unwrap().model;

        let fold = JournalFile::reread(&self.paths, config.rules()).progress;
        self.entries = fold.entries();
        self.unsaved += model.unsaved.len();
        // What is lost with a full disk may leave an older draft beside the journal, which counts again.
        if model.unsaved.is_empty() {
            assert!(fold == model.progress, "the state is not the fold of the journal: {script}");
            journal.file.keep_snapshot(&model.progress).unwrap();
            let helped = JournalFile::look(&self.paths, config.rules());
            assert!(helped.progress == model.progress, "the snapshot differs: {script}");
        }
        self.now = Moment { at: clock.now().at.plus(60_000), ..self.now };
    }
}
