//! The logistic model: its weights file, a sentence's logit, and an answer's probability.
//!
//! Does not read text, and does not train itself: `cargo run --release --example judge -- train`
//! writes the weights.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::Verdict;
use super::features::{self, Row};
use super::heard;
use super::overlap;

/// The shipped weights, readable: of the words alone, and of words together with what the encoder hears.
const SHIPPED: &str = include_str!("../../../assets/judge/fast.toml");
const HEARD: &str = include_str!("../../../assets/judge/heard.toml");

/// What an answer's probability is made of, from the logits of its sentences.
pub const POOL: [&str; 8] = ["bias", "best", "second", "length", "any", "owned", "pair", "others"];

/// The weights file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weights {
    /// How telling a stem is that the list does not know.
    pub unknown: f32,
    /// For criteria.
    pub criterion: Part,
    /// For traps.
    pub trap: Part,
    /// How telling a stem is, by stem.
    pub rarity: BTreeMap<String, f32>,
    /// The same for sentences that the encoder has listened to; a file of its own.
    #[serde(skip)]
    pub heard: Parts,
}

/// The weights for both sorts of targets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parts {
    /// For criteria.
    pub criterion: Part,
    /// For traps.
    pub trap: Part,
}

/// The weights for one sort of target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// The probability from which it is met, or hit.
    pub met: f32,
    /// The probability from which it is partly met.
    pub partial: f32,
    /// Weights of [`POOL`].
    pub pool: BTreeMap<String, f32>,
    /// Weights of a sentence's features, by name.
    pub sentence: BTreeMap<String, f32>,
}

/// Weights, ready to be used.
#[derive(Clone, Debug)]
pub(super) struct Model {
    fast: [Scorer; 2],
    heard: [Scorer; 2],
    rarity: HashMap<String, f32>,
    common: HashMap<String, u32>,
    names: Vec<String>,
    unknown: f32,
    /// Tells models apart.
    pub(super) fingerprint: u64,
}

/// The model for one sort of target.
#[derive(Clone, Debug)]
pub(super) struct Scorer {
    pub(super) met: f32,
    partial: f32,
    pool: [f32; POOL.len()],
    sentence: Vec<f32>,
}

impl Weights {
    /// The weights that are shipped.
    pub fn shipped() -> Self {
        let weights = toml::from_str(SHIPPED).unwrap_or_default();
        Self { heard: toml::from_str(HEARD).unwrap_or_default(), ..weights }
    }
}

impl Model {
    /// The shipped model, read once.
    pub(super) fn shipped() -> Arc<Self> {
        static MODEL: LazyLock<Arc<Model>> =
            LazyLock::new(|| Arc::new(Model::new(&Weights::shipped())));
        Arc::clone(&MODEL)
    }

    /// A model with these weights.
    pub(super) fn new(weights: &Weights) -> Self {
        let common: Vec<String> = common(weights);
        let said = common.iter().map(|stem| format!("said.{stem}"));
        let heard = heard::NAMES.iter().map(|name| (*name).to_owned());
        let names: Vec<String> =
            features::names().iter().cloned().chain(said).chain(heard).collect();
        let scorers = |criterion, trap| [Scorer::new(criterion, &names), Scorer::new(trap, &names)];
        Self {
            fast: scorers(&weights.criterion, &weights.trap),
            heard: scorers(&weights.heard.criterion, &weights.heard.trap),
            common: common.into_iter().zip(0..).collect(),
            names,
            rarity: weights.rarity.iter().map(|(stem, value)| (stem.clone(), *value)).collect(),
            unknown: weights.unknown,
            fingerprint: overlap::key(&format!("{weights:?}")),
        }
    }

    /// What weighs targets of a sort, in sentences that the encoder has listened to or by their words alone.
    pub(super) const fn scorer(&self, trap: bool, heard: bool) -> &Scorer {
        let [criterion, of_traps] = if heard { &self.heard } else { &self.fast };
        if trap { of_traps } else { criterion }
    }

    /// Adds what is heard in a sentence to its rows.
    pub(super) fn hear(&self, rows: &mut [Row], numbers: &[f32], criteria: usize) {
        heard::add(rows, numbers, criteria, (self.names.len() - heard::NAMES.len()) as u32);
    }

    /// The number of a common stem.
    pub(super) fn common(&self, stem: &str) -> Option<u32> {
        self.common.get(stem).copied()
    }

    /// The names of all features.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// How telling a stem is.
    pub(super) fn rarity(&self, stem: &str) -> f32 {
        self.rarity.get(stem).copied().unwrap_or(self.unknown)
    }
}

fn common(weights: &Weights) -> Vec<String> {
    weights.rarity.iter().filter(|(_, r)| **r <= 5.7).map(|(s, _)| s.clone()).collect()
}

impl Scorer {
    fn new(part: &Part, names: &[String]) -> Self {
        let weight = |name: &String| part.sentence.get(name).copied().unwrap_or_default();
        Self {
            met: part.met,
            partial: part.partial,
            pool: POOL.map(|name| part.pool.get(name).copied().unwrap_or_default()),
            sentence: names.iter().map(weight).collect(),
        }
    }

    /// A sentence's logit.
    pub(super) fn logit(&self, row: &Row) -> f32 {
        row.iter()
            .map(|&(id, value)| value * self.sentence.get(id as usize).copied().unwrap_or_default())
            .sum()
    }

    /// The logit of an answer's meeting a target, from its sentences' logits for all targets of its sort.
    pub(super) fn answer<'a>(
        &self,
        sentences: impl Iterator<Item = &'a [f32]>,
        target: usize,
        words: usize,
    ) -> f32 {
        let pooled = pool(sentences, target, words);
        pooled.iter().zip(&self.pool).map(|(a, b)| a * b).sum()
    }

    /// What a probability amounts to.
    pub(super) fn verdict(&self, probability: f32) -> Verdict {
        if probability >= self.met {
            Verdict::Met
        } else if probability >= self.partial {
            Verdict::Partial
        } else {
            Verdict::NotYet
        }
    }
}

/// The logit of a sentence that earns nothing, and the floor of all logits.
pub const NOTHING: f32 = -6.0;

/// The values of [`POOL`] for a target of an answer, from the logits of its sentences for all targets
/// of its sort.
pub fn pool<'a>(
    sentences: impl Iterator<Item = &'a [f32]>,
    target: usize,
    words: usize,
) -> [f32; POOL.len()] {
    let (mut best, mut second, mut owned) = (NOTHING, NOTHING, NOTHING);
    let (mut odds, mut pair, mut others) = (0.0_f32, NOTHING, NOTHING);
    let mut before = NOTHING;
    for logits in sentences {
        let logit = logits.get(target).copied().unwrap_or(NOTHING);
        let rival = logits
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != target)
            .map(|(_, l)| *l)
            .fold(NOTHING, f32::max);
        if logit > best {
            second = best;
            best = logit;
        } else if logit > second {
            second = logit;
        }
        if logit > rival {
            owned = owned.max(logit);
        }
        odds += logit.exp().ln_1p();
        pair = pair.max(f32::midpoint(before, logit));
        before = logit;
        others = others.max(rival);
    }
    let any = odds.exp_m1().max(1e-3).ln();
    [1.0, best, second, (words as f32 + 1.0).ln(), any, owned, pair, others]
}
