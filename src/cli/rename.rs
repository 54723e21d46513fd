//! `rename`: a card's history carried over to its new id.

use anyhow::{Context, anyhow, bail};

use super::setup::Setup;
use super::{Global, Outcome, say};
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::{Entry, Fact};
use crate::shell::clock::run_name;

pub(super) fn run(global: &Global, old: &str, new: &str) -> anyhow::Result<Outcome> {
    let mut setup = Setup::to_study(global)?;
    setup.notices.iter().for_each(|notice| say(notice));
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
    setup.writable.map_err(|why| anyhow!(why))?;
    let entry = Entry {
        id: EntryId::new(&run_name(), 1),
        at: setup.now.at,
        offset: setup.now.offset,
        fact: Fact::Renamed { from, to: to.clone() },
    };
    setup.journal.append(&[entry]).context("the rename could not be written")?;
    let also = if merged { "; it had a history already, and now has both" } else { "" };
    say(&format!("{reviews} reviews and {answers} answers of {old} count for {to} now{also}"));
    Ok(Outcome::Done)
}
