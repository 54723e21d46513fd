//! Ways of being left: signals, terminals that go away, faults.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::cli::Home;
use crate::pty::Play;

#[test]
fn a_terminal_that_is_closed_takes_no_words_along() {
    let home = Home::with_deck();
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_greenroom"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("GREENROOM_DATA_DIR", home.path("data"));
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut output = pty.master.try_clone_reader().unwrap();
    let mut keys = pty.master.take_writer().unwrap();
    let mut parser = vt100::Parser::default();
    for (text, typed) in
        [("What did you", "a"), ("Write as you would", "Half a thought"), ("3 words", "")]
    {
        let mut bytes = [0; 4096];
        while !parser.screen().contents().contains(text) {
            let n = output.read(&mut bytes).unwrap();
            parser.process(&bytes[..n]);
        }
        keys.write_all(typed.as_bytes()).unwrap();
    }
    let until = Instant::now() + Duration::from_secs(20);
    while !home.drafts().contains("Half a thought") {
        assert!(Instant::now() < until, "no draft is kept");
        thread::sleep(Duration::from_millis(10));
    }
    drop((output, keys, pty.master));
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > until {
            child.kill().unwrap();
            panic!("it goes on without a terminal");
        }
        thread::sleep(Duration::from_millis(10));
    }
    // By the signal, or because the terminal can no longer be drawn on, whichever comes first.
    let code = child.wait().unwrap().exit_code();
    assert!([129, 2].contains(&code), "{code}");
    let again = Play::start(&home);
    again.see("1 draft");
}

#[test]
fn a_paste_that_never_ends_does_not_keep_it_from_ending() {
    let home = Home::with_deck();
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play.keys("Half a thought");
    play.until_outside("the draft on disk", || home.drafts().contains("Half a thought"));
    play.keys("\u{1b}[200~and a paste that");
    thread::sleep(Duration::from_millis(100));
    play.signal("TERM");
    play.ends(143);
    let again = Play::start(&home);
    again.see("1 draft");
}

#[test]
fn a_fault_gives_the_terminal_back_and_leaves_a_report_without_the_answer() {
    let home = Home::with_deck();
    let mut play = Play::with(&home, &[("GREENROOM_TEST_PANIC", "zzz")]);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play.keys("My secret story.");
    play.see("3 words");
    play.until_outside("the draft on disk", || home.drafts().contains("My secret story."));
    play.keys(" zzz!");
    play.ends(101);
    play.see("a fault of the program at");
    let raw = String::from_utf8_lossy(&play.raw()).into_owned();
    let after = raw.rsplit_once("\u{1b}[?1049l").unwrap().1.to_owned();
    assert!(after.contains("event_loop.rs") && !after.contains("secret"), "{after}");
    let report = fs::read_dir(home.path("data")).unwrap().map(|file| file.unwrap().path());
    let reports: Vec<_> = report.filter(|path| path.to_string_lossy().contains("crash-")).collect();
    let [report] = &*reports else { panic!("{reports:?}") };
    let text = fs::read_to_string(report).unwrap();
    assert!(!text.contains("secret") && !text.contains("zzz"), "{text}");
    for part in
        [concat!("greenroom ", env!("CARGO_PKG_VERSION")), "event_loop.rs", "screen: Answer"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(fs::metadata(report).unwrap().permissions().mode() & 0o777, 0o600);
    // What was kept before is there.
    let again = Play::start(&home);
    again.see("1 draft");
}

#[test]
fn output_that_nobody_reads_is_no_fault() {
    let home = Home::with_deck();
    for args in ["list", "show escape", "keys", "man", "stats --json", "review --plain"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
        command.env("GREENROOM_DATA_DIR", home.path("data")).args(args.split(' '));
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!((ended.status.code(), &*said), (Some(0), ""), "{args}");
    }
}

#[test]
fn what_goes_to_a_file_has_no_colours_and_screens_say_what_to_do_instead() {
    let home = Home::with_deck();
    for (args, code) in [("list", 0), ("show escape", 0), ("stats", 0), ("review", 2), ("", 2)] {
        let file = fs::File::create(home.path("out")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
        command.env("GREENROOM_DATA_DIR", home.path("data")).args(args.split_whitespace());
        let ended = command.stdin(Stdio::null()).stdout(file).output().unwrap();
        assert_eq!(ended.status.code(), Some(code), "{args}");
        assert!(!home.read("out").contains('\u{1b}'), "{args}");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(said.contains("review --plain"), code == 2, "{args}: {said}");
    }
}
