//! Hears how well a sentence speaks of each target of a card: one number each, higher is nearer.
//!
//! Does not judge: the numbers are features of the judge.

use std::ops::Range;

use ndarray::{Array1, Array2, Axis, Slice};

use super::Encoder;
use super::fault::Fault;
use super::file::File;
use crate::domain::deck::Card;

/// How sharply the nearest of several examples counts before the others.
const SHARPNESS: f32 = 20.0;

/// What was learned about one sort of target.
#[derive(Debug)]
pub(super) struct Head {
    about: f32,
    examples: f32,
    counterexamples: f32,
    bias: f32,
    general: Array1<f32>,
    turn: Array2<f32>,
}

impl Head {
    pub(super) fn read(file: &File, sort: &str) -> Result<Self, Fault> {
        let width = file.sizes.width;
        let number = |name: &str| file.number(&format!("{sort}.{name}"));
        Ok(Self {
            about: number("a")?,
            examples: number("b")?,
            counterexamples: number("c")?,
            bias: number("bias")?,
            general: file.vector(&format!("{sort}.g"), width)?,
            turn: file.matrix(&format!("{sort}.q"), width, width)?,
        })
    }
}

/// Of a target's examples, and of its counterexamples, so many are encoded: nobody writes more, and each
/// takes time.
const EXAMPLES: usize = 12;

/// Vectors of length one whose product is so near to one are of the same sentence.
const ITSELF: f32 = 0.9999;

/// A criterion or a trap, encoded.
#[derive(Debug)]
struct Target {
    /// What a sentence's vector is held against, the examples aside.
    probe: Array1<f32>,
    bias: f32,
    examples: (f32, Range<usize>),
    counterexamples: (f32, Range<usize>),
}

/// A card, encoded once to hear many sentences.
#[derive(Debug)]
pub struct Ear {
    targets: Vec<Target>,
    /// The vectors of all examples and counterexamples.
    known: Array2<f32>,
}

impl Ear {
    /// Encodes a card's criteria and traps; all their texts, so this takes a while.
    pub fn compile(encoder: &Encoder, card: &Card) -> Self {
        let [criterion, trap] = &encoder.heads;
        let criteria = card
            .criteria
            .iter()
            .map(|c| (criterion, (&c.title, &c.description), (&c.examples, &c.counterexamples)));
        let traps = card
            .traps
            .iter()
            .map(|t| (trap, (&t.title, &t.description), (&t.examples, &t.counterexamples)));
        let mut texts: Vec<String> = Vec::new();
        let mut targets = Vec::new();
        let mut abouts = Vec::new();
        for (head, (title, description), (examples, counterexamples)) in criteria.chain(traps) {
            let mut add = |more: &[String]| {
                let start = texts.len();
                texts.extend(more.iter().take(EXAMPLES).cloned());
                start..texts.len()
            };
            abouts.push(format!("{title}. {description}"));
            targets.push(Target {
                probe: Array1::default(0),
                bias: head.bias,
                examples: (head.examples, add(examples)),
                counterexamples: (head.counterexamples, add(counterexamples)),
            });
        }
        let known = encoder.vectors(texts.iter().chain(&abouts).map(String::as_str));
        let (known, abouts) = known.view().split_at(Axis(0), texts.len());
        for (number, (target, about)) in targets.iter_mut().zip(abouts.rows()).enumerate() {
            let head = if number < card.criteria.len() { criterion } else { trap };
            let mut turned = about.dot(&head.turn);
            super::normalise(turned.view_mut());
            target.probe = turned * head.about + &head.general;
        }
        Self { targets, known: known.to_owned() }
    }

    /// How well a sentence speaks of each target, the criteria first, then the traps.
    pub fn hear(&self, encoder: &Encoder, sentence: &str) -> Vec<f32> {
        self.of(&Array1::from_vec(encoder.encode(sentence)), f32::INFINITY)
    }

    /// The same for one of the card's own examples or counterexamples, as if the card did not have it.
    pub fn hear_apart(&self, encoder: &Encoder, sentence: &str) -> Vec<f32> {
        self.of(&Array1::from_vec(encoder.encode(sentence)), ITSELF)
    }

    /// What is heard in a sentence with this vector; examples as near as `same` are left out.
    fn of(&self, sentence: &Array1<f32>, same: f32) -> Vec<f32> {
        let near = self.known.dot(sentence);
        let soft = |(weight, range): &(f32, Range<usize>)| {
            let near = near.slice_axis(Axis(0), Slice::from(range.clone()));
            weight * soft(&near.iter().copied().filter(|near| *near < same).collect())
        };
        let heard = self.targets.iter().map(|target| {
            let heard = target.probe.dot(sentence) + soft(&target.examples)
                - soft(&target.counterexamples)
                + target.bias;
            if heard.is_finite() { heard } else { 0.0 }
        });
        heard.collect()
    }
}

/// A mean in which the greatest counts most; nothing of nothing.
fn soft(values: &Array1<f32>) -> f32 {
    let best = values.fold(f32::NEG_INFINITY, |a, b| a.max(*b));
    let weights = values.mapv(|x| (SHARPNESS * (x - best)).exp());
    if values.is_empty() { 0.0 } else { weights.dot(values) / weights.sum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[f32], expect: f32) {
        let found = soft(&Array1::from(values.to_vec()));
        assert!((found - expect).abs() < 1e-4, "{values:?} gives {found}, not {expect}");
    }

    #[test]
    fn the_nearest_example_counts_most() {
        check(&[], 0.0);
        check(&[0.3], 0.3);
        check(&[0.3, 0.3], 0.3);
        check(&[1.0, -1.0], 1.0);
        // A tenth apart: by e squared to one.
        check(&[0.5, 0.6], (0.5 + 0.6 * 7.389_056) / 8.389_056);
    }
}
