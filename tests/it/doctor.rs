//! What `doctor` finds in data folders that are well and in some that are not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use greenroom::domain::progress::Rules;
use greenroom::shell::journal_file::JournalFile;
use greenroom::shell::paths::Paths;

use crate::cli::Home;

/// A fact about a card, as the program writes it.
fn flag(id: &str, card: &str, at: i64) -> String {
    let fact = format!(r#"{{"flagged":{{"card":"{card}","on":true}}}}"#);
    format!(r#"{{"v":1,"id":"{id}","at":{at},"off":0,"fact":{fact}}}"#) + "\n"
}

const AT: i64 = 1_760_000_000_000;
const CARD: &str = "manual-exploratory/escape";

/// A home with a journal file that holds a text, its folders and files the user's alone.
fn home_with(journal: &str) -> Home {
    let home = Home::with_deck();
    home.write("data/journal/other.jsonl", journal);
    make_private(&home);
    home
}

fn make_private(home: &Home) {
    let mut left = vec![home.path("data")];
    while let Some(path) = left.pop() {
        permit(&path, if path.is_dir() { 0o700 } else { 0o600 });
        left.extend(fs::read_dir(&path).into_iter().flatten().map(|entry| entry.unwrap().path()));
    }
}

fn permit(path: &Path, mode: u32) {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    #[cfg(not(unix))]
    let _ = (path, mode);
}

/// Runs the doctor: the exit code, and what it says of these texts; nothing changes on the disk.
#[track_caller]
fn check(home: &Home, code: i32, says: &[&str]) {
    let before = home.journal();
    let ran = home.run("doctor");
    for part in says {
        assert!(ran.out.contains(part), "{part:?} in {}", ran.out);
    }
    assert_eq!((ran.code, &*ran.err), (Some(code), ""), "{}", ran.out);
    assert_eq!(home.journal(), before);
    assert_eq!(home.json("doctor --json", "")["well"], code == 0, "{}", ran.out);
}

#[test]
fn what_is_well_is_counted_and_said_to_be_well() {
    check(&Home::new(), 0, &["nothing is kept there yet", "All is well."]);
    let journal = flag("r.1", CARD, AT) + &flag("r.2", CARD, AT);
    let bytes = format!("other.jsonl  {} bytes, 2 facts: 2 flagged\n", journal.len());
    check(&home_with(&journal), 0, &[&bytes, "All is well."]);
}

#[test]
fn what_needs_no_mending_is_noted() {
    let journal = flag("r.1", CARD, AT)
        + &flag("r.2", CARD, AT - 120_000)
        + "{\"v\":9}\n"
        + &flag("r.1", CARD, AT)
        + &flag("r.3", "gone/card", AT);
    let home = home_with(&journal);
    home.write("data/journal/other.jsonl.torn-1", "{");
    make_private(&home);
    let says = [
        "other.jsonl line 2: the clock went back here",
        "other.jsonl line 3: written by a newer version",
        "other.jsonl line 4: known from elsewhere",
        "other.jsonl.torn-1: a line that was never finished",
        "1 fact about gone/card, which no deck holds",
        "All is well.",
    ];
    check(&home, 0, &says);
}

#[test]
fn what_is_wrong_is_named_by_file_and_line_and_never_quoted() {
    let secret = r#"{"v":1,"id":"r.9","at":"my secret answer","off":0,"fact":{}}"#;
    let journal = flag("r.1", CARD, AT)
        + &format!("my secret answer\n{secret}\n\0\0\n")
        + &flag("r.1", "gone/card", AT)
        + &flag("r.2", CARD, 99_000_000_000_000)
        + "{\"v\":1,\"text\":\"my secret";
    let home = home_with(&journal);
    let says = [
        "wrong: ",
        "other.jsonl line 2: expected value at column 1",
        "other.jsonl line 3: a value that does not belong there",
        "other.jsonl line 4: 2 zero bytes",
        "other.jsonl line 5: an id that something else has too",
        "other.jsonl line 6: more than a day in the future",
        "other.jsonl line 7: never finished (24 bytes)",
        "6 things are wrong.",
    ];
    check(&home, 1, &says);
    for args in ["doctor", "doctor --json", "list"] {
        let ran = home.run(args);
        assert!(!(ran.out + &ran.err).contains("secret"), "{args}");
    }
}

#[cfg(unix)]
#[test]
fn what_others_may_read_is_wrong() {
    let home = home_with(&flag("r.1", CARD, AT));
    permit(&home.path("data/journal"), 0o755);
    permit(&home.path("data/journal/other.jsonl"), 0o644);
    check(&home, 0, &["All is well."]); // Nobody else gets into the folder above.
    permit(&home.path("data"), 0o755);
    check(
        &home,
        1,
        &["other.jsonl: others than you", "(permissions 644); chmod 600", "1 thing is wrong."],
    );
    permit(&home.path("data/journal"), 0o700);
    check(&home, 0, &["All is well."]);
}

#[test]
fn a_snapshot_is_compared_with_the_journal() {
    let many: String = (0..300).map(|n| flag(&format!("r.{n:06}"), CARD, AT + n)).collect();
    let home = home_with(&many);
    check(&home, 0, &["All is well."]);
    // Only a run that may write leaves a snapshot.
    let paths = Paths { device: "own".into(), ..Paths::find(Some(&home.path("data"))).unwrap() };
    let mut opened = JournalFile::open(&paths, Rules::default());
    opened.journal.keep_snapshot(&opened.progress).unwrap();
    check(&home, 0, &["the snapshot agrees with the journal", "All is well."]);
    let snapshot = home.read("data/progress.json");
    home.write("data/progress.json", &snapshot.replace("300", "299"));
    check(&home, 0, &["a snapshot that the journal has left behind"]);
    // A snapshot of other facts that covers the same files.
    let (head, cards) = snapshot.split_once("\"cards\":{").unwrap();
    let (_, rest) = head.split_at(22);
    let wrong = format!("{rest}\"cards\":{{{}", cards.replacen("\"f\":true", "\"f\":false", 300));
    let sum = crc32fast::hash(wrong.as_bytes());
    home.write("data/progress.json", &format!("{}{sum:08x}{wrong}", "{\"v\":1,\"sum\":\""));
    check(&home, 1, &["a snapshot that says something else than the journal; delete it"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_wrong() {
    let home = home_with("");
    permit(&home.path("data/journal"), 0o500);
    // Nothing stops the superuser.
    if fs::write(home.path("data/journal/tried"), "").is_err() {
        check(&home, 1, &["journal: cannot be written", "--data-dir"]);
    }
    permit(&home.path("data/journal"), 0o700);
}
