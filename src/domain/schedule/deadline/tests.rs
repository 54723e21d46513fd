//! What the days until an interview are held to.

use super::outlook::{Outlook, rate};
use super::*;
use crate::domain::schedule::Rating;
use crate::domain::time::MINUTE;
use proptest::prelude::*;

const FROM: Day = Day(20_000);

fn days(all: i32) -> Days {
    Days { from: FROM, on: FROM.plus(all), budget: None }
}

fn seats(days: Days, cards: usize) -> Vec<Seat> {
    let seat = |n| Seat { seen: None, slot: days.slot(n, cards), ms: 2 * MINUTE as u64 };
    (0..cards).map(seat).collect()
}

/// Keeps every evening until the day, rating *good* except where `fails` says *again*. Returns how
/// many new and how many other cards each evening had.
fn keep(
    days: Days,
    seats: &mut [Seat],
    mut fails: impl FnMut(usize, Day) -> bool,
) -> Vec<(usize, usize)> {
    let scheduler = Scheduler::new(0.9);
    let evenings = (0..days.on.since(days.from)).map(|n| days.from.plus(n as i32));
    evenings
        .map(|today| {
            let evening = days.evening(&scheduler, seats, today, Done::default());
            for n in &evening.cards {
                let before = seats[*n].seen.map(|seen| (seen.memory, today.since(seen.last)));
                let rating = if fails(*n, today) { Rating::Again } else { Rating::Good };
                let (memory, interval) = rate(&scheduler, before, rating);
                let due = today.plus(interval as i32);
                seats[*n].seen = Some(Seen { memory, last: today, due });
            }
            (evening.new, evening.cards.len() - evening.new)
        })
        .collect()
}

#[test]
fn new_cards_come_evenly_over_the_first_seven_tenths_of_the_days() {
    let check = |all: i32, cards: usize, expect: &[usize]| {
        let days = days(all);
        let evenings = keep(days, &mut seats(days, cards), |_, _| false);
        let new: Vec<usize> = evenings.iter().map(|evening| evening.0).collect();
        assert_eq!(new, expect, "{cards} cards in {all} days");
    };
    check(10, 14, &[2, 2, 2, 2, 2, 2, 2, 0, 0, 0]);
    check(10, 10, &[2, 2, 2, 1, 1, 1, 1, 0, 0, 0]);
    check(10, 3, &[1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    check(3, 5, &[3, 2, 0]);
    check(2, 5, &[5, 0]);
    check(1, 5, &[5]);
}

#[test]
fn a_share_is_not_given_twice_on_one_day() {
    let days = days(10);
    assert_eq!(days.share(FROM, 14, 0), 2);
    assert_eq!(days.share(FROM, 13, 1), 1);
    assert_eq!(days.share(FROM, 12, 2), 0);
    assert_eq!(days.share(FROM, 11, 3), 0);
}

#[test]
fn what_is_unseen_in_the_last_days_goes_over_those_that_are_left() {
    let days = days(10);
    assert_eq!(days.last_days(), FROM.plus(7));
    assert_eq!(days.share(FROM.plus(7), 6, 0), 2);
    assert_eq!(days.share(FROM.plus(9), 6, 0), 6);
    assert_eq!(days.share(FROM.plus(10), 6, 0), 6);
}

#[test]
fn no_interval_passes_the_day() {
    let check = |today: i32, due: i32, slot: i32, expect: i32| {
        let day = |n: i32| FROM.plus(n);
        assert_eq!(days(10).cap(day(due), day(today), day(slot)), day(expect), "{today} {due}");
    };
    // Before the last days: not past its evening there.
    check(0, 3, 8, 3);
    check(0, 9, 8, 8);
    check(0, 40, 8, 8);
    // In the last days it has had its evening: not past the interview.
    check(7, 9, 8, 9);
    check(9, 40, 8, 10);
    // On the day itself all is as it was.
    check(10, 40, 8, 40);
}

#[test]
fn the_least_likely_to_be_known_on_the_day_come_first_and_new_ones_before() {
    let days = days(10);
    let seen = |stability: f32, due: i32| Seen {
        memory: Memory { stability, difficulty: 5.0 },
        last: FROM,
        due: FROM.plus(due),
    };
    let mut seats = seats(days, 5);
    for (n, seen) in [seen(9.0, 2), seen(2.0, 2), seen(5.0, 2), seen(1.0, 9)].iter().enumerate() {
        seats[n].seen = Some(*seen);
    }
    let scheduler = Scheduler::new(0.9);
    let asked = |days: Days, today: i32| {
        days.evening(&scheduler, &seats, FROM.plus(today), Done::default())
    };
    assert_eq!(asked(days, 2).cards, [4, 1, 2, 0]);
    // With time for three looks of two minutes and a little more, the fourth is left over.
    let short = Days { budget: Some(7 * MINUTE as u64), ..days };
    assert_eq!(asked(short, 2).cards[..3], [4, 1, 2]);
    assert_eq!(asked(short, 2).left_over, 1);
    // The time that is spent already counts.
    let spent = Done { new: 1, ms: 5 * MINUTE as u64 };
    assert_eq!(short.evening(&scheduler, &seats, FROM.plus(2), spent).cards.len(), 1);
    let over = Done { new: 1, ms: 9 * MINUTE as u64 };
    assert!(short.evening(&scheduler, &seats, FROM.plus(2), over).cards.is_empty());
}

#[test]
fn an_outlook_says_what_fits() {
    let scheduler = Scheduler::new(0.9);
    let of = |cards: usize, minutes: u64| {
        let days = Days { budget: Some(minutes * MINUTE as u64), ..days(10) };
        Outlook::of(days, &scheduler, &seats(days, cards), FROM, Done::default())
    };
    let easy = of(20, 60);
    assert!(easy.fits() && easy.expected > 0.9 && easy.evenings.len() == 10, "{easy:?}");
    assert!(easy.as_it_stands.abs() < 1e-9, "{easy:?}");
    let tight = of(100, 10);
    assert!(!tight.fits() && tight.unseen > 30 && tight.expected < 0.7, "{tight:?}");
    assert!(tight.evenings[0].left_over > 0, "{tight:?}");
    assert_eq!(of(20, 60), easy);
    let none = of(0, 60);
    assert!(none.fits() && none.expected.abs() < 1e-9);
}

proptest! {
    #[test]
    fn every_card_comes_once_more_in_the_last_days(
        all in 1i32..60, cards in 0usize..40, seed: u64,
    ) {
        let days = days(all);
        let mut seats = seats(days, cards);
        let fails = |n: usize, day: Day| outlook::draw(seed, n, day, 1) < 0.2;
        keep(days, &mut seats, fails);
        for seat in seats {
            prop_assert!(seat.seen.is_some_and(|seen| seen.last >= days.last_days()), "{seat:?}");
        }
    }

    #[test]
    fn no_day_lies_past_the_interview(
        all in 0i32..60, today in 0i32..60, interval in 0i32..400, place in 0usize..50,
    ) {
        let days = days(all);
        let (today, slot) = (FROM.plus(today), days.slot(place, 50));
        let due = days.cap(today.plus(interval), today, slot);
        prop_assert!(due <= days.on || today >= days.on);
        prop_assert!(due > today || interval == 0);
        prop_assert!(due <= today.plus(interval));
    }
}
