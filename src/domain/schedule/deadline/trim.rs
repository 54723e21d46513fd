//! Which cards to leave out where a deck does not fit the evenings until an interview.
//!
//! Advice only: nothing is dropped unless the user takes the cards out of the queue.

use std::cmp::Reverse;

use super::outlook::Outlook;
use super::{Days, Horizon, Seat};
use crate::domain::id::CardId;
use crate::domain::library::Library;
use crate::domain::progress::Progress;
use crate::domain::schedule::Scheduler;
use crate::domain::schedule::calendar::Calendar;
use crate::domain::time::Day;

impl Horizon {
    /// The fewest cards without which the rest fits, the first to go first: those never seen before
    /// those seen, then the lowest level, then the least weight of criteria, then the last in the deck.
    /// Empty where all fit.
    pub fn to_drop(
        &self,
        library: &Library,
        progress: &Progress,
        calendar: &Calendar,
        today: Day,
    ) -> Vec<CardId> {
        let mut order: Vec<(bool, u8, u32, Reverse<usize>)> = Vec::new();
        for (n, id) in self.cards.iter().enumerate() {
            let Some(card) = library.card(id) else { continue };
            let weight = card.criteria.iter().map(|criterion| u32::from(criterion.weight)).sum();
            order.push((!progress.card(id).is_new(), card.level as u8, weight, Reverse(n)));
        }
        order.sort_unstable();
        let order: Vec<&CardId> = order.iter().filter_map(|(.., n)| self.cards.get(n.0)).collect();
        let scheduler = &progress.rules().scheduler;
        let fits = |dropped: usize| {
            let kept = self.without(&order[..dropped]);
            let seats = kept.seats(progress, calendar);
            fits(self.days, scheduler, &seats, today, kept.done(progress, today))
        };
        // The fewest that are enough, by halving.
        let (mut few, mut enough) = (0, order.len());
        while few < enough {
            let middle = usize::midpoint(few, enough);
            if fits(middle) {
                enough = middle;
            } else {
                few = middle + 1;
            }
        }
        order[..enough].iter().map(|id| (*id).clone()).collect()
    }
}

fn fits(days: Days, scheduler: &Scheduler, seats: &[Seat], today: Day, done: super::Done) -> bool {
    Outlook::with(days, scheduler, seats, today, done, 1).fits()
}
