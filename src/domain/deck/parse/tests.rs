//! What a deck file must be, as a specification: texts and the problems they have.

mod slips;
mod survival;

use std::fmt::Write as _;

use super::*;
use crate::domain::deck::{Card, Kind, Level, TrapKind};

/// A deck without a fault. Its lines are counted by the tests.
const DECK: &str = r#"id = "d"
title = "D"
[[card]]
id = "a"
question = "Why?"
level = "mid"
tags = ["one", "two"]
minutes = 2.5
short_answer = "Short."
detail = """
Long
"""
looks_for = "This."
pitfall = "That."
follow_ups = ["And then?"]
[[card.criteria]]
id = "x"
title = "X"
description = "Does x."
kind = "proof"
examples = ["One.", "Two."]
weight = 2
[[card.traps]]
id = "y"
title = "Y"
kind = "vague"
examples = ["Some.", "Other."]
"#;

/// `n` cards like the one of [`DECK`], named c1, c2 and so on; each has 25 lines.
fn many(n: usize) -> String {
    let (head, card) = DECK.split_at(DECK.find("[[card]]").unwrap());
    let cards = (1..=n).map(|n| card.replace("id = \"a\"", &format!("id = \"c{n}\"")));
    head.to_owned() + &cards.collect::<String>()
}

fn json(toml: &str) -> String {
    serde_json::to_string_pretty(&toml::from_str::<toml::Value>(toml).unwrap()).unwrap()
}

fn ids(parsed: &Parsed) -> Vec<&str> {
    parsed.deck.iter().flat_map(|deck| &deck.cards).map(|card| card.id.card()).collect()
}

fn only_card(text: &str) -> Card {
    let deck = parse("decks/d.toml", text.as_bytes(), Format::Toml).deck.unwrap();
    assert_eq!(deck.cards.len(), 1, "{text}");
    Card::clone(&deck.cards[0])
}

/// The problems of `text`, one a line, without file and help, and the cards that are left.
#[track_caller]
fn check_as(format: Format, text: &str, expected: &str, cards: &[&str]) {
    let parsed = parse("decks/d", text.as_bytes(), format);
    let mut found = String::new();
    for problem in &parsed.problems {
        let shown = problem.to_string();
        let line = shown.lines().next().unwrap().strip_prefix("decks/d:").unwrap();
        writeln!(found, "{line}").unwrap();
    }
    let expected: Vec<_> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(found.lines().collect::<Vec<_>>(), expected, "in\n{text}");
    assert_eq!(ids(&parsed), cards, "in\n{text}");
}

#[track_caller]
fn check(text: &str, expected: &str, cards: &[&str]) {
    check_as(Format::Toml, text, expected, cards);
}

/// [`DECK`] with one thing changed.
#[track_caller]
fn with(old: &str, new: &str) -> String {
    assert!(DECK.contains(old), "{old}");
    DECK.replacen(old, new, 1)
}

/// A change that costs a warning, and not the card.
#[track_caller]
fn warns(old: &str, new: &str, expected: &str) {
    check(&with(old, new), expected, &["a"]);
}

/// A change that costs the card.
#[track_caller]
fn costs(old: &str, new: &str, expected: &str) {
    check(&with(old, new), expected, &[]);
}

#[test]
fn a_good_deck_is_read_whole() {
    check(DECK, "", &["a"]);
    let card = only_card(DECK);
    assert_eq!((card.id.as_str(), card.number, card.line), ("d/a", 1, 3));
    assert_eq!((card.question.as_str(), card.level), ("Why?", Level::Mid));
    assert_eq!((card.tags, card.minutes), (vec!["one".to_owned(), "two".to_owned()], 2.5));
    assert_eq!(card.detail, "Long");
    assert_eq!((card.criteria[0].kind, card.criteria[0].weight), (Some(Kind::Proof), 2));
    assert_eq!(card.traps[0].kind, Some(TrapKind::Vague));
}

#[test]
fn what_is_not_said_has_a_default() {
    let card = only_card(&with("minutes = 2.5\n", "").replace("weight = 2\n", ""));
    assert_eq!((card.minutes, card.criteria[0].weight), (2.0, 1));
    let deck = parse("d.toml", DECK.as_bytes(), Format::Toml).deck.unwrap();
    assert_eq!((deck.language.as_str(), deck.license.as_str()), ("en", ""));
}

#[test]
fn json_and_toml_say_the_same() {
    let check = |text: &str| {
        let place = |deck: Option<Deck>| {
            let mut deck = deck.unwrap();
            for card in &mut deck.cards {
                Arc::make_mut(card).line = 0;
            }
            deck
        };
        let toml = parse("d", text.as_bytes(), Format::Toml);
        let json = parse("d", json(text).as_bytes(), Format::Json);
        assert_eq!(place(toml.deck), place(json.deck));
        // Hints show how to write it in the format at hand, and places differ.
        let mut what = [toml.problems, json.problems]
            .map(|list| list.into_iter().map(|p| (p.severity, p.card, p.what)).collect::<Vec<_>>());
        what[0].sort();
        what[1].sort();
        assert_eq!(what[0], what[1]);
    };
    check(DECK);
    check(&many(3));
    check(&with("level = \"mid\"", "level = \"Mid\"\nnonsense = 1"));
    check(&with("\"proof\"", "\"prof\""));
    check(&with("weight = 2", "weight = 9"));
    check(&with("\"Short.\"", "\"Sh\\u001bort.\""));
    for corpus in [
        include_str!("../../../../tests/corpus/testers-technical.toml"),
        include_str!("../../../../tests/corpus/other-professions.toml"),
    ] {
        check(corpus);
        let parsed = parse("corpus.toml", corpus.as_bytes(), Format::Toml);
        assert!(parsed.problems.iter().all(|p| p.severity == Severity::Warning));
        assert_eq!(ids(&parsed).len(), corpus.matches("[[card]]").count());
    }
}

#[test]
fn a_json_card_is_opened_at_its_brace() {
    let deck = parse("d", json(&many(2)).as_bytes(), Format::Json).deck.unwrap();
    let lines: Vec<_> = json(&many(2))
        .lines()
        .enumerate()
        .filter_map(|(n, line)| (line == "    {").then_some(n + 1))
        .collect();
    assert_eq!(deck.cards.iter().map(|card| card.line).collect::<Vec<_>>(), lines);
}

#[test]
fn the_deck_itself_is_read_if_at_all_possible() {
    check(
        "",
        "1:1: error: the deck: no `id`
         1:1: warning: the deck: no `title`
         1:1: warning: the deck: no cards",
        &[],
    );
    let deck = |file, text: &str| parse(file, text.as_bytes(), Format::Toml).deck.unwrap();
    assert_eq!(deck("decks/My Deck.toml", "").id, "my-deck");
    assert_eq!(deck("decks/日本.toml", "").id, "deck");
    assert_eq!(deck("x", "id = \"My Deck\"").id, "my-deck");
    assert_eq!(deck("x", "id = \"y\"").title, "y");
    check(
        &with("\"d\"", "\"My Deck\""),
        "1:6: error: the deck: `id` must be lower-case letters, digits and single hyphens, 64 at most, not `My Deck`",
        &["a"],
    );
    check(&with("\"d\"", "5"), "1:6: error: `id` must be text, not a number", &["a"]);
    warns("\"D\"", "\" \"", "2:9: warning: the deck: `title` is empty");
    warns(
        "title",
        "tilte",
        "1:1: warning: the deck: no `title`\n2:1: warning: unknown key `tilte`",
    );
    check(
        "id = \"d\"\ntitle = \"D\"\ncard = 5",
        "3:8: error: `card` must be a list, not a number",
        &[],
    );
}

#[test]
fn a_card_has_an_id_a_question_and_a_level() {
    costs("id = \"a\"", "", "3:1: error: card `#1`: no `id`");
    costs(
        "\"a\"",
        "\"A b\"",
        "4:6: error: card `A b`: `id` must be lower-case letters, digits and single hyphens, 64 at most, not `A b`",
    );
    costs("question = \"Why?\"", "", "3:1: error: card `a`: no `question`");
    costs("\"Why?\"", "\"\"", "5:12: error: card `a`: `question` is empty");
    costs("\"Why?\"", "[5]", "5:12: error: card `a`: `question` must be text, not a list");
    warns(
        "\"Why?\"",
        "\"Why\\nnot?\"",
        "5:12: warning: card `a`: `question` has several lines; they are joined",
    );
    assert_eq!(only_card(&with("\"Why?\"", "\"Why\\nnot?\"")).question, "Why not?");
    costs("level = \"mid\"", "", "3:1: error: card `a`: no `level`");
    costs(
        "\"mid\"",
        "\"Senior\"",
        "6:9: error: card `a`: `level` must be junior, mid or senior, not `Senior`",
    );
}

#[test]
fn the_second_card_of_an_id_is_left_out() {
    let twice = many(2).replace("c2", "c1");
    check(&twice, "29:6: error: card `c1`: `id` is taken by the card on line 3", &["c1"]);
    let deck = parse("d", twice.replace("c1", "c").as_bytes(), Format::Toml).deck.unwrap();
    assert_eq!(deck.cards[0].number, 1);
}

#[test]
fn small_faults_of_a_card_are_mended_and_told() {
    warns(
        "\"two\"",
        "\"#Two_three\", \"one\", \"\", \"prüfung\"",
        "7:16: warning: card `a`: a tag is lower-case letters, digits and hyphens, not `#Two_three`
         7:30: warning: card `a`: tag `one` is there twice
         7:37: warning: card `a`: an empty tag is left out",
    );
    let tags = only_card(&with("\"two\"", "\"#Two_three\", \"one\", \"\", \"prüfung\"")).tags;
    assert_eq!(tags, ["one", "two-three", "prüfung"]);
    for minutes in ["0.2", "31", "nan", "inf"] {
        let shown = if minutes == "nan" { "NaN" } else { minutes };
        let text = with("2.5", minutes);
        let what = format!("`minutes` must be from 0.25 to 30, not {shown}; 2 is used");
        check(&text, &format!("8:11: warning: card `a`: {what}"), &["a"]);
        assert!((only_card(&text).minutes - 2.0).abs() < f64::EPSILON);
    }
    warns("\"Short.\"", "\"\"", "3:1: warning: card `a`: `short_answer` is empty");
    warns(
        "pitfall = \"That.\"\nfollow_ups",
        "folow_ups",
        "3:1: warning: card `a`: `pitfall` is empty\n14:1: warning: card `a`: unknown key `folow_ups`",
    );
    costs("[\"one\", \"two\"]", "\"one\"", "7:8: error: card `a`: `tags` must be a list, not text");
    costs("\"two\"", "2", "7:16: error: card `a`: an entry of `tags` must be text, not a number");
}

#[test]
fn criteria_and_traps_are_checked_one_by_one() {
    warns("id = \"x\"\n", "", "16:1: warning: card `a`: criterion `#1`: no `id`");
    warns("title = \"X\"\n", "", "16:1: warning: card `a`: criterion `x`: no `title`");
    warns("\"One.\", ", "", "16:1: warning: card `a`: criterion `x`: only one of `examples`");
    warns(
        "examples = [\"Some.\", \"Other.\"]",
        "",
        "23:1: warning: card `a`: trap `y`: no `examples`",
    );
    warns("\"proof\"", "\"prof\"", "20:8: warning: card `a`: criterion `x`: unknown `kind` `prof`");
    warns("\"vague\"", "\"proof\"", "26:8: warning: card `a`: trap `y`: unknown `kind` `proof`");
    warns(
        "weight = 2",
        "weight = 2.5",
        "22:10: warning: card `a`: criterion `x`: `weight` must be 1, 2 or 3, not 2.5; 1 is used",
    );
    costs(
        "weight = 2",
        "weight = \"2\"\nid2 = 5",
        "22:10: error: card `a`: criterion `x`: `weight` must be a number, not text
         23:1: warning: card `a`: criterion `x`: unknown key `id2`",
    );
    costs(
        "[[card.traps]]",
        "[[card.traps]]\n[[card.traps]]",
        "23:1: warning: card `a`: trap `#1`: no `title`
         23:1: warning: card `a`: trap `#1`: no `id`
         23:1: error: card `a`: trap `#1`: no `title`, `description` or `examples` to judge by",
    );
    costs(
        "[[card.traps]]",
        "[card.traps]",
        "23:1: error: card `a`: `traps` must be a list, not a table",
    );
}

#[test]
fn two_criteria_never_share_an_id() {
    let twice = with(
        "[[card.traps]]",
        "[[card.criteria]]\nid = \"x\"\ntitle = \"Z\"\nexamples = [\"3\", \"4\"]\n[[card.traps]]",
    );
    check(
        &twice,
        "23:1: warning: card `a`: criterion `x`: its `id` is taken by another criterion; `x-2` is used",
        &["a"],
    );
    assert_eq!(only_card(&twice).criteria[1].id, "x-2");
}

#[test]
fn answers_need_criteria_but_not_too_many() {
    let (card, _) = DECK.split_once("[[card.criteria]]").unwrap();
    check(
        card,
        "3:1: warning: card `a`: no criteria: answers to this card cannot be judged",
        &["a"],
    );
    let criterion = |n| format!("[[card.criteria]]\nid='x{n}'\ntitle='X'\nexamples=['1', '2']\n");
    let with = |n| card.to_owned() + &(0..n).map(criterion).collect::<String>();
    check(&with(24), "", &["a"]);
    check(&with(25), "16:1: error: card `a`: 25 criteria; a card has at most 24", &[]);
}

#[test]
fn labelled_answers_name_what_their_card_has() {
    let label = |answer: &str| format!("{DECK}\n[[card.answers]]\n{answer}");
    let card = only_card(&label(
        "text = \"It fell.\"\nmet = [\"CRITERION\"]\ntraps = [\"TRAP\"]"
            .replace("CRITERION", &only_card(DECK).criteria[0].id)
            .replace("TRAP", &only_card(DECK).traps[0].id)
            .as_str(),
    ));
    assert_eq!((card.answers[0].text.as_str(), card.answers[0].met.len()), ("It fell.", 1));
    assert_eq!((card.answers[0].partial.len(), card.answers[0].traps.len()), (0, 1));
    let check = |answer: &str, what: &str| {
        let parsed = parse("decks/d", label(answer).as_bytes(), Format::Toml);
        let said: Vec<_> = parsed.problems.iter().map(|p| p.what.as_str()).collect();
        assert_eq!(said, [what]);
        assert_eq!(ids(&parsed), ["a"]);
    };
    check("met = []", "answer `#1`: no `text`: the answer is left out");
    check(
        "text = \"So.\"\nmet = [\"nothing\"]",
        "answer `#1`: this card has no criterion `nothing`",
    );
    check("text = \"So.\"\ntraps = [\"nothing\"]", "answer `#1`: this card has no trap `nothing`");
    check("text = \"So.\"\ngood = 1", "answer `#1`: unknown key `good`");
}
