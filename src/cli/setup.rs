//! What most commands begin with: paths, settings, decks, journal; and which cards a QUERY means.
//!
//! Prints nothing but warnings, and those to standard error.

use std::fs;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};

use super::{Global, say};
use crate::app::keymap::Keymap;
use crate::domain::config::{Config, Reading};
use crate::domain::deck::Card;
use crate::domain::deck::problem::{Problem, Severity};
use crate::domain::encoder::Encoder;
use crate::domain::id::EntryId;
use crate::domain::journal::{Entry, Fact};
use crate::domain::library::Library;
use crate::domain::progress::{Progress, Rules};
use crate::domain::query::Query;
use crate::domain::schedule::calendar::Calendar;
use crate::domain::search::Facts;
use crate::domain::time::{Day, Moment};
use crate::shell::clock::{self, Clock, run_name};
use crate::shell::crash;
use crate::shell::desk::Files;
use crate::shell::journal_file::{JournalFile, Opened};
use crate::shell::paths::Paths;
use crate::shell::settings_file;

/// Everything that a command may need.
#[derive(Debug)]
pub(super) struct Setup {
    pub(super) config: Config,
    /// Whether the encoder may be used.
    pub(super) ears: bool,
    pub(super) files: Files,
    pub(super) library: Library,
    pub(super) journal: JournalFile,
    pub(super) progress: Progress,
    /// On which day each card comes back.
    pub(super) calendar: Calendar,
    pub(super) writable: Result<(), String>,
    /// What is wrong with the settings.
    pub(super) config_problems: Vec<Problem>,
    /// What is worth saying about the journal.
    pub(super) notices: Vec<String>,
    pub(super) clock: Box<dyn Clock>,
    pub(super) now: Moment,
}

impl Setup {
    /// Loads everything to be read, and says on standard error what was wrong. Nothing is created.
    pub(super) fn load(global: &Global) -> anyhow::Result<Self> {
        let setup = Self::with(global, JournalFile::look)?;
        for problem in &setup.config_problems {
            say(&problem.to_string());
        }
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

    /// Loads everything for a command that records something, and says what was wrong.
    pub(super) fn to_record(global: &Global) -> anyhow::Result<Self> {
        let setup = Self::with(global, JournalFile::open)?;
        for notice in &setup.notices {
            say(notice);
        }
        Ok(setup)
    }

    fn with(global: &Global, open: fn(&Paths, Rules) -> Opened) -> anyhow::Result<Self> {
        let paths = Paths::find(global.data_dir.as_deref())?;
        crash::keep_in(&paths.data);
        let files = files(global, &paths)?;
        let (config, config_problems) = config(&paths);
        let clock = clock::clock(global.now.as_deref())?;
        let opened = open(&paths, config.rules());
        let (now, library, progress) = (clock.now(), files.library(), opened.progress);
        let mut calendar = Calendar::of(&progress, library.ids());
        // A QUERY that is not understood is said where the plan is shown.
        let _ = calendar.prepare(&library, &progress, now.day(config.day_start));
        Ok(Self {
            progress,
            calendar,
            library,
            journal: opened.journal,
            writable: opened.writable,
            now,
            clock,
            config,
            config_problems,
            files,
            ears: !global.no_encoder,
            notices: opened.problems,
        })
    }

    /// The day that it is.
    pub(super) fn today(&self) -> Day {
        self.now.day(self.config.day_start)
    }

    /// The encoder, where it is wanted.
    pub(super) fn encoder(&self) -> Option<&'static Encoder> {
        shipped(self.ears && self.config.encoder)
    }

    /// Records a fact, as the program on the screen would: on disk when this returns.
    ///
    /// # Errors
    /// Where the journal cannot be written.
    pub(super) fn record(&mut self, fact: Fact) -> anyhow::Result<()> {
        if let Err(why) = &self.writable {
            bail!("{why}");
        }
        let Moment { at, offset } = self.now;
        let entry = Entry { id: EntryId::new(&run_name(), 1), at, offset, fact };
        self.journal.append(std::slice::from_ref(&entry)).context("it could not be kept")?;
        self.progress.apply(&entry);
        self.calendar.follow(&self.progress, self.library.ids());
        let today = self.today();
        self.calendar
            .prepare(&self.library, &self.progress, today)
            .map_err(|why| anyhow!("the plan's QUERY: {why}"))
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
            cards.get(n).map_or_else(Facts::default, |card| {
                self.calendar.facts(&card.id, self.progress.card(&card.id), today)
            })
        };
        Ok(self.library.index().search(&query, &known).iter().map(|hit| hit.card).collect())
    }

    /// The one card that a name means.
    ///
    /// # Errors
    /// Where it means none or several.
    pub(super) fn card(&self, name: &str) -> anyhow::Result<&Arc<Card>> {
        card(&self.library, name)
    }
}

/// The one card that a name means.
///
/// # Errors
/// Where it means none or several.
pub(super) fn card<'a>(library: &'a Library, name: &str) -> anyhow::Result<&'a Arc<Card>> {
    match library.named(name).as_slice() {
        [card] => Ok(card),
        [] => bail!("no card is called {name}; `greenroom list` shows them all"),
        several => {
            let names: Vec<_> = several.iter().map(|card| card.id.as_str()).collect();
            bail!("{name} may be {}; give the deck too", names.join(" or "))
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
    let (decks, config) = (paths.decks.clone(), paths.config.clone());
    Ok(Files { decks, given: global.deck.clone(), config })
}

/// The encoder, where it is wanted; for commands that need nothing else.
pub(super) fn encoder(global: &Global) -> anyhow::Result<Option<&'static Encoder>> {
    let paths = Paths::find(global.data_dir.as_deref())?;
    Ok(shipped(!global.no_encoder && config(&paths).0.encoder))
}

fn shipped(wanted: bool) -> Option<&'static Encoder> {
    wanted.then(Encoder::shipped).flatten()
}

/// The settings, and everything that is wrong with them.
pub(super) fn config(paths: &Paths) -> (Config, Vec<Problem>) {
    let Reading { config, mut problems, .. } = settings_file::reading(&paths.config);
    problems.extend(Keymap::of(&config.keys).1);
    (config, problems)
}
