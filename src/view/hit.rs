//! What lies under the pointer: asked before a click is acted on, answered by the same layout that
//! draws.
//!
//! Does not act, and draws nothing.

use ratatui::layout::{Position, Rect};

use super::{areas, layout, measure, screen, widget};
use crate::app::Model;
use crate::app::mouse::Target;
use crate::app::screen::Screen;

/// What lies at a column and row of a window of this size.
pub fn hit(model: &Model, size: (u16, u16), at: (u16, u16)) -> Option<Target> {
    let window = Rect::new(0, 0, size.0, size.1);
    if size.0 < layout::SMALLEST.0 || size.1 < layout::SMALLEST.1 {
        return None;
    }
    let at = Position::from(at);
    let parts = areas(model, window).1;
    if model.notice.is_some() && parts.notice.contains(at) {
        return None;
    }
    if parts.footer.contains(at) {
        return widget::footer::hit(model, parts.footer, at).map(Target::Action);
    }
    let body = parts.body;
    if let Some(question) = &model.confirm {
        return widget::confirm::hit(model, question, body, at).map(Target::Action);
    }
    if !body.contains(at) {
        return None;
    }
    if let Some(palette) = &model.palette {
        return Some(widget::palette::hit(palette, body, at));
    }
    if model.is_welcoming() && screen::welcome::area(model, body).contains(at) {
        return None;
    }
    let row = |screen: &Screen, text: Rect, top: u16| {
        let line = (at.y.saturating_sub(text.y)).saturating_add(top);
        let parts = measure(model, size).parts;
        let part = parts.iter().rposition(|first| *first <= line);
        if !text.contains(at) {
            return Target::Page;
        }
        match (screen, part) {
            // Part 0 is what stands above the gaps.
            (Screen::Progress(progress), Some(part))
                if part > 0 && part <= progress.gaps().count() =>
            {
                Target::Row(part - 1)
            }
            (Screen::MockDebrief(round), Some(part)) if part <= round.summary.questions.len() => {
                Target::Row(part)
            }
            _ => Target::Page,
        }
    };
    let found = match model.screens.last() {
        None => return screen::browse::hit(model, body, at),
        Some(Screen::Answer(answer)) => return screen::answer::hit(model, answer, body, at),
        Some(Screen::Card(card)) => screen::card::hit(model, card, body, at),
        Some(Screen::Debrief(debrief)) => screen::debrief::hit(model, debrief, body, at),
        Some(screen @ Screen::Progress(progress)) => {
            match screen::progress::hit(progress, body, at) {
                None => Some(row(screen, screen::progress::text_area(body), progress.scroll.top)),
                tab => tab,
            }
        }
        Some(screen @ Screen::MockDebrief(round)) => {
            Some(row(screen, layout::inset(body, 2, 1), round.scroll.top))
        }
        Some(_) => None,
    };
    Some(found.unwrap_or(Target::Page))
}
