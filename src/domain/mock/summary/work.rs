//! What a round says to work on: the sorts of criteria it missed most, and the traps it fell into.
//!
//! Does not choose what to practise next; it names the cards where each was missed.

use std::cmp::Reverse;

use serde::Serialize;

use super::Submitted;
use crate::domain::deck::{Card, Kind, TrapKind};
use crate::domain::id::CardId;
use crate::domain::library::Library;
use crate::domain::rubric::Verdict;

/// So many things are enough for one round.
const MOST: usize = 3;

/// Something to work on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WorkOn {
    /// In the words of the card where it weighs most.
    pub title: String,
    /// The sort of criterion or trap, across cards; none where the cards give none.
    pub kind: Option<&'static str>,
    /// Whether it is a trap.
    pub trap: bool,
    /// Answers that missed it, or fell into it.
    pub missed: usize,
    /// Answers that only hinted at it.
    pub partial: usize,
    /// Answers of which it was asked.
    pub of: usize,
    /// The cards to drill.
    pub cards: Vec<CardId>,
}

/// Everything known of one sort of thing.
#[derive(Debug, Default)]
struct Sort {
    key: String,
    cost: u32,
    heaviest: u32,
    work: WorkOn,
}

/// At most three things, the costliest first. A criterion that was answered when asked still counts:
/// nobody asks in every interview.
pub(super) fn on(answers: &[Submitted], library: &Library) -> Vec<WorkOn> {
    let mut sorts: Vec<Sort> = Vec::new();
    for (_, attempt) in answers {
        let Some(card) = library.card(&attempt.card) else { continue };
        let mut here: Vec<Sort> = Vec::new();
        for judged in &attempt.criteria {
            let Some(criterion) = card.criteria.iter().find(|c| c.id == judged.id) else {
                continue;
            };
            let kind = criterion.kind.map(Kind::word);
            // Twice what it costs, so that a half is a whole number.
            let cost = match judged.verdict {
                Verdict::Met => 0,
                Verdict::Partial => u32::from(criterion.weight),
                Verdict::NotYet => 2 * u32::from(criterion.weight),
            };
            let partial = judged.verdict == Verdict::Partial;
            add(&mut here, card, (kind, &criterion.id, &criterion.title), false, cost, partial);
        }
        for trapped in &attempt.traps {
            let Some(trap) = card.traps.iter().find(|t| t.id == trapped.id) else { continue };
            let kind = trap.kind.map(TrapKind::word);
            let cost = if trapped.hit { 2 } else { 0 };
            add(&mut here, card, (kind, &trap.id, &trap.title), true, cost, false);
        }
        for sort in here {
            merge(&mut sorts, sort);
        }
    }
    sorts.retain(|sort| sort.cost > 0);
    sorts.sort_by_key(|sort| Reverse(sort.cost));
    sorts.into_iter().take(MOST).map(|sort| sort.work).collect()
}

/// Adds one criterion or trap of one answer; a card that has two of a sort counts once.
fn add(
    here: &mut Vec<Sort>,
    card: &Card,
    (kind, id, title): (Option<&'static str>, &str, &str),
    trap: bool,
    cost: u32,
    partial: bool,
) {
    let key = match kind {
        Some(kind) => format!("{trap}:{kind}"),
        None => format!("{trap}:{}:{id}", card.id),
    };
    let cards = if cost > 0 { vec![card.id.clone()] } else { Vec::new() };
    let (missed, partial) = (usize::from(cost > 0 && !partial), usize::from(partial));
    let work = WorkOn { title: title.to_owned(), kind, trap, missed, partial, of: 1, cards };
    let new = Sort { key, cost, heaviest: cost, work };
    match here.iter_mut().find(|sort| sort.key == new.key) {
        None => here.push(new),
        Some(sort) => {
            if new.heaviest > sort.heaviest {
                (sort.heaviest, sort.work.title) = (new.heaviest, new.work.title);
            }
            sort.cost += new.cost;
            sort.work.missed = sort.work.missed.max(new.work.missed);
            sort.work.partial = (sort.work.partial.max(new.work.partial)).min(1 - sort.work.missed);
            if sort.work.cards.is_empty() {
                sort.work.cards = new.work.cards;
            }
        }
    }
}

/// Adds what one answer says of a sort to what the answers before it said.
fn merge(sorts: &mut Vec<Sort>, new: Sort) {
    match sorts.iter_mut().find(|sort| sort.key == new.key) {
        None => sorts.push(new),
        Some(sort) => {
            if new.heaviest > sort.heaviest {
                (sort.heaviest, sort.work.title) = (new.heaviest, new.work.title);
            }
            sort.cost += new.cost;
            sort.work.missed += new.work.missed;
            sort.work.partial += new.work.partial;
            sort.work.of += new.work.of;
            sort.work.cards.extend(new.work.cards);
        }
    }
}

impl WorkOn {
    /// How often, in words: `missed in 2, half met in 1 of 4 answers`.
    pub fn how_often(&self) -> String {
        let verb = if self.trap { "fallen into" } else { "missed" };
        let all = if self.of == 1 { "1 answer".to_owned() } else { format!("{} answers", self.of) };
        match (self.missed, self.partial) {
            (missed, 0) => format!("{verb} in {missed} of {all}"),
            (0, partial) => format!("half met in {partial} of {all}"),
            (missed, partial) => format!("{verb} in {missed}, half met in {partial} of {all}"),
        }
    }
}
