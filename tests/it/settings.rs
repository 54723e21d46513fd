//! `config`, and what settings and their command line do before anything is drawn.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use crate::cli::{Home, Ran};

/// A home with this `config.toml`.
fn home(config: &str) -> Home {
    let home = Home::with_deck();
    home.write("data/config.toml", config);
    home
}

fn says(ran: &Ran, code: i32, out: &[&str]) {
    assert_eq!(ran.code, Some(code), "{}{}", ran.out, ran.err);
    for part in out {
        assert!(ran.out.contains(part), "no `{part}` in\n{}", ran.out);
    }
}

#[test]
fn what_is_in_force_is_shown_with_where_it_comes_from() {
    let ran = Home::new().run("config");
    says(
        &ran,
        0,
        &["config.toml (not there: the defaults hold)", "theme = \"terminal\"", "# default"],
    );
    let ran = home("\ntheme = 'dusk'\n[keys.browse]\nstart-review = 'X'").run("config");
    says(
        &ran,
        0,
        &["theme = \"dusk\"           # line 2", "keys.browse.start-review = [\"X\"]  # line 4"],
    );
    assert!(ran.err.is_empty(), "{}", ran.err);
}

#[test]
fn everything_that_is_wrong_is_said_and_the_rest_counts() {
    let home =
        home("them = 'dusk'\nascii = true\nday_start = 'x'\n[keys.browse]\nstart-review = 'a'\n");
    says(
        &home.run("config"),
        1,
        &[
            "ascii = true             # line 2",
            "day_start = 4            # default",
            "config.toml:1:1: warning: unknown key `them`\n  help: did you mean `theme`?",
            "config.toml:3:13: warning: day_start = 'x' cannot be used; 4 is",
            "config.toml:5:16: warning: `a` would mean two things",
        ],
    );
    let ran = home.run("config --json");
    says(
        &ran,
        1,
        &[
            "{\"v\":1,\"file\":",
            "{\"name\":\"ascii\",\"value\":\"true\",\"line\":2}",
            "\"column\":13",
        ],
    );
    // Other commands say it, too, and do what they were asked.
    let ran = home.run("list");
    says(&ran, 0, &["escape"]);
    assert!(ran.err.contains("config.toml:1:1: warning: unknown key `them`"), "{}", ran.err);
}

#[test]
fn the_default_file_changes_nothing() {
    let text = Home::new().run("config --default").out;
    let home = home(&text);
    let ran = home.run("config");
    says(&ran, 0, &["theme = \"terminal\""]);
    assert!(!ran.out.contains("default\n"), "{}", ran.out);
    // Nor does it with every line of it in force.
    let live = |line: &str| {
        let line = line.strip_prefix("# ").unwrap_or(line);
        let is_one = line.starts_with('[') && line.ends_with(']') || line.contains(" = [");
        is_one.then(|| format!("{line}\n"))
    };
    let keys: String =
        text.split("# Keys of your own").nth(1).unwrap().lines().filter_map(live).collect();
    home.write("data/config.toml", &keys);
    let ran = home.run("config");
    says(&ran, 0, &["keys.browse.start-review = [\"r\"]"]);
    assert_eq!(home.run("keys").out, Home::new().run("keys").out);
}

#[test]
fn keys_shows_the_keys_in_force() {
    let home = home("[keys.browse]\nstart-review = ['X', 'ctrl-x']\n");
    says(&home.run("keys"), 0, &["  X ctrl-x                           Study what is due"]);
    says(&home.run("keys --markdown"), 0, &["| `r` | Study what is due"]);
}

#[test]
fn a_theme_that_there_is_not_is_refused_with_those_that_there_are() {
    let ran = Home::new().run("--theme dsuk list");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("dusk"), "{}", ran.err);
}

#[test]
fn reading_settings_writes_none() {
    let home = Home::new();
    home.run("config");
    home.run("config --default");
    assert!(fs::metadata(home.path("data")).is_err());
}
