//! `tune`: memory's parameters fitted to the user's own reviews.

use std::io::{self, IsTerminal, Write};

use clap::Args;
use serde::Serialize;

use super::setup::Setup;
use super::{Global, Outcome, json, on_a_terminal};
use crate::domain::journal::Fact;
use crate::domain::schedule::fit::{self, Fit};

/// What `tune` takes.
#[derive(Args, Debug)]
pub(super) struct TuneArgs {
    /// Take the fitted parameters into use, if they predict better, without asking
    #[arg(long)]
    apply: bool,
    /// Go back to the parameters that everybody starts with
    #[arg(long, conflicts_with = "apply")]
    reset: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What `tune --json` prints; `fit` is null where nothing was fitted, and `why` says why.
#[derive(Serialize)]
struct Tuned<'a> {
    v: u32,
    fit: Option<&'a Fit>,
    why: Option<String>,
    applied: bool,
}

pub(super) fn run(
    global: &Global,
    args: &TuneArgs,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let asks = !args.json && on_a_terminal();
    let changes = args.apply || args.reset || asks;
    let mut setup = if changes { Setup::to_record(global)? } else { Setup::load(global)? };
    if args.reset {
        return reset(&mut setup, args.json, out);
    }
    let fit = match fit::fit(&setup.progress, progress_bar(args.json)) {
        Ok(fit) => fit,
        Err(why) => {
            if args.json {
                let why = Some(why.to_string());
                json::print(out, &Tuned { v: 1, fit: None, why, applied: false })?;
            } else {
                writeln!(out, "Nothing was fitted: {why}.")?;
            }
            return Ok(Outcome::Found);
        }
    };
    if !args.json {
        table(&fit, out)?;
    }
    let applied = fit.better && (args.apply || asks && confirmed(out)?);
    if applied {
        setup.record(Fact::Tuned { parameters: Some(fit.parameters.clone()) })?;
    }
    if args.json {
        json::print(out, &Tuned { v: 1, fit: Some(&fit), why: None, applied })?;
    } else if applied {
        writeln!(out, "They are in use from now on; `greenroom tune --reset` takes them back.")?;
    } else if fit.better && asks {
        writeln!(out, "Nothing was changed.")?;
    } else if fit.better {
        writeln!(out, "`greenroom tune --apply` takes them into use.")?;
    }
    Ok(if fit.better { Outcome::Done } else { Outcome::Found })
}

fn reset(setup: &mut Setup, json: bool, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let own = setup.progress.parameters().is_some();
    if own {
        setup.record(Fact::Tuned { parameters: None })?;
    }
    if json {
        json::print(out, &Tuned { v: 1, fit: None, why: None, applied: own })?;
    } else if own {
        writeln!(out, "The parameters that everybody starts with are in use again.")?;
    } else {
        writeln!(out, "They were in use all along: nothing was fitted yet.")?;
    }
    Ok(Outcome::Done)
}

fn table(fit: &Fit, out: &mut impl Write) -> anyhow::Result<()> {
    let Fit { reviews, tested, before, after, .. } = fit;
    writeln!(
        out,
        "{reviews} reviews; fitted to the earlier ones, tested on {tested} later ones.\n"
    )?;
    writeln!(out, "{:<11}{:>9}{:>8}{:>8}", "", "in force", "fitted", "better")?;
    let mut row = |name: &str, before: f64, after: f64, which: &str| {
        writeln!(out, "{name:<11}{before:>9.4}{after:>8.4}{which:>8}")
    };
    row("log loss", before.log_loss, after.log_loss, "lower")?;
    row("RMSE (bins)", before.rmse_bins, after.rmse_bins, "lower")?;
    row("AUC", before.auc, after.auc, "higher")?;
    let verdict = if fit.better {
        "The fitted parameters predict better, beyond chance."
    } else {
        "The fitted parameters do not predict better beyond chance; those in force stay."
    };
    writeln!(out, "\n{verdict}")?;
    Ok(())
}

fn confirmed(out: &mut impl Write) -> anyhow::Result<bool> {
    write!(out, "Use them from now on? Due days change. [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Says on standard error how far the work is, where somebody looks.
fn progress_bar(json: bool) -> impl FnMut(usize, usize) {
    let shown = !json && io::stderr().is_terminal();
    move |done, of| {
        if !shown {
            return;
        }
        let mut err = io::stderr().lock();
        let bar = format!("{}{}", "▓".repeat(done * 6), "░".repeat((of - done) * 6));
        let _ = write!(err, "\r{bar} {done} of {of}");
        if done == of {
            let _ = write!(err, "\r{}\r", " ".repeat(6 * of + 12));
        }
        let _ = err.flush();
    }
}
