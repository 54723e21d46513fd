//! Private folders and files that are still there after a power cut.
//!
//! Does not know what lies in them.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

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

/// Fails where a folder is a link that leads out of the data folder: nothing is written through one,
/// since what it leads to may belong to somebody else. The data folder itself may be a link.
pub fn check_inside(data: &Path, folder: &Path) -> io::Result<()> {
    let mut there = folder.ancestors().take_while(|folder| folder.starts_with(data));
    let real = |folder| Some((folder, fs::canonicalize(folder).ok()?));
    let Some((folder, found)) = there.find_map(real) else {
        return Ok(());
    };
    if found.starts_with(fs::canonicalize(data)?) {
        return Ok(());
    }
    Err(io::Error::new(
        io::ErrorKind::InvalidInput,
        format!(
            "{} is a link that leads to {}, outside the data folder; put a folder in its place, \
             or move the whole data folder there and say so with --data-dir",
            folder.display(),
            found.display()
        ),
    ))
}

/// Options that do not follow a link in the last part of a path.
pub fn without_links(mut options: OpenOptions) -> OpenOptions {
    #[cfg(unix)]
    {
        let no_follow = rustix::fs::OFlags::NOFOLLOW.bits() as i32;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, no_follow);
    }
    options
}

/// A file that is being written under a hidden name beside its place. It is there when it is whole, or
/// not at all: dropped before, it leaves nothing.
#[derive(Debug)]
pub struct Pending {
    /// To write to.
    pub file: File,
    path: PathBuf,
}

impl Pending {
    /// Begins a file for a place, whose folder must exist.
    pub fn beside(place: &Path) -> io::Result<Self> {
        let mut options = private();
        options.read(true).write(true).create_new(true);
        let mut number = 0;
        loop {
            let path = place.with_file_name(format!(".greenroom-{}-{number}.part", process::id()));
            match options.open(&path) {
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists => number += 1,
                opened => return opened.map(|file| Self { file, path }),
            }
        }
    }

    /// Puts it where nothing is yet; on disk when this returns.
    pub fn put_new(&mut self, place: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        match fs::hard_link(&self.path, place) {
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => return Err(why),
            Err(_) => self.copy_new(place)?,
            Ok(()) => {}
        }
        place.parent().map_or(Ok(()), sync)
    }

    /// Puts it in the place of whatever is there; on disk when this returns.
    pub fn put_over(&mut self, place: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, place)?;
        place.parent().map_or(Ok(()), sync)
    }

    /// The same as `put_new` where a file system knows no second names. Locked, so that whoever finds
    /// the file meanwhile appends to it afterwards.
    fn copy_new(&mut self, place: &Path) -> io::Result<()> {
        io::Seek::rewind(&mut self.file)?;
        let mut copy = private().append(true).create_new(true).open(place)?;
        let _ = copy.lock();
        let copied = io::copy(&mut self.file, &mut copy).and_then(|_| copy.sync_all());
        if copied.is_err() {
            let _ = fs::remove_file(place);
        }
        copied
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Writes a file in place of the one that is there, at once or not at all; on disk when this
/// returns.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut pending = Pending::beside(path)?;
    io::Write::write_all(&mut pending.file, bytes)?;
    pending.put_over(path)
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

    #[test]
    fn a_pending_file_is_there_when_it_is_whole_or_not_at_all() {
        use std::io::Write;
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("f");
        let pending = |text: &[u8]| {
            let mut pending = Pending::beside(&place).unwrap();
            pending.file.write_all(text).unwrap();
            pending
        };
        drop(pending(b"dropped"));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
        pending(b"first").put_new(&place).unwrap();
        let why = pending(b"second").put_new(&place).unwrap_err();
        assert_eq!(why.kind(), io::ErrorKind::AlreadyExists);
        assert!(pending(b"third").copy_new(&place).is_err());
        assert_eq!(fs::read(&place).unwrap(), b"first");
        pending(b"fourth").put_over(&place).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"fourth");
        fs::remove_file(&place).unwrap();
        pending(b"fifth").copy_new(&place).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"fifth");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_refused_and_one_that_stays_inside_is_not() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        for folder in ["data/real", "elsewhere"] {
            create(&path(folder)).unwrap();
        }
        let link = std::os::unix::fs::symlink::<PathBuf, PathBuf>;
        link(path("elsewhere"), path("data/out")).unwrap();
        link(path("data/real"), path("data/in")).unwrap();
        link(path("data"), path("linked")).unwrap();
        let check = |data: &str, folder: &str, expect: bool| {
            let inside = check_inside(&path(data), &path(folder));
            assert_eq!(inside.is_ok(), expect, "{folder}: {inside:?}");
        };
        check("data", "data/real", true);
        check("data", "data/in", true);
        check("data", "data/missing", true);
        check("data", "data/in/deeper", true);
        check("data", "data/out", false);
        check("data", "data/out/deeper", false);
        check("linked", "linked/real", true);
        check("linked", "linked/out", false);
    }
}
