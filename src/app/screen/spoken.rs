//! An answer being spoken: only the question and a clock, then the criteria to be ticked by hand.
//!
//! Does not listen. The attempt is scored as a written one is, by the user's own marks.

use std::sync::Arc;

use super::debrief::DebriefScreen;
use super::{Go, Screen, Scroll, Step};
use crate::app::Model;
use crate::app::action::{Action, Context};
use crate::app::effect::Effect;
use crate::app::stopwatch::Stopwatch;
use crate::domain::assess;
use crate::domain::deck::Card;
use crate::domain::id::CardId;
use crate::domain::journal::Fact;
use crate::domain::library::Library;
use crate::domain::rubric::{Judgement, Verdict};

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
            card,
        }
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
            let watch = self.watch;
            *self = Self { watch, is_marking: self.is_marking, ..Self::new(Arc::clone(card)) };
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
            Action::LeaveSpeaking => return Step::go(Go::Back),
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
        let attempt = assess::spoken(&self.card, &self.criteria, &self.traps, ms);
        let history = model.progress.card(&self.card.id);
        let earlier = history.attempts().iter().map(|attempt| attempt.score).collect();
        let draft = history.draft().cloned();
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
