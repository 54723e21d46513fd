//! Everything that the program knows, and the few things that every screen does with it.
//!
//! Does not handle messages; that is [`update`](super::update).

mod leaving;
mod session;

use std::path::PathBuf;

use super::action::{Action, Context};
use super::editor::Editor;
use super::effect::Effect;
use super::keymap::Keymap;
use super::look::Look;
use super::notice::Notice;
use super::palette::Palette;
use super::screen::browse::Browse;
use super::screen::mock::Round;
use super::screen::{self, Go, Screen, Step};
use super::settings;
use super::welcome;
use crate::domain::config::Config;
use crate::domain::deck::problem::Problem;
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::{Draft, Entry, Fact};
use crate::domain::library::Library;
use crate::domain::mock::Wishes;
use crate::domain::progress::Progress;
use crate::domain::schedule::calendar::Calendar;
use crate::domain::schedule::queue::Queue;
use crate::domain::time::{Day, MINUTE, Moment, SECOND, Timestamp};

pub use session::{Drill, Session};

/// Everything that the program knows.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what is shown and what is not")]
pub struct Model {
    /// The decks.
    pub library: Library,
    /// What the journal adds up to.
    pub progress: Progress,
    /// On which day each card comes back.
    pub calendar: Calendar,
    /// The day for which the plan was last worked out.
    pub(super) prepared: Option<Day>,
    /// The settings.
    pub config: Config,
    /// What is wrong with the settings.
    pub config_problems: Vec<Problem>,
    /// The keys.
    pub keymap: Keymap,
    /// What it looks like.
    pub look: Look,
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
    /// A mock round under way.
    pub round: Option<Round>,
    /// What is said at the moment.
    pub notice: Option<Notice>,
    /// A question that must be answered first.
    pub confirm: Option<Confirm>,
    /// The command palette, where it lies over the screen.
    pub palette: Option<Palette>,
    /// Whether the browser begins with a welcome; gone with the first key.
    pub welcome: bool,
    /// Facts that could not be written yet.
    pub unsaved: Vec<Entry>,
    /// Why facts cannot be written; known at the start, or since the last attempt.
    pub unsaved_why: Option<String>,
    /// The moment of the last message.
    pub now: Moment,
    /// Whether more keys wait already.
    pub more_waits: bool,
    /// Whether there is an encoder to listen to answers.
    pub ears: bool,
    /// The file that what could not be written is in, after all; or why it is in none.
    pub elsewhere: Option<Result<PathBuf, String>>,
    pub(super) leaving: Option<Leaving>,
    /// When what could not be written is tried again.
    retry_at: Timestamp,
    /// How long is waited after the next failure.
    retry_after: i64,
    /// When other runs were last asked for.
    pub(super) polled: Timestamp,
    run: String,
    entries: u64,
}

/// The program is being left, as soon as the last facts are written. Where they cannot be …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// … the user is asked.
    Ask,
    /// … they are written elsewhere: there is no time to ask.
    Rescue,
    /// … they are given up: the user said so.
    Abandon,
}

/// What could not be written is tried again after so long, and each time after twice as long …
const RETRY_AFTER: i64 = 10 * SECOND;

/// … up to this.
const RETRY_AT_LEAST: i64 = 10 * MINUTE;

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
    /// Break off the mock round?
    AbortRound,
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
    /// What is wrong with the settings.
    pub config_problems: Vec<Problem>,
    /// What it looks like.
    pub look: Look,
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
    /// Whether that goes on ahead of schedule.
    pub ahead: bool,
    /// Whether to begin with the welcome, also where there is something in the journal.
    pub tour: bool,
    /// The mock round to begin with setting up, if one is wished for.
    pub mock: Option<Wishes>,
}

impl Model {
    /// The program at its start.
    pub fn new(start: Start) -> Self {
        let Start { library, progress, config, config_problems, look, .. } = start;
        let Start { run, now, unwritable, mut notices, query, review, .. } = start;
        let Start { ahead, mock, tour, .. } = start;
        let first = welcome::is_first(&progress, &notices, unwritable.as_deref());
        let mut model = Self {
            calendar: Calendar::of(&progress, library.ids()),
            library,
            prepared: None,
            progress,
            keymap: Keymap::of(&config.keys).0,
            config,
            config_problems,
            look,
            browse: Browse::default(),
            screens: Vec::new(),
            show_feedback: true,
            show_clock: true,
            session: None,
            round: None,
            notice: None,
            confirm: None,
            palette: None,
            welcome: tour || (first && !review && mock.is_none()),
            unsaved: Vec::new(),
            unsaved_why: unwritable,
            elsewhere: None,
            retry_at: now.at,
            retry_after: RETRY_AFTER,
            polled: now.at,
            now,
            more_waits: false,
            ears: false,
            leaving: None,
            run,
            entries: 0,
        };
        notices.extend(settings::amiss(&model));
        if !notices.is_empty() {
            model.notice = Some(Notice::warning(notices.join(" · "), now.at));
        }
        model.browse.filter = Editor::new(&query);
        screen::browse::refresh(&mut model);
        screen::browse::look_out(&mut model);
        if review {
            let step = screen::browse::start_review(&mut model, ahead);
            model.go(step);
        }
        if let Some(wishes) = mock {
            let step = screen::mock::setup::open(&mut model, wishes);
            model.go(step);
        }
        model
    }

    /// Where a key goes at the moment.
    pub fn context(&self) -> Context {
        if self.confirm.is_some() {
            return Context::Confirm;
        }
        if self.palette.is_some() {
            return Context::Palette;
        }
        self.context_below()
    }

    /// Where a key goes, or would go if nothing lay over the screen.
    pub fn context_below(&self) -> Context {
        self.screens.last().map_or_else(|| self.browse.context(), Screen::context)
    }

    /// The day that it is.
    pub fn today(&self) -> Day {
        self.now.day(self.config.day_start)
    }

    /// Milliseconds until something on the screen changes by itself; none while nothing will.
    pub fn wakeup(&self, now: Timestamp) -> Option<u64> {
        let notice = self.notice.as_ref().map(|notice| notice.until.since(now));
        let retry = (!self.unsaved.is_empty()).then(|| self.retry_at.since(now));
        // Also while the help lies above it: the draft does not wait for that.
        let mut screens = self.screens.iter().rev().enumerate();
        let answer = screens.find_map(|(above, screen)| match screen {
            Screen::Answer(answer) => answer.wakeup(now, above == 0),
            Screen::Spoken(spoken) => spoken.watch.next_second(now),
            Screen::Debrief(debrief) => debrief.wakeup(),
            _ => None,
        });
        [notice, retry, answer].into_iter().flatten().min()
    }

    /// Whether a second opinion is waited for.
    pub fn awaits_advice(&self) -> bool {
        let waits = |screen: &Screen| match screen {
            Screen::Debrief(debrief) => debrief.second.is_awaited(),
            _ => false,
        };
        self.screens.iter().any(waits)
    }

    /// Whether the encoder listens to answers.
    pub const fn listens(&self) -> bool {
        self.ears && self.config.encoder
    }

    /// Records a fact: it counts from now on, and is to be written at once, after whatever could
    /// not be written before.
    pub fn record(&mut self, fact: Fact) -> (EntryId, Effect) {
        self.entries += 1;
        let id = EntryId::new(&self.run, self.entries);
        let entry = Entry { id: id.clone(), at: self.now.at, offset: self.now.offset, fact };
        self.progress.apply(&entry);
        self.reschedule(&entry.fact);
        let mut entries = std::mem::take(&mut self.unsaved);
        entries.push(entry);
        (id, Effect::Append(entries))
    }

    /// Works out anew when cards come back, as far as a fact changes that.
    fn reschedule(&mut self, fact: &Fact) {
        if matches!(fact, Fact::Reviewed { .. } | Fact::Undone { .. } | Fact::Tuned { .. }) {
            self.calendar.follow(&self.progress, self.library.ids());
        }
        if matches!(fact, Fact::Planned { .. } | Fact::Suspended { .. } | Fact::Undone { .. }) {
            self.prepare();
        }
    }

    /// Works out anew what is prepared for, after the plan, the decks or the day changed.
    pub fn prepare(&mut self) {
        let today = self.today();
        self.prepared = Some(today);
        if let Err(why) = self.calendar.prepare(&self.library, &self.progress, today) {
            let key = self.key(Action::PlanDay);
            self.warn(format!("The plan's QUERY is not understood ({why}); {key} sets another"));
        }
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
        self.queue_of(cards, self.session.as_ref().is_some_and(|session| session.ahead))
    }

    /// The queue of these cards, with or without those whose day has not come.
    pub(super) fn queue_of(&self, cards: &[CardId], ahead: bool) -> Queue {
        let new_per_day = usize::from(self.config.new_cards_per_day);
        let (progress, calendar) = (&self.progress, &self.calendar);
        let queue = Queue::build(cards, progress, calendar, self.now, new_per_day);
        if ahead { queue.and_ahead(cards, progress, calendar, self.now) } else { queue }
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

    /// What is wrong with settings and decks.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.config_problems.iter().chain(&self.library.problems)
    }

    /// The key to show for an action.
    pub fn key(&self, action: Action) -> &str {
        self.keymap.key(action)
    }

    /// Goes where a screen wants to go. What others wrote is asked for on the way.
    pub(super) fn go(&mut self, mut step: Step) -> Vec<Effect> {
        if !matches!(step.go, Go::Stay) {
            step.effects.push(Effect::Poll);
        }
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
            Go::Down(depth) => self.screens.truncate(depth),
            Go::Stack(screens) => self.screens = screens,
            Go::Only(screen) => {
                self.screens.clear();
                self.screens.push(*screen);
            }
            Go::Above(depth, screens) => {
                self.screens.truncate(depth);
                self.screens.extend(screens);
            }
        }
        step.effects
    }
}
