//! Two running programs on one data folder: nothing is lost or torn, and each shows what the other does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use greenroom::domain::id::{CardId, EntryId};
use greenroom::domain::journal::{Entry, Fact, line};
use greenroom::domain::progress::Rules;
use greenroom::domain::time::Timestamp;
use greenroom::shell::journal_file::JournalFile;
use greenroom::shell::paths::Paths;

/// Set for a copy of this program that appends: the data folder and the run's name.
const FOLDER: &str = "GREENROOM_TEST_FOLDER";
const RUN: &str = "GREENROOM_TEST_RUN";

/// What each of two appends.
const SHARE: u64 = 5_000;

fn paths(folder: &Path) -> Paths {
    Paths { device: "own".to_owned(), ..Paths::find(Some(folder)).unwrap() }
}

/// Facts of different lengths, so that lines do not fall on the same places.
fn entry(run: &str, number: u64) -> Entry {
    let card = "x".repeat(1 + number as usize * 37 % 1_500);
    let fact = Fact::Flagged { card: CardId::new("deck", &card), on: true };
    Entry { id: EntryId::new(run, number), at: Timestamp(number as i64), offset: 0, fact }
}

fn is_of(entry: &Entry, run: &str) -> bool {
    entry.id.to_string().starts_with(run)
}

#[test]
#[ignore = "the other test's helper, run as a process of its own"]
fn appends_its_share() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let run = env::var(RUN).unwrap();
    let mut journal = JournalFile::open(&paths(&PathBuf::from(folder)), Rules::default()).journal;
    let mut number = 0;
    while number < SHARE {
        // One, two or three facts at a time, and a look at the others' now and then.
        let end = SHARE.min(number + 1 + number % 3);
        let entries: Vec<Entry> = (number..end).map(|n| entry(&run, n)).collect();
        journal.append(&entries).unwrap();
        if number % 50 == 0 {
            assert!(journal.poll().iter().all(|entry| !is_of(entry, &run)), "our own came back");
        }
        number = end;
    }
}

#[test]
fn ten_thousand_facts_of_two_processes_are_all_there() {
    let root = tempfile::tempdir().unwrap();
    let start = |run: &str| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "two::appends_its_share"]);
        command.env(FOLDER, root.path()).env(RUN, run).stdout(std::process::Stdio::null());
        command.spawn().unwrap()
    };
    let runs = ["first", "second"];
    let mut copies = runs.map(start);
    for copy in &mut copies {
        assert!(copy.wait().unwrap().success());
    }
    let bytes = fs::read(root.path().join("journal/own.jsonl")).unwrap();
    let contents = line::read(&bytes);
    assert_eq!((contents.unread, contents.newer, contents.whole), (vec![], 0, bytes.len()));
    for run in runs {
        let expect: Vec<Entry> = (0..SHARE).map(|number| entry(run, number)).collect();
        let found = contents.entries.iter().filter(|entry| is_of(entry, run));
        assert!(found.eq(&expect), "{run}: in order, each once");
    }
    let files = fs::read_dir(root.path().join("journal")).unwrap().count();
    assert_eq!(files, 1, "nothing had to be set aside");
}

#[cfg(unix)]
#[test]
fn what_one_program_records_is_on_the_others_next_screen() {
    use crate::cli::Home;
    use crate::pty::Play;

    let home = Home::with_deck();
    let [mut one, mut two] = [Play::start(&home), Play::start(&home)];
    for play in [&one, &two] {
        play.see("What did you change");
    }
    let on_disk = |text: &'static str| {
        one.until_outside(text, || home.journal().contains(text));
    };
    one.keys("f");
    on_disk("flagged");
    two.keys("\r");
    two.see("space reveal");
    two.keys("\u{1b}");
    // An escape that a key follows at once would be another key.
    two.see("q quit");
    two.see("⚑");
    // The window is looked at again.
    two.keys("s");
    on_disk("suspended");
    one.keys("\u{1b}[I");
    one.see("suspended");
    // An answer and its rating.
    one.keys("sa");
    one.see("Write as you would say it");
    one.keys(crate::cli::ANSWER);
    one.see("Rubric · 1 of 1");
    one.keys("\u{13}");
    one.see("1 of 1 criteria met");
    one.keys("\r");
    one.see("1 attempt");
    two.keys("?");
    two.see("esc");
    two.keys("\u{1b}");
    two.see("1 attempt");
    for play in [&mut one, &mut two] {
        play.keys("q");
        play.ends(0);
    }
    assert_eq!(home.run("stats").err, "");
}
