//! Facts that the data folder does not take, in a file of their own wherever that works.
//!
//! Does not bring them back; `restore` does.

use std::io;
use std::path::{Path, PathBuf};

use super::folder;
use crate::domain::journal::{Entry, line};
use crate::domain::time::{HOUR, MINUTE, Moment, SECOND};

/// Writes facts to a new file in the first of these places that takes it; on disk when this returns.
///
/// # Errors
/// Where no place does: what the last one said.
pub fn write(entries: &[Entry], places: &[PathBuf], now: Moment) -> io::Result<PathBuf> {
    let lines: Vec<u8> = entries.iter().flat_map(line::encode).collect();
    let mut failed = io::Error::new(io::ErrorKind::NotFound, "there is no place to try");
    for place in places {
        match folder::create(place).and_then(|()| write_in(place, &lines, now)) {
            Ok(path) => return Ok(path),
            Err(why) => failed = why,
        }
    }
    Err(failed)
}

fn write_in(folder: &Path, lines: &[u8], now: Moment) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let path = folder.join(name(now, number));
        match folder::write_new(&path, lines) {
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => number += 1,
            written => return written.map(|()| path),
        }
    }
}

/// `greenroom-unsaved-2026-11-22-183005.jsonl`, then with a number.
fn name(now: Moment, number: usize) -> String {
    let local = now.at.0.saturating_add(i64::from(now.offset) * MINUTE);
    let (hours, minutes, seconds) = (local / HOUR % 24, local / MINUTE % 60, local / SECOND % 60);
    let number = if number > 1 { format!("-{number}") } else { String::new() };
    let day = now.day(0).iso();
    format!("greenroom-unsaved-{day}-{hours:02}{minutes:02}{seconds:02}{number}.jsonl")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::id::{CardId, EntryId};
    use crate::domain::journal::Fact;
    use crate::domain::time::Timestamp;

    /// 22 November 2026, 18:30:05 in London.
    const NOW: Moment = Moment { at: Timestamp(1_795_372_205_000), offset: 0 };

    #[test]
    fn the_first_place_that_works_is_taken_and_nothing_overwritten() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "no folder").unwrap();
        let places = [root.path().join("file"), root.path().join("new/folder")];
        let fact = Fact::Flagged { card: CardId::new("deck", "card"), on: true };
        let entry = Entry { id: EntryId::new("run", 1), at: NOW.at, offset: 0, fact };
        let write = || write(std::slice::from_ref(&entry), &places, NOW).unwrap();
        for name in ["2026-11-22-183005.jsonl", "2026-11-22-183005-2.jsonl"] {
            let path = places[1].join(format!("greenroom-unsaved-{name}"));
            assert_eq!(write(), path);
            assert_eq!(fs::read(path).unwrap(), line::encode(&entry));
        }
        assert!(super::write(&[], &places[..1], NOW).is_err());
        assert!(super::write(&[], &[], NOW).is_err());
    }
}
