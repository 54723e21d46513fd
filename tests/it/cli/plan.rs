//! `plan` and `tune`: the day of the interview, and parameters of one's own.

use super::{Home, Ran};
use std::fmt::Write;

/// A date so many days from now, by the program's own words.
fn on(home: &Home, days: u32) -> Ran {
    home.run(&format!("plan --on {days}"))
}

#[test]
fn a_plan_is_set_shown_and_taken_away() {
    let home = Home::with_deck();
    let none = home.run("plan");
    assert_eq!(none.code, Some(1));
    assert!(none.out.contains("`greenroom plan --on DATE` sets its day"), "{}", none.out);
    assert_eq!(home.journal(), "");

    let set = home.run("plan --on 9 --minutes 25 #post-incident");
    assert_eq!(set.code, Some(0), "{}", set.err);
    let lines: Vec<&str> = set.out.lines().collect();
    assert!(lines[0].starts_with("Interview in 9 days, 2"), "{}", set.out);
    assert!(lines[0].ends_with("(cards that meet #post-incident)"), "{}", set.out);
    assert_eq!(lines[1], "An evening has 25 minutes.");
    assert!(lines[2].starts_with("Known on the day: 0 % as it stands, "), "{}", set.out);
    assert_eq!(set.out.lines().filter(|line| line.contains(" again")).count(), 9, "{}", set.out);
    assert!(home.journal().contains("\"planned\""));
    assert_eq!(home.run("plan").out, set.out);

    let json = home.json("plan --json", "");
    assert_eq!((&json["v"], &json["plan"]["days"]), (&1.into(), &9.into()));
    assert_eq!(json["plan"]["query"], "#post-incident");
    assert_eq!(json["plan"]["evenings"].as_array().unwrap().len(), 9);
    assert_eq!(json["plan"]["fits"], true);

    let clear = home.run("plan --clear");
    assert_eq!(clear.code, Some(0), "{}", clear.err);
    assert_eq!(home.run("plan").code, Some(1));
    assert!(home.json("plan --json", "")["plan"].is_null());
    assert_eq!(home.run("plan --clear").code, Some(1));
}

#[test]
fn a_date_that_cannot_be_is_said() {
    let home = Home::with_deck();
    let check = |args: &str, expect: &str| {
        let ran = home.run(args);
        assert_eq!(ran.code, Some(2), "{args}: {}", ran.out);
        assert!(ran.err.contains(expect), "{args}: {}", ran.err);
    };
    check("plan --on 2020-01-01", "2020-01-01 is past; today is ");
    check("plan --on 2026-02-30", "--on: \"2026-02-30\" is not a date; write year, month and day");
    check("plan --on soon", "or how many days from now, like 9");
    check("plan --on 9999999", "more than ten years");
    check("plan --on 9 level:boss", "QUERY: ");
    check("plan --on 9 #nobody-has-this", "no card meets it");
    check("plan #post-incident", "a QUERY goes with --on DATE");
    check("plan --on 9 --minutes 0", "0 is not in 1..=600");
    check("plan --clear --on 9", "cannot be used with");
    assert_eq!(home.journal(), "");
}

#[test]
fn a_deck_that_does_not_fit_says_what_to_leave_out() {
    let home = Home::new();
    let plan = home.run("plan --on 3 --minutes 5");
    assert_eq!(plan.code, Some(0), "{}", plan.err);
    assert!(plan.out.contains("The cards do not fit the evenings: "), "{}", plan.out);
    assert!(plan.out.contains("are never seen"), "{}", plan.out);
    assert!(plan.out.contains("the rest fits (s in the browser):"), "{}", plan.out);
    let json = home.json("plan --json", "");
    assert_eq!(json["plan"]["fits"], false);
    let dropped = json["plan"]["to_drop"].as_array().unwrap().len();
    let cards = json["plan"]["cards"].as_u64().unwrap() as usize;
    assert!(dropped > 0 && dropped < cards, "{dropped} of {cards}");
}

#[test]
fn with_a_plan_no_card_comes_back_past_the_day() {
    let home = Home::with_deck();
    let card = "manual-exploratory/escape";
    let review = |n: u32| {
        format!(
            "{{\"v\":1,\"id\":\"r.{n:06}\",\"at\":{},\"off\":0,\"fact\":{{\"reviewed\":\
             {{\"card\":\"{card}\",\"rating\":\"easy\",\"ms\":90000}}}}}}\n",
            now() - 60_000 + i64::from(n)
        )
    };
    home.write("data/journal/other.jsonl", &review(1));
    let due = |home: &Home| {
        let listed = home.json("list --json #post-incident deck:manual-exploratory", "");
        listed["cards"][0]["due"].as_str().unwrap().to_owned()
    };
    // Nothing else is due: the one day on which the forecast has a card.
    let forecast = |home: &Home| {
        let stats = home.json("stats --json deck:manual-exploratory", "");
        let mut days = stats["forecast"].as_array().unwrap().iter();
        let day = days.find(|row| row["cards_due"] == 1).unwrap();
        day["day"].as_str().unwrap().to_owned()
    };
    let natural = due(&home);
    assert_eq!(forecast(&home), natural);
    assert_eq!(on(&home, 4).code, Some(0));
    let day = home.json("plan --json", "")["plan"]["on"].as_str().unwrap().to_owned();
    assert!(due(&home) < day && day < natural, "{} {day} {natural}", due(&home));
    assert_eq!(forecast(&home), due(&home));
    assert_eq!(home.run("plan --clear").code, Some(0));
    assert_eq!((forecast(&home), due(&home)), (natural.clone(), natural));
}

#[test]
fn tune_needs_a_thousand_reviews() {
    let home = Home::with_deck();
    let ran = home.run("tune");
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.contains("Nothing was fitted: 0 reviews so far"), "{}", ran.out);
    let json = home.json("tune --json", "");
    assert!(json["fit"].is_null() && json["why"].as_str().unwrap().contains("1000"));
    assert_eq!(json["applied"], false);
    let reset = home.run("tune --reset");
    assert_eq!((reset.code, home.journal()), (Some(0), String::new()), "{}", reset.err);
}

#[test]
fn tune_takes_parameters_into_use_and_back() {
    let home = Home::with_deck();
    home.write("data/journal/other.jsonl", &forgetful());
    let stats = home.run("stats");
    assert!(stats.err.contains("greenroom tune"), "{}", stats.err);
    let shown = home.run("tune");
    assert_eq!(shown.code, Some(0), "{}{}", shown.out, shown.err);
    assert!(shown.out.contains("`greenroom tune --apply` takes them into use"), "{}", shown.out);
    let before = home.journal();
    let applied = home.run("tune --apply");
    assert_eq!(applied.code, Some(0), "{}{}", applied.out, applied.err);
    assert!(applied.out.contains("in use from now on"), "{}", applied.out);
    assert!(home.journal().len() > before.len() && home.journal().contains("\"tuned\""));
    assert!(!home.run("stats").err.contains("greenroom tune"));
    let json = home.json("tune --json", "");
    assert_eq!(json["fit"]["better"], false, "nothing is better than what was fitted");
    assert!(home.run("tune --reset").out.contains("everybody starts with are in use again"));
    assert_eq!(home.json("tune --json", "")["fit"]["better"], true);
}

/// The journal of somebody who fails every card that waits for more than three days, and no other.
fn forgetful() -> String {
    let mut journal = String::new();
    let start = now() - 400 * 86_400_000;
    let mut n = 0;
    for card in 0..150_i64 {
        let mut day = card % 50;
        for (look, gap) in [0, 1, 2, 5, 1, 3, 8, 1, 2, 6].into_iter().enumerate() {
            day += gap;
            let fails = gap > 3 || (card + look as i64) % 11 == 0;
            let rating = if fails && look > 0 { "again" } else { "good" };
            let at = start + day * 86_400_000 + card * 1_000;
            n += 1;
            writeln!(
                journal,
                "{{\"v\":1,\"id\":\"f.{n:06}\",\"at\":{at},\"off\":0,\"fact\":{{\"reviewed\":\
                 {{\"card\":\"d/c{card}\",\"rating\":\"{rating}\",\"ms\":60000}}}}}}"
            )
            .unwrap();
        }
    }
    journal
}

/// Milliseconds since 1970.
fn now() -> i64 {
    std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_millis() as i64
}
