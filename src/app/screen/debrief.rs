//! What is shown after an answer: evidence beside the model answer, score, time, and the rating to take.
//!
//! The attempt itself is recorded before this screen opens; leaving it loses nothing. A second opinion is
//! shown here and nowhere kept.

mod kept;
mod second;

use std::sync::Arc;

use super::{Go, Scroll, Step, answer, card, mock};
use crate::app::action::Action;
use crate::app::{Model, suggestion};
use crate::domain::deck::Card;
use crate::domain::id::EntryId;
use crate::domain::journal::Attempt;
use crate::domain::rubric::Judgement;
use crate::domain::schedule::Rating;

pub use kept::heard;
pub use second::{LIMIT_S, Second, advised, summary};

/// What is shown after an answer.
#[derive(Debug)]
pub struct DebriefScreen {
    /// The card that was answered.
    pub card: Arc<Card>,
    /// What was submitted.
    pub attempt: Attempt,
    /// The judge's findings, for the evidence.
    pub judgement: Judgement,
    /// Scores of the attempts before this one, oldest first.
    pub earlier: Vec<u8>,
    /// What a program of the user's says of it, where it is asked.
    pub second: Second,
    /// How far it is scrolled.
    pub scroll: Scroll,
    /// The place of its question in the round whose debrief lies below; ratings are given there.
    pub of_round: Option<usize>,
    entry: EntryId,
    awaited: kept::Awaited,
}

impl DebriefScreen {
    /// The debrief of an attempt that is recorded as `entry`.
    pub fn new(
        card: Arc<Card>,
        attempt: Attempt,
        judgement: Judgement,
        earlier: Vec<u8>,
        entry: EntryId,
    ) -> Self {
        Self {
            card,
            attempt,
            judgement,
            earlier,
            second: Second::default(),
            scroll: Scroll::default(),
            of_round: None,
            entry,
            awaited: kept::Awaited::default(),
        }
    }

    /// Milliseconds until something here is looked after; none while nothing is awaited.
    pub fn wakeup(&self) -> Option<u64> {
        [self.second.wakeup(), self.awaited.wakeup()].into_iter().flatten().min()
    }

    /// The rating that `enter` takes.
    pub fn suggested(&self) -> Rating {
        suggestion(&self.attempt)
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        match action {
            Action::TakeSuggestion => return self.rate(model, self.suggested()),
            Action::DebriefAgain => return self.rate(model, Rating::Again),
            Action::DebriefHard => return self.rate(model, Rating::Hard),
            Action::DebriefGood => return self.rate(model, Rating::Good),
            Action::DebriefEasy => return self.rate(model, Rating::Easy),
            Action::AnswerAgain if self.of_round.is_some() => {
                let key = model.key(Action::LeaveDebrief);
                model.say(format!("First the round: {key} goes back to it"));
            }
            Action::AnswerAgain => {
                return answer::open_instead(model, &self.card.id);
            }
            Action::AskOpinion => return Step::effects(self.ask_opinion(model)),
            Action::DebriefDown => self.scroll.rows(1),
            Action::DebriefUp => self.scroll.rows(-1),
            Action::DebriefPageDown => self.scroll.pages(1),
            Action::DebriefPageUp => self.scroll.pages(-1),
            Action::DebriefTop => self.scroll.top(),
            Action::DebriefBottom => self.scroll.bottom(),
            Action::LeaveDebrief if self.of_round.is_some() => return Step::go(Go::Back),
            Action::LeaveDebrief => {
                model.say("Attempt kept, not rated");
                return Step::go(Go::Back);
            }
            _ => {}
        }
        Step::stay()
    }

    fn rate(&self, model: &mut Model, rating: Rating) -> Step {
        if let Some(question) = self.of_round {
            mock::debrief::choose(model, question, rating);
            return Step::go(Go::Back);
        }
        card::rate(model, &self.card.id, rating, self.attempt.ms, Some(self.entry.clone()))
    }
}
