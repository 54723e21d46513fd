//! What the program is doing: the model, and how a message changes it.
//!
//! `update` turns a message into a changed model and effects, as data. It touches nothing outside:
//! no clock, files or terminal. It routes; the screens say what an action means.

pub mod action;
pub mod editor;
pub mod effect;
pub mod help;
pub mod key;
pub mod keymap;
pub mod msg;
pub mod notice;
pub mod screen;

use crate::domain::assess;
use crate::domain::config::Config;
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::{Entry, Fact};
use crate::domain::library::Library;
use crate::domain::progress::Progress;
use crate::domain::schedule::queue::Queue;
use crate::domain::time::{Day, Moment, Timestamp};
use action::{Action, Context};
use effect::Effect;
use key::Key;
use keymap::Keymap;
use msg::Msg;
use notice::Notice;
use screen::browse::Browse;
use screen::{Screen, Step};

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
    leaving: Option<Leaving>,
    run: String,
    entries: u64,
}

/// The program is being left, as soon as the last facts are written.
#[derive(Clone, Copy, Debug)]
struct Leaving {
    /// Whether there is no time to ask.
    at_once: bool,
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
    /// Cards passed over without a rating.
    pub skipped: Vec<CardId>,
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

/// What the world says along with each message.
#[derive(Clone, Copy, Debug)]
pub struct Ctx {
    /// The time.
    pub now: Moment,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// How long and how high what is on screen is.
    pub measure: fn(&Model, (u16, u16)) -> Metrics,
}

/// How much there is to scroll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    /// Rows that are seen at once.
    pub page: u16,
    /// Rows in all.
    pub content: u16,
    /// First row of each part of the content.
    pub parts: Vec<u16>,
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
            leaving: None,
            run,
            entries: 0,
        };
        if !notices.is_empty() {
            model.notice = Some(Notice::warning(notices.join(" · "), now.at));
        }
        screen::browse::set_filter(&mut model, &query);
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
        let screen = self.screens.last().and_then(|screen| match screen {
            Screen::Answer(answer) => answer.wakeup(now),
            _ => None,
        });
        [notice, screen].into_iter().flatten().min()
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

    /// The queue of a session over these cards.
    pub fn queue(&self, cards: &[CardId]) -> Queue {
        let new_per_day = usize::from(self.config.new_cards_per_day);
        Queue::build(cards, &self.progress, self.now, new_per_day)
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
    fn go(&mut self, step: Step) -> Vec<Effect> {
        match step.go {
            screen::Go::Stay => {}
            screen::Go::Push(screen) => self.screens.push(*screen),
            screen::Go::Replace(screen) => {
                self.screens.pop();
                self.screens.push(*screen);
            }
            screen::Go::Back => {
                self.screens.pop();
            }
            screen::Go::Home => self.screens.clear(),
            screen::Go::Only(screen) => {
                self.screens.clear();
                self.screens.push(*screen);
            }
        }
        step.effects
    }

    /// Leaves the program, once everything that waits to be written is written. Where that fails
    /// the user is asked, unless there is no time to ask (`at_once`).
    fn quit(&mut self, at_once: bool) -> Vec<Effect> {
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
    fn keep_draft(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut screens = std::mem::take(&mut self.screens);
        for screen in &mut screens {
            if let Screen::Answer(answer) = screen {
                effects.extend(answer.keep(self));
            }
        }
        self.screens = screens;
        effects
    }
}

/// Changes the model as the message says, and returns what is to be done outside.
pub fn update(model: &mut Model, msg: Msg, ctx: Ctx) -> Vec<Effect> {
    model.now = ctx.now;
    if model.notice.as_ref().is_some_and(|notice| ctx.now.at >= notice.until) {
        model.notice = None;
    }
    let effects = match msg {
        Msg::Key(key) => on_key(model, key),
        Msg::Paste(text) => on_text(model, &editor::clean(&text)),
        Msg::Tick => with_answer(model, screen::answer::AnswerScreen::tick),
        Msg::FocusLost => with_answer(model, screen::answer::AnswerScreen::pause),
        Msg::Resized | Msg::FocusGained => Vec::new(),
        Msg::Terminate => model.quit(true),
        Msg::Saved => {
            if model.unsaved.is_empty() {
                model.unsaved_why = None;
            }
            model.leaving.take().map(|_| Effect::Quit).into_iter().collect()
        }
        Msg::AppendFailed(entries, why) => {
            model.unsaved.extend(entries);
            model.unsaved_why = Some(why);
            match model.leaving.take() {
                Some(Leaving { at_once: true }) => vec![Effect::Quit],
                Some(Leaving { at_once: false }) => {
                    model.confirm = Some(Confirm::QuitUnsaved);
                    Vec::new()
                }
                None => Vec::new(),
            }
        }
        Msg::Arrived(entries) => {
            for entry in &entries {
                model.progress.apply(entry);
            }
            screen::browse::refresh(model);
            Vec::new()
        }
        Msg::Reloaded(library) => {
            reload(model, *library);
            Vec::new()
        }
        Msg::Copied(path) => {
            let line = match model.confirm.take() {
                Some(Confirm::CopyDeck { line, .. }) => line,
                _ => 1,
            };
            vec![Effect::Edit { path, line }]
        }
        Msg::Failed(why) => {
            if matches!(model.confirm, Some(Confirm::CopyDeck { .. })) {
                model.confirm = None;
            }
            model.warn(why);
            Vec::new()
        }
    };
    if effects.iter().any(|effect| matches!(effect, Effect::Append(_))) {
        screen::browse::refresh(model);
    }
    screen::settle(model, ctx);
    effects
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let context = model.context();
    match (model.keymap.resolve(context, key), key.text()) {
        (Some(action), _) => act(model, action),
        (None, Some(c)) if context.takes_text() => on_text(model, c.encode_utf8(&mut [0; 4])),
        (None, _) => Vec::new(),
    }
}

/// A text that was typed or pasted, already clean.
fn on_text(model: &mut Model, text: &str) -> Vec<Effect> {
    match model.context() {
        Context::Filter => {
            screen::browse::type_filter(model, text);
            Vec::new()
        }
        Context::Answer => {
            let text = text.to_owned();
            with_answer(model, move |answer, model| answer.type_text(model, &text))
        }
        _ => Vec::new(),
    }
}

fn with_answer(
    model: &mut Model,
    act: impl FnOnce(&mut screen::answer::AnswerScreen, &mut Model) -> Vec<Effect>,
) -> Vec<Effect> {
    let at = model.screens.iter().rposition(|screen| matches!(screen, Screen::Answer(_)));
    let Some(at) = at else { return Vec::new() };
    let mut screen = model.screens.remove(at);
    let effects = match &mut screen {
        Screen::Answer(answer) => act(answer, model),
        _ => Vec::new(),
    };
    model.screens.insert(at, screen);
    effects
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => model.quit(model.confirm == Some(Confirm::QuitUnsaved)),
        Action::LeaveProgram => model.quit(false),
        Action::ShowHelp | Action::ShowHelpAnywhere => {
            let about = model.context();
            if about != Context::Help {
                model.screens.push(Screen::Help(screen::help::HelpScreen::keys(about)));
            }
            Vec::new()
        }
        Action::ConfirmYes | Action::ConfirmNo => confirm(model, action == Action::ConfirmYes),
        _ => match model.screens.pop() {
            None => {
                let step = screen::browse::on_action(model, action);
                model.go(step)
            }
            Some(mut screen) => {
                let step = screen.on_action(model, action);
                model.screens.push(screen);
                model.go(step)
            }
        },
    }
}

fn confirm(model: &mut Model, yes: bool) -> Vec<Effect> {
    match (model.confirm.clone(), yes) {
        // Answered when the copy is there.
        (Some(Confirm::CopyDeck { file, .. }), true) => vec![Effect::CopyBuiltIn { file }],
        (Some(Confirm::QuitUnsaved), true) => vec![Effect::Quit],
        _ => {
            model.confirm = None;
            Vec::new()
        }
    }
}

/// Takes new decks into use: what is open stays open where its card still exists.
fn reload(model: &mut Model, library: Library) {
    let (before, problems) = (model.library.cards.len(), library.problems.len());
    model.library = library;
    let library = &model.library;
    model.screens.retain_mut(|screen| screen.reload(library));
    screen::browse::refresh(model);
    let cards = model.library.cards.len();
    match problems {
        0 => model.say(format!("Decks read again: {cards} cards (before: {before})")),
        n => model.warn(format!("Decks read again: {cards} cards, {n} problems; ! shows them")),
    }
}

/// The rating that an attempt suggests.
pub fn suggestion(attempt: &crate::domain::journal::Attempt) -> crate::domain::schedule::Rating {
    assess::suggested(attempt.score, attempt.ms, attempt.target_ms)
}
