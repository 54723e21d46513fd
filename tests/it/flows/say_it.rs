//! Answers that are spoken and marked by hand, and dictation.

use greenroom::domain::journal::{Attempt, Fact};
use greenroom::domain::rubric::Verdict;

use crate::harness::{Played, play, small};

/// On the second card, which has four criteria and two traps: speaks for a minute, and goes on with
/// these keys.
fn spoken(keys: &str) -> Played {
    play(&format!("j v space pass:1m enter {keys}"))
}

fn attempt(played: &Played) -> &Attempt {
    let facts = played.journal.iter().rev().map(|entry| &entry.fact);
    let mut attempts = facts.filter_map(|fact| match fact {
        Fact::Answered(attempt) => Some(attempt),
        _ => None,
    });
    attempts.next().unwrap()
}

#[test]
fn only_the_question_and_the_clock_are_there() {
    play("j v").shows(&["Say it", "Describe a time", "0:00 of 2:30", "space starts the clock"]);
    play("j v").hides(&["Names one specific bug", "Short answer"]);
    play("j enter v").shows(&["Say it"]);
    play("j a ctrl-o").shows(&["Say it"]);
    play("j a x ctrl-o").shows(&["Something is written already"]);
    play("j a x ctrl-a del ctrl-o").shows(&["Say it"]);
    play("j v space pass:5s").shows(&["0:05 of 2:30", "speaking"]);
    play("j v enter pass:5s").shows(&["0:05 of 2:30", "speaking"]);
    play("j v space pass:5s space pass:9s").shows(&["0:05 of 2:30", "paused"]);
    play("j v space pass:5s space pass:9s space pass:2s").shows(&["0:07 of 2:30"]);
    play("j v space pass:3m").shows(&["3:00 of 2:30 · 0:30 over"]);
    play("j v space pass:5s stop:10m pass:1s").shows(&["0:05 of 2:30", "paused"]);
    play("j v pass:1h").shows(&["0:00 of 2:30"]);
    play("j v space pass:5s esc").writes("").shows(&["4 cards"]);
}

#[test]
fn afterwards_the_criteria_are_ticked_beside_the_model_answer() {
    spoken("").shows(&[
        "What did you say? · 0 %",
        "○ Names one specific bug",
        "You spoke for 1:00",
    ]);
    spoken("space").shows(&["● Names one specific bug", "25 %"]);
    spoken("space space").shows(&["◐ Names one specific bug", "13 %"]);
    spoken("space space space").shows(&["○ Names one specific bug", "0 %"]);
    spoken("j j j space").shows(&["● Proves the gap", "38 %"]);
    spoken("space j j j j space").shows(&["! Blames a person", "17 %"]);
    spoken("space j j j j space space").shows(&["· Blames a person", "25 %"]);
    spoken("esc space pass:2s").shows(&["1:02 of 2:30"]);
    spoken("space esc enter").shows(&["● Names one specific bug"]);
    small().size(120, 40).keys("j v space enter").shows(&["A MODEL ANSWER", "SHORT ANSWER"]);
}

#[test]
fn the_marks_are_an_attempt_like_any_other() {
    spoken("space j j j space enter").shows(&["Debrief", "63 %", "2 of 4 criteria met", "▸good"]);
    spoken("space ctrl-s").shows(&["spoken, marked by you", "Spoken aloud"]).hides(&["0 words"]);
    spoken("space enter enter").writes("spoke escape 25 % | rated attempt escape again");
    spoken("enter 3").writes("spoke escape 0 % | rated attempt escape good");
    let played = spoken("j space space j j j space enter");
    let attempt = attempt(&played);
    assert!(attempt.spoken && attempt.text.is_empty() && attempt.ms == 60_000);
    assert_eq!(attempt.criteria[1].verdict, Verdict::Partial);
    assert!(attempt.traps[0].hit && !attempt.traps[1].hit);
    play("G v space pass:2s enter enter 3").writes("spoke oracle 0 % | rated attempt oracle good");
}

#[test]
fn a_spoken_attempt_leaves_the_draft_of_a_written_one() {
    let drafted = play("j a 'My draft' esc v space pass:1s enter enter esc");
    drafted
        .shows(&["1 draft"])
        .writes("drafted escape 'My draft' | spoke escape 0 % | drafted escape 'My draft'");
}

#[test]
fn dictation_puts_in_what_the_program_wrote() {
    play("j a ctrl-r").shows(&["No dictation program", "[speech] command"]).writes("");
    let hears = |heard: &str, keys: &str| small().hearing(Ok(heard)).keys(keys);
    hears("one two\n", "j a ctrl-r pass:1s").writes("kept: drafted escape 'one two'");
    hears("two", "j a 'one' ctrl-r pass:1s").writes("kept: drafted escape 'one two'");
    hears("a\u{1b}[31m\tb\r\nc", "j a ctrl-r pass:1s")
        .writes("kept: drafted escape 'a[31m    b\nc'");
    hears(" \n", "j a ctrl-r pass:1s").writes("").shows(&["wrote nothing"]);
    hears("one", "j a ctrl-r ctrl-u pass:1s").writes("kept: drafted escape ''");
    hears("one", "m enter ctrl-r pass:1s").writes("began a mock of 4 | kept: drafted oracle 'one'");
    // Speaking is answering time, however long it takes.
    hears("two", "j a 'one' ctrl-r").shows(&["0:20 of 2:30"]);
    small()
        .hearing(Err("the microphone is off"))
        .keys("j a 'one' ctrl-r pass:1s")
        .shows(&["! Dictation: the microphone is off"])
        .writes("kept: drafted escape 'one'");
}
