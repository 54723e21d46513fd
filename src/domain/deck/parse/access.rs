//! Hands the entries of lists and tables, and a value with its place, to serde one by one.
//!
//! Unknown and repeated keys are reported here.

use std::iter::Enumerate;
use std::slice;

use serde::de::value::U64Deserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess};

use super::clean::quoted;
use super::node::{Key, Node, Value};
use super::notes::Notes;
use super::reader::{Reader, Refusal};
use crate::domain::nearest::nearest;

/// The entries of a list.
pub(super) struct Items<'n, 'a> {
    pub(super) rest: Enumerate<slice::Iter<'a, Node<'a>>>,
    pub(super) name: &'static str,
    pub(super) notes: &'n mut Notes<'a>,
}

impl<'a> SeqAccess<'a> for Items<'_, 'a> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refusal> {
        let Some((n, node)) = self.rest.next() else { return Ok(None) };
        let reader = Reader { node, name: self.name, entry: Some(n + 1), notes: self.notes };
        seed.deserialize(reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// The entries of a table whose fields are known.
pub(super) struct Entries<'n, 'a> {
    pub(super) rest: slice::Iter<'a, (Key<'a>, Node<'a>)>,
    pub(super) fields: &'static [&'static str],
    /// A bit for each field that was there.
    pub(super) seen: u64,
    pub(super) value: Option<(&'static str, &'a Node<'a>)>,
    pub(super) notes: &'n mut Notes<'a>,
}

impl<'a> MapAccess<'a> for Entries<'_, 'a> {
    type Error = Refusal;

    fn next_key_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refusal> {
        for (key, node) in self.rest.by_ref() {
            let Some(index) = self.fields.iter().position(|field| *field == key.name) else {
                let meant = nearest(&key.name, self.fields.iter().copied());
                let hint = meant.map_or_else(
                    || format!("known here are {}", self.fields.join(", ")),
                    |meant| format!("did you mean `{meant}`?"),
                );
                self.notes.warn(key.at, format!("unknown key `{}`", quoted(&key.name)), hint);
                continue;
            };
            let field = self.fields[index];
            if self.seen >> index & 1 == 1 {
                self.notes.error(
                    key.at,
                    format!("`{field}` is there twice"),
                    "keep one of the two",
                );
                continue;
            }
            self.seen |= 1 << index;
            self.value = Some((field, node));
            // What serde derives knows its fields by their number, too.
            let index: U64Deserializer<Refusal> = (index as u64).into_deserializer();
            return seed.deserialize(index).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let (name, node) = self.value.take().ok_or_else(|| de::Error::custom("no value"))?;
        seed.deserialize(Reader::new(node, name, self.notes))
    }
}

/// What a [`Field`](super::wire::Field) reads: its place, then its value. A value that is refused is
/// reported and left out, and the reading goes on.
pub(super) struct Spot<'n, 'a> {
    pub(super) reader: Option<Reader<'n, 'a>>,
    pub(super) placed: bool,
}

impl<'a> SeqAccess<'a> for Spot<'_, 'a> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refusal> {
        let Some(reader) = self.reader.take() else { return Ok(None) };
        let at = reader.node.span.start;
        if !self.placed {
            self.placed = true;
            self.reader = Some(reader);
            return seed.deserialize(at.into_deserializer()).map(Some);
        }
        let Reader { node, name, entry, notes } = reader;
        let read = seed.deserialize(Reader { node, name, entry, notes: &mut *notes });
        if let Value::Table(_) = node.value {
            notes.set_part(None);
        }
        read.map(Some).or_else(|refusal| {
            notes.refuse(at, refusal);
            Ok(None)
        })
    }
}
