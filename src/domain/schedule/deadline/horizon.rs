//! A plan joined to what it is about: the cards that its QUERY means, their times, their evenings.
//!
//! Decides nothing itself; the rules are [`Days`]'.

use std::collections::HashMap;

use super::outlook::Outlook;
use super::{Days, Done, Evening, Seat, Seen};
use crate::domain::deck::Card;
use crate::domain::id::CardId;
use crate::domain::journal::Plan;
use crate::domain::library::Library;
use crate::domain::progress::{CardProgress, Progress};
use crate::domain::query::{Query, QueryError};
use crate::domain::schedule::calendar::Calendar;
use crate::domain::time::{Day, MINUTE};

/// An interview ahead, and the cards for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Horizon {
    /// The days.
    pub days: Days,
    /// The QUERY that the cards meet.
    pub query: String,
    /// The cards, in the order of the library; those out of the queue are not among them.
    pub cards: Vec<CardId>,
    places: HashMap<CardId, Place>,
}

/// What belongs to one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    slot: Day,
    ms: u64,
}

impl Horizon {
    /// The horizon of a plan; none once its day has passed.
    ///
    /// # Errors
    /// Where the plan's QUERY is not understood.
    pub fn of(
        plan: &Plan,
        library: &Library,
        progress: &Progress,
        calendar: &Calendar,
        today: Day,
    ) -> Result<Option<Self>, QueryError> {
        let query = Query::parse(&plan.query)?;
        if today > plan.on {
            return Ok(None);
        }
        let facts = |n: usize| {
            let card = library.cards.get(n);
            card.map_or_else(Default::default, |card| {
                calendar.facts(&card.id, progress.card(&card.id), today)
            })
        };
        let mut found: Vec<usize> =
            library.index().search(&query, &facts).iter().map(|hit| hit.card).collect();
        found.sort_unstable();
        let cards: Vec<&Card> = found
            .iter()
            .filter_map(|n| library.cards.get(*n))
            .map(|card| &**card)
            .filter(|card| !progress.card(&card.id).is_suspended())
            .collect();
        let budget = plan.minutes.map(|minutes| u64::from(minutes) * MINUTE as u64);
        let from = plan.from.unwrap_or(today).min(today);
        Ok(Some(Self::new(Days { from, on: plan.on, budget }, &plan.query, &cards, progress)))
    }

    fn new(days: Days, query: &str, cards: &[&Card], progress: &Progress) -> Self {
        let places = cards.iter().enumerate().map(|(n, card)| {
            let ms = time_for(card, progress.card(&card.id));
            (card.id.clone(), Place { slot: days.slot(n, cards.len()), ms })
        });
        Self {
            days,
            query: query.to_owned(),
            places: places.collect(),
            cards: cards.iter().map(|card| card.id.clone()).collect(),
        }
    }

    /// The same without some of its cards.
    #[must_use]
    pub fn without(&self, dropped: &[&CardId]) -> Self {
        let mut kept = self.clone();
        kept.cards.retain(|id| !dropped.contains(&id));
        for (n, id) in kept.cards.iter().enumerate() {
            if let Some(place) = kept.places.get_mut(id) {
                place.slot = self.days.slot(n, kept.cards.len());
            }
        }
        kept
    }

    /// Whether a card is prepared for the day.
    pub fn holds(&self, id: &CardId) -> bool {
        self.places.contains_key(id)
    }

    /// The day on which a card rated on `today` comes back, where memory says `due`.
    pub fn cap(&self, id: &CardId, due: Day, today: Day) -> Day {
        self.places.get(id).map_or(due, |place| self.days.cap(due, today, place.slot))
    }

    /// The cards as the policy sees them, in the order of [`Horizon::cards`].
    pub fn seats(&self, progress: &Progress, calendar: &Calendar) -> Vec<Seat> {
        let seat = |id: &CardId| {
            let place = self.places.get(id).copied().unwrap_or(Place { slot: self.days.on, ms: 0 });
            let card = progress.card(id);
            let seen = card.memory().zip(card.reviews().last()).map(|(memory, last)| Seen {
                memory,
                last: last.day,
                due: calendar.natural(id).unwrap_or(last.due),
            });
            Seat { seen, slot: place.slot, ms: place.ms }
        };
        self.cards.iter().map(seat).collect()
    }

    /// What was done for it on `today`.
    pub fn done(&self, progress: &Progress, today: Day) -> Done {
        let mut done = Done::default();
        for card in self.cards.iter().map(|id| progress.card(id)) {
            done.new += usize::from(card.first_review() == Some(today));
            let looked = card.reviews().iter().rev().take_while(|review| review.day >= today);
            done.ms = looked.map(|review| review.ms).fold(done.ms, u64::saturating_add);
        }
        done
    }

    /// What comes of the evenings, today's first.
    pub fn outlook(&self, progress: &Progress, calendar: &Calendar, today: Day) -> Outlook {
        let seats = self.seats(progress, calendar);
        let done = self.done(progress, today);
        Outlook::of(self.days, &progress.rules().scheduler, &seats, today, done)
    }

    /// What the evening of `today` still asks; places are those in [`Horizon::cards`].
    pub fn tonight(&self, progress: &Progress, calendar: &Calendar, today: Day) -> Evening {
        let seats = self.seats(progress, calendar);
        let done = self.done(progress, today);
        self.days.evening(&progress.rules().scheduler, &seats, today, done)
    }
}

/// What a look at a card takes: the median of the user's own times, else the card's minutes.
fn time_for(card: &Card, progress: &CardProgress) -> u64 {
    let mut times: Vec<u64> =
        progress.reviews().iter().map(|review| review.ms).filter(|ms| *ms > 0).collect();
    times.sort_unstable();
    let authored = (card.minutes.clamp(0.0, 600.0) * MINUTE as f64) as u64;
    times.get(times.len() / 2).copied().unwrap_or(authored)
}
