//! Reads a script into the steps of a play.
//!
//! Does not play it. What is not a word of a script is a mistake of the test, so it panics.

use greenroom::app::key::{Code, Key};
use greenroom::app::mouse::Gesture;

/// One thing that happens to the program.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// A key by its name.
    Key(Key),
    /// One character of a text, which the next follows at once.
    Typed(Key),
    /// The mouse at the first place in the window where a text stands.
    MouseOn(Gesture, String),
    /// The mouse at a column and row.
    MouseAt(Gesture, (u16, u16)),
    /// A text from the clipboard.
    Paste(String),
    /// Milliseconds pass.
    Pass(u64),
    /// Milliseconds pass in which the program does not run.
    Stop(u64),
    /// The window gets another size.
    Resize(u16, u16),
    /// The window loses the focus.
    Blur,
    /// The program is told to end.
    Terminate,
    /// The window has the focus again.
    Focus,
    /// Every so manieth write fails from here on.
    FailsEach(usize),
    /// Nothing can be written elsewhere either.
    NoOtherPlace,
    /// Writing fails from here on, or works again.
    Disk {
        /// Whether it fails.
        full: bool,
    },
}

/// The steps of a script.
pub(super) fn read(script: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = script.trim_start();
    while !rest.is_empty() {
        let (word, quoted, tail) = word(rest);
        match (word, quoted) {
            ("", Some(text)) => steps.extend(text.chars().map(|c| Step::Typed(typed(c)))),
            ("click:", Some(text)) => steps.push(Step::MouseOn(Gesture::Click, text.to_owned())),
            ("wheel:", Some(text)) => {
                steps.push(Step::MouseOn(Gesture::WheelDown, text.to_owned()));
            }
            ("back:", Some(text)) => steps.push(Step::MouseOn(Gesture::WheelUp, text.to_owned())),
            ("paste:", Some(text)) => steps.push(Step::Paste(text.to_owned())),
            (word, None) => steps.push(step(word)),
            _ => panic!("`{word}` before a text, in {script}"),
        }
        rest = tail.trim_start();
    }
    steps
}

/// The first word, the text in quotation marks behind it, and the rest.
fn word(script: &str) -> (&str, Option<&str>, &str) {
    let end = script.find(char::is_whitespace).unwrap_or(script.len());
    match script.find('\'') {
        // A lone quotation mark is a key like any other.
        Some(at) if at < end && script[at + 1..].contains('\'') => {
            let (text, tail) = script[at + 1..].split_once('\'').unwrap();
            (&script[..at], Some(text), tail)
        }
        _ => (&script[..end], None, &script[end..]),
    }
}

fn typed(c: char) -> Key {
    Key::plain(if c == '\n' { Code::Enter } else { Code::Char(c) })
}

fn step(word: &str) -> Step {
    match word {
        "blur" => Step::Blur,
        "term" => Step::Terminate,
        "focus" => Step::Focus,
        "other:full" => Step::NoOtherPlace,
        "disk:full" => Step::Disk { full: true },
        "disk:free" => Step::Disk { full: false },
        "backtab" => Step::Key(Key { shift: true, ..Key::plain(Code::Tab) }),
        _ if word.starts_with("disk:") => Step::FailsEach(word["disk:".len()..].parse().unwrap()),
        _ if word.starts_with("pass:") => Step::Pass(ms(&word["pass:".len()..])),
        _ if word.starts_with("stop:") => Step::Stop(ms(&word["stop:".len()..])),
        _ if word.starts_with("click:") => mouse(Gesture::Click, &word["click:".len()..]),
        _ if word.starts_with("wheel:") => mouse(Gesture::WheelDown, &word["wheel:".len()..]),
        _ if word.starts_with("back:") => mouse(Gesture::WheelUp, &word["back:".len()..]),
        _ if word.starts_with("resize:") => {
            let (columns, rows) = word["resize:".len()..].split_once('x').unwrap();
            Step::Resize(columns.parse().unwrap(), rows.parse().unwrap())
        }
        _ => Step::Key(word.parse().unwrap()),
    }
}

fn mouse(gesture: Gesture, place: &str) -> Step {
    let (column, row) = place.split_once('x').unwrap();
    Step::MouseAt(gesture, (column.parse().unwrap(), row.parse().unwrap()))
}

fn ms(text: &str) -> u64 {
    let units = [("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
    let unit = units.iter().find_map(|(unit, ms)| Some((text.strip_suffix(unit)?, ms)));
    let (number, ms) = unit.unwrap_or((text, &1));
    number.parse::<u64>().unwrap() * ms
}

#[test]
fn a_script_is_keys_texts_and_time() {
    let key = |name: &str| Step::Key(name.parse().unwrap());
    let typed = |c| Step::Typed(typed(c));
    assert_eq!(read("j ctrl-s"), [key("j"), key("ctrl-s")]);
    assert_eq!(read("'a b' x"), [typed('a'), typed(' '), typed('b'), key("x")]);
    assert_eq!(read("paste:'a b'"), [Step::Paste("a b".to_owned())]);
    assert_eq!(read("pass:9 pass:2s pass:1d"), [9, 2_000, 86_400_000].map(Step::Pass));
    let on = Step::MouseOn(Gesture::Click, "a b".to_owned());
    assert_eq!(read("click:'a b' back:3x4"), [on, Step::MouseAt(Gesture::WheelUp, (3, 4))]);
    assert_eq!(read("resize:40x12 ' j"), [Step::Resize(40, 12), key("'"), key("j")]);
}
