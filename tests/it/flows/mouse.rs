//! The mouse: whatever it does, it does where things stand in the window.

use greenroom::app::action::Context;
use proptest::prelude::*;

use crate::harness::{Played, practised, small};

/// A script on the four small cards, after a key that ends the welcome and does nothing else.
fn play(script: &str) -> Played {
    small().keys(&format!("g {script}"))
}

#[test]
fn a_click_selects_a_card_and_another_opens_it() {
    play("click:'How do you deal' enter").shows(&["Small deck · 3"]);
    play("click:'How do you deal'").shows(&["4 cards", "#automation"]);
    play("click:'How do you deal' click:'How do you deal'").shows(&["Small deck · 3"]);
    play("tab click:'What goes into' enter").shows(&["Small deck · 1"]);
    play("/ 'a' click:'What goes into' j").shows(&["/ a "]).hides(&["/ aj"]);
}

#[test]
fn the_side_panel_and_the_tags_of_the_preview_write_into_the_filter() {
    play("click:'[ ] exploration'").shows(&["[+] exploration", "/ #exploration", "2 cards"]);
    play("click:'[ ] exploration' click:'[+] exploration'").shows(&["[-] exploration"]);
    play("click:'[ ] senior' j").shows(&["/ level:senior"]);
    play("click:'Decks and tags' space").shows(&["deck:small"]);
    play("click:'#exploration'").shows(&["/ #exploration", "2 cards"]);
    play("click:'#exploration #' click:'#exploration #'").shows(&["4 cards"]);
    play("click:'words  #tag' 'charter'").shows(&["/ charter", "1 card "]);
}

#[test]
fn words_of_the_footer_tabs_and_ratings_do_what_their_keys_do() {
    play("click:'answer  '").shows(&["Your answer"]);
    play("click:'? help'").shows(&["Browser", "Open the selected card"]);
    play("click:'quit'").leaves(true);
    play("enter click:'space shows'").shows(&["SHORT ANSWER"]);
    play("enter space click:'3 good'").writes("rated charter good");
    play("enter space click:'1 again'").writes("rated charter again");
    play("j a 'Hm.' ctrl-s click:'4 easy'")
        .writes("answered escape 'Hm.' | rated attempt escape easy");
    practised().keys("p click:'3 Scores'").shows(&["[3 Scores]"]);
    practised().keys("p 2 click:'proof' enter").shows(&["Drill: proof"]);
    play("e click:3x23").opens(&["/decks/small.toml:8"]);
}

#[test]
fn a_click_in_the_answer_places_the_cursor_and_one_in_the_rubric_walks_there() {
    play("j a 'one two three' click:'two' X pass:1s")
        .writes("kept: drafted escape 'one Xtwo three'");
    play("j a 'one two' click:60x8 '!' pass:1s").writes("kept: drafted escape 'one two!'");
    play("j a 'one' tab click:'one' X pass:1s").writes("kept: drafted escape 'Xone'");
    play("j a 'Hm.' click:'Says why' x").shows(&["● Says why the tests missed it (yours)"]);
    play("j a 'Hm.' ctrl-f click:'Hidden' 'x' pass:1s").writes("kept: drafted escape 'Hm.x'");
}

#[test]
fn the_wheel_turns_what_is_under_the_pointer() {
    play("wheel:'What goes into' enter").shows(&["Small deck · 4"]);
    play("G back:'What goes into' enter").shows(&["Small deck · 1"]);
    play("wheel:'[ ] exploration' enter").shows(&["Small deck · 1"]);
    let card = "enter space space space space space";
    small()
        .size(60, 12)
        .keys(&format!("{card} g wheel:'What goes into'"))
        .hides(&["What goes into"]);
    practised().size(80, 16).keys("p 2 wheel:'Gaps by'").hides(&["Gaps by"]);
    let long =
        "j a 'a' enter 'b' enter 'c' enter 'd' enter 'e' enter 'f' enter 'g' enter 'h' enter 'i'";
    small().size(40, 12).keys(&format!("{long} back:'i' back:'f' back:'c'")).shows(&["│ a "]);
}

#[test]
fn a_question_waits_for_its_answer_whatever_is_clicked() {
    play("e click:'What goes into' click:'What goes into'").shows(&["Copy it to your own decks"]);
    let broken_off = |keys: &str| play(&format!("m enter 'half' esc {keys}"));
    broken_off("click:'y yes'").shows(&["nothing was answered"]);
    broken_off("click:'n no'").shows(&["Question 1 of 4"]).hides(&["Break the round off?"]);
    broken_off("click:'Break the round' click:'   n no'").shows(&["Break the round off?"]);
    play("disk:full f q click:'leave without saving'").leaves(true);
    play("disk:full f q click:'stay'").leaves(false).hides(&["Leave all the same?"]);
    play("click:'What goes into' resize:20x5 click:3x3").shows(&["greenroom needs"]);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn a_click_anywhere_at_any_size_brings_nothing_down(
        way in prop::sample::select(vec![
            "", "tab", "/ 'a'", "enter", "enter space", "j a 'Hm.'", "j a 'Hm.' tab", "j a 'Hm.' ctrl-s",
            "p", "p 2", "p 3", "?", "? / 'a'", ":", "m", "m enter", "i", "v", "v enter enter", "e",
        ]),
        size in (1u16..130, 1u16..50),
        places in prop::collection::vec((0u16..140, 0u16..55), 1..12),
        what in prop::sample::select(vec!["click", "wheel", "back"]),
    ) {
        let clicks: Vec<_> = places.iter().map(|(x, y)| format!("{what}:{x}x{y}")).collect();
        small().size(size.0, size.1).keys(&format!("{way} {}", clicks.join(" ")));
    }
}

#[test]
fn a_click_beside_everything_changes_nothing() {
    for place in ["0x0", "79x0", "200x200", "0x23"] {
        let played = small().keys(&format!("click:{place}"));
        assert_eq!(played.model.context(), Context::Browse);
    }
}
