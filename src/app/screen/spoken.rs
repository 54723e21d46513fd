//! An answer being spoken: only the question and a clock, then the criteria to be ticked by hand.
//!
//! Does not listen. The attempt is scored as a written one is, by the user's own marks.

use std::sync::Arc;

use super::answer::InRound;
use super::debrief::DebriefScreen;
use super::{Go, Screen, Scroll, Step, mock};
use crate::app::action::{Action, Context};
use crate::app::effect::Effect;
use crate::app::stopwatch::Stopwatch;
use crate::app::{Confirm, Model};
use crate::domain::assess;
use crate::domain::deck::Card;
use crate::domain::id::CardId;
use crate::domain::journal::Fact;
use crate::domain::library::Library;
use crate::domain::rubric::{Judgement, Verdict};
use crate::domain::time::Timestamp;

/// An answer being spoken, or marked.
#[derive(Debug)]
pub struct SpokenScreen {
    /// The card that it answers.
    pub card: Arc<Card>,
    /// Its clock.
    pub watch: Stopwatch,
    /// Whether the answer is over and being marked.
    pub is_marking: bool,
    /// The verdict on each criterion.
    pub criteria: Vec<Verdict>,
    /// Whether each trap was fallen into.
    pub traps: Vec<bool>,
    /// The selected row: criteria first, then traps.
    pub selected: usize,
    /// How far the model answer is scrolled.
    pub scroll: Scroll,
    /// Its place in a mock round, if it has one. Nobody asks on there.
    pub in_round: Option<InRound>,
}

/// Opens a spoken answer to a card.
pub fn open(model: &Model, id: &CardId) -> Step {
    model.library.card(id).map_or_else(Step::stay, |card| {
        Step::push(Screen::Spoken(Box::new(SpokenScreen::new(Arc::clone(card)))))
    })
}

/// The same in place of the screen on top.
pub fn open_instead(model: &Model, id: &CardId) -> Step {
    match open(model, id) {
        Step { effects, go: Go::Push(screen) } => Step { effects, go: Go::Replace(screen) },
        step => step,
    }
}

impl SpokenScreen {
    fn new(card: Arc<Card>) -> Self {
        Self {
            watch: Stopwatch::default(),
            is_marking: false,
            criteria: vec![Verdict::NotYet; card.criteria.len()],
            traps: vec![false; card.traps.len()],
            selected: 0,
            scroll: Scroll::default(),
            in_round: None,
            card,
        }
    }

    /// The same as a question of a round; its clock runs at once.
    pub fn in_round(card: Arc<Card>, in_round: InRound, now: Timestamp) -> Screen {
        let mut screen = Self { in_round: Some(in_round), ..Self::new(card) };
        screen.watch.start(now);
        Screen::Spoken(Box::new(screen))
    }

    /// Time that the answer has, in milliseconds.
    pub fn target_ms(&self) -> u64 {
        let round = self.in_round.as_ref();
        round.map_or_else(|| assess::target_ms(&self.card), |round| round.target_ms)
    }

    /// Goes on to the marks if the round is strict and the time over; whether it did.
    pub fn cut_off(&mut self, now: Timestamp) -> bool {
        let strict = self.in_round.as_ref().is_some_and(|round| round.strict);
        let over = self.watch.is_running() && self.watch.elapsed(now) >= self.target_ms();
        if strict && over {
            self.watch.stop(now);
            self.is_marking = true;
        }
        strict && over
    }

    /// Where a key goes.
    pub const fn context(&self) -> Context {
        if self.is_marking { Context::Marking } else { Context::Speaking }
    }

    /// Takes new decks into use; false where the card is gone. Other criteria must be marked anew.
    pub fn reload(&mut self, library: &Library) -> bool {
        let Some(card) = library.card(&self.card.id) else { return false };
        let ids = |card: &Card| {
            let criteria = card.criteria.iter().map(|criterion| criterion.id.clone());
            criteria.chain(card.traps.iter().map(|trap| trap.id.clone())).collect::<Vec<_>>()
        };
        if ids(card) != ids(&self.card) {
            let (watch, is_marking, in_round) = (self.watch, self.is_marking, self.in_round.take());
            *self = Self { watch, is_marking, in_round, ..Self::new(Arc::clone(card)) };
        }
        self.card = Arc::clone(card);
        true
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        let now = model.now.at;
        match action {
            Action::StartStop => self.watch.toggle(now),
            Action::DoneSpeaking if self.watch.elapsed(now) == 0 && !self.watch.is_running() => {
                self.watch.start(now);
            }
            Action::DoneSpeaking => {
                self.watch.stop(now);
                self.is_marking = true;
            }
            Action::LeaveSpeaking if self.in_round.is_some() => {
                self.watch.stop(now);
                model.confirm = Some(Confirm::AbortRound);
            }
            Action::LeaveSpeaking => return Step::go(Go::Back),
            Action::SkipSpeaking if self.in_round.is_some() => {
                return mock::passed(model, self.watch.elapsed(now));
            }
            Action::BackToClock => self.is_marking = false,
            Action::NextMark => {
                let last = (self.criteria.len() + self.traps.len()).saturating_sub(1);
                self.selected = (self.selected + 1).min(last);
            }
            Action::PreviousMark => self.selected = self.selected.saturating_sub(1),
            Action::TickMark => self.tick(),
            Action::MarksPageDown => self.scroll.pages(1),
            Action::MarksPageUp => self.scroll.pages(-1),
            Action::SubmitMarks => return self.submit(model),
            _ => {}
        }
        Step::stay()
    }

    fn tick(&mut self) {
        if let Some(verdict) = self.criteria.get_mut(self.selected) {
            *verdict = match verdict {
                Verdict::NotYet => Verdict::Met,
                Verdict::Met => Verdict::Partial,
                Verdict::Partial => Verdict::NotYet,
            };
        } else if let Some(hit) =
            self.selected.checked_sub(self.criteria.len()).and_then(|n| self.traps.get_mut(n))
        {
            *hit = !*hit;
        }
    }

    fn submit(&self, model: &mut Model) -> Step {
        let ms = self.watch.elapsed(model.now.at);
        let mut attempt = assess::spoken(&self.card, &self.criteria, &self.traps, ms);
        attempt.target_ms = self.target_ms();
        attempt.mock = self.in_round.as_ref().map(|round| round.round.clone());
        let history = model.progress.card(&self.card.id);
        let earlier = history.attempts().iter().map(|attempt| attempt.score).collect();
        let draft = history.draft().cloned();
        if self.in_round.is_some() {
            let mut step = mock::answered(model, attempt, ms);
            let kept = draft.map(|draft| model.record(Fact::Drafted(draft)).1);
            step.effects.extend(kept);
            return step;
        }
        let (entry, effect) = model.record(Fact::Answered(attempt.clone()));
        let mut effects: Vec<Effect> = vec![effect];
        // An attempt takes the place of the card's draft; this one does not hold its words.
        if let Some(draft) = draft {
            effects.push(model.record(Fact::Drafted(draft)).1);
        }
        let card = Arc::clone(&self.card);
        let debrief = DebriefScreen::new(card, attempt, Judgement::default(), earlier, entry);
        Step::replace(Screen::Debrief(Box::new(debrief))).after(effects)
    }
}
