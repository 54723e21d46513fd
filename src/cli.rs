//! From arguments to a run: what the command line takes, and which file does it.
//!
//! Data goes to standard output and nothing else does; messages go to standard error.

mod backup;
mod check;
mod config;
mod debrief;
mod doctor;
mod json;
mod list;
mod mock;
mod new;
mod plain;
mod plan;
mod progress;
mod reference;
mod rename;
mod restore;
mod score;
mod setup;
mod show;
mod stats;
mod study;
mod tune;

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::domain::config::ThemeName;
use crate::domain::deck::parse::is_unsafe;
use crate::shell::{crash, limits};
use setup::Setup;
use study::Begin;

/// A keyboard-driven terminal study deck for interview answers.
///
/// Browse a deck of questions, write your answer against the clock while a rubric judges it, reveal
/// the model answer, rate yourself, and meet the card again when spaced repetition says so.
/// Everything is local: decks are files, progress is a folder of JSON lines.
#[derive(Parser, Debug)]
#[command(name = "greenroom", version = env!("GREENROOM_VERSION"), subcommand_precedence_over_arg = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    query: QueryArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What holds everywhere.
#[derive(Args, Debug)]
struct Global {
    /// Keep decks, journal and settings in DIR
    #[arg(long, value_name = "DIR", env = "GREENROOM_DATA_DIR", global = true)]
    data_dir: Option<PathBuf>,
    /// Add a deck file or a folder of decks (may be repeated)
    #[arg(long, value_name = "PATH", global = true)]
    deck: Vec<PathBuf>,
    /// The moment that it is said to be, for tests and pictures
    #[arg(long, value_name = "MOMENT", env = "GREENROOM_NOW", global = true, hide = true)]
    now: Option<String>,
    /// When to use colours; NO_COLOR is respected too
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    color: Colour,
    /// What it looks like: terminal, dusk, paper, contrast or plain
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(ThemeName::WORDS),
          hide_possible_values = true, global = true)]
    theme: Option<String>,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    ascii: bool,
    /// Judge answers by their words alone, without the sentence encoder
    #[arg(long, global = true)]
    no_encoder: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// A QUERY: words are joined, so that it need not be quoted.
#[derive(Args, Debug, Default)]
struct QueryArgs {
    /// Which cards: words, #tag, -#tag, level:senior, deck:ID, is:due, score<60
    ///
    /// Words are searched in questions, tags and texts; all must hold. `is:` takes due, new,
    /// learning, suspended, draft and flagged. Put `--` before a query that begins with a minus.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
}

impl QueryArgs {
    fn text(&self) -> String {
        self.query.join(" ")
    }
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Study what is due
    Review {
        #[command(flatten)]
        query: QueryArgs,
        /// Ask and answer by plain lines: for screen readers, simple terminals and scripts
        #[arg(long)]
        plain: bool,
        /// Go on ahead of schedule, with what is least likely to be recalled first
        #[arg(long)]
        ahead: bool,
    },
    /// The day of the interview: set it, or see what each evening until then asks
    Plan(plan::PlanArgs),
    /// Fit memory's parameters to your own reviews, where that predicts better
    Tune(tune::TuneArgs),
    /// The browser with the welcome that a first start shows
    Tour,
    /// A mock round: timed questions, then a debrief of them all
    Mock(mock::MockArgs),
    /// The debrief of a mock round again
    Debrief(debrief::DebriefArgs),
    /// Cards, a line each
    List {
        #[command(flatten)]
        query: QueryArgs,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// One card, as plain text
    Show {
        /// The card: deck/card, or card where that names one only
        card: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Judge an answer
    Score(score::ScoreArgs),
    /// Look for faults in decks: those in force, or the files and folders that are named
    Check {
        /// Deck files or folders
        paths: Vec<PathBuf>,
        /// Give advice too: texts, tags (by the TAGS.md beside a deck), what the judge makes of the
        /// examples; exit 1 if there is any
        #[arg(long)]
        strict: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// A template to begin a deck or a card with
    New {
        #[command(subcommand)]
        new: new::New,
    },
    /// Carry a card's history over to a new id
    ///
    /// For a card whose id was changed in its deck: ratings, answers and drafts of OLD count for NEW
    /// from now on. Nothing is lost: `greenroom rename NEW OLD` carries them back.
    Rename {
        /// The old id, deck/card
        old: String,
        /// The new one, a card of a deck
        new: String,
    },
    /// Figures about your work: counts, and what the progress screen plots
    Stats {
        #[command(flatten)]
        query: QueryArgs,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Print a table as CSV
        #[arg(long, value_name = "WHAT", conflicts_with = "json")]
        csv: Option<stats::Table>,
    },
    /// Whether your data is well, and what to do where it is not; exit 1 if something is wrong
    Doctor {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Copy everything of yours into one file, a .tar
    Backup {
        /// The file; `-` is standard output
        file: PathBuf,
        /// Replace the file if there is one
        #[arg(long)]
        force: bool,
    },
    /// Bring a backup in: what is not there is added, nothing is overwritten
    Restore {
        /// A file that `backup` wrote, or a journal file (.jsonl)
        file: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Where things are
    Paths {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The settings in force, and what is wrong with them; exit 1 if anything is
    Config {
        /// Print a file to begin with: every setting with its default
        #[arg(long)]
        default: bool,
        /// Print JSON
        #[arg(long, conflicts_with = "default")]
        json: bool,
    },
    /// Every key
    Keys {
        /// Print the tables of the README
        #[arg(long)]
        markdown: bool,
    },
    /// A completion script for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man,
}

/// How a command ended, where it did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// Problems were found, or nothing matched.
    Found,
    /// A signal ended it.
    Signal(i32),
}

/// Runs the program with the arguments that it was started with.
pub fn run() -> ExitCode {
    crash::hook(say);
    limits::outlive();
    let Ok(code) = panic::catch_unwind(finish) else {
        if let Some(what) = crash::unsaid() {
            say(&what);
        }
        return ExitCode::from(FAULT);
    };
    code
}

/// The exit code after a fault of the program itself, as Rust has it.
const FAULT: u8 = 101;

fn finish() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(&cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Signal(signal)) => {
            ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX))
        }
        // Whoever reads our output has enough of it.
        Err(why) if is_broken_pipe(&why) => ExitCode::SUCCESS,
        Err(why) => {
            say(&format!("{why:#}"));
            ExitCode::from(2)
        }
    }
}

/// Says something on standard error. What it quotes may come from anywhere, so nothing in it acts on
/// the terminal.
fn say(what: &str) {
    let _ = writeln!(io::stderr(), "greenroom: {}", safe(what));
}

/// `text` without the characters that act on a terminal.
fn safe(text: &str) -> String {
    text.chars().filter(|c| !is_unsafe(*c)).collect()
}

fn is_broken_pipe(why: &anyhow::Error) -> bool {
    why.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}

fn dispatch(cli: &Cli) -> anyhow::Result<Outcome> {
    if cli.command.is_some() && !cli.query.query.is_empty() {
        anyhow::bail!("a QUERY goes behind its command, or in quotes where a word of it is one");
    }
    // A program that runs on does not hold on to standard output: whatever ends it gives the
    // terminal back through it.
    match &cli.command {
        None => study::run(&cli.global, &cli.query.text(), Begin::Browser),
        Some(Command::Review { query, plain: true, ahead }) => {
            plain::run(&cli.global, &query.text(), *ahead)
        }
        Some(Command::Review { query, ahead, .. }) => {
            let begin = if *ahead { Begin::Ahead } else { Begin::Review };
            study::run(&cli.global, &query.text(), begin)
        }
        Some(Command::Tour) => study::run(&cli.global, "", Begin::Tour),
        Some(Command::Mock(args)) => {
            study::run(&cli.global, &args.query.text(), Begin::Mock(args.wishes()))
        }
        Some(command) => print(cli, command),
    }
}

/// Runs a command that prints and is done.
fn print(cli: &Cli, command: &Command) -> anyhow::Result<Outcome> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let setup = || Setup::load(&cli.global);
    let outcome = match command {
        // See `dispatch`.
        Command::Review { .. } | Command::Mock(_) | Command::Tour => Outcome::Done,
        Command::Debrief(args) => debrief::run(&setup()?, args, &mut out)?,
        Command::Plan(args) => plan::run(&cli.global, args, &mut out)?,
        Command::Tune(args) => tune::run(&cli.global, args, &mut out)?,
        Command::List { query, json } => list::run(&setup()?, &query.text(), *json, &mut out)?,
        Command::Show { card, json } => show::run(&setup()?, card, *json, &mut out)?,
        Command::Score(args) => score::run(&setup()?, args, &mut out)?,
        Command::Check { paths, strict, json } => {
            check::run(&cli.global, paths, *strict, *json, &mut out)?
        }
        Command::New { new } => new::run(&cli.global, new, &mut out)?,
        Command::Rename { old, new } => rename::run(&cli.global, old, new)?,
        Command::Stats { query, json, csv } => {
            stats::run(&setup()?, &query.text(), *json, *csv, &mut out)?
        }
        Command::Doctor { json } => doctor::run(&cli.global, *json, &mut out)?,
        Command::Backup { file, force } => backup::run(&cli.global, file, *force, &mut out)?,
        Command::Restore { file, json } => restore::run(&cli.global, file, *json, &mut out)?,
        Command::Paths { json } => reference::paths(&cli.global, *json, &mut out)?,
        Command::Config { default, json } => config::run(&cli.global, *default, *json, &mut out)?,
        Command::Keys { markdown } => reference::keys(&cli.global, *markdown, &mut out)?,
        Command::Completions { shell } => {
            reference::completions(*shell, &mut Cli::command(), &mut out)?;
            Outcome::Done
        }
        Command::Man => {
            reference::man(Cli::command(), &mut out)?;
            Outcome::Done
        }
    };
    out.flush()?;
    Ok(outcome)
}

/// Whether standard input and output are a terminal.
fn on_a_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}
