//! What the README and the other documents say, compared with what is. `UPDATE=1` writes anew what
//! is made from the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::cli::Home;

const BEGIN: &str = "<!-- keys -->";
const END: &str = "<!-- /keys -->";

fn at_root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn readme() -> String {
    fs::read_to_string(at_root("README.md")).unwrap()
}

/// The words of a text that are in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// A path with its first `{a,b}` spelled out, and so on.
fn spelled(path: &str) -> Vec<String> {
    let group = path.split_once('{').and_then(|(before, rest)| {
        let (inside, after) = rest.split_once('}')?;
        Some((before, inside, after))
    });
    let Some((before, inside, after)) = group else { return vec![path.to_owned()] };
    inside.split(',').flat_map(|one| spelled(&format!("{before}{}{after}", one.trim()))).collect()
}

#[test]
fn the_readmes_keys_are_the_programs() {
    let text = readme();
    let (before, rest) = text.split_once(BEGIN).expect(BEGIN);
    let (table, after) = rest.split_once(END).expect(END);
    let now = greenroom::app::help::markdown();
    if env::var_os("UPDATE").is_some() {
        let text = format!("{before}{BEGIN}\n{}\n{END}{after}", now.trim());
        fs::write(at_root("README.md"), text).unwrap();
    } else {
        assert_eq!(table.trim(), now.trim(), "UPDATE=1 cargo test --test it docs writes it anew");
    }
}

#[test]
fn every_source_that_a_document_names_is_there() {
    let names = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"];
    for name in names.into_iter().filter(|name| at_root(name).exists()) {
        let text = fs::read_to_string(at_root(name)).unwrap();
        for path in quoted(&text).filter(|word| word.starts_with("src/")).flat_map(spelled) {
            // Of `src/x/*.rs` the folder.
            let place = path.split('*').next().unwrap();
            assert!(at_root(place).exists(), "{name} names {path}");
        }
    }
}

#[test]
fn groups_of_paths_are_spelled_out() {
    assert_eq!(spelled("src/a.rs"), ["src/a.rs"]);
    assert_eq!(
        spelled("src/{a,b}/{c, d}.rs"),
        ["src/a/c.rs", "src/a/d.rs", "src/b/c.rs", "src/b/d.rs"]
    );
}

#[test]
fn every_subcommand_is_in_the_readme() {
    let help = Home::new().run("--help").out;
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let commands: Vec<&str> = rest
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 10, "{commands:?}");
    let text = readme();
    for name in commands {
        assert!(text.contains(&format!("greenroom {name}")), "the README lacks {name}");
    }
}

#[test]
fn the_readme_says_how_to_run_and_to_test() {
    for command in ["cargo run --release", "cargo test"] {
        assert!(readme().contains(command), "the README lacks {command}");
    }
}

/// Every source file, of the program and of these tests.
fn sources(folder: &Path, texts: &mut Vec<(String, String)>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.with_extension("").display().to_string().replace('\\', "/");
            texts.push((name, fs::read_to_string(path).unwrap()));
        }
    }
}

#[test]
fn every_test_that_a_page_names_is_there() {
    let mut texts = Vec::new();
    sources(&at_root("src"), &mut texts);
    sources(&at_root("tests/it"), &mut texts);
    let mut named = 0;
    for page in ["assets/docs/your-data.md", "assets/docs/sync.md"] {
        let text = fs::read_to_string(at_root(page)).unwrap();
        for name in quoted(&text).filter(|name| name.contains("::")) {
            named += 1;
            // `archive::unix::x` is the function x in a file archive.rs.
            let parts: Vec<&str> = name.split("::").collect();
            let (function, modules) = parts.split_last().unwrap();
            let is_there = texts.iter().any(|(file, text)| {
                let file_is_named =
                    modules.iter().any(|module| file.ends_with(&format!("/{module}")));
                file_is_named && text.contains(&format!("fn {function}("))
            });
            assert!(is_there, "{page} names {name}");
        }
    }
    assert!(named > 30, "{named}");
}
