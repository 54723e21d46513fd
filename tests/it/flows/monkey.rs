//! Random keys from the whole table, texts, times, sizes and failures, through the real loop.
//!
//! Claims only what holds of every play, see `harness`: no panic, no restlessness, and a state that
//! is the fold of the journal. A failure prints its script, which can be played again.
#![allow(clippy::print_stderr)]

use greenroom::app::action::ACTIONS;
use greenroom::shell::paths::Paths;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::harness::lasting::Lasting;
use crate::harness::small;

/// A word of a script.
fn step() -> impl Strategy<Value = String> {
    let keys: Vec<String> = ACTIONS
        .iter()
        .flat_map(|spec| spec.keys)
        .filter(|key| !["q", "ctrl-c"].contains(*key))
        .map(ToString::to_string)
        .collect();
    let texts = [
        "'The developer ignored the spec.'",
        "'In March a race charged orders twice. '",
        "'#exploration '",
        "'score<60 level:mid '",
        "'é日👍🏽e\u{301}'",
        "paste:'one\ntwo\tthree\u{1b}[31m\u{202e}'",
    ];
    let world =
        ["blur", "disk:full", "disk:free", "pass:400", "pass:2s", "blur pass:11m", "blur stop:3d"];
    let ways = ["enter", "space", "a", "tab", "ctrl-s", "r", "esc", "x", "u", "y"];
    let some = |words: &[&str]| {
        prop::sample::select(words.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    prop_oneof![
        6 => prop::sample::select(keys),
        4 => some(&ways),
        2 => some(&texts),
        1 => some(&world),
        1 => (1u16..130, 1u16..50).prop_map(|(w, h)| format!("resize:{w}x{h}")),
        3 => (0u16..130, 0u16..50, some(&["click", "click", "wheel", "back"]))
            .prop_map(|(x, y, what)| format!("{what}:{x}x{y}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        max_shrink_time: 20_000,
        ..Default::default()
    })]

    #[test]
    fn no_keys_bring_it_down(
        steps in prop::collection::vec(step(), 1..80),
        size in prop_oneof![Just((80, 24)), Just((120, 40)), (1u16..60, 1u16..16)],
        own in any::<bool>(),
    ) {
        let play = small().size(size.0, size.1);
        let play = if own { play.own() } else { play };
        let end = steps.join(" ");
        let first = play.keys(&end);
        // Saved or not, what the program shows is what it knows; the next start knows what was saved.
        first.again().keys("enter space u");
    }
}

/// A number from the environment.
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap())
}

/// A seed given, or a new one.
fn seed() -> u64 {
    let now = || std::time::UNIX_EPOCH.elapsed().unwrap().as_micros() as u64;
    given("GREENROOM_TEST_SEED").unwrap_or_else(now)
}

/// Random keys, pastes, sizes, failures and restarts on one journal on disk, about so many.
fn on_disk(keys: usize, seed: u64) -> usize {
    let home = tempfile::tempdir().unwrap();
    let mut paths = Paths::find(Some(&home.path().join("data"))).unwrap();
    "monkey".clone_into(&mut paths.device);
    eprintln!("GREENROOM_TEST_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let mut draw = |n: usize| -> Vec<String> {
        prop::collection::vec(step(), 1..n).new_tree(&mut runner).unwrap().current()
    };
    let begun = std::time::Instant::now();
    let mut lasting = Lasting::at(paths);
    let mut runs = 0;
    while lasting.steps < keys {
        let script = draw(160).join(" ");
        // A disk that stays full keeps nothing, which the other plays try.
        let end = if runs % 4 == 0 { "" } else { " disk:free f f" };
        lasting.play(&format!("{script}{end}"), [(80, 24), (120, 40), (40, 12)][runs % 3]);
        runs += 1;
    }
    let Lasting { steps, entries, unsaved, .. } = lasting;
    let took = begun.elapsed();
    eprintln!(
        "{steps} keys in {runs} runs, {took:?}: {entries} facts, {unsaved} not saved, none wrong"
    );
    assert!(entries > 0, "nothing was done");
    steps
}

#[test]
fn no_keys_bring_a_journal_on_disk_down() {
    on_disk(3_000, seed());
}

/// `GREENROOM_TEST_KEYS=10000000 cargo test --test it journal_on_disk_long -- --ignored --nocapture`:
/// so many, or 100,000, which is also how long a journal is kept.
#[test]
#[ignore = "the long form: some minutes"]
fn no_keys_bring_a_journal_on_disk_long() {
    const EACH: usize = 100_000;
    let wanted = given("GREENROOM_TEST_KEYS").map_or(EACH, |keys| keys as usize);
    let (first, mut played) = (seed(), 0);
    for journal in 0.. {
        if played >= wanted {
            return eprintln!("{played} keys on {journal} journals, none wrong");
        }
        played += on_disk(EACH.min(wanted - played), first + journal);
    }
}
