//! Figures about the work done: counts, time, scores, retention.
//!
//! Does not draw, and keeps nothing: everything follows from the progress.

pub mod days;
pub mod figures;
pub mod forecast;
pub mod retention;
pub mod scores;

use serde::Serialize;

use super::id::CardId;
use super::progress::Progress;
use super::schedule::Rating;
use super::schedule::calendar::Calendar;
use super::time::Day;

/// Figures about a set of cards.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Cards in the set.
    pub cards: usize,
    /// Never rated.
    pub new: usize,
    /// Due today or overdue.
    pub due: usize,
    /// Out of the queue.
    pub suspended: usize,
    /// With a flag.
    pub flagged: usize,
    /// With a draft.
    pub drafts: usize,
    /// Graded looks.
    pub reviews: usize,
    /// Of these today.
    pub reviews_today: usize,
    /// Submitted answers.
    pub attempts: usize,
    /// Time in reviews and attempts, in minutes.
    pub minutes: f64,
    /// Mean of the cards' last scores, 0 to 100; none without attempts.
    pub mean_last_score: Option<f64>,
    /// Share of reviews, first looks left out, that were not rated *again*.
    pub retention: Option<f64>,
    /// What the scheduler had predicted for the same reviews.
    pub predicted_retention: Option<f64>,
    /// Mean probability of recall today of the cards seen.
    pub recall_today: Option<f64>,
    /// Cards due on each of the next seven days, today with all that is overdue first.
    pub due_in_days: [usize; 7],
}

impl Stats {
    /// The figures of `cards` on `today`; what is due is due by the calendar: spread over the days, and
    /// up to an interview.
    pub fn of<'a>(
        cards: impl IntoIterator<Item = &'a CardId>,
        progress: &Progress,
        calendar: &Calendar,
        today: Day,
    ) -> Self {
        let mut stats = Self::default();
        let (mut scores, mut recalls) = (Vec::new(), Vec::new());
        let (mut recalled, mut predicted) = (Vec::new(), Vec::new());
        let mut ms = 0_u64;
        for id in cards {
            let card = progress.card(id);
            stats.cards += 1;
            stats.new += usize::from(card.is_new());
            stats.due += usize::from(calendar.is_due(id, card, today));
            stats.suspended += usize::from(card.is_suspended());
            stats.flagged += usize::from(card.is_flagged());
            stats.drafts += usize::from(card.draft().is_some());
            stats.reviews += card.reviews().len();
            stats.reviews_today += card.reviews().iter().filter(|r| r.day == today).count();
            stats.attempts += card.attempts().len();
            // A rated attempt's time stands in its review too; each answer is counted once.
            let answered = card.attempts().iter().map(|attempt| attempt.ms);
            let looked = card.reviews().iter().filter(|r| !r.of_attempt).map(|r| r.ms);
            ms = answered.chain(looked).fold(ms, u64::saturating_add);
            scores.extend(card.last_score().map(f64::from));
            recalls.extend(card.recall(progress.rules(), today).map(f64::from));
            for review in card.reviews() {
                if let Some(expected) = review.predicted {
                    predicted.push(f64::from(expected));
                    recalled.push(if review.rating == Rating::Again { 0.0 } else { 1.0 });
                }
            }
            if let Some(due) = calendar.due(id, card).filter(|_| !card.is_suspended())
                && let Some(day) = stats.due_in_days.get_mut(due.since(today) as usize)
            {
                *day += 1;
            }
        }
        stats.minutes = ms as f64 / 60_000.0;
        stats.mean_last_score = mean(&scores);
        stats.retention = mean(&recalled);
        stats.predicted_retention = mean(&predicted);
        stats.recall_today = mean(&recalls);
        stats
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::EntryId;
    use crate::domain::journal::{Entry, Fact};
    use crate::domain::progress::Rules;
    use crate::domain::time::{HOUR, Moment, Timestamp};

    #[test]
    fn retention_counts_what_was_seen_before_and_not_failed() {
        let day = 24 * HOUR;
        let review = |n: i64, rating| Entry {
            id: EntryId::new("t", n as u64),
            at: Timestamp(1_790_000_000_000 + n * 2 * day),
            offset: 0,
            fact: Fact::Reviewed {
                card: "a/x".into(),
                rating,
                ms: 30_000,
                attempt: None,
                print: None,
            },
        };
        let entries = [review(0, Rating::Good), review(1, Rating::Good), review(2, Rating::Again)];
        let progress = Progress::replay(Rules::default(), &entries);
        let today = Moment { at: entries[2].at, offset: 0 }.day(4);
        let cards = [CardId::from("a/x"), CardId::from("a/y")];
        let calendar = Calendar::of(&progress, &cards);
        let stats = Stats::of(&cards, &progress, &calendar, today);
        assert_eq!((stats.cards, stats.new, stats.due, stats.reviews), (2, 1, 1, 3));
        assert_eq!((stats.reviews_today, stats.minutes), (1, 1.5));
        assert_eq!(stats.retention, Some(0.5));
        assert_eq!(stats.due_in_days, [1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(Stats::of(&[], &progress, &calendar, today), Stats::default());
    }
}
