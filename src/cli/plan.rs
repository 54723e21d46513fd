//! `plan`: the day of the interview, and what each evening until then asks.

use std::io::Write;

use anyhow::{anyhow, bail};
use clap::Args;
use serde::Serialize;

use super::setup::Setup;
use super::{Global, Outcome, QueryArgs, json};
use crate::domain::id::CardId;
use crate::domain::journal::{Fact, Plan};
use crate::domain::query::Query;
use crate::domain::schedule::deadline::Horizon;
use crate::domain::schedule::deadline::date;
use crate::domain::schedule::deadline::outlook::Outlook;
use crate::domain::time::MINUTE;

/// How many cards to leave out are named.
const NAMED: usize = 8;

/// What `plan` takes.
#[derive(Args, Debug)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    query: QueryArgs,
    /// The day of the interview: 2026-12-03, or 9 or "in 9 days"
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Minutes that an evening has
    #[arg(long, value_name = "N", requires = "on", value_parser = clap::value_parser!(u16).range(1..=600))]
    minutes: Option<u16>,
    /// Take the plan away
    #[arg(long, conflicts_with_all = ["on", "query"])]
    clear: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What `plan --json` prints; `plan` is null where no interview is ahead.
#[derive(Serialize)]
struct Shown<'a> {
    v: u32,
    plan: Option<Ahead<'a>>,
}

#[derive(Serialize)]
struct Ahead<'a> {
    on: String,
    days: u32,
    query: &'a str,
    minutes: Option<u16>,
    cards: usize,
    /// Mean recall on the day, 0 to 1, were nothing more done.
    as_it_stands: f64,
    /// The same if the evenings are kept.
    expected: f64,
    unseen: usize,
    not_again: usize,
    fits: bool,
    /// Cards without which the rest fits.
    to_drop: Vec<&'a str>,
    evenings: Vec<Night>,
}

#[derive(Serialize)]
struct Night {
    day: String,
    new: usize,
    again: usize,
    minutes: u64,
    left_over: usize,
}

pub(super) fn run(
    global: &Global,
    args: &PlanArgs,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let changes = args.on.is_some() || args.clear;
    let mut setup = if changes { Setup::to_record(global)? } else { Setup::load(global)? };
    let today = setup.today();
    if let Some(text) = &args.on {
        let on = date::read(text, today).map_err(|why| anyhow!("--on: {why}"))?;
        let query = args.query.text();
        Query::parse(&query).map_err(|why| anyhow!("QUERY: {why}"))?;
        if setup.matching(&query)?.is_empty() {
            bail!("QUERY: no card meets it; `greenroom list` shows them all");
        }
        let plan = Plan { on, from: Some(today), query, minutes: args.minutes };
        setup.record(Fact::Planned { plan: Some(plan) })?;
    } else if args.clear {
        if setup.progress.plan().is_none() {
            writeln!(out, "No interview was planned.")?;
            return Ok(Outcome::Found);
        }
        setup.record(Fact::Planned { plan: None })?;
        writeln!(out, "No interview is planned any more; every card has its own day again.")?;
        return Ok(Outcome::Done);
    } else if !args.query.query.is_empty() {
        bail!("a QUERY goes with --on DATE: it chooses the cards to prepare");
    }
    show(&setup, args.json, out)
}

fn show(setup: &Setup, json: bool, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let today = setup.today();
    let Some(plan) = setup.progress.plan().filter(|plan| plan.on >= today) else {
        if json {
            json::print(out, &Shown { v: 1, plan: None })?;
        } else {
            writeln!(out, "No interview is ahead; `greenroom plan --on DATE` sets its day.")?;
        }
        return Ok(Outcome::Found);
    };
    Query::parse(&plan.query).map_err(|why| {
        anyhow!(
            "the plan's QUERY: {why}; `greenroom plan --on {} QUERY` sets another",
            plan.on.iso()
        )
    })?;
    let Some(horizon) = setup.calendar.horizon() else { return Ok(Outcome::Found) };
    let outlook = horizon.outlook(&setup.progress, &setup.calendar, today);
    let to_drop = if outlook.fits() {
        Vec::new()
    } else {
        horizon.to_drop(&setup.library, &setup.progress, &setup.calendar, today)
    };
    if json {
        let ahead = Ahead {
            on: plan.on.iso(),
            days: plan.on.since(today),
            query: &plan.query,
            minutes: plan.minutes,
            cards: outlook.cards,
            as_it_stands: outlook.as_it_stands,
            expected: outlook.expected,
            unseen: outlook.unseen,
            not_again: outlook.not_again,
            fits: outlook.fits(),
            to_drop: to_drop.iter().map(CardId::as_str).collect(),
            evenings: nights(&outlook),
        };
        json::print(out, &Shown { v: 1, plan: Some(ahead) })?;
        return Ok(Outcome::Done);
    }
    head(plan, horizon, &outlook, setup, out)?;
    if outlook.not_again > 0 {
        let some = outlook.not_again;
        writeln!(out, "No time to show {some} of them once more in the last days.")?;
    }
    if !outlook.fits() {
        let (unseen, are) = (outlook.unseen, if outlook.unseen == 1 { "is" } else { "are" });
        writeln!(out, "The cards do not fit the evenings: {unseen} {are} never seen.")?;
        if !to_drop.is_empty() {
            writeln!(
                out,
                "More minutes, or without these {} the rest fits (s in the browser):",
                to_drop.len()
            )?;
        }
        for id in to_drop.iter().take(NAMED) {
            let card = setup.library.card(id);
            let about =
                card.map_or_else(String::new, |c| format!("{:<6}  {}", c.level, c.question));
            writeln!(out, "  {id}  {about}")?;
        }
        if to_drop.len() > NAMED {
            writeln!(out, "  and {} more; --json names them all", to_drop.len() - NAMED)?;
        }
    }
    writeln!(out)?;
    for (n, night) in nights(&outlook).iter().enumerate() {
        let day = if n == 0 { "tonight   " } else { &night.day };
        write!(
            out,
            "{day}  {:>4} min  {:>3} new  {:>3} again",
            night.minutes, night.new, night.again
        )?;
        match night.left_over {
            0 => writeln!(out)?,
            n => writeln!(out, "  {n} left over")?,
        }
    }
    Ok(Outcome::Done)
}

fn head(
    plan: &Plan,
    horizon: &Horizon,
    outlook: &Outlook,
    setup: &Setup,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let when = match plan.on.since(setup.today()) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    let which = match horizon.query.as_str() {
        "" => "all cards".to_owned(),
        query => format!("cards that meet {query}"),
    };
    writeln!(out, "Interview {when}, {}: {} ({which})", plan.on.iso(), outlook.cards)?;
    if let Some(minutes) = plan.minutes {
        writeln!(out, "An evening has {minutes} minutes.")?;
    }
    writeln!(
        out,
        "Known on the day: {:.0} % as it stands, {:.0} % expected if the evenings are kept.",
        100.0 * outlook.as_it_stands,
        100.0 * outlook.expected
    )?;
    Ok(())
}

fn nights(outlook: &Outlook) -> Vec<Night> {
    let night = |night: &crate::domain::schedule::deadline::outlook::Night| Night {
        day: night.day.iso(),
        new: night.new,
        again: night.again,
        minutes: night.ms.div_ceil(MINUTE as u64),
        left_over: night.left_over,
    };
    outlook.evenings.iter().map(night).collect()
}
