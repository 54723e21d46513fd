//! Cuts a text into words as BERT's own tokenizer does: clean, lower-case, without accents, every
//! punctuation mark a word of its own.
//!
//! Reads no further than it is asked to. Does not know the vocabulary.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The words of a text, one after another.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let plain = text
        .chars()
        .filter(|c| !is_dropped(*c))
        .flat_map(|c| {
            let apart = is_ideograph(c).then_some(' ');
            [apart, Some(c), apart].into_iter().flatten()
        })
        .nfd()
        .filter(|c| c.is_ascii() || c.general_category() != GeneralCategory::NonspacingMark)
        .flat_map(char::to_lowercase);
    let mut plain = plain.peekable();
    std::iter::from_fn(move || {
        while plain.next_if(|c| c.is_whitespace()).is_some() {}
        let mut word = String::from(plain.next()?);
        if !word.chars().all(is_mark) {
            while let Some(c) = plain.next_if(|c| !c.is_whitespace() && !is_mark(*c)) {
                word.push(c);
            }
        }
        Some(word)
    })
}

/// Whether a character is as good as not there: a control character, or the sign for a broken one.
fn is_dropped(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    }
    // What no version of Unicode knows yet may become a letter.
    c == '\u{fffd}'
        || (c.general_category_group() == GeneralCategoryGroup::Other
            && c.general_category() != GeneralCategory::Unassigned)
}

/// Whether a character is a word by itself; in ASCII also signs such as `+` and `$`.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || (!c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation)
}

/// Whether a character is written without spaces around it in Chinese and Japanese.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(words(text).collect::<Vec<_>>(), expect, "{text:?}");
    }

    #[test]
    fn a_text_is_cut_as_bert_cuts_it() {
        check("", &[]);
        check(" \t\r\n\u{a0}\u{2003}", &[]);
        check("We measured it.", &["we", "measured", "it", "."]);
        check("don't (C++)", &["don", "'", "t", "(", "c", "+", "+", ")"]);
        check("310.5 ms, -75%", &["310", ".", "5", "ms", ",", "-", "75", "%"]);
        check("“so”…—", &["“", "so", "”", "…", "—"]);
        // A sign that is no punctuation stays in its word.
        check("5€ a£b x²", &["5€", "a£b", "x²"]);
    }

    #[test]
    fn accents_fall_away_whichever_way_they_are_written() {
        check("Prüfung PRU\u{308}FUNG", &["prufung", "prufung"]);
        check("İstanbul Straße Ångström", &["istanbul", "straße", "angstrom"]);
        check("각", &["\u{1100}\u{1161}\u{11a8}"]);
    }

    #[test]
    fn what_is_not_text_is_dropped_and_ideographs_stand_alone() {
        check("a\0b\u{200b}c\u{ad}d\u{fffd}e\u{85}f", &["abcdef"]);
        check("\u{378}a \u{e000}b", &["\u{378}a", "b"]);
        check("\u{feff}a\u{2028}b", &["a", "b"]);
        check("ab你好c", &["ab", "你", "好", "c"]);
        check("👩\u{200d}💻 1\u{fe0f}\u{20e3}", &["👩💻", "1\u{20e3}"]);
    }
}
