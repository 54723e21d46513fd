//! This device's own journal file: created, locked, mended and appended to.
//!
//! Does not know what its lines mean, and touches no other device's file.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::shell::folder;

/// Where the file is. It is opened anew for every append, so that it may be moved, deleted or
/// replaced while the program runs.
#[derive(Debug)]
pub(super) struct OwnFile {
    path: PathBuf,
}

/// The file, ours alone until this is dropped; it is empty or ends in a whole line.
#[derive(Debug)]
pub(super) struct Locked {
    /// Open for reading and appending.
    pub(super) file: File,
    /// Its length.
    pub(super) len: u64,
    /// What had to be set aside first.
    pub(super) torn: Option<Torn>,
}

/// A line that was never finished, because the program or the machine died while it was written.
#[derive(Debug)]
pub(super) struct Torn {
    /// Its number, from 1.
    pub(super) line: usize,
    /// Its length.
    pub(super) bytes: usize,
    /// The file that it was moved to.
    pub(super) kept: PathBuf,
}

/// How often a file is opened again that was deleted while we waited for its lock.
const TRIES: usize = 4;

impl OwnFile {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the file, creating what is missing, locks it, and sets an unfinished line aside so that
    /// no new line is ever glued to it.
    pub(super) fn lock(&self) -> io::Result<Locked> {
        let mut file = self.open_locked()?;
        let torn = self.set_tail_aside(&mut file)?;
        let len = file.metadata()?.len();
        Ok(Locked { file, len, torn })
    }

    /// Takes away other users' access, which a file may have gained on its way through a copy.
    pub(super) fn make_private(&self) {
        #[cfg(unix)]
        {
            use std::fs;
            use std::os::unix::fs::PermissionsExt;
            let open = fs::metadata(&self.path).is_ok_and(|m| m.permissions().mode() & 0o077 != 0);
            if open {
                let _ = fs::set_permissions(&self.path, fs::Permissions::from_mode(0o600));
            }
        }
    }

    fn open_locked(&self) -> io::Result<File> {
        let mut tries = 0;
        loop {
            let file = self.open()?;
            lock(&file)?;
            tries += 1;
            if tries == TRIES || !is_deleted(&file)? {
                return Ok(file);
            }
        }
    }

    fn open(&self) -> io::Result<File> {
        let above = self.path.parent().unwrap_or(Path::new(""));
        folder::check_inside(above.parent().unwrap_or(above), above)?;
        let mut options = folder::without_links(folder::private());
        options.read(true).append(true);
        let file = match options.open(&self.path) {
            Err(_) if self.path.is_symlink() => {
                let what = "it is a link, and facts are not written through one; put the file \
                            itself in its place";
                return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
            }
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                folder::create(above)?;
                let file = options.create(true).open(&self.path)?;
                folder::sync(above)?;
                file
            }
            opened => opened?,
        };
        if file.metadata()?.is_file() {
            Ok(file)
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"))
        }
    }

    fn set_tail_aside(&self, file: &mut File) -> io::Result<Option<Torn>> {
        if ends_whole(file)? {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let tail = &bytes[whole..];
        let kept = self.keep(tail)?;
        // The copy is on disk: now the original may go.
        file.set_len(whole as u64)?;
        file.sync_all()?;
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..whole]).count();
        Ok(Some(Torn { line, bytes: tail.len(), kept }))
    }

    /// Writes `bytes` to the first free of `<file>.torn-1`, `<file>.torn-2` and so on.
    fn keep(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let mut number = 1;
        loop {
            let mut path = OsString::from(&self.path);
            path.push(format!(".torn-{number}"));
            match folder::write_new(Path::new(&path), bytes) {
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists => number += 1,
                written => return written.map(|()| path.into()),
            }
        }
    }
}

impl Locked {
    /// Appends whole lines, all or none; on disk when this returns.
    pub(super) fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        let written = self.file.write_all(lines).and_then(|()| self.file.sync_data());
        if written.is_ok() {
            self.len += lines.len() as u64;
        } else {
            // Should this fail too, the next append sets an unfinished line aside.
            let _ = self.file.set_len(self.len);
        }
        written
    }
}

fn ends_whole(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Refuses to write to what is there and is no regular file of its own: a link may lead anywhere.
pub(super) fn regular(path: &Path) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(found) if found.is_file() => Ok(()),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")),
        Err(why) => Err(why),
    }
}

/// Waits until nobody else holds the file. Where a file system knows no locks, one copy of the
/// program at a time is as safe as ever, and appending is still better than losing.
fn lock(file: &File) -> io::Result<()> {
    loop {
        match file.lock() {
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) if why.kind() == io::ErrorKind::Unsupported => return Ok(()),
            done => return done,
        }
    }
}

#[cfg(unix)]
fn is_deleted(file: &File) -> io::Result<bool> {
    Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) == 0)
}

#[cfg(not(unix))]
fn is_deleted(_: &File) -> io::Result<bool> {
    Ok(false)
}
