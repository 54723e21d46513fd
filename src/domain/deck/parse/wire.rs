//! The shape of a deck file, one for TOML and JSON, as serde reads it.
//!
//! Every field may be absent or unreadable; what must be there is checked afterwards.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::reader::FIELD;

/// A value and the byte where it stands, if it is there and can be read.
#[derive(Debug, Default)]
pub(super) enum Field<T> {
    /// The key is absent.
    #[default]
    Missing,
    /// Not of its type, and already reported.
    Faulty,
    /// Where it stands and what it is.
    Given(usize, T),
}

impl<T> Field<T> {
    /// The place and the value, if it was read.
    pub(super) fn given(self) -> Option<(usize, T)> {
        if let Self::Given(at, value) = self { Some((at, value)) } else { None }
    }

    /// The value, if it was read.
    pub(super) fn value(&self) -> Option<&T> {
        if let Self::Given(_, value) = self { Some(value) } else { None }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Take<T> {
            type Value = Field<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value and its place")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Field<T>, A::Error> {
                let at = seq.next_element()?.unwrap_or_default();
                Ok(seq.next_element()?.map_or(Field::Faulty, |value| Field::Given(at, value)))
            }
        }

        deserializer.deserialize_newtype_struct(FIELD, Take(PhantomData))
    }
}

/// A list whose entries are read one by one.
pub(super) type List<T> = Field<Vec<Field<T>>>;

/// A deck without its cards: each of these is read on its own.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename = "deck")]
pub(super) struct DeckWire {
    pub(super) id: Field<String>,
    pub(super) title: Field<String>,
    pub(super) description: Field<String>,
    pub(super) language: Field<String>,
    pub(super) license: Field<String>,
    pub(super) card: Field<Vec<IgnoredAny>>,
}

/// A card.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename = "card")]
pub(super) struct CardWire {
    pub(super) id: Field<String>,
    pub(super) question: Field<String>,
    pub(super) level: Field<String>,
    pub(super) tags: List<String>,
    pub(super) minutes: Field<f64>,
    pub(super) short_answer: Field<String>,
    pub(super) detail: Field<String>,
    pub(super) looks_for: Field<String>,
    pub(super) pitfall: Field<String>,
    pub(super) follow_ups: List<String>,
    pub(super) model_answer: Field<String>,
    pub(super) sources: List<String>,
    pub(super) criteria: List<CriterionWire>,
    pub(super) traps: List<TrapWire>,
    pub(super) answers: List<LabelledWire>,
}

/// A criterion.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename = "criterion")]
pub(super) struct CriterionWire {
    pub(super) id: Field<String>,
    pub(super) title: Field<String>,
    pub(super) description: Field<String>,
    pub(super) kind: Field<String>,
    pub(super) examples: List<String>,
    pub(super) counterexamples: List<String>,
    pub(super) weight: Field<f64>,
}

/// A trap.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename = "trap")]
pub(super) struct TrapWire {
    pub(super) id: Field<String>,
    pub(super) title: Field<String>,
    pub(super) description: Field<String>,
    pub(super) kind: Field<String>,
    pub(super) examples: List<String>,
    pub(super) counterexamples: List<String>,
}

/// A labelled answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename = "answer")]
pub(super) struct LabelledWire {
    pub(super) text: Field<String>,
    pub(super) met: List<String>,
    pub(super) partial: List<String>,
    pub(super) traps: List<String>,
}
