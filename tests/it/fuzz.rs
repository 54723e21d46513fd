//! The claims of the fuzz targets (`tests/fuzz`), held for a moment on seeds and what becomes of them:
//! bytes flipped, dropped, doubled, spliced. The seeds are real files; every run tries the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::panic;

use greenroom::domain::journal::line;
use greenroom::domain::progress::{Progress, Rules};

#[path = "../fuzz/claims.rs"]
mod claims;

const JOURNAL: &[u8] = include_bytes!("../fixtures/journals/v1.jsonl");
const DECK: &[u8] = include_bytes!("../fixtures/decks/small.toml");

/// Knuth's MMIX generator: the same numbers on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    /// Bytes that were sound before.
    fn spoil(&mut self, seed: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(6) {
            let (at, other) = (self.below(bytes.len()), self.below(bytes.len()));
            let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 200));
            match self.below(7) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                1 => drop(bytes.drain(from..to)),
                2 => {
                    let part = bytes[from..to].to_vec();
                    bytes.splice(at..at, part);
                }
                3 => bytes.truncate(at),
                4 if !bytes.is_empty() => bytes[at] = b"\"\\{}[],:\0\n9-#="[self.below(14)],
                5 => {
                    let word =
                        ["null", "1e999", "-1", "\u{1b}[2J", "true", "{}", "99999999999999999999"];
                    bytes.splice(at..at, word[self.below(7)].bytes());
                }
                _ => {}
            }
        }
        bytes
    }
}

/// Holds a claim on a seed and on so many spoiled ones; a failure prints what it failed on.
fn check(claim: fn(&[u8]), seed: &[u8], times: usize) {
    claim(seed);
    let mut random = Random(seed.len() as u64);
    for _ in 0..times {
        let bytes = random.spoil(seed);
        if let Err(why) = panic::catch_unwind(|| claim(&bytes)) {
            eprintln!("failed on {:?}", String::from_utf8_lossy(&bytes));
            panic::resume_unwind(why);
        }
    }
}

#[test]
fn a_spoiled_journal_is_read_as_far_as_it_goes() {
    check(claims::journal, JOURNAL, 300);
    check(claims::journal, b"", 50);
}

#[test]
fn a_spoiled_snapshot_is_refused_or_means_something() {
    let entries = line::read(JOURNAL).entries;
    let snapshot = Progress::replay(Rules::default(), &entries).snapshot(&[], &[]);
    // What follows the checksum, which the claim sets right again.
    check(claims::snapshot, &snapshot[22..], 300);
}

#[test]
fn a_spoiled_deck_is_understood_as_far_as_it_goes() {
    check(claims::deck, DECK, 60);
}

#[test]
fn spoiled_settings_are_read_one_by_one() {
    let keys = "\n[keys.browse]\nstart-review = ['r', \"\\u001b[2J\"]\nquit = 'x'\n";
    let file = greenroom::domain::config::default_file() + keys;
    check(claims::config, file.as_bytes(), 300);
}

#[test]
fn a_spoiled_archive_is_read_or_refused() {
    let mut archive = tar::Builder::new(Vec::new());
    for name in ["journal/a.jsonl", "decks/x/y.toml"] {
        let mut header = tar::Header::new_gnu();
        header.set_size(3);
        archive.append_data(&mut header, name, b"{}\n".as_slice()).unwrap();
    }
    check(claims::archive, &archive.into_inner().unwrap(), 300);
}

#[test]
fn a_spoiled_query_is_understood_or_refused() {
    check(
        claims::query,
        b"race cond #post-incident -#risk level:senior deck:x is:due score<60 \"a b\"",
        3_000,
    );
}
