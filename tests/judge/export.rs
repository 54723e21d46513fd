//! Writes the labelled corpus as JSON, cut into sentences as the judge cuts it: what the encoder is trained on.

use std::collections::HashMap;
use std::ops::Range;

use greenroom::domain::deck::Card;
use greenroom::domain::rubric::heard::Heard;
use greenroom::domain::rubric::{Judge, Verdict, word_count};
use serde_json::{Value, json};

use crate::corpus::{Answer, Corpus, Set};

/// The cards with their targets, and the answers with their sentences and labels.
pub(crate) fn export(corpus: &Corpus) -> Value {
    let cards: Vec<Value> = (0..corpus.cards.len()).map(|number| card(corpus, number)).collect();
    let mut judges: HashMap<usize, Judge> = HashMap::new();
    let answers: Vec<Value> = corpus
        .answers
        .iter()
        .map(|a| {
            let card = &corpus.cards[a.card].1;
            let judge = judges.entry(a.card).or_insert_with(|| Judge::compile(card));
            answer(a, card, judge)
        })
        .collect();
    json!({ "cards": cards, "answers": answers })
}

fn card(corpus: &Corpus, number: usize) -> Value {
    let (part, card) = &corpus.cards[number];
    let set = match corpus.set(number) {
        Set::First => "first",
        Set::Shipped => "shipped",
        Set::Second => "second",
        Set::Later => "later",
    };
    let criteria = card.criteria.iter().map(|c| {
        json!({
            "trap": false, "kind": c.kind, "title": c.title, "description": c.description,
            "examples": c.examples, "counterexamples": c.counterexamples,
        })
    });
    let traps = card.traps.iter().map(|t| {
        json!({
            "trap": true, "kind": t.kind, "title": t.title, "description": t.description,
            "examples": t.examples, "counterexamples": t.counterexamples,
        })
    });
    let targets: Vec<Value> = criteria.chain(traps).collect();
    json!({
        "part": corpus.parts[*part], "set": set, "id": card.id.as_str(),
        "question": card.question, "targets": targets,
    })
}

fn answer(answer: &Answer, card: &Card, judge: &Judge) -> Value {
    let targets = 0..card.criteria.len() + card.traps.len();
    let labels = |sentence: &Range<usize>| -> Vec<f64> {
        targets.clone().map(|target| answer.sentence_label(target, sentence)).collect()
    };
    let sentences: Vec<Value> = judge
        .rows(&answer.text, &Heard::default())
        .iter()
        .map(|(range, rows)| {
            json!({
                "text": &answer.text[range.clone()], "stuffed": rows.is_empty(),
                "labels": labels(range),
            })
        })
        .collect();
    let verdicts: Vec<f64> = targets
        .clone()
        .map(|target| match answer.label(target) {
            Verdict::Met => 1.0,
            Verdict::Partial => 0.5,
            Verdict::NotYet => 0.0,
        })
        .collect();
    json!({
        "card": answer.card, "id": answer.id, "style": answer.style,
        "informative": answer.informative(), "text_words": word_count(&answer.text),
        "verdicts": verdicts, "sentences": sentences,
    })
}
