//! Fits styled text into a number of columns, measured as the terminal will draw it.
//!
//! Knows nothing of Markdown or of screens. Control characters are never let through: white ones
//! (tab, line feed) count as a space, the others are dropped.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

const ELLIPSIS: &str = "…";

/// How many columns the text takes on the screen.
pub fn width(text: &str) -> usize {
    clean(text).graphemes(true).map(columns).sum()
}

/// The text, cut with an ellipsis where it would take more than `width` columns.
pub fn truncate(text: &str, width: usize) -> String {
    cut(text, width, ELLIPSIS)
}

/// The text, cut with `ellipsis` where it would take more than `width` columns; with as much of that
/// as there is room for.
pub fn cut(text: &str, width: usize, ellipsis: &str) -> String {
    let text = clean(text);
    let room = width.saturating_sub(ellipsis.chars().count());
    let (mut used, mut cut) = (0, 0);
    for (at, cluster) in text.grapheme_indices(true) {
        used += columns(cluster);
        if used <= room {
            cut = at + cluster.len();
        } else if used > width {
            let ellipsis: String = ellipsis.chars().take(width).collect();
            return format!("{}{ellipsis}", text[..cut].trim_end());
        }
    }
    text.into_owned()
}

/// The line in rows of at most `width` columns, those after the first indented by `indent`.
///
/// Breaks at spaces, which go away there, and after hyphens and dashes within a word; a word longer
/// than a row is broken between graphemes. A grapheme wider than a row becomes `…`. A `width` of 0
/// counts as 1, and the indent is at most half the width.
pub fn wrap(line: &Line<'_>, width: u16, indent: u16) -> Vec<Line<'static>> {
    let runs = runs(line);
    let clusters = clusters(&runs);
    let mut rows = Rows::new(line, width, indent);
    // The spaces before the word are `gap..word`, the word so far is `word..n`.
    let (mut gap, mut word) = (0, 0);
    for (n, cluster) in clusters.iter().enumerate() {
        if cluster.is_space() {
            if word < n {
                rows.place(&clusters[gap..word], &clusters[word..n]);
                gap = n;
            }
            word = n + 1;
        } else if may_break_after(&clusters, n) {
            rows.place(&clusters[gap..word], &clusters[word..=n]);
            (gap, word) = (n + 1, n + 1);
        }
    }
    rows.place(&clusters[gap..word], &clusters[word..]);
    rows.done()
}

/// The line in rows of at most `width` columns, broken wherever a row is full and nowhere else, so
/// that every space is kept: for code.
pub fn fold(line: &Line<'_>, width: u16) -> Vec<Line<'static>> {
    let runs = runs(line);
    let mut rows = Rows::new(line, width, 0);
    rows.place(&[], &clusters(&runs));
    rows.done()
}

/// The text without control characters.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let seen = |c: char| match c {
        '\r' => None,
        c if c.is_control() => c.is_whitespace().then_some(' '),
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(seen).collect())
}

fn columns(cluster: &str) -> usize {
    usize::from(cluster.cell_width())
}

/// A grapheme, the unit that is never split.
struct Cluster<'a> {
    text: &'a str,
    style: Style,
    width: usize,
}

impl Cluster<'_> {
    fn is_space(&self) -> bool {
        // No-break spaces are white, too.
        !matches!(self.text, "\u{a0}" | "\u{2007}" | "\u{202f}")
            && self.text.chars().all(char::is_whitespace)
    }

    fn is_alphanumeric(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }
}

/// The line's text by style; a grapheme may lie across spans of one style.
fn runs(line: &Line<'_>) -> Vec<(Style, String)> {
    let mut runs: Vec<(Style, String)> = Vec::new();
    for span in &line.spans {
        let text = clean(&span.content);
        match runs.last_mut() {
            Some((style, run)) if *style == span.style => run.push_str(&text),
            _ if text.is_empty() => {}
            _ => runs.push((span.style, text.into_owned())),
        }
    }
    runs
}

fn clusters<'a>(runs: &'a [(Style, String)]) -> Vec<Cluster<'a>> {
    let of = |(style, text): &'a (Style, String)| {
        let style = *style;
        text.graphemes(true).map(move |text| Cluster { text, style, width: columns(text) })
    };
    runs.iter().flat_map(of).collect()
}

fn may_break_after(clusters: &[Cluster<'_>], n: usize) -> bool {
    let beside = |n: Option<usize>| n.and_then(|n| clusters.get(n));
    matches!(clusters[n].text, "-" | "\u{2010}" | "–" | "—")
        && beside(n.checked_sub(1)).is_some_and(Cluster::is_alphanumeric)
        && beside(Some(n + 1)).is_some_and(Cluster::is_alphanumeric)
}

/// Rows being filled from left to right.
struct Rows {
    blank: Line<'static>,
    width: usize,
    indent: usize,
    full: Vec<Line<'static>>,
    row: Vec<Span<'static>>,
    used: usize,
}

impl Rows {
    fn new(line: &Line<'_>, width: u16, indent: u16) -> Self {
        let blank = Line { style: line.style, alignment: line.alignment, spans: Vec::new() };
        let width = usize::from(width.max(1));
        let indent = usize::from(indent).min(width / 2);
        Self { blank, width, indent, full: Vec::new(), row: Vec::new(), used: 0 }
    }

    fn room(&self) -> usize {
        if self.full.is_empty() { self.width } else { self.width - self.indent }
    }

    fn place(&mut self, spaces: &[Cluster<'_>], word: &[Cluster<'_>]) {
        let need: usize = spaces.iter().chain(word).map(|c| c.width).sum();
        if self.used + need <= self.room() {
            for cluster in spaces.iter().chain(word) {
                self.push(cluster);
            }
        } else if !word.is_empty() {
            if self.used > 0 {
                self.end_row();
            }
            for cluster in word {
                self.push(cluster);
            }
        }
    }

    fn push(&mut self, cluster: &Cluster<'_>) {
        if self.used > 0 && self.used + cluster.width > self.room() {
            self.end_row();
        }
        let (text, width) =
            if cluster.width > self.room() { (ELLIPSIS, 1) } else { (cluster.text, cluster.width) };
        self.used += width;
        match self.row.last_mut() {
            Some(span) if span.style == cluster.style => span.content.to_mut().push_str(text),
            _ => self.row.push(Span::styled(text.to_owned(), cluster.style)),
        }
    }

    fn end_row(&mut self) {
        let mut spans = std::mem::take(&mut self.row);
        if self.indent > 0 && !self.full.is_empty() {
            spans.insert(0, Span::raw(" ".repeat(self.indent)));
        }
        self.full.push(Line { spans, ..self.blank.clone() });
        self.used = 0;
    }

    fn done(mut self) -> Vec<Line<'static>> {
        if !self.row.is_empty() || self.full.is_empty() {
            self.end_row();
        }
        self.full
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Stylize;

    /// Rows joined by `/`.
    fn check(text: &str, width: u16, indent: u16, expect: &str) {
        let rows = wrap(&Line::from(Span::raw(text)), width, indent);
        assert_eq!(joined(&rows), expect, "{text:?} at {width}");
    }

    fn joined(rows: &[Line<'_>]) -> String {
        rows.iter().map(ToString::to_string).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn lines_break_at_spaces_and_the_space_goes_away() {
        check("", 9, 0, "");
        check("one two three", 13, 0, "one two three");
        check("one two three", 7, 0, "one two/three");
        check("one two three", 6, 0, "one/two/three");
        check("one   two", 5, 0, "one/two");
        check("a  b c", 4, 0, "a  b/c");
        check("   one", 6, 0, "   one");
        check("   one", 5, 0, "one");
        check("one ", 3, 0, "one");
        check("one ", 4, 0, "one ");
    }

    #[test]
    fn words_break_after_hyphens_and_dashes_but_not_flags_or_signs() {
        check("a well-known way", 8, 0, "a well-/known/way");
        check("use --flag", 6, 0, "use/--flag");
        check("was -5", 5, 0, "was/-5");
        check("this—that", 6, 0, "this—/that");
    }

    #[test]
    fn long_words_break_between_graphemes() {
        check("abcdefgh", 3, 0, "abc/def/gh");
        check("ab cdefgh", 4, 0, "ab/cdef/gh");
        check("e\u{301}e\u{301}e\u{301}", 2, 0, "e\u{301}e\u{301}/e\u{301}");
        check("日本語", 5, 0, "日本/語");
        check("👩‍👩‍👧👩‍👩‍👧", 3, 0, "👩‍👩‍👧/👩‍👩‍👧");
    }

    #[test]
    fn no_break_spaces_hold() {
        check("a 10\u{a0}km b", 6, 0, "a/10\u{a0}km/b");
    }

    #[test]
    fn later_rows_hang_by_at_most_half_the_width() {
        check("one two three", 8, 2, "one two/  three");
        check("one two three", 6, 9, "one/   two/   thr/   ee");
    }

    #[test]
    fn no_width_is_too_small() {
        check("ab c", 0, 3, "a/b/c");
        check("ab c", 1, 3, "a/b/c");
        check("日b", 1, 0, "…/b");
    }

    #[test]
    fn control_characters_are_spaces_or_nothing() {
        check("a\tb\nc\u{1b}[d\r\n", 20, 0, "a b c[d ");
    }

    #[test]
    fn styles_stay_on_their_text() {
        let line = Line::from(vec!["one tw".red(), "o three".bold()]).italic();
        let expect = vec![
            Line::from(vec!["one tw".red(), "o".bold()]).italic(),
            Line::from("three".bold()).italic(),
        ];
        assert_eq!(wrap(&line, 7, 0), expect);
        let line = Line::from(vec!["❤".into(), "".bold(), "\u{fe0f}".into()]);
        assert_eq!(wrap(&line, 1, 0), [Line::from("…")]);
    }

    #[test]
    fn folding_keeps_every_space() {
        let rows = |text: &str, width| joined(&fold(&Line::from(text), width));
        assert_eq!(rows("  a  b", 3), "  a/  b");
        assert_eq!(rows("   ", 2), "  / ");
        assert_eq!(rows("", 2), "");
    }

    #[test]
    fn truncation_leaves_room_for_its_ellipsis() {
        let check = |text, width, expect: &str| assert_eq!(truncate(text, width), expect);
        check("abc", 3, "abc");
        check("abcd", 3, "ab…");
        check("ab cd", 4, "ab…");
        check("日本", 4, "日本");
        check("日本", 3, "日…");
        check("日本", 2, "…");
        check("日本", 0, "");
        check("", 0, "");
        check("e\u{301}\n", 9, "e\u{301} ");
    }

    #[test]
    fn width_counts_columns() {
        for (text, columns) in [("", 0), ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("a\u{1b}", 1)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    fn line() -> impl Strategy<Value = Line<'static>> {
        let span = (any::<String>(), any::<bool>())
            .prop_map(|(text, bold)| if bold { text.bold() } else { text.into() });
        let words = "[a-c 日é\u{301}\u{fe0f}❤ -]{0,40}".prop_map(Span::from);
        prop::collection::vec(prop_oneof![span, words], 0..5).prop_map(Line::from)
    }

    fn ink(rows: &[Line<'_>]) -> String {
        let text = |s: &Span<'_>| clean(&s.content).into_owned();
        let all: String = rows.iter().flat_map(|row| &row.spans).map(text).collect();
        all.chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn rows_fit_and_the_text_is_kept(line in line(), width in 0..60u16, indent in 0..9u16) {
            for rows in [wrap(&line, width, indent), fold(&line, width)] {
                for row in &rows {
                    let columns: usize = row.spans.iter().map(|s| super::width(&s.content)).sum();
                    prop_assert!(columns <= usize::from(width.max(1)), "{row:?}");
                    prop_assert!(row.width() <= columns, "ratatui measures {row:?} otherwise");
                }
                let whole = ink(std::slice::from_ref(&line));
                if !ink(&rows).contains('…') {
                    prop_assert_eq!(ink(&rows), whole);
                }
            }
        }

        #[test]
        fn truncated_text_fits(text: String, width in 0..40usize) {
            let cut = truncate(&text, width);
            prop_assert!(super::width(&cut) <= width);
            prop_assert!(!cut.contains(char::is_control));
        }
    }
}
