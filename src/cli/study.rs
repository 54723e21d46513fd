//! The program on the screen: browser or review session.

use std::env;

use anyhow::{Context, bail};

use super::setup::Setup;
use super::{Colour, Global, Outcome, on_a_terminal};
use crate::app::{Model, Start};
use crate::domain::query::Query;
use crate::shell::clock::run_name;
use crate::shell::event_loop;
use crate::shell::terminal::{self, Guard, TerminalEvents};
use crate::shell::world::World;
use crate::view::theme::Theme;

pub(super) fn run(global: &Global, query: &str, review: bool) -> anyhow::Result<Outcome> {
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
    let model = Model::new(Start {
        library: setup.library,
        progress: setup.progress,
        config: setup.config,
        run: run_name(),
        now: setup.now,
        unwritable: setup.writable.err(),
        notices: setup.notices,
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
    let ended = event_loop::run(&mut terminal, world, model, &theme(global));
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

fn theme(global: &Global) -> Theme {
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match global.color {
        Colour::Never => Theme::plain(),
        Colour::Auto if no_color => Theme::plain(),
        Colour::Auto | Colour::Always => Theme::terminal(),
    }
}
