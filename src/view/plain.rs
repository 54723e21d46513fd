//! Texts as plain lines: wrapped, without styles, frames or anything that acts on a terminal.
//!
//! Knows nothing of screens; what is said, and when, is the line mode's affair.

use super::markdown;
use super::theme::Theme;
use super::wrap::wrap;

/// Lines are at most so long: 80 less what terminals keep for their cursor.
pub const COLUMNS: u16 = 78;

/// A text in lines; line ends in it stay.
pub fn lines(text: &str) -> Vec<String> {
    let rows = |line: &str| -> Vec<String> {
        wrap(&line.into(), COLUMNS, 0)
            .iter()
            .map(|row| row.to_string().trim_end().to_owned())
            .collect()
    };
    text.lines().flat_map(rows).collect()
}

/// A Markdown text in lines, its structure in plain characters.
pub fn markdown(text: &str) -> Vec<String> {
    let styles = markdown::Styles { ascii: true, ..Theme::plain().markdown() };
    let rows = markdown::render(text, COLUMNS, &styles);
    rows.iter().map(|row| row.to_string().trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_plain() {
        assert_eq!(lines("one\n\ntwo\u{1b}[2J"), ["one", "", "two[2J"]);
        assert!(lines(&"word ".repeat(100)).iter().all(|line| line.len() <= 78));
        let table = "> quoted\n\n- item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n";
        let plain = markdown(table).join("\n");
        assert!(plain.is_ascii(), "{plain}");
    }
}
