//! `list`: cards, a line each.

use std::io::Write;

use serde::Serialize;

use super::setup::Setup;
use super::{Outcome, json};
use crate::domain::deck::Card;

/// One card of `list --json`.
#[derive(Serialize)]
struct Row<'a> {
    card: &'a str,
    number: usize,
    level: &'a str,
    state: &'static str,
    /// ISO date of the day on which it comes back.
    due: Option<String>,
    last_score: Option<u8>,
    attempts: usize,
    tags: &'a [String],
    question: &'a str,
}

/// What `list --json` prints.
#[derive(Serialize)]
struct Listing<'a> {
    v: u32,
    cards: Vec<Row<'a>>,
}

pub(super) fn run(
    setup: &Setup,
    query: &str,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let found = setup.matching(query)?;
    let cards = found.iter().filter_map(|n| setup.library.cards.get(*n));
    let rows: Vec<Row> = cards.map(|card| row(setup, card)).collect();
    let outcome = if rows.is_empty() { Outcome::Found } else { Outcome::Done };
    if json {
        json::print(out, &Listing { v: 1, cards: rows })?;
        return Ok(outcome);
    }
    let width = rows.iter().map(|row| row.card.len()).max().unwrap_or(0);
    for row in &rows {
        let when = row.due.as_deref().unwrap_or("");
        let tags: Vec<_> = row.tags.iter().map(|tag| format!("#{tag}")).collect();
        writeln!(
            out,
            "{:<width$}  {:<6}  {:<9}  {when:<10}  {}  {}",
            row.card,
            row.level,
            row.state,
            row.question,
            tags.join(" ")
        )?;
    }
    Ok(outcome)
}

fn row<'a>(setup: &Setup, card: &'a Card) -> Row<'a> {
    let progress = setup.progress.card(&card.id);
    let today = setup.now.day(setup.config.day_start);
    let state = match () {
        () if progress.is_suspended() => "suspended",
        () if progress.is_new() => "new",
        () if progress.is_learning() => "learning",
        () if setup.calendar.is_due(&card.id, progress, today) => "due",
        () => "scheduled",
    };
    Row {
        card: card.id.as_str(),
        number: card.number,
        level: card.level.word(),
        state,
        due: setup.calendar.due(&card.id, progress).map(crate::domain::time::Day::iso),
        last_score: progress.last_score(),
        attempts: progress.attempts().len(),
        tags: &card.tags,
        question: &card.question,
    }
}
