//! A backup: one tar file with everything of the user's, and what may be in such a file.
//!
//! [`pack`] writes one, [`unpack`] reads one that may come from anywhere, [`merge`] takes it over.

pub mod merge;
pub mod pack;
pub mod unpack;

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::paths::Paths;

/// The list of what an archive holds, its first file.
pub const MANIFEST: &str = "greenroom-backup.json";

/// Version of the list that this program writes.
const VERSION: u32 = 1;

/// How much an archive may hold: more than a lifetime of answers, less than a disk.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes in all.
    pub total: u64,
    /// Bytes of one file.
    pub file: u64,
    /// Entries.
    pub entries: usize,
}

/// The limits in force.
pub const LIMITS: Limits = Limits { total: 1 << 30, file: 256 << 20, entries: 10_000 };

/// What a file of the user's is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A journal file.
    Journal,
    /// A line that was never finished, moved out of a journal file.
    SetAside,
    /// A draft: a line as a journal's.
    Draft,
    /// A deck, or a list of tags beside one.
    Deck,
    /// The settings.
    Settings,
}

/// A file of the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its path below the data folder.
    pub below: PathBuf,
}

/// What an archive says that it holds.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    v: u32,
    /// The program's version that wrote it.
    version: String,
    /// When, as a day of the user's.
    made: String,
    files: Vec<Listed>,
}

/// A file in the list.
#[derive(Debug, Serialize, Deserialize)]
struct Listed {
    name: String,
    bytes: u64,
}

impl Item {
    /// The file that a path in an archive means; none where nothing of greenroom's is called so.
    pub fn of(path: &Path) -> Option<Self> {
        let mut names = Vec::new();
        for part in path.components() {
            match part {
                Component::CurDir => {}
                Component::Normal(name) => names.push(name),
                _ => return None,
            }
        }
        if names.iter().any(|name| name.as_encoded_bytes().starts_with(b".")) {
            return None;
        }
        let last = Path::new(names.last()?);
        let ending = last.extension().and_then(OsStr::to_str).unwrap_or_default();
        let folder = if names.len() > 1 { names.first()?.to_str()? } else { "" };
        let kind = match (folder, names.len()) {
            ("", _) if last == Path::new("config.toml") => Kind::Settings,
            ("journal", 2) if ending == "jsonl" => Kind::Journal,
            ("journal", 2) if ending.starts_with("torn-") => Kind::SetAside,
            ("drafts", 2) if ending == "jsonl" => Kind::Draft,
            ("decks", 2 | 3) if ["toml", "json", "md"].contains(&ending) => Kind::Deck,
            _ => return None,
        };
        Some(Self { kind, below: names.iter().collect() })
    }

    /// Whether a folder of this name may be in an archive.
    fn is_folder(path: &Path) -> bool {
        let names: Vec<Component<'_>> =
            path.components().filter(|part| *part != Component::CurDir).collect();
        match names.as_slice() {
            [] => true,
            [Component::Normal(name)] => {
                ["journal", "drafts", "decks"].iter().any(|known| name == known)
            }
            [Component::Normal(name), Component::Normal(_)] => *name == "decks",
            _ => false,
        }
    }

    /// Its name in an archive and in messages.
    pub fn name(&self) -> String {
        let names: Vec<_> = self.below.iter().map(OsStr::to_string_lossy).collect();
        names.join("/")
    }

    /// Where it lies.
    pub fn place(&self, paths: &Paths) -> PathBuf {
        match self.kind {
            Kind::Settings => paths.config.clone(),
            _ => paths.data.join(&self.below),
        }
    }
}
