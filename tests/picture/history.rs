//! A made history: weeks of study by somebody who gets better, the same on every run.
//!
//! For tests and pictures. Of the kinds that answers miss, `system` is learned half-way through and
//! stays, `proof` is not, and all others get better slowly. Writes nothing.

use std::sync::Arc;

use greenroom::domain::assess::{self, Overrules};
use greenroom::domain::config::Config;
use greenroom::domain::deck::{Card, Criterion, Kind};
use greenroom::domain::id::EntryId;
use greenroom::domain::journal::{Attempt, Entry, Fact, Judged};
use greenroom::domain::progress::Progress;
use greenroom::domain::rubric::{Finding, Judgement, Verdict};
use greenroom::domain::schedule::Rating;
use greenroom::domain::time::{HOUR, MINUTE, Moment, SECOND};

/// New cards on a day of study.
const NEW: usize = 2;

/// Answers on a day of study; everything else is looked at and rated.
const ANSWERS: usize = 3;

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    /// The next one, from 0 up to 1.
    fn roll(&mut self) -> f64 {
        // Knuth's MMIX generator; its high bits are well mixed.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }
}

/// The entries of so many days of study of `cards`, the last one that of `now`.
pub(crate) fn made(cards: &[Arc<Card>], now: Moment, days: i64) -> Vec<Entry> {
    let mut dice = Dice(7);
    let mut progress = Progress::new(Config::default().rules());
    let mut entries = Vec::new();
    for day in 0..days {
        // Some evenings belong to other things, but not the last ones.
        if dice.roll() < 0.25 && day + 4 < days {
            continue;
        }
        let evening = now.at.plus((day + 1 - days) * 24 * HOUR - 2 * HOUR);
        let mut clock = Moment { at: evening, ..now };
        let mut record = |fact: Fact, clock: Moment, progress: &mut Progress| {
            let id = EntryId::new("made", entries.len() as u64);
            let entry = Entry { id: id.clone(), at: clock.at, offset: clock.offset, fact };
            progress.apply(&entry);
            entries.push(entry);
            id
        };
        let learned = day as f64 / (days - 1).max(1) as f64;
        let today = clock.day(progress.rules().day_start);
        let due = cards.iter().filter(|card| progress.card(&card.id).is_due(today));
        let new = cards.iter().filter(|card| progress.card(&card.id).is_new()).take(NEW);
        let evening: Vec<&Arc<Card>> = due.take(9).chain(new).collect();
        for (n, card) in evening.into_iter().enumerate() {
            let print = Some(card.print());
            let ms = if n < ANSWERS {
                let attempt = answer(card, learned, &mut dice);
                let (ms, score, target) = (attempt.ms, attempt.score, attempt.target_ms);
                clock.at = clock.at.plus(ms as i64);
                let id = record(Fact::Answered(attempt), clock, &mut progress);
                let rating = assess::suggested(score, ms, target);
                let card = card.id.clone();
                let fact = Fact::Reviewed { card, rating, ms, attempt: Some(id), print };
                record(fact, clock, &mut progress);
                ms
            } else {
                let ms = (20.0 + 70.0 * dice.roll()) * SECOND as f64;
                let rating = match dice.roll() {
                    roll if roll < 0.12 => Rating::Again,
                    roll if roll < 0.3 => Rating::Hard,
                    roll if roll < 0.85 => Rating::Good,
                    _ => Rating::Easy,
                };
                let card = card.id.clone();
                let fact = Fact::Reviewed { card, rating, ms: ms as u64, attempt: None, print };
                record(fact, clock, &mut progress);
                ms as u64
            };
            clock.at = clock.at.plus(ms as i64 / 4 + MINUTE / 3);
        }
    }
    entries
}

/// An answer after so much (0 to 1) was learned.
fn answer(card: &Card, learned: f64, dice: &mut Dice) -> Attempt {
    let verdicts: Vec<Verdict> =
        card.criteria.iter().map(|criterion| verdict(criterion, learned, dice)).collect();
    let findings =
        verdicts.iter().map(|verdict| Finding { verdict: *verdict, ..Finding::default() });
    let judgement = Judgement { criteria: findings.collect(), ..Judgement::default() };
    let text: Vec<&str> = card
        .criteria
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| **verdict == Verdict::Met)
        .filter_map(|(criterion, _)| Some(criterion.examples.first()?.as_str()))
        .collect();
    let target_ms = assess::target_ms(card);
    let pace = 1.45 - 0.5 * learned + 0.4 * (dice.roll() - 0.5);
    Attempt {
        card: card.id.clone(),
        text: format!("Well. {}", text.join(" ")),
        ms: (target_ms as f64 * pace) as u64,
        target_ms,
        score: assess::score(card, &judgement, &Overrules::default()),
        criteria: card
            .criteria
            .iter()
            .zip(&verdicts)
            .map(|(c, verdict)| Judged { id: c.id.clone(), verdict: *verdict, overruled: false })
            .collect(),
        traps: Vec::new(),
        feedback: true,
        spoken: dice.roll() < 0.2,
        mock: None,
        follow_up: None,
    }
}

fn verdict(criterion: &Criterion, learned: f64, dice: &mut Dice) -> Verdict {
    let met = match criterion.kind {
        Some(Kind::Proof) => 0.15 + 0.25 * learned,
        Some(Kind::System) if learned > 0.55 => 1.0,
        Some(Kind::System) => 0.1,
        _ => 0.55 + 0.42 * learned,
    };
    match dice.roll() {
        roll if roll < met => Verdict::Met,
        roll if roll < met + 0.15 => Verdict::Partial,
        _ => Verdict::NotYet,
    }
}
