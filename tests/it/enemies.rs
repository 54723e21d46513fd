//! Decks as an enemy would write them, on every screen and through every command: nothing acts on
//! the terminal but the program itself, nothing takes for ever, nothing is written elsewhere. What is
//! as deep and as long as a deck may have it is tried by the long form.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::ffi::OsStr;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::cli::{Home, all_below, fed};
use crate::harness;
use crate::ways;

/// A command, or one key on a screen, may take so long. Two seconds are meant; the rest is for a busy
/// machine.
const LIMIT: Duration = Duration::from_secs(8);

/// Texts, and what each is.
fn texts(n: usize) -> Vec<(&'static str, String)> {
    let table = |columns: usize, rows: usize| {
        let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
        row("head") + &row("---") + &row("cell **b**").repeat(rows)
    };
    vec![
        ("colours", "\u{1b}[2J\u{1b}[31mred\u{1b}[0m\u{1b}[?1049l".to_owned()),
        ("clipboard", "\u{1b}]52;c;aGk=\u{7}copied".to_owned()),
        ("link", "\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\".to_owned()),
        ("c1", "a\u{9b}2J\u{9d}52;c;x\u{9c}\u{90}b\u{85}c".to_owned()),
        ("bidi", "\u{202e}gpj.exe\u{202c} \u{2066}x\u{2069} \u{200f}\u{061c}".to_owned()),
        ("controls", "a\u{0}\u{8}\u{7f}\u{c}\u{b}\r\u{e}z".to_owned()),
        ("nothing wide", "a".to_owned() + &"\u{200b}\u{2060}".repeat(n / 3)),
        ("marks", "a".to_owned() + &"\u{301}".repeat(n)),
        ("zalgo", "Z\u{0336}\u{0317}\u{0316}\u{0304}\u{030e}a\u{0323}\u{0301} ".repeat(n / 10)),
        ("many lines", "x\n".repeat(n)),
        ("quotes", "> ".repeat(n) + "x"),
        ("lists", "- ".repeat(n) + "x"),
        ("numbers", "1. ".repeat(n) + "x"),
        ("brackets", "[".repeat(n) + "x" + &"]".repeat(n)),
        ("links", "[a](".repeat(n / 5) + "x"),
        ("images", "![".repeat(n / 5)),
        ("stars", "*a **b ".repeat(n / 5)),
        ("ticks", "`a ``b ".repeat(n / 5)),
        ("tags", "<a href='".repeat(n / 5)),
        ("entities", "&#x1b;[31m&#155;&#8238;&amp;".to_owned()),
        ("wide table", table(200, 4)),
        ("long table", table(3, n / 25)),
        ("long word", "x".repeat(10 * n)),
        ("wide word", "\u{65e5}".repeat(n)),
        ("family", "\u{1f469}\u{200d}".repeat(n / 5)),
        ("expression", "(a+)+$ ^(([a-z])+.)+[A-Z]([a-z])+$ .*?\\p{L}{1000}".to_owned()),
        (
            "paths",
            "../../../etc/passwd /dev/null file:///etc C:\\x %s%n $(id) `id` ; rm".to_owned(),
        ),
    ]
}

/// A deck of one card, full of a text.
fn deck(text: &str) -> Value {
    let rules = |kind: &str| {
        let example = if text.trim().is_empty() { "none" } else { text };
        json!([{
            "id": "rule", "title": text, "description": text, "kind": kind,
            "examples": [example, "We tested it."], "counterexamples": [text]
        }])
    };
    json!({
        "id": "enemy", "title": text, "description": text, "language": "en",
        "card": [{
            "id": "card", "question": format!("Why? {text}"), "level": "mid", "tags": ["tag"],
            "short_answer": text, "detail": text, "looks_for": text, "pitfall": text,
            "follow_ups": [text], "model_answer": text, "sources": [text],
            "criteria": rules("proof"), "traps": rules("blame"),
            "answers": [{ "text": text, "met": ["rule", text], "traps": ["rule"] }],
        }]
    })
}

/// Claims that a text holds nothing that acts on a terminal.
#[track_caller]
fn harmless(what: &str, text: &str) {
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if let Some(at) = text.find(acts) {
        let near: String = text[at..].chars().take(20).collect();
        panic!("{what}: {near:?}");
    }
}

#[track_caller]
fn in_time(what: &str, begun: Instant, steps: usize) {
    let took = begun.elapsed() / steps as u32;
    if took > Duration::from_secs(1) {
        eprintln!("{what}: {took:?}");
    }
    assert!(took < LIMIT, "{what}: {took:?}");
}

/// Every command on a deck, and what is on standard output and standard error.
fn commands(name: &str, deck: &Value, answer: &str) {
    let home = Home::new();
    home.write("data/decks/enemy.json", &deck.to_string());
    let before = all_below(&home.path(""));
    let commands = "list deck:enemy,list deck:enemy --json,show enemy/card,show enemy/card --json,\
        score enemy/card,score enemy/card --json,check data/decks/enemy.json,\
        check data/decks/enemy.json --strict --json,stats deck:enemy,stats deck:enemy --json,\
        doctor --json";
    for args in commands.split(',') {
        let words: Vec<&OsStr> = args.split_whitespace().map(OsStr::new).collect();
        let begun = Instant::now();
        let ran = fed(&mut home.command(&words), answer);
        in_time(&format!("{name}: {args}"), begun, 1);
        harmless(&format!("{name}: {args}"), &ran.out);
        harmless(&format!("{name}: {args}, said"), &ran.err);
        assert!(ran.code.is_some_and(|code| code <= 2), "{name}: {args}: {}", ran.err);
    }
    assert_eq!(all_below(&home.path("")), before, "{name}");
    let begun = Instant::now();
    let script = format!("{}\n.\n{}3\n\n", answer.replace('\n', " "), "\n".repeat(9));
    let ran = home.fed("review --plain deck:enemy", &script);
    in_time(&format!("{name}: review --plain"), begun, 1);
    harmless(&format!("{name}: review --plain"), &ran.out);
    assert!(ran.out.lines().all(|line| line.width() <= 80), "{name}: a line is too wide");
    let new: Vec<_> =
        all_below(&home.path("")).into_iter().filter(|p| !before.contains(p)).collect();
    assert!(new.iter().all(|path| path.starts_with(home.path("data"))), "{name}: {new:?}");
}

/// What is done on a deck of one card; every screen is the last one of some of these.
const STEPS: &[&str] = &[
    "",
    "j",
    "/ 'wh' esc / 'x' enter esc",
    "/ 'x'",
    "tab j space j space tab tab",
    "enter space space space space space space space G pgup g",
    "a 'We tested it. In March it was 3 %.' pass:2s tab j x k",
    "a 'We tested it. In March it was 3 %.' pass:2s up left",
    "a 'We tested it.' ctrl-p 'c' down",
    "a 'We tested it.' ctrl-s G pgup g",
    "v space pass:9s",
    "v space pass:9s enter space j x pgdn",
    "i '9 20 min' enter pgdn",
    "m j right",
    "m enter 'We tested it.' pass:9s",
    "m enter 'We tested it.' ctrl-s ctrl-k pgdn",
    "m enter 'We tested it.' ctrl-s ctrl-k k enter G",
    "m enter 'We tested it.' esc",
    "a 'We tested it.' pass:9s ctrl-s 3 p G",
    "a 'We tested it.' pass:9s ctrl-s 3 p 2 j s G",
    "a 'We tested it.' pass:9s ctrl-s 3 p 3 s s s",
    "a 'We tested it.' pass:9s ctrl-s 3 p 4 G",
    "a 'We tested it.' pass:9s ctrl-s 3 p 5 G",
    "? G / 'x'",
    "? G",
    "! G",
    "e",
    "disk:full f ctrl-c",
];

/// Every screen on a deck, at some sizes; what is in each cell.
fn screens(name: &str, deck: &Value, sizes: &[(u16, u16)]) {
    let deck = toml::to_string(deck).unwrap();
    for (columns, rows) in sizes {
        for script in STEPS {
            let begun = Instant::now();
            let played = harness::Play::on(&deck).size(*columns, *rows).keys(script);
            in_time(
                &format!("{name}: {script} at {columns}x{rows}"),
                begun,
                script.split(' ').count(),
            );
            let screen = played.screen();
            harmless(&format!("{name}: {script}"), &screen);
            let cells = played.buffer.content();
            let most = cells.iter().map(|cell| cell.symbol().chars().count()).max();
            assert!(most <= Some(31), "{name}: {script}: {most:?} characters in a cell");
            for row in screen.lines() {
                assert!(row.width() <= usize::from(*columns), "{name}: {script}: {row:?}");
            }
        }
    }
}

#[test]
fn the_steps_lead_to_every_screen() {
    let deck = toml::to_string(&deck("x")).unwrap();
    ways::leave_nothing_out(STEPS.iter().map(|script| harness::Play::on(&deck).keys(script)));
}

fn check(n: usize) {
    for (name, text) in texts(n) {
        let deck = deck(&text);
        commands(name, &deck, "We tested it.");
        screens(name, &deck, &[(80, 24)]);
    }
}

#[test]
fn no_command_and_no_screen_is_led_astray() {
    check(500);
}

/// `cargo test --test it enemies -- --ignored --nocapture`
#[test]
#[ignore = "the long form: two minutes"]
fn no_command_and_no_screen_is_led_astray_at_full_length() {
    check(10_000);
}

#[test]
fn ids_tags_and_kinds_that_are_something_else_are_left_out_and_said() {
    let mut enemy = deck("x");
    enemy["id"] = json!("../../x");
    enemy["card"][0]["id"] = json!("../../../etc/passwd");
    enemy["card"][0]["tags"] = json!(["../../x", "\u{1b}[2J", "a b", "\u{202e}", "#", "x:y"]);
    commands("ids", &enemy, "We tested it.");
    screens("ids", &enemy, &[(80, 24)]);
    let mut enemy = deck("x");
    let one = enemy["card"][0]["criteria"][0].clone();
    let many: Vec<Value> = (0..10_000)
        .map(|n| {
            let mut one = one.clone();
            one["id"] = json!(format!("rule-{n}"));
            one
        })
        .collect();
    enemy["card"][0]["criteria"] = json!(many);
    commands("10,000 criteria", &enemy, "We tested it.");
    screens("10,000 criteria", &enemy, &[(80, 24)]);
}

/// The bytes that reach a real terminal are the program's own: letters, and sequences of its few kinds.
#[cfg(unix)]
#[test]
fn nothing_but_its_own_sequences_reaches_the_terminal() {
    let home = Home::new();
    for (n, (name, text)) in texts(500).into_iter().enumerate() {
        if ["colours", "clipboard", "link", "c1", "bidi", "controls", "entities"].contains(&name) {
            let mut deck = deck(&text);
            deck["id"] = json!(format!("enemy-{n}"));
            home.write(&format!("data/decks/enemy-{n}.json"), &deck.to_string());
        }
    }
    // Seven cards made ready for listening would take an unoptimised program its time.
    home.write("data/config.toml", "encoder = false");
    let mut play = crate::pty::Play::start(&home);
    play.see("q quit");
    for _ in 0..7 {
        play.keys("\r");
        play.see("space reveal");
        play.keys("       G");
        play.see("1 again");
        play.keys("\u{1b}");
        play.see("q quit");
        play.keys("a");
        play.see("ctrl-s submit");
        play.keys("We tested it.\u{13}");
        play.see("criteria met");
        play.keys("G\u{1b}");
        play.see("q quit");
        play.keys("j");
    }
    play.keys("!");
    play.see("close");
    play.keys("Gqq");
    play.ends(0);
    let raw = play.raw();
    own_sequences(&raw);
}

/// Claims that a stream holds text and: `CSI … m`, `H`, `J`, `K`, and the modes that the program sets.
#[cfg(unix)]
#[track_caller]
fn own_sequences(raw: &[u8]) {
    let text = String::from_utf8(raw.to_vec()).unwrap();
    let mut pieces = text.split('\u{1b}');
    harmless("before", &pieces.next().unwrap().replace('\r', ""));
    for piece in pieces {
        let body = piece.strip_prefix('[').unwrap_or_else(|| panic!("{:?}", first(piece)));
        let end = body.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        let (inner, rest) = body.split_at(end);
        let mode = [
            "?1049", "?2004", "?1004", "?25", "?2026", "?1000", "?1002", "?1003", "?1006", "?1015",
        ];
        let own = match rest.as_bytes()[0] {
            b'm' | b'H' | b'J' | b'K' => inner.bytes().all(|b| b.is_ascii_digit() || b == b';'),
            b'h' | b'l' => mode.contains(&inner),
            _ => false,
        };
        assert!(own, "{:?}", first(piece));
        harmless("a text", &rest[1..].replace('\r', ""));
    }
}

#[cfg(unix)]
fn first(text: &str) -> String {
    text.chars().take(30).collect()
}
