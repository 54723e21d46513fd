//! The state: what the journal's entries add up to.
//!
//! The fold does not depend on the order in which entries arrive, so that journals of several
//! devices merge by themselves. Does not know which cards exist: decks come and go, history stays.
//! What a card's history adds up to is worked out when it is asked for.

mod attempted;
mod base;
mod card;
mod history;
mod renames;
mod rules;
mod seen;
pub mod snapshot;

use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::id::{CardId, EntryId};
use super::journal::{Entry, Fact, Mock, Plan};
use super::schedule::Scheduler;
use super::time::{Day, HOUR, Timestamp};
use base::Base;
use history::{Event, What};
use renames::Renames;
use seen::Seen;

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
#[derive(Debug, Default)]
pub struct Progress {
    /// As the settings have them.
    configured: Rules,
    /// The same with parameters of one's own, where there are any.
    rules: Rules,
    /// Cards as a snapshot had them. A card in `cards` hides its line here.
    base: Base,
    cards: HashMap<CardId, Slot>,
    seen: Seen,
    undone: HashSet<EntryId>,
    renames: Renames,
    mocks: BTreeMap<Key, MockRound>,
    /// Ends of rounds, by the round's name; the last one counts.
    ended: HashMap<EntryId, (Key, Ended)>,
    plan: Option<(Key, Option<Plan>)>,
    tuned: Option<(Key, Option<Vec<f32>>)>,
    /// The entries that are about no one card, for the snapshot.
    others: Vec<Entry>,
    /// Whether anything was worked out that may have to be forgotten.
    derived: AtomicBool,
}

/// A card's history, and what it adds up to once asked for.
#[derive(Clone, Debug, Default)]
struct Slot {
    /// In the order of the fold; of drafts only the last.
    events: Vec<Event>,
    state: OnceLock<CardProgress>,
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

impl Progress {
    /// Nothing done yet.
    pub fn new(rules: Rules) -> Self {
        Self { configured: rules.clone(), rules, ..Self::default() }
    }

    /// The state that `entries` add up to.
    pub fn replay<'a>(rules: Rules, entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut progress = Self::new(rules);
        for entry in entries {
            progress.apply(entry);
        }
        progress
    }

    /// Adds one entry. One that is already in changes nothing.
    pub fn apply(&mut self, entry: &Entry) {
        let Some(id) = self.seen.insert(&entry.id) else { return };
        let key = (entry.at, id);
        let (card, what) = match &entry.fact {
            Fact::Reviewed { card, rating, ms, attempt, print } => {
                let ms = u32::try_from(*ms).unwrap_or(u32::MAX);
                let of_attempt = attempt.is_some();
                (card, What::Reviewed { rating: *rating, of_attempt, ms, print: *print })
            }
            Fact::Answered(attempt) => (&attempt.card, What::answered(attempt)),
            Fact::Drafted(draft) => (&draft.card, What::Drafted(Arc::new(draft.clone()))),
            Fact::Suspended { card, on } => (card, What::Suspended(*on)),
            Fact::Flagged { card, on } => (card, What::Flagged(*on)),
            Fact::Undone { entry } => {
                self.undone.insert(entry.clone());
                return self.forget();
            }
            Fact::MockBegun(_)
            | Fact::MockEnded { .. }
            | Fact::Planned { .. }
            | Fact::Tuned { .. }
            | Fact::Renamed { .. } => {
                self.others.push(entry.clone());
                return self.apply_to_all(key, entry);
            }
        };
        self.wake(card).file(Event { key, offset: entry.offset, what });
        if self.renames.touched().contains(card) {
            self.forget_renamed();
        }
    }

    /// Adds what is about no one card.
    fn apply_to_all(&mut self, key: Key, entry: &Entry) {
        match &entry.fact {
            Fact::MockBegun(mock) => {
                let day = entry.moment().day(self.rules.day_start);
                let (id, mock) = (key.1.clone(), Arc::new(mock.clone()));
                self.mocks.insert(key, MockRound { id, at: entry.at, day, mock });
            }
            Fact::MockEnded { mock, ms, aborted } => {
                let end = (key, Ended { ms: *ms, aborted: *aborted });
                let last = self.ended.entry(mock.clone()).or_insert_with(|| end.clone());
                if last.0 < end.0 {
                    *last = end;
                }
            }
            Fact::Planned { plan } => set_last(&mut self.plan, key, plan),
            Fact::Tuned { parameters } => {
                set_last(&mut self.tuned, key, parameters);
                self.settle_rules();
            }
            Fact::Renamed { from, to } => {
                self.wake(from);
                self.wake(to);
                self.renames.add(key, from.clone(), to.clone());
                self.forget_renamed();
            }
            _ => {}
        }
    }

    /// A card's slot, its history brought over from the snapshot.
    fn wake(&mut self, id: &CardId) -> &mut Slot {
        if !self.cards.contains_key(id) {
            let events = self.base.find(id).map_or_else(Vec::new, |line| self.base.events(line));
            self.cards.insert(id.clone(), Slot { events, state: OnceLock::new() });
        }
        self.cards.entry(id.clone()).or_default()
    }

    /// What cards add up to must be worked out again.
    fn forget(&mut self) {
        if !std::mem::take(self.derived.get_mut()) {
            return;
        }
        self.base.forget();
        for slot in self.cards.values_mut() {
            slot.state.take();
        }
    }

    fn forget_renamed(&mut self) {
        for id in self.renames.touched() {
            if let Some(slot) = self.cards.get_mut(id) {
                slot.state.take();
            }
        }
    }

    /// What is known of a card; of one never seen, nothing.
    pub fn card(&self, id: &CardId) -> &CardProgress {
        static NOTHING: CardProgress = CardProgress::NOTHING;
        if let Some(slot) = self.cards.get(id) {
            return slot.state.get_or_init(|| self.derive(&self.history(id, slot)));
        }
        let line = self.base.find(id);
        line.and_then(|line| self.base_state(line)).unwrap_or(&NOTHING)
    }

    fn base_state(&self, line: usize) -> Option<&CardProgress> {
        self.base.state(line, |events| self.derive(&events.iter().collect::<Vec<_>>()))
    }

    fn derive(&self, events: &[&Event]) -> CardProgress {
        self.derived.store(true, Ordering::Relaxed);
        CardProgress::derive(events.iter().copied(), &self.rules, &self.undone)
    }

    /// The events that count for a card, in order.
    fn history<'a>(&'a self, id: &CardId, slot: &'a Slot) -> Vec<&'a Event> {
        if !self.renames.touched().contains(id) {
            return slot.events.iter().collect();
        }
        let homes = self.renames.homes(id);
        let slots = homes.iter().filter_map(|home| self.cards.get_key_value(home));
        let mut events: Vec<&Event> = slots
            .flat_map(|(home, slot)| slot.events.iter().map(move |event| (home, event)))
            .filter(|(home, event)| self.renames.owner(home, &event.key) == id)
            .map(|(_, event)| event)
            .collect();
        events.sort_by(|a, b| a.key.cmp(&b.key));
        events
    }

    /// All cards with a history, in no order.
    pub fn cards(&self) -> impl Iterator<Item = (CardId, &CardProgress)> {
        let lines = self.sleeping().filter_map(|line| {
            let id = self.base.id(line);
            Some((id, self.base_state(line)?))
        });
        let awake = self.cards.keys().map(|id| (id.clone(), self.card(id)));
        awake.chain(lines).filter(|(_, card)| !card.is_empty())
    }

    /// The lines of the snapshot whose cards are not in `cards`.
    fn sleeping(&self) -> impl Iterator<Item = usize> {
        (0..self.base.len()).filter(|line| self.is_asleep(*line))
    }

    fn is_asleep(&self, line: usize) -> bool {
        self.cards.is_empty() || !self.cards.contains_key(&self.base.id(line))
    }

    /// Every id under which facts were recorded, whatever the card is called today.
    pub fn recorded(&self) -> impl Iterator<Item = CardId> {
        let awake = self.cards.iter().filter(|(_, slot)| !slot.events.is_empty());
        awake.map(|(id, _)| id.clone()).chain(self.sleeping().map(|line| self.base.id(line)))
    }

    /// Whether an entry is in.
    pub fn knows(&self, id: &EntryId) -> bool {
        self.seen.contains(id)
    }

    /// How many entries there are.
    pub fn entries(&self) -> u64 {
        self.seen.len()
    }

    /// The mock rounds, oldest first.
    pub fn mocks(&self) -> impl DoubleEndedIterator<Item = &MockRound> {
        self.mocks.values()
    }

    /// What a card of a round is called now.
    pub fn called_now(&self, card: &CardId, round: &MockRound) -> CardId {
        self.renames.owner(card, &(round.at, round.id.clone())).clone()
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

    /// What `u` takes back: the last entry that can be undone, and the card that it is about.
    pub fn last_undoable(&self) -> Option<(EntryId, CardId)> {
        let awake = self
            .cards
            .iter()
            .filter_map(|(id, slot)| Some((self.last_of(slot.events.iter())?, id.clone())));
        let mut best = awake.max();
        let lines = (0..self.base.len()).map(|line| (self.base.last(line), line));
        let mut lines: BinaryHeap<_> = lines.collect();
        while let Some((bound, line)) = lines.pop() {
            if best.as_ref().is_some_and(|((at, _), _)| *at > bound) {
                break;
            }
            if !self.is_asleep(line) {
                continue;
            }
            let last = self.last_of(self.base.events(line).iter());
            best = best.max(last.map(|key| (key, self.base.id(line))));
        }
        best.map(|((at, id), home)| {
            let owner = self.renames.owner(&home, &(at, id.clone())).clone();
            (id, owner)
        })
    }

    fn last_of<'a>(&self, events: impl DoubleEndedIterator<Item = &'a Event>) -> Option<Key> {
        let mut events = events.rev();
        let undoable = |e: &&Event| e.what.can_be_undone() && !self.undone.contains(&e.key.1);
        events.find(undoable).map(|event| event.key.clone())
    }

    /// How many cards had their first review on `day`.
    pub fn introduced_on(&self, day: Day) -> usize {
        // Only where something happened since then can a first review be so young.
        let since = Timestamp((i64::from(day.0) - 2) * 24 * HOUR);
        let lines = (0..self.base.len()).filter(|line| self.base.last(*line) >= since);
        let sleeping =
            lines.filter(|line| self.is_asleep(*line)).filter_map(|line| self.base_state(line));
        let awake = self.cards.keys().map(|id| self.card(id));
        sleeping.chain(awake).filter(|card| card.first_review() == Some(day)).count()
    }
}

impl Slot {
    /// Puts an event in its place.
    fn file(&mut self, event: Event) {
        self.state.take();
        if matches!(event.what, What::Drafted(_)) {
            // A draft replaces the one before it; keeping all would grow with every pause.
            match self.events.iter().position(|e| matches!(e.what, What::Drafted(_))) {
                Some(at) if self.events[at].key < event.key => drop(self.events.remove(at)),
                Some(_) => return,
                None => {}
            }
        }
        let at = self.events.partition_point(|e| e.key < event.key);
        self.events.insert(at, event);
    }
}

impl PartialEq for Progress {
    /// Whether two states say the same, however they came about.
    fn eq(&self, other: &Self) -> bool {
        let all = |progress: &Self| -> BTreeMap<CardId, CardProgress> {
            progress.cards().map(|(id, card)| (id, card.clone())).collect()
        };
        self.rules == other.rules
            && self.seen == other.seen
            && self.undone == other.undone
            && self.mocks == other.mocks
            && self.ended == other.ended
            && self.plan == other.plan
            && self.tuned == other.tuned
            && self.renames == other.renames
            && all(self) == all(other)
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
