//! What each screen looks like at three sizes, as snapshots; and what holds of every screen at any
//! size: it draws, it has no colours where none are wanted, and it hides what is not revealed.
//!
//! Says nothing about what keys do; that is in `flows`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ratatui::style::Color;

use greenroom::app::look::Look;
use greenroom::domain::config::ThemeName;

use crate::harness::{Play, practised, small};

const ANSWER: &str = "j a 'In March a race in our checkout charged 0.3 % of orders twice. \
     Our suite had no test that clicked submit twice. The developer ignored the spec.' pass:72s";

/// Every screen: its name, what was done before, and the keys that lead to it.
fn screens() -> Vec<(&'static str, Play, String)> {
    let begun = small_screens().into_iter().map(|(name, keys)| (name, small(), keys));
    let later = PRACTISED.iter().map(|(name, keys)| (*name, practised(), (*keys).to_owned()));
    begun.chain(later).collect()
}

/// Screens after weeks of study.
const PRACTISED: &[(&str, &str)] = &[
    ("progress-days", "p"),
    ("progress-gaps", "p 2"),
    ("progress-gaps-closed", "p 2 G"),
    ("progress-gaps-tags", "p 2 s"),
    ("progress-scores", "p 3"),
    ("progress-scores-card", "p 3 s s s n"),
    ("progress-recall", "p 4"),
    ("progress-due", "p 5"),
    ("progress-filter", "/ '#behavioural' enter p"),
    ("progress-drill", "p 2 enter esc"),
];

/// Screens of the first days.
fn small_screens() -> Vec<(&'static str, String)> {
    let answer = |keys: &str| format!("{ANSWER} {keys}");
    let mock = |keys: &str| {
        let first = "m r r r r r r r r enter 'In March a race in our checkout charged 0.3 % of orders \
                     twice. The developer ignored the spec.' pass:72s ctrl-s 'We had no test that \
                     clicked submit twice.' pass:20s ctrl-s";
        format!("{first} 'I put it aside.' pass:90s ctrl-s ctrl-k ctrl-k {keys}")
    };
    [
        ("browser", "j f G s g a 'A draft.' esc G k enter space 3 pass:1m k".to_owned()),
        ("browser-filter", "/ 'char #exploration' pass:1m".to_owned()),
        ("browser-error", "/ paste:'level:expert'".to_owned()),
        ("browser-empty", "/ 'zzzz' enter".to_owned()),
        ("browser-empty-due", "enter space 3 / 'is:due' enter".to_owned()),
        ("browser-empty-drafts", "/ 'is:draft' enter".to_owned()),
        ("side-panel", "tab j space j space space".to_owned()),
        ("plan-none", "i".to_owned()),
        ("plan-set", "i '9 25 min' enter".to_owned()),
        ("plan-browser", "i '9 25 min' enter esc".to_owned()),
        ("card-question", "j enter".to_owned()),
        ("card-revealed", "enter space space space space space space".to_owned()),
        ("card-session", "r space 1".to_owned()),
        ("answer-empty", "j a".to_owned()),
        ("answer-half", answer("")),
        ("answer-rubric", answer("tab j j j x")),
        ("answer-hidden", answer("ctrl-f")),
        ("answer-over", answer("pass:2m")),
        ("debrief", answer("tab j j j x ctrl-s")),
        ("debrief-end", answer("tab j j j x ctrl-s G")),
        ("say-it", "j v space pass:72s".to_owned()),
        ("say-it-marks", "j v space pass:72s enter space j j j space j space".to_owned()),
        ("mock-setup", "m".to_owned()),
        ("mock-setup-few", "/ '#exploration' enter m j right j j right".to_owned()),
        ("mock-question", "m enter 'An oracle tells me.' pass:50s".to_owned()),
        ("mock-aloud", "m j j j j right enter pass:50s".to_owned()),
        ("mock-asked", "m r r r r r r r r enter 'Hm.' pass:9s ctrl-s 'Slowly.' pass:9s".to_owned()),
        ("mock-abort", "m enter 'An oracle tells me.' pass:9s esc".to_owned()),
        ("mock-debrief", mock("")),
        ("mock-debrief-end", mock("pgdn pgdn pgdn pgdn pgdn pgdn")),
        ("mock-debrief-question", mock("k k k k enter")),
        ("welcome", String::new()),
        ("palette", ":".to_owned()),
        ("palette-found", ": 'card'".to_owned()),
        ("palette-answer", answer("ctrl-p 'clo'")),
        ("palette-none", ": 'zzzz'".to_owned()),
        ("help", "?".to_owned()),
        ("help-found", "? / 'flag'".to_owned()),
        ("help-none", "? / 'zzzz' enter".to_owned()),
        ("problems", "!".to_owned()),
        ("confirm-copy", "e".to_owned()),
        ("confirm-quit", "disk:full f q".to_owned()),
        ("unsaved", "disk:full f".to_owned()),
        ("unsaved-answer", format!("disk:full {ANSWER}")),
        ("progress-empty", "p".to_owned()),
        ("progress-empty-gaps", "p 2".to_owned()),
        ("progress-empty-scores", "p 3".to_owned()),
        ("progress-empty-recall", "p 4".to_owned()),
        ("progress-empty-due", "p 5".to_owned()),
    ]
    .into()
}

#[test]
fn every_screen_looks_as_it_did() {
    for (name, play, keys) in screens() {
        for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
            let screen = play.clone().size(columns, rows).keys(&keys).screen();
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), steady(&screen));
        }
    }
}

/// The judge's confidence changes whenever it learns; everything else on the screen stays.
fn steady(screen: &str) -> String {
    let mut parts = screen.split("Judged ");
    let mut steady = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let at = part.find(|c: char| c.is_ascii_digit()).unwrap_or(part.len());
        let rest = part[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = part.len() - at - rest.len();
        steady += &format!("Judged {}{}{rest}", &part[..at], "#".repeat(digits));
    }
    steady
}

#[test]
fn every_screen_draws_at_any_size() {
    let columns = [1, 2, 3, 5, 8, 13, 21, 29, 30, 31, 40, 55, 75, 76, 80, 99, 100, 101, 120, 200];
    let rows = [1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 19, 20, 24, 40, 60];
    for (_, play, keys) in screens() {
        let sizes =
            columns.iter().flat_map(|w| rows.iter().map(move |h| format!("resize:{w}x{h}")));
        play.keys(&format!("{keys} {}", sizes.collect::<Vec<_>>().join(" ")));
    }
}

#[test]
fn a_window_that_is_too_small_says_so_and_recovers() {
    small().keys("resize:29x12").shows(&["greenroom needs 30×8"]);
    small().keys("enter resize:5x2 resize:80x24").shows(&["What goes into a charter?"]);
}

#[test]
fn without_colour_no_screen_has_any() {
    for (name, play, keys) in screens() {
        let played = play.plain().keys(&keys);
        for cell in played.buffer.content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}: {cell:?}");
        }
    }
}

#[test]
fn in_ascii_mode_no_screen_has_anything_else() {
    for (name, play, keys) in screens() {
        let ascii = |chosen, size: (u16, u16)| {
            let look = Look { chosen, ascii: true, ..Look::default() };
            play.clone().ascii_only().size(size.0, size.1).look(look).keys(&keys)
        };
        for (theme, size) in [
            (ThemeName::Terminal, (40, 12)),
            (ThemeName::Dusk, (80, 24)),
            (ThemeName::Paper, (120, 40)),
            (ThemeName::Contrast, (29, 7)),
        ] {
            let played = ascii(theme, size);
            let other: String = played
                .buffer
                .content()
                .iter()
                .map(ratatui::buffer::Cell::symbol)
                .filter(|s| !s.is_ascii())
                .collect();
            assert_eq!(other, "", "{name} {theme:?}\n{}", played.screen());
        }
        if let "browser" | "answer-rubric" | "progress-gaps" | "progress-days" = name {
            let screen = ascii(ThemeName::Terminal, (80, 24)).screen();
            insta::assert_snapshot!(format!("{name}-ascii"), steady(&screen));
        }
    }
}

#[test]
fn what_is_not_revealed_is_nowhere_in_the_window() {
    let hidden =
        ["mission", "Latin-1", "leaves freedom", "disguise", "How long should", "Mine named"];
    let shown = |n: usize| format!("enter {}", "space ".repeat(n));
    for n in 0..=hidden.len() {
        let played = small().size(120, 60).keys(&shown(n));
        played.shows(&hidden[..n]).hides(&hidden[n..]);
    }
    let closed =
        ["Ownership without blame", "race every payment", "four turns", "persuade the team"];
    small().size(120, 60).keys("j").hides(&closed);
    small().size(120, 60).keys("j a 'We race every thing.' pass:2s").hides(&closed);
    small().size(120, 60).keys("j a 'abc' tab j j").hides(&closed);
    small().size(120, 60).keys("/ 'ownership'").hides(&closed);
}
