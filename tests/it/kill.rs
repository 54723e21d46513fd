//! The real program killed at random moments: what its screen said was kept is kept.
//!
//! `GREENROOM_TEST_SEED` plays the same keys and moments again. The long form is
//! `cargo test --test it kill:: -- --ignored`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, thread};

use greenroom::domain::id::CardId;
use greenroom::domain::journal::Fact;
use greenroom::domain::progress::Rules;
use greenroom::domain::schedule::Rating;
use greenroom::shell::journal_file::JournalFile;
use greenroom::shell::paths::Paths;

use crate::cli::Home;
use crate::pty::Play;

/// So old a draft may not be lost: a second, and what a busy machine takes to draw and to wake up.
const OLD: Duration = Duration::from_millis(1_500);

/// Numbers that look random and come again with their seed (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// What is, or must be, in a journal.
#[derive(Clone, Debug, Default, PartialEq)]
struct Work {
    ratings: Vec<Rating>,
    answers: Vec<String>,
    draft: String,
}

/// The program has been killed; nothing more is to be seen.
struct Killed;

/// One run of the program, up to its end.
struct Run {
    play: Play,
    random: Random,
    name: String,
    words: usize,
    /// What the screen acknowledged.
    acknowledged: Work,
    /// Every text that was seen in the editor since it was opened, and since when.
    typed: Vec<(Instant, String)>,
}

impl Run {
    /// Waits until all of `there` and none of `gone` is on the screen.
    fn see(&self, there: &[&str], gone: &str) -> Result<(), Killed> {
        let (seen, changed) = &*self.play.seen;
        let is_so = |text: &str| there.iter().all(|t| text.contains(t)) && !text.contains(gone);
        let limit = Duration::from_secs(20);
        let (seen, _) = changed
            .wait_timeout_while(seen.lock().unwrap(), limit, |seen| {
                !seen.over && !is_so(&seen.parser.screen().contents())
            })
            .unwrap();
        let text = seen.parser.screen().contents();
        if is_so(&text) {
            return Ok(());
        }
        assert!(seen.over, "waited for {there:?} without {gone:?}; there was\n{text}");
        Err(Killed)
    }

    /// Presses keys and waits for what they bring.
    fn press(&self, keys: &str, there: &[&str], gone: &str) -> Result<(), Killed> {
        self.play.keys_if_alive(keys);
        self.see(there, gone)
    }

    /// Rates what is on the screen; the browser comes back with the notice.
    fn rate(&mut self) -> Result<(), Killed> {
        let n = self.random.below(4) as usize;
        self.press(&(n + 1).to_string(), &["u undoes", "q quit"], "1 again")?;
        self.acknowledged.ratings.push(Rating::ALL[n]);
        Ok(())
    }

    fn look_and_rate(&mut self) -> Result<(), Killed> {
        self.press("\r", &["space reveal"], "q quit")?;
        self.press(" ", &["1 again"], "q quit")?;
        self.rate()
    }

    /// Goes on with the draft for some words; then submits and rates, or leaves it.
    fn write(&mut self, words: u64) -> Result<(), Killed> {
        self.press("a", &["ctrl-s submit"], "q quit")?;
        let mut text = self.acknowledged.draft.clone();
        for _ in 0..words {
            let word = format!("{}w{}e", self.name, self.words);
            self.words += 1;
            text += &format!("{word} ");
            self.press(&format!("{word} "), &[&word], "q quit")?;
            self.typed.push((Instant::now(), text.clone()));
            thread::sleep(Duration::from_millis(self.random.below(120)));
        }
        if self.random.below(3) == 0 {
            self.press("\u{1b}", &["q quit"], "ctrl-s submit")?;
            self.acknowledged.draft = text;
        } else {
            self.press("\u{13}", &["criteria met"], "ctrl-s submit")?;
            self.acknowledged.answers.push(text);
            self.acknowledged.draft.clear();
        }
        self.typed.clear();
        if self.acknowledged.draft.is_empty() { self.rate() } else { Ok(()) }
    }

    fn work(&mut self, only_write: bool) -> Result<(), Killed> {
        self.see(&["What did you change", "q quit"], "ctrl-s submit")?;
        loop {
            if only_write {
                self.write(1_000)?;
            } else if self.random.below(2) == 0 {
                self.look_and_rate()?;
            } else {
                let words = 1 + self.random.below(6);
                self.write(words)?;
            }
        }
    }
}

/// What the journal holds, read as the library reads it; no line may be unreadable.
fn kept(home: &Home) -> Work {
    let opened =
        JournalFile::look(&Paths::find(Some(&home.path("data"))).unwrap(), Rules::default());
    // A line that the kill cut short was never acknowledged; the next start sets it aside.
    let unreadable = opened.problems.iter().find(|problem| !problem.contains(": not finished"));
    assert_eq!(unreadable, None);
    let mut work = Work::default();
    let entries = opened.journal.fetch(&|_| true);
    for entry in &entries {
        match &entry.fact {
            Fact::Reviewed { rating, .. } => work.ratings.push(*rating),
            Fact::Answered(attempt) => work.answers.push(attempt.text.clone()),
            _ => {}
        }
    }
    let card = CardId::from("manual-exploratory/escape");
    // Beside the journal the draft of the run that was killed counts.
    let card = opened.progress.card(&card);
    assert_eq!(card.reviews().len(), work.ratings.len());
    assert_eq!(card.attempts().len(), work.answers.len());
    work.draft = card.draft().map(|draft| draft.text.clone()).unwrap_or_default();
    work
}

/// Starts the program, works, kills it at a random moment, and compares. Returns whether an old
/// draft had to be there.
fn kill_once(home: &Home, seed: u64, name: String) -> bool {
    let before = kept(home);
    let mut random = Random(seed);
    let only_write = random.below(4) == 0;
    let life = Duration::from_millis(if only_write { 1_900 } else { 150 } + random.below(1_300));
    let play = Play::start(home);
    let acknowledged = before.clone();
    let mut run = Run { play, random, name, words: 0, acknowledged, typed: Vec::new() };
    assert!(run.see(&["What did you change", "q quit"], "ctrl-s submit").is_ok(), "it starts");
    let id = run.play.child.process_id().unwrap();
    let killer = thread::spawn(move || {
        thread::sleep(life);
        let killed = Instant::now();
        crate::pty::signal(id, "KILL");
        killed
    });
    let Err(Killed) = run.work(only_write) else { unreachable!() };
    let killed = killer.join().unwrap();
    run.play.ended();

    let (sure, now) = (&run.acknowledged, kept(home));
    let context = format!("seed {seed}: sure {sure:?}, typed {:?}, kept {now:?}", run.typed);
    // The key under way may have counted, no other.
    assert!(now.ratings.starts_with(&sure.ratings), "{context}");
    assert!(now.ratings.len() <= sure.ratings.len() + 1, "{context}");
    assert!(now.answers.starts_with(&sure.answers), "{context}");
    assert!(now.answers.len() <= sure.answers.len() + 1, "{context}");
    // Submitted though not seen so: its words are in the answer, and no draft is left.
    let submitted = now.answers.len() > sure.answers.len();
    let written = if submitted { &now.answers[sure.answers.len()] } else { &now.draft };
    let old = |typed: &&(Instant, String)| typed.0 + OLD <= killed;
    let old = run.typed.iter().rfind(old).map(|(_, text)| text);
    let owed = old.unwrap_or(&sure.draft);
    assert!(written.starts_with(owed), "{owed:?} is lost; {context}");
    assert!(!submitted || now.draft.is_empty(), "{context}");
    old.is_some()
}

/// Kills the program so many times on one data folder, which grows; then it starts and quits.
/// Returns how many ratings, answers and old drafts were looked for.
fn kills(seed: u64, times: u64) -> [usize; 3] {
    let home = Home::with_deck();
    // A submission waits for the encoder, and an unoptimised one is seldom done before the kill.
    home.write("data/config.toml", "encoder = false");
    let kill = |n: u64| kill_once(&home, seed.wrapping_add(n), format!("k{n}"));
    let drafts = (0..times).filter(|n| kill(*n)).count();
    let before = kept(&home);
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("q");
    play.ends(0);
    assert_eq!(kept(&home), before, "seed {seed}");
    let stats = home.run("stats");
    assert_eq!((stats.code, &*stats.err), (Some(0), ""), "seed {seed}");
    [before.ratings.len(), before.answers.len(), drafts]
}

/// Kills on four data folders side by side.
fn check(times: u64) {
    let seed = env::var("GREENROOM_TEST_SEED").ok().map(|seed| seed.parse().unwrap());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as u64;
    let seed: u64 = seed.unwrap_or_else(clock);
    eprintln!("GREENROOM_TEST_SEED={seed}");
    let found: Vec<[usize; 3]> = thread::scope(|scope| {
        let lanes = (0..4).map(|lane| {
            let seed = seed.wrapping_add(lane * 1_000);
            scope.spawn(move || kills(seed, times / 4))
        });
        let lanes: Vec<_> = lanes.collect();
        lanes.into_iter().map(|lane| lane.join().unwrap()).collect()
    });
    let [ratings, answers, drafts] = [0, 1, 2].map(|n| found.iter().map(|f| f[n]).sum::<usize>());
    eprintln!(
        "{times} kills: {ratings} ratings, {answers} answers, {drafts} old drafts, none lost"
    );
    assert!(ratings > 0 && answers > 0, "nothing was done");
}

#[test]
fn nothing_acknowledged_is_lost_in_20_kills() {
    check(20);
}

#[test]
#[ignore = "the long form: some minutes"]
fn nothing_acknowledged_is_lost_in_200_kills() {
    check(200);
}
