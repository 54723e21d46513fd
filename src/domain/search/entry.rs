//! What is searched of one card, and where in it a word stands. Does not know the other cards.

use std::ops::Range;

use super::sieve::Cards;
use crate::domain::deck::Card;
use crate::domain::query::fold::{Folded, fold};

/// What is searched of a card, folded.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) question: Folded,
    /// A line each.
    pub(super) tags: Box<str>,
    /// The answer's layers and the criteria's titles.
    pub(super) text: Box<str>,
}

/// A word of the query, and the cards that may contain it.
pub(super) struct Sought<'q> {
    pub(super) word: &'q str,
    pub(super) cards: Cards,
}

/// Where in a card a word stands, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    WordStart,
    InWord,
    Tags,
    Text,
}

impl Entry {
    pub(super) fn new(card: &Card) -> Self {
        let tags: Vec<_> = card.tags.iter().map(|tag| fold(tag)).collect();
        let layers = [&card.short_answer, &card.detail, &card.looks_for, &card.pitfall];
        let titles = card.criteria.iter().map(|criterion| &criterion.title);
        let text: Vec<_> = layers.into_iter().chain(titles).map(|text| fold(text)).collect();
        Self {
            question: Folded::new(&card.question),
            tags: tags.join("\n").into(),
            text: text.join("\n").into(),
        }
    }

    /// How far down the card stands, if it contains every word: 0 is the top.
    pub(super) fn rank(&self, card: usize, words: &[Sought]) -> Option<usize> {
        words.iter().map(|sought| self.place(card, sought).map(|place| place as usize)).sum()
    }

    /// The best place of a word in this card, the `card`th.
    pub(super) fn place(&self, card: usize, sought: &Sought) -> Option<Place> {
        let (word, question) = (sought.word, self.question.as_str());
        if !sought.cards.contains(card) {
            None
        } else if question.contains(word) {
            let starts = |at: usize| !question[..at].ends_with(char::is_alphanumeric);
            Some(if places(question, word).any(starts) { Place::WordStart } else { Place::InWord })
        } else if self.tags.contains(word) {
            Some(Place::Tags)
        } else {
            self.text.contains(word).then_some(Place::Text)
        }
    }

    /// Where the word stands in the question as written.
    pub(super) fn marks(&self, word: &str) -> impl Iterator<Item = Range<usize>> {
        places(self.question.as_str(), word).map(|at| self.question.original(at..at + word.len()))
    }
}

/// Where `word` stands in a short text, for which it does not pay to set up `str::match_indices`.
fn places(text: &str, word: &str) -> impl Iterator<Item = usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    (0..text.len()).filter(move |at| text[*at] == word[0] && text[*at..].starts_with(word))
}

/// The ranges in order, those that touch made one.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
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
