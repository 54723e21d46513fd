//! A key as the program names it: `ctrl-s`, `shift-left`, `space`, `?`.
//!
//! Knows nothing of the terminal that sent it.

use std::fmt;
use std::str::FromStr;

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// One that types a character; shift is in the character.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Left arrow.
    Left,
    /// Right arrow.
    Right,
    /// Up arrow.
    Up,
    /// Down arrow.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With control.
    pub ctrl: bool,
    /// With alt.
    pub alt: bool,
    /// With shift; never set for a plain character.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The character that it types where text is written; none for a command.
    pub const fn text(self) -> Option<char> {
        match self.code {
            // Control and alt together are AltGr on some terminals: text.
            Code::Char(c) if self.ctrl == self.alt => Some(c),
            _ => None,
        }
    }
}

const NAMES: &[(&str, Code)] = &[
    ("space", Code::Char(' ')),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("del", Code::Delete),
    ("left", Code::Left),
    ("right", Code::Right),
    ("up", Code::Up),
    ("down", Code::Down),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
];

impl FromStr for Key {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = name;
        loop {
            if let Some(tail) = rest.strip_prefix("ctrl-") {
                (key.ctrl, rest) = (true, tail);
            } else if let Some(tail) = rest.strip_prefix("alt-") {
                (key.alt, rest) = (true, tail);
            } else if let Some(tail) = rest.strip_prefix("shift-") {
                (key.shift, rest) = (true, tail);
            } else {
                break;
            }
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            _ => match NAMES.iter().find(|(word, _)| *word == rest) {
                Some((_, code)) => *code,
                None => match rest.strip_prefix('f').and_then(|n| n.parse().ok()) {
                    Some(n @ 1..=12) => Code::F(n),
                    _ => return Err(format!("`{name}` is not the name of a key")),
                },
            },
        };
        Ok(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if on {
                f.write_str(name)?;
            }
        }
        match (self.code, NAMES.iter().find(|(_, code)| *code == self.code)) {
            (_, Some((name, _))) => f.write_str(name),
            (Code::Char(c), None) => write!(f, "{c}"),
            (Code::F(n), None) => write!(f, "f{n}"),
            (code, None) => write!(f, "{code:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_as_it_is_read() {
        for name in
            ["a", "A", "?", "-", "space", "ctrl-s", "ctrl-alt-x", "shift-left", "f12", "pgdn"]
        {
            assert_eq!(name.parse::<Key>().unwrap().to_string(), name);
        }
        for name in ["", "entr", "f13", "ctrl-"] {
            assert!(name.parse::<Key>().is_err(), "{name}");
        }
    }

    #[test]
    fn only_characters_without_a_command_modifier_are_text() {
        let text = |name: &str| name.parse::<Key>().unwrap().text();
        assert_eq!(text("q"), Some('q'));
        assert_eq!(text("ctrl-q"), None);
        assert_eq!(text("alt-q"), None);
        assert_eq!(text("ctrl-alt-€"), Some('€'));
        assert_eq!(text("enter"), None);
    }
}
