//! What comes of the evenings until an interview, if they are kept: time, cards, recall on the day.
//!
//! Plays them with learners whose memory is FSRS's own; their luck is drawn from fixed numbers, so that
//! one state gives one outlook. The shares of ratings are those of FSRS's simulator
//! (`SimulatorConfig::default`).

use super::{Days, Done, Evening, Seat, Seen};
use crate::domain::schedule::{Memory, Rating, Scheduler, whole_days};
use crate::domain::time::Day;

/// Shares of again, hard, good, easy for a card seen for the first time.
pub(super) const FIRST: [f64; 4] = [0.24, 0.094, 0.495, 0.171];
/// Shares of hard, good, easy for a card that is recalled.
const RECALLED: [f64; 3] = [0.224, 0.631, 0.145];
/// How many learners are played; fewer for very many cards.
const LEARNERS: u64 = 6;
/// Cards beyond which one learner must do.
const MANY: usize = 500;

/// What comes of the evenings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// Cards in all.
    pub cards: usize,
    /// Mean recall on the day were nothing more done, 0 to 1; a card never seen counts 0.
    pub as_it_stands: f64,
    /// Mean recall on the day if the evenings are kept.
    pub expected: f64,
    /// Cards that are never seen if the evenings are kept.
    pub unseen: usize,
    /// Cards that the last days do not show once more, although they are seen.
    pub not_again: usize,
    /// The evenings, the first one today's.
    pub evenings: Vec<Night>,
}

/// An evening to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Night {
    /// Which day.
    pub day: Day,
    /// New cards.
    pub new: usize,
    /// Cards seen before.
    pub again: usize,
    /// Time, in milliseconds.
    pub ms: u64,
    /// Cards for which there is no time.
    pub left_over: usize,
}

impl Outlook {
    /// Whether every card is seen. That the last days show each once more is a wish, not a need.
    pub const fn fits(&self) -> bool {
        self.unseen == 0
    }

    /// The outlook of `seats` on `today`, of which `done` is behind.
    pub fn of(days: Days, scheduler: &Scheduler, seats: &[Seat], today: Day, done: Done) -> Self {
        let learners = if seats.len() > MANY { 1 } else { LEARNERS };
        Self::with(days, scheduler, seats, today, done, learners)
    }

    /// The same, played with so many learners.
    pub(super) fn with(
        days: Days,
        scheduler: &Scheduler,
        seats: &[Seat],
        today: Day,
        done: Done,
        learners: u64,
    ) -> Self {
        let mut sum = Self { cards: seats.len(), ..Self::default() };
        sum.as_it_stands = recall(days, scheduler, seats);
        let each = days.on.since(today) as usize;
        sum.evenings =
            (0..each).map(|n| Night { day: today.plus(n as i32), ..Night::default() }).collect();
        for learner in 0..learners {
            let mut seats = seats.to_vec();
            for (n, night) in sum.evenings.iter_mut().enumerate() {
                let done = if n == 0 { done } else { Done::default() };
                let evening = days.evening(scheduler, &seats, night.day, done);
                let ms = play(scheduler, &mut seats, &evening, night.day, learner);
                night.new += evening.new;
                night.again += evening.cards.len() - evening.new;
                night.ms += ms;
                night.left_over += evening.left_over;
            }
            sum.expected += recall(days, scheduler, &seats) / learners as f64;
            sum.unseen += seats.iter().filter(|seat| seat.seen.is_none()).count();
            let late = |seen: Seen| seen.last < days.last_days();
            sum.not_again += seats.iter().filter(|seat| seat.seen.is_some_and(late)).count();
        }
        let mean = |count: usize| (count + learners as usize / 2) / learners as usize;
        for night in &mut sum.evenings {
            night.new = mean(night.new);
            night.again = mean(night.again);
            night.ms /= learners;
            night.left_over = mean(night.left_over);
        }
        (sum.unseen, sum.not_again) = (mean(sum.unseen), mean(sum.not_again));
        sum
    }
}

/// Mean recall on the day; a card never seen counts 0.
pub fn recall(days: Days, scheduler: &Scheduler, seats: &[Seat]) -> f64 {
    let known = seats
        .iter()
        .filter_map(|seat| seat.seen)
        .map(|seen| f64::from(scheduler.retrievability(seen.memory, days.on.since(seen.last))));
    // The sum of nothing would be minus zero.
    known.fold(0.0, |sum, one| sum + one) / (seats.len().max(1)) as f64
}

/// Plays an evening: each card is rated as luck has it. Returns the time that it took; a card that could
/// not be answered is asked once more.
fn play(
    scheduler: &Scheduler,
    seats: &mut [Seat],
    evening: &Evening,
    today: Day,
    learner: u64,
) -> u64 {
    let mut ms = 0_u64;
    for n in &evening.cards {
        let Some(seat) = seats.get_mut(*n) else { continue };
        let (luck, mood) = (draw(learner, *n, today, 1), draw(learner, *n, today, 2));
        let before = seat.seen.map(|seen| (seen.memory, today.since(seen.last)));
        let recalled = before.map(|(memory, elapsed)| scheduler.retrievability(memory, elapsed));
        let rating = rating(recalled.map(f64::from), luck, mood);
        let (memory, interval) = rate(scheduler, before, rating);
        seat.seen = Some(Seen { memory, last: today, due: today.plus(interval as i32) });
        ms = ms.saturating_add(seat.ms).saturating_add(if rating == Rating::Again {
            seat.ms
        } else {
            0
        });
    }
    ms
}

/// The rating that comes of `luck` and `mood`, both 0 to 1, where a card is recalled with so much
/// probability; of a card never seen, none.
pub fn rating(recalled: Option<f64>, luck: f64, mood: f64) -> Rating {
    let pick = |shares: &[f64], at: f64| {
        let mut sum = 0.0;
        shares.iter().position(|share| {
            sum += share;
            at < sum
        })
    };
    match recalled {
        None => Rating::ALL[pick(&FIRST, luck).unwrap_or(3)],
        Some(recalled) if luck >= recalled => Rating::Again,
        Some(_) => Rating::ALL[1 + pick(&RECALLED, mood).unwrap_or(2)],
    }
}

/// Memory and interval in days after a rating; *again* is followed by *good* in the same evening.
pub fn rate(scheduler: &Scheduler, before: Option<(Memory, u32)>, rating: Rating) -> (Memory, u32) {
    let (memory, elapsed) = before.map_or((None, 0), |(memory, elapsed)| (Some(memory), elapsed));
    let mut outcome = scheduler.next(memory, elapsed, rating);
    if rating == Rating::Again {
        outcome = scheduler.next(Some(outcome.memory), 0, Rating::Good);
    }
    (outcome.memory, whole_days(outcome.interval))
}

/// A number from 0 to 1 that is always the same for these (SplitMix64).
pub fn draw(learner: u64, card: usize, day: Day, which: u64) -> f64 {
    let mut z = learner
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add((card as u64).wrapping_mul(0xd1b5_4a32_d192_ed03))
        .wrapping_add((day.0 as u64).wrapping_mul(0x8cb9_2ba7_2f3d_8dd7))
        .wrapping_add(which.wrapping_mul(0xaef1_7502_108e_f2d9));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) as f64 / 2f64.powi(64)
}
