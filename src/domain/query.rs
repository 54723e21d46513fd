//! The query language: the one place where the text of the filter bar, and of every QUERY on the
//! command line, is read and written. Does not know cards: [`super::search`] does.

mod closest;
mod edit;
pub mod fold;
mod read;

use std::fmt;
use std::ops::Range;

pub use self::edit::{Mark, cycle_tag, has_deck, has_level, set_deck, tag_mark, toggle_level};
use super::deck::Level;

/// Terms that a card must all meet; without terms, every card does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order of the text.
    pub terms: Vec<Term>,
}

/// One demand on a card. Two terms are equal wherever they stand.
#[derive(Clone, Debug)]
pub struct Term {
    /// Whether the card must *not* meet it: the term was written with a `-`.
    pub negated: bool,
    /// What is demanded.
    pub kind: TermKind,
    /// Where it stands in the text, in bytes, with its `-`.
    pub span: Range<usize>,
}

/// What a term demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// These letters are in the question, the tags or the texts. Folded; a quoted phrase is one word.
    Word(String),
    /// A tag without `#`, whole, or with a trailing `*` the beginning of one. Folded.
    Tag(String),
    /// Any of these levels; sorted, each once.
    Level(Vec<Level>),
    /// Any of these decks' ids, whole. Folded.
    Deck(Vec<String>),
    /// What the user's history says of the card.
    Is(State),
    /// How the last attempt's score in per cent compares; a card without attempts compares with
    /// nothing, so it meets only the negated term.
    Score(Compare, u8),
}

/// Where a card stands in the user's learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// To be reviewed now.
    Due,
    /// Never reviewed.
    New,
    /// In its first steps.
    Learning,
    /// Set aside.
    Suspended,
    /// Has an answer that was not submitted.
    Draft,
    /// Flagged by the user.
    Flagged,
}

impl State {
    /// Every state, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Due, Self::New, Self::Learning, Self::Suspended, Self::Draft, Self::Flagged];

    /// The word after `is:`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::New => "new",
            Self::Learning => "learning",
            Self::Suspended => "suspended",
            Self::Draft => "draft",
            Self::Flagged => "flagged",
        }
    }

    /// The state that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// How a score compares with the number in the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `score<60`
    Below,
    /// `score<=60`
    AtMost,
    /// `score=60`
    Equal,
    /// `score>=60`
    AtLeast,
    /// `score>60`
    Above,
}

impl Compare {
    /// Every comparison, the longer sign before the shorter that begins it.
    pub const ALL: [Self; 5] = [Self::AtMost, Self::AtLeast, Self::Below, Self::Equal, Self::Above];

    /// The sign between `score` and the number.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::Above => ">",
        }
    }

    /// Whether `score` stands so to `bound`.
    pub const fn holds(self, score: u8, bound: u8) -> bool {
        match self {
            Self::Below => score < bound,
            Self::AtMost => score <= bound,
            Self::Equal => score == bound,
            Self::AtLeast => score >= bound,
            Self::Above => score > bound,
        }
    }
}

/// Why a text is not a query, fit to be shown while it is being typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {hint}")]
pub struct QueryError {
    /// The term that is wrong, in bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub hint: String,
}

impl Query {
    /// Reads a query; the first term that is wrong is the error.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let terms = read::pieces(text).map(|piece| piece.term).collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }

    /// The words that a card must contain.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter(|term| !term.negated).filter_map(|term| match &term.kind {
            TermKind::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        (self.negated, &self.kind) == (other.negated, &other.kind)
    }
}

impl Eq for Term {}

/// The canonical text: read again, it is the same query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, term) in self.terms.iter().enumerate() {
            let space = if i == 0 { "" } else { " " };
            write!(f, "{space}{term}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negated { "-" } else { "" };
        match &self.kind {
            TermKind::Word(word) if read::needs_quotes(self.negated, word) => {
                write!(f, "{sign}\"{word}\"")
            }
            TermKind::Word(word) => write!(f, "{sign}{word}"),
            TermKind::Tag(tag) => write!(f, "{sign}#{tag}"),
            TermKind::Level(levels) => {
                let words: Vec<_> = levels.iter().map(|level| level.word()).collect();
                write!(f, "{sign}level:{}", words.join(","))
            }
            TermKind::Deck(decks) => write!(f, "{sign}deck:{}", decks.join(",")),
            TermKind::Is(state) => write!(f, "{sign}is:{}", state.word()),
            TermKind::Score(compare, bound) => write!(f, "{sign}score{}{bound}", compare.sign()),
        }
    }
}

#[cfg(test)]
mod tests;
