//! The program on the screen: browser or review session.

use std::env;

use anyhow::{Context, bail};

use super::setup::Setup;
use super::{Colour, Global, Outcome, on_a_terminal};
use crate::app::look::{Colours, Look};
use crate::app::{Model, Start, settings};
use crate::domain::config::{Config, ThemeName};
use crate::domain::query::Query;
use crate::shell::clock::run_name;
use crate::shell::event_loop;
use crate::shell::terminal::{self, Guard, TerminalEvents};
use crate::shell::world::World;

pub(super) fn run(global: &Global, query: &str, review: bool) -> anyhow::Result<Outcome> {
    if !on_a_terminal() {
        bail!(
            "this needs a terminal, and standard input or output is none; \
             list, show, score, check, stats, paths and keys work without one"
        );
    }
    // Said before the screen is taken over, so that it is not lost.
    Query::parse(query).map_err(|why| anyhow::anyhow!("QUERY: {why}"))?;
    let setup = Setup::to_study(global)?;
    let look = look(global, &setup.config);
    let mut notices = setup.notices;
    notices.extend(settings::summary(&setup.config_problems));
    if let (Some(why), Some(_)) = (look.instead(), &global.theme) {
        notices.push(format!("Theme {}, not {}: {why}", look.theme().word(), look.chosen.word()));
    }
    let model = Model::new(Start {
        look,
        config_problems: setup.config_problems,
        library: setup.library,
        progress: setup.progress,
        config: setup.config,
        run: run_name(),
        now: setup.now,
        unwritable: setup.writable.err(),
        notices,
        query: query.to_owned(),
        review,
    });
    let (mut journal, mut files) = (setup.journal, setup.files);
    let guard = Guard::take().context("the terminal cannot be taken over")?;
    let mut terminal = terminal::open().context("the terminal does not tell its size")?;
    let mut events = TerminalEvents::listen().context("the terminal cannot be listened to")?;
    let world = World {
        events: &mut events,
        journal: &mut journal,
        clock: &*setup.clock,
        desk: &mut files,
    };
    let ended = event_loop::run(&mut terminal, world, model);
    drop(guard);
    if let Ok(model) = &ended
        && model.unsaved.is_empty()
    {
        // Derived, and made again whenever it is missing: nothing to trouble the user with.
        let _ = journal.keep_snapshot(&model.progress);
    }
    match (ended, terminal::signalled()) {
        (_, Some(signal)) => Ok(Outcome::Signal(signal)),
        (Ok(_), None) => Ok(Outcome::Done),
        (Err(why), None) => Err(why),
    }
}

/// What the program looks like: the command line counts more than the settings.
fn look(global: &Global, config: &Config) -> Look {
    let mut look = Look::of(config, colours(global.color));
    if let Some(theme) = global.theme.as_deref().and_then(ThemeName::named) {
        look.chosen = theme;
    }
    look.ascii |= global.ascii;
    look
}

/// What the terminal can show, and may.
fn colours(when: Colour) -> Colours {
    let said = |name| env::var(name).unwrap_or_default();
    let (colours, term) = (said("COLORTERM"), said("TERM"));
    match when {
        Colour::Never => Colours::None,
        Colour::Auto if !said("NO_COLOR").is_empty() => Colours::None,
        _ if matches!(&*colours, "truecolor" | "24bit") || term.ends_with("-direct") => {
            Colours::True
        }
        _ if term.contains("256color") => Colours::Indexed,
        _ if cfg!(windows) => Colours::True,
        _ => Colours::Sixteen,
    }
}
