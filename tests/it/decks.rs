//! Every deck inside the program, as a user gets it: no problems, rubrics that are complete, and a
//! judge that recognises each card's own model answer.
//!
//! Whether the texts are good is for people to say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::corpus::Corpus;
use greenroom::domain::assess::{Overrules, score};
use greenroom::domain::deck::lint::{self, TagList};
use greenroom::domain::deck::parse::{Format, parse};
use greenroom::domain::deck::{Card, Deck};
use greenroom::domain::rubric::{Judge, Scratch, Tail, word_count};
use greenroom::shell::deck_files::{SHIPPED_TAGS, embedded};

/// A model answer scores at least so much on its own rubric.
const ENOUGH: u8 = 60;

/// Cards whose model answer the judge does not yet recognise, `card: why`. A card that it
/// recognises after all must go from here.
const UNRECOGNISED: &[&str] = &[];

fn decks() -> Vec<Deck> {
    let decks = embedded().map(|(file, text)| {
        let parsed = parse(file, text, Format::Toml);
        assert_eq!(parsed.problems, [], "{file}");
        parsed.deck.unwrap()
    });
    decks.collect()
}

/// What is said of each card that does not hold to a claim.
fn check(claim: impl Fn(&Card) -> Option<String>) {
    let decks = decks();
    let cards = decks.iter().flat_map(|deck| &deck.cards);
    let said: Vec<_> =
        cards.filter_map(|card| Some(format!("{}: {}", card.id, claim(card)?))).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

/// Says so where a number is not within bounds.
fn outside(what: &str, n: usize, low: usize, high: usize) -> Option<String> {
    (!(low..=high).contains(&n)).then(|| format!("{what}: {n}, not {low} to {high}"))
}

#[test]
fn every_deck_is_without_problems_and_says_what_it_is() {
    for deck in decks() {
        assert!(!deck.title.is_empty() && !deck.description.is_empty(), "{}", deck.id);
        assert!(!deck.license.is_empty() && !deck.cards.is_empty(), "{}", deck.id);
    }
}

#[test]
fn no_two_cards_have_one_id_or_one_question() {
    let decks = decks();
    let cards: Vec<&Arc<Card>> = decks.iter().flat_map(|deck| &deck.cards).collect();
    let (mut ids, mut questions) = (HashSet::new(), HashSet::new());
    for card in &cards {
        assert!(ids.insert(&card.id), "{}", card.id);
        assert!(questions.insert(card.question.to_lowercase()), "{}", card.question);
    }
    check(|card| {
        let ids = card.criteria.iter().map(|c| &c.id).chain(card.traps.iter().map(|t| &t.id));
        let all = card.criteria.len() + card.traps.len();
        outside("different ids of criteria and traps", ids.collect::<HashSet<_>>().len(), all, all)
    });
}

#[test]
fn every_card_is_complete() {
    check(|card| {
        let texts = [&card.question, &card.looks_for, &card.pitfall, &card.model_answer];
        texts.iter().any(|text| text.trim().is_empty()).then(|| "an empty text".to_owned())
    });
    check(|card| outside("tags", card.tags.len(), 1, 8));
    check(|card| outside("follow-ups", card.follow_ups.len(), 1, 8));
}

#[test]
fn texts_keep_to_their_length() {
    check(|card| outside("words in the short answer", word_count(&card.short_answer), 10, 60));
    check(|card| outside("words in the detail", word_count(&card.detail), 150, 350));
}

#[test]
fn every_rubric_has_enough_to_judge_by() {
    check(|card| outside("criteria", card.criteria.len(), 4, 6));
    check(|card| outside("traps", card.traps.len(), 2, 3));
    check(|card| {
        card.criteria.iter().find_map(|c| {
            outside(&format!("examples of {}", c.id), c.examples.len(), 6, 20).or_else(|| {
                outside(&format!("counterexamples of {}", c.id), c.counterexamples.len(), 3, 20)
            })
        })
    });
    check(|card| {
        let kinds = card.criteria.iter().all(|c| c.kind.is_some());
        let kinds = kinds && card.traps.iter().all(|t| t.kind.is_some());
        (!kinds).then(|| "a criterion or trap without a kind".to_owned())
    });
}

#[test]
fn the_advice_for_authors_has_nothing_to_say() {
    let tags = TagList::parse(SHIPPED_TAGS);
    let of_cards = |d: &Deck| {
        let cards = d.cards.iter().flat_map(|card| lint::of_card(&d.id, card, Some(&tags), None));
        cards.collect::<Vec<_>>()
    };
    let all = decks();
    let advice = all.iter().flat_map(|d| [lint::of_deck(&d.id, d), of_cards(d)].concat());
    let lines: Vec<_> = advice.map(|problem| problem.to_string()).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn every_tag_of_the_list_is_used_and_said_once() {
    let list = TagList::parse(SHIPPED_TAGS);
    let lines = SHIPPED_TAGS.lines().filter(|line| line.starts_with("- `")).count();
    let used: HashSet<String> =
        decks().iter().flat_map(|d| d.cards.clone()).flat_map(|card| card.tags.clone()).collect();
    let unused: Vec<_> = list.tags().filter(|tag| !used.contains(*tag)).collect();
    assert_eq!((unused, lines), (vec![], list.tags().count()));
}

#[test]
fn the_seed_stands_at_its_place() {
    let deck = &decks()[0];
    assert_eq!((deck.id.as_str(), deck.cards.len()), ("manual-exploratory", 38));
    assert_eq!(deck.cards[31].id.card(), "production-escape");
}

/// Styles of which every card has an answer, and others of which it has one.
const STYLES: [&str; 6] = ["excellent", "good", "mediocre", "short", "negation", "nonnative"];

#[test]
fn every_card_has_eight_answers_or_more_that_two_people_marked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/corpus/shipped");
    let [first, second] = [folder.clone(), folder.join("second")]
        .map(|folder| Corpus::shipped(root, &folder).unwrap());
    assert_eq!(first.answers.len(), second.answers.len());
    for (n, (_, card)) in first.cards.iter().enumerate() {
        let answers: Vec<_> = first.answers.iter().filter(|a| a.card == n).collect();
        assert!(answers.len() >= 8, "{}: {} answers", card.id, answers.len());
        for style in STYLES {
            assert!(answers.iter().any(|a| a.style == style), "{}: no {style} one", card.id);
        }
    }
    for (a, b) in first.answers.iter().zip(&second.answers) {
        assert_eq!((&a.id, &a.text), (&b.id, &b.text), "not the same answer");
    }
}

#[test]
fn the_judge_recognises_every_model_answer() {
    let mut unrecognised = BTreeSet::new();
    for card in decks().iter().flat_map(|deck| &deck.cards) {
        let judge = Judge::compile(card);
        let judged = judge.judge(&card.model_answer, Tail::Finished, &mut Scratch::default());
        let score = score(card, &judged, &Overrules::default());
        let hits = card.traps.iter().zip(&judged.traps).filter(|(_, finding)| finding.hit);
        let traps: Vec<_> = hits.map(|(trap, _)| trap.id.as_str()).collect();
        if score < ENOUGH || !traps.is_empty() {
            println!("{}: {score} %, traps {traps:?}", card.id);
            unrecognised.insert(card.id.to_string());
        }
    }
    let known: BTreeSet<String> = UNRECOGNISED.iter().map(ToString::to_string).collect();
    assert_eq!(unrecognised, known);
}
