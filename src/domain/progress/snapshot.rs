//! The state as one file of JSON, for a start that does not grow with history.
//!
//! Derived from the journal and never more than that: it says which part of which journal file it
//! covers, and whoever reads it checks that first. One line for each card, so that a card is read
//! only when it is asked for. Does not touch files.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::base::{Base, Line};
use super::history::{Event, Packed};
use super::seen::{Range, Seen};
use super::{Key, Progress, Rules};
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::Entry;

/// Version of the format. Another one is not read: the journal is.
pub const VERSION: u32 = 1;

/// How far a journal file is covered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The file's name.
    pub name: String,
    /// Bytes of whole lines from its beginning.
    pub bytes: u64,
    /// How many lines these are.
    pub lines: usize,
    /// Checksum of samples of these bytes, by which another file of that name is recognised.
    pub sample: u32,
}

/// Everything but the cards.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Head<'a> {
    files: Cow<'a, [Covered]>,
    /// What was amiss in these files.
    problems: Cow<'a, [String]>,
    /// Runs and the numbers of their entries. Events name a run by its place here.
    runs: Vec<(Arc<str>, Vec<Range>)>,
    undone: Vec<EntryId>,
    /// Entries that are about no one card.
    others: Vec<Cow<'a, Entry>>,
}

/// A snapshot that was read.
#[derive(Debug)]
pub struct Snapshot {
    head: Head<'static>,
    base: Base,
}

/// Everything before the checksum, and everything between it and the head.
const OPENING: (&[u8], &[u8]) = (br#"{"v":1,"sum":""#, br#"","head":"#);
const SUM: usize = 8;
const CARDS: &[u8] = b",\"cards\":{\n";
const CLOSING: &[u8] = b"}}\n";

impl Snapshot {
    /// Reads a snapshot; none where it is not whole and sound, or of another version.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        let rest = bytes.strip_prefix(OPENING.0)?;
        let (sum, rest) = rest.split_at_checked(SUM)?;
        let sum = u32::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()?;
        if crc32fast::hash(rest) != sum {
            return None;
        }
        let head = rest.strip_prefix(OPENING.1)?;
        let first = memchr::memchr(b'\n', head)? + 1;
        let head: Head<'static> =
            serde_json::from_slice(head[..first].strip_suffix(CARDS)?).ok()?;
        let from = OPENING.0.len() + SUM + OPENING.1.len() + first;
        let to = bytes.len().checked_sub(CLOSING.len())?;
        if to < from || bytes[to..] != *CLOSING {
            return None;
        }
        let runs = head.runs.iter().map(|(run, _)| Arc::clone(run)).collect();
        Some(Self { head, base: Base::new(bytes, from, to, runs)? })
    }

    /// Which part of which journal file it covers.
    pub fn files(&self) -> &[Covered] {
        &self.head.files
    }

    /// How many entries it covers.
    pub fn entries(&self) -> u64 {
        let ranges = self.head.runs.iter().flat_map(|(_, ranges)| ranges);
        ranges.map(|(first, last)| last.saturating_sub(*first) + 1).sum()
    }

    /// What was amiss in that part.
    pub fn problems(&self) -> &[String] {
        &self.head.problems
    }
}

impl Progress {
    /// The state that a snapshot holds.
    pub fn resume(rules: Rules, snapshot: Snapshot) -> Self {
        let Snapshot { head, base } = snapshot;
        let mut progress = Self::new(rules);
        progress.base = base;
        // First the others, whose ids are added as they come; then what was read in all.
        for entry in &head.others {
            progress.apply(entry);
        }
        progress.seen = Seen::of(head.runs.into_iter());
        progress.undone = head.undone.into_iter().collect();
        progress
    }

    /// The state as the bytes of a snapshot that covers `files`, in which `problems` were found.
    pub fn snapshot(&self, files: &[Covered], problems: &[String]) -> Vec<u8> {
        let runs = self.runs();
        let places: HashMap<&Arc<str>, u32> =
            (0..).zip(&runs).map(|(n, (run, _))| (run, n)).collect();
        let mut undone: Vec<_> = self.undone.iter().cloned().collect();
        undone.sort();
        let mut others: Vec<_> = self.others.iter().map(Cow::Borrowed).collect();
        others.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        let head = Head {
            files: files.into(),
            problems: problems.into(),
            undone,
            others,
            runs: runs.iter().map(|(run, ranges)| (Arc::clone(run), ranges.clone())).collect(),
        };
        let mut bytes = [OPENING.0, &[b'0'; SUM], OPENING.1].concat();
        // Strings and numbers: nothing that JSON refuses, and a list of bytes takes all.
        let _ = serde_json::to_writer(&mut bytes, &head);
        bytes.extend_from_slice(CARDS);
        self.write_cards(&mut bytes, &places);
        bytes.extend_from_slice(CLOSING);
        let start = OPENING.0.len();
        let sum = crc32fast::hash(&bytes[start + SUM..]);
        bytes[start..start + SUM].copy_from_slice(format!("{sum:08x}").as_bytes());
        bytes
    }

    /// The runs of the snapshot that we came from in their old places, and then the new ones: lines
    /// that did not change are copied as they stand.
    fn runs(&self) -> Vec<(Arc<str>, Vec<Range>)> {
        let mut all: BTreeMap<&Arc<str>, &Vec<Range>> = self.seen.runs().collect();
        let mut runs = Vec::with_capacity(all.len());
        for run in self.base.runs() {
            let ranges = all.remove(run).cloned().unwrap_or_default();
            runs.push((Arc::clone(run), ranges));
        }
        runs.extend(all.into_iter().map(|(run, ranges)| (Arc::clone(run), ranges.clone())));
        runs
    }

    fn write_cards(&self, bytes: &mut Vec<u8>, places: &HashMap<&Arc<str>, u32>) {
        let awake = self.cards.iter().filter(|(_, slot)| !slot.events.is_empty());
        let mut cards: Vec<(CardId, Source)> =
            awake.map(|(id, slot)| (id.clone(), Source::Awake(&slot.events))).collect();
        cards.extend(self.sleeping().map(|line| (self.base.id(line), Source::Asleep(line))));
        cards.sort_by(|a, b| a.0.cmp(&b.0));
        for (n, (id, source)) in cards.iter().enumerate() {
            if n > 0 {
                bytes.extend_from_slice(b",\n");
            }
            match source {
                Source::Asleep(line) => bytes.extend_from_slice(self.base.raw(*line)),
                Source::Awake(events) => {
                    let _ = serde_json::to_writer(&mut *bytes, id);
                    bytes.push(b':');
                    let _ = serde_json::to_writer(&mut *bytes, &line(events, places));
                }
            }
        }
        if !cards.is_empty() {
            bytes.push(b'\n');
        }
    }
}

/// Where a card's history is taken from.
enum Source<'a> {
    Awake(&'a [Event]),
    Asleep(usize),
}

fn line(events: &[Event], places: &HashMap<&Arc<str>, u32>) -> Line {
    let undoable = events.iter().filter(|event| event.what.can_be_undone());
    let place = |key: &Key| places.get(key.1.run()).copied().unwrap_or(u32::MAX);
    Line {
        last: undoable.map(|event| event.key.0.0).max().unwrap_or(i64::MIN),
        events: events.iter().map(|event| Packed::of(event, place(&event.key))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::line::tests::any_journal;
    use proptest::prelude::*;

    fn made(entries: &[Entry]) -> (Progress, Vec<u8>) {
        let progress = Progress::replay(Rules::default(), entries);
        let files = [Covered { name: "a.jsonl".into(), bytes: 7, lines: 2, sample: 9 }];
        let bytes = progress.snapshot(&files, &["line 3".to_owned()]);
        (progress, bytes)
    }

    fn resumed(bytes: &[u8]) -> Progress {
        Progress::resume(Rules::default(), Snapshot::read(bytes.to_vec()).unwrap())
    }

    proptest! {
        #[test]
        fn a_snapshot_holds_the_whole_state(entries in any_journal()) {
            let (progress, bytes) = made(&entries);
            prop_assert_eq!(&resumed(&bytes), &progress);
            prop_assert_eq!(resumed(&bytes).last_undoable(), progress.last_undoable());
            let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(&value["head"]["problems"][0], "line 3");
        }

        #[test]
        fn what_follows_a_snapshot_counts_as_if_all_had_been_read(
            (entries, cut) in any_journal().prop_flat_map(|e| { let n = e.len(); (Just(e), 0..=n) }),
            day in 0..60_000,
        ) {
            let whole = Progress::replay(Rules::default(), &entries);
            let mut progress = resumed(&made(&entries[..cut]).1);
            // What is read again counts once.
            for entry in &entries[cut / 2..] {
                progress.apply(entry);
            }
            prop_assert_eq!(&progress, &whole);
            prop_assert_eq!(progress.last_undoable(), whole.last_undoable());
            let day = crate::domain::time::Day(day);
            prop_assert_eq!(progress.introduced_on(day), whole.introduced_on(day));
            // The next snapshot, made of old lines and new ones, is as good.
            prop_assert_eq!(&resumed(&progress.snapshot(&[], &[])), &whole);
        }

        #[test]
        fn a_snapshot_that_was_changed_is_not_read(
            entries in any_journal(), at in any::<proptest::sample::Index>(), bit in 0u8..8,
        ) {
            let (_, mut bytes) = made(&entries);
            let at = at.index(bytes.len());
            prop_assert!(Snapshot::read(bytes[..at].to_vec()).is_none());
            bytes[at] ^= 1 << bit;
            let read = Snapshot::read(bytes);
            // A hexadecimal digit may be written in two ways.
            prop_assert!(read.is_none() || (OPENING.0.len()..OPENING.0.len() + SUM).contains(&at));
        }

        #[test]
        fn no_bytes_make_it_fail(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let sum = crc32fast::hash(&bytes);
            let _ = Snapshot::read([OPENING.0, format!("{sum:08x}").as_bytes(), &bytes].concat());
            let _ = Snapshot::read(bytes);
        }
    }
}
