//! What holds of any text, however damaged or large.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::node::Key;
use super::super::read_toml::{Entries, by_card, whole};
use super::super::*;
use super::{check, json, many, only_card, with};

#[test]
fn sizes_are_bounded() {
    let huge = parse("d", &vec![b' '; 50 * 1024 * 1024], Format::Toml);
    assert!(huge.deck.is_none());
    assert_eq!(huge.problems[0].what, "the file has 50 MiB; a deck has at most 16");
    let field = |len: usize| with("Short.", &"x".repeat(len));
    check(&field(MAX_FIELD_BYTES), "", &["a"]);
    check(
        &field(MAX_FIELD_BYTES + 1),
        "9:16: error: card `a`: `short_answer` has 102401 bytes; a text has at most 102400",
        &[],
    );
    let many = parse("d", "[[card]]\n".repeat(2_000).as_bytes(), Format::Toml);
    assert_eq!(many.problems.len(), 1_001);
    assert_eq!(many.problems[1_000].what, "and 9002 more problems");
}

#[test]
fn depth_is_bounded() {
    for n in [20, 100, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"card\":[", "]}")] {
            let text = format!("{}1{}", open.repeat(n), close.repeat(n));
            parse("d", text.as_bytes(), Format::Json);
            parse("d", open.repeat(n).as_bytes(), Format::Json);
        }
        for (open, close) in [("[", "]"), ("{a=", "}")] {
            let text = format!("a = {}1{}", open.repeat(n), close.repeat(n));
            parse("d", text.as_bytes(), Format::Toml);
            parse("d", format!("[[card]]\n{text}").as_bytes(), Format::Toml);
        }
        let dots = "a.".repeat(n);
        for text in [format!("{dots}a = 1"), format!("[{dots}a]"), format!("[[{dots}a]]")] {
            parse("d", text.as_bytes(), Format::Toml);
        }
    }
}

/// What holds of every text: problems lie inside the file, and no text has an unsafe character.
fn holds(text: &[u8], format: Format) -> Result<(), TestCaseError> {
    let parsed = parse("d", text, format);
    let lines = text.split(|&b| b == b'\n').count();
    let mut before = (1, 1);
    for problem in &parsed.problems {
        prop_assert!(problem.line <= lines && problem.column >= 1, "{problem}");
        prop_assert!((problem.line, problem.column) >= before, "{problem}");
        prop_assert!(!problem.to_string().chars().any(is_unsafe), "{problem:?}");
        before = (problem.line, problem.column);
    }
    let Some(deck) = parsed.deck else { return Ok(()) };
    prop_assert!(crate::domain::id::is_slug(&deck.id) && !deck.title.is_empty());
    let mut texts = Vec::new();
    collect(serde_json::to_value(&deck).unwrap(), &mut texts);
    for text in texts {
        prop_assert!(!text.chars().any(|c| is_unsafe(c) || c == '\t'), "{text:?}");
    }
    Ok(())
}

/// What is read card by card, if anything, is what is read of the file as one.
fn reads_alike(text: &str) -> Result<(), TestCaseError> {
    let Some(by_card) = by_card(text) else { return Ok(()) };
    let whole = whole(text);
    prop_assert!(whole.is_ok(), "{text:?}");
    let shown = |root: Entries<'_>| -> BTreeMap<String, String> {
        let cards = |(key, node): (Key<'_>, Node<'_>)| match key.name.as_ref() {
            "card" => ("card".to_owned(), format!("{:?}", node.items())),
            name => (name.to_owned(), format!("{node:?}")),
        };
        root.into_iter().map(cards).collect()
    };
    prop_assert_eq!(shown(by_card), shown(whole.unwrap_or_default()));
    Ok(())
}

#[test]
fn a_deck_in_order_is_read_card_by_card() {
    assert!(by_card(&many(3)).is_some());
    for other in [
        "",
        "id = \"d\"",
        "[card]\nid = \"a\"",
        "card = []\n[[card]]",
        "x = \"\"\"\n[[card]]\n\"\"\"",
    ] {
        assert!(by_card(other).is_none(), "{other}");
    }
    let other = "[[card]]\nid = \"a\"\n[other]\nx = 1\n[[card]]";
    assert!(by_card(other).is_none() && whole(other).is_ok());
}

fn collect(value: serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => texts.push(text),
        serde_json::Value::Array(items) => items.into_iter().for_each(|v| collect(v, texts)),
        serde_json::Value::Object(map) => map.into_values().for_each(|v| collect(v, texts)),
        _ => {}
    }
}

/// A piece of a deck, some whole and some not.
fn piece() -> impl Strategy<Value = String> {
    let pieces = vec![
        "[[card]]",
        "[card]",
        "[[card.criteria]]",
        "id",
        "question",
        "level",
        "tags",
        "=",
        " ",
        "\n",
        "\"",
        "\"\"\"",
        "'''",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        "\"a\"",
        "5",
        "nan",
        "1e999",
        "\\u001b",
        "\u{1b}",
        "\u{202e}",
        "é",
        "\r",
        "#",
        "mid",
        "null",
        ":",
        "\\",
        "2026-01-01",
        "\u{feff}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..40).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_survived(text in proptest::collection::vec(any::<u8>(), 0..300)) {
        holds(&text, Format::Toml)?;
        holds(&text, Format::Json)?;
    }

    #[test]
    fn any_pieces_are_survived(text in piece()) {
        holds(text.as_bytes(), Format::Toml)?;
        holds(text.as_bytes(), Format::Json)?;
    }

    #[test]
    fn card_by_card_is_the_same_as_the_whole(
        news in proptest::collection::vec((0.0..1.0, piece()), 0..3),
        lines in proptest::collection::vec((0.0..1.0, 0usize..6), 0..3),
    ) {
        let mut text = many(3);
        for (at, new) in news {
            let at = (text.len() as f64 * at) as usize;
            if text.is_char_boundary(at) {
                text.insert_str(at, &new);
            }
        }
        for (at, new) in lines {
            let new = ["[[card]]", "[card]", "[[card.x]]", "[card.x]", "\"\"\"", "card = []"][new];
            let mut all: Vec<&str> = text.lines().collect();
            all.insert((all.len() as f64 * at) as usize, new);
            text = all.join("\n");
            reads_alike(&text)?;
        }
        reads_alike(&text)?;
    }

    #[test]
    fn a_torn_deck_is_survived(cut in 0.0..1.0) {
        for (text, format) in [(many(3), Format::Toml), (json(&many(3)), Format::Json)] {
            let end = (text.len() as f64 * cut) as usize;
            holds(&text.as_bytes()[..end], format)?;
        }
    }

    #[test]
    fn a_damaged_deck_is_survived(
        hits in proptest::collection::vec((0.0..1.0, any::<u8>()), 1..8),
        new in piece(),
        at in 0.0..1.0,
    ) {
        for (text, format) in [(many(3), Format::Toml), (json(&many(3)), Format::Json)] {
            let mut bytes = text.into_bytes();
            for (at, byte) in &hits {
                let at = (bytes.len() as f64 * at) as usize;
                bytes[at] = *byte;
            }
            holds(&bytes, format)?;
            let at = (bytes.len() as f64 * at) as usize;
            bytes.splice(at..at, new.bytes());
            holds(&bytes, format)?;
        }
    }

    #[test]
    fn a_text_keeps_all_that_is_safe(text in "\\PC{0,40}") {
        let quoted = serde_json::to_string(&text).unwrap();
        let card = only_card(&with("\"Short.\"", &quoted));
        prop_assert_eq!(card.short_answer, prose_of(&text));
    }
}

fn prose_of(text: &str) -> String {
    text.chars().filter(|&c| !is_unsafe(c)).collect::<String>().trim_end().to_owned()
}
