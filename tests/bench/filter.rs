//! A key in the filter over 10,000 cards, from the message to the drawn frame.

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
use greenroom::app::screen::browse::set_filter;
use made::Program;

/// Words, words in a text only, near misses, terms of every sort.
const FILTERS: [&str; 6] = [
    "boundary",
    "what is the risk",
    "exploratory -tester",
    "bonudary",
    "#tag-3 -#tag-9 level:senior",
    "is:new regression",
];

fn main() {
    let mut program = Program::new(made::library(10, 4), None);
    program.press(Code::Char('/'));
    made::show(
        "filter/the first letter, texts not read yet",
        &mut [program.press(Code::Char('b'))],
    );
    program.press(Code::Backspace);
    let mut all = Vec::new();
    for filter in FILTERS {
        let mut times: Vec<Duration> = Vec::new();
        for _ in 0..5 {
            let typed = filter.chars().map(Code::Char);
            let keys = typed.chain(filter.chars().map(|_| Code::Backspace));
            times.extend(keys.map(|key| program.press(key)));
        }
        made::show(&format!("filter/{filter}"), &mut times);
        all.extend(times);
    }
    made::show("filter/all of these", &mut all);
    let mut criterion = Criterion::default().configure_from_args();
    for filter in FILTERS {
        criterion.bench_function(&format!("filter/set: {filter}"), |b| {
            b.iter(|| set_filter(&mut program.model, filter));
        });
    }
    criterion.final_summary();
}
