//! Reads an archive that may come from anywhere, a file at a time, and refuses what no backup holds.
//!
//! Writes nothing, and holds no file in memory.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use super::{Item, Limits, MANIFEST, Manifest, VERSION};

/// A name longer than this is none.
const LONGEST_NAME: u64 = 4 << 10;

/// The most that a header of the pax format may say.
const LARGEST_HEADER: u64 = 64 << 10;

/// The largest list of contents.
const LARGEST_MANIFEST: u64 = 8 << 20;

/// What is done with each file of an archive.
pub type Act<'a> = dyn FnMut(&Item, &mut dyn Read) -> anyhow::Result<()> + 'a;

/// Reads an archive to its end without doing anything, so that a bad one is refused before the first
/// file of it is used. Returns how many files of greenroom's it holds.
///
/// # Errors
/// Where anything in it is not what a backup holds; the message says what.
pub fn verify(file: &mut (impl Read + Seek), limits: Limits) -> anyhow::Result<usize> {
    let mut files = 0;
    each(file, limits, &mut |_, reader| {
        files += 1;
        io::copy(reader, &mut io::sink())?;
        Ok(())
    })?;
    ensure!(files > 0, "it holds nothing of greenroom's");
    Ok(files)
}

/// Does something with each file of an archive, in its order.
///
/// # Errors
/// As for [`verify`], and where `act` fails.
pub fn each(
    file: &mut (impl Read + Seek),
    limits: Limits,
    act: &mut Act<'_>,
) -> anyhow::Result<()> {
    file.rewind()?;
    let mut archive = tar::Archive::new(BufReader::new(file));
    let mut checks = Checks { limits, total: 0, seen: HashMap::new(), manifest: None };
    let mut long_name = None;
    // Raw: the names of the extended formats are read here, where their size is looked at first.
    for (n, entry) in archive.entries()?.raw(true).enumerate() {
        ensure!(n < limits.entries * 2, "it has more than {} entries", limits.entries);
        let mut entry = entry.with_context(|| not_an_archive(n))?;
        let size = entry.size();
        checks.add(size)?;
        let kind = entry.header().entry_type();
        if kind.is_gnu_longname() {
            let bytes = read_small(&mut entry, size, LONGEST_NAME)?;
            long_name = Some(path_of(bytes.split(|byte| *byte == 0).next().unwrap_or_default()));
            continue;
        }
        if kind.is_pax_local_extensions() {
            let bytes = read_small(&mut entry, size, LARGEST_HEADER)?;
            long_name = pax_name(&bytes)?.or(long_name);
            continue;
        }
        if kind.is_pax_global_extensions() {
            continue;
        }
        let path = match long_name.take() {
            Some(path) => path,
            None => entry.path().context("an entry has no name that can be read")?.into_owned(),
        };
        let name = path.display().to_string();
        if kind.is_dir() {
            ensure!(Item::is_folder(&path), "{}", misplaced(&name));
            continue;
        }
        ensure!(kind.is_file(), "{name} is {}, and a backup holds files only", word(kind));
        let mut reader = Counted { inner: entry.take(size), read: 0 };
        if path == Path::new(MANIFEST) {
            let again = checks.manifest.is_some() || !checks.seen.is_empty();
            ensure!(!again, "{MANIFEST} is not its first entry");
            checks.manifest = Some(manifest(&mut reader, size)?);
        } else {
            let Some(item) = Item::of(&path) else { bail!(misplaced(&name)) };
            checks.file(&item, size)?;
            act(&item, &mut reader)?;
        }
        io::copy(&mut reader, &mut io::sink())?;
        ensure!(reader.read == size, "it ends in the middle of {name}: {CUT}");
    }
    ensure!(long_name.is_none(), "it ends after a name: {CUT}");
    checks.end()
}

const CUT: &str = "it was cut off on its way; copy it again";

fn not_an_archive(entries: usize) -> String {
    match entries {
        0 => "it is neither a backup nor a journal file (.jsonl)".to_owned(),
        n => format!("it cannot be read after {n} entries; it is damaged or was cut off"),
    }
}

fn misplaced(name: &str) -> String {
    format!(
        "{name} has no place in a backup: only journal/, drafts/, decks/ and config.toml are in one"
    )
}

/// What is remembered from entry to entry.
struct Checks {
    limits: Limits,
    total: u64,
    seen: HashMap<String, u64>,
    manifest: Option<Manifest>,
}

impl Checks {
    fn add(&mut self, size: u64) -> anyhow::Result<()> {
        let Limits { total, file, .. } = self.limits;
        ensure!(size <= file, "an entry says that it has {size} bytes; the most is {file}");
        self.total += size;
        ensure!(self.total <= total, "it holds more than {total} bytes in all");
        Ok(())
    }

    fn file(&mut self, item: &Item, size: u64) -> anyhow::Result<()> {
        let entries = self.limits.entries;
        ensure!(self.seen.len() < entries, "it has more than {entries} entries");
        let twice = self.seen.insert(item.name(), size).is_some();
        ensure!(!twice, "{} is in it twice", item.name());
        Ok(())
    }

    fn end(self) -> anyhow::Result<()> {
        let Some(manifest) = self.manifest else { return Ok(()) };
        let listed: HashSet<&str> = manifest.files.iter().map(|file| &*file.name).collect();
        for file in &manifest.files {
            let found = self.seen.get(&file.name);
            ensure!(found.is_some(), "{} is not in it, though it is listed: {CUT}", file.name);
            ensure!(found == Some(&file.bytes), "{} has not the size that is listed", file.name);
        }
        let more = self.seen.keys().find(|name| !listed.contains(&***name));
        ensure!(more.is_none(), "{} is in it and not listed", more.map_or("", |name| name));
        Ok(())
    }
}

#[derive(Deserialize)]
struct Envelope {
    v: u32,
}

fn manifest(reader: &mut impl Read, size: u64) -> anyhow::Result<Manifest> {
    let bytes = read_small(reader, size, LARGEST_MANIFEST)?;
    let unread = || format!("{MANIFEST} cannot be read");
    let Envelope { v } = serde_json::from_slice(&bytes).with_context(unread)?;
    ensure!(v <= VERSION, "a newer greenroom wrote it; restore it with that one");
    serde_json::from_slice(&bytes).with_context(unread)
}

fn read_small(reader: &mut impl Read, size: u64, most: u64) -> anyhow::Result<Vec<u8>> {
    ensure!(size <= most, "an entry's header or list is longer than {most} bytes");
    let mut bytes = Vec::new();
    reader.take(size).read_to_end(&mut bytes)?;
    ensure!(bytes.len() as u64 == size, "it ends in the middle of a header: {CUT}");
    Ok(bytes)
}

/// The name in a header of the pax format.
fn pax_name(bytes: &[u8]) -> anyhow::Result<Option<PathBuf>> {
    let mut name = None;
    for field in tar::PaxExtensions::new(bytes) {
        let field = field.context("an entry's header cannot be read")?;
        match field.key_bytes() {
            b"path" => name = Some(path_of(field.value_bytes())),
            // They would change what the entry holds.
            b"size" => bail!("an entry is larger than a backup's can be"),
            key if key.starts_with(b"GNU.sparse") => bail!("an entry has holes; make it without"),
            _ => {}
        }
    }
    Ok(name)
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    let name: OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec());
    name.into()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    OsString::from(String::from_utf8_lossy(bytes).into_owned()).into()
}

fn word(kind: tar::EntryType) -> &'static str {
    if kind.is_symlink() {
        "a symbolic link"
    } else if kind.is_hard_link() {
        "a hard link"
    } else if kind.is_character_special() || kind.is_block_special() {
        "a device"
    } else if kind.is_fifo() {
        "a pipe"
    } else {
        "of a kind that is not known"
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}
