//! The judge's finding on the selected row of the rubric and its reason, in words.

use super::{AnswerScreen, Row};

/// Why a row's verdict is what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// What the judge found, and how sure it is, in words.
    pub found: String,
    /// The reason, in words.
    pub reason: String,
}

impl AnswerScreen {
    /// Why the judge says of a row what it says.
    pub(super) fn explain(&self, row: Row) -> Option<Why> {
        let text = self.editor.text();
        let percent = |p: f32| (f64::from(p) * 100.0).round();
        match row {
            Row::Criterion(n) => {
                let (criterion, finding) =
                    (self.card.criteria.get(n)?, self.judgement.criteria.get(n)?);
                let reason = self.judge.reason(&text, n, finding);
                let (verdict, sure) = (finding.verdict.word(), reason.certainty.word());
                let found =
                    format!("Judged {verdict}, {sure}: {} % met.", percent(finding.confidence));
                Some(Why { found, reason: reason.text(criterion) })
            }
            Row::Trap(n) => {
                let (trap, finding) = (self.card.traps.get(n)?, self.judgement.traps.get(n)?);
                let p = percent(finding.confidence);
                Some(match self.judge.trap_reason(&text, n, finding) {
                    Some(reason) => {
                        let sure = reason.certainty.word();
                        let found = format!("Judged a trap, {sure}: {p} %.");
                        Why { found, reason: reason.text(trap) }
                    }
                    None => Why {
                        found: format!("Judged no trap: {p} %."),
                        reason: trap.description.clone(),
                    },
                })
            }
        }
    }
}
