//! The encoder: reading its file, a sentence of so many tokens, a card of the shipped decks, and the
//! memory that it takes. By the clock, and by the processor's time where the system tells it: another
//! program's work does not count there.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench may stop where it cannot go on"
)]

#[allow(dead_code, reason = "each bench uses a part of it")]
mod made;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::Criterion;
use greenroom::domain::encoder::{Ear, Encoder};
use greenroom::shell::desk::read;

/// The processor's time that this thread has had, on Linux.
fn used() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

/// Megabytes of memory that the program holds, on Linux.
fn resident() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
}

fn measure(what: &str, count: usize, run: &mut dyn FnMut()) {
    let (mut by_clock, mut by_use) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let (clock, before) = (Instant::now(), used());
        run();
        by_clock.push(clock.elapsed());
        by_use.extend(before.zip(used()).map(|(before, after)| after.saturating_sub(before)));
    }
    made::show(&format!("encoder/{what}"), &mut by_clock);
    if !by_use.is_empty() {
        let mean = by_use.iter().sum::<Duration>() / by_use.len() as u32;
        println!("{:<46} {mean:?} of the processor on average", "");
    }
}

/// A text of so many tokens: words that are one each, the marks at both ends, and the full stop.
fn sentence(tokens: usize) -> String {
    let words =
        "we found the bug in the first test of the new system because it was not there last week";
    let words: Vec<&str> = words.split(' ').cycle().take(tokens - 3).collect();
    words.join(" ") + "."
}

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/judge/encoder.bin");
    let Ok(bytes) = fs::read(&path) else {
        return println!("{} is not there", path.display());
    };
    let before = resident();
    let encoder = Encoder::read(&bytes).unwrap();
    if let Some((before, after)) = before.zip(resident()) {
        println!(
            "encoder/memory: {:.1} MB, the file's {} bytes aside",
            after - before,
            bytes.len()
        );
    }
    measure("reading", 10, &mut || drop(black_box(Encoder::read(&bytes))));
    for tokens in [16, 20, 32, 64] {
        let text = sentence(tokens);
        measure(&format!("a sentence of {tokens} tokens"), 200, &mut || {
            black_box(encoder.encode(&text));
        });
    }
    let deck = include_bytes!("../../decks/manual-exploratory.toml").to_vec();
    let deck = read("manual-exploratory.toml", Ok(deck)).deck.unwrap();
    let card = &deck.cards[0];
    let texts = card.criteria.iter().map(|c| 1 + c.examples.len() + c.counterexamples.len());
    let traps = card.traps.iter().map(|t| 1 + t.examples.len() + t.counterexamples.len());
    let what = format!("a card of {} texts", texts.chain(traps).sum::<usize>());
    measure(&what, 5, &mut || drop(black_box(Ear::compile(&encoder, card))));
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    for tokens in [16, 32, 64] {
        let text = sentence(tokens);
        criterion.bench_function(&format!("encoder/a sentence of {tokens} tokens"), |b| {
            b.iter(|| encoder.encode(&text));
        });
    }
    criterion.final_summary();
}
