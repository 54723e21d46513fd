//! Where the world comes in: a disk that fails, decks that change, other runs, time that passes.

use crate::harness::{Play, Played, SMALL, play, small};

/// On the second card, which has a rubric: writes an answer and goes on with these keys.
fn answer(text: &str, keys: &str) -> Played {
    play(&format!("j a '{text}' {keys}"))
}

/// The small deck as the user's own, which the editor leaves like this.
fn edited(deck: impl Into<String>) -> Play {
    small().own().edited(deck)
}

/// Where the editor opens for a card.
fn at(card: &str) -> String {
    let before = SMALL.split(&format!("id = \"{card}\"")).next().unwrap();
    format!("/decks/small.toml:{}", before.lines().count())
}

/// The small deck without a card.
fn without(card: &str) -> String {
    let parts =
        SMALL.split("[[card]]\n").filter(|part| !part.contains(&format!("id = \"{card}\"")));
    parts.collect::<Vec<_>>().join("[[card]]\n")
}

#[test]
fn who_does_nothing_wakes_nothing() {
    assert_eq!(play("pass:1d").wakeups, 0);
    assert_eq!(play("enter space pass:1d").wakeups, 0);
    assert_eq!(play("j a pass:1d").wakeups, 0);
    assert_eq!(answer("x", "pass:2s blur pass:1d").wakeups, 3);
    // Draft, pause, then the clock's seconds.
    assert_eq!(answer("x", "pass:10s").wakeups, 11);
    assert_eq!(answer("x", "f1 pass:1h").wakeups, 1);
    assert_eq!(play("enter 3 pass:1d").wakeups, 1);
}

#[test]
fn what_cannot_be_written_is_said_until_it_is() {
    play("disk:full enter space 3").writes("").shows(&["! 1 not saved yet: no space left"]);
    play("disk:full enter space 3 pass:1h j").shows(&["! 1 not saved yet"]);
    play("disk:full f j f").writes("").shows(&["! 2 not saved yet"]);
    play("disk:full f disk:free").shows(&["! 1 not saved yet"]);
    play("disk:full f s disk:free j f")
        .hides(&["not saved"])
        .writes("flagged charter true | suspended charter true | flagged escape true");
    play("disk:full a 'abc' pass:1s disk:free 'd' pass:1s")
        .hides(&["not saved"])
        .writes("drafted charter 'abc' | drafted charter 'abcd'");
}

#[test]
fn leaving_tries_once_more_and_asks_where_that_fails() {
    play("disk:full f q")
        .leaves(false)
        .shows(&["1 thing is not saved: no space left", "Leave all"]);
    play("disk:full f q n").leaves(false).hides(&["Leave all"]);
    play("disk:full f q y").leaves(true).writes("");
    play("disk:full f ctrl-c").leaves(false);
    play("disk:full f ctrl-c ctrl-c").leaves(true);
    play("disk:full a 'abc' ctrl-c").leaves(false).shows(&["Leave all"]);
    play("disk:full a 'abc' ctrl-c n disk:free ctrl-c")
        .writes("drafted charter 'abc'")
        .leaves(true);
    play("disk:full f disk:free q").writes("flagged charter true").leaves(true);
    play("disk:full f q disk:free y").writes("flagged charter true").leaves(true);
    play("disk:full f disk:free term").writes("flagged charter true").leaves(true);
    play("disk:full a 'abc' term").writes("").leaves(true);
}

/// What a script leaves elsewhere, in how many facts; the program was left.
#[track_caller]
fn rescues(script: &str, facts: usize) -> Played {
    let played = play(script).leaves(true).writes("");
    assert_eq!(played.elsewhere.len(), facts, "{script}");
    played
}

#[test]
fn what_cannot_be_saved_is_written_elsewhere_before_it_is_lost() {
    play("disk:full f q").shows(&["w save to another file, leave", "y leave without saving"]);
    rescues("disk:full f s q w", 2);
    rescues("disk:full f q enter", 1);
    rescues("disk:full f ctrl-c ctrl-c", 1);
    rescues("disk:full f term", 1);
    rescues("disk:full a 'abc' term", 1);
    rescues("disk:full a 'abc' pass:1m 'd' ctrl-c w", 2);
    // Given up when the user says so, and only then.
    rescues("disk:full f q y", 0);
    play("disk:full other:full f q w").leaves(false).shows(&["no other place was found: no"]);
    play("disk:full other:full f q w n").leaves(false).hides(&["no other place"]);
    rescues("disk:full other:full f q w y", 0);
    rescues("disk:full other:full f term", 0);
    // In a question of another kind it means nothing.
    play("e w").shows(&["is built in"]);
}

#[test]
fn what_could_not_be_written_is_tried_again_by_itself() {
    play("disk:full f disk:free pass:9s").shows(&["1 not saved yet"]).writes("");
    play("disk:full f disk:free pass:11s")
        .shows(&["Everything is saved again"])
        .writes("flagged charter true");
    let waits =
        play("disk:full f pass:1h").shows(&["1 not saved yet: no space left. It is tried again"]);
    // After 10, 20, 40 … 600 seconds.
    assert_eq!(waits.wakeups, 11);
    play("disk:full a 'abc' pass:5s disk:free pass:20s").writes("drafted charter 'abc'");
    play("disk:full f q n disk:free pass:21s").hides(&["not saved"]).writes("flagged charter true");
}

#[test]
fn facts_keep_their_order_whichever_write_fails() {
    let all = play("f s j f G f k s").facts();
    for each in 1..6 {
        let script = format!("disk:{each} f s j f G f k s disk:free pass:11m");
        play(&script).writes(&all).hides(&["not saved"]);
    }
}

#[test]
fn that_nothing_is_kept_is_said_before_the_first_answer_is_written() {
    let why = "What you do now is not kept: Read-only file system.";
    let start = small().unwritable(why);
    for keys in ["", "j a", "enter", "?", "j a 'abc'", "r"] {
        start.keys(keys).shows(&["! What you do now is not kept: Read-only"]);
        start.clone().size(40, 12).keys(keys).shows(&["! What you do now is not kept:"]);
        start.clone().size(30, 8).keys(keys).shows(&["! What you do now is not"]);
    }
    start.keys("f").hides(&["not kept"]).writes("flagged charter true");
}

#[test]
fn a_built_in_deck_is_copied_before_it_is_edited_and_only_if_the_user_agrees() {
    play("j e").shows(&["small.toml is built in", "y yes   n no"]).opens(&[]);
    play("j e n").hides(&["is built in"]).opens(&[]);
    play("j e y").hides(&["is built in"]).opens(&[&at("escape")]);
    play("enter e y").opens(&[&at("charter")]);
    play("j e y k e").opens(&[&at("escape"), &at("charter")]);
    play("e j").shows(&["is built in"]);
    small().editor_fails().keys("e y").shows(&["The editor did not open: no editor"]);
}

#[test]
fn a_deck_of_the_users_opens_at_the_card_and_is_read_again() {
    small().own().keys("j e").opens(&[&at("escape")]);
    let other = SMALL.replace("goes into a charter", "belongs in a charter");
    edited(&*other).keys("e").shows(&["belongs in a charter", "Decks read again: 4 cards"]);
    edited(&*other).keys("enter e").shows(&["Small deck · 1", "belongs in a charter"]);
    edited("id = 'small'\n[[card]]\n").keys("e").shows(&["problems; ! shows them"]);
    edited("id = 'small'\n[[card]]\n").keys("e !").shows(&["small.toml"]);
}

#[test]
fn reading_the_decks_again_keeps_what_is_open() {
    let other = SMALL.replace("goes into a charter", "belongs in a charter");
    edited(&*other).keys("enter space e").shows(&["SHORT ANSWER", "belongs in"]);
    edited(&*other).keys("/ 'charter' enter e").shows(&["/ charter", "1 card "]);
    edited(without("charter"))
        .keys("j j enter space e")
        .shows(&["How do you deal", "SHORT ANSWER"]);
    edited(without("charter")).keys("enter e").shows(&["3 cards"]).hides(&["charter?"]);
    edited(&*other).keys("j a 'abc' esc k e j a").shows(&["abc"]);
}

#[test]
fn a_session_goes_on_without_a_card_that_is_gone() {
    let gone = |card: &str, keys: &str| edited(without(card)).review().keys(keys);
    gone("escape", "e space 3").shows(&["How do you deal with a flaky test?", "1 rated · 2 to go"]);
    gone("charter", "e").shows(&["3 cards"]).hides(&["to go"]);
    gone("charter", "e enter space 3").hides(&["to go", "Session"]);
    gone("charter", "space 3 e u").shows(&["Taken back"]);
}

#[test]
fn what_another_run_wrote_is_heard_of() {
    let other = play("j f G enter space 3");
    small().hears(&other).keys("").hides(&["⚑"]);
    small().hears(&other).keys("focus").shows(&["⚑"]);
    small().hears(&other).keys("j j").hides(&["⚑"]);
    small().hears(&other).keys("pass:1s j").shows(&["⚑"]);
    small().hears(&other).keys("? esc").shows(&["⚑"]);
    small().hears(&other).keys("enter esc").shows(&["⚑", "3 new"]);
    small().hears(&other).keys("enter esc u").shows(&["Taken back: small/oracle"]);
}
