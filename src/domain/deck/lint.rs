//! Advice for deck authors: what can be read but does not do its work yet.
//!
//! Faults of form are [`parse`](super::parse)'s. Advice is never an error: a deck may know better.

mod prose;
mod rubric;

use std::collections::BTreeSet;

use super::problem::{Problem, Severity};
use super::{Card, Deck};
use crate::domain::encoder::Encoder;

/// The tags that a deck folder has agreed on, from its `TAGS.md`: a line ``- `tag`: meaning`` each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagList {
    tags: BTreeSet<String>,
}

impl TagList {
    /// Reads a `TAGS.md`.
    pub fn parse(text: &str) -> Self {
        let tag = |line: &str| {
            let (tag, _) = line.trim().strip_prefix("- `")?.split_once('`')?;
            Some(tag.to_owned())
        };
        Self { tags: text.lines().filter_map(tag).collect() }
    }

    /// Every tag of the list, in order.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str)
    }
}

/// What is worth saying about a deck, its cards aside; `file` is the name to call it by.
pub fn of_deck(file: &str, deck: &Deck) -> Vec<Problem> {
    let mut notes = Notes { file, card: None, problems: Vec::new() };
    if deck.description.trim().is_empty() {
        notes.say("the deck has no description", "say in a sentence what it covers");
    }
    notes.problems
}

/// What is worth saying about a card of this file. Without a list of tags they are not looked at; with the
/// encoder its rubric is read as the program reads it, which takes a second or two.
pub fn of_card(
    file: &str,
    card: &Card,
    tags: Option<&TagList>,
    encoder: Option<&Encoder>,
) -> Vec<Problem> {
    let mut notes = Notes { file, card: Some(card), problems: Vec::new() };
    if let Some(list) = tags {
        known_tags(card, list, &mut notes);
    }
    prose::look(card, &mut notes);
    rubric::look(card, encoder, &mut notes);
    notes.problems
}

/// Collects advice, with its place.
struct Notes<'a> {
    file: &'a str,
    card: Option<&'a Card>,
    problems: Vec<Problem>,
}

impl Notes<'_> {
    fn say(&mut self, what: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem {
            severity: Severity::Advice,
            file: self.file.to_owned(),
            line: self.card.map_or(1, |card| card.line),
            column: 1,
            card: self.card.map(|card| card.id.card().to_owned()),
            what: what.into(),
            hint: hint.into(),
        });
    }
}

fn known_tags(card: &Card, list: &TagList, notes: &mut Notes<'_>) {
    for tag in card.tags.iter().filter(|tag| !list.tags.contains(*tag)) {
        notes.say(
            format!("the tag `{tag}` is not in TAGS.md"),
            format!("use one of the list, or add a line to it: - `{tag}`: what it stands for"),
        );
    }
}

#[cfg(test)]
mod tests;
