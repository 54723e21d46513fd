//! Cards that change: edited, given another id, taken out of their deck. History stays.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::cli::Home;
use crate::harness::{SMALL, small};

/// A rating of a card, as the program writes it.
fn rated(id: &str, card: &str, at: i64) -> String {
    let fact = format!(r#"{{"reviewed":{{"card":"{card}","rating":"good","ms":1000}}}}"#);
    format!(r#"{{"v":1,"id":"{id}","at":{at},"off":0,"fact":{fact}}}"#) + "\n"
}

const AT: i64 = 1_760_000_000_000;

#[test]
fn a_card_whose_text_has_changed_says_so_until_it_is_rated_again() {
    const SAYS: &str = "changed since your last review";
    let rated = small().own().keys("enter space 3");
    let edited = SMALL.replace("What goes into", "What belongs into");
    assert_ne!(SMALL, edited);
    let _ = rated.again().keys("enter").hides(&[SAYS]);
    let again = rated.again().edited(&*edited).keys("e enter").shows(&["What belongs into", SAYS]);
    let again = again.again().edited(&*edited).keys("e enter space 3 enter");
    let _ = again.hides(&[SAYS]);
}

#[test]
fn what_is_no_part_of_what_a_card_teaches_may_change_unsaid() {
    let rated = small().own().keys("enter space 3");
    let edited = SMALL.replace("minutes = ", "minutes = 1");
    assert_ne!(SMALL, edited);
    let _ = rated.again().edited(edited).keys("e enter").hides(&["changed since"]);
}

#[test]
fn a_rename_carries_the_history_over_and_back() {
    let home = Home::with_deck();
    home.write(
        "data/journal/phone.jsonl",
        &(rated("r.1", "one/old", AT) + &rated("r.2", "one/old", AT + 1)),
    );
    let due = || home.run("list is:due").out.contains("manual-exploratory/escape");
    assert!(!due());
    assert!(home.run("doctor").out.contains("2 facts about one/old, which no deck holds"));
    let ran = home.run("rename one/old escape");
    assert_eq!((ran.code, &*ran.out), (Some(0), ""), "{}", ran.err);
    assert!(
        ran.err
            .contains("2 reviews and 0 answers of one/old count for manual-exploratory/escape now")
    );
    assert!(due());
    assert!(!home.run("doctor").out.contains("which no deck holds"));
    let again = home.run("rename one/old escape");
    assert!(again.code == Some(2) && again.err.contains("nothing is recorded of one/old"));
}

#[test]
fn a_rename_needs_an_old_id_with_a_history_and_a_new_one_with_a_card() {
    let home = Home::with_deck();
    home.write(
        "data/journal/phone.jsonl",
        &(rated("r.1", "one/old", AT) + &rated("r.2", "manual-exploratory/escape", AT)),
    );
    for (args, says) in [
        ("rename one/never escape", "nothing is recorded of one/never"),
        (
            "rename manual-exploratory/escape manual-exploratory/escape",
            "manual-exploratory/escape is a card of a deck still",
        ),
        ("rename one/old one/nowhere", "no card is called one/nowhere"),
    ] {
        let ran = home.run(args);
        assert_eq!(ran.code, Some(2), "{args}");
        assert!(ran.err.contains(says), "{args}: {}", ran.err);
    }
    assert!(!home.journal().contains("renamed"));
}
