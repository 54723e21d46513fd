//! `restore`: brings a backup, or a journal file, into the data folder.
//!
//! Says what came of it; what is merged how is decided below, in the shell.

use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, ensure};
use serde::Serialize;

use super::{Global, Outcome, json, safe, say};
use crate::shell::archive::merge::{Added, Merge, Restored};
use crate::shell::archive::{Item, Kind, LIMITS, unpack};
use crate::shell::clock::{Clock, SystemClock};
use crate::shell::paths::Paths;

/// What `restore --json` prints.
#[derive(Serialize)]
struct Report<'a> {
    v: u32,
    #[serde(flatten)]
    restored: &'a Restored,
}

pub(super) fn run(
    global: &Global,
    file: &Path,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let paths = Paths::find(global.data_dir.as_deref())?;
    let today = SystemClock.now().day(0).iso();
    let name = file.display();
    let mut source = open(file).with_context(|| name.to_string())?;
    let bare = is_journal(file, &mut source)?;
    if !bare {
        let verified = unpack::verify(&mut source, LIMITS);
        verified.with_context(|| format!("{name} is not restored, and nothing was changed"))?;
    }
    let mut merge = Merge::new(&paths, &today)?;
    let merged = if bare {
        merge.take(&journal(file), &mut source)
    } else {
        unpack::each(&mut source, LIMITS, &mut |item, reader| merge.take(item, reader))
    };
    let restored = &merge.restored;
    if json {
        json::print(out, &Report { v: 1, restored })?;
    } else {
        write(restored, &file.display().to_string(), out)?;
    }
    merged.context("stopped; what stands above is restored, and the same command does the rest")?;
    if bare && restored.new + restored.known + restored.newer == 0 {
        say(&format!("{name} holds no fact"));
        return Ok(Outcome::Found);
    }
    Ok(Outcome::Done)
}

fn open(path: &Path) -> anyhow::Result<File> {
    // Asked before it is opened: a pipe would wait for somebody to write.
    let found = fs::metadata(path)?;
    ensure!(found.is_file(), "it is not a file; a backup is one, written by `greenroom backup`");
    Ok(File::open(path)?)
}

/// Whether it is a journal file: by its name, or since it begins like one.
fn is_journal(path: &Path, file: &mut File) -> anyhow::Result<bool> {
    let mut first = [0];
    let read = file.read(&mut first)?;
    file.rewind()?;
    let named = path.extension().is_some_and(|ending| ending == "jsonl");
    if named || &first[..read] == b"{" {
        let most = LIMITS.file;
        ensure!(file.metadata()?.len() <= most, "{} has more than {most} bytes", path.display());
        return Ok(true);
    }
    Ok(false)
}

/// A journal file under its own name, or under one that can be.
fn journal(path: &Path) -> Item {
    let below = Path::new("journal").join(path.file_name().unwrap_or_default());
    match Item::of(&below) {
        Some(item) if item.kind == Kind::Journal => item,
        _ => Item { kind: Kind::Journal, below: "journal/restored.jsonl".into() },
    }
}

fn write(restored: &Restored, file: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let Restored { new, known, newer, unreadable, added, same, left_alone } = restored;
    let mut said = vec![format!("{} new, {known} known already", plural(*new, "fact"))];
    for Added { name, beside } in added {
        said.push(match beside {
            None => format!("added: {name}"),
            Some(beside) => format!("added: {name}, as {beside}"),
        });
    }
    if *same > 0 {
        said.push(format!("nothing new in {}", plural(*same, "other file")));
    }
    if *newer > 0 {
        let lines = plural(*newer, "line");
        said.push(format!("{lines} of a newer version: kept, and used by that one"));
    }
    if *unreadable > 0 {
        let lines = plural(*unreadable, "line");
        said.push(format!("{lines} that cannot be read: kept; `greenroom doctor` says which"));
    }
    said.extend(left_alone.iter().map(|what| format!("left alone: {what}")));
    if !left_alone.is_empty() {
        said.push(format!("to look at what was left alone: tar -xOf '{file}' NAME"));
    }
    for line in said {
        writeln!(out, "{}", safe(&line))?;
    }
    Ok(())
}

fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}
