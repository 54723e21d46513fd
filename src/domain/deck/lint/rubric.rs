//! Advice on the rubric of a card, from the judge that will use it.
//!
//! Compiles the card's own judge and lets it read the examples, counterexamples and model answer.

use std::collections::BTreeSet;

use super::Notes;
use crate::domain::deck::Card;
use crate::domain::rubric::{Judge, Judgement, Scratch, Tail, Verdict};

/// From and to so many criteria.
const CRITERIA: (usize, usize) = (4, 6);
/// From and to so many traps.
const TRAPS: (usize, usize) = (2, 3);
/// Examples and counterexamples of a criterion, at least.
const OF_CRITERION: (usize, usize) = (6, 3);
/// Examples and counterexamples of a trap, at least.
const OF_TRAP: (usize, usize) = (3, 2);
/// Where a criterion shares so much of its examples with another, they are hard to tell apart.
const CONFUSED: f64 = 0.5;

pub(super) fn look(card: &Card, notes: &mut Notes<'_>) {
    counts(card, notes);
    if card.criteria.is_empty() {
        return;
    }
    let judge = Judge::compile(card);
    let read = |text: &str| judge.judge(text, Tail::Finished, &mut Scratch::default());
    examples(card, &read, notes);
    let answer = read(&card.model_answer);
    for (criterion, finding) in card.criteria.iter().zip(&answer.criteria) {
        if !card.model_answer.is_empty() && finding.verdict == Verdict::NotYet {
            notes.say(
                format!("the model answer does not meet its own criterion `{}`", criterion.id),
                "say it more plainly in the answer, or add an example that is closer to how it is said",
            );
        }
    }
    for (trap, finding) in card.traps.iter().zip(&answer.traps).filter(|(_, f)| f.hit) {
        let words = finding.evidence.first().and_then(|range| card.model_answer.get(range.clone()));
        notes.say(
            format!("the model answer falls into its own trap `{}`", trap.id),
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
fn examples(card: &Card, read: &impl Fn(&str) -> Judgement, notes: &mut Notes<'_>) {
    for (n, criterion) in card.criteria.iter().enumerate() {
        let mut confused = vec![0; card.criteria.len()];
        for example in &criterion.examples {
            let judged = read(example);
            if judged.criteria[n].verdict == Verdict::NotYet {
                notes.say(
                    format!(
                        "criterion `{}`: its own example is not accepted: “{example}”",
                        criterion.id
                    ),
                    "say in it what the title asks for, or make a weaker example a counterexample",
                );
            }
            for (other, finding) in judged.criteria.iter().enumerate() {
                let stronger = finding.confidence > judged.criteria[n].confidence;
                confused[other] +=
                    usize::from(other != n && stronger && finding.verdict == Verdict::Met);
            }
        }
        for (other, count) in confused.into_iter().enumerate() {
            if count as f64 >= CONFUSED * criterion.examples.len().max(1) as f64 {
                notes.say(
                    format!(
                        "{count} of {} examples of `{}` earn `{}` more than their own",
                        criterion.examples.len(),
                        criterion.id,
                        card.criteria[other].id
                    ),
                    "draw the line between the two in their descriptions, and sort the examples by it",
                );
            }
        }
        for counterexample in &criterion.counterexamples {
            if read(counterexample).criteria[n].verdict == Verdict::Met {
                notes.say(
                    format!("criterion `{}`: a counterexample is accepted: “{counterexample}”", criterion.id),
                    "make it differ more from the examples, or see whether it should earn the criterion",
                );
            }
        }
    }
    for (n, trap) in card.traps.iter().enumerate() {
        for counterexample in &trap.counterexamples {
            if read(counterexample).traps[n].hit {
                notes.say(
                    format!(
                        "trap `{}`: a counterexample falls into it: “{counterexample}”",
                        trap.id
                    ),
                    "make it differ more from the examples, or see whether it is a trap after all",
                );
            }
        }
    }
}
