//! From nothing to the first screen: in this process by parts, and the real program in a
//! pseudo-terminal. Also what a long journal costs at the start, and one entry at the end of it.

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

use criterion::{BatchSize, Criterion};
use greenroom::app::msg::Msg;
use greenroom::domain::config::Config;
use greenroom::domain::id::{CardId, EntryId};
use greenroom::domain::journal::{Entry, Fact};
use greenroom::domain::library::Library;
use greenroom::domain::schedule::Rating;
use greenroom::domain::time::{HOUR, Timestamp};
use greenroom::shell::desk::Files;
use greenroom::shell::journal_file::JournalFile;
use greenroom::shell::paths::Paths;
use made::Program;

/// Facts in the long journal.
const FACTS: u64 = 10_000;

fn main() {
    let root = tempfile::tempdir().unwrap();
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    for decks in [0, 1, 10] {
        let data = root.path().join(format!("{decks}"));
        fs::create_dir_all(data.join("decks")).unwrap();
        for n in 0..decks {
            fs::write(data.join(format!("decks/made-{n}.toml")), made::deck(n, 4)).unwrap();
        }
        let files = Files {
            decks: data.join("decks"),
            given: Vec::new(),
            config: data.join("config.toml"),
        };
        // The shipped decks are among them.
        let cards = files.library().cards.len();
        criterion.bench_function(&format!("start/{cards} cards: read the decks"), |b| {
            b.iter_with_large_drop(|| files.library());
        });
        criterion.bench_function(&format!("start/{cards} cards: first frame from these"), |b| {
            b.iter_batched(|| files.library(), first_frame, BatchSize::PerIteration);
        });
        in_a_terminal(&format!("start/{cards} cards: real, no journal"), &data);
        journal(&data);
        in_a_terminal(&format!("start/{cards} cards: real, {FACTS} facts"), &data);
    }
    let data = root.path().join("1");
    let paths = Paths::find(Some(&data)).unwrap();
    let rules = Config::default().rules();
    criterion.bench_function(&format!("start/journal of {FACTS} facts: read and add up"), |b| {
        b.iter_with_large_drop(|| JournalFile::open(&paths, rules.clone()));
    });
    let mut journal = JournalFile::open(&paths, rules).journal;
    let append = |n| {
        let since = Instant::now();
        journal.append(&[review(FACTS + n)]).unwrap();
        since.elapsed()
    };
    let mut times: Vec<Duration> = (1..500).map(append).collect();
    made::show(&format!("journal/append and sync after {FACTS} facts"), &mut times);
    criterion.final_summary();
}

fn first_frame(library: Library) -> Program {
    let mut program = Program::new(library, None);
    program.play(Msg::Resized);
    program
}

/// From the start of the process to the first frame.
fn in_a_terminal(what: &str, data: &Path) {
    made::show(what, &mut (0..12).map(|_| made::start(data).0).collect::<Vec<_>>());
}

/// Fills the journal with reviews of the first deck's cards.
fn journal(data: &Path) {
    let mut journal =
        JournalFile::open(&Paths::find(Some(data)).unwrap(), Config::default().rules()).journal;
    let entries: Vec<Entry> = (0..FACTS).map(review).collect();
    journal.append(&entries).unwrap();
}

fn review(n: u64) -> Entry {
    let card = CardId::new("made-0", &format!("card-{}", n % made::CARDS as u64));
    let rating = if n.is_multiple_of(7) { Rating::Again } else { Rating::Good };
    Entry {
        id: EntryId::new("bench", n),
        at: Timestamp(1_700_000_000_000 + n as i64 * HOUR),
        offset: 60,
        fact: Fact::Reviewed { card, rating, ms: 45_000, attempt: None, print: None },
    }
}
