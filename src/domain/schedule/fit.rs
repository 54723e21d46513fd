//! Parameters of memory fitted to the user's own reviews, and whether they predict any better.
//!
//! FSRS does the fitting (`compute_parameters`). Below about a thousand reviews fitted parameters
//! predict worse than the ones that everybody starts with, and above they need not predict better: so
//! they are fitted on the earlier reviews and tested on the later ones, which they have not seen, as in
//! the open-spaced-repetition benchmark. Records nothing.

use fsrs::{ComputeParametersInput, FSRSItem, FSRSReview, compute_parameters};
use serde::Serialize;

use super::{Memory, Rating, Scheduler};
use crate::domain::progress::{CardProgress, Progress};
use crate::domain::time::Timestamp;

/// So many reviews are needed before anything is fitted.
pub const ENOUGH: usize = 1_000;

/// So many times the parameters are fitted to the earlier reviews and tested on the next part.
const ROUNDS: usize = 3;

/// The share of reviews that the first round is fitted on is one half; the rest is divided.
const PARTS: usize = 2 * ROUNDS;

/// By so many standard errors the loss must be lower (one-sided, 95 %).
const SURELY: f64 = 1.645;

/// How well recall was predicted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Quality {
    /// Mean logarithmic loss: lower is better.
    pub log_loss: f64,
    /// How far predicted and actual recall are apart, over bins of the prediction: lower is better.
    pub rmse_bins: f64,
    /// How often a recalled card was thought likelier than a forgotten one: higher is better.
    pub auc: f64,
}

/// What came of a fit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fit {
    /// Reviews in all.
    pub reviews: usize,
    /// Later reviews that both sets of parameters were tested on.
    pub tested: usize,
    /// The parameters in force.
    pub before: Quality,
    /// Fitted parameters, on reviews that they were not fitted to.
    pub after: Quality,
    /// Whether the loss is lower by more than chance would have it.
    pub better: bool,
    /// Parameters fitted to all the reviews.
    pub parameters: Vec<f32>,
}

/// Why nothing was fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFitted {
    /// Too few reviews.
    #[error(
        "{have} reviews so far; parameters are fitted from {ENOUGH} on, since with fewer they predict worse"
    )]
    TooFew {
        /// Reviews so far.
        have: usize,
    },
    /// Too few of them tell anything about forgetting.
    #[error(
        "only {have} reviews came a day or more after the one before; forgetting cannot be learned from so few"
    )]
    TooFewApart {
        /// Reviews at least a day after the one before.
        have: usize,
    },
    /// The reviews are such that FSRS cannot work with them.
    #[error("no parameters fit these reviews; the ones in force stay")]
    Impossible,
}

/// A review that says something about forgetting: at least a day after the one before.
struct Test {
    at: Timestamp,
    card: i64,
    item: FSRSItem,
}

/// Fits parameters to all reviews, and tests such parameters against those in force. `step` hears how
/// many of how many steps are done.
///
/// # Errors
/// Where there is too little to go by.
pub fn fit(progress: &Progress, mut step: impl FnMut(usize, usize)) -> Result<Fit, NotFitted> {
    let reviews = progress.cards().map(|(_, card)| card.reviews().len()).sum();
    if reviews < ENOUGH {
        return Err(NotFitted::TooFew { have: reviews });
    }
    let tests = predictable(progress);
    if tests.len() < ENOUGH / 4 {
        return Err(NotFitted::TooFewApart { have: tests.len() });
    }
    let in_force = &progress.rules().scheduler;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let part = tests.len() / PARTS;
    for round in 0..ROUNDS {
        step(round, ROUNDS + 1);
        let from = part * (ROUNDS + round);
        let to = if round + 1 == ROUNDS { tests.len() } else { from + part };
        let fitted = parameters(&tests[..from]).and_then(|fitted| in_force.tuned(&fitted));
        let fitted = fitted.ok_or(NotFitted::Impossible)?;
        for test in &tests[from..to] {
            before.push(predict(in_force, &test.item));
            after.push(predict(&fitted, &test.item));
        }
    }
    step(ROUNDS, ROUNDS + 1);
    let parameters = parameters(&tests).ok_or(NotFitted::Impossible)?;
    in_force.tuned(&parameters).ok_or(NotFitted::Impossible)?;
    step(ROUNDS + 1, ROUNDS + 1);
    Ok(Fit {
        reviews,
        tested: before.len(),
        before: Quality::of(&before),
        after: Quality::of(&after),
        better: is_better(&before, &after),
        parameters,
    })
}

/// The reviews that can be predicted, in the order of time.
fn predictable(progress: &Progress) -> Vec<Test> {
    let mut cards: Vec<_> = progress.cards().collect();
    cards.sort_by(|a, b| a.0.cmp(&b.0));
    let each = cards.iter().enumerate().flat_map(|(n, (_, card))| of_card(n as i64, card));
    let mut tests: Vec<Test> = each.collect();
    tests.sort_by_key(|test| test.at);
    tests
}

fn of_card(card: i64, progress: &CardProgress) -> Vec<Test> {
    let mut history: Vec<FSRSReview> = Vec::new();
    let mut tests = Vec::new();
    let mut last = None;
    for review in progress.reviews() {
        let delta_t = last.map_or(0, |last| review.day.since(last));
        last = Some(review.day);
        history.push(FSRSReview { rating: review.rating as u32 + 1, delta_t });
        if delta_t > 0 {
            let item = FSRSItem { reviews: history.clone() };
            tests.push(Test { at: review.at, card, item });
        }
    }
    tests
}

fn parameters(tests: &[Test]) -> Option<Vec<f32>> {
    let input = ComputeParametersInput {
        train_set: tests.iter().map(|test| test.item.clone()).collect(),
        card_ids: Some(tests.iter().map(|test| test.card).collect()),
        ..ComputeParametersInput::default()
    };
    compute_parameters(input).ok()
}

/// The probability that was predicted for the last review of a history, and whether it was recalled.
fn predict(scheduler: &Scheduler, item: &FSRSItem) -> (f64, bool) {
    let mut memory: Option<Memory> = None;
    let mut predicted = 1.0;
    let mut recalled = false;
    for review in &item.reviews {
        let rating = Rating::ALL[(review.rating.clamp(1, 4) - 1) as usize];
        recalled = rating != Rating::Again;
        predicted = memory.map_or(1.0, |memory| scheduler.retrievability(memory, review.delta_t));
        memory = Some(scheduler.next(memory, review.delta_t, rating).memory);
    }
    (f64::from(predicted).clamp(1e-4, 1.0 - 1e-4), recalled)
}

fn loss((predicted, recalled): (f64, bool)) -> f64 {
    -(if recalled { predicted } else { 1.0 - predicted }).ln()
}

/// Whether `after` loses less on the same reviews, beyond chance.
fn is_better(before: &[(f64, bool)], after: &[(f64, bool)]) -> bool {
    let gains: Vec<f64> = before.iter().zip(after).map(|(b, a)| loss(*b) - loss(*a)).collect();
    let n = gains.len().max(2) as f64;
    let mean = gains.iter().sum::<f64>() / n;
    let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / (n - 1.0);
    mean > SURELY * (variance / n).sqrt()
}

impl Quality {
    fn of(predictions: &[(f64, bool)]) -> Self {
        let n = predictions.len().max(1) as f64;
        let log_loss = predictions.iter().map(|p| loss(*p)).sum::<f64>() / n;
        let mut bins = [(0.0, 0.0, 0.0); 20];
        for (predicted, recalled) in predictions {
            let bin = ((predicted * bins.len() as f64) as usize).min(bins.len() - 1);
            bins[bin].0 += predicted;
            bins[bin].1 += f64::from(u8::from(*recalled));
            bins[bin].2 += 1.0;
        }
        let filled = bins.iter().filter(|bin| bin.2 > 0.0);
        let squares = filled.map(|(p, r, n)| n * ((p - r) / n).powi(2)).sum::<f64>();
        Self { log_loss, rmse_bins: (squares / n).sqrt(), auc: auc(predictions) }
    }
}

/// The area under the curve, by ranks; equal predictions share theirs.
fn auc(predictions: &[(f64, bool)]) -> f64 {
    let mut sorted = predictions.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks, mut before) = (0.0, 0.0);
    for equal in sorted.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let rank = before + f64::midpoint(equal.len() as f64, 1.0);
        ranks += rank * equal.iter().filter(|p| p.1).count() as f64;
        before += equal.len() as f64;
    }
    let recalled = sorted.iter().filter(|p| p.1).count() as f64;
    let forgotten = before - recalled;
    if recalled == 0.0 || forgotten == 0.0 {
        return 0.5;
    }
    (ranks - recalled * (recalled + 1.0) / 2.0) / (recalled * forgotten)
}

#[cfg(test)]
mod tests;
