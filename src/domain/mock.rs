//! A mock round: which cards it asks, and when the interviewer asks on.
//!
//! Pure: it is told a seed, and the same seed gives the same round. What a round adds up to is in
//! [`summary`].

pub mod markdown;
pub mod summary;

use std::collections::HashSet;

use super::assess;
use super::deck::{Card, Criterion};
use super::id::CardId;
use super::journal::Judged;
use super::progress::{CardProgress, Progress, Rules};
use super::rubric::Verdict;
use super::time::Day;

/// Most questions that a round has.
pub const MOST_QUESTIONS: usize = 50;

/// The share of a question's time, in percent, at which the end is announced.
pub const WARN_AT: u64 = 80;

/// One answer in so many is followed by a question, where the card has one.
const FOLLOW_UP_ONE_IN: u64 = 3;

/// How a round is wished for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// How many questions.
    pub questions: usize,
    /// Time for each in milliseconds; none where each card has its own.
    pub target_ms: Option<u64>,
    /// Whether feedback is shown while writing.
    pub feedback: bool,
    /// Whether an answer is cut off when its time is over.
    pub strict: bool,
    /// Whether answers are said aloud, and marked by hand.
    pub spoken: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { questions: 5, target_ms: None, feedback: false, strict: false, spoken: false }
    }
}

impl Wishes {
    /// Time for a card, in milliseconds.
    pub fn target_ms(&self, card: &Card) -> u64 {
        self.target_ms.unwrap_or_else(|| assess::target_ms(card))
    }
}

/// Draws at most `questions` of `cards`, weak and rarely seen ones more often, none twice and none
/// that is suspended. More questions with the same seed only add to the end.
pub fn draw<'a>(
    cards: impl IntoIterator<Item = &'a CardId>,
    progress: &Progress,
    today: Day,
    questions: usize,
    seed: u64,
) -> Vec<CardId> {
    let mut seen = HashSet::new();
    let mut keyed: Vec<(f64, &CardId)> = cards
        .into_iter()
        .filter(|id| !progress.card(id).is_suspended() && seen.insert(*id))
        .map(|id| {
            // Weighted drawing without repeats: the smallest of exponential variates, each with its
            // card's weight as its rate.
            let luck = unit(mixed(seed, id.as_str()));
            (-luck.ln() / weight(progress.card(id), progress.rules(), today), id)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    keyed.into_iter().take(questions).map(|(_, id)| id.clone()).collect()
}

/// How much a card asks to be drawn, above 0: a low last score, a low probability of recall, and few
/// looks so far.
fn weight(card: &CardProgress, rules: &Rules, today: Day) -> f64 {
    let weak = card.last_score().map_or(0.5, |score| 1.0 - f64::from(score) / 100.0);
    let forgotten = card.recall(rules, today).map_or(0.5, |recall| 1.0 - f64::from(recall));
    let seen = card.attempts().len().max(card.reviews().len());
    (0.2 + 2.0 * weak + forgotten) * (1.0 + 1.0 / (1.0 + seen as f64))
}

/// The question that the interviewer asks next, as a place in the card's follow-ups: the one nearest
/// to what the answer lacked, about one time in three.
pub fn follow_up(card: &Card, criteria: &[Judged], seed: u64) -> Option<usize> {
    let chance = mixed(seed ^ 0x5eed, card.id.as_str());
    if card.follow_ups.is_empty() || !chance.is_multiple_of(FOLLOW_UP_ONE_IN) {
        return None;
    }
    let lacking: Vec<HashSet<String>> = card
        .criteria
        .iter()
        .zip(criteria)
        .filter(|(_, judged)| judged.verdict != Verdict::Met)
        .map(|(criterion, _)| words_of(criterion))
        .collect();
    let nearness = |question: &String| {
        let words = words(question);
        lacking.iter().map(|lacking| words.intersection(lacking).count()).max().unwrap_or(0)
    };
    let near: Vec<usize> = card.follow_ups.iter().map(nearness).collect();
    let best = near.iter().copied().max().unwrap_or(0);
    let best: Vec<usize> = (0..near.len()).filter(|n| near[*n] == best).collect();
    best.get((chance / FOLLOW_UP_ONE_IN) as usize % best.len().max(1)).copied()
}

fn words_of(criterion: &Criterion) -> HashSet<String> {
    let mut all = words(&criterion.title);
    all.extend(words(&criterion.description));
    all.extend(criterion.examples.iter().flat_map(|example| words(example)));
    all
}

/// The beginnings of a text's longer words: enough to tell what it is about.
fn words(text: &str) -> HashSet<String> {
    const ASKING: &[&str] = &[
        "about", "could", "does", "from", "have", "into", "much", "that", "their", "them", "then",
        "there", "they", "this", "were", "what", "when", "where", "which", "with", "would", "your",
    ];
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4 && !ASKING.contains(word))
        .map(|word| word.chars().take(6).collect())
        .collect()
}

/// A number that depends on every bit of the seed and of the name.
fn mixed(seed: u64, name: &str) -> u64 {
    let hashed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    // splitmix64.
    let mut z = hashed.wrapping_add(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The same as a number above 0 and at most 1.
fn unit(bits: u64) -> f64 {
    ((bits >> 11) + 1) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests;
