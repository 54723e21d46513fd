//! Reads JSON into the [tree](super::node).
//!
//! The syntax is serde_json's: each value is first taken as the slice of the file that it is, which
//! gives its place, and lists and tables are then opened one level at a time.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::node::{Key, MAX_DEPTH, Node, Value};
use super::notes::Notes;

/// The root of `source`, or nothing and a note if it is not JSON.
pub(super) fn read<'a>(source: &'a str, notes: &mut Notes<'a>) -> Option<Node<'a>> {
    match serde_json::from_str::<&RawValue>(source) {
        Ok(raw) => Some(node(source, raw, 0)),
        Err(error) => {
            let message = error.to_string();
            let what = message.split(" at line ").next().unwrap_or_default();
            let line_start = notes.line_start(error.line());
            // serde_json counts the bytes of the line up to and with the one it stumbled over.
            let at = (line_start + error.column().saturating_sub(1)).min(source.len());
            notes.error(at, format!("not JSON: {what}"), hint(what));
            None
        }
    }
}

fn hint(message: &str) -> &'static str {
    if message.starts_with("EOF") {
        "the file ends too early: a bracket or a quote is not closed"
    } else if message.starts_with("key must be") || message.starts_with("trailing comma") {
        "no comma may stand after the last entry, and keys stand in \"quotes\""
    } else if message.starts_with("control character") {
        "write a line break within a text as \\n"
    } else {
        ""
    }
}

fn node<'a>(source: &'a str, raw: &'a RawValue, depth: usize) -> Node<'a> {
    let text = raw.get();
    let at = offset(source, text);
    let value = match text.as_bytes().first() {
        Some(b'[' | b'{') if depth == MAX_DEPTH => Value::Other("nested that deeply"),
        Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(text).map_or(Value::Broken, |items| {
            Value::List(items.into_iter().map(|item| node(source, item, depth + 1)).collect())
        }),
        Some(b'{') => serde_json::from_str::<Entries<'a>>(text).map_or(Value::Broken, |entries| {
            let entry = |(key, value): (&'a RawValue, &'a RawValue)| {
                let name = serde_json::from_str::<Text<'a>>(key.get());
                let name = name.map_or(Cow::Borrowed(key.get()), |text| text.0);
                (Key { at: offset(source, key.get()), name }, node(source, value, depth + 1))
            };
            Value::Table(entries.0.into_iter().map(entry).collect())
        }),
        Some(b'"') => serde_json::from_str::<Text<'a>>(text)
            .map_or(Value::Other("text with half a \\u pair"), |text| Value::Text(text.0)),
        Some(b't' | b'f') => Value::Other("true or false"),
        Some(b'n') => Value::Other("null"),
        _ => text.parse().map_or(Value::Other("a number out of range"), Value::Number),
    };
    Node { span: at..at + text.len(), value }
}

/// Where `part`, a slice of `source`, begins in it.
fn offset(source: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(source.as_ptr().addr())
}

/// A text, borrowed from the file unless it has escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A table's entries as the file has them, duplicates and all.
struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}
