//! Makes a card of its wire type, and checks what its type alone does not hold.
//!
//! Its criteria and traps are [`rules`]'.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::super::{Card, Level};
use super::Severity;
use super::clean::quoted;
use super::fields::{headline, lines, pair, prose, slug};
use super::node::Node;
use super::notes::Notes;
use super::reader::Reader;
use super::rules;
use super::wire::{CardWire, Field, List};
use crate::domain::id::{CardId, is_slug, slugify};
use crate::domain::nearest::nearest;

const MINUTES: f64 = 2.0;

/// The card at `node`, unless it has an error. `taken` has the ids of the cards before, and their lines.
pub(super) fn card<'a>(
    node: &'a Node<'a>,
    number: usize,
    deck: &str,
    taken: &mut HashMap<String, usize>,
    notes: &mut Notes<'a>,
) -> Option<Card> {
    let at = node.span.start;
    let line = notes.line(at);
    let errors_before = notes.errors();
    let wire = match CardWire::deserialize(Reader::new(node, "the card", notes)) {
        Ok(wire) => wire,
        Err(refusal) => {
            notes.refuse(at, refusal);
            return None;
        }
    };
    let question = headline(wire.question, "question", at, Severity::Error, notes);
    let first_words = || {
        let words: Vec<_> = question.split_whitespace().take(4).collect();
        slugify(&words.join(" "), "card")
    };
    let (id_at, usable) = match &wire.id {
        Field::Given(at, id) => (*at, is_slug(id)),
        Field::Missing | Field::Faulty => (at, false),
    };
    let id = slug(wire.id, at, Severity::Error, first_words, notes);
    if usable && let Some(first) = taken.get(&id) {
        let what = format!("`id` is taken by the card on line {first}");
        notes.error(id_at, what, "give this card another one");
    } else if usable {
        taken.insert(id.clone(), line);
    }
    let level = level(wire.level, at, notes);
    let tags = tags(wire.tags, notes);
    let minutes = minutes(wire.minutes, notes);
    let texts = [
        ("short_answer", wire.short_answer),
        ("detail", wire.detail),
        ("looks_for", wire.looks_for),
        ("pitfall", wire.pitfall),
    ];
    let [short_answer, detail, looks_for, pitfall] = layers(texts, at, notes);
    let follow_ups = lines(wire.follow_ups);
    let model_answer = prose(wire.model_answer);
    let sources = lines(wire.sources);
    let criteria = rules::criteria(wire.criteria, at, notes);
    let traps = rules::traps(wire.traps, notes);
    let answers = rules::answers(wire.answers, &criteria, &traps, notes);
    if notes.errors() > errors_before {
        return None;
    }
    Some(Card {
        id: CardId::new(deck, &id),
        number,
        question,
        level: level?,
        tags,
        minutes,
        short_answer,
        detail,
        looks_for,
        pitfall,
        follow_ups,
        model_answer,
        sources,
        criteria,
        traps,
        answers,
        line,
    })
}

fn level(field: Field<String>, at: usize, notes: &mut Notes<'_>) -> Option<Level> {
    let words = Level::ALL.iter().map(|level| level.word());
    let all = "junior, mid or senior";
    match field {
        Field::Faulty => None,
        Field::Missing => {
            notes.error(
                at,
                "no `level`",
                pair(notes.format, "level", "\"junior\", \"mid\" or \"senior\""),
            );
            None
        }
        Field::Given(at, word) => {
            let level = Level::from_word(&word);
            if level.is_none() {
                let hint = nearest(&word, words).map_or_else(
                    || format!("it is one of {all}"),
                    |meant| pair(notes.format, "level", &format!("\"{meant}\"")),
                );
                notes.error(at, format!("`level` must be {all}, not `{}`", quoted(&word)), hint);
            }
            level
        }
    }
}

/// The tags, mended where they are not lower-case words joined by hyphens, each once.
fn tags(list: List<String>, notes: &mut Notes<'_>) -> Vec<String> {
    let mut tags = Vec::new();
    let mut taken = HashSet::new();
    let list = list.given().map_or_else(Vec::new, |(_, list)| list);
    for (at, written) in list.into_iter().filter_map(Field::given) {
        let lower = written.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let tag = words.collect::<Vec<_>>().join("-");
        if tag.is_empty() {
            notes.warn(at, "an empty tag is left out", "delete it");
            continue;
        }
        if tag != written {
            let what = format!(
                "a tag is lower-case letters, digits and hyphens, not `{}`",
                quoted(&written)
            );
            notes.warn(at, what, format!("write \"{}\"", quoted(&tag)));
        }
        if taken.insert(tag.clone()) {
            tags.push(tag);
        } else {
            notes.warn(at, format!("tag `{}` is there twice", quoted(&tag)), "delete one of them");
        }
    }
    tags
}

fn minutes(field: Field<f64>, notes: &mut Notes<'_>) -> f64 {
    let Some((at, minutes)) = field.given() else { return MINUTES };
    if (0.25..=30.0).contains(&minutes) {
        return minutes;
    }
    let what = format!(
        "`minutes` must be from 0.25 to 30, not {}; {MINUTES} is used",
        quoted(&minutes.to_string())
    );
    notes.warn(at, what, pair(notes.format, "minutes", "2"));
    MINUTES
}

/// The layers of the answer, with one warning that names those that are empty.
fn layers(fields: [(&str, Field<String>); 4], at: usize, notes: &mut Notes<'_>) -> [String; 4] {
    let mut empty = Vec::new();
    let texts = fields.map(|(name, field)| {
        let faulty = matches!(field, Field::Faulty);
        let text = prose(field);
        if text.is_empty() && !faulty {
            empty.push(format!("`{name}`"));
        }
        text
    });
    if let Some((last, others)) = empty.split_last() {
        let names = if others.is_empty() {
            last.clone()
        } else {
            format!("{} and {last}", others.join(", "))
        };
        let verb = if others.is_empty() { "is" } else { "are" };
        notes.warn(at, format!("{names} {verb} empty"), "the card shows nothing there");
    }
    texts
}
