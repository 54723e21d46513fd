//! Every screen in every window, and texts of every script in every place: nothing panics, nothing is
//! wider than the window, and no wide character is cut in half.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::harness::{Played, small};
use crate::ways;

/// Texts that are drawn wrong where columns are counted by characters.
const NASTY: &[&str] = &[
    "日本語のテスト、全角。",
    "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇩🇪🇯🇵 ❤️ 1️⃣",
    "e\u{301}a\u{308}\u{323} नमस्ते กำลัง",
    "שלום עולם مرحبا بالعالم",
    "one\ttwo\u{a0}three\u{2007}four",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurfsfassung",
    "***a **b *c* d** e*** ~~f~~ `g`  [h](http://example.org/日本) <http://i>",
    "| 日本 | 👍🏽 |\n|---|---|\n| e\u{301} | a long cell of many words that wraps and wraps |",
    "```\ncode\twith 日本 and a line that is much longer than any window would ever be wide\n```",
    "a\u{200b}b\u{ad}c\u{200d}d \u{fe0f} \u{1f469}\u{200d}",
];

/// Claims that a window was drawn whole: each wide character has its two cells.
#[track_caller]
fn whole(played: &Played) {
    let area = played.buffer.area;
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let symbol = played.buffer[(x, y)].symbol();
            let wide = symbol.width().max(1) as u16;
            assert!(
                x + wide <= area.width,
                "{symbol:?} does not fit at {x},{y} after {}\n{}",
                played.script,
                played.screen()
            );
            x += wide;
        }
    }
}

/// A deck whose every text is nasty.
fn nasty(n: usize) -> String {
    let text = |k: usize| NASTY[(n + k) % NASTY.len()];
    let line = |k: usize| text(k).replace('\n', " ");
    let deck = serde_json::json!({
        "id": "nasty", "title": line(0), "description": text(1), "language": "en",
        "card": [{
            "id": "a", "question": line(2), "level": "mid", "tags": ["tag"],
            "short_answer": text(3), "detail": NASTY.join("\n\n"), "looks_for": text(4),
            "pitfall": text(5), "follow_ups": [line(6)], "model_answer": text(7),
            "criteria": [{
                "id": "rule", "title": line(8), "description": line(9), "kind": "proof",
                "examples": ["It went from 10 to 3.", line(1)], "counterexamples": [line(2)]
            }],
        }, { "id": "b", "question": line(3), "level": "mid", "tags": ["tag"], "short_answer": text(1) }]
    });
    toml::to_string(&deck).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_screen_fits_every_window(
        from in (1u16..=300, 1u16..=100),
        to in prop_oneof![(1u16..=300, 1u16..=100), (1u16..50, 1u16..14)],
    ) {
        for way in ways::all() {
            let resized = format!("{} resize:{}x{}", way.keys(), to.0, to.1);
            whole(&way.play().size(from.0, from.1).keys(&resized));
            whole(&way.play().size(to.0, to.1).keys(way.keys()));
        }
    }

    #[test]
    fn every_text_fits_every_place(
        n in 0..NASTY.len(),
        size in prop_oneof![(30u16..=130, 8u16..=45), Just((80, 24)), Just((40, 12))],
    ) {
        for way in ways::all() {
            whole(&way.on(&nasty(n)).size(size.0, size.1).keys(way.keys()));
        }
    }
}

#[test]
fn what_is_written_in_any_script_is_edited_by_whole_characters() {
    for text in NASTY.iter().map(|text| text.replace(['\n', '\t'], " ")) {
        for (columns, rows) in [(80, 24), (40, 12), (31, 9)] {
            let played = small().size(columns, rows).keys(&format!("a paste:'{text}' pass:100"));
            whole(&played);
            let clusters =
                unicode_segmentation::UnicodeSegmentation::graphemes(&*text, true).count();
            // As many steps back as there are characters are at the beginning.
            let back = "left ".repeat(clusters);
            let played =
                small().size(columns, rows).keys(&format!("a paste:'{text}' {back} '>' term"));
            let facts = played.facts();
            assert!(facts.contains(&format!("'>{text}'")), "{text:?}: {facts}");
        }
    }
}

#[test]
fn a_window_that_changes_keeps_the_cursor_in_sight_and_its_place_in_the_text() {
    let long = "It says where I explore and what I hope to find. ".repeat(40);
    for sizes in ["resize:40x12", "resize:30x8 resize:120x40", "resize:5x2 resize:80x24"] {
        small().keys(&format!("a paste:'{long}' {sizes} 'END' pass:100")).shows(&["END"]);
    }
    // The cursor stays where it was in the text.
    let played = small().keys(&format!("a paste:'{long}' up up 'X' resize:50x14 'Y' term"));
    assert!(played.facts().contains("XY"), "{}", played.facts());
}

/// The first row of the answer that is seen, and all of them.
fn pane(played: &Played) -> (String, String) {
    let screen = played.screen();
    let rows = screen.lines().skip_while(|row| !row.contains("Your answer")).skip(1);
    let rows: Vec<&str> = rows.take_while(|row| row.starts_with('│')).collect();
    let text =
        |row: &&str| row.trim_start_matches('│').split('│').next().unwrap().trim().to_owned();
    (text(&rows[0]), rows.iter().map(text).collect::<Vec<_>>().join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_window_that_changes_while_writing_keeps_what_is_seen(
        line in 1usize..300,
        up in 0usize..60,
        down in 0usize..12,
        wheel in 0usize..3,
        size in (40u16..130, 12u16..45),
        others in prop::collection::vec((30u16..130, 9u16..45), 1..4),
    ) {
        // Each word is there once, so a row is known by its words.
        let words = (0..400).map(|n| {
            let end = if n % line == line - 1 { "\n" } else { " " };
            format!("word{n}{end}")
        });
        let keys = format!(
            "a paste:'{}' {} {} '@@' pass:1s{}",
            words.collect::<String>(),
            "up ".repeat(up),
            "down ".repeat(down),
            " back:20x9".repeat(wheel),
        );
        let play = small().size(size.0, size.1);
        let before = play.keys(&keys);
        let (first, all) = pane(&before);
        let seen = all.contains("@@");
        for (n, other) in others.iter().enumerate() {
            let path: Vec<String> =
                others[..=n].iter().map(|(w, h)| format!("resize:{w}x{h}")).collect();
            let path = path.join(" ");
            let (now, all) = pane(&play.keys(&format!("{keys} {path}")));
            // The cursor stays in sight, and else the row is the one that holds the first word.
            if seen {
                prop_assert!(all.contains("@@"), "{path}: no cursor in {all}");
            } else {
                let word = first.split(' ').next().unwrap();
                prop_assert!(now.split(' ').any(|there| there == word), "{other:?}: {now} / {first}");
            }
            let back = play.keys(&format!("{keys} {path} resize:{}x{}", size.0, size.1));
            prop_assert_eq!(back.screen(), before.screen(), "{} and back", path);
        }
    }
}
