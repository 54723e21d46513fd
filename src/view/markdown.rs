//! Turns Markdown into styled lines that fit a width.
//!
//! Knows nothing of where they are drawn, chooses no colours and follows no links. Any text is
//! Markdown: nothing is refused, and what has no place in a terminal (HTML, for one) is shown as
//! it was written.

mod page;
mod table;
#[cfg(test)]
mod tests;
mod writer;

use pulldown_cmark::{Options, Parser};
use ratatui::style::Style;
use ratatui::text::Line;

use writer::Writer;

/// How the parts of a text look; each is laid over what it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Styles {
    /// Everything that is nothing else.
    pub text: Style,
    /// `**strong**`, and the head of a table.
    pub strong: Style,
    /// `*emphasis*`.
    pub emphasis: Style,
    /// Code, inline and in blocks.
    pub code: Style,
    /// Headings of all levels.
    pub heading: Style,
    /// The text of a block quote.
    pub quote: Style,
    /// The text of a link.
    pub link: Style,
    /// What was not written as text: bullets, numbers, bars, rules, and the address of a link.
    pub muted: Style,
    /// Draw bullets, bars and rules in ASCII.
    pub ascii: bool,
}

/// The text as lines of at most `width` columns (0 counts as 1), without a blank line at either end.
///
/// Blocks stand one blank line apart, the items of a list only where the list was written so.
/// Indentation takes at most half the width: what is nested deeper is no further indented.
pub fn render(markdown: &str, width: u16, styles: &Styles) -> Vec<Line<'static>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer::new(width, styles);
    for event in Parser::new_ext(markdown, options) {
        writer.event(event);
    }
    writer.finish()
}
