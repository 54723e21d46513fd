//! What the state keeps of an attempt: everything but its text.
//!
//! Texts stay in the journal. A year of answers would fill the memory, and only the debrief of a round
//! reads an old one again.

use crate::domain::id::EntryId;
use crate::domain::journal::{Attempt, Judged, Trapped};
use crate::domain::rubric::word_count;
use crate::domain::time::{Day, Timestamp};

/// A submitted answer without its text. See [`Attempt`] for what the fields mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempted {
    /// The journal's entry, by which the text is found again.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// On which of the user's days.
    pub day: Day,
    /// Words of the text.
    pub words: u32,
    /// Time it took, in milliseconds.
    pub ms: u64,
    /// The card's target at the time, in milliseconds.
    pub target_ms: u64,
    /// 0 to 100.
    pub score: u8,
    /// Verdict of each criterion.
    pub criteria: Vec<Judged>,
    /// Traps and whether they were hit.
    pub traps: Vec<Trapped>,
    /// Whether feedback was shown while writing.
    pub feedback: bool,
    /// Whether it was spoken and marked by the user.
    pub spoken: bool,
    /// The mock round that it belongs to.
    pub mock: Option<EntryId>,
}

impl Attempted {
    /// What is kept of `attempt`, which the entry `id` recorded.
    pub fn of(id: EntryId, at: Timestamp, day: Day, attempt: &Attempt) -> Self {
        Self {
            id,
            at,
            day,
            words: word_count(&attempt.text) as u32,
            ms: attempt.ms,
            target_ms: attempt.target_ms,
            score: attempt.score,
            criteria: attempt.criteria.clone(),
            traps: attempt.traps.clone(),
            feedback: attempt.feedback,
            spoken: attempt.spoken,
            mock: attempt.mock.clone(),
        }
    }
}
