//! The policy for an interview against other ways to prepare, on fixed learners; the long form is
//! `cargo run --release --example horizon`.

use play::{Policy, Setting, as_assumed, forgetful, play};

#[path = "../bench/horizon/play.rs"]
mod play;

#[test]
fn nobody_knows_more_on_the_day_than_with_the_plan() {
    let settings =
        [Setting { cards: 38, days: 9, looks: 12 }, Setting { cards: 60, days: 14, looks: 12 }];
    for truth in [as_assumed(), forgetful()] {
        for setting in settings {
            let ours = play(Policy::Ours, setting, &truth, 0..40);
            for other in Policy::ALL.into_iter().filter(|other| *other != Policy::Ours) {
                let theirs = play(other, setting, &truth, 0..40);
                let name = other.name();
                assert!(ours.recall >= theirs.recall, "{setting:?} {name} {ours:?} {theirs:?}");
                assert!(ours.unseen <= theirs.unseen, "{setting:?} {name} {ours:?} {theirs:?}");
            }
        }
    }
}
