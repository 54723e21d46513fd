//! Work day by day: reviews, answers and time; and how steady it was, without guilt.
//!
//! Draws no calendar.

use std::collections::BTreeMap;

use crate::domain::progress::CardProgress;
use crate::domain::time::Day;

/// What was done on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worked {
    /// Graded looks.
    pub reviews: usize,
    /// Submitted answers.
    pub attempts: usize,
    /// Time in both, in milliseconds; a rated answer's time counts once.
    pub ms: u64,
}

impl Worked {
    /// The time in minutes.
    pub fn minutes(&self) -> f64 {
        self.ms as f64 / 60_000.0
    }
}

/// The days on which something was done on these cards.
pub fn days<'a>(cards: impl IntoIterator<Item = &'a CardProgress>) -> BTreeMap<Day, Worked> {
    let mut days: BTreeMap<Day, Worked> = BTreeMap::new();
    for card in cards {
        for review in card.reviews() {
            let day = days.entry(review.day).or_default();
            day.reviews += 1;
            if !review.of_attempt {
                day.ms = day.ms.saturating_add(review.ms);
            }
        }
        for attempt in card.attempts() {
            let day = days.entry(attempt.day).or_default();
            day.attempts += 1;
            day.ms = day.ms.saturating_add(attempt.ms);
        }
    }
    days
}

/// How steady the work is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// Days with work among the last ones.
    pub practised: u32,
    /// How many last days are looked at: 14, or as many as there were since the first.
    pub of: u32,
    /// Days in a row with work, up to today, or up to yesterday while today has none yet.
    pub run: u32,
    /// The longest such run ever.
    pub longest: u32,
}

/// How many last days are looked at.
const LOOKED_AT: u32 = 14;

/// How steady the work was up to `today`; days after today are a clock's fault and left out.
pub fn habit(days: &BTreeMap<Day, Worked>, today: Day) -> Habit {
    let worked: Vec<Day> = days.range(..=today).map(|(day, _)| *day).collect();
    let Some(first) = worked.first() else { return Habit::default() };
    let of = (today.since(*first) + 1).min(LOOKED_AT);
    let practised = worked.iter().rev().take_while(|day| today.since(**day) < of).count() as u32;
    let (mut run, mut longest, mut last) = (0, 0, None);
    for day in &worked {
        run = if last.is_some_and(|last: Day| last.plus(1) == *day) { run + 1 } else { 1 };
        longest = run.max(longest);
        last = Some(*day);
    }
    if last.is_none_or(|last| today.since(last) > 1) {
        run = 0;
    }
    Habit { practised, of, run, longest }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days with work, and today; `practised/of run longest`.
    fn check(days: &str, today: i32, expect: &str) {
        let days = days.split_whitespace();
        let days = days.map(|day| (Day(day.parse().unwrap()), Worked::default())).collect();
        let habit = habit(&days, Day(today));
        let Habit { practised, of, run, longest } = habit;
        assert_eq!(format!("{practised}/{of} {run} {longest}"), expect);
    }

    #[test]
    fn the_last_fourteen_days_count_and_the_longest_run_is_kept() {
        check("", 5, "0/0 0 0");
        check("5", 5, "1/1 1 1");
        check("3 5", 5, "2/3 1 1");
        check("1 2 3 4 20 22 23", 23, "3/14 2 4");
        check("1 10 11", 24, "1/14 0 2");
    }

    #[test]
    fn a_run_lasts_while_today_may_still_be_added() {
        check("1 2 3", 4, "3/4 3 3");
        check("1 2 3", 5, "3/5 0 3");
    }

    #[test]
    fn a_day_in_the_future_is_not_counted() {
        check("1 2 9", 2, "2/2 2 2");
    }
}
