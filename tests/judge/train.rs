//! Trains the weights from labelled answers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use greenroom::domain::rubric::features::{self, Row};
use greenroom::domain::rubric::heard::Heard;
use greenroom::domain::rubric::model::{NOTHING, POOL, Part, Parts, Weights, pool};
use greenroom::domain::rubric::{Judge, Verdict, sentences, word_count};

use crate::corpus::{Answer, Corpus};
use crate::fit::{Group, Sample, joint, logistic};

/// What is trained, and how strongly it is held back.
#[derive(Clone, Copy)]
pub(crate) struct Recipe {
    /// The ridge of a feature, by name; infinite leaves it out.
    pub(crate) ridge: fn(&str) -> f64,
    /// Weight of a sentence that earns it.
    pub(crate) positive: f64,
    /// Weight of the loss over whole answers beside that over sentences.
    pub(crate) answers: f64,
    /// What an answer that is partly met counts there.
    pub(crate) partial: f64,
    /// The same two for traps.
    pub(crate) trap_positive: f64,
    pub(crate) trap_answers: f64,
    /// What a criterion's probability may be made of, bias apart.
    pub(crate) pool: &'static [&'static str],
    /// Whether it goes by what an encoder hears, too: then these weights are trained, and no others.
    pub(crate) heard: bool,
}

/// A number of 64 bits for a text, the same everywhere.
pub(crate) fn hash(text: &str) -> u64 {
    let fnv = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (fnv ^ (fnv >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

/// An answer's sentences with their rows.
struct Read<'a> {
    answer: &'a Answer,
    sentences: Vec<(Range<usize>, Vec<Row>)>,
    words: usize,
}

/// Trains on these answers.
pub(crate) fn train(corpus: &Corpus, answers: &[&Answer], recipe: Recipe) -> Weights {
    let mut weights = rarity(answers);
    let mut judges: HashMap<usize, Judge> = HashMap::new();
    let mut read: Vec<Read<'_>> = answers
        .iter()
        .map(|&answer| {
            let judge = judges
                .entry(answer.card)
                .or_insert_with(|| Judge::with_weights(&corpus.cards[answer.card].1, &weights));
            let words = word_count(&answer.text);
            let nothing = Heard::default();
            let heard = if recipe.heard { &answer.heard } else { &nothing };
            Read { answer, sentences: judge.rows(&answer.text, heard), words }
        })
        .collect();
    let names = judges.values().next().map(|j| j.names().to_vec()).unwrap_or_default();
    for (_, rows) in read.iter_mut().flat_map(|r| &mut r.sentences) {
        for row in rows {
            row.retain(|(id, _)| (recipe.ridge)(&names[*id as usize]).is_finite());
        }
    }
    let set = Set { corpus, read: &read, names: &names, recipe };
    let (criterion, trap) = (train_part(&set, false), train_part(&set, true));
    if recipe.heard {
        weights.heard = Parts { criterion, trap };
    } else {
        (weights.criterion, weights.trap) = (criterion, trap);
    }
    weights
}

/// What is trained on.
struct Set<'a> {
    corpus: &'a Corpus,
    read: &'a [Read<'a>],
    names: &'a [String],
    recipe: Recipe,
}

fn targets(corpus: &Corpus, answer: &Answer, traps: bool) -> Range<usize> {
    let card = &corpus.cards[answer.card].1;
    let criteria = card.criteria.len();
    if traps { criteria..criteria + card.traps.len() } else { 0..criteria }
}

const INNER: u64 = 4;

/// A trap is called from so calibrated a probability on. A threshold that is looked for among the few hits
/// there are is mostly noise.
const TRAP_FROM: f64 = 0.75;

/// What an answer's probability is made of, of all of it or of its beginning.
struct Pooled {
    row: Row,
    label: Verdict,
    whole: bool,
}

fn train_part(set: &Set<'_>, traps: bool) -> Part {
    let Set { corpus, read, .. } = *set;
    let card_fold = |card: usize| hash(corpus.cards[card].1.id.as_str()) / 7 % INNER;
    let fold = |r: &Read<'_>| card_fold(r.answer.card);
    let mut pooled: Vec<Pooled> = Vec::new();
    for held in 0..INNER {
        let inner = sentence_weights(set, traps, &|card| card_fold(card) != held);
        for r in read.iter().filter(|r| fold(r) == held) {
            let targets = targets(corpus, r.answer, traps);
            let logits: Vec<Vec<f32>> = r
                .sentences
                .iter()
                .map(|(_, rows)| {
                    let score = |t| earning(rows, t).map_or(NOTHING, |row| logit(&inner, row));
                    targets.clone().map(score).collect()
                })
                .collect();
            // Also as it stood while it was written: a third of it, two thirds.
            let all = logits.len();
            for part in BTreeSet::from([all.div_ceil(3), (2 * all).div_ceil(3), all]) {
                let end = r.sentences[..part].last().map_or(0, |(range, _)| range.end);
                let words = if part == all { r.words } else { word_count(&r.answer.text[..end]) };
                for (number, target) in targets.clone().enumerate() {
                    let values = pool(logits[..part].iter().map(Vec::as_slice), number, words);
                    let label = if part == all {
                        r.answer.label(target)
                    } else {
                        r.answer.label_before(target, end)
                    };
                    let row: Row = (0_u32..).zip(values).collect();
                    pooled.push(Pooled { row, label, whole: part == all });
                }
            }
        }
    }
    let samples: Vec<Sample<'_>> = pooled
        .iter()
        .map(|pooled| Sample {
            row: &pooled.row,
            label: f64::from(u8::from(pooled.label == Verdict::Met)),
            weight: 1.0,
        })
        .collect();
    let allowed = if traps { &POOL } else { set.recipe.pool };
    let pool_weights = rising(&samples, allowed);
    let scored: Vec<(f64, Verdict)> = pooled
        .iter()
        .filter(|pooled| pooled.whole)
        .map(|Pooled { row, label, .. }| {
            let sum: f64 =
                row.iter().map(|&(id, v)| pool_weights[id as usize] * f64::from(v)).sum();
            (1.0 / (1.0 + (-sum).exp()), *label)
        })
        .collect();
    let met = if traps { TRAP_FROM } else { kappa_threshold(&scored) };
    let partial = if traps { met } else { partial_threshold(&scored, met) };
    let sentence = sentence_weights(set, traps, &|_| true);
    Part {
        met: met as f32,
        partial: partial as f32,
        pool: POOL.iter().zip(&pool_weights).map(|(n, w)| ((*n).to_owned(), rounded(*w))).collect(),
        sentence: set
            .names
            .iter()
            .zip(&sentence)
            .filter(|(_, w)| w.abs() >= 0.005)
            .map(|(name, w)| (name.clone(), rounded(*w)))
            .collect(),
    }
}

/// Pool weights of which none but the bias is below zero: another finished sentence never takes
/// away what the ones before it earned.
fn rising(samples: &[Sample<'_>], allowed: &[&str]) -> Vec<f64> {
    let mut ridge = POOL
        .map(|name| if name == "bias" || allowed.contains(&name) { 0.01 } else { f64::INFINITY });
    loop {
        let weights = logistic(samples, &ridge, 200);
        let worst = (1..POOL.len()).min_by(|&a, &b| weights[a].total_cmp(&weights[b]));
        match worst {
            Some(worst) if weights[worst] < 0.0 => ridge[worst] = f64::INFINITY,
            _ => return weights,
        }
    }
}

/// A target's row, unless the sentence denies it or earns nothing.
fn earning(rows: &[Row], target: usize) -> Option<&Row> {
    rows.get(target).filter(|row| !row.is_empty())
}

fn logit(weights: &[f64], row: &Row) -> f32 {
    let sum: f64 = row.iter().map(|&(id, v)| weights[id as usize] * f64::from(v)).sum();
    (sum as f32).max(NOTHING)
}

/// Three digits behind the point: what the file says is what is used.
fn rounded(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}

fn sentence_weights(set: &Set<'_>, traps: bool, with: &dyn Fn(usize) -> bool) -> Vec<f64> {
    let recipe = set.recipe;
    let (positive, answers) = if traps {
        (recipe.trap_positive, recipe.trap_answers)
    } else {
        (recipe.positive, recipe.answers)
    };
    let mut samples = Vec::new();
    let mut groups = Vec::new();
    for r in set.read.iter().filter(|r| with(r.answer.card)) {
        for target in targets(set.corpus, r.answer, traps) {
            let first = samples.len();
            for (range, rows) in &r.sentences {
                let Some(row) = earning(rows, target) else { continue };
                let label = r.answer.sentence_label(target, range);
                let weight = if label > 0.0 { positive } else { 1.0 };
                samples.push(Sample { row, label, weight });
            }
            if samples.len() > first {
                let label = match r.answer.label(target) {
                    Verdict::Met => 1.0,
                    Verdict::Partial => set.recipe.partial,
                    Verdict::NotYet => 0.0,
                };
                groups.push(Group { samples: first..samples.len(), label });
            }
        }
    }
    let ridge: Vec<f64> = set.names.iter().map(|name| (recipe.ridge)(name)).collect();
    joint(&samples, &groups, answers, &ridge, 80)
}

/// How telling each stem is, from the sentences of the answers.
fn rarity(answers: &[&Answer]) -> Weights {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0_u32;
    for answer in answers {
        for range in sentences(&answer.text) {
            all += 1;
            for stem in features::stems(&answer.text[range]) {
                *counts.entry(stem).or_default() += 1;
            }
        }
    }
    let rarity = |count: usize| (f64::from(all) / (count as f64 + 1.0)).ln().max(0.5);
    Weights {
        unknown: rounded(rarity(1)),
        rarity: counts
            .into_iter()
            .filter(|(_, count)| *count >= 4)
            .map(|(stem, count)| (stem, ((rarity(count) * 10.0).round() / 10.0) as f32))
            .collect(),
        ..Weights::default()
    }
}

/// Cohen's kappa of two yes-or-no verdicts.
pub(crate) fn kappa(pairs: impl Iterator<Item = (bool, bool)>) -> f64 {
    let mut n = [[0.0_f64; 2]; 2];
    for (a, b) in pairs {
        n[usize::from(a)][usize::from(b)] += 1.0;
    }
    let all = n[0][0] + n[0][1] + n[1][0] + n[1][1];
    let agree = (n[0][0] + n[1][1]) / all;
    let chance = ((n[0][0] + n[0][1]) * (n[0][0] + n[1][0])
        + (n[1][0] + n[1][1]) * (n[0][1] + n[1][1]))
        / (all * all);
    if chance < 1.0 { (agree - chance) / (1.0 - chance) } else { 0.0 }
}

fn steps() -> impl Iterator<Item = f64> {
    (5_u32..95).map(|p| f64::from(p) / 100.0)
}

fn kappa_threshold(scored: &[(f64, Verdict)]) -> f64 {
    best(steps().map(|t| (t, kappa(scored.iter().map(|(p, l)| (*p >= t, *l == Verdict::Met))))))
}

/// The threshold below `met` that agrees best with "at least partial".
fn partial_threshold(scored: &[(f64, Verdict)], met: f64) -> f64 {
    best(
        steps()
            .filter(|t| *t < met)
            .map(|t| (t, kappa(scored.iter().map(|(p, l)| (*p >= t, *l != Verdict::NotYet))))),
    )
    .clamp(met * 0.7, met * 0.88)
}

fn best(scores: impl Iterator<Item = (f64, f64)>) -> f64 {
    let mut best = (0.5, f64::MIN);
    for (t, score) in scores {
        if score > best.1 {
            best = (t, score);
        }
    }
    best.0
}
