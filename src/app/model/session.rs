//! A review session or a drill under way.
//!
//! Does not choose the next card; the queue does.

use crate::domain::gaps::Subject;
use crate::domain::id::CardId;

/// A review session or a drill: which cards, and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The cards that it draws from.
    pub cards: Vec<CardId>,
    /// How many were rated.
    pub rated: usize,
    /// How many of those again.
    pub again: usize,
    /// Cards passed over without a rating; in a drill the rated ones too.
    pub skipped: Vec<CardId>,
    /// Whether it goes on with cards whose day has not come.
    pub ahead: bool,
    /// Of a drill, what is drilled: then each card is asked once, due or not.
    pub drill: Option<Drill>,
}

/// What is drilled, and with it where the drill comes back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drill {
    /// A gap: to the progress screen.
    Gap(Subject),
    /// What a mock round missed: to its debrief, which has so many screens up to itself.
    Round(usize),
}

impl Session {
    /// A review session over these cards.
    pub fn review(cards: Vec<CardId>) -> Self {
        Self { cards, rated: 0, again: 0, skipped: Vec::new(), ahead: false, drill: None }
    }

    /// A drill of these cards.
    pub fn drill(cards: Vec<CardId>, drill: Drill) -> Self {
        Self { drill: Some(drill), ..Self::review(cards) }
    }
}
