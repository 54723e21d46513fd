//! Which entries have been read: for each run the numbers of its entries, as ranges.
//!
//! A run numbers its entries from 1, so that a long history takes a few ranges, not a name each.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::id::EntryId;

/// First and last number of an unbroken row of entries.
pub(super) type Range = (u64, u64);

/// A set of entry ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    runs: HashMap<Arc<str>, Vec<Range>>,
}

impl Seen {
    /// The set of these runs and their entries; ranges in order and apart.
    pub(super) fn of(runs: impl Iterator<Item = (Arc<str>, Vec<Range>)>) -> Self {
        Self { runs: runs.collect() }
    }

    /// Adds an id and says whether it was missing. Its run's name is shared from now on.
    pub(super) fn insert(&mut self, id: &EntryId) -> Option<EntryId> {
        let number = id.number();
        let run = match self.runs.get_key_value(id.run()) {
            Some((run, _)) => Arc::clone(run),
            None => Arc::clone(id.run()),
        };
        let ranges = self.runs.entry(Arc::clone(&run)).or_default();
        let at = ranges.partition_point(|(_, last)| *last < number);
        if ranges.get(at).is_some_and(|(first, _)| *first <= number) {
            return None;
        }
        let joins_before = at > 0 && ranges[at - 1].1.checked_add(1) == Some(number);
        let joins_after =
            ranges.get(at).is_some_and(|(first, _)| number.checked_add(1) == Some(*first));
        match (joins_before, joins_after) {
            (true, true) => {
                ranges[at - 1].1 = ranges[at].1;
                ranges.remove(at);
            }
            (true, false) => ranges[at - 1].1 = number,
            (false, true) => ranges[at].0 = number,
            (false, false) => ranges.insert(at, (number, number)),
        }
        Some(EntryId::shared(run, number))
    }

    /// Whether an id is in.
    pub(super) fn contains(&self, id: &EntryId) -> bool {
        let within = |(first, last): &Range| (*first..=*last).contains(&id.number());
        self.runs.get(id.run()).is_some_and(|ranges| ranges.iter().any(within))
    }

    /// All runs with the numbers of their entries, in no order.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&Arc<str>, &Vec<Range>)> {
        self.runs.iter()
    }

    /// How many ids there are.
    pub(super) fn len(&self) -> u64 {
        self.runs.values().flatten().map(|(first, last)| last - first + 1).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_set(ids in proptest::collection::vec((0u8..3, 0u64..20), 0..60)) {
            let (mut seen, mut set) = (Seen::default(), HashSet::new());
            for (run, number) in ids {
                let id = EntryId::new(&format!("r{run}"), if number == 19 { u64::MAX } else { number });
                prop_assert_eq!(seen.contains(&id), set.contains(&id));
                prop_assert_eq!(seen.insert(&id), set.insert(id.clone()).then_some(id));
            }
            prop_assert_eq!(seen.len(), set.len() as u64);
            for (_, ranges) in seen.runs() {
                prop_assert!(ranges.windows(2).all(|w| w[0].1 + 1 < w[1].0), "{:?}", ranges);
            }
        }
    }
}
