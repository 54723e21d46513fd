//! What the mouse does. Everything that it does a key does too.
//!
//! Does not know where things are; [`Ctx::hit`] says what lies under the pointer.

use super::action::Action;
use super::effect::Effect;
use super::screen::Screen;
use super::{Ctx, Model, act, palette, screen, with_answer};
use crate::domain::query::{self, Mark};

/// So many rows go by with a notch of the wheel.
const NOTCH: i64 = 3;

/// Says what lies at a column and row of a window of a size.
pub type Hit = fn(&Model, (u16, u16), (u16, u16)) -> Option<Target>;

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button was pressed.
    Click,
    /// The wheel was turned towards the beginning.
    WheelUp,
    /// The wheel was turned towards the end.
    WheelDown,
}

/// What lies under the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Something that does what a key does: a word of the footer, a tab, a rating.
    Action(Action),
    /// The command at this place among those found.
    Command(usize),
    /// The palette, but no command.
    Palette,
    /// A place that the palette leaves free.
    BesidePalette,
    /// A card of the list, as a place in it.
    Card(usize),
    /// The list of cards, or the card's preview.
    Cards,
    /// The filter line.
    Filter,
    /// A tag of the card in the preview.
    Tag(String),
    /// A row of the side panel.
    Side(usize),
    /// The side panel, but no row.
    SidePanel,
    /// A place in the answer, from its upper left corner.
    Text {
        /// Columns from the left.
        column: u16,
        /// Rows from the top.
        row: u16,
    },
    /// A row of the rubric.
    Rubric(usize),
    /// A row of a list on a page: a gap, a question of a round.
    Row(usize),
    /// A text to read.
    Page,
}

/// Does what the mouse asks for.
pub(super) fn on_mouse(
    model: &mut Model,
    gesture: Gesture,
    at: (u16, u16),
    ctx: Ctx,
) -> Vec<Effect> {
    let target = (ctx.hit)(model, ctx.size, at);
    if gesture == Gesture::Click {
        model.welcome = false;
    }
    let Some(target) = target else { return Vec::new() };
    match gesture {
        Gesture::Click => click(model, target),
        Gesture::WheelUp => wheel(model, &target, -NOTCH),
        Gesture::WheelDown => wheel(model, &target, NOTCH),
    }
}

fn click(model: &mut Model, target: Target) -> Vec<Effect> {
    match target {
        Target::Action(action) => return act(model, action),
        Target::Command(place) => {
            if let Some(palette) = &mut model.palette {
                palette.selected = place;
            }
            return palette::run(model);
        }
        Target::BesidePalette => model.palette = None,
        Target::Card(place) => {
            let again = place == model.browse.selected
                && !model.browse.in_side
                && !model.browse.is_editing();
            model.browse.focus_cards();
            model.browse.selected = place;
            if again {
                return act(model, Action::OpenCard);
            }
        }
        Target::Cards => model.browse.focus_cards(),
        Target::Filter if !model.browse.is_editing() => return act(model, Action::EditFilter),
        Target::Tag(tag) => include(model, &tag),
        Target::Side(row) => {
            model.browse.focus_cards();
            (model.browse.in_side, model.browse.side_selected) = (true, row);
            return act(model, Action::ToggleMark);
        }
        Target::SidePanel => {
            model.browse.focus_cards();
            model.browse.in_side = true;
        }
        Target::Text { column, row } => {
            return with_answer(model, |answer, _| {
                answer.place(column, row);
                Vec::new()
            });
        }
        Target::Rubric(row) => {
            return with_answer(model, |answer, _| {
                answer.walk(Some(row));
                Vec::new()
            });
        }
        Target::Row(row) => match model.screens.last_mut() {
            Some(Screen::Progress(progress)) => progress.gap = row,
            Some(Screen::MockDebrief(round)) => round.selected = row,
            _ => {}
        },
        Target::Filter | Target::Palette | Target::Page => {}
    }
    Vec::new()
}

/// Asks for a tag in the filter, or does not any more.
fn include(model: &mut Model, tag: &str) {
    let mut text = model.browse.filter.text();
    let wanted =
        if query::tag_mark(&text, tag) == Mark::Include { Mark::None } else { Mark::Include };
    while query::tag_mark(&text, tag) != wanted {
        text = query::cycle_tag(&text, tag);
    }
    screen::browse::set_filter(model, &text);
}

fn wheel(model: &mut Model, target: &Target, rows: i64) -> Vec<Effect> {
    match target {
        Target::Command(_) | Target::Palette => {
            if let Some(palette) = &mut model.palette {
                palette.select(rows.signum());
            }
        }
        Target::Card(_) | Target::Cards | Target::Tag(_) | Target::Filter => {
            screen::browse::select_by(model, false, rows);
        }
        Target::Side(_) | Target::SidePanel => screen::browse::select_by(model, true, rows),
        Target::Text { .. } => {
            return with_answer(model, |answer, _| {
                answer.editor.scroll(rows as i32);
                Vec::new()
            });
        }
        Target::Row(_) | Target::Page => {
            if let Some(scroll) = model.screens.last_mut().and_then(Screen::scroll) {
                scroll.rows(rows as i32);
            }
        }
        Target::Action(_) | Target::Rubric(_) | Target::BesidePalette => {}
    }
    Vec::new()
}
