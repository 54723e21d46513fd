//! The shipped encoder against its trainer: the same tokens, the same vectors, the same card heard
//! alike, to a thousandth.

use std::path::Path;

use serde::Deserialize;

use crate::domain::deck::{Card, Criterion, Trap};
use crate::domain::encoder::{Ear, Encoder};

#[derive(Deserialize)]
struct Reference {
    texts: Vec<Text>,
    card: Made,
    sentences: Vec<String>,
    heard: Vec<Vec<f32>>,
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "text")]
    of: String,
    ids: Vec<usize>,
    first: Vec<f32>,
    #[serde(default)]
    vector: Vec<f32>,
}

#[derive(Deserialize)]
struct Made {
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    trap: bool,
    title: String,
    description: String,
    examples: Vec<String>,
    counterexamples: Vec<String>,
}

impl Made {
    fn card(self) -> Card {
        let mut card = Card::clone(&super::card());
        let (traps, criteria) = self.targets.into_iter().partition::<Vec<_>, _>(|t| t.trap);
        card.criteria = criteria
            .into_iter()
            .map(|t| Criterion {
                id: String::new(),
                title: t.title,
                description: t.description,
                kind: None,
                examples: t.examples,
                counterexamples: t.counterexamples,
                weight: 1,
            })
            .collect();
        card.traps = traps
            .into_iter()
            .map(|t| Trap {
                id: String::new(),
                title: t.title,
                description: t.description,
                kind: None,
                examples: t.examples,
                counterexamples: t.counterexamples,
            })
            .collect();
        card
    }
}

fn check(of: &str, found: &[f32], expect: &[f32]) {
    assert_eq!(found.len(), expect.len(), "{of:?}");
    for (place, (found, expect)) in found.iter().zip(expect).enumerate() {
        let off = (found - expect).abs();
        assert!(off < 1e-3, "{of:?}: number {place} is {found}, not {expect}");
    }
}

#[test]
fn the_shipped_encoder_reads_as_its_trainer_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/judge");
    let text = std::fs::read_to_string(folder.join("train/reference.json")).unwrap();
    let reference: Reference = serde_json::from_str(&text).unwrap();
    let encoder = Encoder::read(&std::fs::read(folder.join("encoder.bin")).unwrap()).unwrap();
    for Text { of, ids, first, vector } in &reference.texts {
        assert_eq!(encoder.tokens(of), *ids, "{of:?}");
        let found = encoder.encode(of);
        check(of, &found[..first.len()], first);
        if !vector.is_empty() {
            check(of, &found, vector);
        }
    }
    let ear = Ear::compile(&encoder, &reference.card.card());
    for (sentence, expect) in reference.sentences.iter().zip(&reference.heard) {
        check(sentence, &ear.hear(&encoder, sentence), expect);
    }
}
