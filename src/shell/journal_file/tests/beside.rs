//! What lies beside the journal: the snapshot and the drafts.

use super::*;
use crate::domain::journal::Draft;

/// More than enough entries for a snapshot.
const MANY: u64 = 300;

fn rated(run: &str, number: u64) -> Entry {
    let card = CardId::new("deck", &format!("card-{}", number % 7));
    let fact = match number % 3 {
        0 => Fact::Flagged { card, on: true },
        _ => Fact::Suspended { card, on: number.is_multiple_of(2) },
    };
    Entry { fact, ..entry(run, number) }
}

/// A data folder with many entries in two files and a snapshot of them.
fn with_snapshot() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let entries: Vec<Entry> = (1..=MANY).map(|number| rated("a", number)).collect();
    let (ours, theirs) = entries.split_at(200);
    let lines: Vec<u8> = theirs.iter().flat_map(line::encode).collect();
    write(root.path(), "phone.jsonl", [&lines[..], b"not json\n"].concat());
    let mut opened = open(root.path());
    opened.journal.append(ours).unwrap();
    for entry in ours {
        opened.progress.apply(entry);
    }
    opened.journal.keep_snapshot(&opened.progress).unwrap();
    assert!(root.path().join("progress.json").exists());
    root
}

fn open(root: &Path) -> Opened {
    JournalFile::open(&paths(root), Rules::default())
}

/// Opens a folder with a snapshot after `change` was made to it: what is known is what the journal
/// says, and the snapshot was believed or not.
#[track_caller]
fn check(change: impl FnOnce(&Path), believed: bool) {
    let root = with_snapshot();
    change(root.path());
    let opened = open(root.path());
    let reread = JournalFile::reread(&paths(root.path()), Rules::default());
    assert!(opened.progress == reread.progress);
    // What was set aside on opening is not there any more.
    let lasting = |mut problems: Vec<String>| {
        problems.retain(|problem| !problem.contains("never finished"));
        problems.sort();
        problems
    };
    assert_eq!(lasting(opened.problems.clone()), lasting(reread.problems));
    assert_eq!(opened.journal.kept.entries > 0, believed);
}

fn change(root: &Path, name: &str, how: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(root.join(name)).unwrap();
    how(&mut bytes);
    fs::write(root.join(name), bytes).unwrap();
}

#[test]
fn a_snapshot_is_believed_where_the_journal_begins_with_what_it_covers() {
    check(|_| {}, true);
    let more = || line("later") + &line("later-still");
    check(|root| change(root, "journal/own.jsonl", |b| b.extend(more().bytes())), true);
    check(|root| change(root, "journal/phone.jsonl", |b| b.extend(more().bytes())), true);
    check(|root| write(root, "new.jsonl", more()), true);
    check(
        |root| {
            write(root, "phone (copy).jsonl", fs::read(root.join("journal/phone.jsonl")).unwrap());
        },
        true,
    );
}

#[test]
fn a_snapshot_that_disagrees_with_the_journal_is_not_believed() {
    let own = "journal/own.jsonl";
    check(|root| fs::remove_file(root.join(own)).unwrap(), false);
    check(|root| fs::rename(root.join(own), root.join("journal/other.jsonl")).unwrap(), false);
    check(|root| change(root, own, |bytes| bytes.truncate(bytes.len() / 2)), false);
    check(|root| change(root, own, std::vec::Vec::clear), false);
    check(|root| change(root, own, |bytes| drop(bytes.drain(..line("a").len()))), false);
    check(
        |root| change(root, own, |bytes| bytes.splice(0..0, line("z").bytes()).for_each(drop)),
        false,
    );
    check(|root| change(root, own, |bytes| bytes[40] = b' '), false);
    check(
        |root| {
            change(root, own, |bytes| {
                let at = bytes.len() - 9;
                bytes[at] = b' ';
            });
        },
        false,
    );
    check(|root| fs::write(root.join("journal/phone.jsonl"), line("other")).unwrap(), false);
}

#[test]
fn a_snapshot_that_is_gone_or_broken_costs_nothing() {
    let kept = "progress.json";
    check(|root| fs::remove_file(root.join(kept)).unwrap(), false);
    check(|root| change(root, kept, std::vec::Vec::clear), false);
    check(|root| change(root, kept, |bytes| bytes.truncate(bytes.len() - 1)), false);
    check(|root| change(root, kept, |bytes| bytes[200] ^= 1), false);
    check(|root| change(root, kept, |bytes| bytes[5] = b'2'), false);
    check(
        |root| {
            fs::remove_file(root.join(kept)).unwrap();
            fs::create_dir(root.join(kept)).unwrap();
        },
        false,
    );
}

#[test]
fn the_snapshot_is_written_where_the_next_start_gains_by_it() {
    let root = with_snapshot();
    let before = fs::read(root.path().join("progress.json")).unwrap();
    let mut opened = open(root.path());
    let add = |opened: &mut Opened, numbers: std::ops::Range<u64>| {
        let entries: Vec<Entry> = numbers.map(|number| rated("b", number)).collect();
        opened.journal.append(&entries).unwrap();
        for entry in &entries {
            opened.progress.apply(entry);
        }
        opened.journal.keep_snapshot(&opened.progress).unwrap();
        fs::read(root.path().join("progress.json")).unwrap()
    };
    assert!(add(&mut opened, 1..200) == before);
    assert!(add(&mut opened, 200..300) != before);
    assert!(open(root.path()).progress == opened.progress);
    // A look writes nothing.
    fs::remove_file(root.path().join("progress.json")).unwrap();
    let mut looked = JournalFile::look(&paths(root.path()), Rules::default());
    looked.journal.keep_snapshot(&looked.progress).unwrap();
    assert!(!root.path().join("progress.json").exists());
}

fn draft(run: &str, number: u64, text: &str) -> Entry {
    let card = CardId::new("deck", "card");
    let fact = Fact::Drafted(Draft { card, text: text.to_owned(), ..Draft::default() });
    Entry { fact, ..entry(run, number) }
}

fn text_of(opened: &Opened) -> &str {
    opened.progress.card(&CardId::new("deck", "card")).draft().map_or("", |draft| &draft.text)
}

fn drafts(root: &Path) -> usize {
    fs::read_dir(root.join("drafts")).map_or(0, Iterator::count)
}

#[test]
fn a_draft_that_a_killed_run_left_is_taken_into_the_journal() {
    let root = tempfile::tempdir().unwrap();
    let mut opened = open(root.path());
    for (number, text) in ["One", "One two"].into_iter().enumerate() {
        opened.journal.keep_draft(&draft("run", number as u64, text)).unwrap();
        assert_eq!((drafts(root.path()), read(root.path(), "own.jsonl").len()), (1, 0));
    }
    let looked = JournalFile::look(&paths(root.path()), Rules::default());
    assert_eq!((text_of(&looked), drafts(root.path())), ("One two", 1));
    let again = open(root.path());
    assert_eq!((text_of(&again), drafts(root.path())), ("One two", 0));
    assert_eq!(all(&again), [draft("run", 1, "One two")]);
    // The run was alive all the while, and keeps on.
    opened.journal.keep_draft(&draft("run", 2, "One two three")).unwrap();
    assert_eq!(text_of(&open(root.path())), "One two three");
}

#[test]
fn a_draft_that_went_into_the_journal_is_kept_no_more() {
    let root = tempfile::tempdir().unwrap();
    let mut journal = open(root.path()).journal;
    journal.keep_draft(&draft("run", 1, "One")).unwrap();
    journal.append(&[entry("run", 2)]).unwrap();
    assert_eq!(drafts(root.path()), 1);
    journal.append(&[draft("run", 3, "One")]).unwrap();
    assert_eq!(drafts(root.path()), 0);
}

#[test]
fn drafts_of_other_devices_and_files_of_other_kinds_are_not_ours_to_take() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("drafts")).unwrap();
    let line = line::encode(&draft("run", 1, "Theirs"));
    for name in ["phone-run.jsonl", "own-run.json", ".own-run.jsonl", "ownrun.jsonl"] {
        fs::write(root.path().join("drafts").join(name), &line).unwrap();
    }
    fs::write(root.path().join("drafts/own-broken.jsonl"), "{").unwrap();
    assert_eq!(text_of(&open(root.path())), "");
    assert!(drafts(root.path()) >= 4);
}

#[test]
fn no_name_of_a_run_leads_out_of_the_drafts() {
    let root = tempfile::tempdir().unwrap();
    let mut journal = open(root.path()).journal;
    for run in ["../../evil", "/etc/evil", "..", "a/b", "nul\0", "", "é"] {
        journal.keep_draft(&draft(run, 1, "One")).unwrap();
    }
    let names: Vec<_> =
        fs::read_dir(root.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(drafts(root.path()) >= 3);
}
