//! Private folders and files that are still there after a power cut.
//!
//! Does not know what lies in them.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Creates a folder, readable only by the user, and whatever folders it needs above it; on disk
/// when this returns. A folder that exists stays as it is.
pub fn create(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    // A folder's name is kept by the folder above it.
    missing.iter().filter_map(|folder| folder.parent()).try_for_each(sync)
}

/// Puts the names in a folder on disk: which files there are, not what they hold.
pub fn sync(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(()); // Elsewhere a folder cannot be opened as a file.
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match File::open(folder)?.sync_all() {
        // Some file systems have nothing to sync here.
        Err(why)
            if matches!(why.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        done => done,
    }
}

/// Options under which a file that is created is readable only by the user.
pub fn private() -> OpenOptions {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Writes a file that must not exist yet; on disk when this returns. Nothing is left of a file
/// that could not be written whole.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private().write(true).create_new(true).open(path)?;
    let written = io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all());
    drop(file);
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written.and_then(|()| path.parent().map_or(Ok(()), sync))
}

/// Writes a file in place of the one that is there, at once or not at all; on disk when this
/// returns.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let above = path.parent().unwrap_or(Path::new(""));
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let new = above.join(name);
    // Left behind by a run of the same number that was killed.
    let _ = fs::remove_file(&new);
    write_new(&new, bytes)?;
    let moved = fs::rename(&new, path);
    if moved.is_err() {
        let _ = fs::remove_file(&new);
    }
    moved.and_then(|()| sync(above))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn folders_and_files_are_the_users_alone() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("a/b");
        create(&deep).unwrap();
        create(&deep).unwrap();
        write_new(&deep.join("f"), b"x").unwrap();
        for (path, mode) in [("a", 0o700), ("a/b", 0o700), ("a/b/f", 0o600)] {
            let found = fs::metadata(root.path().join(path)).unwrap().permissions().mode();
            assert_eq!(found & 0o777, mode, "{path}");
        }
    }

    #[test]
    fn a_file_that_exists_is_never_overwritten() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("f");
        write_new(&file, b"first").unwrap();
        assert_eq!(write_new(&file, b"second").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&file).unwrap(), b"first");
    }
}
