//! The ASCII mode: what the program drew, with its lines, marks, bars and typographic signs replaced,
//! column by column. Letters of any script stay as they are.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// What stands for a character of one column; none where it is to stay.
#[expect(clippy::match_same_arms, reason = "in the order of what they are")]
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        // Frames and rules.
        '─' | '━' | '╌' | '┄' | '═' => "-",
        '│' | '╎' | '┆' | '║' => "|",
        '\u{250c}'..='\u{254b}' | '\u{2552}'..='\u{2570}' => "+",
        // Marks.
        '●' | '◉' | '◆' | '•' | '★' | '✓' | '✔' => "*",
        '○' | '◇' | '☆' => "o",
        '◐' | '◑' | '≈' => "~",
        '▸' | '▶' | '›' | '→' | '⇒' => ">",
        '◂' | '◀' | '‹' | '←' => "<",
        '▴' | '▲' | '↑' => "^",
        '▾' | '▼' | '↓' => "v",
        '⚑' | '↻' | '✗' | '✘' | '⚠' => "!",
        '✎' => "/",
        '×' => "x",
        // Bars and shades.
        '░' | '▁'..='▃' | '▎'..='▏' => ".",
        '▒' | '▌'..='▍' => "+",
        '▓' | '█' | '▪' | '■' | '┃' | '▄'..='▇' | '▉'..='▋' => "#",
        // Signs.
        '·' | '–' | '—' | '‐' | '‑' | '−' => "-",
        '“' | '”' | '„' | '«' | '»' | '″' => "\"",
        '‘' | '’' | '‚' | '′' => "'",
        '…' => ".",
        '\u{a0}' | '\u{2007}' | '\u{202f}' => " ",
        // Whatever else of these kinds there is.
        '\u{2190}'..='\u{21ff}' => ">",
        '\u{2500}'..='\u{259f}' => "#",
        '\u{25a0}'..='\u{25ff}' => "*",
        _ => return None,
    })
}

/// Replaces what is not ASCII in what was drawn.
pub(super) fn replace(buffer: &mut Buffer) {
    for y in buffer.area.top()..buffer.area.bottom() {
        for x in buffer.area.left()..buffer.area.right() {
            let Some(cell) = buffer.cell_mut((x, y)) else { continue };
            let symbol = cell.symbol();
            if symbol.is_ascii() || symbol.width() != 1 {
                continue;
            }
            let Some(c) = symbol.chars().next() else { continue };
            let Some(instead) = plain(c) else { continue };
            cell.set_symbol(instead);
            if c == '…' {
                widen(buffer, x, y);
            }
        }
    }
}

/// A dot that was an ellipsis: three of them where two blanks are free behind it, and one more that
/// keeps it from what follows.
fn widen(buffer: &mut Buffer, x: u16, y: u16) {
    let right = buffer.area.right();
    let blank = |x: u16| buffer.cell((x, y)).is_none_or(|cell| cell.symbol() == " ");
    if x + 2 < right && (1..=3).all(|n| blank(x + n)) {
        for n in 1..=2 {
            if let Some(cell) = buffer.cell_mut((x + n, y)) {
                cell.set_symbol(".");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(drawn: &str, expect: &str) {
        let mut buffer = Buffer::with_lines([drawn]);
        replace(&mut buffer);
        let mut covered = 0;
        let mut shown = String::new();
        for cell in &buffer.content {
            // The second half of a wide character holds nothing of its own.
            if covered == 0 {
                shown += cell.symbol();
                covered = cell.symbol().width();
            }
            covered = covered.saturating_sub(1);
        }
        assert_eq!(shown.trim_end(), expect);
    }

    #[test]
    fn lines_marks_and_signs_have_a_neighbour_in_ascii() {
        check("╭─ a ─╮ │┃ ├┼┤ ╰╯", "+- a -+ |# +++ ++");
        check("● ◐ ○ ▸ ↻ ⚑ ✎ ×2 →", "* ~ o > ! ! / x2 >");
        check("“a” – ‘b’ · c—d", "\"a\" - 'b' - c-d");
        check("▓▓░ █▄▁", "##. ##.");
    }

    #[test]
    fn letters_of_any_script_stay() {
        check("é ß 日本 привет", "é ß 日本 привет");
    }

    #[test]
    fn an_ellipsis_takes_the_room_that_is_free() {
        check("and so…    x", "and so...  x");
        check("and so… x", "and so. x");
        check("and so…│", "and so.|");
        check("and…   ", "and...");
    }
}
