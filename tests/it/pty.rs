//! The real program in a real pseudo-terminal. Waits for what is seen, never for time to pass.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{Color, Parser, Screen};

use crate::cli::{ANSWER, Home};

/// A test that takes longer has failed.
const LIMIT: Duration = Duration::from_secs(20);

/// What the program has written so far, and what it looks like.
pub(crate) struct Seen {
    pub(crate) parser: Parser,
    raw: Vec<u8>,
    /// How much of it the screen shows: a drawing is looked at when it is whole.
    shown: usize,
    /// How often it looked different.
    changes: usize,
    /// Nothing more will come.
    pub(crate) over: bool,
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        const BEGIN: &[u8] = b"\x1b[?2026h";
        const END: &[u8] = b"\x1b[?2026l";
        self.raw.extend(bytes);
        let rest = &self.raw[self.shown..];
        let last = |mark: &[u8]| rest.windows(mark.len()).rposition(|there| there == mark);
        let half = |length: &usize| rest.ends_with(&BEGIN[..*length]);
        let whole = match (last(BEGIN), last(END)) {
            (Some(begun), ended) if ended.is_none_or(|ended| ended < begun) => begun,
            _ => rest.len() - (1..BEGIN.len()).rev().find(half).unwrap_or(0),
        };
        if whole > 0 {
            self.parser.process(&rest[..whole]);
            self.shown += whole;
            self.changes += 1;
        }
    }
}

/// The program on a terminal.
pub(crate) struct Play {
    master: Box<dyn MasterPty + Send>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    pub(crate) seen: Arc<(Mutex<Seen>, Condvar)>,
    until: Instant,
}

impl Play {
    pub(crate) fn start(home: &Home) -> Self {
        Self::with(home, &[])
    }

    pub(crate) fn with(home: &Home, vars: &[(&str, &str)]) -> Self {
        Self::run(home, &[], vars)
    }

    fn run(home: &Home, args: &[&str], vars: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_greenroom"));
        command.args(args);
        Self::of(command, home, vars)
    }

    /// The program, started by a shell after this command of its own.
    pub(crate) fn after(home: &Home, before: &str) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", &format!("{before}; exec '{}'", env!("CARGO_BIN_EXE_greenroom"))]);
        Self::of(command, home, &[])
    }

    /// Another program that will start ours.
    pub(crate) fn of(mut command: CommandBuilder, home: &Home, vars: &[(&str, &str)]) -> Self {
        let pty = native_pty_system().openpty(size(80, 24)).unwrap();
        command.env_clear();
        command.cwd(home.path(""));
        let path = std::env::var("PATH").unwrap_or_default();
        let data = home.path("data").display().to_string();
        let place = home.path("").display().to_string();
        let own = [
            ("PATH", &*path),
            ("HOME", &*place),
            ("TERM", "xterm-256color"),
            ("GREENROOM_DATA_DIR", &*data),
        ];
        for (name, value) in own.iter().chain(vars) {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).unwrap();
        let seen =
            Seen { parser: Parser::default(), raw: Vec::new(), shown: 0, changes: 0, over: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let keys = Arc::new(Mutex::new(pty.master.take_writer().unwrap()));
        let mut output = pty.master.try_clone_reader().unwrap();
        thread::spawn({
            let seen = Arc::clone(&seen);
            move || {
                let mut bytes = [0; 4096];
                while let Ok(n @ 1..) = output.read(&mut bytes) {
                    let Ok(mut now) = seen.0.lock() else { return };
                    now.take(&bytes[..n]);
                    seen.1.notify_all();
                }
                if let Ok(mut now) = seen.0.lock() {
                    now.over = true;
                    seen.1.notify_all();
                }
            }
        });
        let master = pty.master;
        Self { master, child, keys, seen, until: Instant::now() + LIMIT }
    }

    pub(crate) fn keys(&self, keys: &str) {
        let mut writer = self.keys.lock().unwrap();
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).unwrap();
    }

    /// The same for a program that may have been killed meanwhile.
    pub(crate) fn keys_if_alive(&self, keys: &str) {
        let mut writer = self.keys.lock().unwrap();
        let _ = writer.write_all(keys.as_bytes()).and_then(|()| writer.flush());
    }

    /// Waits until the screen is so.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, is_so: impl Fn(&Screen) -> bool) {
        let (seen, changed) = &*self.seen;
        let left = self.until.saturating_duration_since(Instant::now());
        let wait = |seen: &mut Seen| !is_so(seen.parser.screen());
        let (seen, _) = changed.wait_timeout_while(seen.lock().unwrap(), left, wait).unwrap();
        let screen = seen.parser.screen();
        assert!(is_so(screen), "waited for {what}; there was\n{}", screen.contents());
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub(crate) fn see(&self, text: &str) {
        self.until(&format!("{text:?}"), |screen| screen.contents().contains(text));
    }

    /// Whether a text is on the screen now.
    fn sees(&self, text: &str) -> bool {
        self.seen.0.lock().unwrap().parser.screen().contents().contains(text)
    }

    /// Waits until something outside the screen is so.
    #[track_caller]
    pub(crate) fn until_outside(&self, what: &str, is_so: impl Fn() -> bool) {
        while !is_so() {
            assert!(Instant::now() < self.until, "waited for {what}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Everything that it has written so far.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().raw.clone()
    }

    pub(crate) fn signal(&self, name: &str) {
        signal(self.child.process_id().unwrap(), name);
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.seen
            .0
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// What was written since the screen was given back.
    pub(crate) fn afterwards(&self) -> String {
        let raw = String::from_utf8_lossy(&self.seen.0.lock().unwrap().raw).into_owned();
        raw.rsplit_once("\u{1b}[?1049l").map(|(_, rest)| rest.to_owned()).unwrap_or_default()
    }

    /// Waits for the end; the exit code.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> u32 {
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < self.until, "it does not end");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for the end with this exit code, the terminal given back.
    #[track_caller]
    pub(crate) fn ends(&mut self, code: u32) {
        assert_eq!(self.ended(), code);
        self.until("the screen as it was", |s| {
            !s.alternate_screen() && !s.hide_cursor() && !s.bracketed_paste()
        });
        let raw = String::from_utf8_lossy(&self.seen.0.lock().unwrap().raw).into_owned();
        // Alternate screen, pasting in brackets, word of the window's focus, the mouse.
        let modes = [
            ("?1049", 'l'),
            ("?2004", 'l'),
            ("?1004", 'l'),
            ("?1000", 'l'),
            ("?1006", 'l'),
            ("?25", 'h'),
        ];
        for (mode, off) in modes {
            let change = raw.rsplit_once(&format!("\u{1b}[{mode}")).map(|(_, rest)| rest);
            assert!(
                change.is_some_and(|rest| rest.starts_with(off)),
                "the last {mode} is not {off}"
            );
        }
    }
}

impl Drop for Play {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to a process.
pub(crate) fn signal(id: u32, name: &str) {
    let args = [format!("-{name}"), id.to_string()];
    assert!(Command::new("kill").args(args).status().unwrap().success());
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

#[test]
fn it_starts_and_quits_with_the_terminal_as_it_was() {
    let home = Home::with_deck();
    let mut play = Play::start(&home);
    play.see("What did you change");
    let raw_mode = play.master.get_termios();
    play.until("another screen", |screen| screen.alternate_screen() && screen.bracketed_paste());
    play.keys("q");
    play.ends(0);
    let fresh = native_pty_system().openpty(size(80, 24)).unwrap().master.get_termios();
    let after = play.master.get_termios();
    assert!(after.is_some() && after == fresh, "as a terminal is before anything ran in it");
    assert!(raw_mode != fresh);
}

#[test]
fn the_mouse_is_listened_to_but_for_its_movements() {
    let home = Home::with_deck();
    let mut play = Play::start(&home);
    play.see("Welcome");
    play.keys("g");
    play.until("no welcome", |screen| !screen.contents().contains("Welcome"));
    let raw = String::from_utf8_lossy(&play.seen.0.lock().unwrap().raw).into_owned();
    assert!(raw.contains("\u{1b}[?1000h") && raw.contains("\u{1b}[?1006h"));
    for movements in ["?1002h", "?1003h"] {
        assert!(!raw.contains(movements), "a terminal may select text while shift is held");
    }
    // Pressed and let go on the first card of the list.
    play.keys("\u{1b}[<0;40;4M\u{1b}[<0;40;4m");
    play.see("space shows");
    play.keys("q");
    play.see("review");
    play.keys("q");
    play.ends(0);
}

#[test]
fn the_mouse_is_let_go_and_taken_again_with_the_settings() {
    let home = Home::with_deck();
    let mut play = Play::start(&home);
    play.see("q quit");
    let said = |play: &Play, what: &[u8]| {
        let raw = play.raw();
        raw.windows(what.len()).filter(|there| *there == what).count()
    };
    assert_eq!(said(&play, b"\x1b[?1000l"), 0);
    for (settings, on, off) in [("mouse = false", 1, 1), ("mouse = true", 2, 1)] {
        home.write("data/config.toml", settings);
        play.keys("g\x1b[15~");
        play.see("Settings read again");
        assert_eq!(said(&play, b"\x1b[?1000h"), on);
        assert_eq!(said(&play, b"\x1b[?1000l"), off);
        // Another word in that place, so that the next one is waited for.
        play.keys("\x1bOQ");
        play.see("Theme:");
    }
    play.keys("q");
    play.ends(0);
    assert_eq!(said(&play, b"\x1b[?1000l"), 2);
}

#[test]
fn an_answer_and_its_rating_are_there_after_a_restart() {
    let home = Home::with_deck();
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play.keys(ANSWER);
    play.see("Rubric · 1 of 1");
    play.keys("\u{13}");
    play.see("1 of 1 criteria met");
    play.keys("\r");
    play.see("1 attempt");
    play.keys("q");
    play.ends(0);
    let stats = home.run("stats").out;
    for row in ["attempts                1\n", "reviews                 1 (1 today)\n"] {
        assert!(stats.contains(row), "{stats}");
    }
    let mut again = Play::start(&home);
    again.see("1 attempt");
    again.keys("q");
    again.ends(0);
}

/// Types a draft, ends the program by `how`, starts it again: the draft is there.
#[track_caller]
fn check_draft(how: impl FnOnce(&mut Play, &Home)) {
    let home = Home::with_deck();
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play.keys("Half a thought");
    play.see("3 words");
    how(&mut play, &home);
    let mut again = Play::start(&home);
    again.see("1 draft");
    again.keys("a");
    again.see("Your draft is back");
    again.see("Half a thought");
    again.keys("\u{1b}");
    again.see("1 draft");
    again.keys("q");
    again.ends(0);
}

#[test]
fn every_way_out_keeps_the_draft_and_gives_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        check_draft(|play, _| {
            play.signal(signal);
            play.ends(code);
        });
    }
    check_draft(|play, _| {
        play.keys("\u{3}");
        play.ends(0);
    });
}

#[test]
fn a_draft_is_safe_within_a_second_of_the_typing() {
    check_draft(|play, home| {
        let typed = Instant::now();
        play.until_outside("the draft on disk", || home.drafts().contains("Half a thought"));
        // A second is meant; the rest is for a busy machine.
        assert!(typed.elapsed() < Duration::from_secs(3), "{:?}", typed.elapsed());
        play.signal("KILL");
        play.ended();
    });
}

#[test]
fn a_window_too_small_says_so_and_recovers_and_no_colour_means_none() {
    let home = Home::with_deck();
    let mut play = Play::with(&home, &[("NO_COLOR", "1")]);
    play.see("What did you change");
    play.resize(20, 5);
    play.see("greenroom needs");
    play.resize(100, 30);
    play.see("What did you change");
    {
        let seen = play.seen.0.lock().unwrap();
        let screen = seen.parser.screen();
        let cells = (0..30).flat_map(|row| (0..100).filter_map(move |col| screen.cell(row, col)));
        for cell in cells {
            assert_eq!((cell.fgcolor(), cell.bgcolor()), (Color::Default, Color::Default));
        }
    }
    play.keys("q");
    play.ends(0);
}

/// User and system time of a process so far, in clock ticks.
#[cfg(target_os = "linux")]
fn ticks(id: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn doing_nothing_costs_nothing() {
    let home = Home::with_deck();
    let mut play = Play::start(&home);
    play.see("What did you change");
    let id = play.child.process_id().unwrap();
    let look = || (ticks(id), play.seen.0.lock().unwrap().changes);
    // The first screen may still be under way; two seconds like each other will do.
    play.until_outside("two idle seconds", || {
        let before = look();
        thread::sleep(Duration::from_secs(2));
        look() == before
    });
    play.keys("q");
    play.ends(0);
}

#[test]
fn a_long_paste_is_quick_and_one_step_of_undo() {
    let home = Home::with_deck();
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    let pasted = Instant::now();
    play.keys(&format!("\u{1b}[200~{}\u{1b}[201~", "pasted ".repeat(200 * 1024 / 7)));
    play.see("An answer ends at 100 KB");
    play.see("words");
    let took = pasted.elapsed();
    assert!(took < Duration::from_secs(5), "{took:?}");
    play.keys("\u{15}");
    play.see("Write as you would say it");
    play.keys("\u{3}");
    play.ends(0);
}

#[test]
fn the_editor_has_the_terminal_and_what_it_changed_is_shown() {
    let home = Home::with_deck();
    let script = "printf 'the editor is open\\n'; read -r line; \
                  sed 's/after a bug escaped/since last year/' \"$1\" > \"$1.new\"; \
                  mv \"$1.new\" \"$1\"";
    let script = home.write("my editor.sh", script).display().to_string();
    let mut play = Play::with(&home, &[("EDITOR", &format!("sh '{script}'"))]);
    play.keys("g");
    play.see("after a bug escaped?");
    play.keys("e");
    play.see("the editor is open");
    play.until("the screen as it was", |s| !s.alternate_screen() && !s.bracketed_paste());
    play.keys("\n");
    play.see("Decks read again");
    play.see("since last year?");
    play.until("our screen again", |s| s.alternate_screen() && s.bracketed_paste());
    play.keys("q");
    play.ends(0);
    assert!(home.read("data/decks/one.toml").contains("since last year"));
}

/// Two cards that ask nothing further, so that a round of them is known beforehand.
const TWO: &str = r#"
[[card]]
id = "retest"
question = "How do you retest?"
level = "mid"
tags = ["post-incident"]
minutes = 1
short_answer = "On the build that holds the fix."
detail = "And around it."
looks_for = "The build."
pitfall = "On my machine."
"#;

#[test]
fn a_mock_round_is_debriefed_as_it_was_typed() {
    let home = Home::with_deck();
    let deck = home.read("data/decks/one.toml");
    home.write("data/decks/one.toml", &format!("{deck}{TWO}"));
    let args = ["mock", "deck:manual-exploratory", "--questions", "3", "--minutes", "1.5"];
    let mut play = Play::run(&home, &args, &[]);
    play.see("Only 2 cards can be drawn, not 3");
    play.see("1:30 each");
    play.keys("\r");
    // Which comes first is drawn by the moment.
    let mut expect = Vec::new();
    for number in 1..=2 {
        // Until the list of both is gone, both are there.
        let (title, asked) = (format!("Question {number} of 2"), "What did you change");
        play.until("a question", |screen| {
            let text = screen.contents();
            text.contains(&title) && text.contains(asked) != text.contains("How do you retest")
        });
        let is_escape = play.sees(asked);
        let (card, text) = if is_escape {
            ("escape", ANSWER)
        } else {
            ("retest", "On a “new” build, with\nnotes.")
        };
        play.keys(&format!("\u{1b}[200~{text}\u{1b}[201~"));
        play.see(text.split('\n').next_back().unwrap());
        play.keys("\u{13}");
        expect.push((format!("manual-exploratory/{card}"), text, if is_escape { 100 } else { 0 }));
    }
    play.see("2 questions, 2 answered, mean score 100 %");
    play.keys("\r");
    play.see("1 card rated");
    play.keys("q");
    play.ends(0);

    let json: serde_json::Value = serde_json::from_str(&home.run("debrief --json").out).unwrap();
    assert_eq!((&json["v"], &json["aborted"]), (&1.into(), &false.into()));
    assert_eq!(json["target_ms"], 180_000);
    for (question, (card, text, score)) in json["questions"].as_array().unwrap().iter().zip(expect)
    {
        let answer = &question["answer"];
        assert_eq!(question["card"], card.as_str());
        assert_eq!((&answer["text"], &answer["score"]), (&text.into(), &score.into()));
        assert_eq!(answer["follow_up"], serde_json::Value::Null);
        if score == 100 {
            assert_eq!(answer["best_sentence"], ANSWER);
            assert_eq!(answer["criteria"][0]["verdict"], "met");
        }
    }
    let markdown = home.run("debrief --markdown").out;
    assert!(
        markdown.contains("- [x] Proves it\n") && markdown.contains("> notes.\n"),
        "{markdown}"
    );
    let plain = home.run("debrief").out;
    assert!(plain.contains("met      Proves it\n"), "{plain}");
    let list = home.run("debrief --list").out;
    assert!(list.contains("100 %  2 of 2 answered"), "{list}");
    let name = list.split_whitespace().next().unwrap();
    assert_eq!(home.run(&format!("debrief {name}")).out, plain);
    let none = home.run("debrief zzz");
    assert!(none.code == Some(2) && none.err.contains("debrief --list"), "{}", none.err);
}

#[test]
fn the_dictation_program_has_the_terminal_and_its_words_come_in() {
    let home = Home::with_deck();
    let script = "printf 'speak now\\n' >&2; read -r line; echo \"I said $line today.\"";
    let script = home.write("my listener.sh", script).display().to_string();
    home.write("data/config.toml", &format!("[speech]\ncommand = \"sh '{script}'\"\n"));
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play.keys("\u{12}");
    play.see("speak now");
    play.until("the screen as it was", |s| !s.alternate_screen());
    play.keys("something\n");
    play.see("I said something today.");
    play.until("our screen again", |s| s.alternate_screen() && s.bracketed_paste());
    play.keys("\u{1b}");
    play.see("1 draft");
    play.keys("q");
    play.ends(0);
}

#[test]
fn a_second_opinion_is_asked_for_beside_the_drawing_and_ends_with_the_program() {
    let home = Home::with_deck();
    // The first time it says something, then it sleeps.
    let script = "cat > question; echo complaint >&2\n\
        if [ -e pid ]; then echo $$ > pid; exec sleep 600; fi\n\
        echo $$ > pid; echo '{\"remark\":\"Try a \\u001b[31mshorter\\u001b[0m one.\"}'";
    let script = home.write("my judge.sh", script).display().to_string();
    home.write("data/config.toml", &format!("[judge]\ncommand = \"sh '{script}'\"\n"));
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play.keys(ANSWER);
    play.see("Rubric · 1 of 1");
    play.keys("\u{13}");
    play.see("1 of 1 criteria met");
    play.keys("o");
    play.see("Second opinion: a remark, no verdict");
    play.keys("G");
    play.see("Try a shorter one.");
    let question = fs::read_to_string(home.path("question")).unwrap();
    assert!(question.starts_with("{\"v\":1,\"question\":\"") && question.contains(ANSWER));
    assert!(!play.sees("complaint"));
    let first = fs::read_to_string(home.path("pid")).unwrap();
    play.keys("o");
    let pid = || fs::read_to_string(home.path("pid")).unwrap();
    play.until_outside("another process", || pid().ends_with('\n') && pid() != first);
    let sleeps = || {
        let asked = Command::new("kill").args(["-0", pid().trim()]).stderr(Stdio::null()).status();
        asked.unwrap().success()
    };
    assert!(sleeps());
    play.keys("\u{3}");
    play.ends(0);
    play.until_outside("its end", || !sleeps());
}
