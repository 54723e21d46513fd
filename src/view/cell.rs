//! How much one cell may hold: a letter with all its marks, but not with ten thousand.
//!
//! A terminal gets each cell as it is, again and again; no language writes more than this.

use ratatui::buffer::Cell;
use unicode_width::UnicodeWidthStr;

/// So many characters of one cell are drawn. Unicode's own bound for a letter's marks is 30 (UAX #15,
/// the stream-safe form).
const MOST: usize = 31;

/// Leaves the first characters of a cell that holds more than any language writes.
pub(super) fn bound(cell: &mut Cell) {
    // What is that long in bytes may be too long in characters.
    if cell.symbol().len() <= MOST {
        return;
    }
    let Some((end, _)) = cell.symbol().char_indices().nth(MOST) else { return };
    let (short, columns) = (&cell.symbol()[..end], cell.symbol().width());
    // It keeps its columns: where the rest would have others, they are empty.
    let short = if short.width() == columns { short.to_owned() } else { " ".repeat(columns) };
    cell.set_symbol(&short);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(symbol: &str, expect: &str) {
        let mut cell = Cell::default();
        cell.set_symbol(symbol);
        bound(&mut cell);
        assert_eq!(cell.symbol(), expect);
        assert_eq!(cell.symbol().width(), symbol.width());
    }

    #[test]
    fn what_languages_write_stays() {
        for symbol in ["a", "\u{65e5}", "a\u{323}\u{308}\u{301}", "\u{1f469}\u{200d}\u{1f467}"] {
            check(symbol, symbol);
        }
        let most = "a".to_owned() + &"\u{301}".repeat(30);
        check(&most, &most);
    }

    #[test]
    fn a_flood_of_marks_is_cut_and_keeps_its_columns() {
        let marked = |base: &str, n| base.to_owned() + &"\u{301}".repeat(n);
        check(&marked("a", 10_000), &marked("a", 30));
        check(&marked("\u{65e5}", 10_000), &marked("\u{65e5}", 30));
        let family = "\u{1f469}\u{200d}".repeat(1_000);
        let mut cell = Cell::default();
        cell.set_symbol(&family);
        bound(&mut cell);
        assert_eq!(cell.symbol().width(), family.width());
        assert!(cell.symbol().chars().count() <= MOST, "{:?}", cell.symbol());
    }
}
