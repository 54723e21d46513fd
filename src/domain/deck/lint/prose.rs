//! Advice on the texts of a card: what is missing, too short, or too long to be said.
//!
//! Does not look at the rubric.

use super::Notes;
use crate::domain::deck::Card;
use crate::domain::rubric::{sentences, word_count};

/// At most so many words in a short answer: what fits on a screen at a glance.
const SHORT_ANSWER: usize = 60;
/// From and to so many words in a detail.
const DETAIL: (usize, usize) = (150, 350);
/// From and to so many words in a model answer.
const MODEL_ANSWER: (usize, usize) = (120, 250);
/// Pace of speech, in words a minute.
const PACE: f64 = 140.0;
/// A model answer may take so much longer than its card's target.
const PATIENCE: f64 = 1.25;
/// More words than this in a sentence, on average, are hard to follow.
const SENTENCE: usize = 28;

pub(super) fn look(card: &Card, notes: &mut Notes<'_>) {
    let words = word_count(&card.short_answer);
    if words > SHORT_ANSWER {
        notes.say(
            format!("the short answer has {words} words"),
            format!("cut it to {SHORT_ANSWER}: what one must remember, not all there is to say"),
        );
    }
    within("detail", &card.detail, DETAIL, notes);
    let words = word_count(&card.model_answer);
    if words == 0 {
        notes.say(
            "there is no model answer",
            "write a whole answer as a person would say it: the debrief shows it",
        );
    } else {
        within("model answer", &card.model_answer, MODEL_ANSWER, notes);
        let minutes = words as f64 / PACE;
        if minutes > card.minutes * PATIENCE {
            notes.say(
                format!(
                    "the model answer takes {minutes:.1} minutes to say, the card allows {}",
                    card.minutes
                ),
                "shorten it, or raise `minutes`",
            );
        }
    }
    if !(2..=3).contains(&card.follow_ups.len()) {
        notes.say(
            format!("there are {} follow-up questions", card.follow_ups.len()),
            "give two or three: what an interviewer asks next",
        );
    }
    for (name, text) in [("short answer", &card.short_answer), ("model answer", &card.model_answer)]
    {
        let count = sentences(text).len();
        if count > 0 && word_count(text) / count > SENTENCE {
            notes.say(
                format!(
                    "the {name} has long sentences: {} words on average",
                    word_count(text) / count
                ),
                "break some of them in two",
            );
        }
    }
}

fn within(name: &str, text: &str, (from, to): (usize, usize), notes: &mut Notes<'_>) {
    let words = word_count(text);
    if !(from..=to).contains(&words) {
        let hint = if words < from {
            format!(
                "aim for {from} to {to}: an example with figures, a trade-off, a named technique"
            )
        } else {
            format!("aim for {from} to {to}: what is beyond that belongs in another card")
        };
        notes.say(format!("the {name} has {words} words"), hint);
    }
}
