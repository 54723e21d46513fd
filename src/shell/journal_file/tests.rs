//! What the journal on disk is held to.

mod beside;

use std::fs;
use std::path::Path;
use std::thread;

use super::*;
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::Fact;
use crate::domain::time::Timestamp;

fn entry(run: &str, number: u64) -> Entry {
    let fact = Fact::Flagged { card: CardId::new("deck", "card"), on: true };
    Entry { id: EntryId::new(run, number), at: Timestamp(number as i64), offset: 60, fact }
}

fn line(run: &str) -> String {
    String::from_utf8(line::encode(&entry(run, 1))).unwrap()
}

fn runs(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.id.to_string().replace(".000001", "")).collect()
}

/// Every entry in the files, file by file; as many as were counted.
fn all(opened: &Opened) -> Vec<Entry> {
    let entries = opened.journal.fetch(&|_| true);
    let ids: std::collections::HashSet<_> = entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(opened.progress.entries(), ids.len() as u64);
    entries
}

/// A data folder whose device is called `own`.
fn paths(root: &Path) -> Paths {
    Paths { device: "own".to_owned(), ..Paths::find(Some(root)).unwrap() }
}

fn write(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(root.join("journal")).unwrap();
    fs::write(root.join("journal").join(name), bytes).unwrap();
}

fn read(root: &Path, name: &str) -> String {
    fs::read_to_string(root.join("journal").join(name)).unwrap()
}

/// Opens a folder of these files: the entries found, in order, and for each problem a part of it.
fn check(files: &[(&str, &[u8])], expect: &[&str], problems: &[&str]) {
    let root = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        write(root.path(), name, bytes);
    }
    let opened = JournalFile::open(&paths(root.path()), Rules::default());
    assert_eq!(runs(&all(&opened)), expect);
    assert_eq!(opened.problems.len(), problems.len(), "{:?}", opened.problems);
    for (problem, part) in opened.problems.iter().zip(problems) {
        assert!(problem.contains(part), "{problem:?} should say {part:?}");
    }
    assert_eq!(opened.writable, Ok(()));
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "own.jsonl") {
        let now = fs::read(root.path().join("journal").join(name)).unwrap();
        assert_eq!(now, *bytes, "{name} is not ours to change");
    }
}

#[test]
fn all_devices_files_are_read_in_order_of_name() {
    let (a, b, c) = (line("a"), line("b"), line("c"));
    let (a, b, c) = (a.as_bytes(), b.as_bytes(), c.as_bytes());
    check(&[], &[], &[]);
    check(&[("own.jsonl", a)], &["a"], &[]);
    check(&[("z.jsonl", a), ("own.jsonl", b), ("b.jsonl", c)], &["c", "b", "a"], &[]);
    check(&[("own.jsonl.torn-1", a), ("x.json", b), (".x.jsonl", c), ("jsonl", a)], &[], &[]);
}

#[test]
fn what_cannot_be_understood_is_named_by_file_and_line_and_stays() {
    let (a, b) = (line("a"), line("b"));
    let file = |middle: &[u8]| [a.as_bytes(), middle, b.as_bytes()].concat();
    let both = &["a", "b"];
    check(&[("x.jsonl", &file(b"{\n"))], both, &["x.jsonl line 2: EOF while parsing"]);
    check(&[("x.jsonl", &file(b"\xff\xfe\n"))], both, &["x.jsonl line 2: "]);
    check(&[("x.jsonl", &file(b"\0\0\0\n"))], both, &["x.jsonl line 2: "]);
    check(&[("x.jsonl", &file(b"\n \r\n"))], both, &[]);
    let newer = br#"{"v":1,"id":"r.1","at":5,"off":0,"fact":{"dreamt":{}}}"#;
    let newer = [newer.as_slice(), b"\n"].concat();
    check(&[("x.jsonl", &file(&newer))], both, &["x.jsonl: 1 line of a newer version"]);
    check(&[("x.jsonl", a.replace('\n', "\r\n").as_bytes())], &["a"], &[]);
}

#[test]
fn an_unfinished_line_of_another_device_is_reported_and_left() {
    let torn = line("a") + "{\"v\":1";
    check(&[("x.jsonl", torn.as_bytes())], &["a"], &["x.jsonl line 2: not finished"]);
    check(&[("x.jsonl", b"{")], &[], &["x.jsonl line 1: not finished"]);
}

#[test]
fn an_unfinished_line_of_ours_is_kept_aside() {
    let root = tempfile::tempdir().unwrap();
    for number in 1..=2 {
        write(root.path(), "own.jsonl", line("a") + "{\"torn");
        let opened = JournalFile::open(&paths(root.path()), Rules::default());
        assert_eq!(runs(&all(&opened)), ["a"]);
        assert_eq!(read(root.path(), "own.jsonl"), line("a"));
        let kept = format!("own.jsonl.torn-{number}");
        assert_eq!(read(root.path(), &kept), "{\"torn");
        assert!(opened.problems[0].contains("own.jsonl line 2: never finished (6 bytes)"));
        assert!(opened.problems[0].ends_with(&kept), "{:?}", opened.problems);
    }
}

#[test]
fn a_new_line_is_never_glued_to_one_that_another_copy_left_unfinished() {
    let root = tempfile::tempdir().unwrap();
    let mut journal = JournalFile::open(&paths(root.path()), Rules::default()).journal;
    write(root.path(), "own.jsonl", line("a") + "{\"torn");
    journal.append(&[entry("b", 1)]).unwrap();
    assert_eq!(read(root.path(), "own.jsonl"), line("a") + &line("b"));
    assert_eq!(read(root.path(), "own.jsonl.torn-1"), "{\"torn");
    assert_eq!(journal.take_problems().len(), 1);
    assert_eq!(runs(&journal.poll()), ["a"]);
}

#[test]
fn every_prefix_of_a_journal_opens_and_takes_new_entries() {
    let whole = line("a") + &line("b");
    for cut in 0..whole.len() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "own.jsonl", &whole[..cut]);
        let mut opened = JournalFile::open(&paths(root.path()), Rules::default());
        let mut expect = runs(&all(&opened));
        opened.journal.append(&[entry("c", 1)]).unwrap();
        expect.push("c".to_owned());
        let again = JournalFile::open(&paths(root.path()), Rules::default());
        assert_eq!((runs(&all(&again)), again.problems), (expect, vec![]), "cut at {cut}");
    }
}

#[test]
fn a_long_journal_is_read_in_parts_as_if_in_one() {
    let root = tempfile::tempdir().unwrap();
    let entries: Vec<Entry> = (0..60_000).map(|number| entry("a", number)).collect();
    let mut lines: Vec<Vec<u8>> = entries.iter().map(line::encode).collect();
    lines.insert(20_000, b"not json\n".to_vec());
    lines.insert(50_000, b"\n".to_vec());
    write(root.path(), "own.jsonl", lines.concat());
    let opened = JournalFile::open(&paths(root.path()), Rules::default());
    assert!(all(&opened) == entries);
    assert_eq!(opened.problems.len(), 1);
    assert!(opened.problems[0].contains("own.jsonl line 20001: "), "{:?}", opened.problems);
    assert_eq!(opened.journal.marks.values().next().unwrap().lines, 60_002);
}

#[test]
fn what_was_appended_is_there_when_opened_again() {
    let root = tempfile::tempdir().unwrap();
    let entries: Vec<Entry> = (0..5).map(|number| entry("a", number)).collect();
    let mut journal = JournalFile::open(&paths(root.path()), Rules::default()).journal;
    journal.append(&entries[..1]).unwrap();
    journal.append(&[]).unwrap();
    journal.append(&entries[1..]).unwrap();
    assert!(journal.poll().is_empty());
    assert_eq!(all(&JournalFile::open(&paths(root.path()), Rules::default())), entries);
}

#[test]
fn polling_yields_what_others_added_and_not_what_we_did() {
    let root = tempfile::tempdir().unwrap();
    let mut ours = JournalFile::open(&paths(root.path()), Rules::default()).journal;
    let mut theirs = JournalFile::open(&paths(root.path()), Rules::default()).journal;
    theirs.append(&[entry("them", 1)]).unwrap();
    ours.append(&[entry("us", 1)]).unwrap();
    write(root.path(), "phone.jsonl", line("phone"));
    assert_eq!(runs(&ours.poll()), ["them", "phone"]);
    assert_eq!(runs(&ours.poll()), [""; 0]);
    assert_eq!(runs(&theirs.poll()), ["us", "phone"]);
    write(root.path(), "phone.jsonl", line("phone") + "{\n{\"half");
    assert_eq!(runs(&ours.poll()), [""; 0]);
    assert!(ours.take_problems()[0].contains("phone.jsonl line 2: "));
    write(root.path(), "phone.jsonl", line("replaced-by-a-longer-one") + &line("phone"));
    assert_eq!(runs(&ours.poll()), ["replaced-by-a-longer-one", "phone"]);
    write(root.path(), "phone.jsonl", line("short"));
    assert_eq!(runs(&ours.poll()), ["short"]);
}

#[test]
fn two_copies_that_append_at_once_lose_nothing() {
    let root = tempfile::tempdir().unwrap();
    let append = |run: &'static str| {
        let mut journal = JournalFile::open(&paths(root.path()), Rules::default()).journal;
        (0..500).for_each(|number| journal.append(&[entry(run, number)]).unwrap());
        journal.poll().into_iter().filter(|entry| entry.id.to_string().starts_with(run)).count()
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| append("b"));
        assert_eq!(append("a"), 0, "our own entries do not come back to us");
        assert_eq!(other.join().unwrap(), 0);
    });
    let opened = JournalFile::open(&paths(root.path()), Rules::default());
    assert!(opened.problems.is_empty(), "{:?}", opened.problems);
    for run in ["a", "b"] {
        let entries = all(&opened);
        let theirs = entries.iter().filter(|entry| entry.id.to_string().starts_with(run));
        let expect: Vec<Entry> = (0..500).map(|number| entry(run, number)).collect();
        assert!(theirs.eq(&expect), "{run}");
    }
}

#[test]
fn a_file_or_folder_that_vanishes_is_made_again() {
    let root = tempfile::tempdir().unwrap();
    let mut journal = JournalFile::open(&paths(root.path()), Rules::default()).journal;
    journal.append(&[entry("a", 1)]).unwrap();
    fs::remove_file(root.path().join("journal/own.jsonl")).unwrap();
    journal.append(&[entry("b", 1)]).unwrap();
    assert_eq!(read(root.path(), "own.jsonl"), line("b"));
    fs::remove_dir_all(root.path().join("journal")).unwrap();
    journal.append(&[entry("c", 1)]).unwrap();
    assert_eq!(read(root.path(), "own.jsonl"), line("c"));
    assert!(journal.poll().is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_not_a_failure() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("journal"), "a file in its place").unwrap();
    let mut opened = JournalFile::open(&paths(root.path()), Rules::default());
    let why = opened.writable.clone().unwrap_err();
    assert!(why.contains("own.jsonl cannot be written") && why.contains("--data-dir"), "{why}");
    assert!(all(&opened).is_empty());
    assert!(opened.journal.append(&[entry("a", 1)]).is_err());
    assert_eq!(fs::read(root.path().join("journal")).unwrap(), b"a file in its place");
}

#[test]
fn folders_called_like_journals_are_passed_over() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("journal/x.jsonl")).unwrap();
    let opened = JournalFile::open(&paths(root.path()), Rules::default());
    assert_eq!((opened.problems, opened.writable), (vec![], Ok(())));
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("journal/own.jsonl")).unwrap();
    write(root.path(), "x.jsonl", line("a"));
    let opened = JournalFile::open(&paths(root.path()), Rules::default());
    assert!(opened.writable.is_err());
    assert_eq!(runs(&all(&opened)), ["a"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;
    use std::{env, io};

    use super::*;

    #[test]
    fn files_and_folders_are_the_users_alone() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        let mode = |name: &str| fs::metadata(data.join(name)).unwrap().permissions().mode() & 0o777;
        let _ = JournalFile::open(&paths(&data), Rules::default());
        assert_eq!((mode(""), mode("journal"), mode("journal/own.jsonl")), (0o700, 0o700, 0o600));
        let shared = fs::Permissions::from_mode(0o644);
        fs::set_permissions(data.join("journal/own.jsonl"), shared).unwrap();
        write(&data, "own.jsonl", "torn");
        let _ = JournalFile::open(&paths(&data), Rules::default());
        assert_eq!((mode("journal/own.jsonl"), mode("journal/own.jsonl.torn-1")), (0o600, 0o600));
    }

    #[test]
    fn pipes_are_never_opened_and_a_link_that_leads_nowhere_is_named() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "x.jsonl", line("a"));
        let pipe = root.path().join("journal/pipe.jsonl");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        symlink("nowhere", root.path().join("journal/link.jsonl")).unwrap();
        let opened = JournalFile::open(&paths(root.path()), Rules::default());
        assert_eq!(runs(&all(&opened)), ["a"]);
        assert_eq!(opened.problems.len(), 1);
        assert!(opened.problems[0].contains("link.jsonl cannot be read"));
    }

    /// Set for a copy of the test below that runs under a limit on the size of files.
    const LIMITED: &str = "GREENROOM_TEST_LIMITED";

    #[test]
    fn a_write_that_fails_half_way_leaves_nothing_behind() {
        if let Some(root) = env::var_os(LIMITED) {
            let mut journal = JournalFile::open(&paths(Path::new(&root)), Rules::default()).journal;
            journal.append(&[entry("a", 1)]).unwrap();
            let many: Vec<Entry> = (0..100).map(|number| entry("b", number)).collect();
            let why = journal.append(&many).unwrap_err();
            assert_eq!(why.kind(), io::ErrorKind::FileTooLarge);
            journal.append(&[entry("c", 1)]).unwrap();
            return;
        }
        let root = tempfile::tempdir().unwrap();
        let name = thread::current().name().unwrap().to_owned();
        let output = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" --exact \"$1\""])
            .args([env::current_exe().unwrap().to_str().unwrap(), &name])
            .env(LIMITED, root.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!(read(root.path(), "own.jsonl"), line("a") + &line("c"));
        assert_eq!(fs::read_dir(root.path().join("journal")).unwrap().count(), 1);
    }
}

#[test]
fn looking_at_a_journal_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("none");
    assert_eq!(all(&JournalFile::look(&paths(&dir), Rules::default())), []);
    assert!(!dir.exists());

    write(root.path(), "own.jsonl", line("a") + "{\"v\":1");
    let looked = JournalFile::look(&paths(root.path()), Rules::default());
    assert_eq!(runs(&all(&looked)), ["a"]);
    assert!(looked.problems[0].contains("not finished; it is left as it is"));
    assert_eq!(read(root.path(), "own.jsonl"), line("a") + "{\"v\":1");
    assert_eq!(fs::read_dir(root.path().join("journal")).unwrap().count(), 1);
}
