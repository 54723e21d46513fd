//! What waits to be written, and how the program is left without losing it.
//!
//! Does not write; the shell does.

use super::{Leaving, Model, RETRY_AFTER, RETRY_AT_LEAST};
use crate::app::effect::Effect;
use crate::app::screen::{self, Screen};
use crate::domain::journal::Entry;

impl Model {
    /// Takes back facts that could not be written, to be tried again.
    pub(in crate::app) fn keep_unsaved(&mut self, entries: Vec<Entry>, why: String) {
        // A draft that was to be kept counts from now on like everything that waits.
        for entry in &entries {
            self.progress.apply(entry);
        }
        self.unsaved.extend(entries);
        self.unsaved_why = Some(why);
        self.retry_at = self.now.at.plus(self.retry_after);
        self.retry_after = RETRY_AT_LEAST.min(2 * self.retry_after);
    }

    /// Facts were written; true where that had failed before.
    pub(in crate::app) fn saved(&mut self) -> bool {
        self.retry_after = RETRY_AFTER;
        self.unsaved.is_empty() && self.unsaved_why.take().is_some()
    }

    /// Tries again to write what could not be written, where it is time to.
    pub(in crate::app) fn retry(&mut self) -> Option<Effect> {
        let due = !self.unsaved.is_empty() && self.now.at >= self.retry_at;
        due.then(|| Effect::Append(std::mem::take(&mut self.unsaved)))
    }

    /// Leaves the program, once everything that waits to be written is written.
    pub(in crate::app) fn quit(&mut self, leaving: Leaving) -> Vec<Effect> {
        let mut effects = self.keep_draft();
        effects.extend(screen::mock::interrupted(self));
        if effects.is_empty() && !self.unsaved.is_empty() {
            effects.push(Effect::Append(std::mem::take(&mut self.unsaved)));
        }
        if effects.is_empty() {
            return vec![Effect::Quit];
        }
        self.leaving = Some(leaving);
        effects
    }

    /// Stops every clock, and writes what is being written if it is not written yet.
    pub(in crate::app) fn keep_draft(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut screens = std::mem::take(&mut self.screens);
        for screen in &mut screens {
            match screen {
                Screen::Answer(answer) => effects.extend(answer.pause(self)),
                Screen::Spoken(spoken) => drop(spoken.watch.stop(self.now.at)),
                _ => {}
            }
        }
        self.screens = screens;
        effects
    }
}
