//! Keys into the editor, and the text and cursor after them.

use super::*;
use proptest::prelude::*;

fn keys(script: &str) -> Editor {
    let mut editor = Editor::default();
    for word in script.split('|') {
        let select = word.starts_with('+');
        let to = |to| Edit::Move { to, select };
        let edit = match word.trim_start_matches('+') {
            "<left>" => to(Motion::Left),
            "<down>" => to(Motion::Down),
            "<pgdn>" => to(Motion::PageDown),
            "<right>" => to(Motion::Right),
            "<end>" => to(Motion::TextEnd),
            "<home>" => to(Motion::RowStart),
            "<wordleft>" => to(Motion::WordLeft),
            "<start>" => to(Motion::TextStart),
            "<bs>" => Edit::Backspace,
            "<del>" => Edit::Delete,
            "<delword>" => Edit::DeleteWordLeft,
            "<undo>" => Edit::Undo,
            "<redo>" => Edit::Redo,
            "<enter>" => Edit::Newline,
            "<all>" => Edit::SelectAll,
            "<cut>" => Edit::Cut,
            "<paste>" => Edit::Paste,
            text if text.starts_with("paste:") => Edit::Insert(clean(&text[6..])),
            text => {
                for c in text.chars() {
                    editor.apply(&Edit::Char(c));
                }
                continue;
            }
        };
        editor.apply(&edit);
    }
    editor
}

/// Keys, and the text after them.
fn check(script: &str, expect: &str) {
    assert_eq!(keys(script).text(), expect, "{script}");
}

#[test]
fn undo_takes_back_a_word_at_a_time() {
    check("one two three|<undo>", "one two ");
    check("one two three|<undo>|<undo>", "one ");
    check("one two three|<undo>|<undo>|<undo>|<undo>", "");
    check("one two|<undo>|<redo>", "one two");
}

#[test]
fn a_paste_is_one_step_and_holds_no_control_characters() {
    check("a |paste:b\r\nc\td\u{1b}[31me|<undo>", "a ");
    check("a |paste:b\r\nc\td\u{1b}[31me", "a b\nc    d[31me");
    check("paste:\u{202e}evil\u{202c}", "evil");
}

#[test]
fn deleting_takes_a_whole_grapheme() {
    check("paste:e\u{301}👨‍👩‍👧‍👦|<bs>", "e\u{301}");
    check("paste:e\u{301}👨‍👩‍👧‍👦|<bs>|<bs>", "");
    check("paste:🇩🇪x|<start>|<del>", "x");
}

#[test]
fn words_are_deleted_selected_and_moved_over() {
    check("one two|<delword>", "one ");
    check("one two|+<wordleft>|X", "one X");
    check("one two|<all>|<cut>|<paste>|<paste>", "one twoone two");
}

#[test]
fn the_end_of_the_text_is_behind_its_last_character() {
    for to in ["<end>", "<down>", "<down>|<down>", "<pgdn>", "<right>|<right>", "<end>|<down>"] {
        check(&format!("one|{to}|X"), "oneX");
        check(&format!("one|<start>|{to}|<end>|X"), "oneX");
        check(&format!("one|<enter>|two|{to}|X"), "one\ntwoX");
        check(&format!("one|<enter>|{to}|X"), "one\nX");
    }
    for text in ["", "a draft", "a\n", "a\nb"] {
        let mut editor = Editor::new(text);
        editor.apply(&Edit::Char('X'));
        assert_eq!(editor.text(), format!("{text}X"));
    }
}

#[test]
fn the_cursor_is_a_byte_offset() {
    let editor = keys("paste:é日x|<left>");
    assert_eq!(editor.cursor(), 5);
    let mut editor = keys("paste:ab\ncd");
    editor.go_to(3);
    assert_eq!(editor.cursor(), 3);
}

#[test]
fn more_than_fits_is_cut_at_a_grapheme() {
    let mut editor = Editor::default();
    editor.apply(&Edit::Insert("é".repeat(MAX_BYTES)));
    assert_eq!(editor.len(), MAX_BYTES);
    assert!(!editor.apply(&Edit::Char('x')));
}

proptest! {
    #[test]
    fn undoing_everything_gives_the_beginning(
        words in proptest::collection::vec("[a-z é日👍🏽\n]{0,6}", 0..12),
        undone in 0usize..4,
    ) {
        let mut editor = Editor::default();
        for (n, word) in words.iter().enumerate() {
            for c in word.chars() {
                editor.apply(&Edit::Char(c));
            }
            editor.apply(&[Edit::Backspace, Edit::DeleteWordLeft, Edit::Undo, Edit::Newline][(n + undone) % 4]);
        }
        for _ in 0..400 {
            editor.apply(&Edit::Undo);
        }
        prop_assert_eq!(editor.text(), "");
    }
}
