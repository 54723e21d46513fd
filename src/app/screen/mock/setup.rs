//! A mock round being set up, with what would be drawn.
//!
//! Does not draw by itself: [`mock`](crate::domain::mock) does, by the seed that is kept here.

use crate::app::Model;
use crate::app::action::Action;
use crate::app::screen::{Go, Screen, Scroll, Step, mock};
use crate::domain::id::CardId;
use crate::domain::mock::{MOST_QUESTIONS, Wishes, draw};
use crate::domain::time::SECOND;

/// The step of a question's time, and its bounds, in milliseconds.
const STEP_MS: u64 = 30 * SECOND as u64;
const LONGEST_MS: u64 = 60 * STEP_MS;

/// The settings, in the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// How many questions.
    Questions,
    /// Time for each.
    Time,
    /// Feedback while writing, or at the end.
    Feedback,
    /// Cut off when the time is over, or not.
    Strict,
    /// Written, or said aloud.
    Answers,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Questions, Self::Time, Self::Feedback, Self::Strict, Self::Answers];
}

/// A mock round being set up.
#[derive(Debug)]
pub struct SetupScreen {
    /// What is wished for.
    pub wishes: Wishes,
    /// The selected setting, as a place in [`Setting::ALL`].
    pub selected: usize,
    /// What would be drawn.
    pub drawn: Vec<CardId>,
    /// Cards that could be drawn.
    pub eligible: usize,
    /// Cards that pass the filter but are suspended.
    pub suspended: usize,
    /// The filter that they pass.
    pub query: String,
    /// How far it is scrolled.
    pub scroll: Scroll,
    cards: Vec<CardId>,
    seed: u64,
}

/// Opens the set-up over the cards shown in the browser.
pub fn open(model: &mut Model, wishes: Wishes) -> Step {
    let hits = model.browse.hits.iter();
    let cards: Vec<CardId> =
        hits.filter_map(|hit| Some(model.library.cards.get(hit.card)?.id.clone())).collect();
    let suspended = cards.iter().filter(|id| model.progress.card(id).is_suspended()).count();
    let eligible = cards.len() - suspended;
    if eligible == 0 {
        model.say(if suspended == 0 {
            format!("No cards pass the filter; {} clears it", model.key(Action::ClearFilter))
        } else {
            let key = model.key(Action::BrowseSuspend);
            format!("All cards that pass the filter are suspended; {key} puts one back")
        });
        return Step::stay();
    }
    let mut screen = SetupScreen {
        wishes: Wishes { questions: wishes.questions.clamp(1, MOST_QUESTIONS), ..wishes },
        selected: 0,
        drawn: Vec::new(),
        eligible,
        suspended,
        query: model.browse.query_text(),
        scroll: Scroll::default(),
        cards,
        seed: model.now.at.0.unsigned_abs(),
    };
    screen.draw(model);
    Step::push(Screen::MockSetup(Box::new(screen)))
}

impl SetupScreen {
    fn draw(&mut self, model: &Model) {
        let (cards, questions) = (&self.cards, self.wishes.questions);
        self.drawn = draw(cards, &model.progress, model.today(), questions, self.seed);
    }

    /// Time of all that would be drawn, in milliseconds.
    pub fn total_ms(&self, model: &Model) -> u64 {
        let cards = self.drawn.iter().filter_map(|id| model.library.card(id));
        cards.map(|card| self.wishes.target_ms(card)).sum()
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        let last = Setting::ALL.len() - 1;
        match action {
            Action::NextSetting => self.selected = (self.selected + 1).min(last),
            Action::PreviousSetting => self.selected = self.selected.saturating_sub(1),
            Action::SettingUp => self.change(model, true),
            Action::SettingDown => self.change(model, false),
            Action::DrawAgain => {
                self.seed = self.seed.wrapping_add(1);
                self.draw(model);
            }
            Action::SetupPageDown => self.scroll.pages(1),
            Action::SetupPageUp => self.scroll.pages(-1),
            Action::BeginRound => {
                let (query, drawn) = (self.query.clone(), std::mem::take(&mut self.drawn));
                return mock::begin(model, query, self.wishes, drawn, self.seed);
            }
            Action::LeaveSetup => return Step::go(Go::Back),
            _ => {}
        }
        if matches!(action, Action::NextSetting | Action::PreviousSetting) {
            self.scroll.show_part(self.selected);
        }
        Step::stay()
    }

    fn change(&mut self, model: &Model, up: bool) {
        let wishes = &mut self.wishes;
        match Setting::ALL[self.selected.min(Setting::ALL.len() - 1)] {
            Setting::Questions => {
                let most = self.eligible.clamp(1, MOST_QUESTIONS);
                let next = if up { wishes.questions + 1 } else { wishes.questions - 1 };
                wishes.questions = next.clamp(1, most.max(wishes.questions));
            }
            // Each card's own time stands before the shortest.
            Setting::Time => {
                wishes.target_ms = match (wishes.target_ms, up) {
                    (None, true) => Some(STEP_MS),
                    (None, false) => None,
                    (Some(ms), true) => Some((ms + STEP_MS).min(LONGEST_MS)),
                    (Some(ms), false) => Some(ms.saturating_sub(STEP_MS)).filter(|ms| *ms > 0),
                };
            }
            Setting::Feedback => wishes.feedback = !wishes.feedback,
            Setting::Strict => wishes.strict = !wishes.strict,
            Setting::Answers => wishes.spoken = !wishes.spoken,
        }
        self.draw(model);
    }
}
