//! Measures the judge on answers that it was not trained on, and tells where it fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use greenroom::domain::rubric::heard::Heard;
use greenroom::domain::rubric::model::Weights;
use greenroom::domain::rubric::{Judge, Scratch, Tail, Verdict};
use serde::Serialize;

use crate::corpus::{Answer, Corpus};
use crate::train::{Recipe, hash, kappa, train};

/// How the answers are split into folds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    /// Seen cards, unseen answers.
    Answers,
    /// Unseen cards.
    Cards,
}

impl Split {
    fn fold(self, corpus: &Corpus, answer: &Answer) -> u64 {
        let card = &corpus.cards[answer.card].1;
        match self {
            Self::Answers => hash(&format!("{} {}", card.id, answer.id)) % 6,
            Self::Cards => hash(card.id.as_str()) % 6,
        }
    }
}

/// One verdict beside its label.
pub(crate) struct Case {
    /// Number of its card in the corpus.
    pub(crate) card: usize,
    pub(crate) style: String,
    pub(crate) informative: bool,
    pub(crate) trap: bool,
    pub(crate) label: Verdict,
    pub(crate) verdict: Verdict,
    pub(crate) confidence: f64,
    /// For a true positive: whether the top span touches a mark.
    pub(crate) well_placed: Option<bool>,
    /// For a true positive: whether it is off without the marked sentences.
    pub(crate) turned_off: Option<bool>,
}

/// What of the answers is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tested {
    /// All of each.
    Whole,
    /// All of each, and for every true positive what is left without the marked sentences.
    Thoroughly,
    /// The first half of each, as it stands while it is written.
    Halves,
}

/// Judges every answer with weights trained without its fold.
pub(crate) fn cases(corpus: &Corpus, split: Split, recipe: Recipe, tested: Tested) -> Vec<Case> {
    let folds: Vec<u64> = (0..6).collect();
    let one = |fold: u64| {
        let (held, rest): (Vec<&Answer>, Vec<&Answer>) =
            corpus.answers.iter().partition(|a| split.fold(corpus, a) == fold);
        let weights = train(corpus, &rest, recipe);
        if tested == Tested::Halves {
            let halves: Vec<Answer> = held.into_iter().map(Answer::half).collect();
            return judge(corpus, &halves.iter().collect::<Vec<_>>(), &weights, recipe, false);
        }
        judge(corpus, &held, &weights, recipe, tested == Tested::Thoroughly)
    };
    let half = |odd: u64| -> Vec<Case> {
        folds.iter().filter(|f| *f % 2 == odd).flat_map(|&f| one(f)).collect()
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        let mut cases = half(0);
        cases.extend(other.join().unwrap_or_default());
        cases
    })
}

/// Judges answers with these weights.
pub(crate) fn judge(
    corpus: &Corpus,
    answers: &[&Answer],
    weights: &Weights,
    recipe: Recipe,
    thorough: bool,
) -> Vec<Case> {
    let mut judges: BTreeMap<usize, Judge> = BTreeMap::new();
    let mut cases = Vec::new();
    for answer in answers {
        let card = &corpus.cards[answer.card].1;
        let judge = judges.entry(answer.card).or_insert_with(|| Judge::with_weights(card, weights));
        let heard = if recipe.heard { answer.heard.clone() } else { Heard::default() };
        let mut scratch = Scratch::with(heard);
        let judgement = judge.judge(&answer.text, Tail::Finished, &mut scratch);
        let criteria = judgement.criteria.iter().map(|f| (f.verdict, f.confidence, &f.evidence));
        let traps = judgement.traps.iter().map(|t| {
            (if t.hit { Verdict::Met } else { Verdict::NotYet }, t.confidence, &t.evidence)
        });
        for (target, (verdict, confidence, evidence)) in criteria.chain(traps).enumerate() {
            let label = answer.label(target);
            let true_positive = verdict == Verdict::Met && label == Verdict::Met;
            let trap = target >= card.criteria.len();
            cases.push(Case {
                card: answer.card,
                style: answer.style.clone(),
                informative: answer.informative(),
                trap,
                label,
                verdict,
                confidence: f64::from(confidence),
                well_placed: true_positive.then(|| {
                    evidence.first().is_some_and(|span| {
                        answer.marks.iter().any(|m| {
                            m.target == target
                                && m.range.start < span.end
                                && span.start < m.range.end
                        })
                    })
                }),
                turned_off: (thorough && true_positive && !trap).then(|| {
                    let text = without(answer, target);
                    let again = judge.judge(&text, Tail::Finished, &mut scratch);
                    again.criteria[target].verdict != Verdict::Met
                }),
            });
        }
    }
    cases
}

/// The answer without the sentences that are marked for a target.
fn without(answer: &Answer, target: usize) -> String {
    let mut text = String::new();
    for range in greenroom::domain::rubric::sentences(&answer.text) {
        if answer.sentence_label(target, &range) == 0.0 {
            text.push_str(&answer.text[range]);
            text.push('\n');
        }
    }
    text
}

/// The figures of a set of cases.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Figures {
    pub(crate) cases: usize,
    pub(crate) kappa: f64,
    pub(crate) auc: f64,
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) accuracy: f64,
    pub(crate) brier: f64,
    pub(crate) three_way_kappa: f64,
}

/// The figures of these cases.
pub(crate) fn figures<'a>(cases: impl Iterator<Item = &'a Case>) -> Figures {
    let cases: Vec<&Case> = cases.collect();
    let pair = |c: &&Case| (c.verdict == Verdict::Met, c.label == Verdict::Met);
    let count =
        |test: &dyn Fn((bool, bool)) -> bool| cases.iter().filter(|c| test(pair(c))).count() as f64;
    let n = cases.len() as f64;
    let hits = count(&|(v, l)| v && l);
    Figures {
        cases: cases.len(),
        kappa: kappa(cases.iter().map(pair)),
        auc: auc(&cases),
        precision: hits / count(&|(v, _)| v),
        recall: hits / count(&|(_, l)| l),
        accuracy: count(&|(v, l)| v == l) / n,
        brier: cases
            .iter()
            .map(|c| (c.confidence - f64::from(u8::from(c.label == Verdict::Met))).powi(2))
            .sum::<f64>()
            / n,
        three_way_kappa: weighted_kappa(&cases),
    }
}

fn auc(cases: &[&Case]) -> f64 {
    let mut order: Vec<(f64, bool)> =
        cases.iter().map(|c| (c.confidence, c.label == Verdict::Met)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks, mut i) = (0.0, 0);
    while i < order.len() {
        let same = order[i..].iter().take_while(|o| o.0.total_cmp(&order[i].0).is_eq()).count();
        let rank = i as f64 + f64::midpoint(same as f64, 1.0);
        ranks += rank * order[i..i + same].iter().filter(|o| o.1).count() as f64;
        i += same;
    }
    let yes = order.iter().filter(|o| o.1).count() as f64;
    let no = order.len() as f64 - yes;
    (ranks - yes * (yes + 1.0) / 2.0) / (yes * no)
}

/// Kappa over met, partial and not yet, with linear weights.
fn weighted_kappa(cases: &[&Case]) -> f64 {
    let place = |v: Verdict| match v {
        Verdict::Met => 2,
        Verdict::Partial => 1,
        Verdict::NotYet => 0,
    };
    let all = cases.len() as f64;
    let (mut a, mut b, mut seen) = ([0.0; 3], [0.0; 3], 0.0);
    for c in cases {
        let (x, y) = (place(c.verdict), place(c.label));
        a[x] += 1.0 / all;
        b[y] += 1.0 / all;
        seen += (x as f64 - y as f64).abs() / all;
    }
    let mut chance = 0.0;
    for (x, a) in a.iter().enumerate() {
        for (y, b) in b.iter().enumerate() {
            chance += a * b * (x as f64 - y as f64).abs();
        }
    }
    1.0 - seen / chance
}

/// A share in percent of those that are known.
pub(crate) fn share(of: impl Iterator<Item = Option<bool>>) -> f64 {
    let (mut yes, mut all) = (0.0, 0.0);
    for known in of.flatten() {
        all += 1.0;
        yes += f64::from(u8::from(known));
    }
    yes / all
}

/// The table of failures by style.
pub(crate) fn by_style(cases: &[Case]) -> String {
    let mut text = String::new();
    let styles: std::collections::BTreeSet<&str> = cases.iter().map(|c| c.style.as_str()).collect();
    for style in styles {
        let of = || cases.iter().filter(|c| !c.trap && c.style == style);
        let f = figures(of());
        let wrong = of().filter(|c| c.label != Verdict::Met);
        let false_met = share(wrong.map(|c| Some(c.verdict == Verdict::Met)));
        let _ = writeln!(
            text,
            "| {style} | {} | {:.2} | {:.2} | {false_met:.2} |",
            f.cases, f.accuracy, f.kappa
        );
    }
    text
}

/// Reliability in ten bins: mean confidence against the share that is met.
pub(crate) fn reliability(cases: &[Case]) -> String {
    let mut text = String::new();
    for bin in 0..10 {
        let of: Vec<&Case> = cases
            .iter()
            .filter(|c| !c.trap && ((c.confidence * 10.0) as usize).min(9) == bin)
            .collect();
        if of.is_empty() {
            continue;
        }
        let mean = of.iter().map(|c| c.confidence).sum::<f64>() / of.len() as f64;
        let met = share(of.iter().map(|c| Some(c.label == Verdict::Met)));
        let _ = writeln!(text, "| {mean:.2} | {met:.2} | {} |", of.len());
    }
    text
}

/// Microseconds: a sentence judged afresh, and a key at the end of an answer of 400 words.
pub(crate) fn speed(corpus: &Corpus) -> (f64, f64) {
    let card = &corpus.cards[0].1;
    let judge = Judge::compile(card);
    let mut text = String::new();
    let mut sentences = 0;
    for answer in corpus.answers.iter().filter(|a| a.informative()) {
        if text.split_whitespace().count() > 400 {
            break;
        }
        text.push_str(&answer.text);
        text.push(' ');
        sentences += greenroom::domain::rubric::sentences(&answer.text).len();
    }
    judge.judge(&text, Tail::Finished, &mut Scratch::default());
    let start = Instant::now();
    for _ in 0..50 {
        judge.judge(&text, Tail::Finished, &mut Scratch::default());
    }
    let sentence = start.elapsed().as_secs_f64() * 1e6 / (50 * sentences) as f64;
    let mut scratch = Scratch::default();
    judge.judge(&text, Tail::Writing, &mut scratch);
    let tail = "and then we measured for three weeks how often the alarm went off at night";
    let start = Instant::now();
    for c in tail.chars() {
        text.push(c);
        judge.judge(&text, Tail::Writing, &mut scratch);
    }
    (sentence, start.elapsed().as_secs_f64() * 1e6 / tail.len() as f64)
}
