//! Terminals and what lies between them and the program.

use std::process::Command;

use greenroom::shell::folder;
use portable_pty::CommandBuilder;

use crate::cli::Home;
use crate::pty::Play;

#[test]
fn where_nothing_can_be_drawn_the_line_mode_is_named() {
    let home = Home::with_deck();
    for term in ["dumb", ""] {
        for args in [&[][..], &["review"][..]] {
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_greenroom"));
            command.args(args);
            let mut play = Play::of(command, &home, &[("TERM", term)]);
            play.see("greenroom review --plain");
            assert_eq!(play.ended(), 2);
            assert!(!play.raw().contains(&0x1b), "no escape sequence");
        }
    }
}

#[test]
fn other_terminals_are_drawn_on_too() {
    for term in ["linux", "vt100", "screen", "tmux-256color", "xterm-kitty", "no-such-terminal"] {
        let home = Home::with_deck();
        let mut play = Play::with(&home, &[("TERM", term)]);
        play.see("What did you change");
        play.keys("q");
        play.ends(0);
    }
}

/// Starts the program within another, works a little and quits.
fn check(name: &str, version: &str, args: &[&str]) {
    if Command::new(name).arg(version).output().is_err() {
        return eprintln!("not tried: there is no {name} on this machine");
    }
    let home = Home::with_deck();
    let mut command = CommandBuilder::new(name);
    command.args(args);
    command.arg(env!("CARGO_BIN_EXE_greenroom"));
    let sockets = home.path("sockets");
    folder::create(&sockets).unwrap();
    let sockets = sockets.display().to_string();
    let vars = [("TMUX_TMPDIR", &*sockets), ("SCREENDIR", &*sockets), ("LC_ALL", "C.UTF-8")];
    let mut play = Play::of(command, &home, &vars);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play.keys("Half a thought");
    play.see("3 words");
    play.resize(100, 30);
    play.see("Half a thought");
    play.keys("\u{3}");
    play.ended();
    assert!(home.journal().contains("Half a thought"));
}

#[test]
fn within_tmux_it_starts_draws_and_quits() {
    check("tmux", "-V", &["-L", "greenroom", "-f", "/dev/null", "new-session"]);
}

#[test]
fn within_screen_it_starts_draws_and_quits() {
    check("screen", "-v", &["-c", "/dev/null"]);
}
