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

/// What is said of the deck with `from` made `to`.
fn said(from: &str, to: &str, encoder: Option<&Encoder>) -> Vec<String> {
    let text = DECK.replacen(from, to, 1);
    let parsed = parse("d.toml", text.as_bytes(), Format::Toml);
    let list =
        TagList::parse("# Tags\n\n- `risk`: what could go wrong\n- `states`: what may follow\n");
    let deck = parsed.deck.unwrap();
    let of_card = of_card("d.toml", &deck.cards[0], Some(&list), encoder);
    of_deck("d.toml", &deck).into_iter().chain(of_card).map(|p| p.what).collect()
}

fn check(from: &str, to: &str, expect: &[&str]) {
    let said = said(from, to, None);
    for line in expect {
        assert!(said.iter().any(|what| what.starts_with(line)), "{line:?} is not among {said:#?}");
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

/// A card whose two criteria are told by nearly the same sentences, with a labelled answer.
const TWINS: &str = r#"pitfall = "None."
model_answer = ""
[[card.criteria]]
id = "fell"
title = "Says what fell"
description = "Says what fell."
examples = ["Complaints fell from 40 to 3 a month.", "Refunds fell from 12 to 2 a week.", "Calls fell from 90 to 10 a day."]
[[card.criteria]]
id = "sank"
title = "Says what sank"
description = "Says what fell, and by how much, from which figure to which in which time."
examples = ["Complaints fell from 41 to 4 a month.", "Refunds fell from 13 to 3 a week.", "Calls fell from 91 to 11 a day."]
[[card.answers]]
text = "I like cats and dogs."
met = ["fell"]
"#;

#[test]
fn criteria_that_cannot_be_told_apart_and_labels_that_are_not_met_are_said_with_numbers() {
    let said = said("pitfall = \"None.\"", TWINS, Encoder::shipped());
    let check = |parts: &[&str]| {
        let found = said.iter().any(|what| parts.iter().all(|part| what.contains(part)));
        assert!(found, "{parts:?} are not among {said:#?}");
    };
    check(&[
        "`fell` is hard to tell from `sank`: of its 3 examples",
        " % against ",
        " % on average)",
    ]);
    check(&["answer 1: `fell` is labelled met, and judged not yet (", " %; met from ", " %)"]);
}
