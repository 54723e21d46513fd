//! The day of the interview, and reviews ahead of schedule.

use crate::harness::{play, small};

#[test]
fn the_day_is_written_and_the_evenings_are_shown() {
    play("i").shows(&["The day of the interview", "Day:", "A date, or 9 for in 9 days"]).writes("");
    play("i '9' enter").writes("planned 2026-12-01").shows(&[
        "Interview in 9 days, 4 cards",
        "tonight",
        "Mon 23 Nov",
        "Cards: all of them",
    ]);
    play("i 'in 9 days 25 min' enter esc").writes("planned 2026-12-01").shows(&[
        "tonight",
        "in 9 days",
        "expected",
        "4 cards",
    ]);
    play("i '2026-12-03' enter esc i").shows(&["Day: 2026-12-03"]);
    play("/ '#automation' enter i '9' enter")
        .shows(&["those that meet #automation", "Interview in 9 days, 1 card."]);
}

#[test]
fn what_is_no_day_ahead_is_said_and_changes_nothing() {
    play("i 'soon' enter").writes("").shows(&["is not a date", "Day: soon"]);
    play("i '2020-01-01' enter").writes("").shows(&["is past; today is 2026-11-22"]);
    play("i '9 0 min' enter").writes("").shows(&["no number of minutes"]);
    play("i 'x' enter backspace").hides(&["is not a date"]);
    play("i '9' esc").writes("").hides(&["The day of the interview"]);
    play("i enter").writes("").hides(&["The day of the interview"]);
}

#[test]
fn an_empty_line_takes_the_plan_away() {
    play("i '9' enter ctrl-u enter")
        .writes("planned 2026-12-01 | planned no day")
        .shows(&["No interview is planned"]);
    play("i '9' enter enter").writes("planned 2026-12-01");
}

#[test]
fn no_rating_brings_a_card_past_the_day() {
    play("enter space").shows(&["4 easy in 8 days"]);
    play("i '3' enter esc enter space").hides(&["in 8 days"]).shows(&["4 easy in 2 days"]);
    play("i '3' enter esc enter space 4").shows(&["easy: comes back in 2 days"]);
    play("i '3' enter esc enter space 4 i ctrl-u enter").hides(&["in 2 d "]).shows(&["in 8 d"]);
    // The day after, all is as it was.
    play("i '1' enter esc pass:2d enter space").shows(&["4 easy in 8 days"]);
}

#[test]
fn new_cards_are_paced_by_the_days_and_not_by_the_setting() {
    small().new_per_day(0).keys("r").shows(&["today's new cards are done"]);
    small().new_per_day(0).keys("i '5' enter esc r").shows(&["0 rated · 1 to go"]);
    small().keys("i '5' enter esc r space 3").shows(&["Session done: 1 rated"]);
    small().keys("i '2' enter esc r").shows(&["0 rated · 4 to go"]);
    small().keys("i '2 2 min' enter esc r space pass:2m 3").shows(&["tonight's time is used"]);
}

#[test]
fn the_top_line_says_what_tonight_costs_in_any_width() {
    let wide = |columns| small().size(columns, 12).keys("i '9' enter esc");
    wide(120).shows(&["0 due · 4 new", "tonight ", " min · interview in 9 days: ", " % expected"]);
    wide(80).shows(&["tonight ", " min · interview in 9 days: "]);
    wide(40).shows(&["greenroom", " min · in 9 d", " %"]);
    let tomorrow = small().keys("i '1' enter esc");
    tomorrow.shows(&["interview tomorrow"]);
    small().keys("i '0' enter esc").shows(&["interview today"]);
}

#[test]
fn a_session_may_go_on_ahead_of_schedule_and_says_so() {
    let seen = small().review().keys("space 3 space 4 space 3 space 3");
    seen.again().keys("r").shows(&["Nothing is due"]);
    let next = || seen.again().keys("pass:1d");
    let on = |keys: &str| next().again().keys(keys);
    on("r").shows(&["Nothing is due"]);
    on("R").shows(&["ahead of schedule", "0 rated · 4 to go"]);
    on("R space 3 space 3 space 3 space 3").shows(&["Session done: 4 rated"]);
    on("enter").shows(&["ahead of schedule"]);
    next().again().ahead().keys("").shows(&["ahead of schedule"]);
    play("R").shows(&["0 due, 4 new"]).hides(&["ahead of schedule"]);
    small().new_per_day(0).keys("R").shows(&["no card was seen before today"]);
}
