//! Turns words into the numbers of tokens: the longest piece that the vocabulary knows, then the
//! longest of what is left.
//!
//! Does not know what a token means.

use super::fault::Fault;
use super::words::words;

/// Characters above which a word is not looked up.
const LONGEST_WORD: usize = 100;

/// What a piece within a word begins with in the vocabulary.
const WITHIN: &str = "##";

/// The tokens that there are; a token's number is its line.
#[derive(Debug)]
pub(super) struct Vocabulary {
    text: Box<str>,
    /// Where each line begins and ends.
    lines: Vec<(u32, u32)>,
    /// Numbers of the lines, sorted by text.
    sorted: Vec<u32>,
    unknown: u32,
    first: u32,
    last: u32,
}

impl Vocabulary {
    /// Reads a vocabulary of so many lines.
    pub(super) fn read(text: &str, count: usize) -> Result<Self, Fault> {
        let body = text.strip_suffix('\n').unwrap_or(text);
        let found = body.bytes().filter(|byte| *byte == b'\n').count() + 1;
        if found != count {
            return Err(Fault::Vocabulary(format!("has {found} tokens, not {count}")));
        }
        if u32::try_from(text.len()).is_err() {
            return Err(Fault::Vocabulary("is longer than 4 GiB".to_owned()));
        }
        let mut lines = Vec::with_capacity(count);
        let mut start = 0;
        for line in body.split('\n') {
            let end = start + line.len() as u32;
            lines.push((start, end));
            start = end + 1;
        }
        let mut vocabulary = Self {
            text: Box::from(body),
            sorted: (0..count as u32).collect(),
            lines,
            unknown: 0,
            first: 0,
            last: 0,
        };
        let mut sorted = std::mem::take(&mut vocabulary.sorted);
        sorted.sort_by(|a, b| vocabulary.line(*a).cmp(vocabulary.line(*b)));
        vocabulary.sorted = sorted;
        let needed = |token: &str| {
            let missing = || Fault::Vocabulary(format!("lacks {token}"));
            vocabulary.number(&[token]).ok_or_else(missing)
        };
        let (unknown, first, last) = (needed("[UNK]")?, needed("[CLS]")?, needed("[SEP]")?);
        Ok(Self { unknown, first, last, ..vocabulary })
    }

    fn line(&self, number: u32) -> &str {
        let (start, end) = self.lines.get(number as usize).copied().unwrap_or_default();
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The number of the token that these parts make, one after another.
    fn number(&self, parts: &[&str]) -> Option<u32> {
        let wanted = || parts.iter().flat_map(|part| part.bytes());
        let found = self.sorted.binary_search_by(|n| self.line(*n).bytes().cmp(wanted())).ok()?;
        self.sorted.get(found).copied()
    }

    /// The tokens of a text between the first and the last mark, `longest` at most in all.
    pub(super) fn tokens(&self, text: &str, longest: usize) -> Vec<usize> {
        let mut tokens = vec![self.first as usize];
        let room = longest.saturating_sub(1);
        for word in words(text) {
            if tokens.len() >= room {
                break;
            }
            self.pieces(&word, &mut tokens);
        }
        tokens.truncate(room);
        tokens.push(self.last as usize);
        tokens
    }

    /// Adds the pieces of a word, or the unknown one for all of it.
    fn pieces(&self, word: &str, tokens: &mut Vec<usize>) {
        let before = tokens.len();
        let mut rest = word;
        if word.chars().nth(LONGEST_WORD).is_some() {
            tokens.push(self.unknown as usize);
            return;
        }
        while !rest.is_empty() {
            let within = if rest.len() < word.len() { WITHIN } else { "" };
            let ends = rest.char_indices().rev().map(|(at, c)| at + c.len_utf8());
            let piece = ends
                .filter_map(|end| rest.split_at_checked(end))
                .find_map(|(piece, rest)| Some((self.number(&[within, piece])?, rest)));
            let Some((number, after)) = piece else {
                tokens.truncate(before);
                tokens.push(self.unknown as usize);
                return;
            };
            tokens.push(number as usize);
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nab\n##c\n##cd\n.\n##é\nz\n";

    fn check(text: &str, longest: usize, expect: &[usize]) {
        let vocabulary = Vocabulary::read(LINES, 11).unwrap();
        assert_eq!(vocabulary.tokens(text, longest), expect, "{text:?} in {longest}");
    }

    #[test]
    fn the_longest_piece_comes_first() {
        check("", 64, &[2, 3]);
        check("a AB. abc abcd abcdc", 64, &[2, 4, 5, 8, 5, 6, 5, 7, 5, 7, 6, 3]);
        check("abx a 日 [CLS]", 64, &[2, 1, 4, 1, 1, 1, 1, 3]);
    }

    #[test]
    fn what_is_too_long_is_cut_or_unknown() {
        check("a a a", 5, &[2, 4, 4, 4, 3]);
        check("a a abcdc", 5, &[2, 4, 4, 5, 3]);
        check(&"a ".repeat(90), 4, &[2, 4, 4, 3]);
        let long = |n| format!("ab{}", "c".repeat(n));
        check(&long(98), 5, &[2, 5, 6, 6, 3]);
        check(&long(99), 5, &[2, 1, 3]);
    }

    #[test]
    fn a_vocabulary_must_be_whole() {
        let check = |text: &str, count, expect: &str| {
            let fault = Vocabulary::read(text, count).unwrap_err().to_string();
            assert_eq!(fault, format!("the encoder file's vocabulary {expect}"));
        };
        check("[UNK]\n[CLS]\n[SEP]", 4, "has 3 tokens, not 4");
        check("[UNK]\n[CLS]\n[SEP]\n\n", 3, "has 4 tokens, not 3");
        check("[UNK]\n[CLS]", 2, "lacks [SEP]");
        check("", 1, "lacks [UNK]");
    }
}
