//! Keeps characters that act on a terminal, or turn its text around, out of what is shown.
//!
//! Does not report them; the [reader](super::reader) does.

/// Whether `c` must not reach the terminal: controls other than a line feed and a tab, marks that
/// override the direction of text, and a byte order mark.
pub fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `text` with line feeds for its line ends and spaces for its tabs, without unsafe characters; and
/// which of these it had, each once.
pub(super) fn clean(text: &str) -> (String, Vec<char>) {
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n');
    if text.bytes().all(plain) || !text.chars().any(|c| c == '\t' || is_unsafe(c)) {
        return (text.to_owned(), Vec::new());
    }
    let mut removed = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' => out.push_str("    "),
            '\r' if chars.peek() == Some(&'\n') => {}
            c if !is_unsafe(c) => out.push(c),
            c if removed.contains(&c) => {}
            c => removed.push(c),
        }
    }
    (out, removed)
}

/// `text` fit to be quoted in a message: on one line, safe and short.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.len() <= LONGEST && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let safe = |c: &char| !is_unsafe(*c);
    let mut out: String = text
        .chars()
        .filter(safe)
        .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
        .take(LONGEST)
        .collect();
    if text.chars().filter(safe).nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// Where in `raw`, the text of a value as the file has it, `c` stands, itself or as an escape; the
/// beginning if it cannot be found.
pub(super) fn place(raw: &str, c: char) -> usize {
    let short = match c {
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        '\r' => "\\r",
        '\u{1b}' => "\\e",
        _ => "\\U",
    };
    let code = u32::from(c);
    let escape = |start: usize, rest: &str| {
        let hex = match rest.as_bytes().get(1)? {
            b'u' => rest.get(2..6)?,
            b'U' => rest.get(2..10)?,
            b'x' => rest.get(2..4)?,
            _ => return rest.starts_with(short).then_some(start),
        };
        (u32::from_str_radix(hex, 16) == Ok(code)).then_some(start)
    };
    raw.find(c)
        .or_else(|| raw.match_indices('\\').find_map(|(start, _)| escape(start, &raw[start..])))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_removed_and_named() {
        let check = |text: &str, clean_text: &str, removed: &str| {
            assert_eq!(clean(text), (clean_text.to_owned(), removed.chars().collect()), "{text:?}");
        };
        check("plain, é, 日本, 👩‍🚀", "plain, é, 日本, 👩‍🚀", "");
        check("\u{1b}[2Ja\u{1b}b", "[2Jab", "\u{1b}");
        check("a\r\nb\rc\td", "a\nbc    d", "\r");
        check("a\u{7f}\u{9b}b", "ab", "\u{7f}\u{9b}");
        check("a\u{202e}b\u{2066}c\u{feff}", "abc", "\u{202e}\u{2066}\u{feff}");
    }

    #[test]
    fn a_character_is_found_itself_or_as_an_escape() {
        let check = |raw: &str, c: char, at: usize| assert_eq!(place(raw, c), at, "{raw:?}");
        check("\"ab\u{202e}\"", '\u{202e}', 3);
        check(r#""ab\u001B""#, '\u{1b}', 3);
        check(r#""\n\u001f \e""#, '\u{1b}', 10);
        check(r#""\n\u0008 \b""#, '\u{8}', 3);
        check(r#""\U0000009b""#, '\u{9b}', 1);
        check(r#""\uzzzé""#, '\u{9b}', 0);
    }

    #[test]
    fn a_quotation_is_one_short_safe_line() {
        assert_eq!(quoted("a\nb\u{1b}c"), "a bc");
        assert_eq!(quoted(&"é".repeat(70)), format!("{}…", "é".repeat(60)));
    }
}
