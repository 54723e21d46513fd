//! Reads the labelled corpus in `tests/corpus`, and checks its marks.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use greenroom::domain::deck::{Card, Criterion, Level, Trap};
use greenroom::domain::id::CardId;
use greenroom::domain::rubric::Verdict;
use serde::Deserialize;

/// All cards and answers.
pub(crate) struct Corpus {
    pub(crate) parts: Vec<String>,
    pub(crate) cards: Vec<(usize, Arc<Card>)>,
    pub(crate) answers: Vec<Answer>,
}

/// A labelled answer.
pub(crate) struct Answer {
    /// Number of its card in the corpus.
    pub(crate) card: usize,
    pub(crate) id: String,
    pub(crate) style: String,
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
}

/// A span that earns a target, or falls into it.
pub(crate) struct Mark {
    /// Number of the criterion, or criteria and number of the trap.
    pub(crate) target: usize,
    pub(crate) partial: bool,
    pub(crate) range: Range<usize>,
}

impl Answer {
    /// The label of a target in the answer.
    pub(crate) fn label(&self, target: usize) -> Verdict {
        let marks = || self.marks.iter().filter(|m| m.target == target);
        if marks().any(|m| !m.partial) {
            Verdict::Met
        } else if marks().next().is_some() {
            Verdict::Partial
        } else {
            Verdict::NotYet
        }
    }

    /// The label of a sentence: 1 where a mark covers half of it or lies in it, ½ for a partial one.
    pub(crate) fn sentence_label(&self, target: usize, sentence: &Range<usize>) -> f64 {
        let covered = |m: &Mark| {
            let shared =
                m.range.end.min(sentence.end).saturating_sub(m.range.start.max(sentence.start));
            2 * shared >= m.range.len().min(sentence.len()) && shared > 0
        };
        self.marks
            .iter()
            .filter(|m| m.target == target && covered(m))
            .map(|m| if m.partial { 0.5 } else { 1.0 })
            .fold(0.0, f64::max)
    }

    /// Whether the answer belongs to the informative subset.
    pub(crate) fn informative(&self) -> bool {
        !matches!(self.style.as_str(), "excellent" | "keyword" | "offtopic")
    }
}

#[derive(Deserialize)]
struct DeckFile {
    id: String,
    card: Vec<CardFile>,
}

#[derive(Deserialize)]
struct CardFile {
    id: String,
    question: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    criteria: Vec<TargetFile>,
    #[serde(default)]
    traps: Vec<TargetFile>,
}

#[derive(Deserialize)]
struct TargetFile {
    id: String,
    title: String,
    description: String,
    #[serde(default)]
    kind: Option<String>,
    examples: Vec<String>,
    counterexamples: Vec<String>,
    #[serde(default = "one")]
    weight: f64,
}

fn one() -> f64 {
    1.0
}

/// Reads the cards of a deck file: the one place to change when the decks' own reader is used.
fn read_cards(text: &str) -> Result<Vec<Card>> {
    use greenroom::domain::deck::{Kind, TrapKind};
    let deck: DeckFile = toml::from_str(text)?;
    let cards = deck.card.into_iter().zip(1..).map(|(card, number)| Card {
        id: CardId::new(&deck.id, &card.id),
        number,
        question: card.question,
        level: Level::Mid,
        tags: card.tags,
        minutes: 2.0,
        short_answer: String::new(),
        detail: String::new(),
        looks_for: String::new(),
        pitfall: String::new(),
        follow_ups: Vec::new(),
        model_answer: String::new(),
        sources: Vec::new(),
        criteria: card
            .criteria
            .into_iter()
            .map(|c| Criterion {
                id: c.id,
                title: c.title,
                description: c.description,
                kind: c.kind.as_deref().and_then(Kind::from_word),
                examples: c.examples,
                counterexamples: c.counterexamples,
                weight: c.weight.round().clamp(1.0, 3.0) as u8,
            })
            .collect(),
        traps: card
            .traps
            .into_iter()
            .map(|t| Trap {
                id: t.id,
                title: t.title,
                description: t.description,
                kind: t.kind.as_deref().and_then(TrapKind::from_word),
                examples: t.examples,
                counterexamples: t.counterexamples,
            })
            .collect(),
        line: 1,
    });
    Ok(cards.collect())
}

impl Corpus {
    /// Reads every part in a folder; a broken mark is an error that names its answer.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let mut decks: Vec<_> = std::fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .filter(|path| path.extension().is_some_and(|e| e == "toml"))
            .collect();
        decks.sort();
        let mut corpus = Self { parts: Vec::new(), cards: Vec::new(), answers: Vec::new() };
        for deck in decks {
            let part = corpus.parts.len();
            corpus.parts.push(deck.file_stem().unwrap_or_default().to_string_lossy().into_owned());
            let text = std::fs::read_to_string(&deck)?;
            let cards = read_cards(&text).with_context(|| deck.display().to_string())?;
            let first = corpus.cards.len();
            corpus.cards.extend(cards.into_iter().map(|card| (part, Arc::new(card))));
            let text = std::fs::read_to_string(deck.with_extension("txt"))?;
            for block in text.split("\n## ").map(|b| b.trim_start_matches("## ")) {
                if block.trim().is_empty() {
                    continue;
                }
                let (head, body) = block.split_once('\n').unwrap_or((block, ""));
                let answer = read_answer(&corpus.cards[first..], first, head, body.trim())
                    .with_context(|| format!("{}: {head}", deck.display()))?;
                corpus.answers.push(answer);
            }
        }
        Ok(corpus)
    }
}

fn read_answer(
    cards: &[(usize, Arc<Card>)],
    first: usize,
    head: &str,
    body: &str,
) -> Result<Answer> {
    let fields: Vec<&str> = head.split('|').map(str::trim).collect();
    let [card_id, id, style, _overall] = fields[..] else { bail!("not four fields") };
    let number = cards.iter().position(|(_, c)| c.id.card() == card_id).context("no such card")?;
    let (text, marks) = read_marks(&cards[number].1, body)?;
    Ok(Answer { card: first + number, id: id.to_owned(), style: style.to_owned(), text, marks })
}

/// Takes the marks out of a text: `{{c.bug t.blame~: words}}`.
fn read_marks(card: &Card, body: &str) -> Result<(String, Vec<Mark>)> {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut open: Vec<(Vec<(usize, bool)>, usize)> = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix("{{") {
            let (ids, after) = inner.split_once(':').context("a mark without a colon")?;
            let targets =
                ids.split_whitespace().map(|id| target(card, id)).collect::<Result<Vec<_>>>()?;
            ensure!(!targets.is_empty(), "a mark without ids");
            open.push((targets, text.len()));
            rest = after.strip_prefix(' ').unwrap_or(after);
        } else if let Some(after) = rest.strip_prefix("}}") {
            let (targets, start) = open.pop().context("a mark closed but not opened")?;
            ensure!(!text[start..].trim().is_empty(), "an empty mark");
            for (target, partial) in targets {
                marks.push(Mark { target, partial, range: start..text.len() });
            }
            rest = after;
        } else if let Some(c) = rest.chars().next() {
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    ensure!(open.is_empty(), "a mark opened but not closed");
    Ok((text, marks))
}

fn target(card: &Card, id: &str) -> Result<(usize, bool)> {
    let (id, partial) = id.strip_suffix('~').map_or((id, false), |id| (id, true));
    let number = if let Some(slug) = id.strip_prefix("c.") {
        card.criteria.iter().position(|c| c.id == slug)
    } else if let Some(slug) = id.strip_prefix("t.") {
        card.traps.iter().position(|t| t.id == slug).map(|n| n + card.criteria.len())
    } else {
        None
    };
    Ok((number.with_context(|| format!("no such target: {id}"))?, partial))
}
