//! Advice on the rubric of a card, from the judge that will use it.
//!
//! Makes the card's own judge ready and lets it read the examples, counterexamples, model answer and labelled
//! answers.

use std::collections::BTreeSet;

use super::Notes;
use crate::domain::deck::Card;
use crate::domain::encoder::Encoder;
use crate::domain::rubric::{Finding, Reader, Verdict};

/// From and to so many criteria.
const CRITERIA: (usize, usize) = (4, 6);
/// From and to so many traps.
const TRAPS: (usize, usize) = (2, 3);
/// Examples and counterexamples of a criterion, at least.
const OF_CRITERION: (usize, usize) = (6, 3);
/// Examples and counterexamples of a trap, at least.
const OF_TRAP: (usize, usize) = (3, 2);
/// Where more of a criterion's examples than this share are taken for another, the two are hard to tell apart.
const CONFUSED: f64 = 0.5;
/// What to do where a label and a verdict differ.
const MEND_LABEL: &str = "see whether the label is right; if it is, add an example, or a counterexample, said like the answer";

/// A card is made ready anew without each of its examples: with more than so many this is left.
const MANY: usize = 240;

pub(super) fn look(card: &Card, encoder: Option<&Encoder>, notes: &mut Notes<'_>) {
    counts(card, notes);
    if card.criteria.is_empty() {
        return;
    }
    let reader = Reader::new(card, encoder);
    let from = |trap| percent(reader.judge.met_from(trap, encoder.is_some()));
    let bounds = Bounds { met: from(false), hit: from(true) };
    examples(card, &reader, &bounds, notes);
    if encoder.is_some() {
        siblings(card, &reader, notes);
    }
    labelled(card, &reader, &bounds, notes);
    model_answer(card, &reader, &bounds, notes);
}

/// From how many percent on a criterion is met, and a trap hit.
struct Bounds {
    met: u32,
    hit: u32,
}

fn percent(probability: f32) -> u32 {
    (probability * 100.0).round() as u32
}

fn model_answer(card: &Card, reader: &Reader<'_>, bounds: &Bounds, notes: &mut Notes<'_>) {
    let answer = reader.judge(&card.model_answer);
    for (criterion, finding) in card.criteria.iter().zip(&answer.criteria) {
        if !card.model_answer.is_empty() && finding.verdict == Verdict::NotYet {
            let (id, sure) = (&criterion.id, percent(finding.confidence));
            notes.say(
                format!(
                    "the model answer does not meet its own criterion `{id}` ({sure} %; met from {} %)",
                    bounds.met
                ),
                "say it more plainly in the answer, or add an example that is closer to how it is said",
            );
        }
    }
    for (trap, finding) in card.traps.iter().zip(&answer.traps).filter(|(_, f)| f.hit) {
        let words = finding.evidence.first().and_then(|range| card.model_answer.get(range.clone()));
        let (id, sure) = (&trap.id, percent(finding.confidence));
        notes.say(
            format!(
                "the model answer falls into its own trap `{id}` ({sure} %; from {} %)",
                bounds.hit
            ),
            format!("reword it, or add a counterexample like “{}”", words.unwrap_or("…")),
        );
    }
}

fn counts(card: &Card, notes: &mut Notes<'_>) {
    let mut range = |what: &str, count: usize, (from, to): (usize, usize)| {
        if !(from..=to).contains(&count) {
            notes.say(format!("there are {count} {what}"), format!("aim for {from} to {to}"));
        }
    };
    range("criteria", card.criteria.len(), CRITERIA);
    range("traps", card.traps.len(), TRAPS);
    let criteria = card.criteria.iter();
    let parts =
        criteria.map(|c| ("criterion", &c.id, &c.examples, &c.counterexamples, OF_CRITERION));
    let traps = card.traps.iter();
    let traps = traps.map(|t| ("trap", &t.id, &t.examples, &t.counterexamples, OF_TRAP));
    for (what, id, examples, counterexamples, (most, least)) in parts.chain(traps) {
        for (name, list, wanted) in
            [("examples", examples, most), ("counterexamples", counterexamples, least)]
        {
            if list.len() < wanted {
                notes.say(
                    format!("{what} `{id}` has {} {name}", list.len()),
                    format!("give {wanted} or more, in varied words: the judge goes by them"),
                );
            }
        }
    }
    let kinds: BTreeSet<_> = card.criteria.iter().filter_map(|c| c.kind).collect();
    if !card.criteria.is_empty() && kinds.len() < card.criteria.len().min(3) {
        notes.say(
            "the criteria are nearly all of one kind",
            "an answer has several sides: what happened, why, what was done, how it is known",
        );
    }
}

/// What the judge says of the sentences that should teach it.
fn examples(card: &Card, reader: &Reader<'_>, bounds: &Bounds, notes: &mut Notes<'_>) {
    for (n, criterion) in card.criteria.iter().enumerate() {
        let (id, met) = (&criterion.id, bounds.met);
        for example in &criterion.examples {
            let judged = &reader.judge(example).criteria[n];
            if judged.verdict == Verdict::NotYet {
                let sure = percent(judged.confidence);
                notes.say(
                    format!("criterion `{id}`: its own example is not accepted ({sure} %; met from {met} %): “{example}”"),
                    "say in it what the title asks for, or make a weaker example a counterexample",
                );
            }
        }
        for counterexample in &criterion.counterexamples {
            let judged = &reader.judge(counterexample).criteria[n];
            if judged.verdict == Verdict::Met {
                let sure = percent(judged.confidence);
                notes.say(
                    format!("criterion `{id}`: a counterexample is accepted ({sure} %; met from {met} %): “{counterexample}”"),
                    "make it differ more from the examples, or see whether it should earn the criterion",
                );
            }
        }
    }
    for (n, trap) in card.traps.iter().enumerate() {
        for counterexample in &trap.counterexamples {
            let judged = &reader.judge(counterexample).traps[n];
            if judged.hit {
                let (id, sure, hit) = (&trap.id, percent(judged.confidence), bounds.hit);
                notes.say(
                    format!("trap `{id}`: a counterexample falls into it ({sure} %; from {hit} %): “{counterexample}”"),
                    "make it differ more from the examples, or see whether it is a trap after all",
                );
            }
        }
    }
}

/// Whether a criterion's examples, each read as if the card did not have it, meet another one instead. By words
/// alone too many do: only what an encoder hears tells criteria of one story apart.
fn siblings(card: &Card, reader: &Reader<'_>, notes: &mut Notes<'_>) {
    if card.criteria.iter().map(|c| c.examples.len()).sum::<usize>() > MANY {
        return;
    }
    for (n, criterion) in card.criteria.iter().enumerate() {
        let all = criterion.examples.len();
        let apart = |number: usize| {
            let mut without = card.clone();
            without.criteria[n].examples.remove(number);
            reader.judge_apart(&criterion.examples[number], &without).criteria
        };
        let read: Vec<Vec<Finding>> = (0..all).map(apart).collect();
        let mean =
            |of: usize| percent(read.iter().map(|r| r[of].confidence).sum::<f32>() / all as f32);
        for (other, sibling) in card.criteria.iter().enumerate() {
            let instead = |read: &&Vec<Finding>| {
                read[other].verdict == Verdict::Met && read[other].confidence > read[n].confidence
            };
            let taken = read.iter().filter(instead).count();
            if taken > 1 && taken as f64 > CONFUSED * all as f64 {
                notes.say(
                    format!(
                        "`{}` is hard to tell from `{}`: of its {all} examples, each read as if it were new, {taken} meet that rather ({} % against {} % on average)",
                        criterion.id,
                        sibling.id,
                        mean(other),
                        mean(n)
                    ),
                    "draw the line between the two in their descriptions, and sort the examples by it",
                );
            }
        }
    }
}

/// Where the judge and the labels of the card's own answers differ.
fn labelled(card: &Card, reader: &Reader<'_>, bounds: &Bounds, notes: &mut Notes<'_>) {
    for (number, answer) in (1..).zip(&card.answers) {
        let judged = reader.judge(&answer.text);
        for (criterion, finding) in card.criteria.iter().zip(&judged.criteria) {
            let label = [(&answer.met, Verdict::Met), (&answer.partial, Verdict::Partial)];
            let label = label.into_iter().find(|(ids, _)| ids.contains(&criterion.id));
            let label = label.map_or(Verdict::NotYet, |(_, label)| label);
            if (label == Verdict::Met) != (finding.verdict == Verdict::Met) {
                notes.say(
                    format!(
                        "answer {number}: `{}` is labelled {}, and judged {} ({} %; met from {} %)",
                        criterion.id,
                        label.word(),
                        finding.verdict.word(),
                        percent(finding.confidence),
                        bounds.met
                    ),
                    MEND_LABEL,
                );
            }
        }
        for (trap, finding) in card.traps.iter().zip(&judged.traps) {
            let label = answer.traps.contains(&trap.id);
            if label != finding.hit {
                let word = |hit| if hit { "fallen into" } else { "not fallen into" };
                notes.say(
                    format!(
                        "answer {number}: the trap `{}` is labelled {}, and judged {} ({} %; from {} %)",
                        trap.id,
                        word(label),
                        word(finding.hit),
                        percent(finding.confidence),
                        bounds.hit
                    ),
                    MEND_LABEL,
                );
            }
        }
    }
}
