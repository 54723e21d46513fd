//! What `--json` prints: a value a line, with nothing in it that acts on a terminal.
//!
//! Does not know the shapes; each command has its own.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::domain::deck::parse::is_unsafe;

/// Writes a value and a line feed.
pub(super) fn print(out: &mut impl Write, value: &impl Serialize) -> anyhow::Result<()> {
    let mut line = text(value)?;
    line.push(b'\n');
    Ok(out.write_all(&line)?)
}

/// A value as JSON.
pub(super) fn text(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut line = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut line, Escaping))?;
    Ok(line)
}

/// Escapes what JSON itself leaves as it is: delete, the second set of controls, marks of direction.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            let (before, after) = rest.split_at(at);
            write!(out, "{before}\\u{:04x}", u32::from(c))?;
            rest = after.strip_prefix(c).unwrap_or_default();
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_raw_that_acts_on_a_terminal_and_nothing_lost() {
        for text in ["plain é 日本", "a\u{1b}[2Jb", "\u{9b}2J", "a\u{7f}\u{202e}", "\"\\\n\t"] {
            let mut out = Vec::new();
            print(&mut out, &text).unwrap();
            let line = String::from_utf8(out).unwrap();
            assert!(
                !line.trim_end_matches('\n').contains(|c| c == '\n' || is_unsafe(c)),
                "{line:?}"
            );
            assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
        }
    }
}
