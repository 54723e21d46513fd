//! Dates as people read them.
//!
//! Knows no language but English.

use crate::domain::time::Day;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The name of a day's month: `Nov`.
pub fn month(day: Day) -> &'static str {
    MONTHS.get(day.civil().1 as usize - 1).copied().unwrap_or("")
}

/// A day of this year: `3 Nov`; of another with its year: `3 Nov 2025`.
pub fn date(day: Day, today: Day) -> String {
    let ((year, _, of_month), (this_year, _, _)) = (day.civil(), today.civil());
    let year = if year == this_year { String::new() } else { format!(" {year}") };
    format!("{of_month} {}{year}", month(day))
}

/// The day of the week: `Thu`.
pub fn weekday(day: Day) -> &'static str {
    // 1 January 1970 was a Thursday.
    WEEKDAYS[(day.0.saturating_add(3)).rem_euclid(7) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_short_and_name_another_year() {
        let today: Day = "2026-11-22".parse().unwrap();
        let yet: Day = "2025-02-03".parse().unwrap();
        assert_eq!((date(today, today), weekday(today)), ("22 Nov".to_owned(), "Sun"));
        assert_eq!((date(yet, today), weekday(yet)), ("3 Feb 2025".to_owned(), "Mon"));
    }
}
