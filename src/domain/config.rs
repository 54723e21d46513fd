//! The settings, each with its default: what the user may set, and how a `config.toml` is read.
//!
//! Does not know where the file lies, nor which keys and actions there are.

mod default_file;
mod read;
mod setting;
#[cfg(test)]
mod tests;

use super::deck::parse::is_unsafe;
use super::deck::problem::{Problem, Severity};
use super::progress::Rules;
use super::schedule::Scheduler;
pub use default_file::default_file;
pub use read::{Reading, read};
pub use setting::{SETTINGS, Setting};

/// What problems with the settings are said to be in.
pub const FILE: &str = "config.toml";

/// What the user may set. Bounds and meanings stand in [`SETTINGS`].
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// What the program looks like.
    pub theme: ThemeName,
    /// Whether it draws with ASCII characters only.
    pub ascii: bool,
    /// Whether it listens to the mouse.
    pub mouse: bool,
    /// Whether answers are judged by the sentence encoder, too.
    pub encoder: bool,
    /// How fast an answer is spoken, in words a minute.
    pub words_per_minute: u16,
    /// The probability of recall at which a card comes back.
    pub desired_retention: f32,
    /// New cards a day.
    pub new_cards_per_day: u16,
    /// The hour, local time, at which a day begins.
    pub day_start: u8,
    /// Dictation.
    pub speech: Speech,
    /// Second opinions.
    pub judge: SecondOpinion,
    /// Keys of the user's own, as they are written; whether they mean anything is the keymap's to say.
    pub keys: Vec<Binding>,
}

/// How speech becomes text. Nothing is recorded by this program itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// A program that listens and writes what it heard to its standard output, with its arguments;
    /// empty for none.
    pub command: String,
}

/// Who else judges an answer, when the user asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondOpinion {
    /// A program that reads an answer as JSON from its standard input and writes its verdicts to its
    /// standard output, with its arguments; empty for none.
    pub command: String,
}

/// What the program can look like. What a name stands for is the view's affair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The sixteen colours of the terminal, as its user set them.
    #[default]
    Terminal,
    /// Dark.
    Dusk,
    /// Light.
    Paper,
    /// As much contrast as there is.
    Contrast,
    /// No colours.
    Plain,
}

impl ThemeName {
    /// Every theme, in the order in which one walks through them.
    pub const ALL: [Self; 5] =
        [Self::Terminal, Self::Dusk, Self::Paper, Self::Contrast, Self::Plain];

    /// The names in that order.
    pub const WORDS: [&'static str; 5] = ["terminal", "dusk", "paper", "contrast", "plain"];

    /// Its name.
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// The theme of this name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

/// A place in the file: line, and column in characters, both from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// What is wrong at a place of the file. What it quotes of the file does not act on a terminal.
pub fn problem(at: Place, what: &str, hint: &str) -> Problem {
    let safe = |text: &str| text.chars().filter(|c| !is_unsafe(*c) && *c != '\n').collect();
    Problem {
        severity: Severity::Warning,
        file: FILE.to_owned(),
        line: at.line,
        column: at.column,
        card: None,
        what: safe(what),
        hint: safe(hint),
    }
}

/// A word of the file, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub at: Place,
}

/// The keys of an action, as they are written: `[keys.browse]`, `start-review = ["r", "ctrl-x"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where the keys are pressed.
    pub context: Written,
    /// What they do.
    pub action: Written,
    /// The keys.
    pub keys: Vec<Written>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: ThemeName::Terminal,
            ascii: false,
            mouse: true,
            encoder: true,
            words_per_minute: 140,
            desired_retention: 0.9,
            new_cards_per_day: 8,
            day_start: 4,
            speech: Speech::default(),
            judge: SecondOpinion::default(),
            keys: Vec::new(),
        }
    }
}

impl Config {
    /// Reads a `config.toml`. What cannot be used is said; every other setting counts all the same.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        let Reading { config, problems, .. } = read(text);
        (config, problems)
    }

    /// The rules that the journal is folded with.
    pub fn rules(&self) -> Rules {
        Rules { scheduler: Scheduler::new(self.desired_retention), day_start: self.day_start }
    }
}
