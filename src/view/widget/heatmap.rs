//! A calendar of the work done: weeks as columns, days as rows, the more minutes the darker.
//!
//! Shades, not colours, say how much; so it is read without colours too.

use std::collections::BTreeMap;

use ratatui::text::{Line, Span};

use crate::domain::stats::days::Worked;
use crate::domain::stats::retention::monday;
use crate::domain::time::Day;
use crate::view::dates::{WEEKDAYS, month};
use crate::view::theme::Theme;

/// Weeks in half a year.
const WEEKS: usize = 26;

/// Columns of the names on the left.
pub const LABEL: usize = 4;

/// Least minutes of each shade but the first, which is for days without work.
const STEPS: [f64; 4] = [0.0, 10.0, 20.0, 40.0];

/// The shades: of no work, and of ever more.
const fn shades(ascii: bool) -> [&'static str; 5] {
    if ascii { [".", "-", "+", "x", "#"] } else { ["·", "░", "▒", "▓", "█"] }
}

/// How a calendar is laid out in a room of so many columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Weeks that are shown.
    pub weeks: usize,
    /// Cells of a week.
    pub wide: usize,
}

impl Grid {
    /// The largest that fits.
    pub fn of(columns: usize) -> Self {
        let room = columns.saturating_sub(LABEL);
        let wide = (room / WEEKS).clamp(1, 3);
        Self { weeks: (room / wide).min(WEEKS), wide }
    }

    /// The Mondays of the weeks, the last one being that of `today`.
    pub fn mondays(self, today: Day) -> Vec<Day> {
        let last = monday(today);
        (0..self.weeks).rev().map(|n| last.plus(-7 * n as i32)).collect()
    }
}

/// The calendar up to `today`: a line of months, and a line for each day of the week.
pub fn lines(
    days: &BTreeMap<Day, Worked>,
    today: Day,
    columns: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let grid = Grid::of(columns);
    let mondays = grid.mondays(today);
    let shades = shades(theme.markdown().ascii);
    let mut lines = vec![Line::styled(months(&mondays, grid), theme.muted)];
    for (row, name) in WEEKDAYS.iter().enumerate() {
        let mut spans = vec![Span::styled(format!("{name:<LABEL$}"), theme.muted)];
        for monday in &mondays {
            let day = monday.plus(row as i32);
            let cell = days.get(&day).map_or(0, shade);
            let (glyph, style) = match cell {
                _ if day > today => (" ", theme.muted),
                0 => (shades[0], theme.muted),
                shade => (shades[shade], theme.good),
            };
            let inked = match (grid.wide, cell) {
                (_, 0) => 1,
                (3, _) => 2,
                (wide, _) => wide,
            };
            let gap = " ".repeat(grid.wide - inked);
            spans.push(Span::styled(glyph.repeat(inked) + &gap, style));
        }
        lines.push(Line::from(spans));
    }
    lines
}

/// What the shades stand for.
pub fn legend(columns: usize, theme: &Theme) -> Line<'static> {
    let [none, rest @ ..] = shades(theme.markdown().ascii);
    let narrow = columns < 66;
    let (title, none) = if narrow {
        ("min: ", format!("{none} 0 "))
    } else {
        ("minutes a day:  ", format!("{none} none  "))
    };
    let gap = if narrow { " " } else { "  " };
    let mut spans = vec![Span::styled(title, theme.muted), Span::styled(none, theme.muted)];
    for (n, shade) in rest.iter().enumerate() {
        let text = match STEPS.get(n + 1) {
            Some(next) if !narrow && n == 0 => format!("under {next}"),
            Some(next) if !narrow => format!("{} to {next}", STEPS[n]),
            _ => format!("{}+", STEPS[n].max(1.0)),
        };
        spans.push(Span::styled(*shade, theme.good));
        spans.push(Span::styled(format!(" {text}{gap}"), theme.muted));
    }
    Line::from(spans)
}

fn shade(day: &Worked) -> usize {
    let minutes = day.minutes();
    STEPS.iter().filter(|least| minutes >= **least).count()
}

/// The months' names above the weeks in which they begin, where there is room for them.
pub fn months(mondays: &[Day], grid: Grid) -> String {
    let mut text = " ".repeat(LABEL);
    for (n, monday) in mondays.iter().enumerate() {
        let begins = monday.plus(6).civil().2 <= 7;
        let at = LABEL + n * grid.wide;
        let room = LABEL + grid.weeks * grid.wide >= at + 3;
        if begins && room && (text.len() < at || n == 0) {
            text += &" ".repeat(at - text.len());
            text += month(monday.plus(6));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_are_columns_and_today_is_in_the_last() {
        let minutes = |minutes: u64| Worked { ms: minutes * 60_000, ..Worked::default() };
        let days = BTreeMap::from([
            (day("2026-11-22"), minutes(0)),
            (day("2026-11-21"), minutes(10)),
            (day("2026-11-16"), minutes(39)),
            (day("2026-11-09"), minutes(40)),
        ]);
        let text = |columns, today| -> Vec<String> {
            lines(&days, day(today), columns, &Theme::plain()).iter().map(Line::to_string).collect()
        };
        let rows = text(LABEL + 8, "2026-11-22");
        // The week of Monday, 26 October is the one in which November begins.
        assert_eq!(rows[0], "    Oct Nov");
        assert_eq!(rows[1], "Mon ······█▓");
        assert_eq!(rows[6], "Sat ·······▒");
        assert_eq!(rows[7], "Sun ·······░");
        // On Saturday there is no Sunday yet.
        assert_eq!(text(LABEL + 8, "2026-11-21")[7], "Sun ······· ");
        assert_eq!(Grid::of(76), Grid { weeks: 26, wide: 2 });
        assert_eq!(Grid::of(0), Grid { weeks: 0, wide: 1 });
    }
}
