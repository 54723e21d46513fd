//! The part of the state that a snapshot brought along: a line of JSON for each card, understood
//! when somebody asks for the card.
//!
//! Does not check the snapshot; that is [`snapshot`](super::snapshot).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::CardProgress;
use super::history::{Event, Packed};
use crate::domain::id::CardId;
use crate::domain::time::Timestamp;

/// Cards as lines, in the order of their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    bytes: Arc<Vec<u8>>,
    /// Where each line begins and ends.
    lines: Vec<(u32, u32)>,
    /// What the lines add up to, once asked for.
    states: Vec<OnceLock<Box<CardProgress>>>,
    /// The names of the runs, by their place.
    runs: Vec<Arc<str>>,
}

/// What a line says of its card.
#[derive(Serialize, Deserialize)]
pub(super) struct Line {
    /// The last event that could be undone: a bound that is found without reading the events.
    pub(super) last: i64,
    pub(super) events: Vec<Packed>,
}

/// How the part of a line begins that follows the card's id.
const LAST: &[u8] = br#"{"last":"#;

impl Base {
    /// The cards in `bytes[from..to]`, one a line.
    pub(super) fn new(bytes: Vec<u8>, from: usize, to: usize, runs: Vec<Arc<str>>) -> Option<Self> {
        u32::try_from(bytes.len()).ok()?;
        let mut lines = Vec::new();
        let mut start = from;
        for end in memchr::memchr_iter(b'\n', bytes.get(from..to)?).map(|at| from + at) {
            lines.push((start as u32, end as u32));
            start = end + 1;
        }
        let states = lines.iter().map(|_| OnceLock::new()).collect();
        Some(Self { bytes: Arc::new(bytes), lines, states, runs })
    }

    pub(super) fn runs(&self) -> &[Arc<str>] {
        &self.runs
    }

    pub(super) const fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line of a card.
    pub(super) fn find(&self, id: &CardId) -> Option<usize> {
        let order = |line: &(u32, u32)| match self.key(*line) {
            Some((key, _)) => (*key).cmp(id.as_str()),
            None => Ordering::Less,
        };
        self.lines.binary_search_by(order).ok()
    }

    /// The id of the card on a line.
    pub(super) fn id(&self, line: usize) -> CardId {
        let key = self.lines.get(line).and_then(|line| self.key(*line));
        CardId::from(key.as_ref().map_or("", |(key, _)| key))
    }

    /// A line as it stands in the snapshot, without comma and newline.
    pub(super) fn raw(&self, line: usize) -> &[u8] {
        let Some((from, to)) = self.lines.get(line) else { return &[] };
        let line = &self.bytes[*from as usize..*to as usize];
        line.strip_suffix(b",").unwrap_or(line)
    }

    /// No event on the line that could be undone is later than this.
    pub(super) fn last(&self, line: usize) -> Timestamp {
        let number = || {
            let (_, value) = self.key(*self.lines.get(line)?)?;
            let digits = value.strip_prefix(LAST)?;
            let end = digits.iter().position(|byte| *byte == b',')?;
            std::str::from_utf8(&digits[..end]).ok()?.parse().ok()
        };
        Timestamp(number().unwrap_or(i64::MAX))
    }

    /// The events on a line.
    pub(super) fn events(&self, line: usize) -> Vec<Event> {
        let read = || {
            let (_, value) = self.key(*self.lines.get(line)?)?;
            serde_json::from_slice::<Line>(value).ok()
        };
        let events = read().map_or_else(Vec::new, |line| line.events);
        events.into_iter().filter_map(|packed| packed.unpack(&self.runs)).collect()
    }

    /// What the line adds up to, by `derive` if it was not asked for before.
    pub(super) fn state(
        &self,
        line: usize,
        derive: impl FnOnce(Vec<Event>) -> CardProgress,
    ) -> Option<&CardProgress> {
        Some(self.states.get(line)?.get_or_init(|| Box::new(derive(self.events(line)))))
    }

    /// Forgets what lines add up to: the rules have changed.
    pub(super) fn forget(&mut self) {
        for state in &mut self.states {
            state.take();
        }
    }

    /// A line's key and what follows its colon.
    fn key(&self, (from, to): (u32, u32)) -> Option<(Cow<'_, str>, &[u8])> {
        let line = &self.bytes[from as usize..to as usize];
        let line = line.strip_suffix(b",").unwrap_or(line);
        let inner = line.strip_prefix(b"\"")?;
        let quote = memchr::memchr(b'"', inner)?;
        let plain = &inner[..quote];
        if memchr::memchr(b'\\', plain).is_none() {
            let value = inner[quote + 1..].strip_prefix(b":")?;
            return Some((Cow::Borrowed(std::str::from_utf8(plain).ok()?), value));
        }
        // An id that no deck of ours can have, yet a journal may.
        let mut values = serde_json::Deserializer::from_slice(line).into_iter::<String>();
        let key = values.next()?.ok()?;
        let value = line.get(values.byte_offset()..)?.strip_prefix(b":")?;
        Some((Cow::Owned(key), value))
    }
}
