//! A drill: the cards where something was missed are answered one after the other, due or not.
//!
//! It is a session like any other; at its end the gap is looked at again.

use super::ProgressScreen;
use crate::app::action::Action;
use crate::app::screen::card::CardScreen;
use crate::app::screen::{Go, Screen, Step, answer};
use crate::app::{Drill, Model, Session};
use crate::domain::gaps::{Gap, Subject};
use crate::domain::id::CardId;

/// Begins a drill of the cards where this gap was missed.
pub(super) fn begin(model: &mut Model, gap: &Gap) -> Step {
    let cards: Vec<CardId> =
        gap.cards.iter().filter(|id| model.library.card(id).is_some()).cloned().collect();
    model.session = Some(Session::drill(cards, Drill::Gap(gap.subject.clone())));
    next(model, &gap.subject)
}

/// The drill's next card with its answer editor, or the gap again where none is left.
pub fn next(model: &mut Model, subject: &Subject) -> Step {
    let waiting = model.waiting();
    let Some(card) = waiting.first() else { return end(model, subject) };
    let question = Screen::Card(CardScreen::new(card.clone(), model.now.at));
    let cards = if waiting.len() == 1 { "card" } else { "cards" };
    model.say(format!("Drill: {}, {} {cards} to go", name(subject), waiting.len()));
    match answer::open(model, card) {
        Step { effects, go: Go::Push(answer) } => {
            Step { effects, go: Go::Stack(vec![question, *answer]) }
        }
        _ => Step::go(Go::Only(Box::new(question))),
    }
}

/// The gap as it stands now.
fn end(model: &mut Model, subject: &Subject) -> Step {
    let rated = model.session.take().map_or(0, |session| session.rated);
    let screen = ProgressScreen::at(model, subject);
    let gap = screen.gaps().find(|gap| gap.subject == *subject);
    let now = gap
        .map_or_else(String::new, |gap| format!("; {} is {} now", name(subject), gap.state.word()));
    model.say(format!("Drill over: {rated} rated{now}"));
    Step::go(Go::Only(Box::new(Screen::Progress(Box::new(screen)))))
}

/// The name as it is read: a tag with its `#`.
fn name(subject: &Subject) -> String {
    match subject {
        Subject::Kind(kind) => kind.word().to_owned(),
        Subject::Tag(tag) => format!("#{tag}"),
    }
}

/// Back to where the drill began.
pub(in crate::app::screen) fn leave(model: &mut Model, subject: &Subject) -> Step {
    let rated = model.session.take().map_or(0, |session| session.rated);
    let key = model.key(Action::Drill);
    model.say(format!("Drill left after {rated} rated; {key} begins it again"));
    let screen = ProgressScreen::at(model, subject);
    Step::go(Go::Only(Box::new(Screen::Progress(Box::new(screen)))))
}
