//! `review --plain`: a whole review by lines, for screen readers, simple terminals and scripts.
//!
//! Each thing is announced by a word. No escape sequence, no drawing, nothing wider than 80 columns.
//! What is recorded is what the screen records, by the same functions.

mod answer;
mod commands;
mod pen;
#[cfg(test)]
mod tests;
mod words;

use std::io::{self, BufRead, Read, Write};

use anyhow::anyhow;

use super::setup::Setup;
use super::{Global, Outcome, say, study};
use crate::app::editor::{MAX_BYTES, clean};
use crate::app::effect::Effect;
use crate::app::look::Look;
use crate::app::msg::Msg;
use crate::app::notice::Tone;
use crate::app::screen::card::{self, steps};
use crate::app::screen::{Go, Screen, Step, browse};
use crate::app::{Ctx, Model, Start, update};
use crate::domain::id::{CardId, EntryId};
use crate::domain::query::Query;
use crate::domain::schedule::Rating;
use crate::domain::schedule::queue::Why;
use crate::domain::time::{HOUR, Timestamp};
use crate::shell::clock::{Clock, run_name};
use crate::shell::failure;
use crate::shell::world::Journal;
use crate::view;
use answer::Writing;
use commands::Command;

/// What a talk needs of the world.
struct World<'a> {
    input: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
    journal: &'a mut dyn Journal,
    clock: &'a dyn Clock,
    /// Opens the user's editor on a text; what it is afterwards.
    edit: &'a mut dyn FnMut(&str) -> io::Result<String>,
}

/// A review under way.
struct Talk<'a> {
    world: World<'a>,
    model: Model,
    /// Whether it goes on ahead of schedule.
    ahead: bool,
    /// What is being written.
    writing: Option<Writing>,
    /// When the card that is asked was first said.
    opened: Timestamp,
    /// What was said of facts that are not saved.
    complained: Option<String>,
}

/// Where to go from a card.
enum Next {
    /// To this card, which may be the same.
    Card(CardId),
    /// There is no card left.
    Over,
    /// Out.
    Leave,
}

/// Reviews by lines on standard input and output, what is due or also ahead of schedule.
pub(super) fn run(global: &Global, query: &str, ahead: bool) -> anyhow::Result<Outcome> {
    Query::parse(query).map_err(|why| anyhow!("QUERY: {why}"))?;
    let setup = Setup::to_study(global)?;
    for problem in &setup.config_problems {
        say(&problem.to_string());
    }
    for notice in &setup.notices {
        say(notice);
    }
    let (mut journal, name) = (setup.journal, run_name());
    let folder = setup.files.decks.with_file_name(format!("editing-{name}"));
    let model = Model::new(Start {
        library: setup.library,
        progress: setup.progress,
        config: setup.config,
        config_problems: Vec::new(),
        look: Look::default(),
        run: name,
        now: setup.now,
        unwritable: setup.writable.err(),
        notices: Vec::new(),
        query: query.to_owned(),
        review: false,
        ahead,
        mock: None,
        tour: false,
    });
    let world = World {
        input: &mut io::stdin().lock(),
        out: &mut io::BufWriter::new(io::stdout().lock()),
        journal: &mut journal,
        clock: &*setup.clock,
        edit: &mut |text| pen::edit(&folder, text),
    };
    let (mut model, outcome) = talk(world, model, ahead);
    if model.unsaved.is_empty() {
        // Derived, and made again whenever it is missing: nothing to trouble the user with.
        let _ = journal.keep_snapshot(&model.progress);
        return outcome;
    }
    model.elsewhere =
        Some(journal.write_elsewhere(&model.unsaved).map_err(|why| failure::said(&why)));
    study::farewell(&model);
    outcome
}

/// Reviews to the end; the model as it is then. What is being written is kept on every way out.
fn talk(world: World<'_>, model: Model, ahead: bool) -> (Model, anyhow::Result<Outcome>) {
    let opened = model.now.at;
    let mut talk = Talk { world, model, ahead, writing: None, opened, complained: None };
    let outcome = talk.run();
    talk.put_away();
    if !talk.model.unsaved.is_empty() {
        let unsaved = std::mem::take(&mut talk.model.unsaved);
        talk.perform(vec![Effect::Append(unsaved)]);
    }
    let flushed = talk.world.out.flush();
    let outcome = outcome.and_then(|outcome| flushed.map(|()| outcome));
    (talk.model, outcome.map_err(Into::into))
}

impl Talk<'_> {
    fn run(&mut self) -> io::Result<Outcome> {
        if let Some(why) = self.model.unsaved_why.clone() {
            self.say(&format!("Warning: not saving: {why}"))?;
        }
        let Some(mut card) = self.begin()? else {
            let found = self.model.browse.hits.is_empty();
            return Ok(if found { Outcome::Found } else { Outcome::Done });
        };
        loop {
            let next = match self.ask(&card)? {
                Next::Over => self.over()?,
                next => next,
            };
            match next {
                Next::Card(next) => card = next,
                Next::Over | Next::Leave => return Ok(Outcome::Done),
            }
        }
    }

    /// Says what is due; the first card.
    fn begin(&mut self) -> io::Result<Option<CardId>> {
        self.now();
        let step = browse::start_review(&mut self.model, self.ahead);
        let first = self.follow(step);
        let Next::Card(first) = first else {
            let why = self.model.notice.take().map(|notice| notice.text).unwrap_or_default();
            let none = self.model.browse.hits.is_empty();
            let why = if none { "No card passes the QUERY" } else { &why };
            self.say(&format!("Review: {}.", why.split(';').next().unwrap_or_default()))?;
            return Ok(None);
        };
        let cards = self.model.session.as_ref().map(|session| session.cards.clone());
        let queue = self.model.queue(&cards.unwrap_or_default());
        let due = queue.count(Why::Due) + queue.count(Why::Again);
        let new = queue.count(Why::New);
        let ahead = match queue.count(Why::Ahead) {
            0 => String::new(),
            more => format!(", {more} ahead of schedule"),
        };
        self.say(&format!("Review: {due} due, {new} new{ahead}. ? explains, q leaves."))?;
        Ok(Some(first))
    }

    /// Asks a card, from its question to its rating.
    fn ask(&mut self, id: &CardId) -> io::Result<Next> {
        let Some(card) = self.model.library.card(id).cloned() else { return Ok(Next::Over) };
        self.now();
        self.opened = self.model.now.at;
        for line in words::question(&self.model, &card) {
            self.say(&line)?;
        }
        let attempt = match self.answer(&card)? {
            answer::Answered::Not => None,
            answer::Answered::Kept { entry, ms, suggested } => Some((entry, ms, suggested)),
            answer::Answered::Went(next) => return Ok(next),
        };
        let steps = steps(&card);
        let mut revealed = 0;
        loop {
            let may_rate = revealed > 0 || attempt.is_some();
            let suggested = attempt.as_ref().map(|(_, _, suggested)| *suggested);
            match steps.get(revealed) {
                Some((title, _)) => {
                    let rate = if may_rate { "; 1 to 4 rate" } else { "" };
                    self.say(&format!("Next: enter shows {}{rate}.", title.to_lowercase()))?;
                }
                None => self.say(&words::ratings(&self.model, id, suggested))?,
            }
            let Some(line) = self.hear()? else { return Ok(Next::Leave) };
            let rating = match Command::of(&line) {
                Command::Enter => match (steps.get(revealed), suggested) {
                    (Some((title, text)), _) => {
                        self.say(&format!("\n{title}:"))?;
                        self.write(&view::plain::markdown(text))?;
                        revealed += 1;
                        continue;
                    }
                    (None, Some(suggested)) => suggested,
                    (None, None) => {
                        self.say("Rating: say 1, 2, 3 or 4. Only an answer suggests one.")?;
                        continue;
                    }
                },
                Command::Rate(rating) if may_rate => rating,
                Command::Rate(_) => {
                    self.say("Rating: look at the short answer first, with enter.")?;
                    continue;
                }
                Command::Answer => return Ok(Next::Card(id.clone())),
                command => match self.common(id, &command)? {
                    Some(next) => return Ok(next),
                    None => continue,
                },
            };
            self.now();
            let (ms, entry) = match attempt {
                Some((entry, ms, _)) => (ms, Some(entry)),
                None => (self.model.now.at.since(self.opened).min(HOUR as u64), None),
            };
            return self.rate(id, rating, ms, entry);
        }
    }

    fn rate(
        &mut self,
        id: &CardId,
        rating: Rating,
        ms: u64,
        attempt: Option<EntryId>,
    ) -> io::Result<Next> {
        let step = card::rate(&mut self.model, id, rating, ms, attempt);
        let next = self.follow(step);
        let today = self.model.today();
        let due = self.model.calendar.due(id, self.model.progress.card(id)).unwrap_or(today);
        let (word, when) = (rating.word(), card::when(due, today));
        self.say(&format!("Rated: {word}. The card comes back {when}. u takes it back."))?;
        Ok(next)
    }

    /// Says how it went; the last one can still be taken back.
    fn over(&mut self) -> io::Result<Next> {
        let said = self.model.notice.take().map(|notice| notice.text);
        self.say(&format!("\nEnd: {}.", said.as_deref().unwrap_or("no card is left")))?;
        self.say("Next: enter leaves; u takes back what was done last.")?;
        while let Some(line) = self.hear()? {
            match Command::of(&line) {
                Command::Undo => match self.undo()? {
                    Some(next) => return Ok(next),
                    None => return Ok(Next::Leave),
                },
                Command::Enter | Command::Quit => break,
                _ => self.say("Next: enter leaves; u takes back what was done last.")?,
            }
        }
        Ok(Next::Leave)
    }

    /// Does what a step asks for; where it goes.
    fn follow(&mut self, step: Step) -> Next {
        self.perform(step.effects);
        match step.go {
            Go::Only(screen) => match *screen {
                Screen::Card(card) => Next::Card(card.card),
                _ => Next::Over,
            },
            _ => Next::Over,
        }
    }

    /// Writes what is to be kept. What cannot be written waits, as it does behind the screen.
    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let (entries, kept) = match effect {
                Effect::Append(entries) => {
                    let kept = self.world.journal.append(&entries);
                    (entries, kept)
                }
                Effect::KeepDraft(draft) => match self.world.journal.keep_draft(&draft) {
                    Ok(()) => continue,
                    kept => (vec![*draft], kept),
                },
                _ => continue,
            };
            let msg = match kept {
                Ok(()) => Msg::Saved,
                Err(why) => Msg::AppendFailed(entries, failure::said(&why)),
            };
            let notice = self.model.notice.take();
            let now = self.world.clock.now();
            let (measure, hit) = (view::measure, view::hit);
            update(&mut self.model, msg, Ctx { now, size: (80, 24), measure, hit });
            self.model.notice = notice.or(self.model.notice.take());
        }
    }

    fn now(&mut self) {
        self.model.now = self.world.clock.now();
    }

    /// The next line, clean; none at the end of the input.
    fn hear(&mut self) -> io::Result<Option<String>> {
        self.complain()?;
        self.world.out.flush()?;
        let mut bytes = Vec::new();
        let mut line = (&mut *self.world.input).take(MAX_BYTES as u64 + 1);
        // A terminal that is gone has nothing more to say.
        if line.read_until(b'\n', &mut bytes).unwrap_or(0) == 0 {
            return Ok(None);
        }
        if bytes.last() != Some(&b'\n') && bytes.len() > MAX_BYTES {
            self.world.input.skip_until(b'\n')?;
        }
        Ok(Some(clean(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']))))
    }

    /// Says once what is amiss.
    fn complain(&mut self) -> io::Result<()> {
        let mut amiss = self.world.journal.problems();
        if let Some(notice) = self.model.notice.take_if(|notice| notice.tone == Tone::Warning) {
            amiss.push(notice.text);
        }
        let why = self.model.unsaved_why.clone().filter(|_| !self.model.unsaved.is_empty());
        if why != self.complained {
            let not =
                |why: &String| format!("not saved yet, tried again with what comes next: {why}");
            amiss.extend(why.as_ref().map(not));
            self.complained = why;
        }
        amiss.iter().try_for_each(|what| self.say(&format!("Warning: {what}")))
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        self.write(&view::plain::lines(text))
    }

    fn write(&mut self, lines: &[String]) -> io::Result<()> {
        lines.iter().try_for_each(|line| writeln!(self.world.out, "{}", super::safe(line)))
    }
}
