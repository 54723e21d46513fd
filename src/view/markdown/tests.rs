//! What each kind of Markdown looks like, and that no input is too strange or too slow.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use ratatui::style::Stylize;

use super::*;
use crate::view::wrap;

fn plain(markdown: &str, width: u16, ascii: bool) -> Vec<String> {
    let styles = Styles { ascii, ..Styles::default() };
    render(markdown, width, &styles).iter().map(ToString::to_string).collect()
}

fn check(markdown: &str, width: u16, expect: &[&str]) {
    assert_eq!(plain(markdown, width, false), expect, "{markdown:?} at {width}");
}

fn check_ascii(markdown: &str, width: u16, expect: &[&str]) {
    assert_eq!(plain(markdown, width, true), expect, "{markdown:?} at {width}");
}

#[test]
fn paragraphs_stand_one_blank_line_apart() {
    check("", 20, &[]);
    check("\n\n \n", 20, &[]);
    check("one\n\n\n\ntwo\n\n", 20, &["one", "", "two"]);
    check("# Head\ntext", 20, &["Head", "", "text"]);
}

#[test]
fn soft_breaks_are_spaces_and_hard_breaks_lines() {
    check("one\ntwo", 20, &["one two"]);
    check("one\\\ntwo  \nthree", 20, &["one", "two", "three"]);
    check("one two three", 8, &["one two", "three"]);
}

#[test]
fn lists_nest_and_hang() {
    check("- one two\n- three", 6, &["• one", "  two", "• thre", "  e"]);
    check("- a\n  - b\n    - c\n- d", 20, &["• a", "  • b", "    • c", "• d"]);
    check("8. a\n9. b\n10. c d", 5, &["8. a", "9. b", "10. c", "d"]);
    check("9. a\n10. b c d", 8, &["9. a", "10. b c", "    d"]);
    check("- - a\n  - b", 20, &["• • a", "  • b"]);
    check("-\n- a", 20, &["•", "• a"]);
    check_ascii("* a\n  * b", 20, &["- a", "  - b"]);
    check("- [ ] a\n- [x] b", 20, &["• [ ] a", "• [x] b"]);
}

#[test]
fn lists_are_as_loose_as_they_were_written() {
    check("a\n\n- b\n- c\n\nd", 20, &["a", "", "• b", "• c", "", "d"]);
    check("a\n- b", 20, &["a", "", "• b"]);
    check("- a\n\n- b", 20, &["• a", "", "• b"]);
    check("- a\n\n  b\n- c", 20, &["• a", "", "  b", "", "• c"]);
    check("- > a\n- > b", 20, &["• │ a", "• │ b"]);
    check("1. a\n   ```\n   b\n   ```\n2. c", 20, &["1. a", "     b", "2. c"]);
}

#[test]
fn quotes_have_a_bar() {
    check("> a b\n> c\n\nd", 5, &["│ a b", "│ c", "", "d"]);
    check("> a\n>\n> b\n\nc", 20, &["│ a", "│", "│ b", "", "c"]);
    check("> a\n> > b", 20, &["│ a", "│", "│ │ b"]);
    check("> - a\n>   b\n> - c", 20, &["│ • a b", "│ • c"]);
    check_ascii("> a", 20, &["| a"]);
}

#[test]
fn code_is_folded_and_keeps_its_spaces() {
    check("a `b  c` d", 20, &["a b  c d"]);
    check(
        "```rust\nif a {\n\n    b(c, d)\n}\n```",
        10,
        &["  if a {", "", "      b(c,", "   d)", "  }"],
    );
    check("a\n\n```\n\n\n```\n\nb", 20, &["a", "", "b"]);
    check("```\n\ta\n```", 20, &["      a"]);
}

#[test]
fn links_show_their_address_unless_it_is_their_text() {
    check("[a](https://b.example)", 40, &["a (https://b.example)"]);
    check("<https://b.example> <me@b.example>", 40, &["https://b.example me@b.example"]);
    check("[a](<>) [](b)", 40, &["a b"]);
    check("[a *b*][r]\n\n[r]: c 'title'", 40, &["a b (c)"]);
    check("[a][missing]", 40, &["[a][missing]"]);
}

#[test]
fn images_are_their_alternative_text() {
    check("see ![a *graph*](g.png).", 40, &["see a graph."]);
    check("[![a](g.png)](b)", 40, &["a (b)"]);
    check("![](g.png)\n\na", 40, &["a"]);
}

#[test]
fn html_is_shown_as_it_was_written() {
    check("a <b>c</b>", 20, &["a <b>c</b>"]);
    check("<div>\n  a\n</div>\n\nb", 20, &["<div>", "  a", "</div>", "", "b"]);
}

#[test]
fn rules_fill_the_width() {
    check("a\n\n---\n\nb", 5, &["a", "", "─────", "", "b"]);
    check_ascii("> ***", 5, &["| ---"]);
}

const PEERS: &str = "| Name | Cost |\n| :-- | --: |\n| first peer | 5 |\n| b | 1,200 |";

#[test]
fn tables_align_their_columns() {
    check(
        PEERS,
        30,
        &["Name       │  Cost", "───────────┼──────", "first peer │     5", "b          │ 1,200"],
    );
    check_ascii("|a|b|\n|:-:|-|\n|ccc||", 30, &[" a  | b", "----+--", "ccc |"]);
    check("|a|\n|-|", 30, &["a", "─"]);
    check("|a|b|\n|-|-|\n|`x\\|y`|**z**|", 30, &["a   │ b", "────┼──", "x|y │ z"]);
}

#[test]
fn tables_wrap_their_cells_where_they_must() {
    check(
        PEERS,
        15,
        &[
            "Name    │  Cost",
            "────────┼──────",
            "first   │     5",
            "peer    │",
            "────────┼──────",
            "b       │ 1,200",
        ],
    );
}

#[test]
fn tables_too_narrow_for_their_words_become_records() {
    check(PEERS, 11, &["Name: first", "  peer", "Cost: 5", "", "Name: b", "Cost: 1,200"]);
    check("|||\n|-|-|\n|abcdef|ghijkl|\n||", 9, &["abcdef", "ghijkl"]);
    check("|abcdef|ghijkl|\n|-|-|", 9, &["abcdef", "ghijkl"]);
}

#[test]
fn what_is_nested_too_deep_is_no_further_indented() {
    check("> > > > a b", 8, &["│ │ a b"]);
    check("- - - a", 5, &["• • •", "  a"]);
    check("1. a\n\n   b", 4, &["1. a", "", "b"]);
}

#[test]
fn control_characters_never_come_through() {
    check("a\u{1b}[31mb&#27;c\u{9b}\td\u{7f}", 40, &["a[31mbc d"]);
    check("```\n\u{1b}\n```", 40, &[]);
    check("[a](<b\u{1b}c>)\n\n    x\u{7}", 40, &["a (bc)", "", "  x"]);
}

#[test]
fn styles_are_laid_over_one_another() {
    let styles = Styles {
        text: Style::new().white(),
        strong: Style::new().bold(),
        emphasis: Style::new().italic(),
        code: Style::new().cyan(),
        heading: Style::new().yellow().bold(),
        quote: Style::new().green(),
        link: Style::new().underlined(),
        muted: Style::new().dark_gray(),
        ascii: false,
    };
    let check = |markdown, expect: Line<'static>| {
        assert_eq!(render(markdown, 40, &styles), [expect], "{markdown}");
    };
    check(
        "a **b *c***",
        Line::from(vec!["a ".white(), "b ".white().bold(), "c".white().bold().italic()]),
    );
    check("# a `b`", Line::from(vec!["a ".yellow().bold(), "b".cyan().bold()]));
    check("> a", Line::from(vec!["│ ".dark_gray(), "a".green()]));
    check("- ~~a~~", Line::from(vec!["• ".dark_gray(), "a".white().crossed_out()]));
    check(
        "**[a](b)** c",
        Line::from(vec!["a".white().bold().underlined(), " (b)".dark_gray().bold(), " c".white()]),
    );
}

#[test]
fn hostile_input_takes_no_time() {
    let nested: String = (0..400).map(|n| " ".repeat(2 * n) + "- a\n").collect();
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(5000), "-|".repeat(5000), "|b\n".repeat(5000));
    let head = format!("|{}|b|\n|-|-|\n{}", "a".repeat(50_000), "|b|c|\n".repeat(10_000));
    let links = format!("[a]: <{}>\n\n{}", "b".repeat(10_000), "[a] ".repeat(20_000));
    let mut inputs = vec![nested, wide, head, links];
    for piece in [
        ">", "> ", "*", "_", "[", "![", "]", "(", "[a](", "`", "```\n", "<", "<a ", "<!--", "&",
        "#", "\\", "|", "~", "+ ", "- ", "1. ", "*a ", "**a*b", "a\n", ">\n", "- a\n\n", "\t",
        "\u{301}",
    ] {
        let repeated = piece.repeat(100_000 / piece.len());
        inputs.extend([repeated.clone() + "a", repeated]);
    }
    for input in inputs {
        let took = || {
            let start = Instant::now();
            render(&input, 40, &Styles::default());
            start.elapsed()
        };
        // A busy machine may take its time once.
        let is_quick = (0..3).any(|_| took() < Duration::from_secs(1));
        assert!(is_quick, "{}", input.chars().take(20).collect::<String>());
    }
}

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[>*_`#|~<&!\\[\\]() \n\t+-]{1,6}",
        "[a-c1.日❤\u{fe0f}\u{301}\u{1b} ]{1,8}",
        prop::sample::select(vec![
            "\n\n",
            "\n- ",
            "\n  - ",
            "\n1. ",
            "\n> ",
            "\n```\n",
            "\n| a | b |\n|-|:-:|\n| ",
            "](u)",
            "&#10;",
            "<b>",
            "\n---\n",
            "\\\n",
            "    ",
        ])
        .prop_map(String::from),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn anything_renders_within_the_width(markdown in markdown(), width in 0..=200u16, ascii: bool) {
        let lines = render(&markdown, width, &Styles { ascii, ..Styles::default() });
        for line in &lines {
            let columns: usize = line.spans.iter().map(|span| wrap::width(&span.content)).sum();
            prop_assert!(columns <= usize::from(width.max(1)), "{line:?}");
            prop_assert!(!line.to_string().contains(char::is_control), "{line:?}");
        }
        for end in [lines.first(), lines.last()].into_iter().flatten() {
            prop_assert!(!end.to_string().trim().is_empty(), "{lines:?}");
        }
    }
}
