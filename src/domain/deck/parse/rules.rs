//! Makes the criteria and traps of a card of their wire types, and checks them.
//!
//! Does not judge answers by them.

use std::collections::HashSet;

use super::super::{Criterion, Kind, Labelled, Trap, TrapKind};
use super::Severity;
use super::clean::quoted;
use super::fields::{headline, label, lines, pair, prose, slug};
use super::notes::Notes;
use super::wire::{CriterionWire, Field, LabelledWire, List, TrapWire};
use crate::domain::id::slugify;
use crate::domain::nearest::nearest;

/// More criteria, or traps, than this fit no panel and no answer; more labelled answers teach little.
const MOST: usize = 24;

/// The criteria of the card at `card_at`.
pub(super) fn criteria(
    list: List<CriterionWire>,
    card_at: usize,
    notes: &mut Notes<'_>,
) -> Vec<Criterion> {
    let none = match &list {
        Field::Missing => true,
        Field::Faulty => false,
        Field::Given(_, list) => list.is_empty(),
    };
    if none {
        let what = "no criteria: answers to this card cannot be judged";
        notes.warn(card_at, what, "add some, three to six are usual");
    }
    let mut taken = HashSet::new();
    let list = few("criteria", list, notes);
    let read = list.into_iter().enumerate().filter_map(|(n, field)| {
        let (at, wire) = field.given()?;
        let mut rule = Rule { name: "criterion", number: n + 1, at, taken: &mut taken, notes };
        let (id, title) = rule.id_and_title(wire.id, wire.title);
        let kind = rule.kind(wire.kind, Kind::ALL, Kind::word);
        let description = prose(wire.description);
        let examples = rule.examples(wire.examples, title.as_ref(), &description);
        let weight = rule.weight(wire.weight);
        Some(Criterion {
            title: title.unwrap_or_else(|| id.clone()),
            id,
            description,
            kind,
            examples,
            counterexamples: lines(wire.counterexamples),
            weight,
        })
    });
    let read = read.collect();
    notes.set_part(None);
    read
}

/// The traps of a card.
pub(super) fn traps(list: List<TrapWire>, notes: &mut Notes<'_>) -> Vec<Trap> {
    let mut taken = HashSet::new();
    let list = few("traps", list, notes);
    let read = list.into_iter().enumerate().filter_map(|(n, field)| {
        let (at, wire) = field.given()?;
        let mut rule = Rule { name: "trap", number: n + 1, at, taken: &mut taken, notes };
        let (id, title) = rule.id_and_title(wire.id, wire.title);
        let kind = rule.kind(wire.kind, TrapKind::ALL, TrapKind::word);
        let description = prose(wire.description);
        let examples = rule.examples(wire.examples, title.as_ref(), &description);
        Some(Trap {
            title: title.unwrap_or_else(|| id.clone()),
            id,
            description,
            kind,
            examples,
            counterexamples: lines(wire.counterexamples),
        })
    });
    let read = read.collect();
    notes.set_part(None);
    read
}

/// The labelled answers of a card with these criteria and traps.
pub(super) fn answers(
    list: List<LabelledWire>,
    criteria: &[Criterion],
    traps: &[Trap],
    notes: &mut Notes<'_>,
) -> Vec<Labelled> {
    let criteria: Vec<&str> = criteria.iter().map(|c| c.id.as_str()).collect();
    let traps: Vec<&str> = traps.iter().map(|t| t.id.as_str()).collect();
    let list = few("answers", list, notes);
    let read = list.into_iter().enumerate().filter_map(|(n, field)| {
        let (at, wire) = field.given()?;
        notes.set_part(Some(format!("answer `{}`", label(None, n + 1))));
        let faulty = matches!(wire.text, Field::Faulty);
        let text = prose(wire.text);
        if text.is_empty() {
            if !faulty {
                let hint = pair(notes.format, "text", "\"…\"");
                notes.warn(at, "no `text`: the answer is left out", hint);
            }
            return None;
        }
        let met = ids("criterion", wire.met, &criteria, notes);
        let mut partial = ids("criterion", wire.partial, &criteria, notes);
        partial.retain(|id| !met.contains(id));
        let traps = ids("trap", wire.traps, &traps, notes);
        Some(Labelled { text, met, partial, traps })
    });
    let read = read.collect();
    notes.set_part(None);
    read
}

/// The ids of a list that the card has; the others are reported.
fn ids(what: &str, list: List<String>, known: &[&str], notes: &mut Notes<'_>) -> Vec<String> {
    let list = list.given().map_or_else(Vec::new, |(_, list)| list);
    let mut ids: Vec<String> = Vec::new();
    for (at, id) in list.into_iter().filter_map(Field::given) {
        if known.contains(&id.as_str()) {
            ids.push(id);
            continue;
        }
        let hint = match nearest(&id, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if known.is_empty() => "delete it".to_owned(),
            None => format!("it is one of {}", known.join(", ")),
        };
        notes.warn(at, format!("this card has no {what} `{}`", quoted(&id)), hint);
    }
    ids
}

/// The entries of the list `key`, or an error and none if they are too many.
fn few<T>(key: &str, list: List<T>, notes: &mut Notes<'_>) -> Vec<Field<T>> {
    let Some((at, list)) = list.given() else { return Vec::new() };
    if list.len() <= MOST {
        return list;
    }
    let what = format!("{} {key}; a card has at most {MOST}", list.len());
    notes.error(at, what, "keep those that decide, or split the card");
    Vec::new()
}

/// What is checked alike in criteria and traps.
struct Rule<'r, 'a> {
    name: &'static str,
    number: usize,
    at: usize,
    taken: &'r mut HashSet<String>,
    notes: &'r mut Notes<'a>,
}

impl Rule<'_, '_> {
    /// The id, mended where it must be, and the title if there is one.
    fn id_and_title(
        &mut self,
        id: Field<String>,
        title: Field<String>,
    ) -> (String, Option<String>) {
        let label = label(id.value().map(String::as_str), self.number);
        self.notes.set_part(Some(format!("{} `{label}`", self.name)));
        let title = headline(title, "title", self.at, Severity::Warning, self.notes);
        let fallback = || slugify(&title, &format!("{}-{}", self.name, self.number));
        let id = slug(id, self.at, Severity::Warning, fallback, self.notes);
        (self.only(id), Some(title).filter(|title| !title.is_empty()))
    }

    /// `id`, or one like it if another of the card has it.
    fn only(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let mut number = self.number;
        let other = loop {
            let other = slugify(&format!("{}-{number}", &id[..id.len().min(60)]), &id);
            if self.taken.insert(other.clone()) {
                break other;
            }
            number += 1;
        };
        let what = format!("its `id` is taken by another {}; `{other}` is used", self.name);
        self.notes.warn(self.at, what, pair(self.notes.format, "id", &format!("\"{other}\"")));
        other
    }

    fn kind<K: Copy>(
        &mut self,
        field: Field<String>,
        all: &[K],
        word: impl Fn(K) -> &'static str,
    ) -> Option<K> {
        let (at, written) = field.given()?;
        let kind = all.iter().copied().find(|&kind| word(kind) == written);
        if kind.is_none() {
            let words: Vec<_> = all.iter().map(|&kind| word(kind)).collect();
            let meant = nearest(&written, words.iter().copied())
                .map_or_else(String::new, |meant| format!("did you mean `{meant}`? "));
            let what = format!("unknown `kind` `{}`", quoted(&written));
            self.notes.warn(at, what, format!("{meant}it is one of {}", words.join(", ")));
        }
        kind
    }

    fn examples(
        &mut self,
        field: List<String>,
        title: Option<&String>,
        description: &str,
    ) -> Vec<String> {
        if let Field::Faulty = field {
            return Vec::new();
        }
        let examples = lines(field);
        if examples.len() > 1 {
            return examples;
        }
        let hint = pair(self.notes.format, "examples", "[\"…\", \"…\"]");
        if examples.is_empty() && title.is_none() && description.is_empty() {
            self.notes.error(self.at, "no `title`, `description` or `examples` to judge by", hint);
        } else {
            let what = if examples.is_empty() { "no `examples`" } else { "only one of `examples`" };
            self.notes.warn(self.at, what, format!("{hint}: whole sentences, two or more"));
        }
        examples
    }

    fn weight(&mut self, field: Field<f64>) -> u8 {
        let Some((at, weight)) = field.given() else { return 1 };
        for whole in 1..=3 {
            if (weight - f64::from(whole)).abs() < f64::EPSILON {
                return whole;
            }
        }
        let what =
            format!("`weight` must be 1, 2 or 3, not {}; 1 is used", quoted(&weight.to_string()));
        self.notes.warn(at, what, pair(self.notes.format, "weight", "2"));
        1
    }
}
