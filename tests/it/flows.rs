//! What the program does, a behaviour a line: keys, and what is on the screen and in the journal after.
//!
//! Says nothing about looks; those are in `screens`.

use greenroom::domain::journal::Fact;
use greenroom::domain::rubric::Verdict;

use crate::harness::{Play, Played, SMALL, play, small};

mod monkey;

const BUG: &str = "In March a race in our checkout charged 0.3 % of orders twice.";

/// On the second card, which has a rubric: writes an answer and goes on with these keys.
fn answer(text: &str, keys: &str) -> Played {
    play(&format!("j a '{text}' {keys}"))
}

/// A review session on the small deck.
fn session(keys: &str) -> Played {
    small().review().keys(keys)
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
fn the_browser_walks_over_the_cards() {
    play("").shows(&["4 cards", "0 due · 4 new", "What goes into a charter?"]).leaves(false);
    play("enter").shows(&["Small deck · 1"]);
    play("j enter").shows(&["Small deck · 2"]);
    play("j j k enter").shows(&["Small deck · 2"]);
    play("G enter").shows(&["Small deck · 4"]);
    play("G j g k enter").shows(&["Small deck · 1"]);
    play("down pgdn pgup end home l").shows(&["Small deck · 1"]);
    play("j enter n").shows(&["Small deck · 3"]);
    play("G enter n").shows(&["last card of the list", "4 cards"]);
    play("j enter esc enter").shows(&["Small deck · 2"]);
    play("q").leaves(true);
    play("enter ctrl-c").leaves(true);
}

#[test]
fn the_filter_narrows_the_list_at_every_key() {
    play("/ 'charter'").shows(&["1 card ", "/ charter"]).hides(&["flaky"]);
    play("/ '#automation'").shows(&["1 card ", "flaky"]);
    play("/ 'oracle' enter enter").shows(&["Small deck · 4"]);
    play("/ 'zzzz'").shows(&["0 cards", "No card passes this filter"]);
    play("/ 'zzzz' enter enter a r s f e").shows(&["0 cards"]).writes("");
    play("/ 'zzzz' enter esc").shows(&["4 cards"]);
    play("/ 'zzzz' ctrl-u").shows(&["4 cards"]);
    play("/ 'charterx' backspace").shows(&["1 card "]);
    play("/ 'q'").shows(&["/ q"]).leaves(false);
    play("/ paste:'two\nlines'").shows(&["/ two lines"]);
    small().query("level:mid").keys("").shows(&["1 card ", "/ level:mid"]);
}

#[test]
fn a_wrong_filter_is_said_and_the_list_stays() {
    play("/ paste:'#automation' paste:' level:expert'").shows(&["1 card ", "flaky", "expert"]);
    play("/ paste:'score<' enter").shows(&["4 cards", "no number after score yet"]);
}

#[test]
fn esc_puts_the_filter_back_as_it_was() {
    play("/ 'charter' esc").shows(&["4 cards"]).hides(&["/ charter"]);
    play("/ 'charter' enter / ' zzzz' esc").shows(&["1 card ", "/ charter"]).hides(&["zzzz"]);
    play("/ 'charter' enter / paste:' level:expert' esc").shows(&["1 card "]).hides(&["expert"]);
    play("/ 'charter' enter esc").shows(&["4 cards"]);
}

#[test]
fn space_includes_excludes_and_clears_a_tag() {
    play("tab j space").shows(&["[+] exploration", "/ #exploration", "2 cards"]);
    play("tab j space space").shows(&["[-] exploration", "/ -#exploration", "2 cards"]);
    play("tab j space space space").shows(&["[ ] exploration", "4 cards"]).hides(&["/ #"]);
    play("tab j space j j j space").shows(&["[+] planning", "1 card "]);
    play("/ 'charter' enter tab j space").shows(&["/ charter #exploration"]);
    play("space j space").shows(&["[+] exploration"]);
}

#[test]
fn the_panel_chooses_decks_and_levels() {
    play("tab space").shows(&["▸ Small deck", "/ deck:small", "4 cards"]);
    play("tab space space").shows(&["4 cards"]).hides(&["▸", "deck:small"]);
    play("tab G space").shows(&["[+] senior", "/ level:senior", "1 card "]);
    play("tab G space k space").shows(&["[+] mid", "[+] senior", "2 cards"]);
    play("tab G enter").shows(&["[+] senior"]);
    play("tab G space tab enter").shows(&["Small deck · 2"]);
}

#[test]
fn the_steps_of_a_card_appear_one_at_a_time() {
    let tall = |keys: &str| small().size(80, 60).keys(keys);
    tall("enter").shows(&["What goes into a charter?", "space shows: short answer"]);
    tall("enter").hides(&["SHORT", "mission", "1 again"]);
    tall("enter space").shows(&["SHORT ANSWER", "A mission"]).hides(&["DETAIL", "Latin-1"]);
    tall("enter space space").shows(&["DETAIL", "Latin-1"]).hides(&["LOOK FOR", "leaves freedom"]);
    tall("enter space enter space").shows(&["LOOK FOR"]).hides(&["COMMON PITFALL", "in disguise"]);
    tall("enter space space space space")
        .shows(&["PITFALL"])
        .hides(&["How long", "bank statements, with"]);
    tall("enter space space space space space space space")
        .shows(&["A MODEL ANSWER", "That is all"]);
    tall("G enter space space").shows(&["That is all of this card"]);
    tall("enter space n").hides(&["SHORT ANSWER", "prove that the gap"]);
}

#[test]
fn a_long_card_scrolls_and_a_new_step_comes_into_view() {
    let low = |keys: &str| small().size(60, 12).keys(keys);
    low("enter space space").shows(&["DETAIL"]);
    low("enter space space space G").shows(&["leaves freedom"]).hides(&["What goes into"]);
    low("enter space space space G g").shows(&["What goes into"]).hides(&["leaves freedom"]);
    low("enter space space space k k j j").shows(&["LOOK FOR"]);
}

#[test]
fn a_rating_needs_a_look_at_the_answer() {
    play("enter 3").writes("").shows(&["Reveal the short answer first"]);
    play("enter space 3")
        .writes("rated charter good")
        .shows(&["good: in 2 days; u takes it back", "4 cards"]);
    play("enter space 1").writes("rated charter again").shows(&["again: again today"]);
    play("j enter space 2").writes("rated escape hard");
    play("j enter space 4").writes("rated escape easy");
}

#[test]
fn a_session_asks_new_cards_in_the_order_of_the_deck() {
    session("").shows(&["Small deck · 1", "0 rated · 4 to go", "0 due, 4 new"]);
    session("space 3").shows(&["Small deck · 2", "1 rated · 3 to go"]).hides(&["SHORT ANSWER"]);
    session("space 3 space 3 space 3 space 3").shows(&["Session done: 4 rated", "4 cards"]);
    session("n n n n").shows(&["Session done: 0 rated, 4 passed over"]).writes("");
    session("space 3 esc").shows(&["Session left after 1 rated", "4 cards"]);
    session("space 3 esc r").shows(&["Small deck · 2"]);
    play("/ '#automation' enter r space 3").shows(&["Session done: 1 rated"]);
    small().review().query("level:mid").keys("").shows(&["Small deck · 3"]);
}

#[test]
fn a_session_has_so_many_new_cards_a_day() {
    let few = small().new_per_day(2).review();
    few.keys("space 3 space 3").shows(&["Session done: 2 rated", "2 new cards wait for tomorrow"]);
    few.keys("space 3 space 3 r").shows(&["today's new cards are done (2 more wait)"]);
    few.keys("space 3 space 3 pass:1d r").shows(&["Small deck · 3"]);
}

#[test]
fn due_cards_come_before_new_ones() {
    let yesterday = play("G enter space 3");
    let later = yesterday.again();
    later.keys("pass:3d r").shows(&["Small deck · 4", "1 due, 3 new"]);
    later.keys("r").shows(&["Small deck · 1"]);
}

#[test]
fn again_comes_back_in_the_session_but_not_within_ten_minutes() {
    session("space 1").shows(&["Small deck · 2", "1 rated · 4 to go"]);
    session("space 1 pass:9m space 3").shows(&["Small deck · 3"]);
    session("space 1 pass:10m space 3").shows(&["Small deck · 1"]);
}

#[test]
fn again_comes_back_at_once_where_nothing_else_is_left() {
    session("space 1 space 3 space 3 space 3").shows(&["Small deck · 1"]);
    session("space 1 n n n space 3").shows(&["Session done: 2 rated, 1 again, 3 passed over"]);
}

#[test]
fn undo_takes_back_the_last_thing_without_limit() {
    play("enter space 3 u").writes("rated charter good | undone (rated charter good)");
    play("enter space 3 u").shows(&["Taken back", "4 new"]);
    play("f s u u").writes(
        "flagged charter true | suspended charter true | \
         undone (suspended charter true) | undone (flagged charter true)",
    );
    play("u").writes("").shows(&["nothing to take back"]);
    play("f u u").shows(&["nothing to take back"]);
}

#[test]
fn undo_reaches_back_before_the_last_start() {
    let first = play("enter space 3 j f q");
    first.again().keys("u u").writes("undone (flagged escape true) | undone (rated charter good)");
    first.again().keys("u u q").again().keys("u").writes("").shows(&["nothing to take back"]);
}

#[test]
fn undo_in_a_session_asks_the_card_again() {
    session("space 3 u").shows(&["Small deck · 1", "0 rated · 4 to go"]);
    session("space 3 u space 1")
        .writes("rated charter good | undone (rated charter good) | rated charter again");
    session("space 1 u space 3 n n n").shows(&["Session done: 1 rated, 3 passed over"]);
    session("space 3 f u n n n").shows(&["Session done: 1 rated, 3 passed over"]);
}

#[test]
fn a_suspended_card_is_out_of_the_queue() {
    play("s r").writes("suspended charter true").shows(&["Small deck · 2"]);
    play("s s r").shows(&["Small deck · 1"]);
    play("s / 'is:suspended'").shows(&["1 card ", "suspended"]);
    session("s n").shows(&["Small deck · 2", "0 rated · 3 to go"]);
    play("enter s").writes("suspended charter true").shows(&["– suspended"]);
}

#[test]
fn a_flag_is_found_again() {
    play("j f / 'is:flagged'").writes("flagged escape true").shows(&["1 card ", "⚑"]);
    play("j f f").writes("flagged escape true | flagged escape false").hides(&["⚑"]);
    play("enter f").shows(&["⚑ flagged"]);
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
    play("a q pass:1s").writes("drafted charter 'q'").leaves(false);
    play("a ? / 1 space u pass:1s").writes("drafted charter '?/1 u'");
    play("a paste:'a\tb\u{1b}[31mc\u{202e}d' pass:1s").writes("drafted charter 'a    b[31mcd'");
    play("a 'one two' ctrl-z pass:1s").writes("drafted charter 'one '");
    play("a 'one two' ctrl-z ctrl-y pass:1s").writes("drafted charter 'one two'");
    play("a 'one' enter 'two' pass:1s").writes("drafted charter 'one\ntwo'");
}

#[test]
fn a_draft_is_written_within_a_second_of_the_first_unsaved_key() {
    answer("abc", "").writes("");
    answer("abc", "pass:899").writes("");
    answer("abc", "pass:900").writes("drafted escape 'abc'");
    answer("abc", "pass:500 'd' pass:400").writes("drafted escape 'abcd'");
    answer("a", "pass:800 b pass:800 c pass:800 d pass:100")
        .writes("drafted escape 'ab' | drafted escape 'abcd'");
    answer("abc", "pass:1m").writes("drafted escape 'abc'");
    answer("abc", "f1 pass:1s").writes("drafted escape 'abc'");
    answer("abc", "tab pass:1s").writes("drafted escape 'abc'");
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
    first.again().keys("j a ' goes on' pass:1s").writes("drafted escape 'My draft goes on'");
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
    play("j a left backspace del ctrl-w alt-d ctrl-x ctrl-z ctrl-y tab tab pass:5s")
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
fn who_does_nothing_wakes_nothing() {
    assert_eq!(play("pass:1d").wakeups, 0);
    assert_eq!(play("enter space pass:1d").wakeups, 0);
    assert_eq!(play("j a pass:1d").wakeups, 0);
    assert_eq!(answer("x", "pass:2s blur pass:1d").wakeups, 3);
    // Draft, pause, then the clock's seconds.
    assert_eq!(answer("x", "pass:10s").wakeups, 11);
    assert_eq!(play("enter 3 pass:1d").wakeups, 1);
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

#[test]
fn an_answer_in_a_session_goes_on_with_the_next_card() {
    session("a 'Hm.' ctrl-s 3").shows(&["Small deck · 2", "1 rated · 3 to go"]);
    session("space a 'Hm.' ctrl-s 3").shows(&["Small deck · 2"]);
    session("a 'Hm.' esc").shows(&["Small deck · 1", "✎ draft"]);
    session("a 'Hm.' ctrl-s esc").shows(&["Small deck · 1"]);
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
    small().hears(&other).keys("enter esc").shows(&["⚑", "3 new"]);
    small().hears(&other).keys("enter esc u").shows(&["Taken back: small/oracle"]);
}

#[test]
fn help_opens_everywhere_and_gives_the_keys_of_the_place() {
    play("?").shows(&["Browser", "Open the selected card"]);
    play("enter ?").shows(&["Reveal the next step"]);
    play("a f1").shows(&["Submit the answer"]);
    play("a 'abc' f1 q").shows(&["abc"]).leaves(false);
    play("? esc").shows(&["4 cards"]);
    play("? f1 ? ").shows(&["4 cards"]);
}

#[test]
fn every_card_of_the_shipped_deck_opens_and_reveals_itself() {
    let (_, deck) = greenroom::shell::deck_files::embedded().next().unwrap();
    let deck = std::str::from_utf8(deck).unwrap();
    let script = "enter space space space space space space n ".to_owned();
    let all = Play::on(deck).size(100, 40).keys(&(script + &"space space space G n ".repeat(11)));
    assert!(all.writes("").model.library.problems.is_empty());
}
