//! Answers: judged, timed, kept as drafts, overruled, submitted.

use greenroom::domain::journal::Fact;
use greenroom::domain::rubric::Verdict;

use crate::harness::{Played, play};

const BUG: &str = "In March a race in our checkout charged 0.3 % of orders twice.";

/// On the second card, which has a rubric: writes an answer and goes on with these keys.
fn answer(text: &str, keys: &str) -> Played {
    play(&format!("j a '{text}' {keys}"))
}

#[test]
fn an_answer_is_judged_at_every_key() {
    answer("", "").shows(&["Rubric · 0 of 4", "○ Names one specific bug"]);
    answer(BUG, "").shows(&["Rubric · 1 of 4", "● Names one specific bug", "“In March a race"]);
    answer(BUG, "ctrl-a del").shows(&["Rubric · 0 of 4"]);
    play(&format!("j a paste:'{BUG}'")).shows(&["Rubric · 1 of 4"]);
    answer("one two three", "").shows(&["3 words"]);
}

#[test]
fn a_trap_waits_for_the_end_of_its_sentence_or_a_pause() {
    let blame = |keys: &str| play(&format!("j a 'The developer ignored the spec' {keys}"));
    blame("").hides(&["Blames a person"]);
    blame("pass:999").hides(&["Blames a person"]);
    blame("pass:1s").shows(&["! Blames a person"]);
    blame("'.'").shows(&["! Blames a person"]);
    blame("'.' ctrl-w ctrl-w").hides(&["Blames a person"]);
}

#[test]
fn in_the_editor_letters_are_text() {
    play("a q pass:1s").writes("kept: drafted charter 'q'").leaves(false);
    play("a ? / 1 space u pass:1s").writes("kept: drafted charter '?/1 u'");
    play("a paste:'a\tb\u{1b}[31mc\u{202e}d' pass:1s")
        .writes("kept: drafted charter 'a    b[31mcd'");
    play("a 'one two' ctrl-u pass:1s").writes("kept: drafted charter 'one '");
    play("a 'one two' ctrl-u ctrl-y pass:1s").writes("kept: drafted charter 'one two'");
    play("a 'one' enter 'two' pass:1s").writes("kept: drafted charter 'one\ntwo'");
}

#[test]
fn a_draft_is_kept_within_a_second_of_the_first_unsaved_key() {
    answer("abc", "").writes("");
    answer("abc", "pass:899").writes("");
    answer("abc", "pass:900").writes("kept: drafted escape 'abc'");
    answer("abc", "pass:500 'd' pass:400").writes("kept: drafted escape 'abcd'");
    answer("a", "pass:800 b pass:800 c pass:800 d pass:100").writes("kept: drafted escape 'abcd'");
    answer("abc", "pass:1m").writes("kept: drafted escape 'abc'");
    answer("abc", "f1 pass:1s").writes("drafted escape 'abc'");
    answer("abc", "tab pass:1s").writes("kept: drafted escape 'abc'");
}

#[test]
fn a_draft_is_written_on_every_way_out() {
    answer("abc", "esc").writes("drafted escape 'abc'").shows(&["1 draft"]);
    answer("abc", "ctrl-c").writes("drafted escape 'abc'").leaves(true);
    answer("abc", "term").writes("drafted escape 'abc'").leaves(true);
    answer("abc", "f1 term").writes("drafted escape 'abc'").leaves(true);
    answer("abc", "blur").writes("drafted escape 'abc'");
    answer("abc", "esc ctrl-c").writes("drafted escape 'abc'");
}

#[test]
fn a_draft_is_there_at_the_next_start() {
    let first = answer("My draft", "pass:7s ctrl-c");
    first.again().keys("").shows(&["1 draft", "✎"]);
    first.again().keys("/ 'is:draft'").shows(&["1 card "]);
    first.again().keys("j a").shows(&["My draft", "Your draft is back: 2 words", "0:07 of 2:30"]);
    first.again().keys("j a ' goes on' pass:1s").writes("kept: drafted escape 'My draft goes on'");
    first.again().keys("j a ctrl-a del esc").writes("drafted escape ''").hides(&["1 draft"]);
    first.again().keys("j a ctrl-s").writes("answered escape 'My draft'");
    first.again().keys("j a ctrl-s esc a").hides(&["My draft"]);
    answer("My draft", "tab x esc esc")
        .again()
        .keys("j a")
        .shows(&["● Names one specific bug (yours)"]);
}

#[test]
fn an_overrule_flips_the_verdict_and_back() {
    answer("Hm.", "tab x").shows(&["Rubric · 1 of 4", "● Names one specific bug (yours)"]);
    answer("Hm.", "tab x x").shows(&["Rubric · 0 of 4"]).hides(&["(yours)"]);
    answer("Hm.", "tab j x").shows(&["● Says why the tests missed it (yours)"]);
    answer("Hm.", "tab j k x").shows(&["● Names one specific bug (yours)"]);
    answer(BUG, "tab x").shows(&["Rubric · 0 of 4", "○ Names one specific bug (yours)"]);
    answer("The developer ignored the spec.", "tab j j j j x")
        .shows(&["· Blames a person (yours)"]);
    answer("Hm.", "tab x 'no text' tab ' more' pass:1s").shows(&["Hm. more"]);
}

#[test]
fn an_overrule_counts_in_the_attempt() {
    let all = answer("Hm.", "tab x j x j x j x ctrl-s");
    let all = all.shows(&["100 %", "4 of 4 criteria met", "met, as you set it"]);
    let Some(Fact::Answered(attempt)) = all.journal.last().map(|entry| &entry.fact) else {
        panic!("{}", all.facts())
    };
    assert!(attempt.criteria.iter().all(|j| j.overruled && j.verdict == Verdict::Met));
    answer("The developer ignored the spec.", "tab j j j j x ctrl-s").hides(&["Blames a person"]);
}

#[test]
fn feedback_and_clock_can_be_hidden() {
    answer(BUG, "ctrl-f").shows(&["Hidden, as in an exam"]).hides(&["Names one", "1 of 4"]);
    answer(BUG, "ctrl-f ctrl-f").shows(&["Rubric · 1 of 4"]);
    answer(BUG, "ctrl-f tab").shows(&["Feedback is hidden"]);
    answer(BUG, "tab ctrl-f").hides(&["Names one"]);
    answer(BUG, "ctrl-t").hides(&["of 2:30"]).shows(&["Rubric · 1 of 4"]);
    answer(BUG, "ctrl-t ctrl-t").shows(&["0:00 of 2:30"]);
    play(&format!("j a ctrl-f '{BUG}' ctrl-s")).shows(&["feedback was hidden", "1 of 4"]);
    answer(BUG, "ctrl-s").hides(&["feedback was hidden"]);
}

#[test]
fn the_clock_starts_with_the_first_key_and_stops_with_the_window() {
    play("j a pass:5s").shows(&["0:00 of 2:30"]);
    play("j a left backspace del ctrl-w alt-d ctrl-x ctrl-u ctrl-y tab tab pass:5s")
        .shows(&["0:00 of 2:30"]);
    answer("x", "pass:5s").shows(&["0:05 of 2:30"]);
    answer("x", "pass:5s blur pass:9s").shows(&["0:05 of 2:30"]);
    answer("x", "pass:5s blur pass:9s y pass:2s").shows(&["0:07 of 2:30"]);
    answer("x", "pass:3m").shows(&["3:00 of 2:30 · 0:30 over"]);
    answer("x", "pass:3m ctrl-s").shows(&["3:00 of 2:30, 0:30 over"]);
    answer("x", "pass:20s esc pass:1h a").shows(&["0:20 of 2:30"]);
    answer("x", "pass:20s ctrl-c").again().keys("j a").shows(&["0:20 of 2:30"]);
}

#[test]
fn a_blank_answer_is_not_graded_and_changes_nothing() {
    play("j a ctrl-s").writes("").shows(&["Nothing is written yet", "Your answer"]);
    play("j a '   ' enter ctrl-s").writes("").shows(&["Nothing is written yet"]);
    play("j a '   ' pass:5s ctrl-c").again().keys("").hides(&["draft"]);
    play("j a ctrl-s esc").shows(&["4 new"]);
}

#[test]
fn a_submitted_answer_is_debriefed_and_rated() {
    answer(BUG, "ctrl-s").shows(&["Debrief", "1 of 4 criteria met", "▸again"]);
    answer(BUG, "ctrl-s").writes(&format!("answered escape '{BUG}'"));
    let rated = |keys: &str, rating: &str| {
        let expect = format!("answered escape 'Hm.' | rated attempt escape {rating}");
        answer("Hm.", keys).writes(&expect).shows(&["4 cards"]);
    };
    rated("ctrl-s enter", "again");
    rated("alt-enter 1", "again");
    rated("ctrl-s 2", "hard");
    rated("ctrl-s 3", "good");
    rated("ctrl-s 4", "easy");
    answer("Hm.", "ctrl-s esc").writes("answered escape 'Hm.'").shows(&["Attempt kept, not rated"]);
    answer("Hm.", "ctrl-s a 'Ha.' ctrl-s").shows(&["Your attempts: 0 → 0 %"]);
    answer("Hm.", "ctrl-s 1 enter").shows(&["1 attempt, 0 %"]);
}

#[test]
fn a_card_without_a_rubric_can_be_answered_too() {
    play("G a 'Hm.'").shows(&["no criteria, so nothing can be judged"]);
    play("G a 'Hm.' tab").shows(&["This card has no criteria"]);
    play("G a 'Hm.' ctrl-s 3").writes("answered oracle 'Hm.' | rated attempt oracle good");
}
