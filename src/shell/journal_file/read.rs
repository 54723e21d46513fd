//! A journal file read from where it was read to, a piece at a time: a long journal never lies in
//! memory as a whole.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::{panic, thread};

use super::open_shared;
use crate::domain::journal::Entry;
use crate::domain::journal::line::{self, Contents, Unread};
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
const PIECE: usize = 8 << 20;

/// Bytes that are worth a thread.
const PART: usize = 1 << 20;

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
        let read = file.by_ref().take(PIECE as u64).read_to_end(&mut bytes)?;
        let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
        for contents in understood(&bytes[..whole]) {
            let before = found.mark.lines;
            found.unread.extend(
                contents
                    .unread
                    .into_iter()
                    .map(|unread| Unread { line: before + unread.line, ..unread }),
            );
            found.newer += contents.newer;
            found.mark.lines += contents.lines;
            found.mark.bytes += contents.whole as u64;
            contents.entries.into_iter().for_each(&mut *take);
        }
        bytes.drain(..whole);
        if read < PIECE {
            found.tail = bytes.len();
            return Ok(found);
        }
    }
}

/// Understands whole lines, as many parts of them at a time as the machine has cores.
fn understood(bytes: &[u8]) -> Vec<Contents> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let parts = (bytes.len() / PART).clamp(1, cores);
    let mut rest = bytes;
    let mut next = |n: usize| {
        let about = (rest.len() / (parts - n)).saturating_sub(1);
        let end = memchr::memchr(b'\n', &rest[about..]).map_or(rest.len(), |at| about + at + 1);
        let (part, after) = rest.split_at(end);
        rest = after;
        part
    };
    let parts: Vec<&[u8]> = (0..parts).map(&mut next).collect();
    let [first, others @ ..] = &*parts else { return Vec::new() };
    thread::scope(|scope| {
        let others: Vec<_> = others.iter().map(|part| scope.spawn(|| line::read(part))).collect();
        let first = line::read(first);
        let others = others.into_iter();
        let joined = others.map(|o| o.join().unwrap_or_else(|why| panic::resume_unwind(why)));
        std::iter::once(first).chain(joined).collect()
    })
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
