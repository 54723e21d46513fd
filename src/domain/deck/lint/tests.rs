//! What the advice for deck authors is held to.

use super::*;
use crate::domain::deck::parse::{Format, parse};

const DECK: &str = r#"
id = "d"
title = "D"
description = "What it covers."
[[card]]
id = "c"
question = "Why?"
level = "mid"
tags = ["risk"]
minutes = 1
short_answer = "Because."
detail = "Because."
looks_for = "Reasons."
pitfall = "None."
"#;

/// What is said of the deck with `change` made to it, a line each.
fn check(from: &str, to: &str, expect: &[&str]) {
    let text = DECK.replacen(from, to, 1);
    let parsed = parse("d.toml", text.as_bytes(), Format::Toml);
    let list =
        TagList::parse("# Tags\n\n- `risk`: what could go wrong\n- `states`: what may follow\n");
    let said: Vec<_> =
        advice("d.toml", &parsed.deck.unwrap(), Some(&list)).into_iter().map(|p| p.what).collect();
    for line in expect {
        assert!(said.iter().any(|what| what == line), "{line:?} is not among {said:#?}");
    }
}

#[test]
fn what_a_deck_lacks_is_said() {
    check("", "", &["there is no model answer", "the detail has 1 words", "there are 0 criteria"]);
    check("description = \"What it covers.\"", "", &["the deck has no description"]);
    check("Because.", &"word ".repeat(61), &["the short answer has 61 words"]);
}

#[test]
fn tags_must_be_on_the_list() {
    check("\"risk\"", "\"risk\", \"risky\"", &["the tag `risky` is not in TAGS.md"]);
}

#[test]
fn a_model_answer_must_fit_its_time() {
    let answer = format!("pitfall = \"None.\"\nmodel_answer = \"{}.\"", "I said so. ".repeat(60));
    check(
        "pitfall = \"None.\"",
        &answer,
        &["the model answer takes 1.3 minutes to say, the card allows 1"],
    );
}

#[test]
fn a_model_answer_must_meet_its_own_rubric() {
    let rubric = r#"pitfall = "None."
model_answer = "I like cats and dogs and the long walks that we take with them in the park."
[[card.criteria]]
id = "proof"
title = "Proves it with a figure"
description = "Gives a measure and a period."
examples = ["Complaints fell from 40 to 3 a month within half a year."]
"#;
    check(
        "pitfall = \"None.\"",
        rubric,
        &[
            "the model answer does not meet its own criterion `proof`",
            "criterion `proof` has 1 examples",
            "criterion `proof` has 0 counterexamples",
        ],
    );
}
