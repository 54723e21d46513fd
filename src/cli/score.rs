//! `score`: judges an answer, or with `--batch` many.

mod batch;
mod shape;

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use clap::Args;

use self::shape::{Evidence, Scored, scored};
use super::setup::Setup;
use super::{Outcome, json, safe};
use crate::domain::deck::Card;
use crate::domain::rubric::Reader;
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
    /// Say of each verdict how sure it is, and why
    #[arg(long)]
    explain: bool,
    /// Read JSON lines {"card": …, "text": …} from standard input, write one verdict a line
    #[arg(long)]
    batch: bool,
}

pub(super) fn run(
    setup: &Setup,
    args: &ScoreArgs,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    if args.batch {
        return batch::batch(setup, args.explain, out);
    }
    let card = setup.card(args.card.as_deref().unwrap_or_default())?;
    let text = answer(args)?;
    let reader = Reader::new(card, setup.encoder());
    let judgement = reader.judge(&text);
    ensure!(judgement.words > 0, EMPTY);
    let scored = scored(card, &text, &judgement, args.explain.then_some(&reader.judge));
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

fn plain(card: &Card, scored: &Scored<'_>, out: &mut impl Write) -> io::Result<()> {
    let rating = scored.suggested_rating.word();
    writeln!(out, "{} %, {} words, suggested rating: {rating}\n", scored.score, scored.words)?;
    for (criterion, found) in card.criteria.iter().zip(&scored.criteria) {
        let why = found.because.as_ref();
        let sure = why.map_or(String::new(), |b| format!(" ({})", b.certainty.word()));
        writeln!(out, "{:<8} {}{sure}", found.verdict.word(), criterion.title)?;
        detail(&found.evidence, why.map(|b| b.reason.as_str()), out)?;
    }
    for (trap, found) in card.traps.iter().zip(&scored.traps).filter(|(_, found)| found.hit) {
        let why = found.because.as_ref();
        let sure = why.map_or(String::new(), |b| format!(" ({})", b.certainty.word()));
        writeln!(out, "{:<8} {}{sure}", "trap", trap.title)?;
        detail(&found.evidence, why.map(|b| b.reason.as_str()), out)?;
    }
    Ok(())
}

/// The words that a verdict goes by, and the reason where one is wanted.
fn detail(evidence: &[Evidence<'_>], reason: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    for evidence in evidence.iter().take(1) {
        writeln!(out, "         “{}”", safe(&one_line(evidence.text)))?;
    }
    match reason {
        Some(reason) => writeln!(out, "         {}", safe(&one_line(reason))),
        None => Ok(()),
    }
}
