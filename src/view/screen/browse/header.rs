//! The browser's top line: what is to do, and what comes of it where an interview is ahead.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Model;
use crate::app::action::Action;
use crate::domain::schedule::deadline::Horizon;
use crate::domain::schedule::deadline::outlook::Outlook;
use crate::domain::time::MINUTE;
use crate::view::theme::Theme;
use crate::view::wrap::width;

pub(super) fn render(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect) {
    let room = usize::from(area.width).saturating_sub(13);
    let counts = counts(model);
    let mut choices = vec![counts.clone()];
    if let (Some(horizon), Some(outlook)) = (model.calendar.horizon(), &model.browse.outlook) {
        choices = interview(model, horizon, outlook);
        // What is due stands before it where there is room for both.
        let both: Vec<_> =
            choices.iter().take(2).map(|text| format!("{counts} · {text}")).collect();
        choices.splice(0..0, both);
    }
    let fitting = choices.iter().find(|text| width(text) <= room);
    let right = theme.cut(fitting.or(choices.last()).map_or("", String::as_str), room);
    let gap = usize::from(area.width).saturating_sub(11 + width(&right));
    frame.render_widget(
        Line::from(vec![
            Span::styled(" greenroom", theme.accent.patch(theme.strong)),
            Span::raw(" ".repeat(gap)),
            Span::styled(right, theme.muted),
        ]),
        area,
    );
}

fn counts(model: &Model) -> String {
    let counts = model.browse.counts;
    let mut words = vec![format!("{} due", counts.due), format!("{} new", counts.new)];
    if counts.drafts > 0 {
        let s = if counts.drafts == 1 { "" } else { "s" };
        words.push(format!("{} draft{s}", counts.drafts));
    }
    if let n @ 1.. = model.problems().count() {
        let s = if n == 1 { "" } else { "s" };
        words.push(format!("{n} problem{s} ({})", model.key(Action::ShowProblems)));
    }
    words.join(" · ")
}

/// The same in fewer and fewer words.
fn interview(model: &Model, horizon: &Horizon, outlook: &Outlook) -> Vec<String> {
    let today = model.today();
    let minutes = outlook.evenings.first().map_or(0, |night| minutes(night.ms));
    let days = horizon.days.on.since(today);
    let share = format!("{:.0} %", 100.0 * outlook.expected);
    let unseen = match outlook.unseen {
        0 => String::new(),
        n => format!(", {n} unseen"),
    };
    let fit = if outlook.fits() { "" } else { ", does not fit (i)" };
    let (when, brief) = match days {
        0 => return vec![format!("interview today: {share} expected"), format!("today: {share}")],
        1 => ("tomorrow".to_owned(), "tomorrow".to_owned()),
        days => (format!("in {days} days"), format!("in {days} d")),
    };
    vec![
        format!("tonight {minutes} min · interview {when}: {share} expected{unseen}{fit}"),
        format!("tonight {minutes} min · interview {when}: {share} expected{unseen}"),
        format!("tonight {minutes} min · {when}: {share} expected{unseen}"),
        format!("tonight {minutes} min · {brief}: {share}{unseen}"),
        format!("{minutes} min · {brief}: {share}{unseen}"),
        format!("{minutes} min · {brief}: {share}"),
    ]
}

/// Whole minutes, none of them lost.
fn minutes(ms: u64) -> u64 {
    ms.div_ceil(MINUTE as u64)
}
