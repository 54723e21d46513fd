//! The data folder as it lies there: which files, whose eyes may see them, whether it can be written.
//!
//! Changes nothing, and does not know what the files mean.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::journal_file::is_journal;

/// What a file in the journal's folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A journal file.
    Journal,
    /// A line that was never finished, moved out of a journal file.
    SetAside,
}

/// The files of the journal's folder, by name; none where there is no folder.
pub fn files(journal: &Path) -> io::Result<Vec<(PathBuf, Role)>> {
    let listed = match fs::read_dir(journal) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut files = Vec::new();
    for entry in listed {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.contains(".jsonl.torn-") {
            files.push((path, Role::SetAside));
        } else if is_journal(&path) {
            files.push((path, Role::Journal));
        }
    }
    files.sort();
    Ok(files)
}

/// A file's bytes, none of them half written by a running copy.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    // Where a file system knows no locks, a line that is being written looks torn.
    let _ = file.lock_shared();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file's or folder's permissions, where others than the user have any.
pub fn open_to_others(path: &Path) -> Option<u32> {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).ok()?.permissions());
        (mode & 0o077 != 0).then_some(mode & 0o777)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// Whether something can be written, or created where it is missing. Nothing is written to find out.
pub fn writable(path: &Path) -> io::Result<()> {
    let there = path.ancestors().find(|path| path.exists()).unwrap_or(path);
    if there != path && !there.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    #[cfg(unix)]
    {
        use rustix::fs::{Access, access};
        let folder = if there.is_dir() { Access::EXEC_OK } else { Access::empty() };
        Ok(access(there, Access::WRITE_OK | folder)?)
    }
    #[cfg(not(unix))]
    if fs::metadata(there)?.permissions().readonly() {
        Err(io::ErrorKind::PermissionDenied.into())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journals_and_what_was_set_aside_are_told_from_the_rest() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.jsonl", "a.jsonl", "a.jsonl.torn-1", "notes.txt", ".hidden.jsonl"] {
            fs::write(root.path().join(name), "x").unwrap();
        }
        let files = files(root.path()).unwrap();
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let files: Vec<_> = files.iter().map(|(path, role)| (name(path), *role)).collect();
        let expect = [
            ("a.jsonl", Role::Journal),
            ("a.jsonl.torn-1", Role::SetAside),
            ("b.jsonl", Role::Journal),
        ];
        assert_eq!(files, expect.map(|(name, role)| (name.to_owned(), role)));
    }

    #[test]
    fn a_folder_that_is_missing_is_writable_where_it_can_be_created() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("a/b");
        assert_eq!(files(&deep).unwrap(), []);
        assert!(writable(&deep).is_ok() && !deep.exists());
        fs::write(root.path().join("a"), "a file").unwrap();
        assert_eq!(writable(&deep).unwrap_err().kind(), io::ErrorKind::NotADirectory);
    }
}
