//! What the calendar is held to, and what the balance is worth.

use super::*;
use crate::domain::id::EntryId;
use crate::domain::journal::line::tests::any_journal;
use crate::domain::journal::{Entry, Fact};
use crate::domain::progress::Rules;
use crate::domain::schedule::deadline::outlook::{draw, rating};
use crate::domain::time::{HOUR, Moment, Timestamp};
use proptest::prelude::*;

const DAY: i64 = 24 * HOUR;
const START: i64 = 1_790_000_000_000;

fn today() -> Day {
    Moment { at: Timestamp(START), offset: 0 }.day(4)
}

/// `card@day:rating` words as entries, a minute apart.
fn entries(script: &str) -> Vec<Entry> {
    let entry = |(n, word): (usize, &str)| {
        let (card, rest) = word.split_once('@').unwrap();
        let (day, rating) = rest.split_once(':').unwrap();
        let at = START + day.parse::<i64>().unwrap() * DAY + n as i64 * 60_000;
        let rating = Rating::ALL[rating.parse::<usize>().unwrap() - 1];
        let fact = Fact::Reviewed { card: card.into(), rating, ms: 0, attempt: None, print: None };
        Entry { id: EntryId::new("t", n as u64), at: Timestamp(at), offset: 0, fact }
    };
    script.split_whitespace().enumerate().map(entry).collect()
}

fn progress(script: &str) -> Progress {
    Progress::replay(Rules::default(), &entries(script))
}

fn calendar_of(progress: &Progress) -> Calendar {
    let cards: Vec<CardId> = progress.cards().map(|(id, _)| id).collect();
    Calendar::of(progress, &cards)
}

/// The days on which the cards a, b, c … come back, counted from today.
fn check(script: &str, expect: &str) {
    let progress = progress(script);
    let calendar = calendar_of(&progress);
    let mut ids: Vec<CardId> = progress.cards().map(|(id, _)| id).collect();
    ids.sort();
    let days = ids
        .iter()
        .map(|id| format!("{id}+{}", calendar.due(id, progress.card(id)).unwrap().0 - today().0));
    assert_eq!(days.collect::<Vec<_>>().join(" "), expect, "{script}");
}

#[test]
fn cards_rated_alike_on_one_evening_come_back_on_several() {
    check("a@0:4", "a+8");
    check("a@0:4 b@0:4 c@0:4 d@0:4", "a+8 b+7 c+9 d+6");
}

#[test]
fn intervals_of_two_days_and_less_are_left_alone() {
    check("a@0:3 b@0:3 c@0:3", "a+2 b+2 c+2");
    check("a@0:1 b@0:1 c@0:2 d@0:2", "a+0 b+0 c+1 d+1");
}

#[test]
fn a_promise_is_kept_whatever_is_rated_later() {
    check("a@0:4 b@0:4", "a+8 b+7");
    check("a@0:4 b@0:4 a@1:1", "a+1 b+7");
    check("a@0:4 b@0:4 c@0:4 d@1:4", "a+8 b+7 c+9 d+10");
}

#[test]
fn a_card_known_ahead_of_its_day_never_comes_back_sooner() {
    // Easy brings it back in 8 days. Hard on the same evening would bring it back sooner.
    check("a@0:4 a@0:2", "a+8");
    check("a@0:4 a@0:1", "a+0");
    check("a@0:4 b@0:4 a@5:3", "a+35 b+7");
}

proptest! {
    #[test]
    fn a_look_ahead_gives_at_least_what_was_left_unless_it_failed(
        first in 2usize..5, gap in 0i64..30, second in 2usize..5, third in 2usize..5,
    ) {
        let before = progress(&format!("a@0:{first} a@{gap}:{second}"));
        let left = calendar_of(&before).natural(&"a".into()).unwrap();
        for day in gap..i64::from(left.0 - today().0) {
            let after = progress(&format!("a@0:{first} a@{gap}:{second} a@{day}:{third}"));
            let due = calendar_of(&after).natural(&"a".into()).unwrap();
            prop_assert!(due >= left, "{first} {gap} {second} {day} {third}: {due:?} {left:?}");
        }
    }

    #[test]
    fn the_order_of_arrival_does_not_matter(
        (entries, shuffled) in any_journal().prop_flat_map(|e| (Just(e.clone()), Just(e).prop_shuffle())),
    ) {
        let calendar = |entries: &[Entry]| calendar_of(&Progress::replay(Rules::default(), entries));
        prop_assert_eq!(calendar(&entries), calendar(&shuffled));
    }

    #[test]
    fn a_preview_is_a_promise(
        looks in proptest::collection::vec((0u8..6, 0i64..40, 1usize..5), 1..40), rated in 0u8..6,
    ) {
        let mut looks = looks;
        looks.sort_by_key(|look| look.1);
        let word = |(card, day, rating): &(u8, i64, usize)| format!("{}@{day}:{rating}", (b'a' + card) as char);
        let script = looks.iter().map(word).collect::<Vec<_>>().join(" ");
        let (before, day) = (progress(&script), looks.last().unwrap().1);
        let name = ((b'a' + rated) as char).to_string();
        let id = CardId::from(name.as_str());
        let preview = calendar_of(&before).preview(&id, &before, today().plus(day as i32));
        for rating in 1..=4 {
            let after = progress(&format!("{script} {name}@{day}:{rating}"));
            let due = calendar_of(&after).due(&id, after.card(&id)).unwrap();
            prop_assert_eq!(due, preview[rating - 1], "{} {}", script, rating);
        }
    }

    #[test]
    fn no_day_is_moved_out_of_the_range_except_by_a_look_ahead(entries in any_journal()) {
        let progress = Progress::replay(Rules::default(), &entries);
        let calendar = calendar_of(&progress);
        for (id, card) in progress.cards() {
            let [.., last] = card.reviews() else { continue };
            let days = calendar.natural(&id).unwrap().since(last.day);
            let (low, high) = balance::range(last.due.since(last.day)).into_inner();
            let ahead = card.reviews().len() > 1 && days > high;
            prop_assert!(days >= low && (days <= high || ahead), "{id}: {days} of {low} to {high}");
        }
    }
}

/// A made half year: so many cards, so many new a day, each asked on its day. Returns the standard
/// deviation and the peak of the reviews a day, and mean recall when a card was asked.
fn half_year(cards: usize, new_a_day: usize, balanced: bool, seed: u64) -> (f64, usize, f64) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut looks = Vec::new();
    let mut recalls = Vec::new();
    let rules = Rules::default();
    let mut progress = Progress::new(rules.clone());
    let mut calendar = Calendar::default();
    for day in 0..180 {
        let now = today().plus(day);
        let mut asked = 0;
        let mut new = 0;
        for n in 0..cards {
            let id = CardId::from(format!("d/{n}").as_str());
            let card = progress.card(&id);
            let due = if balanced { calendar.natural(&id) } else { card.due() };
            let fresh = card.is_new() && new < new_a_day;
            if !fresh && due.is_none_or(|due| due > now) {
                continue;
            }
            new += usize::from(fresh);
            asked += 1;
            let recalled = card.recall(&rules, now).map(f64::from);
            recalls.extend(recalled);
            let luck = |which| draw(seed, n, now, which);
            for rating in [rating(recalled, luck(1), luck(2)), Rating::Good] {
                let at = START + i64::from(day) * DAY + entries.len() as i64 % 600 * 1_000;
                let fact =
                    Fact::Reviewed { card: id.clone(), rating, ms: 0, attempt: None, print: None };
                let entry_id = EntryId::new("t", entries.len() as u64);
                let entry = Entry { id: entry_id, at: Timestamp(at), offset: 0, fact };
                progress.apply(&entry);
                entries.push(entry);
                if rating != Rating::Again {
                    break;
                }
            }
        }
        let cards: Vec<CardId> = progress.cards().map(|(id, _)| id).collect();
        calendar.follow(&progress, &cards);
        looks.push(asked);
    }
    // The first weeks are those of new cards.
    let looks = &looks[30..];
    let mean = looks.iter().sum::<usize>() as f64 / looks.len() as f64;
    let variance =
        looks.iter().map(|n| (*n as f64 - mean).powi(2)).sum::<f64>() / looks.len() as f64;
    let recall = recalls.iter().sum::<f64>() / recalls.len() as f64;
    (variance.sqrt(), looks.iter().copied().max().unwrap(), recall)
}

/// `cargo test --lib half_year -- --nocapture` prints the figures that the changelog gives.
#[test]
fn a_half_year_has_lower_peaks_than_without_balance() {
    let seeds = 0..4_u64;
    let mean = |balanced| {
        let runs: Vec<_> = seeds.clone().map(|seed| half_year(100, 4, balanced, seed)).collect();
        let of = |figure: fn(&(f64, usize, f64)) -> f64| {
            runs.iter().map(figure).sum::<f64>() / runs.len() as f64
        };
        (of(|r| r.0), of(|r| r.1 as f64), of(|r| r.2))
    };
    let (without, with) = (mean(false), mean(true));
    println!("100 cards: deviation, peak, recall {without:.3?} without balance, {with:.3?} with");
    assert!(with.0 < without.0 * 0.9, "deviation {with:?} {without:?}");
    assert!(with.1 < without.1, "peak {with:?} {without:?}");
    assert!((with.2 - without.2).abs() < 0.01, "recall {with:?} {without:?}");
}
