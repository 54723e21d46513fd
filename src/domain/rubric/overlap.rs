//! Compares a sentence with the texts of a card: words, word pairs, letter groups, fields of meaning.
//!
//! Gives plain numbers; what they are worth is for the model to say.

use std::collections::HashMap;

use super::text::Word;

/// Cosines of a sentence with every piece of a card, in one kind of term.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    postings: HashMap<u64, Vec<(u16, f32)>>,
}

impl Space {
    /// Indexes the pieces, each given as its terms with their weights.
    pub(super) fn new(pieces: &[Vec<(u64, f32)>]) -> Self {
        let mut postings: HashMap<u64, Vec<(u16, f32)>> = HashMap::new();
        for (number, terms) in pieces.iter().enumerate() {
            let norm = norm(terms);
            for &(term, weight) in terms {
                postings.entry(term).or_default().push((number as u16, weight / norm));
            }
        }
        Self { postings }
    }

    /// The cosine of these terms with each of `pieces` pieces.
    pub(super) fn cosines(&self, terms: &[(u64, f32)], pieces: usize) -> Vec<f32> {
        let mut cosines = vec![0.0; pieces];
        let norm = norm(terms);
        for (term, weight) in terms {
            for &(piece, theirs) in self.postings.get(term).into_iter().flatten() {
                cosines[usize::from(piece)] += weight / norm * theirs;
            }
        }
        cosines
    }

    /// Whether any piece has the term.
    pub(super) fn contains(&self, term: u64) -> bool {
        self.postings.contains_key(&term)
    }

    /// Whether one of the pieces has the term.
    pub(super) fn has(&self, term: u64, pieces: &[u16]) -> bool {
        self.postings.get(&term).is_some_and(|found| found.iter().any(|(p, _)| pieces.contains(p)))
    }
}

fn norm(terms: &[(u64, f32)]) -> f32 {
    terms.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(1e-6)
}

/// Each term once, its weights added under a square root: a word said twice counts little more.
fn merged(mut terms: Vec<(u64, f32)>) -> Vec<(u64, f32)> {
    terms.sort_by_key(|&(term, _)| term);
    let mut found: Vec<(u64, f32)> = Vec::with_capacity(terms.len());
    for (term, weight) in terms {
        match found.last_mut() {
            Some(last) if last.0 == term => last.1 = last.1.hypot(weight),
            _ => found.push((term, weight)),
        }
    }
    found
}

/// A term's key.
pub(super) fn key(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The stems that say something, with their rarity.
pub(super) fn stems(words: &[Word], idf: &dyn Fn(&str) -> f32) -> Vec<(u64, f32)> {
    merged(words.iter().filter(|w| !w.stop).map(|w| (key(term(w)), idf(term(w)))).collect())
}

/// Every figure is one and the same term.
pub(super) fn term(word: &Word) -> &str {
    if word.figure { "0" } else { &word.stem }
}

/// Pairs of neighbouring words.
pub(super) fn pairs(words: &[Word], idf: &dyn Fn(&str) -> f32) -> Vec<(u64, f32)> {
    merged(
        words
            .windows(2)
            .filter(|w| w[0].clause == w[1].clause || !w[1].stop)
            .map(|w| {
                let (a, b) = (term(&w[0]), term(&w[1]));
                let rarity = |w: &Word| if w.stop { 0.7 } else { idf(term(w)) };
                (key(a).rotate_left(17) ^ key(b), rarity(&w[0]) + rarity(&w[1]))
            })
            .collect(),
    )
}

/// Groups of four letters within words: forgives spelling, sees kinship (*reproduce*, *reproducible*).
pub(super) fn grams(words: &[Word], idf: &dyn Fn(&str) -> f32) -> Vec<(u64, f32)> {
    let mut found = Vec::new();
    for word in words.iter().filter(|w| !w.stop && !w.figure) {
        let letters: Vec<char> =
            std::iter::once('^').chain(word.lower.chars()).chain(std::iter::once('$')).collect();
        let weight = idf(&word.stem) / (letters.len() as f32).sqrt();
        for group in letters.windows(4) {
            let hash = group.iter().fold(7_u64, |hash, &c| {
                (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3).rotate_left(5)
            });
            found.push((hash, weight));
        }
    }
    merged(found)
}

/// The cosine of two dense vectors.
pub(super) fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    let norm = |v: &[f32]| v.iter().map(|x| x * x).sum::<f32>().sqrt();
    let both = norm(a) * norm(b);
    if both > 1e-6 { dot / both } else { 0.0 }
}
