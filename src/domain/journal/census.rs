//! What journal files hold, counted, and what is odd about it.
//!
//! Does not read files, change anything or quote what the user wrote.

use std::collections::hash_map::{DefaultHasher, Entry as Slot};
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

use serde::Serialize;

use super::Entry;
use super::line::{self, Line};
use crate::domain::id::{CardId, EntryId};
use crate::domain::time::{HOUR, MINUTE, Timestamp};

/// One file's contents. Lines are numbered from 1.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Whole lines, blank ones included.
    pub lines: usize,
    /// How many facts of each kind.
    pub facts: BTreeMap<&'static str, usize>,
    /// Lines that cannot be read.
    pub bad: Vec<Bad>,
    /// Lines that a newer version wrote.
    pub newer: Vec<usize>,
    /// What follows the last whole line.
    pub torn: Option<Torn>,
    /// Lines whose entry was met before, in this file or one before it.
    pub repeated: Vec<usize>,
    /// Lines whose id was met before, for something else.
    pub contradicting: Vec<usize>,
    /// Lines more than a minute earlier than the entry above them.
    pub backwards: Vec<usize>,
    /// Lines more than a day in the future.
    pub ahead: Vec<usize>,
}

/// A line that cannot be read.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Bad {
    /// Its number.
    pub line: usize,
    /// Why; nothing of the line is quoted.
    pub why: String,
}

/// A line that was never finished.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Torn {
    /// Its number.
    pub line: usize,
    /// Its length.
    pub bytes: usize,
}

/// The count over all files.
#[derive(Debug)]
pub struct Census {
    now: Timestamp,
    seen: HashMap<EntryId, u64>,
    cards: BTreeMap<CardId, usize>,
}

impl Census {
    /// A count that begins, at the moment `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { now, seen: HashMap::new(), cards: BTreeMap::new() }
    }

    /// Counts a file.
    pub fn count(&mut self, bytes: &[u8]) -> Counted {
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let (lines, tail) = bytes.split_at(whole);
        let mut counted = Counted::default();
        let mut before = None;
        for text in lines.split_inclusive(|byte| *byte == b'\n') {
            counted.lines += 1;
            let line = counted.lines;
            match line::decode(text) {
                Line::Entry(entry) => self.entry(&entry, &mut before, line, &mut counted),
                Line::Newer => counted.newer.push(line),
                Line::Unreadable(why) => counted.bad.push(Bad { line, why }),
                Line::Blank => {}
            }
        }
        if !tail.is_empty() {
            counted.torn = Some(Torn { line: counted.lines + 1, bytes: tail.len() });
        }
        counted
    }

    fn entry(
        &mut self,
        entry: &Entry,
        before: &mut Option<Timestamp>,
        line: usize,
        counted: &mut Counted,
    ) {
        *counted.facts.entry(entry.fact.name()).or_default() += 1;
        if before.replace(entry.at).is_some_and(|before| entry.at.plus(MINUTE) < before) {
            counted.backwards.push(line);
        }
        if entry.at > self.now.plus(24 * HOUR) {
            counted.ahead.push(line);
        }
        let print = fingerprint(entry);
        match self.seen.entry(entry.id.clone()) {
            Slot::Occupied(known) if *known.get() == print => counted.repeated.push(line),
            Slot::Occupied(_) => counted.contradicting.push(line),
            Slot::Vacant(free) => {
                free.insert(print);
                if let Some(card) = entry.fact.card() {
                    *self.cards.entry(card.clone()).or_default() += 1;
                }
            }
        }
    }

    /// Every card that facts are about, and how many; a fact that is repeated counts once.
    pub fn cards(&self) -> impl Iterator<Item = (&CardId, usize)> {
        self.cards.iter().map(|(card, facts)| (card, *facts))
    }
}

fn fingerprint(entry: &Entry) -> u64 {
    let mut hasher = DefaultHasher::new();
    line::encode(entry).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: i64 = 1_790_000_000_000;

    /// A flag on a card, so many minutes after now.
    fn flag(id: &str, card: &str, minutes: i64) -> String {
        let at = NOW + minutes * MINUTE;
        let fact = format!(r#"{{"flagged":{{"card":"{card}","on":true}}}}"#);
        format!(r#"{{"v":1,"id":"{id}","at":{at},"off":0,"fact":{fact}}}"#) + "\n"
    }

    /// What is odd in the last of some files.
    #[track_caller]
    fn check(files: &[&str], expect: &str) {
        let mut census = Census::new(Timestamp(NOW));
        let mut all: Vec<_> = files.iter().map(|file| census.count(file.as_bytes())).collect();
        let counted = all.pop().unwrap();
        let mut odd: Vec<String> = counted.bad.iter().map(|b| format!("bad {}", b.line)).collect();
        odd.extend(counted.torn.map(|torn| format!("torn {}+{}", torn.line, torn.bytes)));
        for (name, lines) in [
            ("newer", counted.newer),
            ("repeated", counted.repeated),
            ("contradicting", counted.contradicting),
            ("backwards", counted.backwards),
            ("ahead", counted.ahead),
        ] {
            odd.extend(lines.iter().map(|line| format!("{name} {line}")));
        }
        assert_eq!(odd.join(", "), expect, "{files:#?}");
    }

    #[test]
    fn each_oddity_is_named_by_its_line() {
        let (one, two) = (&*flag("r.1", "a/x", 0), &*flag("r.2", "a/x", 1));
        check(&[""], "");
        check(&[one, two], "");
        check(&[&format!("{one}\r\n\n{two}")], "");
        check(&[&format!("{one}not json\n\0\0\n{two}")], "bad 2, bad 3");
        check(&[&format!("{one}{{\"v\":9}}\n{two}")], "newer 2");
        check(&[&format!("{one}{{\"v\":1")], "torn 2+6");
        check(&["\0\0\0"], "torn 1+3");
    }

    #[test]
    fn an_id_is_met_once_over_all_files() {
        let (one, two) = (&*flag("r.1", "a/x", 0), &*flag("r.2", "a/x", 1));
        check(&[one, &format!("{one}{two}")], "repeated 1");
        check(&[&format!("{one}{one}{one}")], "repeated 2, repeated 3");
        check(&[one, &flag("r.1", "a/y", 0)], "contradicting 1");
    }

    #[test]
    fn a_clock_may_err_by_a_minute_back_and_a_day_ahead() {
        let at = |minutes| flag(&format!("r.{minutes}"), "a/x", minutes);
        check(&[&format!("{}{}", at(0), at(-1))], "");
        check(&[&format!("{}{}{}", at(0), at(-2), at(-1))], "backwards 2");
        check(&[&at(0), &at(-90)], "");
        check(&[&at(24 * 60)], "");
        check(&[&at(24 * 60 + 1)], "ahead 1");
    }

    #[test]
    fn facts_are_counted_by_kind_and_by_card() {
        let mut census = Census::new(Timestamp(NOW));
        let undone = format!(
            "{{\"v\":1,\"id\":\"r.3\",\"at\":{NOW},\"off\":0,\"fact\":{{\"undone\":{{\"entry\":\"r.1\"}}}}}}\n"
        );
        let all = flag("r.1", "a/x", 0) + &flag("r.2", "a/y", 0) + &flag("r.2", "a/y", 0) + &undone;
        let counted = census.count(all.as_bytes());
        assert_eq!(counted.facts, BTreeMap::from([("flagged", 3), ("undone", 1)]));
        assert_eq!(counted.lines, 4);
        let cards: Vec<_> = census.cards().map(|(card, n)| (card.as_str(), n)).collect();
        assert_eq!(cards, [("a/x", 1), ("a/y", 1)]);
    }

    proptest! {
        #[test]
        fn bad_lines_are_those_that_reading_finds(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let counted = Census::new(Timestamp(NOW)).count(&bytes);
            prop_assert_eq!(counted.bad, line::read(&bytes).unread.into_iter()
                .map(|unread| Bad { line: unread.line, why: unread.why }).collect::<Vec<_>>());
        }
    }
}
