//! How the program behaves towards the terminal and the shell that it was started from.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

/// Ways of being left: signals, terminals that go away, faults.
mod leaving;
/// What typing costs: bytes, drawings, time.
mod typing;
/// Terminals and what lies between them and the program.
mod within;

use std::process::Command;

use portable_pty::CommandBuilder;

use crate::cli::Home;
use crate::pty::Play;

/// A shell with job control, at its prompt; none where the machine has no bash.
fn shell(home: &Home) -> Option<Play> {
    if Command::new("bash").arg("--version").output().is_err() {
        eprintln!("not tried: there is no bash on this machine");
        return None;
    }
    let mut bash = CommandBuilder::new("bash");
    bash.args(["--norc", "--noprofile", "-i"]);
    let play =
        Play::of(bash, home, &[("PS1", "ready> "), ("BIN", env!("CARGO_BIN_EXE_greenroom"))]);
    play.see("ready> ");
    Some(play)
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back_to_where_it_was() {
    let home = Home::with_deck();
    let Some(play) = shell(&home) else { return };
    play.keys("$BIN\r");
    play.see("What did you change");
    play.keys("a");
    play.see("ctrl-s submit");
    play.keys("Half a thought");
    play.see("Half a thought");
    play.keys("\u{1a}");
    play.see("Stopped");
    assert!(home.journal().contains("Half a thought"), "what was written is kept first");
    // The shell has a terminal that echoes lines.
    play.keys("echo still $((40 + 2))\r");
    play.see("still 42");
    play.keys("fg\r");
    play.see("Half a thought");
    play.keys(" goes on");
    play.see("Half a thought goes on");
    play.keys("\u{3}");
    play.see("ready> ");
}

#[test]
fn a_stop_from_elsewhere_restores_the_screen_too() {
    let home = Home::with_deck();
    let Some(play) = shell(&home) else { return };
    play.keys("$BIN\r");
    play.see("What did you change");
    // The program is the newest child of the shell.
    let shell = play.child.process_id().unwrap().to_string();
    let children = Command::new("pgrep").args(["-P", &shell]).output();
    let Ok(children) = children else { return eprintln!("not tried: there is no pgrep") };
    let child = String::from_utf8(children.stdout).unwrap();
    Command::new("kill").args(["-TSTP", child.trim()]).status().unwrap();
    play.see("Stopped");
    play.keys("fg\r");
    play.see("What did you change");
    play.keys("q");
    play.see("ready> ");
}

#[test]
fn without_a_shell_there_is_nothing_to_go_to() {
    let home = Home::with_deck();
    let play = Play::start(&home);
    play.see("What did you change");
    play.keys("\u{1a}");
    play.see("There is no shell to go to");
}
