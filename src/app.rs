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
pub mod model;
pub mod msg;
pub mod notice;
pub mod screen;

use crate::domain::assess;
use crate::domain::journal::Attempt;
use crate::domain::library::Library;
use crate::domain::schedule::Rating;
use crate::domain::time::Moment;
use action::{Action, Context};
use effect::Effect;
use key::Key;
use model::Leaving;
pub use model::{Confirm, Model, Session, Start};
use msg::Msg;
use screen::Screen;

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

/// Changes the model as the message says, and returns what is to be done outside.
pub fn update(model: &mut Model, msg: Msg, ctx: Ctx) -> Vec<Effect> {
    model.now = ctx.now;
    if model.notice.as_ref().is_some_and(|notice| ctx.now.at >= notice.until) {
        model.notice = None;
    }
    let mut effects = match msg {
        Msg::Key(key) => on_key(model, key),
        Msg::Paste(text) => on_text(model, &editor::clean(&text)),
        Msg::Tick => with_answer(model, screen::answer::AnswerScreen::tick),
        Msg::FocusLost => with_answer(model, screen::answer::AnswerScreen::pause),
        Msg::Resized | Msg::FocusGained | Msg::Fetched(_) => Vec::new(),
        Msg::Suspend => suspend(model),
        Msg::Terminate => model.quit(true),
        Msg::Saved => {
            if model.unsaved.is_empty() {
                model.unsaved_why = None;
            }
            model.leaving.take().map(|_| Effect::Quit).into_iter().collect()
        }
        Msg::AppendFailed(entries, why) => {
            // A draft that was to be kept counts from now on like everything that waits.
            for entry in &entries {
                model.progress.apply(entry);
            }
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
            screen::progress::refresh(model);
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
    if !model.more_waits {
        effects.extend(with_answer(model, screen::answer::AnswerScreen::catch_up));
    }
    if effects.iter().any(|effect| matches!(effect, Effect::Append(_))) {
        model.browse.fresh = None;
    }
    // A draft that is kept while keys come in must not cost a walk over all cards.
    let writing = matches!(model.screens.last(), Some(Screen::Answer(_)));
    if model.browse.fresh != Some(model.today()) && !writing {
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
        Action::Suspend => suspend(model),
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

/// Goes to the shell. What is being written is kept first, and its clock stands still meanwhile.
fn suspend(model: &mut Model) -> Vec<Effect> {
    let mut effects = model.keep_draft();
    effects.push(Effect::Suspend);
    effects
}

fn confirm(model: &mut Model, yes: bool) -> Vec<Effect> {
    match (model.confirm.clone(), yes) {
        // Answered when the copy is there.
        (Some(Confirm::CopyDeck { file, .. }), true) => vec![Effect::CopyBuiltIn { file }],
        (Some(Confirm::QuitUnsaved), true) => model.quit(true),
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
    if let Some(session) = &mut model.session {
        session.cards.retain(|id| library.position(id).is_some());
    }
    if model.screens.is_empty() {
        model.session = None;
    }
    screen::browse::refresh(model);
    screen::progress::refresh(model);
    let cards = model.library.cards.len();
    match problems {
        0 => model.say(format!("Decks read again: {cards} cards (before: {before})")),
        n => model.warn(format!("Decks read again: {cards} cards, {n} problems; ! shows them")),
    }
}

/// The rating that an attempt suggests.
pub fn suggestion(attempt: &Attempt) -> Rating {
    assess::suggested(attempt.score, attempt.ms, attempt.target_ms)
}
