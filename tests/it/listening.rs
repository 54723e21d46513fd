//! What the encoder is given of an answer, and when; and that nothing waits for it but a submission.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::harness::{Play, small};

/// What the encoder is given while an answer is written, a line a time; `!` where an action waits.
fn check(keys: &str, expect: &[&str]) {
    check_on(&small().ears(), keys, expect);
}

fn check_on(play: &Play, keys: &str, expect: &[&str]) {
    let played = play.keys(&format!("j a {keys}"));
    let lines = played.asked.iter().map(|asked| {
        let mark = if asked.then.is_some() { "!" } else { "" };
        format!("{mark}{}", asked.sentences.join(" / "))
    });
    assert_eq!(lines.collect::<Vec<_>>(), expect, "{keys}");
}

#[test]
fn it_makes_ready_for_the_card_that_is_answered() {
    check("", &[""]);
}

#[test]
fn a_sentence_is_given_when_it_is_finished_and_once() {
    check("'We had no tes'", &[""]);
    check("'We had no test. Then' ' came'", &["We had no test."]);
    check(
        "'We had no test. ' x 'Then we wrote one. '",
        &["We had no test.", "xThen we wrote one."],
    );
}

#[test]
fn after_a_pause_what_stands_is_given() {
    check("'We had no tes' pass:2s 't'", &["", "We had no tes"]);
}

#[test]
fn an_edit_costs_the_sentence_that_it_changes() {
    check(
        "'We had no test. Then we wrote it. ' backspace backspace backspace 's. '",
        &["We had no test. / Then we wrote it.", "Then we wrote is."],
    );
}

#[test]
fn submitting_waits_for_all_of_it() {
    check("'We had no test. Then we wro' ctrl-s", &["We had no test.", "!Then we wro"]);
    check("'We had no test.' pass:2s ctrl-s", &["We had no test."]);
    small().ears().keys("j a 'We had no test' ctrl-s").shows(&["criteria met"]);
}

#[test]
fn without_it_nothing_is_given() {
    check_on(&small(), "'We had no test. ' ctrl-s", &[]);
    check_on(&small().ears().config("encoder = false"), "'We had no test. ' ctrl-s", &[]);
}

#[test]
fn in_a_rounds_debrief_a_questions_evidence_is_heard_too() {
    let round = "m enter 'We fixed a bug.' pass:9s ctrl-s ctrl-k ctrl-k ctrl-k ctrl-k";
    let keys = format!("{round} g k k k k k k enter");
    let asked = |play: Play| {
        let played = play.size(80, 50).keys(&keys);
        played.asked.iter().filter(|a| a.then.is_none() && !a.sentences.is_empty()).count()
    };
    assert_eq!(asked(small()), 0);
    assert_eq!(asked(small().ears()) - 1, 1, "while it was written, and now");
    small().ears().size(80, 50).keys(&format!("{keys} pass:1s")).shows(&["We fixed a bug."]);
}
