//! A history written by hand, with the figures worked out by hand.

use super::super::scores::By;
use super::*;
use crate::domain::deck::origin::Origin;
use crate::domain::deck::parse::{Format, parse};
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::{Attempt, Entry, Fact, Plan};
use crate::domain::library::{Library, Source};
use crate::domain::progress::Rules;
use crate::domain::schedule::Rating;
use crate::domain::time::{HOUR, MINUTE, Timestamp};

const DECK: &str = r#"
id = "d"
[[card]]
id = "a"
question = "A?"
level = "mid"
tags = ["x"]
short_answer = "A."
[[card]]
id = "b"
question = "B?"
level = "mid"
tags = ["x", "y"]
short_answer = "B."
[[card]]
id = "c"
question = "C?"
level = "mid"
short_answer = "C."
"#;

/// The day from which days are counted: Monday, 2 November 2026.
fn monday() -> Day {
    "2026-11-02".parse().unwrap()
}

/// Words: `3:a!2` rates card a on day 3 with 2, `3:a=60` answers it with 60 %, `3:a=60s` aloud,
/// `3:a-` suspends it, `3:@9` plans an interview on day 9. A look takes 30 seconds, an answer two minutes of a target of four.
fn figures(history: &str, today: i32) -> Figures {
    let parsed = parse("d.toml", DECK.as_bytes(), Format::Toml);
    let library =
        Library::new([Source { origin: Origin::BuiltIn, file: "d.toml".to_owned(), parsed }]);
    let entry = |(n, word): (usize, &str)| {
        let (day, rest) = word.split_once(':').unwrap();
        let (name, what) = rest.split_at(1);
        let card = CardId::new("d", name);
        let hours = i64::from(monday().0 + day.parse::<i32>().unwrap()) * 24 + 12;
        let fact = match what.split_at(1) {
            _ if name == "@" => {
                let on = monday().plus(what.parse().unwrap());
                let from = Some(monday().plus(day.parse().unwrap()));
                let plan = Plan { on, from, query: String::new(), minutes: None };
                Fact::Planned { plan: Some(plan) }
            }
            ("!", rating) => {
                let rating = Rating::ALL[rating.parse::<usize>().unwrap() - 1];
                Fact::Reviewed { card, rating, ms: 30_000, attempt: None, print: None }
            }
            ("=", score) => Fact::Answered(Attempt {
                card,
                text: String::new(),
                ms: 2 * MINUTE as u64,
                target_ms: 4 * MINUTE as u64,
                score: score.trim_end_matches('s').parse().unwrap(),
                criteria: Vec::new(),
                traps: Vec::new(),
                feedback: true,
                spoken: score.ends_with('s'),
                mock: None,
                follow_up: None,
            }),
            _ => Fact::Suspended { card, on: true },
        };
        let at = Timestamp(hours * HOUR + n as i64 * MINUTE);
        Entry { id: EntryId::new("t", n as u64), at, offset: 0, fact }
    };
    let entries: Vec<_> = history.split_whitespace().enumerate().map(entry).collect();
    let progress = Progress::replay(Rules::default(), &entries);
    let today = monday().plus(today);
    let mut calendar = Calendar::of(&progress, library.ids());
    calendar.prepare(&library, &progress, today).unwrap();
    Figures::of(library.cards.clone(), &progress, &calendar, today)
}

#[test]
fn a_day_counts_its_reviews_answers_and_minutes() {
    let figures = figures("0:a!3 0:b!3 0:a=40 2:a=60s", 3);
    let days: Vec<_> = figures
        .days
        .iter()
        .map(|(day, w)| (day.since(monday()), w.reviews, w.attempts, w.minutes()))
        .collect();
    assert_eq!(days, [(0, 2, 1, 3.0), (2, 0, 1, 2.0)]);
    let habit = Habit { practised: 2, of: 4, run: 1, longest: 1 };
    assert_eq!(figures.habit, habit);
}

#[test]
fn the_forecast_keeps_overdue_later_new_and_suspended_apart() {
    // Rated *again* on day 0: due on day 0.
    let figures = figures("0:a!1 3:b!1 3:c-", 3);
    let forecast = &figures.forecast;
    assert_eq!((forecast.overdue, forecast.days[0], forecast.on(0)), (1, 1, 2));
    assert_eq!((forecast.total(), forecast.later, forecast.new, forecast.peak()), (2, 0, 0, None));
    assert_eq!(forecast.days.len(), FORECAST);
}

#[test]
fn what_is_due_lies_on_its_day_and_what_is_far_away_is_later() {
    // FSRS-6's first intervals: good 2.3 days, easy 8.3; easy again after 40 days is months away.
    let figures = figures("0:a!3 0:b!4 0:c!4 40:c!4", 0);
    let forecast = &figures.forecast;
    assert_eq!((forecast.on(2), forecast.on(8), forecast.later), (1, 1, 1));
    assert_eq!((forecast.total(), forecast.peak()), (2, Some((2, 1))));
}

#[test]
fn the_forecast_is_spread_over_the_days_as_the_queue_is() {
    // Easy is 8 days, and 6 to 10 are as good: the second goes a day before, the third a day after.
    let figures = figures("0:a!4 0:b!4 0:c!4", 0);
    let days = [6, 7, 8, 9, 10].map(|n| figures.forecast.on(n));
    assert_eq!(days, [0, 1, 1, 1, 0]);
}

#[test]
fn with_an_interview_planned_the_forecast_is_that_of_its_days() {
    // Without it: 8, 7 and 9. The last days begin on day 7; a has its evening there, b day 8, c day 9.
    let all = figures("0:@10 0:a!4 0:b!4 0:c!4", 0);
    assert_eq!([7, 8, 9].map(|n| all.forecast.on(n)), [2, 0, 1]);
    // Easy again on day 8 is more than a month away, but no later than the interview: two days more.
    let late = |today| figures("0:@10 0:a!4 8:a!4 1:b- 1:c-", today).forecast;
    assert_eq!((late(8).on(2), late(8).total(), late(8).later), (1, 1, 0));
    assert_eq!((late(11).total(), late(11).later), (0, 1));
}

#[test]
fn retention_is_kept_by_week_without_first_looks() {
    let figures = figures("0:a!3 0:b!3 2:a!3 9:a!1 9:b!3 13:b!3", 14);
    let weeks: Vec<_> = figures
        .retention
        .iter()
        .map(|(week, r)| (week.since(monday()), r.reviews, r.recalled))
        .collect();
    assert_eq!(weeks, [(0, 1, 1), (7, 3, 2)]);
    let all = figures.retention_in_all();
    assert_eq!((all.reviews, all.recalled, all.actual()), (4, 3, 0.75));
    // A card rated good is predicted at 90 % after its 2.3 days, and less after nine.
    let second = figures.retention[&monday().plus(7)].predicted();
    assert!((0.7..0.9).contains(&second), "{second}");
}

#[test]
fn answers_stand_in_their_order_and_in_every_group_of_theirs() {
    let figures = figures("0:b=40 1:a=50 2:b=60s", 3);
    let scores = &figures.scores;
    let all: Vec<_> = scores.answers.iter().map(|a| (a.score, a.spoken, a.pace())).collect();
    let pace = Some(50.0);
    assert_eq!(all, [(40, false, pace), (50, false, pace), (60, true, pace)]);
    let groups = |by| -> Vec<(&str, &[usize])> {
        scores.groups(by).iter().map(|g| (g.name.as_str(), g.answers.as_slice())).collect()
    };
    assert_eq!(groups(By::All), [("", [0, 1, 2].as_slice())]);
    assert_eq!(groups(By::Deck), [("d", [0, 1, 2].as_slice())]);
    assert_eq!(groups(By::Tag), [("x", [0, 1, 2].as_slice()), ("y", &[0, 2])]);
    assert_eq!(groups(By::Card), [("d/a", [1].as_slice()), ("d/b", &[0, 2])]);
}

#[test]
fn without_history_there_is_nothing_but_new_cards() {
    let figures = figures("", 0);
    assert!(figures.nothing_done());
    assert_eq!((figures.forecast.new, figures.forecast.total()), (3, 0));
    assert_eq!(figures.scores.groups(By::All)[0].answers, Vec::<usize>::new());
}
