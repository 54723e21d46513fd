//! Text of a foreign program, made fit to be shown: one line, short, nothing in it that acts on a terminal.
//!
//! Does not know what it says.

use std::iter::Peekable;
use std::str::Chars;

use crate::domain::deck::parse::is_unsafe;

/// The text without escape sequences and control characters, white space in one piece, and cut where it
/// has more than so many characters.
pub(super) fn tidy(text: &str, longest: usize) -> String {
    let mut tidy = String::new();
    let (mut count, mut space) = (0, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => skip_escape(&mut chars),
            // The same in one character.
            '\u{9b}' => skip_sequence(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(&mut chars),
            c if c.is_whitespace() => space = true,
            c if is_unsafe(c) || is_invisible(c) => {}
            _ if count >= longest => return tidy + "…",
            c => {
                if space && !tidy.is_empty() {
                    tidy.push(' ');
                    count += 1;
                }
                space = false;
                tidy.push(c);
                count += 1;
            }
        }
    }
    tidy
}

/// Marks that turn the direction of text around, or hide what stands between them.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2060}'..='\u{2064}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// What belongs to an escape character.
fn skip_escape(chars: &mut Peekable<Chars<'_>>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            skip_sequence(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            chars.next();
            skip_string(chars);
        }
        Some(' '..='/') => {
            while chars.next_if(|c| matches!(c, ' '..='/')).is_some() {}
            chars.next_if(|c| matches!(c, '0'..='~'));
        }
        Some('0'..='~') => {
            chars.next();
        }
        _ => {}
    }
}

/// Parameters, and the letter that ends them.
fn skip_sequence(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    chars.next_if(|c| matches!(c, '@'..='~'));
}

/// A string up to its end: a bell, or a terminator in one character or two. One without an end before
/// the next begins is none, and stays to be read.
fn skip_string(chars: &mut Peekable<Chars<'_>>) {
    let mut ahead = chars.clone();
    while let Some(c) = ahead.next() {
        match c {
            '\u{7}' | '\u{9c}' => {
                *chars = ahead;
                return;
            }
            '\u{1b}' if ahead.next_if_eq(&'\\').is_some() => {
                *chars = ahead;
                return;
            }
            '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escape_sequences_are_gone_with_all_that_belongs_to_them() {
        let check = |text: &str, expect: &str| assert_eq!(tidy(text, 99), expect, "{text:?}");
        check("plain, é, 日本", "plain, é, 日本");
        check("\u{1b}[2J\u{1b}[31mred\u{1b}[0m\u{1b}[?1049l", "red");
        check("\u{1b}]52;c;aGk=\u{7}copied", "copied");
        check("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link");
        check("a\u{9b}2Jb\u{9d}52;c;x\u{9c}c\u{90}d\u{85}e", "abcd e");
        check("\u{1b}(0a\u{1b}Mb\u{1b}cd\u{1b}", "abd");
        check("\u{1b}]0;no end", "0;no end");
        check("\u{1b}[31", "");
        check("a\u{202e}b\u{2066}c\u{feff}d\u{200f}e\u{200b}f\u{7f}\u{0}g", "abcdefg");
    }

    #[test]
    fn it_is_one_line_and_short() {
        assert_eq!(tidy(" a\r\n\tb  \n\n c ", 99), "a b c");
        assert_eq!(tidy("日本語", 3), "日本語");
        assert_eq!(tidy("日本語", 2), "日本…");
        assert_eq!(tidy(&"x".repeat(1_000_000), 300).chars().count(), 301);
        assert_eq!(tidy("", 5), "");
        assert_eq!(tidy("\n", 5), "");
    }

    #[test]
    fn many_beginnings_without_an_end_take_no_time() {
        let text = "\u{9d}".repeat(200_000);
        assert_eq!(tidy(&text, 300), "");
    }

    proptest! {
        #[test]
        fn nothing_that_acts_on_a_terminal_is_left(text in "(\\PC|[\u{0}-\u{9f}\u{200b}-\u{206f}]){0,60}") {
            let tidy = tidy(&text, 30);
            prop_assert!(!tidy.contains(|c| is_unsafe(c) || c == '\n' || c == '\t'), "{tidy:?}");
            prop_assert!(tidy.chars().count() <= 32);
        }
    }
}
