//! Memory: what a rating does to it and when a card should come back. FSRS-6 through the `fsrs` crate.
//!
//! Knows neither cards nor calendars: it is given elapsed days and a rating. Which card comes next
//! is in [`queue`], on which day in [`calendar`].

pub mod balance;
pub mod calendar;
pub mod deadline;
pub mod fit;
pub mod queue;

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState, current_retrievability};
use serde::{Deserialize, Serialize};

/// How well a card went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Could not answer.
    Again,
    /// Answered with gaps.
    Hard,
    /// Answered well.
    Good,
    /// Answered fluently.
    Easy,
}

impl Rating {
    /// The four, in the order of the keys `1` to `4`.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// What it means, in terms of the outcome.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Again => "could not",
            Self::Hard => "with gaps",
            Self::Good => "well",
            Self::Easy => "fluently",
        }
    }
}

/// What is remembered of a card, in FSRS's terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days until recall falls to 90 %.
    pub stability: f32,
    /// 1 (easy) to 10 (hard).
    pub difficulty: f32,
}

/// What a rating would lead to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Memory after the rating.
    pub memory: Memory,
    /// Days until recall falls to the desired retention, unrounded.
    pub interval: f32,
}

/// Longest interval, in days (a hundred years; FSRS's own bound).
pub const MAX_INTERVAL: u32 = 36_500;

/// The scheduler: FSRS-6 with a set of parameters and a desired retention.
#[derive(Clone, Debug)]
pub struct Scheduler {
    fsrs: FSRS,
    retention: f32,
    decay: f32,
}

impl PartialEq for Scheduler {
    fn eq(&self, other: &Self) -> bool {
        self.retention.to_bits() == other.retention.to_bits()
            && self.decay.to_bits() == other.decay.to_bits()
    }
}

impl Scheduler {
    /// A scheduler with FSRS's default parameters, aiming at `retention` (the probability of recall
    /// at which a card comes back), clamped to 0.70–0.99 because FSRS validates nothing.
    pub fn new(retention: f32) -> Self {
        Self { fsrs: FSRS::default(), retention: clamp(retention), decay: FSRS6_DEFAULT_DECAY }
    }

    /// The same with parameters of one's own (17, 19 or 21 of them).
    ///
    /// # Errors
    /// Where FSRS does not take the parameters.
    pub fn with_parameters(parameters: &[f32], retention: f32) -> Result<Self, fsrs::FSRSError> {
        Ok(Self {
            fsrs: FSRS::new(parameters)?,
            retention: clamp(retention),
            decay: match parameters {
                [.., decay] if parameters.len() == 21 => *decay,
                _ => fsrs::FSRS5_DEFAULT_DECAY,
            },
        })
    }

    /// The same with parameters of the user's own; none where FSRS does not take them.
    #[must_use]
    pub fn tuned(&self, parameters: &[f32]) -> Option<Self> {
        let sound = parameters.iter().all(|parameter| parameter.is_finite());
        sound.then(|| Self::with_parameters(parameters, self.retention).ok())?
    }

    /// What each rating would lead to, `elapsed` calendar days after the last review, in the order
    /// of [`Rating::ALL`]. Days are ignored for a card never seen.
    pub fn outcomes(&self, memory: Option<Memory>, elapsed: u32) -> [Outcome; 4] {
        let state = |m: Memory| MemoryState { stability: m.stability, difficulty: m.difficulty };
        let states = self
            .fsrs
            .next_states(memory.map(state), self.retention, elapsed)
            // A state that FSRS refuses (not a number) is forgotten: the card starts anew.
            .or_else(|_| self.fsrs.next_states(None, self.retention, 0));
        let Ok(states) = states else {
            let memory = Memory { stability: 1.0, difficulty: 5.0 };
            return [Outcome { memory, interval: 1.0 }; 4];
        };
        [states.again, states.hard, states.good, states.easy].map(|s| Outcome {
            memory: Memory { stability: s.memory.stability, difficulty: s.memory.difficulty },
            interval: s.interval,
        })
    }

    /// What one rating leads to.
    pub fn next(&self, memory: Option<Memory>, elapsed: u32, rating: Rating) -> Outcome {
        self.outcomes(memory, elapsed)[rating as usize]
    }

    /// Probability of recall `elapsed` days after the last review, 0 to 1.
    pub fn retrievability(&self, memory: Memory, elapsed: u32) -> f32 {
        let state = MemoryState { stability: memory.stability, difficulty: memory.difficulty };
        current_retrievability(state, elapsed as f32, self.decay).clamp(0.0, 1.0)
    }
}

/// Whole days for an interval: rounded half to even, at least 1, at most [`MAX_INTERVAL`].
pub fn whole_days(interval: f32) -> u32 {
    let rounded = f64::from(interval).round_ties_even();
    if rounded.is_nan() { 1 } else { rounded.clamp(1.0, f64::from(MAX_INTERVAL)) as u32 }
}

fn clamp(retention: f32) -> f32 {
    if retention.is_nan() { 0.9 } else { retention.clamp(0.70, 0.99) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Deserialize)]
    struct Vectors {
        sequences: Vec<Sequence>,
    }

    #[derive(Deserialize)]
    struct Sequence {
        name: String,
        desired_retention: f32,
        learning_steps: Vec<u64>,
        relearning_steps: Vec<u64>,
        maximum_interval: u32,
        parameters: Vec<f32>,
        reviews: Vec<Reviewed>,
    }

    #[derive(Deserialize)]
    struct Reviewed {
        rating: usize,
        elapsed_days: u32,
        retrievability_before: f32,
        stability: f32,
        difficulty: f32,
        interval_seconds: u64,
    }

    fn close(a: f32, b: f32) -> bool {
        (a - b).abs() <= 1e-4 * b.abs().max(1.0)
    }

    #[test]
    fn every_review_of_the_reference_vectors_is_reproduced() {
        let vectors: Vectors =
            serde_json::from_str(include_str!("../../tests/fixtures/fsrs-vectors.json")).unwrap();
        let mut reviews = 0;
        for sequence in &vectors.sequences {
            let scheduler =
                Scheduler::with_parameters(&sequence.parameters, sequence.desired_retention)
                    .unwrap();
            let steps =
                !sequence.learning_steps.is_empty() || !sequence.relearning_steps.is_empty();
            let mut memory: Option<Memory> = None;
            for (n, review) in sequence.reviews.iter().enumerate() {
                let at = format!("{} review {n}", sequence.name);
                if let Some(memory) = memory {
                    let r = scheduler.retrievability(memory, review.elapsed_days);
                    assert!(close(r, review.retrievability_before), "{at}: R {r}");
                }
                let rating = Rating::ALL[review.rating - 1];
                let outcome = scheduler.next(memory, review.elapsed_days, rating);
                assert!(close(outcome.memory.stability, review.stability), "{at}: {outcome:?}");
                assert!(close(outcome.memory.difficulty, review.difficulty), "{at}: {outcome:?}");
                if !steps {
                    let days = whole_days(outcome.interval).min(sequence.maximum_interval);
                    assert_eq!(u64::from(days) * 86_400, review.interval_seconds, "{at}");
                }
                memory = Some(outcome.memory);
                reviews += 1;
            }
        }
        assert_eq!(reviews, 521);
    }

    #[test]
    fn a_retention_outside_its_range_is_clamped() {
        for (given, used) in [(1.5, 0.99), (0.0, 0.70), (f32::NAN, 0.9), (0.85, 0.85)] {
            assert_eq!(Scheduler::new(given), Scheduler::new(used));
        }
    }

    proptest! {
        #[test]
        fn better_ratings_never_come_back_sooner(
            ratings in proptest::collection::vec((0usize..4, 0u32..400), 0..12),
            elapsed in 0u32..2_000,
        ) {
            let scheduler = Scheduler::new(0.9);
            let mut memory = None;
            for (rating, days) in ratings {
                memory = Some(scheduler.next(memory, days, Rating::ALL[rating]).memory);
            }
            let outcomes = scheduler.outcomes(memory, elapsed);
            let days = outcomes.map(|o| whole_days(o.interval));
            prop_assert!(days.windows(2).all(|w| w[0] <= w[1]), "{days:?}");
            prop_assert!(outcomes.iter().all(|o| o.memory.stability > 0.0
                && (1.0..=10.0).contains(&o.memory.difficulty)));
            if let Some(memory) = memory {
                prop_assert!((0.0..=1.0).contains(&scheduler.retrievability(memory, elapsed)));
            }
        }
    }
}
