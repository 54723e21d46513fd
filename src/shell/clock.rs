//! What time it is, and a name for this run.
//!
//! Does not say what day it is: where a day begins is the domain's business.

use std::cell::Cell;
use std::fmt::Debug;
use std::hash::{BuildHasher, RandomState};
use std::process;
use std::time::SystemTime;

use anyhow::Context;
use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::domain::time::{Moment, Timestamp};

/// Something that knows the time.
pub trait Clock: Debug {
    /// The moment, with the local offset in force.
    fn now(&self) -> Moment;
}

/// The system's clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let now = Zoned::now();
        let at = Timestamp(now.timestamp().as_millisecond());
        Moment { at, offset: now.offset().seconds() / 60 }
    }
}

/// A clock that stands still until it is told otherwise.
#[derive(Clone, Debug, Default)]
pub struct FixedClock(Cell<Moment>);

impl FixedClock {
    /// A clock that shows `moment`.
    pub const fn at(moment: Moment) -> Self {
        Self(Cell::new(moment))
    }

    /// Sets it.
    pub fn set(&self, moment: Moment) {
        self.0.set(moment);
    }

    /// Lets `ms` milliseconds pass.
    pub fn pass(&self, ms: i64) {
        let now = self.0.get();
        self.0.set(Moment { at: now.at.plus(ms), ..now });
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

/// The clock of a run: the system's, or one that stands still at the moment that was given, like
/// `2026-11-22T19:00:00Z`, in the local time zone.
///
/// # Errors
/// Where the text is not a moment.
pub fn clock(now: Option<&str>) -> anyhow::Result<Box<dyn Clock>> {
    let Some(text) = now else { return Ok(Box::new(SystemClock)) };
    let at: jiff::Timestamp = text.parse().with_context(|| {
        format!("--now {text}: write a moment in UTC, like 2026-11-22T19:00:00Z")
    })?;
    let offset = at.to_zoned(TimeZone::system()).offset().seconds() / 60;
    let moment = Moment { at: Timestamp(at.as_millisecond()), offset };
    Ok(Box::new(FixedClock::at(moment)))
}

/// Length of a run's name.
const NAME: usize = 10;

/// A name that no other run has, here or on another device: ten digits of base 36, from the time,
/// the process and the system's randomness.
pub fn run_name() -> String {
    let ms = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_millis());
    let mut rest = RandomState::new().hash_one((ms, process::id()));
    let mut digit = || {
        let digit = char::from_digit((rest % 36) as u32, 36).unwrap_or('0');
        rest /= 36;
        digit
    };
    (0..NAME).map(|_| digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_systems_clock_agrees_with_the_system() {
        let before = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_millis() as i64;
        let now = SystemClock.now();
        assert!((before..before + 60_000).contains(&now.at.0));
        assert!((-14 * 60..=14 * 60).contains(&now.offset));
    }

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = FixedClock::at(Moment { at: Timestamp(5), offset: 60 });
        assert_eq!(clock.now(), clock.now());
        clock.pass(10);
        assert_eq!(clock.now(), Moment { at: Timestamp(15), offset: 60 });
    }

    #[test]
    fn a_run_may_be_told_what_time_it_is() {
        let told = clock(Some("2026-11-22T19:00:00Z")).unwrap();
        assert_eq!(told.now().at, Timestamp(1_795_374_000_000));
        assert!(clock(Some("tomorrow")).is_err());
        let real = clock(None).unwrap().now().at;
        assert!(SystemClock.now().at.since(real) < 60_000);
    }

    #[test]
    fn run_names_are_short_and_never_the_same() {
        let names: HashSet<String> = (0..1_000).map(|_| run_name()).collect();
        assert_eq!(names.len(), 1_000);
        let digit = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
        assert!(names.iter().all(|name| name.len() == NAME && name.chars().all(digit)));
    }
}
