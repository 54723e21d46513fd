//! Answers that are being written: one small file a run, replaced at every pause.
//!
//! A draft goes into the journal when the answer is left. Until then it lies here, so that a killed
//! program loses nothing and the journal does not grow with every pause.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::is_journal;
use super::own::regular;
use crate::domain::id::slugify;
use crate::domain::journal::{Entry, Fact, line};
use crate::shell::folder;
use crate::shell::paths::Paths;

/// The drafts of this device.
#[derive(Debug)]
pub(super) struct Drafts {
    folder: PathBuf,
    device: String,
    /// The file that this run wrote, while it is there.
    ours: Option<PathBuf>,
}

/// A draft that a run left behind.
#[derive(Debug)]
pub(super) struct Left {
    pub(super) entries: Vec<Entry>,
    /// Where it lies now.
    path: PathBuf,
}

impl Left {
    /// Forgets it: the journal has it.
    pub(super) fn remove(self) {
        let _ = fs::remove_file(self.path);
    }
}

impl Drafts {
    pub(super) fn new(paths: &Paths) -> Self {
        Self { folder: paths.drafts.clone(), device: paths.device.clone(), ours: None }
    }

    /// Writes a draft in place of this run's last one; on disk when this returns.
    pub(super) fn keep(&mut self, draft: &Entry) -> io::Result<()> {
        folder::check_inside(self.folder.parent().unwrap_or(&self.folder), &self.folder)?;
        folder::create(&self.folder)?;
        // A run's name is ours and harmless; what it is made of is not taken on trust all the same.
        let run = slugify(draft.id.run(), "run");
        let path = self.folder.join(format!("{}-{run}.jsonl", self.device));
        regular(&path)?;
        folder::replace(&path, &line::encode(draft))?;
        self.ours = Some(path);
        Ok(())
    }

    /// Where the answer that was being written is in the journal, its draft here has served.
    pub(super) fn settled(&mut self, entries: &[Entry]) {
        let of_answers = |entry: &Entry| matches!(entry.fact, Fact::Drafted(_) | Fact::Answered(_));
        if entries.iter().any(of_answers)
            && let Some(path) = self.ours.take()
        {
            let _ = fs::remove_file(path);
        }
    }

    /// The drafts that other runs of this device left behind. To `take` them is to move each out of
    /// the way first: should its run still be alive, its next draft is a new file.
    pub(super) fn left(&self, take: bool) -> Vec<Left> {
        let Ok(listed) = fs::read_dir(&self.folder) else { return Vec::new() };
        let prefix = format!("{}-", self.device);
        let paths = listed.filter_map(|entry| Some(entry.ok()?.path()));
        let ours = paths.filter(|path| is_journal(path) && name(path).starts_with(&prefix));
        let mut paths: Vec<PathBuf> = ours.collect();
        paths.sort();
        let read = |path: PathBuf| {
            // A copy that was moved and not read any more ends in `.taken.jsonl`, and is read again.
            let moved = path.with_extension("taken.jsonl");
            let path = if take && !name(&path).ends_with(".taken.jsonl") {
                fs::rename(&path, &moved).ok()?;
                moved
            } else {
                path
            };
            let bytes = fs::read(&path).ok()?;
            Some(Left { entries: line::read(&bytes).entries, path })
        };
        paths.into_iter().filter_map(read).collect()
    }
}

fn name(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}
