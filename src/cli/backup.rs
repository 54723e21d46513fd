//! `backup`: everything of the user's in one file.
//!
//! Changes nothing in the data folder, and never replaces a file that it was not told to replace.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, bail, ensure};

use super::{Global, Outcome, safe, say};
use crate::shell::archive::pack::Contents;
use crate::shell::clock::{Clock, SystemClock};
use crate::shell::folder::Pending;
use crate::shell::paths::Paths;

const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn run(
    global: &Global,
    file: &Path,
    force: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let paths = Paths::find(global.data_dir.as_deref())?;
    let contents = Contents::find(&paths);
    for left_out in &contents.left_out {
        say(&format!("left out: {left_out}"));
    }
    if contents.files() == 0 {
        say(&format!("{} holds nothing yet; no backup was written", paths.data.display()));
        return Ok(Outcome::Found);
    }
    if let Some(why) = contents.too_much() {
        bail!("no backup can hold this: {why}; copy the folder {} itself", paths.data.display());
    }
    let today = SystemClock.now().day(0).iso();
    if file == Path::new("-") {
        ensure!(
            !io::stdout().is_terminal(),
            "a backup on a terminal is of no use; name a file, or send it on with `|`"
        );
        contents.write(out, VERSION, &today)?;
        return Ok(outcome(&contents));
    }
    write(&contents, file, force, &today)
        .with_context(|| format!("no backup was written to {}", file.display()))?;
    let (files, bytes) = (contents.files(), contents.bytes());
    let plural = if files == 1 { "" } else { "s" };
    writeln!(out, "{files} file{plural}, {bytes} bytes: {}", safe(&file.display().to_string()))?;
    Ok(outcome(&contents))
}

/// Writes the archive beside its place; it is there when it is whole.
fn write(contents: &Contents, file: &Path, force: bool, today: &str) -> anyhow::Result<()> {
    // A relative name without a folder has none above it.
    let file = std::path::absolute(file)?;
    ensure!(!file.is_dir(), "it is a folder; name a file in it");
    let there = fs::symlink_metadata(&file).is_ok();
    ensure!(force || !there, "it exists; choose another name, or replace it with --force");
    let mut pending = Pending::beside(&file)?;
    let mut out = BufWriter::new(&mut pending.file);
    contents.write(&mut out, VERSION, today)?;
    out.flush()?;
    drop(out);
    if force {
        pending.put_over(&file)?;
    } else {
        pending.put_new(&file)?;
    }
    Ok(())
}

fn outcome(contents: &Contents) -> Outcome {
    if contents.left_out.is_empty() { Outcome::Done } else { Outcome::Found }
}
