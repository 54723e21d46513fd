//! `paths`, `keys`, `man`: where things are and how they are called.

use std::io::{self, Write};

use serde::Serialize;

use super::setup::config;
use super::{Global, Outcome, json, say};
use crate::app::help;
use crate::app::keymap::Keymap;
use crate::shell::paths::Paths;

/// What `paths --json` prints.
#[derive(Serialize)]
struct Places {
    v: u32,
    data: String,
    config: String,
    decks: String,
    journal: String,
}

pub(super) fn paths(global: &Global, json: bool, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let paths = Paths::find(global.data_dir.as_deref())?;
    let own = paths.journal.join(format!("{}.jsonl", paths.device));
    let places = Places {
        v: 1,
        data: paths.data.display().to_string(),
        config: paths.config.display().to_string(),
        decks: paths.decks.display().to_string(),
        journal: own.display().to_string(),
    };
    if json {
        json::print(out, &places)?;
    } else {
        writeln!(out, "data     {}", places.data)?;
        writeln!(out, "config   {}", places.config)?;
        writeln!(out, "decks    {}", places.decks)?;
        writeln!(out, "journal  {}", places.journal)?;
    }
    Ok(Outcome::Done)
}

/// The keys in force, or those that the README tells.
pub(super) fn keys(
    global: &Global,
    markdown: bool,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let text = if markdown {
        help::markdown()
    } else {
        let (config, problems) = config(&Paths::find(global.data_dir.as_deref())?);
        for problem in problems {
            say(&problem.to_string());
        }
        help::plain(&Keymap::of(&config.keys).0)
    };
    writeln!(out, "{}", text.trim_end())?;
    Ok(Outcome::Done)
}

pub(super) fn completions(
    shell: clap_complete::Shell,
    command: &mut clap::Command,
    out: &mut impl Write,
) -> io::Result<()> {
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "greenroom", &mut script);
    out.write_all(&script)
}

pub(super) fn man(command: clap::Command, out: &mut impl Write) -> io::Result<()> {
    let commands: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    clap_mangen::Man::new(command).render(out)?;
    for command in commands {
        writeln!(out)?;
        clap_mangen::Man::new(command).render_description_section(out)?;
    }
    Ok(())
}
