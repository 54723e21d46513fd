//! The settings, each with its default and its bounds, and how a `config.toml` is read.
//!
//! Does not know where the file lies.

use serde::{Deserialize, Serialize};

use super::progress::Rules;
use super::schedule::Scheduler;

/// What the user may set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How fast an answer is spoken, in words a minute; 60 to 300.
    pub words_per_minute: u16,
    /// The probability of recall at which a card comes back; 0.70 to 0.99.
    pub desired_retention: f32,
    /// New cards a day; 0 to 1,000.
    pub new_cards_per_day: u16,
    /// The hour, local time, at which a day begins; 0 to 23.
    pub day_start: u8,
    /// Dictation.
    pub speech: Speech,
}

/// How speech becomes text. Nothing is recorded by this program itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Speech {
    /// A program that listens and writes what it heard to its standard output, with its arguments;
    /// empty for none.
    pub command: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            words_per_minute: 140,
            desired_retention: 0.9,
            new_cards_per_day: 8,
            day_start: 4,
            speech: Speech::default(),
        }
    }
}

impl Config {
    /// Reads a `config.toml`. What cannot be read is said, and the defaults take its place.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        match toml::from_str::<Self>(text) {
            Ok(config) => config.bounded(),
            Err(why) => {
                let line = why.span().map_or(1, |span| {
                    1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()
                });
                let what = format!("line {line}: {}; the defaults are used", why.message());
                (Self::default(), vec![what])
            }
        }
    }

    fn bounded(self) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let mut bound = |name: &str, value: f64, low: f64, high: f64| {
            let within = if value.is_nan() { low } else { value.clamp(low, high) };
            if within.to_bits() != value.to_bits() {
                problems
                    .push(format!("{name} = {value} is outside {low} to {high}; {within} is used"));
            }
            within
        };
        let config = Self {
            words_per_minute: bound("words_per_minute", self.words_per_minute.into(), 60.0, 300.0)
                as u16,
            desired_retention: {
                // Through text, so that 0.9 stays 0.9 in the message.
                let value = self.desired_retention.to_string().parse().unwrap_or(0.9);
                bound("desired_retention", value, 0.70, 0.99) as f32
            },
            new_cards_per_day: bound(
                "new_cards_per_day",
                self.new_cards_per_day.into(),
                0.0,
                1000.0,
            ) as u16,
            day_start: bound("day_start", self.day_start.into(), 0.0, 23.0) as u8,
            speech: self.speech,
        };
        (config, problems)
    }

    /// The rules that the journal is folded with.
    pub fn rules(&self) -> Rules {
        Rules { scheduler: Scheduler::new(self.desired_retention), day_start: self.day_start }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let (config, problems) = Config::parse(text);
        assert_eq!(problems, expect, "{text}");
        assert!(config.bounded().1.is_empty());
    }

    #[test]
    fn what_cannot_be_used_is_said_and_replaced() {
        check("", &[]);
        check("day_start = 6\nnew_cards_per_day = 3", &[]);
        check("[speech]\ncommand = 'listen --en'", &[]);
        check(
            "[speech]\ncomand = 'listen'",
            &["line 2: unknown field `comand`, expected `command`; the defaults are used"],
        );
        check(
            "desired_retention = 1.5",
            &["desired_retention = 1.5 is outside 0.7 to 0.99; 0.99 is used"],
        );
        check("day_start = 99", &["day_start = 99 is outside 0 to 23; 23 is used"]);
        check(
            "\nday_start = 'x'",
            &["line 2: invalid type: string \"x\", expected u8; the defaults are used"],
        );
    }

    #[test]
    fn the_defaults_survive_their_own_bounds() {
        assert_eq!(Config::default().bounded(), (Config::default(), vec![]));
    }
}
