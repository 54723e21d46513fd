//! What is kept of a card's facts, in memory and in the snapshot: one small event each.
//!
//! Does not say what events add up to; that is [`CardProgress`](super::CardProgress). An attempt's
//! verdicts stay packed until somebody asks for them: few of a long history's are ever looked at.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Attempted, Key};
use crate::domain::id::EntryId;
use crate::domain::journal::{Attempt, Draft, Judged, Trapped};
use crate::domain::rubric::{Verdict, word_count};
use crate::domain::schedule::Rating;
use crate::domain::time::{Day, Moment};

/// One line of a card's history.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Event {
    pub(super) key: Key,
    /// Local time minus UTC, in minutes.
    pub(super) offset: i32,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Reviewed {
        rating: Rating,
        of_attempt: bool,
        /// In milliseconds; a review never takes the 49 days that this can hold.
        ms: u32,
        print: Option<u32>,
    },
    /// A [`PackedAttempt`] as JSON.
    Answered(Box<[u8]>),
    Drafted(Arc<Draft>),
    Suspended(bool),
    Flagged(bool),
}

impl What {
    pub(super) const fn can_be_undone(&self) -> bool {
        matches!(self, Self::Reviewed { .. } | Self::Suspended(_) | Self::Flagged(_))
    }

    pub(super) fn answered(attempt: &Attempt) -> Self {
        // Numbers and strings: nothing that JSON refuses.
        Self::Answered(serde_json::to_vec(&PackedAttempt::of(attempt)).unwrap_or_default().into())
    }
}

impl Event {
    /// The user's day that it belongs to.
    pub(super) fn day(&self, day_start: u8) -> Day {
        Moment { at: self.key.0, offset: self.offset }.day(day_start)
    }

    /// What is known of the attempt, where the event is one.
    pub(super) fn attempted(&self, day_start: u8) -> Option<Attempted> {
        let What::Answered(packed) = &self.what else { return None };
        let packed: PackedAttempt = serde_json::from_slice(packed).ok()?;
        Some(packed.unpack(self.key.clone(), self.day(day_start)))
    }
}

/// An event as the snapshot has it: time, offset, place of the run's name among the snapshot's,
/// number in the run, and what happened.
#[derive(Serialize, Deserialize)]
pub(super) struct Packed(i64, i32, u32, u64, PackedWhat);

#[derive(Serialize, Deserialize)]
enum PackedWhat {
    #[serde(rename = "r")]
    Reviewed(u8, u32, bool, Option<u32>),
    #[serde(rename = "a")]
    Answered(PackedAttempt),
    #[serde(rename = "d")]
    Drafted(Draft),
    #[serde(rename = "s")]
    Suspended(bool),
    #[serde(rename = "f")]
    Flagged(bool),
}

impl Packed {
    pub(super) fn of(event: &Event, run: u32) -> Self {
        let what = match &event.what {
            What::Reviewed { rating, of_attempt, ms, print } => {
                PackedWhat::Reviewed(*rating as u8, *ms, *of_attempt, *print)
            }
            What::Answered(packed) => {
                PackedWhat::Answered(serde_json::from_slice(packed).unwrap_or_default())
            }
            What::Drafted(draft) => PackedWhat::Drafted(Draft::clone(draft)),
            What::Suspended(on) => PackedWhat::Suspended(*on),
            What::Flagged(on) => PackedWhat::Flagged(*on),
        };
        Self(event.key.0.0, event.offset, run, event.key.1.number(), what)
    }

    /// The event; none where the snapshot does not know the run's name.
    pub(super) fn unpack(self, runs: &[Arc<str>]) -> Option<Event> {
        let Self(at, offset, run, number, what) = self;
        let id = EntryId::shared(Arc::clone(runs.get(run as usize)?), number);
        let what = match what {
            PackedWhat::Reviewed(rating, ms, of_attempt, print) => {
                let rating = *Rating::ALL.get(usize::from(rating))?;
                What::Reviewed { rating, of_attempt, ms, print }
            }
            PackedWhat::Answered(packed) => {
                What::Answered(serde_json::to_vec(&packed).ok()?.into())
            }
            PackedWhat::Drafted(draft) => What::Drafted(Arc::new(draft)),
            PackedWhat::Suspended(on) => What::Suspended(on),
            PackedWhat::Flagged(on) => What::Flagged(on),
        };
        Some(Event { key: (crate::domain::time::Timestamp(at), id), offset, what })
    }
}

/// An attempt without its text: words, time, target, score, flags, mock round, criteria, traps.
#[derive(Default, Serialize, Deserialize)]
struct PackedAttempt(u32, u64, u64, u8, u8, Option<EntryId>, Vec<(String, u8)>, Vec<(String, u8)>);

const FEEDBACK: u8 = 1;
const SPOKEN: u8 = 2;
const OVERRULED: u8 = 4;

impl PackedAttempt {
    fn of(attempt: &Attempt) -> Self {
        let flag = |on: bool, bit: u8| if on { bit } else { 0 };
        let criteria = attempt.criteria.iter().map(|judged| {
            let verdict = match judged.verdict {
                Verdict::NotYet => 0,
                Verdict::Partial => 1,
                Verdict::Met => 2,
            };
            (judged.id.clone(), verdict | flag(judged.overruled, OVERRULED))
        });
        let traps = attempt
            .traps
            .iter()
            .map(|trap| (trap.id.clone(), u8::from(trap.hit) | flag(trap.overruled, OVERRULED)));
        Self(
            word_count(&attempt.text) as u32,
            attempt.ms,
            attempt.target_ms,
            attempt.score,
            flag(attempt.feedback, FEEDBACK) | flag(attempt.spoken, SPOKEN),
            attempt.mock.clone(),
            criteria.collect(),
            traps.collect(),
        )
    }

    fn unpack(self, (at, id): Key, day: Day) -> Attempted {
        let Self(words, ms, target_ms, score, flags, mock, criteria, traps) = self;
        let criteria = criteria.into_iter().map(|(id, code)| {
            let verdict = match code & !OVERRULED {
                0 => Verdict::NotYet,
                1 => Verdict::Partial,
                _ => Verdict::Met,
            };
            Judged { id, verdict, overruled: code & OVERRULED != 0 }
        });
        let traps = traps.into_iter().map(|(id, code)| Trapped {
            id,
            hit: code & 1 != 0,
            overruled: code & OVERRULED != 0,
        });
        Attempted {
            id,
            at,
            day,
            words,
            ms,
            target_ms,
            score,
            criteria: criteria.collect(),
            traps: traps.collect(),
            feedback: flags & FEEDBACK != 0,
            spoken: flags & SPOKEN != 0,
            mock,
        }
    }
}
