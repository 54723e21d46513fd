//! `check`: every problem of the decks, with its place and how to mend it.

use std::convert::Infallible;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use serde::Serialize;

use super::progress::Progress;
use super::{Global, Outcome, json, setup};
use crate::domain::deck::lint::{self, TagList};
use crate::domain::deck::problem::Problem;
use crate::domain::deck::{Card, Deck};
use crate::domain::encoder::Encoder;
use crate::domain::library::{Library, Shelved, Source};
use crate::shell::deck_files;
use crate::shell::desk;
use crate::shell::in_order::in_order;
use crate::shell::paths::Paths;

/// What `check --json` prints.
#[derive(Serialize)]
struct Checked<'a> {
    v: u32,
    decks: usize,
    cards: usize,
    problems: &'a [Problem],
}

pub(super) fn run(
    global: &Global,
    paths: &[PathBuf],
    strict: bool,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let library = if paths.is_empty() {
        setup::files(global, &Paths::find(global.data_dir.as_deref())?)?.library()
    } else {
        named(paths)?
    };
    let (decks, cards) = (library.decks.len(), library.cards.len());
    let mut problems = library.problems.clone();
    if strict {
        problems.extend(advised(&library, setup::encoder(global)?));
    }
    let problems = &problems;
    if json {
        json::print(out, &Checked { v: 1, decks, cards, problems })?;
    } else {
        for problem in problems {
            writeln!(out, "{problem}")?;
        }
        let counts = [(decks, "deck"), (cards, "card"), (problems.len(), "problem")];
        let words = counts.map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }));
        writeln!(io::stderr(), "{}", words.join(", "))?;
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Found })
}

/// Advice on all decks, in their order; each by the list of tags that lies beside it.
fn advised(library: &Library, encoder: Option<&'static Encoder>) -> Vec<Problem> {
    let of = |shelved: &Shelved| {
        let tags = match shelved.origin.path() {
            None => Some(deck_files::SHIPPED_TAGS.to_owned()),
            Some(path) => std::fs::read_to_string(path.with_file_name("TAGS.md")).ok(),
        };
        let tags = tags.map(|text| Arc::new(TagList::parse(&text)));
        let file: Arc<str> = shelved.file.as_str().into();
        let deck =
            Piece::Deck(Arc::clone(&file), Deck { cards: Vec::new(), ..shelved.deck.clone() });
        let cards = shelved.deck.cards.iter();
        let cards = cards.map(move |c| Piece::Card(Arc::clone(&file), Arc::clone(c), tags.clone()));
        std::iter::once(deck).chain(cards.collect::<Vec<_>>())
    };
    let pieces: Vec<Piece> = library.decks.iter().flat_map(of).collect();
    let work = |piece: Piece| match piece {
        Piece::Deck(file, deck) => lint::of_deck(&file, &deck),
        Piece::Card(file, card, tags) => lint::of_card(&file, &card, tags.as_deref(), encoder),
    };
    let (mut problems, mut progress) = (Vec::new(), Progress::new("read"));
    let Ok(()) = in_order(pieces.into_iter(), work, |advice| {
        problems.extend(advice);
        progress.step();
        Ok::<_, Infallible>(())
    });
    progress.end();
    problems
}

/// What is advised on by itself, with the name of its file.
enum Piece {
    Deck(Arc<str>, Deck),
    Card(Arc<str>, Arc<Card>, Option<Arc<TagList>>),
}

/// Only the decks that are named, each for itself.
fn named(paths: &[PathBuf]) -> anyhow::Result<Library> {
    for path in paths {
        std::fs::metadata(path).with_context(|| path.display().to_string())?;
    }
    let files = deck_files::read_given(paths);
    Ok(Library::new(files.into_iter().map(|file| Source {
        parsed: desk::read(&file.name, file.bytes),
        origin: file.origin,
        file: file.name,
    })))
}
