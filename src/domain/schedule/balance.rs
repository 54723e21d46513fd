//! Evens out the days: of those on which a card might as well come back, the one with the least to do.
//!
//! Pure arithmetic on counts; what is counted, and in what order, is [`calendar`](super::calendar)'s
//! business. The range is that of FSRS's fuzz as Anki has it (`rslib/src/scheduler/states/fuzz.rs`,
//! `FUZZ_RANGES`; the same in py-fsrs), and so is the bound of 90 days (`load_balancer.rs`,
//! `MAX_LOAD_BALANCE_INTERVAL`). Anki draws lots, weighted by load; here the least load simply wins, so
//! that one journal gives the same days on every device and a preview is a promise.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::domain::time::Day;

/// From, to (days), and which share of what lies between is added to the range on each side.
const FUZZ: [(f64, f64, f64); 3] =
    [(2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, f64::INFINITY, 0.05)];

/// Longer intervals are left alone: so far ahead there is no load yet to speak of.
pub const LONGEST: u32 = 90;

/// The intervals, in days, that are as good as this one; below 2.5 days only itself.
pub fn range(interval: u32) -> RangeInclusive<u32> {
    let days = f64::from(interval);
    if days < 2.5 || interval > LONGEST {
        return interval..=interval;
    }
    let share = |(from, to, share): &(f64, f64, f64)| share * (days.min(*to) - from).max(0.0);
    let delta = 1.0 + FUZZ.iter().map(share).sum::<f64>();
    (days - delta).round() as u32..=(days + delta).round() as u32
}

/// How many cards come back on each day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load(HashMap<Day, u32>);

impl Load {
    /// Cards that come back on `day`.
    pub fn on(&self, day: Day) -> u32 {
        self.0.get(&day).copied().unwrap_or(0)
    }

    /// One more.
    pub fn add(&mut self, day: Day) {
        *self.0.entry(day).or_default() += 1;
    }

    /// One less.
    pub fn remove(&mut self, day: Day) {
        match self.0.get_mut(&day) {
            Some(cards) if *cards > 1 => *cards -= 1,
            _ => drop(self.0.remove(&day)),
        }
    }
}

/// The day with the least to do within the [`range`] of `interval` days after `day`. Of days with the
/// same load the one nearest to the interval is taken, of two as near the earlier.
pub fn choose(day: Day, interval: u32, load: impl Fn(Day) -> u32) -> Day {
    let days = range(interval).map(|days| (day.plus(days as i32), days.abs_diff(interval)));
    let least = days.min_by_key(|(day, off)| (load(*day), *off, *day));
    least.map_or_else(|| day.plus(interval as i32), |(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_range_is_that_of_fsrs() {
        let check = |interval, low, high| assert_eq!(range(interval), low..=high, "{interval}");
        check(1, 1, 1);
        check(2, 2, 2);
        check(3, 2, 4);
        check(7, 5, 9);
        check(20, 17, 23);
        check(60, 55, 65);
        check(90, 84, 96);
        check(91, 91, 91);
    }

    #[test]
    fn the_least_loaded_day_wins_and_of_equals_the_nearest() {
        let check = |loads: [u32; 5], expect: i32| {
            let load = |day: Day| loads.get((day.0 - 105) as usize).copied().unwrap_or(9);
            assert_eq!(choose(Day(100), 7, load), Day(expect), "{loads:?}");
        };
        check([0, 0, 0, 0, 0], 107);
        check([1, 1, 2, 1, 1], 106);
        check([1, 2, 2, 1, 1], 108);
        check([3, 3, 3, 3, 0], 109);
    }

    proptest! {
        #[test]
        fn no_day_outside_the_range_is_chosen(interval in 0u32..40_000, seed: u32) {
            let load = |day: Day| (day.0 as u32).wrapping_mul(seed) % 7;
            let days = choose(Day(20_000), interval, load).since(Day(20_000));
            prop_assert!(range(interval).contains(&days), "{days}");
            prop_assert!(interval > 2 || days == interval);
        }

        #[test]
        fn what_is_added_can_be_removed(days in proptest::collection::vec(0i32..9, 0..30)) {
            let mut load = Load::default();
            for day in &days {
                load.add(Day(*day));
            }
            for day in &days {
                load.remove(Day(*day));
            }
            prop_assert_eq!(load, Load::default());
        }
    }
}
