//! Deck files as bytes: those inside the program, the user's own and those that were named.
//!
//! Does not understand them, nor choose between two of one id.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::folder;
use crate::domain::deck::origin::Origin;

/// The decks inside the program: file name and contents, in the order in which the browser shows
/// them. A test compares the list with the folder.
const SHIPPED: &[(&str, &str)] = &[
    ("manual-exploratory.toml", include_str!("../../decks/manual-exploratory.toml")),
    ("behavioural.toml", include_str!("../../decks/behavioural.toml")),
    ("automation-api.toml", include_str!("../../decks/automation-api.toml")),
];

/// The tags that the shipped decks may use.
pub const SHIPPED_TAGS: &str = include_str!("../../decks/TAGS.md");

/// Larger files are not read: no deck is that long, and memory is not ours alone.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A file that should hold a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckFile {
    /// Where it lies.
    pub origin: Origin,
    /// What messages call it: a built-in deck's file name, a path inside the user's deck folder, or
    /// a path as it was given.
    pub name: String,
    /// What it holds, or why it could not be read.
    pub bytes: Result<Vec<u8>, String>,
}

/// The decks inside the program: file name and contents.
pub fn embedded() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    SHIPPED.iter().map(|(name, text)| (*name, text.as_bytes()))
}

/// Every deck file there is: built-in, then the user's own, then those given, each in order of name.
/// What cannot be read is among them and says why.
pub fn read_all(decks_dir: &Path, given: &[PathBuf]) -> Vec<DeckFile> {
    let mut files: Vec<DeckFile> = embedded()
        .map(|(name, bytes)| DeckFile {
            origin: Origin::BuiltIn,
            name: name.to_owned(),
            bytes: Ok(bytes.to_owned()),
        })
        .collect();
    if decks_dir.exists() {
        files.extend(decks_in(decks_dir).into_iter().map(|path| {
            let inside = path.strip_prefix(decks_dir).ok().filter(|path| *path != Path::new(""));
            let name = inside.unwrap_or(&path).display().to_string();
            DeckFile { name, bytes: read(&path), origin: Origin::Data(path) }
        }));
    }
    files.extend(read_given(given));
    files
}

/// The deck files that were named, and those of the folders that were named.
pub fn read_given(given: &[PathBuf]) -> Vec<DeckFile> {
    let mut files = Vec::new();
    for named in given {
        let mut paths = if named.is_dir() { decks_in(named) } else { Vec::new() };
        if paths.is_empty() {
            paths.push(named.clone());
        }
        files.extend(paths.into_iter().map(|path| DeckFile {
            name: path.display().to_string(),
            bytes: read(&path),
            origin: Origin::Given(path),
        }));
    }
    files
}

/// Copies a built-in deck to where the user may edit it. A file of that name is never overwritten.
pub fn copy_built_in(name: &str, decks_dir: &Path) -> io::Result<PathBuf> {
    let (_, bytes) = embedded().find(|(built_in, _)| *built_in == name).ok_or_else(|| {
        io::Error::new(io::ErrorKind::NotFound, format!("no built-in deck is called {name}"))
    })?;
    folder::create(decks_dir)?;
    let path = decks_dir.join(name);
    folder::write_new(&path, bytes)?;
    Ok(path)
}

fn is_deck(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml" || ending == "json")
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The deck files in a folder and in the folders right below it, and those of these folders that
/// cannot be looked into.
fn decks_in(folder: &Path) -> Vec<PathBuf> {
    let (mut decks, folders): (Vec<_>, Vec<_>) = match seen_in(folder) {
        Ok(paths) => paths.into_iter().partition(|path| !path.is_dir()),
        Err(_) => return vec![folder.to_owned()],
    };
    for folder in folders {
        match seen_in(&folder) {
            Ok(paths) => decks.extend(paths.into_iter().filter(|path| !path.is_dir())),
            Err(_) => decks.push(folder),
        }
    }
    decks.retain(|path| is_deck(path) || path.is_dir());
    decks.sort();
    decks
}

/// Everything in a folder that is not hidden.
fn seen_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    Ok(paths.filter(|path| !is_hidden(path)).collect())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |why: io::Error| format!("cannot be read: {why}");
    let too_large = || format!("not read: larger than {} MiB", LARGEST >> 20);
    let found = fs::metadata(path).map_err(unreadable)?;
    if found.is_dir() {
        return Err(match fs::read_dir(path) {
            Ok(_) => "the folder holds no deck: no file that ends in .toml or .json".to_owned(),
            Err(why) => format!("the folder cannot be read: {why}"),
        });
    }
    if !found.is_file() {
        // Opening a pipe would wait for ever for somebody to write.
        return Err("not read: not a regular file".to_owned());
    }
    if found.len() > LARGEST {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(found.len() as usize);
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST { Err(too_large()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deck_in_the_folder_is_inside_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks");
        let mut there: Vec<_> = decks_in(&folder)
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        let mut inside: Vec<_> = embedded().map(|(name, _)| name.to_owned()).collect();
        there.sort();
        inside.sort();
        assert_eq!(there, inside);
    }

    /// Reads a folder of files with these names, as `<data>/decks` and as `--deck`: both yield the
    /// same files, or the same complaint.
    fn check(files: &[&str], expect: &[&str]) {
        let root = tempfile::tempdir().unwrap();
        for name in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        let shown = |files: Vec<DeckFile>| -> Vec<String> {
            let users = files.into_iter().filter(|file| file.origin != Origin::BuiltIn);
            users.filter_map(|file| String::from_utf8(file.bytes.ok()?).ok()).collect()
        };
        assert_eq!(shown(read_all(root.path(), &[])), expect, "as the user's own");
        let given = [root.path().to_owned()];
        assert_eq!(shown(read_all(&root.path().join("none"), &given)), expect, "as given");
    }

    fn given(path: &Path) -> Result<Vec<u8>, String> {
        read_all(Path::new("/no/such/folder"), &[path.to_owned()]).pop().unwrap().bytes
    }

    #[test]
    fn decks_are_toml_and_json_files_up_to_one_folder_deep_in_order_of_name() {
        check(&["b.toml", "a.json"], &["a.json", "b.toml"]);
        check(&["team/c.toml", "b.toml"], &["b.toml", "team/c.toml"]);
        check(&["notes.md", "toml", "a.toml.orig", ".hidden.toml", ".git/x.toml"], &[]);
        check(&["far/too/deep.toml"], &[]);
        check(&["x.toml/a.toml"], &["x.toml/a.toml"]);
    }

    #[test]
    fn built_in_decks_come_first_and_a_missing_deck_folder_is_fine() {
        let files = read_all(Path::new("/no/such/folder"), &[]);
        assert!(!files.is_empty() && files.iter().all(|file| file.origin == Origin::BuiltIn));
        assert!(files.iter().any(|file| file.name == "manual-exploratory.toml"));
        assert!(embedded().all(|(name, bytes)| is_deck(Path::new(name)) && !bytes.is_empty()));
    }

    #[test]
    fn a_given_file_is_read_whatever_its_ending() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("deck.txt"), "x").unwrap();
        assert_eq!(given(&root.path().join("deck.txt")), Ok(b"x".to_vec()));
    }

    #[test]
    fn what_cannot_be_a_deck_is_named_and_not_read() {
        let root = tempfile::tempdir().unwrap();
        let says = |path: &Path, what: &str| {
            let why = given(path).unwrap_err();
            assert!(why.contains(what), "{}: {why}", path.display());
        };
        says(&root.path().join("none.toml"), "cannot be read");
        says(root.path(), "holds no deck");
        let large = root.path().join("large.toml");
        File::create(&large).unwrap().set_len(LARGEST + 1).unwrap();
        says(&large, "larger than 16 MiB");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_never_opened() {
        let root = tempfile::tempdir().unwrap();
        let pipe = root.path().join("pipe.toml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(given(&pipe).unwrap_err().contains("not a regular file"));
        assert!(given(root.path()).unwrap_err().contains("not a regular file"));
    }

    #[test]
    fn copying_a_built_in_deck_never_overwrites() {
        let root = tempfile::tempdir().unwrap();
        let decks = root.path().join("data/decks");
        let (name, bytes) = embedded().next().unwrap();
        let path = copy_built_in(name, &decks).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
        fs::write(&path, "edited").unwrap();
        let again = copy_built_in(name, &decks).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"edited");
        let other = copy_built_in("../x.toml", &decks).unwrap_err();
        assert_eq!(other.kind(), io::ErrorKind::NotFound);
    }
}
