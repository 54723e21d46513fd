//! The state: what the journal's entries add up to.
//!
//! The fold does not depend on the order in which entries arrive, so that journals of several
//! devices merge by themselves. Does not know which cards exist: decks come and go, history stays.

mod card;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::id::{CardId, EntryId};
use super::journal::{Attempt, Draft, Entry, Fact};
use super::schedule::{Rating, Scheduler};
use super::time::{Day, Timestamp};

pub use card::{CardProgress, Review};

/// What the fold depends on besides the entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Memory's parameters and the desired retention.
    pub scheduler: Scheduler,
    /// Hour, local time, at which a day begins.
    pub day_start: u8,
}

impl Default for Rules {
    fn default() -> Self {
        Self { scheduler: Scheduler::new(0.9), day_start: 4 }
    }
}

/// When an entry was made, and its name to tell two of one moment apart: the order of the fold.
type Key = (Timestamp, EntryId);

/// Everything that is known of the user's work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    rules: Rules,
    cards: HashMap<CardId, CardProgress>,
    seen: HashSet<EntryId>,
    undone: HashSet<EntryId>,
    /// What `u` could take back, in order.
    undoable: BTreeMap<Key, CardId>,
}

/// One line of a card's history.
#[derive(Clone, Debug, PartialEq)]
struct Event {
    key: Key,
    day: Day,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Reviewed { rating: Rating, ms: u64, of_attempt: bool },
    Answered(Arc<Attempt>),
    Drafted(Arc<Draft>),
    Suspended(bool),
    Flagged(bool),
}

impl What {
    const fn can_be_undone(&self) -> bool {
        matches!(self, Self::Reviewed { .. } | Self::Suspended(_) | Self::Flagged(_))
    }
}

impl Progress {
    /// Nothing done yet.
    pub fn new(rules: Rules) -> Self {
        Self { rules, ..Self::default() }
    }

    /// The state that `entries` add up to.
    pub fn replay<'a>(rules: Rules, entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut progress = Self::new(rules);
        for entry in entries {
            progress.take(entry);
        }
        let Self { rules, cards, undone, .. } = &mut progress;
        for card in cards.values_mut() {
            card.derive(rules, undone);
        }
        progress
    }

    /// Adds one entry. One that is already in changes nothing.
    pub fn apply(&mut self, entry: &Entry) {
        if let Some(card) = self.take(entry)
            && let Some(card) = self.cards.get_mut(&card)
        {
            card.derive(&self.rules, &self.undone);
        }
    }

    /// Files an entry away and says whose state must be derived again.
    fn take(&mut self, entry: &Entry) -> Option<CardId> {
        if !self.seen.insert(entry.id.clone()) {
            return None;
        }
        let key = (entry.at, entry.id.clone());
        let (card, what) = match &entry.fact {
            Fact::Undone { entry: target } => {
                self.undone.insert(target.clone());
                let key = self.undoable.keys().rev().find(|key| key.1 == *target).cloned()?;
                return self.undoable.remove(&key);
            }
            Fact::Reviewed { card, rating, ms, attempt } => {
                let of_attempt = attempt.is_some();
                (card, What::Reviewed { rating: *rating, ms: *ms, of_attempt })
            }
            Fact::Answered(attempt) => (&attempt.card, What::Answered(Arc::new(attempt.clone()))),
            Fact::Drafted(draft) => (&draft.card, What::Drafted(Arc::new(draft.clone()))),
            Fact::Suspended { card, on } => (card, What::Suspended(*on)),
            Fact::Flagged { card, on } => (card, What::Flagged(*on)),
        };
        if what.can_be_undone() && !self.undone.contains(&entry.id) {
            self.undoable.insert(key.clone(), card.clone());
        }
        let day = entry.moment().day(self.rules.day_start);
        self.cards.entry(card.clone()).or_default().file(Event { key, day, what });
        Some(card.clone())
    }

    /// What is known of a card; of one never seen, nothing.
    pub fn card(&self, id: &CardId) -> &CardProgress {
        static NOTHING: CardProgress = CardProgress::NOTHING;
        self.cards.get(id).unwrap_or(&NOTHING)
    }

    /// All cards with a history, in no order.
    pub fn cards(&self) -> impl Iterator<Item = (&CardId, &CardProgress)> {
        self.cards.iter()
    }

    /// The rules that this state was derived with.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What `u` takes back: the last entry that can be undone, and its card.
    pub fn last_undoable(&self) -> Option<(&EntryId, &CardId)> {
        self.undoable.last_key_value().map(|((_, id), card)| (id, card))
    }

    /// How many cards had their first review on `day`.
    pub fn introduced_on(&self, day: Day) -> usize {
        self.cards.values().filter(|card| card.first_review() == Some(day)).count()
    }
}

#[cfg(test)]
mod tests;
