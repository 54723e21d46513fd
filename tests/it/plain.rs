//! A review by plain lines, through the real program: the same facts as on the screen, no escape
//! sequences, and no way out that loses words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::Value;

use crate::cli::{ANSWER, Home, all_below};

/// Plays a script on a home: what was said.
#[track_caller]
fn play(home: &Home, args: &str, script: &str) -> String {
    let ran = home.fed(&format!("review --plain {args}"), script);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.out);
    assert!(ran.out.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", ran.out);
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
    ran.out
}

/// The facts in a home's journal, without what depends on the time.
fn facts(home: &Home) -> Vec<Value> {
    let timeless = |line: &str| {
        let mut entry: Value = serde_json::from_str(line).unwrap();
        let fact = entry["fact"].as_object_mut().unwrap();
        for inner in fact.values_mut() {
            inner["ms"] = Value::Null;
            if !inner["attempt"].is_null() {
                inner["attempt"] = Value::Bool(true);
            }
        }
        entry["fact"].take()
    };
    home.journal().lines().map(timeless).collect()
}

#[test]
fn a_review_by_lines_does_the_whole_job() {
    let home = Home::with_deck();
    let said = play(&home, "deck:manual-exploratory", &format!("{ANSWER}\n.\n\n\n\n\n\n\n\n"));
    for part in [
        "Review: 0 due, 1 new.",
        "Question: What did you change after a bug escaped?",
        "Score: 100 percent. 1 of 1 criteria met.",
        "Verdict 1: Met: Proves it. Evidence: \"In eighteen months it has not come back.\"",
        "Traps: none.",
        "Short answer:\nThe category, not the bug.",
        "Common pitfall:\nWe improved the process.",
        "Rating: 1 again, today; 2 hard, ",
        "Suggested: easy; enter takes it.",
        "Rated: easy.",
        "End: Session done: 1 rated",
    ] {
        // Lines break where they may.
        assert!(said.replace('\n', " ").contains(&part.replace('\n', " ")), "{part:?}\n{said}");
    }
    assert!(home.run("stats").out.contains("attempts                1\n"));
    assert!(play(&home, "deck:manual-exploratory", "").contains("Review: Nothing is due"));
}

#[test]
fn the_journal_holds_what_the_screen_would_have_written() {
    let by_lines = Home::with_deck();
    play(
        &by_lines,
        "deck:manual-exploratory",
        &format!("f\n{ANSWER}\nTwice.\n.\n\n3\nu\n\n\n1\nq\n"),
    );
    #[cfg(unix)]
    {
        let on_screen = Home::with_deck();
        let play = crate::pty::Play::start(&on_screen);
        play.see("What did you change");
        play.keys("\rf");
        play.see("flagged");
        play.keys("a\u{6}");
        play.see("Write as you would say it");
        play.keys(&format!("{ANSWER}\rTwice."));
        play.see("Twice.");
        play.keys("\u{13}");
        play.see("criteria met");
        play.keys("3");
        play.see("u undoes");
        play.keys("u");
        play.see("Taken back");
        play.keys("\r 1");
        play.see("again: comes back");
        play.keys("q");
        play.until_outside("the end", || on_screen.journal().lines().count() >= 5);
        assert_eq!(facts(&by_lines).len(), 5, "{}", by_lines.journal());
        let undone = |facts: Vec<Value>| {
            let undone = |fact: Value| {
                if fact.get("undone").is_some() { Value::from("undone") } else { fact }
            };
            facts.into_iter().map(undone).collect::<Vec<_>>()
        };
        assert_eq!(undone(facts(&by_lines)), undone(facts(&on_screen)));
    }
}

#[test]
fn whatever_ends_it_what_was_typed_is_there() {
    let home = Home::with_deck();
    play(&home, "", "Half a thought\nand more");
    assert!(home.journal().contains("Half a thought\\nand more"));
    let said = play(&home, "is:draft", ".\n\n2\nq\n");
    assert!(said.contains("Draft: 5 words") && said.contains("Half a thought\nand more"), "{said}");

    // Whoever listened is gone.
    let home = Home::with_deck();
    let mut command = home.command(&["review", "--plain"].map(OsStr::new));
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("Answer: ") {
        line.clear();
        out.read_line(&mut line).unwrap();
    }
    drop(out);
    let mut keys = child.stdin.take().unwrap();
    keys.write_all(b"Half a thought\n?\n.\nmore\n").unwrap();
    drop(keys);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(home.journal().contains("Half a thought"), "{}", home.journal());
}

#[cfg(unix)]
#[test]
fn killed_while_writing_the_lines_are_there() {
    let home = Home::with_deck();
    let mut command = home.command(&["review", "--plain"].map(OsStr::new));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut keys = child.stdin.take().unwrap();
    keys.write_all(b"Half a thought\n").unwrap();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !home.drafts().contains("Half a thought") {
        assert!(std::time::Instant::now() < until, "no draft is kept");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let said = play(&home, "is:draft", "q\n");
    assert!(said.contains("Half a thought"), "{said}");
}

#[cfg(unix)]
#[test]
fn the_editor_gets_a_private_file_that_is_gone_afterwards() {
    let home = Home::with_deck();
    let script = home.write("ed.sh", "stat -c %a \"$1\" > mode; printf 'Not quite.' > \"$1\"\n");
    let mut command = home.command(&["review", "--plain"].map(OsStr::new));
    command.env("EDITOR", format!("sh '{}'", script.display()));
    command.env("PATH", std::env::var("PATH").unwrap());
    let ran = crate::cli::fed(&mut command, "e\n.\n\n1\nq\n");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(home.read("mode").trim(), "600", "{}", ran.out);
    assert!(home.journal().contains("Not quite."));
    let left = all_below(&home.path("data"));
    let left: Vec<_> =
        left.iter().filter(|path| path.to_string_lossy().contains("editing")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[cfg(unix)]
#[test]
fn it_works_on_a_terminal_that_can_nothing() {
    use crate::pty::Play;
    use portable_pty::CommandBuilder;
    let home = Home::with_deck();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_greenroom"));
    command.args(["review", "--plain", "deck:manual-exploratory"]);
    let mut play = Play::of(command, &home, &[("TERM", "dumb")]);
    play.see("Answer: write it by lines");
    play.keys(&format!("{ANSWER}\n.\n"));
    play.see("Score: 100 percent.");
    play.keys("\n4\n");
    play.see("Rated: easy.");
    // End of input, as a terminal has it.
    play.keys("\u{4}");
    assert_eq!(play.ended(), 0);
    assert!(!play.raw().contains(&0x1b), "no escape sequence");
}
