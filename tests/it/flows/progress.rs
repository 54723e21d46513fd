//! The progress screen: its tabs, what it is about, and drills.

use crate::harness::{Played, play, practised};

/// The progress screen after five made weeks.
fn progress(keys: &str) -> Played {
    practised().keys(&format!("p {keys}"))
}

#[test]
fn the_tabs_are_reached_by_their_figures_and_by_going_round() {
    progress("").shows(&["[1 Days]", "all 10 cards", "Minutes a week"]);
    progress("2").shows(&["[2 Gaps]", "Gaps by kind"]);
    progress("3").shows(&["[3 Scores]", "over "]);
    progress("4").shows(&["[4 Recall]", "Recalled"]);
    progress("5").shows(&["[5 Due]", "Cards due a day"]);
    progress("tab right l tab").shows(&["[5 Due]"]);
    progress("tab tab tab tab tab").shows(&["[1 Days]"]);
    progress("backtab").shows(&["[5 Due]"]);
    progress("left h").shows(&["[4 Recall]"]);
    for leave in ["q", "esc", "p"] {
        progress(leave)
            .shows(&["10 cards", "Practice"])
            .hides(&["[1 Days]"])
            .leaves(false)
            .writes("");
    }
}

#[test]
fn where_there_is_little_room_the_tab_says_which_of_how_many_it_is() {
    practised().size(30, 8).keys("p 5").shows(&["[Due] 5 of 5"]);
    practised().size(40, 12).keys("p 5").shows(&["[Due]", "Scores"]);
}

#[test]
fn it_is_about_the_cards_that_the_filter_lets_through() {
    let filtered = |keys: &str| practised().query("#behavioural").keys(keys);
    filtered("p").shows(&["3 cards that pass #behavioural"]);
    filtered("p 2").hides(&["definition"]);
    filtered("p 3 s s s").shows(&["1 of 2"]);
    practised()
        .query("zzzz")
        .keys("p")
        .shows(&["Nothing done on these cards", "0 cards that pass zzzz"]);
    practised().query("zzzz").keys("p 5").shows(&["Nothing to come back"]);
}

#[test]
fn scores_are_shown_of_all_by_deck_by_tag_and_by_card() {
    progress("3").shows(&["All cards shown"]);
    progress("3 s").shows(&["Deck practice"]);
    progress("3 s s").shows(&["Tag #automation", "1 of 6"]);
    progress("3 s s n").shows(&["Tag #behavioural", "2 of 6"]);
    progress("3 s s N").shows(&["Tag #vocabulary", "6 of 6"]);
    progress("3 s s n n n n n n").shows(&["Tag #automation"]);
    progress("3 s s s").shows(&["1 of 9"]);
    progress("3 s s s s").shows(&["All cards shown"]);
    practised().size(80, 60).keys("p 3").shows(&["Latest answers   ◆ spoken"]);
}

#[test]
fn a_card_shows_its_own_scores() {
    let card = practised().keys("enter p");
    card.shows(&["[3 Scores]", "This card", "Describe a bug that production caught"]);
    practised().keys("enter p esc").shows(&["Practice · 1"]);
    play("enter p").shows(&["No answers to these cards yet"]);
}

#[test]
fn a_gap_says_how_it_stands_and_why() {
    let tall = |keys: &str| practised().size(80, 40).keys(&format!("p 2 {keys}"));
    tall("").shows(&["▸ proof", "open", "a row that meet it, on two cards, close it"]);
    tall("").shows(&["An answer shows with a measure and a period that it worked."]);
    tall("s").shows(&["Gaps by tag", "▸ #"]);
    tall("s s").shows(&["Gaps by kind"]);
    tall("G g").shows(&["▸ proof"]);
    tall("j").hides(&["▸ proof"]);
    tall("j k").shows(&["▸ proof"]);
}

#[test]
fn a_drill_asks_the_cards_where_it_was_missed_and_comes_back_to_the_gap() {
    let drill = |keys: &str| progress(&format!("2 enter {keys}"));
    drill("").shows(&["Drill: proof, 4 cards to go", "Your answer"]);
    drill("'Hm.' ctrl-s 3").shows(&["Drill: proof, 3 cards to go", "Your answer"]);
    // The answer is left, not the drill; passing over goes on, and leaving comes back to the gap.
    drill("esc").shows(&["0 rated · 4 to go"]);
    drill("esc n").shows(&["Drill: proof, 3 cards to go"]);
    drill("esc esc").shows(&["Drill left after 0 rated", "▸ proof", "[2 Gaps]"]);
    drill("esc esc esc").shows(&["10 cards"]);
    drill("esc n esc n esc n esc n").shows(&["Drill over: 0 rated; proof is open now", "▸ proof"]);
    let all = drill("'Hm.' ctrl-s 3 'Hm.' ctrl-s 3 'Hm.' ctrl-s 3 'Hm.' ctrl-s 3");
    all.shows(&["Drill over: 4 rated; proof is open now", "▸ proof"]);
    progress("2 d").shows(&["Drill: proof"]);
}

#[test]
fn a_drilled_rating_may_be_taken_back_and_is_asked_again() {
    let drill = |keys: &str| progress(&format!("2 enter {keys}"));
    drill("'Hm.' ctrl-s 3 esc u").shows(&["0 rated · 4 to go"]);
}

#[test]
fn without_attempts_it_says_what_to_do() {
    play("p").shows(&["Nothing done on these cards yet"]);
    play("p 2").shows(&["Answer some cards"]);
    play("p 2 enter j k g G s").shows(&["Answer some cards"]).writes("");
    play("p 2 enter").shows(&["nothing to drill yet"]);
    play("p 3 n N s").shows(&["No answers to these cards yet"]);
    play("p 4").shows(&["Nothing to say yet"]);
    play("p 5").shows(&["Nothing comes back yet: 4 cards not studied"]);
    play("enter space 3 p").shows(&["Begun today"]);
}

#[test]
fn what_another_run_did_is_counted_when_it_is_heard_of() {
    let other = play("enter space 3");
    crate::harness::small().hears(&other).keys("p").shows(&["Begun today"]);
}
