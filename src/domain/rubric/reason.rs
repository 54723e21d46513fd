//! Why a verdict is what it is, as data: the example that it reads like, what is missing, how to mend it.
//!
//! Changes no verdict. What it says of the answer is read off the same cues that the model weighs.

use std::ops::Range;

use serde::Serialize;

use super::features::Reading;
use super::{Finding, Judge, TrapFinding, Verdict, sentences};
use crate::domain::deck::{Criterion, Trap};

/// How sure a verdict is, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Wrong every second or third time.
    Perhaps,
    /// Right three times of four.
    Likely,
    /// Right nine times of ten.
    Certain,
}

impl Certainty {
    /// The certainty of a yes-or-no verdict, from the probability that it is a yes.
    pub fn of(yes: bool, probability: f32) -> Self {
        match if yes { probability } else { 1.0 - probability } {
            0.85.. => Self::Certain,
            0.65.. => Self::Likely,
            _ => Self::Perhaps,
        }
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Perhaps => "perhaps",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// What a criterion's examples have, and the nearest sentence of the answer has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// There is nothing to read yet.
    Words,
    /// The words belong to another question.
    Topic,
    /// Terms in a row: they say nothing.
    Sentences,
    /// It says that it was not so.
    Denied,
    /// A figure.
    Figure,
    /// A period or a date.
    Period,
    /// What was done, not what would be.
    Deed,
    /// The speaker's own part.
    Own,
}

impl Missing {
    /// What it is, to follow "missing:".
    pub const fn word(self) -> &'static str {
        match self {
            Self::Words => "an answer",
            Self::Topic => "what this card asks about",
            Self::Sentences => "whole sentences instead of terms",
            Self::Denied => "that it was so: the answer says that it was not",
            Self::Figure => "a figure",
            Self::Period => "a period or a date",
            Self::Deed => "what was done, not what would be",
            Self::Own => "your own part: I",
        }
    }
}

/// Why a criterion is met, partial or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The verdict that it is for.
    pub verdict: Verdict,
    /// How sure the verdict is.
    pub certainty: Certainty,
    /// Place of the example that reads most like the evidence, or, where nothing is earned, most
    /// like what comes nearest; none where the deck has none, or none that is close to what is earned.
    pub example: Option<usize>,
    /// What is missing, of what can be told; empty where it is met.
    pub missing: Vec<Missing>,
}

/// Why a trap is hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrapReason {
    /// How sure it is.
    pub certainty: Certainty,
    /// Place of the counterexample that shows how to say it instead, where the deck has one.
    pub instead: Option<usize>,
}

impl Reason {
    /// The example's words.
    pub fn example<'a>(&self, criterion: &'a Criterion) -> Option<&'a str> {
        self.example.and_then(|n| criterion.examples.get(n)).map(String::as_str)
    }

    /// The reason in plain words.
    pub fn text(&self, criterion: &Criterion) -> String {
        let example = self.example(criterion).map(|words| format!("“{}”", words.trim()));
        let missing: Vec<&str> = self.missing.iter().map(|m| m.word()).collect();
        let missing = match missing.as_slice() {
            [] => String::new(),
            words => format!(" Missing: {}.", words.join("; ")),
        };
        match (self.verdict, example) {
            (Verdict::Met, Some(example)) => format!("Reads like: {example}"),
            (Verdict::Met, None) => "No example reads like it; it goes by how it is said.".into(),
            (Verdict::Partial, Some(example)) => {
                format!("Half way to: {example}{missing}")
            }
            (Verdict::Partial, None) => format!("A hint, no more.{missing}"),
            (Verdict::NotYet, Some(example)) => format!("Say something like: {example}{missing}"),
            (Verdict::NotYet, None) => format!("Not said so far.{missing}"),
        }
    }
}

impl TrapReason {
    /// The counterexample's words.
    pub fn instead<'a>(&self, trap: &'a Trap) -> Option<&'a str> {
        self.instead.and_then(|n| trap.counterexamples.get(n)).map(String::as_str)
    }

    /// The reason in plain words: what the trap is, and how to mend it.
    pub fn text(&self, trap: &Trap) -> String {
        let instead = self.instead(trap).map(|words| format!(" Rather: “{}”", words.trim()));
        format!("{}{}", trap.description.trim(), instead.unwrap_or_default())
    }
}

/// How like two texts are from which one may be said to read like the other.
const CLOSE: f32 = 0.3;

impl Judge {
    /// Why a criterion's finding in this text is what it is.
    pub fn reason(&self, text: &str, criterion: usize, finding: &Finding) -> Reason {
        let part = match finding.evidence.first() {
            Some(span) => Some(span.clone()),
            None => self.nearest(text, criterion),
        };
        let reading = part
            .and_then(|part| text.get(part))
            .map(|sentence| self.compiled.read(sentence))
            .filter(|reading| !reading.words.is_empty());
        let earned = finding.verdict != Verdict::NotYet;
        let like = reading.as_ref().map_or_else(Vec::new, |r| self.likeness(r, criterion, false));
        let best = most(&like).filter(|&n| !earned || like[n] >= CLOSE);
        Reason {
            verdict: finding.verdict,
            certainty: match finding.verdict {
                Verdict::Met => Certainty::of(true, finding.confidence),
                Verdict::Partial => Certainty::Perhaps,
                Verdict::NotYet => Certainty::of(false, finding.confidence),
            },
            example: best
                .or_else(|| (!earned && self.compiled.examples(criterion) > 0).then_some(0)),
            missing: match finding.verdict {
                Verdict::Met => Vec::new(),
                _ => self.missing(text, criterion, reading.as_ref()),
            },
        }
    }

    /// Why a trap's finding in this text is what it is; none where it is not hit.
    pub fn trap_reason(
        &self,
        text: &str,
        trap: usize,
        finding: &TrapFinding,
    ) -> Option<TrapReason> {
        let target = self.criteria + trap;
        let part = finding.evidence.first().filter(|_| finding.hit)?;
        let reading = self.compiled.read(text.get(part.clone())?);
        Some(TrapReason {
            certainty: Certainty::of(true, finding.confidence),
            instead: most(&self.likeness(&reading, target, true)),
        })
    }

    /// The sentence that comes nearest to a target.
    fn nearest(&self, text: &str, target: usize) -> Option<Range<usize>> {
        let logit = |range: &Range<usize>| {
            let judged = self.judge_sentence(&text[range.clone()], None);
            judged.logits.get(target).copied().unwrap_or(f32::MIN)
        };
        let scored = sentences(text).into_iter().map(|range| (logit(&range), range));
        // The first of those that are equal.
        scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, r)| r)
    }

    fn likeness(&self, reading: &Reading, target: usize, counter: bool) -> Vec<f32> {
        self.compiled.likeness(reading, &self.model, target, counter)
    }

    /// What can be told to be missing: from the whole answer first, then from its nearest sentence.
    fn missing(&self, text: &str, criterion: usize, nearest: Option<&Reading>) -> Vec<Missing> {
        let Some(nearest) = nearest else { return vec![Missing::Words] };
        let all: Vec<Reading> =
            sentences(text).into_iter().map(|r| self.compiled.read(&text[r])).collect();
        if all.iter().all(|reading| reading.stuffed) {
            return vec![Missing::Sentences];
        }
        if !super::on_topic(all.iter().map(|r| r.known).sum(), super::word_count(text)) {
            return vec![Missing::Topic];
        }
        let rows = self.compiled.rows(nearest, &self.model);
        if !nearest.stuffed && rows.get(criterion).is_some_and(Vec::is_empty) {
            return vec![Missing::Denied];
        }
        let wanted = self.compiled.asked(criterion);
        let said = super::cues::traits(&nearest.cues.values);
        [Missing::Figure, Missing::Period, Missing::Deed, Missing::Own]
            .into_iter()
            .zip(wanted.into_iter().zip(said))
            .filter(|(_, (wanted, said))| *wanted >= 0.75 && !said)
            .map(|(missing, _)| missing)
            .collect()
    }
}

/// Place of the largest, the first of equals; none where all are zero.
fn most(of: &[f32]) -> Option<usize> {
    let mut best = None;
    for (n, &value) in of.iter().enumerate() {
        if value > best.map_or(0.0, |(_, most)| most) {
            best = Some((n, value));
        }
    }
    best.map(|(n, _)| n)
}
