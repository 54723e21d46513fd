//! Tells a release which commit it was built from, where it is built in a clone. Any other build is
//! left alone, so that a commit does not make everything be built anew.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut version = env!("CARGO_PKG_VERSION").to_owned();
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    // A package that was unpacked inside somebody else's clone has no `.git` of its own.
    if release && Path::new(".git").exists() {
        println!("cargo::rerun-if-changed=.git/logs/HEAD");
        version += &commit().map_or_else(String::new, |commit| format!(" ({commit})"));
    }
    println!("cargo::rustc-env=GREENROOM_VERSION={version}");
}

fn commit() -> Option<String> {
    let output = Command::new("git").args(["rev-parse", "--short=10", "HEAD"]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
