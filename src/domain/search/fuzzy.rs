//! Near misses: words that stand in a question or a tag but for a letter left out, or a few in a long
//! word. The only place that knows `fuzzy-matcher`; does not order the cards.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::entry::{Entry, Sought, merged};

/// Words shorter than this must stand as they are: their letters are near one another everywhere.
const SHORTEST: usize = 3;

/// Nor is anything longer than this a word to be misspelt; the matcher's table grows with the square.
const LONGEST: usize = 64;

/// Finds words that have another's letters, as in `rvw` for `review`: for short lists only.
#[derive(Default)]
pub(super) struct Letters(SkimMatcherV2);

impl Letters {
    /// The word of `text` that begins as `word` does and best has its letters in their order: how
    /// well, and where those stand.
    pub(super) fn best(&self, word: &str, text: &str) -> Option<(i64, Vec<Range<usize>>)> {
        if word.len() > LONGEST {
            return None;
        }
        let mut best: Option<(i64, Vec<Range<usize>>)> = None;
        for (start, token) in words_of(text) {
            if token.len() <= 4 * LONGEST
                && token.chars().next() == word.chars().next()
                && in_order(word, token)
                && let Some((score, places)) = self.0.fuzzy_indices(token, word)
                && best.as_ref().is_none_or(|(least, _)| score > *least)
            {
                let letters = token.char_indices().enumerate();
                let letters = letters.filter(|(n, _)| places.contains(n));
                let ranges = letters.map(|(_, (at, c))| start + at..start + at + c.len_utf8());
                best = Some((score, ranges.collect()));
            }
        }
        best
    }
}

/// The words of a text, each with its place.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let at = start;
        // What parts words may be longer than a byte; the words lie within the text all the same.
        start = at + word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((at, word))
    })
}

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
    sought: &'q Sought<'q>,
    letters: usize,
    /// How many letters may be missing: one, more in a long word, none in a short one or a phrase.
    missing: usize,
    /// One part more than letters may be missing, so that one at least stands there as it is.
    parts: Vec<&'q str>,
}

impl<'q> Fuzzy<'q> {
    /// None if every word must stand as it is.
    pub(super) fn new(words: &'q [Sought<'q>]) -> Option<Self> {
        let words: Vec<_> = words.iter().map(Word::new).collect();
        let any = words.iter().any(|word| word.missing > 0);
        any.then(|| Self { words, matcher: SkimMatcherV2::default().respect_case() })
    }

    /// How the `card`th card, `entry`, nearly contains every word, if it does.
    pub(super) fn find(&self, card: usize, entry: &Entry) -> Option<Near> {
        let question = entry.question.as_str();
        let mut shortfall = 0;
        let mut marks = Vec::new();
        for word in &self.words {
            if entry.place(card, word.sought).is_some() {
                marks.extend(entry.marks(word.sought.word));
            } else if let Some((lacks, letters)) = self.near(word, question) {
                shortfall += lacks;
                marks.extend(letters.into_iter().map(|letter| entry.question.original(letter)));
            } else {
                shortfall += self.near(word, &entry.tags)?.0;
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
            if (word.sought.word.len() + 1..=4 * LONGEST).contains(&token.len())
                && in_order(word.sought.word, token)
                && let Some((score, places)) = self.matcher.fuzzy_indices(token, word.sought.word)
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

/// Whether all letters of `word` stand in `text`, in this order: much quicker than the matcher's no.
fn in_order(word: &str, text: &str) -> bool {
    let mut bytes = text.bytes();
    word.bytes().all(|wanted| bytes.any(|byte| byte == wanted))
}

impl<'q> Word<'q> {
    fn new(sought: &'q Sought<'q>) -> Self {
        let text = sought.word;
        let mut bounds: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        let letters = bounds.len();
        bounds.push(text.len());
        let misspelt = (SHORTEST..=LONGEST).contains(&letters) && !text.contains(' ');
        let missing = if misspelt { 1 + letters / 6 } else { 0 };
        let parts = missing + 1;
        let part = |i: usize| &text[bounds[i * letters / parts]..bounds[(i + 1) * letters / parts]];
        Self { sought, letters, missing, parts: (0..parts).map(part).collect() }
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
