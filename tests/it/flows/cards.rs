//! Cards revealed and rated, sessions, and what can be taken back.

use crate::harness::{Play, Played, play, small};

/// A review session on the small deck.
fn session(keys: &str) -> Played {
    small().review().keys(keys)
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
        .shows(&["good: comes back in 2 days; u undoes", "4 cards"]);
    play("enter space 1").writes("rated charter again").shows(&["again: comes back today"]);
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
fn an_answer_in_a_session_goes_on_with_the_next_card() {
    session("a 'Hm.' ctrl-s 3").shows(&["Small deck · 2", "1 rated · 3 to go"]);
    session("space a 'Hm.' ctrl-s 3").shows(&["Small deck · 2"]);
    session("a 'Hm.' esc").shows(&["Small deck · 1", "✎ draft"]);
    session("a 'Hm.' ctrl-s esc").shows(&["Small deck · 1"]);
}

#[test]
fn every_card_of_the_shipped_deck_opens_and_reveals_itself() {
    let (_, deck) = greenroom::shell::deck_files::embedded().next().unwrap();
    let deck = std::str::from_utf8(deck).unwrap();
    let script = "enter space space space space space space n ".to_owned();
    let all = Play::on(deck).size(100, 40).keys(&(script + &"space space space G n ".repeat(11)));
    assert!(all.writes("").model.library.problems.is_empty());
}
