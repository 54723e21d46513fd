//! `show`: one card, whole, as plain text.

use std::io::Write;

use serde::Serialize;

use super::setup::Setup;
use super::{Outcome, json};
use crate::app::screen::card::steps;
use crate::domain::deck::Card;

/// What `show --json` prints.
#[derive(Serialize)]
struct Shown<'a> {
    v: u32,
    #[serde(flatten)]
    card: &'a Card,
}

pub(super) fn run(
    setup: &Setup,
    name: &str,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let card = setup.card(name)?;
    if json {
        json::print(out, &Shown { v: 1, card })?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "{}\n\n{}", card.id, card.question)?;
    writeln!(out, "{} · {} min · {}", card.level, card.minutes, card.hashtags())?;
    for (title, text) in steps(card) {
        writeln!(out, "\n{}\n\n{}", title.to_uppercase(), text.trim())?;
    }
    if !card.criteria.is_empty() {
        writeln!(out, "\nCRITERIA\n")?;
    }
    for criterion in &card.criteria {
        let kind = criterion.kind.map_or("", |kind| kind.word());
        writeln!(
            out,
            "{} ({}, weight {}, {kind})",
            criterion.title, criterion.id, criterion.weight
        )?;
        writeln!(out, "  {}", criterion.description)?;
    }
    if !card.traps.is_empty() {
        writeln!(out, "\nTRAPS\n")?;
    }
    for trap in &card.traps {
        writeln!(out, "{} ({})\n  {}", trap.title, trap.id, trap.description)?;
    }
    Ok(Outcome::Done)
}
