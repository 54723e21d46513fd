//! What the draw and the follow-ups are held to.

use proptest::prelude::*;

use super::*;
use crate::domain::deck::parse::{Format, parse};
use crate::domain::id::EntryId;
use crate::domain::journal::{Attempt, Entry, Fact};
use crate::domain::progress::Rules;
use crate::domain::time::{Moment, Timestamp};

const NOW: i64 = 1_790_000_000_000;

fn today() -> Day {
    Moment { at: Timestamp(NOW), offset: 0 }.day(4)
}

fn cards(count: usize) -> Vec<CardId> {
    (0..count).map(|n| CardId::new("d", &format!("c{n}"))).collect()
}

/// The state after these attempts, each a place among the cards and a score.
fn progress(cards: &[CardId], attempts: &[(usize, u8)]) -> Progress {
    let entry = |(n, (place, score)): (usize, &(usize, u8))| Entry {
        id: EntryId::new("t", n as u64),
        at: Timestamp(NOW),
        offset: 0,
        fact: Fact::Answered(Attempt {
            card: cards[*place].clone(),
            text: "x".to_owned(),
            ms: 1,
            target_ms: 1,
            score: *score,
            criteria: vec![],
            traps: vec![],
            feedback: true,
            spoken: false,
            mock: None,
            follow_up: None,
        }),
    };
    let entries: Vec<Entry> = attempts.iter().enumerate().map(entry).collect();
    Progress::replay(Rules::default(), &entries)
}

proptest! {
    #[test]
    fn no_card_comes_twice_and_the_same_seed_draws_the_same(
        count in 0usize..40, questions in 0usize..50, seed in any::<u64>(), turned in 0usize..40,
    ) {
        let cards = cards(count);
        let progress = progress(&cards, &[]);
        let drawn = draw(&cards, &progress, today(), questions, seed);
        prop_assert_eq!(drawn.len(), questions.min(count));
        prop_assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), drawn.len());
        // Neither the order of the cards nor one named twice matters.
        let mut other = cards.clone();
        other.rotate_left(turned.min(count));
        other.extend(cards.first().cloned());
        prop_assert_eq!(&draw(&other, &progress, today(), questions, seed), &drawn);
        let more = draw(&cards, &progress, today(), questions + 1, seed);
        prop_assert_eq!(&more[..drawn.len()], &drawn[..]);
    }
}

/// How often each of ten cards is among three questions, over a thousand seeds.
fn often(attempts: &[(usize, u8)]) -> Vec<usize> {
    let cards = cards(10);
    let progress = progress(&cards, attempts);
    let mut counts = vec![0; cards.len()];
    for seed in 0..1_000 {
        for id in draw(&cards, &progress, today(), 3, seed) {
            counts[cards.iter().position(|card| *card == id).unwrap()] += 1;
        }
    }
    counts
}

#[test]
fn weak_cards_come_more_often_than_strong_ones() {
    let all: Vec<(usize, u8)> = (0..10).map(|n| (n, if n < 5 { 10 } else { 95 })).collect();
    let counts = often(&all);
    assert!(counts[..5].iter().min() > counts[5..].iter().max(), "{counts:?}");
    assert!(counts.iter().all(|count| *count > 50), "everything comes now and then: {counts:?}");
}

#[test]
fn rarely_seen_cards_come_more_often_than_well_known_ones() {
    let many: Vec<(usize, u8)> = (0..5).flat_map(|n| [(n, 60); 8]).chain([(5, 60)]).collect();
    let counts = often(&many);
    assert!(counts[5..].iter().min() > counts[..5].iter().max(), "{counts:?}");
}

#[test]
fn without_a_history_all_cards_come_alike() {
    let counts = often(&[]);
    assert!(counts.iter().all(|count| (220..380).contains(count)), "{counts:?}");
}

#[test]
fn a_suspended_card_is_never_drawn() {
    let cards = cards(3);
    let fact = Fact::Suspended { card: cards[1].clone(), on: true };
    let entry = Entry { id: EntryId::new("t", 1), at: Timestamp(NOW), offset: 0, fact };
    let progress = Progress::replay(Rules::default(), [&entry]);
    for seed in 0..50 {
        let drawn = draw(&cards, &progress, today(), 3, seed);
        assert_eq!(drawn.len(), 2);
        assert!(!drawn.contains(&cards[1]));
    }
}

const ASKING: &str = r#"
id = "d"
title = "D"

[[card]]
id = "c"
question = "How was it?"
level = "mid"
tags = ["a"]
short_answer = "A."
follow_ups = ["How did you persuade the team?", "What did the measure show after a year?"]

[[card.criteria]]
id = "people"
title = "Brings people along"
description = "Says how the team was won."
examples = ["I persuaded the team with a demonstration."]

[[card.criteria]]
id = "proof"
title = "Proves it"
description = "A measure and a period."
examples = ["The measure fell within a year."]
"#;

/// Which follow-up each of three hundred seeds asks, where these criteria are met.
fn asked(met: [bool; 2]) -> Vec<Option<usize>> {
    let deck = parse("d.toml", ASKING.as_bytes(), Format::Toml).deck.unwrap();
    let judged = |(n, id): (usize, &str)| Judged {
        id: id.to_owned(),
        verdict: if met[n] { Verdict::Met } else { Verdict::NotYet },
        overruled: false,
    };
    let criteria: Vec<Judged> = ["people", "proof"].into_iter().enumerate().map(judged).collect();
    (0..300).map(|seed| follow_up(&deck.cards[0], &criteria, seed)).collect()
}

#[test]
fn the_interviewer_asks_on_one_time_in_three_about_what_was_lacking() {
    let check = |met, expect: &[usize]| {
        let asked = asked(met);
        let which: HashSet<usize> = asked.iter().copied().flatten().collect();
        let count = asked.iter().flatten().count();
        assert!((70..130).contains(&count), "{count} of 300");
        assert_eq!(which, expect.iter().copied().collect(), "{met:?}");
    };
    check([false, true], &[0]);
    check([true, false], &[1]);
    check([true, true], &[0, 1]);
}
