//! What a card's own labelled answers are worth: some of an unseen card's answers set its judge right, the
//! others test it.

use std::fmt::Write as _;
use std::sync::Arc;

use greenroom::domain::deck::{Card, Labelled};
use greenroom::domain::rubric::Verdict;
use greenroom::domain::rubric::heard::Heard;

use crate::corpus::{Answer, Corpus};
use crate::measure::{Case, figures, judge};
use crate::recipes::{HEARD, SHIPPED};
use crate::train::{Recipe, hash, train};

/// So many of a card's answers are labelled, at most.
const LABELLED: [usize; 4] = [0, 2, 4, 6];

/// Kappas on the answers that never were among the labelled ones, by how many these are.
pub(crate) fn report(corpus: &mut Corpus) -> String {
    let mut text =
        "| judge | labelled | all | informative | traps: precision | recall |\n|---|---|---|---|---|---|\n".to_owned();
    let tested = split(corpus);
    let judges = [("fast", SHIPPED), ("heard", HEARD)];
    let heard = corpus.is_heard();
    for (name, recipe) in judges.into_iter().filter(|(_, recipe)| heard || !recipe.heard) {
        for (count, cases) in LABELLED.iter().zip(cases(corpus, &tested, recipe)) {
            let all = figures(cases.iter().filter(|c| !c.trap));
            let some = figures(cases.iter().filter(|c| !c.trap && c.informative));
            let traps = figures(cases.iter().filter(|c| c.trap));
            let _ = writeln!(
                text,
                "| {name} | {count} | {:.3} | {:.3} | {:.2} | {:.2} |",
                all.kappa, some.kappa, traps.precision, traps.recall
            );
        }
    }
    text
}

/// Of each card the answers that may be labelled, in an order by chance, and those that test.
type Parts = Vec<(Vec<usize>, Vec<usize>)>;

fn split(corpus: &mut Corpus) -> Parts {
    let of_card = |number: usize| {
        let (card, answers) = (&corpus.cards[number].1, &corpus.answers);
        let mut own: Vec<usize> =
            (0..answers.len()).filter(|&n| answers[n].card == number).collect();
        own.sort_by_key(|&n| hash(&format!("own {} {}", card.id, answers[n].id)));
        let tested = own.split_off(LABELLED[LABELLED.len() - 1].min(own.len()));
        (own, tested)
    };
    let parts: Parts = (0..corpus.cards.len()).map(of_card).collect();
    for (own, tested) in &parts {
        // What is heard in the labelled ones is known to the judge.
        let mut heard = Heard::default();
        for &n in own {
            heard.extend(&corpus.answers[n].heard);
        }
        for &n in tested {
            corpus.answers[n].heard.extend(&heard);
        }
    }
    parts
}

/// The cases for each number of labelled answers.
fn cases(corpus: &mut Corpus, parts: &Parts, recipe: Recipe) -> Vec<Vec<Case>> {
    let mut found: Vec<Vec<Case>> = LABELLED.iter().map(|_| Vec::new()).collect();
    let plain = corpus.cards.clone();
    let fold = |card: usize| hash(plain[card].1.id.as_str()) % 6;
    for held in 0..6 {
        let rest: Vec<&Answer> = corpus.answers.iter().filter(|a| fold(a.card) != held).collect();
        let weights = train(corpus, &rest, recipe);
        for (count, found) in LABELLED.iter().zip(&mut found) {
            for (number, (own, _)) in parts.iter().enumerate() {
                let card = &plain[number].1;
                let own = own.iter().take(*count).map(|&n| labelled(card, &corpus.answers[n]));
                let answers = own.collect();
                corpus.cards[number].1 = Arc::new(Card { answers, ..Card::clone(card) });
            }
            let of_fold = parts.iter().enumerate().filter(|(card, _)| fold(*card) == held);
            let test: Vec<&Answer> = of_fold
                .flat_map(|(_, (_, tested))| tested.iter().map(|&n| &corpus.answers[n]))
                .collect();
            found.extend(judge(corpus, &test, &weights, recipe, false));
        }
    }
    corpus.cards = plain;
    found
}

fn labelled(card: &Card, answer: &Answer) -> Labelled {
    let of = |verdict: Verdict| -> Vec<String> {
        let criteria = card.criteria.iter().enumerate();
        criteria.filter(|(n, _)| answer.label(*n) == verdict).map(|(_, c)| c.id.clone()).collect()
    };
    let hit = |n: &usize| answer.label(card.criteria.len() + n) == Verdict::Met;
    Labelled {
        text: answer.text.clone(),
        met: of(Verdict::Met),
        partial: of(Verdict::Partial),
        traps: (0..card.traps.len()).filter(hit).map(|n| card.traps[n].id.clone()).collect(),
    }
}
