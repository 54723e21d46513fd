//! A key in the answer editor, from the message to the drawn frame: 400 words, six criteria, 10,000
//! cards in the library.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench may stop where it cannot go on"
)]

#[allow(dead_code, reason = "each bench uses a part of it")]
mod made;

use std::time::Duration;

use criterion::Criterion;
use greenroom::app::key::Code;
use greenroom::app::msg::Msg;
use made::{Program, Prose};

/// An answer of 400 words, its cursor at the end.
fn program() -> Program {
    let mut program = Program::new(made::library(10, 6), None);
    program.press(Code::Char('a'));
    program.play(Msg::Paste(Prose::new(7).words(400)));
    program
}

/// A sentence typed and deleted again, so that the answer keeps its length.
fn keys() -> Vec<Code> {
    let sentence = " We reproduced it on the staging system and wrote a test for it.";
    let typed = sentence.chars().map(Code::Char);
    typed.chain(sentence.chars().map(|_| Code::Backspace)).collect()
}

fn main() {
    let mut program = program();
    let keys = keys();
    for (place, lines_up) in [("at the end", 0), ("in the middle", 12)] {
        for _ in 0..lines_up {
            program.press(Code::Up);
        }
        let mut times: Vec<Duration> =
            (0..16).flat_map(|_| keys.clone()).map(|key| program.press(key)).collect();
        made::show(&format!("answer/a key {place}"), &mut times);
    }
    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("answer/a sentence typed and deleted", |b| {
        b.iter(|| keys.iter().map(|key| program.press(*key)).sum::<Duration>());
    });
    criterion.final_summary();
}
