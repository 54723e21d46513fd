//! What most commands begin with: paths, settings, decks, journal; and which cards a QUERY means.
//!
//! Prints nothing but warnings, and those to standard error.

use std::fs;
use std::io;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};

use super::{Global, say};
use crate::app::screen::browse::facts;
use crate::domain::config::Config;
use crate::domain::deck::Card;
use crate::domain::deck::problem::Severity;
use crate::domain::library::Library;
use crate::domain::progress::{Progress, Rules};
use crate::domain::query::Query;
use crate::domain::search::Facts;
use crate::domain::time::Moment;
use crate::shell::clock::{self, Clock};
use crate::shell::crash;
use crate::shell::desk::Files;
use crate::shell::journal_file::{JournalFile, Opened};
use crate::shell::paths::Paths;

/// Everything that a command may need.
#[derive(Debug)]
pub(super) struct Setup {
    pub(super) config: Config,
    pub(super) files: Files,
    pub(super) library: Library,
    pub(super) journal: JournalFile,
    pub(super) progress: Progress,
    pub(super) writable: Result<(), String>,
    /// What is worth saying about settings and journal.
    pub(super) notices: Vec<String>,
    pub(super) clock: Box<dyn Clock>,
    pub(super) now: Moment,
}

impl Setup {
    /// Loads everything to be read, and says on standard error what was wrong. Nothing is created.
    pub(super) fn load(global: &Global) -> anyhow::Result<Self> {
        let setup = Self::with(global, JournalFile::look)?;
        for notice in &setup.notices {
            say(notice);
        }
        let errors = setup.library.problems.iter().filter(|p| p.severity == Severity::Error);
        match errors.count() {
            0 => {}
            n => say(&format!("{n} problems in decks; `greenroom check` says which")),
        }
        Ok(setup)
    }

    /// Loads everything to be added to; what was wrong is in `notices`.
    pub(super) fn to_study(global: &Global) -> anyhow::Result<Self> {
        Self::with(global, JournalFile::open)
    }

    fn with(global: &Global, open: fn(&Paths, Rules) -> Opened) -> anyhow::Result<Self> {
        let paths = Paths::find(global.data_dir.as_deref())?;
        crash::keep_in(&paths.data);
        let files = files(global, &paths)?;
        let (config, wrong) = config(&paths);
        let clock = clock::clock(global.now.as_deref())?;
        let opened = open(&paths, config.rules());
        let notices = wrong
            .into_iter()
            .map(|what| format!("{}: {what}", paths.config.display()))
            .chain(opened.problems)
            .collect();
        Ok(Self {
            progress: opened.progress,
            library: files.library(),
            journal: opened.journal,
            writable: opened.writable,
            now: clock.now(),
            clock,
            config,
            files,
            notices,
        })
    }

    /// The cards that a QUERY means, as places in the library.
    ///
    /// # Errors
    /// Where the query is not understood.
    pub(super) fn matching(&self, query: &str) -> anyhow::Result<Vec<usize>> {
        let query = Query::parse(query).map_err(|why| anyhow!("QUERY: {why}"))?;
        let today = self.now.day(self.config.day_start);
        let cards = &self.library.cards;
        let known = |n: usize| {
            cards.get(n).map_or_else(Facts::default, |c| facts(self.progress.card(&c.id), today))
        };
        Ok(self.library.index().search(&query, &known).iter().map(|hit| hit.card).collect())
    }

    /// The one card that a name means.
    ///
    /// # Errors
    /// Where it means none or several.
    pub(super) fn card(&self, name: &str) -> anyhow::Result<&Arc<Card>> {
        match self.library.named(name).as_slice() {
            [card] => Ok(card),
            [] => bail!("no card is called {name}; `greenroom list` shows them all"),
            several => {
                let names: Vec<_> = several.iter().map(|card| card.id.as_str()).collect();
                bail!("{name} may be {}; give the deck too", names.join(" or "))
            }
        }
    }
}

/// The deck files in force.
///
/// # Errors
/// Where a path that was named does not exist.
pub(super) fn files(global: &Global, paths: &Paths) -> anyhow::Result<Files> {
    for path in &global.deck {
        fs::metadata(path).with_context(|| format!("--deck {}", path.display()))?;
    }
    Ok(Files { decks: paths.decks.clone(), given: global.deck.clone() })
}

fn config(paths: &Paths) -> (Config, Vec<String>) {
    match fs::read(&paths.config) {
        Ok(bytes) => Config::parse(&String::from_utf8_lossy(&bytes)),
        Err(why) if why.kind() == io::ErrorKind::NotFound => (Config::default(), Vec::new()),
        Err(why) => (Config::default(), vec![format!("{why}; the defaults are used")]),
    }
}
