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
pub mod line;
pub mod look;
pub mod model;
pub mod mouse;
pub mod msg;
pub mod notice;
pub mod palette;
pub mod screen;
pub mod settings;
pub mod stopwatch;
pub mod welcome;

use crate::domain::assess;
use crate::domain::journal::Attempt;
use crate::domain::library::Library;
use crate::domain::schedule::Rating;
use crate::domain::time::{Moment, SECOND};
use action::{Action, Context};
use effect::Effect;
use key::Key;
use model::Leaving;
pub use model::{Confirm, Drill, Model, Session, Start};
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
    /// What lies at a column and row of a window of that size.
    pub hit: mouse::Hit,
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
    if matches!(msg, Msg::Key(_) | Msg::Paste(_)) {
        model.welcome = false;
    }
    look_at_clocks(model, &msg);
    let mut effects = match msg {
        Msg::Key(key) => on_key(model, key),
        Msg::Mouse(gesture, at) => mouse::on_mouse(model, gesture, at, ctx),
        Msg::Paste(text) => on_text(model, &editor::clean(&text)),
        Msg::Tick => {
            let mut effects = with_answer(model, screen::answer::AnswerScreen::tick);
            effects.extend(screen::mock::cut_off(model));
            effects
        }
        Msg::Dictated(text) => {
            let text = editor::clean(&text);
            with_answer(model, move |answer, model| answer.dictated(model, text.trim()))
        }
        Msg::Heard { card, sentences, then } => {
            screen::debrief::heard(model, &card, &sentences);
            let mut effects = with_answer(model, move |answer, _| answer.heard(&card, sentences));
            effects.extend(then.map_or_else(Vec::new, |action| act(model, action)));
            effects
        }
        Msg::Advised(said) => {
            screen::debrief::advised(model, said);
            Vec::new()
        }
        Msg::FocusLost => with_answer(model, screen::answer::AnswerScreen::pause),
        Msg::Resized | Msg::Fetched(_) => Vec::new(),
        // Perhaps the user worked in another copy meanwhile.
        Msg::FocusGained => vec![Effect::Poll],
        Msg::Suspend => suspend(model),
        Msg::Terminate => model.quit(Leaving::Rescue),
        Msg::Saved => saved(model),
        Msg::AppendFailed(entries, why) => {
            model.keep_unsaved(entries, why);
            match model.leaving {
                Some(Leaving::Rescue) => vec![Effect::WriteElsewhere(model.unsaved.clone())],
                Some(Leaving::Abandon) => vec![Effect::Quit],
                Some(Leaving::Ask) => {
                    (model.leaving, model.confirm) = (None, Some(Confirm::QuitUnsaved));
                    Vec::new()
                }
                None => Vec::new(),
            }
        }
        Msg::Elsewhere(written) => {
            let leave = written.is_ok() || model.leaving == Some(Leaving::Rescue);
            model.elsewhere = Some(written);
            leave.then_some(Effect::Quit).into_iter().collect()
        }
        Msg::Arrived(entries) => {
            model.welcome = false;
            for entry in &entries {
                model.progress.apply(entry);
            }
            model.calendar.follow(&model.progress, model.library.ids());
            model.prepare();
            screen::browse::refresh(model);
            screen::progress::refresh(model);
            Vec::new()
        }
        Msg::Reloaded(library) => {
            reload(model, *library);
            Vec::new()
        }
        Msg::Configured(config, problems) => settings::take(model, *config, problems),
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
    } else if model.leaving.is_none() {
        effects.extend(model.retry());
    }
    if effects.contains(&Effect::Poll) {
        model.polled = model.now.at;
    }
    // A draft that is kept while keys come in must not cost a walk over all cards.
    let writing = matches!(model.screens.last(), Some(Screen::Answer(_)));
    if model.browse.fresh != Some(model.today()) && !writing {
        screen::browse::refresh(model);
    }
    if model.screens.iter().all(|screen| matches!(screen, Screen::Plan(_))) {
        screen::browse::look_out(model);
    }
    screen::settle(model, ctx);
    effects
}

/// Lets every clock count up to now, and stops one that nothing was heard of for a while.
fn look_at_clocks(model: &mut Model, msg: &Msg) {
    let now = model.now.at;
    // Whatever was asked for may have taken its time.
    let waited = matches!(msg, Msg::Dictated(_) | Msg::Failed(_));
    let mut gap = None;
    for watch in model.screens.iter_mut().filter_map(Screen::watch) {
        if waited {
            watch.count(now);
        } else {
            gap = watch.look(now).or(gap);
        }
    }
    if let Some(ms) = gap {
        let away = screen::answer::clock(ms);
        model.warn(format!("Away for {away}: the clock stopped and did not count it"));
    }
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let context = model.context();
    let mut effects = match (model.keymap.resolve(context, key), key.text()) {
        (Some(action), _) => act(model, action),
        (None, Some(c)) if context.takes_text() => on_text(model, c.encode_utf8(&mut [0; 4])),
        (None, _) => Vec::new(),
    };
    // Who only walks through the cards sees what another copy does, too.
    let idle = !context.takes_text() && model.now.at >= model.polled.plus(POLL_AFTER);
    if idle && !effects.contains(&Effect::Poll) {
        effects.push(Effect::Poll);
    }
    effects
}

/// Other copies are asked for what they wrote on the way to another screen, and with a key if that
/// is so long ago.
const POLL_AFTER: i64 = SECOND;

/// Facts are written: all that waited, where none is left.
fn saved(model: &mut Model) -> Vec<Effect> {
    if model.saved() {
        model.say("Everything is saved again");
    }
    let leave = model.leaving.take().is_some() || model.confirm == Some(Confirm::QuitUnsaved);
    leave.then_some(Effect::Quit).into_iter().collect()
}

/// A text that was typed or pasted, already clean.
fn on_text(model: &mut Model, text: &str) -> Vec<Effect> {
    match model.context() {
        Context::Filter => {
            screen::browse::type_filter(model, text);
            Vec::new()
        }
        Context::Palette => {
            palette::type_text(model, text);
            Vec::new()
        }
        Context::Find => {
            if let Some(Screen::Help(help)) = model.screens.last_mut() {
                help.type_text(text);
            }
            Vec::new()
        }
        Context::Plan => {
            if let Some(Screen::Plan(plan)) = model.screens.last_mut() {
                plan.type_text(text);
            }
            Vec::new()
        }
        Context::Answer | Context::Round => {
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
    if model.context() == Context::Palette {
        if let Some(effects) = palette::on_action(model, action) {
            return effects;
        }
        // What works everywhere works on the screen below.
        model.palette = None;
    }
    match action {
        Action::Quit if model.confirm == Some(Confirm::QuitUnsaved) => model.quit(Leaving::Rescue),
        Action::Quit | Action::LeaveProgram => model.quit(Leaving::Ask),
        Action::Suspend => suspend(model),
        Action::ReloadConfig => vec![Effect::Configure],
        Action::NextTheme => {
            let said = model.look.walk();
            model.say(said);
            Vec::new()
        }
        Action::ShowHelp | Action::ShowHelpAnywhere => {
            let about = model.context();
            if matches!(about, Context::Help | Context::Find) {
                return Vec::new();
            }
            // Reading help is not answering.
            let effects = model.keep_draft();
            model.screens.push(Screen::Help(Box::new(screen::help::HelpScreen::keys(about))));
            effects
        }
        Action::OpenPalette | Action::OpenPaletteAnywhere => {
            palette::open(model);
            Vec::new()
        }
        Action::ConfirmYes
        | Action::ConfirmNo
        | Action::ConfirmFirst
        | Action::ConfirmElsewhere => confirm(model, action),
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

fn confirm(model: &mut Model, answer: Action) -> Vec<Effect> {
    match (model.confirm.clone(), answer) {
        // Answered when the copy is there.
        (Some(Confirm::CopyDeck { file, .. }), Action::ConfirmYes | Action::ConfirmFirst) => {
            vec![Effect::CopyBuiltIn { file }]
        }
        (Some(Confirm::AbortRound), Action::ConfirmYes | Action::ConfirmFirst) => {
            model.confirm = None;
            let step = screen::mock::abort(model);
            model.go(step)
        }
        (Some(Confirm::QuitUnsaved), Action::ConfirmElsewhere | Action::ConfirmFirst) => {
            vec![Effect::WriteElsewhere(model.unsaved.clone())]
        }
        (Some(Confirm::QuitUnsaved), Action::ConfirmYes) => model.quit(Leaving::Abandon),
        (Some(Confirm::CopyDeck { .. } | Confirm::AbortRound), Action::ConfirmElsewhere) => {
            Vec::new()
        }
        _ => {
            model.elsewhere = None;
            model.confirm = None;
            Vec::new()
        }
    }
}

/// Takes new decks into use: what is open stays open where its card still exists.
fn reload(model: &mut Model, library: Library) {
    let (before, problems) = (model.library.cards.len(), library.problems.len());
    model.library = library;
    model.calendar.follow(&model.progress, model.library.ids());
    model.prepare();
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
        n => {
            let key = model.key(Action::ShowProblems);
            model.warn(format!("Decks read again: {cards} cards, {n} problems; {key} shows them"));
        }
    }
}

/// The rating that an attempt suggests.
pub fn suggestion(attempt: &Attempt) -> Rating {
    assess::suggested(attempt.score, attempt.ms, attempt.target_ms)
}
