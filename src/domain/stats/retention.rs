//! Retention week by week: how much was recalled, and how much the scheduler had predicted.
//!
//! First looks are no test of memory and are left out.

use std::collections::BTreeMap;

use crate::domain::progress::CardProgress;
use crate::domain::schedule::Rating;
use crate::domain::time::Day;

/// The reviews of a week that tested memory.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Recalled {
    /// How many.
    pub reviews: usize,
    /// How many of them were not rated *again*.
    pub recalled: usize,
    /// Sum of the predicted probabilities of recall.
    predicted: f64,
}

impl Recalled {
    /// Share that was recalled, 0 to 1.
    pub fn actual(&self) -> f64 {
        self.recalled as f64 / self.reviews.max(1) as f64
    }

    /// Share that was predicted to be, 0 to 1.
    pub fn predicted(&self) -> f64 {
        self.predicted / self.reviews.max(1) as f64
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            reviews: self.reviews + other.reviews,
            recalled: self.recalled + other.recalled,
            predicted: self.predicted + other.predicted,
        }
    }
}

/// The Monday on which a day's week begins.
pub fn monday(day: Day) -> Day {
    // 1 January 1970 was a Thursday.
    day.plus(-(day.0.saturating_add(3)).rem_euclid(7))
}

/// The weeks with reviews that tested memory, by their Mondays.
pub fn retention<'a>(cards: impl IntoIterator<Item = &'a CardProgress>) -> BTreeMap<Day, Recalled> {
    let mut weeks: BTreeMap<Day, Recalled> = BTreeMap::new();
    for review in cards.into_iter().flat_map(CardProgress::reviews) {
        let Some(predicted) = review.predicted else { continue };
        let week = weeks.entry(monday(review.day)).or_default();
        week.reviews += 1;
        week.recalled += usize::from(review.rating != Rating::Again);
        week.predicted += f64::from(predicted);
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        for (day, expect) in [
            ("2026-11-22", "2026-11-16"),
            ("2026-11-23", "2026-11-23"),
            ("1970-01-01", "1969-12-29"),
            ("1969-12-28", "1969-12-22"),
        ] {
            assert_eq!(monday(day.parse().unwrap()).iso(), expect);
        }
    }
}
