//! A mock round under way: which question comes next, and how the round ends.
//!
//! The answers themselves are written in [`answer`](super::answer). Every fact is recorded when it
//! comes about, so that a round that is cut short loses nothing.

pub mod debrief;
pub mod setup;

use std::sync::Arc;

use super::answer::{AnswerScreen, InRound};
use super::spoken::SpokenScreen;
use super::{Go, Screen, Step};
use crate::app::Model;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::{Attempt, Fact, Mock};
use crate::domain::mock::Wishes;
use crate::domain::mock::summary::Submitted;
use crate::domain::rubric::word_count;
use debrief::RoundDebrief;

/// A mock round under way.
#[derive(Debug)]
pub struct Round {
    /// Its name: that of the entry that began it.
    pub id: EntryId,
    /// How it was set up.
    pub wishes: Wishes,
    /// The cards that were drawn.
    pub cards: Vec<CardId>,
    /// The place of the question under way.
    pub at: usize,
    /// Time of the questions before it, in milliseconds.
    pub spent_ms: u64,
    /// What was answered.
    pub answers: Vec<Submitted>,
    seed: u64,
    /// Whether its end is recorded already, should the program not come back.
    ended: bool,
}

/// Begins a round over these cards.
pub fn begin(
    model: &mut Model,
    query: String,
    wishes: Wishes,
    cards: Vec<CardId>,
    seed: u64,
) -> Step {
    let mock = Mock {
        query,
        cards: cards.clone(),
        target_ms: wishes.target_ms,
        feedback: wishes.feedback,
        strict: wishes.strict,
    };
    let (id, effect) = model.record(Fact::MockBegun(mock));
    model.session = None;
    model.round = Some(Round {
        id,
        wishes,
        cards,
        at: 0,
        spent_ms: 0,
        answers: Vec::new(),
        seed,
        ended: false,
    });
    ask(model).after(vec![effect])
}

/// Puts the question that the round has come to, or ends the round.
fn ask(model: &mut Model) -> Step {
    let Some(round) = &mut model.round else { return Step::go(Go::Home) };
    // A card that is gone meanwhile is passed over.
    let card = loop {
        let Some(id) = round.cards.get(round.at) else { return end(model, false) };
        match model.library.card(id) {
            Some(card) => break Arc::clone(card),
            None => round.at += 1,
        }
    };
    let in_round = InRound {
        round: round.id.clone(),
        number: round.at + 1,
        of: round.cards.len(),
        target_ms: round.wishes.target_ms(&card).max(1),
        feedback: round.wishes.feedback,
        strict: round.wishes.strict,
        before_ms: round.spent_ms,
        seed: round.seed,
        asked: None,
        warned: false,
    };
    if round.wishes.spoken {
        let screen = SpokenScreen::in_round(card, in_round, model.now.at);
        return Step::go(Go::Only(Box::new(screen)));
    }
    let draft = model.progress.card(&card.id).draft();
    if let Some(draft) = draft.filter(|draft| !draft.text.is_empty()) {
        let words = word_count(&draft.text);
        let s = if words == 1 { "" } else { "s" };
        let text = format!("Your draft is back: {words} word{s}; ctrl-a and del begin anew");
        let screen = AnswerScreen::in_round(card, Some(draft), in_round, model.now.at);
        model.say(text);
        return Step::go(Go::Only(Box::new(screen)));
    }
    let screen = AnswerScreen::in_round(card, None, in_round, model.now.at);
    Step::go(Go::Only(Box::new(screen)))
}

/// Records an answer that took `ms` with everything that belongs to it, and goes on.
pub fn answered(model: &mut Model, attempt: Attempt, ms: u64) -> Step {
    let (entry, effect) = model.record(Fact::Answered(attempt.clone()));
    if let Some(round) = &mut model.round {
        round.answers.push((entry, attempt));
    }
    passed(model, ms).after(vec![effect])
}

/// Goes on after `ms` at a question.
pub fn passed(model: &mut Model, ms: u64) -> Step {
    // What was said was about the question before.
    model.notice = None;
    if let Some(round) = &mut model.round {
        round.spent_ms += ms;
        round.at += 1;
        round.ended = false;
    }
    ask(model)
}

/// Breaks the round off. What was submitted is kept, what was being written is a draft.
pub fn abort(model: &mut Model) -> Step {
    let mut effects = model.keep_draft();
    let now = model.now.at;
    let answer = model.screens.iter().find_map(|screen| match screen {
        Screen::Answer(answer) => Some((answer.with_follow_up(now), answer.whole_time(now))),
        Screen::Spoken(spoken) => Some((None, spoken.watch.elapsed(now))),
        _ => None,
    });
    if let Some((attempt, ms)) = answer
        && let Some(round) = &mut model.round
    {
        round.spent_ms += ms;
        if let Some(attempt) = attempt {
            let (entry, effect) = model.record(Fact::Answered(attempt.clone()));
            effects.push(effect);
            if let Some(round) = &mut model.round {
                round.answers.push((entry, attempt));
            }
        }
    }
    end(model, true).after(effects)
}

/// Ends the round and shows its debrief.
fn end(model: &mut Model, aborted: bool) -> Step {
    let Some(round) = model.round.take() else { return Step::go(Go::Home) };
    let ended = Fact::MockEnded { mock: round.id.clone(), ms: round.spent_ms, aborted };
    let (_, effect) = model.record(ended);
    if round.answers.is_empty() {
        model.say("The round is over; nothing was answered, so there is nothing to look at");
        return Step { effects: vec![effect], go: Go::Home };
    }
    let go = match RoundDebrief::new(model, &round.id, round.answers) {
        Some(screen) => Go::Only(Box::new(Screen::MockDebrief(Box::new(screen)))),
        None => Go::Home,
    };
    Step { effects: vec![effect], go }
}

/// The program is being left in the middle of a round: its end is recorded, once, in case this run
/// does not come back to it.
pub fn interrupted(model: &mut Model) -> Vec<Effect> {
    let now = model.now.at;
    let under_way = model.screens.iter().find_map(|screen| match screen {
        Screen::Answer(answer) => Some(answer.whole_time(now)),
        Screen::Spoken(spoken) => Some(spoken.watch.elapsed(now)),
        _ => None,
    });
    let Some(round) = model.round.as_mut().filter(|round| !round.ended) else { return Vec::new() };
    round.ended = true;
    let ms = round.spent_ms + under_way.unwrap_or(0);
    let ended = Fact::MockEnded { mock: round.id.clone(), ms, aborted: true };
    vec![model.record(ended).1]
}

/// Takes an answer whose time is over as it is; one that is said goes on to its marks.
pub fn cut_off(model: &mut Model) -> Vec<Effect> {
    let now = model.now.at;
    let over = model.screens.iter_mut().any(|screen| match screen {
        Screen::Spoken(spoken) => spoken.cut_off(now),
        _ => false,
    });
    if over {
        model.say("Time is up; mark what you have said");
        return Vec::new();
    }
    let is_over =
        |screen: &Screen| matches!(screen, Screen::Answer(answer) if answer.is_cut_off(now));
    let Some(at) = model.screens.iter().rposition(is_over) else { return Vec::new() };
    model.screens.truncate(at + 1);
    model.confirm = None;
    let Some(mut screen) = model.screens.pop() else { return Vec::new() };
    let step = screen.on_action(model, Action::SubmitInRound);
    model.screens.push(screen);
    if model.round.is_some() {
        model.say("Time is up; what was written is taken as it was");
    }
    model.go(step)
}
