//! Sets the judge of a card right by the card's own labelled answers.
//!
//! A logistic intercept for each sort of target, and one for each target within it, both held near nought by
//! a prior: a few answers move a verdict a little, many move it as far as they say. Does not touch the
//! weights of sentences.

use std::ops::Range;
use std::sync::Arc;

use super::heard::Heard;
use super::model::NOTHING;
use super::text::{sentences, word_count};
use super::{Judge, Judged, Scratch, Tail, finished};
use crate::domain::deck::{Card, Labelled};

/// So many labelled answers are read, and so much of each: all of it takes time.
const ANSWERS: usize = 12;
const SENTENCES: usize = 40;
const BYTES: usize = 6_000;

/// How far a shift goes by itself: the standard deviations, in logits, of what all targets of a sort share
/// and of what is a target's own. From `cargo run --release --example judge -- own`.
const SHARED: f64 = 0.2;
const SINGLE: f64 = 0.5;

/// A labelled answer, as far as it is read.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) text: String,
    /// Its sentences.
    ranges: Vec<Range<usize>>,
    /// Whether it meets each target, criteria first.
    pub(super) labels: Vec<bool>,
}

impl Own {
    /// Those of a card.
    pub(super) fn of(card: &Card) -> Vec<Self> {
        card.answers.iter().take(ANSWERS).map(|answer| Self::read(card, answer)).collect()
    }

    fn read(card: &Card, answer: &Labelled) -> Self {
        let mut ends = (0..=BYTES.min(answer.text.len())).rev();
        let fits = ends.find(|&at| answer.text.is_char_boundary(at)).unwrap_or(0);
        let start = &answer.text[..fits];
        let end = sentences(start).get(..SENTENCES).and_then(<[_]>::last).map(|s| s.end);
        let text = start[..end.unwrap_or(start.len())].to_owned();
        let criteria = card.criteria.iter().map(|c| answer.met.contains(&c.id));
        let labels = criteria.chain(card.traps.iter().map(|t| answer.traps.contains(&t.id)));
        Self { ranges: sentences(&text), text, labels: labels.collect() }
    }

    fn sentences(&self) -> impl Iterator<Item = &str> {
        self.ranges.iter().map(|range| &self.text[range.clone()])
    }
}

impl Judge {
    /// What nobody has listened to yet, each sentence once: those of the card's own labelled answers, and
    /// the finished ones of a text.
    pub fn unheard(&self, text: &str, tail: Tail, heard: &Heard) -> Vec<String> {
        let ranges = sentences(text);
        let of_text = ranges[..finished(text, tail, &ranges)].iter().map(|r| &text[r.clone()]);
        let mut unheard: Vec<String> = Vec::new();
        for sentence in self.own.iter().flat_map(Own::sentences).chain(of_text) {
            if heard.get(sentence).is_none() && !unheard.iter().any(|s| s == sentence) {
                unheard.push(sentence.to_owned());
            }
        }
        unheard
    }

    /// How far the card's own labelled answers shift verdicts: by what is heard in them as soon as all of it
    /// is, till then by their words.
    pub(super) fn shifts(&self, scratch: &mut Scratch) -> Arc<[f32]> {
        if let Some(shifts) = &scratch.shifts {
            return Arc::clone(shifts);
        }
        let mut own = self.own.iter().flat_map(Own::sentences);
        if !self.own.is_empty() && own.all(|sentence| scratch.heard.get(sentence).is_some()) {
            let shifts = self.shifts_by(&scratch.heard);
            scratch.shifts = Some(Arc::clone(&shifts));
            return shifts;
        }
        Arc::clone(self.shifts.get_or_init(|| self.shifts_by(&Heard::default())))
    }

    fn shifts_by(&self, heard: &Heard) -> Arc<[f32]> {
        let logits = |own: &Own| {
            let judged: Vec<Arc<Judged>> = own
                .sentences()
                .map(|sentence| {
                    let numbers = heard.get(sentence).map(|numbers| &**numbers);
                    Arc::new(self.judge_sentence(sentence, numbers))
                })
                .collect();
            self.answer_logits(&judged, judged.len(), word_count(&own.text))
        };
        let logits: Vec<Vec<f32>> = self.own.iter().map(logits).collect();
        shifts(&self.own, &logits, self.criteria).into()
    }
}

/// The shifts of targets' logits, criteria first, after which the labelled answers are judged best;
/// `logits` has an answer's, in the order of its labels, [`NOTHING`] where no shift should earn it.
fn shifts(own: &[Own], logits: &[Vec<f32>], criteria: usize) -> Vec<f32> {
    let all = own.first().map_or(0, |own| own.labels.len());
    let mut shifts = fit(own, logits, 0..criteria.min(all));
    shifts.extend(fit(own, logits, criteria.min(all)..all));
    shifts
}

/// The most probable shifts of targets of one sort. Newton's steps, one unknown at a time; the loss is
/// convex, so they end at its only minimum.
fn fit(own: &[Own], logits: &[Vec<f32>], targets: Range<usize>) -> Vec<f32> {
    const ROUNDS: usize = 50;
    let mut shared = 0.0_f64;
    let mut single = vec![0.0_f64; targets.len()];
    // The slope and the curve of the loss of one target at a shift.
    let of_target = |target: usize, shift: f64| {
        let cases = own.iter().zip(logits).filter(|(_, logits)| logits[target] > NOTHING);
        cases.fold((0.0, 0.0), |(slope, curve), (own, logits)| {
            let chance = 1.0 / (1.0 + (-f64::from(logits[target]) - shift).exp());
            let label = f64::from(u8::from(own.labels[target]));
            (slope + chance - label, curve + chance * (1.0 - chance))
        })
    };
    // A step of more than one is cut: far out the curve is flat and points anywhere.
    let step = |(slope, curve): (f64, f64), at: f64, spread: f64| {
        let prior = spread.powi(-2);
        ((slope + at * prior) / (curve + prior)).clamp(-1.0, 1.0)
    };
    for _ in 0..ROUNDS {
        for (n, target) in targets.clone().enumerate() {
            single[n] -= step(of_target(target, shared + single[n]), single[n], SINGLE);
        }
        let (slope, curve) = targets
            .clone()
            .zip(&single)
            .map(|(target, single)| of_target(target, shared + single))
            .fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        shared -= step((slope, curve), shared, SHARED);
    }
    single.into_iter().map(|single| (shared + single) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shifts of two criteria and a trap, in tenths, after answers with these labels that are all judged
    /// even.
    fn check(answers: &[[u8; 3]], expect: [i32; 3]) {
        let own: Vec<Own> = answers
            .iter()
            .map(|labels| Own {
                text: String::new(),
                ranges: Vec::new(),
                labels: labels.map(|l| l == 1).to_vec(),
            })
            .collect();
        let found = shifts(&own, &vec![vec![0.0; 3]; own.len()], 2);
        let tenths: Vec<i32> = found.iter().map(|s| (s * 10.0).round() as i32).collect();
        assert_eq!(tenths, expect, "{answers:?}");
    }

    #[test]
    fn labelled_answers_move_verdicts_by_what_they_say_and_how_many_they_are() {
        check(&[[1, 0, 0]], [1, -1, -1]);
        check(&[[1, 1, 0]], [2, 2, -1]);
        check(&[[1, 1, 0]; 12], [10, 10, -10]);
        check(&[[1, 0, 0]; 12], [9, -9, -10]);
    }

    #[test]
    fn what_no_shift_should_earn_moves_nothing() {
        let own = [Own { text: String::new(), ranges: Vec::new(), labels: vec![true] }];
        assert!(shifts(&own, &[vec![NOTHING]], 1)[0].abs() < f32::EPSILON);
    }
}
