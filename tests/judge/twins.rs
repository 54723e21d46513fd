//! Looks for texts that stand in two sets of the corpus, whole or nearly: what is held out must be new.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use greenroom::domain::rubric::{sentences, word_count};

use crate::corpus::{Corpus, Set};

/// Words in a row that are compared.
const GRAM: usize = 5;

/// Words under which a sentence may stand anywhere: *That was a mistake.*
const TELLING: usize = 6;

/// A text with the set that it belongs to.
struct Text {
    set: Set,
    name: String,
    words: String,
}

/// What two sets share.
#[derive(Debug, Default)]
pub(crate) struct Twins {
    /// How many answers and cards were compared.
    pub(crate) compared: (usize, usize),
    /// Answers, questions or sentences of six words or more that stand in two sets.
    pub(crate) same: Vec<String>,
    /// The pairs of answers of two sets that share most: the share of the five-word runs of the
    /// shorter one, most first.
    pub(crate) nearest: Vec<(f64, String)>,
    /// The same for cards: questions, descriptions, examples.
    pub(crate) nearest_cards: Vec<(f64, String)>,
    /// The same between an answer and the examples of its own card, which the judge goes by.
    pub(crate) nearest_examples: Vec<(f64, String)>,
}

/// Compares everything with everything of another set.
pub(crate) fn twins(corpus: &Corpus) -> Twins {
    let answers: Vec<Text> = corpus
        .answers
        .iter()
        .map(|a| Text {
            set: corpus.set(a.card),
            name: format!("{} {}", corpus.cards[a.card].1.id, a.id),
            words: a.text.clone(),
        })
        .collect();
    let cards: Vec<Text> = (0..corpus.cards.len())
        .map(|n| {
            let card = &corpus.cards[n].1;
            let criteria = card.criteria.iter().flat_map(|c| {
                [&c.title, &c.description].into_iter().chain(&c.examples).chain(&c.counterexamples)
            });
            let traps = card.traps.iter().flat_map(|t| {
                [&t.title, &t.description].into_iter().chain(&t.examples).chain(&t.counterexamples)
            });
            let texts: Vec<&str> = criteria.chain(traps).map(String::as_str).collect();
            let text = format!("{}\n{}", card.question, texts.join("\n"));
            Text { set: corpus.set(n), name: card.id.to_string(), words: text }
        })
        .collect();
    let mut same = shared_sentences(&answers);
    same.extend(shared_sentences(&cards));
    let mut nearest_examples: Vec<(f64, String)> = corpus
        .answers
        .iter()
        .map(|a| {
            let card = &corpus.cards[a.card].1;
            let of_traps = card.traps.iter().flat_map(|t| &t.examples);
            let examples = card.criteria.iter().flat_map(|c| &c.examples).chain(of_traps);
            let said = grams(&a.text);
            let share = |example: &String| {
                let theirs = grams(example);
                theirs.intersection(&said).count() as f64 / theirs.len().max(1) as f64
            };
            (examples.map(share).fold(0.0, f64::max), format!("{} {}", card.id, a.id))
        })
        .collect();
    nearest_examples.sort_by(|a, b| b.0.total_cmp(&a.0));
    Twins {
        compared: (answers.len(), cards.len()),
        same,
        nearest: nearest(&answers),
        nearest_cards: nearest(&cards),
        nearest_examples,
    }
}

/// A text's words, in lower case and without marks.
fn words(text: &str) -> Vec<String> {
    let word = |run: &str| run.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    text.split_whitespace().map(word).filter(|w: &String| !w.is_empty()).collect()
}

fn grams(text: &str) -> HashSet<String> {
    text.lines()
        .flat_map(|line| words(line).windows(GRAM).map(|w| w.join(" ")).collect::<Vec<_>>())
        .collect()
}

fn shared_sentences(texts: &[Text]) -> Vec<String> {
    let mut first: HashMap<String, &Text> = HashMap::new();
    let mut same = Vec::new();
    for text in texts {
        for range in sentences(&text.words) {
            let sentence = &text.words[range];
            if word_count(sentence) < TELLING {
                continue;
            }
            let before = first.entry(words(sentence).join(" ")).or_insert(text);
            if before.set != text.set {
                same.push(format!("{} and {}: {sentence}", before.name, text.name));
            }
        }
    }
    same
}

/// The pairs of different sets that share most.
fn nearest(texts: &[Text]) -> Vec<(f64, String)> {
    let grams: Vec<HashSet<String>> = texts.iter().map(|t| grams(&t.words)).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, of) in grams.iter().enumerate() {
        for gram in of {
            places.entry(gram).or_default().push(n);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for at in places.values() {
        for (i, &a) in at.iter().enumerate() {
            for &b in at[i + 1..].iter().filter(|&&b| texts[b].set != texts[a].set) {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<(f64, String)> = shared
        .into_iter()
        .map(|((a, b), count)| {
            let least = grams[a].len().min(grams[b].len()).max(1);
            (count as f64 / least as f64, format!("{} and {}", texts[a].name, texts[b].name))
        })
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    pairs
}

/// The figures, in words.
pub(crate) fn report(corpus: &Corpus) -> String {
    let twins = twins(corpus);
    let (answers, cards) = twins.compared;
    let mut text = format!(
        "{answers} answers and {cards} cards of three sets; sentences of {TELLING} words or more that stand in two sets: {}\n",
        twins.same.len()
    );
    for line in &twins.same {
        let _ = writeln!(text, "  {line}");
    }
    for (what, pairs) in [
        ("answers of two sets", &twins.nearest),
        ("cards of two sets", &twins.nearest_cards),
        ("an answer and an example of its own card", &twins.nearest_examples),
    ] {
        let over = pairs.iter().filter(|(share, _)| *share > 0.2).count();
        let _ = writeln!(
            text,
            "\n{what}: {over} pairs share more than a fifth of the shorter one's runs of {GRAM} words; most:"
        );
        for (share, name) in pairs.iter().take(5) {
            let _ = writeln!(text, "  {share:.2}  {name}");
        }
    }
    text
}
