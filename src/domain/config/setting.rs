//! The table of settings: name, meaning, bounds, and how each is read and shown.
//!
//! The reader, the default file and `greenroom config` all come from it. A new setting is a field of
//! [`Config`] and a row here.

use super::{Config, ThemeName};

/// One row of the table.
#[derive(Debug)]
pub struct Setting {
    /// The table of the file that it stands in; empty where it stands above them all.
    pub table: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it means, in a line.
    pub doc: &'static str,
    /// What it may be.
    pub(super) kind: Kind,
}

/// What a setting may be, and where it is kept.
#[derive(Debug)]
pub(super) enum Kind {
    /// `true` or `false`.
    Flag { get: fn(&Config) -> bool, set: fn(&mut Config, bool) },
    /// A number within bounds, whole or not.
    Number { low: f64, high: f64, whole: bool, get: fn(&Config) -> f64, set: fn(&mut Config, f64) },
    /// One of a few words.
    Word { words: &'static [&'static str], get: fn(&Config) -> &str, set: fn(&mut Config, &str) },
    /// Any text.
    Text { get: fn(&Config) -> &str, set: fn(&mut Config, &str) },
}

/// The table, in the order of the default file.
pub const SETTINGS: &[Setting] = &[
    Setting {
        table: "",
        name: "theme",
        doc: "terminal (its own sixteen colours), dusk (dark), paper (light), contrast, or plain (no colours)",
        kind: Kind::Word {
            words: &ThemeName::WORDS,
            get: |config| config.theme.word(),
            set: |config, word| config.theme = ThemeName::named(word).unwrap_or_default(),
        },
    },
    Setting {
        table: "",
        name: "ascii",
        doc: "draw with ASCII characters only, for fonts and screen readers that know no others",
        kind: Kind::Flag { get: |config| config.ascii, set: |config, on| config.ascii = on },
    },
    Setting {
        table: "",
        name: "mouse",
        doc: "listen to the mouse; the terminal's own selection of text then needs shift",
        kind: Kind::Flag { get: |config| config.mouse, set: |config, on| config.mouse = on },
    },
    Setting {
        table: "",
        name: "encoder",
        doc: "judge answers by the sentence encoder too: truer verdicts for some 80 MB of memory",
        kind: Kind::Flag { get: |config| config.encoder, set: |config, on| config.encoder = on },
    },
    Setting {
        table: "",
        name: "words_per_minute",
        doc: "how fast you speak: the estimate below your answer",
        kind: Kind::Number {
            low: 60.0,
            high: 300.0,
            whole: true,
            get: |config| config.words_per_minute.into(),
            set: |config, value| config.words_per_minute = value as u16,
        },
    },
    Setting {
        table: "",
        name: "desired_retention",
        doc: "the probability of recall at which a card comes back",
        kind: Kind::Number {
            low: 0.70,
            high: 0.99,
            whole: false,
            // Through text, so that 0.9 stays 0.9.
            get: |config| config.desired_retention.to_string().parse().unwrap_or(0.9),
            set: |config, value| config.desired_retention = value as f32,
        },
    },
    Setting {
        table: "",
        name: "new_cards_per_day",
        doc: "so many cards that you have not studied yet join a day's work",
        kind: Kind::Number {
            low: 0.0,
            high: 1000.0,
            whole: true,
            get: |config| config.new_cards_per_day.into(),
            set: |config, value| config.new_cards_per_day = value as u16,
        },
    },
    Setting {
        table: "",
        name: "day_start",
        doc: "the hour, local time, at which a day begins",
        kind: Kind::Number {
            low: 0.0,
            high: 23.0,
            whole: true,
            get: |config| config.day_start.into(),
            set: |config, value| config.day_start = value as u8,
        },
    },
    Setting {
        table: "speech",
        name: "command",
        doc: "a program that writes what it hears to its standard output, with its arguments; empty for none",
        kind: Kind::Text {
            get: |config| &config.speech.command,
            set: |config, command| command.clone_into(&mut config.speech.command),
        },
    },
    Setting {
        table: "judge",
        name: "command",
        doc: "a program that gives a second opinion on an answer, as JSON, with its arguments; empty for none",
        kind: Kind::Text {
            get: |config| &config.judge.command,
            set: |config, command| command.clone_into(&mut config.judge.command),
        },
    },
];

impl Setting {
    /// The setting of this name in a table.
    pub(super) fn named(table: &str, name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.table == table && setting.name == name)
    }

    /// Its value, as it is written in the file.
    pub fn shown(&self, config: &Config) -> String {
        match self.kind {
            Kind::Flag { get, .. } => get(config).to_string(),
            Kind::Number { get, .. } => get(config).to_string(),
            Kind::Word { get, .. } | Kind::Text { get, .. } => {
                toml::Value::from(get(config)).to_string()
            }
        }
    }

    /// How it may be written.
    pub(super) fn example(&self) -> String {
        self.shown(&Config::default())
    }

    /// What it may be, in words.
    pub fn expects(&self) -> String {
        match &self.kind {
            Kind::Flag { .. } => "true or false".to_owned(),
            Kind::Number { low, high, whole: true, .. } => {
                format!("a whole number from {low} to {high}")
            }
            Kind::Number { low, high, .. } => format!("a number from {low} to {high}"),
            Kind::Word { words, .. } => {
                let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
                quoted.join(", ")
            }
            Kind::Text { .. } => "text in quotes".to_owned(),
        }
    }
}
