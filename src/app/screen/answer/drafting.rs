//! What is being written is never lost: kept beside the journal at every pause, written into it on
//! every way out.
//!
//! Does not read drafts back; [`open`](super::open) does.

use super::{AnswerScreen, DRAFT_AFTER_MS, PAUSE_MS};
use crate::app::Model;
use crate::app::effect::Effect;
use crate::domain::journal::{Draft, Fact};
use crate::domain::time::Timestamp;

impl AnswerScreen {
    /// Time passed: keeps the draft, lets the last sentence count after a pause, and says in a mock
    /// round that the time is nearly over.
    pub fn tick(&mut self, model: &mut Model) -> Vec<Effect> {
        let now = model.now.at;
        if self.last_key.is_some_and(|at| now >= at.plus(PAUSE_MS)) {
            self.last_key = None;
            self.editor.end_group();
            self.judge();
        }
        self.warn(model);
        if self.unkept_since.is_some_and(|since| now >= since.plus(DRAFT_AFTER_MS)) {
            // What could not be written before goes with the draft into the journal.
            if !model.unsaved.is_empty() {
                return self.write(model);
            }
            self.unkept_since = None;
            self.unwritten = true;
            return vec![model.keep(self.draft(now))];
        }
        Vec::new()
    }

    /// Stops the clock until the next key, and writes the draft with the time on it.
    pub fn pause(&mut self, model: &mut Model) -> Vec<Effect> {
        // Where nothing is written there is nothing to keep: a round's clock runs without a key.
        self.unwritten |= self.watch.stop(model.now.at) && !self.editor.is_empty();
        self.write(model)
    }

    /// Writes the draft into the journal, if anything changed since that was last done.
    pub(super) fn write(&mut self, model: &mut Model) -> Vec<Effect> {
        let kept = std::mem::take(&mut self.unwritten);
        if self.unkept_since.take().is_none() && !kept {
            return Vec::new();
        }
        let draft = self.draft(model.now.at);
        // What was kept aside while typing is taken back by a draft without text.
        if draft.text.is_empty() && !kept && model.progress.card(&self.card.id).draft().is_none() {
            return Vec::new();
        }
        vec![model.record(Fact::Drafted(draft)).1]
    }

    /// The draft as it is now. Nothing but white space is no draft.
    fn draft(&self, now: Timestamp) -> Draft {
        let text = self.whole_text();
        let text = if text.trim().is_empty() { String::new() } else { text };
        let (criteria, traps) = self.overrules.named(&self.card);
        Draft { card: self.card.id.clone(), text, ms: self.whole_time(now), criteria, traps }
    }
}
