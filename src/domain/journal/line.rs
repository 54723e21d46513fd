//! An entry as one line of JSON, and whole journals as bytes.
//!
//! Does not touch files: it is given bytes and returns what it understood and what it did not.

use serde::{Deserialize, Serialize};

use super::{Entry, Fact, fault};

/// Version of the line format that this program writes.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    v: u32,
    #[serde(flatten)]
    entry: &'a Entry,
}

/// One entry as a line, with its newline.
pub fn encode(entry: &Entry) -> Vec<u8> {
    // An entry holds only strings, numbers and lists of them: nothing that JSON refuses.
    let mut line = serde_json::to_vec(&Written { v: VERSION, entry }).unwrap_or_default();
    line.push(b'\n');
    line
}

/// What a line of a journal is.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// An entry.
    Entry(Box<Entry>),
    /// JSON of a newer version, or a fact that this version does not know: left as it is.
    Newer,
    /// Nothing that can be read, and why.
    Unreadable(String),
    /// Only white space.
    Blank,
}

/// Reads one line, without its newline.
pub fn decode(line: &[u8]) -> Line {
    let line = line.trim_ascii();
    if line.is_empty() {
        return Line::Blank;
    }
    match serde_json::from_slice::<Entry>(line) {
        // What this program writes begins with its version; anything else is asked for it.
        Ok(entry) if line.starts_with(OURS) || version(line) == Some(VERSION) => {
            Line::Entry(Box::new(entry))
        }
        Ok(_) => Line::Newer,
        Err(_) => match serde_json::from_slice::<Envelope>(line) {
            Ok(envelope) if envelope.v > VERSION || envelope.fact.is_unknown() => Line::Newer,
            _ => Line::Unreadable(fault::why(line)),
        },
    }
}

/// How every line begins that this version writes.
const OURS: &[u8] = br#"{"v":1,"#;

fn version(line: &[u8]) -> Option<u32> {
    serde_json::from_slice::<Envelope>(line).ok().map(|envelope| envelope.v)
}

#[derive(Deserialize)]
struct Envelope {
    v: u32,
    #[serde(default)]
    fact: FactName,
}

/// The name of a fact, whatever it holds.
#[derive(Deserialize, Default)]
#[serde(transparent)]
struct FactName(serde_json::Map<String, serde_json::Value>);

impl FactName {
    fn is_unknown(&self) -> bool {
        self.0.keys().next().is_some_and(|name| !Fact::NAMES.contains(&name.as_str()))
    }
}

/// A line that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Line number, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// What a journal's bytes hold.
#[derive(Debug, Default)]
pub struct Contents {
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// Lines that cannot be read; they stay in the file.
    pub unread: Vec<Unread>,
    /// How many lines a newer version wrote; they stay in the file too.
    pub newer: usize,
    /// How many lines there are, each ended by a newline.
    pub lines: usize,
    /// Bytes of these lines. What follows is a torn tail.
    pub whole: usize,
}

/// Reads a journal. A line is committed if and only if it ends in a newline: what follows the last
/// newline is not read here, and `whole` says where it begins.
pub fn read(bytes: &[u8]) -> Contents {
    let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let mut contents = Contents { whole, ..Contents::default() };
    for line in bytes[..whole].split_inclusive(|b| *b == b'\n') {
        contents.lines += 1;
        match decode(line) {
            Line::Entry(entry) => contents.entries.push(*entry),
            Line::Newer => contents.newer += 1,
            Line::Unreadable(why) => contents.unread.push(Unread { line: contents.lines, why }),
            Line::Blank => {}
        }
    }
    contents
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::{Attempt, Draft, Fact, FollowUp, Judged, Mock, Plan, Trapped};
    use super::*;
    use crate::domain::id::{CardId, EntryId};
    use crate::domain::rubric::Verdict;
    use crate::domain::schedule::Rating;
    use crate::domain::time::{Day, Timestamp};
    use proptest::prelude::*;

    /// Any fact about a handful of cards.
    pub(crate) fn any_fact() -> impl Strategy<Value = Fact> {
        let card = prop_oneof!["a/x", "a/y", "b/z"].prop_map(|id| CardId::from(id.as_str()));
        let rating = proptest::sample::select(Rating::ALL.to_vec());
        let verdict =
            proptest::sample::select(vec![Verdict::Met, Verdict::Partial, Verdict::NotYet]);
        let judged = (verdict, any::<bool>()).prop_map(|(verdict, overruled)| Judged {
            id: "c".into(),
            verdict,
            overruled,
        });
        let trapped = (any::<bool>(), any::<bool>()).prop_map(|(hit, overruled)| Trapped {
            id: "t".into(),
            hit,
            overruled,
        });
        let judgement =
            (proptest::collection::vec(judged, 0..3), proptest::collection::vec(trapped, 0..3));
        prop_oneof![
            4 => (card.clone(), rating, any::<u32>()).prop_map(|(card, rating, ms)| {
                Fact::Reviewed { card, rating, ms: ms.into(), attempt: None, print: ms.checked_sub(9) }
            }),
            1 => (card.clone(), card.clone()).prop_map(|(from, to)| Fact::Renamed { from, to }),
            2 => (card.clone(), any::<String>(), judgement.clone(), 0u8..=100).prop_map(
                |(card, text, (criteria, traps), score)| Fact::Answered(Attempt {
                    card, text, ms: 5, target_ms: 9, score, criteria, traps, feedback: true,
                    spoken: score > 90, mock: (score < 9).then(|| EntryId::new("run", 1)),
                    follow_up: (score < 5).then(FollowUp::default),
                })
            ),
            2 => (card.clone(), any::<String>(), judgement).prop_map(
                |(card, text, (criteria, traps))| {
                    Fact::Drafted(Draft { card, text, ms: 7, criteria, traps })
                }
            ),
            1 => (card.clone(), any::<bool>()).prop_map(|(card, on)| Fact::Suspended { card, on }),
            1 => (card, any::<bool>()).prop_map(|(card, on)| Fact::Flagged { card, on }),
            1 => (0u64..20).prop_map(|n| Fact::Undone { entry: EntryId::new("run", n) }),
            1 => proptest::option::of(0i32..40_000).prop_map(|day| Fact::Planned {
                plan: day.map(|day| Plan {
                    on: Day(day), from: None, query: "#a".into(), minutes: Some(25),
                }),
            }),
            1 => any::<bool>().prop_map(|own| Fact::Tuned {
                parameters: own.then(|| vec![0.5; 21]),
            }),
            1 => any::<bool>().prop_map(|strict| Fact::MockBegun(Mock {
                query: "level:mid".into(), cards: vec!["a/x".into(), "b/z".into()],
                target_ms: strict.then_some(120_000), feedback: !strict, strict,
            })),
            1 => (0u64..20, any::<bool>()).prop_map(|(n, aborted)| Fact::MockEnded {
                mock: EntryId::new("run", n), ms: 600_000, aborted,
            }),
        ]
    }

    /// A journal: entries in order of time, each with its own id.
    pub(crate) fn any_journal() -> impl Strategy<Value = Vec<Entry>> {
        proptest::collection::vec((any_fact(), 0i64..200_000_000), 0..20).prop_map(|facts| {
            let mut at = 1_790_000_000_000;
            let entry = |(number, (fact, later)): (usize, (Fact, i64))| {
                at += later;
                let id = EntryId::new("run", number as u64);
                Entry { id, at: Timestamp(at), offset: 60, fact }
            };
            facts.into_iter().enumerate().map(entry).collect()
        })
    }

    proptest! {
        #[test]
        fn an_entry_reads_back_as_it_was_written(entries in any_journal()) {
            let bytes: Vec<u8> = entries.iter().flat_map(encode).collect();
            let contents = read(&bytes);
            prop_assert_eq!(contents.entries, entries);
            prop_assert!(contents.unread.is_empty() && contents.whole == bytes.len());
        }

        #[test]
        fn every_prefix_of_a_journal_yields_a_prefix_of_its_entries(entries in any_journal()) {
            let bytes: Vec<u8> = entries.iter().flat_map(encode).collect();
            for cut in (0..=bytes.len()).step_by(7) {
                let contents = read(&bytes[..cut]);
                prop_assert!(contents.unread.is_empty());
                prop_assert_eq!(&contents.entries, &entries[..contents.entries.len()]);
            }
        }

        #[test]
        fn no_bytes_make_it_fail(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            read(&bytes);
        }
    }

    fn check(line: &str, expect: &str) {
        let got = match decode(line.as_bytes()) {
            Line::Entry(entry) => format!("entry {}", entry.id),
            Line::Newer => "newer".to_owned(),
            Line::Unreadable(_) => "unreadable".to_owned(),
            Line::Blank => "blank".to_owned(),
        };
        assert_eq!(got, expect, "{line}");
    }

    #[test]
    fn a_line_is_an_entry_or_newer_or_unreadable_or_blank() {
        let flag = r#""fact":{"flagged":{"card":"a/x","on":true}}"#;
        check(&format!(r#"{{"v":1,"id":"r.1","at":5,"off":0,{flag}}}"#), "entry r.1");
        check(&format!(r#"{{"v":1,"id":"r.1","at":5,"off":0,"more":[1],{flag}}}"#), "entry r.1");
        check(r#"{"v":1,"id":"r.1","at":5,"off":0,"fact":{"dreamt":{}}}"#, "newer");
        check(r#"{"v":2,"id":"r.1","when":"now"}"#, "newer");
        check(r#"{"v":1,"id":"r.1","at":5,"off":0,"fact":{"flagged":{}}}"#, "unreadable");
        check("{", "unreadable");
        check("\0\0\0", "unreadable");
        check("  \r", "blank");
    }
}
