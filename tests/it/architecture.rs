//! What holds of the sources themselves: which layer may name which, who may use what, and how files
//! are called and kept. Reads text, not the compiler's mind: paths are found by their spelling.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers, the lowest first: each may name itself and those before it.
const LAYERS: &[&str] = &["domain", "app", "view", "shell", "cli", "main"];

/// Where what comes from outside may be named; in tests anything may be.
const USERS: &[(&str, &[&str])] = &[
    // The editor is rat-text's widget, and its state must know how wide it was drawn.
    ("ratatui", &["view", "shell", "app/editor"]),
    ("rat_text", &["view/widget/answer_pane.rs", "app/editor"]),
    ("crossterm", &["shell/terminal.rs"]),
    ("rustix", &["shell/adviser.rs", "shell/survey.rs", "shell/folder.rs", "shell/terminal.rs"]),
    ("signal_hook", &["shell/terminal.rs", "shell/limits.rs"]),
    ("tar", &["shell/archive"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("anyhow", &["cli", "shell"]),
    ("directories", &["shell/paths.rs"]),
    ("fsrs", &["domain/schedule.rs", "domain/schedule/fit.rs"]),
    ("rust_stemmers", &["domain/rubric"]),
    ("fuzzy_matcher", &["domain/search"]),
    ("pulldown_cmark", &["view/markdown"]),
    (
        "serde_json",
        &[
            "cli/json.rs",
            "cli/score",
            "shell/archive",
            "domain/journal",
            "domain/progress",
            "domain/deck/parse",
            "domain/encoder/file.rs",
            "domain/opinion",
        ],
    ),
    ("ndarray", &["domain/encoder"]),
    ("unicode_normalization", &["domain/encoder/words.rs"]),
    ("unicode_properties", &["domain/encoder/words.rs"]),
    ("toml", &["domain/deck/parse", "domain/config", "domain/rubric"]),
    ("jiff::Zoned", &["shell/clock.rs"]),
    ("jiff::Timestamp::now", &[]),
    ("std::fs", &["shell", "cli"]),
    ("std::env", &["shell", "cli"]),
    ("std::process", &["shell", "cli", "main.rs"]),
    ("std::io", &["shell", "cli"]),
    ("std::thread", &["shell"]),
    ("std::time::Instant", &["shell"]),
    ("std::time::SystemTime", &["shell/clock.rs"]),
    // Nothing of the user's is ever sent anywhere.
    ("std::net", &[]),
];

/// Longest file, in lines, and the files that are longer all the same.
const LONGEST: usize = 400;
const LONG: &[&str] = &[];

/// A source file.
struct Source {
    /// Below `src`, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The code that ends up in the program, without comments.
    fn program(&self) -> String {
        if self.path.ends_with("/tests.rs") || self.path.contains("/tests/") {
            return String::new();
        }
        let before = |text| self.text.split(text).next().unwrap();
        let tests = ["#[cfg(test)]\nmod tests", "#[cfg(test)]\npub(crate) mod tests"];
        code(tests.map(before).into_iter().min_by_key(|text| text.len()).unwrap())
    }

    /// Whether it is this file, or lies in this layer or folder (a module's own file included).
    fn is_in(&self, place: &str) -> bool {
        let rest = self.path.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let below: PathBuf = path.strip_prefix(&root).unwrap().to_owned();
                let path_text = below.to_string_lossy().replace('\\', "/");
                sources.push(Source { path: path_text, text: fs::read_to_string(path).unwrap() });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 50, "the sources were not found");
    sources
}

fn code(text: &str) -> String {
    let line = |line: &str| {
        let line = if line.trim_start().starts_with("//") { "" } else { line };
        line.split(" // ").next().unwrap().to_owned() + "\n"
    };
    text.lines().map(line).collect()
}

/// Every path of at least two parts that code names, groups in braces spelled out.
fn paths(code: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    // What stands before each open brace of a `use` group; empty before any other brace.
    let mut open: Vec<String> = Vec::new();
    let mut path = String::new();
    let mut end = |open: &[String], path: &mut String| {
        let before = open.last().map_or("", String::as_str);
        let whole = format!("{before}{}", path.trim_end_matches("::"));
        if !path.is_empty() && whole.contains("::") {
            paths.insert(whole);
        }
        path.clear();
    };
    for c in code.chars() {
        match c {
            c if c.is_alphanumeric() || c == '_' || c == ':' => path.push(c),
            '{' if path.ends_with("::") => {
                let before = open.last().cloned().unwrap_or_default();
                open.push(before + &path);
                path.clear();
            }
            '{' => {
                end(&open, &mut path);
                open.push(String::new());
            }
            '}' => {
                end(&open, &mut path);
                open.pop();
            }
            _ => end(&open, &mut path),
        }
    }
    end(&open, &mut path);
    paths
}

fn names(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn paths_are_found_also_in_groups() {
    let check = |text: &str, expect: &[&str]| {
        assert_eq!(paths(&code(text)).into_iter().collect::<Vec<_>>(), expect, "{text}");
    };
    check("use std::fs;", &["std::fs"]);
    check("use std::{env, io::{self, Read}};", &["std::env", "std::io::Read", "std::io::self"]);
    check("fn a() { b::c(|d| { e::f::<g::H>() }) } // i::j", &["b::c", "e::f", "g::H"]);
    check("// std::fs\n/// std::fs\n", &[]);
}

#[test]
fn a_lower_layer_never_names_an_upper_one() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.path != "lib.rs") {
        let rank = |layer: &str| LAYERS.iter().position(|known| *known == layer);
        let own = rank(source.layer());
        assert!(own.is_some(), "src/{} is in no layer", source.path);
        for path in paths(&code(&source.text)) {
            let mut parts = path.split("::").skip_while(|part| *part == "super").peekable();
            let from_root = ["crate", "greenroom"].contains(parts.peek().unwrap_or(&""));
            // `super::super::shell` would name a layer too.
            if from_root {
                parts.next();
            } else if !path.starts_with("super") {
                continue;
            }
            let named = parts.next().and_then(rank);
            if named > own {
                wrong.push(format!("src/{}: {path}", source.path));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn what_comes_from_outside_is_used_only_where_it_belongs() {
    let mut wrong = Vec::new();
    for source in sources() {
        for path in paths(&source.program()) {
            for (what, places) in USERS.iter().filter(|(what, _)| names(&path, what)) {
                if !places.iter().any(|place| source.is_in(place)) {
                    wrong.push(format!("src/{} uses {path} ({what})", source.path));
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_permission_is_used() {
    let sources = sources();
    for (what, places) in USERS {
        for place in *places {
            let used = |source: &Source| {
                source.is_in(place) && paths(&source.program()).iter().any(|p| names(p, what))
            };
            assert!(sources.iter().any(used), "nothing in src/{place} uses {what}");
        }
    }
}

#[test]
fn nothing_is_printed_past_the_command_line() {
    for source in sources().iter().filter(|source| source.layer() != "cli") {
        for macro_name in ["print!", "println!", "eprint!", "eprintln!", "dbg!"] {
            let program = source.program();
            assert!(!program.contains(macro_name), "src/{} has {macro_name}", source.path);
        }
    }
}

#[test]
fn files_are_short() {
    let long = sources().into_iter().filter(|source| source.text.lines().count() > LONGEST);
    let long: Vec<String> = long.map(|source| source.path).collect();
    assert_eq!(long, LONG, "longer than {LONGEST} lines: split them, or mend the list");
}

#[test]
fn files_are_called_after_what_they_do_and_begin_with_it() {
    for Source { path, text } in sources() {
        let name = path.rsplit('/').next().unwrap();
        for banned in ["mod.rs", "utils.rs", "util.rs", "common.rs", "helpers.rs", "manager.rs"] {
            assert_ne!(name, banned, "src/{path}");
        }
        assert!(text.starts_with("//! "), "src/{path} does not say what it is for");
    }
}

#[test]
fn nothing_is_left_for_later() {
    for Source { path, text } in sources() {
        for word in ["TODO", "FIXME", "todo!", "unimplemented!"] {
            assert!(!text.contains(word), "src/{path} has {word}");
        }
    }
}
