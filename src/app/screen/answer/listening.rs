//! The encoder listens along: it is given sentences as they are finished, and they are judged anew when it
//! has heard them. Typing never waits for it; submitting does.
//!
//! Does not encode: that is done outside.

use std::sync::Arc;

use super::AnswerScreen;
use crate::app::Model;
use crate::app::action::Action;
use crate::app::effect::{Effect, Listen};
use crate::domain::deck::Card;

/// While the encoder listens, it is asked so often whether it is done, in milliseconds.
pub(super) const ASKED_EVERY_MS: u64 = 25;

/// How far the encoder has come with an answer.
#[derive(Debug, Default)]
pub(super) struct Listening {
    /// Whether it was told of the card.
    told: bool,
    /// Sentences that it was given and has not heard yet.
    awaited: Vec<String>,
    /// Whether a submission waited for it already.
    held: bool,
}

impl Listening {
    /// Whether something is still to be heard.
    pub(super) fn is_awaited(&self) -> bool {
        !self.awaited.is_empty()
    }
}

impl AnswerScreen {
    /// Gives the encoder what it has not heard yet of the text.
    pub(super) fn listen(&mut self, model: &Model) -> Option<Effect> {
        if !model.listens() {
            return None;
        }
        let mut new = self.judge.unheard(&self.editor.text(), self.tail(), self.scratch.heard());
        new.retain(|sentence| !self.listening.awaited.contains(sentence));
        if new.is_empty() && self.listening.told {
            return None;
        }
        self.listening.told = true;
        self.listening.awaited.extend(new.iter().cloned());
        Some(self.effect(new, None))
    }

    /// Lets the encoder hear all of the text before an action, if it has not yet.
    pub(super) fn listen_before(&mut self, model: &Model, action: Action) -> Option<Effect> {
        if !model.listens() || std::mem::take(&mut self.listening.held) {
            return None;
        }
        let left = self.judge.unheard(&self.editor.text(), self.tail(), self.scratch.heard());
        if left.is_empty() {
            return None;
        }
        (self.listening.told, self.listening.held) = (true, true);
        self.listening.awaited.clone_from(&left);
        Some(self.effect(left, Some(action)))
    }

    fn effect(&self, sentences: Vec<String>, then: Option<Action>) -> Effect {
        Effect::Listen(Listen { card: Arc::clone(&self.card), sentences, then })
    }

    /// Judges by what the encoder heard. What it heard for a card that has been edited since is dropped.
    pub fn heard(&mut self, card: &Arc<Card>, sentences: Vec<(String, Arc<[f32]>)>) -> Vec<Effect> {
        if Arc::ptr_eq(card, &self.card) {
            self.listening.awaited.retain(|awaited| !sentences.iter().any(|(s, _)| s == awaited));
            for (sentence, numbers) in sentences {
                self.scratch.hear(&sentence, numbers);
            }
            self.judge();
        }
        Vec::new()
    }
}
