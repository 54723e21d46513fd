//! The browser: the filter, the cards that pass it, and the side panel that writes into the filter.
//!
//! The panel has no state of its own: what it marks is read from the filter's text.

pub mod empty;

use super::card::CardScreen;
use super::help::HelpScreen;
use super::plan::PlanScreen;
use super::{Screen, Step, answer, card, mock, progress, spoken};
use crate::app::action::{Action, Context};
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::{Model, Session, line};
use crate::domain::deck::Level;
use crate::domain::id::CardId;
use crate::domain::library::Library;
use crate::domain::mock::Wishes;
use crate::domain::query::{self, Mark, Query, QueryError};
use crate::domain::schedule::deadline::outlook::Outlook;
use crate::domain::schedule::queue::Why;
use crate::domain::search::{Facts, Hit};
use crate::domain::time::Day;

/// The browser's state.
#[derive(Debug, Default)]
pub struct Browse {
    /// The filter line.
    pub filter: Editor,
    /// What the filter was before it was edited; set while it is.
    before: Option<String>,
    /// The filter as last understood.
    pub query: Query,
    /// Why the filter's text is not understood.
    pub error: Option<QueryError>,
    /// The cards that pass, as places in the library.
    pub hits: Vec<Hit>,
    /// The selected one, as a place in `hits`.
    pub selected: usize,
    /// The rows of the side panel.
    pub side: Vec<SideRow>,
    /// The selected one.
    pub side_selected: usize,
    /// Whether keys go to the side panel.
    pub in_side: bool,
    /// What the header counts.
    pub counts: Counts,
    /// How many cards of each deck are due.
    due: Vec<usize>,
    /// What comes of the evenings until an interview; none while that is not worked out.
    pub outlook: Option<Outlook>,
    /// The day for which all of this was worked out; none if the progress changed since.
    pub fresh: Option<Day>,
    /// Rows of cards that are seen at once.
    pub page: u16,
}

/// What the header counts, over all cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// To be seen today.
    pub due: usize,
    /// Never rated.
    pub new: usize,
    /// With a draft.
    pub drafts: usize,
}

/// A row of the side panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SideRow {
    /// A deck, how many of its cards are due, and whether it is chosen.
    Deck {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
        /// How many of its cards are due.
        due: usize,
        /// Whether the filter names it.
        chosen: bool,
    },
    /// A tag, how many of the cards shown carry it, and how it is marked.
    Tag {
        /// The tag.
        tag: String,
        /// How many of the cards shown carry it.
        count: usize,
        /// Included, excluded or neither.
        mark: Mark,
    },
    /// A level, how many of the cards shown have it, and whether it is chosen.
    Level {
        /// The level.
        level: Level,
        /// How many of the cards shown have it.
        count: usize,
        /// Whether the filter names it.
        chosen: bool,
    },
}

impl Browse {
    /// Where a key goes.
    pub const fn context(&self) -> Context {
        if self.before.is_some() { Context::Filter } else { Context::Browse }
    }

    /// The filter as last understood, as it was written; empty where a wrong one stands there now.
    pub fn query_text(&self) -> String {
        if self.error.is_none() { self.filter.text().trim().to_owned() } else { String::new() }
    }

    /// Puts the keys to the cards; what was typed into the filter is kept.
    pub(in crate::app) fn focus_cards(&mut self) {
        (self.before, self.in_side) = (None, false);
    }

    /// Whether the filter is being edited.
    pub const fn is_editing(&self) -> bool {
        self.before.is_some()
    }
}

/// The selected card.
pub fn selected(model: &Model) -> Option<CardId> {
    let hit = model.browse.hits.get(model.browse.selected)?;
    model.library.cards.get(hit.card).map(|card| card.id.clone())
}

/// Puts a text into the filter.
pub fn set_filter(model: &mut Model, text: &str) {
    model.browse.filter = Editor::new(text);
    model.browse.selected = 0;
    refilter(model);
}

/// Types into the filter.
pub fn type_filter(model: &mut Model, text: &str) {
    line::insert(&mut model.browse.filter, text);
    model.browse.selected = 0;
    refilter(model);
}

/// Works out anew what is shown, after the decks or the progress changed. The selection stays on its
/// card.
pub fn refresh(model: &mut Model) {
    if model.prepared != Some(model.today()) {
        model.prepare();
    }
    model.browse.fresh = Some(model.today());
    model.browse.outlook = None;
    count(model);
    refilter(model);
}

/// Counts over all cards: what does not depend on the filter.
fn count(model: &mut Model) {
    let today = model.today();
    let Model { browse, library, progress, calendar, .. } = model;
    browse.counts = Counts::default();
    browse.due.clear();
    for shelved in &library.decks {
        let before = browse.counts.due;
        for card in &shelved.deck.cards {
            let facts = calendar.facts(&card.id, progress.card(&card.id), today);
            browse.counts.due += usize::from(facts.due);
            browse.counts.new += usize::from(facts.new);
            browse.counts.drafts += usize::from(facts.draft);
        }
        browse.due.push(browse.counts.due - before);
    }
}

/// Works out anew what is shown, after the filter changed.
fn refilter(model: &mut Model) {
    let kept = selected(model);
    let today = model.today();
    let Model { browse, library, progress, calendar, .. } = model;
    match Query::parse(&browse.filter.text()) {
        Ok(query) => (browse.query, browse.error) = (query, None),
        // The list keeps its last good result.
        Err(error) => browse.error = Some(error),
    }
    let known = |n: usize| {
        library.cards.get(n).map_or_else(Facts::default, |card| {
            calendar.facts(&card.id, progress.card(&card.id), today)
        })
    };
    let selected = browse.selected;
    browse.hits = library.index().search(&browse.query, &known);
    let place = |id: CardId| {
        let n = library.position(&id)?;
        browse.hits.iter().position(|hit| hit.card == n)
    };
    browse.selected = match kept.and_then(place) {
        Some(place) if selected > 0 => place,
        _ => selected.min(browse.hits.len().saturating_sub(1)),
    };
    browse.side = side(browse, library);
    browse.side_selected = browse.side_selected.min(browse.side.len().saturating_sub(1));
}

fn side(browse: &Browse, library: &Library) -> Vec<SideRow> {
    let (text, index) = (browse.filter.text(), library.index());
    let shown = || browse.hits.iter().map(|hit| hit.card);
    let mut levels = [0; Level::ALL.len()];
    for card in shown().filter_map(|card| library.cards.get(card)) {
        levels[card.level as usize] += 1;
    }
    let decks = library.decks.iter().zip(&browse.due).map(|(shelved, due)| SideRow::Deck {
        id: shelved.deck.id.clone(),
        title: shelved.deck.title.clone(),
        due: *due,
        chosen: query::has_deck(&text, &shelved.deck.id),
    });
    let tags = index.tags().iter().zip(index.tag_counts(shown())).map(|(tag, count)| {
        SideRow::Tag { tag: tag.clone(), count, mark: query::tag_mark(&text, tag) }
    });
    let levels = Level::ALL.iter().zip(levels).map(|(level, count)| SideRow::Level {
        level: *level,
        count,
        chosen: query::has_level(&text, *level),
    });
    decks.chain(tags).chain(levels).collect()
}

/// Does what the user asks for.
pub fn on_action(model: &mut Model, action: Action) -> Step {
    if model.browse.is_editing() {
        edit_filter(model, action);
        return Step::stay();
    }
    let page = i64::from(model.browse.page.max(2)) - 1;
    match action {
        Action::SelectDown => select(model, 1),
        Action::SelectUp => select(model, -1),
        Action::SelectPageDown => select(model, page),
        Action::SelectPageUp => select(model, -page),
        Action::SelectFirst => select(model, i64::MIN),
        Action::SelectLast => select(model, i64::MAX),
        Action::NextPane => model.browse.in_side = !model.browse.in_side,
        Action::ToggleMark => {
            if model.browse.in_side {
                toggle(model);
            } else {
                model.browse.in_side = true;
            }
        }
        Action::EditFilter => {
            model.browse.before = Some(model.browse.filter.text());
            model.browse.in_side = false;
        }
        Action::ClearFilter => set_filter(model, ""),
        Action::OpenCard if model.browse.in_side => toggle(model),
        Action::OpenCard => {
            let Some(id) = selected(model) else { return Step::stay() };
            return Step::push(Screen::Card(CardScreen::new(id, model.now.at)));
        }
        Action::AnswerCard => {
            let Some(id) = selected(model) else { return Step::stay() };
            return answer::open(model, &id);
        }
        Action::BrowseSayIt => {
            let Some(id) = selected(model) else { return Step::stay() };
            return spoken::open(model, &id);
        }
        Action::SetUpMock => return mock::setup::open(model, Wishes::default()),
        Action::StartReview => return start_review(model, false),
        Action::StartAhead => return start_review(model, true),
        Action::OpenProgress => return progress::open(model),
        Action::BrowseSuspend | Action::BrowseFlag => {
            let Some(id) = selected(model) else { return Step::stay() };
            return Step::effects(match action {
                Action::BrowseFlag => card::flag(model, &id),
                _ => card::suspend(model, &id),
            });
        }
        Action::BrowseUndo => return card::undo(model),
        Action::BrowseEdit => {
            let Some(id) = selected(model) else { return Step::stay() };
            return Step::effects(card::edit(model, &id));
        }
        Action::PlanDay => return Step::push(Screen::Plan(Box::new(PlanScreen::new(model)))),
        Action::ReloadDecks => return Step::effects(vec![Effect::Reload, Effect::Configure]),
        Action::ShowProblems => return Step::push(Screen::Help(Box::new(HelpScreen::problems()))),
        _ => {}
    }
    Step::stay()
}

fn select(model: &mut Model, by: i64) {
    select_by(model, model.browse.in_side, by);
}

/// Selects the card, or the row of the side panel, so many rows on.
pub fn select_by(model: &mut Model, in_side: bool, by: i64) {
    let Browse { side, side_selected, hits, selected, .. } = &mut model.browse;
    let (place, rows) = if in_side { (side_selected, side.len()) } else { (selected, hits.len()) };
    let last = rows.saturating_sub(1) as i64;
    *place = (*place as i64).saturating_add(by).clamp(0, last) as usize;
}

fn toggle(model: &mut Model) {
    let text = model.browse.filter.text();
    let text = match model.browse.side.get(model.browse.side_selected) {
        Some(SideRow::Deck { id, chosen, .. }) => {
            query::set_deck(&text, (!chosen).then_some(id.as_str()))
        }
        Some(SideRow::Tag { tag, .. }) => query::cycle_tag(&text, tag),
        Some(SideRow::Level { level, .. }) => query::toggle_level(&text, *level),
        None => return,
    };
    set_filter(model, &text);
}

fn edit_filter(model: &mut Model, action: Action) {
    match action {
        Action::AcceptFilter => model.browse.before = None,
        Action::DropFilter => {
            let before = model.browse.before.take().unwrap_or_default();
            set_filter(model, &before);
        }
        action => {
            if line::apply(&mut model.browse.filter, action) {
                model.browse.selected = 0;
                refilter(model);
            }
        }
    }
}

/// Works out what comes of the evenings until an interview, if that is not known.
pub fn look_out(model: &mut Model) {
    let Some(horizon) = model.calendar.horizon() else { return };
    if model.browse.outlook.is_none() {
        let outlook = horizon.outlook(&model.progress, &model.calendar, model.today());
        model.browse.outlook = Some(outlook);
    }
}

/// Begins a review session over the cards shown, or one that goes on ahead of schedule.
pub fn start_review(model: &mut Model, ahead: bool) -> Step {
    let cards: Vec<CardId> = {
        let mut places: Vec<usize> = model.browse.hits.iter().map(|hit| hit.card).collect();
        places.sort_unstable();
        places.iter().filter_map(|n| Some(model.library.cards.get(*n)?.id.clone())).collect()
    };
    let queue = model.queue_of(&cards, ahead);
    if queue.cards.is_empty() {
        let held = queue.new_held_back;
        model.say(match (cards.len(), held) {
            (0, _) => {
                format!("No cards pass the filter; {} clears it", model.key(Action::ClearFilter))
            }
            _ if ahead => "Nothing to review ahead: no card was seen before today".to_owned(),
            _ if queue.no_time > 0 => {
                let key = model.key(Action::StartAhead);
                format!("Tonight's time is used; {} cards wait, {key} goes on ahead", queue.no_time)
            }
            (_, 0) => empty::review(model, &cards),
            _ => format!("Nothing is due; today's new cards are done ({held} more wait)"),
        });
        return Step::stay();
    }
    let (due, new) = (queue.count(Why::Due) + queue.count(Why::Again), queue.count(Why::New));
    model.session = Some(Session { ahead, ..Session::review(cards) });
    model.say(match queue.count(Why::Ahead) {
        0 => format!("{due} due, {new} new"),
        more => format!("{due} due, {new} new, {more} ahead of schedule"),
    });
    card::next_in_session(model)
}
