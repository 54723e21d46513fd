//! A text with some of its words tinted, as lines.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// `text` as one styled line for each of its own; where ranges overlap, the later one wins.
pub fn lines(text: &str, tints: &[(Range<usize>, Style)]) -> Vec<Line<'static>> {
    let mut edges: Vec<usize> = tints.iter().flat_map(|(r, _)| [r.start, r.end]).collect();
    edges.extend([0, text.len()]);
    edges.retain(|edge| text.is_char_boundary(*edge));
    edges.sort_unstable();
    edges.dedup();
    let mut lines = vec![Line::default()];
    for edge in edges.windows(2) {
        let style = tints.iter().rev().find(|(r, _)| r.start <= edge[0] && edge[1] <= r.end);
        let style = style.map_or_else(Style::default, |(_, style)| *style);
        for (n, part) in text.get(edge[0]..edge[1]).unwrap_or("").split('\n').enumerate() {
            if n > 0 {
                lines.push(Line::default());
            }
            if let (Some(line), false) = (lines.last_mut(), part.is_empty()) {
                line.spans.push(Span::styled(part.to_owned(), style));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, tints: &[(Range<usize>, Style)], expect: &str) {
        let shown: Vec<String> = lines(text, tints)
            .iter()
            .map(|line| {
                let spans = line.spans.iter();
                spans
                    .map(|s| {
                        let plain = s.style == Style::default();
                        if plain { s.content.to_string() } else { format!("[{}]", s.content) }
                    })
                    .collect()
            })
            .collect();
        assert_eq!(shown.join("/"), expect);
    }

    #[test]
    fn only_the_ranges_are_tinted_over_line_ends_too() {
        let tint = Style::new().bold();
        check("one two", &[(4..7, tint)], "one [two]");
        check("one\ntwo\n", &[(1..6, tint)], "o[ne]/[tw]o/");
        check("", &[], "");
        check("é!", &[(1..9, tint)], "é!");
    }
}
