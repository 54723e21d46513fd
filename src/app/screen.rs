//! The screens above the browser: which there are, and what each may ask for.
//!
//! Does not know what the screens do.

pub mod answer;
pub mod browse;
pub mod card;
pub mod debrief;
pub mod help;
pub mod mock;
pub mod plan;
pub mod progress;
pub mod spoken;

use super::action::{Action, Context};
use super::effect::Effect;
use super::stopwatch::Stopwatch;
use super::{Ctx, Metrics, Model};
use crate::domain::library::Library;

/// A screen with its state.
#[derive(Debug)]
pub enum Screen {
    /// A card being revealed.
    Card(card::CardScreen),
    /// An answer being written.
    Answer(Box<answer::AnswerScreen>),
    /// An answer being spoken, or marked.
    Spoken(Box<spoken::SpokenScreen>),
    /// What is shown after an answer.
    Debrief(Box<debrief::DebriefScreen>),
    /// The day of the interview.
    Plan(Box<plan::PlanScreen>),
    /// A mock round being set up.
    MockSetup(Box<mock::setup::SetupScreen>),
    /// What is shown after a mock round.
    MockDebrief(Box<mock::debrief::RoundDebrief>),
    /// Figures about the work done.
    Progress(Box<progress::ProgressScreen>),
    /// The keys, or what is wrong with the decks.
    Help(Box<help::HelpScreen>),
}

/// What comes of an action: effects, and where to go.
#[derive(Debug, Default)]
pub struct Step {
    /// What is to be done outside.
    pub effects: Vec<Effect>,
    /// Where to go.
    pub go: Go,
}

/// Where a screen wants to go.
#[derive(Debug, Default)]
pub enum Go {
    /// Nowhere.
    #[default]
    Stay,
    /// To a screen on top of this one.
    Push(Box<Screen>),
    /// To a screen in place of this one.
    Replace(Box<Screen>),
    /// To the screen below.
    Back,
    /// To the browser.
    Home,
    /// To the screen that has only so many screens below it, the browser not counted.
    Down(usize),
    /// To this screen with only the browser below.
    Only(Box<Screen>),
    /// To these screens, the last one on top, with only so many screens below, the browser not counted.
    Above(usize, Vec<Screen>),
    /// To these screens, the last one on top, with only the browser below.
    Stack(Vec<Screen>),
}

impl Step {
    /// Nothing to do, nowhere to go.
    pub fn stay() -> Self {
        Self::default()
    }

    /// Only effects.
    pub fn effects(effects: Vec<Effect>) -> Self {
        Self { effects, go: Go::Stay }
    }

    /// Only somewhere to go.
    pub const fn go(go: Go) -> Self {
        Self { effects: Vec::new(), go }
    }

    /// To a screen on top of this one.
    pub fn push(screen: Screen) -> Self {
        Self::go(Go::Push(Box::new(screen)))
    }

    /// To a screen in place of this one.
    pub fn replace(screen: Screen) -> Self {
        Self::go(Go::Replace(Box::new(screen)))
    }

    /// The same with these effects before its own.
    #[must_use]
    pub fn after(mut self, mut effects: Vec<Effect>) -> Self {
        effects.append(&mut self.effects);
        self.effects = effects;
        self
    }
}

impl Screen {
    /// Where a key goes while this screen is on top.
    pub fn context(&self) -> Context {
        match self {
            Self::Card(_) => Context::Card,
            Self::Answer(answer) => answer.context(),
            Self::Spoken(spoken) => spoken.context(),
            Self::Debrief(_) => Context::Debrief,
            Self::Plan(_) => Context::Plan,
            Self::MockSetup(_) => Context::MockSetup,
            Self::MockDebrief(_) => Context::MockDebrief,
            Self::Progress(progress) => progress.context(),
            Self::Help(help) => help.context(),
        }
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        match self {
            Self::Card(card) => card.on_action(model, action),
            Self::Answer(answer) => answer.on_action(model, action),
            Self::Spoken(spoken) => spoken.on_action(model, action),
            Self::Debrief(debrief) => debrief.on_action(model, action),
            Self::Plan(plan) => plan.on_action(model, action),
            Self::MockSetup(setup) => setup.on_action(model, action),
            Self::MockDebrief(round) => round.on_action(model, action),
            Self::Progress(progress) => progress.on_action(model, action),
            Self::Help(help) => help.on_action(action),
        }
    }

    /// Takes new decks into use; false where there is nothing left to show.
    pub fn reload(&mut self, library: &Library) -> bool {
        match self {
            Self::Card(card) => library.position(&card.card).is_some(),
            Self::Answer(answer) => answer.reload(library),
            Self::Debrief(debrief) => library.position(&debrief.card.id).is_some(),
            Self::Spoken(spoken) => spoken.reload(library),
            Self::Plan(_)
            | Self::Progress(_)
            | Self::MockSetup(_)
            | Self::MockDebrief(_)
            | Self::Help(_) => true,
        }
    }

    /// The clock that runs on it, if one does.
    pub const fn watch(&mut self) -> Option<&mut Stopwatch> {
        match self {
            Self::Answer(answer) => Some(&mut answer.watch),
            Self::Spoken(spoken) => Some(&mut spoken.watch),
            _ => None,
        }
    }

    /// How far it is scrolled, where it is a text to read.
    pub(super) fn scroll(&mut self) -> Option<&mut Scroll> {
        match self {
            Self::Card(card) => Some(&mut card.scroll),
            Self::Debrief(debrief) => Some(&mut debrief.scroll),
            Self::Plan(plan) => Some(&mut plan.scroll),
            Self::Progress(progress) => Some(&mut progress.scroll),
            Self::Help(help) => Some(&mut help.scroll),
            Self::Spoken(spoken) => Some(&mut spoken.scroll),
            Self::MockSetup(setup) => Some(&mut setup.scroll),
            Self::MockDebrief(round) => Some(&mut round.scroll),
            Self::Answer(_) => None,
        }
    }
}

/// How far a long text is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// First row that is seen.
    pub top: u16,
    /// What is asked for, until the measure of the text is known.
    want: Option<Want>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    Rows(i32),
    Pages(i32),
    Top,
    Bottom,
    Part(usize),
}

impl Scroll {
    /// Asks for rows down, or up where negative.
    pub const fn rows(&mut self, rows: i32) {
        self.want = Some(Want::Rows(rows));
    }

    /// Asks for pages down, or up where negative.
    pub const fn pages(&mut self, pages: i32) {
        self.want = Some(Want::Pages(pages));
    }

    /// Asks for the top.
    pub const fn top(&mut self) {
        self.want = Some(Want::Top);
    }

    /// Asks for the bottom.
    pub const fn bottom(&mut self) {
        self.want = Some(Want::Bottom);
    }

    /// Asks that the beginning of a part be seen; where it is, nothing moves.
    pub const fn show_part(&mut self, part: usize) {
        self.want = Some(Want::Part(part));
    }

    fn settle(&mut self, metrics: &Metrics) {
        let (page, top) = (i32::from(metrics.page.max(1)), i32::from(self.top));
        let end = (i32::from(metrics.content) - page).max(0);
        let top = match self.want.take() {
            None => top,
            Some(Want::Rows(rows)) => top + rows,
            Some(Want::Pages(pages)) => top + pages * (page - 1).max(1),
            Some(Want::Top) => 0,
            Some(Want::Bottom) => end,
            Some(Want::Part(part)) => {
                let rows = |n: usize| metrics.parts.get(n).map(|row| i32::from(*row));
                let first = rows(part).unwrap_or(top);
                let last = rows(part + 1).unwrap_or_else(|| i32::from(metrics.content)) - 1;
                // As much of the part as there is room for, but never past its beginning.
                if last < top + page { top } else { (last - page + 1).min(first) }
            }
        };
        self.top = u16::try_from(top.clamp(0, end)).unwrap_or(0);
    }
}

/// Brings the scroll position of the screen on top within what there is to see.
pub(super) fn settle(model: &mut Model, ctx: Ctx) {
    let metrics = (ctx.measure)(model, ctx.size);
    match model.screens.last_mut() {
        Some(screen) => {
            if let Some(scroll) = screen.scroll() {
                scroll.settle(&metrics);
            }
        }
        None => model.browse.page = metrics.page,
    }
}
