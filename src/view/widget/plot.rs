//! Plots out of text: bars, columns and lines, as rows of characters.
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

/// A field of dots, two by four in each cell.
#[derive(Clone, Debug)]
pub struct Dots {
    columns: usize,
    cells: Vec<u8>,
    marks: Vec<Option<char>>,
    ascii: bool,
}

impl Dots {
    /// An empty field of so many cells.
    pub fn new(columns: usize, rows: usize, ascii: bool) -> Self {
        let cells = columns * rows;
        Self { columns, cells: vec![0; cells], marks: vec![None; cells], ascii }
    }

    /// Dots across and dots down.
    pub fn size(&self) -> (usize, usize) {
        (self.columns * 2, self.cells.len().checked_div(self.columns).unwrap_or(0) * 4)
    }

    /// Sets a dot, counted from the upper left.
    pub fn dot(&mut self, x: usize, y: usize) {
        // Bits of the braille block: dots 1 2 3 7 on the left, 4 5 6 8 on the right.
        const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
        if x < self.columns * 2
            && let Some(cell) = self.cells.get_mut(y / 4 * self.columns + x / 2)
        {
            *cell |= BITS[x % 2][y % 4];
        }
    }

    /// A line from dot to dot.
    pub fn line(&mut self, from: (usize, usize), to: (usize, usize)) {
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1)).max(1);
        let between = |a: usize, b: usize, n: usize| {
            let share = n as f64 / steps as f64;
            (a as f64 + (b as f64 - a as f64) * share).round() as usize
        };
        for n in 0..=steps {
            self.dot(between(from.0, to.0, n), between(from.1, to.1, n));
        }
    }

    /// Puts a character over the cell of a dot.
    pub fn mark(&mut self, x: usize, y: usize, mark: char) {
        if x < self.columns * 2
            && let Some(cell) = self.marks.get_mut(y / 4 * self.columns + x / 2)
        {
            *cell = Some(mark);
        }
    }

    /// The rows as text.
    pub fn rows(&self) -> Vec<String> {
        let cell = |(dots, mark): (&u8, &Option<char>)| match (mark, dots) {
            (Some(mark), _) => *mark,
            (None, 0) => ' ',
            (None, _) if self.ascii => '.',
            (None, dots) => char::from_u32(0x2800 + u32::from(*dots)).unwrap_or(' '),
        };
        let columns = self.columns.max(1);
        let rows = self.cells.chunks(columns).zip(self.marks.chunks(columns));
        rows.map(|(dots, marks)| dots.iter().zip(marks).map(cell).collect()).collect()
    }
}

/// A series as a line: each figure from 0 to `max` has its place and its mark of `marks`, and a dotted
/// line lies at `at`. Of more figures than half the cells across, neighbours are drawn as their mean.
pub fn series(
    values: &[f64],
    marks: &[char],
    max: f64,
    at: Option<f64>,
    size: (usize, usize),
    ascii: bool,
) -> Vec<String> {
    let mut dots = Dots::new(size.0, size.1, ascii);
    let (across, down) = dots.size();
    if across == 0 || down == 0 {
        return dots.rows();
    }
    let height = |value: f64| {
        let share = (value / max).clamp(0.0, 1.0);
        ((1.0 - share) * (down - 1) as f64).round() as usize
    };
    if let Some(at) = at {
        for x in (0..across).step_by(4) {
            dots.dot(x, height(at));
        }
    }
    let drawn = thinned(values, size.0);
    let place = |n: usize| match drawn.len() {
        0 | 1 => 0,
        count => n * (across - 1) / (count - 1),
    };
    let points: Vec<_> = drawn.iter().enumerate().map(|(n, v)| (place(n), height(*v))).collect();
    for pair in points.windows(2) {
        dots.line(pair[0], pair[1]);
    }
    if drawn.len() == values.len() {
        for ((x, y), mark) in points.iter().zip(marks) {
            dots.mark(*x, *y, *mark);
        }
    }
    dots.rows()
}

/// How many figures are drawn as one in so many cells across: where every one has two cells, each by
/// itself.
pub fn together(figures: usize, columns: usize) -> usize {
    figures.div_ceil(columns.div_ceil(2).max(1)).max(1)
}

/// The means of as many neighbours as are drawn as one; the last of them may be fewer.
fn thinned(values: &[f64], columns: usize) -> Vec<f64> {
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len().max(1) as f64;
    values.chunks(together(values.len(), columns)).map(mean).collect()
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
    fn dots_lie_two_by_four_in_a_cell() {
        let mut dots = Dots::new(2, 1, false);
        dots.dot(0, 0);
        dots.dot(3, 3);
        dots.dot(9, 9);
        assert_eq!(dots.rows(), ["⠁⢀"]);
        dots.line((0, 0), (3, 3));
        assert_eq!(dots.rows(), ["⠑⢄"]);
        dots.mark(0, 0, '●');
        assert_eq!(dots.rows(), ["●⢄"]);
    }

    #[test]
    fn a_series_reaches_from_edge_to_edge() {
        let series =
            |values: &[f64], marks: &[char]| series(values, marks, 100.0, None, (4, 1), false);
        assert_eq!(series(&[0.0, 100.0], &['o', 'x']), ["o⠤⠒x"]);
        assert_eq!((together(2, 4), together(3, 4), together(9, 4)), (1, 2, 5));
        assert_eq!(series(&[], &[]), ["    "]);
        assert_eq!(series(&[100.0], &['o']), ["o   "]);
        let many: Vec<f64> = (0..1_000).map(|n| f64::from(n) / 10.0).collect();
        assert_eq!(series(&many, &[]), ["⠤⠤⠒⠒"]);
    }

    #[test]
    fn no_size_is_too_small() {
        for size in [(0, 0), (0, 3), (1, 0), (1, 1)] {
            let rows = series(&[1.0, 2.0, 3.0], &['a'; 3], 3.0, Some(2.0), size, false);
            assert!(rows.iter().all(|row| row.chars().count() == size.0), "{rows:?}");
        }
    }
}
