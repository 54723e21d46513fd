//! Settings, themes and keys of the user's own, while the program runs.

use greenroom::app::look::{Colours, Look};
use greenroom::domain::config::ThemeName;
use ratatui::style::{Color, Modifier};

use crate::harness::{Play, Played, play, practised, small};

const GROUNDS: [(ThemeName, Color); 3] = [
    (ThemeName::Dusk, Color::Rgb(0x17, 0x1a, 0x21)),
    (ThemeName::Paper, Color::Rgb(0xfa, 0xf7, 0xf0)),
    (ThemeName::Contrast, Color::Rgb(0, 0, 0)),
];

fn themed(chosen: ThemeName) -> Play {
    small().look(Look { chosen, ..Look::default() })
}

/// The ground of every cell, where that is one.
fn ground(played: &Played) -> Option<Color> {
    let ground = played.buffer[(0, 0)].bg;
    let corner = played.buffer[(played.buffer.area.width - 1, 0)].bg;
    (ground == corner).then_some(ground)
}

#[test]
fn a_theme_has_its_ground_from_edge_to_edge_also_below_what_is_laid_over_it() {
    for (theme, expect) in GROUNDS {
        for keys in ["", "j enter space space", "e", "?", "p", "resize:20x5"] {
            let played = themed(theme).keys(keys);
            assert_eq!(ground(&played), Some(expect), "{theme:?} {keys}");
            let bare = played
                .buffer
                .content
                .iter()
                .filter(|cell| cell.bg == Color::Reset || cell.fg == Color::Reset);
            assert_eq!(bare.count(), 0, "{theme:?} {keys}");
        }
    }
}

#[test]
fn a_key_walks_through_the_themes_also_while_writing() {
    play("f2").shows(&["Theme: dusk · theme = \"dusk\" in config.toml keeps it"]);
    play("f2 f2").shows(&["Theme: paper"]);
    play("f2 f2 f2 f2 f2").shows(&["Theme: terminal"]);
    assert_eq!(ground(&play("j a 'abc' f2")), Some(GROUNDS[0].1));
    play("j a 'abc' f2 'def'").shows(&["abcdef"]);
    small().plain().keys("f2").shows(&["colours are off"]);
    let sixteen = small().look(Look { colours: Colours::Sixteen, ..Look::default() });
    sixteen.keys("f2").shows(&["Theme: plain"]);
    sixteen.keys("f2 f2").shows(&["Theme: terminal"]);
}

#[test]
fn the_selected_row_is_told_by_more_than_colour_in_every_theme() {
    for chosen in ThemeName::ALL {
        let played = themed(chosen).keys("j");
        let rows: Vec<u16> = (0..24).filter(|y| is_bar(&played, *y)).collect();
        assert_eq!(rows.len(), 1, "{chosen:?}: {rows:?}");
    }
}

/// Whether the cards' column of a row has another ground than the theme's, from edge to edge.
fn is_bar(played: &Played, y: u16) -> bool {
    let ground = played.buffer[(0, 0)].bg;
    (30..77).all(|x| {
        let cell = &played.buffer[(x, y)];
        cell.bg != ground || cell.modifier.contains(Modifier::REVERSED)
    })
}

#[test]
fn settings_are_read_again_when_asked_for() {
    small()
        .reconfigured("theme = 'paper'\nascii = true\nwords_per_minute = 60")
        .keys("f5")
        .shows(&["Settings read again", "+ Decks and tags ---"]);
    small().reconfigured("theme = 'paper'").keys("ctrl-r").shows(&["Decks read again"]);
    // A theme that one walked to stays, until the settings ask for another one than before.
    let walked = small().keys("f2 f5");
    assert_eq!(ground(&walked), Some(GROUNDS[0].1));
    assert_eq!(ground(&small().reconfigured("theme = 'paper'").keys("f2 f5")), Some(GROUNDS[1].1));
}

#[test]
fn what_memory_aims_at_and_where_a_day_begins_count_at_once() {
    small().keys("enter space").shows(&["4 easy in 8 days"]);
    let aims = small().reconfigured("desired_retention = 0.8");
    aims.keys("f5 enter space").shows(&["4 easy in 28 days"]);
    aims.keys("enter space f5").shows(&["4 easy in 28 days"]);
    // It is six in the evening.
    let begins = small().reconfigured("day_start = 19");
    begins.keys("i '9' enter").writes("planned 2026-12-01");
    begins.keys("f5 i '9' enter").writes("planned 2026-11-30");
    begins.keys("i '9' enter f5").shows(&["in 10 days"]);
    // All is as after a start with these settings.
    let settings =
        ["desired_retention = 0.7", "desired_retention = 0.97\nday_start = 19", "day_start = 23"];
    for settings in settings.map(|settings| format!("new_cards_per_day = 8\n{settings}")) {
        for keys in ["", "p", "p 2", "p 4", "p 5", "i '2026-12-01' enter", "enter p", "r space"] {
            let begun = practised().config(&settings).keys(&format!("g {keys} pass:1m"));
            let changed = practised().reconfigured(&settings);
            // Where nothing was due before, no session has begun.
            let late = (keys != "r space").then(|| format!("g {keys} f5 pass:1m"));
            for script in [format!("g f5 {keys} pass:1m")].into_iter().chain(late) {
                assert_eq!(changed.keys(&script).screen(), begun.screen(), "{settings}: {script}");
            }
        }
    }
}

#[test]
fn the_mouse_is_listened_to_as_the_settings_say_now() {
    let asked = |play: Play, keys: &str| play.keys(keys).mouse;
    assert!(asked(small(), "f5").is_empty());
    assert_eq!(asked(small().reconfigured("mouse = false"), "f5 f5"), [false]);
    assert_eq!(asked(small().config("mouse = false").reconfigured("mouse = true"), "f5"), [true]);
    assert_eq!(asked(small().reconfigured("mouse = false"), "ctrl-r"), [false]);
}

#[test]
fn what_is_wrong_with_the_settings_is_said_and_can_be_read() {
    let wrong = small().reconfigured("them = 'paper'\nnew_cards_per_day = 3");
    wrong.keys("f5").shows(&[
        "! config.toml:1:1: unknown key `them`; ! in the browser shows more",
        "3 problems (!)",
    ]);
    wrong.keys("f5 !").shows(&["config.toml:1:1", "unknown key `them`", "did you mean `theme`?"]);
    wrong.keys("ctrl-r").shows(&["config.toml:1:1: unknown key `them`"]);
    assert_eq!(wrong.keys("f5").model.config.new_cards_per_day, 3);
}

const KEYS: &str = "[keys.browse]\nstart-review = ['R']\nstart-ahead = ['ctrl-x']\n\
                    [keys.card]\nreveal = 'z'\nrate-good = 'ctrl-g'\n[keys.answer]\nsubmit = 'f4'";

#[test]
fn keys_of_the_users_work_and_are_shown() {
    let own = small().size(100, 40).config(KEYS);
    own.keys("").shows(&["R review"]);
    own.keys("r").shows(&["4 cards"]);
    own.keys("R").shows(&["z shows: short answer", "z reveal"]);
    own.keys("R z").shows(&["SHORT ANSWER", "ctrl-g good"]);
    own.keys("R z ctrl-g").writes("rated charter good");
    own.keys("j a 'We race every payment.' f4").shows(&["Debrief"]);
    own.keys("?").shows(&["R      ", "Study what is due"]);
    own.keys("R ?").shows(&["z      "]);
}

#[test]
fn keys_are_read_again_with_the_settings() {
    let play = small().reconfigured(KEYS);
    play.keys("f5 r").shows(&["4 cards"]);
    play.keys("f5 R").shows(&["Small deck · 1"]);
    let clash = small().reconfigured("[keys.browse]\nstart-review = 'a'");
    clash.keys("f5").shows(&["config.toml:2:16: `a` would mean two things"]);
    clash.keys("f5 r").shows(&["Small deck · 1"]);
}
