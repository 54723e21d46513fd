//! One spelling for texts that differ only in case, typographic apostrophes or white space, and the
//! way back to the places in the original. Does not strip accents.

use std::ops::Range;

/// `text` as it is compared.
pub fn fold(text: &str) -> String {
    if !text.is_ascii() {
        return letters(text).map(|(_, letter)| letter).collect();
    }
    let mut folded = text.to_ascii_lowercase().into_bytes();
    let (mut len, mut after_space) = (0, false);
    // Without a branch: where words end cannot be foretold.
    for at in 0..folded.len() {
        let space = matches!(folded[at], b' ' | b'\t'..=b'\r');
        folded[len] = if space { b' ' } else { folded[at] };
        len += usize::from(!(space && after_space));
        after_space = space;
    }
    folded.truncate(len);
    String::from_utf8(folded).unwrap_or_default()
}

/// Whether `text`, folded, is `folded`, or begins with it.
pub fn folds_to(text: &str, folded: &str, as_a_whole: bool) -> bool {
    let mut letters = letters(text).map(|(_, letter)| letter);
    folded.chars().all(|letter| letters.next() == Some(letter))
        && (!as_a_whole || letters.next().is_none())
}

/// A folded text that knows where each of its letters came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each byte of `text`, where its letter begins in the original, and at the end the
    /// original's length; empty if every byte stands where it stood.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds `original`.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len() + 1);
        let mut unmoved = true;
        for (origin, letter) in letters(original) {
            unmoved &= origin == text.len();
            text.push(letter);
            origins.resize(text.len(), origin as u32);
        }
        if unmoved && text.len() == original.len() {
            origins = Vec::new();
        } else {
            origins.push(original.len() as u32);
        }
        text.shrink_to_fit();
        origins.shrink_to_fit();
        Self { text, origins }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that a range of the folded text came from: whole letters.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.origins.is_empty() || range.is_empty() {
            return range;
        }
        let origin = |at: usize| self.origins.get(at).map_or(0, |origin| *origin as usize);
        let last = origin(range.end - 1);
        let end = (range.end..self.origins.len()).map(origin).find(|next| *next > last);
        origin(range.start)..end.unwrap_or(last)
    }
}

/// The folded letters of `text`, each with the place of the letter it came from.
fn letters(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut after_space = false;
    text.char_indices()
        .filter(move |(_, letter)| {
            let second = after_space && letter.is_whitespace();
            after_space = letter.is_whitespace();
            !second
        })
        .map(|(origin, letter)| (origin, fold_letter(letter)))
}

fn fold_letter(letter: char) -> char {
    match letter {
        _ if letter.is_whitespace() => ' ',
        _ if letter.is_ascii() => letter.to_ascii_lowercase(),
        '\u{2018}' | '\u{2019}' => '\'',
        'Σ' | 'ς' => 'σ',
        // One letter for each: the dot that is left over from İ would keep "i" from being found.
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(original: &str, folded: &str, part: &str, came_from: &str) {
        let fold = Folded::new(original);
        assert_eq!(fold.as_str(), folded);
        let start = folded.find(part).unwrap();
        assert_eq!(&original[fold.original(start..start + part.len())], came_from);
    }

    #[test]
    fn a_place_in_the_folded_text_leads_back_to_whole_letters() {
        check("Charter TOURS", "charter tours", "tour", "TOUR");
        check("İstanbul Test", "istanbul test", "test", "Test");
        check("İstanbul", "istanbul", "is", "İs");
        check("Maß und ẞ", "maß und ß", "und ß", "und ẞ");
        check("20 \u{212A} hot", "20 k hot", "k h", "\u{212A} h");
        check("it’s so", "it's so", "t's s", "t’s s");
        check("ΟΔΟΣ", "οδοσ", "οσ", "ΟΣ");
        check("two \n lines", "two lines", "two l", "two \n l");
        check("end  ", "end ", "d ", "d  ");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC*|[a-zA-ZİΣς’ \\n]{0,12}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn ascii_is_folded_as_any_text_is(text in "[ -~]{0,20}|[\\x00-\\x7f]{0,8}") {
            let (folded, as_any) = (fold(&text), Folded::new(&text));
            prop_assert_eq!(&folded, as_any.as_str());
            prop_assert!(folds_to(&text, &folded, true) && !folds_to(&text, &(folded + "x"), false));
        }

        #[test]
        fn every_range_leads_back_to_letters_of_the_original(text in "[a-zİẞ’é\u{212A} ]{0,12}") {
            let folded = Folded::new(&text);
            let ends: Vec<_> =
                folded.as_str().char_indices().map(|(at, _)| at).chain([folded.as_str().len()]).collect();
            for &start in &ends {
                for &end in ends.iter().filter(|end| **end > start) {
                    let range = folded.original(start..end);
                    prop_assert!(!range.is_empty() && text.get(range).is_some());
                }
            }
        }
    }
}
