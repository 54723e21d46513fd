//! Mock rounds: set up, asked, timed, broken off, debriefed, rated, drilled.

use greenroom::domain::journal::{Attempt, Fact};
use greenroom::domain::mock::Wishes;
use greenroom::domain::rubric::Verdict;

use crate::harness::{Played, play, small};

const BUG: &str = "In March a race in our checkout charged 0.3 % of orders twice.";

/// On the four small cards the first draw is oracle (1:00), escape (2:30), flaky (1:00), charter
/// (0:30), and nobody asks on.
fn round(keys: &str) -> Played {
    play(&format!("m enter {keys}"))
}

/// A draw in which the first card is the second one of the deck, and the interviewer asks on.
fn asked_on(keys: &str) -> Played {
    play(&format!("m r r r r r r r r enter {keys}"))
}

/// The whole round, answered in a word each but for the second question.
fn answered(keys: &str) -> Played {
    round(&format!("'one' ctrl-s '{BUG}' ctrl-s 'three' ctrl-s 'four' ctrl-s {keys}"))
}

fn attempts(played: &Played) -> Vec<&Attempt> {
    let answered = played.journal.iter().filter_map(|entry| match &entry.fact {
        Fact::Answered(attempt) => Some(attempt),
        _ => None,
    });
    answered.collect()
}

#[test]
fn the_set_up_shows_what_would_be_asked() {
    play("m").shows(&["Mock round", "each card's own", "4 questions, 5:00", "What is an oracle?"]);
    play("m").shows(&["Only 4 cards can be drawn, not 5"]);
    play("m left left").shows(&["3 questions, 4:30"]).hides(&["Only", "What goes into a charter?"]);
    play("m j right right").shows(&["1:00 each", "4 questions, 4:00"]);
    play("m j right left").shows(&["each card's own", "4 questions, 5:00"]);
    play("m j j right").shows(&["while writing"]);
    play("m j j j right").shows(&["taken as it is when the time is over"]);
    play("m left right right right").shows(&["◂ 4 ▸"]);
    play("/ '#exploration' enter m").shows(&["2 questions, 1:30", "From the filter: #exploration"]);
    play("m esc").shows(&["4 cards"]).writes("");
    play("s m").shows(&["of 3 cards, 1 suspended left out"]).hides(&["charter"]);
    play("s j s j s j s m").shows(&["All cards that pass the filter are suspended"]);
    play("/ 'zzzz' enter m").shows(&["No cards pass the filter"]);
    let wishes = Wishes {
        questions: 2,
        target_ms: Some(90_000),
        feedback: true,
        strict: true,
        spoken: false,
    };
    small().mock(wishes).keys("").shows(&["◂ 2 ▸", "1:30 each", "2 questions, 3:00"]);
    small().mock(wishes).query("#exploration").keys("enter").shows(&["Question 1 of 2", "1:30"]);
}

#[test]
fn the_same_moment_draws_the_same_and_r_draws_others() {
    assert_eq!(play("m left left left").screen(), play("m left left left").screen());
    let first = |keys: &str| play(&format!("m left left left left {keys} enter")).facts();
    assert_eq!(first(""), "began a mock of 1");
    let which = |keys: &str| play(&format!("m left left left left {keys} enter")).screen();
    assert!(["r", "r r", "r r r", "r r r r"].iter().any(|keys| which(keys) != which("")));
}

#[test]
fn questions_come_one_at_a_time_and_every_answer_names_its_round() {
    round("").shows(&["Question 1 of 4", "What is an oracle?", "round 0:00"]);
    round("'one' ctrl-s").shows(&["Question 2 of 4", "Describe a time"]);
    let played = answered("").shows(&["4 questions, 4 answered", "▸ enter rates 3 cards"]);
    let names: Vec<_> = attempts(&played).iter().map(|attempt| attempt.mock.clone()).collect();
    let begun = &played.journal[0];
    assert!(matches!(&begun.fact, Fact::MockBegun(mock) if mock.cards.len() == 4));
    assert_eq!(names, vec![Some(begun.id.clone()); 4]);
    played.writes(&format!(
        "began a mock of 4 | answered in a mock oracle 'one' | answered in a mock escape '{BUG}' \
         | answered in a mock flaky 'three' | answered in a mock charter 'four' | ended a mock"
    ));
}

#[test]
fn a_question_can_be_skipped_and_a_blank_answer_is() {
    round("ctrl-k").shows(&["Question 2 of 4"]).writes("began a mock of 4");
    round("ctrl-s").shows(&["Question 2 of 4"]).writes("began a mock of 4");
    round("'half' ctrl-k").writes("began a mock of 4 | drafted oracle 'half'");
    round("ctrl-k ctrl-k ctrl-k ctrl-k")
        .shows(&["nothing was answered"])
        .writes("began a mock of 4 | ended a mock");
    round("ctrl-k 'two' ctrl-s ctrl-k ctrl-k").shows(&["4 questions, 1 answered", "skipped"]);
}

#[test]
fn a_draft_comes_back_in_the_round() {
    let drafted = "/ 'oracle' enter a 'half' esc c";
    let played = play(&format!("{drafted} m enter"));
    played.shows(&["Your draft is back: 1 word", "half", "0:00 of 1:00"]);
    play(&format!("{drafted} m enter ' more' ctrl-s")).writes(
        "drafted oracle 'half' | began a mock of 4 | answered in a mock oracle 'half more'",
    );
}

#[test]
fn a_round_is_broken_off_only_when_that_is_meant() {
    let written = "began a mock of 4 | drafted oracle 'half'";
    round("'half' esc").shows(&["Break the round off?", "paused"]).writes(written);
    round("'half' esc n").shows(&["Question 1 of 4", "half"]).writes(written);
    round("'half' esc y").writes(&format!("{written} | ended a mock early"));
    round("'half' esc y").shows(&["nothing was answered", "✎"]);
    round("'one' ctrl-s 'half' esc y").shows(&["4 questions, 1 answered", "broken off"]).writes(
        "began a mock of 4 | answered in a mock oracle 'one' | drafted escape 'half' \
         | ended a mock early",
    );
    round("esc y").writes("began a mock of 4 | ended a mock early");
}

#[test]
fn leaving_the_program_ends_the_round_and_keeps_the_draft() {
    for way in ["ctrl-c", "term", "f1 term"] {
        round(&format!("'half' {way}"))
            .writes("began a mock of 4 | drafted oracle 'half' | ended a mock early")
            .leaves(true);
    }
    round("'one' ctrl-s ctrl-c").again().keys("").shows(&["4 cards"]);
    // A full disk keeps the program; the round goes on, and its end counts.
    round("'one' ctrl-s disk:full ctrl-c n disk:free ctrl-k ctrl-k ctrl-k").shows(&["4 questions"]);
}

#[test]
fn the_clock_runs_at_once_and_can_be_paused() {
    round("pass:5s").shows(&["0:05 of 1:00", "round 0:05"]);
    round("pass:5s ctrl-g pass:9s").shows(&["0:05 of 1:00 · paused", "round 0:05"]);
    round("pass:5s ctrl-g pass:9s ctrl-g pass:2s").shows(&["0:07 of 1:00"]);
    round("pass:5s ctrl-g pass:9s x pass:2s").shows(&["0:07 of 1:00"]);
    round("pass:5s blur pass:9s").shows(&["0:05 of 1:00 · paused"]);
    round("pass:5s f1 pass:1h esc").shows(&["0:05 of 1:00 · paused"]);
    round("'one' pass:5s ctrl-s pass:3s").shows(&["0:03 of 2:30", "round 0:08"]);
    round("pass:5s ctrl-k pass:3s").shows(&["round 0:08"]);
    let played = round("'one' pass:5s ctrl-s pass:3s ctrl-k ctrl-k pass:2s ctrl-k");
    let last = played.journal.last().map(|entry| entry.fact.clone());
    assert!(matches!(last, Some(Fact::MockEnded { ms: 10_000, aborted: false, .. })), "{last:?}");
}

#[test]
fn the_end_of_the_time_is_announced_in_words_and_cuts_nothing_off() {
    round("'one' pass:47s").hides(&["Four fifths", "left"]);
    round("'one' pass:48s")
        .shows(&["! Four fifths of the time are over", "0:48 of 1:00 · 0:12 left"]);
    round("'one' pass:61s").hides(&["Four fifths"]).shows(&["1:01 of 1:00 · 0:01 over"]);
    round("'one' ctrl-t pass:48s").shows(&["Four fifths"]).hides(&["of 1:00"]);
    round("'one' pass:5m")
        .shows(&["Question 1 of 4"])
        .writes("began a mock of 4 | kept: drafted oracle 'one'");
}

#[test]
fn a_strict_round_takes_the_answer_as_it_is_when_the_time_is_over() {
    let strict = |keys: &str| play(&format!("m j j j right enter {keys}"));
    strict("'one' pass:59s").shows(&["Question 1 of 4"]);
    strict("'one' pass:1m")
        .shows(&["Question 2 of 4", "Time is up"])
        .writes("began a mock of 4 | answered in a mock oracle 'one'");
    strict("pass:1m").shows(&["Question 2 of 4"]).writes("began a mock of 4");
    strict("'one' ctrl-g pass:5m").shows(&["Question 1 of 4", "paused"]);
    strict("'one' esc pass:5m").shows(&["Question 1 of 4"]);
    strict("ctrl-t 'one' pass:1m").shows(&["Question 2 of 4"]);
    strict("pass:5m pass:2s").shows(&["nothing was answered"]);
}

#[test]
fn a_round_may_be_said_aloud_and_marked_by_hand() {
    play("m j j j j right").shows(&["said aloud", "you mark what you said"]);
    let wishes = Wishes { spoken: true, ..Wishes::default() };
    let aloud = |keys: &str| small().mock(wishes).keys(&format!("enter {keys}"));
    aloud("")
        .hides(&["Your answer"])
        .shows(&["Say it · question 1 of 4", "0:00 of 1:00  speaking"]);
    aloud("pass:47s").hides(&["left"]);
    aloud("pass:48s").shows(&["0:48 of 1:00 · 0:12 left", "round 0:48"]);
    aloud("pass:2s stop:10m pass:1s").shows(&["0:02 of 1:00  paused"]);
    aloud("pass:5s enter").shows(&["What did you say?", "You spoke for 0:05 of 1:00"]);
    // Marking takes no answering time, and nobody asks on.
    aloud("pass:5s enter pass:9s enter pass:3s")
        .shows(&["question 2 of 4", "0:03 of 2:30", "round 0:08"])
        .writes("began a mock of 4 | spoke oracle 0 %");
    aloud("n pass:2s").shows(&["question 2 of 4"]).writes("began a mock of 4");
    let all = aloud("n pass:5s enter space enter n n");
    let all = all.shows(&["4 questions, 1 answered, mean score 25 %", "0:05 of 2:30"]);
    let attempt = attempts(&all)[0];
    assert!(attempt.spoken && attempt.mock.is_some() && attempt.target_ms == 150_000);
    aloud("n pass:5s enter space enter n n pgdn pgdn").shows(&["25 %, 0:05 of 2:30, said aloud"]);
    // Broken off, it is as a written one.
    aloud("pass:5s esc").shows(&["Break the round off?"]);
    aloud("pass:5s esc n space pass:2s").shows(&["question 1 of 4", "0:07 of 1:00  speaking"]);
    let early = aloud("pass:5s esc y");
    let early = early.writes("began a mock of 4 | ended a mock early");
    let last = early.journal.last().map(|entry| entry.fact.clone());
    assert!(matches!(last, Some(Fact::MockEnded { ms: 5_000, .. })), "{last:?}");
    aloud("pass:5s ctrl-c").writes("began a mock of 4 | ended a mock early").leaves(true);
    // What was being written to a card stays.
    play("/ 'oracle' enter a 'Hm.' esc m j j j j right enter enter enter").writes(
        "drafted oracle 'Hm.' | began a mock of 1 | spoke oracle 0 % | ended a mock \
         | drafted oracle 'Hm.'",
    );
    let strict = Wishes { strict: true, ..wishes };
    small()
        .mock(strict)
        .keys("enter pass:1m")
        .shows(&["What did you say?", "Time is up; mark what you have said"]);
}

#[test]
fn feedback_waits_for_the_end_unless_it_is_wished_for() {
    let escape = |keys: &str| round(&format!("ctrl-k '{BUG}' {keys}"));
    escape("").shows(&["Hidden until the end of the round"]).hides(&["Names one specific bug"]);
    escape("tab").shows(&["Feedback is hidden until the end"]);
    let live = |keys: &str| play(&format!("m j j right enter ctrl-k '{BUG}' {keys}"));
    live("").shows(&["Rubric · 1 of 4", "● Names one specific bug"]);
    live("tab x").shows(&["○ Names one specific bug (yours)"]);
    live("tab ctrl-f").shows(&["as it was set up", "Rubric · 1 of 4"]);
    live("tab ctrl-s").shows(&["Question 3 of 4"]);
    let played = live("ctrl-s");
    assert!(attempts(&played)[0].feedback);
    assert!(!attempts(&escape("ctrl-s"))[0].feedback);
}

#[test]
fn the_interviewer_asks_on_and_the_answer_is_kept_with_the_attempt() {
    let persuade = "How did you persuade the team?";
    asked_on("'Hm.' ctrl-s").shows(&["Question 1 of 4 · they ask next", persuade]);
    // Until that is answered too, all that is written is a draft.
    asked_on("'Hm.' ctrl-s 'Slowly.' pass:1s")
        .writes("began a mock of 4 | drafted escape 'Hm.' | kept: drafted escape 'Hm.\n\nSlowly.'");
    asked_on("'Hm.' ctrl-s 'Slowly.' ctrl-s").shows(&["Question 2 of 4"]).writes(
        "began a mock of 4 | drafted escape 'Hm.' | answered in a mock escape 'Hm.' then 'Slowly.'",
    );
    for end in ["ctrl-s", "ctrl-k", "esc y"] {
        let played = asked_on(&format!("'Hm.' ctrl-s {end}"));
        assert_eq!(attempts(&played)[0].follow_up.as_ref().unwrap().text, "");
    }
    let aborted = asked_on("'Hm.' ctrl-s 'Slowly.' esc y");
    assert_eq!(attempts(&aborted)[0].follow_up.as_ref().unwrap().text, "Slowly.");
}

#[test]
fn what_is_answered_when_asked_changes_no_score_and_is_said() {
    let played = asked_on(&format!("'Hm.' pass:3s ctrl-s '{BUG}' pass:2s ctrl-s esc y"));
    let attempt = attempts(&played)[0];
    let asked = attempt.follow_up.as_ref().unwrap();
    assert_eq!((attempt.score, attempt.ms, asked.ms), (0, 3_000, 2_000));
    assert_eq!(asked.met, ["bug"]);
    assert!(attempt.criteria.iter().all(|judged| judged.verdict == Verdict::NotYet));
    played.shows(&["1 answered, mean score 0 %", "0:05 of"]);
    asked_on(&format!("'Hm.' ctrl-s '{BUG}' ctrl-s esc y k k k k enter"))
        .shows(&["not yet, answered when asked"]);
}

#[test]
fn the_debrief_says_what_to_work_on_and_compares() {
    answered("").shows(&["mean score", "TO WORK ON", "1 Proves the gap stays closed  missed in 1"]);
    let again = answered("esc").again().keys("m enter 'x' ctrl-s ctrl-k ctrl-k ctrl-k");
    again.shows(&["mean scores of your rounds:"]);
    answered("pgdn pgdn").shows(&[&format!("Best: “{}", &BUG[..20])]);
}

#[test]
fn leaving_the_debrief_rates_each_card_once_or_none() {
    let rated = |keys: &str| {
        let played = answered(keys);
        let facts = played.facts();
        facts.split_once("ended a mock").unwrap().1.to_owned()
    };
    let all =
        " | rated attempt escape again | rated attempt flaky again | rated attempt charter again";
    assert_eq!(rated("enter"), all);
    assert_eq!(rated("esc"), "");
    assert_eq!(rated("q"), "");
    // The row above the last is the fourth question.
    let changed = all.replace("charter again", "charter easy");
    assert_eq!(rated("k enter 4 j enter"), changed);
    answered("k enter 4").shows(&["easy, yours", "enter rates 3 cards"]);
    answered("k enter").shows(&["Debrief · What goes into a charter?", "0 of 2 criteria met"]);
    answered("k enter a").shows(&["First the round"]);
    assert_eq!(rated("k enter esc esc"), "");
    // A card without criteria is rated only by hand.
    answered("").shows(&["unrated"]);
    assert_eq!(
        rated("k k k k enter 3 j j j j enter"),
        format!(" | rated attempt oracle good{all}")
    );
    answered("enter u").shows(&["Taken back: small/charter"]);
    round("ctrl-k 'x' ctrl-s ctrl-k ctrl-k k enter").shows(&["This question was not answered"]);
}

#[test]
fn a_number_drills_the_cards_where_it_was_missed_and_comes_back() {
    answered("1").shows(&["Your answer", "Describe a time", "Drill: 1 card to go"]);
    answered("1 esc space 3").shows(&[
        "Mock round,",
        "Drill over: 1 rated",
        "rated good",
        "rates 2 cards",
    ]);
    answered("1 esc esc").shows(&["Mock round,", "Drill left: 0 rated", "rates 3 cards"]);
    answered("1 'again' ctrl-s 4").shows(&["Mock round,", "rated easy"]);
    answered("1 ctrl-o space pass:1s enter enter 4").shows(&["Mock round,", "rated easy"]);
    answered("1 esc space 3 esc").shows(&["4 cards"]);
    round("'one' ctrl-s ctrl-k ctrl-k ctrl-k 3").shows(&["There is nothing there to drill"]);
}

#[test]
fn time_in_which_the_program_did_not_run_is_no_answering_time() {
    let answer = |keys: &str| play(&format!("j a x {keys}"));
    answer("pass:2s stop:10m pass:1s")
        .shows(&["Away for 10:01: the clock stopped", "0:02 of 2:30 · paused"]);
    answer("pass:2s stop:10m y pass:3s").shows(&["0:05 of 2:30"]);
    answer("pass:2s stop:10m left pass:3s").shows(&["0:02 of 2:30 · paused"]);
    answer("pass:2s stop:4s pass:1s").shows(&["0:07 of 2:30"]);
    answer("ctrl-t pass:2s stop:10m pass:20s ctrl-t").shows(&["0:02 of 2:30 · paused"]);
    answer("f1 pass:1h esc").shows(&["0:00 of 2:30"]);
    round("pass:2s stop:10m pass:1s").shows(&["0:02 of 1:00 · paused", "round 0:02"]);
    play("m j j j right enter 'one' stop:10m pass:1s").shows(&["Question 1 of 4", "paused"]);
}
