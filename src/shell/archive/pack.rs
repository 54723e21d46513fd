//! Writes a backup: finds what is the user's, then copies it, whole lines only.
//!
//! Does not know where the archive goes, and changes nothing of the user's.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::{Item, Kind, LIMITS, Listed, MANIFEST, Manifest, VERSION};
use crate::shell::paths::Paths;

/// What a backup is going to hold.
#[derive(Debug, Default)]
pub struct Contents {
    found: Vec<Found>,
    /// Files that cannot be read, and why.
    pub left_out: Vec<String>,
}

#[derive(Debug)]
struct Found {
    item: Item,
    path: PathBuf,
    bytes: u64,
    seconds: u64,
}

impl Contents {
    /// Looks for everything of the user's. What cannot be read is named and left out.
    pub fn find(paths: &Paths) -> Self {
        let mut contents = Self::default();
        contents.folder(paths, Path::new("journal"), 0);
        contents.folder(paths, Path::new("drafts"), 0);
        contents.folder(paths, Path::new("decks"), 1);
        if paths.config.exists() {
            contents
                .file(Item { kind: Kind::Settings, below: "config.toml".into() }, &paths.config);
        }
        contents
    }

    /// How many files there are.
    pub fn files(&self) -> usize {
        self.found.len()
    }

    /// How many bytes they hold.
    pub fn bytes(&self) -> u64 {
        self.found.iter().map(|found| found.bytes).sum()
    }

    /// Why no archive can hold all this, if so.
    pub fn too_much(&self) -> Option<String> {
        if let Some(large) = self.found.iter().find(|found| found.bytes > LIMITS.file) {
            return Some(format!("{} is larger than {} MiB", large.item.name(), LIMITS.file >> 20));
        }
        let (files, bytes) = (self.files() + 1 > LIMITS.entries, self.bytes() > LIMITS.total);
        files
            .then(|| format!("there are more than {} files", LIMITS.entries))
            .or_else(|| bytes.then(|| format!("it is more than {} MiB in all", LIMITS.total >> 20)))
    }

    /// The files of a folder, and of so many folders below it.
    fn folder(&mut self, paths: &Paths, below: &Path, deeper: usize) {
        let folder = paths.data.join(below);
        let listed = match fs::read_dir(&folder) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => return,
            Err(why) => return self.left_out.push(format!("{}: {why}", folder.display())),
            Ok(listed) => listed,
        };
        let mut names: Vec<PathBuf> =
            listed.filter_map(|entry| Some(below.join(entry.ok()?.file_name()))).collect();
        names.sort();
        for name in names {
            let path = paths.data.join(&name);
            if !path.is_dir() {
                if let Some(item) = Item::of(&name) {
                    self.file(item, &path);
                }
            } else if deeper > 0 && Item::is_folder(&name) && !is_hidden(&name) {
                self.folder(paths, &name, deeper - 1);
            }
        }
    }

    fn file(&mut self, item: Item, path: &Path) {
        match measure(&item, path) {
            Ok((bytes, seconds)) => {
                self.found.push(Found { item, path: path.to_owned(), bytes, seconds });
            }
            Err(why) => self.left_out.push(format!("{}: {why}", path.display())),
        }
    }

    /// Writes the archive. `version` is the program's, `today` a day of the user's.
    ///
    /// # Errors
    /// Where it cannot be written, or a file became shorter meanwhile.
    pub fn write(&self, out: &mut impl Write, version: &str, today: &str) -> io::Result<()> {
        let mut archive = tar::Builder::new(out);
        let listed = |found: &Found| Listed { name: found.item.name(), bytes: found.bytes };
        let manifest = Manifest {
            v: VERSION,
            version: version.to_owned(),
            made: today.to_owned(),
            files: self.found.iter().map(listed).collect(),
        };
        let manifest = serde_json::to_vec_pretty(&manifest)?;
        let newest = self.found.iter().map(|found| found.seconds).max().unwrap_or_default();
        let mut head = header(manifest.len() as u64, newest);
        archive.append_data(&mut head, MANIFEST, manifest.as_slice())?;
        for Found { item, path, bytes, seconds } in &self.found {
            let data = Exactly { file: File::open(path)?, left: *bytes };
            archive
                .append_data(&mut header(*bytes, *seconds), &item.below, data)
                .map_err(|why| io::Error::new(why.kind(), format!("{}: {why}", path.display())))?;
        }
        archive.into_inner()?.flush()
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn header(bytes: u64, seconds: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(seconds);
    header
}

/// How many bytes of a file are to be kept, and when it was changed: of a journal whole lines only.
fn measure(item: &Item, path: &Path) -> io::Result<(u64, u64)> {
    // Asked before it is opened: a pipe would wait for somebody to write.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut file = File::open(path)?;
    // Where a file system knows no locks, a line that is being written is left out.
    let _ = file.lock_shared();
    let found = file.metadata()?;
    let changed = found.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let bytes = match item.kind {
        Kind::Journal => whole_lines(&mut file, found.len())?,
        _ => found.len(),
    };
    Ok((bytes, changed.map_or(0, |since| since.as_secs())))
}

/// Where the last whole line of a file ends, looked for from its end.
fn whole_lines(file: &mut File, len: u64) -> io::Result<u64> {
    const STEP: u64 = 64 << 10;
    let mut end = len;
    while end > 0 {
        let start = end.saturating_sub(STEP);
        let mut bytes = vec![0; (end - start) as usize];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut bytes)?;
        if let Some(at) = bytes.iter().rposition(|byte| *byte == b'\n') {
            return Ok(start + at as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}

/// So many bytes of a file, and an error where it has fewer.
struct Exactly {
    file: File,
    left: u64,
}

impl Read for Exactly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.file.read(&mut buffer[..room])?;
        self.left -= read as u64;
        if read == 0 && room > 0 {
            let what = "it became shorter while it was read; try again";
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, what));
        }
        Ok(read)
    }
}
