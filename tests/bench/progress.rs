//! From `p` to the drawn progress screen, and from a key on it to the next frame, with 100,000 reviews
//! and 10,000 answers: `cargo bench --bench progress`.
//!
//! What is made is the same on every run.

#![allow(clippy::unwrap_used, reason = "a bench may stop where it cannot go on")]

#[allow(dead_code, reason = "each bench uses a part of it")]
mod made;

use greenroom::app::key::Code;
use greenroom::domain::config::Config;
use greenroom::domain::deck::{Card, Criterion};
use greenroom::domain::id::EntryId;
use greenroom::domain::journal::{Attempt, Entry, Fact, Judged};
use greenroom::domain::progress::Progress;
use greenroom::domain::rubric::Verdict;
use greenroom::domain::schedule::Rating;
use greenroom::domain::time::{HOUR, Timestamp};
use made::{Program, library, show};

const REVIEWS: usize = 100_000;

/// Every so manieth review rates an answer.
const ANSWERED: usize = 10;

fn main() {
    let library = library(1, 4);
    let mut entries: Vec<Entry> = Vec::new();
    for n in 0..REVIEWS {
        let card = &library.cards[n % library.cards.len()];
        let age = (REVIEWS - n) as i64 * 500 * 24 * HOUR / REVIEWS as i64;
        let at = Timestamp(1_790_000_000_000 - age);
        let mut entry = |fact| {
            let id = EntryId::new("made", entries.len() as u64);
            entries.push(Entry { id: id.clone(), at, offset: 0, fact });
            id
        };
        let attempt = (n % ANSWERED == n / 1_000 % ANSWERED).then(|| entry(answered(card, n)));
        let rating = Rating::ALL[n * 7 % 4];
        entry(Fact::Reviewed { card: card.id.clone(), rating, ms: 30_000, attempt, print: None });
    }
    let progress = Progress::replay(Config::default().rules(), &entries);
    let mut program = Program::new(library, Some(progress));
    let mut opened = Vec::new();
    let mut turned = Vec::new();
    for _ in 0..50 {
        opened.push(program.press(Code::Char('p')));
        turned.extend("23sssj45".chars().map(|key| program.press(Code::Char(key))));
        program.press(Code::Esc);
    }
    show("p: the progress screen opens", &mut opened);
    show("a key on it", &mut turned);
}

fn answered(card: &Card, n: usize) -> Fact {
    let verdicts = [Verdict::Met, Verdict::Partial, Verdict::NotYet];
    let judged = |(c, criterion): (usize, &Criterion)| Judged {
        id: criterion.id.clone(),
        verdict: verdicts[(n / 1_000 + c) % 3],
        overruled: false,
    };
    Fact::Answered(Attempt {
        card: card.id.clone(),
        text: "An answer.".to_owned(),
        ms: 100_000,
        target_ms: 120_000,
        score: (n % 101) as u8,
        criteria: card.criteria.iter().enumerate().map(judged).collect(),
        traps: Vec::new(),
        feedback: true,
        spoken: false,
        mock: None,
        follow_up: None,
    })
}
