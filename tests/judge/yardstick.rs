//! The judge's yardstick and trainer, on the labelled corpus in `tests/corpus`:
//! `cargo run --release --example judge -- train`, `-- measure [--json]`, `-- held-out`,
//! `-- own`, `-- try`, `-- agree` or `-- export FILE`.
#![expect(clippy::print_stdout, reason = "a command: it prints what it measured")]

mod agreement;
mod corpus;
mod export;
mod fit;
mod held_out;
mod measure;
mod own;
mod recipes;
mod train;
mod twins;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail, ensure};

use corpus::{Answer, Corpus};
use greenroom::domain::rubric::Verdict;
use measure::{Case, Split, Tested, cases, figures, share};
use recipes::{CONTROL, HEARD, SHIPPED};

/// What the encoder's trainer writes: what it hears in each answer without having seen its card.
const HEARD_FILE: &str = "target/judge/heard.json";

/// What one trained on four fifths of the answers, of all cards, hears in the others.
const SEEN_FILE: &str = "target/judge/seen.json";

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut corpus = Corpus::read(root)?;
    let heard = root.join(HEARD_FILE);
    if heard.exists() {
        corpus.hear(&heard)?;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("train") => {
            let answers: Vec<&Answer> = corpus.answers.iter().collect();
            let weights = train::train(&corpus, &answers, SHIPPED);
            let text = format!(
                "# Written by `cargo run --release --example judge -- train`; do not edit.\n\n{}",
                toml::to_string(&weights)?
            );
            std::fs::write(root.join("assets/judge/fast.toml"), text)?;
            ensure!(heard.exists(), "heard.toml stays as it is: there is no {HEARD_FILE}");
            let weights = train::train(&corpus, &answers, HEARD);
            let text = format!(
                "# Written by `cargo run --release --example judge -- train`; do not edit.\n\n{}",
                toml::to_string(&weights.heard)?
            );
            std::fs::write(root.join("assets/judge/heard.toml"), text)?;
        }
        Some("measure") => {
            let json = arguments.iter().any(|a| a == "--json");
            let report = report(&corpus, json)?;
            print!("{report}");
            if !json {
                let notes = std::fs::read_to_string(root.join("assets/judge/NOTES.md"));
                let text = format!("{report}\n{}", notes.unwrap_or_default());
                std::fs::write(root.join("assets/judge/RESULTS.md"), text)?;
            }
        }
        Some("try") => {
            for (name, recipe) in recipes::TRIED {
                if arguments.len() > 1 && !arguments[1..].iter().any(|a| name.contains(a.as_str()))
                {
                    continue;
                }
                let cases = cases(&corpus, Split::Cards, *recipe, Tested::Thoroughly);
                line(name, &cases);
                if arguments.iter().any(|a| a == "styles") {
                    println!("{}", measure::by_style(&cases));
                }
            }
        }
        Some("held-out") => print!("{}", held_out::report(&corpus)),
        Some("own") => print!("{}", own::report(&mut corpus)),
        Some("twins") => print!("{}", twins::report(&corpus)),
        Some("agree") => print!("{}", agreement::report(root)?),
        Some("export") => {
            let [_, file] = arguments.as_slice() else { bail!("usage: judge export FILE") };
            std::fs::write(file, serde_json::to_string(&export::export(&corpus))?)?;
        }
        _ => {
            bail!(
                "usage: judge train | measure [--json] | held-out | own | twins | try [NAME …] | agree | export FILE"
            )
        }
    }
    Ok(())
}

fn line(name: &str, cases: &[Case]) {
    let all = figures(cases.iter().filter(|c| !c.trap));
    let some = figures(cases.iter().filter(|c| !c.trap && c.informative));
    let traps = figures(cases.iter().filter(|c| c.trap));
    let false_met = |style: &str| {
        share(
            cases
                .iter()
                .filter(|c| !c.trap && c.style == style)
                .map(|c| Some(c.verdict == greenroom::domain::rubric::Verdict::Met)),
        )
    };
    let mut hits: Vec<&Case> = cases.iter().filter(|c| c.trap).collect();
    hits.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let at = |n: usize| {
        share(hits.iter().take(n).map(|c| Some(c.label == greenroom::domain::rubric::Verdict::Met)))
    };
    // How many are found where 85 and 75 of a hundred calls are right.
    let found = |wanted: f64| {
        let all = hits.iter().filter(|c| c.label == Verdict::Met).count() as f64;
        let (mut right, mut best) = (0.0_f64, 0.0_f64);
        for (n, case) in hits.iter().enumerate() {
            right += f64::from(u8::from(case.label == Verdict::Met));
            if right >= wanted * (n + 1) as f64 {
                best = right;
            }
        }
        best / all
    };
    println!(
        "  traps: found at 0.85 {:.3}, at 0.75 {:.3}, at 0.65 {:.3}",
        found(0.85),
        found(0.75),
        found(0.65)
    );
    println!(
        "  traps: precision of the first 10 {:.2}, 20 {:.2}, 40 {:.2}, 80 {:.2}",
        at(10),
        at(20),
        at(40),
        at(80)
    );
    println!(
        "{name:16} all k {:.3} auc {:.3} | informative k {:.3} auc {:.3} p {:.2} r {:.2} k3 {:.3} brier {:.3} | stuffed {:.2} off {:.2} | traps p {:.2} r {:.2} auc {:.3} | placed {:.2} off {:.2}",
        all.kappa,
        all.auc,
        some.kappa,
        some.auc,
        some.precision,
        some.recall,
        some.three_way_kappa,
        some.brier,
        false_met("keyword"),
        false_met("offtopic"),
        traps.precision,
        traps.recall,
        traps.auc,
        share(cases.iter().filter(|c| !c.trap).map(|c| c.well_placed)),
        share(cases.iter().map(|c| c.turned_off)),
    );
}

/// The rows of a table for one split: all answers, informative ones, traps.
fn rows(
    text: &mut String,
    values: &mut serde_json::Map<String, serde_json::Value>,
    name: &str,
    judged: &[Case],
    control: Option<&[Case]>,
) -> Result<()> {
    for (subset, informative) in [("all", false), ("informative", true)] {
        let of = |cases: &[Case]| {
            figures(cases.iter().filter(|c| !c.trap && (c.informative || !informative)))
        };
        let f = of(judged);
        let _ = write!(
            text,
            "| {name} | {subset} | {:.3} | {:.3} | {:.2} | {:.2} | {:.3} | {:.3} | ",
            f.kappa, f.auc, f.precision, f.recall, f.three_way_kappa, f.brier
        );
        let _ = match control.map(of) {
            Some(c) => {
                values.insert(format!("{name}, {subset}, control"), serde_json::to_value(&c)?);
                writeln!(text, "{:.3} | {:.3} |", c.kappa, c.auc)
            }
            None => writeln!(text, "| |"),
        };
        values.insert(format!("{name}, {subset}"), serde_json::to_value(&f)?);
    }
    let traps = figures(judged.iter().filter(|c| c.trap));
    let _ = writeln!(
        text,
        "| {name} | traps | {:.3} | {:.3} | {:.2} | {:.2} | | {:.3} | | |",
        traps.kappa, traps.auc, traps.precision, traps.recall, traps.brier
    );
    values.insert(format!("{name}, traps"), serde_json::to_value(&traps)?);
    Ok(())
}

/// Answers that the encoder was not trained on to cards that it knows, judged with what it hears in them;
/// the weights are trained on all others, with what it hears in cards that it does not know.
fn seen(corpus: &Corpus) -> Result<Option<Vec<Case>>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join(SEEN_FILE);
    if !corpus.is_heard() || !file.exists() {
        return Ok(None);
    }
    let mut held = Corpus::read(root)?;
    held.hear(&file)?;
    let is_held = |at: &usize| !held.answers[*at].heard.is_empty();
    let (test, rest): (Vec<usize>, Vec<usize>) = (0..held.answers.len()).partition(is_held);
    let rest: Vec<&Answer> = rest.into_iter().map(|at| &corpus.answers[at]).collect();
    let test: Vec<&Answer> = test.into_iter().map(|at| &held.answers[at]).collect();
    let weights = train::train(corpus, &rest, HEARD);
    Ok(Some(measure::judge(corpus, &test, &weights, HEARD, true)))
}

fn report(corpus: &Corpus, json: bool) -> Result<String> {
    let mut text = String::new();
    let mut values = serde_json::Map::new();
    let splits = [("seen cards, unseen answers", Split::Answers), ("unseen cards", Split::Cards)];
    let _ = writeln!(
        text,
        "# The judge, measured\n\nWritten by `cargo run --release --example judge -- measure`: {} answers to {} cards; every figure from answers that the weights were not trained on.\nKappa is of met against not met. The control reads the cues of the sentences and never the criterion.\n",
        corpus.answers.len(),
        corpus.cards.len()
    );
    let _ = writeln!(
        text,
        "| | answers | kappa | AUC | precision | recall | 3-way kappa | Brier | control kappa | control AUC |\n|---|---|---|---|---|---|---|---|---|---|"
    );
    let mut unseen = Vec::new();
    for (name, split) in splits {
        let judged = cases(corpus, split, SHIPPED, Tested::Thoroughly);
        let control = cases(corpus, split, CONTROL, Tested::Whole);
        rows(&mut text, &mut values, name, &judged, Some(&control))?;
        if split == Split::Cards {
            unseen = judged;
        }
    }
    if corpus.is_heard() {
        let judged = cases(corpus, Split::Cards, HEARD, Tested::Thoroughly);
        rows(&mut text, &mut values, "unseen cards, with the encoder", &judged, None)?;
        unseen = judged;
    }
    let recipe = if corpus.is_heard() { HEARD } else { SHIPPED };
    let halves = cases(corpus, Split::Cards, recipe, Tested::Halves);
    rows(&mut text, &mut values, "unseen cards, first halves of answers", &halves, None)?;
    if let Some(judged) = seen(corpus)? {
        rows(&mut text, &mut values, "seen cards, with the encoder", &judged, None)?;
    }
    let with = if corpus.is_heard() { ", with the encoder" } else { "" };
    let placed = share(unseen.iter().filter(|c| !c.trap).map(|c| c.well_placed));
    let off = share(unseen.iter().map(|c| c.turned_off));
    let (sentence, key) = measure::speed(corpus);
    let _ = writeln!(
        text,
        "\n## Unseen cards{with}, by style\n\n| style | verdicts | accuracy | kappa | false met, of those not met |\n|---|---|---|---|---|\n{}",
        measure::by_style(&unseen)
    );
    let _ = writeln!(
        text,
        "## Unseen cards{with}, calibration\n\n| confidence | met | verdicts |\n|---|---|---|\n{}",
        measure::reliability(&unseen)
    );
    let _ = writeln!(
        text,
        "## The rest\n\n- top span touches a mark, of true positives: {placed:.2}\n- off without its marked sentences, of true positives: {off:.2}\n- a sentence judged afresh: {sentence:.0} µs; a key at the end of 400 words: {key:.0} µs (this machine, all targets of a card)\n"
    );
    values.insert("well placed".into(), placed.into());
    values.insert("turned off".into(), off.into());
    values.insert("microseconds a sentence".into(), sentence.into());
    values.insert("microseconds a key".into(), key.into());
    Ok(if json { format!("{}\n", serde_json::to_string_pretty(&values)?) } else { text })
}
