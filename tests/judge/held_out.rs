//! The learning curve: cards that no weights have seen, judged with weights trained on ever more others.

use std::fmt::Write as _;

use crate::corpus::{Answer, Corpus, Set};
use crate::measure::{Case, by_style, figures, judge};
use crate::recipes::{CONTROL, HEARD, SHIPPED};
use crate::train::{hash, kappa, train};
use greenroom::domain::rubric::Verdict;

/// How often cards are drawn anew for the interval of a figure.
const DRAWS: u64 = 1000;

/// The figures on the answers to 24 cards, with weights from the first 60 cards, and from all others.
pub(crate) fn report(corpus: &Corpus) -> String {
    let (held, rest): (Vec<&Answer>, Vec<&Answer>) =
        corpus.answers.iter().partition(|a| corpus.set(a.card) == Set::Second);
    let first: Vec<&Answer> =
        rest.iter().copied().filter(|a| corpus.set(a.card) == Set::First).collect();
    let mut text = format!(
        "Tested on {} answers to cards that the weights have not seen; in brackets the middle 95 % of {DRAWS} draws of cards.\n\n| trained on | judge | all | informative | AUC | traps: precision | recall | hits |\n|---|---|---|---|---|---|---|---|\n",
        held.len()
    );
    let mut styles = String::new();
    let heard = corpus.is_heard();
    let judges = [("heard", HEARD), ("fast", SHIPPED), ("control", CONTROL)];
    for (name, recipe) in judges.into_iter().filter(|(_, recipe)| heard || !recipe.heard) {
        let with = |answers: &[&Answer]| {
            judge(corpus, &held, &train(corpus, answers, recipe), recipe, true)
        };
        if !recipe.heard {
            // The encoder learnt from all others.
            line(&mut text, &format!("{} | {name}", first.len()), &with(&first));
        }
        let cases = with(&rest);
        line(&mut text, &format!("{} | {name}", rest.len()), &cases);
        let _ = writeln!(
            styles,
            "\n## By style, {name}, trained on {}\n\n| style | verdicts | accuracy | kappa | false met, of those not met |\n|---|---|---|---|---|\n{}",
            rest.len(),
            by_style(&cases)
        );
    }
    text + &styles
}

fn line(text: &mut String, name: &str, cases: &[Case]) {
    let all: Vec<&Case> = cases.iter().filter(|c| !c.trap).collect();
    let some: Vec<&Case> = all.iter().copied().filter(|c| c.informative).collect();
    let traps = figures(cases.iter().filter(|c| c.trap));
    let hits = cases.iter().filter(|c| c.trap && c.verdict == Verdict::Met).count();
    let kappa = |of: &[&Case]| {
        let (low, high) = interval(of);
        format!("{:.3} ({low:.2} to {high:.2})", figures(of.iter().copied()).kappa)
    };
    let auc = figures(some.iter().copied()).auc;
    let _ = writeln!(
        text,
        "| {name} | {} | {} | {auc:.3} | {:.2} | {:.2} | {hits} |",
        kappa(&all),
        kappa(&some),
        traps.precision,
        traps.recall
    );
}

/// Where the kappa lies in all but five of a hundred draws of as many cards, with replacement.
fn interval(cases: &[&Case]) -> (f64, f64) {
    let mut cards: Vec<Vec<(bool, bool)>> = Vec::new();
    let mut at = std::collections::BTreeMap::new();
    for case in cases {
        let number = *at.entry(case.card).or_insert_with(|| {
            cards.push(Vec::new());
            cards.len() - 1
        });
        cards[number].push((case.verdict == Verdict::Met, case.label == Verdict::Met));
    }
    let draw = |round: u64| {
        let pick = |n: usize| (hash(&format!("{round} {n}")) % cards.len() as u64) as usize;
        kappa((0..cards.len()).flat_map(|n| cards[pick(n)].iter().copied()))
    };
    let mut kappas: Vec<f64> = (0..DRAWS).map(draw).collect();
    kappas.sort_by(f64::total_cmp);
    let at = |share: f64| kappas[(kappas.len() as f64 * share) as usize];
    (at(0.025), at(0.975))
}
