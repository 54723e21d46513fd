//! `stats`: figures about the work done.

use std::io::Write;

use serde::Serialize;

use super::setup::Setup;
use super::{Outcome, json, say};
use crate::domain::schedule::fit;
use crate::domain::stats::Stats;

/// What `stats --json` prints.
#[derive(Serialize)]
struct Figures<'a> {
    v: u32,
    #[serde(flatten)]
    stats: &'a Stats,
}

fn all_reviews(setup: &Setup) -> usize {
    setup.progress.cards().map(|(_, card)| card.reviews().len()).sum()
}

pub(super) fn run(
    setup: &Setup,
    query: &str,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let found = setup.matching(query)?;
    let ids = found.iter().filter_map(|n| setup.library.cards.get(*n)).map(|card| &card.id);
    let today = setup.now.day(setup.config.day_start);
    let ids: Vec<_> = ids.collect();
    let mut stats = Stats::of(ids.iter().copied(), &setup.progress, today);
    stats.date(ids, &setup.progress, &setup.calendar, today);
    if setup.progress.parameters().is_none() && all_reviews(setup) >= fit::ENOUGH {
        say(
            "memory's parameters can be fitted to your reviews: `greenroom tune` says whether it helps",
        );
    }
    let outcome = if found.is_empty() { Outcome::Found } else { Outcome::Done };
    if json {
        json::print(out, &Figures { v: 1, stats: &stats })?;
        return Ok(outcome);
    }
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
    Ok(outcome)
}
