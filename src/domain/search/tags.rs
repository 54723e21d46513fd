//! The tags of many cards, each a number: they are looked for and counted at every key in the filter.
//! Knows nothing else of the cards.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::deck::Card;
use crate::domain::query::fold::folds_to;

/// The tags of a list of cards.
#[derive(Clone, Debug, Default)]
pub(super) struct Tags {
    /// Every tag, that of the most cards first.
    pub(super) all: Vec<String>,
    /// Each card's, as places in `all`.
    of_card: Vec<Box<[usize]>>,
}

impl Tags {
    pub(super) fn new(cards: &[Arc<Card>]) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for tag in cards.iter().flat_map(|card| &card.tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let places: HashMap<&str, usize> =
            counts.iter().enumerate().map(|(place, (tag, _))| (*tag, place)).collect();
        let of_card = |card: &Arc<Card>| card.tags.iter().map(|tag| places[&**tag]).collect();
        Self {
            of_card: cards.iter().map(of_card).collect(),
            all: counts.iter().map(|(tag, _)| (*tag).to_owned()).collect(),
        }
    }

    /// For each tag, whether it is the one that a query means: `risk`, or `post-*` for all that begin
    /// so.
    pub(super) fn meant(&self, tag: &str) -> Vec<bool> {
        let is_meant = |own: &String| match tag.strip_suffix('*') {
            Some(beginning) => folds_to(own, beginning, false),
            None => folds_to(own, tag, true),
        };
        self.all.iter().map(is_meant).collect()
    }

    /// Whether a card carries one of the tags that are [meant](Self::meant).
    pub(super) fn carries(&self, card: usize, meant: &[bool]) -> bool {
        self.of_card[card].iter().any(|tag| meant[*tag])
    }

    /// How many of these cards carry each tag.
    pub(super) fn counts(&self, cards: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut counts = vec![0; self.all.len()];
        for tag in cards.filter_map(|card| self.of_card.get(card)).flatten() {
            counts[*tag] += 1;
        }
        counts
    }
}
