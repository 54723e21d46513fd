//! What is wrong with a deck file: where it is, what it is and how to mend it.
//!
//! Does not decide what counts as a problem; that is [`parse`](super::parse)'s.

use std::fmt;

use serde::Serialize;

use super::parse::is_unsafe;

/// How much a problem costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The card is left out, or what it says of the deck cannot be used.
    Error,
    /// Read all the same, but worth mending.
    Warning,
    /// Nothing is wrong, but it could be better: only said where it is asked for.
    Advice,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        })
    }
}

/// One thing that is wrong with a deck file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How much it costs.
    pub severity: Severity,
    /// The file, as the reader was told its name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The id of the card that it is in, or `#3` for the third card where that has no id.
    pub card: Option<String>,
    /// What is wrong.
    pub what: String,
    /// How to mend it; may be empty.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.file.chars().filter(|&c| !is_unsafe(c)) {
            write!(f, "{c}")?;
        }
        write!(f, ":{}:{}: {}: ", self.line, self.column, self.severity)?;
        if let Some(card) = &self.card {
            write!(f, "card `{card}`: ")?;
        }
        write!(f, "{}", self.what)?;
        if !self.hint.is_empty() {
            write!(f, "\n  help: {}", self.hint)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem() -> Problem {
        Problem {
            severity: Severity::Error,
            file: "decks/a.toml".to_owned(),
            line: 12,
            column: 5,
            card: Some("x".to_owned()),
            what: "no `question`".to_owned(),
            hint: "add question = \"…\"".to_owned(),
        }
    }

    #[test]
    fn a_problem_says_where_what_and_how_to_mend_it() {
        assert_eq!(
            problem().to_string(),
            "decks/a.toml:12:5: error: card `x`: no `question`\n  help: add question = \"…\"",
        );
        let short = Problem { card: None, hint: String::new(), ..problem() };
        assert_eq!(short.to_string(), "decks/a.toml:12:5: error: no `question`");
    }

    #[test]
    fn a_file_name_cannot_reach_the_terminal_with_an_escape() {
        let odd = Problem { file: "a\u{1b}[2J.toml".to_owned(), ..problem() };
        assert!(odd.to_string().starts_with("a[2J.toml:12:5"));
    }
}
