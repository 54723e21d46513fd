//! Which card comes next in a review session, given what is known and what day it is.
//!
//! Holds no state of its own: the queue follows from the progress, so a session that was broken off
//! goes on where it stopped.

use crate::domain::id::CardId;
use crate::domain::progress::{CardProgress, Progress};
use crate::domain::time::{MINUTE, Moment, Timestamp};

/// A card rated *again* stays away at least so long, unless nothing else is left.
pub const AGAIN_AFTER_MS: i64 = 10 * MINUTE;

/// Why a card is in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Seen before, and its day has come.
    Due,
    /// Rated *again* in this session.
    Again,
    /// Never rated.
    New,
}

/// What a session holds, in the order in which it will be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Index into the cards that were given, and why it is here.
    pub cards: Vec<(usize, Why)>,
    /// New cards left out because today has had its share.
    pub new_held_back: usize,
}

impl Queue {
    /// The queue of `cards` at the moment `now`, with at most `new_per_day` new cards a day.
    ///
    /// Cards rated *again* ten minutes ago or more come first, then due cards by risk of forgetting
    /// (least likely to be recalled first), then new cards in the order of their deck, and last the
    /// cards whose ten minutes are not over.
    pub fn build(cards: &[CardId], progress: &Progress, now: Moment, new_per_day: usize) -> Self {
        let rules = progress.rules();
        let today = now.day(rules.day_start);
        let mut again: Vec<(Timestamp, usize)> = Vec::new();
        let mut due: Vec<(f32, usize)> = Vec::new();
        let mut new: Vec<usize> = Vec::new();
        for (n, id) in cards.iter().enumerate() {
            let card = progress.card(id);
            if card.is_suspended() {
                continue;
            }
            match Self::why(card, now, rules.day_start) {
                Some(Why::New) => new.push(n),
                Some(Why::Again) => {
                    again.push((card.reviews().last().map_or(now.at, |r| r.at), n));
                }
                Some(Why::Due) => due.push((card.recall(rules, today).unwrap_or(0.0), n)),
                None => {}
            }
        }
        again.sort_unstable();
        due.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let share = new_per_day.saturating_sub(progress.introduced_on(today));
        let new_held_back = new.len().saturating_sub(share);
        new.truncate(share);
        let ready = again.partition_point(|(at, _)| now.at >= at.plus(AGAIN_AFTER_MS));
        let again: Vec<_> = again.into_iter().map(|(_, n)| (n, Why::Again)).collect();
        let cards = again[..ready]
            .iter()
            .copied()
            .chain(due.into_iter().map(|(_, n)| (n, Why::Due)))
            .chain(new.into_iter().map(|n| (n, Why::New)))
            .chain(again[ready..].iter().copied())
            .collect();
        Self { cards, new_held_back }
    }

    fn why(card: &CardProgress, now: Moment, day_start: u8) -> Option<Why> {
        let today = now.day(day_start);
        match card.reviews().last() {
            None => Some(Why::New),
            Some(last) if card.is_learning() && last.day == today => Some(Why::Again),
            Some(_) if card.is_due(today) => Some(Why::Due),
            Some(_) => None,
        }
    }

    /// How many of the cards are in the queue for this reason.
    pub fn count(&self, why: Why) -> usize {
        self.cards.iter().filter(|(_, w)| *w == why).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::EntryId;
    use crate::domain::journal::{Entry, Fact};
    use crate::domain::progress::Rules;
    use crate::domain::schedule::Rating;
    use crate::domain::time::HOUR;

    const NOW: i64 = 1_790_000_000_000;

    /// `history`: words `card@hours-ago:rating`; the queue of the cards a to f, as `card:why`.
    fn check(history: &str, new_per_day: usize, expect: &str) {
        let entry = |(n, word): (usize, &str)| {
            let (card, rest) = word.split_once('@').unwrap();
            let (hours, rating) = rest.split_once(':').unwrap();
            let at = Timestamp(NOW - (hours.parse::<f64>().unwrap() * HOUR as f64) as i64);
            let rating = Rating::ALL[rating.parse::<usize>().unwrap() - 1];
            let fact =
                Fact::Reviewed { card: card.into(), rating, ms: 0, attempt: None, print: None };
            Entry { id: EntryId::new("t", n as u64), at, offset: 0, fact }
        };
        let entries: Vec<_> = history.split_whitespace().enumerate().map(entry).collect();
        let progress = Progress::replay(Rules::default(), &entries);
        let ids: Vec<CardId> = ["a", "b", "c", "d"].iter().map(|id| CardId::from(*id)).collect();
        let now = Moment { at: Timestamp(NOW), offset: 0 };
        let queue = Queue::build(&ids, &progress, now, new_per_day);
        let words: Vec<_> =
            queue.cards.iter().map(|(n, why)| format!("{}:{why:?}", ids[*n])).collect();
        assert_eq!(words.join(" "), expect, "{history}");
    }

    #[test]
    fn new_cards_come_in_deck_order_up_to_the_days_share() {
        check("", 9, "a:New b:New c:New d:New");
        check("", 2, "a:New b:New");
        check("a@1:3", 2, "b:New");
    }

    #[test]
    fn due_cards_come_before_new_ones_and_the_most_at_risk_first() {
        check("a@72:3 b@240:3", 1, "b:Due a:Due c:New");
    }

    #[test]
    fn a_card_rated_again_comes_back_after_ten_minutes() {
        check("a@0.2:1", 1, "a:Again");
        check("a@0.2:1", 2, "a:Again b:New");
    }

    #[test]
    fn within_ten_minutes_it_comes_only_when_nothing_else_is_left() {
        check("a@0.1:1", 3, "b:New c:New a:Again");
        check("a@0.1:1 b@0.05:1", 0, "a:Again b:Again");
    }

    #[test]
    fn a_card_failed_yesterday_is_due_today() {
        check("a@30:1", 0, "a:Due");
    }
}
