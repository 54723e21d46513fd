//! Reads the cues of a sentence: figures, durations, first person, negators, plans, fields of meaning.
//!
//! Knows nothing about cards: the same sentence has the same cues everywhere.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::text::{self, Word, is_negator, stem};

/// The word lists, readable.
const WORDS: &str = include_str!("../../../assets/judge/words.toml");

/// Cues that are computed, not looked up, behind the listed ones.
const COMPUTED: &[&str] = &[
    "figure",
    "figures",
    "percent",
    "past",
    "length",
    "long",
    "short",
    "function-words",
    "capital",
    "question",
    "colon",
    "quote",
    "comma",
    "i-past",
    "we-past",
    "i-modal",
    "denied",
    "word-length",
    "from-to",
    "lasting",
    "not-but",
    "so-that",
    "ing",
];

/// What a sentence sounds like.
#[derive(Clone, Debug, Default)]
pub(super) struct Cues {
    /// A value from 0 to 1 for each of [`cue_names`].
    pub(super) values: Vec<f32>,
    /// For each of [`field_names`] how strongly the sentence touches it.
    pub(super) fields: Vec<f32>,
}

struct Lexicon {
    cues: Vec<String>,
    fields: Vec<String>,
    cue_of: HashMap<String, Vec<u16>>,
    field_of: HashMap<String, Vec<u16>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let lists: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(WORDS).unwrap_or_default();
    let empty = BTreeMap::new();
    let (cues, cue_of) = table(lists.get("cues").unwrap_or(&empty), true);
    let (fields, field_of) = table(lists.get("fields").unwrap_or(&empty), false);
    Lexicon { cues, fields, cue_of, field_of }
});

fn table(
    lists: &BTreeMap<String, String>,
    literal: bool,
) -> (Vec<String>, HashMap<String, Vec<u16>>) {
    let mut of: HashMap<String, Vec<u16>> = HashMap::new();
    for (number, words) in lists.values().enumerate() {
        for word in words.split_whitespace() {
            let keys = if literal { vec![word.to_owned(), stem(word)] } else { vec![stem(word)] };
            for key in keys {
                let numbers = of.entry(key).or_default();
                if !numbers.contains(&(number as u16)) {
                    numbers.push(number as u16);
                }
            }
        }
    }
    (lists.keys().cloned().collect(), of)
}

/// Names of the cues, in the order of [`Cues::values`].
pub(super) fn cue_names() -> Vec<String> {
    LEXICON.cues.iter().cloned().chain(COMPUTED.iter().map(|&name| name.to_owned())).collect()
}

/// Names of the fields of meaning, in the order of [`Cues::fields`].
pub(super) fn field_names() -> &'static [String] {
    &LEXICON.fields
}

/// Whether cues tell of a figure, of a period or a date, of something done, and of the speaker.
pub(super) fn traits(cues: &[f32]) -> [bool; 4] {
    const TELLING: [&[&str]; 4] =
        [&["figure", "number-word"], &["duration", "date", "lasting"], &["past"], &["i"]];
    static PLACES: LazyLock<[Vec<usize>; 4]> = LazyLock::new(|| {
        let names = cue_names();
        TELLING.map(|of| (0..names.len()).filter(|&n| of.contains(&names[n].as_str())).collect())
    });
    PLACES.each_ref().map(|places| places.iter().any(|&n| cues.get(n).is_some_and(|v| *v > 0.0)))
}

/// The cues of a sentence with these words.
pub(super) fn read(sentence: &str, words: &[Word]) -> Cues {
    let listed = LEXICON.cues.len();
    let mut counts = vec![0_u32; listed];
    let mut fields = vec![0.0_f32; LEXICON.fields.len()];
    for word in words {
        let cues = LEXICON.cue_of.get(&word.lower).or_else(|| LEXICON.cue_of.get(&word.stem));
        for &cue in cues.into_iter().flatten() {
            counts[usize::from(cue)] += 1;
        }
        for &field in LEXICON.field_of.get(&word.stem).into_iter().flatten() {
            let value = &mut fields[usize::from(field)];
            *value += (1.0 - *value) * if word.negated { 0.3 } else { 0.6 };
        }
    }
    let mut values: Vec<f32> = counts.into_iter().map(saturate).collect();
    values.extend(computed(sentence, words));
    Cues { values, fields }
}

/// 0, 1/2, 3/4, 7/8 … for 0, 1, 2, 3 …
fn saturate(count: u32) -> f32 {
    1.0 - 0.5_f32.powi(count.min(20) as i32)
}

fn computed(sentence: &str, words: &[Word]) -> [f32; 23] {
    let n = words.len().max(1) as f32;
    let flag = |yes: bool| f32::from(u8::from(yes));
    let is_past = |w: &Word| text::is_past(&w.lower);
    let follows = |subject: &[&str], test: &dyn Fn(&Word) -> bool| {
        words.iter().enumerate().any(|(i, w)| {
            subject.contains(&w.lower.as_str()) && words[i + 1..].iter().take(2).any(test)
        })
    };
    let has = |word: &str| words.iter().position(|w| w.lower == word);
    let after = |first: &str, second: &str| {
        has(first).is_some_and(|i| words[i + 1..].iter().any(|w| w.lower == second))
    };
    let figures = words.iter().filter(|w| w.figure).count() as u32;
    let past = words.iter().filter(|w| is_past(w)).count() as u32;
    let modal = |w: &Word| {
        w.lower.ends_with("'d")
            || w.lower.ends_with("'ll")
            || matches!(w.lower.as_str(), "would" | "will" | "should" | "could" | "might")
    };
    let capitals = words.iter().skip(1).filter(|w| w.capital && !w.lower.starts_with('i')).count();
    let lasting =
        words.iter().any(|w| matches!(w.lower.as_str(), "since" | "for" | "after" | "in"))
            && words.iter().any(|w| {
                matches!(w.stem.as_str(), "week" | "month" | "year" | "day" | "quarter" | "then")
            });
    [
        flag(figures > 0),
        saturate(figures.saturating_sub(1)),
        flag(sentence.contains(['%', '€', '$', '£']) || has("percent").is_some()),
        saturate(past),
        (n.ln() / 4.0).min(1.0),
        flag(n > 28.0),
        flag(n < 8.0),
        words.iter().filter(|w| w.stop).count() as f32 / n,
        saturate(capitals as u32),
        flag(sentence.contains('?')),
        flag(sentence.contains([':', ';'])),
        flag(sentence.contains(['"', '“'])),
        saturate(sentence.matches(',').count() as u32),
        flag(follows(&["i"], &is_past)),
        flag(follows(&["we", "he", "she", "they"], &is_past)),
        flag(follows(&["i", "we"], &modal) || has("i'd").is_some() || has("i'll").is_some()),
        words.iter().filter(|w| w.negated && !w.stop).count() as f32 / n,
        (words.iter().map(|w| w.lower.len()).sum::<usize>() as f32 / n / 8.0).min(1.0),
        flag(after("from", "to")),
        flag(lasting),
        flag(words.iter().any(|w| is_negator(&w.lower)) && has("but").is_some()),
        flag(after("so", "that") || after("in", "order")),
        saturate(
            words.iter().filter(|w| w.lower.len() > 5 && w.lower.ends_with("ing")).count() as u32
        ),
    ]
}
