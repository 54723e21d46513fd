//! Where things go: pure arithmetic on rectangles.

use ratatui::layout::Rect;

/// Smallest window that is drawn; a smaller one says so.
pub const SMALLEST: (u16, u16) = (30, 8);

/// From so many columns two panes stand side by side.
pub const WIDE: u16 = 100;

/// The window's parts: what a screen fills, a line for notices, and the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// What a screen fills.
    pub body: Rect,
    /// One line for notices; on a low window the footer's own.
    pub notice: Rect,
    /// One line of keys.
    pub footer: Rect,
}

/// Divides the window.
pub fn parts(window: Rect) -> Parts {
    let (rest, footer) = below(window, 1);
    if window.height >= 20 {
        let (body, notice) = below(rest, 1);
        return Parts { body, notice, footer };
    }
    Parts { body: rest, notice: footer, footer }
}

/// The lowest `rows` rows apart: what is above, and they.
pub fn below(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let above = Rect { height: area.height - rows, ..area };
    (above, Rect { y: area.y + above.height, height: rows, ..area })
}

/// The uppermost `rows` rows apart: they, and what is below.
pub fn above(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    below(area, area.height - rows)
}

/// The leftmost `columns` columns apart: they, and what is right of them.
pub fn left(area: Rect, columns: u16) -> (Rect, Rect) {
    let columns = columns.min(area.width);
    let right = Rect { x: area.x + columns, width: area.width - columns, ..area };
    (Rect { width: columns, ..area }, right)
}

/// A rectangle within another, smaller by so much on each side.
pub fn inset(area: Rect, columns: u16, rows: u16) -> Rect {
    let (columns, rows) = (columns.min(area.width / 2), rows.min(area.height / 2));
    Rect {
        x: area.x + columns,
        y: area.y + rows,
        width: area.width - 2 * columns,
        height: area.height - 2 * rows,
    }
}

/// A rectangle of this size in the middle of another.
pub fn middle(area: Rect, columns: u16, rows: u16) -> Rect {
    let (columns, rows) = (columns.min(area.width), rows.min(area.height));
    Rect {
        x: area.x + (area.width - columns) / 2,
        y: area.y + (area.height - rows) / 2,
        width: columns,
        height: rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_lie_within_the_window(w in 0u16..300, h in 0u16..100, n in 0u16..400) {
            let window = Rect::new(0, 0, w, h);
            let parts = parts(window);
            let (a, b) = above(window, n);
            let (c, d) = left(window, n);
            for part in [parts.body, parts.notice, parts.footer, a, b, c, d, inset(window, n, n), middle(window, n, n)] {
                prop_assert_eq!(window.intersection(part), part);
            }
            prop_assert_eq!((a.height + b.height, c.width + d.width), (h, w));
        }
    }
}
