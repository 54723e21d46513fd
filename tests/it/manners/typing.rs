//! What typing costs: bytes, drawings, time.

use std::thread;
use std::time::{Duration, Instant};

use crate::cli::Home;
use crate::pty::Play;

/// Bytes that a key in the answer may cost at 80 by 24, in the middle.
const BYTES_A_KEY: usize = 400;

/// The program with the answer open.
fn writing(home: &Home) -> Play {
    let play = Play::start(home);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play
}

/// Waits until nothing was written for a moment; how much there is.
fn quiet(play: &Play) -> usize {
    let mut last = (play.raw().len(), Instant::now());
    while last.1.elapsed() < Duration::from_millis(40) {
        thread::sleep(Duration::from_millis(4));
        let now = play.raw().len();
        if now != last.0 {
            last = (now, Instant::now());
        }
    }
    last.0
}

/// How often the screen was drawn: each drawing says where the cursor is to be.
fn drawings(raw: &[u8]) -> usize {
    raw.windows(6).filter(|bytes| bytes == b"\x1b[?25h").count()
}

#[test]
fn a_key_in_the_answer_costs_few_bytes() {
    let home = Home::with_deck();
    let play = writing(&home);
    let text = "In March we tested it. The checkout charged twice and I wrote a check for it.";
    let mut costs: Vec<usize> = text
        .chars()
        .map(|c| {
            let before = quiet(&play);
            play.keys(&c.to_string());
            play.until_outside("a drawing", || play.raw().len() > before);
            quiet(&play) - before
        })
        .collect();
    costs.sort_unstable();
    let (median, most) = (costs[costs.len() / 2], costs[costs.len() - 1]);
    eprintln!("bytes a key: {median} in the middle, {most} at most");
    assert!(median <= BYTES_A_KEY, "{costs:?}");
    play.keys("\u{3}");
}

#[test]
fn keys_that_come_faster_than_drawing_do_not_queue_up() {
    let home = Home::with_deck();
    let mut play = writing(&home);
    let before = drawings(&play.raw());
    let begun = Instant::now();
    play.keys(&"word ".repeat(1_000));
    play.see("1000 words");
    let (took, drawn) = (begun.elapsed(), drawings(&play.raw()) - before);
    eprintln!("5000 keys: {took:?}, {drawn} drawings");
    assert!(took < Duration::from_secs(10), "{took:?}");
    // One every 60 ms, and those that an empty queue brings.
    assert!(drawn < 1_000, "{drawn} drawings of 5000 keys");
    play.keys("\u{3}");
    play.ends(0);
}

#[test]
fn a_paste_of_a_megabyte_ends_in_time_and_is_cut() {
    let home = Home::with_deck();
    let mut play = writing(&home);
    let begun = Instant::now();
    play.keys(&format!("\u{1b}[200~{}\u{1b}[201~", "pasted ".repeat(1024 * 1024 / 7)));
    play.see("An answer ends at 100 KB");
    play.see("14629 words");
    let took = begun.elapsed();
    eprintln!("a megabyte: {took:?}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    play.keys("\u{3}");
    play.ends(0);
    assert!(home.journal().len() < 200 * 1024);
}
