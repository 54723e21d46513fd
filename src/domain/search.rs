//! Finds the cards that meet a query, best first, and where its words stand in their questions.
//! Reads no query text ([`super::query`] does) and knows of the user only what it is told.

pub mod choose;
mod entry;
mod fuzzy;
mod sieve;
mod tags;
mod texts;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::tags::Tags;
use self::texts::Texts;
use super::deck::Card;
use super::query::{Query, State, Term, TermKind};

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

/// A list of cards, to be searched.
#[derive(Clone, Debug, Default)]
pub struct Index {
    cards: Vec<Arc<Card>>,
    tags: Tags,
    /// Read when a word is sought for the first time: a start with no query needs none of it.
    texts: Arc<OnceLock<Texts>>,
}

/// A term that is no word.
struct Filter<'q> {
    term: &'q Term,
    /// For each tag, whether the term means it.
    tags: Vec<bool>,
}

impl Index {
    /// [`Hit::card`] counts in the order of `cards`.
    pub fn new(cards: Vec<Arc<Card>>) -> Self {
        Self { tags: Tags::new(&cards), cards, texts: Arc::default() }
    }

    /// Every tag, that of the most cards first.
    pub fn tags(&self) -> &[String] {
        &self.tags.all
    }

    /// How many of these cards, by their places, carry each of [`Index::tags`].
    pub fn tag_counts(&self, cards: impl Iterator<Item = usize>) -> Vec<usize> {
        self.tags.counts(cards)
    }

    /// Reads the texts ahead of the first word: work that may be done while the user does something
    /// else. A search that needs them meanwhile waits for it.
    pub fn warm_up(&self) -> impl FnOnce() + Send + 'static {
        let index = self.clone();
        move || {
            index.texts();
        }
    }

    fn filter<'q>(&self, term: &'q Term) -> Filter<'q> {
        let tags = match &term.kind {
            TermKind::Tag(tag) => self.tags.meant(tag),
            _ => Vec::new(),
        };
        Filter { term, tags }
    }

    /// Whether the `n`th card passes.
    fn passes(
        &self,
        n: usize,
        card: &Card,
        filter: &Filter,
        facts: &dyn Fn(usize) -> Facts,
    ) -> bool {
        let meets = match &filter.term.kind {
            TermKind::Word(_) => true,
            TermKind::Tag(_) => self.tags.carries(n, &filter.tags),
            TermKind::Level(levels) => levels.contains(&card.level),
            TermKind::Deck(decks) => decks.iter().any(|deck| deck == card.id.deck()),
            TermKind::Is(state) => facts(n).is(*state),
            TermKind::Score(compare, bound) => {
                facts(n).last_score.is_some_and(|score| compare.holds(score, *bound))
            }
        };
        meets != filter.term.negated
    }

    fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| Texts::new(self.cards.iter().map(|card| &**card)))
    }

    /// The cards that meet `query`: best first if it has words, else in their order. `facts` is asked
    /// for a card only if a term needs it.
    pub fn search(&self, query: &Query, facts: &dyn Fn(usize) -> Facts) -> Vec<Hit> {
        let is_word = |term: &&Term| matches!(term.kind, TermKind::Word(_));
        let (words, filters): (Vec<&Term>, Vec<&Term>) = query.terms.iter().partition(is_word);
        let filters: Vec<_> = filters.into_iter().map(|term| self.filter(term)).collect();
        let cards =
            self.cards.iter().enumerate().filter(|(n, card)| {
                filters.iter().all(|filter| self.passes(*n, card, filter, facts))
            });
        let passing = cards.map(|(n, _)| n);
        if words.is_empty() {
            return passing.map(|card| Hit { card, marks: Vec::new(), fuzzy: false }).collect();
        }
        self.texts().search(&words, passing)
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
