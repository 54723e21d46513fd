//! Takes a backup over into the data folder: adds what is not there, overwrites nothing.
//!
//! Facts are told apart by their ids, so a journal file that differs from ours is put beside it and
//! nothing counts twice. A deck or the settings that differ stay as they are and are named.

use std::collections::HashSet;
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

use super::{Item, Kind};
use crate::domain::id::EntryId;
use crate::domain::journal::line::{self, Line};
use crate::shell::folder::{self, Pending};
use crate::shell::paths::Paths;

/// What came of it.
#[derive(Debug, Default, Serialize)]
pub struct Restored {
    /// Facts that were not there before.
    pub new: usize,
    /// Facts that were.
    pub known: usize,
    /// New lines of a newer version: kept, and used by that one.
    pub newer: usize,
    /// New lines that cannot be read: kept too.
    pub unreadable: usize,
    /// Files that were not there, and files that were put beside one that differs.
    pub added: Vec<Added>,
    /// How many files held nothing new.
    pub same: usize,
    /// Decks and settings that differ from what is there and were left alone.
    pub left_alone: Vec<String>,
}

/// A file that was added.
#[derive(Debug, Serialize)]
pub struct Added {
    /// Its name in the backup.
    pub name: String,
    /// Its name in the data folder, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
}

/// A merge under way.
#[derive(Debug)]
pub struct Merge<'a> {
    paths: &'a Paths,
    today: &'a str,
    known: Known,
    /// What has come of it so far.
    pub restored: Restored,
}

/// What is there already.
#[derive(Debug, Default)]
struct Known {
    hashers: [RandomState; 2],
    /// Every line, as two hashes that nothing else has.
    lines: HashSet<[u64; 2]>,
    ids: HashSet<EntryId>,
}

impl<'a> Merge<'a> {
    /// Begins a merge; reads the journal and the drafts that are there. `today` is for the names of
    /// files that are put beside others.
    pub fn new(paths: &'a Paths, today: &'a str) -> io::Result<Self> {
        let mut known = Known::default();
        for below in ["journal", "drafts"] {
            for path in files_in(&paths.data.join(below))? {
                let mut tally = Tally::default();
                let mut lines = BufReader::new(File::open(path)?);
                while tally.next(&mut lines, &known)?.is_some() {}
                known.add(tally);
            }
        }
        Ok(Self { paths, today, known, restored: Restored::default() })
    }

    /// Takes over one file.
    ///
    /// # Errors
    /// Where it could not be written; nothing is left of it then.
    pub fn take(&mut self, item: &Item, reader: &mut dyn Read) -> anyhow::Result<()> {
        let took = match item.kind {
            Kind::Journal | Kind::Draft => self.lines(item, reader),
            Kind::SetAside => self.set_aside(item, reader),
            Kind::Deck | Kind::Settings => self.whole(item, reader),
        };
        took.with_context(|| format!("{} could not be restored", item.name()))
    }

    /// A file of facts: where the name is taken, what it adds is put beside. A draft goes into the
    /// journal's folder too, since those beside it belong to runs of their own device.
    fn lines(&mut self, item: &Item, reader: &mut dyn Read) -> anyhow::Result<()> {
        let draft = item.kind == Kind::Draft;
        let below = Path::new("journal").join(name(&item.below));
        let to = if draft { Item { below, ..*item } } else { item.clone() };
        let place = self.ready(&to)?;
        let mut pending = Pending::beside(&place)?;
        let mut tally = Tally::default();
        let mut lines = BufReader::new(reader);
        let mut out = BufWriter::new(&mut pending.file);
        while let Some(line) = tally.next(&mut lines, &self.known)? {
            out.write_all(line)?;
        }
        out.flush()?;
        drop(out);
        self.restored.known += tally.known;
        if (draft || exists(&place)) && tally.fresh == 0 {
            self.restored.same += 1;
            return Ok(());
        }
        let beside = self.put(&place, &mut pending)?;
        let other =
            beside.map(|name| Item { below: to.below.with_file_name(name), ..*item }.name());
        let beside = other.or_else(|| draft.then(|| to.name()));
        self.restored.added.push(Added { name: item.name(), beside });
        self.restored.new += tally.new;
        self.restored.newer += tally.newer;
        self.restored.unreadable += tally.unreadable;
        self.known.add(tally);
        Ok(())
    }

    /// Puts a file at its place or under the first free name beside it, which is returned.
    fn put(&mut self, place: &Path, pending: &mut Pending) -> io::Result<Option<PathBuf>> {
        let mut number = 0;
        loop {
            let free = match number {
                0 => place.to_owned(),
                n => beside(place, self.today, n),
            };
            match pending.put_new(&free) {
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(why) => return Err(why),
                Ok(()) => return Ok((number > 0).then(|| name(&free))),
            }
        }
    }

    /// A line that was never finished: where its number is taken, it gets the next.
    fn set_aside(&mut self, item: &Item, reader: &mut dyn Read) -> anyhow::Result<()> {
        let place = self.ready(item)?;
        let mut pending = copy(&place, reader)?;
        let mut number = 1;
        let mut free = place.clone();
        loop {
            match pending.put_new(&free) {
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
                    if same(&mut pending.file, &free)? {
                        self.restored.same += 1;
                        return Ok(());
                    }
                    free = place.with_extension(format!("torn-{number}"));
                    number += 1;
                }
                Err(why) => return Err(why.into()),
                Ok(()) => break,
            }
        }
        self.restored.added.push(Added { name: item.name(), beside: None });
        Ok(())
    }

    /// A deck or the settings: never beside, since two of one name would both be in force.
    fn whole(&mut self, item: &Item, reader: &mut dyn Read) -> anyhow::Result<()> {
        let place = match self.ready(item) {
            Ok(place) => place,
            Err(why) => {
                self.restored.left_alone.push(format!("{}: {why:#}", item.name()));
                return Ok(());
            }
        };
        let mut pending = copy(&place, reader)?;
        match pending.put_new(&place) {
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
                if same(&mut pending.file, &place).unwrap_or(false) {
                    self.restored.same += 1;
                } else {
                    let place = place.display();
                    let what = format!("{}: {place} differs, and stays as it is", item.name());
                    self.restored.left_alone.push(what);
                }
            }
            Err(why) => return Err(why.into()),
            Ok(()) => self.restored.added.push(Added { name: item.name(), beside: None }),
        }
        Ok(())
    }

    /// The place of a file, its folder there and inside the data folder.
    fn ready(&self, item: &Item) -> anyhow::Result<PathBuf> {
        let place = item.place(self.paths);
        let above = place.parent().unwrap_or(Path::new(""));
        if item.kind != Kind::Settings {
            folder::check_inside(&self.paths.data, above)?;
        }
        folder::create(above)?;
        Ok(place)
    }
}

/// The lines of one file, counted.
#[derive(Debug, Default)]
struct Tally {
    buffer: Vec<u8>,
    lines: Vec<[u64; 2]>,
    ids: HashSet<EntryId>,
    new: usize,
    known: usize,
    newer: usize,
    unreadable: usize,
    /// Lines that are not known yet, whatever they are.
    fresh: usize,
}

impl Tally {
    /// The next line with its newline, if it has one.
    fn next(&mut self, reader: &mut impl BufRead, known: &Known) -> io::Result<Option<&[u8]>> {
        self.buffer.clear();
        if reader.read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        let line = self.buffer.trim_ascii();
        let key = known.key(line);
        let fresh = !known.lines.contains(&key);
        match line::decode(line) {
            Line::Blank => return Ok(Some(&self.buffer)),
            // Without its newline a line is not one yet.
            _ if !self.buffer.ends_with(b"\n") => self.unreadable += usize::from(fresh),
            Line::Entry(entry) if known.ids.contains(&entry.id) => self.known += 1,
            Line::Entry(entry) => self.new += usize::from(self.ids.insert(entry.id)),
            Line::Newer => self.newer += usize::from(fresh),
            Line::Unreadable(_) => self.unreadable += usize::from(fresh),
        }
        self.fresh += usize::from(fresh);
        self.lines.push(key);
        Ok(Some(&self.buffer))
    }
}

impl Known {
    fn key(&self, line: &[u8]) -> [u64; 2] {
        [self.hashers[0].hash_one(line), self.hashers[1].hash_one(line)]
    }

    fn add(&mut self, tally: Tally) {
        self.lines.extend(tally.lines);
        self.ids.extend(tally.ids);
    }
}

fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let listed = match fs::read_dir(folder) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let paths = listed.filter_map(|entry| Some(entry.ok()?.path()));
    let facts =
        |path: &PathBuf| path.is_file() && path.extension().is_some_and(|ending| ending == "jsonl");
    Ok(paths.filter(facts).collect())
}

/// A whole file under a hidden name.
fn copy(place: &Path, reader: &mut dyn Read) -> io::Result<Pending> {
    let mut pending = Pending::beside(place)?;
    io::copy(reader, &mut pending.file)?;
    Ok(pending)
}

/// Whether something of this name is there, a link that leads nowhere included.
fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn same(file: &mut File, path: &Path) -> io::Result<bool> {
    // Asked before it is opened: a pipe would wait for somebody to write.
    let found = fs::metadata(path)?;
    if !found.is_file() || found.len() != file.metadata()?.len() {
        return Ok(false);
    }
    file.rewind()?;
    let mut ours = BufReader::new(File::open(path)?);
    let mut theirs = BufReader::new(file);
    loop {
        let (a, b) = (ours.fill_buf()?, theirs.fill_buf()?);
        let both = a.len().min(b.len());
        if a[..both] != b[..both] {
            return Ok(false);
        }
        if both == 0 {
            return Ok(a.len() == b.len());
        }
        ours.consume(both);
        theirs.consume(both);
    }
}

/// The longest part of a name that is kept when more is put behind it: file systems take 255 bytes.
const LONGEST_STEM: usize = 200;

/// A name beside a file's: `ada (restored 2026-11-22).jsonl`, then with a number.
fn beside(place: &Path, today: &str, number: usize) -> PathBuf {
    let mut stem = place.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    while stem.len() > LONGEST_STEM {
        stem.pop();
    }
    let number = if number > 1 { format!(" {number}") } else { String::new() };
    place.with_file_name(format!("{stem} (restored {today}){number}.jsonl"))
}

fn name(path: &Path) -> PathBuf {
    path.file_name().unwrap_or_default().into()
}
