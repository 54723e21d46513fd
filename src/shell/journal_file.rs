//! The journal on disk: one file a device in one folder, all of them read, our own appended to.
//!
//! Does not know what the entries add up to. An entry that stands in two files (a copy made by a
//! file sync, say) is met twice: entries are told apart by their ids.

mod drafts;
mod kept;
mod own;
mod read;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::{io, mem};

use self::drafts::Drafts;
use self::kept::Kept;
use self::own::{OwnFile, Torn};
use self::read::{Found, Mark};
use super::failure;
use super::paths::Paths;
use crate::domain::id::EntryId;
use crate::domain::journal::Entry;
use crate::domain::journal::line;
use crate::domain::progress::{Progress, Rules};

/// The journal's folder, and how far each file in it has been read.
#[derive(Debug)]
pub struct JournalFile {
    folder: PathBuf,
    own: OwnFile,
    drafts: Drafts,
    kept: Kept,
    writable: bool,
    marks: HashMap<PathBuf, Mark>,
    /// Files of which it was said already that they end in an unfinished line, or cannot be read.
    noted: HashSet<PathBuf>,
    /// Entries of other running copies, met while appending, that [`poll`](Self::poll) returns.
    met: Vec<Entry>,
    problems: Vec<String>,
    /// The problems that lie in the files and stay there.
    lasting: Vec<String>,
}

/// A journal and what was in it.
#[derive(Debug)]
pub struct Opened {
    /// The journal, to append to.
    pub journal: JournalFile,
    /// What the entries of all devices add up to.
    pub progress: Progress,
    /// What could not be understood, by file and line, and what became of it.
    pub problems: Vec<String>,
    /// Whether entries can be kept; if not, why, and what to do.
    pub writable: Result<(), String>,
}

impl JournalFile {
    /// Opens the journal, creating its folder and this device's file where they can be created.
    /// Whatever is amiss, what can be read is returned.
    pub fn open(paths: &Paths, rules: Rules) -> Opened {
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
        journal.opened(rules, writable)
    }

    /// Reads the journal as it lies there: creates nothing and mends nothing. Whether it could be
    /// written is not tried.
    pub fn look(paths: &Paths, rules: Rules) -> Opened {
        Self::unread(paths).opened(rules, Ok(()))
    }

    /// Reads the journal as [`look`](Self::look) does, without the help of a snapshot.
    pub fn reread(paths: &Paths, rules: Rules) -> Opened {
        let mut journal = Self::unread(paths);
        journal.kept = Kept::none();
        journal.opened(rules, Ok(()))
    }

    fn unread(paths: &Paths) -> Self {
        Self {
            folder: paths.journal.clone(),
            own: OwnFile::new(paths.journal.join(format!("{}.jsonl", paths.device))),
            drafts: Drafts::new(paths),
            kept: Kept::at(paths.snapshot.clone()),
            writable: false,
            marks: HashMap::new(),
            noted: HashSet::new(),
            met: Vec::new(),
            problems: Vec::new(),
            lasting: Vec::new(),
        }
    }

    fn opened(mut self, rules: Rules, writable: Result<(), String>) -> Opened {
        let mut progress = match self.kept.load(&self.folder) {
            None => Progress::new(rules),
            Some(snapshot) => {
                let covered = snapshot.files().iter();
                self.marks.extend(covered.map(|file| (self.folder.join(&file.name), file.into())));
                self.lasting = snapshot.problems().to_vec();
                self.problems.extend_from_slice(&self.lasting);
                Progress::resume(rules, snapshot)
            }
        };
        if let Err(why) = self.read_on(&mut |entry| progress.apply(&entry)) {
            self.problems.push(format!("{} cannot be read: {why}", self.folder.display()));
        }
        self.adopt_drafts(&mut progress);
        let problems = self.take_problems();
        Opened { journal: self, progress, problems, writable }
    }

    /// Takes in what runs that were killed had written and not submitted.
    fn adopt_drafts(&mut self, progress: &mut Progress) {
        for left in self.drafts.left(self.writable) {
            let new: Vec<Entry> =
                left.entries.iter().filter(|entry| !progress.knows(&entry.id)).cloned().collect();
            for entry in &new {
                progress.apply(entry);
            }
            // What cannot be read stays, for a version that can.
            let read = !left.entries.is_empty();
            if self.writable && read && self.append(&new).is_ok() {
                left.remove();
            }
        }
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
            let mut met = Vec::new();
            let found = read::after(&mut own.file, mark, &mut |entry| met.push(entry))?;
            self.met.append(&mut met);
            self.understood(&path, &found);
        }
        own.append(&lines)?;
        let mark = self.marks.entry(path).or_default();
        *mark = Mark { bytes: own.len, lines: mark.lines + entries.len() };
        self.drafts.settled(entries);
        Ok(())
    }

    /// Keeps a draft that is being written, in place of the one that this run kept before.
    /// It is on disk when this returns, and no part of the journal yet.
    pub fn keep_draft(&mut self, draft: &Entry) -> io::Result<()> {
        self.drafts.keep(draft)
    }

    /// The entries that others, on this device or elsewhere, have added since this was last asked.
    /// Entries known already may be among them where a file was replaced.
    pub fn poll(&mut self) -> Vec<Entry> {
        let mut entries = mem::take(&mut self.met);
        // A folder that cannot be read now may be readable the next time.
        let _ = self.read_on(&mut |entry| entries.push(entry));
        entries
    }

    /// Reads entries again, file by file: those that are `wanted`.
    pub fn fetch(&self, wanted: &dyn Fn(&EntryId) -> bool) -> Vec<Entry> {
        let mut entries = Vec::new();
        for path in self.files().unwrap_or_default() {
            // What cannot be read was said when the journal was opened.
            let _ = read::file(&path, Mark::default(), &mut |entry| {
                if wanted(&entry.id) {
                    entries.push(entry);
                }
            });
        }
        entries
    }

    /// Writes the snapshot anew, if enough has happened since the last one that the next start
    /// gains by it. `progress` must be what all entries read and appended so far add up to.
    pub fn keep_snapshot(&mut self, progress: &Progress) -> io::Result<()> {
        if !self.writable || !self.met.is_empty() {
            return Ok(());
        }
        let marks = self.marks.iter().filter(|(_, mark)| mark.bytes > 0);
        self.kept.save(progress, marks, &self.lasting)
    }

    /// Whether a snapshot helped to read the journal.
    pub const fn resumed(&self) -> bool {
        self.kept.entries > 0
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

    /// The journal's files, by name; none where there is no folder.
    fn files(&self) -> io::Result<Vec<PathBuf>> {
        let listed = match fs::read_dir(&self.folder) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            listed => listed?,
        };
        let paths = listed.filter_map(|entry| Some(entry.ok()?.path()));
        let mut paths: Vec<PathBuf> = paths.filter(|path| is_journal(path)).collect();
        paths.sort();
        Ok(paths)
    }

    /// Reads on in every file, from where it was read to.
    fn read_on(&mut self, take: &mut dyn FnMut(Entry)) -> io::Result<()> {
        for path in self.files()? {
            let mark = *self.marks.entry(path.clone()).or_default();
            match read::file(&path, mark, take) {
                Ok(Some(found)) => {
                    self.understood(&path, &found);
                    self.note_left(&path, &found);
                }
                Ok(None) => {}
                Err(why) => {
                    if self.noted.insert(path.clone()) {
                        self.problems.push(format!("{} cannot be read: {why}", path.display()));
                    }
                }
            }
        }
        Ok(())
    }

    /// Moves a file's mark past what was read of it, and says what was not understood.
    fn understood(&mut self, path: &Path, found: &Found) {
        let name = path.display();
        let mut amiss: Vec<String> = found
            .unread
            .iter()
            .map(|unread| {
                let why = unread.why.replace(" at line 1 column ", " at column ");
                format!("{name} line {}: {why}; the line is kept there and not used", unread.line)
            })
            .collect();
        if found.newer > 0 {
            let lines = if found.newer == 1 { "line" } else { "lines" };
            let newer = found.newer;
            amiss.push(format!(
                "{name}: {newer} {lines} of a newer version, kept there and not used"
            ));
        }
        self.problems.extend_from_slice(&amiss);
        self.lasting.append(&mut amiss);
        self.marks.insert(path.to_owned(), found.mark);
    }

    /// Says where a file ends in an unfinished line that is not ours to move. In our own file, when
    /// it is writable, such a line is being written by another running copy.
    fn note_left(&mut self, path: &Path, found: &Found) {
        let ours = self.writable && path == self.own.path();
        if found.tail == 0 || ours || !self.noted.insert(path.to_owned()) {
            return;
        }
        let (path, line) = (path.display(), 1 + found.mark.lines);
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

/// Opens a file to read what a running copy may be appending to.
fn open_shared(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    // Some systems refuse to read what another program has locked.
    let _ = file.lock_shared();
    Ok(file)
}
