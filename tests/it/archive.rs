//! `backup` and `restore`: what is carried, what is merged, and which archives are refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use greenroom::shell::archive::{LIMITS, Limits, unpack};
use proptest::prelude::*;

use crate::cli::{DECK, Home};

/// A fact about a card, as the program writes it.
fn flag(id: &str) -> String {
    let fact = r#"{"flagged":{"card":"manual-exploratory/escape","on":true}}"#;
    format!(r#"{{"v":1,"id":"{id}","at":1760000000000,"off":0,"fact":{fact}}}"#) + "\n"
}

/// A home with one of everything.
fn full() -> Home {
    let home = Home::with_deck();
    home.write("data/journal/ada.jsonl", &(flag("a.1") + &flag("a.2") + "{\"v\":1,\"torn"));
    home.write("data/journal/ada.jsonl.torn-1", "{\"v\":1,\"set aside");
    home.write("data/drafts/escape.jsonl", &flag("d.1"));
    home.write("data/decks/team/TAGS.md", "- post-incident");
    home.write("data/config.toml", "new_cards_per_day = 3\n");
    // None of these is carried.
    home.write("data/progress.json", "{}");
    home.write("data/journal/.hidden.jsonl", "x");
    home.write("data/decks/.git/config.toml", "x");
    home.write("data/decks/notes.txt", "x");
    home
}

const CARRIED: &[&str] = &[
    "config.toml",
    "decks/one.toml",
    "decks/team/TAGS.md",
    "journal/ada.jsonl",
    "journal/ada.jsonl.torn-1",
    "drafts/escape.jsonl",
];

/// The same as it arrives: a draft of another device is a fact like the others.
const ARRIVED: &[&str] = &[
    "config.toml",
    "decks/one.toml",
    "decks/team/TAGS.md",
    "journal/ada.jsonl",
    "journal/ada.jsonl.torn-1",
    "journal/escape.jsonl",
];

/// Every file below a home's data folder, by name.
fn files(home: &Home) -> Vec<String> {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<String>) {
        for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                walk(root, &path, files);
            } else {
                files.push(path.strip_prefix(root).unwrap().display().to_string());
            }
        }
    }
    let mut files = Vec::new();
    walk(&home.path("data"), &home.path("data"), &mut files);
    files.sort();
    files
}

/// Runs a command that must end so; what it says on standard output and on standard error.
#[track_caller]
fn run(home: &Home, args: &str, code: i32) -> String {
    let ran = home.run(args);
    assert_eq!(ran.code, Some(code), "{args}: {}{}", ran.out, ran.err);
    ran.out + &ran.err
}

/// Carries a home's backup to another.
fn carry(from: &Home, to: &Home) -> String {
    run(from, "backup b.tar --force", 0);
    fs::copy(from.path("b.tar"), to.path("b.tar")).unwrap();
    run(to, "restore b.tar", 0)
}

#[test]
fn everything_of_the_users_arrives_and_nothing_else() {
    let (from, to) = (full(), Home::new());
    let before = files(&from);
    assert!(carry(&from, &to).contains("3 facts new, 0 known already"));
    assert_eq!((files(&to), files(&from)), (ARRIVED.map_to_owned(), before));
    for (name, there) in CARRIED.iter().zip(ARRIVED) {
        // Of a journal only whole lines.
        let expect = from.read(&format!("data/{name}")).replace("{\"v\":1,\"torn", "");
        assert_eq!(to.read(&format!("data/{there}")), expect, "{name}");
    }
    // A second time nothing happens.
    let again = run(&to, "restore b.tar", 0);
    assert!(again.contains("0 facts new, 3 known already"), "{again}");
    assert!(again.contains("nothing new in 6 other files"), "{again}");
    assert_eq!(files(&to), ARRIVED.map_to_owned());
}

trait Owned {
    fn map_to_owned(&self) -> Vec<String>;
}

impl Owned for &[&str] {
    fn map_to_owned(&self) -> Vec<String> {
        self.iter().map(|name| (*name).to_owned()).collect()
    }
}

#[test]
fn other_programs_can_read_a_backup() {
    let home = full();
    run(&home, "backup b.tar", 0);
    let mut archive = tar::Archive::new(fs::File::open(home.path("b.tar")).unwrap());
    let names: Vec<String> = archive
        .entries()
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            assert_eq!(entry.header().mode().unwrap(), 0o600);
            entry.path().unwrap().display().to_string()
        })
        .collect();
    assert_eq!(names[0], "greenroom-backup.json");
    let mut rest = names[1..].to_vec();
    rest.sort();
    let mut carried = CARRIED.map_to_owned();
    carried.sort();
    assert_eq!(rest, carried);
}

#[test]
fn no_file_is_ever_replaced_unasked() {
    let home = full();
    home.write("b.tar", "mine");
    assert!(run(&home, "backup b.tar", 2).contains("it exists; choose another name"));
    assert_eq!(home.read("b.tar"), "mine");
    run(&home, "backup b.tar --force", 0);
    assert!(run(&home, "backup data", 2).contains("it is a folder"));
    assert!(run(&home, "backup none/b.tar", 2).contains("no backup was written"));
    assert!(run(&Home::new(), "backup b.tar", 1).contains("holds nothing yet"));
    let out = home.run("backup -").out;
    assert!(out.starts_with("greenroom-backup.json\0") && out.len().is_multiple_of(512));
}

#[test]
fn a_name_that_a_tar_header_cannot_hold_is_carried() {
    let (from, to) = (Home::new(), Home::new());
    let name = format!("journal/{}.sync-conflict-20261122-180000-ABCDEFG.jsonl", "a".repeat(120));
    from.write(&format!("data/{name}"), &flag("a.1"));
    carry(&from, &to);
    assert_eq!(files(&to), [name]);
}

/// Restores a journal file where these lines are already: what is said, and the files after it.
#[track_caller]
fn check_merge(theirs: &str, ours: &str, said: &str, after: &[&str]) {
    let (from, to) = (Home::new(), Home::new());
    from.write("data/journal/ada.jsonl", theirs);
    to.write("data/journal/ada.jsonl", ours);
    let out = carry(&from, &to);
    assert!(out.contains(said), "{said}: {out}");
    assert_eq!(to.read("data/journal/ada.jsonl"), ours, "what is there stays");
    let names: Vec<_> = files(&to)
        .into_iter()
        .map(|name| name.split(" (restored 20").map(str::to_owned).collect::<Vec<_>>())
        .map(
            |parts| if parts.len() > 1 { parts[0].clone() + " restored" } else { parts[0].clone() },
        )
        .collect();
    assert_eq!(names, after);
    // However often: no second copy.
    let before = files(&to);
    run(&to, "restore b.tar", 0);
    assert_eq!(files(&to), before);
    // All facts of both count, once each.
    let all: std::collections::BTreeSet<&str> = theirs.lines().chain(ours.lines()).collect();
    let facts = to.run("doctor --json").out;
    let report: serde_json::Value = serde_json::from_str(&facts).unwrap();
    let counted = |file: &serde_json::Value| {
        let repeated = file["repeated"].as_array().unwrap().len() as u64;
        file["facts"]["flagged"].as_u64().unwrap_or(0) - repeated
    };
    let counted: u64 = report["files"].as_array().unwrap().iter().map(counted).sum();
    assert_eq!(counted, all.len() as u64, "{facts}");
}

#[test]
fn journals_are_merged_and_never_overwritten() {
    let (one, two, three) = (flag("a.1"), flag("a.2"), flag("a.3"));
    let (alone, both) = (&["journal/ada.jsonl"], &["journal/ada restored", "journal/ada.jsonl"]);
    let same = one.clone() + &two;
    check_merge(&same, &same, "0 facts new, 2 known already", alone);
    check_merge(&one, &same, "0 facts new, 1 known already", alone);
    check_merge(&same, &one, "1 fact new, 1 known already", both);
    check_merge(&same, &(one.clone() + &three), "1 fact new, 1 known already", both);
    check_merge(&three, &same, "1 fact new, 0 known already", both);
    check_merge(&same, "", "2 facts new, 0 known already", both);
}

#[test]
fn a_deck_or_settings_that_differ_are_left_alone_and_named() {
    let (from, to) = (full(), Home::new());
    let other = DECK.replace("One card", "My card");
    to.write("data/decks/one.toml", &other);
    to.write("data/config.toml", "new_cards_per_day = 9\n");
    let out = carry(&from, &to);
    for said in ["left alone: decks/one.toml: ", "left alone: config.toml: ", "tar -xOf 'b.tar'"] {
        assert!(out.contains(said), "{said}: {out}");
    }
    assert_eq!(to.read("data/decks/one.toml"), other);
    assert_eq!(to.read("data/config.toml"), "new_cards_per_day = 9\n");
}

#[test]
fn a_line_that_was_set_aside_gets_the_next_number() {
    let (from, to) = (full(), Home::new());
    to.write("data/journal/ada.jsonl.torn-1", "another");
    carry(&from, &to);
    assert_eq!(to.read("data/journal/ada.jsonl.torn-1"), "another");
    assert_eq!(to.read("data/journal/ada.jsonl.torn-2"), "{\"v\":1,\"set aside");
    let before = files(&to);
    run(&to, "restore b.tar", 0);
    assert_eq!(files(&to), before);
}

#[test]
fn a_bare_journal_file_is_brought_in() {
    let home = Home::new();
    home.write("greenroom-unsaved-1.jsonl", &(flag("a.1") + &flag("a.2")));
    assert!(run(&home, "restore greenroom-unsaved-1.jsonl", 0).contains("2 facts new"));
    assert!(run(&home, "restore greenroom-unsaved-1.jsonl", 0).contains("0 facts new, 2 known"));
    assert_eq!(files(&home), ["journal/greenroom-unsaved-1.jsonl"]);
    home.write("facts", &flag("a.3"));
    assert!(run(&home, "restore facts", 0).contains("1 fact new"));
    assert_eq!(home.json("restore facts --json", "")["known"], 1);
    home.write("cut.jsonl", "{\"v\":1");
    assert!(run(&home, "restore cut.jsonl", 1).contains("holds no fact"));
}

/// A raw entry: a kind, a name, the size that it says it has, its bytes.
fn entry(kind: tar::EntryType, name: &str, says: u64, bytes: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_entry_type(kind);
    header.set_size(says);
    header.set_mode(0o600);
    header.set_cksum();
    let mut raw = [header.as_bytes().as_slice(), bytes].concat();
    raw.resize(raw.len().next_multiple_of(512), 0);
    raw
}

fn file(name: &str, bytes: &str) -> Vec<u8> {
    entry(tar::EntryType::Regular, name, bytes.len() as u64, bytes.as_bytes())
}

/// Restores an archive of a good file and then these bytes: refused, said why, nothing changed.
#[track_caller]
fn check_refused(rest: &[Vec<u8>], said: &str) {
    let home = Home::new();
    let bytes = [file("journal/a.jsonl", &flag("a.1")), rest.concat()].concat();
    fs::write(home.path("b.tar"), bytes).unwrap();
    home.write("precious", "mine");
    let out = run(&home, "restore b.tar", 2);
    assert!(out.contains(said) && out.contains("nothing was changed"), "{said}: {out}");
    assert!(!home.path("data").exists());
    assert_eq!(fs::read_dir(home.path("")).unwrap().count(), 2, "the archive and `precious`");
    assert_eq!(home.read("precious"), "mine");
}

#[test]
fn what_no_backup_holds_is_refused_before_anything_is_written() {
    use tar::EntryType as Kind;
    for name in [
        "../precious",
        "journal/../../precious",
        "/tmp/precious.jsonl",
        "precious",
        "journal/x.sh",
        "journal/deep/x.jsonl",
        "journal/.x.jsonl",
        "decks/../../x.toml",
        "decks/a/b/c.toml",
        "progress.json",
        "config.toml/x",
        "decks/.git/config.toml",
    ] {
        check_refused(&[file(name, "x")], "has no place in a backup");
    }
    for (kind, word) in [
        (Kind::Symlink, "a symbolic link"),
        (Kind::Link, "a hard link"),
        (Kind::Char, "a device"),
        (Kind::Block, "a device"),
        (Kind::Fifo, "a pipe"),
        (Kind::GNUSparse, "of a kind that is not known"),
        (Kind::GNULongLink, "of a kind that is not known"),
    ] {
        check_refused(&[entry(kind, "journal/b.jsonl", 0, b"")], word);
    }
    check_refused(&[entry(Kind::Directory, "../up", 0, b"")], "has no place");
    check_refused(&[file("journal/a.jsonl", "x")], "is in it twice");
    check_refused(&[file("./journal/a.jsonl", "x")], "is in it twice");
    check_refused(&[file("greenroom-backup.json", "{}")], "is not its first entry");
}

#[test]
fn what_is_too_large_or_cut_off_is_refused() {
    use tar::EntryType as Kind;
    let says = |kind, bytes| entry(kind, "journal/b.jsonl", bytes, b"x");
    check_refused(&[says(Kind::Regular, 1 << 40)], "says that it has 1099511627776 bytes");
    check_refused(&[says(Kind::Regular, u64::MAX >> 1)], "says that it has");
    check_refused(&[says(Kind::Regular, 5_000)], "it ends in the middle of journal/b.jsonl");
    check_refused(&[says(Kind::GNULongName, 1 << 20)], "longer than");
    check_refused(&[says(Kind::XHeader, 1 << 20)], "longer than");
    check_refused(&[says(Kind::GNULongName, 9_00)], "it ends in the middle of a header");
    check_refused(&[entry(Kind::GNULongName, "x", 1, b"y")], "it ends after a name");
    check_refused(&[vec![b'x'; 512]], "it cannot be read after 1 entries");
    check_refused(&[file("journal/b.jsonl", "x")[..300].to_vec()], "cannot be read after 1");
    let pax = |field: &str| {
        let field = format!("{} {field}\n", field.len() + 4);
        entry(Kind::XHeader, "x", field.len() as u64, field.as_bytes())
    };
    check_refused(&[pax("size=99999"), file("journal/b.jsonl", "x")], "larger than a backup's");
    check_refused(&[pax("path=../../x"), file("journal/b.jsonl", "x")], "../../x has no place");
}

#[test]
fn an_archive_without_end_is_left_at_its_limits() {
    let limits = Limits { total: 10_000, file: 4_000, entries: 20 };
    let check = |bytes: Vec<u8>, said: &str| {
        let mut archive = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut archive, &bytes).unwrap();
        let why = unpack::verify(&mut archive, limits).unwrap_err();
        assert!(format!("{why:#}").contains(said), "{said}: {why:#}");
    };
    let many = |n, size: usize| -> Vec<u8> {
        (0..n).flat_map(|n| file(&format!("journal/{n}.jsonl"), &"x".repeat(size))).collect()
    };
    check(many(1, 4_001), "the most is 4000");
    check(many(5, 3_000), "more than 10000 bytes in all");
    check(many(21, 1), "more than 20 entries");
    let folders = entry(tar::EntryType::Directory, "journal", 0, b"");
    check(folders.repeat(50), "more than 20 entries");
    check(Vec::new(), "holds nothing of greenroom's");
    check(vec![0; 4_096], "holds nothing of greenroom's");
    check(b"no archive at all, though long enough".repeat(50), "neither a backup nor");
}

#[test]
fn a_list_that_is_not_kept_is_refused() {
    let home = full();
    run(&home, "backup b.tar", 0);
    let whole = fs::read(home.path("b.tar")).unwrap();
    let to = Home::new();
    let check = |bytes: &[u8], said: &str| {
        fs::write(to.path("b.tar"), bytes).unwrap();
        let out = run(&to, "restore b.tar", 2);
        assert!(out.contains(said), "{said}: {out}");
        assert!(!to.path("data").exists());
    };
    // The last file is in the last blocks before the end.
    check(&whole[..whole.len() - 1_024 - 1_024], "though it is listed");
    let newer = String::from_utf8(whole.clone()).unwrap().replacen("\"v\": 1", "\"v\": 2", 1);
    check(newer.as_bytes(), "a newer greenroom wrote it");
    check(
        &[&whole[..whole.len() - 1_024], &file("journal/x.jsonl", "x")[..]].concat(),
        "not listed",
    );
    for name in ["nowhere.tar", "."] {
        assert!(!run(&to, &format!("restore {name}"), 2).is_empty());
    }
}

#[test]
fn a_folder_that_was_packed_by_hand_is_restored_too() {
    let home = Home::new();
    let parts = [
        entry(tar::EntryType::Directory, "./", 0, b""),
        entry(tar::EntryType::Directory, "./journal/", 0, b""),
        file("./journal/a.jsonl", &flag("a.1")),
        vec![0; 1_024],
    ];
    fs::write(home.path("b.tar"), parts.concat()).unwrap();
    assert!(run(&home, "restore b.tar", 0).contains("1 fact new"));
    assert_eq!(files(&home), ["journal/a.jsonl"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Bytes of a good archive, some of them changed: nothing fails, and only what belongs is met.
    #[test]
    fn no_bytes_make_it_fail(
        changes in proptest::collection::vec((0usize..4_096, any::<u8>()), 0..12),
        cut in 0usize..4_097,
    ) {
        let mut bytes =
            [file("journal/a.jsonl", &flag("a.1")), file("decks/x/y.toml", "id"), vec![0; 1_024]].concat();
        for (at, byte) in changes {
            if let Some(there) = bytes.get_mut(at) {
                *there = byte;
            }
        }
        bytes.truncate(cut);
        let mut archive = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut archive, &bytes).unwrap();
        let _ = unpack::each(&mut archive, LIMITS, &mut |item, _| {
            assert!(item.below.components().all(|part| matches!(part, std::path::Component::Normal(_))));
            Ok(())
        });
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_backup_and_what_it_brings_are_the_users_alone() {
        let (from, to) = (full(), Home::new());
        carry(&from, &to);
        let mode = |home: &Home, name: &str| {
            fs::metadata(home.path(name)).unwrap().permissions().mode() & 0o777
        };
        assert_eq!(mode(&from, "b.tar"), 0o600);
        for name in ARRIVED {
            assert_eq!(mode(&to, &format!("data/{name}")), 0o600, "{name}");
        }
        for folder in ["data", "data/journal", "data/decks", "data/decks/team"] {
            assert_eq!(mode(&to, folder), 0o700, "{folder}");
        }
    }

    #[test]
    fn nothing_is_restored_through_a_link_out_of_the_data_folder() {
        for folder in ["journal", "decks"] {
            let (from, to) = (full(), Home::new());
            fs::create_dir_all(to.path("elsewhere")).unwrap();
            fs::create_dir_all(to.path("data")).unwrap();
            symlink(to.path("elsewhere"), to.path("data").join(folder)).unwrap();
            run(&from, "backup b.tar", 0);
            fs::copy(from.path("b.tar"), to.path("b.tar")).unwrap();
            let ran = to.run("restore b.tar");
            let said = ran.out + &ran.err;
            assert!(said.contains("outside the data folder"), "{folder}: {said}");
            assert_eq!(fs::read_dir(to.path("elsewhere")).unwrap().count(), 0, "{folder}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
        let home = full();
        symlink("nowhere", home.path("data/journal/gone.jsonl")).unwrap();
        assert!(run(&home, "backup b.tar", 1).contains("left out: "));
        let to = Home::new();
        fs::copy(home.path("b.tar"), to.path("b.tar")).unwrap();
        run(&to, "restore b.tar", 0);
        assert_eq!(files(&to), ARRIVED.map_to_owned());
    }
}
