//! What is shipped with the program: the licences of what it is made of.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Licences under which anything may become part of the program; of several joined by OR one must
/// be here, of several joined by AND each.
const FINE: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unlicense",
    "BSL-1.0",
    "Unicode-3.0",
    "MPL-2.0",
];

fn is_fine(licence: &str) -> bool {
    let all = |part: &str| {
        part.split(" AND ").all(|one| FINE.contains(&one.trim_matches(['(', ')', ' '])))
    };
    let alternatives = licence.replace('/', " OR ");
    match alternatives.split_once(") AND ") {
        Some((first, rest)) => is_fine(first.trim_start_matches('(')) && is_fine(rest),
        None => alternatives.split(" OR ").any(all),
    }
}

/// The packages that the program is made of on Linux, a line each: name, version, licence.
fn packages() -> Vec<(String, String)> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let tree = [
        "tree",
        "--locked",
        "--offline",
        "-e",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}|{l}",
    ];
    let output = Command::new(cargo)
        .args(tree)
        .args(["--target", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut packages: Vec<(String, String)> = text
        .lines()
        .filter(|line| !line.starts_with("greenroom "))
        .map(|line| {
            let (package, licence) = line.trim_end_matches(" (*)").split_once('|').unwrap();
            let package = package.trim_end_matches(" (proc-macro)");
            (package.to_owned(), licence.trim_end_matches(" (*)").to_owned())
        })
        .collect();
    packages.sort();
    packages.dedup();
    packages
}

#[test]
fn the_list_of_licences_is_whole_and_each_is_fine() {
    let packages = packages();
    assert!(packages.len() > 50);
    let amiss: Vec<_> = packages.iter().filter(|(_, licence)| !is_fine(licence)).collect();
    assert!(amiss.is_empty(), "{amiss:?}");
    let mut text = "# What greenroom is made of\n\nEvery package that becomes part of the program on Linux, with its \
                    licence; written by `UPDATE=1 cargo test --test it ship`.\n\n| package | licence |\n| --- | --- |\n"
        .to_owned();
    for (package, licence) in &packages {
        text += &format!("| {package} | {licence} |\n");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/LICENCES.md");
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "assets/LICENCES.md is stale: UPDATE=1 cargo test --test it ship");
}
