//! Plots out of text: bars and columns, as rows of characters that every font has.
//!
//! Every plot has a form in ASCII too. Knows nothing about what is plotted.

/// Parts of a cell, from nothing to all of it, from below.
const HEIGHTS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Parts of a cell, from nothing to all of it, from the left.
const WIDTHS: [&str; 9] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// A bar from the left that fills `share` (0 to 1) of `columns`, and spaces behind it.
pub fn bar(share: f64, columns: usize, ascii: bool) -> String {
    let eighths = (share.clamp(0.0, 1.0) * columns as f64 * 8.0).round() as usize;
    (0..columns).map(|n| part(eighths, n, &WIDTHS, ascii)).collect()
}

/// Columns side by side, the uppermost row first; each value is a share (0 to 1) of the height, and
/// `wide` cells of which the last one stays blank where there are more than two.
pub fn columns(shares: &[f64], rows: usize, wide: usize, ascii: bool) -> Vec<String> {
    let row = |from_below: usize| {
        let cell = |share: &f64| {
            let eighths = (share.clamp(0.0, 1.0) * rows as f64 * 8.0).round() as usize;
            // Something is never drawn as nothing.
            let eighths = if *share > 0.0 { eighths.max(1) } else { 0 };
            let inked = if wide > 2 { wide - 1 } else { wide };
            let ink = part(eighths, from_below, &HEIGHTS, ascii).repeat(inked);
            format!("{ink}{}", " ".repeat(wide - inked))
        };
        shares.iter().map(cell).collect::<String>()
    };
    (0..rows).rev().map(row).collect()
}

fn part(eighths: usize, cell: usize, glyphs: &[&'static str; 9], ascii: bool) -> &'static str {
    let here = eighths.saturating_sub(cell * 8).min(8);
    match (ascii, here) {
        (false, here) => glyphs[here],
        (true, 0) => " ",
        (true, _) => "#",
    }
}

/// A series as columns, laid out in so many cells across.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The figures that are drawn: the given ones, or means of neighbours.
    pub drawn: Vec<f64>,
    /// How many of the given ones are drawn as one.
    pub together: usize,
    /// Cells of each.
    pub wide: usize,
}

/// The widest column of a series, the blank cell behind it included.
const WIDEST: usize = 6;

impl Series {
    /// Each figure by itself where there is a cell for each.
    pub fn of(values: &[f64], across: usize) -> Self {
        let across = across.max(1);
        let together = values.len().div_ceil(across).max(1);
        let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len().max(1) as f64;
        let drawn: Vec<f64> = values.chunks(together).map(mean).collect();
        let wide = (across / drawn.len().max(1)).clamp(1, WIDEST);
        Self { drawn, together, wide }
    }

    /// Cells across that are used.
    pub fn across(&self) -> usize {
        self.drawn.len() * self.wide
    }

    /// The rows from 0 to `top`; a dotted line lies at `at`, behind the columns.
    pub fn rows(&self, rows: usize, top: f64, at: Option<f64>, ascii: bool) -> Vec<String> {
        let shares: Vec<f64> = self.drawn.iter().map(|value| value / top).collect();
        let mut drawn = columns(&shares, rows, self.wide, ascii);
        if let Some(row) = at.and_then(|at| drawn.get_mut(row_of(at / top, rows))) {
            *row = row.replace(' ', if ascii { "-" } else { "╌" });
        }
        drawn
    }
}

/// The row, from above, in which a share of the height ends.
pub fn row_of(share: f64, rows: usize) -> usize {
    let from_below = (share.clamp(0.0, 1.0) * rows as f64).ceil() as usize;
    rows.saturating_sub(from_below.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_its_share_and_no_more() {
        let check = |share, expect: &str| assert_eq!(bar(share, 4, false), expect);
        check(0.0, "    ");
        check(0.5, "██  ");
        check(0.66, "██▋ ");
        check(1.0, "████");
        check(9.0, "████");
        assert_eq!(bar(0.66, 4, true), "### ");
    }

    #[test]
    fn columns_grow_from_below_and_something_is_never_nothing() {
        assert_eq!(columns(&[0.0, 0.001, 0.75, 1.0], 2, 1, false), ["  ▄█", " ▁██"]);
        assert_eq!(columns(&[1.0, 0.5], 1, 3, false), ["██ ▄▄ "]);
        assert_eq!(columns(&[1.0, 0.0], 1, 2, true), ["##  "]);
    }

    #[test]
    fn a_series_is_as_wide_as_its_figures_and_thinned_where_they_are_too_many() {
        let check = |count: u32, expect: (usize, usize, usize)| {
            let values: Vec<f64> = (0..count).map(f64::from).collect();
            let series = Series::of(&values, 10);
            assert_eq!((series.drawn.len(), series.together, series.wide), expect, "{count}");
        };
        check(0, (0, 1, 6));
        check(1, (1, 1, 6));
        check(3, (3, 1, 3));
        check(10, (10, 1, 1));
        check(11, (6, 2, 1));
        check(95, (10, 10, 1));
        assert_eq!(Series::of(&[1.0, 3.0, 5.0], 2).drawn, [2.0, 5.0]);
        assert_eq!(Series::of(&[1.0], 0).across(), 1);
    }

    #[test]
    fn a_dotted_line_lies_behind_the_columns() {
        let series = Series::of(&[50.0, 150.0], 2);
        assert_eq!(series.rows(3, 150.0, Some(100.0), false), [" █", "╌█", "██"]);
        assert_eq!(series.rows(3, 150.0, None, true), [" #", " #", "##"]);
        assert_eq!(series.rows(0, 150.0, Some(100.0), false), Vec::<String>::new());
    }

    #[test]
    fn a_share_ends_in_the_row_that_holds_its_upper_edge() {
        let check = |share, row| assert_eq!(row_of(share, 4), row, "{share}");
        check(0.0, 3);
        check(0.25, 3);
        check(0.26, 2);
        check(1.0, 0);
        check(7.0, 0);
        assert_eq!(row_of(0.5, 0), 0);
    }
}
