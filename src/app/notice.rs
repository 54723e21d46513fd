//! What the program has to say, one line at a time.
//!
//! Does not show itself, and holds no history.

use super::model::Model;
use crate::domain::time::{SECOND, Timestamp};

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Something is not as it should be.
    Warning,
}

impl Tone {
    /// How long it stays.
    const fn stays(self) -> i64 {
        match self {
            Self::Info => 5 * SECOND,
            Self::Warning => 12 * SECOND,
        }
    }
}

/// A line for the user, with the moment at which it goes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What is said.
    pub text: String,
    /// How much it matters.
    pub tone: Tone,
    /// When it goes away.
    pub until: Timestamp,
}

impl Notice {
    /// Good to know, for five seconds.
    pub fn info(text: impl Into<String>, now: Timestamp) -> Self {
        Self { text: text.into(), tone: Tone::Info, until: now.plus(Tone::Info.stays()) }
    }

    /// Whether it is said at this moment.
    pub fn is_of(&self, now: Timestamp) -> bool {
        self.until == now.plus(self.tone.stays())
    }

    /// Something is not as it should be; stays for twelve seconds.
    pub fn warning(text: impl Into<String>, now: Timestamp) -> Self {
        Self { text: text.into(), tone: Tone::Warning, until: now.plus(Tone::Warning.stays()) }
    }
}

impl Model {
    /// Says something that is good to know.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::info(text, self.now.at));
    }

    /// Says that something is not as it should be.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::warning(text, self.now.at));
    }
}
