//! The day of the interview: a line to write it in, and what comes of the evenings until then.
//!
//! Does not plan; that is [`deadline`](crate::domain::schedule::deadline).

use super::{Go, Scroll, Step};
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::{Model, line};
use crate::domain::id::CardId;
use crate::domain::journal::{Fact, Plan};
use crate::domain::schedule::deadline::date;
use crate::domain::time::Day;

/// The day of the interview, being written.
#[derive(Debug)]
pub struct PlanScreen {
    /// The line.
    pub line: Editor,
    /// The QUERY that the plan will be for: what the browser shows, else what it was for.
    pub query: String,
    /// Why the line is not understood.
    pub error: Option<String>,
    /// Cards to leave out where not all fit: the first to go first.
    pub to_drop: Vec<CardId>,
    /// How far the evenings are scrolled.
    pub scroll: Scroll,
}

impl PlanScreen {
    /// The plan in force, to be looked at or changed.
    pub fn new(model: &Model) -> Self {
        let plan = model.progress.plan().filter(|plan| plan.on >= model.today());
        let line = plan.map_or_else(String::new, |plan| {
            let minutes = plan.minutes.map(|minutes| format!(" {minutes} min"));
            plan.on.iso() + &minutes.unwrap_or_default()
        });
        let filter = model.browse.query_text();
        let query = if filter.is_empty() {
            plan.map_or_else(String::new, |plan| plan.query.clone())
        } else {
            filter
        };
        let (to_drop, scroll) = (to_drop(model), Scroll::default());
        Self { line: Editor::new(&line), query, error: None, to_drop, scroll }
    }

    /// Types into the line.
    pub fn type_text(&mut self, text: &str) {
        line::insert(&mut self.line, text);
        self.error = None;
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        match action {
            Action::SetDay => return self.set(model),
            Action::LeavePlan => return Step::go(Go::Back),
            Action::PlanDown => self.scroll.rows(1),
            Action::PlanUp => self.scroll.rows(-1),
            Action::PlanPageDown => self.scroll.pages(1),
            Action::PlanPageUp => self.scroll.pages(-1),
            action => {
                if line::apply(&mut self.line, action) {
                    self.error = None;
                }
            }
        }
        Step::stay()
    }

    fn set(&mut self, model: &mut Model) -> Step {
        let text = self.line.text();
        if text.trim().is_empty() {
            let Some(_) = model.progress.plan() else { return Step::go(Go::Back) };
            let (_, effect) = model.record(Fact::Planned { plan: None });
            model.say("No interview is planned any more; every card has its own day again");
            return Step { effects: vec![effect], go: Go::Back };
        }
        let (on, minutes) = match read(&text, model.today()) {
            Ok(read) => read,
            Err(why) => {
                self.error = Some(why);
                return Step::stay();
            }
        };
        let plan = Plan { on, from: Some(model.today()), query: self.query.clone(), minutes };
        if model.progress.plan().is_some_and(|old| Plan { from: old.from, ..plan.clone() } == *old)
        {
            return Step::go(Go::Back);
        }
        let (_, effect) = model.record(Fact::Planned { plan: Some(plan) });
        let cards = model.calendar.horizon().map_or(0, |horizon| horizon.cards.len());
        self.to_drop = to_drop(model);
        model.say(format!("{cards} cards are prepared for {}", on.iso()));
        Step::effects(vec![effect])
    }
}

fn to_drop(model: &Model) -> Vec<CardId> {
    let Model { library, progress, calendar, .. } = model;
    let horizon = calendar.horizon();
    horizon.map_or_else(Vec::new, |h| h.to_drop(library, progress, calendar, model.today()))
}

/// A day, and after it how many minutes an evening has: `in 9 days 25 min`.
fn read(text: &str, today: Day) -> Result<(Day, Option<u16>), String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (date, minutes) = match words.as_slice() {
        [date @ .., number, "min" | "minutes"] => (date, Some((*number).to_owned())),
        [date @ .., last] if last.ends_with("min") => {
            (date, last.strip_suffix("min").map(str::to_owned))
        }
        date => (date, None),
    };
    let day = date::read(&date.join(" ").replace(',', ""), today)?;
    let wrong =
        |text: &str| format!("{text:?} is no number of minutes; write 1 to 600, like 25 min");
    let minutes = minutes.map(|text| match text.parse() {
        Ok(minutes @ 1..=600) => Ok(minutes),
        _ => Err(wrong(&text)),
    });
    Ok((day, minutes.transpose()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_day_and_perhaps_minutes() {
        let today: Day = "2026-11-22".parse().unwrap();
        let check = |text: &str, expect: &str| {
            let said = read(text, today)
                .map_or_else(|why| why, |(day, minutes)| format!("{} {minutes:?}", day.iso()));
            assert_eq!(said, expect, "{text}");
        };
        check("2026-12-01", "2026-12-01 None");
        check("in 9 days 25 min", "2026-12-01 Some(25)");
        check("9, 25min", "2026-12-01 Some(25)");
        check("9 0 min", "\"0\" is no number of minutes; write 1 to 600, like 25 min");
        check("2026-11-01 25 min", "2026-11-01 is past; today is 2026-11-22");
    }
}
