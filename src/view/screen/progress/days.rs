//! Days: how steady the work was, a calendar of it, and its minutes week by week.

use ratatui::text::Line;

use super::{Room, count, heading, with_axis};
use crate::app::action::Action;
use crate::app::screen::progress::{self, ProgressScreen};
use crate::domain::gaps::Subject;
use crate::domain::stats::days::Worked;
use crate::domain::stats::figures::Figures;
use crate::domain::time::Day;
use crate::view::widget::heatmap::{self, Grid, LABEL};
use crate::view::widget::plot;

/// Rows of the minutes week by week.
const ROWS: usize = 5;

pub(super) fn lines(screen: &ProgressScreen, room: Room<'_>) -> Vec<Line<'static>> {
    let (figures, theme) = (&screen.figures, room.theme);
    let mut lines = room.text(habit(figures, room), theme.strong);
    lines.extend(heatmap::lines(&figures.days, figures.today, room.wide(), theme));
    lines.push(heatmap::legend(room.wide(), theme));
    if figures.nothing_done() {
        return lines;
    }
    lines.push(Line::default());
    let weeks = Grid::of(room.wide());
    let each: Vec<Worked> =
        weeks.mondays(figures.today).iter().map(|monday| week(figures, *monday)).collect();
    lines.push(heading("Minutes a week", theme));
    lines.extend(columns(&each, weeks, room));
    for (name, week) in ["This week", "Last week"].into_iter().zip(each.iter().rev()) {
        lines.extend(room.text(format!("{name}: {}", said(week)), theme.muted));
    }
    if let Some(text) = gaps(figures, room.keymap.key(Action::ShowGaps)) {
        lines.push(Line::default());
        lines.extend(room.text(text, theme.muted));
    }
    lines
}

/// How steady the work was, in a sentence that blames nobody.
fn habit(figures: &Figures, room: Room<'_>) -> String {
    let (habit, narrow) = (figures.habit, room.columns < 60);
    if figures.nothing_done() {
        return format!(
            "Nothing done on these cards yet. One answer or review is a beginning: {} or {} in the \
             browser.",
            room.keymap.key(Action::AnswerCard),
            room.keymap.key(Action::StartReview)
        );
    }
    let days = |n: u32| count(n as usize, "day");
    let last = match habit.of {
        1 => "Begun today".to_owned(),
        of => format!("{} of the last {}", habit.practised, days(of)),
    };
    if narrow && habit.longest > 1 {
        return format!("{last}; best run {}", habit.longest);
    }
    let now = match habit.run {
        run if run > 1 && run == habit.longest => {
            return format!("{last} · {run} in a row, the longest run so far");
        }
        run if run > 1 => format!(" · {run} in a row now"),
        _ => String::new(),
    };
    match habit.longest {
        longest if longest > 1 => format!("{last}{now} · longest run {}", days(longest)),
        _ => format!("{last}{now}"),
    }
}

fn week(figures: &Figures, monday: Day) -> Worked {
    let days = figures.days.range(monday..monday.plus(7));
    days.fold(Worked::default(), |all, (_, day)| Worked {
        reviews: all.reviews + day.reviews,
        attempts: all.attempts + day.attempts,
        ms: all.ms.saturating_add(day.ms),
    })
}

fn said(week: &Worked) -> String {
    format!(
        "{:.0} min, {}, {}",
        week.minutes(),
        count(week.attempts, "answer"),
        count(week.reviews, "review")
    )
}

/// A column for each week, below the calendar's own.
fn columns(each: &[Worked], weeks: Grid, room: Room<'_>) -> Vec<Line<'static>> {
    let most = each.iter().map(Worked::minutes).fold(0.0, f64::max);
    let top = (most / 10.0).ceil().max(1.0) * 10.0;
    let shares: Vec<f64> = each.iter().map(|week| week.minutes() / top).collect();
    let rows = plot::columns(&shares, ROWS, weeks.wide, room.ascii());
    let label = |value: f64| format!("{value:>wide$.0}", wide = LABEL - 1);
    let labels = [(1.0, label(top)), (0.5, label(top / 2.0)), (0.0, label(0.0))];
    with_axis(rows, &labels, room.theme.good, room.theme)
}

/// How many gaps there are, and where they are found.
fn gaps(figures: &Figures, key: &str) -> Option<String> {
    let kinds = figures.gaps.iter().filter(|gap| matches!(gap.subject, Subject::Kind(_)));
    let [open, closing, closed] = progress::count(kinds);
    let words = [(open, "open"), (closing, "closing"), (closed, "closed")];
    let words: Vec<String> =
        words.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    (!words.is_empty()).then(|| format!("Gaps: {}; {key} shows them.", words.join(", ")))
}
