//! The progress screen: figures about the cards of the filter, or about one card, in tabs.
//!
//! Works the figures out once, when it opens; does not draw them.

mod drill;

use std::sync::Arc;

use super::{Go, Screen, Scroll, Step};
use crate::app::Model;
use crate::app::action::{Action, Context};
use crate::domain::deck::Card;
use crate::domain::gaps::{Gap, State, Subject};
use crate::domain::id::CardId;
use crate::domain::stats::figures::Figures;
use crate::domain::stats::scores::{Answer, By, Group};
pub(super) use drill::leave as leave_drill;
pub use drill::next as next_in_drill;

/// What the screen is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The cards that the browser's filter lets through.
    Filter,
    /// One card.
    Card(CardId),
}

/// A tab of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Work day by day.
    #[default]
    Days,
    /// What is missed, and whether it stays closed.
    Gaps,
    /// Scores and times.
    Scores,
    /// Retention, predicted and actual.
    Recall,
    /// What comes back when.
    Due,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Self; 5] = [Self::Days, Self::Gaps, Self::Scores, Self::Recall, Self::Due];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Days => "Days",
            Self::Gaps => "Gaps",
            Self::Scores => "Scores",
            Self::Recall => "Recall",
            Self::Due => "Due",
        }
    }
}

/// The progress screen.
#[derive(Debug)]
pub struct ProgressScreen {
    /// What it is about.
    pub scope: Scope,
    /// The filter that the cards passed; empty where it lets all through.
    pub query: String,
    /// The figures.
    pub figures: Figures,
    /// The tab that is shown.
    pub tab: Tab,
    /// By what scores are put together.
    pub by: By,
    /// Which of these groups is shown.
    pub group: usize,
    /// Whether gaps are shown by tag, not by kind.
    pub by_tag: bool,
    /// The selected gap among those shown.
    pub gap: usize,
    /// How far the tab is scrolled.
    pub scroll: Scroll,
}

/// Opens the screen over the cards that the browser's filter lets through.
pub fn open(model: &Model) -> Step {
    Step::push(Screen::Progress(Box::new(ProgressScreen::new(model, Scope::Filter))))
}

/// Opens the screen over one card, at its scores.
pub fn open_card(model: &Model, card: &CardId) -> Step {
    let screen = ProgressScreen::new(model, Scope::Card(card.clone()));
    Step::push(Screen::Progress(Box::new(ProgressScreen { tab: Tab::Scores, ..screen })))
}

/// Works the figures out anew, after the decks or the progress changed.
pub fn refresh(model: &mut Model) {
    let mut screens = std::mem::take(&mut model.screens);
    for screen in &mut screens {
        if let Screen::Progress(progress) = screen {
            progress.figures = figures(model, &progress.scope);
            progress.bound();
        }
    }
    model.screens = screens;
}

fn figures(model: &Model, scope: &Scope) -> Figures {
    let library = &model.library;
    let cards: Vec<Arc<Card>> = match scope {
        Scope::Card(id) => library.card(id).into_iter().cloned().collect(),
        Scope::Filter => {
            let mut places: Vec<usize> = model.browse.hits.iter().map(|hit| hit.card).collect();
            places.sort_unstable();
            places.iter().filter_map(|n| library.cards.get(*n).cloned()).collect()
        }
    };
    Figures::of(cards, &model.progress, &model.calendar, model.today())
}

impl ProgressScreen {
    fn new(model: &Model, scope: Scope) -> Self {
        Self {
            figures: figures(model, &scope),
            scope,
            query: model.browse.query.to_string(),
            tab: Tab::default(),
            by: By::default(),
            group: 0,
            by_tag: false,
            gap: 0,
            scroll: Scroll::default(),
        }
    }

    /// The screen with this gap selected.
    fn at(model: &Model, subject: &Subject) -> Self {
        let by_tag = matches!(subject, Subject::Tag(_));
        let mut screen = Self { tab: Tab::Gaps, by_tag, ..Self::new(model, Scope::Filter) };
        let at = screen.gaps().position(|gap| gap.subject == *subject);
        screen.gap = at.unwrap_or(0);
        screen.select(0);
        screen
    }

    /// Where a key goes.
    pub const fn context(&self) -> Context {
        match self.tab {
            Tab::Gaps => Context::Gaps,
            Tab::Scores => Context::Scores,
            Tab::Days | Tab::Recall | Tab::Due => Context::Progress,
        }
    }

    /// The gaps that are shown: those of kinds, or those of tags.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        let shown = |gap: &&Gap| matches!(gap.subject, Subject::Tag(_)) == self.by_tag;
        self.figures.gaps.iter().filter(shown)
    }

    /// The answers that are shown, and the group that they are.
    pub fn answers(&self) -> (Option<&Group>, Vec<&Answer>) {
        let scores = &self.figures.scores;
        let group = scores.groups(self.by).get(self.group);
        let places = group.map_or(&[][..], |group| &group.answers);
        (group, places.iter().filter_map(|n| scores.answers.get(*n)).collect())
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        match action {
            Action::LeaveProgress => return Step::go(Go::Back),
            Action::Drill => return self.drill(model),
            Action::NextTab => self.turn(1),
            Action::PreviousTab => self.turn(Tab::ALL.len() - 1),
            Action::ShowDays => self.show(Tab::Days),
            Action::ShowGaps => self.show(Tab::Gaps),
            Action::ShowScores => self.show(Tab::Scores),
            Action::ShowRecall => self.show(Tab::Recall),
            Action::ShowDue => self.show(Tab::Due),
            Action::GapsBy => {
                self.by_tag = !self.by_tag;
                self.gap = 0;
                self.scroll.top();
            }
            Action::ScoresBy => {
                self.by = self.by.next();
                self.group = 0;
                self.scroll.top();
            }
            Action::NextGroup => self.step_group(1),
            Action::PreviousGroup => self.step_group(-1),
            Action::ProgressDown if self.tab == Tab::Gaps => self.select(1),
            Action::ProgressUp if self.tab == Tab::Gaps => self.select(-1),
            Action::ProgressTop if self.tab == Tab::Gaps => self.select(i64::MIN),
            Action::ProgressBottom if self.tab == Tab::Gaps => self.select(i64::MAX),
            Action::ProgressDown => self.scroll.rows(1),
            Action::ProgressUp => self.scroll.rows(-1),
            Action::ProgressPageDown => self.scroll.pages(1),
            Action::ProgressPageUp => self.scroll.pages(-1),
            Action::ProgressTop => self.scroll.top(),
            Action::ProgressBottom => self.scroll.bottom(),
            _ => {}
        }
        Step::stay()
    }

    fn turn(&mut self, by: usize) {
        let at = Tab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        self.show(Tab::ALL[(at + by) % Tab::ALL.len()]);
    }

    const fn show(&mut self, tab: Tab) {
        self.tab = tab;
        self.scroll.top();
    }

    fn select(&mut self, by: i64) {
        let last = self.gaps().count().saturating_sub(1) as i64;
        self.gap = (self.gap as i64).saturating_add(by).clamp(0, last) as usize;
        if self.gap == 0 {
            self.scroll.top();
        } else {
            // Part 0 is what stands above the list.
            self.scroll.show_part(self.gap + 1);
        }
    }

    /// Round and round, so that the last one is a key away.
    fn step_group(&mut self, by: i64) {
        let groups = self.figures.scores.groups(self.by).len().max(1) as i64;
        self.group = (self.group as i64 + by).rem_euclid(groups) as usize;
        self.scroll.top();
    }

    /// Keeps what is selected within what there is.
    fn bound(&mut self) {
        self.gap = self.gap.min(self.gaps().count().saturating_sub(1));
        let groups = self.figures.scores.groups(self.by).len();
        self.group = self.group.min(groups.saturating_sub(1));
    }

    fn drill(&self, model: &mut Model) -> Step {
        let Some(gap) = self.gaps().nth(self.gap) else {
            model.say("There is nothing to drill yet: answer some cards first");
            return Step::stay();
        };
        if gap.cards.is_empty() {
            model.say(format!("{} was never missed here", gap.subject.name()));
            return Step::stay();
        }
        drill::begin(model, gap)
    }
}

/// How many gaps stand so, by rank: open (with reopened), closing, closed.
pub fn count<'a>(gaps: impl IntoIterator<Item = &'a Gap>) -> [usize; 3] {
    let mut counts = [0; 3];
    for gap in gaps {
        match gap.state {
            State::Open | State::Reopened { .. } => counts[0] += 1,
            State::Closing => counts[1] += 1,
            State::Closed { .. } => counts[2] += 1,
            State::Sound | State::TooFew => {}
        }
    }
    counts
}
