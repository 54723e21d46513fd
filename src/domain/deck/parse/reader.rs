//! Lets serde read the [tree](super::node): one deserialiser for both formats.
//!
//! What it refuses is reported at the innermost [`Field`](super::wire::Field), which reads on after it.
//! Overlong texts and unsafe characters are reported here; what the values must fulfil beyond their
//! type is not.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::access::{Entries, Items, Spot};
use super::clean::{clean, place, quoted};
use super::fields::{label, pair};
use super::node::{Node, Value};
use super::notes::Notes;
use super::{Format, MAX_FIELD_BYTES};

/// The name by which a [`Field`](super::wire::Field) asks for its place and value.
pub(super) const FIELD: &str = "$field";

/// Why a value could not be read.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) what: String,
    pub(super) hint: String,
}

impl Refusal {
    /// Whether it has not been reported yet.
    pub(super) fn is_new(&self) -> bool {
        !self.what.is_empty()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { what: quoted(&message.to_string()), hint: String::new() }
    }
}

/// Reads one value.
pub(super) struct Reader<'n, 'a> {
    pub(super) node: &'a Node<'a>,
    /// What it is called in messages: its key, or that of the list that it is in.
    pub(super) name: &'static str,
    /// Its place in the list that it is in, from 1.
    pub(super) entry: Option<usize>,
    pub(super) notes: &'n mut Notes<'a>,
}

impl<'n, 'a> Reader<'n, 'a> {
    pub(super) fn new(node: &'a Node<'a>, name: &'static str, notes: &'n mut Notes<'a>) -> Self {
        Self { node, name, entry: None, notes }
    }

    fn refuse(&self, wanted: &str, hint: String) -> Refusal {
        if matches!(self.node.value, Value::Broken) {
            return Refusal { what: String::new(), hint };
        }
        let found = self.node.value.describe();
        let what = match self.name {
            "the deck" | "the card" => format!("{} must be {wanted}, not {found}", self.name),
            name if self.entry.is_some() => {
                format!("an entry of `{name}` must be {wanted}, not {found}")
            }
            name => format!("`{name}` must be {wanted}, not {found}"),
        };
        Refusal { what, hint }
    }

    /// The text without unsafe characters.
    fn cleaned(&mut self, text: &str) -> Result<String, Refusal> {
        if text.len() > MAX_FIELD_BYTES {
            return Err(Refusal {
                what: format!(
                    "`{}` has {} bytes; a text has at most {MAX_FIELD_BYTES}",
                    self.name,
                    text.len()
                ),
                hint: "shorten it".to_owned(),
            });
        }
        let (text, removed) = clean(text);
        if let Some(&first) = removed.first() {
            let span = self.node.span.clone();
            let raw = self.notes.source.get(span.clone()).unwrap_or_default();
            let names: Vec<_> =
                removed.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            self.notes.warn(
                span.start + place(raw, first),
                format!("`{}` contains {}, which is removed", self.name, names.join(", ")),
                "delete it: it acts on the terminal instead of being shown",
            );
        }
        Ok(text)
    }

    fn list_hint(&self) -> String {
        match (self.notes.format, self.name) {
            (Format::Toml, "card") => "begin each with a line [[card]]".to_owned(),
            (Format::Toml, "criteria" | "traps" | "answers") => {
                format!("begin each with a line [[card.{}]]", self.name)
            }
            (_, "card" | "criteria" | "traps" | "answers") => {
                pair(self.notes.format, self.name, "[{…}]")
            }
            (_, "the deck" | "the card") => String::new(),
            _ => pair(self.notes.format, self.name, "[\"…\", \"…\"]"),
        }
    }
}

impl<'a> Deserializer<'a> for Reader<'_, 'a> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.node.value {
            Value::Text(_) => self.deserialize_string(visitor),
            Value::Number(_) => self.deserialize_f64(visitor),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Table(_) | Value::Other(_) | Value::Broken => visitor.visit_unit(),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    fn deserialize_string<V: Visitor<'a>>(mut self, visitor: V) -> Result<V::Value, Refusal> {
        match self.node.text() {
            Some(text) => visitor.visit_string(self.cleaned(text)?),
            None if self.entry.is_some() => {
                Err(self.refuse("text", "write it in quotes: \"…\"".to_owned()))
            }
            None => Err(self.refuse("text", pair(self.notes.format, self.name, "\"…\""))),
        }
    }

    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if let Value::Number(number) = self.node.value {
            visitor.visit_f64(number)
        } else {
            Err(self.refuse("a number", pair(self.notes.format, self.name, "2")))
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if let Value::List(items) = &self.node.value {
            visitor.visit_seq(Items {
                rest: items.iter().enumerate(),
                name: self.name,
                notes: self.notes,
            })
        } else {
            Err(self.refuse("a list", self.list_hint()))
        }
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let Value::Table(entries) = &self.node.value else {
            return Err(self.refuse("a table", self.list_hint()));
        };
        if let "criterion" | "trap" | "answer" = name {
            let id = self.node.get("id").and_then(Node::text);
            let label = label(id, self.entry.unwrap_or(1));
            self.notes.set_part(Some(format!("{name} `{label}`")));
        }
        let access =
            Entries { rest: entries.iter(), fields, seen: 0, value: None, notes: self.notes };
        visitor.visit_map(access)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        if name == FIELD {
            visitor.visit_seq(Spot { reader: Some(self), placed: false })
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 char str bytes byte_buf option unit unit_struct
        tuple tuple_struct map enum identifier
    }
}
