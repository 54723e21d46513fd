//! Lays a table out in columns, or as a list of `header: cell` where the columns cannot fit.
//!
//! Knows its cells as styled text only; what stands before a table is the writer's affair.

use pulldown_cmark::Alignment;
use ratatui::text::{Line, Span};

use super::Styles;
use crate::view::wrap::{cut, width, wrap};

/// The columns between two cells: a space, a bar and a space.
const BETWEEN: usize = 3;
/// Words up to so many columns are not broken for the sake of a column.
const WORD: usize = 16;

/// A cell's text.
type Cell = Vec<Span<'static>>;

pub(super) struct Table {
    alignment: Vec<Alignment>,
    /// The first one is the head.
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(super) fn new(alignment: Vec<Alignment>) -> Self {
        Self { alignment, rows: Vec::new() }
    }

    pub(super) fn render(&self, width: u16, styles: &Styles) -> Vec<Line<'static>> {
        match self.columns(usize::from(width)) {
            Some(columns) => self.grid(&columns, styles),
            None => self.records(width, styles),
        }
    }

    /// The width of each column, if every one can hold its longest word.
    fn columns(&self, width: usize) -> Option<Vec<usize>> {
        let gaps = BETWEEN * self.alignment.len().checked_sub(1)?;
        let room = width.checked_sub(gaps).filter(|room| *room >= self.alignment.len())?;
        let mut natural = vec![1; self.alignment.len()];
        let mut least = natural.clone();
        for row in &self.rows {
            for ((cell, natural), least) in row.iter().zip(&mut natural).zip(&mut least) {
                *natural = columns_of(cell).max(*natural);
                *least = longest_word(cell).min(WORD).max(*least);
            }
        }
        let at = |cap: usize| natural.iter().zip(&least).map(move |(n, l)| *n.min(&cap).max(l));
        let cap = (0..=room).rev().find(|cap| at(*cap).sum::<usize>() <= room)?;
        let mut columns: Vec<usize> = at(cap).collect();
        let mut spare = room - columns.iter().sum::<usize>();
        for (column, natural) in columns.iter_mut().zip(&natural) {
            if spare > 0 && *column < *natural {
                *column += 1;
                spare -= 1;
            }
        }
        Some(columns)
    }

    fn grid(&self, columns: &[usize], styles: &Styles) -> Vec<Line<'static>> {
        let (stroke, cross, bar) =
            if styles.ascii { ("-", "-+-", " | ") } else { ("─", "─┼─", " │ ") };
        let strokes: Vec<_> = columns.iter().map(|columns| stroke.repeat(*columns)).collect();
        let rule = Line::from(Span::styled(strokes.join(cross), styles.muted));
        let rows: Vec<_> = self.rows.iter().map(|row| wrapped(row, columns)).collect();
        // Where a row takes several lines, only a rule shows where the next begins.
        let is_ruled = rows.iter().skip(1).flatten().any(|cell| cell.len() > 1);
        let mut lines = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            if n == 1 || (n > 1 && is_ruled) {
                lines.push(rule.clone());
            }
            for k in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
                let mut spans = Vec::new();
                for ((cell, columns), alignment) in row.iter().zip(columns).zip(&self.alignment) {
                    if !spans.is_empty() {
                        spans.push(Span::styled(bar, styles.muted));
                    }
                    let text = cell.get(k).map_or(&[][..], |line| &line.spans);
                    let spare = columns.saturating_sub(columns_of(text));
                    let left = match alignment {
                        Alignment::Right => spare,
                        Alignment::Center => spare / 2,
                        Alignment::Left | Alignment::None => 0,
                    };
                    spans.push(Span::raw(" ".repeat(left)));
                    spans.extend_from_slice(text);
                    spans.push(Span::raw(" ".repeat(spare - left)));
                }
                lines.push(Line::from(spans));
            }
        }
        if rows.len() == 1 {
            lines.push(rule);
        }
        lines
    }

    fn records(&self, width: u16, styles: &Styles) -> Vec<Line<'static>> {
        let Some((head, body)) = self.rows.split_first() else { return Vec::new() };
        let is_blank = |cell: &Cell| cell.iter().all(|span| span.content.trim().is_empty());
        if body.is_empty() {
            let lines = head.iter().filter(|cell| !is_blank(cell)).map(|c| Line::from(c.clone()));
            return lines.flat_map(|line| wrap(&line, width, 2)).collect();
        }
        let dots = if styles.ascii { "..." } else { "…" };
        let label = |cell: &Cell| match cut(&text(cell), usize::from(width / 2).max(8), dots) {
            label if label.trim().is_empty() => None,
            label => Some(Span::styled(label + ": ", styles.text.patch(styles.strong))),
        };
        let labels: Vec<_> = head.iter().map(label).collect();
        let mut lines = Vec::new();
        for row in body.iter().filter(|row| !row.iter().all(is_blank)) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            for (label, cell) in labels.iter().zip(row).filter(|(_, cell)| !is_blank(cell)) {
                let line: Line<'_> = label.iter().chain(cell).cloned().collect();
                lines.extend(wrap(&line, width, 2));
            }
        }
        lines
    }
}

fn text(cell: &[Span<'_>]) -> String {
    cell.iter().map(|span| &*span.content).collect()
}

fn columns_of(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| width(&span.content)).sum()
}

fn longest_word(cell: &[Span<'_>]) -> usize {
    text(cell).split_whitespace().map(width).max().unwrap_or(0)
}

fn wrapped(row: &[Cell], columns: &[usize]) -> Vec<Vec<Line<'static>>> {
    let wrapped = |(cell, columns): (&Cell, &usize)| {
        wrap(&Line::from(cell.clone()), u16::try_from(*columns).unwrap_or(u16::MAX), 0)
    };
    row.iter().zip(columns).map(wrapped).collect()
}
