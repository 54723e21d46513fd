//! `score --batch`: a question a line in, a verdict a line out, in the same order, on all cores.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::{Arc, Mutex};

use anyhow::ensure;
use serde::{Deserialize, Serialize};

use super::shape::scored;
use super::{EMPTY, MAX_ANSWER_BYTES, Outcome};
use crate::cli::json;
use crate::cli::progress::Progress;
use crate::cli::setup::{self, Setup};
use crate::domain::deck::Card;
use crate::domain::encoder::Encoder;
use crate::domain::library::Library;
use crate::domain::rubric::Reader;
use crate::shell::in_order::in_order;

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

/// Cards that were asked for, each compiled once.
type Compiled = Mutex<HashMap<String, Arc<Known>>>;

/// A card with what judges answers to it.
struct Known {
    card: Arc<Card>,
    reader: Reader<'static>,
}

/// Reads a question a line and writes a verdict a line, as they come.
pub(super) fn batch(setup: &Setup, explain: bool, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let (library, encoder) = (&setup.library, setup.encoder());
    let compiled = Compiled::default();
    let work = |(number, line): (usize, io::Result<Vec<u8>>)| {
        let line = line?;
        Ok(match verdict(library, encoder, &compiled, &line, explain) {
            Ok(verdict) => (verdict, Outcome::Done),
            Err(why) => {
                let refused = Refused { v: 1, line: number, error: format!("{why:#}") };
                (json::text(&refused)?, Outcome::Found)
            }
        })
    };
    let mut outcome = Outcome::Done;
    let mut progress = Progress::new("judged");
    in_order(lines(), work, |result: anyhow::Result<_>| {
        let (verdict, found) = result?;
        if matches!(found, Outcome::Found) {
            outcome = Outcome::Found;
        }
        out.write_all(&[&verdict, &b"\n"[..]].concat())?;
        out.flush()?;
        progress.step();
        anyhow::Ok(())
    })?;
    progress.end();
    Ok(outcome)
}

/// The lines of standard input that are not blank, with their numbers. A line that is too long is
/// cut, and cannot be read as JSON.
fn lines() -> impl Iterator<Item = (usize, io::Result<Vec<u8>>)> {
    let mut input = BufReader::new(io::stdin());
    let mut number = 0;
    let mut failed = false;
    std::iter::from_fn(move || {
        while !failed {
            number += 1;
            let mut line = Vec::new();
            match (&mut input).take(2 * MAX_ANSWER_BYTES).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return Some((number, Ok(line))),
                Err(why) => {
                    failed = true;
                    return Some((number, Err(why)));
                }
            }
        }
        None
    })
}

fn verdict(
    library: &Library,
    encoder: Option<&'static Encoder>,
    compiled: &Compiled,
    line: &[u8],
    explain: bool,
) -> anyhow::Result<Vec<u8>> {
    let asked: Asked = serde_json::from_slice(line)?;
    let known = compiled.lock().ok().and_then(|known| known.get(&asked.card).cloned());
    let entry = if let Some(entry) = known {
        entry
    } else {
        let card = Arc::clone(setup::card(library, &asked.card)?);
        let reader = Reader::new(&card, encoder);
        let entry = Arc::new(Known { card, reader });
        if let Ok(mut known) = compiled.lock() {
            known.insert(asked.card.clone(), Arc::clone(&entry));
        }
        entry
    };
    let Known { card, reader } = &*entry;
    let judgement = reader.judge(&asked.text);
    ensure!(judgement.words > 0, EMPTY);
    let explained = explain.then_some(&reader.judge);
    Ok(json::text(&scored(card, &asked.text, &judgement, explained))?)
}
