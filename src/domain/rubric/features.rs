//! Turns a sentence and a card into the numbers that the model weighs, one row for each target.
//!
//! Holds no weights and makes no decisions, gates apart.

use std::sync::LazyLock;

use super::cues::{self, Cues};
use super::model::Model;
use super::overlap::{self, Space};
use super::target::{Builder, Target};
use super::text::{self, Word};
use crate::domain::deck::{Card, Kind, TrapKind};

/// The overlap features, first in the layout, behind the bias.
const OVERLAP: &[&str] = &[
    "bias",
    "title",
    "text",
    "example",
    "example-2",
    "whole",
    "counter",
    "counter-ahead",
    "pair",
    "gram-text",
    "gram-example",
    "gram-counter",
    "sibling-text",
    "sibling-example",
    "sibling-whole",
    "ahead",
    "ahead-gram",
    "first",
    "question",
    "mass",
    "share",
    "denied",
    "any",
    "field-text",
    "field-example",
    "field-counter",
    "field-sibling",
    "other-kind",
    "style",
    "style-ahead",
    "polarity",
    "root-text",
    "root-example",
    "root-gram",
];

/// Bytes of a sentence that are read: nobody means one that is longer.
const LONGEST: usize = 4000;

/// Share of a sentence's words from which it counts as a denial.
const DENIED: f32 = 0.5;

/// One target's features as number and value, in the layout of [`names`].
pub type Row = Vec<(u32, f32)>;

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let overlap = OVERLAP.iter().map(|name| format!("overlap.{name}"));
    let cues = cues::cue_names();
    let group = |name: &'static str| cues.iter().map(move |cue| format!("{name}.{cue}"));
    let both = cues::field_names().iter().map(|field| format!("both.{field}"));
    let kinds: Vec<&str> =
        Kind::ALL.iter().map(|k| k.word()).chain(TrapKind::ALL.iter().map(|k| k.word())).collect();
    let kind = kinds.iter().map(|kind| format!("kind.{kind}"));
    overlap
        .chain(group("cue"))
        .chain(group("like"))
        .chain(group("with"))
        .chain(both)
        .chain(group("ask"))
        .chain(kind)
        .collect()
});

/// The names of the features that every model has: `overlap.*`, of a sentence and a target, and
/// `cue.*`, of the sentence alone. Behind them stand a model's own `said.*`, one for each common
/// stem.
pub fn names() -> &'static [String] {
    &NAMES
}

/// A card, compiled for comparing.
pub(super) struct Compiled {
    targets: Vec<Target>,
    pieces: usize,
    question: u16,
    stems: Space,
    pairs: Space,
    grams: Space,
}

/// What a sentence is, before it is compared with a target.
pub(super) struct Reading {
    /// Its words.
    pub(super) words: Vec<Word>,
    /// Its cues.
    pub(super) cues: Cues,
    /// How many of its stems the card knows.
    pub(super) known: usize,
    /// Terms in a row, without the words that make a sentence.
    pub(super) stuffed: bool,
}

impl Compiled {
    /// Compiles a card with the rarity of stems.
    pub(super) fn new(card: &Card, model: &Model) -> Self {
        let idf: &dyn Fn(&str) -> f32 = &|stem| model.rarity(stem);
        let mut builder = Builder { idf, stems: Vec::new(), pairs: Vec::new(), grams: Vec::new() };
        let mut targets = Vec::new();
        for c in &card.criteria {
            targets.push(builder.target(
                false,
                c.kind.map(|k| k as usize),
                &c.title,
                &c.description,
                &c.examples,
                &c.counterexamples,
            ));
        }
        for t in &card.traps {
            targets.push(builder.target(
                true,
                t.kind.map(|k| Kind::ALL.len() + k as usize),
                &t.title,
                &t.description,
                &t.examples,
                &t.counterexamples,
            ));
        }
        let question = builder.piece(&text::words(&card.question));
        Self {
            targets,
            pieces: builder.stems.len(),
            question,
            stems: Space::new(&builder.stems),
            pairs: Space::new(&builder.pairs),
            grams: Space::new(&builder.grams),
        }
    }

    /// How many targets the card has.
    pub(super) fn len(&self) -> usize {
        self.targets.len()
    }

    /// Reads a sentence: its words and cues.
    pub(super) fn read(&self, sentence: &str) -> Reading {
        let end = (0..=LONGEST.min(sentence.len())).rev().find(|&i| sentence.is_char_boundary(i));
        let sentence = &sentence[..end.unwrap_or_default()];
        let words = text::words(sentence);
        let cues = cues::read(sentence, &words);
        let known = words
            .iter()
            .filter(|w| !w.stop && !w.figure && self.stems.contains(overlap::key(&w.stem)))
            .count();
        let stuffed = is_stuffed(sentence, &words);
        Reading { words, cues, known, stuffed }
    }

    /// The features of a sentence for every target: criteria first, then traps. A target that the
    /// sentence denies has none: *we never measured it* earns no proof, where its examples do not
    /// deny the like (*haven't seen it since*).
    pub(super) fn rows(&self, reading: &Reading, model: &Model) -> Vec<Row> {
        let idf: &dyn Fn(&str) -> f32 = &|stem| model.rarity(stem);
        let words = &reading.words;
        let stems = self.stems.cosines(&overlap::stems(words, idf), self.pieces);
        let pairs = self.pairs.cosines(&overlap::pairs(words, idf), self.pieces);
        let grams = self.grams.cosines(&overlap::grams(words, idf), self.pieces);
        let best = |of: &[f32], pieces: &[u16]| {
            pieces.iter().map(|&p| of[usize::from(p)]).fold(0.0_f32, f32::max)
        };
        let at = |of: &[f32], piece: u16| of[usize::from(piece)];
        let total: f32 = words.iter().filter(|w| !w.stop).map(|w| idf(overlap::term(w))).sum();
        let sums: Vec<[f32; 5]> = self
            .targets
            .iter()
            .map(|t| {
                let closest = t
                    .example_fields
                    .iter()
                    .map(|f| overlap::cosine(f, &reading.cues.fields))
                    .fold(0.0_f32, f32::max);
                [
                    at(&stems, t.text),
                    best(&stems, &t.examples),
                    at(&stems, t.whole),
                    at(&grams, t.text) + best(&grams, &t.examples),
                    closest,
                ]
            })
            .collect();
        let content = words.iter().filter(|w| !w.stop).count() as f32;
        let negated = words.iter().filter(|w| !w.stop && w.negated).count() as f32;
        let mostly_denied = content > 0.0 && negated >= content * DENIED;
        let mut rows = Vec::with_capacity(self.targets.len());
        for (number, t) in self.targets.iter().enumerate() {
            let own = sums[number];
            let mut sibling = [0.0_f32; 5];
            let mut other_kind = 0.0_f32;
            for (i, (other, sum)) in self.targets.iter().zip(&sums).enumerate() {
                if other.trap != t.trap {
                    other_kind = other_kind.max(sum[1]);
                } else if i != number {
                    for (best, value) in sibling.iter_mut().zip(sum) {
                        *best = best.max(*value);
                    }
                }
            }
            let mut row: Row = Vec::with_capacity(120);
            let counter = best(&stems, &t.counters);
            let counter_fields = t
                .counter_fields
                .iter()
                .map(|f| overlap::cosine(f, &reading.cues.fields))
                .fold(0.0_f32, f32::max);
            let mut matching: Vec<f32> = t.examples.iter().map(|&p| at(&stems, p)).collect();
            matching.sort_by(|a, b| b.total_cmp(a));
            let two = matching.iter().take(2).sum::<f32>() / 2.0;
            let (mut mass, mut denied) = (0.0, 0.0);
            for word in words.iter().filter(|w| !w.stop) {
                let key = overlap::key(overlap::term(word));
                if self.stems.has(key, &[t.whole]) {
                    mass += idf(overlap::term(word));
                    if word.negated && !t.denied.contains(&key) {
                        denied += idf(overlap::term(word));
                    }
                }
            }
            if mostly_denied && (t.denies == 0.0 || (mass > 0.0 && denied >= mass * DENIED)) {
                rows.push(Row::new());
                continue;
            }
            let negated = negated > 0.0;
            let style = |mine: &[f32]| overlap::cosine(mine, &reading.cues.values);
            let (like, unlike) = (style(&t.example_cues), style(&t.counter_cues));
            let flag = |yes: bool| f32::from(u8::from(yes));
            let combined = own[0] + own[1];
            let overlaps = [
                1.0,
                at(&stems, t.title),
                own[0],
                own[1],
                two,
                own[2],
                counter,
                (counter - own[1]).max(0.0),
                best(&pairs, &t.examples).max(at(&pairs, t.text)),
                at(&grams, t.text),
                best(&grams, &t.examples),
                best(&grams, &t.counters),
                sibling[0],
                sibling[1],
                sibling[2],
                own[2] - sibling[2],
                own[3] - sibling[3],
                flag(combined > 0.0 && own[2] >= sibling[2]),
                at(&stems, self.question),
                1.0 - (-mass / 10.0).exp(),
                if total > 0.0 { mass / total } else { 0.0 },
                if mass > 0.0 { denied / mass } else { 0.0 },
                flag(mass > 0.0),
                overlap::cosine(&t.fields, &reading.cues.fields),
                own[4],
                counter_fields,
                own[4] - sibling[4],
                other_kind,
                like,
                like - unlike,
                flag(negated) * (1.0 - t.denies) + flag(!negated) * t.denies,
                own[0].sqrt(),
                own[1].sqrt(),
                (own[3] / 2.0).sqrt(),
            ];
            let mut id = 0_u32;
            let mut put = |row: &mut Row, value: f32| {
                if value != 0.0 {
                    row.push((id, value));
                }
                id += 1;
            };
            for &v in overlaps.iter().chain(&reading.cues.values) {
                put(&mut row, v);
            }
            for (v, mean) in reading.cues.values.iter().zip(&t.example_cues) {
                put(&mut row, v * (mean - 0.3));
            }
            for v in &reading.cues.values {
                put(&mut row, v * (own[3] / 2.0).sqrt());
            }
            let fields = t.fields.iter().zip(&t.mean_fields).zip(&reading.cues.fields);
            for ((text, examples), said) in fields {
                put(&mut row, text.max(*examples) * said);
            }
            for mean in &t.example_cues {
                put(&mut row, *mean);
            }
            if let Some(kind) = t.kind {
                row.push((id + kind as u32, 1.0));
            }
            let base = names().len() as u32;
            let mut said: Vec<u32> = words.iter().filter_map(|w| model.common(&w.stem)).collect();
            said.sort_unstable();
            said.dedup();
            row.extend(said.into_iter().map(|id| (base + id, 1.0)));
            rows.push(row);
        }
        rows
    }
}

impl Compiled {
    /// How like a sentence is to each example of a target, or to each of its counterexamples.
    pub(super) fn likeness(
        &self,
        reading: &Reading,
        model: &Model,
        target: usize,
        counter: bool,
    ) -> Vec<f32> {
        let idf: &dyn Fn(&str) -> f32 = &|stem| model.rarity(stem);
        let Some(target) = self.targets.get(target) else { return Vec::new() };
        let stems = self.stems.cosines(&overlap::stems(&reading.words, idf), self.pieces);
        let grams = self.grams.cosines(&overlap::grams(&reading.words, idf), self.pieces);
        let (pieces, fields) = if counter {
            (&target.counters, &target.counter_fields)
        } else {
            (&target.examples, &target.example_fields)
        };
        let like = |(&piece, fields): (&u16, &Vec<f32>)| {
            let words = stems[usize::from(piece)] + grams[usize::from(piece)];
            words + 0.3 * overlap::cosine(fields, &reading.cues.fields)
        };
        pieces.iter().zip(fields).map(like).collect()
    }

    /// How many examples a target has.
    pub(super) fn examples(&self, target: usize) -> usize {
        self.targets.get(target).map_or(0, |t| t.examples.len())
    }

    /// Share of a target's examples that have each of [`cues::traits`].
    pub(super) fn asked(&self, target: usize) -> [f32; 4] {
        self.targets.get(target).map_or([0.0; 4], |t| t.asked)
    }
}

/// Whether a sentence is a row of terms: hardly a function word, and commas between few words.
fn is_stuffed(sentence: &str, words: &[Word]) -> bool {
    let n = words.len() as f32;
    let stops = words.iter().filter(|w| w.stop).count() as f32;
    let marks = sentence.matches([',', ';', '/', '.']).count() as f32;
    n >= 4.0 && ((stops / n < 0.1) || (stops / n < 0.25 && marks / n > 0.22))
}

/// The stems of a text that say something, each once: for counting how telling they are.
pub fn stems(sentence: &str) -> Vec<String> {
    let mut stems: Vec<String> = text::words(sentence)
        .into_iter()
        .filter(|w| !w.stop)
        .map(|w| overlap::term(&w).to_owned())
        .collect();
    stems.sort();
    stems.dedup();
    stems
}
