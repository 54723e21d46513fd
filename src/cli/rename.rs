//! `rename`: a card's history carried over to its new id.

use anyhow::bail;

use super::setup::Setup;
use super::{Global, Outcome, say};
use crate::domain::id::CardId;
use crate::domain::journal::Fact;

pub(super) fn run(global: &Global, old: &str, new: &str) -> anyhow::Result<Outcome> {
    let mut setup = Setup::to_record(global)?;
    let from = CardId::from(old);
    let history = setup.progress.card(&from);
    if history.is_empty() {
        bail!(
            "nothing is recorded of {old}; `greenroom doctor` names the cards that no deck holds"
        );
    }
    if setup.library.card(&from).is_some() {
        bail!("{old} is a card of a deck still; change its id there first");
    }
    let to = setup.card(new)?.id.clone();
    let (reviews, answers) = (history.reviews().len(), history.attempts().len());
    let merged = !setup.progress.card(&to).is_empty();
    setup.record(Fact::Renamed { from, to: to.clone() })?;
    let also = if merged { "; it had a history already, and now has both" } else { "" };
    say(&format!("{reviews} reviews and {answers} answers of {old} count for {to} now{also}"));
    Ok(Outcome::Done)
}
