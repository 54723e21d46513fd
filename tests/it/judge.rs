//! The labelled answers that the judge is trained with: marks that can be read, no text in two sets;
//! and the judge that ships, on a few of them.
//!
//! How good the judge is on answers that it has not seen is for the yardstick to say: `cargo run
//! --release --example judge -- measure`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "the yardstick uses more of it")]
#[path = "../judge/twins.rs"]
mod twins;

use std::collections::HashMap;
use std::path::Path;

use greenroom::domain::encoder::Encoder;
use greenroom::domain::rubric::{Reader, Verdict};

use crate::corpus::{Answer, Corpus};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn corpus() -> Corpus {
    Corpus::read(root()).unwrap_or_else(|why| panic!("{why:#}"))
}

#[test]
fn every_mark_of_every_labeller_can_be_read() {
    let folder = root().join("tests/corpus");
    let all = corpus();
    assert_eq!((all.cards.len(), all.answers.len()), (226, 2642));
    let second = |read: anyhow::Result<Corpus>| read.unwrap_or_else(|why| panic!("{why:#}"));
    let shipped = second(Corpus::shipped(root(), &folder.join("shipped/second")));
    let research = second(Corpus::marked_twice(&folder, &folder.join("second")));
    let more = second(Corpus::more(root(), &folder.join("more/second")));
    let counts = [&shipped, &research, &more].map(|corpus| corpus.answers.len());
    assert_eq!(counts, [688, 744, 610]);
    let text = |card: &str, id: &str| {
        let mine = |a: &&Answer| a.id == id && all.cards[a.card].1.id.as_str() == card;
        all.answers.iter().find(mine).map(|a| a.text.clone())
    };
    for (of, answer) in
        [&shipped, &research, &more].into_iter().flat_map(|c| c.answers.iter().map(move |a| (c, a)))
    {
        let card = of.cards[answer.card].1.id.as_str();
        assert_eq!(text(card, &answer.id).as_ref(), Some(&answer.text), "{card} {}", answer.id);
    }
    for answer in &all.answers {
        let card = &all.cards[answer.card].1;
        let same = |a: &&Answer| a.id == answer.id && a.card == answer.card;
        assert_eq!(all.answers.iter().filter(same).count(), 1, "{} {} twice", card.id, answer.id);
    }
}

/// Sentences that two authors wrote, each for a card of their own; none in the last 24 cards, which are
/// held out.
const COMMONPLACE: &[&str] = &[
    "testers-technical/order-states and manual-exploratory/state-transitions: Lets events collide, \
     repeat or come late",
    "other-professions/hidden-fault and behavioural/learning-fast: How did you go about it?",
    "testers-technical/no-spec-oracle and manual-exploratory/oracles: I compare the actual result \
     with the expected result.",
];

#[test]
fn nothing_stands_in_two_sets() {
    let twins = twins::twins(&corpus());
    let new = |line: &&String| !COMMONPLACE.iter().any(|known| line.ends_with(known));
    let same: Vec<_> = twins.same.iter().filter(new).map(String::as_str).collect();
    assert!(same.is_empty(), "{}", same.join("\n"));
    for (share, pair) in twins.nearest.iter().chain(&twins.nearest_cards) {
        assert!(*share < 0.2, "{pair} share {share:.2} of their runs of five words");
    }
}

/// The shipped judge on some labelled answers: its kappa must not be lower than `written`, and no more than
/// `stuffed` verdicts may be met on terms strung together. It has learnt from these answers, so this says
/// that it is whole, not that it is good. After a training that was meant, write what the failing test says,
/// less a little.
fn check<'a>(
    corpus: &'a Corpus,
    answers: impl Iterator<Item = &'a Answer>,
    encoder: Option<&Encoder>,
    (written, most): (f64, usize),
) {
    let (mut n, mut stuffed) = ([[0.0_f64; 2]; 2], 0);
    let mut readers: HashMap<usize, Reader<'_>> = HashMap::new();
    for answer in answers {
        let card = &corpus.cards[answer.card].1;
        let reader = readers.entry(answer.card).or_insert_with(|| Reader::new(card, encoder));
        let judged = reader.judge(&answer.text);
        for (target, finding) in judged.criteria.iter().enumerate() {
            let met =
                [finding.verdict, answer.label(target)].map(|v| usize::from(v == Verdict::Met));
            n[met[0]][met[1]] += 1.0;
            stuffed += usize::from(answer.style == "keyword" && met[0] == 1);
        }
    }
    let all = n[0][0] + n[0][1] + n[1][0] + n[1][1];
    let agreed = (n[0][0] + n[1][1]) / all;
    let chance = ((n[0][0] + n[0][1]) * (n[0][0] + n[1][0])
        + (n[1][0] + n[1][1]) * (n[0][1] + n[1][1]))
        / (all * all);
    let kappa = (agreed - chance) / (1.0 - chance);
    assert!(kappa >= written, "kappa {kappa:.3} on {all} verdicts, {written} is written");
    assert!(stuffed <= most, "{stuffed} verdicts met on terms strung together");
}

#[test]
fn by_words_alone_the_shipped_judge_is_as_good_as_it_was() {
    let corpus = corpus();
    let sample = corpus.answers.iter().step_by(corpus.answers.len() / 60).take(60);
    check(&corpus, sample, None, (0.52, 0));
}

#[test]
fn with_the_encoder_the_shipped_judge_is_as_good_as_it_was() {
    let corpus = corpus();
    let encoder = Encoder::shipped().expect("the shipped encoder can be read");
    let sample = corpus.answers.iter().filter(|answer| [20, 100, 160].contains(&answer.card));
    check(&corpus, sample, Some(encoder), (0.79, 0));
}
