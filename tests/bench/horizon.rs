//! Compares ways to prepare for an interview: what learners know on the day, what is unseen, how long
//! it took. `cargo run --release --example horizon -- --seeds FROM` plays forty learners from that seed
//! on and prints the tables that `HORIZON.md` keeps; the policy was chosen on the seeds from 0 on.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

use std::ops::Range;
use std::process::ExitCode;

use play::{Policy, Result, Setting, as_assumed, forgetful, play};

#[path = "horizon/play.rs"]
mod play;

const SETTINGS: [Setting; 5] = [
    Setting { cards: 38, days: 9, looks: 12 },
    Setting { cards: 60, days: 14, looks: 12 },
    Setting { cards: 150, days: 21, looks: 15 },
    Setting { cards: 150, days: 42, looks: 15 },
    Setting { cards: 400, days: 60, looks: 20 },
];

const LEARNERS: u64 = 40;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let from = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Some(0),
        ["--seeds", from] => from.parse::<u64>().ok(),
        _ => None,
    };
    let Some(seeds) = from.and_then(|from| Some(from..from.checked_add(LEARNERS)?)) else {
        eprintln!("horizon [--seeds FROM], FROM a whole number: the first learner's seed");
        return ExitCode::from(2);
    };
    println!("Seeds {} to {}.\n", seeds.start, seeds.end - 1);
    for (who, truth) in [("as FSRS assumes", as_assumed()), ("faster", forgetful())] {
        println!("Learners who forget {who}:\n");
        println!(
            "| cards / days / looks an evening | policy | recall on the day | the plan's lead | unseen | minutes |"
        );
        println!("| --- | --- | --- | --- | --- | --- |");
        for setting in SETTINGS {
            let of = |policy: Policy, seeds: Range<u64>| play(policy, setting, &truth, seeds);
            let ours = of(Policy::Ours, seeds.clone());
            row(setting, Policy::Ours, &ours, "");
            for policy in Policy::ALL.into_iter().filter(|policy| *policy != Policy::Ours) {
                let theirs = of(policy, seeds.clone());
                row(setting, policy, &theirs, &lead(&ours, &theirs));
            }
        }
        println!();
    }
    ExitCode::SUCCESS
}

fn row(setting: Setting, policy: Policy, result: &Result, lead: &str) {
    println!(
        "| {} / {} / {} | {} | {:.3} | {lead} | {:.1} | {:.0} |",
        setting.cards,
        setting.days,
        setting.looks,
        policy.name(),
        result.recall,
        result.unseen,
        result.minutes
    );
}

/// How much more is known with the plan: the mean over the learners, each compared with themself, and
/// twice its standard error.
fn lead(ours: &Result, theirs: &Result) -> String {
    let each: Vec<f64> = ours.recalls.iter().zip(&theirs.recalls).map(|(a, b)| a - b).collect();
    let learners = each.len() as f64;
    let mean = each.iter().sum::<f64>() / learners;
    let spread = each.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (learners - 1.0);
    format!("{mean:+.3} ± {:.3}", 2.0 * (spread / learners).sqrt())
}
