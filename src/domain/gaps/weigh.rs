//! Weighs what was missed of one kind or tag, attempt by attempt.
//!
//! The figures that decide are the ones that [`gaps`](super) writes down.

use std::mem;

use super::{Asked, CLOSES, ENOUGH, Gap, LATEST, Series, State, Subject, is_met, mean};
use crate::domain::deck::Card;
use crate::domain::time::Day;

/// How a subject stands after the attempts of its series, of which there is at least one.
pub(super) fn gap(subject: Subject, series: Series, cards: &[&Card]) -> Gap {
    let Series { asking, mut asked } = series;
    asked.sort_by_key(|asked| (asked.at, asked.card));
    let share = shares(&asked).unwrap_or(0.0);
    let run = run(&asked);
    let recent = asked.len() - (asked.len() / 2).min(LATEST / 2);
    let trend = shares(&asked[recent..]).zip(shares(&asked[..recent]));
    let falls = run.len() >= 2 && trend.is_some_and(|(latest, before)| latest < before);
    let state = match past(&asked, asking) {
        _ if asked.len() < ENOUGH => State::TooFew,
        Past::Sound => State::Sound,
        Past::Closed { since } => State::Closed { since },
        Past::Open | Past::Reopened { .. } if falls => State::Closing,
        Past::Open => State::Open,
        Past::Reopened { closed, on, times } => State::Reopened { closed, on, times },
    };
    let (missed, still) = missed(&asked, cards.len());
    let id = |place: usize| cards.get(place).map(|card| card.id.clone());
    Gap {
        subject,
        state,
        asked: asked.len(),
        missed: asked.iter().filter(|asked| !is_met(asked.share)).count(),
        share,
        trend,
        latest: asked[asked.len().saturating_sub(LATEST)..].iter().map(|a| a.share).collect(),
        run: run.len(),
        run_cards: distinct(run),
        asking,
        cards: missed.into_iter().filter_map(id).collect(),
        still,
    }
}

/// What became of a gap, all attempts taken in their order.
enum Past {
    Sound,
    Open,
    Closed { since: Day },
    Reopened { closed: Day, on: Day, times: usize },
}

fn past(asked: &[Asked], asking: usize) -> Past {
    let mut past = Past::Sound;
    // The first attempt of those in a row that met it, and whether they are on more than one card.
    let (mut first, mut several): (Option<usize>, bool) = (None, false);
    for (n, now) in asked.iter().enumerate() {
        if is_met(now.share) {
            let from = *first.get_or_insert(n);
            several |= asked[from].card != now.card;
        } else {
            (first, several) = (None, false);
        }
        past = match past {
            Past::Closed { since } if first.is_none() => {
                Past::Reopened { closed: since, on: now.day, times: 1 }
            }
            Past::Reopened { closed, on, times } if first.is_none() => {
                Past::Reopened { closed, on, times: times + 1 }
            }
            Past::Sound if is_gap(&asked[(n + 1).saturating_sub(LATEST)..=n]) => Past::Open,
            past => past,
        };
        if let (Past::Open | Past::Reopened { .. }, Some(from)) = (&past, first)
            && n + 1 - from >= CLOSES
            && (several || asking < 2)
        {
            past = Past::Closed { since: asked[from].day };
        }
    }
    past
}

fn is_gap(latest: &[Asked]) -> bool {
    let missed = latest.iter().filter(|asked| !is_met(asked.share)).count();
    let third = shares(latest).is_some_and(|share| share >= 1.0 / 3.0);
    missed >= 2 || (third && latest.len() >= ENOUGH)
}

/// The attempts in a row that met it, up to the last.
fn run(asked: &[Asked]) -> &[Asked] {
    let from = asked.iter().rposition(|asked| !is_met(asked.share)).map_or(0, |last| last + 1);
    &asked[from..]
}

fn distinct(asked: &[Asked]) -> usize {
    let mut cards: Vec<usize> = asked.iter().map(|asked| asked.card).collect();
    cards.sort_unstable();
    cards.dedup();
    cards.len()
}

/// The places of the cards where it was missed, and how many of them missed it last time; these come
/// first. There are `cards` in all.
fn missed(asked: &[Asked], cards: usize) -> (Vec<usize>, usize) {
    let (mut still, mut once): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut seen, mut named) = (vec![false; cards], vec![false; cards]);
    for asked in asked.iter().rev() {
        let last = !mem::replace(&mut seen[asked.card], true);
        if !is_met(asked.share) && !mem::replace(&mut named[asked.card], true) {
            if last { &mut still } else { &mut once }.push(asked.card);
        }
    }
    let count = still.len();
    still.append(&mut once);
    (still, count)
}

fn shares(asked: &[Asked]) -> Option<f64> {
    mean(asked.iter().map(|asked| asked.share))
}
