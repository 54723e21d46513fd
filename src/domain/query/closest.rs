//! Guesses which of a few words was meant by one that is none of them. Knows no query.

/// The option that `word` was probably meant to be: it is cut short, has a letter wrong (two in a long
/// word), or leaves letters out.
pub(super) fn closest<'a>(word: &str, options: &[&'a str]) -> Option<&'a str> {
    let wrong_letters = if word.len() > 4 { 2 } else { 1 };
    let cut_short = |option: &&&str| option.starts_with(word);
    let misspelt = |option: &&&str| distance(word, option) <= wrong_letters;
    let abbreviated = |option: &&&str| {
        let mut letters = option.chars();
        option.chars().next() == word.chars().next()
            && word.chars().all(|c| letters.any(|l| l == c))
    };
    let find = |like: &dyn Fn(&&&str) -> bool| options.iter().find(like);
    find(&cut_short).or_else(|| find(&misspelt)).or_else(|| find(&abbreviated)).copied()
}

/// How many letters must be put in, taken out or changed to make `a` of `b`.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in b.chars().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, meant: Option<&str>) {
        assert_eq!(closest(word, &["junior", "mid", "senior", "level"]), meant, "{word}");
    }

    #[test]
    fn a_word_cut_short_misspelt_or_abbreviated_is_recognised() {
        check("s", Some("senior"));
        check("jun", Some("junior"));
        check("senoir", Some("senior"));
        check("mit", Some("mid"));
        check("snr", Some("senior"));
        check("lvl", Some("level"));
    }

    #[test]
    fn a_word_unlike_any_is_left_alone() {
        check("high", None);
        check("é", None);
        check("r", None);
    }
}
