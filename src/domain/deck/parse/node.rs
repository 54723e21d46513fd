//! The tree that both formats are read into: values that know where in the file they stand.
//!
//! Knows nothing about decks.

use std::borrow::Cow;
use std::ops::Range;

/// Lists and tables within one another beyond this are not looked into. A deck needs seven.
pub(super) const MAX_DEPTH: usize = 16;

/// A value and its place.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// Bytes of the source. For a table with a header, the header.
    pub(super) span: Range<usize>,
    /// What stands there.
    pub(super) value: Value<'a>,
}

/// A value of either format.
#[derive(Debug)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    List(Vec<Node<'a>>),
    Table(Vec<(Key<'a>, Node<'a>)>),
    /// Something that no field of a deck is, in words.
    Other(&'static str),
    /// Not understood, and already reported.
    Broken,
}

/// A key of a table and its place.
#[derive(Debug)]
pub(super) struct Key<'a> {
    pub(super) at: usize,
    pub(super) name: Cow<'a, str>,
}

impl<'a> Node<'a> {
    /// The value of the first key of this name, if this is a table that has one.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Value::Table(entries) = &self.value else { return None };
        entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// The text, if this is one.
    pub(super) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The entries, if this is a list.
    pub(super) fn items(&self) -> &[Node<'a>] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }
}

impl Value<'_> {
    /// What it is, in words.
    pub(super) fn describe(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(_) => "a number",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(what) => what,
            Self::Broken => "",
        }
    }
}
