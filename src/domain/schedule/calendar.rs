//! On which day each card comes back: what memory says, spread over the days, and up to an interview.
//!
//! A second step over the state, beside the fold: memory never depends on it, and neither do other
//! cards' memories. It goes through all reviews in the order of time and gives each its day by the load
//! of that moment, so that a promise once made is kept: reviews of other cards later on move nothing.
//! The order of time is the journal's own, whatever the order in which devices hear of each other;
//! what arrives late, or is taken back, is as if it had always been so. Does not decide which card is
//! next; that is [`queue`](super::queue).

use std::collections::HashMap;

use super::Rating;
use super::balance::{self, Load};
use super::deadline::Horizon;
use crate::domain::id::CardId;
use crate::domain::library::Library;
use crate::domain::progress::{CardProgress, Progress, Review};
use crate::domain::query::QueryError;
use crate::domain::search::Facts;
use crate::domain::time::Day;

/// When each card comes back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    due: HashMap<CardId, Day>,
    load: Load,
    horizon: Option<Horizon>,
}

impl Calendar {
    /// The days that follow for these cards from `progress`, without a plan. Cards that no deck
    /// holds any more weigh on no day.
    pub fn of<'a>(progress: &Progress, cards: impl IntoIterator<Item = &'a CardId>) -> Self {
        let mut calendar = Self::default();
        calendar.follow(progress, cards);
        calendar
    }

    /// Works out the days anew after the progress or the decks changed; the horizon stays.
    pub fn follow<'a>(&mut self, progress: &Progress, cards: impl IntoIterator<Item = &'a CardId>) {
        let cards: Vec<(&CardId, &CardProgress)> =
            cards.into_iter().map(|id| (id, progress.card(id))).collect();
        let mut reviews: Vec<(&CardId, &Review)> = cards
            .iter()
            .flat_map(|&(id, card)| card.reviews().iter().map(move |review| (id, review)))
            .collect();
        // Stable: a card's own reviews stay in their order.
        reviews.sort_by(|a, b| (a.1.at, a.0).cmp(&(b.1.at, b.0)));
        (self.due, self.load) = <_>::default();
        for (id, review) in reviews {
            let before = self.due.get(id).copied();
            if let Some(before) = before {
                self.load.remove(before);
            }
            let load = |day| self.load.on(day);
            let due = place(review.day, review.rating, review.due, before, load);
            self.load.add(due);
            self.due.insert(id.clone(), due);
        }
    }

    /// Works out what is prepared for, after the plan, the decks or the day changed.
    ///
    /// # Errors
    /// Where the plan's QUERY is not understood; then it is as without a plan.
    pub fn prepare(
        &mut self,
        library: &Library,
        progress: &Progress,
        today: Day,
    ) -> Result<(), QueryError> {
        // A QUERY may ask what is due, and that must not depend on its own answer.
        self.horizon = None;
        let Some(plan) = progress.plan() else { return Ok(()) };
        self.horizon = Horizon::of(plan, library, progress, self, today)?;
        Ok(())
    }

    /// The days until an interview, while one is ahead.
    pub const fn horizon(&self) -> Option<&Horizon> {
        self.horizon.as_ref()
    }

    /// The day on which a card comes back, were there no interview.
    pub fn natural(&self, id: &CardId) -> Option<Day> {
        self.due.get(id).copied()
    }

    /// The day on which a card comes back; none for one never rated.
    pub fn due(&self, id: &CardId, card: &CardProgress) -> Option<Day> {
        let due = self.due.get(id).copied()?;
        let last = card.reviews().last()?.day;
        Some(self.horizon.as_ref().map_or(due, |horizon| horizon.cap(id, due, last)))
    }

    /// Rated before, in the queue, and to be seen on `today` or earlier.
    pub fn is_due(&self, id: &CardId, card: &CardProgress, today: Day) -> bool {
        !card.is_suspended() && self.due(id, card).is_some_and(|due| due <= today)
    }

    /// The day on which each rating, given on `today`, would bring the card back.
    pub fn preview(&self, id: &CardId, progress: &Progress, today: Day) -> [Day; 4] {
        let natural = progress.card(id).preview(progress.rules(), today);
        let before = self.due.get(id).copied();
        let without = |day| self.load.on(day) - u32::from(before == Some(day));
        std::array::from_fn(|n| {
            let due = place(today, Rating::ALL[n], natural[n], before, without);
            self.horizon.as_ref().map_or(due, |horizon| horizon.cap(id, due, today))
        })
    }

    /// What is known of a card, in the query language's terms.
    pub fn facts(&self, id: &CardId, card: &CardProgress, today: Day) -> Facts {
        Facts {
            due: self.is_due(id, card, today),
            new: card.is_new() && !card.is_suspended(),
            learning: card.is_learning() && !card.is_suspended(),
            suspended: card.is_suspended(),
            draft: card.draft().is_some(),
            flagged: card.is_flagged(),
            last_score: card.last_score(),
        }
    }
}

/// The day for a card rated on `day`, whose memory says `due` and which came back on `before` till now.
/// The card itself must not be in the load.
fn place(
    day: Day,
    rating: Rating,
    due: Day,
    before: Option<Day>,
    load: impl Fn(Day) -> u32,
) -> Day {
    if rating == Rating::Again {
        return due;
    }
    let due = balance::choose(day, due.since(day), load);
    // Looked at ahead of its day, and known: that never brings it back sooner.
    before.filter(|before| *before > day).map_or(due, |before| before.max(due))
}

#[cfg(test)]
mod tests;
