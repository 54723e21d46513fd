//! How far a command is that takes a while.

use std::io::{self, IsTerminal, Write};

use crate::domain::time::Timestamp;
use crate::shell::clock::{Clock, SystemClock};

/// Progress is shown anew after so long, in milliseconds.
const SHOWN_EVERY_MS: u64 = 200;

/// How far it is, on standard error where a person sees that and verdicts go elsewhere.
pub(super) struct Progress {
    what: &'static str,
    seen: bool,
    done: usize,
    shown: Timestamp,
}

impl Progress {
    /// Nothing done yet; `what` is done with each piece.
    pub(super) fn new(what: &'static str) -> Self {
        let seen = io::stderr().is_terminal() && !io::stdout().is_terminal();
        Self { what, seen, done: 0, shown: SystemClock.now().at }
    }

    /// One piece more.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if !self.seen {
            return;
        }
        let now = SystemClock.now().at;
        if now.since(self.shown) >= SHOWN_EVERY_MS {
            self.shown = now;
            let _ = write!(io::stderr(), "\r{} {}", self.done, self.what);
        }
    }

    /// Leaves what was done on the screen.
    pub(super) fn end(&self) {
        if self.seen {
            let _ = writeln!(io::stderr(), "\r{} {}", self.done, self.what);
        }
    }
}
