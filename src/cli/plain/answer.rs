//! An answer written by lines: kept while it is written, judged when it ends, corrected, recorded.
//!
//! Does not ask for the rating.

use std::io;
use std::sync::Arc;

use super::commands::Command;
use super::{Next, Talk, words};
use crate::app::editor::{MAX_BYTES, clean};
use crate::app::screen::answer::DRAFT_AFTER_MS;
use crate::app::suggestion;
use crate::domain::assess::{self, Manner, Overrules};
use crate::domain::deck::Card;
use crate::domain::encoder::Encoder;
use crate::domain::id::EntryId;
use crate::domain::journal::{Draft, Fact};
use crate::domain::rubric::{Judgement, Reader, word_count};
use crate::domain::schedule::Rating;
use crate::domain::time::Timestamp;

/// What came of asking for an answer.
pub(super) enum Answered {
    /// Nothing was written.
    Not,
    /// It is recorded.
    Kept {
        /// As this entry.
        entry: EntryId,
        /// Time that it took, in milliseconds.
        ms: u64,
        /// The rating to suggest.
        suggested: Rating,
    },
    /// The user went elsewhere.
    Went(Next),
}

/// An answer that is being written.
pub(super) struct Writing {
    card: Arc<Card>,
    text: String,
    overrules: Overrules,
    spent_ms: u64,
    since: Timestamp,
    /// Whether something was written that the journal does not hold.
    changed: bool,
    /// When it was last kept beside the journal.
    kept: Option<Timestamp>,
}

impl Writing {
    fn ms(&self, now: Timestamp) -> u64 {
        self.spent_ms + now.since(self.since)
    }

    fn draft(&self, now: Timestamp) -> Draft {
        let text = if self.text.trim().is_empty() { String::new() } else { self.text.clone() };
        let (criteria, traps) = self.overrules.named(&self.card);
        Draft { card: self.card.id.clone(), text, ms: self.ms(now), criteria, traps }
    }

    /// Adds a line; whether all of it found room.
    fn add(&mut self, line: &str) -> bool {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.changed = true;
        self.fit()
    }

    /// Cuts the text where an answer ends; whether nothing was cut.
    fn fit(&mut self) -> bool {
        let fits = self.text.len() <= MAX_BYTES;
        let end =
            (0..=MAX_BYTES.min(self.text.len())).rev().find(|n| self.text.is_char_boundary(*n));
        self.text.truncate(end.unwrap_or(0));
        fits
    }
}

impl Talk<'_> {
    /// Asks for an answer to a card.
    pub(super) fn answer(&mut self, card: &Arc<Card>) -> io::Result<Answered> {
        let answered = self.write_answer(card);
        if !matches!(answered, Ok(Answered::Kept { .. })) {
            self.put_away();
        }
        answered
    }

    fn write_answer(&mut self, card: &Arc<Card>) -> io::Result<Answered> {
        let draft = self.model.progress.card(&card.id).draft().cloned().unwrap_or_default();
        self.writing = Some(Writing {
            overrules: Overrules::of(card, &draft.criteria, &draft.traps),
            card: Arc::clone(card),
            spent_ms: draft.ms,
            text: draft.text,
            since: self.model.now.at,
            changed: false,
            kept: None,
        });
        self.say(words::ANSWER)?;
        loop {
            let Some(line) = self.hear()? else { return Ok(Answered::Went(Next::Leave)) };
            let text = self.writing.as_ref().map_or("", |writing| &writing.text);
            match (line.trim(), Command::of(&line)) {
                (".", _) if text.trim().is_empty() => {
                    self.say("Answer: nothing is written yet.")?;
                }
                (".", _) => return self.judge(card),
                (_, Command::Enter) => return Ok(Answered::Not),
                (_, Command::Edit) => self.open_editor()?,
                (_, Command::Other | Command::Rate(_) | Command::Answer) => {
                    return self.read_lines(card, &line);
                }
                (_, command) => {
                    if matches!(command, Command::Undo | Command::Suspend) {
                        self.put_away();
                    }
                    if let Some(next) = self.common(&card.id, &command)? {
                        return Ok(Answered::Went(next));
                    }
                    self.say("Answer: go on.")?;
                }
            }
        }
    }

    /// Reads on to the line that ends the answer.
    fn read_lines(&mut self, card: &Arc<Card>, first: &str) -> io::Result<Answered> {
        let mut next = Some(first.to_owned());
        while let Some(line) = next {
            if line.trim() == "." {
                return self.judge(card);
            }
            self.take(|writing| writing.add(&line))?;
            next = self.hear()?;
        }
        Ok(Answered::Went(Next::Leave))
    }

    fn open_editor(&mut self) -> io::Result<()> {
        self.world.out.flush()?;
        let text = self.writing.as_ref().map_or("", |writing| &writing.text).to_owned();
        match (self.world.edit)(&text) {
            Err(why) => self.say(&format!("Warning: the editor did not open: {why}"))?,
            Ok(text) => {
                self.take(|writing| {
                    clean(&text).trim_end().clone_into(&mut writing.text);
                    writing.changed = true;
                    writing.fit()
                })?;
                let words = self.writing.as_ref().map_or(0, |writing| word_count(&writing.text));
                self.say(&format!(
                    "Answer: {words} words. A line with a single . ends it; lines go on with it; \
                     e opens it again."
                ))?;
            }
        }
        Ok(())
    }

    /// Changes what is written, and keeps it unless that was done a moment ago.
    fn take(&mut self, change: impl FnOnce(&mut Writing) -> bool) -> io::Result<()> {
        self.now();
        let now = self.model.now.at;
        let Some(writing) = &mut self.writing else { return Ok(()) };
        let fits = change(writing);
        if writing.kept.is_none_or(|kept| now >= kept.plus(DRAFT_AFTER_MS)) {
            writing.kept = Some(now);
            let draft = writing.draft(now);
            let effect = self.model.keep(draft);
            self.perform(vec![effect]);
        }
        if fits {
            return Ok(());
        }
        self.say("Warning: an answer ends at 100 KB; not everything fitted in.")
    }

    /// What is being written and not submitted becomes a draft in the journal.
    pub(super) fn put_away(&mut self) {
        self.now();
        let Some(writing) = self.writing.take().filter(|writing| writing.changed) else { return };
        let draft = writing.draft(self.model.now.at);
        let (_, effect) = self.model.record(Fact::Drafted(draft));
        self.perform(vec![effect]);
    }

    /// Judges the answer, lets the user overrule, and records it.
    fn judge(&mut self, card: &Arc<Card>) -> io::Result<Answered> {
        self.now();
        let (now, words) = (self.model.now.at, self.model.config.words_per_minute);
        let Some(writing) = &mut self.writing else { return Ok(Answered::Not) };
        let ms = writing.ms(now);
        writing.changed = true;
        (writing.spent_ms, writing.since) = (ms, now);
        let text = writing.text.clone();
        let mut overrules = writing.overrules.clone();
        let encoder = self.model.listens().then(Encoder::shipped).flatten();
        let judgement = Reader::new(card, encoder).judge(&text);
        if judgement.words == 0 {
            self.say("Answer: there are no words in it, so there is nothing to judge.")?;
            return Ok(Answered::Not);
        }
        let earlier: Vec<u8> =
            self.model.progress.card(&card.id).attempts().iter().map(|a| a.score).collect();
        let manner = Manner { ms, feedback: false };
        let attempt = |judgement: &Judgement, overrules: &Overrules| {
            assess::attempt(card, &text, judgement, overrules, manner)
        };
        let said =
            words::verdicts(card, &attempt(&judgement, &overrules), &judgement, &earlier, words);
        let said = said.iter().try_for_each(|line| self.say(line));
        // Whatever becomes of the terminal now, the answer is submitted.
        let heard = said.and_then(|()| self.overrule(card, &judgement, &mut overrules, &attempt));
        let attempt = attempt(&judgement, &overrules);
        let suggested = suggestion(&attempt);
        self.now();
        let (entry, effect) = self.model.record(Fact::Answered(attempt));
        self.writing = None;
        self.perform(vec![effect]);
        if heard? {
            return Ok(Answered::Kept { entry, ms, suggested });
        }
        Ok(Answered::Went(Next::Leave))
    }

    /// Lets the user set verdicts against the judge's; false at the end of the input.
    fn overrule(
        &mut self,
        card: &Card,
        judgement: &Judgement,
        overrules: &mut Overrules,
        attempt: &dyn Fn(&Judgement, &Overrules) -> crate::domain::journal::Attempt,
    ) -> io::Result<bool> {
        loop {
            self.say("Next: enter goes on; x and the number of a verdict overrules it.")?;
            let Some(line) = self.hear()? else { return Ok(false) };
            let line = line.trim();
            let Some(number) = line.strip_prefix('x') else {
                if line.is_empty() {
                    return Ok(true);
                }
                continue;
            };
            let place = number.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            let Some(place) = place else {
                self.say("Verdicts: say x and a number, like x 2.")?;
                continue;
            };
            let traps = place.checked_sub(card.criteria.len());
            match (
                judgement.criteria.get(place),
                traps.and_then(|n| Some((n, judgement.traps.get(n)?))),
            ) {
                (Some(finding), _) => overrules.flip_criterion(place, finding.verdict),
                (None, Some((n, finding))) => overrules.flip_trap(n, finding.hit),
                (None, None) => {
                    self.say(&format!("Verdicts: there is no number {}.", place + 1))?;
                    continue;
                }
            }
            let attempt = attempt(judgement, overrules);
            self.say(&words::verdict(card, &attempt, judgement, place))?;
            self.say(&format!("Score: {} percent.", attempt.score))?;
        }
    }
}
