//! Every figure of the progress screen about a set of cards, worked out once.
//!
//! What is drawn of them, and how, is the view's business.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::days::{self, Habit, Worked};
use super::forecast::{self, Forecast};
use super::retention::{self, Recalled};
use super::scores::Scores;
use crate::domain::deck::Card;
use crate::domain::gaps::{self, Gap};
use crate::domain::progress::{CardProgress, Progress};
use crate::domain::schedule::calendar::Calendar;
use crate::domain::time::Day;

/// Days that a forecast looks ahead: four weeks.
pub const FORECAST: usize = 28;

/// Every figure about a set of cards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The cards, in the order of their decks.
    pub cards: Vec<Arc<Card>>,
    /// The day for which they hold.
    pub today: Day,
    /// Work day by day.
    pub days: BTreeMap<Day, Worked>,
    /// How steady it was.
    pub habit: Habit,
    /// What comes back when.
    pub forecast: Forecast,
    /// Retention by the Mondays of its weeks.
    pub retention: BTreeMap<Day, Recalled>,
    /// Scores and times.
    pub scores: Scores,
    /// Gaps: kinds first, the most urgent first.
    pub gaps: Vec<Gap>,
}

impl Figures {
    /// The figures of `cards` on `today`; they come back as the calendar says.
    pub fn of(cards: Vec<Arc<Card>>, progress: &Progress, calendar: &Calendar, today: Day) -> Self {
        let known: Vec<&CardProgress> = cards.iter().map(|card| progress.card(&card.id)).collect();
        let each = || known.iter().copied();
        let days = days::days(each());
        Self {
            today,
            habit: days::habit(&days, today),
            days,
            forecast: forecast::forecast(
                cards.iter().map(|card| &card.id),
                progress,
                calendar,
                today,
                FORECAST,
            ),
            retention: retention::retention(each()),
            scores: Scores::of(&cards, progress),
            gaps: gaps::of(cards.iter().map(|card| &**card), progress),
            cards,
        }
    }

    /// Retention over all weeks.
    pub fn retention_in_all(&self) -> Recalled {
        self.retention.values().fold(Recalled::default(), |all, week| all.and(*week))
    }

    /// Nothing was done on any of the cards.
    pub fn nothing_done(&self) -> bool {
        self.days.is_empty()
    }
}

#[cfg(test)]
mod tests;
