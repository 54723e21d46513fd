//! What the summary of a round is held to.

use super::*;
use crate::domain::deck::origin::Origin;
use crate::domain::deck::parse::{Format, parse};
use crate::domain::journal::{Entry, Fact};
use crate::domain::library::Source;
use crate::domain::mock::markdown::page;
use crate::domain::progress::Rules;
use crate::domain::time::{MINUTE, Timestamp};

const DECK: &str = r#"
id = "d"
title = "D"

[[card]]
id = "a"
question = "What did you *change*?"
level = "mid"
tags = ["x"]
minutes = 1
short_answer = "S."

[[card.criteria]]
id = "bug"
title = "Names one bug"
description = "Says what broke."
kind = "specifics"
examples = ["In March a race in our checkout charged 0.3 % of orders twice."]
counterexamples = ["There was a bug."]

[[card.criteria]]
id = "proof"
title = "Proves it"
description = "A measure and a period."
kind = "proof"
weight = 2
examples = ["In eighteen months it has not come back."]
counterexamples = ["We are confident."]

[[card.traps]]
id = "blame"
title = "Blames a person"
description = "Somebody else."
kind = "blame"
examples = ["The developer ignored the spec."]
counterexamples = ["The gap was ours."]

[[card]]
id = "b"
question = "How do you know?"
level = "mid"
tags = ["x"]
minutes = 2
short_answer = "S."

[[card.criteria]]
id = "measure"
title = "Names a measure"
description = "What was counted."
kind = "proof"
examples = ["The escape rate fell from nine to two."]
counterexamples = ["It got better."]

[[card]]
id = "c"
question = "What is it?"
level = "mid"
tags = ["x"]
minutes = 2
short_answer = "S."
"#;

const BUG: &str = "In March a race in our checkout charged 0.3 % of orders twice.";

fn library() -> Library {
    let parsed = parse("d.toml", DECK.as_bytes(), Format::Toml);
    Library::new([Source { parsed, origin: Origin::BuiltIn, file: "d.toml".to_owned() }])
}

/// A journal of rounds over the cards a, b and c, a minute apart: `answers` are words
/// `card:verdicts`, verdicts `+` met, `~` partial, `-` not yet, and a `!` behind them for a trap.
/// Returns the last round's summary; each round ends early where its script ends in `x`, and not at
/// all where it ends in `?`.
fn check(rounds: &[&str]) -> Summary {
    let mut entries: Vec<Entry> = Vec::new();
    let add = |entries: &mut Vec<Entry>, fact| {
        let n = entries.len() as u64;
        let (id, at) = (EntryId::new("t", n), Timestamp(1_790_000_000_000 + n as i64 * MINUTE));
        entries.push(Entry { id: id.clone(), at, offset: 0, fact });
        id
    };
    let library = library();
    for round in rounds {
        let cards = ["d/a", "d/b", "d/c"].map(CardId::from).to_vec();
        let mock =
            Mock { query: "#x".into(), cards, target_ms: None, feedback: false, strict: false };
        let name = add(&mut entries, Fact::MockBegun(mock));
        for word in round.split_whitespace().filter(|word| word.contains(':')) {
            let (card, verdicts) = word.split_once(':').unwrap();
            let card = library.card(&CardId::new("d", card)).unwrap();
            let marks: Vec<Verdict> = verdicts
                .chars()
                .filter_map(|c| match c {
                    '+' => Some(Verdict::Met),
                    '~' => Some(Verdict::Partial),
                    '-' => Some(Verdict::NotYet),
                    _ => None,
                })
                .collect();
            let attempt = Attempt {
                text: format!("Well, hello there to you. {BUG}"),
                spoken: false,
                mock: Some(name.clone()),
                ..assess::spoken(card, &marks, &[verdicts.contains('!')], 30_000)
            };
            add(&mut entries, Fact::Answered(attempt));
        }
        if !round.ends_with('?') {
            let aborted = round.ends_with('x');
            add(&mut entries, Fact::MockEnded { mock: name, ms: 100_000, aborted });
        }
    }
    // Read twice, as from a copied journal.
    let submitted = |entry: &Entry| match &entry.fact {
        Fact::Answered(attempt) => Some((entry.id.clone(), attempt.clone())),
        _ => None,
    };
    let answers: Vec<Submitted> = entries.iter().chain(&entries).filter_map(submitted).collect();
    let progress = Progress::replay(Rules::default(), &entries);
    let round = progress.mocks().next_back().unwrap();
    Summary::of(round, &answers, &library, &progress)
}

#[test]
fn a_round_is_counted_and_a_card_without_criteria_has_no_score() {
    let summary = check(&["a:++ c:"]);
    assert_eq!((summary.answered, summary.skipped(), summary.aborted), (2, 1, false));
    assert_eq!((summary.ms, summary.target_ms), (100_000, 300_000));
    assert_eq!(summary.mean_score, Some(100.0));
    let first = summary.questions[0].answer.as_ref().unwrap();
    assert_eq!((first.score, first.words, first.words_per_minute), (100, 17, Some(34)));
    assert_eq!(first.best_sentence.as_deref(), Some(BUG));
    assert!(summary.questions[1].answer.is_none());
    assert_eq!(check(&["c:"]).mean_score, None);
}

#[test]
fn a_round_that_never_ended_is_one_that_was_broken_off() {
    assert!(check(&["a:++ x"]).aborted);
    let cut = check(&["a:++ ?"]);
    assert!(cut.aborted);
    assert_eq!(cut.ms, 30_000);
}

#[test]
fn what_to_work_on_is_the_costliest_sorts_over_all_cards() {
    let on = |round: &str| -> Vec<String> {
        let work = check(&[round]).work_on;
        let text = |w: &WorkOn| format!("{}: {} [{}]", w.title, w.how_often(), w.cards.len());
        work.iter().map(text).collect()
    };
    assert_eq!(on("a:++ b:+"), [""; 0]);
    assert_eq!(
        on("a:-- b:-"),
        ["Proves it: missed in 2 of 2 answers [2]", "Names one bug: missed in 1 of 1 answer [1]"]
    );
    assert_eq!(
        on("a:++! b:-"),
        [
            "Names a measure: missed in 1 of 2 answers [1]",
            "Blames a person: fallen into in 1 of 1 answer [1]",
        ]
    );
    assert_eq!(on("a:+~ b:-"), ["Proves it: missed in 1, half met in 1 of 2 answers [2]"]);
    assert_eq!(on("a:~+"), ["Names one bug: half met in 1 of 1 answer [1]"]);
}

#[test]
fn earlier_rounds_with_an_answer_are_compared_with() {
    let summary = check(&["a:++ b:+", "", "a:-- x", "a:+-"]);
    let means: Vec<_> = summary.earlier.iter().map(|round| round.mean_score).collect();
    assert_eq!(means, [Some(100.0), Some(0.0)]);
    assert_eq!((summary.earlier[0].answered, summary.earlier[0].ms), (2, 100_000));
}

#[test]
fn the_markdown_is_good_to_paste() {
    let page = page(&check(&["a:++", "a:+-! x"]));
    let expect = [
        "# Mock round, 2026-09-21\n\n- 3 questions, 1 answered, mean score 25 %, broken off\n",
        "- 1:40 of 5:00 planned\n- questions from `#x`\n- mean scores of your rounds: 100 → 25 %\n",
        "## To work on\n\n1. Proves it: missed in 1 of 1 answer\n2. Blames a person: fallen into",
        "## 1. What did you \\*change\\*?\n\n**25 %**, 0:30 of 1:00, 17 words, 34 a minute\n",
        "- [x] Names one bug\n- [ ] Proves it\n- trap: Blames a person\n",
        "\nBest sentence: “In March",
        "\n> Well, hello there to you.",
        "## 2. How do you know?\n\nNot answered.\n",
    ];
    for part in expect {
        assert!(page.contains(part), "no {part:?} in\n{page}");
    }
}
