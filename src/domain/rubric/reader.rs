//! Reads whole answers to one card: by their words, and with an encoder where there is one.
//!
//! For texts that stand. While one is written, the screen keeps its own [`Scratch`] and listens beside.

use super::heard::Heard;
use super::{Judge, Judgement, Scratch, Tail};
use crate::domain::deck::Card;
use crate::domain::encoder::{Ear, Encoder};

/// A card, made ready once to read many answers.
pub struct Reader<'e> {
    /// What judges.
    pub judge: Judge,
    ears: Option<Ears<'e>>,
}

struct Ears<'e> {
    encoder: &'e Encoder,
    ear: Ear,
    /// What is heard in the card's own labelled answers.
    own: Heard,
}

/// How an ear hears a sentence.
type Hear = fn(&Ear, &Encoder, &str) -> Vec<f32>;

impl<'e> Reader<'e> {
    /// Makes a card ready; with an encoder this takes a while, all the card's texts are encoded.
    pub fn new(card: &Card, encoder: Option<&'e Encoder>) -> Self {
        let judge = Judge::compile(card);
        let ears = encoder.map(|encoder| {
            let ear = Ear::compile(encoder, card);
            let mut own = Heard::default();
            listen(&judge, "", &mut own, |sentence| ear.hear(encoder, sentence));
            Ears { encoder, ear, own }
        });
        Self { judge, ears }
    }

    /// Judges an answer.
    pub fn judge(&self, text: &str) -> Judgement {
        self.judge_by(&self.judge, text, Ear::hear)
    }

    /// Judges one of the card's own examples as if the card did not have it; `without` is that card.
    pub fn judge_apart(&self, text: &str, without: &Card) -> Judgement {
        self.judge_by(&Judge::compile(without), text, Ear::hear_apart)
    }

    fn judge_by(&self, judge: &Judge, text: &str, hear: Hear) -> Judgement {
        let heard = self.ears.as_ref().map(|Ears { encoder, ear, own }| {
            let mut heard = own.clone();
            listen(judge, text, &mut heard, |sentence| hear(ear, encoder, sentence));
            heard
        });
        let mut scratch = Scratch::with(heard.unwrap_or_default());
        judge.judge(text, Tail::Finished, &mut scratch)
    }
}

fn listen(judge: &Judge, text: &str, heard: &mut Heard, hear: impl Fn(&str) -> Vec<f32>) {
    for sentence in judge.unheard(text, Tail::Finished, heard) {
        heard.insert(&sentence, hear(&sentence).into());
    }
}
