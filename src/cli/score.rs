//! `score`: judges an answer, or with `--batch` many.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use clap::Args;
use serde::{Deserialize, Serialize};

use super::setup::Setup;
use super::{Outcome, json, safe};
use crate::domain::assess::{self, Overrules};
use crate::domain::deck::Card;
use crate::domain::rubric::{Judge, Judgement, Scratch, Tail, Verdict};
use crate::domain::schedule::Rating;
use crate::view::widget::rubric_panel::one_line;

/// The longest answer that is judged, in bytes.
const MAX_ANSWER_BYTES: u64 = 1024 * 1024;

/// What is said of an answer without words: it is not graded.
const EMPTY: &str = "the answer is empty, so there is nothing to judge";

/// What `score` takes.
#[derive(Args, Debug)]
pub(super) struct ScoreArgs {
    /// The card: deck/card, or card where that names one only
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    card: Option<String>,
    /// The file with the answer; standard input where it is `-` or not given
    file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Read JSON lines {"card": …, "text": …} from standard input, write one verdict a line
    #[arg(long)]
    batch: bool,
}

/// What `score --json` prints.
#[derive(Serialize)]
struct Scored<'a> {
    v: u32,
    card: &'a str,
    words: usize,
    score: u8,
    suggested_rating: Rating,
    criteria: Vec<Criterion<'a>>,
    traps: Vec<Trap<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    id: &'a str,
    verdict: Verdict,
    confidence: f32,
    evidence: Vec<Evidence<'a>>,
}

#[derive(Serialize)]
struct Trap<'a> {
    id: &'a str,
    hit: bool,
    confidence: f32,
    evidence: Vec<Evidence<'a>>,
}

/// A part of the answer; `start` and `end` are byte offsets.
#[derive(Serialize)]
struct Evidence<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// A line of `--batch`.
#[derive(Deserialize)]
struct Asked {
    card: String,
    text: String,
}

/// What `--batch` prints for a line that it cannot judge.
#[derive(Serialize)]
struct Refused {
    v: u32,
    line: usize,
    error: String,
}

pub(super) fn run(
    setup: &Setup,
    args: &ScoreArgs,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    if args.batch {
        return batch(setup, out);
    }
    let card = setup.card(args.card.as_deref().unwrap_or_default())?;
    let text = answer(args)?;
    let judge = Judge::compile(card);
    let judgement = judge.judge(&text, Tail::Finished, &mut Scratch::default());
    ensure!(judgement.words > 0, EMPTY);
    let scored = scored(card, &text, &judgement);
    if args.json {
        json::print(out, &scored)?;
    } else {
        plain(card, &scored, out)?;
    }
    Ok(Outcome::Done)
}

fn answer(args: &ScoreArgs) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if let Some(file) = args.file.as_deref().filter(|file| file.as_os_str() != "-") {
        let opened = fs::File::open(file);
        let mut opened = opened.with_context(|| format!("cannot read {}", file.display()))?;
        (&mut opened).take(MAX_ANSWER_BYTES + 1).read_to_end(&mut bytes)?;
    } else {
        if io::stdin().is_terminal() {
            writeln!(io::stderr(), "Type the answer; ctrl-d ends it.")?;
        }
        io::stdin().lock().take(MAX_ANSWER_BYTES + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > MAX_ANSWER_BYTES {
        bail!("the answer is longer than 1 MB; a spoken answer has about 2 KB");
    }
    String::from_utf8(bytes).context("the answer is not UTF-8 text")
}

fn scored<'a>(card: &'a Card, text: &'a str, judgement: &Judgement) -> Scored<'a> {
    let score = assess::score(card, judgement, &Overrules::default());
    let part = |range: &std::ops::Range<usize>| {
        let text = text.get(range.clone())?;
        Some(Evidence { start: range.start, end: range.end, text })
    };
    let criteria = card.criteria.iter().zip(&judgement.criteria);
    let traps = card.traps.iter().zip(&judgement.traps);
    Scored {
        v: 1,
        card: card.id.as_str(),
        words: judgement.words,
        score,
        suggested_rating: assess::suggested(score, 0, assess::target_ms(card)),
        criteria: criteria
            .map(|(criterion, finding)| Criterion {
                id: &criterion.id,
                verdict: finding.verdict,
                confidence: rounded(finding.confidence),
                evidence: finding.evidence.iter().filter_map(part).collect(),
            })
            .collect(),
        traps: traps
            .map(|(trap, finding)| Trap {
                id: &trap.id,
                hit: finding.hit,
                confidence: rounded(finding.confidence),
                evidence: finding.evidence.iter().filter_map(part).collect(),
            })
            .collect(),
    }
}

/// To two decimals: more would claim more than is known.
fn rounded(probability: f32) -> f32 {
    (probability * 100.0).round() / 100.0
}

fn plain(card: &Card, scored: &Scored<'_>, out: &mut impl Write) -> io::Result<()> {
    let rating = scored.suggested_rating.word();
    writeln!(out, "{} %, {} words, suggested rating: {rating}\n", scored.score, scored.words)?;
    for (criterion, found) in card.criteria.iter().zip(&scored.criteria) {
        writeln!(out, "{:<8} {}", found.verdict.word(), criterion.title)?;
        for evidence in found.evidence.iter().take(1) {
            writeln!(out, "         “{}”", safe(&one_line(evidence.text)))?;
        }
    }
    for (trap, found) in card.traps.iter().zip(&scored.traps).filter(|(_, found)| found.hit) {
        writeln!(out, "{:<8} {}", "trap", trap.title)?;
        for evidence in found.evidence.iter().take(1) {
            writeln!(out, "         “{}”", safe(&one_line(evidence.text)))?;
        }
    }
    Ok(())
}

/// Reads a question a line and writes a verdict a line, as they come.
fn batch(setup: &Setup, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let mut compiled: HashMap<String, (Arc<Card>, Judge)> = HashMap::new();
    let mut outcome = Outcome::Done;
    let mut lines = BufReader::new(io::stdin().lock());
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if (&mut lines).take(2 * MAX_ANSWER_BYTES).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let judged = serde_json::from_slice::<Asked>(&line).map_err(Into::into).and_then(|asked| {
            if !compiled.contains_key(&asked.card) {
                let card = Arc::clone(setup.card(&asked.card)?);
                let judge = Judge::compile(&card);
                compiled.insert(asked.card.clone(), (card, judge));
            }
            let Some((card, judge)) = compiled.get(&asked.card) else { bail!("no such card") };
            let judgement = judge.judge(&asked.text, Tail::Finished, &mut Scratch::default());
            ensure!(judgement.words > 0, EMPTY);
            Ok(json::text(&scored(card, &asked.text, &judgement))?)
        });
        let verdict = match judged {
            Ok(verdict) => verdict,
            Err(why) => {
                outcome = Outcome::Found;
                json::text(&Refused { v: 1, line: number, error: format!("{why:#}") })?
            }
        };
        out.write_all(&[&verdict, &b"\n"[..]].concat())?;
        out.flush()?;
    }
    Ok(outcome)
}
