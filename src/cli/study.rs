//! The program on the screen: browser, review session, or a mock round being set up.

use std::env;

use anyhow::{Context, bail};

use super::setup::Setup;
use super::{Colour, Global, Outcome, on_a_terminal, say};
use crate::app::look::{Colours, Look};
use crate::app::{Model, Start};
use crate::domain::config::{Config, ThemeName};
use crate::domain::mock::Wishes;
use crate::domain::query::Query;
use crate::shell::adviser::Program;
use crate::shell::clock::run_name;
use crate::shell::ears::Listener;
use crate::shell::event_loop::{self, Ended};
use crate::shell::terminal::{self, Guard, TerminalEvents};
use crate::shell::world::World;

/// What the program begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begin {
    /// The browser.
    Browser,
    /// The browser, with its welcome.
    Tour,
    /// What is due.
    Review,
    /// What is due, and then cards whose day has not come.
    Ahead,
    /// The set-up of a mock round.
    Mock(Wishes),
}

pub(super) fn run(global: &Global, query: &str, begin: Begin) -> anyhow::Result<Outcome> {
    if let Some(why) = cannot_draw() {
        bail!(
            "this needs a terminal that can be drawn on, and {why}; `greenroom review --plain` \
             asks and answers by lines; list, show, score, check, stats, paths and keys work \
             without one"
        );
    }
    // Said before the screen is taken over, so that it is not lost.
    Query::parse(query).map_err(|why| anyhow::anyhow!("QUERY: {why}"))?;
    let setup = Setup::to_study(global)?;
    let look = look(global, &setup.config);
    let mut notices = setup.notices;
    if let (Some(why), Some(_)) = (look.instead(), &global.theme) {
        notices.push(format!("Theme {}, not {}: {why}", look.theme().word(), look.chosen.word()));
    }
    let mouse = setup.config.mouse;
    let mut model = Model::new(Start {
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
        review: matches!(begin, Begin::Review | Begin::Ahead),
        ahead: begin == Begin::Ahead,
        tour: begin == Begin::Tour,
        mock: match begin {
            Begin::Mock(wishes) => Some(wishes),
            Begin::Browser | Begin::Tour | Begin::Review | Begin::Ahead => None,
        },
    });
    model.ears = setup.ears;
    let (mut journal, mut files, mut ears) = (setup.journal, setup.files, Listener::default());
    let guard = Guard::take(mouse).context("the terminal cannot be taken over")?;
    let mut terminal = terminal::open().context("the terminal does not tell its size")?;
    let mut events = TerminalEvents::listen().context("the terminal cannot be listened to")?;
    let world = World {
        events: &mut events,
        journal: &mut journal,
        clock: &*setup.clock,
        desk: &mut files,
        ears: &mut ears,
        adviser: &mut Program::default(),
    };
    let ended = event_loop::run(&mut terminal, world, model);
    drop(guard);
    let broken = match ended {
        Ok(Ended { model, broken }) => {
            farewell(&model);
            if model.unsaved.is_empty() {
                // Derived, and made again whenever it is missing: nothing to trouble the user with.
                let _ = journal.keep_snapshot(&model.progress);
            }
            broken
        }
        Err(why) => Some(why),
    };
    match (broken, terminal::signalled()) {
        (_, Some(signal)) => Ok(Outcome::Signal(signal)),
        (None, None) => Ok(Outcome::Done),
        (Some(why), None) => Err(why),
    }
}

/// Why the screens cannot be drawn here, if so.
fn cannot_draw() -> Option<String> {
    if !on_a_terminal() {
        return Some("standard input or output is none".to_owned());
    }
    match env::var("TERM") {
        // Terminals of other systems do without a name.
        Err(_) if cfg!(unix) => Some("TERM is not set".to_owned()),
        Ok(term) if term == "dumb" || (term.is_empty() && cfg!(unix)) => {
            Some(format!("TERM is `{term}`"))
        }
        _ => None,
    }
}

/// Says where the facts are that could not be saved, now that the screen is as it was.
pub(super) fn farewell(model: &Model) {
    let (n, why) = (model.unsaved.len(), model.unsaved_why.as_deref().unwrap_or("no reason known"));
    let (are, them) = if n == 1 { ("fact is", "it") } else { ("facts are", "them") };
    match &model.elsewhere {
        Some(Ok(file)) => say(&format!(
            "{n} {are} not in your journal ({why}) but in {file}; when that is mended, bring {them} \
             in with\n  greenroom restore '{file}'",
            file = file.display()
        )),
        Some(Err(elsewhere)) if n > 0 => {
            say(&format!("{n} {are} lost: {why}; and no other place took {them}: {elsewhere}"));
        }
        _ => {}
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
