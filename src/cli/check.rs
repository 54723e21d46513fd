//! `check`: every problem of the decks, with its place and how to mend it.

use std::convert::Infallible;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use serde::Serialize;

use super::progress::Progress;
use super::{Global, Outcome, json, setup};
use crate::domain::deck::Card;
use crate::domain::deck::lint::{self, TagList};
use crate::domain::deck::problem::Problem;
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
fn advised(library: &Library, encoder: Option<&Encoder>) -> Vec<Problem> {
    let (mut problems, mut progress) = (Vec::new(), Progress::new("read"));
    for Shelved { deck, origin, file, .. } in &library.decks {
        let tags = match origin.path() {
            None => Some(deck_files::SHIPPED_TAGS.to_owned()),
            Some(path) => std::fs::read_to_string(path.with_file_name("TAGS.md")).ok(),
        };
        let tags = tags.map(|text| TagList::parse(&text));
        problems.extend(lint::of_deck(file, deck));
        let read = |card: Arc<Card>| lint::of_card(file, &card, tags.as_ref(), encoder);
        let Ok(()) = in_order(deck.cards.clone().into_iter(), read, |advice| {
            problems.extend(advice);
            progress.step();
            Ok::<_, Infallible>(())
        });
    }
    progress.end();
    problems
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
