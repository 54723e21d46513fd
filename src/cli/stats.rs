//! `stats`: figures about the work done, as text, JSON or a table of CSV.

mod tables;

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use super::setup::Setup;
use super::{Outcome, json, say};
use crate::domain::deck::Card;
use crate::domain::gaps::{Gap, State, Subject};
use crate::domain::schedule::fit;
use crate::domain::stats::Stats;
use crate::domain::stats::figures::Figures;
pub(super) use tables::Table;
use tables::Tables;

/// So many gaps are named in the text.
const NAMED: usize = 5;

/// What `stats --json` prints.
#[derive(Serialize)]
struct Printed<'a> {
    v: u32,
    #[serde(flatten)]
    stats: &'a Stats,
    #[serde(flatten)]
    tables: Tables,
}

fn all_reviews(setup: &Setup) -> usize {
    setup.progress.cards().map(|(_, card)| card.reviews().len()).sum()
}

pub(super) fn run(
    setup: &Setup,
    query: &str,
    json: bool,
    csv: Option<Table>,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let mut found = setup.matching(query)?;
    found.sort_unstable();
    let cards: Vec<Arc<Card>> =
        found.iter().filter_map(|n| setup.library.cards.get(*n).cloned()).collect();
    let today = setup.now.day(setup.config.day_start);
    let ids = || cards.iter().map(|card| &card.id);
    let stats = Stats::of(ids(), &setup.progress, &setup.calendar, today);
    if setup.progress.parameters().is_none() && all_reviews(setup) >= fit::ENOUGH {
        say(
            "memory's parameters can be fitted to your reviews: `greenroom tune` says whether it helps",
        );
    }
    let figures = Figures::of(cards, &setup.progress, &setup.calendar, today);
    let outcome = if found.is_empty() { Outcome::Found } else { Outcome::Done };
    match csv {
        Some(table) => Tables::of(&figures).csv(table, out)?,
        None if json => {
            json::print(out, &Printed { v: 1, stats: &stats, tables: Tables::of(&figures) })?;
        }
        None => {
            text(&stats, out)?;
            gaps(&figures, out)?;
        }
    }
    Ok(outcome)
}

fn text(stats: &Stats, out: &mut impl Write) -> anyhow::Result<()> {
    let share = |value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |v| format!("{:.0} %", 100.0 * v))
    };
    let score = stats.mean_last_score.map_or_else(|| "–".to_owned(), |v| format!("{v:.0} %"));
    let days: Vec<_> = stats.due_in_days.iter().map(ToString::to_string).collect();
    let rows = [
        ("cards", stats.cards.to_string()),
        ("new", stats.new.to_string()),
        ("due", stats.due.to_string()),
        ("suspended", stats.suspended.to_string()),
        ("flagged", stats.flagged.to_string()),
        ("drafts", stats.drafts.to_string()),
        ("reviews", format!("{} ({} today)", stats.reviews, stats.reviews_today)),
        ("attempts", stats.attempts.to_string()),
        ("practised", format!("{:.0} min", stats.minutes)),
        ("mean of last scores", score),
        (
            "recalled",
            format!("{} (predicted {})", share(stats.retention), share(stats.predicted_retention)),
        ),
        ("recall today", share(stats.recall_today)),
        ("due in the next 7 days", days.join(" ")),
    ];
    for (name, value) in rows {
        writeln!(out, "{name:<24}{value}")?;
    }
    Ok(())
}

/// The gaps that want work, and how many are closed.
fn gaps(figures: &Figures, out: &mut impl Write) -> anyhow::Result<()> {
    let kinds = || figures.gaps.iter().filter(|gap| matches!(gap.subject, Subject::Kind(_)));
    let closed = kinds().filter(|gap| matches!(gap.state, State::Closed { .. })).count();
    let wanted =
        |gap: &&Gap| matches!(gap.state, State::Open | State::Reopened { .. } | State::Closing);
    let open: Vec<&Gap> = kinds().filter(wanted).collect();
    let said = match (open.len(), closed) {
        (0, 0) => "–".to_owned(),
        (open, closed) => format!("{open} to work on, {closed} closed"),
    };
    writeln!(out, "{:<24}{said}", "gaps")?;
    for gap in open.iter().take(NAMED) {
        let name = format!("  {}", gap.subject.name());
        let (state, share) = (gap.state.word(), gap.share * 100.0);
        writeln!(out, "{name:<24}{state}: {share:.0} % missed in {} attempts", gap.asked)?;
    }
    Ok(())
}
