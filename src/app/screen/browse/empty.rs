//! What the browser says where there is nothing to show or to review: why, and what to do next.

use crate::app::Model;
use crate::app::action::Action;
use crate::app::screen::card::when;
use crate::domain::id::CardId;
use crate::domain::query::{State, TermKind};

/// What stands in the list where no card passes the filter.
pub fn list(model: &Model) -> String {
    let clear = format!("{} clears the filter.", model.key(Action::ClearFilter));
    let key = |action| model.key(action);
    if model.library.cards.is_empty() {
        return "No cards. --deck PATH adds a deck, or put one into your decks folder (greenroom \
                paths says where); greenroom new deck writes a template."
            .to_owned();
    }
    let asked = |state| {
        let term = |kind: &TermKind| *kind == TermKind::Is(state);
        model.browse.query.terms.iter().any(|other| !other.negated && term(&other.kind))
    };
    let why = if asked(State::Due) {
        let all = model.library.cards.iter().map(|card| &card.id);
        let next = match next(model, all) {
            Some(when) => format!("the next card comes back {when}"),
            None => "no card was rated yet".to_owned(),
        };
        let answer = key(Action::AnswerCard);
        return format!("Nothing is due here: {next}. {clear} {answer} then answers a new card.");
    } else if asked(State::Draft) {
        "No drafts here. An answer that is left unsubmitted is one, and waits for you.".to_owned()
    } else if asked(State::Flagged) {
        format!("No card is flagged here; {} flags one in the list.", key(Action::BrowseFlag))
    } else if asked(State::Suspended) {
        format!(
            "No card is out of the queue; {} takes out the selected one.",
            key(Action::BrowseSuspend)
        )
    } else if asked(State::New) {
        format!("No card is new here; {} studies what is due.", key(Action::StartReview))
    } else if model.browse.query.terms.iter().any(|t| matches!(t.kind, TermKind::Score(..))) {
        "No card has such a score. Only cards that were answered have one.".to_owned()
    } else {
        "No card passes this filter.".to_owned()
    };
    format!("{why} {clear}")
}

/// What is said where nothing of these cards is due.
pub(super) fn review(model: &Model, cards: &[CardId]) -> String {
    let answer = model.key(Action::AnswerCard);
    match next(model, cards.iter()) {
        Some(when) => {
            format!("Nothing is due: the next card comes back {when}; {answer} answers one now")
        }
        None => format!("Nothing is due among these cards; {answer} answers one all the same"),
    }
}

/// When the next of these cards comes back, in words.
fn next<'a>(model: &Model, cards: impl Iterator<Item = &'a CardId>) -> Option<String> {
    let today = model.today();
    let due = |id| {
        let card = model.progress.card(id);
        model.calendar.due(id, card).filter(|_| !card.is_suspended())
    };
    cards.filter_map(due).filter(|due| *due > today).min().map(|due| when(due, today))
}
