//! What may be said at every question of a talk, and what comes of it.
//!
//! Does not ask.

use std::io;

use super::{Next, Talk, words};
use crate::app::screen::{browse, card};
use crate::domain::id::CardId;
use crate::domain::schedule::Rating;

/// What may be said at every question.
pub(super) enum Command {
    /// Go on.
    Enter,
    /// Rate the card.
    Rate(Rating),
    /// Take back what was done last.
    Undo,
    /// Take the card out of the queue.
    Suspend,
    /// Flag the card, or take the flag away.
    Flag,
    /// Pass the card over.
    Pass,
    /// Answer.
    Answer,
    /// Open the editor.
    Edit,
    /// Explain.
    Help,
    /// Leave.
    Quit,
    /// Something else.
    Other,
}

impl Command {
    /// What a line stands for.
    pub(super) fn of(line: &str) -> Self {
        match line.trim() {
            "" => Self::Enter,
            "1" => Self::Rate(Rating::Again),
            "2" => Self::Rate(Rating::Hard),
            "3" => Self::Rate(Rating::Good),
            "4" => Self::Rate(Rating::Easy),
            "u" => Self::Undo,
            "s" => Self::Suspend,
            "f" => Self::Flag,
            "n" => Self::Pass,
            "a" => Self::Answer,
            "e" => Self::Edit,
            "?" | "h" | "help" => Self::Help,
            "q" | "quit" => Self::Quit,
            _ => Self::Other,
        }
    }
}

impl Talk<'_> {
    /// What may be said anywhere; none where the same question is asked again.
    pub(super) fn common(&mut self, id: &CardId, command: &Command) -> io::Result<Option<Next>> {
        self.now();
        Ok(Some(match command {
            Command::Quit => {
                let rated = self.model.session.as_ref().map_or(0, |session| session.rated);
                self.say(&format!("End: left after {rated} rated."))?;
                Next::Leave
            }
            Command::Suspend => {
                let effects = card::suspend(&mut self.model, id);
                self.perform(effects);
                self.say("Suspended: the card is out of the queue. u puts it back.")?;
                let step = card::next_in_session(&mut self.model);
                self.follow(step)
            }
            Command::Pass => {
                if let Some(session) = &mut self.model.session {
                    session.skipped.push(id.clone());
                }
                self.say("Passed over.")?;
                let step = card::next_in_session(&mut self.model);
                self.follow(step)
            }
            Command::Undo => match self.undo()? {
                Some(next) => next,
                None => return Ok(None),
            },
            Command::Flag => {
                let effects = card::flag(&mut self.model, id);
                self.perform(effects);
                let flagged = self.model.progress.card(id).is_flagged();
                self.say(if flagged { "Flagged: yes." } else { "Flagged: no longer." })?;
                return Ok(None);
            }
            Command::Help => {
                self.write(&words::HELP.iter().map(ToString::to_string).collect::<Vec<_>>())?;
                return Ok(None);
            }
            _ => {
                self.say("Not understood. ? explains.")?;
                return Ok(None);
            }
        }))
    }

    /// Takes back what was done last, and goes to the card that it was about.
    pub(super) fn undo(&mut self) -> io::Result<Option<Next>> {
        self.now();
        let Some((_, card)) = self.model.progress.last_undoable() else {
            self.say("Undo: there is nothing to take back.")?;
            return Ok(None);
        };
        let step = card::undo(&mut self.model);
        self.follow(step);
        self.say(&format!("Undone: the last thing done with {card}."))?;
        if self.model.session.is_none() {
            browse::start_review(&mut self.model, false);
        }
        let known = self.model.library.card(&card).is_some();
        Ok(known.then_some(Next::Card(card)))
    }
}
