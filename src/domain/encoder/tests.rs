//! The encoder as a whole: on a tiny made one, on files that are broken, and the shipped one against
//! what its trainer reckoned.

mod broken;
pub(crate) mod made;
mod reference;

use std::sync::Arc;

use super::{Ear, Encoder};
use crate::domain::deck::Card;
use crate::domain::deck::parse::{Format, parse};
use made::tiny;

/// A card with a criterion and a trap.
pub(crate) fn card() -> Arc<Card> {
    let text = r#"
        id = "a"
        title = "A"
        [[card]]
        id = "x"
        question = "Why?"
        level = "mid"
        [[card.criteria]]
        id = "one"
        title = "A test"
        description = "Names a test."
        examples = ["We wrote a test.", "A test found it."]
        counterexamples = ["We test a lot."]
        [[card.traps]]
        id = "two"
        title = "A bug"
        examples = ["We found no bug."]
    "#;
    Arc::clone(&parse("a.toml", text.as_bytes(), Format::Toml).deck.unwrap().cards[0])
}

fn encoder() -> Encoder {
    Encoder::read(&tiny()).unwrap()
}

fn close(a: &[f32], b: &[f32]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-5)
}

#[test]
fn every_text_has_a_vector_of_length_one() {
    let encoder = encoder();
    let long = "we wrote a test ".repeat(10_000);
    for text in ["", "We wrote a test.", "日本語 🙂 \u{0}", long.as_str()] {
        let vector = encoder.encode(text);
        let length: f32 = vector.iter().map(|x| x * x).sum();
        assert_eq!(vector.len(), made::WIDTH);
        assert!((length - 1.0).abs() < 1e-5, "{length}");
    }
    assert_eq!(encoder.encode("We TEST"), encoder.encode(" we  test\n"));
    assert!(!close(&encoder.encode("we test"), &encoder.encode("test we")));
}

#[test]
fn a_text_has_the_same_vector_in_any_company() {
    let encoder = encoder();
    let texts: Vec<String> = (0..90).map(|n| "we wrote a test ".repeat(n % 7)).collect();
    let together = encoder.vectors(texts.iter().map(String::as_str));
    assert_eq!(together.nrows(), texts.len());
    for (vector, text) in together.rows().into_iter().zip(&texts) {
        assert!(close(&vector.to_vec(), &encoder.encode(text)), "{text:?}");
    }
    assert_eq!(encoder.vectors(std::iter::empty()).nrows(), 0);
}

#[test]
fn a_sentence_is_heard_by_every_target_as_the_formula_says() {
    let (encoder, card) = (encoder(), card());
    let ear = Ear::compile(&encoder, &card);
    let sentence = "A test found it.";
    let dot = |a: &str, b: &str| -> f32 {
        encoder.encode(a).iter().zip(encoder.encode(b)).map(|(a, b)| a * b).sum()
    };
    let soft = |texts: &[String]| {
        let near: Vec<f32> = texts.iter().map(|text| dot(sentence, text)).collect();
        let sum: f32 = near.iter().map(|x| (20.0 * x).exp()).sum();
        near.iter().map(|x| (20.0 * x).exp() / sum * x).sum::<f32>()
    };
    // In the made file Q turns nothing, and g is a tenth in the first place.
    let general = 0.1 * encoder.encode(sentence)[0];
    let (one, two) = (&card.criteria[0], &card.traps[0]);
    let expect = [
        2.0 * dot(sentence, "A test. Names a test.") + 3.0 * soft(&one.examples)
            - 4.0 * soft(&one.counterexamples)
            + general
            - 5.0,
        6.0 * dot(sentence, "A bug. ") + 7.0 * soft(&two.examples) + general - 9.0,
    ];
    let heard = ear.hear(&encoder, sentence);
    assert!(close(&heard, &expect), "{heard:?}, not {expect:?}");
}

#[test]
fn a_card_without_targets_hears_nothing() {
    let encoder = encoder();
    let card = Card { criteria: Vec::new(), traps: Vec::new(), ..Card::clone(&card()) };
    assert_eq!(Ear::compile(&encoder, &card).hear(&encoder, "We test."), [0.0; 0]);
}
