//! A card being revealed step by step, and what can be done with a card: rate, suspend, flag, edit.
//!
//! Does not judge answers.

use super::{Go, Screen, Scroll, Step, answer, mock, progress, spoken};
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::{Confirm, Drill, Model};
use crate::domain::deck::Card;
use crate::domain::deck::origin::Origin;
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::Fact;
use crate::domain::schedule::Rating;
use crate::domain::time::{Day, HOUR, Timestamp};

/// A card being revealed.
#[derive(Debug)]
pub struct CardScreen {
    /// Which.
    pub card: CardId,
    /// How many steps are revealed; 0 is the question alone.
    pub revealed: usize,
    /// How far it is scrolled.
    pub scroll: Scroll,
    opened: Timestamp,
}

/// The steps of a card that hold something: title and Markdown.
pub fn steps(card: &Card) -> Vec<(&'static str, String)> {
    let list = |items: &[String]| {
        items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
    };
    let mut last = card.model_answer.clone();
    if !card.sources.is_empty() {
        last += &format!("\n\n*Sources*\n\n{}", list(&card.sources));
    }
    let mut steps = vec![
        ("Short answer", card.short_answer.clone()),
        ("Detail", card.detail.clone()),
        ("What interviewers look for", card.looks_for.clone()),
        ("Common pitfall", card.pitfall.clone()),
        ("What they may ask next", list(&card.follow_ups)),
        ("A model answer", last),
    ];
    steps.retain(|(_, text)| !text.trim().is_empty());
    steps
}

impl CardScreen {
    /// The question alone.
    pub fn new(card: CardId, now: Timestamp) -> Self {
        Self { card, revealed: 0, scroll: Scroll::default(), opened: now }
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        match action {
            Action::Reveal => self.reveal(model),
            Action::SayIt => return spoken::open(model, &self.card),
            Action::AnswerInstead => return answer::open(model, &self.card),
            Action::RateAgain => return self.rate(model, Rating::Again),
            Action::RateHard => return self.rate(model, Rating::Hard),
            Action::RateGood => return self.rate(model, Rating::Good),
            Action::RateEasy => return self.rate(model, Rating::Easy),
            Action::CardUndo => return undo(model),
            Action::SkipCard => return self.skip(model),
            Action::CardSuspend => return Step::effects(suspend(model, &self.card)),
            Action::CardFlag => return Step::effects(flag(model, &self.card)),
            Action::CardEdit => return Step::effects(edit(model, &self.card)),
            Action::CardDown => self.scroll.rows(1),
            Action::CardUp => self.scroll.rows(-1),
            Action::CardPageDown => self.scroll.pages(1),
            Action::CardPageUp => self.scroll.pages(-1),
            Action::CardTop => self.scroll.top(),
            Action::CardBottom => self.scroll.bottom(),
            Action::CardProgress => return progress::open_card(model, &self.card),
            Action::LeaveCard => return leave(model),
            _ => {}
        }
        Step::stay()
    }

    fn reveal(&mut self, model: &mut Model) {
        let steps = model.library.card(&self.card).map_or(0, |card| steps(card).len());
        if self.revealed < steps {
            self.revealed += 1;
            // Part 0 is the question.
            self.scroll.show_part(self.revealed);
        } else {
            model.say("That is all of this card; 1 to 4 rate it");
        }
    }

    fn rate(&self, model: &mut Model, rating: Rating) -> Step {
        if self.revealed == 0 {
            model.say("Reveal the short answer first (space), then rate");
            return Step::stay();
        }
        let ms = model.now.at.since(self.opened).min(HOUR as u64);
        rate(model, &self.card, rating, ms, None)
    }

    fn skip(&self, model: &mut Model) -> Step {
        if let Some(session) = &mut model.session {
            session.skipped.push(self.card.clone());
            return next_in_session(model);
        }
        let last = model.browse.hits.len().saturating_sub(1);
        if model.browse.selected >= last {
            model.say("This was the last card of the list");
            return Step::go(Go::Back);
        }
        model.browse.selected += 1;
        match super::browse::selected(model) {
            Some(id) => Step::replace(Screen::Card(Self::new(id, model.now.at))),
            None => Step::go(Go::Back),
        }
    }
}

/// Rates a card and goes on: to the session's next card, or back to the browser.
pub fn rate(
    model: &mut Model,
    card: &CardId,
    rating: Rating,
    ms: u64,
    attempt: Option<EntryId>,
) -> Step {
    let print = model.library.card(card).map(|card| card.print());
    let fact = Fact::Reviewed { card: card.clone(), rating, ms, attempt, print };
    let (_, effect) = model.record(fact);
    let today = model.today();
    let due = model.calendar.due(card, model.progress.card(card)).unwrap_or(today);
    let (word, when) = (rating.word(), when(due, today));
    model.say(format!("{word}: comes back {when}; {} undoes", model.key(Action::CardUndo)));
    if let Some(session) = &mut model.session {
        session.rated += 1;
        session.again += usize::from(rating == Rating::Again);
        if session.drill.is_some() {
            session.skipped.push(card.clone());
        }
        return next_in_session(model).after(vec![effect]);
    }
    Step { effects: vec![effect], go: Go::Home }
}

/// When a card comes back, in words.
pub fn when(due: Day, today: Day) -> String {
    match due.since(today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days @ 2..30 => format!("in {days} days"),
        days @ 30..365 => format!("in {:.1} months", f64::from(days) / 30.4),
        days => format!("in {:.1} years", f64::from(days) / 365.25),
    }
}

/// Whether a look at this card now would come before its day.
pub fn is_ahead(model: &Model, card: &CardId) -> bool {
    let due = model.calendar.due(card, model.progress.card(card));
    due.is_some_and(|due| due > model.today())
}

/// The session's next card, or its end.
pub fn next_in_session(model: &mut Model) -> Step {
    let Some(session) = model.session.clone() else { return Step::go(Go::Home) };
    match &session.drill {
        Some(Drill::Gap(subject)) => return progress::next_in_drill(model, subject),
        Some(Drill::Round(above)) => return mock::debrief::next_in_drill(model, *above),
        None => {}
    }
    if let Some(next) = model.waiting().into_iter().next() {
        let screen = Screen::Card(CardScreen::new(next, model.now.at));
        return Step::go(Go::Only(Box::new(screen)));
    }
    let queue = model.queue(&session.cards);
    let passed = session.skipped.len();
    let mut end = format!("Session done: {} rated", session.rated);
    for (count, word) in [(session.again, "again"), (passed, "passed over")] {
        if count > 0 {
            end += &format!(", {count} {word}");
        }
    }
    if queue.no_time > 0 {
        end += &format!("; tonight's time is used, {} wait", queue.no_time);
    } else if queue.new_held_back > 0 {
        end += &format!("; {} new cards wait for tomorrow", queue.new_held_back);
    }
    model.session = None;
    model.say(end);
    Step::go(Go::Home)
}

fn leave(model: &mut Model) -> Step {
    match model.session.as_ref().and_then(|session| session.drill.clone()) {
        Some(Drill::Gap(subject)) => return progress::leave_drill(model, &subject),
        Some(Drill::Round(above)) => return mock::debrief::end_drill(model, above, "left"),
        None => {}
    }
    if let Some(session) = model.session.take() {
        let key = model.key(Action::StartReview);
        model.say(format!("Session left after {} rated; {key} goes on with it", session.rated));
    }
    Step::go(Go::Back)
}

/// Takes a card out of the queue, or puts it back.
pub fn suspend(model: &mut Model, card: &CardId) -> Vec<Effect> {
    let on = !model.progress.card(card).is_suspended();
    let (_, effect) = model.record(Fact::Suspended { card: card.clone(), on });
    let (undo, again) = (model.key(Action::CardUndo), model.key(Action::CardSuspend));
    model.say(if on {
        format!("Out of the queue; {undo} or {again} puts it back")
    } else {
        "In the queue again".to_owned()
    });
    vec![effect]
}

/// Flags a card, or takes the flag away.
pub fn flag(model: &mut Model, card: &CardId) -> Vec<Effect> {
    let on = !model.progress.card(card).is_flagged();
    let (_, effect) = model.record(Fact::Flagged { card: card.clone(), on });
    model.say(if on { "Flagged; is:flagged finds it" } else { "Flag taken away" });
    vec![effect]
}

/// Takes back the last rating, suspension or flag, and shows the card that it was about.
pub fn undo(model: &mut Model) -> Step {
    let Some((entry, card)) = model.progress.last_undoable() else {
        model.say("There is nothing to take back");
        return Step::stay();
    };
    let before = model.progress.card(&card).reviews().last().map(|review| review.rating);
    let reviews = model.progress.card(&card).reviews().len();
    let (_, effect) = model.record(Fact::Undone { entry });
    let taken_back = model.progress.card(&card).reviews().len() < reviews;
    if let (Some(session), true) = (&mut model.session, taken_back) {
        session.rated = session.rated.saturating_sub(1);
        let again = usize::from(before == Some(Rating::Again));
        session.again = session.again.saturating_sub(again);
        if session.drill.is_some() {
            session.skipped.retain(|id| *id != card);
        }
    }
    model.say(format!("Taken back: {card}"));
    let step = Step::effects(vec![effect]);
    let (shown, exists) = (model.screens.is_empty(), model.library.card(&card).is_some());
    match (&model.session, exists) {
        // In a session the card is asked again at once.
        (Some(_), true) if shown => {
            let screen = Screen::Card(CardScreen::new(card, model.now.at));
            Step { go: Go::Only(Box::new(screen)), ..step }
        }
        _ => step,
    }
}

/// Opens a card's deck in the editor; of a built-in deck a copy, if the user agrees.
pub fn edit(model: &mut Model, card: &CardId) -> Vec<Effect> {
    let (Some(shelved), Some(at)) = (model.library.deck_of(card), model.library.card(card)) else {
        return Vec::new();
    };
    match &shelved.origin {
        Origin::BuiltIn => {
            model.confirm = Some(Confirm::CopyDeck { file: shelved.file.clone(), line: at.line });
            Vec::new()
        }
        Origin::Data(path) | Origin::Given(path) => {
            vec![Effect::Edit { path: path.clone(), line: at.line }]
        }
    }
}
