//! Settings that are read again while the program runs: what changes at once, and what waits.
//!
//! Does not read them.

use super::Model;
use super::action::Action;
use super::keymap::Keymap;
use super::screen::browse;
use crate::domain::config::Config;
use crate::domain::deck::problem::Problem;

/// Takes settings into use, with what is wrong with them.
pub(super) fn take(model: &mut Model, mut config: Config, mut problems: Vec<Problem>) {
    let (keymap, wrong) = Keymap::of(&config.keys);
    problems.extend(wrong);
    // A theme that was walked to stays, unless the settings now ask for another one than before.
    if config.theme != model.config.theme {
        model.look.chosen = config.theme;
    }
    if config.ascii != model.config.ascii {
        model.look.ascii = config.ascii;
    }
    // The fold of the journal was made by these rules, and keeps them while the program runs.
    let rules = (config.desired_retention.to_bits(), config.day_start);
    let waits = rules != (model.config.desired_retention.to_bits(), model.config.day_start);
    config.desired_retention = model.config.desired_retention;
    config.day_start = model.config.day_start;
    model.keymap = keymap;
    model.config = config;
    model.config_problems = problems;
    browse::refresh(model);
    // Where the decks were read again at the same time, that was said.
    let said = model.notice.as_ref().is_some_and(|notice| notice.is_of(model.now.at));
    if let Some(what) = amiss(model) {
        model.warn(what);
    } else if waits {
        model.say("Settings read again; desired_retention and day_start count from the next start");
    } else if !said {
        model.say("Settings read again");
    }
}

/// What is wrong with the settings, in a line.
pub(super) fn amiss(model: &Model) -> Option<String> {
    let key = model.key(Action::ShowProblems);
    match &model.config_problems[..] {
        [] => None,
        [one] => {
            let place = format!("{}:{}:{}", one.file, one.line, one.column);
            Some(format!("{place}: {}; {key} in the browser shows more", one.what))
        }
        [one, ..] => {
            let count = model.config_problems.len();
            Some(format!("{}: {count} problems; {key} in the browser shows them", one.file))
        }
    }
}
