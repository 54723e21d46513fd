//! Histories made with known parameters, and what is made of them.

use super::*;
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::{Entry, Fact};
use crate::domain::progress::Rules;
use crate::domain::schedule::deadline::outlook::{draw, rating};
use crate::domain::schedule::whole_days;
use crate::domain::time::{Day, HOUR};

/// The history of `cards` cards over `days` days of a learner whose memory is `truth`'s; asked when
/// the default parameters say so.
fn history(truth: &Scheduler, cards: usize, days: i64, seed: u64) -> Progress {
    let assumed = Scheduler::new(0.9);
    let mut entries = Vec::new();
    for n in 0..cards {
        let card = CardId::from(format!("d/{n}").as_str());
        let (mut real, mut thought, mut last) = (None::<Memory>, None::<Memory>, 0);
        let mut day = n as i64 % 40;
        while day < days {
            let elapsed = if real.is_some() { (day - last) as u32 } else { 0 };
            let recalled = real.map(|memory| f64::from(truth.retrievability(memory, elapsed)));
            let luck = |which| draw(seed, n, Day(day as i32), which);
            let rating = rating(recalled, luck(1), luck(2));
            let at = Timestamp(1_790_000_000_000 + day * 24 * HOUR + n as i64 * 1_000);
            let fact =
                Fact::Reviewed { card: card.clone(), rating, ms: 0, attempt: None, print: None };
            let id = EntryId::new("t", entries.len() as u64);
            entries.push(Entry { id, at, offset: 0, fact });
            real = Some(truth.next(real, elapsed, rating).memory);
            let outcome = assumed.next(thought, elapsed, rating);
            thought = Some(outcome.memory);
            last = day;
            day += i64::from(whole_days(outcome.interval));
        }
    }
    Progress::replay(Rules::default(), &entries)
}

fn other() -> Scheduler {
    let mut parameters = fsrs::DEFAULT_PARAMETERS;
    for first in &mut parameters[1..4] {
        *first *= 0.25;
    }
    parameters[8] *= 0.6;
    Scheduler::with_parameters(&parameters, 0.9).unwrap()
}

#[test]
fn below_a_thousand_reviews_nothing_is_fitted() {
    let progress = history(&other(), 20, 100, 1);
    let have = progress.cards().map(|(_, card)| card.reviews().len()).sum();
    assert!((100..ENOUGH).contains(&have), "{have}");
    assert_eq!(fit(&progress, |_, _| ()), Err(NotFitted::TooFew { have }));
}

#[test]
fn somebody_who_forgets_otherwise_is_predicted_better() {
    let progress = history(&other(), 250, 150, 2);
    let mut steps = Vec::new();
    let fit = fit(&progress, |done, of| steps.push((done, of))).unwrap();
    assert!(fit.better, "{fit:?}");
    assert!(fit.after.log_loss < fit.before.log_loss, "{fit:?}");
    assert!(fit.after.rmse_bins < fit.before.rmse_bins, "{fit:?}");
    assert_eq!(steps, [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]);
    // Once in use they are what others are measured by, and no second fit beats them.
    let parameters = Fact::Tuned { parameters: Some(fit.parameters.clone()) };
    let at = Timestamp(1_900_000_000_000);
    let mut tuned = progress;
    tuned.apply(&Entry { id: EntryId::new("u", 1), at, offset: 0, fact: parameters });
    assert_eq!(tuned.parameters(), Some(&fit.parameters[..]));
    assert!(!super::fit(&tuned, |_, _| ()).unwrap().better);
}

#[test]
fn somebody_who_forgets_as_assumed_keeps_the_parameters() {
    for seed in 1..5 {
        let fit = fit(&history(&Scheduler::new(0.9), 150, 200, seed), |_, _| ()).unwrap();
        assert!(fit.reviews >= ENOUGH && fit.tested > 200, "{fit:?}");
        assert!(!fit.better, "seed {seed}: {fit:?}");
    }
}

#[test]
fn a_fit_is_the_same_each_time() {
    let progress = history(&other(), 150, 150, 3);
    assert_eq!(fit(&progress, |_, _| ()), fit(&progress, |_, _| ()));
}

#[test]
fn what_is_ranked_right_has_an_area_of_one() {
    let check = |predictions: &[(f64, bool)], expect: f64| {
        assert!((auc(predictions) - expect).abs() < 1e-9, "{predictions:?}");
    };
    check(&[(0.2, false), (0.9, true)], 1.0);
    check(&[(0.9, false), (0.2, true)], 0.0);
    check(&[(0.5, false), (0.5, true)], 0.5);
    check(&[(0.5, true)], 0.5);
    check(&[], 0.5);
    check(&[(0.1, false), (0.4, true), (0.4, false), (0.8, true)], 0.875);
}

#[test]
fn a_better_loss_must_be_beyond_chance() {
    let predictions =
        |p: f64, n: usize| -> Vec<(f64, bool)> { (0..n).map(|k| (p, k % 10 != 0)).collect() };
    assert!(is_better(&predictions(0.6, 500), &predictions(0.9, 500)));
    assert!(!is_better(&predictions(0.9, 500), &predictions(0.6, 500)));
    assert!(!is_better(&predictions(0.9, 500), &predictions(0.9, 500)));
    assert!(!is_better(&predictions(0.89, 20), &predictions(0.9, 20)));
    assert!(!is_better(&[], &[]));
}
