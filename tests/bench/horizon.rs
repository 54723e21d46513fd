//! Compares ways to prepare for an interview: what learners know on the day, what is unseen, how long
//! it took. `cargo run --release --example horizon` prints the table that `HORIZON.md` keeps.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use play::{Policy, Setting, as_assumed, forgetful, play};

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

fn main() {
    for (who, truth) in [("as FSRS assumes", as_assumed()), ("faster", forgetful())] {
        println!("Learners who forget {who}:\n");
        println!(
            "| cards / days / looks an evening | policy | recall on the day | unseen | minutes |"
        );
        println!("| --- | --- | --- | --- | --- |");
        for setting in SETTINGS {
            for policy in Policy::ALL {
                let result = play(policy, setting, &truth, LEARNERS);
                println!(
                    "| {} / {} / {} | {} | {:.3} | {:.1} | {:.0} |",
                    setting.cards,
                    setting.days,
                    setting.looks,
                    policy.name(),
                    result.recall,
                    result.unseen,
                    result.minutes
                );
            }
        }
        println!();
    }
}
