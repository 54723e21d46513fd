//! Files that are not quite TOML, JSON or UTF-8, and characters that have no business in them.

use super::super::*;
use super::{DECK, check, check_as, ids, json, many, only_card, warns, with};

#[test]
fn a_slip_in_one_card_costs_only_that_card() {
    let broken = |old: &str, new: &str, expected: &str| {
        let text = many(3);
        let second = text.find("id = \"c2\"").unwrap();
        let (before, after) = text.split_at(second);
        assert!(after.contains(old), "{old}");
        check(&(before.to_owned() + &after.replacen(old, new, 1)), expected, &["c1", "c3"]);
    };
    broken(
        "\"mid\"",
        "mid",
        "31:9: error: card `c2`: not TOML: string values must be quoted, expected literal string",
    );
    broken(
        "\"Why?\"",
        "\"Why?",
        "30:17: error: card `c2`: not TOML: invalid basic string, expected `\"`",
    );
    broken(
        "\nLong\n\"\"\"",
        "\nLong",
        "35:10: error: card `c2`: not TOML: invalid multi-line basic string, expected `\"`",
    );
    broken(
        "\"two\"]",
        "\"two\"",
        "32:21: error: card `c2`: not TOML: missing comma between array elements, expected `,`",
    );
    broken("level", "level = \"mid\"\nlevel", "32:1: error: card `c2`: not TOML: duplicate key");
    broken("Why", "W\u{1b}hy", "30:14: error: card `c2`: not TOML: U+001B may not stand here");
    broken(
        "question = ",
        "question ",
        "30:10: error: card `c2`: not TOML: key with no value, expected `=`",
    );
    broken("level = \"mid\"", "level =", "31:8: error: card `c2`: not TOML: a value is missing");
}

#[test]
fn a_left_out_card_keeps_its_number() {
    let text = many(3).replacen("level = \"mid\"", "level = mid", 1);
    let deck = parse("d", text.as_bytes(), Format::Toml).deck.unwrap();
    let places: Vec<_> = deck.cards.iter().map(|card| (card.number, card.line)).collect();
    assert_eq!(places, [(2, 28), (3, 53)]);
}

#[test]
fn a_slip_before_the_first_card_costs_no_card() {
    check(
        &with("\"D\"", "D"),
        "2:9: error: not TOML: string values must be quoted, expected literal string",
        &["a"],
    );
    check(&with("\"d\"", ""), "1:6: error: not TOML: a value is missing", &["a"]);
    check(&with("[[card]]", "card = []\n[[card]]"), "4:3: error: not TOML: duplicate key", &["a"]);
    check(&with("[[card]]", "[card]"), "3:1: error: `card` must be a list, not a table", &[]);
}

#[test]
fn json_that_is_not_json_says_where() {
    let bad = |text: &str, expected: &str| check_as(Format::Json, text, expected, &[]);
    bad("", "1:1: error: not JSON: EOF while parsing a value");
    bad("{\n\"é\": tru }", "2:9: error: not JSON: expected ident");
    bad("[]", "1:1: error: the deck must be a table, not a list");
    let card = json(DECK).replace("\"a\"", "\"a\\ud800\"");
    let what = parse("d", card.as_bytes(), Format::Json).problems.remove(0).what;
    assert_eq!(what, "`id` must be text, not text with half a \\u pair");
    let number = parse("d", b"{\"id\": \"d\", \"title\": \"D\", \"card\": [5]}", Format::Json);
    assert_eq!(number.problems[0].what, "the card must be a table, not a number");
}

#[test]
fn json_keys_stand_once() {
    let twice = json(DECK).replacen("\"id\": \"a\"", "\"id\": \"a\", \"id\": \"b\"", 1);
    let parsed = parse("d", twice.as_bytes(), Format::Json);
    assert_eq!(parsed.problems[0].what, "`id` is there twice");
    assert_eq!(ids(&parsed).len(), 0);
}

#[test]
fn unsafe_characters_are_removed_and_told() {
    warns(
        "\"X\"",
        "\"X\\u001b[2J\\u202e\"",
        "18:11: warning: card `a`: criterion `x`: `title` contains U+001B, U+202E, which is removed",
    );
    warns(
        "Long",
        "Lo\u{9b}ng",
        "11:3: warning: card `a`: `detail` contains U+009B, which is removed",
    );
    let card = only_card(&with("Long", "\\ta\\r\\nb\\rc"));
    assert_eq!(card.detail, "    a\nbc");
}

#[test]
fn any_common_file_is_read() {
    let check = |text: &[u8], expected: &[&str]| {
        let parsed = parse("d", text, Format::Toml);
        let what: Vec<_> = parsed
            .problems
            .iter()
            .map(|p| format!("{}:{}: {}", p.line, p.column, p.what))
            .collect();
        assert_eq!(what, expected);
        assert_eq!(ids(&parsed), ["a"]);
    };
    check(DECK.replace('\n', "\r\n").as_bytes(), &[]);
    check(format!("\u{feff}{DECK}").as_bytes(), &[]);
    let latin1: Vec<u8> =
        with("This.", "Pr#fung.").bytes().map(|b| if b == b'#' { 0xfc } else { b }).collect();
    let what = "the text is not UTF-8 from here on; what cannot be read is shown as `\u{fffd}`";
    check(&latin1, &[&format!("13:16: {what}")]);
}
