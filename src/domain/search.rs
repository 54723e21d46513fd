//! Finds the cards that meet a query, best first, and where its words stand in their questions.
//! Reads no query text ([`super::query`] does) and knows of the user only what it is told.

mod fuzzy;

use std::ops::Range;

use self::fuzzy::Fuzzy;
use super::deck::{Card, Level};
use super::id::CardId;
use super::query::fold::{Folded, fold};
use super::query::{Query, State, Term, TermKind};

/// With fewer cards than this that contain the words, near misses are shown below them.
const ENOUGH: usize = 5;

/// What the user's history says of a card.
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
}

/// What is searched of a card, folded.
#[derive(Clone, Debug)]
struct Entry {
    question: Folded,
    /// A line each.
    tags: Box<str>,
    /// The answer's layers and the criteria's titles.
    text: Box<str>,
    level: Level,
    id: CardId,
}

/// Where in a card a word stands, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    WordStart,
    InWord,
    Tags,
    Text,
}

impl Index {
    /// Reads the cards once; [`Hit::card`] counts in their order.
    pub fn new<'a>(cards: impl IntoIterator<Item = &'a Card>) -> Self {
        Self { entries: cards.into_iter().map(Entry::new).collect() }
    }

    /// The cards that meet `query`: best first if it has words, else in their order. `facts` is asked
    /// for a card only if a term needs it.
    pub fn search(&self, query: &Query, facts: &dyn Fn(usize) -> Facts) -> Vec<Hit> {
        let words: Vec<&str> = query.words().filter(|word| !word.is_empty()).collect();
        let (excluded, filters): (Vec<&Term>, Vec<&Term>) = query
            .terms
            .iter()
            .filter(|term| term.negated || !matches!(term.kind, TermKind::Word(_)))
            .partition(|term| matches!(term.kind, TermKind::Word(_)));
        // The quick terms go first, those that read whole texts last.
        let passes = |terms: &[&Term], card: usize, entry: &Entry| {
            terms.iter().all(|term| entry.meets(&term.kind, &|| facts(card)) != term.negated)
        };

        let mut found = Vec::new();
        let mut rest = Vec::new();
        for (card, entry) in self.entries.iter().enumerate() {
            if passes(&filters, card, entry) {
                match entry.rank(&words) {
                    Some(rank) if passes(&excluded, card, entry) => found.push((rank, card, entry)),
                    Some(_) => {}
                    None => rest.push((card, entry)),
                }
            }
        }
        found.sort_by_key(|(rank, ..)| *rank);
        let hit = |(_, card, entry): (_, usize, &Entry)| Hit {
            card,
            marks: entry.marks(&words),
            fuzzy: false,
        };
        let mut hits: Vec<Hit> = found.into_iter().map(hit).collect();

        if hits.len() < ENOUGH
            && let Some(fuzzy) = Fuzzy::new(&words)
        {
            let mut near: Vec<_> = rest
                .into_iter()
                .filter_map(|(card, entry)| Some((fuzzy.find(entry)?, card, entry)))
                .filter(|(_, card, entry)| passes(&excluded, *card, entry))
                .collect();
            near.sort_by_key(|(near, ..)| near.shortfall);
            hits.extend(near.into_iter().map(|(near, card, _)| Hit {
                card,
                marks: near.marks,
                fuzzy: true,
            }));
        }
        hits
    }
}

impl Entry {
    fn new(card: &Card) -> Self {
        let tags: Vec<_> = card.tags.iter().map(|tag| fold(tag)).collect();
        let layers = [&card.short_answer, &card.detail, &card.looks_for, &card.pitfall];
        let titles = card.criteria.iter().map(|criterion| &criterion.title);
        let text: Vec<_> = layers.into_iter().chain(titles).map(|text| fold(text)).collect();
        Self {
            question: Folded::new(&card.question),
            tags: tags.join("\n").into(),
            text: text.join("\n").into(),
            level: card.level,
            id: card.id.clone(),
        }
    }

    /// Whether the card meets what a term demands, its `-` left aside.
    fn meets(&self, kind: &TermKind, facts: &dyn Fn() -> Facts) -> bool {
        match kind {
            TermKind::Word(word) => self.place(word).is_some(),
            TermKind::Tag(tag) => self.tags.lines().any(|own| match tag.strip_suffix('*') {
                Some(beginning) => own.starts_with(beginning),
                None => own == tag,
            }),
            TermKind::Level(levels) => levels.contains(&self.level),
            TermKind::Deck(decks) => decks.iter().any(|deck| deck == self.id.deck()),
            TermKind::Is(state) => facts().is(*state),
            TermKind::Score(compare, bound) => {
                facts().last_score.is_some_and(|score| compare.holds(score, *bound))
            }
        }
    }

    /// How far down the card stands, if it contains every word: 0 is the top.
    fn rank(&self, words: &[&str]) -> Option<usize> {
        words.iter().map(|word| self.place(word).map(|place| place as usize)).sum()
    }

    fn place(&self, word: &str) -> Option<Place> {
        let question = self.question.as_str();
        let mut at = question.match_indices(word).map(|(at, _)| at).peekable();
        if at.peek().is_some() {
            let starts = |at| !question[..at].ends_with(char::is_alphanumeric);
            Some(if at.any(starts) { Place::WordStart } else { Place::InWord })
        } else if self.tags.contains(word) {
            Some(Place::Tags)
        } else {
            self.text.contains(word).then_some(Place::Text)
        }
    }

    /// Where the words stand in the question.
    fn marks(&self, words: &[&str]) -> Vec<Range<usize>> {
        let question = self.question.as_str();
        let marks = words
            .iter()
            .flat_map(|word| question.match_indices(word).map(|(at, word)| at..at + word.len()))
            .map(|range| self.question.original(range));
        merged(marks.collect())
    }
}

impl Facts {
    fn is(&self, state: State) -> bool {
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

/// The ranges in order, those that touch made one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, last| {
        let touch = next.start <= last.end;
        if touch {
            last.end = last.end.max(next.end);
        }
        touch
    });
    ranges
}

#[cfg(test)]
mod tests;
