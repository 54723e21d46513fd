//! A long history: 1,000,000 facts about 100,000 cards. What it weighs, what it costs at the start
//! with and without the snapshot, and what one more fact costs.
//!
//! Not one of the benches that `cargo bench` is run with every day: it writes some 500 MB into the
//! temporary folder. `cargo bench --bench history`, with a number behind `--` for another size.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench may stop where it cannot go on"
)]

#[allow(dead_code, reason = "each bench uses a part of it")]
mod made;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use greenroom::domain::config::Config;
use greenroom::domain::id::{CardId, EntryId};
use greenroom::domain::journal::{Attempt, Entry, Fact, Judged, Trapped};
use greenroom::domain::rubric::Verdict;
use greenroom::domain::schedule::Rating;
use greenroom::domain::time::{MINUTE, Timestamp};
use greenroom::shell::journal_file::JournalFile;
use greenroom::shell::paths::Paths;
use made::Prose;

/// Facts that one run of the program records.
const RUN: u64 = 400;

fn main() {
    let number = std::env::args().skip(1).find_map(|arg| arg.parse().ok());
    let facts: u64 = number.unwrap_or(1_000_000);
    let root = tempfile::tempdir().unwrap();
    let paths = Paths::find(Some(root.path())).unwrap();
    let rules = || Config::default().rules();
    let mut journal = JournalFile::open(&paths, rules()).journal;
    let mut prose = Prose::new(3);
    for run in 0..facts.div_ceil(RUN) {
        let numbers = run * RUN..facts.min((run + 1) * RUN);
        let entries: Vec<Entry> = numbers.map(|n| fact(n, facts, &mut prose)).collect();
        journal.append(&entries).unwrap();
    }
    drop(journal);
    let bytes = |path: &Path| fs::metadata(path).unwrap().len();
    let own = paths.journal.join(format!("{}.jsonl", paths.device));
    println!("history/{facts} facts: {} bytes a fact in the journal", bytes(&own) / facts);

    let opened = timed("read and add up, no snapshot", || JournalFile::open(&paths, rules()));
    let (mut journal, progress) = (opened.journal, opened.progress);
    assert_eq!(progress.entries(), facts);
    timed("write the snapshot", || journal.keep_snapshot(&progress).unwrap());
    println!("history/{} bytes a fact in the snapshot", bytes(&paths.snapshot) / facts);
    drop(progress);
    let opened = timed("open with the snapshot", || JournalFile::open(&paths, rules()));
    timed("every card's state from the snapshot", || opened.progress.cards().count());
    drop(opened);
    let mut times: Vec<Duration> = (0..400)
        .map(|n| {
            let entry = fact(facts + n, facts, &mut prose);
            let since = Instant::now();
            journal.append(&[entry]).unwrap();
            since.elapsed()
        })
        .collect();
    made::show("history/append and sync one fact", &mut times);
    in_a_terminal("first screen, with the snapshot", root.path());
    fs::remove_file(&paths.snapshot).unwrap();
    in_a_terminal("first screen, no snapshot", root.path());
}

fn timed<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let since = Instant::now();
    let done = act();
    println!("history/{what}: {:.0} ms", since.elapsed().as_secs_f64() * 1_000.0);
    done
}

/// Of ten facts two are answers of some ninety words and seven are ratings.
fn fact(n: u64, facts: u64, prose: &mut Prose) -> Entry {
    let cards = (facts / 10).max(1);
    let card = CardId::new("made", &format!("card-{}", n.wrapping_mul(7_919) % cards));
    let verdicts = [Verdict::Met, Verdict::Partial, Verdict::NotYet];
    let judged = |(k, id): (usize, &str)| Judged {
        id: id.to_owned(),
        verdict: verdicts[(n as usize + k) % 3],
        overruled: false,
    };
    let criteria = ["specifics", "cause", "system", "proof", "ownership"];
    let fact = match n % 10 {
        0 | 5 => Fact::Answered(Attempt {
            card,
            text: prose.words(90),
            ms: 120_000,
            target_ms: 150_000,
            score: (n % 100) as u8,
            criteria: criteria.into_iter().enumerate().map(judged).collect(),
            traps: vec![Trapped {
                id: "blame".into(),
                hit: n.is_multiple_of(20),
                overruled: false,
            }],
            feedback: true,
            spoken: false,
            mock: None,
            follow_up: None,
        }),
        9 => Fact::Flagged { card, on: n % 20 == 9 },
        k => {
            let rating = Rating::ALL[[2, 2, 2, 1, 2, 3, 2, 0, 2, 2][k as usize]];
            Fact::Reviewed { card, rating, ms: 45_000, attempt: None, print: Some(n as u32) }
        }
    };
    let id = EntryId::new(&format!("run{:07}", n / RUN), n % RUN + 1);
    Entry { id, at: Timestamp(1_600_000_000_000 + n as i64 * MINUTE / 6), offset: 60, fact }
}

/// Starts the program, and shows how long it takes and what it holds in memory at its first frame.
fn in_a_terminal(what: &str, data: &Path) {
    let (mut times, memory): (Vec<Duration>, Vec<u64>) = (0..5).map(|_| made::start(data)).unzip();
    made::show(&format!("history/{what}"), &mut times);
    println!("history/{what}: {} MB at most", memory.into_iter().max().unwrap_or_default() >> 20);
}
