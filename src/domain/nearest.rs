//! The word that a misspelt one was probably meant to be. Knows no list of words.

/// The one of `words` nearest to `word`, if it is near enough to be meant.
pub fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let length = word.chars().count();
    if length > 32 {
        return None;
    }
    let word = word.to_lowercase();
    words
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= 2)
        .map(|candidate| (edits(&word, candidate), candidate))
        .filter(|&(edits, _)| edits <= 2.min(length / 2))
        .min_by_key(|&(edits, _)| edits)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be put in, taken out or changed to make `b` of `a`.
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in b.chars().enumerate() {
            let change = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word() {
        let check = |word: &str, meant: Option<&str>| {
            assert_eq!(nearest(word, ["question", "level", "tags", "id"]), meant, "{word}");
        };
        check("quesiton", Some("question"));
        check("Level", Some("level"));
        check("tag", Some("tags"));
        check("answer", None);
        check("x", None);
        check(&"level".repeat(9), None);
    }
}
