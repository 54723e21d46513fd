//! Reads the labelled corpus in `tests/corpus`, and checks its marks.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use greenroom::domain::deck::Card;
use greenroom::domain::deck::parse::{Format, parse};
use greenroom::domain::rubric::heard::Heard;
use greenroom::domain::rubric::{Verdict, sentences};
use serde::Deserialize;

/// All cards and answers.
pub(crate) struct Corpus {
    pub(crate) parts: Vec<String>,
    /// How many of the parts belong to the research corpus; behind them stand the shipped decks.
    pub(crate) research: usize,
    pub(crate) cards: Vec<(usize, Arc<Card>)>,
    pub(crate) answers: Vec<Answer>,
}

/// Which set of the corpus a card belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    /// The first 60 cards.
    First,
    /// The shipped decks.
    Shipped,
    /// 24 cards that are held out.
    Second,
    /// The cards that came last.
    Later,
}

/// A labelled answer.
pub(crate) struct Answer {
    /// Number of its card in the corpus.
    pub(crate) card: usize,
    pub(crate) id: String,
    pub(crate) style: String,
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
    /// What an encoder hears in it that was trained without its card; nothing where none was run.
    pub(crate) heard: Heard,
}

/// What the encoder's trainer writes: numbers for the sentences of answers, see `assets/judge/train`.
#[derive(Deserialize)]
struct Numbers {
    answers: Vec<AnswerNumbers>,
}

#[derive(Deserialize)]
struct AnswerNumbers {
    card: usize,
    id: String,
    sentences: Vec<Vec<f32>>,
}

/// A span that earns a target, or falls into it.
#[derive(Clone)]
pub(crate) struct Mark {
    /// Number of the criterion, or criteria and number of the trap.
    pub(crate) target: usize,
    pub(crate) partial: bool,
    pub(crate) range: Range<usize>,
}

impl Answer {
    /// The label of a target in the answer.
    pub(crate) fn label(&self, target: usize) -> Verdict {
        self.label_before(target, usize::MAX)
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

    /// The label of what is said before this byte.
    pub(crate) fn label_before(&self, target: usize, end: usize) -> Verdict {
        let marks = || self.marks.iter().filter(|m| m.target == target && m.range.start < end);
        if marks().any(|m| !m.partial) {
            Verdict::Met
        } else if marks().next().is_some() {
            Verdict::Partial
        } else {
            Verdict::NotYet
        }
    }

    /// The first half of its sentences, as it stands while it is written.
    pub(crate) fn half(&self) -> Self {
        let ranges = sentences(&self.text);
        let end = ranges.get(ranges.len().div_ceil(2).max(1) - 1).map_or(0, |range| range.end);
        let mut marks: Vec<Mark> =
            self.marks.iter().filter(|m| m.range.start < end).cloned().collect();
        for mark in &mut marks {
            mark.range.end = mark.range.end.min(end);
        }
        Self {
            card: self.card,
            id: self.id.clone(),
            style: self.style.clone(),
            text: self.text[..end].to_owned(),
            marks,
            heard: self.heard.clone(),
        }
    }

    /// Whether the answer belongs to the informative subset.
    pub(crate) fn informative(&self) -> bool {
        !matches!(self.style.as_str(), "excellent" | "keyword" | "offtopic")
    }
}

impl Corpus {
    /// Everything that is labelled: the research corpus, and the answers to the shipped decks.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let folder = root.join("tests/corpus");
        let research = decks(&folder)?;
        let count = research.len();
        let research = research.into_iter().map(|deck| {
            let answers = deck.with_extension("txt");
            (deck, answers)
        });
        let mut all = Self::of(research.chain(shipped(root, &folder.join("shipped"))?))?;
        // Answers that came later, to cards of both.
        for part in 0..all.parts.len() {
            let more = folder.join("more").join(&all.parts[part]).with_extension("txt");
            if more.exists() {
                all.add(part, &more)?;
            }
        }
        Ok(Self { research: count, ..all })
    }

    /// Takes in what an encoder heard, from a file that its trainer wrote; how many answers it is of.
    pub(crate) fn hear(&mut self, file: &Path) -> Result<usize> {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let numbers: Numbers = serde_json::from_str(&text)?;
        let mut of: HashMap<(usize, String), Vec<Vec<f32>>> =
            numbers.answers.into_iter().map(|a| ((a.card, a.id), a.sentences)).collect();
        let all = of.len();
        for answer in &mut self.answers {
            answer.heard = Heard::default();
            let Some(numbers) = of.remove(&(answer.card, answer.id.clone())) else { continue };
            let ranges = sentences(&answer.text);
            ensure!(ranges.len() == numbers.len(), "{}: other sentences", answer.id);
            for (range, numbers) in ranges.into_iter().zip(numbers) {
                answer.heard.insert(&answer.text[range], numbers.into());
            }
        }
        ensure!(of.is_empty(), "numbers for answers that are not there");
        Ok(all)
    }

    /// Whether an encoder has listened to all answers.
    pub(crate) fn is_heard(&self) -> bool {
        self.answers.iter().all(|answer| !answer.heard.is_empty())
    }

    /// The set that a card belongs to.
    pub(crate) fn set(&self, card: usize) -> Set {
        let part = self.cards[card].0;
        if part >= self.research {
            Set::Shipped
        } else if self.parts[part].ends_with("-second") {
            Set::Second
        } else if self.parts[part].ends_with("-third") {
            Set::Later
        } else {
            Set::First
        }
    }

    /// The answers to the shipped decks, as marked by the labeller whose work lies in `answers`.
    pub(crate) fn shipped(root: &Path, answers: &Path) -> Result<Self> {
        Self::of(shipped(root, answers)?)
    }

    /// The parts of the research corpus that two marked, with the marks in the folder `marks`.
    pub(crate) fn marked_twice(folder: &Path, marks: &Path) -> Result<Self> {
        let name =
            |deck: &Path| Path::new(deck.file_stem().unwrap_or_default()).with_extension("txt");
        let twice =
            decks(folder)?.into_iter().filter(|d| folder.join("second").join(name(d)).exists());
        Self::of(twice.map(|deck| {
            let answers = marks.join(name(&deck));
            (deck, answers)
        }))
    }

    /// The answers that came later to cards of the first set and of the shipped decks, from this folder.
    pub(crate) fn more(root: &Path, answers: &Path) -> Result<Self> {
        let all = decks(&root.join("tests/corpus"))?.into_iter().chain(decks(&root.join("decks"))?);
        let file = |deck: &Path| answers.join(deck.file_stem().unwrap_or_default());
        let pairs = all.map(|deck| {
            let answers = file(&deck).with_extension("txt");
            (deck, answers)
        });
        Self::of(pairs.filter(|(_, answers)| answers.exists()))
    }

    /// Reads decks and answers; a broken mark is an error that names its answer.
    fn of(pairs: impl IntoIterator<Item = (PathBuf, PathBuf)>) -> Result<Self> {
        let mut corpus =
            Self { parts: Vec::new(), research: 0, cards: Vec::new(), answers: Vec::new() };
        for (deck, answers) in pairs {
            let part = corpus.parts.len();
            corpus.parts.push(deck.file_stem().unwrap_or_default().to_string_lossy().into_owned());
            let name = deck.display().to_string();
            let parsed = parse(&name, &std::fs::read(&deck)?, Format::Toml);
            let cards = parsed.deck.with_context(|| format!("{name} is no deck"))?.cards;
            corpus.cards.extend(cards.into_iter().map(|card| (part, card)));
            corpus.add(part, &answers)?;
        }
        Ok(corpus)
    }

    /// Reads a file of answers to the cards of a part.
    fn add(&mut self, part: usize, answers: &Path) -> Result<()> {
        let text =
            std::fs::read_to_string(answers).with_context(|| answers.display().to_string())?;
        for block in text.split("\n## ").map(|b| b.trim_start_matches("## ")) {
            if block.trim().is_empty() {
                continue;
            }
            let (head, body) = block.split_once('\n').unwrap_or((block, ""));
            let answer = self
                .read_answer(part, head, body.trim())
                .with_context(|| format!("{}: {head}", answers.display()))?;
            self.answers.push(answer);
        }
        Ok(())
    }

    fn read_answer(&self, part: usize, head: &str, body: &str) -> Result<Answer> {
        let fields: Vec<&str> = head.split('|').map(str::trim).collect();
        let [card_id, id, style, _overall] = fields[..] else { bail!("not four fields") };
        let of_part = |(of, card): &(usize, Arc<Card>)| *of == part && card.id.card() == card_id;
        let card = self.cards.iter().position(of_part).context("no such card")?;
        let (text, marks) = read_marks(&self.cards[card].1, body)?;
        let (id, style) = (id.to_owned(), style.to_owned());
        Ok(Answer { card, id, style, text, marks, heard: Heard::default() })
    }
}

/// The shipped decks, each with its answers in this folder.
fn shipped(root: &Path, answers: &Path) -> Result<Vec<(PathBuf, PathBuf)>> {
    let with_answers = |deck: PathBuf| {
        let name = deck.file_stem().unwrap_or_default().to_owned();
        (deck, answers.join(name).with_extension("txt"))
    };
    Ok(decks(&root.join("decks"))?.into_iter().map(with_answers).collect())
}

/// The deck files in a folder, in order.
fn decks(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut decks: Vec<PathBuf> = entries.collect::<Result<_>>()?;
    decks.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    decks.sort();
    Ok(decks)
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
