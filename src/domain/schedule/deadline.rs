//! The days until an interview: how they are divided, and what each evening asks.
//!
//! Pure: it knows dates, memories and minutes, and neither decks nor journals ([`horizon`] joins them).
//! Outcomes are in [`outlook`].
//!
//! No scheduler that is known has a mode for a date (asked for in fsrs-rs #435 and fsrs4anki-helper
//! #456). Raising the desired retention is what is usually advised; under a budget of time it starves
//! the cards not seen yet. Cutting intervals at the date alone piles everything up on the last evening.
//! What helps is the order: new cards first, paced, then whatever a look tonight helps most on the day.
//! `tests/bench/HORIZON.md` compares.

pub mod date;
pub mod horizon;
pub mod outlook;
mod trim;

pub use horizon::Horizon;

use super::{Memory, Scheduler};
use crate::domain::time::Day;

/// The first and the last of the days, and what an evening has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The day on which it was planned.
    pub from: Day,
    /// The day of the interview; the evening before is the last.
    pub on: Day,
    /// Time that an evening has, in milliseconds; none where that is open.
    pub budget: Option<u64>,
}

/// A card as the policy sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seat {
    /// What is known of it; none for a card never rated.
    pub seen: Option<Seen>,
    /// Its evening among the last days: [`Days::slot`].
    pub slot: Day,
    /// What a look at it takes, in milliseconds.
    pub ms: u64,
}

/// A card that was rated before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// What is remembered.
    pub memory: Memory,
    /// The day of the last rating.
    pub last: Day,
    /// The day on which it comes back, were there no interview.
    pub due: Day,
}

/// What was done today already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Cards rated for the first time.
    pub new: usize,
    /// Time spent, in milliseconds.
    pub ms: u64,
}

/// What an evening asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evening {
    /// Places in the seats, in the order in which they are asked: new ones first.
    pub cards: Vec<usize>,
    /// How many of them are new.
    pub new: usize,
    /// What they take, in milliseconds.
    pub ms: u64,
    /// Cards whose evening it is but for which it has no time.
    pub left_over: usize,
}

impl Seat {
    /// The time that it takes on `today`, on average: a card that is not recalled is asked once more.
    fn cost(&self, scheduler: &Scheduler, today: Day) -> u64 {
        let recalled = self.seen.map_or(1.0 - outlook::FIRST[0], |seen| {
            f64::from(scheduler.retrievability(seen.memory, today.since(seen.last)))
        });
        (self.ms as f64 * (2.0 - recalled)) as u64
    }
}

impl Days {
    /// The first of the last days, in which every card comes once more: 30 % of the days, one at least.
    pub fn last_days(&self) -> Day {
        let all = self.on.since(self.from);
        self.on.plus(-((all * 3 / 10).max(1) as i32))
    }

    /// How many new cards today may still show: those unseen are spread evenly over the days before
    /// the last ones. What is unseen after that, because evenings were missed, goes over the days that
    /// are left: a card never seen is worth more than one seen once more.
    pub fn share(&self, today: Day, unseen: usize, done: usize) -> usize {
        let end = if today < self.last_days() { self.last_days() } else { self.on };
        let days = end.since(today).max(1) as usize;
        (unseen + done).div_ceil(days).saturating_sub(done)
    }

    /// The evening of the last days that belongs to the card with this place among `cards`.
    pub fn slot(&self, place: usize, cards: usize) -> Day {
        let last = self.last_days();
        let evenings = self.on.since(last).max(1) as usize;
        last.plus((place * evenings / cards.max(1)) as i32)
    }

    /// The day on which a card rated on `today` comes back, where memory says `due`: not past the
    /// interview, and before the last days not past its evening there.
    pub fn cap(&self, due: Day, today: Day, slot: Day) -> Day {
        match today {
            today if today >= self.on => due,
            today if today >= self.last_days() => due.min(self.on),
            _ => due.min(slot),
        }
    }

    /// How much likelier a card is known on the day for a look at it on `today`, on average over whether
    /// it is recalled then.
    fn gain(&self, scheduler: &Scheduler, seen: Seen, today: Day) -> f32 {
        let (elapsed, left) = (today.since(seen.last), self.on.since(today));
        let recalled = scheduler.retrievability(seen.memory, elapsed);
        let [again, _, good, _] = scheduler.outcomes(Some(seen.memory), elapsed);
        let on_the_day = |memory| scheduler.retrievability(memory, left);
        let without = scheduler.retrievability(seen.memory, self.on.since(seen.last));
        recalled * on_the_day(good.memory) + (1.0 - recalled) * on_the_day(again.memory) - without
    }

    /// The evening of `today`: new cards up to today's share, then cards whose day has come, as long as
    /// there is time. Before the last days, time that is left goes to further new cards, up to twice the share.
    ///
    /// Cards whose day has come are ordered by what a look tonight adds to the recall expected on the
    /// day, most first. That is nearly the lowest recall first, but neither a memory too weak to last
    /// until the day nor one that is safe anyway takes time from the others.
    pub fn evening(
        &self,
        scheduler: &Scheduler,
        seats: &[Seat],
        today: Day,
        done: Done,
    ) -> Evening {
        let new = || seats.iter().enumerate().filter(|(_, seat)| seat.seen.is_none());
        let share = self.share(today, new().count(), done.new);
        let mut cards: Vec<usize> = new().take(share).map(|(n, _)| n).collect();
        let mut due: Vec<(f32, usize)> = Vec::new();
        for (n, seat) in seats.iter().enumerate() {
            if let Some(seen) = seat.seen
                && self.cap(seen.due, seen.last, seat.slot) <= today
            {
                due.push((self.gain(scheduler, seen, today), n));
            }
        }
        due.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        cards.extend(due.into_iter().map(|(_, n)| n));
        let due = cards.len();
        if self.budget.is_some() && today < self.last_days() {
            let pace = self.share(today, new().count() + done.new, 0);
            let more = (2 * pace).saturating_sub(done.new + share);
            cards.extend(new().skip(share).take(more).map(|(n, _)| n));
        }
        let mut evening = Evening::default();
        for (place, n) in cards.into_iter().enumerate() {
            let Some(seat) = seats.get(n) else { continue };
            let ms = seat.cost(scheduler, today);
            // A card is begun while there is time for half of it.
            let fits = |budget: u64| done.ms + evening.ms + ms / 2 <= budget;
            if self.budget.is_some_and(|budget| !fits(budget)) {
                evening.left_over += usize::from(place < due);
                continue;
            }
            evening.new += usize::from(seat.seen.is_none());
            evening.ms += ms;
            evening.cards.push(n);
        }
        evening
    }
}

#[cfg(test)]
mod tests;
