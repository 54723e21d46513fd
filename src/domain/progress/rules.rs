//! The rules in force, and the same facts by other rules when the settings change while the program runs.

use super::{Progress, Rules};
use crate::domain::journal::Fact;

impl Progress {
    /// Takes other rules into use: all is as if it had been folded by them.
    pub fn set_rules(&mut self, configured: Rules) {
        self.configured = configured;
        self.settle_rules();
        for entry in &self.others {
            if let (Fact::MockBegun(_), key) = (&entry.fact, (entry.at, entry.id.clone()))
                && let Some(round) = self.mocks.get_mut(&key)
            {
                round.day = entry.moment().day(self.rules.day_start);
            }
        }
    }

    /// Works out the rules in force: as configured, with the parameters of one's own where there are any.
    pub(super) fn settle_rules(&mut self) {
        let own = self.parameters().and_then(|own| self.configured.scheduler.tuned(own));
        let scheduler = own.unwrap_or_else(|| self.configured.scheduler.clone());
        self.rules = Rules { scheduler, day_start: self.configured.day_start };
        self.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::line::tests::any_journal;
    use crate::domain::schedule::Scheduler;
    use proptest::prelude::*;

    fn rules() -> impl Strategy<Value = Rules> {
        let retention = prop::sample::select(vec![0.7, 0.8, 0.9, 0.97]);
        (retention, 0u8..24).prop_map(|(retention, day_start)| Rules {
            scheduler: Scheduler::new(retention),
            day_start,
        })
    }

    proptest! {
        #[test]
        fn other_rules_count_as_if_they_had_been_there_from_the_beginning(
            entries in any_journal(), before in rules(), after in rules(), from_snapshot: bool,
        ) {
            let mut progress = Progress::replay(before.clone(), &entries);
            if from_snapshot {
                let bytes = progress.snapshot(&[], &[]);
                let snapshot = super::super::snapshot::Snapshot::read(bytes).unwrap();
                progress = Progress::resume(before, snapshot);
            }
            // What was worked out by the old rules is forgotten.
            prop_assert!(progress.cards().count() <= entries.len());
            progress.set_rules(after.clone());
            prop_assert_eq!(&progress, &Progress::replay(after, &entries));
        }
    }
}
