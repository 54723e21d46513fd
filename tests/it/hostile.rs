//! Journals as accidents, other programs and other clocks leave them: nothing else is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use greenroom::domain::id::{CardId, EntryId};
use greenroom::domain::journal::{Entry, Fact, line};
use greenroom::domain::progress::{Ended, Progress, Rules};
use greenroom::domain::rubric::Verdict;
use greenroom::domain::schedule::Rating;
use greenroom::domain::time::{Day, Timestamp};
use greenroom::shell::journal_file::{JournalFile, Opened};
use greenroom::shell::paths::Paths;

use crate::cli::Home;

/// A second on 22 November 2026.
const NOW: i64 = 1_795_370_400_000;

/// A fact of a newer version.
const DREAMT: &str =
    r#"{"v":1,"id":"n.1","at":5,"off":0,"fact":{"dreamt":{"of":[1.50,"\u0041"]}}}"#;

/// A review of the card `escape`.
fn review(id: &str, at: i64) -> String {
    format!(
        "{{\"v\":1,\"id\":\"{id}\",\"at\":{at},\"off\":0,\"fact\":{{\"reviewed\":\
         {{\"card\":\"manual-exploratory/escape\",\"rating\":\"good\",\"ms\":1000}}}}}}\n"
    )
}

/// A device called `own` on this home's data.
fn paths(home: &Home) -> Paths {
    Paths { device: "own".to_owned(), ..Paths::find(Some(&home.path("data"))).unwrap() }
}

/// Runs `stats` on these journal files: so many reviews are counted, and each line said on standard
/// error has its part here. The files stay as they are.
#[track_caller]
fn counts(files: &[(&str, &[u8])], reviews: usize, said: &[&str]) -> Home {
    let home = Home::with_deck();
    fs::create_dir_all(home.path("data/journal")).unwrap();
    let path = |name: &str| home.path("data/journal").join(name);
    for (name, bytes) in files {
        fs::write(path(name), bytes).unwrap();
    }
    let ran = home.run("stats");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let row = ran.out.lines().find(|row| row.starts_with("reviews ")).unwrap();
    assert_eq!(row.split_whitespace().nth(1), Some(&*reviews.to_string()), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), said.len(), "{}", ran.err);
    for (line, part) in ran.err.lines().zip(said) {
        assert!(line.contains(part), "{line:?} should say {part:?}");
        assert!(line.len() < 1_000, "a notice, not the line itself");
    }
    for (name, bytes) in files {
        assert!(fs::read(path(name)).unwrap() == *bytes, "{name} is only read");
    }
    home
}

/// Puts bytes between two reviews: in another device's file both are counted and what is wrong is
/// said; in our own the next fact is added and not a byte before it is changed.
#[track_caller]
fn check(middle: &[u8], said: &[&str]) {
    let (before, after) = (review("a.1", NOW), review("a.2", NOW + 1));
    let file = [before.as_bytes(), middle, after.as_bytes()].concat();
    counts(&[("other.jsonl", &file)], 2, said);

    let home = Home::new();
    fs::create_dir_all(home.path("data/journal")).unwrap();
    fs::write(home.path("data/journal/own.jsonl"), &file).unwrap();
    let mut opened = JournalFile::open(&paths(&home), Rules::default());
    assert_eq!(opened.problems.len(), said.len(), "{:?}", opened.problems);
    opened.journal.append(&[flag("b.1")]).unwrap();
    let file = [file, line::encode(&flag("b.1"))].concat();
    assert!(fs::read(home.path("data/journal/own.jsonl")).unwrap() == file, "bytes are changed");
    assert!(look(&home).journal.fetch(&|_| true).contains(&flag("b.1")));
}

fn look(home: &Home) -> Opened {
    JournalFile::look(&paths(home), Rules::default())
}

fn flag(id: &str) -> Entry {
    let fact = Fact::Flagged { card: CardId::new("deck", "card"), on: true };
    Entry { id: EntryId::from(id), at: Timestamp(NOW), offset: 60, fact }
}

/// Opens our own file, a review and then an unfinished tail: the tail goes to a file beside it.
#[track_caller]
fn check_tail(tail: &[u8]) {
    let whole = review("a.1", NOW);
    let file = [whole.as_bytes(), tail].concat();
    let home = counts(&[("other.jsonl", &file)], 1, &["other.jsonl line 2: not finished"]);
    fs::rename(home.path("data/journal/other.jsonl"), home.path("data/journal/own.jsonl")).unwrap();
    let mut opened = JournalFile::open(&paths(&home), Rules::default());
    assert_eq!(opened.problems.len(), 1, "{:?}", opened.problems);
    assert!(opened.problems[0].contains("own.jsonl line 2: never finished"));
    assert!(fs::read(home.path("data/journal/own.jsonl.torn-1")).unwrap() == tail);
    opened.journal.append(&[flag("b.1")]).unwrap();
    let file = [whole.into_bytes(), line::encode(&flag("b.1"))].concat();
    assert_eq!(fs::read(home.path("data/journal/own.jsonl")).unwrap(), file);
    let again = look(&home);
    assert_eq!((again.progress.entries(), again.problems), (2, vec![]));
}

#[test]
fn a_bad_line_is_named_and_costs_no_other() {
    let bad = |line: &[u8]| check(&[line, b"\n"].concat(), &["other.jsonl line 2: "]);
    bad(b"{\"v\":1,\"id\":\"a.9\",");
    bad(b"<<<<<<< HEAD");
    bad(b"{}{}");
    bad(b"\xff\xfe");
    bad(&review("a.9", NOW).trim_end().replace("good", "\u{1}").into_bytes());
    bad(review("a.9", NOW).trim_end().replace("\"at\":1", "\"at\":1e400").as_bytes());
    bad(&[b"{\"v\":1,\"id\":\"".as_slice(), b"\xc3\x28\"}"].concat());
    bad(&[0; 4_096]);
    bad(&vec![b'['; 200_000]);
    bad(&vec![b'x'; 10 << 20]);
    bad(&[b"{\"v\":1,\"id\":\"".as_slice(), &vec![b'x'; 10 << 20]].concat());
    check(b"{\n}\n", &["other.jsonl line 2: ", "other.jsonl line 3: "]);
}

#[test]
fn a_huge_line_that_is_whole_is_read() {
    let text = "word ".repeat(2 << 20);
    let draft = format!(
        "{{\"v\":1,\"id\":\"d.1\",\"at\":5,\"off\":0,\"fact\":{{\"drafted\":\
         {{\"card\":\"deck/card\",\"text\":\"{text}\",\"ms\":5}}}}}}\n"
    );
    check(draft.as_bytes(), &[]);
}

#[test]
fn a_tail_that_was_never_finished_is_kept_aside() {
    check_tail(b"{\"v\":1,\"id\":\"a.2\"");
    check_tail(&[0; 4_096]);
    check_tail(b"\xf0\x9f");
    check_tail(&vec![b'x'; 10 << 20]);
    check_tail(&[review("a.2", NOW).trim_end().as_bytes(), &[0; 512]].concat());
}

#[test]
fn line_ends_and_blank_lines_of_other_systems_are_no_matter() {
    check(b"\r\n\n \t\n", &[]);
    let file = (review("a.1", NOW) + &review("a.2", NOW)).replace('\n', "\r\n");
    counts(&[("other.jsonl", file.as_bytes())], 2, &[]);
}

#[test]
fn lines_of_a_newer_version_are_said_and_left_byte_for_byte() {
    let newer = ["other.jsonl: 1 line of a newer version"];
    check(&[DREAMT.as_bytes(), b"\n"].concat(), &newer);
    check(b"{ \"v\" : 2, \"what\": [ 1.50 ] }\r\n", &newer);
    check(review("a.9", NOW).replace("\"v\":1", "\"v\":7").as_bytes(), &newer);
    let two = format!("{DREAMT}\n{DREAMT}\n");
    check(two.as_bytes(), &["other.jsonl: 2 lines of a newer version"]);
}

#[test]
fn an_entry_counts_once_however_often_it_is_there() {
    let twice = review("a.1", NOW).repeat(2);
    counts(&[("other.jsonl", twice.as_bytes())], 1, &[]);
    counts(&[("x.jsonl", twice.as_bytes()), ("y.jsonl", twice.as_bytes())], 1, &[]);
}

#[test]
fn conflict_copies_of_file_syncing_programs_are_read() {
    let (common, ours) = (review("a.1", NOW), review("a.2", NOW));
    let theirs = common.clone() + &review("b.2", NOW);
    let ours = common + &ours;
    let both = |name: &str| {
        counts(&[("x.jsonl", ours.as_bytes()), (name, theirs.as_bytes())], 3, &[]);
    };
    both("x (conflicted copy).jsonl");
    both("x (Ada's conflicted copy 2026-11-22).jsonl");
    both("x.sync-conflict-20261122.jsonl");
    both("x.sync-conflict-20261122-180000-ABCDEFG.jsonl");
    both("x 2.jsonl");
    let bad = [theirs.as_bytes(), b"{\n"].concat();
    let name = "x (conflicted copy).jsonl";
    counts(&[("x.jsonl", ours.as_bytes()), (name, &bad)], 3, &["x (conflicted copy).jsonl line 3"]);
}

#[test]
fn entries_out_of_order_add_up_to_the_same() {
    let day = 86_400_000;
    let lines: Vec<String> =
        (0..6).map(|n| review(&format!("a.{n}"), NOW + (n - 5) * day)).collect();
    let backwards: String = lines.iter().rev().map(String::as_str).collect();
    let sorted = counts(&[("x.jsonl", lines.concat().as_bytes())], 6, &[]);
    let backwards = counts(&[("x.jsonl", backwards.as_bytes())], 6, &[]);
    assert_eq!(sorted.run("stats").out, backwards.run("stats").out);
}

#[test]
fn no_clock_is_so_wrong_that_it_does_harm() {
    let years = 365 * 86_400_000;
    let clocks = [0, -1, NOW - 30 * years, NOW + 30 * years, NOW * 1_000_000, i64::MAX, i64::MIN];
    for at in clocks {
        check(review("x.1", at).replace("escape", "other").as_bytes(), &[]);
        let lines = review("a.1", NOW) + &review("x.1", at) + &review("a.2", NOW + 1);
        let lines = lines.replace("\"ms\":1000", &format!("\"ms\":{}", u64::MAX));
        for offset in [i32::MAX, i32::MIN] {
            let lines = lines.replace("\"off\":0", &format!("\"off\":{offset}"));
            counts(&[("x.jsonl", lines.as_bytes())], 3, &[]);
        }
        let home = counts(&[("x.jsonl", lines.as_bytes())], 3, &[]);
        for args in ["list is:due", "stats --json"] {
            let ran = home.run(args);
            assert!(ran.code < Some(2) && ran.err.is_empty(), "{args} at {at}: {}", ran.err);
        }
    }
}

/// One line of every fact of version 1, replayed for ever: this file is never changed.
#[test]
fn a_journal_of_version_1_means_what_it_always_meant() {
    let bytes = include_bytes!("../fixtures/journals/v1.jsonl");
    let contents = line::read(bytes);
    assert_eq!((contents.unread, contents.newer, contents.whole), (vec![], 0, bytes.len()));
    assert_eq!(contents.entries.len(), 21);
    let text = std::str::from_utf8(bytes).unwrap();
    for fact in [
        "reviewed",
        "answered",
        "drafted",
        "suspended",
        "flagged",
        "undone",
        "renamed",
        "mock_begun",
        "mock_ended",
        "planned",
        "tuned",
    ] {
        assert!(text.contains(&format!("\"fact\":{{\"{fact}\":")), "{fact}");
    }
    for (line, entry) in text.lines().zip(&contents.entries) {
        let name = entry.fact.name();
        assert!(line.contains(&format!("\"fact\":{{\"{name}\":")), "{name}: {line}");
    }
    let progress = Progress::replay(Rules::default(), &contents.entries);
    assert_eq!(progress.cards().count(), 6); // The draft that was dropped left nothing.
    let card = |name: &str| progress.card(&CardId::new("deck", name));

    let answered = card("answered");
    let [attempt] = answered.attempts() else { panic!("{answered:?}") };
    assert_eq!(attempt.at, Timestamp(NOW));
    let mut texts = contents.entries.iter().filter_map(|entry| match &entry.fact {
        Fact::Answered(attempt) => attempt.text.lines().last(),
        _ => None,
    });
    assert_eq!(texts.next_back(), Some("It has not come back: „nie wieder“ 🙂."));
    assert_eq!((attempt.ms, attempt.target_ms, attempt.score), (72_000, 150_000, 67));
    let criteria: Vec<_> =
        attempt.criteria.iter().map(|c| (&*c.id, c.verdict, c.overruled)).collect();
    let expect = [
        ("proof", Verdict::Met, false),
        ("cause", Verdict::Partial, false),
        ("system", Verdict::NotYet, true),
    ];
    assert_eq!(criteria, expect);
    let traps: Vec<_> = attempt.traps.iter().map(|t| (&*t.id, t.hit, t.overruled)).collect();
    assert_eq!(traps, [("blame", true, false), ("vague", false, true)]);
    assert!(attempt.feedback);
    assert!(answered.reviews()[0].of_attempt);
    // 22 November 2026 is day 20 779.
    assert_eq!((answered.first_review(), answered.due()), (Some(Day(20_779)), Some(Day(20_781))));

    let rated = card("rated");
    let ratings: Vec<_> = rated.reviews().iter().map(|r| (r.rating, r.ms)).collect();
    let expect = [(Rating::Again, 8_000), (Rating::Hard, 9_000), (Rating::Good, 7_000)];
    assert_eq!((&*ratings, rated.print()), (&expect[..], Some(123_456_789)));
    assert!(!rated.is_flagged() && !rated.is_suspended() && !rated.reviews()[0].of_attempt);
    let draft = card("drafted").draft().unwrap();
    assert_eq!((&*draft.text, draft.ms), ("Half a thought", 5_000));
    assert!(draft.criteria[0].overruled && draft.criteria[0].verdict == Verdict::Met);
    assert!(draft.traps[0].overruled && !draft.traps[0].hit);
    assert_eq!(card("dropped").draft(), None);
    assert!(card("suspended").is_suspended() && !card("suspended").is_flagged());
    assert!(card("renamed").is_flagged() && !card("renamed").is_suspended());
    assert!(!card("flagged").is_flagged());

    let [spoken] = card("spoken").attempts() else { panic!("{:?}", card("spoken")) };
    let mock = progress.mocks().next().unwrap();
    assert!(spoken.spoken && spoken.mock.as_ref() == Some(&mock.id) && spoken.words == 0);
    assert_eq!((&*mock.mock.query, mock.mock.cards.len()), ("#post-incident", 2));
    assert_eq!(progress.mock_end(&mock.id), Some(Ended { ms: 90_000, aborted: true }));
    let plan = progress.plan().unwrap();
    assert_eq!(
        (plan.on.iso(), &*plan.query, plan.minutes),
        ("2026-12-03".into(), "level:senior", Some(25))
    );
    assert_eq!(progress.parameters().map(<[f32]>::len), Some(17));
}
