//! Gaps: what answers keep missing, by kind of criterion and by tag, and whether it stays closed.
//!
//! Keeps nothing and draws nothing: everything follows from the attempts and from the cards as they
//! are now. A criterion that its card no longer has is left out.
//!
//! The words, for a kind or a tag alike:
//!
//! - An attempt **asks for** a kind where its card has a criterion of that kind that was judged, and
//!   for a tag where its card carries it.
//! - The **share missed** in an attempt is the mean over those criteria (for a tag, over all): met
//!   counts 0, partial ½, not yet 1. An attempt **meets** it where the share is at most a quarter,
//!   and **misses** it otherwise.
//! - It is a **gap** from the attempt on at which, of the last ten that asked for it, two missed it or
//!   the mean share missed was a third or more (of at least three).
//! - A gap is **closed** once at least four attempts in a row met it, on at least two cards (on one,
//!   where only one card asks for it). It is closed since the day of the first of these, and stays so
//!   until it is missed again; then it is **reopened**.
//! - A gap is **closing** where the last two attempts met it and the latest five (the later half,
//!   where there are fewer than ten) missed less of it than all before.
//! - A gap is **open** otherwise. What never was a gap is **sound**; with fewer than three attempts
//!   there is **too little** to say.

mod weigh;

use std::collections::BTreeMap;

use super::deck::{Card, Kind};
use super::id::CardId;
use super::progress::{Attempted, Progress};
use super::rubric::Verdict;
use super::time::{Day, Timestamp};

/// So many attempts must ask for something before anything is said of it.
pub const ENOUGH: usize = 3;

/// So many attempts in a row close a gap.
pub const CLOSES: usize = 4;

/// So many of the latest attempts are looked at for a gap, and shown.
pub const LATEST: usize = 10;

/// What may be missed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A kind of criterion.
    Kind(Kind),
    /// Whatever cards with this tag ask for.
    Tag(String),
}

impl Subject {
    /// The word for it; a tag's without `#`.
    pub fn name(&self) -> &str {
        match self {
            Self::Kind(kind) => kind.word(),
            Self::Tag(tag) => tag,
        }
    }
}

/// How a gap stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was closed, and was missed again.
    Reopened {
        /// Since when it was closed.
        closed: Day,
        /// When it was missed again.
        on: Day,
        /// How often since then.
        times: usize,
    },
    /// Missed, and nothing says that it changes.
    Open,
    /// Less is missed than before.
    Closing,
    /// Not missed for so long that it counts as closed.
    Closed {
        /// The day of the first of the attempts that prove it.
        since: Day,
    },
    /// Never was a gap.
    Sound,
    /// Too few attempts to say.
    TooFew,
}

impl State {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reopened { .. } => "reopened",
            Self::Open => "open",
            Self::Closing => "closing",
            Self::Closed { .. } => "closed",
            Self::Sound => "sound",
            Self::TooFew => "too early",
        }
    }

    /// Its place in the order of urgency.
    const fn rank(self) -> u8 {
        match self {
            Self::Reopened { .. } | Self::Open => 1,
            Self::Closing => 2,
            Self::Closed { .. } => 3,
            Self::Sound => 4,
            Self::TooFew => 5,
        }
    }
}

/// How something stands that attempts were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// What.
    pub subject: Subject,
    /// How it stands.
    pub state: State,
    /// Attempts that asked for it.
    pub asked: usize,
    /// How many of these missed it.
    pub missed: usize,
    /// Mean share missed, 0 to 1.
    pub share: f64,
    /// The same over the latest attempts, and over all before those; none where there are none.
    pub trend: Option<(f64, f64)>,
    /// Share missed in each of the latest attempts, at most [`LATEST`], oldest first.
    pub latest: Vec<f64>,
    /// Attempts in a row that met it, up to the last.
    pub run: usize,
    /// On how many cards these were.
    pub run_cards: usize,
    /// How many cards ask for it.
    pub asking: usize,
    /// The cards where it was missed: first those whose last attempt missed it, the latest first.
    pub cards: Vec<CardId>,
    /// How many of these missed it in their last attempt.
    pub still: usize,
}

/// Whether an attempt with this share missed counts as having met it.
pub fn is_met(share: f64) -> bool {
    share <= 0.25
}

/// What was missed of something in one attempt.
#[derive(Clone, Debug)]
struct Asked {
    at: Timestamp,
    day: Day,
    /// Its card, as a place in those that were given.
    card: usize,
    share: f64,
}

/// Everything that is known of a subject, before it is weighed.
#[derive(Debug, Default)]
struct Series {
    asking: usize,
    asked: Vec<Asked>,
}

/// How every kind and every tag that attempts on `cards` were asked for stands: kinds first; in each
/// the open ones first, and of these the one that was missed most lately.
pub fn of<'a>(cards: impl IntoIterator<Item = &'a Card>, progress: &Progress) -> Vec<Gap> {
    let cards: Vec<&Card> = cards.into_iter().collect();
    let mut kinds: BTreeMap<Kind, Series> = BTreeMap::new();
    let mut tags: BTreeMap<&str, Series> = BTreeMap::new();
    for (place, card) in cards.iter().enumerate() {
        let mut own: Vec<Kind> = card.criteria.iter().filter_map(|c| c.kind).collect();
        own.sort_unstable();
        own.dedup();
        for kind in &own {
            kinds.entry(*kind).or_default().asking += 1;
        }
        for tag in card.tags.iter().filter(|_| !card.criteria.is_empty()) {
            tags.entry(tag).or_default().asking += 1;
        }
        for attempt in progress.card(&card.id).attempts() {
            let judged = judged(card, attempt);
            let asked = |share| Asked { at: attempt.at, day: attempt.day, card: place, share };
            for kind in &own {
                let of_kind = judged.iter().filter(|(k, _)| *k == Some(*kind));
                if let Some(share) = mean(of_kind.map(|(_, missed)| *missed)) {
                    kinds.entry(*kind).or_default().asked.push(asked(share));
                }
            }
            if let Some(share) = mean(judged.iter().map(|(_, missed)| *missed)) {
                for tag in &card.tags {
                    tags.entry(tag).or_default().asked.push(asked(share));
                }
            }
        }
    }
    let kinds = kinds.into_iter().map(|(kind, series)| (Subject::Kind(kind), series));
    let tags = tags.into_iter().map(|(tag, series)| (Subject::Tag(tag.to_owned()), series));
    let mut gaps: Vec<Gap> = kinds
        .chain(tags)
        .filter(|(_, series)| !series.asked.is_empty())
        .map(|(subject, series)| weigh::gap(subject, series, &cards))
        .collect();
    let lately = |gap: &Gap| gap.trend.map_or(gap.share, |(latest, _)| latest);
    let most = |a: &Gap, b: &Gap| lately(b).total_cmp(&lately(a)).then(b.share.total_cmp(&a.share));
    gaps.sort_by(|a, b| order(a).cmp(&order(b)).then(most(a, b)));
    gaps
}

fn order(gap: &Gap) -> (bool, u8) {
    (matches!(gap.subject, Subject::Tag(_)), gap.state.rank())
}

/// Kind and part missed of each criterion that was judged and that the card still has.
fn judged(card: &Card, attempt: &Attempted) -> Vec<(Option<Kind>, f64)> {
    let missed = |verdict| match verdict {
        Verdict::Met => 0.0,
        Verdict::Partial => 0.5,
        Verdict::NotYet => 1.0,
    };
    let judged = attempt.criteria.iter().filter_map(|judged| {
        let criterion = card.criteria.iter().find(|criterion| criterion.id == judged.id)?;
        Some((criterion.kind, missed(judged.verdict)))
    });
    judged.collect()
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, n), value| (sum + value, n + 1));
    (count > 0).then(|| sum / count as f64)
}

#[cfg(test)]
mod tests;
