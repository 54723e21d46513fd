//! The words that an attempt's verdicts go by, looked for again where it was judged earlier: at once by words
//! alone, then by what the encoder hears.
//!
//! Changes no verdict: those are the attempt's.

use std::sync::Arc;

use super::DebriefScreen;
use crate::app::Model;
use crate::app::effect::{Effect, Listen};
use crate::app::screen::Screen;
use crate::domain::deck::Card;
use crate::domain::id::EntryId;
use crate::domain::journal::Attempt;
use crate::domain::rubric::heard::Heard;
use crate::domain::rubric::{Judge, Scratch, Tail};

/// While the encoder listens, it is asked so often whether it is done, in milliseconds.
const ASKED_EVERY_MS: u64 = 50;

/// What the encoder has heard so far, while more is awaited.
#[derive(Debug, Default)]
pub(super) struct Awaited(Option<Heard>);

impl Awaited {
    /// Milliseconds until it is looked after.
    pub(super) fn wakeup(&self) -> Option<u64> {
        self.0.as_ref().map(|_| ASKED_EVERY_MS)
    }
}

impl DebriefScreen {
    /// The debrief of an attempt that was recorded as `entry` some time ago, and what is to be done for it.
    pub fn of_kept(
        model: &Model,
        card: Arc<Card>,
        attempt: Attempt,
        earlier: Vec<u8>,
        entry: EntryId,
    ) -> (Self, Vec<Effect>) {
        let judge = Judge::compile(&card);
        let judgement = judge.judge(&attempt.text, Tail::Finished, &mut Scratch::default());
        let sentences = judge.unheard(&attempt.text, Tail::Finished, &Heard::default());
        let mut screen = Self::new(card, attempt, judgement, earlier, entry);
        if !model.listens() || sentences.is_empty() {
            return (screen, Vec::new());
        }
        screen.awaited = Awaited(Some(Heard::default()));
        let card = Arc::clone(&screen.card);
        (screen, vec![Effect::Listen(Listen { card, sentences, then: None })])
    }

    fn heard(&mut self, card: &Arc<Card>, sentences: &[(String, Arc<[f32]>)]) {
        let Some(heard) = self.awaited.0.as_mut().filter(|_| Arc::ptr_eq(card, &self.card)) else {
            return;
        };
        for (sentence, numbers) in sentences {
            heard.insert(sentence, Arc::clone(numbers));
        }
        let judge = Judge::compile(card);
        if judge.unheard(&self.attempt.text, Tail::Finished, heard).is_empty() {
            let mut scratch = Scratch::with(std::mem::take(heard));
            self.judgement = judge.judge(&self.attempt.text, Tail::Finished, &mut scratch);
            self.awaited.0 = None;
        }
    }
}

/// Hands what the encoder heard to the debrief that is shown.
pub fn heard(model: &mut Model, card: &Arc<Card>, sentences: &[(String, Arc<[f32]>)]) {
    for screen in &mut model.screens {
        if let Screen::Debrief(debrief) = screen {
            debrief.heard(card, sentences);
        }
    }
}
