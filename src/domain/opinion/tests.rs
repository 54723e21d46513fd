//! What is asked, and what is understood of what comes back.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::assess::{self, Manner, Overrules};
use crate::domain::deck::parse::{Format, is_unsafe, parse};
use crate::domain::rubric::{Finding, TrapFinding};

const SMALL: &str = include_str!("../../../tests/fixtures/decks/small.toml");

/// The second card: criteria `bug`, `why`, `change`, `proof`, traps `blame`, `heroics`.
fn card() -> Card {
    let deck = parse("small.toml", SMALL.as_bytes(), Format::Toml).deck.unwrap();
    (*deck.cards[1]).clone()
}

/// An answer whose first criterion is met by its first sentence and whose second trap is hit.
fn judged(card: &Card) -> Judgement {
    let mut judgement = Judgement {
        criteria: vec![Finding::default(); card.criteria.len()],
        traps: vec![TrapFinding::default(); card.traps.len()],
        words: 4,
    };
    judgement.criteria[0] =
        Finding { verdict: Verdict::Met, confidence: 0.834_56, evidence: vec![0..6, 2..5] };
    judgement.traps[1] =
        TrapFinding { hit: true, confidence: 1.0, evidence: vec![7..14, 900..901] };
    judgement
}

fn attempt(card: &Card, overrules: &Overrules) -> Attempt {
    let manner = Manner { ms: 1, feedback: true };
    assess::attempt(card, "A bug. I fixed.", &judged(card), overrules, manner)
}

/// What is understood, a line a part.
fn check(text: &str, expect: Result<&[&str], &str>) {
    let card = card();
    let shown = Opinion::read(text, &card).map(|opinion| {
        let criteria = card.criteria.iter().zip(&opinion.criteria).filter_map(|(c, said)| {
            let said = said.as_ref()?;
            Some(format!("{}: {}: {}", c.id, said.verdict.word(), said.why))
        });
        let traps = card.traps.iter().zip(&opinion.traps).filter_map(|(t, said)| {
            let said = said.as_ref()?;
            Some(format!("{}: {}: {}", t.id, said.verdict, said.why))
        });
        let remark = Some(&opinion.remark).filter(|remark| !remark.is_empty()).cloned();
        let ignored = (opinion.ignored > 0).then(|| format!("ignored {}", opinion.ignored));
        criteria.chain(traps).chain(remark).chain(ignored).collect::<Vec<_>>()
    });
    let shown = shown.as_ref().map(|lines| lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(shown.as_deref().map_err(|why| why.as_str()), expect, "{text}");
}

#[test]
fn the_question_has_the_answer_and_our_verdicts() {
    let card = card();
    let mut overrules = Overrules::default();
    overrules.flip_criterion(1, Verdict::NotYet);
    let asked = question(&card, &attempt(&card, &overrules), &judged(&card));
    assert!(asked.ends_with("}\n") && asked.trim_end().lines().count() == 1);
    let asked: Value = serde_json::from_str(&asked).unwrap();
    assert_eq!(asked["v"], 1);
    assert_eq!(asked["question"], card.question);
    assert_eq!(asked["answer"], "A bug. I fixed.");
    assert_eq!(asked["criteria"].as_array().unwrap().len(), card.criteria.len());
    let first = &card.criteria[0];
    assert_eq!(
        asked["criteria"][0],
        json!({
            "id": first.id, "title": first.title, "description": first.description,
            "verdict": "met", "confidence": 0.83, "evidence": ["A bug.", "bug"],
        })
    );
    // What the user set counts.
    assert_eq!(asked["criteria"][1]["verdict"], "met");
    assert_eq!(asked["criteria"][2]["verdict"], "not_yet");
    let second = &card.traps[1];
    assert_eq!(
        asked["traps"][1],
        json!({
            "id": second.id, "title": second.title, "description": second.description,
            "hit": true, "confidence": 1.0, "evidence": ["I fixed"],
        })
    );
}

#[test]
fn every_part_of_what_comes_back_may_be_missing() {
    let card = card();
    let (c, t) = (&card.criteria, &card.traps);
    let whole = json!({
        "v": 1,
        "criteria": [
            {"id": c[2].id, "verdict": "partial", "why": "no date"},
            {"id": c[0].id, "verdict": "not_yet"},
        ],
        "traps": [{"id": t[0].id, "hit": true, "why": "names a person"}, {"id": t[1].id, "hit": false}],
        "remark": "Good, but long.",
        "model": "whatever else there is",
    });
    let lines = [
        format!("{}: not yet: ", c[0].id),
        format!("{}: partial: no date", c[2].id),
        format!("{}: true: names a person", t[0].id),
        format!("{}: false: ", t[1].id),
        "Good, but long.".to_owned(),
    ];
    check(&whole.to_string(), Ok(&lines.each_ref().map(String::as_str)));
    check(r#"{"remark": "Fine."}"#, Ok(&["Fine."]));
    check("\u{feff} {\"v\": 1, \"traps\": null, \"remark\": \"Fine.\"}\r\n", Ok(&["Fine."]));
}

#[test]
fn what_is_not_known_is_counted() {
    let id = &card().criteria[0].id;
    let met = format!("{id}: met: ");
    let items = [
        json!({"id": id, "verdict": "met"}),
        json!({"id": id, "verdict": "partial"}),
        json!({"id": "no-such", "verdict": "met"}),
        json!({"verdict": "met"}),
        json!({"id": 7, "verdict": "met"}),
        json!({"id": "proof", "verdict": "excellent"}),
        json!("met"),
    ];
    check(&json!({"criteria": items}).to_string(), Ok(&[&met, "ignored 6"]));
    check(r#"{"traps":[{"id":"blame","hit":"yes"}],"remark":"x"}"#, Ok(&["x", "ignored 1"]));
    check(r#"{"remark":["x"]}"#, Err("nothing to show in the program's JSON: 1 part ignored"));
    let many = vec![json!({"id": "x"}); 9];
    check(
        &json!({"criteria": many}).to_string(),
        Err("nothing to show in the program's JSON: 9 parts ignored"),
    );
}

#[test]
fn what_is_no_opinion_is_said_without_a_word_of_it() {
    check("", Err("the program wrote nothing; it is to write JSON"));
    check("Sure! Here is my verdict", Err("what the program wrote is not JSON (line 1, column 1)"));
    check("{} {}", Err("what the program wrote is not JSON (line 1, column 4)"));
    check("[1]", Err("the program wrote JSON, but no object {…}"));
    check(r#"{"v":2}"#, Err("the program's \"v\" is not 1, the only one known here"));
    check(r#"{"v":"1"}"#, Err("the program's \"v\" is not 1, the only one known here"));
    check(r#"{"criteria":{}}"#, Err("\"criteria\" in the program's JSON is no list […]"));
    check("{}", Err("the program's JSON has no verdict and no remark"));
    check(&"[".repeat(250_000), Err("what the program wrote is not JSON (line 1, column 128)"));
}

#[test]
fn the_page_that_describes_it_is_right() {
    let page = include_str!("../../../assets/docs/second-opinion.md");
    let parts: Vec<&str> = page.split("```json\n").skip(1).collect();
    let part = |n: usize| parts[n].split("```").next().unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let card = card();
    let ours = question(&card, &attempt(&card, &Overrules::default()), &judged(&card));
    let ours: Value = serde_json::from_str(&ours).unwrap();
    let shown: Value = serde_json::from_str(part(0)).unwrap();
    assert_eq!(keys(&shown), keys(&ours));
    for list in ["criteria", "traps"] {
        assert_eq!(keys(&shown[list][0]), keys(&ours[list][0]));
    }
    let opinion = Opinion::read(&part(1).replace("parts", "bug").replace("script", "blame"), &card);
    let opinion = opinion.unwrap();
    assert!(opinion.criteria[0].is_some() && opinion.traps[0].is_some() && opinion.ignored == 0);
    for figure in [LONGEST_WHY.to_string(), "1,000".to_owned(), "60 seconds".to_owned()] {
        assert!(page.contains(&figure), "{figure}");
    }
}

#[test]
fn it_is_compared_with_what_counts() {
    let card = card();
    let attempt = attempt(&card, &Overrules::default());
    let compared = |verdict: &str, hit: bool| {
        let (c, t) = (&card.criteria[0].id, &card.traps[1].id);
        let text = json!({
            "criteria": [{"id": c, "verdict": verdict}], "traps": [{"id": t, "hit": hit}],
        });
        Opinion::read(&text.to_string(), &card).unwrap().compared(&attempt)
    };
    assert_eq!(compared("met", true), (2, 0));
    assert_eq!(compared("partial", true), (2, 1));
    assert_eq!(compared("not_yet", false), (2, 2));
}

proptest! {
    #[test]
    fn whatever_it_says_is_short_and_does_not_act(why in ".{0,2000}", remark in "(\\PC|[\u{0}-\u{9f}]){0,90}") {
        let card = card();
        let text = json!({
            "criteria": [{"id": card.criteria[0].id, "verdict": "met", "why": why}],
            "remark": remark,
        });
        let opinion = Opinion::read(&text.to_string(), &card).unwrap();
        let why = &opinion.criteria[0].as_ref().unwrap().why;
        for (said, longest) in [(why, LONGEST_WHY), (&opinion.remark, LONGEST_REMARK)] {
            prop_assert!(!said.contains(|c| is_unsafe(c) || c == '\n' || c == '\t'), "{said:?}");
            prop_assert!(said.chars().count() <= longest + 2);
        }
    }

    #[test]
    fn no_text_breaks_it(text in ".{0,200}") {
        let _ = Opinion::read(&text, &card());
    }
}
