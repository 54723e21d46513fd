//! Which card comes next in a review session, given what is known and what day it is.
//!
//! Holds no state of its own: the queue follows from the progress, so a session that was broken off
//! goes on where it stopped.

use std::collections::HashMap;

use super::calendar::Calendar;
use crate::domain::id::CardId;
use crate::domain::progress::{CardProgress, Progress};
use crate::domain::time::{Day, MINUTE, Moment, Timestamp};

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
    /// Seen before, and its day has not come.
    Ahead,
}

/// What a session holds, in the order in which it will be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Index into the cards that were given, and why it is here.
    pub cards: Vec<(usize, Why)>,
    /// New cards left out because today has had its share.
    pub new_held_back: usize,
    /// Cards for which an evening before an interview has no time.
    pub no_time: usize,
    /// So many at the end are there only because nothing else is left.
    waiting: usize,
}

impl Queue {
    /// The queue of `cards` at the moment `now`, with at most `new_per_day` new cards a day.
    ///
    /// Cards rated *again* ten minutes ago or more come first, then what the evening has for an
    /// interview ahead ([`Days::evening`](super::deadline::Days::evening)), then other due cards by risk of
    /// forgetting (least likely to be recalled first), then other new cards in the order of their deck,
    /// and last the cards whose ten minutes are not over.
    pub fn build(
        cards: &[CardId],
        progress: &Progress,
        calendar: &Calendar,
        now: Moment,
        new_per_day: usize,
    ) -> Self {
        let rules = progress.rules();
        let today = now.day(rules.day_start);
        let horizon = calendar.horizon();
        let tonight = horizon.map(|horizon| horizon.tonight(progress, calendar, today));
        let planned_ids = |evening: &super::deadline::Evening| {
            let ids = evening.cards.iter().filter_map(|place| horizon?.cards.get(*place));
            ids.enumerate().map(|(rank, id)| (id, rank)).collect()
        };
        let ranks: HashMap<&CardId, usize> = tonight.as_ref().map(planned_ids).unwrap_or_default();
        let mut again: Vec<(Timestamp, usize)> = Vec::new();
        let mut planned: Vec<(usize, (usize, Why))> = Vec::new();
        let mut due: Vec<(f32, usize)> = Vec::new();
        let mut new: Vec<usize> = Vec::new();
        let mut held_back = 0;
        for (n, id) in cards.iter().enumerate() {
            let card = progress.card(id);
            let Some(why) = why(id, card, calendar, today) else { continue };
            match why {
                Why::Again => again.push((card.reviews().last().map_or(now.at, |r| r.at), n)),
                _ if horizon.is_some_and(|horizon| horizon.holds(id)) => match ranks.get(id) {
                    Some(rank) => planned.push((*rank, (n, why))),
                    None => held_back += usize::from(why == Why::New),
                },
                Why::New => new.push(n),
                _ => due.push((card.recall(rules, today).unwrap_or(0.0), n)),
            }
        }
        again.sort_unstable();
        planned.sort_unstable();
        due.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let planned_new = horizon.map_or(0, |horizon| horizon.done(progress, today).new);
        let share = (new_per_day + planned_new).saturating_sub(progress.introduced_on(today));
        let new_held_back = held_back + new.len().saturating_sub(share);
        new.truncate(share);
        let ready = again.partition_point(|(at, _)| now.at >= at.plus(AGAIN_AFTER_MS));
        let waiting = again.len() - ready;
        let again: Vec<_> = again.into_iter().map(|(_, n)| (n, Why::Again)).collect();
        let cards = again[..ready]
            .iter()
            .copied()
            .chain(planned.into_iter().map(|(_, card)| card))
            .chain(due.into_iter().map(|(_, n)| (n, Why::Due)))
            .chain(new.into_iter().map(|n| (n, Why::New)))
            .chain(again[ready..].iter().copied())
            .collect();
        let no_time = tonight.map_or(0, |evening| evening.left_over);
        Self { cards, new_held_back, no_time, waiting }
    }

    /// The same, and after it what was seen before and not today, ahead of its day: what is least
    /// likely to be recalled (on the day of the interview, where one is ahead) comes first.
    #[must_use]
    pub fn and_ahead(
        mut self,
        cards: &[CardId],
        progress: &Progress,
        calendar: &Calendar,
        now: Moment,
    ) -> Self {
        let rules = progress.rules();
        let today = now.day(rules.day_start);
        let mut ahead: Vec<(f32, usize)> = Vec::new();
        for (n, id) in cards.iter().enumerate() {
            let card = progress.card(id);
            let seen_today = card.reviews().last().is_none_or(|last| last.day >= today);
            if seen_today || card.is_suspended() || self.cards.iter().any(|(other, _)| *other == n)
            {
                continue;
            }
            let day = calendar.horizon().filter(|h| h.holds(id)).map_or(today, |h| h.days.on);
            ahead.push((card.recall(rules, day).unwrap_or(0.0), n));
        }
        ahead.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let last = self.cards.len() - self.waiting;
        let ahead = ahead.into_iter().map(|(_, n)| (n, Why::Ahead));
        self.cards.splice(last..last, ahead);
        self
    }

    /// How many of the cards are in the queue for this reason.
    pub fn count(&self, why: Why) -> usize {
        self.cards.iter().filter(|(_, w)| *w == why).count()
    }
}

/// Why a card would be in the queue; none where it would not.
fn why(id: &CardId, card: &CardProgress, calendar: &Calendar, today: Day) -> Option<Why> {
    if card.is_suspended() {
        return None;
    }
    match card.reviews().last() {
        None => Some(Why::New),
        Some(last) if card.is_learning() && last.day == today => Some(Why::Again),
        Some(_) if calendar.is_due(id, card, today) => Some(Why::Due),
        Some(_) => None,
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
        let calendar = Calendar::of(&progress, &ids);
        let queue = Queue::build(&ids, &progress, &calendar, now, new_per_day);
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
