//! Reads a deck from the text of a TOML or JSON file, with every problem that it finds on the way.
//!
//! Opens no files. Both formats become one tree with places (`node`), which serde reads into one set
//! of types (`wire`); what these must fulfil is checked in `card` and `rules`. It never stops at the
//! first fault: a card with an error is left out and named, the others work.

mod access;
mod card;
mod clean;
mod fields;
mod node;
mod notes;
mod read_json;
mod read_toml;
mod reader;
mod rules;
mod wire;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::Deck;
use super::problem::{Problem, Severity};
use crate::domain::id::slugify;
pub use clean::is_unsafe;
use fields::{headline, label, prose, slug};
use node::Node;
use notes::Notes;
use reader::Reader;
use wire::{DeckWire, Field};

/// A larger file is not read.
pub const MAX_DECK_BYTES: usize = 16 * 1024 * 1024;

/// A card with a longer text is left out.
pub const MAX_FIELD_BYTES: usize = 100 * 1024;

/// What a deck file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `[[card]]` tables.
    Toml,
    /// The same shape: `{"id": …, "card": [{…}]}`.
    Json,
}

impl Format {
    /// The format that a file's extension stands for, if it is one of a deck.
    pub fn of(path: impl AsRef<Path>) -> Option<Self> {
        match path.as_ref().extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// What came of reading a deck file.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What was understood. Absent if there is no making sense of the file as a whole.
    pub deck: Option<Deck>,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a deck from `text`; `file` is the name to call it by in problems.
pub fn parse(file: &str, text: &[u8], format: Format) -> Parsed {
    if text.len() > MAX_DECK_BYTES {
        return Parsed { deck: None, problems: vec![too_large(file, text.len())] };
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let source =
        std::str::from_utf8(text).map_or_else(|_| String::from_utf8_lossy(text), Cow::Borrowed);
    let mut notes = Notes::new(&source, format);
    if let Cow::Owned(_) = source {
        // What comes before the first bad byte is the same in `source`, and so is its offset.
        let at = std::str::from_utf8(text).map_or_else(|e| e.valid_up_to(), str::len);
        notes.warn(
            at,
            "the text is not UTF-8 from here on; what cannot be read is shown as `\u{fffd}`",
            "save the file as UTF-8",
        );
    }
    let root = match format {
        Format::Toml => Some(read_toml::read(&source, &mut notes)),
        Format::Json => read_json::read(&source, &mut notes),
    };
    let deck = root.as_ref().and_then(|root| deck(file, root, &mut notes));
    Parsed { deck, problems: notes.into_problems(file) }
}

fn too_large(file: &str, len: usize) -> Problem {
    Problem {
        severity: Severity::Error,
        file: file.to_owned(),
        line: 1,
        column: 1,
        card: None,
        what: format!(
            "the file has {} MiB; a deck has at most {}",
            len.div_ceil(1024 * 1024),
            MAX_DECK_BYTES / 1024 / 1024
        ),
        hint: "split it into several decks".to_owned(),
    }
}

fn deck<'a>(file: &str, root: &'a Node<'a>, notes: &mut Notes<'a>) -> Option<Deck> {
    let wire = match DeckWire::deserialize(Reader::new(root, "the deck", notes)) {
        Ok(wire) => wire,
        Err(refusal) => {
            notes.refuse(root.span.start, refusal);
            return None;
        }
    };
    notes.set_part(Some("the deck".to_owned()));
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    let id = slug(wire.id, 0, Severity::Error, || slugify(&stem, "deck"), notes);
    let title = headline(wire.title, "title", 0, Severity::Warning, notes);
    let listed = root.get("card").map_or(&[][..], Node::items);
    if listed.is_empty() && !matches!(wire.card, Field::Faulty) {
        notes.warn(0, "no cards", "`greenroom new card` prints one to fill in");
    }
    notes.set_part(None);

    let mut taken = HashMap::new();
    let mut cards = Vec::new();
    for (n, node) in listed.iter().enumerate() {
        notes.enter_card(label(node.get("id").and_then(Node::text), n + 1));
        cards.extend(card::card(node, n + 1, &id, &mut taken, notes).map(Arc::new));
        notes.leave_card();
    }
    let language = prose(wire.language);
    Some(Deck {
        title: if title.is_empty() { id.clone() } else { title },
        id,
        description: prose(wire.description),
        language: if language.is_empty() { "en".to_owned() } else { language },
        license: prose(wire.license),
        cards,
    })
}
