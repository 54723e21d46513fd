//! The facts that are kept: everything the user did, one entry each, never changed afterwards.
//!
//! Does not say where entries are stored ([`line`] says how one is written) nor what they add up to
//! (that is [`Progress`](super::progress::Progress)).

pub mod census;
mod fault;
pub mod line;

use serde::{Deserialize, Serialize};

use super::id::{CardId, EntryId};
use super::rubric::Verdict;
use super::schedule::Rating;
use super::time::{Day, Moment, Timestamp};

/// One fact, when it came about, and a name that nothing else has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Unique across runs and devices.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// Local time minus UTC there and then, in minutes: what day it was is never guessed later.
    #[serde(rename = "off")]
    pub offset: i32,
    /// What.
    pub fact: Fact,
}

impl Entry {
    /// The moment, as the user's clock said it.
    pub const fn moment(&self) -> Moment {
        Moment { at: self.at, offset: self.offset }
    }
}

/// Something that the user did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Rated a card.
    Reviewed {
        /// Which.
        card: CardId,
        /// How it went.
        rating: Rating,
        /// Time spent on it, in milliseconds.
        ms: u64,
        /// The attempt that was rated, if an answer was written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempt: Option<EntryId>,
        /// Fingerprint of the card's text as it was then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        print: Option<u32>,
    },
    /// Submitted an answer.
    Answered(Attempt),
    /// Wrote something that is not submitted yet; an empty text drops the draft.
    Drafted(Draft),
    /// Took a card out of the queue, or put it back.
    Suspended {
        /// Which.
        card: CardId,
        /// Out of the queue, or back.
        on: bool,
    },
    /// Marked a card with a flag, or took the flag away.
    Flagged {
        /// Which.
        card: CardId,
        /// With a flag, or without.
        on: bool,
    },
    /// Took back an earlier entry.
    Undone {
        /// Which.
        entry: EntryId,
    },
    /// Began a mock round; the entry's id is the round's name.
    MockBegun(Mock),
    /// Came to the end of a mock round, or broke it off.
    MockEnded {
        /// Which.
        mock: EntryId,
        /// Time it took without pauses, in milliseconds.
        ms: u64,
        /// Whether questions were left over.
        aborted: bool,
    },
    /// Gave a card another id: what was recorded of the old one before this counts for the new one.
    Renamed {
        /// The old id.
        from: CardId,
        /// The new id.
        to: CardId,
    },
    /// Set the day of an interview; none takes it away.
    Planned {
        /// The plan.
        plan: Option<Plan>,
    },
    /// Gave memory parameters of one's own; none goes back to the ones that everybody starts with.
    Tuned {
        /// FSRS's parameters.
        parameters: Option<Vec<f32>>,
    },
}

impl Fact {
    /// The names of all facts, as a line says them.
    pub const NAMES: [&'static str; 11] = [
        "reviewed",
        "answered",
        "drafted",
        "suspended",
        "flagged",
        "undone",
        "mock_begun",
        "mock_ended",
        "renamed",
        "planned",
        "tuned",
    ];

    /// Its name.
    pub const fn name(&self) -> &'static str {
        let number = match self {
            Self::Reviewed { .. } => 0,
            Self::Answered(_) => 1,
            Self::Drafted(_) => 2,
            Self::Suspended { .. } => 3,
            Self::Flagged { .. } => 4,
            Self::Undone { .. } => 5,
            Self::MockBegun(_) => 6,
            Self::MockEnded { .. } => 7,
            Self::Renamed { .. } => 8,
            Self::Planned { .. } => 9,
            Self::Tuned { .. } => 10,
        };
        Self::NAMES[number]
    }
}

/// A mock round, as it was set up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mock {
    /// The QUERY that the questions were drawn from.
    pub query: String,
    /// The cards that were drawn, in order.
    pub cards: Vec<CardId>,
    /// Time for each question in milliseconds; none where each card has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_ms: Option<u64>,
    /// Whether feedback is shown while writing.
    pub feedback: bool,
    /// Whether an answer is cut off when its time is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strict: bool,
}

/// What is prepared for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The day of the interview.
    pub on: Day,
    /// The day on which it was made, from which the days are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The QUERY that says which cards matter; all where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// Minutes that an evening has; none where that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
}

/// A submitted answer, with what the rubric said of it at the time (rubrics change, history stays).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// The card that it answers.
    pub card: CardId,
    /// The answer.
    pub text: String,
    /// Time it took, in milliseconds.
    pub ms: u64,
    /// The card's target at the time, in milliseconds.
    pub target_ms: u64,
    /// 0 to 100, overruled verdicts counted as the user set them.
    pub score: u8,
    /// Verdict of each criterion.
    pub criteria: Vec<Judged>,
    /// Traps that were hit.
    pub traps: Vec<Trapped>,
    /// Whether feedback was shown while writing.
    pub feedback: bool,
    /// Whether it was spoken and marked by the user, not written.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spoken: bool,
    /// The mock round that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mock: Option<EntryId>,
    /// What was asked next, and what was said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
}

/// A follow-up question of the card, put after an answer, and what was said to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The question.
    pub question: String,
    /// The answer to it; empty where there was none.
    pub text: String,
    /// Time it took, in milliseconds.
    pub ms: u64,
    /// Ids of criteria that the answer itself had missed and this one earned: they were answered when
    /// asked, and change no score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub met: Vec<String>,
}

/// One criterion's verdict in an attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// The criterion's id.
    pub id: String,
    /// What counts.
    pub verdict: Verdict,
    /// Whether the user set it against the judge.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overruled: bool,
}

/// One trap's finding in an attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trapped {
    /// The trap's id.
    pub id: String,
    /// What counts.
    pub hit: bool,
    /// Whether the user set it against the judge.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overruled: bool,
}

/// An answer that is not submitted yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The card that it answers.
    pub card: CardId,
    /// The answer so far.
    pub text: String,
    /// Time it took so far, in milliseconds.
    pub ms: u64,
    /// Verdicts that the user set: criterion id and what counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Judged>,
    /// Traps that the user set: trap id and what counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub traps: Vec<Trapped>,
}

impl Fact {
    /// The card that it is about, if it is about one.
    pub const fn card(&self) -> Option<&CardId> {
        match self {
            Self::Reviewed { card, .. }
            | Self::Suspended { card, .. }
            | Self::Flagged { card, .. } => Some(card),
            Self::Answered(attempt) => Some(&attempt.card),
            Self::Drafted(draft) => Some(&draft.card),
            Self::Undone { .. }
            | Self::Renamed { .. }
            | Self::MockBegun(_)
            | Self::MockEnded { .. }
            | Self::Planned { .. }
            | Self::Tuned { .. } => None,
        }
    }
}
