//! Finds the cards that meet a query, best first, and where its words stand in their questions.
//! Reads no query text ([`super::query`] does) and knows of the user only what it is told.

mod entry;
mod fuzzy;
mod sieve;
mod texts;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::texts::Texts;
use super::deck::Card;
use super::query::fold::folds_to;
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
    /// Read when a word is sought for the first time: a start with no query needs none of it.
    texts: Arc<OnceLock<Texts>>,
}

impl Index {
    /// [`Hit::card`] counts in the order of `cards`.
    pub fn new(cards: Vec<Arc<Card>>) -> Self {
        Self { cards, texts: Arc::default() }
    }

    /// Reads the texts ahead of the first word: work that may be done while the user does something
    /// else. A search that needs them meanwhile waits for it.
    pub fn warm_up(&self) -> impl FnOnce() + Send + 'static {
        let index = self.clone();
        move || {
            index.texts();
        }
    }

    fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| Texts::new(self.cards.iter().map(|card| &**card)))
    }

    /// The cards that meet `query`: best first if it has words, else in their order. `facts` is asked
    /// for a card only if a term needs it.
    pub fn search(&self, query: &Query, facts: &dyn Fn(usize) -> Facts) -> Vec<Hit> {
        let is_word = |term: &&Term| matches!(term.kind, TermKind::Word(_));
        let (words, filters): (Vec<&Term>, Vec<&Term>) = query.terms.iter().partition(is_word);
        let cards = self.cards.iter().enumerate().filter(|(n, card)| {
            let meets = |term: &&Term| meets(card, &term.kind, &|| facts(*n)) != term.negated;
            filters.iter().all(meets)
        });
        let passing = cards.map(|(n, _)| n);
        if words.is_empty() {
            return passing.map(|card| Hit { card, marks: Vec::new(), fuzzy: false }).collect();
        }
        self.texts().search(&words, passing)
    }
}

/// Whether a card meets what a term that is no word demands, its `-` left aside.
fn meets(card: &Card, kind: &TermKind, facts: &dyn Fn() -> Facts) -> bool {
    match kind {
        TermKind::Word(_) => true,
        TermKind::Tag(tag) => card.tags.iter().any(|own| match tag.strip_suffix('*') {
            Some(beginning) => folds_to(own, beginning, false),
            None => folds_to(own, tag, true),
        }),
        TermKind::Level(levels) => levels.contains(&card.level),
        TermKind::Deck(decks) => decks.iter().any(|deck| deck == card.id.deck()),
        TermKind::Is(state) => facts().is(*state),
        TermKind::Score(compare, bound) => {
            facts().last_score.is_some_and(|score| compare.holds(score, *bound))
        }
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
