//! The figures as tables: rows for JSON and for CSV, one shape for both.
//!
//! Units stand in the names. What is told of a gap is defined in `src/domain/gaps.rs`.

use std::io::Write;

use clap::ValueEnum;
use serde::Serialize;

use crate::domain::gaps::{Gap, State, Subject};
use crate::domain::stats::days::Worked;
use crate::domain::stats::figures::Figures;
use crate::domain::time::Day;

/// A table of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Table {
    /// Work day by day
    Days,
    /// Cards due on each of the next four weeks' days
    Forecast,
    /// Retention week by week, predicted and actual
    Retention,
    /// Every answer with its score and time
    Scores,
    /// What answers miss, by kind and by tag
    Gaps,
}

/// Work of a day.
#[derive(Debug, Serialize)]
struct DayRow {
    day: String,
    minutes: f64,
    reviews: usize,
    attempts: usize,
}

/// What is due on a day; today's row has all that is overdue.
#[derive(Debug, Serialize)]
struct ForecastRow {
    day: String,
    cards_due: usize,
}

/// The reviews of a week that tested memory.
#[derive(Debug, Serialize)]
struct RetentionRow {
    /// Its Monday.
    week_from: String,
    reviews: usize,
    recalled: usize,
    recalled_percent: f64,
    predicted_percent: f64,
}

/// An answer.
#[derive(Debug, Serialize)]
struct ScoreRow {
    day: String,
    card: String,
    score_percent: u8,
    minutes: f64,
    target_minutes: f64,
    spoken: bool,
}

/// A kind or a tag.
#[derive(Debug, Serialize)]
struct GapRow {
    /// `kind` or `tag`.
    by: &'static str,
    name: String,
    state: &'static str,
    /// Since when it is closed; where it is reopened, since when it is open again.
    since: Option<String>,
    attempts: usize,
    missed: usize,
    missed_percent: f64,
    /// Of the latest attempts.
    latest_missed_percent: Option<f64>,
    /// Of those before.
    before_missed_percent: Option<f64>,
    met_in_a_row: usize,
    /// Where it was missed, the ones to drill first.
    cards: Vec<String>,
}

/// Every table, as JSON has them.
#[derive(Debug, Serialize)]
pub(super) struct Tables {
    days: Vec<DayRow>,
    forecast: Vec<ForecastRow>,
    /// Cards due after the forecast's last day.
    cards_due_later: usize,
    retention_weeks: Vec<RetentionRow>,
    scores: Vec<ScoreRow>,
    gaps: Vec<GapRow>,
}

impl Tables {
    pub(super) fn of(figures: &Figures) -> Self {
        Self {
            days: days(figures),
            forecast: forecast(figures),
            cards_due_later: figures.forecast.later,
            retention_weeks: retention(figures),
            scores: scores(figures),
            gaps: figures.gaps.iter().map(gap).collect(),
        }
    }

    /// Writes one of them as CSV, its first line the names.
    pub(super) fn csv(&self, table: Table, out: &mut impl Write) -> anyhow::Result<()> {
        let text = |value: &dyn ToString| value.to_string();
        let maybe = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        match table {
            Table::Days => {
                line(out, &["day", "minutes", "reviews", "attempts"])?;
                for r in &self.days {
                    line(out, &[&r.day, &text(&r.minutes), &text(&r.reviews), &text(&r.attempts)])?;
                }
            }
            Table::Forecast => {
                line(out, &["day", "cards_due"])?;
                for r in &self.forecast {
                    line(out, &[&r.day, &text(&r.cards_due)])?;
                }
            }
            Table::Retention => {
                let recalled = ["recalled", "recalled_percent", "predicted_percent"];
                line(out, &[&["week_from", "reviews"], &recalled[..]].concat())?;
                for r in &self.retention_weeks {
                    let shares = [text(&r.recalled_percent), text(&r.predicted_percent)];
                    let counts = [text(&r.reviews), text(&r.recalled)];
                    line(out, &[&r.week_from, &counts[0], &counts[1], &shares[0], &shares[1]])?;
                }
            }
            Table::Scores => {
                let times = ["minutes", "target_minutes", "spoken"];
                line(out, &[&["day", "card", "score_percent"], &times[..]].concat())?;
                for r in &self.scores {
                    let times = [text(&r.minutes), text(&r.target_minutes), text(&r.spoken)];
                    let score = text(&r.score_percent);
                    line(out, &[&r.day, &r.card, &score, &times[0], &times[1], &times[2]])?;
                }
            }
            Table::Gaps => {
                let head = "by,name,state,since,attempts,missed,missed_percent,\
                            latest_missed_percent,before_missed_percent,met_in_a_row,cards";
                line(out, &head.split(',').collect::<Vec<_>>())?;
                for r in &self.gaps {
                    let cells = [
                        r.by.to_owned(),
                        r.name.clone(),
                        r.state.to_owned(),
                        r.since.clone().unwrap_or_default(),
                        text(&r.attempts),
                        text(&r.missed),
                        text(&r.missed_percent),
                        maybe(r.latest_missed_percent),
                        maybe(r.before_missed_percent),
                        text(&r.met_in_a_row),
                        r.cards.join(" "),
                    ];
                    line(out, &cells.each_ref().map(String::as_str))?;
                }
            }
        }
        Ok(())
    }
}

/// A line of CSV (RFC 4180, but for the line feed alone).
fn line(out: &mut impl Write, cells: &[&str]) -> std::io::Result<()> {
    let cell = |cell: &&str| {
        if cell.contains(['"', ',', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            (*cell).to_owned()
        }
    };
    writeln!(out, "{}", cells.iter().map(cell).collect::<Vec<_>>().join(","))
}

/// A share as per cent, to a tenth.
fn percent(share: f64) -> f64 {
    (share * 1_000.0).round() / 10.0
}

/// Milliseconds as minutes, to a hundredth.
fn minutes(ms: u64) -> f64 {
    (ms as f64 / 600.0).round() / 100.0
}

fn days(figures: &Figures) -> Vec<DayRow> {
    let row = |(day, worked): (&Day, &Worked)| DayRow {
        day: day.iso(),
        minutes: minutes(worked.ms),
        reviews: worked.reviews,
        attempts: worked.attempts,
    };
    figures.days.iter().map(row).collect()
}

fn forecast(figures: &Figures) -> Vec<ForecastRow> {
    let row = |n: usize| ForecastRow {
        day: figures.today.plus(n as i32).iso(),
        cards_due: figures.forecast.on(n),
    };
    (0..figures.forecast.days.len()).map(row).collect()
}

fn retention(figures: &Figures) -> Vec<RetentionRow> {
    let weeks = figures.retention.iter();
    weeks
        .map(|(week, recalled)| RetentionRow {
            week_from: week.iso(),
            reviews: recalled.reviews,
            recalled: recalled.recalled,
            recalled_percent: percent(recalled.actual()),
            predicted_percent: percent(recalled.predicted()),
        })
        .collect()
}

fn scores(figures: &Figures) -> Vec<ScoreRow> {
    let answers = figures.scores.answers.iter();
    answers
        .map(|answer| ScoreRow {
            day: answer.day.iso(),
            card: figures.cards.get(answer.card).map_or_else(String::new, |c| c.id.to_string()),
            score_percent: answer.score,
            minutes: minutes(answer.ms),
            target_minutes: minutes(answer.target_ms),
            spoken: answer.spoken,
        })
        .collect()
}

fn gap(gap: &Gap) -> GapRow {
    GapRow {
        by: match gap.subject {
            Subject::Kind(_) => "kind",
            Subject::Tag(_) => "tag",
        },
        name: gap.subject.name().to_owned(),
        state: gap.state.word(),
        since: match gap.state {
            State::Closed { since } => Some(since.iso()),
            State::Reopened { on, .. } => Some(on.iso()),
            _ => None,
        },
        attempts: gap.asked,
        missed: gap.missed,
        missed_percent: percent(gap.share),
        latest_missed_percent: gap.trend.map(|(latest, _)| percent(latest)),
        before_missed_percent: gap.trend.map(|(_, before)| percent(before)),
        met_in_a_row: gap.run,
        cards: gap.cards.iter().map(ToString::to_string).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_a_comma_or_a_quotation_mark_is_quoted() {
        let mut out = Vec::new();
        line(&mut out, &["plain", "a,b", "say \"x\""]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "plain,\"a,b\",\"say \"\"x\"\"\"\n");
    }

    #[test]
    fn figures_are_rounded_to_what_can_be_read() {
        assert_eq!((percent(2.0 / 3.0), minutes(100_000), minutes(90_000)), (66.7, 1.67, 1.5));
    }
}
