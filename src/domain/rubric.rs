//! stub
use super::deck::Card;
use serde::{Deserialize, Serialize};
use std::ops::Range;
/// Verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// met
    Met,
    /// partial
    Partial,
    /// not yet
    NotYet,
}
/// f
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// v
    pub verdict: Verdict,
    /// c
    pub confidence: f32,
    /// e
    pub evidence: Vec<Range<usize>>,
}
/// t
#[derive(Clone, Debug, PartialEq)]
pub struct TrapFinding {
    /// h
    pub hit: bool,
    /// c
    pub confidence: f32,
    /// e
    pub evidence: Vec<Range<usize>>,
}
/// j
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// c
    pub criteria: Vec<Finding>,
    /// t
    pub traps: Vec<TrapFinding>,
    /// w
    pub words: usize,
}
/// t
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// w
    Writing,
    /// f
    Finished,
}
/// s
#[derive(Default, Debug)]
pub struct Scratch;
/// j
#[derive(Debug)]
pub struct Judge(usize, usize);
impl Judge {
    /// c
    pub fn compile(card: &Card) -> Self {
        Self(card.criteria.len(), card.traps.len())
    }
    /// j
    pub fn judge(&self, text: &str, _tail: Tail, _scratch: &mut Scratch) -> Judgement {
        Judgement {
            criteria: vec![
                Finding { verdict: Verdict::NotYet, confidence: 0.1, evidence: vec![] };
                self.0
            ],
            traps: vec![TrapFinding { hit: false, confidence: 0.1, evidence: vec![] }; self.1],
            words: word_count(text),
        }
    }
}
/// w
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}
/// s
pub fn score(verdicts: impl IntoIterator<Item = (Verdict, u8)>, traps_hit: usize) -> u8 {
    let (mut sum, mut all) = (0.0, 0.0);
    for (v, w) in verdicts {
        all += f64::from(w);
        sum += f64::from(w)
            * match v {
                Verdict::Met => 1.0,
                Verdict::Partial => 0.5,
                Verdict::NotYet => 0.0,
            };
    }
    if all == 0.0 {
        0
    } else {
        ((100.0 * sum / all) - 10.0 * traps_hit as f64).clamp(0.0, 100.0) as u8
    }
}
