//! The selected row of a list: one style from edge to edge, so that it is found at a glance.

use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use crate::view::wrap::width;

/// Gives a row one style, and fills it up to `columns`. Underlines, which mark letters, stay.
pub fn lay(spans: &mut Vec<Span<'static>>, style: Style, columns: usize) {
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    for span in &mut *spans {
        span.style = style.add_modifier(span.style.add_modifier & Modifier::UNDERLINED);
    }
    spans.push(Span::styled(" ".repeat(columns.saturating_sub(used)), style));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_goes_from_edge_to_edge_and_keeps_underlines() {
        let bar = Style::new().bold();
        let mut spans = vec![Span::raw("a"), Span::styled("b", Style::new().dim().underlined())];
        lay(&mut spans, bar, 5);
        let expect =
            [Span::styled("a", bar), Span::styled("b", bar.underlined()), Span::styled("   ", bar)];
        assert_eq!(spans, expect);
        lay(&mut spans, bar, 1);
        assert_eq!(spans.iter().map(|span| span.content.len()).sum::<usize>(), 5);
    }
}
