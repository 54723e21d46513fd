//! The snapshot on disk: `progress.json`, derived from the journal and safe to delete.
//!
//! It is believed only where every journal file that it covers is still there and begins with what
//! it covered. That is seen by samples of the file; `greenroom doctor` compares all of it.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::read::Mark;
use crate::domain::progress::Progress;
use crate::domain::progress::snapshot::{Covered, Snapshot};
use crate::shell::folder;

/// The snapshot's file, and how many entries the snapshot in it covers.
#[derive(Debug)]
pub(super) struct Kept {
    path: Option<PathBuf>,
    pub(super) entries: u64,
}

/// A snapshot is written anew where so many entries and so large a part of all are not covered:
/// reading these takes the next start some ten milliseconds at most.
const ENTRIES: u64 = 256;
const PART: u64 = 50;

/// Samples of a file: so many, of so many bytes each.
const SAMPLES: u64 = 16;
const SAMPLE: usize = 4096;

impl Kept {
    pub(super) const fn at(path: PathBuf) -> Self {
        Self { path: Some(path), entries: 0 }
    }

    /// No snapshot, neither read nor written.
    pub(super) const fn none() -> Self {
        Self { path: None, entries: 0 }
    }

    /// The snapshot, if there is one that agrees with the journal in `journal`.
    pub(super) fn load(&mut self, journal: &Path) -> Option<Snapshot> {
        let snapshot = Snapshot::read(fs::read(self.path.as_ref()?).ok()?)?;
        let agrees = |file: &Covered| {
            // A name is a name: nothing outside the journal's folder is looked at.
            let plain = Path::new(&file.name).file_name().is_some_and(|name| *name == *file.name);
            plain && sample(&journal.join(&file.name), file.bytes).ok() == Some(file.sample)
        };
        if !snapshot.files().iter().all(agrees) {
            return None;
        }
        self.entries = snapshot.entries();
        Some(snapshot)
    }

    /// Writes the snapshot anew, if that is worth it.
    pub(super) fn save<'a>(
        &mut self,
        progress: &Progress,
        marks: impl Iterator<Item = (&'a PathBuf, &'a Mark)>,
        problems: &[String],
    ) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let entries = progress.entries();
        let more = entries.saturating_sub(self.entries);
        if more < ENTRIES || more < entries / PART {
            return Ok(());
        }
        let covered = marks.filter_map(|(path, mark)| {
            let name = path.file_name()?.to_str()?.to_owned();
            let Mark { bytes, lines } = *mark;
            Some(sample(path, bytes).map(|sample| Covered { name, bytes, lines, sample }))
        });
        let mut covered: Vec<Covered> = covered.collect::<io::Result<_>>()?;
        covered.sort_by(|a, b| a.name.cmp(&b.name));
        super::own::regular(path)?;
        folder::replace(path, &progress.snapshot(&covered, problems))?;
        self.entries = entries;
        Ok(())
    }
}

/// A checksum of samples of a file's first `bytes` bytes, first and last ones among them. A file
/// that is shorter is an error.
fn sample(path: &Path, bytes: u64) -> io::Result<u32> {
    let mut file = File::open(path)?;
    let mut hasher = crc32fast::Hasher::new();
    let length = (SAMPLE as u64).min(bytes) as usize;
    let mut part = [0; SAMPLE];
    for n in 0..SAMPLES {
        let at = (bytes - length as u64) / (SAMPLES - 1) * n;
        let at = if n == SAMPLES - 1 { bytes - length as u64 } else { at };
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut part[..length])?;
        hasher.update(&part[..length]);
    }
    Ok(hasher.finalize())
}
