//! The state: what the journal's entries add up to.
//!
//! The fold does not depend on the order in which entries arrive, so that journals of several
//! devices merge by themselves. Does not know which cards exist: decks come and go, history stays.

mod attempted;
mod card;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::id::{CardId, EntryId};
use super::journal::{Draft, Entry, Fact, Mock, Plan};
use super::schedule::{Rating, Scheduler};
use super::time::{Day, Timestamp};

pub use attempted::Attempted;
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
    /// As the settings have them.
    configured: Rules,
    /// The same with parameters of one's own, where there are any.
    rules: Rules,
    cards: HashMap<CardId, CardProgress>,
    seen: HashSet<EntryId>,
    undone: HashSet<EntryId>,
    /// What `u` could take back, in order.
    undoable: BTreeMap<Key, CardId>,
    mocks: BTreeMap<Key, MockRound>,
    /// Ends of rounds, by the round's name; the last one counts.
    ended: HashMap<EntryId, (Key, Ended)>,
    plan: Option<(Key, Option<Plan>)>,
    tuned: Option<(Key, Option<Vec<f32>>)>,
}

/// A mock round. Its answers are the attempts that carry its name.
#[derive(Clone, Debug, PartialEq)]
pub struct MockRound {
    /// Its name: that of the entry that began it.
    pub id: EntryId,
    /// When it began.
    pub at: Timestamp,
    /// On which of the user's days.
    pub day: Day,
    /// How it was set up.
    pub mock: Arc<Mock>,
}

/// How a mock round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Time it took without pauses, in milliseconds.
    pub ms: u64,
    /// Whether questions were left over.
    pub aborted: bool,
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
    Answered(Arc<Attempted>),
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
        Self { configured: rules.clone(), rules, ..Self::default() }
    }

    /// The state that `entries` add up to.
    pub fn replay<'a>(rules: Rules, entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut progress = Self::new(rules);
        for entry in entries {
            progress.take(entry);
        }
        progress.derive_all();
        progress
    }

    fn derive_all(&mut self) {
        let own = self.parameters().and_then(|own| self.configured.scheduler.tuned(own));
        self.rules = self.configured.clone();
        self.rules.scheduler = own.unwrap_or(self.rules.scheduler.clone());
        for card in self.cards.values_mut() {
            card.derive(&self.rules, &self.undone);
        }
    }

    /// Adds one entry. One that is already in changes nothing.
    pub fn apply(&mut self, entry: &Entry) {
        if let Some(card) = self.take(entry)
            && let Some(card) = self.cards.get_mut(&card)
        {
            card.derive(&self.rules, &self.undone);
        }
        if matches!(entry.fact, Fact::Tuned { .. }) {
            self.derive_all();
        }
    }

    /// Files an entry away and says whose state must be derived again.
    fn take(&mut self, entry: &Entry) -> Option<CardId> {
        if !self.seen.insert(entry.id.clone()) {
            return None;
        }
        let key = (entry.at, entry.id.clone());
        let day = entry.moment().day(self.rules.day_start);
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
            Fact::Answered(attempt) => {
                let kept = Attempted::of(entry.id.clone(), entry.at, day, attempt);
                (&attempt.card, What::Answered(Arc::new(kept)))
            }
            Fact::Drafted(draft) => (&draft.card, What::Drafted(Arc::new(draft.clone()))),
            Fact::Suspended { card, on } => (card, What::Suspended(*on)),
            Fact::Flagged { card, on } => (card, What::Flagged(*on)),
            Fact::MockBegun(mock) => {
                let (id, mock) = (entry.id.clone(), Arc::new(mock.clone()));
                self.mocks.insert(key, MockRound { id, at: entry.at, day, mock });
                return None;
            }
            Fact::MockEnded { mock, ms, aborted } => {
                let end = (key, Ended { ms: *ms, aborted: *aborted });
                let last = self.ended.entry(mock.clone()).or_insert_with(|| end.clone());
                if last.0 < end.0 {
                    *last = end;
                }
                return None;
            }
            Fact::Planned { plan } => {
                set_last(&mut self.plan, key, plan);
                return None;
            }
            Fact::Tuned { parameters } => {
                set_last(&mut self.tuned, key, parameters);
                return None;
            }
        };
        if what.can_be_undone() && !self.undone.contains(&entry.id) {
            self.undoable.insert(key.clone(), card.clone());
        }
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

    /// The mock rounds, oldest first.
    pub fn mocks(&self) -> impl DoubleEndedIterator<Item = &MockRound> {
        self.mocks.values()
    }

    /// How a mock round ended; none while it runs, or where it was cut short.
    pub fn mock_end(&self, mock: &EntryId) -> Option<Ended> {
        self.ended.get(mock).map(|(_, end)| *end)
    }

    /// The day of an interview, if one is set.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref().and_then(|(_, plan)| plan.as_ref())
    }

    /// The user's own parameters of memory, if they are set.
    pub fn parameters(&self) -> Option<&[f32]> {
        self.tuned.as_ref().and_then(|(_, parameters)| parameters.as_deref())
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

/// Sets what is said once for all: the last word counts, whatever the order of arrival.
fn set_last<T: Clone>(at: &mut Option<(Key, T)>, key: Key, value: &T) {
    if at.as_ref().is_none_or(|(before, _)| *before < key) {
        *at = Some((key, value.clone()));
    }
}

#[cfg(test)]
mod tests;
