//! The world of a play: scripted events, a journal in memory, decks that a text stands for.
//!
//! Claims nothing, except that nothing wakes up without end.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use greenroom::app::effect::Listen;
use greenroom::app::msg::Msg;
use greenroom::domain::config::Config;
use greenroom::domain::deck::origin::Origin;
use greenroom::domain::deck::parse::{Format, parse};
use greenroom::domain::deck::problem::Problem;
use greenroom::domain::id::EntryId;
use greenroom::domain::journal::{Entry, Fact};
use greenroom::domain::library::{Library, Source};
use greenroom::shell::adviser::Program;
use greenroom::shell::clock::{Clock, FixedClock};
use greenroom::shell::world::{Adviser, Desk, Ears, Events, Journal};

use super::script::{self, Step};
use super::window::Window;

/// So many wake-ups at one moment are one without end.
const RESTLESS: usize = 50;

/// What the parts of the world share.
#[derive(Default)]
pub(super) struct State {
    pub(super) entries: RefCell<Vec<Entry>>,
    /// The draft that is kept beside the journal.
    pub(super) kept: RefCell<Option<Entry>>,
    /// The same when the script ended.
    pub(super) kept_then: RefCell<Option<Entry>>,
    pub(super) disk_full: Cell<bool>,
    /// Every so manieth write fails; none where it is 0.
    pub(super) fails_each: Cell<usize>,
    pub(super) writes: Cell<usize>,
    /// What was written elsewhere, and whether that fails too.
    pub(super) elsewhere: RefCell<Vec<Entry>>,
    pub(super) elsewhere_full: Cell<bool>,
    /// What was asked for of the mouse while the program ran.
    pub(super) mouse: RefCell<Vec<bool>>,
    /// Entries in the journal when the script ended.
    pub(super) ended: Cell<Option<usize>>,
}

pub(super) type Shared = Rc<State>;

pub(super) struct Scripted<'a> {
    pub(super) steps: VecDeque<script::Step>,
    pub(super) clock: &'a FixedClock,
    pub(super) window: Window,
    pub(super) shared: Shared,
    pub(super) wakeups: usize,
    /// Wake-ups since the clock last moved.
    pub(super) still: usize,
}

impl Events for Scripted<'_> {
    fn next(&mut self, wait: Option<Duration>) -> io::Result<Option<Msg>> {
        loop {
            let Some(step) = self.steps.pop_front() else {
                self.shared.ended.set(Some(self.shared.entries.borrow().len()));
                self.shared.kept_then.borrow_mut().clone_from(&self.shared.kept.borrow());
                return Err(io::Error::other("the script is over"));
            };
            return Ok(Some(match step {
                Step::Key(key) | Step::Typed(key) => Msg::Key(key),
                Step::MouseOn(gesture, text) => Msg::Mouse(gesture, self.window.place_of(&text)),
                Step::MouseAt(gesture, place) => Msg::Mouse(gesture, place),
                Step::Paste(text) => Msg::Paste(text),
                Step::Resize(columns, rows) => {
                    self.window.resize(columns, rows);
                    Msg::Resized
                }
                Step::Blur => Msg::FocusLost,
                Step::Terminate => Msg::Terminate,
                Step::Focus => Msg::FocusGained,
                Step::Disk { full } => {
                    self.shared.disk_full.set(full);
                    self.shared.fails_each.set(0);
                    continue;
                }
                Step::FailsEach(n) => {
                    self.shared.fails_each.set(n);
                    continue;
                }
                Step::NoOtherPlace => {
                    self.shared.elsewhere_full.set(true);
                    continue;
                }
                Step::Stop(ms) => {
                    self.clock.pass(ms as i64);
                    continue;
                }
                // Sleeps as the loop asks to: it wakes up when it wanted to, and not before.
                Step::Pass(ms) => {
                    let wait = wait.map_or(u64::MAX, |wait| wait.as_millis() as u64);
                    if wait > ms {
                        self.clock.pass(ms as i64);
                        continue;
                    }
                    self.wakeups += 1;
                    self.still = if wait == 0 { self.still + 1 } else { 0 };
                    assert!(self.still < RESTLESS, "wakes up without end");
                    self.clock.pass(wait as i64);
                    self.steps.push_front(Step::Pass(ms - wait));
                    return Ok(None);
                }
            }));
        }
    }

    fn waiting(&mut self) -> io::Result<bool> {
        Ok(matches!(self.steps.front(), Some(script::Step::Typed(_))))
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.shared.mouse.borrow_mut().push(on);
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        Err(io::Error::other("there is no shell"))
    }
}

pub(super) struct TestJournal {
    pub(super) shared: Shared,
    pub(super) others: Vec<Entry>,
}

impl Journal for TestJournal {
    fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        self.shared.writes.set(self.shared.writes.get() + 1);
        let each = self.shared.fails_each.get();
        let fails = each > 0 && self.shared.writes.get().is_multiple_of(each);
        if self.shared.disk_full.get() || fails {
            return Err(io::Error::other("no space left"));
        }
        self.shared.entries.borrow_mut().extend_from_slice(entries);
        if entries.iter().any(|e| matches!(e.fact, Fact::Drafted(_) | Fact::Answered(_))) {
            self.shared.kept.take();
        }
        Ok(())
    }

    fn write_elsewhere(&mut self, entries: &[Entry]) -> io::Result<PathBuf> {
        if self.shared.elsewhere_full.get() {
            return Err(io::Error::other("no place at all"));
        }
        self.shared.elsewhere.borrow_mut().extend_from_slice(entries);
        Ok("/elsewhere.jsonl".into())
    }

    fn keep_draft(&mut self, draft: &Entry) -> io::Result<()> {
        if self.shared.disk_full.get() {
            return Err(io::Error::other("no space left"));
        }
        *self.shared.kept.borrow_mut() = Some(draft.clone());
        Ok(())
    }

    fn fetch(&self, wanted: &[EntryId]) -> Vec<Entry> {
        let entries = self.shared.entries.borrow();
        entries.iter().filter(|entry| wanted.contains(&entry.id)).cloned().collect()
    }

    fn poll(&mut self) -> Vec<Entry> {
        let heard = std::mem::take(&mut self.others);
        self.shared.entries.borrow_mut().extend_from_slice(&heard);
        heard
    }

    fn problems(&mut self) -> Vec<String> {
        Vec::new()
    }
}

pub(super) struct TestDesk<'a> {
    pub(super) deck: String,
    pub(super) after_edit: Option<String>,
    pub(super) origin: Origin,
    pub(super) edits: Vec<String>,
    pub(super) fails: bool,
    /// The settings file, when it is read again.
    pub(super) config: String,
    pub(super) heard: Result<String, String>,
    pub(super) clock: &'a FixedClock,
}

impl Desk for TestDesk<'_> {
    fn read(&mut self) -> Library {
        Library::new([Source {
            parsed: parse("small.toml", self.deck.as_bytes(), Format::Toml),
            origin: self.origin.clone(),
            file: "small.toml".to_owned(),
        }])
    }

    fn settings(&mut self) -> (Config, Vec<Problem>) {
        Config::parse(&self.config)
    }

    fn copy_built_in(&mut self, file: &str) -> io::Result<PathBuf> {
        let path = Path::new("/decks").join(file);
        if matches!(self.origin, Origin::Data(_)) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.origin = Origin::Data(path.clone());
        Ok(path)
    }

    fn edit(&mut self, file: &Path, line: usize) -> io::Result<()> {
        if self.fails {
            return Err(io::Error::other("no editor"));
        }
        self.edits.push(format!("{}:{line}", file.display()));
        if let Some(deck) = self.after_edit.take() {
            self.deck = deck;
        }
        Ok(())
    }

    /// Listens for twenty seconds.
    fn dictate(&mut self, _: &str) -> io::Result<String> {
        self.clock.pass(20_000);
        self.heard.clone().map_err(io::Error::other)
    }
}

/// Who gives second opinions.
pub(super) enum TestAdviser<'a> {
    /// Says this ten seconds after it is asked.
    Slow { says: Result<String, String>, clock: &'a FixedClock, asked: Option<i64> },
    /// A program, which is waited for as long as it takes: the clock of the play is another one.
    Real(Program),
}

impl Adviser for TestAdviser<'_> {
    fn ask(&mut self, command: &str, question: String) -> io::Result<()> {
        match self {
            Self::Slow { asked, clock, .. } => {
                *asked = Some(clock.now().at.0);
                Ok(())
            }
            Self::Real(program) => program.ask(command, question),
        }
    }

    fn said(&mut self) -> Option<io::Result<String>> {
        match self {
            Self::Slow { says, asked, clock } => {
                (*asked)?.checked_add(10_000).filter(|then| clock.now().at.0 >= *then)?;
                *asked = None;
                Some(says.clone().map_err(io::Error::other))
            }
            Self::Real(program) => {
                while program.is_running() {
                    if let Some(said) = program.said() {
                        return Some(said);
                    }
                    thread::sleep(Duration::from_millis(2));
                }
                None
            }
        }
    }

    fn dismiss(&mut self) {
        match self {
            Self::Slow { asked, .. } => *asked = None,
            Self::Real(program) => program.dismiss(),
        }
    }
}

/// Hears nothing in any sentence, and says so when it is next asked; where an action waits, at once.
#[derive(Default)]
pub(crate) struct TestEars {
    pub(crate) asked: Vec<Listen>,
    pub(crate) heard: Vec<Msg>,
}

impl Ears for TestEars {
    fn listen(&mut self, what: Listen) -> Vec<Msg> {
        self.asked.push(what.clone());
        let Listen { card, sentences, then } = what;
        let nothing = vec![0.0; card.criteria.len() + card.traps.len()];
        let sentences = sentences.into_iter().map(|s| (s, nothing.clone().into())).collect();
        self.heard.push(Msg::Heard { card, sentences, then });
        if then.is_some() { self.heard() } else { Vec::new() }
    }

    fn heard(&mut self) -> Vec<Msg> {
        std::mem::take(&mut self.heard)
    }
}
