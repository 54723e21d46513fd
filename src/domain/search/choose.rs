//! Picks from a short list by typed words: rows of the help, commands of the palette.
//!
//! Knows nothing of cards.

use std::ops::Range;

use super::entry::merged;
use super::fuzzy::Letters;
use crate::domain::query::fold::{Folded, fold};

/// Where fewer rows hold every word, near misses fill in.
const FEW: usize = 3;

/// A row that was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Its place in the list.
    pub row: usize,
    /// Where the words stand in its text, in bytes.
    pub marks: Vec<Range<usize>>,
}

/// The words of what was typed.
pub fn words(typed: &str) -> Vec<String> {
    fold(typed).split_whitespace().map(str::to_owned).collect()
}

/// Where the words stand in texts that belong together, for each text; none if a word stands nowhere.
pub fn stands(words: &[String], texts: &[&str]) -> Option<Vec<Vec<Range<usize>>>> {
    let texts: Vec<Folded> = texts.iter().map(|text| Folded::new(text)).collect();
    if !words.iter().all(|word| texts.iter().any(|text| text.as_str().contains(word))) {
        return None;
    }
    let marks = |text: &Folded| {
        let found = words.iter().flat_map(|word| text.as_str().match_indices(word.as_str()));
        merged(found.map(|(at, word)| text.original(at..at + word.len())).collect())
    };
    Some(texts.iter().map(marks).collect())
}

/// The rows, each a name and a text, that the words mean: those that hold every word first, where one
/// begins in the name before all; then, where those are few, those with a word that has its letters.
pub fn pick(typed: &str, rows: &[(String, &str)]) -> Vec<Pick> {
    let words = words(typed);
    let mut picks: Vec<(usize, Pick)> = Vec::new();
    for (row, (name, text)) in rows.iter().enumerate() {
        if let Some(mut marks) = stands(&words, &[text, name]) {
            let rank = words.iter().map(|word| rank(word, name, text)).sum();
            picks.push((rank, Pick { row, marks: marks.swap_remove(0) }));
        }
    }
    picks.sort_by_key(|(rank, _)| *rank);
    let mut picks: Vec<Pick> = picks.into_iter().map(|(_, pick)| pick).collect();
    if picks.len() < FEW {
        let mut near: Vec<(i64, Pick)> = Vec::new();
        let letters = Letters::default();
        for (row, (name, text)) in rows.iter().enumerate() {
            if !picks.iter().any(|pick| pick.row == row)
                && let Some((score, marks)) = nearly(&letters, &words, name, text)
            {
                near.push((-score, Pick { row, marks }));
            }
        }
        near.sort_by_key(|(score, _)| *score);
        picks.extend(near.into_iter().map(|(_, pick)| pick));
    }
    picks
}

/// How far down a row stands for a word that it holds: 0 is the top.
fn rank(word: &str, name: &str, text: &str) -> usize {
    let begins = |text: &str| {
        let text = fold(text);
        text.match_indices(word).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
    };
    match (begins(name), begins(text)) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// How well every word has its letters in a word of the row, and where those stand in the text.
fn nearly(
    letters: &Letters,
    words: &[String],
    name: &str,
    text: &str,
) -> Option<(i64, Vec<Range<usize>>)> {
    let (name, text) = (fold(name), Folded::new(text));
    let (mut score, mut marks) = (0, Vec::new());
    for word in words {
        let here = letters.best(word, text.as_str());
        let there = letters.best(word, &name);
        score += here.iter().chain(&there).map(|(score, _)| *score).max()?;
        let places = here.map_or_else(Vec::new, |(_, places)| places);
        marks.extend(places.into_iter().map(|place| text.original(place)));
    }
    Some((score, merged(marks)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expect: &str) {
        let rows = [
            ("review".to_owned(), "Study what is due"),
            ("filter".to_owned(), "Edit the filter"),
            ("flag".to_owned(), "Flag the card, or take the flag away"),
            ("progress".to_owned(), "Plots of the cards shown; what is due"),
        ];
        let shown: Vec<String> = pick(typed, &rows)
            .iter()
            .map(|pick| {
                let (name, text) = &rows[pick.row];
                let marks: Vec<&str> = pick.marks.iter().map(|m| &text[m.clone()]).collect();
                format!("{name}[{}]", marks.join(","))
            })
            .collect();
        assert_eq!(shown.join(" "), expect, "{typed}");
    }

    #[test]
    fn words_are_anded_and_the_name_counts_most() {
        check("", "review[] filter[] flag[] progress[]");
        check("DUE", "review[due] progress[due]");
        check("due stud", "review[Stud,due]");
        check("review", "review[]");
        check("card", "flag[card] progress[card]");
        check("flag", "flag[Flag,flag]");
        check("zzz", "");
    }

    #[test]
    fn a_word_with_its_letters_fills_in() {
        check("rvw", "review[]");
        check("fltr", "filter[f,lt,r]");
    }
}
