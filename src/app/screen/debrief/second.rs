//! A second opinion on the answer: asked for by a key, waited for, and put beside our verdicts.
//!
//! Runs no program, and changes no verdict, score or journal.

use super::DebriefScreen;
use crate::app::Model;
use crate::app::effect::Effect;
use crate::app::screen::Screen;
use crate::domain::opinion::{self, Opinion};
use crate::domain::time::{SECOND, Timestamp};

/// The program is waited for so long, in seconds.
pub const LIMIT_S: u64 = 60;

/// While it runs, it is asked so often whether it has ended, in milliseconds.
const ASKED_EVERY_MS: u64 = 100;

/// How far it is with a second opinion.
#[derive(Debug, Default)]
pub enum Second {
    /// Nobody asked for one.
    #[default]
    None,
    /// The program runs.
    Asked {
        /// Since when.
        since: Timestamp,
    },
    /// It is here.
    Given(Opinion),
}

impl Second {
    /// Whether it is waited for.
    pub const fn is_awaited(&self) -> bool {
        matches!(self, Self::Asked { .. })
    }

    /// Milliseconds until it is looked after, while it is waited for.
    pub const fn wakeup(&self) -> Option<u64> {
        if self.is_awaited() { Some(ASKED_EVERY_MS) } else { None }
    }

    /// Seconds that it has been waited for, if it is.
    pub fn waited_s(&self, now: Timestamp) -> Option<u64> {
        match self {
            Self::Asked { since } => Some(now.since(*since) / SECOND as u64),
            _ => None,
        }
    }
}

impl DebriefScreen {
    /// Starts the program, or says why there is nothing to start.
    pub(super) fn ask_opinion(&mut self, model: &mut Model) -> Vec<Effect> {
        let command = model.config.judge.command.trim().to_owned();
        if command.is_empty() {
            model.say(
                "No program for second opinions: in config.toml, [judge] command = \"…\" names one",
            );
        } else if self.attempt.text.is_empty() {
            model.say("Spoken answers are not kept in words: there is nothing to ask about");
        } else if self.second.is_awaited() {
            model.say("Your program is at it; leaving the debrief ends it");
        } else {
            self.second = Second::Asked { since: model.now.at };
            let question = opinion::question(&self.card, &self.attempt, &self.judgement);
            return vec![Effect::Advise { command, question }];
        }
        Vec::new()
    }
}

/// The program has ended: puts what it wrote beside our verdicts, or says why there is nothing.
pub fn advised(model: &mut Model, said: Result<String, String>) {
    let awaited = model.screens.iter_mut().rev().find_map(|screen| match screen {
        Screen::Debrief(debrief) if debrief.second.is_awaited() => Some(debrief),
        _ => None,
    });
    let Some(debrief) = awaited else { return };
    match said.and_then(|text| Opinion::read(&text, &debrief.card)) {
        Ok(opinion) => {
            let note = summary(&opinion, debrief);
            debrief.second = Second::Given(opinion);
            model.say(format!("Second opinion: {note}"));
        }
        Err(why) => {
            debrief.second = Second::None;
            model.warn(format!("Second opinion: {why}"));
        }
    }
}

/// How far an opinion goes along with our verdicts, in a few words.
pub fn summary(opinion: &Opinion, debrief: &DebriefScreen) -> String {
    match opinion.compared(&debrief.attempt) {
        (0, _) => "a remark, no verdict".to_owned(),
        (1, 0) => "the same verdict on 1 point".to_owned(),
        (n, 0) => format!("the same verdicts on {n} points"),
        (1, _) => "another verdict on 1 point".to_owned(),
        (n, differ) => format!("another verdict on {differ} of {n} points"),
    }
}
