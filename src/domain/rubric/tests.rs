//! What the judge promises, one behaviour a line.

use proptest::prelude::*;

use super::*;
use crate::domain::deck::{Criterion, Labelled, Level, Trap};
use crate::domain::id::CardId;

fn card() -> Card {
    let strings = |texts: &[&str]| texts.iter().map(|&t| t.to_owned()).collect::<Vec<_>>();
    let criterion =
        |id: &str, title: &str, description: &str, yes: &[&str], no: &[&str]| Criterion {
            id: id.to_owned(),
            title: title.to_owned(),
            description: description.to_owned(),
            kind: None,
            examples: strings(yes),
            counterexamples: strings(no),
            weight: 1,
        };
    Card {
        id: CardId::new("deck", "escape"),
        number: 1,
        question: "Describe a time when production caught a bug your testing missed.".to_owned(),
        level: Level::Mid,
        tags: Vec::new(),
        minutes: 2.0,
        short_answer: String::new(),
        detail: String::new(),
        looks_for: String::new(),
        pitfall: String::new(),
        follow_ups: Vec::new(),
        model_answer: String::new(),
        sources: Vec::new(),
        answers: Vec::new(),
        criteria: vec![
            criterion(
                "bug",
                "Names one specific bug",
                "Says what exactly failed in production and how large the effect was.",
                &[
                    "About 3 % of customers were charged twice for 40 minutes after the release.",
                    "A rounding error in the invoice code produced wrong totals for 1,200 orders.",
                    "The service returned errors for every user in one region until we rolled back.",
                ],
                &["We once had a serious bug in production.", "There was a problem."],
            ),
            criterion(
                "proof",
                "Proves that the gap stays closed",
                "Shows with a measure and a period that this kind of bug has not come back.",
                &[
                    "Since then we measured duplicate charges every week and saw none in six months.",
                    "We haven't seen a double charge in the five months since.",
                    "The number of escaped bugs per quarter fell from nine to two.",
                ],
                &["It got much better.", "We are confident that it cannot happen again."],
            ),
        ],
        traps: vec![Trap {
            id: "blame".to_owned(),
            title: "Blames the developers".to_owned(),
            description: "Puts the bug on a person or a team instead of the process.".to_owned(),
            kind: None,
            examples: strings(&[
                "The developers were careless and did not test their own code.",
                "Frankly it was the fault of the developer who wrote it.",
                "If the developers had done their job, nobody would have noticed.",
            ]),
            counterexamples: strings(&[
                "It was not the developers' code that was at fault but our process.",
                "I own the gap in our tests.",
            ]),
        }],
        line: 1,
    }
}

const ESCAPE: &str = "In March our checkout charged 3 % of customers twice for 40 minutes after the \
release, about 1,200 orders in all.";
const PROOF: &str =
    "Since then we measured duplicate charges every week and saw none in the six months.";
const BLAME: &str = "Frankly it was the fault of the developers, who were careless and did not test \
their own code.";

fn judged(text: &str) -> Judgement {
    Judge::compile(&card()).judge(text, Tail::Finished, &mut Scratch::default())
}

#[test]
fn splits_sentences() {
    fn check(text: &str, wanted: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, wanted, "{text:?}");
    }
    check("", &[]);
    check(" \n . \n", &[]);
    check(
        "We measured it twice. It was slow then!",
        &["We measured it twice.", "It was slow then!"],
    );
    check(
        "It fell to 0.3 percent in version 1.2.3 of it.",
        &["It fell to 0.3 percent in version 1.2.3 of it."],
    );
    check(
        "We used tools, e.g. Playwright, for all of it.",
        &["We used tools, e.g. Playwright, for all of it."],
    );
    check("It was us vs. them for a while.", &["It was us vs. them for a while."]);
    check("Well ... then we sat down again.", &["Well ... then we sat down again."]);
    check("Yes. We measured it for a month.", &["Yes. We measured it for a month."]);
    check(
        "We measured it for a month. Never again.",
        &["We measured it for a month. Never again."],
    );
    check("We measured it for a month. And th", &["We measured it for a month.", "And th"]);
    check(
        "- one thing that broke\n- two other things broke",
        &["one thing that broke", "two other things broke"],
    );
    check(
        "1. first we stop the line\n2) then we look at it",
        &["first we stop the line", "then we look at it"],
    );
    check(
        "He said \"this is not enough.\" Then we built it.",
        &["He said \"this is not enough.\"", "Then we built it."],
    );
    check("we ran it again. it was green then.", &["we ran it again.", "it was green then."]);
}

#[test]
fn counts_words() {
    fn check(text: &str, wanted: usize) {
        assert_eq!(word_count(text), wanted, "{text:?}");
    }
    check("", 0);
    check(" – … !", 0);
    check("don't stop, it's a trade-off", 5);
    check("0.3 % of orders", 3);
}

#[test]
fn denial_belongs_to_its_clause() {
    fn check(text: &str, wanted: &[&str]) {
        let words = text::words(text);
        let found: Vec<&str> =
            words.iter().filter(|w| w.negated && !w.stop).map(|w| w.lower.as_str()).collect();
        assert_eq!(found, wanted, "{text:?}");
    }
    check("We measured it for a month.", &[]);
    check("We never measured it.", &["measured"]);
    check("We didn't wait, we measured it.", &["wait"]);
    check("I had no time but measured it.", &["time"]);
    check("Not only measured, it was proved.", &[]);
    check("It no longer fails.", &[]);
    check("I don’t blame him.", &["blame"]);
}

#[test]
fn judges_what_is_said() {
    fn check(text: &str, bug: Verdict, proof: bool, blame: bool) {
        let found = judged(text);
        assert_eq!(found.criteria[0].verdict, bug, "bug: {text:?} {found:?}");
        assert_eq!(found.criteria[1].verdict == Verdict::Met, proof, "proof: {text:?} {found:?}");
        assert_eq!(found.traps[0].hit, blame, "blame: {text:?} {found:?}");
    }
    use Verdict::{Met, NotYet};
    check("", NotYet, false, false);
    check(ESCAPE, Met, false, false);
    check(&format!("{ESCAPE} {PROOF}"), Met, true, false);
    check("My garden has roses and the cat sleeps in the sun all day long.", NotYet, false, false);
    check(
        "Production, customers, bug, orders, release, invoice, charges, region.",
        NotYet,
        false,
        false,
    );
    check("Bug, release; customers, charges, measure: weekly.", NotYet, false, false);
    check("We never measured duplicate charges.", NotYet, false, false);
    check("We didn't measure anything afterwards.", NotYet, false, false);
    check("We haven't seen a double charge in the six months since.", NotYet, true, false);
    check("It was not the developers' code, it was a gap in our tests.", NotYet, false, false);
}

#[test]
fn a_trap_waits_for_the_end_of_its_sentence() {
    let judge = Judge::compile(&card());
    for (end, _) in BLAME.char_indices() {
        let text = format!("{PROOF} {}", &BLAME[..end]);
        let found = judge.judge(&text, Tail::Writing, &mut Scratch::default());
        assert!(!found.traps[0].hit, "{text:?}");
        let stop = judge.judge(&format!("{text}\n"), Tail::Writing, &mut Scratch::default());
        let finished = judge.judge(&text, Tail::Finished, &mut Scratch::default());
        assert_eq!(stop.traps[0].hit, finished.traps[0].hit, "{text:?}");
    }
}

#[test]
fn a_finished_sentence_takes_nothing_away() {
    let more = ["It was a hard time for all of us.", BLAME, PROOF, "We went home early that day."];
    for first in [ESCAPE, PROOF] {
        let mut text = first.to_owned();
        let mut before = judged(&text);
        for sentence in more {
            text = format!("{text} {sentence}");
            let after = judged(&text);
            for (b, a) in before.criteria.iter().zip(&after.criteria) {
                assert!(a.confidence >= b.confidence, "{text:?}");
            }
            before = after;
        }
    }
}

#[test]
fn scores_by_weight_less_traps() {
    fn check(verdicts: &[(Verdict, u8)], traps: usize, wanted: u8) {
        assert_eq!(score(verdicts.iter().copied(), traps), wanted, "{verdicts:?} {traps}");
    }
    use Verdict::{Met, NotYet, Partial};
    check(&[], 0, 0);
    check(&[(Met, 1), (Met, 3)], 0, 100);
    check(&[(Met, 1), (Partial, 1)], 0, 75);
    check(&[(Met, 3), (NotYet, 1)], 0, 75);
    check(&[(Met, 3), (NotYet, 1)], 1, 67);
    check(&[(NotYet, 1)], 4, 0);
}

#[test]
fn says_why() {
    use reason::{Certainty, Missing};
    let card = card();
    let judge = Judge::compile(&card);
    let check = |text: &str, wanted: &str, missing: &[Missing]| {
        let found = judge.judge(text, Tail::Finished, &mut Scratch::default());
        let reason = judge.reason(text, 1, &found.criteria[1]);
        let said = reason.text(&card.criteria[1]);
        assert!(said.starts_with(wanted), "{text:?} {said}");
        assert_eq!(reason.missing, missing, "{text:?}");
    };
    check(PROOF, "Reads like: “Since then we measured duplicate charges", &[]);
    check("", "Say something like: “Since then", &[Missing::Words]);
    check("Bug, release; customers, charges, measure: weekly.", "Say", &[Missing::Sentences]);
    check("My garden has roses and the cat sleeps all day long.", "Say", &[Missing::Topic]);
    check("We never measured duplicate charges.", "Say", &[Missing::Denied]);
    check("The charges are checked on invoice.", "Say", &[Missing::Figure, Missing::Period]);
    let text = format!("{ESCAPE} {BLAME}");
    let at = text.len() - BLAME.len();
    let evidence = std::iter::once(at..text.len()).collect();
    let hit = TrapFinding { hit: true, confidence: 0.9, evidence };
    let reason = judge.trap_reason(&text, 0, &hit).unwrap();
    assert_eq!(reason.certainty, Certainty::Certain);
    let said = reason.text(&card.traps[0]);
    assert!(said.contains("Rather: “It was not the developers' code"), "{said}");
    assert!(judge.trap_reason(&text, 0, &TrapFinding::default()).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_valid_ranges(text in any_text()) {
        for range in sentences(&text) {
            prop_assert!(!text[range].trim().is_empty());
        }
        let found = judged(&text);
        let criteria = found.criteria.iter().flat_map(|f| &f.evidence);
        for range in criteria.chain(found.traps.iter().flat_map(|t| &t.evidence)) {
            prop_assert!(text.get(range.clone()).is_some_and(|t| !t.is_empty()));
        }
        for f in &found.criteria {
            prop_assert!((0.0..=1.0).contains(&f.confidence));
            prop_assert_eq!(f.evidence.is_empty(), f.verdict == Verdict::NotYet);
        }
        let (card, judge) = (card(), Judge::compile(&card()));
        for (n, f) in found.criteria.iter().enumerate() {
            let reason = judge.reason(&text, n, f);
            prop_assert!(!reason.text(&card.criteria[n]).is_empty());
            prop_assert!(reason.missing.is_empty() || f.verdict != Verdict::Met);
        }
    }

    #[test]
    fn verdicts_do_not_depend_on_what_was_typed(texts in prop::collection::vec(any_text(), 1..6)) {
        let judge = Judge::compile(&card());
        let mut used = Scratch::default();
        for text in &texts {
            for tail in [Tail::Writing, Tail::Finished] {
                let fresh = judge.judge(text, tail, &mut Scratch::default());
                prop_assert_eq!(judge.judge(text, tail, &mut used), fresh);
            }
        }
    }
}

/// Texts of words that matter, marks, and characters that are hard on offsets.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(ESCAPE.to_owned()),
        Just(PROOF.to_owned()),
        Just(BLAME.to_owned()),
        "[a-z]{1,8}",
        "[ .,!?…'’\\-\n\r\u{2028}\"(]{1,3}",
        Just("customers were charged twice".to_owned()),
        Just("👩‍👩‍👧 e\u{301}\u{301}\u{0}שלום ß İ ﬁ".to_owned()),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.join(" "))
}

#[test]
fn a_megabyte_is_judged() {
    for piece in ["a ", "é", "\u{301}", ". ", "no, ", "\n", "charged twice, and "] {
        judged(&piece.repeat(1_000_000 / piece.len() / 8));
    }
}

#[test]
fn a_cards_own_labelled_answers_set_its_judge_right() {
    const SAID: &str = "Then it went down.";
    let confidence = |labels: &[bool]| {
        let answers = labels.iter().map(|met| Labelled {
            text: format!("{ESCAPE} {SAID}"),
            met: std::iter::once("bug").chain(met.then_some("proof")).map(str::to_owned).collect(),
            partial: Vec::new(),
            traps: Vec::new(),
        });
        let card = Card { answers: answers.collect(), ..card() };
        let text = format!("{ESCAPE} {SAID}");
        let judged = Judge::compile(&card).judge(&text, Tail::Finished, &mut Scratch::default());
        judged.criteria[1].confidence
    };
    let untaught = confidence(&[]);
    let check = |labels: &[bool], higher: bool| {
        let taught = confidence(labels);
        assert_eq!(taught > untaught, higher, "{labels:?}: {untaught} became {taught}");
    };
    check(&[true], true);
    check(&[true; 6], true);
    check(&[false; 6], false);
    assert!(confidence(&[true; 6]) > confidence(&[true]), "more labels, more weight");
}

#[test]
fn labelled_answers_are_listened_to_and_then_count_by_what_is_heard() {
    let answers = vec![Labelled {
        text: format!("{ESCAPE} {PROOF}"),
        met: Vec::new(),
        partial: Vec::new(),
        traps: Vec::new(),
    }];
    let card = Card { answers, ..card() };
    let judge = Judge::compile(&card);
    let own = judge.unheard("", Tail::Finished, &Heard::default());
    assert_eq!(own, [ESCAPE, PROOF]);
    let mut scratch = Scratch::default();
    let confidence = |scratch: &mut Scratch| {
        let judged = judge.judge(PROOF, Tail::Finished, scratch);
        judged.criteria.iter().map(|c| c.confidence.to_bits()).collect::<Vec<_>>()
    };
    let before = confidence(&mut scratch);
    scratch.hear(ESCAPE, vec![9.0; 3].into());
    assert_eq!(confidence(&mut scratch), before, "one of two is not enough");
    scratch.hear("Nobody says this.", vec![9.0; 3].into());
    assert_eq!(confidence(&mut scratch), before, "another sentence is not theirs");
    let mut heard = Scratch::default();
    heard.hear(ESCAPE, vec![9.0; 3].into());
    heard.hear(PROOF, vec![9.0; 3].into());
    let plain = Judge::compile(&Card { answers: Vec::new(), ..card });
    let unshifted = plain.judge(PROOF, Tail::Finished, &mut heard).criteria[1].confidence;
    let shifted = judge.judge(PROOF, Tail::Finished, &mut heard).criteria[1].confidence;
    assert!(shifted < unshifted, "labelled as earning nothing: {unshifted} became {shifted}");
}
