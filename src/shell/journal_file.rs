//! The journal on disk: one file a device in one folder, all of them read, our own appended to.
//!
//! Does not know what the entries add up to. An entry that stands in two files (a copy made by a
//! file sync, say) is returned twice: entries are told apart by their ids.

mod own;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::mem;
use std::path::{Path, PathBuf};

use self::own::{OwnFile, Torn};
use super::failure;
use super::paths::Paths;
use crate::domain::journal::Entry;
use crate::domain::journal::line;

/// The journal's folder, and how far each file in it has been read.
#[derive(Debug)]
pub struct JournalFile {
    folder: PathBuf,
    own: OwnFile,
    writable: bool,
    marks: HashMap<PathBuf, Mark>,
    /// Entries of other running copies, met while appending, that [`poll`](Self::poll) returns.
    met: Vec<Entry>,
    problems: Vec<String>,
}

/// How far a file has been read: whole lines only.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    bytes: u64,
    lines: usize,
}

/// A journal and what was in it.
#[derive(Debug)]
pub struct Opened {
    /// The journal, to append to.
    pub journal: JournalFile,
    /// The entries of all devices, file by file.
    pub entries: Vec<Entry>,
    /// What could not be understood, by file and line, and what became of it.
    pub problems: Vec<String>,
    /// Whether entries can be kept; if not, why, and what to do.
    pub writable: Result<(), String>,
}

impl JournalFile {
    /// Opens the journal, creating its folder and this device's file where they can be created.
    /// Whatever is amiss, what can be read is returned.
    pub fn open(paths: &Paths) -> Opened {
        let mut journal = Self::unread(paths);
        let writable = journal.own.lock().map_err(|why| {
            format!(
                "What you do now is not kept: {}. {} cannot be written; make it writable, or \
                 choose another folder with --data-dir",
                failure::said(&why),
                journal.own.path().display()
            )
        });
        let writable = writable.map(|locked| {
            journal.own.make_private();
            journal.note_torn(locked.torn);
            journal.writable = true;
        });
        journal.opened(writable)
    }

    /// Reads the journal as it lies there: creates nothing and mends nothing. Whether it could be
    /// written is not tried.
    pub fn look(paths: &Paths) -> Opened {
        Self::unread(paths).opened(Ok(()))
    }

    fn unread(paths: &Paths) -> Self {
        Self {
            folder: paths.journal.clone(),
            own: OwnFile::new(paths.journal.join(format!("{}.jsonl", paths.device))),
            writable: false,
            marks: HashMap::new(),
            met: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn opened(mut self, writable: Result<(), String>) -> Opened {
        let entries = self.read_on().unwrap_or_else(|why| {
            let folder = self.folder.display();
            self.problems.push(format!("{folder} cannot be read: {why}"));
            Vec::new()
        });
        let problems = self.take_problems();
        Opened { journal: self, entries, problems, writable }
    }

    /// Appends entries to this device's file, all or none; on disk when this returns.
    pub fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        let lines: Vec<u8> = entries.iter().flat_map(line::encode).collect();
        let mut own = self.own.lock()?;
        self.note_torn(own.torn.take());
        let path = self.own.path().to_owned();
        let mark = self.marks.get(&path).copied().unwrap_or_default();
        if mark.bytes != own.len {
            let (mark, bytes) = read_after(&mut own.file, mark)?;
            let met = self.understand(&path, mark, &bytes);
            self.met.extend(met);
        }
        own.append(&lines)?;
        let mark = self.marks.entry(path).or_default();
        *mark = Mark { bytes: own.len, lines: mark.lines + entries.len() };
        Ok(())
    }

    /// The entries that others, on this device or elsewhere, have added since this was last asked.
    /// Entries known already may be among them where a file was replaced.
    pub fn poll(&mut self) -> Vec<Entry> {
        self.read_on().unwrap_or_default()
    }

    /// What was found amiss since this was last asked: see [`Opened::problems`].
    pub fn take_problems(&mut self) -> Vec<String> {
        mem::take(&mut self.problems)
    }

    fn note_torn(&mut self, torn: Option<Torn>) {
        if let Some(Torn { line, bytes, kept }) = torn {
            let (path, kept) = (self.own.path().display(), kept.display());
            self.problems.push(format!(
                "{path} line {line}: never finished ({bytes} bytes); it was moved to {kept}"
            ));
        }
    }

    /// Reads on in every file, from where it was read to.
    fn read_on(&mut self) -> io::Result<Vec<Entry>> {
        let mut entries = mem::take(&mut self.met);
        let listed = match fs::read_dir(&self.folder) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(entries),
            listed => listed?,
        };
        let mut paths: Vec<PathBuf> = listed
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| is_journal(path))
            .collect();
        paths.sort();
        for path in paths {
            let first = !self.marks.contains_key(&path);
            let mark = *self.marks.entry(path.clone()).or_default();
            match read_new(&path, mark) {
                Ok((mark, bytes)) => {
                    if first {
                        self.note_left(&path, &bytes);
                    }
                    entries.extend(self.understand(&path, mark, &bytes));
                }
                Err(why) if first => {
                    self.problems.push(format!("{} cannot be read: {why}", path.display()));
                }
                Err(_) => {}
            }
        }
        Ok(entries)
    }

    /// The entries in `bytes`, which stand in a file after `mark`; the mark moves past them.
    fn understand(&mut self, path: &Path, mark: Mark, bytes: &[u8]) -> Vec<Entry> {
        let contents = line::read(bytes);
        let name = path.display();
        self.problems.extend(contents.unread.iter().map(|unread| {
            let why = unread.why.replace(" at line 1 column ", " at column ");
            let line = mark.lines + unread.line;
            format!("{name} line {line}: {why}; the line is kept there and not used")
        }));
        if contents.newer > 0 {
            let lines = if contents.newer == 1 { "line" } else { "lines" };
            self.problems.push(format!(
                "{name}: {} {lines} of a newer version, kept there and not used",
                contents.newer
            ));
        }
        let mark = Mark {
            bytes: mark.bytes + contents.whole as u64,
            lines: mark.lines + newlines(&bytes[..contents.whole]),
        };
        self.marks.insert(path.to_owned(), mark);
        contents.entries
    }

    /// Says where a file ends in an unfinished line that is not ours to move. In our own file, when
    /// it is writable, such a line is being written by another running copy.
    fn note_left(&mut self, path: &Path, bytes: &[u8]) {
        if bytes.last().is_none_or(|byte| *byte == b'\n')
            || self.writable && path == self.own.path()
        {
            return;
        }
        let (path, line) = (path.display(), 1 + newlines(bytes));
        self.problems.push(format!("{path} line {line}: not finished; it is left as it is"));
    }
}

/// Whether a file in the journal's folder is one of its files.
pub(super) fn is_journal(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    // A link that leads nowhere is a file that cannot be read, not one that can be passed over.
    let file = fs::metadata(path).map_or(true, |found| found.is_file());
    file && !hidden && path.extension().is_some_and(|ending| ending == "jsonl")
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().copied().filter(|byte| *byte == b'\n').count()
}

/// What a file holds after `mark`; cheap if that is nothing.
fn read_new(path: &Path, mark: Mark) -> io::Result<(Mark, Vec<u8>)> {
    if fs::metadata(path)?.len() == mark.bytes {
        return Ok((mark, Vec::new()));
    }
    let mut file = File::open(path)?;
    // Some systems refuse to read what another program has locked.
    let _ = file.lock_shared();
    read_after(&mut file, mark)
}

/// What a file holds after `mark`, or from its beginning if it is no longer the file that was read:
/// the mark returned says which.
fn read_after(file: &mut File, mark: Mark) -> io::Result<(Mark, Vec<u8>)> {
    let mut bytes = Vec::new();
    if let Some(before) = mark.bytes.checked_sub(1) {
        file.seek(SeekFrom::Start(before))?;
        file.read_to_end(&mut bytes)?;
        if bytes.first() == Some(&b'\n') {
            bytes.remove(0);
            return Ok((mark, bytes));
        }
        bytes.clear();
    }
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok((Mark::default(), bytes))
}
