//! What is found in an answer as it stands: verdicts with their words, the walk from one to the next,
//! and the user's overrules.
//!
//! Does not judge by itself, and writes no draft.

use std::ops::Range;

use super::AnswerScreen;
use crate::app::Model;
use crate::app::effect::Effect;
use crate::domain::rubric::{Tail, Verdict};

/// How words of the answer are tinted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// Evidence of a criterion that is partly met.
    Partial = 0,
    /// Evidence of one that is met; it shows where a sentence is both.
    Met = 1,
    /// Words that fell into a trap.
    Trap = 2,
    /// Evidence of the row that is selected in the rubric.
    Selected = 3,
}

/// A row of the rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The criterion at this place in the card.
    Criterion(usize),
    /// The trap at this place in the card.
    Trap(usize),
}

impl AnswerScreen {
    /// The rows of the rubric: every criterion, and the traps that were hit or overruled.
    pub fn rows(&self) -> Vec<Row> {
        let traps = (0..self.card.traps.len())
            .filter(|n| self.is_trapped(*n) || self.overrules.trap(*n).is_some());
        let criteria = (0..self.card.criteria.len()).filter(|n| self.is_asked_for(*n));
        criteria.map(Row::Criterion).chain(traps.map(Row::Trap)).collect()
    }

    /// What counts for criterion `n`.
    pub fn verdict(&self, n: usize) -> Verdict {
        let judged = self.judgement.criteria.get(n).map_or(Verdict::NotYet, |f| f.verdict);
        self.overrules.criterion(n).unwrap_or(judged)
    }

    /// Whether trap `n` counts as hit.
    pub fn is_trapped(&self, n: usize) -> bool {
        let judged = self.judgement.traps.get(n).is_some_and(|finding| finding.hit);
        self.overrules.trap(n).unwrap_or(judged)
    }

    /// The words that earned a row its verdict, best first.
    pub fn evidence(&self, row: Row) -> &[Range<usize>] {
        match row {
            Row::Criterion(n) => self.judgement.criteria.get(n).map_or(&[], |f| &f.evidence),
            Row::Trap(n) => self.judgement.traps.get(n).map_or(&[], |f| &f.evidence),
        }
    }

    /// How many criteria are asked for, and how many of them are met.
    pub fn met(&self) -> (usize, usize) {
        let asked = || (0..self.card.criteria.len()).filter(|n| self.is_asked_for(*n));
        (asked().filter(|n| self.verdict(*n) == Verdict::Met).count(), asked().count())
    }

    /// Judges the text anew, and tints it.
    pub(super) fn judge(&mut self) {
        self.stale = false;
        self.judgement = self.judge.judge(&self.editor.text(), self.tail(), &mut self.scratch);
        self.tint();
    }

    /// Whether the last sentence may be half-typed.
    pub(super) const fn tail(&self) -> Tail {
        if self.last_key.is_some() { Tail::Writing } else { Tail::Finished }
    }

    pub(super) fn tint(&mut self) {
        let rows = self.rows();
        let mut tints = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let tint = match *row {
                Row::Criterion(n) => match self.verdict(n) {
                    Verdict::Met => Tint::Met,
                    Verdict::Partial => Tint::Partial,
                    Verdict::NotYet => continue,
                },
                Row::Trap(n) if self.is_trapped(n) => Tint::Trap,
                Row::Trap(_) => continue,
            };
            let tint = if self.selected == Some(place) { Tint::Selected } else { tint };
            tints.extend(self.evidence(*row).iter().map(|range| (range.clone(), tint as usize)));
        }
        self.editor.tint(tints);
        let row = self.selected.and_then(|n| rows.get(n).copied());
        self.why = row.and_then(|row| self.explain(row));
    }

    /// Goes to the text, to what is at this column and row of what is seen.
    pub(in crate::app) fn place(&mut self, column: u16, row: u16) {
        self.walk(None);
        self.editor.place(column, row);
    }

    /// Selects a row of the rubric and brings its evidence into view; none goes back to the text.
    pub(in crate::app) fn walk(&mut self, row: Option<usize>) {
        self.selected = row;
        let row = row.and_then(|n| self.rows().get(n).copied());
        if let Some(range) = row.and_then(|row| self.evidence(row).first().cloned()) {
            self.editor.go_to(range.start);
        }
        self.tint();
    }

    pub(super) fn overrule(&mut self, model: &mut Model) -> Vec<Effect> {
        let row = self.selected.and_then(|n| self.rows().get(n).copied());
        match row {
            Some(Row::Criterion(n)) => {
                let judged = self.judgement.criteria.get(n).map_or(Verdict::NotYet, |f| f.verdict);
                self.overrules.flip_criterion(n, judged);
            }
            Some(Row::Trap(n)) => {
                let judged = self.judgement.traps.get(n).is_some_and(|finding| finding.hit);
                self.overrules.flip_trap(n, judged);
            }
            None => return Vec::new(),
        }
        let last = self.rows().len().saturating_sub(1);
        self.selected = self.selected.map(|n| n.min(last));
        self.tint();
        self.unkept_since = Some(model.now.at);
        self.write(model)
    }
}
