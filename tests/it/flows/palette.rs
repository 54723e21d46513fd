//! The command palette, the help's search, and the welcome of the first start.

use crate::harness::{play, practised, small};

#[test]
fn the_palette_runs_what_its_keys_would_on_the_screen_below() {
    play(": 'answer' enter").shows(&["Your answer"]);
    play("ctrl-p 'progress' enter").shows(&["[1 Days]"]);
    play(": 'flag' enter").writes("flagged charter true");
    play("enter : 'reveal' enter").shows(&["SHORT ANSWER"]);
    play(": 'leave greenroom' enter").leaves(true);
    play(": 'rvw' enter").shows(&["Small deck · 1", "to go"]);
    play(": 'every key' enter").shows(&["Open the selected card"]);
}

#[test]
fn the_palette_works_while_an_answer_is_written_and_leaves_it_alone() {
    play("j a 'Hm.' ctrl-p 'submit' enter").shows(&["Debrief"]).writes("answered escape 'Hm.'");
    play("j a 'Hm.' ctrl-p 'abc' esc '!' pass:1s").writes("kept: drafted escape 'Hm.!'");
    play("j a 'Hm.' ctrl-p 'zzz' enter").shows(&["Nothing here is called that"]);
    play("j a 'Hm.' ctrl-p 'abc' pass:1s").writes("kept: drafted escape 'Hm.'");
    play("j a 'Hm.' : pass:1s").writes("kept: drafted escape 'Hm.:'");
}

#[test]
fn the_palette_closes_and_walks() {
    play(":").shows(&["Commands", "Open the selected card"]);
    play(": esc").hides(&["Commands"]);
    play("ctrl-p ctrl-p").hides(&["Commands"]);
    play(": down up enter").shows(&["Small deck · 1"]);
    play(": down enter").shows(&["Your answer"]);
    play(": 'zzz' ctrl-u").shows(&["Open the selected card"]);
    play(": f1").shows(&["Browser", "Open the selected card"]);
    play(": ctrl-c").leaves(true);
    play("e ctrl-p").hides(&["Commands"]);
    play(": click:'Write an answer'").shows(&["Your answer"]);
    play(": 'zzz' click:'Nothing here' click:0x20").hides(&["Commands"]);
    small().size(40, 12).keys(": pgdn pgdn pgdn enter").hides(&["Commands"]);
}

#[test]
fn the_help_is_searched() {
    play("? / 'flag'").shows(&["Flag the card", "Card"]).hides(&["Open the selected card"]);
    play("? / 'f1'").shows(&["also while writing"]);
    play("? / 'flag' enter j k").shows(&["/ flag"]);
    play("? / 'flag' esc").shows(&["Open the selected card"]).hides(&["/ flag"]);
    play("? / 'flag' enter esc").shows(&["4 cards"]);
    play("? / 'zzz'").shows(&["Nothing holds these words"]);
    play("? / 'q?' enter ?").shows(&["4 cards"]);
    play("! / 'zzz'").shows(&["Nothing"]);
}

#[test]
fn the_first_start_begins_with_a_welcome_that_any_key_ends() {
    let welcome = &["Welcome", "answer the first question"];
    play("").shows(welcome).leaves(false);
    play("a").shows(&["Your answer"]).hides(welcome);
    play("enter").shows(&["Small deck · 1"]);
    play("enter esc").hides(welcome);
    play("j").hides(welcome);
    play("pass:1m resize:100x30 blur focus").shows(welcome);
    play("click:'Welcome'").hides(welcome).shows(&["4 cards"]);
    play("click:'? help' esc").hides(welcome);
    small().review().keys("").hides(welcome);
    small().unwritable("no folder").keys("").hides(welcome);
    practised().keys("").hides(welcome);
    play("f q").again().keys("").hides(welcome);
    play("j q").again().keys("").shows(welcome);
    practised().tour().keys("").shows(welcome);
    small().query("zzzz").keys("").hides(welcome);
}
