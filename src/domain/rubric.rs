//! Judges an answer against a card's criteria and traps, in microseconds, on every key.
//!
//! Pure and total: the same text gives the same verdicts, whatever was typed before. Does not keep
//! overruled verdicts, draw, or know of time; the slower encoder lives elsewhere.

mod cues;
mod evidence;
pub mod features;
pub mod heard;
pub mod model;
mod overlap;
mod own;
mod reader;
pub mod reason;
mod target;
#[cfg(test)]
mod tests;
mod text;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use self::features::{Compiled, Row};
use self::heard::Heard;
use self::model::{Model, NOTHING, Weights};
use self::own::Own;
pub use self::reader::Reader;
pub use self::text::{sentences, word_count};
use super::deck::Card;

/// What an answer does for a criterion.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It clearly earns it.
    Met,
    /// It hints at it.
    Partial,
    /// Nothing of it so far.
    #[default]
    NotYet,
}

impl Verdict {
    /// The words for it, as people read them.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::NotYet => "not yet",
        }
    }
}

/// The verdict on one criterion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Met, partial or not yet.
    pub verdict: Verdict,
    /// Calibrated probability that a careful reader would call it met, whatever the verdict.
    pub confidence: f32,
    /// Byte ranges of the text that earn it, best first; empty where it is not yet earned.
    pub evidence: Vec<Range<usize>>,
}

/// The verdict on one trap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrapFinding {
    /// Whether the answer falls into it.
    pub hit: bool,
    /// Calibrated probability that a careful reader would say so.
    pub confidence: f32,
    /// Byte ranges of the text that fall into it, best first; empty where none does.
    pub evidence: Vec<Range<usize>>,
}

/// The verdicts on an answer, in the order of the card's criteria and traps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// One for each criterion.
    pub criteria: Vec<Finding>,
    /// One for each trap.
    pub traps: Vec<TrapFinding>,
    /// Words in the answer.
    pub words: usize,
}

/// Points that each trap hit takes from an answer's score.
const TRAP_COST: f64 = 8.0;

/// An answer's score from 0 to 100: the mean of its criteria by weight, where met counts one,
/// partial a half and not yet nothing, less eight points for each trap hit.
pub fn score(verdicts: impl Iterator<Item = (Verdict, u8)>, traps_hit: usize) -> u8 {
    let (mut earned, mut all) = (0.0, 0.0);
    for (verdict, weight) in verdicts {
        let weight = f64::from(weight);
        all += weight;
        earned += weight
            * match verdict {
                Verdict::Met => 1.0,
                Verdict::Partial => 0.5,
                Verdict::NotYet => 0.0,
            };
    }
    let share = if all > 0.0 { earned / all } else { 0.0 };
    (share * 100.0 - TRAP_COST * traps_hit as f64).round().clamp(0.0, 100.0) as u8
}

impl Judgement {
    /// The score, see [`score`].
    pub fn score(&self, card: &Card) -> u8 {
        score(
            self.criteria.iter().zip(&card.criteria).map(|(f, c)| (f.verdict, c.weight)),
            self.traps.iter().filter(|t| t.hit).count(),
        )
    }
}

/// Whether the answer may still be under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tail {
    /// The last sentence may be half-typed: it may light a criterion, never a trap, unless it ends
    /// in a full stop, a question or exclamation mark or a line break.
    Writing,
    /// All of it stands.
    #[default]
    Finished,
}

/// A card, compiled once to judge many texts.
pub struct Judge {
    compiled: Compiled,
    model: Arc<Model>,
    criteria: usize,
    identity: u64,
    /// The card's own labelled answers, and how far they shift verdicts that go by words alone.
    own: Vec<Own>,
    shifts: OnceLock<Arc<[f32]>>,
}

/// Sentences already judged, so that a key costs one sentence and not the whole answer.
///
/// Verdicts do not depend on it, but on what is [heard](Self::hear). It forgets by itself what was judged
/// and is in the text no longer.
#[derive(Debug, Default)]
pub struct Scratch {
    identity: u64,
    judged: HashMap<Box<str>, Arc<Judged>>,
    heard: Heard,
    /// How far the card's own labelled answers shift verdicts, once all of these are heard.
    shifts: Option<Arc<[f32]>>,
}

impl Scratch {
    /// Nothing judged yet, but listened to.
    pub fn with(heard: Heard) -> Self {
        Self { heard, ..Self::default() }
    }

    /// What was listened to so far.
    pub const fn heard(&self) -> &Heard {
        &self.heard
    }

    /// From now on a sentence is judged by what the encoder hears in it, too.
    pub fn hear(&mut self, sentence: &str, numbers: Arc<[f32]>) {
        self.judged.remove(sentence);
        self.heard.insert(sentence, numbers);
    }
}

/// What a sentence is worth to each target of the card.
#[derive(Debug)]
struct Judged {
    logits: Vec<f32>,
    known: usize,
    /// Whether what the encoder hears is among what the logits come from.
    heard: bool,
    /// For each target the part to show, once it is wanted.
    spans: OnceLock<Vec<Range<usize>>>,
}

/// Whether an answer of so many words knows enough of the card's words to speak of the same thing.
const fn on_topic(known: usize, words: usize) -> bool {
    known >= if words < 12 { 1 } else { 2 }
}

/// How many of a text's sentences are finished: all, but perhaps the last.
fn finished(text: &str, tail: Tail, sentences: &[Range<usize>]) -> usize {
    let open = tail == Tail::Writing
        && sentences.last().is_some_and(|last| {
            !text::is_finished(&text[last.clone()]) && !text[last.end..].contains(['\n', '\r'])
        });
    sentences.len() - usize::from(open)
}

/// Sentences tinted for one target at most.
const SPANS: usize = 3;

impl Judge {
    /// Compiles a card.
    pub fn compile(card: &Card) -> Self {
        Self::with_model(card, Model::shipped())
    }

    /// Compiles a card with other weights than the shipped ones: for training.
    pub fn with_weights(card: &Card, weights: &Weights) -> Self {
        Self::with_model(card, Arc::new(Model::new(weights)))
    }

    fn with_model(card: &Card, model: Arc<Model>) -> Self {
        let compiled = Compiled::new(card, &model);
        let mut identity = model.fingerprint | 1;
        let mut mix = |text: &str| {
            identity = identity.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            identity ^= overlap::key(text);
        };
        mix(&card.question);
        for c in &card.criteria {
            mix(&c.title);
            mix(&c.description);
            c.examples.iter().for_each(|t| mix(t));
            mix("counter");
            c.counterexamples.iter().for_each(|t| mix(t));
        }
        for t in &card.traps {
            mix(&t.title);
            mix(&t.description);
            t.examples.iter().for_each(|t| mix(t));
            mix("counter");
            t.counterexamples.iter().for_each(|t| mix(t));
        }
        let own = Own::of(card);
        for answer in &own {
            mix(&answer.text);
            mix(&format!("{:?}", answer.labels));
        }
        let (criteria, shifts) = (card.criteria.len(), OnceLock::new());
        Self { compiled, model, criteria, identity, own, shifts }
    }

    /// Judges a text: the same text and tail give the same verdicts with any scratch.
    pub fn judge(&self, text: &str, tail: Tail, scratch: &mut Scratch) -> Judgement {
        if scratch.identity != self.identity {
            scratch.identity = self.identity;
            scratch.judged.clear();
            scratch.shifts = None;
        }
        let ranges = sentences(text);
        let shifts = self.shifts(scratch);
        let mut kept = HashMap::with_capacity(ranges.len());
        let mut judged = Vec::with_capacity(ranges.len());
        for range in &ranges {
            let sentence = &text[range.clone()];
            let known = kept.get(sentence).or_else(|| scratch.judged.get(sentence)).map(Arc::clone);
            let entry = known.unwrap_or_else(|| {
                let heard = scratch.heard.get(sentence).map(|numbers| &**numbers);
                Arc::new(self.judge_sentence(sentence, heard))
            });
            kept.entry(Box::from(sentence)).or_insert_with(|| Arc::clone(&entry));
            judged.push(entry);
        }
        scratch.judged = kept;
        self.conclude(text, tail, &ranges, &judged, &shifts)
    }

    /// The logits of an answer's meeting each target, [`NOTHING`] where it cannot: traps go by the first
    /// `finished` sentences.
    fn answer_logits(&self, judged: &[Arc<Judged>], finished: usize, words: usize) -> Vec<f32> {
        let on_topic = on_topic(judged.iter().map(|j| j.known).sum(), words);
        let heard = judged.iter().any(|j| j.heard);
        let logit = |target: usize| {
            let is_trap = target >= self.criteria;
            let judged = if is_trap { &judged[..finished] } else { judged };
            let earns = judged.iter().any(|j| j.logits[target] > NOTHING);
            if !earns || (!on_topic && !is_trap) {
                return NOTHING;
            }
            let of = if is_trap { self.criteria..self.compiled.len() } else { 0..self.criteria };
            let of_sort = judged.iter().map(|j| &j.logits[of.clone()]);
            self.model.scorer(is_trap, heard).answer(of_sort, target - of.start, words)
        };
        (0..self.compiled.len()).map(logit).collect()
    }

    fn judge_sentence(&self, sentence: &str, heard: Option<&[f32]>) -> Judged {
        let reading = self.compiled.read(sentence);
        let mut rows = self.compiled.rows(&reading, &self.model);
        if let Some(numbers) = heard {
            self.model.hear(&mut rows, numbers, self.criteria);
        }
        let heard = heard.is_some();
        let logit = |(target, row): (usize, &Row)| {
            if reading.stuffed || row.is_empty() {
                return NOTHING;
            }
            self.model.scorer(target >= self.criteria, heard).logit(row).max(NOTHING)
        };
        let logits = rows.iter().enumerate().map(logit).collect();
        Judged { logits, known: reading.known, heard, spans: OnceLock::new() }
    }

    /// The part of a sentence to show for a target.
    fn span(&self, sentence: &str, judged: &Judged, target: usize) -> Range<usize> {
        // By its words alone: nobody has listened to its parts.
        let by_words = |part: &str| self.judge_sentence(part, None).logits;
        let spans = judged.spans.get_or_init(|| {
            if judged.heard {
                evidence::narrow(sentence, &by_words(sentence), &by_words)
            } else {
                evidence::narrow(sentence, &judged.logits, &by_words)
            }
        });
        spans.get(target).cloned().unwrap_or(0..sentence.len())
    }

    fn conclude(
        &self,
        text: &str,
        tail: Tail,
        ranges: &[Range<usize>],
        judged: &[Arc<Judged>],
        shifts: &[f32],
    ) -> Judgement {
        let words = word_count(text);
        let finished = finished(text, tail, ranges);
        let heard = judged.iter().any(|j| j.heard);
        let answer = self.answer_logits(judged, finished, words);
        let spans = |target: usize, sentences: usize| {
            let logit = |i: usize| judged[i].logits[target];
            let best = (0..sentences).map(logit).fold(NOTHING, f32::max);
            let mut order: Vec<usize> = (0..sentences).filter(|&i| logit(i) > NOTHING).collect();
            order.sort_by(|&a, &b| logit(b).total_cmp(&logit(a)));
            order
                .into_iter()
                .filter(|&i| logit(i) >= best - 1.0)
                .take(SPANS)
                .map(|i| {
                    let span = self.span(&text[ranges[i].clone()], &judged[i], target);
                    ranges[i].start + span.start..ranges[i].start + span.end
                })
                .collect::<Vec<_>>()
        };
        let mut judgement = Judgement { words, ..Judgement::default() };
        for (target, &answer) in answer.iter().enumerate() {
            let is_trap = target >= self.criteria;
            let sentences = if is_trap { finished } else { judged.len() };
            let nothing = answer <= NOTHING;
            let logit = answer + shifts.get(target).unwrap_or(&0.0);
            let confidence = if nothing { 0.0 } else { 1.0 / (1.0 + (-logit).exp()) };
            let scorer = self.model.scorer(is_trap, heard);
            let verdict = if nothing { Verdict::NotYet } else { scorer.verdict(confidence) };
            let hit = verdict == Verdict::Met;
            let shown = if is_trap { hit } else { verdict != Verdict::NotYet };
            let evidence = if shown { spans(target, sentences) } else { Vec::new() };
            if is_trap {
                judgement.traps.push(TrapFinding { hit, confidence, evidence });
            } else {
                judgement.criteria.push(Finding { verdict, confidence, evidence });
            }
        }
        judgement
    }

    /// The sentences of a text with their features for every target, criteria first: for training.
    /// A sentence that earns nothing has no rows, a target that it denies an empty one.
    pub fn rows(&self, text: &str, heard: &Heard) -> Vec<(Range<usize>, Vec<Row>)> {
        sentences(text)
            .into_iter()
            .map(|range| {
                let reading = self.compiled.read(&text[range.clone()]);
                if reading.stuffed {
                    return (range, Vec::new());
                }
                let mut rows = self.compiled.rows(&reading, &self.model);
                if let Some(numbers) = heard.get(&text[range.clone()]) {
                    self.model.hear(&mut rows, numbers, self.criteria);
                }
                (range, rows)
            })
            .collect()
    }

    /// The probability from which a criterion is met, or a trap hit, where the encoder listens or by words
    /// alone.
    pub fn met_from(&self, trap: bool, heard: bool) -> f32 {
        self.model.scorer(trap, heard).met
    }

    /// The names of the features in [`Self::rows`].
    pub fn names(&self) -> &[String] {
        self.model.names()
    }
}
