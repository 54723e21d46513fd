//! What is known of one card: its history, and what follows from it.
//!
//! Does not decide which card comes next; that is [`queue`](crate::domain::schedule::queue).

use std::collections::HashSet;
use std::sync::Arc;

use super::history::{Event, What};
use super::{Attempted, Rules};
use crate::domain::id::EntryId;
use crate::domain::journal::Draft;
use crate::domain::schedule::{Memory, Outcome, Rating, whole_days};
use crate::domain::time::{Day, Timestamp};

/// A graded look at a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Review {
    /// When.
    pub at: Timestamp,
    /// On which of the user's days.
    pub day: Day,
    /// How it went.
    pub rating: Rating,
    /// Time spent, in milliseconds.
    pub ms: u64,
    /// Whether it rates an attempt, whose time is the same.
    pub of_attempt: bool,
    /// Predicted probability of recall just before; none for a first review.
    pub predicted: Option<f32>,
    /// The day on which memory would have it back, before load and plans.
    pub due: Day,
}

/// One card's history and what follows from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardProgress {
    reviews: Vec<Review>,
    attempts: Vec<Arc<Attempted>>,
    draft: Option<Arc<Draft>>,
    memory: Option<Memory>,
    due: Option<Day>,
    print: Option<u32>,
    suspended: bool,
    flagged: bool,
}

impl CardProgress {
    pub(super) const NOTHING: Self = Self {
        reviews: Vec::new(),
        attempts: Vec::new(),
        draft: None,
        memory: None,
        due: None,
        print: None,
        suspended: false,
        flagged: false,
    };

    /// Works out everything that follows from a history, given in the order of the fold.
    pub(super) fn derive<'a>(
        events: impl IntoIterator<Item = &'a Event>,
        rules: &Rules,
        undone: &HashSet<EntryId>,
    ) -> Self {
        let mut card = Self::NOTHING;
        for event in events {
            if event.what.can_be_undone() && undone.contains(&event.key.1) {
                continue;
            }
            match &event.what {
                What::Reviewed { rating, ms, of_attempt, print } => {
                    let day = event.day(rules.day_start);
                    let elapsed = card.elapsed(day);
                    let review = Review {
                        at: event.key.0,
                        day,
                        rating: *rating,
                        ms: u64::from(*ms),
                        of_attempt: *of_attempt,
                        predicted: None,
                        due: day,
                    };
                    card.print = *print;
                    card.review(rules, elapsed, review);
                }
                What::Answered(_) => {
                    card.attempts.extend(event.attempted(rules.day_start).map(Arc::new));
                    card.draft = None;
                }
                What::Drafted(draft) => {
                    card.draft = Some(Arc::clone(draft)).filter(|d| !d.text.is_empty());
                }
                What::Suspended(on) => card.suspended = *on,
                What::Flagged(on) => card.flagged = *on,
            }
        }
        card
    }

    fn review(&mut self, rules: &Rules, elapsed: u32, review: Review) {
        let predicted = self.memory.map(|m| rules.scheduler.retrievability(m, elapsed));
        let outcome = rules.scheduler.next(self.memory, elapsed, review.rating);
        self.memory = Some(outcome.memory);
        let due = due_after(review.day, review.rating, outcome);
        self.due = Some(due);
        self.reviews.push(Review { predicted, due, ..review });
    }

    fn elapsed(&self, day: Day) -> u32 {
        self.reviews.last().map_or(0, |last| day.since(last.day))
    }

    /// The fingerprint of the card's text when it was last rated; none where it was not recorded.
    pub const fn print(&self) -> Option<u32> {
        self.print
    }

    /// Nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::NOTHING
    }

    /// Never rated.
    pub const fn is_new(&self) -> bool {
        self.reviews.is_empty()
    }

    /// Last rated *again*: comes back in the same session.
    pub fn is_learning(&self) -> bool {
        self.reviews.last().is_some_and(|last| last.rating == Rating::Again)
    }

    /// Rated before, in the queue, and to be seen on `today` or earlier.
    pub fn is_due(&self, today: Day) -> bool {
        !self.suspended && self.due.is_some_and(|due| due <= today)
    }

    /// What is remembered of it; none for a card never rated.
    pub const fn memory(&self) -> Option<Memory> {
        self.memory
    }

    /// The day on which it comes back; none for a card never rated.
    pub const fn due(&self) -> Option<Day> {
        self.due
    }

    /// Out of the queue.
    pub const fn is_suspended(&self) -> bool {
        self.suspended
    }

    /// Marked with a flag.
    pub const fn is_flagged(&self) -> bool {
        self.flagged
    }

    /// The draft, if there is one.
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_deref()
    }

    /// Every submitted answer, oldest first.
    pub fn attempts(&self) -> &[Arc<Attempted>] {
        &self.attempts
    }

    /// The last attempt's score, 0 to 100.
    pub fn last_score(&self) -> Option<u8> {
        self.attempts.last().map(|attempt| attempt.score)
    }

    /// Every review, oldest first.
    pub fn reviews(&self) -> &[Review] {
        &self.reviews
    }

    /// The day of the first review.
    pub fn first_review(&self) -> Option<Day> {
        self.reviews.first().map(|review| review.day)
    }

    /// Probability of recall on `today`, 0 to 1; none for a card never rated.
    pub fn recall(&self, rules: &Rules, today: Day) -> Option<f32> {
        self.memory.map(|m| rules.scheduler.retrievability(m, self.elapsed(today)))
    }

    /// The day on which each rating, given on `today`, would bring the card back.
    pub fn preview(&self, rules: &Rules, today: Day) -> [Day; 4] {
        let outcomes = rules.scheduler.outcomes(self.memory, self.elapsed(today));
        std::array::from_fn(|n| due_after(today, Rating::ALL[n], outcomes[n]))
    }
}

/// *Again* comes back the same day; everything else after at least one night.
fn due_after(day: Day, rating: Rating, outcome: Outcome) -> Day {
    match rating {
        Rating::Again => day,
        _ => day.plus(i32::try_from(whole_days(outcome.interval)).unwrap_or(i32::MAX)),
    }
}
