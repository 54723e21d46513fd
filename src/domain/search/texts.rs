//! The texts of many cards, made ready to look for words in: the cards that contain them, best first.
//! Does not know the query's other terms.

use super::Hit;
use super::entry::{Entry, Sought, merged};
use super::fuzzy::{Fuzzy, Near};
use super::sieve::Sieve;
use crate::domain::deck::Card;
use crate::domain::query::{Term, TermKind};

/// With fewer cards than this that contain the words, near misses are shown below them.
const ENOUGH: usize = 5;

/// What is searched of every card.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    entries: Vec<Entry>,
    sieve: Sieve,
}

impl Texts {
    /// Reads the cards once.
    pub(super) fn new<'a>(cards: impl Iterator<Item = &'a Card>) -> Self {
        let entries: Vec<_> = cards.map(Entry::new).collect();
        let mut sieve = Sieve::new(entries.len());
        for (card, entry) in entries.iter().enumerate() {
            for text in [entry.question.as_str(), &entry.tags, &entry.text] {
                sieve.add(card, text);
            }
        }
        Self { entries, sieve }
    }

    /// Those of `cards` that contain, or nearly contain, what `words` want and nothing else of them.
    pub(super) fn search(&self, words: &[&Term], cards: impl Iterator<Item = usize>) -> Vec<Hit> {
        let unwanted = self.sought(words, true);
        let words = self.sought(words, false);
        let wanted = |card: usize| {
            !unwanted.iter().any(|sought| self.entries[card].place(card, sought).is_some())
        };

        let mut found = Vec::new();
        let mut rest = Vec::new();
        for card in cards {
            match self.entries[card].rank(card, &words) {
                Some(rank) if wanted(card) => found.push((rank, card)),
                Some(_) => {}
                None => rest.push(card),
            }
        }
        found.sort_by_key(|(rank, _)| *rank);
        let hit = |(_, card): (_, usize)| {
            let marks = words.iter().flat_map(|sought| self.entries[card].marks(sought.word));
            Hit { card, marks: merged(marks.collect()), fuzzy: false }
        };
        let mut hits: Vec<Hit> = found.into_iter().map(hit).collect();

        if hits.len() < ENOUGH
            && let Some(fuzzy) = Fuzzy::new(&words)
        {
            let mut near: Vec<_> = rest
                .into_iter()
                .filter_map(|card| Some((fuzzy.find(card, &self.entries[card])?, card)))
                .filter(|(_, card)| wanted(*card))
                .collect();
            near.sort_by_key(|(near, _)| near.shortfall);
            let hit = |(near, card): (Near, _)| Hit { card, marks: near.marks, fuzzy: true };
            hits.extend(near.into_iter().map(hit));
        }
        hits
    }

    /// The words, negated or not; those that the fewest cards may contain come first.
    fn sought<'q>(&self, words: &[&'q Term], negated: bool) -> Vec<Sought<'q>> {
        let mut words: Vec<_> = words
            .iter()
            .filter(|term| term.negated == negated)
            .filter_map(|term| match &term.kind {
                TermKind::Word(word) if !word.is_empty() => {
                    Some(Sought { word, cards: self.sieve.may_contain(word) })
                }
                _ => None,
            })
            .collect();
        words.sort_by_key(|sought| sought.cards.count());
        words
    }
}
