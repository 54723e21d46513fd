//! Everything that the program knows, and the few things that every screen does with it.
//!
//! Does not handle messages; that is [`update`](super::update).

use super::action::Context;
use super::editor::Editor;
use super::effect::Effect;
use super::keymap::Keymap;
use super::notice::Notice;
use super::screen::browse::Browse;
use super::screen::{self, Go, Screen, Step};
use crate::domain::config::Config;
use crate::domain::gaps::Subject;
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::{Draft, Entry, Fact};
use crate::domain::library::Library;
use crate::domain::progress::Progress;
use crate::domain::schedule::queue::Queue;
use crate::domain::time::{Day, Moment, Timestamp};

/// Everything that the program knows.
#[derive(Debug)]
pub struct Model {
    /// The decks.
    pub library: Library,
    /// What the journal adds up to.
    pub progress: Progress,
    /// The settings.
    pub config: Config,
    /// The keys.
    pub keymap: Keymap,
    /// The browser; always there, at the bottom.
    pub browse: Browse,
    /// The screens above the browser, the last one on top.
    pub screens: Vec<Screen>,
    /// Whether feedback is shown while an answer is written.
    pub show_feedback: bool,
    /// Whether the clock is shown while an answer is written.
    pub show_clock: bool,
    /// A review session under way.
    pub session: Option<Session>,
    /// What is said at the moment.
    pub notice: Option<Notice>,
    /// A question that must be answered first.
    pub confirm: Option<Confirm>,
    /// Facts that could not be written yet.
    pub unsaved: Vec<Entry>,
    /// Why facts cannot be written; known at the start, or since the last attempt.
    pub unsaved_why: Option<String>,
    /// The moment of the last message.
    pub now: Moment,
    /// Whether more keys wait already: what only the screen needs can wait for the last of them.
    pub more_waits: bool,
    pub(super) leaving: Option<Leaving>,
    run: String,
    entries: u64,
}

/// The program is being left, as soon as the last facts are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaving {
    /// Whether there is no time to ask.
    pub(super) at_once: bool,
}

/// A review session: which cards, and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The cards that it draws from.
    pub cards: Vec<CardId>,
    /// How many were rated.
    pub rated: usize,
    /// How many of those again.
    pub again: usize,
    /// Cards passed over without a rating; in a drill the rated ones too.
    pub skipped: Vec<CardId>,
    /// What is drilled: then each card is asked once, due or not.
    pub drill: Option<Subject>,
}

/// A question that must be answered first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirm {
    /// Copy a built-in deck and edit the copy?
    CopyDeck {
        /// File name of the deck.
        file: String,
        /// Line to open.
        line: usize,
    },
    /// Leave although facts are not saved?
    QuitUnsaved,
}

/// What a program starts with.
#[derive(Debug)]
pub struct Start {
    /// The decks.
    pub library: Library,
    /// What the journal adds up to.
    pub progress: Progress,
    /// The settings.
    pub config: Config,
    /// A name that no other run has.
    pub run: String,
    /// The time.
    pub now: Moment,
    /// Why the journal cannot be written, if so.
    pub unwritable: Option<String>,
    /// Things to say at once.
    pub notices: Vec<String>,
    /// The query to begin with.
    pub query: String,
    /// Whether to begin with a review session.
    pub review: bool,
}

impl Model {
    /// The program at its start.
    pub fn new(start: Start) -> Self {
        let Start { library, progress, config, run, now, unwritable, notices, query, review } =
            start;
        let mut model = Self {
            library,
            progress,
            config,
            keymap: Keymap::default(),
            browse: Browse::default(),
            screens: Vec::new(),
            show_feedback: true,
            show_clock: true,
            session: None,
            notice: None,
            confirm: None,
            unsaved: Vec::new(),
            unsaved_why: unwritable,
            now,
            more_waits: false,
            leaving: None,
            run,
            entries: 0,
        };
        if !notices.is_empty() {
            model.notice = Some(Notice::warning(notices.join(" · "), now.at));
        }
        model.browse.filter = Editor::new(&query);
        screen::browse::refresh(&mut model);
        if review {
            let step = screen::browse::start_review(&mut model);
            model.go(step);
        }
        model
    }

    /// Where a key goes at the moment.
    pub fn context(&self) -> Context {
        if self.confirm.is_some() {
            return Context::Confirm;
        }
        self.screens.last().map_or_else(|| self.browse.context(), Screen::context)
    }

    /// The day that it is.
    pub fn today(&self) -> Day {
        self.now.day(self.config.day_start)
    }

    /// Milliseconds until something on the screen changes by itself; none while nothing will.
    pub fn wakeup(&self, now: Timestamp) -> Option<u64> {
        let notice = self.notice.as_ref().map(|notice| notice.until.since(now));
        // Also while the help lies above it: the draft does not wait for that.
        let mut screens = self.screens.iter().rev().enumerate();
        let answer = screens.find_map(|(above, screen)| match screen {
            Screen::Answer(answer) => answer.wakeup(now, above == 0),
            _ => None,
        });
        [notice, answer].into_iter().flatten().min()
    }

    /// Records a fact: it counts from now on, and is to be written at once, after whatever could
    /// not be written before.
    pub fn record(&mut self, fact: Fact) -> (EntryId, Effect) {
        self.entries += 1;
        let id = EntryId::new(&self.run, self.entries);
        let entry = Entry { id: id.clone(), at: self.now.at, offset: self.now.offset, fact };
        self.progress.apply(&entry);
        let mut entries = std::mem::take(&mut self.unsaved);
        entries.push(entry);
        (id, Effect::Append(entries))
    }

    /// Keeps what is being written without making a fact of it.
    pub fn keep(&mut self, draft: Draft) -> Effect {
        self.entries += 1;
        let id = EntryId::new(&self.run, self.entries);
        let (at, offset) = (self.now.at, self.now.offset);
        Effect::KeepDraft(Box::new(Entry { id, at, offset, fact: Fact::Drafted(draft) }))
    }

    /// The queue of a session over these cards.
    pub fn queue(&self, cards: &[CardId]) -> Queue {
        let new_per_day = usize::from(self.config.new_cards_per_day);
        Queue::build(cards, &self.progress, self.now, new_per_day)
    }

    /// The cards that the session under way still asks for, in their order.
    pub fn waiting(&self) -> Vec<CardId> {
        let Some(session) = &self.session else { return Vec::new() };
        let open = |id: &&CardId| !session.skipped.contains(id);
        if session.drill.is_some() {
            return session.cards.iter().filter(open).cloned().collect();
        }
        let queue = self.queue(&session.cards);
        let queued = queue.cards.iter().filter_map(|(n, _)| session.cards.get(*n));
        queued.filter(open).cloned().collect()
    }

    /// Says something that is good to know.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::info(text, self.now.at));
    }

    /// Says that something is not as it should be.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::warning(text, self.now.at));
    }

    /// Goes where a screen wants to go.
    pub(super) fn go(&mut self, step: Step) -> Vec<Effect> {
        match step.go {
            Go::Stay => {}
            Go::Push(screen) => self.screens.push(*screen),
            Go::Replace(screen) => {
                self.screens.pop();
                self.screens.push(*screen);
            }
            Go::Back => {
                self.screens.pop();
            }
            Go::Home => self.screens.clear(),
            Go::Stack(screens) => self.screens = screens,
            Go::Only(screen) => {
                self.screens.clear();
                self.screens.push(*screen);
            }
        }
        step.effects
    }

    /// Leaves the program, once everything that waits to be written is written. Where that fails
    /// the user is asked, unless there is no time to ask (`at_once`).
    pub(super) fn quit(&mut self, at_once: bool) -> Vec<Effect> {
        let mut effects = self.keep_draft();
        if effects.is_empty() && !self.unsaved.is_empty() {
            effects.push(Effect::Append(std::mem::take(&mut self.unsaved)));
        }
        if effects.is_empty() {
            return vec![Effect::Quit];
        }
        self.leaving = Some(Leaving { at_once });
        effects
    }

    /// Writes what is being written, if it is not written yet.
    pub(super) fn keep_draft(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut screens = std::mem::take(&mut self.screens);
        for screen in &mut screens {
            if let Screen::Answer(answer) = screen {
                effects.extend(answer.pause(self));
            }
        }
        self.screens = screens;
        effects
    }
}
