//! Cards that were given another id: whose events an event counts as.
//!
//! A rename carries what happened before it. A card that is given a freed name afterwards begins
//! anew. What comes of several renames does not depend on the order in which they are read.

use std::collections::{BTreeMap, HashSet};

use super::Key;
use crate::domain::id::CardId;

/// Every rename, by its moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Renames {
    all: BTreeMap<Key, (CardId, CardId)>,
    touched: HashSet<CardId>,
}

impl Renames {
    pub(super) fn add(&mut self, key: Key, from: CardId, to: CardId) {
        self.touched.extend([from.clone(), to.clone()]);
        self.all.insert(key, (from, to));
    }

    /// Every id that a rename is about.
    pub(super) const fn touched(&self) -> &HashSet<CardId> {
        &self.touched
    }

    /// The ids under which events of the card `id` may have been recorded, `id` among them.
    pub(super) fn homes(&self, id: &CardId) -> Vec<CardId> {
        let mut homes = vec![id.clone()];
        let mut next = 0;
        while let Some(home) = homes.get(next).cloned() {
            let from = self.all.values().filter(|(_, to)| *to == home).map(|(from, _)| from);
            let new: Vec<_> = from.filter(|from| !homes.contains(from)).cloned().collect();
            // A card that was renamed twice to the same stands there once.
            for from in new {
                if !homes.contains(&from) {
                    homes.push(from);
                }
            }
            next += 1;
        }
        homes
    }

    /// The card that an event counts for which was recorded under `home`.
    pub(super) fn owner<'a>(&'a self, home: &'a CardId, key: &Key) -> &'a CardId {
        let mut owner = home;
        for (_, (from, to)) in self.all.range(key..) {
            if from == owner {
                owner = to;
            }
        }
        owner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::EntryId;
    use crate::domain::time::Timestamp;

    fn key(at: i64) -> Key {
        (Timestamp(at), EntryId::new("r", at as u64))
    }

    /// Renames like `5:a>b`, an event like `3:a`, and the card that it counts for.
    fn check(renames: &str, event: &str, expect: &str) {
        let mut all = Renames::default();
        for rename in renames.split_whitespace() {
            let (at, names) = rename.split_once(':').unwrap();
            let (from, to) = names.split_once('>').unwrap();
            all.add(key(at.parse().unwrap()), from.into(), to.into());
        }
        let (at, home) = event.split_once(':').unwrap();
        let home = CardId::from(home);
        let owner = all.owner(&home, &key(at.parse().unwrap()));
        assert_eq!(owner.as_str(), expect, "{renames} {event}");
        assert!(all.homes(owner).contains(&home));
    }

    #[test]
    fn a_rename_carries_what_happened_before_it() {
        check("", "3:a", "a");
        check("5:a>b", "3:a", "b");
        check("5:a>b", "7:a", "a");
        check("5:a>b", "3:b", "b");
        check("5:a>b 8:b>c", "3:a", "c");
        check("5:a>b 8:b>c", "6:a", "a");
        check("8:a>b 5:b>c", "3:a", "b");
        check("5:a>b 8:b>a", "3:a", "a");
        check("5:a>a", "3:a", "a");
    }
}
