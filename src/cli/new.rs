//! `new`: a commented template of a deck or of a card, to begin with.
//!
//! A deck becomes a file where none is yet; a card is printed, since no program should write into a
//! file that somebody edits by hand.

use std::io::Write;

use anyhow::{Context, bail};
use clap::Subcommand;

use super::{Global, Outcome, safe, say};
use crate::domain::id::{is_slug, slugify};
use crate::shell::folder;
use crate::shell::paths::Paths;

const DECK: &str = include_str!("../../assets/templates/deck.toml");
const CARD: &str = include_str!("../../assets/templates/card.toml");

/// What is to be new.
#[derive(Subcommand, Debug)]
pub(super) enum New {
    /// A deck with one card, in your decks folder
    Deck {
        /// Its name; the file and the id are called after it
        name: String,
    },
    /// A card, printed: append it to a deck with `greenroom new card ID >> FILE`
    Card {
        /// Its id: lower-case letters, digits, hyphens
        id: String,
    },
}

pub(super) fn run(global: &Global, new: &New, out: &mut impl Write) -> anyhow::Result<Outcome> {
    match new {
        New::Card { id } if !is_slug(id) => {
            bail!("`{}` is no id; try {}", safe(id), slugify(id, "my-card"))
        }
        New::Card { id } => write!(out, "{}", CARD.replace("CARD-ID", id))?,
        New::Deck { name } => {
            let paths = Paths::find(global.data_dir.as_deref())?;
            let id = slugify(name, "my-deck");
            let path = paths.decks.join(format!("{id}.toml"));
            let title: String = name.chars().filter(|c| !c.is_control()).collect();
            let title = title.replace('\\', "\\\\").replace('"', "\\\"");
            let text = DECK.replace("DECK-ID", &id).replace("DECK-TITLE", &title)
                + &CARD.replace("CARD-ID", "my-first-card");
            folder::create(&paths.decks)?;
            folder::write_new(&path, text.as_bytes())
                .with_context(|| format!("cannot write {}", path.display()))?;
            writeln!(out, "{}", path.display())?;
            say(
                "edit it, then: greenroom check --strict FILE; greenroom shows it at the next start",
            );
        }
    }
    Ok(Outcome::Done)
}
