//! A second opinion on an answer: what a program of the user's is asked, as JSON, and what is understood
//! of what it says.
//!
//! Runs nothing. Changes no verdict: it is shown beside ours, and everything in it is foreign text. The
//! page `assets/docs/second-opinion.md` describes both shapes.

mod foreign;

use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::deck::Card;
use super::journal::Attempt;
use super::rubric::{Judgement, Verdict};
use foreign::tidy;

/// The version of both shapes.
const V: u64 = 1;

/// The longest reason and the longest remark, in characters; the rest is cut off.
const LONGEST_WHY: usize = 300;
const LONGEST_REMARK: usize = 1_000;

/// What the program is asked.
#[derive(Serialize)]
struct Sent<'a> {
    v: u64,
    question: &'a str,
    answer: &'a str,
    criteria: Vec<Asked<'a>>,
    traps: Vec<AskedTrap<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
    title: &'a str,
    description: &'a str,
    verdict: Verdict,
    confidence: f64,
    evidence: Vec<&'a str>,
}

#[derive(Serialize)]
struct AskedTrap<'a> {
    id: &'a str,
    title: &'a str,
    description: &'a str,
    hit: bool,
    confidence: f64,
    evidence: Vec<&'a str>,
}

/// What the program is asked of an attempt, as a line of JSON: the question, the answer, criteria and
/// traps with the verdicts as they count, and what the judge found.
pub fn question(card: &Card, attempt: &Attempt, judgement: &Judgement) -> String {
    let parts = |ranges: &[Range<usize>]| -> Vec<&str> {
        ranges.iter().filter_map(|range| attempt.text.get(range.clone())).collect()
    };
    let rounded = |confidence: f32| (f64::from(confidence) * 100.0).round() / 100.0;
    let criteria = card.criteria.iter().enumerate().map(|(n, criterion)| {
        let found = judgement.criteria.get(n);
        let judged = attempt.criteria.iter().find(|judged| judged.id == criterion.id);
        Asked {
            id: &criterion.id,
            title: &criterion.title,
            description: &criterion.description,
            verdict: judged.map(|judged| judged.verdict).unwrap_or_default(),
            confidence: found.map_or(0.0, |found| rounded(found.confidence)),
            evidence: found.map_or_else(Vec::new, |found| parts(&found.evidence)),
        }
    });
    let traps = card.traps.iter().enumerate().map(|(n, trap)| {
        let found = judgement.traps.get(n);
        AskedTrap {
            id: &trap.id,
            title: &trap.title,
            description: &trap.description,
            hit: attempt.traps.iter().any(|trapped| trapped.id == trap.id && trapped.hit),
            confidence: found.map_or(0.0, |found| rounded(found.confidence)),
            evidence: found.map_or_else(Vec::new, |found| parts(&found.evidence)),
        }
    });
    let sent = Sent {
        v: V,
        question: &card.question,
        answer: &attempt.text,
        criteria: criteria.collect(),
        traps: traps.collect(),
    };
    // Nothing in it can fail to be written.
    serde_json::to_string(&sent).unwrap_or_default() + "\n"
}

/// A foreign verdict, and why; the reason is clean and short, and may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<T> {
    /// The verdict.
    pub verdict: T,
    /// Why.
    pub why: String,
}

/// What the program said of an answer, by place in the card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opinion {
    /// For each criterion.
    pub criteria: Vec<Option<Said<Verdict>>>,
    /// For each trap, whether the answer falls into it.
    pub traps: Vec<Option<Said<bool>>>,
    /// What it says of the whole; may be empty.
    pub remark: String,
    /// Parts that were not understood: ids that the card does not have or that came before, verdicts that
    /// are none.
    pub ignored: usize,
}

impl Opinion {
    /// Understands what the program wrote, of an answer to this card.
    ///
    /// # Errors
    /// Where it is not JSON of that shape, or says nothing that has to do with the card. The message says
    /// so in a few words and quotes nothing of it.
    pub fn read(text: &str, card: &Card) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err("the program wrote nothing; it is to write JSON".to_owned());
        }
        let value: Value = serde_json::from_str(text).map_err(|why| {
            let (line, column) = (why.line(), why.column());
            format!("what the program wrote is not JSON (line {line}, column {column})")
        })?;
        let Value::Object(parts) = value else {
            return Err("the program wrote JSON, but no object {…}".to_owned());
        };
        if parts.get("v").is_some_and(|v| v.as_u64() != Some(V)) {
            return Err(format!("the program's \"v\" is not {V}, the only one known here"));
        }
        let mut opinion = Self {
            criteria: vec![None; card.criteria.len()],
            traps: vec![None; card.traps.len()],
            ..Self::default()
        };
        let place = |id: &str| card.criteria.iter().position(|criterion| criterion.id == id);
        let verdict = |item: &Value| Verdict::deserialize(item.get("verdict")?).ok();
        opinion.ignored +=
            fill(&mut opinion.criteria, list(parts.get("criteria"), "criteria")?, place, verdict);
        let place = |id: &str| card.traps.iter().position(|trap| trap.id == id);
        let hit = |item: &Value| item.get("hit")?.as_bool();
        opinion.ignored += fill(&mut opinion.traps, list(parts.get("traps"), "traps")?, place, hit);
        match parts.get("remark") {
            None | Some(Value::Null) => {}
            Some(Value::String(remark)) => opinion.remark = tidy(remark, LONGEST_REMARK),
            Some(_) => opinion.ignored += 1,
        }
        let silent = opinion.criteria.iter().all(Option::is_none)
            && opinion.traps.iter().all(Option::is_none)
            && opinion.remark.is_empty();
        match opinion.ignored {
            0 if silent => Err("the program's JSON has no verdict and no remark".to_owned()),
            1 if silent => Err("nothing to show in the program's JSON: 1 part ignored".to_owned()),
            n if silent => Err(format!("nothing to show in the program's JSON: {n} parts ignored")),
            _ => Ok(opinion),
        }
    }

    /// On how many criteria and traps it has a verdict, and on how many of those another than the attempt.
    pub fn compared(&self, attempt: &Attempt) -> (usize, usize) {
        let criteria = self
            .criteria
            .iter()
            .zip(&attempt.criteria)
            .filter_map(|(said, judged)| Some(said.as_ref()?.verdict != judged.verdict));
        let traps = self
            .traps
            .iter()
            .zip(&attempt.traps)
            .filter_map(|(said, trapped)| Some(said.as_ref()?.verdict != trapped.hit));
        let mut compared = (0, 0);
        for differs in criteria.chain(traps) {
            compared = (compared.0 + 1, compared.1 + usize::from(differs));
        }
        compared
    }
}

/// The items of a list that may be missing.
fn list<'a>(part: Option<&'a Value>, name: &str) -> Result<&'a [Value], String> {
    match part {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(format!("\"{name}\" in the program's JSON is no list […]")),
    }
}

/// Puts each item at its place; how many have none, or had it taken before.
fn fill<T>(
    places: &mut [Option<Said<T>>],
    items: &[Value],
    place: impl Fn(&str) -> Option<usize>,
    verdict: impl Fn(&Value) -> Option<T>,
) -> usize {
    let mut ignored = 0;
    for item in items {
        let free = item.get("id").and_then(Value::as_str).and_then(&place);
        let free = free.and_then(|n| places.get_mut(n)).filter(|place| place.is_none());
        match (free, verdict(item)) {
            (Some(place), Some(verdict)) => {
                let why = item.get("why").and_then(Value::as_str).unwrap_or("");
                *place = Some(Said { verdict, why: tidy(why, LONGEST_WHY) });
            }
            _ => ignored += 1,
        }
    }
    ignored
}

#[cfg(test)]
mod tests;
