//! Due: what comes back in the next four weeks.

use ratatui::text::Line;

use super::{Room, count, heading, with_axis};
use crate::app::action::Action;
use crate::app::keymap::Keymap;
use crate::app::screen::progress::ProgressScreen;
use crate::domain::stats::figures::{FORECAST, Figures};
use crate::domain::stats::retention::monday;
use crate::view::dates::{date, weekday};
use crate::view::widget::plot;

/// Rows beside the columns: sentences, heading, dates, weeks.
const BESIDE: u16 = 12;

pub(super) fn lines(screen: &ProgressScreen, room: Room<'_>) -> Vec<Line<'static>> {
    let (figures, theme) = (&screen.figures, room.theme);
    let mut lines = room.text(said(figures, room.keymap), theme.strong);
    let forecast = &figures.forecast;
    if forecast.total() + forecast.later == 0 {
        return lines;
    }
    lines.push(Line::default());
    lines.push(heading("Cards due a day", theme));
    let most = (0..FORECAST).map(|n| forecast.on(n)).max().unwrap_or(0).max(2);
    let top = most + most % 2;
    let label = top.to_string().len().max(2);
    let wide = (room.wide().saturating_sub(label + 1) / FORECAST).clamp(1, 3);
    let rows = usize::from(room.rows.saturating_sub(BESIDE).clamp(5, 11) | 1);
    let shares: Vec<f64> = (0..FORECAST).map(|n| forecast.on(n) as f64 / top as f64).collect();
    let rows = plot::columns(&shares, rows, wide, room.ascii());
    let labels = [(1.0, top), (0.5, top / 2), (0.0, 0)];
    let labels = labels.map(|(share, n)| (share, format!("{n:>label$}")));
    lines.extend(with_axis(rows, &labels, theme.accent, theme));
    lines.push(Line::styled(dates(figures, label + 1, wide), theme.muted));
    lines.push(Line::default());
    lines.extend(weeks(figures, room));
    let mut besides = Vec::new();
    if forecast.later > 0 {
        besides.push(format!("{} later", count(forecast.later, "card")));
    }
    if forecast.new > 0 {
        besides.push(format!("{} not studied yet", count(forecast.new, "card")));
    }
    let what = if besides.is_empty() { "What" } else { "what" };
    besides.push(format!("{what} is rated again comes back besides"));
    lines.extend(room.text(besides.join("; ") + ".", theme.muted));
    lines
}

fn said(figures: &Figures, keymap: &Keymap) -> String {
    let forecast = &figures.forecast;
    if forecast.total() + forecast.later == 0 {
        return match forecast.new {
            0 => {
                "Nothing to come back: no card passes the filter, or all are suspended.".to_owned()
            }
            new => format!(
                "Nothing comes back yet: {} not studied. Begin with {} in the browser.",
                count(new, "card"),
                keymap.key(Action::StartReview)
            ),
        };
    }
    let today = match (forecast.on(0), forecast.overdue) {
        (0, _) => "Nothing is due today".to_owned(),
        (due, 0) => format!("{} due today", count(due, "card")),
        (due, overdue) => {
            format!("{} due today, {overdue} of them from earlier", count(due, "card"))
        }
    };
    let peak = forecast.peak().map_or_else(String::new, |(n, due)| {
        let day = figures.today.plus(n as i32);
        format!("; most on {} {}: {due}", weekday(day), date(day, figures.today))
    });
    format!("{today}{peak}.")
}

/// The dates of today and of the Mondays, where there is room for them.
fn dates(figures: &Figures, label: usize, wide: usize) -> String {
    let mut text = " ".repeat(label);
    for n in 0..FORECAST {
        let day = figures.today.plus(n as i32);
        let at = label + n * wide;
        let name = if n == 0 { "today".to_owned() } else { date(day, figures.today) };
        let fits = at + name.len() <= label + FORECAST * wide;
        if (n == 0 || monday(day) == day) && fits && (text.len() < at || n == 0) {
            text += &" ".repeat(at - text.len());
            text += &name;
        }
    }
    text
}

/// How much is due week by week, in words.
fn weeks(figures: &Figures, room: Room<'_>) -> Vec<Line<'static>> {
    let (forecast, today) = (&figures.forecast, figures.today);
    let week = |n: usize| (n * 7..n * 7 + 7).map(|n| forecast.on(n)).sum::<usize>();
    let most = (0..FORECAST / 7).map(week).max().unwrap_or(0).max(1);
    let line = |n: usize| {
        let (from, to) = (today.plus(n as i32 * 7), today.plus(n as i32 * 7 + 6));
        let dates = format!("{} to {}", date(from, today), date(to, today));
        let bar = plot::bar(week(n) as f64 / most as f64, 10, room.ascii());
        Line::styled(format!("{dates:<22}{:>4} {bar}", week(n)), room.theme.muted)
    };
    (0..FORECAST / 7).map(line).collect()
}
