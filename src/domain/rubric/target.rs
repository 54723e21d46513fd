//! Compiles a criterion or a trap: its texts as pieces, what its examples sound like and deny.
//!
//! Does not see the answer.

use std::collections::HashSet;

use super::cues::{self, Cues};
use super::overlap;
use super::text::{self, Word};

/// A criterion or a trap, compiled.
pub(super) struct Target {
    pub(super) trap: bool,
    /// Number of its kind, traps' behind the criteria's.
    pub(super) kind: Option<usize>,
    pub(super) title: u16,
    pub(super) text: u16,
    pub(super) whole: u16,
    pub(super) examples: Vec<u16>,
    pub(super) counters: Vec<u16>,
    pub(super) fields: Vec<f32>,
    pub(super) mean_fields: Vec<f32>,
    pub(super) example_fields: Vec<Vec<f32>>,
    pub(super) counter_fields: Vec<Vec<f32>>,
    pub(super) example_cues: Vec<f32>,
    pub(super) counter_cues: Vec<f32>,
    /// Share of its examples that have each of [`cues::traits`].
    pub(super) asked: [f32; 4],
    /// Share of its examples that deny something.
    pub(super) denies: f32,
    /// What its examples deny.
    pub(super) denied: HashSet<u64>,
}

/// Reads the texts of a card into pieces, numbered in order.
pub(super) struct Builder<'a> {
    pub(super) idf: &'a dyn Fn(&str) -> f32,
    pub(super) stems: Vec<Vec<(u64, f32)>>,
    pub(super) pairs: Vec<Vec<(u64, f32)>>,
    pub(super) grams: Vec<Vec<(u64, f32)>>,
}

impl Builder<'_> {
    /// Adds a text, and gives its number.
    pub(super) fn piece(&mut self, words: &[Word]) -> u16 {
        self.stems.push(overlap::stems(words, self.idf));
        self.pairs.push(overlap::pairs(words, self.idf));
        self.grams.push(overlap::grams(words, self.idf));
        (self.stems.len() - 1) as u16
    }

    /// Adds a criterion or a trap with all its texts.
    pub(super) fn target(
        &mut self,
        trap: bool,
        kind: Option<usize>,
        title: &str,
        description: &str,
        examples: &[String],
        counterexamples: &[String],
    ) -> Target {
        let about = format!("{title}. {description}");
        let about_words = text::words(&about);
        let read = |texts: &[String]| -> Vec<(Vec<Word>, Cues)> {
            texts
                .iter()
                .map(|t| {
                    let words = text::words(t);
                    let cues = cues::read(t, &words);
                    (words, cues)
                })
                .collect()
        };
        let (yes, no) = (read(examples), read(counterexamples));
        let fields = cues::read(&about, &about_words).fields;
        let mut whole = about_words.clone();
        whole.extend(yes.iter().flat_map(|(words, _)| words.iter().cloned()));
        let denials = yes.iter().filter(|(words, _)| words.iter().any(|w| w.negated)).count();
        Target {
            trap,
            kind,
            title: self.piece(&text::words(title)),
            text: self.piece(&about_words),
            whole: self.piece(&whole),
            examples: yes.iter().map(|(words, _)| self.piece(words)).collect(),
            counters: no.iter().map(|(words, _)| self.piece(words)).collect(),
            fields,
            example_cues: mean(&yes),
            asked: [0, 1, 2, 3].map(|n| {
                let having = yes.iter().filter(|(_, c)| cues::traits(&c.values)[n]).count();
                having as f32 / yes.len().max(1) as f32
            }),
            mean_fields: (0..cues::field_names().len())
                .map(|f| {
                    yes.iter().map(|(_, c)| c.fields[f]).sum::<f32>() / yes.len().max(1) as f32
                })
                .collect(),
            counter_cues: mean(&no),
            denied: yes
                .iter()
                .flat_map(|(words, _)| words)
                .filter(|w| w.negated)
                .map(|w| overlap::key(overlap::term(w)))
                .collect(),
            denies: denials as f32 / yes.len().max(1) as f32,
            example_fields: yes.into_iter().map(|(_, cues)| cues.fields).collect(),
            counter_fields: no.into_iter().map(|(_, cues)| cues.fields).collect(),
        }
    }
}

fn mean(read: &[(Vec<Word>, Cues)]) -> Vec<f32> {
    let mut sum = vec![0.0; cues::cue_names().len()];
    for (_, cues) in read {
        for (sum, value) in sum.iter_mut().zip(&cues.values) {
            *sum += value / read.len() as f32;
        }
    }
    sum
}
