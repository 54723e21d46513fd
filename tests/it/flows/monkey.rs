//! Random keys from the whole table, texts, times, sizes and failures, through the real loop.
//!
//! Claims only what holds of every play, see `harness`: no panic, no restlessness, and a state that
//! is the fold of the journal. A failure prints its script, which can be played again.

use greenroom::app::action::ACTIONS;
use proptest::prelude::*;

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
        ["blur", "disk:full", "disk:free", "pass:400", "pass:2s", "blur pass:11m", "blur pass:3d"];
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
