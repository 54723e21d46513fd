//! What is shown after a mock round: what each question came to, what to work on, and the ratings that
//! its cards get.
//!
//! Everything is recorded before this screen opens, except the ratings. Each answered card is rated
//! once: as its debrief suggests or as the user chose there, when the last row is taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::screen::answer;
use crate::app::screen::card::CardScreen;
use crate::app::screen::debrief::DebriefScreen;
use crate::app::screen::{Go, Screen, Scroll, Step};
use crate::app::{Drill, Model, Session};
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::Fact;
use crate::domain::mock::summary::{Answer, Submitted, Summary};
use crate::domain::progress::MockRound;
use crate::domain::schedule::Rating;

/// What is shown after a mock round.
#[derive(Debug)]
pub struct RoundDebrief {
    /// What the round adds up to.
    pub summary: Summary,
    /// The selected question; one past the last is the row that rates all.
    pub selected: usize,
    /// How far it is scrolled.
    pub scroll: Scroll,
    round: MockRound,
    answers: Vec<Submitted>,
    /// Ratings that the user chose, by place of the question.
    chosen: BTreeMap<usize, Rating>,
}

impl RoundDebrief {
    /// The debrief of a round with these answers; none where the round is not known.
    pub fn new(model: &Model, round: &EntryId, answers: Vec<Submitted>) -> Option<Self> {
        let round = model.progress.mocks().find(|other| other.id == *round)?.clone();
        let summary = Summary::of(&round, &answers, &model.library, &model.progress);
        let selected = summary.questions.len();
        let mut scroll = Scroll::default();
        scroll.show_part(selected);
        Some(Self { summary, selected, scroll, round, answers, chosen: BTreeMap::new() })
    }

    /// The rating that question `n` gets, and whether the user chose it; none where it was not
    /// answered, could not be judged, or its card was rated since.
    pub fn rating(&self, model: &Model, n: usize) -> Option<(Rating, bool)> {
        let answer = self.answer(n)?;
        if self.rated_since(model, n).is_some() {
            return None;
        }
        match self.chosen.get(&n) {
            Some(rating) => Some((*rating, true)),
            // Where nothing could be judged, nothing can be suggested.
            None if answer.criteria.is_empty() => None,
            None => Some((answer.suggested_rating, false)),
        }
    }

    /// The rating that the card of question `n` was given since the round began.
    pub fn rated_since(&self, model: &Model, n: usize) -> Option<Rating> {
        let card = &self.summary.questions.get(n)?.card;
        let last = model.progress.card(card).reviews().last()?;
        (last.at >= self.round.at).then_some(last.rating)
    }

    /// How many cards the last row rates.
    pub fn to_rate(&self, model: &Model) -> usize {
        (0..self.summary.questions.len()).filter(|n| self.rating(model, *n).is_some()).count()
    }

    /// Keeps a rating for question `n` until all are given.
    pub fn choose(&mut self, n: usize, rating: Rating) {
        self.chosen.insert(n, rating);
    }

    fn answer(&self, n: usize) -> Option<&Answer> {
        self.summary.questions.get(n)?.answer.as_ref()
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        let last = self.summary.questions.len();
        match action {
            Action::NextQuestion => self.selected = (self.selected + 1).min(last),
            Action::PreviousQuestion => self.selected = self.selected.saturating_sub(1),
            Action::OpenQuestion if self.selected >= last => return self.rate_all(model),
            Action::OpenQuestion => return self.open(model),
            Action::DrillFirst => return self.drill(model, 0),
            Action::DrillSecond => return self.drill(model, 1),
            Action::DrillThird => return self.drill(model, 2),
            Action::RoundPageDown => self.scroll.pages(1),
            Action::RoundPageUp => self.scroll.pages(-1),
            Action::LeaveRound => {
                model.say("Round kept, its cards not rated; greenroom debrief shows it again");
                return Step::go(Go::Home);
            }
            _ => {}
        }
        if matches!(action, Action::NextQuestion | Action::PreviousQuestion) {
            self.scroll.show_part(self.selected);
        }
        Step::stay()
    }

    fn rate_all(&self, model: &mut Model) -> Step {
        let mut effects: Vec<Effect> = Vec::new();
        for n in 0..self.summary.questions.len() {
            let (Some((rating, _)), Some(answer)) = (self.rating(model, n), self.answer(n)) else {
                continue;
            };
            let (ms, attempt) = (answer.ms, Some(answer.entry.clone()));
            let card = self.summary.questions[n].card.clone();
            let print = model.library.card(&card).map(|card| card.print());
            effects.push(model.record(Fact::Reviewed { card, rating, ms, attempt, print }).1);
        }
        model.say(match effects.len() {
            0 => "Nothing was left to rate".to_owned(),
            1 => format!("1 card rated; {} takes it back", model.key(Action::BrowseUndo)),
            n => {
                let key = model.key(Action::BrowseUndo);
                format!("{n} cards rated; {key} takes them back, one after the other")
            }
        });
        Step { effects, go: Go::Home }
    }

    /// The debrief of the selected question alone.
    fn open(&self, model: &mut Model) -> Step {
        let question = &self.summary.questions[self.selected];
        let submitted = self
            .answer(self.selected)
            .and_then(|answer| self.answers.iter().find(|(entry, _)| *entry == answer.entry));
        let Some((entry, attempt)) = submitted else {
            model.say("This question was not answered");
            return Step::stay();
        };
        let Some(card) = model.library.card(&question.card) else {
            model.say("This card is gone");
            return Step::stay();
        };
        let before = model.progress.card(&question.card).attempts().iter();
        let earlier = before.take_while(|a| a.id != *entry).map(|attempt| attempt.score).collect();
        let (card, entry) = (Arc::clone(card), entry.clone());
        let (mut screen, effects) =
            DebriefScreen::of_kept(model, card, attempt.clone(), earlier, entry);
        screen.of_round = Some(self.selected);
        Step::push(Screen::Debrief(Box::new(screen))).after(effects)
    }

    /// Goes through the cards where the `n`th thing was missed, and comes back here.
    fn drill(&self, model: &mut Model, n: usize) -> Step {
        let Some(work) = self.summary.work_on.get(n) else {
            model.say("There is nothing there to drill");
            return Step::stay();
        };
        let exists = |id: &&CardId| model.library.card(id).is_some();
        let cards = work.cards.iter().filter(exists).cloned().collect();
        // This screen is not on the stack while it acts.
        let above = model.screens.len() + 1;
        model.session = Some(Session::drill(cards, Drill::Round(above)));
        next_in_drill(model, above)
    }
}

/// The drill's next card with its answer editor, above the round's debrief; or that again where none
/// is left.
pub fn next_in_drill(model: &mut Model, above: usize) -> Step {
    let waiting = model.waiting();
    let Some(card) = waiting.first() else { return end_drill(model, above, "over") };
    let question = Screen::Card(CardScreen::new(card.clone(), model.now.at));
    let cards = if waiting.len() == 1 { "card" } else { "cards" };
    model.say(format!("Drill: {} {cards} to go", waiting.len()));
    match answer::open(model, card) {
        Step { effects, go: Go::Push(answer) } => {
            Step { effects, go: Go::Above(above, vec![question, *answer]) }
        }
        _ => Step::go(Go::Above(above, vec![question])),
    }
}

/// Back to the debrief where the drill began.
pub fn end_drill(model: &mut Model, above: usize, how: &str) -> Step {
    let rated = model.session.take().map_or(0, |session| session.rated);
    model.say(format!("Drill {how}: {rated} rated"));
    Step::go(Go::Down(above))
}

/// Keeps a rating that was chosen in a single debrief for its round.
pub fn choose(model: &mut Model, n: usize, rating: Rating) {
    for screen in &mut model.screens {
        if let Screen::MockDebrief(round) = screen {
            round.choose(n, rating);
        }
    }
}
