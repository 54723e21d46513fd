//! The lines written so far, within the margins of the containers that are open.
//!
//! Owes the blank line between blocks until something follows, so that none stands at an end. Knows
//! nothing of Markdown.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::view::wrap::width;

/// What stands before the lines of a container.
struct Prefix {
    /// Before the first line, until that is written.
    marker: Option<String>,
    rest: String,
}

/// An open quote, item or code block.
struct Container {
    is_item: bool,
    /// Its prefix found room.
    is_indented: bool,
}

/// Lines, and what stands before the next one.
pub(super) struct Page {
    pub(super) lines: Vec<Line<'static>>,
    width: u16,
    style: Style,
    /// A blank line is owed before the next line, within so many prefixes.
    gap: Option<usize>,
    prefixes: Vec<Prefix>,
    indent: u16,
    containers: Vec<Container>,
}

impl Page {
    /// An empty page; what stands before its lines is drawn in `style`.
    pub(super) fn new(width: u16, style: Style) -> Self {
        Self {
            lines: Vec::new(),
            width: width.max(1),
            style,
            gap: None,
            prefixes: Vec::new(),
            indent: 0,
            containers: Vec::new(),
        }
    }

    /// The columns left for text.
    pub(super) fn room(&self) -> u16 {
        self.width - self.indent
    }

    /// Opens a container; says whether there was room for what stands before its lines.
    pub(super) fn open(&mut self, marker: String, rest: String, is_item: bool) -> bool {
        let indent = self.indent.saturating_add(width(&marker) as u16);
        let is_indented = indent <= self.width / 2;
        if is_indented {
            self.indent = indent;
            self.prefixes.push(Prefix { marker: Some(marker), rest });
        }
        self.containers.push(Container { is_item, is_indented });
        is_indented
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self) {
        if self.containers.pop().is_some_and(|c| c.is_indented)
            && let Some(prefix) = self.prefixes.pop()
        {
            self.indent -= width(&prefix.rest) as u16;
            self.gap = self.gap.map(|shared| shared.min(self.prefixes.len()));
        }
    }

    /// What follows stands a blank line apart.
    pub(super) fn end_block(&mut self) {
        self.gap = Some(self.prefixes.len());
    }

    /// What follows stands close after all.
    pub(super) fn join_blocks(&mut self) {
        self.gap = None;
    }

    /// Whether the innermost container is a list's item.
    pub(super) fn is_in_item(&self) -> bool {
        self.containers.last().is_some_and(|c| c.is_item)
    }

    /// Whether the innermost container has a marker that no line has shown yet.
    pub(super) fn owes_marker(&self) -> bool {
        self.containers.last().is_some_and(|c| c.is_indented)
            && self.prefixes.last().is_some_and(|p| p.marker.is_some())
    }

    /// Writes a line, and before it the blank line that is owed.
    pub(super) fn emit(&mut self, line: Line<'static>) {
        let shared = self.gap.take();
        if let Some(shared) = shared.filter(|_| !self.lines.is_empty()) {
            let written = self.prefixes.iter().take(shared).take_while(|p| p.marker.is_none());
            let bars: String = written.map(|p| p.rest.as_str()).collect();
            self.lines.push(self.prefixed(bars, Line::default()));
        }
        let mut prefix = String::new();
        for p in &mut self.prefixes {
            prefix.push_str(p.marker.take().as_ref().unwrap_or(&p.rest));
        }
        let line = self.prefixed(prefix, line);
        // Deep indentation of code, folded, may begin the text with a blank row.
        if !self.lines.is_empty() || !line.spans.is_empty() {
            self.lines.push(line);
        }
    }

    fn prefixed(&self, mut prefix: String, line: Line<'static>) -> Line<'static> {
        let mut line = Line { spans: trimmed(line.spans), ..line };
        if line.spans.is_empty() {
            prefix.truncate(prefix.trim_end().len());
        }
        if !prefix.is_empty() {
            line.spans.insert(0, Span::styled(prefix, self.style));
        }
        line
    }
}

/// The spans without the spaces at their end.
fn trimmed(mut spans: Vec<Span<'static>>) -> Vec<Span<'static>> {
    while let Some(span) = spans.last_mut() {
        let kept = span.content.trim_end().len();
        if kept > 0 {
            span.content.to_mut().truncate(kept);
            break;
        }
        spans.pop();
    }
    spans.retain(|span| !span.content.is_empty());
    spans
}
