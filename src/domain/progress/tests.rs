//! What the fold of a journal is held to.

use super::*;
use crate::domain::journal::line::tests::any_journal;
use crate::domain::journal::{Attempt, Draft};
use crate::domain::schedule::Rating;
use crate::domain::time::{HOUR, MINUTE, Moment};
use proptest::prelude::*;

const DAY: i64 = 24 * HOUR;

/// A journal written as `day+hour:fact` words on one card, and the state that it adds up to:
/// `1` to `4` rate, `s` suspends, `S` takes it back into the queue, `f` flags, `d…` drafts, `a…`
/// answers, `u` undoes the last.
fn fold(script: &str) -> Progress {
    let mut progress = Progress::new(Rules::default());
    for (n, word) in script.split_whitespace().enumerate() {
        let (day, what) = word.split_once(':').unwrap();
        let at = Timestamp(1_790_000_000_000 + (day.parse::<f64>().unwrap() * DAY as f64) as i64);
        let card = CardId::from("a/x");
        let attempt = |text: &str| Attempt {
            card: card.clone(),
            text: text.to_owned(),
            ms: 1,
            target_ms: 2,
            score: 50,
            criteria: vec![],
            traps: vec![],
            feedback: true,
            spoken: false,
            mock: None,
            follow_up: None,
        };
        let fact = match what.split_at(1) {
            ("d", text) => Fact::Drafted(Draft { card, text: text.to_owned(), ..Draft::default() }),
            ("a", text) => Fact::Answered(attempt(text)),
            ("s" | "S", _) => Fact::Suspended { card, on: what == "s" },
            ("f", _) => Fact::Flagged { card, on: true },
            ("u", _) => Fact::Undone { entry: progress.last_undoable().unwrap().0 },
            (rating, _) => {
                let rating = Rating::ALL[rating.parse::<usize>().unwrap() - 1];
                Fact::Reviewed { card, rating, ms: 0, attempt: None, print: None }
            }
        };
        let id = EntryId::new("t", n as u64);
        progress.apply(&Entry { id, at, offset: 0, fact });
    }
    progress
}

fn today() -> Day {
    Moment { at: Timestamp(1_790_000_000_000), offset: 0 }.day(4)
}

fn check(script: &str, expect: &str) {
    let progress = fold(script);
    let card = progress.card(&"a/x".into());
    let mut words = vec![match (card.is_new(), card.is_learning()) {
        (true, _) => "new".to_owned(),
        (_, true) => "learning".to_owned(),
        _ => format!("due+{}", card.due().unwrap().0 - today().0),
    }];
    words.extend(card.is_suspended().then(|| "suspended".to_owned()));
    words.extend(card.is_flagged().then(|| "flagged".to_owned()));
    words.extend(card.draft().map(|d| format!("draft={}", d.text)));
    words.extend((!card.attempts().is_empty()).then(|| format!("{}a", card.attempts().len())));
    assert_eq!(words.join(" "), expect, "{script}");
}

#[test]
fn a_rating_moves_the_day_on_which_a_card_comes_back() {
    check("", "new");
    check("0:1", "learning");
    check("0:2", "due+1");
    check("0:3", "due+2");
    check("0:4", "due+8");
    check("0:3 2:3", "due+13");
}

#[test]
fn undo_takes_back_the_last_rating_suspension_or_flag_one_by_one() {
    check("0:3 0.1:u", "new");
    check("0:3 2:1 2.1:u", "due+2");
    check("0:3 0.1:s 0.2:f 0.3:u", "due+2 suspended");
    check("0:3 0.1:s 0.2:f 0.3:u 0.4:u", "due+2");
    check("0:3 0.1:s 0.2:f 0.3:u 0.4:u 0.5:u", "new");
}

#[test]
fn a_draft_lives_until_it_is_dropped_or_submitted() {
    check("0:dIn 0.1:dInMarch", "new draft=InMarch");
    check("0:dIn 0.1:d", "new");
    check("0:dIn 0.1:aInMarch", "new 1a");
    check("0:dIn 0.1:aInMarch 0.2:dAgain", "new draft=Again 1a");
}

#[test]
fn undo_never_takes_an_answer_or_a_draft() {
    check("0:3 0.1:aText 0.2:dMore 0.3:u", "new draft=More 1a");
}

#[test]
fn a_card_suspended_is_not_due() {
    let progress = fold("0:3 0.5:s");
    assert!(!progress.card(&"a/x".into()).is_due(today().plus(9)));
    let progress = fold("0:3 0.5:s 0.6:S");
    assert!(progress.card(&"a/x".into()).is_due(today().plus(9)));
}

#[test]
fn a_review_before_the_day_starts_counts_for_the_evening_before() {
    let at = |minutes: i64| {
        let base: jiff::Timestamp = "2026-11-22T03:30:00Z".parse().unwrap();
        Timestamp(base.as_millisecond() + minutes * MINUTE)
    };
    let reviewed = |n, at| Entry {
        id: EntryId::new("t", n),
        at,
        offset: 0,
        fact: Fact::Reviewed {
            card: "a/x".into(),
            rating: Rating::Good,
            ms: 0,
            attempt: None,
            print: None,
        },
    };
    let entries = [reviewed(1, at(0)), reviewed(2, at(60))];
    let progress = Progress::replay(Rules::default(), &entries);
    let days: Vec<_> = progress.card(&"a/x".into()).reviews().iter().map(|r| r.day.iso()).collect();
    assert_eq!(days, ["2026-11-21", "2026-11-22"]);
}

proptest! {
    #[test]
    fn the_state_is_the_fold_of_the_journal(entries in any_journal()) {
        let mut live = Progress::new(Rules::default());
        for entry in &entries {
            live.apply(entry);
        }
        prop_assert_eq!(live, Progress::replay(Rules::default(), &entries));
    }

    #[test]
    fn the_order_in_which_entries_arrive_does_not_matter(
        (entries, shuffled) in any_journal().prop_flat_map(|e| (Just(e.clone()), Just(e).prop_shuffle())),
    ) {
        let rules = Rules::default;
        prop_assert_eq!(Progress::replay(rules(), &entries), Progress::replay(rules(), &shuffled));
        let mut live = Progress::new(rules());
        for entry in &shuffled {
            live.apply(entry);
        }
        prop_assert_eq!(live, Progress::replay(rules(), &entries));
    }

    #[test]
    fn an_entry_that_is_read_twice_counts_once(entries in any_journal()) {
        let twice: Vec<_> = entries.iter().chain(&entries).cloned().collect();
        let rules = Rules::default;
        prop_assert_eq!(Progress::replay(rules(), &twice), Progress::replay(rules(), &entries));
    }
}
