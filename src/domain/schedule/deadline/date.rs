//! How people say when an interview is: `2026-12-03`, `in 9 days`, `9`, `tomorrow`.
//!
//! Does not know what a date is for.

use crate::domain::time::Day;

/// Furthest day that is taken: more than that ahead is a slip of the finger.
const FURTHEST: u32 = 3_650;

/// The day that `text` means, said on `today`; it must lie ahead, or be today.
///
/// # Errors
/// What is wrong with it, and how to write it.
pub fn read(text: &str, today: Day) -> Result<Day, String> {
    let text = text.trim();
    let day = match text.parse::<Day>() {
        Ok(day) => day,
        Err(why) => from_today(&text.to_lowercase(), today).ok_or_else(|| match text {
            "" => "write the day of the interview, like 2026-12-03 or 9 for in 9 days".to_owned(),
            _ => format!("{why}, or how many days from now, like 9"),
        })?,
    };
    if day < today {
        return Err(format!("{} is past; today is {}", day.iso(), today.iso()));
    }
    if day.since(today) > FURTHEST {
        return Err(format!("{} is more than ten years from now", day.iso()));
    }
    Ok(day)
}

fn from_today(text: &str, today: Day) -> Option<Day> {
    let days = match text {
        "today" => 0,
        "tomorrow" => 1,
        _ => {
            let text = text.strip_prefix("in ").unwrap_or(text).trim();
            let (number, unit) =
                text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
            let each = match unit.trim() {
                "" | "d" | "day" | "days" => 1,
                "w" | "week" | "weeks" => 7,
                _ => return None,
            };
            number.parse::<u32>().ok()?.checked_mul(each)?
        }
    };
    Some(today.plus(i32::try_from(days).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_date_or_so_many_days_from_now() {
        let today: Day = "2026-11-22".parse().unwrap();
        let check = |text: &str, expect: &str| {
            let said = read(text, today).map_or_else(|why| why, Day::iso);
            assert_eq!(said, expect, "{text}");
        };
        check("2026-12-01", "2026-12-01");
        check(" in 9 days ", "2026-12-01");
        check("9", "2026-12-01");
        check("9d", "2026-12-01");
        check("In 2 weeks", "2026-12-06");
        check("in 1 day", "2026-11-23");
        check("tomorrow", "2026-11-23");
        check("today", "2026-11-22");
        check("0", "2026-11-22");
        check("2026-11-21", "2026-11-21 is past; today is 2026-11-22");
        check("99999", "2300-09-06 is more than ten years from now");
        check("", "write the day of the interview, like 2026-12-03 or 9 for in 9 days");
        for wrong in ["2026-02-30", "soon", "-3", "9 x", "in", "99999999999", "4294967295"] {
            assert!(read(wrong, today).unwrap_err().contains("like"), "{wrong}");
        }
    }
}
