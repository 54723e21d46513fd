//! Collects problems while a deck is read, and turns their offsets into lines and columns.
//!
//! Does not look for problems itself.

use super::reader::Refusal;
use super::{Format, Problem, Severity};

/// More problems than this are only counted.
const MAX_PROBLEMS: usize = 1_000;

struct Note {
    severity: Severity,
    at: usize,
    card: Option<String>,
    what: String,
    hint: String,
}

/// The problems of one file so far, and which card and part of it is being read.
pub(super) struct Notes<'a> {
    pub(super) source: &'a str,
    pub(super) format: Format,
    card: Option<String>,
    part: Option<String>,
    list: Vec<Note>,
    more: usize,
    errors: usize,
    line_starts: Vec<usize>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(source: &'a str, format: Format) -> Self {
        let line_starts =
            std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self {
            source,
            format,
            card: None,
            part: None,
            list: Vec::new(),
            more: 0,
            errors: 0,
            line_starts,
        }
    }

    /// What is noted from here on belongs to this card.
    pub(super) fn enter_card(&mut self, label: String) {
        self.card = Some(label);
    }

    pub(super) fn leave_card(&mut self) {
        self.card = None;
    }

    /// What is noted from here on is about this: the deck, a criterion, a trap, or none of them.
    pub(super) fn set_part(&mut self, part: Option<String>) {
        self.part = part;
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    pub(super) fn error(&mut self, at: usize, what: impl Into<String>, hint: impl Into<String>) {
        self.note(Severity::Error, at, what.into(), hint.into());
    }

    pub(super) fn warn(&mut self, at: usize, what: impl Into<String>, hint: impl Into<String>) {
        self.note(Severity::Warning, at, what.into(), hint.into());
    }

    pub(super) fn note(&mut self, severity: Severity, at: usize, what: String, hint: String) {
        self.errors += usize::from(severity == Severity::Error);
        if self.list.len() == MAX_PROBLEMS {
            self.more += 1;
            return;
        }
        let what = match &self.part {
            Some(part) => format!("{part}: {what}"),
            None => what,
        };
        self.list.push(Note { severity, at, card: self.card.clone(), what, hint });
    }

    /// Notes why a value could not be read.
    pub(super) fn refuse(&mut self, at: usize, refusal: Refusal) {
        if refusal.is_new() {
            self.error(at, refusal.what, refusal.hint);
        } else {
            self.errors += 1;
        }
    }

    /// The line, from 1, that the byte `at` is on.
    pub(super) fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at)
    }

    /// Where a line, counted from 1, begins.
    pub(super) fn line_start(&self, line: usize) -> usize {
        self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(self.source.len())
    }

    /// The problems in the order of the file.
    pub(super) fn into_problems(mut self, file: &str) -> Vec<Problem> {
        let mut list = std::mem::take(&mut self.list);
        list.sort_by_key(|note| note.at);
        if self.more > 0 {
            list.push(Note {
                severity: Severity::Warning,
                at: list.last().map_or(0, |note| note.at),
                card: None,
                what: format!("and {} more problems", self.more),
                hint: "mend these first".to_owned(),
            });
        }
        // Counted on from the problem before, so that many on one long line cost one walk along it.
        let (mut from, mut column) = (0, 1);
        list.into_iter()
            .map(|note| {
                let at = boundary(self.source, note.at);
                let line = self.line(at);
                let start = self.line_start(line);
                if start > from {
                    (from, column) = (start, 1);
                }
                column += self.source[from..at].chars().count();
                from = at;
                Problem {
                    severity: note.severity,
                    file: file.to_owned(),
                    line,
                    column,
                    card: note.card,
                    what: note.what,
                    hint: note.hint,
                }
            })
            .collect()
    }
}

/// The last place not after `at` where a character of `text` begins, or its end.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
