//! The shape of what `score --json` prints: verdicts, and with `--explain` their reasons.
//!
//! Judges nothing.

use std::ops::Range;

use serde::Serialize;

use crate::domain::assess::{self, Overrules};
use crate::domain::deck::Card;
use crate::domain::rubric::reason::{Certainty, Missing};
use crate::domain::rubric::{Judge, Judgement, Verdict};
use crate::domain::schedule::Rating;

/// What `score --json` prints.
#[derive(Serialize)]
pub(super) struct Scored<'a> {
    v: u32,
    card: &'a str,
    pub(super) words: usize,
    pub(super) score: u8,
    pub(super) suggested_rating: Rating,
    pub(super) criteria: Vec<Criterion<'a>>,
    pub(super) traps: Vec<Trap<'a>>,
}

#[derive(Serialize)]
pub(super) struct Criterion<'a> {
    id: &'a str,
    pub(super) verdict: Verdict,
    confidence: f32,
    pub(super) evidence: Vec<Evidence<'a>>,
    #[serde(flatten)]
    pub(super) because: Option<Because<'a>>,
}

#[derive(Serialize)]
pub(super) struct Trap<'a> {
    id: &'a str,
    pub(super) hit: bool,
    confidence: f32,
    pub(super) evidence: Vec<Evidence<'a>>,
    #[serde(flatten)]
    pub(super) because: Option<TrapBecause<'a>>,
}

/// A part of the answer; `start` and `end` are byte offsets.
#[derive(Serialize)]
pub(super) struct Evidence<'a> {
    start: usize,
    end: usize,
    pub(super) text: &'a str,
}

/// Why a criterion's verdict is what it is.
#[derive(Serialize)]
pub(super) struct Because<'a> {
    pub(super) certainty: Certainty,
    pub(super) reason: String,
    example: Option<&'a str>,
    missing: Vec<Missing>,
}

/// Why a trap is hit.
#[derive(Serialize)]
pub(super) struct TrapBecause<'a> {
    pub(super) certainty: Certainty,
    pub(super) reason: String,
    instead: Option<&'a str>,
}

/// The verdicts on an answer; with the judge their reasons too.
pub(super) fn scored<'a>(
    card: &'a Card,
    text: &'a str,
    judgement: &Judgement,
    explained_by: Option<&Judge>,
) -> Scored<'a> {
    let score = assess::score(card, judgement, &Overrules::default());
    let part = |range: &Range<usize>| {
        let text = text.get(range.clone())?;
        Some(Evidence { start: range.start, end: range.end, text })
    };
    let criteria = card.criteria.iter().zip(&judgement.criteria).enumerate();
    let traps = card.traps.iter().zip(&judgement.traps).enumerate();
    Scored {
        v: 1,
        card: card.id.as_str(),
        words: judgement.words,
        score,
        suggested_rating: assess::suggested(score, 0, assess::target_ms(card)),
        criteria: criteria
            .map(|(n, (criterion, finding))| Criterion {
                id: &criterion.id,
                verdict: finding.verdict,
                confidence: rounded(finding.confidence),
                evidence: finding.evidence.iter().filter_map(part).collect(),
                because: explained_by.map(|judge| {
                    let reason = judge.reason(text, n, finding);
                    Because {
                        certainty: reason.certainty,
                        reason: reason.text(criterion),
                        example: reason.example(criterion),
                        missing: reason.missing,
                    }
                }),
            })
            .collect(),
        traps: traps
            .map(|(n, (trap, finding))| Trap {
                id: &trap.id,
                hit: finding.hit,
                confidence: rounded(finding.confidence),
                evidence: finding.evidence.iter().filter_map(part).collect(),
                because: explained_by.and_then(|judge| {
                    let reason = judge.trap_reason(text, n, finding)?;
                    Some(TrapBecause {
                        certainty: reason.certainty,
                        reason: reason.text(trap),
                        instead: reason.instead(trap),
                    })
                }),
            })
            .collect(),
    }
}

/// To two decimals: more would claim more than is known.
fn rounded(probability: f32) -> f32 {
    (probability * 100.0).round() / 100.0
}
