//! What the encoder hears in sentences, as features beside those of words.
//!
//! Does not encode: [`encoder`](crate::domain::encoder) does.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::features::Row;

/// The names of the features, behind all others.
pub const NAMES: [&str; 4] = ["heard.score", "heard.chance", "heard.ahead", "heard.first"];

/// Beyond this the encoder's numbers say no more.
const FAR: f32 = 8.0;

/// What was heard so far in sentences of one card's answers: a number for each target, criteria first.
#[derive(Clone, Debug, Default)]
pub struct Heard(HashMap<Box<str>, Arc<[f32]>>);

impl Heard {
    /// Adds a sentence with what is heard in it.
    pub fn insert(&mut self, sentence: &str, numbers: Arc<[f32]>) {
        self.0.insert(Box::from(sentence), numbers);
    }

    /// Adds what was heard elsewhere in answers to the same card.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(other.0.iter().map(|(text, heard)| (text.clone(), Arc::clone(heard))));
    }

    /// What is heard in a sentence, if it was listened to.
    pub fn get(&self, sentence: &str) -> Option<&Arc<[f32]>> {
        self.0.get(sentence)
    }

    /// Whether nothing was listened to.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Adds the features of what is heard to the rows of a sentence, numbered from `first` on. A target that
/// the sentence denies has no row, and gets none.
pub(super) fn add(rows: &mut [Row], numbers: &[f32], criteria: usize, first: u32) {
    if numbers.len() != rows.len() {
        return;
    }
    for (target, row) in rows.iter_mut().enumerate().filter(|(_, row)| !row.is_empty()) {
        let siblings: Range<usize> =
            if target < criteria { 0..criteria } else { criteria..numbers.len() };
        let score = numbers[target].clamp(-FAR, FAR);
        let rival = siblings
            .filter(|&other| other != target)
            .map(|other| numbers[other].clamp(-FAR, FAR))
            .fold(-FAR, f32::max);
        let chance = 1.0 / (1.0 + (-score).exp());
        let leads = f32::from(u8::from(score > rival));
        row.extend((first..).zip([score / 4.0, chance, (score - rival) / 4.0, leads]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The features that are added to the rows of two criteria and a trap.
    fn check(numbers: &[f32], expect: [&[f32]; 3]) {
        let mut rows = vec![vec![(0, 1.0)], vec![(0, 1.0)], vec![]];
        add(&mut rows, numbers, 2, 7);
        let added = rows.iter().map(|row| -> Vec<f32> {
            row.iter().filter(|(id, _)| *id >= 7).map(|(_, value)| *value).collect()
        });
        assert_eq!(added.collect::<Vec<_>>(), expect);
    }

    #[test]
    fn a_sentence_is_heard_for_each_target_against_its_rivals() {
        check(&[0.0, -4.0, 9.0], [&[0.0, 0.5, 1.0, 1.0], &[-1.0, 0.017_986_21, -1.0, 0.0], &[]]);
        check(
            &[99.0, 99.0, 0.0],
            [&[2.0, 0.999_664_66, 0.0, 0.0], &[2.0, 0.999_664_66, 0.0, 0.0], &[]],
        );
    }

    #[test]
    fn numbers_of_another_card_are_not_taken() {
        check(&[0.0], [&[], &[], &[]]);
    }
}
