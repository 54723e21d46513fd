//! Scores and times of answers, one after the other: of all cards, a deck, a tag or a single card.
//!
//! Does not judge what an answer missed; that is [`gaps`](crate::domain::gaps).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::deck::Card;
use crate::domain::id::CardId;
use crate::domain::progress::{Attempted, Progress};
use crate::domain::time::{Day, Timestamp};

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The card that it answers, as a place in the cards that were given.
    pub card: usize,
    /// When.
    pub at: Timestamp,
    /// On which of the user's days.
    pub day: Day,
    /// 0 to 100.
    pub score: u8,
    /// Time it took, in milliseconds.
    pub ms: u64,
    /// The card's target at the time, in milliseconds.
    pub target_ms: u64,
    /// Whether it was spoken.
    pub spoken: bool,
}

impl Answer {
    /// Time it took, in hundredths of the target; none where there was no target.
    pub fn pace(&self) -> Option<f64> {
        (self.target_ms > 0).then(|| 100.0 * self.ms as f64 / self.target_ms as f64)
    }
}

/// By what answers are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// All of them.
    #[default]
    All,
    /// By deck.
    Deck,
    /// By tag.
    Tag,
    /// By card.
    Card,
}

impl By {
    /// Every way, in order.
    pub const ALL: [Self; 4] = [Self::All, Self::Deck, Self::Tag, Self::Card];

    /// The next way.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::All => Self::Deck,
            Self::Deck => Self::Tag,
            Self::Tag => Self::Card,
            Self::Card => Self::All,
        }
    }
}

/// Answers that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The deck's id, the tag or the card's id; empty for all.
    pub name: String,
    /// Places in [`Scores::answers`], oldest first.
    pub answers: Vec<usize>,
}

/// All answers to some cards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// Oldest first.
    pub answers: Vec<Answer>,
    groups: [Vec<Group>; 4],
}

impl Scores {
    /// The answers to `cards`.
    pub fn of(cards: &[Arc<Card>], progress: &Progress) -> Self {
        let of_card = |(n, card): (usize, &Arc<Card>)| -> Vec<Answer> {
            progress.card(&card.id).attempts().iter().map(|a| answer(n, a)).collect()
        };
        let mut answers: Vec<Answer> = cards.iter().enumerate().flat_map(of_card).collect();
        answers.sort_by_key(|answer| (answer.at, answer.card));
        let mut decks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut tags: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut single: BTreeMap<&CardId, Vec<usize>> = BTreeMap::new();
        for (n, answer) in answers.iter().enumerate() {
            let Some(card) = cards.get(answer.card) else { continue };
            decks.entry(card.id.deck()).or_default().push(n);
            single.entry(&card.id).or_default().push(n);
            for tag in &card.tags {
                tags.entry(tag).or_default().push(n);
            }
        }
        let all = Group { name: String::new(), answers: (0..answers.len()).collect() };
        let group = |(name, answers): (&str, _)| Group { name: name.to_owned(), answers };
        let groups = [
            vec![all],
            decks.into_iter().map(group).collect(),
            tags.into_iter().map(group).collect(),
            single.into_iter().map(|(id, answers)| group((id.as_str(), answers))).collect(),
        ];
        Self { answers, groups }
    }

    /// The groups of answers, put together so; of all there is always one.
    pub fn groups(&self, by: By) -> &[Group] {
        &self.groups[by as usize]
    }
}

fn answer(card: usize, attempt: &Attempted) -> Answer {
    Answer {
        card,
        at: attempt.at,
        day: attempt.day,
        score: attempt.score,
        ms: attempt.ms,
        target_ms: attempt.target_ms,
        spoken: attempt.spoken,
    }
}

/// How a series of figures went: the mean of its first ones and of its last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Mean of the first.
    pub from: f64,
    /// Mean of the last.
    pub to: f64,
    /// How many are taken at each end: half of them, at most five.
    pub each: usize,
}

/// How a series went; none with fewer than two figures.
pub fn trend(values: &[f64]) -> Option<Trend> {
    let each = (values.len() / 2).min(5);
    let mean = |part: &[f64]| part.iter().sum::<f64>() / each as f64;
    (each > 0).then(|| Trend {
        from: mean(&values[..each]),
        to: mean(&values[values.len() - each..]),
        each,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[f64], expect: Option<(f64, f64, usize)>) {
        assert_eq!(trend(values).map(|t| (t.from, t.to, t.each)), expect);
    }

    #[test]
    fn a_trend_compares_the_first_with_the_last_at_most_five_each() {
        check(&[], None);
        check(&[50.0], None);
        check(&[50.0, 60.0], Some((50.0, 60.0, 1)));
        check(&[40.0, 99.0, 60.0], Some((40.0, 60.0, 1)));
        let twelve: Vec<f64> = (1..=12).map(f64::from).collect();
        check(&twelve, Some((3.0, 10.0, 5)));
    }
}
