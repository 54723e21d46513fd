//! The loop: a message, what comes of it, one drawing; then sleep.
//!
//! No tick: it sleeps until a key comes or something on the screen changes by itself.

use std::collections::VecDeque;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, anyhow};
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Rect;

use super::world::World;
use super::{crash, failure};
use crate::app::effect::Effect;
use crate::app::msg::Msg;
#[cfg(debug_assertions)]
use crate::app::screen::Screen;
use crate::app::{Ctx, Model, update};
use crate::view;
use crate::view::theme::Theme;

/// While keys keep coming, the screen is drawn at least so often.
const DRAW_AT_LEAST: Duration = Duration::from_millis(60);

/// How the program was left.
#[derive(Debug)]
pub struct Ended {
    /// The model as it was then.
    pub model: Model,
    /// Why the terminal could not be drawn on any more, if so. What was being written is kept first.
    pub broken: Option<Error>,
}

/// Runs the program until it is left.
///
/// # Errors
/// Where the terminal fails in another way than while it is drawn on.
pub fn run<B: Backend>(
    terminal: &mut Terminal<B>,
    mut world: World<'_>,
    mut model: Model,
) -> Result<Ended>
where
    B::Error: Send + Sync + 'static,
{
    let mut drawn = Instant::now();
    // The first message measures the window and draws the first screen.
    let mut msg = Msg::Resized;
    let mut warm_up = Some(model.library.index().warm_up());
    loop {
        let size = terminal.size().map_or((80, 24), |size| (size.width, size.height));
        model.more_waits = world.events.waiting().unwrap_or(false);
        for heard in world.ears.heard() {
            dispatch(&mut world, &mut model, heard, size, terminal)?;
        }
        if let Some(said) = world.adviser.said() {
            let said = Msg::Advised(said.map_err(|why| why.to_string()));
            dispatch(&mut world, &mut model, said, size, terminal)?;
        }
        if !dispatch(&mut world, &mut model, msg, size, terminal)? {
            return Ok(Ended { model, broken: None });
        }
        if !model.awaits_advice() {
            world.adviser.dismiss();
        }
        if drawn.elapsed() >= DRAW_AT_LEAST || !world.events.waiting().unwrap_or(false) {
            let theme = Theme::of(model.look);
            if let Err(why) = terminal.draw(|frame| view::render(&model, &theme, frame)) {
                dispatch(&mut world, &mut model, Msg::Terminate, size, terminal)?;
                let why = anyhow!(why).context("the terminal cannot be drawn on");
                return Ok(Ended { model, broken: Some(why) });
            }
            drawn = Instant::now();
            // While the first screen is looked at.
            warm_up.take().map(thread::spawn);
        }
        let wait = model.wakeup(world.clock.now().at).map(Duration::from_millis);
        msg = match world.events.next(wait) {
            Ok(msg) => msg.unwrap_or(Msg::Tick),
            // The terminal is gone: keep what is being written, then go.
            Err(_) => Msg::Terminate,
        };
    }
}

/// Handles a message and everything that comes of it; false where the program is left.
fn dispatch<B: Backend>(
    world: &mut World<'_>,
    model: &mut Model,
    msg: Msg,
    size: (u16, u16),
    terminal: &mut Terminal<B>,
) -> Result<bool>
where
    B::Error: Send + Sync + 'static,
{
    let mut messages = VecDeque::from([msg]);
    let mut go_on = true;
    while let Some(msg) = messages.pop_front() {
        crash::at(model.context());
        #[cfg(debug_assertions)]
        fail_if_asked(model);
        let (measure, hit) = (view::measure, view::hit);
        let ctx = Ctx { now: world.clock.now(), size, measure, hit };
        for effect in update(model, msg, ctx) {
            match effect {
                Effect::Quit => go_on = false,
                Effect::Edit { path, line } => {
                    let edited = world.desk.edit(&path, line);
                    // Forgets what was drawn. (`clear` would ask the terminal where its cursor is.)
                    terminal.resize(Rect::new(0, 0, size.0, size.1))?;
                    messages.push_back(match edited {
                        Ok(()) => Msg::Reloaded(Box::new(world.desk.read())),
                        Err(why) => Msg::Failed(format!("The editor did not open: {why}")),
                    });
                }
                Effect::Dictate { command } => {
                    let heard = world.desk.dictate(&command);
                    terminal.resize(Rect::new(0, 0, size.0, size.1))?;
                    messages.push_back(match heard {
                        Ok(text) => Msg::Dictated(text),
                        Err(why) => Msg::Failed(format!("Dictation: {why}")),
                    });
                }
                Effect::Suspend => {
                    if let Err(why) = world.events.suspend() {
                        messages.push_back(Msg::Failed(why.to_string()));
                    }
                    terminal.resize(Rect::new(0, 0, size.0, size.1))?;
                }
                Effect::Listen(what) => messages.extend(world.ears.listen(what)),
                effect => messages.extend(perform(world, effect)),
            }
        }
        let amiss = world.journal.problems();
        if !amiss.is_empty() {
            messages.push_back(Msg::Failed(amiss.join(" · ")));
        }
    }
    Ok(go_on)
}

/// Does one thing outside; what came of it is a message.
fn perform(world: &mut World<'_>, effect: Effect) -> Option<Msg> {
    match effect {
        Effect::Append(entries) => Some(match world.journal.append(&entries) {
            Ok(()) => Msg::Saved,
            Err(why) => Msg::AppendFailed(entries, failure::said(&why)),
        }),
        Effect::WriteElsewhere(entries) => {
            let written = world.journal.write_elsewhere(&entries);
            Some(Msg::Elsewhere(written.map_err(|why| failure::said(&why))))
        }
        Effect::KeepDraft(draft) => match world.journal.keep_draft(&draft) {
            Ok(()) => None,
            Err(why) => Some(Msg::AppendFailed(vec![*draft], failure::said(&why))),
        },
        Effect::Fetch(wanted) => Some(Msg::Fetched(world.journal.fetch(&wanted))),
        Effect::Poll => {
            let entries = world.journal.poll();
            (!entries.is_empty()).then_some(Msg::Arrived(entries))
        }
        Effect::Advise { command, question } => {
            let started = world.adviser.ask(&command, question);
            started.err().map(|why| Msg::Advised(Err(why.to_string())))
        }
        Effect::CopyBuiltIn { file } => Some(match world.desk.copy_built_in(&file) {
            Ok(path) => Msg::Copied(path),
            Err(why) => Msg::Failed(format!("{file} could not be copied: {why}")),
        }),
        Effect::Configure => {
            let (config, problems) = world.desk.settings();
            Some(Msg::Configured(Box::new(config), problems))
        }
        Effect::Mouse(on) => {
            let done = world.events.mouse(on);
            done.err().map(|why| Msg::Failed(format!("mouse = {on}: {why}")))
        }
        Effect::Reload => Some(Msg::Reloaded(Box::new(world.desk.read()))),
        Effect::Edit { .. }
        | Effect::Dictate { .. }
        | Effect::Listen(_)
        | Effect::Suspend
        | Effect::Quit => None,
    }
}

/// Fails where a test asks for it, with a message that quotes what is being written.
#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "that is what it is for")]
fn fail_if_asked(model: &Model) {
    let Some(Screen::Answer(answer)) = model.screens.last() else { return };
    if let Ok(word) = std::env::var("GREENROOM_TEST_PANIC")
        && answer.editor.text().contains(&word)
    {
        panic!("{}", answer.editor.text());
    }
}
