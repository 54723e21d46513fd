//! `debrief`: a mock round's summary again, from the journal.

use std::collections::HashSet;
use std::io::Write;

use anyhow::bail;
use clap::Args;
use serde::Serialize;

use super::setup::Setup;
use super::{Outcome, json, safe, say};
use crate::domain::id::EntryId;
use crate::domain::journal::{Entry, Fact};
use crate::domain::mock::markdown::{compared, pace, page, score, time, totals};
use crate::domain::mock::summary::{Earlier, Submitted, Summary, brief, cards};
use crate::domain::progress::MockRound;
use crate::domain::rubric::Verdict;

/// What `debrief` takes.
#[derive(Args, Debug)]
pub(super) struct DebriefArgs {
    /// The round, or the beginning of its name; the last one where it is not given
    round: Option<String>,
    /// Print Markdown
    #[arg(long, conflicts_with_all = ["json", "list"])]
    markdown: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// List the rounds with an answer, the last one first
    #[arg(long, conflicts_with = "round")]
    list: bool,
}

/// What `debrief --json` prints: the round with its questions in order. `answer` is null where a
/// question was skipped; times are in milliseconds, scores from 0 to 100, `work_on` has the most
/// needed first and `earlier` the oldest round first.
#[derive(Serialize)]
struct Printed<'a> {
    v: u32,
    #[serde(flatten)]
    summary: &'a Summary,
}

/// What `debrief --list --json` prints, the last round first.
#[derive(Serialize)]
struct Listing<'a> {
    v: u32,
    rounds: &'a [Earlier],
}

pub(super) fn run(
    setup: &Setup,
    args: &DebriefArgs,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let rounds = setup.progress.mocks().rev();
    let rounds: Vec<(&MockRound, Earlier)> =
        rounds.filter_map(|round| Some((round, brief(round, &setup.progress)?))).collect();
    if args.list {
        return list(rounds.into_iter().map(|(_, brief)| brief).collect(), args.json, out);
    }
    let Some(round) = chosen(args.round.as_deref(), &rounds)? else {
        say("no mock round has an answer yet; `greenroom mock` begins one");
        return Ok(Outcome::Found);
    };
    let answers = answers(setup, round);
    let summary = Summary::of(round, &answers, &setup.library, &setup.progress);
    if args.json {
        json::print(out, &Printed { v: 1, summary: &summary })?;
    } else if args.markdown {
        for line in page(&summary).lines() {
            writeln!(out, "{}", safe(line))?;
        }
    } else {
        plain(&summary, out)?;
    }
    Ok(Outcome::Done)
}

/// The round that is named, or the last one; none where there is none at all.
fn chosen<'a>(
    name: Option<&str>,
    rounds: &[(&'a MockRound, Earlier)],
) -> anyhow::Result<Option<&'a MockRound>> {
    let Some(name) = name else { return Ok(rounds.first().map(|(round, _)| *round)) };
    let named = |round: &&MockRound| round.id.to_string().starts_with(name);
    let found: Vec<&MockRound> = rounds.iter().map(|(round, _)| *round).filter(named).collect();
    match found.as_slice() {
        [round] => Ok(Some(round)),
        [] => bail!("no round is called {name}; `greenroom debrief --list` shows them all"),
        several => match several.iter().find(|round| round.id.to_string() == name) {
            Some(round) => Ok(Some(round)),
            None => bail!("{} rounds begin with {name}; give more of the name", several.len()),
        },
    }
}

/// The round's answers with their texts, which only the journal has.
fn answers(setup: &Setup, round: &MockRound) -> Vec<Submitted> {
    let of = |id| setup.progress.card(&id).attempts().iter();
    let attempts = cards(round, &setup.progress).flat_map(of);
    let wanted: HashSet<EntryId> = attempts
        .filter(|attempt| attempt.mock.as_ref() == Some(&round.id))
        .map(|attempt| attempt.id.clone())
        .collect();
    let answer = |entry: Entry| match entry.fact {
        Fact::Answered(attempt) => Some((entry.id, attempt)),
        _ => None,
    };
    let entries = setup.journal.fetch(&|id| wanted.contains(id));
    entries.into_iter().filter_map(answer).collect()
}

fn list(rounds: Vec<Earlier>, json: bool, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let outcome = if rounds.is_empty() { Outcome::Found } else { Outcome::Done };
    if json {
        json::print(out, &Listing { v: 1, rounds: &rounds })?;
        return Ok(outcome);
    }
    for round in rounds {
        writeln!(
            out,
            "{}  {}  {:>5}  {} of {} answered  {:>6}",
            round.round,
            round.day.iso(),
            round.mean_score.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.0} %")),
            round.answered,
            round.questions,
            time(round.ms)
        )?;
    }
    Ok(outcome)
}

fn plain(summary: &Summary, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "Mock round {}, {}", summary.round, summary.day.iso())?;
    writeln!(out, "{}", totals(summary))?;
    writeln!(out, "{} of {} planned", time(summary.ms), time(summary.target_ms))?;
    if !summary.earlier.is_empty() {
        writeln!(out, "{}", compared(summary))?;
    }
    if !summary.work_on.is_empty() {
        writeln!(out, "\nTo work on")?;
    }
    for (n, work) in summary.work_on.iter().enumerate() {
        writeln!(out, "{}. {}: {}", n + 1, safe(&work.title), work.how_often())?;
    }
    for question in &summary.questions {
        writeln!(out, "\n{}. {}", question.number, safe(&question.question))?;
        let Some(answer) = &question.answer else {
            writeln!(out, "   not answered")?;
            continue;
        };
        writeln!(out, "   {}, {}", score(answer), pace(question, answer))?;
        for met in &answer.criteria {
            let asked = match (met.verdict, met.when_asked) {
                (Verdict::Met, _) | (_, false) => "",
                (_, true) => ", answered when asked",
            };
            writeln!(out, "   {:<8} {}{asked}", met.verdict.word(), safe(&met.title))?;
        }
        for trap in &answer.traps {
            writeln!(out, "   {:<8} {}", "trap", safe(trap))?;
        }
        if let Some(best) = &answer.best_sentence {
            writeln!(out, "   best     “{}”", safe(best))?;
        }
        if let Some(asked) = &answer.follow_up {
            writeln!(out, "   asked    {} ({})", safe(&asked.question), time(asked.ms))?;
        }
    }
    Ok(())
}
