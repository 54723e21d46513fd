//! The clock of an answer: what counts as answering time, and what does not.
//!
//! Does not draw itself. It is told the time with every message; between two of them no more than a
//! few seconds pass while it runs, so a longer gap is a laptop that slept or a process that stood
//! still, and nobody answered meanwhile.

use crate::domain::time::{SECOND, Timestamp};

/// A longer time between two messages is a gap, in milliseconds. A clock that runs wakes the program
/// once a second.
pub const GAP_MS: u64 = 5 * SECOND as u64;

/// A clock that runs, or stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stopwatch {
    spent_ms: u64,
    /// While it runs: until when it has counted.
    counted: Option<Timestamp>,
}

impl Stopwatch {
    /// A clock that stands at `spent_ms`.
    pub const fn at(spent_ms: u64) -> Self {
        Self { spent_ms, counted: None }
    }

    /// Time on the clock, in milliseconds.
    pub fn elapsed(&self, now: Timestamp) -> u64 {
        self.spent_ms + self.counted.map_or(0, |since| now.since(since))
    }

    /// Whether it runs.
    pub const fn is_running(&self) -> bool {
        self.counted.is_some()
    }

    /// Lets it run, if it does not.
    pub fn start(&mut self, now: Timestamp) {
        self.counted.get_or_insert(now);
    }

    /// Stops it; says whether it ran.
    pub fn stop(&mut self, now: Timestamp) -> bool {
        self.spent_ms = self.elapsed(now);
        self.counted.take().is_some()
    }

    /// Stops it where it runs, and lets it run where it stands.
    pub fn toggle(&mut self, now: Timestamp) {
        if !self.stop(now) {
            self.start(now);
        }
    }

    /// Counts up to this moment. After a gap it stops instead, and says how long the gap was.
    pub fn look(&mut self, now: Timestamp) -> Option<u64> {
        let gap = now.since(self.counted?);
        if gap > GAP_MS {
            self.counted = None;
            return Some(gap);
        }
        self.count(now);
        None
    }

    /// Counts up to this moment, however long ago it was last looked at.
    pub fn count(&mut self, now: Timestamp) {
        if self.counted.is_some() {
            self.spent_ms = self.elapsed(now);
            self.counted = Some(now);
        }
    }

    /// Milliseconds until it shows another second; none while it stands.
    pub fn next_second(&self, now: Timestamp) -> Option<u64> {
        let second = SECOND as u64;
        self.is_running().then(|| second - self.elapsed(now) % second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moments of looking, with `+` where it is started and `-` where it is stopped; the time on the
    /// clock after the last.
    fn check(script: &str, expect: u64) {
        let mut watch = Stopwatch::default();
        let mut at = Timestamp(0);
        for word in script.split_whitespace() {
            at = Timestamp(word.trim_matches(['+', '-']).parse().unwrap());
            watch.look(at);
            match () {
                () if word.ends_with('+') => watch.start(at),
                () if word.ends_with('-') => drop(watch.stop(at)),
                () => {}
            }
        }
        assert_eq!(watch.elapsed(at), expect, "{script}");
    }

    #[test]
    fn only_time_while_it_runs_counts() {
        check("0", 0);
        check("1000 2000+ 3000", 1_000);
        check("0+ 4000 8000- 9000", 8_000);
        check("0+ 1000- 5000+ 6000", 2_000);
    }

    #[test]
    fn more_than_five_seconds_without_a_message_do_not_count() {
        check("0+ 5000", 5_000);
        check("0+ 5001", 0);
        check("0+ 4000 9001", 4_000);
        check("0+ 4000 9001 9500", 4_000);
        check("0+ 4000 9001+ 9500", 4_499);
    }

    #[test]
    fn a_clock_that_is_set_back_takes_nothing_away() {
        check("0+ 4000 1000 2000", 5_000);
    }

    #[test]
    fn what_may_take_long_is_counted_on_request() {
        let mut watch = Stopwatch::at(500);
        watch.start(Timestamp(0));
        watch.count(Timestamp(60_000));
        assert_eq!(watch.elapsed(Timestamp(60_000)), 60_500);
        assert_eq!(watch.next_second(Timestamp(60_000)), Some(500));
    }
}
