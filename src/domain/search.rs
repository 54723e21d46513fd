//! Finds the cards that meet a query, best first, and where its words stand in their questions.
//! Reads no query text ([`super::query`] does) and knows of the user only what it is told.

mod entry;
mod fuzzy;
mod sieve;

use std::ops::Range;

use self::entry::{Entry, Sought, merged};
use self::fuzzy::{Fuzzy, Near};
use self::sieve::Sieve;
use super::deck::Card;
use super::query::{Query, State, Term, TermKind};

/// With fewer cards than this that contain the words, near misses are shown below them.
const ENOUGH: usize = 5;

/// What the user's history says of a card.
#[allow(clippy::struct_excessive_bools)] // independent facts: any of them can hold with any other
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// To be reviewed now.
    pub due: bool,
    /// Never reviewed.
    pub new: bool,
    /// In its first steps.
    pub learning: bool,
    /// Set aside.
    pub suspended: bool,
    /// Has an answer that was not submitted.
    pub draft: bool,
    /// Flagged by the user.
    pub flagged: bool,
    /// The last attempt's score in per cent, if there was one.
    pub last_score: Option<u8>,
}

/// A card that meets the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the list that the index was made of.
    pub card: usize,
    /// Where the words stand in its question, in bytes: sorted, apart, on letters' boundaries.
    pub marks: Vec<Range<usize>>,
    /// Whether a word is only nearly there.
    pub fuzzy: bool,
}

/// A list of cards, made ready for searching.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    sieve: Sieve,
}

impl Index {
    /// Reads the cards once; [`Hit::card`] counts in their order.
    pub fn new<'a>(cards: impl IntoIterator<Item = &'a Card>) -> Self {
        let entries: Vec<_> = cards.into_iter().map(Entry::new).collect();
        let mut sieve = Sieve::new(entries.len());
        for (card, entry) in entries.iter().enumerate() {
            for text in [entry.question.as_str(), &entry.tags, &entry.text] {
                sieve.add(card, text);
            }
        }
        Self { entries, sieve }
    }

    /// The cards that meet `query`: best first if it has words, else in their order. `facts` is asked
    /// for a card only if a term needs it.
    pub fn search(&self, query: &Query, facts: &dyn Fn(usize) -> Facts) -> Vec<Hit> {
        let is_word = |term: &&Term| matches!(term.kind, TermKind::Word(_));
        let filters: Vec<&Term> = query.terms.iter().filter(|term| !is_word(term)).collect();
        let words = self.sought(query, false);
        let unwanted = self.sought(query, true);
        let wanted = |card: usize| {
            !unwanted.iter().any(|sought| self.entries[card].place(card, sought).is_some())
        };

        let mut found = Vec::new();
        let mut rest = Vec::new();
        for (card, entry) in self.entries.iter().enumerate() {
            let meets = |term: &&Term| entry.meets(&term.kind, &|| facts(card)) != term.negated;
            if filters.iter().all(meets) {
                match entry.rank(card, &words) {
                    Some(rank) if wanted(card) => found.push((rank, card)),
                    Some(_) => {}
                    None => rest.push(card),
                }
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

    /// The query's words, negated or not; those that the fewest cards may contain come first.
    fn sought<'q>(&self, query: &'q Query, negated: bool) -> Vec<Sought<'q>> {
        let mut words: Vec<_> = query
            .terms
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

impl Facts {
    fn is(self, state: State) -> bool {
        match state {
            State::Due => self.due,
            State::New => self.new,
            State::Learning => self.learning,
            State::Suspended => self.suspended,
            State::Draft => self.draft,
            State::Flagged => self.flagged,
        }
    }
}

#[cfg(test)]
mod tests;
