//! What comes back when: the cards due on each of the coming days.
//!
//! The days are the calendar's: spread, and up to an interview where one is planned. Guesses nothing: cards that are not yet studied, and reviews that the coming ones will lead to,
//! come on top.

use crate::domain::id::CardId;
use crate::domain::progress::Progress;
use crate::domain::schedule::calendar::Calendar;
use crate::domain::time::Day;

/// The cards due on the coming days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Cards due on each day from today on; today without what is overdue.
    pub days: Vec<usize>,
    /// Cards whose day is over.
    pub overdue: usize,
    /// Cards due after the last of these days.
    pub later: usize,
    /// Cards never rated.
    pub new: usize,
}

impl Forecast {
    /// What is due on day `n` from today, today with all that is overdue.
    pub fn on(&self, n: usize) -> usize {
        let overdue = if n == 0 { self.overdue } else { 0 };
        self.days.get(n).map_or(0, |due| due + overdue)
    }

    /// What is due in all of these days, with what is overdue.
    pub fn total(&self) -> usize {
        self.overdue + self.days.iter().sum::<usize>()
    }

    /// The day from tomorrow on on which most is due, and how much; none where nothing is.
    pub fn peak(&self) -> Option<(usize, usize)> {
        let days = self.days.iter().enumerate().skip(1).rev();
        days.max_by_key(|(_, due)| **due).map(|(n, due)| (n, *due)).filter(|(_, due)| *due > 0)
    }
}

/// The cards due on so many days from `today` on. What is suspended is not due.
pub fn forecast<'a>(
    cards: impl IntoIterator<Item = &'a CardId>,
    progress: &Progress,
    calendar: &Calendar,
    today: Day,
    days: usize,
) -> Forecast {
    let mut forecast = Forecast { days: vec![0; days], ..Forecast::default() };
    let known = cards.into_iter().map(|id| (id, progress.card(id)));
    for (id, card) in known.filter(|(_, card)| !card.is_suspended()) {
        match calendar.due(id, card) {
            None => forecast.new += usize::from(card.is_new()),
            Some(due) if due < today => forecast.overdue += 1,
            Some(due) => match forecast.days.get_mut(due.since(today) as usize) {
                Some(day) => *day += 1,
                None => forecast.later += 1,
            },
        }
    }
    forecast
}
