//! Learners who prepare for an interview under one policy or another, and what they know on the day.
//!
//! The program's own rules are played, not a copy of them. A learner's memory is FSRS's, by default with
//! the parameters that the program assumes too; `truth` may forget faster than that.

use std::ops::Range;

use greenroom::domain::schedule::deadline::outlook::{draw, rate, rating};
use greenroom::domain::schedule::deadline::{Days, Done, Seat, Seen};
use greenroom::domain::schedule::{Memory, Rating, Scheduler};
use greenroom::domain::time::{Day, MINUTE};

/// What an answer takes, in milliseconds.
const LOOK: u64 = 2 * MINUTE as u64;

/// How an evening is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// The program's, with a plan.
    Ours,
    /// Due cards by risk of forgetting, then new ones while there is time: no plan.
    DueFirst,
    /// The same with a desired retention of 95 %.
    Raised,
    /// The same, and no interval longer than what is left.
    Capped,
    /// Due and new cards in random order.
    Random,
}

impl Policy {
    pub(crate) const ALL: [Self; 5] =
        [Self::Ours, Self::DueFirst, Self::Raised, Self::Capped, Self::Random];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ours => "greenroom's plan",
            Self::DueFirst => "due first",
            Self::Raised => "due first, retention 95 %",
            Self::Capped => "due first, intervals cut at the day",
            Self::Random => "random order",
        }
    }
}

/// A deck, the days until the interview, and the looks at a card that an evening has time for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) cards: usize,
    pub(crate) days: u32,
    pub(crate) looks: u64,
}

/// What came of it: means over the learners.
#[derive(Clone, Debug, Default)]
pub(crate) struct Result {
    pub(crate) recall: f64,
    /// Each learner's.
    pub(crate) recalls: Vec<f64>,
    pub(crate) unseen: f64,
    pub(crate) minutes: f64,
}

/// A learner who forgets as FSRS's default parameters say.
pub(crate) fn as_assumed() -> Scheduler {
    Scheduler::new(0.9)
}

/// A learner who forgets faster: half the first stabilities, slower growth.
pub(crate) fn forgetful() -> Scheduler {
    let mut parameters = fsrs::DEFAULT_PARAMETERS;
    parameters[1] *= 0.5;
    parameters[2] *= 0.5;
    parameters[8] *= 0.9;
    Scheduler::new(0.9).tuned(&parameters).unwrap_or(Scheduler::new(0.9))
}

/// Plays a setting with the learners of these seeds.
pub(crate) fn play(
    policy: Policy,
    setting: Setting,
    truth: &Scheduler,
    seeds: Range<u64>,
) -> Result {
    let mut sum = Result::default();
    let learners = (seeds.end - seeds.start) as f64;
    for learner in seeds {
        let one = learn(policy, setting, truth, learner);
        sum.recalls.push(one.recall);
        sum.recall += one.recall / learners;
        sum.unseen += one.unseen / learners;
        sum.minutes += one.minutes / learners;
    }
    sum
}

fn learn(policy: Policy, setting: Setting, truth: &Scheduler, learner: u64) -> Result {
    let from = Day(20_000);
    let budget = setting.looks * LOOK;
    let days = Days { from, on: from.plus(setting.days as i32), budget: Some(budget) };
    let retention = if policy == Policy::Raised { 0.95 } else { 0.9 };
    let assumed = Scheduler::new(retention);
    let mut seats: Vec<Seat> = (0..setting.cards)
        .map(|n| Seat { seen: None, slot: days.slot(n, setting.cards), ms: LOOK })
        .collect();
    let mut memories: Vec<Option<(Memory, Day)>> = vec![None; setting.cards];
    let mut spent = 0;
    for today in (0..setting.days).map(|day| from.plus(day as i32)) {
        let mut done = Done::default();
        loop {
            let asked = match policy {
                Policy::Ours => days.evening(&assumed, &seats, today, done).cards,
                _ => plain(policy, &assumed, &seats, today, days.on, learner),
            };
            let before = done;
            for n in asked {
                if done.ms + LOOK / 2 > budget {
                    break;
                }
                let before = memories[n].map(|(memory, last)| (memory, today.since(last)));
                let recalled = before.map(|(m, days)| f64::from(truth.retrievability(m, days)));
                let (luck, mood) = (draw(learner, n, today, 1), draw(learner, n, today, 2));
                let rating = rating(recalled, luck, mood);
                memories[n] = Some((rate(truth, before, rating).0, today));
                let known = seats[n].seen.map(|seen| (seen.memory, today.since(seen.last)));
                let (memory, interval) = rate(&assumed, known, rating);
                let due = today.plus(interval as i32);
                done.new += usize::from(seats[n].seen.is_none());
                seats[n].seen = Some(Seen { memory, last: today, due });
                done.ms += if rating == Rating::Again { 2 * LOOK } else { LOOK };
            }
            // As in the program: while there is time, the evening is worked out anew.
            if done == before {
                break;
            }
        }
        spent += done.ms;
    }
    let known = memories.iter().flatten();
    let recall: f64 =
        known.map(|(m, last)| f64::from(truth.retrievability(*m, days.on.since(*last)))).sum();
    Result {
        recall: recall / setting.cards as f64,
        recalls: Vec::new(),
        unseen: memories.iter().filter(|memory| memory.is_none()).count() as f64,
        minutes: spent as f64 / MINUTE as f64,
    }
}

/// The evening's cards without a plan, in order; who asks stops when the time is used.
fn plain(
    policy: Policy,
    assumed: &Scheduler,
    seats: &[Seat],
    today: Day,
    on: Day,
    learner: u64,
) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = Vec::new();
    for (n, seat) in seats.iter().enumerate() {
        let key = match seat.seen {
            None => 2.0,
            Some(seen) => {
                let due = if policy == Policy::Capped {
                    // As long as what was left when it was rated, which is the last evening.
                    seen.due.min(on.plus(-1)).max(seen.last.plus(1))
                } else {
                    seen.due
                };
                if due > today {
                    continue;
                }
                f64::from(assumed.retrievability(seen.memory, today.since(seen.last)))
            }
        };
        let key = if policy == Policy::Random { draw(learner, n, today, 3) } else { key };
        order.push((key, n));
    }
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, n)| n).collect()
}
