//! Near misses: words that stand in a question or a tag but for a letter left out, or a few in a long
//! word. The only place that knows `fuzzy-matcher`; does not order the cards.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::{Entry, merged};

/// Words shorter than this must stand as they are: their letters are near one another everywhere.
const SHORTEST: usize = 3;

/// Words to look for nearly.
pub(super) struct Fuzzy<'q> {
    words: Vec<Word<'q>>,
    matcher: SkimMatcherV2,
}

/// How a card nearly contains the words.
pub(super) struct Near {
    /// How far its words are from standing there in full.
    pub(super) shortfall: i64,
    /// The matched letters in the question, in bytes.
    pub(super) marks: Vec<Range<usize>>,
}

struct Word<'q> {
    text: &'q str,
    letters: usize,
    /// How many letters may be missing: one, more in a long word, none in a short one or a phrase.
    missing: usize,
    /// One part more than letters may be missing, so that one at least stands there as it is.
    parts: Vec<&'q str>,
}

impl<'q> Fuzzy<'q> {
    /// None if every word must stand as it is.
    pub(super) fn new(words: &[&'q str]) -> Option<Self> {
        let words: Vec<_> = words.iter().map(|word| Word::new(word)).collect();
        let any = words.iter().any(|word| word.missing > 0);
        any.then(|| Self { words, matcher: SkimMatcherV2::default().respect_case() })
    }

    /// How the card nearly contains every word, if it does.
    pub(super) fn find(&self, entry: &Entry) -> Option<Near> {
        let question = entry.question.as_str();
        let mut shortfall = 0;
        let mut marks = Vec::new();
        for word in &self.words {
            if let Some((lacks, letters)) = self.near(word, question) {
                shortfall += lacks;
                marks.extend(letters.into_iter().map(|letter| entry.question.original(letter)));
            } else if let Some((lacks, _)) = self.near(word, &entry.tags) {
                shortfall += lacks;
            } else {
                entry.place(word.text)?;
                marks.extend(entry.marks(&[word.text]));
            }
        }
        Some(Near { shortfall, marks: merged(marks) })
    }

    /// How much `word` lacks where it most nearly stands in `text`, and the places of its letters.
    fn near(&self, word: &Word, text: &str) -> Option<(i64, Vec<Range<usize>>)> {
        if word.missing == 0 || !word.parts.iter().any(|part| text.contains(part)) {
            return None;
        }
        let mut start = 0;
        let mut best: Option<(i64, usize, &str, Vec<usize>)> = None;
        for token in text.split([' ', '\n']) {
            if token.len() > word.text.len()
                && let Some((score, places)) = self.matcher.fuzzy_indices(token, word.text)
                && word.accepts(score, &places)
                && best.as_ref().is_none_or(|(least, ..)| score > *least)
            {
                best = Some((score, start, token, places));
            }
            start += token.len() + 1;
        }
        let (score, start, token, places) = best?;
        let letters = token.char_indices().enumerate().filter(|(i, _)| places.contains(i));
        let ranges = letters.map(|(_, (at, l))| start + at..start + at + l.len_utf8());
        Some((word.full() - score, ranges.collect()))
    }
}

impl<'q> Word<'q> {
    fn new(text: &'q str) -> Self {
        let mut bounds: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        let letters = bounds.len();
        bounds.push(text.len());
        let missing = if letters < SHORTEST || text.contains(' ') { 0 } else { 1 + letters / 6 };
        let parts = missing + 1;
        let part = |i: usize| &text[bounds[i * letters / parts]..bounds[(i + 1) * letters / parts]];
        Self { text, letters, missing, parts: (0..parts).map(part).collect() }
    }

    /// Whether a word of the text is near enough. The matcher gives 20 for a letter that follows the
    /// one before, 8 less after a gap, and from 2 to 11 more if the first letter begins a word.
    fn accepts(&self, score: i64, places: &[usize]) -> bool {
        let span = places.last().zip(places.first()).map_or(0, |(last, first)| last + 1 - first);
        span <= self.letters + self.missing && score >= self.full() - 9 - 8 * self.missing as i64
    }

    /// What the matcher gives where nothing is missing.
    fn full(&self) -> i64 {
        20 * self.letters as i64 + 11
    }
}
