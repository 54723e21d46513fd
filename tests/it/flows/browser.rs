//! The browser, its filter and its panel; and the help.

use crate::harness::{Play, play, small};

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
fn where_nothing_passes_it_says_what_to_do_next() {
    play("/ 'is:due' enter").shows(&["Nothing is due here: no card was rated yet", "answers"]);
    play("enter space 3 / 'is:due' enter").shows(&["Nothing is due here: the next card comes"]);
    play("/ 'is:draft' enter").shows(&["No drafts here"]);
    play("/ 'is:flagged' enter").shows(&["f flags one", "esc clears"]);
    play("/ 'is:suspended' enter").shows(&["s takes out"]);
    play("/ 'score<60' enter").shows(&["No card has such a score"]);
    small().new_per_day(0).keys("r").shows(&["Nothing is due"]);
    small().new_per_day(1).keys("enter space 3 / 'charter' enter r").shows(&["comes back"]);
    Play::on("id = \"none\"\ntitle = \"None\"\n").keys("").shows(&["No cards.", "--deck PATH"]);
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
fn help_opens_everywhere_and_gives_the_keys_of_the_place() {
    play("?").shows(&["Browser", "Open the selected card"]);
    play("enter ?").shows(&["Reveal the next step"]);
    play("a f1").shows(&["Submit the answer"]);
    play("a 'abc' f1 q").shows(&["abc"]).leaves(false);
    play("? esc").shows(&["4 cards"]);
    play("? f1 ? ").shows(&["4 cards"]);
}
