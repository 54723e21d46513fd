//! An answer as part of a mock round: its time is announced and may be up, it may be skipped, and the
//! interviewer may ask on.
//!
//! Does not know which question comes next; that is [`mock`](super::mock).

use std::sync::Arc;

use super::{AnswerScreen, Screen, Step, mock};
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::stopwatch::Stopwatch;
use crate::app::{Confirm, Model};
use crate::domain::assess::Overrules;
use crate::domain::deck::Card;
use crate::domain::id::EntryId;
use crate::domain::journal::{Attempt, Draft, FollowUp};
use crate::domain::mock::{WARN_AT, follow_up};
use crate::domain::rubric::Verdict;
use crate::domain::time::Timestamp;

/// The place of an answer in its round.
#[derive(Clone, Debug)]
pub struct InRound {
    /// The round.
    pub round: EntryId,
    /// Which question it is, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// Time for the question, in milliseconds.
    pub target_ms: u64,
    /// Whether feedback is shown.
    pub feedback: bool,
    /// Whether the answer is cut off when its time is over.
    pub strict: bool,
    /// Time of the questions before, in milliseconds.
    pub before_ms: u64,
    /// What decides whether the interviewer asks on.
    pub seed: u64,
    /// What the interviewer asked after the answer.
    pub asked: Option<Box<Asked>>,
    /// Whether the end of the time was announced.
    pub warned: bool,
}

/// A follow-up question, and the answer that it follows.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question.
    pub question: String,
    /// The answer before it, as it was submitted.
    pub attempt: Attempt,
}

impl AnswerScreen {
    /// The editor on a question of a round; its clock runs at once.
    pub fn in_round(
        card: Arc<Card>,
        draft: Option<&Draft>,
        in_round: InRound,
        now: Timestamp,
    ) -> Screen {
        // A draft's words come back; its time was another sitting's.
        let draft = draft.map(|draft| Draft { ms: 0, ..draft.clone() });
        let mut screen = Self::new(card, draft.as_ref());
        screen.in_round = Some(in_round);
        screen.watch.start(now);
        Screen::Answer(Box::new(screen))
    }

    /// The follow-up question that is being answered, if it is one.
    pub fn asked(&self) -> Option<&Asked> {
        self.in_round.as_ref().and_then(|round| round.asked.as_deref())
    }

    /// What is asked at the moment.
    pub fn question(&self) -> &str {
        self.asked().map_or(&self.card.question, |asked| &asked.question)
    }

    /// Whether criterion `n` is asked for: all are, but a follow-up question asks only for what the
    /// answer before it missed.
    pub fn is_asked_for(&self, n: usize) -> bool {
        let judged = self.asked().and_then(|asked| asked.attempt.criteria.get(n));
        judged.is_none_or(|judged| judged.verdict != Verdict::Met)
    }

    /// Everything that is written: the answer, and what was said when asked on.
    pub(super) fn whole_text(&self) -> String {
        let text = self.editor.text();
        match self.asked() {
            Some(asked) => format!("{}\n\n{text}", asked.attempt.text).trim_end().to_owned(),
            None => text,
        }
    }

    /// The time of all of it, in milliseconds.
    pub fn whole_time(&self, now: Timestamp) -> u64 {
        self.elapsed(now) + self.asked().map_or(0, |asked| asked.attempt.ms)
    }

    /// Time of the whole round so far, in milliseconds.
    pub fn round_ms(&self, now: Timestamp) -> u64 {
        self.in_round.as_ref().map_or(0, |round| round.before_ms) + self.whole_time(now)
    }

    /// Whether the last part of the question's time is running; a follow-up question has no time.
    pub fn is_nearly_over(&self, now: Timestamp) -> bool {
        let round = self.in_round.as_ref().filter(|round| round.asked.is_none());
        round.is_some_and(|round| self.elapsed(now) * 100 >= round.target_ms * WARN_AT)
    }

    /// Whether the answer must be submitted as it is.
    pub fn is_cut_off(&self, now: Timestamp) -> bool {
        let round = self.in_round.as_ref().filter(|round| round.strict && round.asked.is_none());
        round.is_some_and(|round| self.is_running() && self.elapsed(now) >= round.target_ms)
    }

    /// Says once that the time is nearly over.
    pub(super) fn warn(&mut self, model: &mut Model) {
        let now = model.now.at;
        if !self.is_running() || !self.is_nearly_over(now) {
            return;
        }
        let Some(round) = self.in_round.as_mut().filter(|round| !round.warned) else { return };
        round.warned = true;
        let then = if round.strict { "; at its end the answer is taken as it is" } else { "" };
        model.warn(format!("Four fifths of the time are over{then}"));
    }

    pub(super) fn pause_or_go_on(&mut self, model: &mut Model) -> Vec<Effect> {
        if self.is_running() {
            model.say("The clock stands; the next letter or ctrl-g lets it run again");
            return self.pause(model);
        }
        self.watch.start(model.now.at);
        Vec::new()
    }

    pub(super) fn ask_to_abort(&mut self, model: &mut Model) -> Vec<Effect> {
        model.confirm = Some(Confirm::AbortRound);
        self.pause(model)
    }

    /// Goes on to the next question. What is written stays as a draft; an answer that was submitted
    /// already is kept as an attempt.
    pub(super) fn skip(&mut self, model: &mut Model) -> Step {
        let effects = self.pause(model);
        if self.asked().is_some() {
            return self.finish(model).after(effects);
        }
        let ms = self.elapsed(model.now.at);
        mock::passed(model, ms).after(effects)
    }

    pub(super) fn submit_in_round(&mut self, model: &mut Model) -> Step {
        if self.asked().is_some() {
            return self.finish(model);
        }
        if self.judgement.words == 0 {
            return self.skip(model);
        }
        let mut attempt = self.attempt(model);
        let Some(round) = &self.in_round else { return Step::stay() };
        attempt.target_ms = round.target_ms;
        attempt.mock = Some(round.round.clone());
        let next = follow_up(&self.card, &attempt.criteria, round.seed);
        let Some(question) = next.and_then(|n| self.card.follow_ups.get(n)).cloned() else {
            (self.unkept_since, self.unwritten) = (None, false);
            let ms = attempt.ms;
            return mock::answered(model, attempt, ms);
        };
        // Until it is answered too, the draft holds all that is written.
        self.unwritten = true;
        let effects = self.pause(model);
        if let Some(round) = &mut self.in_round {
            round.asked = Some(Box::new(Asked { question, attempt }));
        }
        self.editor = Editor::default();
        self.overrules = Overrules::default();
        self.selected = None;
        self.watch = Stopwatch::default();
        self.watch.start(model.now.at);
        self.judge();
        Step::effects(effects)
    }

    /// The answer with what was said when asked on.
    pub fn with_follow_up(&self, now: Timestamp) -> Option<Attempt> {
        let Asked { question, mut attempt } = self.asked()?.clone();
        let earned = (0..self.card.criteria.len())
            .filter(|n| self.is_asked_for(*n) && self.verdict(*n) == Verdict::Met);
        let met = earned.filter_map(|n| Some(self.card.criteria.get(n)?.id.clone())).collect();
        let text = self.editor.text().trim().to_owned();
        attempt.follow_up = Some(FollowUp { question, text, ms: self.elapsed(now), met });
        Some(attempt)
    }

    fn finish(&mut self, model: &mut Model) -> Step {
        (self.unkept_since, self.unwritten) = (None, false);
        let ms = self.whole_time(model.now.at);
        match self.with_follow_up(model.now.at) {
            Some(attempt) => mock::answered(model, attempt, ms),
            None => Step::stay(),
        }
    }
}
