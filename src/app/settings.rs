//! Settings that are read again while the program runs: all of them count at once.
//!
//! Does not read them.

use super::Model;
use super::action::Action;
use super::effect::Effect;
use super::keymap::Keymap;
use super::screen::{browse, progress};
use crate::domain::config::Config;
use crate::domain::deck::problem::Problem;

/// Takes settings into use, with what is wrong with them.
pub(super) fn take(model: &mut Model, config: Config, mut problems: Vec<Problem>) -> Vec<Effect> {
    let (keymap, wrong) = Keymap::of(&config.keys);
    problems.extend(wrong);
    // A theme that was walked to stays, unless the settings now ask for another one than before.
    if config.theme != model.config.theme {
        model.look.chosen = config.theme;
    }
    if config.ascii != model.config.ascii {
        model.look.ascii = config.ascii;
    }
    let mouse = (config.mouse != model.config.mouse).then_some(Effect::Mouse(config.mouse));
    let rules = config.rules();
    let others = rules != model.config.rules();
    model.keymap = keymap;
    model.config = config;
    model.config_problems = problems;
    if others {
        model.progress.set_rules(rules);
        model.calendar.follow(&model.progress, model.library.ids());
        model.prepare();
        progress::refresh(model);
    }
    browse::refresh(model);
    // Where the decks were read again at the same time, that was said.
    let said = model.notice.as_ref().is_some_and(|notice| notice.is_of(model.now.at));
    if let Some(what) = amiss(model) {
        model.warn(what);
    } else if !said {
        model.say("Settings read again");
    }
    mouse.into_iter().collect()
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
