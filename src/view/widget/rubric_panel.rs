//! The rubric beside the answer: each criterion with its verdict and the words that earned it.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::bar;
use crate::app::screen::answer::{AnswerScreen, Row};
use crate::domain::rubric::Verdict;
use crate::view::theme::Theme;
use crate::view::wrap::width;

/// Glyph and style of a verdict.
pub const fn mark(verdict: Verdict, theme: &Theme) -> (&'static str, Style) {
    match verdict {
        Verdict::Met => ("●", theme.good),
        Verdict::Partial => ("◐", theme.partial),
        Verdict::NotYet => ("○", theme.muted),
    }
}

/// The panel's lines for a room of `columns` by `rows`: the evidence below each title where there is
/// room for it, else behind the title. Says also which is the first line of
/// each row.
pub fn lines(
    answer: &AnswerScreen,
    theme: &Theme,
    columns: u16,
    rows: u16,
) -> (Vec<Line<'static>>, Vec<usize>) {
    let text = answer.editor.text();
    let shown = answer.rows();
    let below = shown.len() * 2 <= usize::from(rows);
    let mut lines = Vec::new();
    let mut firsts = Vec::new();
    for (place, row) in shown.iter().enumerate() {
        let selected = answer.selected == Some(place);
        firsts.push(lines.len());
        let (mark, style, title, overruled) = describe(answer, *row, theme);
        let room = usize::from(columns).saturating_sub(2);
        let tail = if overruled { " (yours)" } else { "" };
        let title = theme.cut(title, room.saturating_sub(width(tail)));
        let used = width(&title) + width(tail);
        let mut spans = vec![
            Span::styled(format!("{mark} "), style),
            Span::raw(title),
            Span::styled(tail, theme.muted),
        ];
        let quote = quoted(answer, *row, &text);
        match quote {
            Some(quote) if below => {
                if selected {
                    bar::lay(&mut spans, theme.selected, usize::from(columns));
                }
                lines.push(Line::from(spans));
                let quote = theme.cut(&quote, room.saturating_sub(2));
                lines.push(Line::from(Span::styled(format!("    {quote}"), theme.muted)));
                continue;
            }
            Some(quote) if room > used + 10 => {
                let quote = theme.cut(&quote, room - used - 2);
                spans.push(Span::styled(format!("  {quote}"), theme.muted));
            }
            _ => {}
        }
        if selected {
            bar::lay(&mut spans, theme.selected, usize::from(columns));
        }
        lines.push(Line::from(spans));
    }
    (lines, firsts)
}

/// The whole rubric in one line of marks, for where there is no room.
pub fn marks(answer: &AnswerScreen, theme: &Theme) -> Vec<Span<'static>> {
    let rows = answer.rows();
    let mut spans = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let (mark, style, _, _) = describe(answer, *row, theme);
        let style =
            if answer.selected == Some(place) { style.patch(theme.selection) } else { style };
        spans.push(Span::styled(mark, style));
        spans.push(Span::raw(" "));
    }
    spans
}

/// Mark, its style, title, and whether the user set it.
pub fn describe<'a>(
    answer: &'a AnswerScreen,
    row: Row,
    theme: &Theme,
) -> (&'static str, Style, &'a str, bool) {
    match row {
        Row::Criterion(n) => {
            let (mark, style) = mark(answer.verdict(n), theme);
            let title = answer.card.criteria.get(n).map_or("", |c| &c.title);
            (mark, style, title, answer.overrules.criterion(n).is_some())
        }
        Row::Trap(n) => {
            let hit = answer.is_trapped(n);
            let title = answer.card.traps.get(n).map_or("", |t| &t.title);
            let (mark, style) = if hit { ("!", theme.bad) } else { ("·", theme.muted) };
            (mark, style, title, answer.overrules.trap(n).is_some())
        }
    }
}

fn quoted(answer: &AnswerScreen, row: Row, text: &str) -> Option<String> {
    let counts = match row {
        Row::Criterion(n) => answer.verdict(n) != Verdict::NotYet,
        Row::Trap(n) => answer.is_trapped(n),
    };
    let range = answer.evidence(row).first().filter(|_| counts)?;
    Some(format!("“{}”", one_line(text.get(range.clone())?)))
}

/// A text in one line, its white space single.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
