//! Reads a `config.toml` setting by setting: one that cannot be used costs only itself.
//!
//! Says where, what and how to mend it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::setting::Kind;
use super::{Binding, Config, Place, SETTINGS, Setting, Written, problem};
use crate::domain::deck::problem::Problem;
use crate::domain::nearest::nearest;

/// What a file says.
#[derive(Debug)]
pub struct Reading {
    /// The settings: as given, else by default.
    pub config: Config,
    /// What is given, and on which line.
    pub given: Vec<(&'static Setting, usize)>,
    /// What cannot be used.
    pub problems: Vec<Problem>,
}

/// Reads the text of a file.
pub fn read(text: &str) -> Reading {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        text,
        reading: Reading { config: Config::default(), given: Vec::new(), problems: Vec::new() },
    };
    reader.errors(&errors);
    reader.root(table.into_inner());
    let mut reading = reader.reading;
    reading.problems.sort_by_key(|problem| (problem.line, problem.column));
    reading.config.keys.sort_by_key(|binding| binding.action.at);
    reading
}

struct Reader<'a> {
    text: &'a str,
    reading: Reading,
}

type Entry<'a> = (Spanned<std::borrow::Cow<'a, str>>, Spanned<DeValue<'a>>);

impl Reader<'_> {
    fn place(&self, at: usize) -> Place {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            line: 1 + before.matches('\n').count(),
            column: 1 + before[start..].chars().count(),
        }
    }

    fn say(&mut self, at: usize, what: impl AsRef<str>, hint: impl AsRef<str>) {
        let said = problem(self.place(at), what.as_ref(), hint.as_ref());
        self.reading.problems.push(said);
    }

    /// What is not TOML; of several slips on one line the first.
    fn errors(&mut self, errors: &[Error]) {
        let mut last = 0;
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            let line = self.place(at).line;
            if line != last {
                self.say(at, format!("not TOML: {}", error.message()), "this line is passed over");
            }
            last = line;
        }
    }

    fn root(&mut self, table: DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().to_string();
            let is_table = SETTINGS.iter().any(|setting| setting.table == name) && !name.is_empty();
            let (span, value) = (value.span(), value.into_inner());
            match value {
                DeValue::Table(tables) if name == "keys" => self.keys(tables),
                DeValue::Table(inner) if is_table => {
                    for entry in inner {
                        self.setting(&name, entry);
                    }
                }
                _ if is_table || name == "keys" => {
                    let hint = format!("begin it with a line [{name}]");
                    self.say(key.span().start, format!("`{name}` is a table"), hint);
                }
                value => self.setting("", (key, Spanned::new(span, value))),
            }
        }
    }

    fn setting(&mut self, table: &str, (key, value): Entry<'_>) {
        let (at, span) = (key.span().start, value.span());
        let Some(setting) = Setting::named(table, key.get_ref()) else {
            return self.unknown(table, key.get_ref(), at);
        };
        let line = self.place(at).line;
        // What is not TOML is said already; how to write it can be said better.
        if let Some(said) = self.reading.problems.iter_mut().find(|said| said.line == line) {
            said.hint = format!("write {} = {}", setting.name, setting.example());
            return;
        }
        let value = value.into_inner();
        // Put there by recovery in place of a value that is missing, which is said already.
        if span.is_empty() && !matches!(value, DeValue::Table(_)) {
            return;
        }
        if self.take(setting, &value, &span) {
            self.reading.given.push((setting, line));
            return;
        }
        let kept = setting.shown(&self.reading.config);
        let given = self.text.get(span.clone()).unwrap_or("").lines().next().unwrap_or("");
        let given: String = given.chars().take(40).collect();
        let what = format!("{} = {given} cannot be used; {kept} is", setting.name);
        let meant = match (&setting.kind, &value) {
            (Kind::Word { words, .. }, DeValue::String(word)) => {
                nearest(word, words.iter().copied())
            }
            _ => None,
        };
        let hint = meant.map_or_else(
            || format!("write {}", setting.expects()),
            |meant| format!("did you mean \"{meant}\"?"),
        );
        self.say(span.start, what, hint);
    }

    /// Takes a value over; false where it is of no use.
    fn take(&mut self, setting: &Setting, value: &DeValue<'_>, span: &Range<usize>) -> bool {
        let config = &mut self.reading.config;
        match (&setting.kind, value) {
            (Kind::Flag { set, .. }, DeValue::Boolean(on)) => set(config, *on),
            (Kind::Word { words, set, .. }, DeValue::String(word)) if words.contains(&&**word) => {
                set(config, word);
            }
            (Kind::Text { set, .. }, DeValue::String(text)) => set(config, text),
            (Kind::Number { low, high, whole, set, .. }, value) => {
                let Some(number) = number(value).filter(|n| !whole || n.fract() == 0.0) else {
                    return false;
                };
                let within = number.clamp(*low, *high);
                set(config, within);
                if within.to_bits() != number.to_bits() {
                    let what = format!(
                        "{} = {number} is outside {low} to {high}; {within} is used",
                        setting.name
                    );
                    self.say(span.start, what, format!("write {}", setting.expects()));
                }
            }
            _ => return false,
        }
        true
    }

    fn unknown(&mut self, table: &str, name: &str, at: usize) {
        let name: String = name.chars().take(40).collect();
        if let Some(setting) = Setting::named("", &name).filter(|_| !table.is_empty()) {
            let what = format!("`{name}` does not belong to [{table}]");
            return self.say(at, what, format!("put `{}` above the first [table]", setting.name));
        }
        let here = SETTINGS.iter().filter(|setting| setting.table == table);
        let names: Vec<&str> = here.map(|setting| setting.name).collect();
        let tables = SETTINGS.iter().map(|setting| setting.table).chain(["keys"]);
        let tables: Vec<&str> =
            tables.filter(|name| table.is_empty() && !name.is_empty()).collect();
        let meant = nearest(&name, names.iter().chain(&tables).copied());
        let hint = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("known here are {}", names.join(", ")),
        };
        self.say(at, format!("unknown key `{name}`"), hint);
    }

    /// `[keys.browse]`, and in it `start-review = ["r", "ctrl-x"]`.
    fn keys(&mut self, contexts: DeTable<'_>) {
        for (context, actions) in contexts {
            let at = context.span().start;
            let DeValue::Table(actions) = actions.into_inner() else {
                let what = format!("`{}` stands in no context", context.get_ref());
                self.say(at, what, "begin with a line such as [keys.browse]");
                continue;
            };
            let context = Written { text: context.get_ref().to_string(), at: self.place(at) };
            for (action, keys) in actions {
                let at = action.span().start;
                let Some(keys) = self.list(&keys) else {
                    let what = format!("`{}` needs a list of keys", action.get_ref());
                    self.say(at, what, format!("write {} = [\"x\"]", action.get_ref()));
                    continue;
                };
                let action = Written { text: action.get_ref().to_string(), at: self.place(at) };
                let context = context.clone();
                self.reading.config.keys.push(Binding { context, action, keys });
            }
        }
    }

    /// A list of texts, or one text.
    fn list(&self, value: &Spanned<DeValue<'_>>) -> Option<Vec<Written>> {
        let written = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::String(text) if !value.span().is_empty() => {
                Some(Written { text: text.to_string(), at: self.place(value.span().start) })
            }
            _ => None,
        };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().map(written).collect(),
            _ => written(value).map(|one| vec![one]),
        }
    }
}

/// A number that is one.
fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number as f64)
        }
        DeValue::Float(number) => {
            number.as_str().parse().ok().filter(|number: &f64| number.is_finite())
        }
        _ => None,
    }
}
