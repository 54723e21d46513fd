//! Moments and days, as the domain is told them; arithmetic only, no clock and no time zones.

use std::borrow::Cow;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Milliseconds since the Unix epoch, UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `ms` milliseconds later.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment; 0 where the clock went back.
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }
}

/// One second, in milliseconds.
pub const SECOND: i64 = 1_000;
/// One minute, in milliseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour, in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;

/// What the clock on the wall says: a moment, and how far local time is ahead of UTC there and then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The moment.
    pub at: Timestamp,
    /// Local time minus UTC, in minutes.
    pub offset: i32,
}

/// A day of the user's calendar, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Days from `earlier` to this day; 0 where that would be negative, since a clock that was set
    /// back must never make a memory younger than new.
    pub fn since(self, earlier: Self) -> u32 {
        u32::try_from(i64::from(self.0) - i64::from(earlier.0)).unwrap_or(0)
    }

    /// The day `days` later.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Year, month (1–12) and day of the month in the Gregorian calendar.
    ///
    /// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    pub const fn civil(self) -> (i64, u32, u32) {
        let z = self.0 as i64 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month as u32, day as u32)
    }

    /// The date as `2026-11-22`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The day in few letters, as `Thu 3 Dec`.
    pub fn brief(self) -> String {
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (_, month, day) = self.civil();
        let weekday = DAYS[self.0.rem_euclid(7) as usize];
        format!("{weekday} {day} {}", MONTHS[(month as usize - 1).min(11)])
    }

    /// The day of a date in the Gregorian calendar; none where there is no such date.
    ///
    /// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
    pub fn from_civil(year: i64, month: u32, day: u32) -> Option<Self> {
        if !(-100_000..=100_000).contains(&year) {
            return None;
        }
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let of_era = shifted.rem_euclid(400);
        let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        let found = Self(i32::try_from(days).ok()?);
        (found.civil() == (year, month, day)).then_some(found)
    }
}

impl FromStr for Day {
    type Err = NotADate;

    /// Reads a date like `2026-11-22`.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let mut parts = text.split('-');
        let mut next = |digits: usize| {
            parts.next().filter(|part| {
                part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        let (year, month, day) = (next(4), next(2), next(2));
        let date = (|| {
            let (year, month, day) =
                (year?.parse().ok()?, month?.parse().ok()?, day?.parse().ok()?);
            Self::from_civil(year, month, day)
        })();
        date.filter(|_| parts.next().is_none()).ok_or_else(wrong)
    }
}

/// A text that should have been a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date; write year, month and day, like 2026-11-22")]
pub struct NotADate(String);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Moment {
    /// The day that this moment belongs to, where days begin at `day_start` hours local time.
    ///
    /// The offset is the one in force at the moment itself, so that daylight saving time and
    /// journeys shift no other day.
    pub fn day(self, day_start: u8) -> Day {
        let local = self.at.0.saturating_add(i64::from(self.offset) * MINUTE);
        let shifted = local.saturating_sub(i64::from(day_start.min(23)) * HOUR);
        Day(i32::try_from(shifted.div_euclid(24 * HOUR)).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(utc: &str, offset_hours: i32, day_start: u8, expect: &str) {
        let at: jiff::Timestamp = utc.parse().unwrap();
        let moment = Moment { at: Timestamp(at.as_millisecond()), offset: offset_hours * 60 };
        assert_eq!(moment.day(day_start).iso(), expect, "{utc} at UTC{offset_hours:+}");
    }

    #[test]
    fn a_day_begins_at_four_in_the_morning_local_time() {
        check("2026-11-22T03:59:59Z", 0, 4, "2026-11-21");
        check("2026-11-22T04:00:00Z", 0, 4, "2026-11-22");
        check("2026-11-23T03:59:59Z", 0, 4, "2026-11-22");
        check("2026-11-22T02:59:59Z", 1, 4, "2026-11-21");
        check("2026-11-22T03:00:00Z", 1, 4, "2026-11-22");
        check("2026-11-22T13:00:00Z", -8, 4, "2026-11-22");
        check("2026-11-22T11:00:00Z", -8, 4, "2026-11-21");
    }

    #[test]
    fn a_day_may_begin_at_midnight() {
        check("2026-11-22T00:00:00Z", 0, 0, "2026-11-22");
        check("2026-11-21T23:59:59Z", 0, 0, "2026-11-21");
    }

    #[test]
    fn leap_days_and_days_before_1970_have_dates() {
        check("2028-02-29T12:00:00Z", 0, 4, "2028-02-29");
        check("2100-03-01T12:00:00Z", 0, 4, "2100-03-01");
        check("1969-12-31T12:00:00Z", 0, 4, "1969-12-31");
    }

    #[test]
    fn a_date_reads_back_as_it_is_written() {
        for day in (0..60_000).step_by(13) {
            assert_eq!(Day(day).iso().parse(), Ok(Day(day)));
        }
        assert_eq!(
            ["2026-12-03", "1969-12-31"].map(|date| date.parse::<Day>().unwrap().brief()),
            ["Thu 3 Dec", "Wed 31 Dec"]
        );
        for wrong in ["", "2026-2-3", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-01-", "x"]
        {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_clock_set_back_never_gives_negative_time() {
        assert_eq!(Day(3).since(Day(5)), 0);
        assert_eq!(Timestamp(3).since(Timestamp(5)), 0);
        assert_eq!(Timestamp(i64::MIN).since(Timestamp(i64::MAX)), 0);
    }
}
