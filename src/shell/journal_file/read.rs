//! A journal file read from where it was read to, a piece at a time: a long journal never lies in
//! memory as a whole.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::open_shared;
use crate::domain::journal::Entry;
use crate::domain::journal::line::{self, Unread};
use crate::domain::progress::snapshot::Covered;

/// How far a file has been read: whole lines only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) bytes: u64,
    pub(super) lines: usize,
}

impl From<&Covered> for Mark {
    fn from(file: &Covered) -> Self {
        Self { bytes: file.bytes, lines: file.lines }
    }
}

/// What was found besides entries.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How far the file is read now.
    pub(super) mark: Mark,
    /// Lines that cannot be read, numbered in the file.
    pub(super) unread: Vec<Unread>,
    /// How many lines a newer version wrote.
    pub(super) newer: usize,
    /// Bytes of an unfinished line at the end.
    pub(super) tail: usize,
}

/// Bytes that are read at a time; a longer line takes as many as it needs.
const PIECE: usize = 1 << 20;

/// Reads what a file holds after `mark`; none, and cheap, where that is nothing.
pub(super) fn file(
    path: &Path,
    mark: Mark,
    take: &mut dyn FnMut(Entry),
) -> io::Result<Option<Found>> {
    if fs::metadata(path)?.len() == mark.bytes {
        return Ok(None);
    }
    after(&mut open_shared(path)?, mark, take).map(Some)
}

/// Reads what a file holds after `mark`, or from its beginning if it is no longer the file that was
/// read.
pub(super) fn after(file: &mut File, mark: Mark, take: &mut dyn FnMut(Entry)) -> io::Result<Found> {
    let mut found = Found { mark: start(file, mark)?, ..Found::default() };
    let mut bytes = Vec::new();
    loop {
        let room = bytes.len() + PIECE;
        let read = file.by_ref().take(PIECE as u64).read_to_end(&mut bytes)?;
        let contents = line::read(&bytes);
        contents.entries.into_iter().for_each(&mut *take);
        let before = found.mark.lines;
        found.unread.extend(
            contents
                .unread
                .into_iter()
                .map(|unread| Unread { line: before + unread.line, ..unread }),
        );
        found.newer += contents.newer;
        found.mark.bytes += contents.whole as u64;
        found.mark.lines += memchr::memchr_iter(b'\n', &bytes[..contents.whole]).count();
        bytes.drain(..contents.whole);
        if read == 0 || bytes.len() + read < room && read < PIECE {
            found.tail = bytes.len();
            return Ok(found);
        }
    }
}

/// Goes to where the file was read to, or to its beginning if it is another file now.
fn start(file: &mut File, mark: Mark) -> io::Result<Mark> {
    if let Some(before) = mark.bytes.checked_sub(1) {
        let mut last = [0];
        file.seek(SeekFrom::Start(before))?;
        if file.read(&mut last)? == 1 && last == *b"\n" {
            return Ok(mark);
        }
    }
    file.rewind()?;
    Ok(Mark::default())
}
