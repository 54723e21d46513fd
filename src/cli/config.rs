//! `config`: the settings in force, what is wrong with them, and a file to begin with.

use std::io::Write;

use serde::Serialize;

use super::{Global, Outcome, json};
use crate::app::action::{Action, Context};
use crate::app::help;
use crate::app::keymap::Keymap;
use crate::domain::config::{Config, Reading, SETTINGS, Setting, default_file};
use crate::domain::deck::problem::Problem;
use crate::shell::paths::Paths;
use crate::shell::settings_file;

/// A setting of `config --json`.
#[derive(Serialize)]
struct Row {
    /// Its name, with its table before it where it has one.
    name: String,
    /// Its value, as it is written in the file.
    value: String,
    /// The line of the file that sets it; null where its default holds.
    line: Option<usize>,
}

/// What `config --json` prints.
#[derive(Serialize)]
struct InForce<'a> {
    v: u32,
    file: String,
    settings: Vec<Row>,
    problems: &'a [Problem],
}

pub(super) fn run(
    global: &Global,
    default: bool,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    if default {
        write!(out, "{}\n{}", default_file(), help::settings())?;
        return Ok(Outcome::Done);
    }
    let paths = Paths::find(global.data_dir.as_deref())?;
    let Reading { config, given, mut problems } = settings_file::reading(&paths.config);
    let (keymap, wrong) = Keymap::of(&config.keys);
    problems.extend(wrong);
    let is = |a: &Setting, b: &Setting| (a.table, a.name) == (b.table, b.name);
    let row = |setting: &Setting| Row {
        name: match setting.table {
            "" => setting.name.to_owned(),
            table => format!("{table}.{}", setting.name),
        },
        value: setting.shown(&config),
        line: given.iter().find(|(one, _)| is(one, setting)).map(|(_, line)| *line),
    };
    let settings: Vec<Row> = SETTINGS.iter().map(row).collect();
    let file = paths.config.display().to_string();
    let outcome = if problems.is_empty() { Outcome::Done } else { Outcome::Found };
    if json {
        json::print(out, &InForce { v: 1, file, settings, problems: &problems })?;
        return Ok(outcome);
    }
    let there = if paths.config.exists() { "" } else { " (not there: the defaults hold)" };
    writeln!(out, "{file}{there}\n")?;
    let wide = settings.iter().map(|row| row.name.len() + row.value.len()).max().unwrap_or(0);
    for Row { name, value, line } in &settings {
        let from = line.map_or_else(|| "default".to_owned(), |line| format!("line {line}"));
        let gap = " ".repeat(wide - name.len() - value.len());
        writeln!(out, "{name} = {value}{gap}  # {from}")?;
    }
    keys(&config, &keymap, out)?;
    for problem in &problems {
        writeln!(out, "\n{problem}")?;
    }
    Ok(outcome)
}

/// The actions that have keys of the user's own.
fn keys(config: &Config, keymap: &Keymap, out: &mut impl Write) -> anyhow::Result<()> {
    for binding in &config.keys {
        let (context, name) = (&binding.context.text, &binding.action.text);
        let (Some(_), Some(action)) = (Context::named(context), Action::named(name)) else {
            continue;
        };
        if !keymap.keys(action).iter().eq(binding.keys.iter().map(|key| &key.text)) {
            // Refused; that is said below.
            continue;
        }
        let keys: Vec<_> = keymap.keys(action).iter().map(|key| format!("\"{key}\"")).collect();
        let line = binding.action.at.line;
        writeln!(out, "keys.{context}.{name} = [{}]  # line {line}", keys.join(", "))?;
    }
    Ok(())
}
