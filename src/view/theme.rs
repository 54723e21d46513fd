//! What things look like, by the role they play. Screens name roles, never colours.
//!
//! The default keeps to the sixteen colours of the terminal, so that the user's palette rules.

mod indexed;
mod palette;
#[cfg(test)]
mod tests;

use ratatui::style::{Color, Modifier, Style};

use super::{markdown, wrap};
use crate::app::look::{Colours, Look};
use crate::domain::config::ThemeName;

/// A style for each role, and whether to draw in ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether only ASCII characters are drawn.
    pub ascii: bool,
    /// Text that plays no other role, and the ground that it stands on.
    pub text: Style,
    /// The program's own colour: titles, what has the focus.
    pub accent: Style,
    /// Secondary text.
    pub muted: Style,
    /// What matters in a line.
    pub strong: Style,
    /// Met, done, well.
    pub good: Style,
    /// Half-way.
    pub partial: Style,
    /// Trap, wrong, over time.
    pub bad: Style,
    /// The selected row of a list that has the focus.
    pub selected: Style,
    /// The selected row of a list that has not.
    pub selected_dim: Style,
    /// Letters that the filter matched.
    pub matched: Style,
    /// Words of the answer that earned a criterion.
    pub evidence: Style,
    /// Words that hint at one.
    pub evidence_partial: Style,
    /// Words that fell into a trap.
    pub evidence_trap: Style,
    /// Words of the row that is selected in the rubric.
    pub evidence_selected: Style,
    /// Frames.
    pub border: Style,
    /// The frame of what has the focus.
    pub border_focus: Style,
    /// Keys in the footer.
    pub key: Style,
    /// Code in Markdown.
    pub code: Style,
    /// Selected text in the editor.
    pub selection: Style,
}

impl Theme {
    /// The theme that a look comes to.
    pub fn of(look: Look) -> Self {
        let theme = match look.theme() {
            ThemeName::Terminal => Self::terminal(),
            ThemeName::Dusk => palette::DUSK.theme(),
            ThemeName::Paper => palette::PAPER.theme(),
            ThemeName::Contrast => palette::CONTRAST.theme(),
            ThemeName::Plain => Self::plain(),
        };
        let theme = if look.colours == Colours::Indexed { theme.indexed() } else { theme };
        Self { ascii: look.ascii, ..theme }
    }

    /// The sixteen colours of the terminal.
    pub const fn terminal() -> Self {
        let plain = Style::new();
        Self {
            ascii: false,
            text: plain,
            accent: plain.fg(Color::Cyan),
            muted: plain.add_modifier(Modifier::DIM),
            strong: plain.add_modifier(Modifier::BOLD),
            good: plain.fg(Color::Green),
            partial: plain.fg(Color::Yellow),
            bad: plain.fg(Color::Red),
            // Of the sixteen these two are far apart in every palette, on light grounds, too.
            selected: plain.fg(Color::Black).bg(Color::Cyan),
            selected_dim: plain.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            matched: plain.fg(Color::Yellow).add_modifier(Modifier::UNDERLINED),
            evidence: plain.fg(Color::Green),
            evidence_partial: plain.fg(Color::Yellow).add_modifier(Modifier::ITALIC),
            evidence_trap: plain.fg(Color::Red).add_modifier(Modifier::UNDERLINED),
            evidence_selected: plain.add_modifier(Modifier::REVERSED),
            border: plain.add_modifier(Modifier::DIM),
            border_focus: plain.fg(Color::Cyan),
            key: plain.fg(Color::Cyan),
            code: plain.fg(Color::Magenta),
            selection: plain.add_modifier(Modifier::REVERSED),
        }
    }

    /// No colours at all, for `NO_COLOR`: weight, underlines and reversal say it.
    pub const fn plain() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            ascii: false,
            text: plain,
            accent: bold,
            muted: plain.add_modifier(Modifier::DIM),
            strong: bold,
            good: plain,
            partial: plain,
            bad: bold,
            selected: plain.add_modifier(Modifier::REVERSED),
            selected_dim: plain.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            matched: plain.add_modifier(Modifier::UNDERLINED),
            evidence: plain.add_modifier(Modifier::UNDERLINED),
            evidence_partial: plain.add_modifier(Modifier::UNDERLINED.union(Modifier::DIM)),
            evidence_trap: plain.add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
            evidence_selected: plain.add_modifier(Modifier::REVERSED),
            border: plain.add_modifier(Modifier::DIM),
            border_focus: bold,
            key: bold,
            code: plain,
            selection: plain.add_modifier(Modifier::REVERSED),
        }
    }

    /// The roles that Markdown needs.
    pub const fn markdown(&self) -> markdown::Styles {
        markdown::Styles {
            text: Style::new(),
            strong: self.strong,
            emphasis: Style::new().add_modifier(Modifier::ITALIC),
            code: self.code,
            heading: self.strong,
            quote: self.muted,
            link: Style::new().add_modifier(Modifier::UNDERLINED),
            muted: self.muted,
            ascii: self.ascii,
        }
    }

    /// What stands where a text was cut.
    pub const fn ellipsis(&self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }

    /// The text, cut with an ellipsis where it would take more than `width` columns.
    pub fn cut(&self, text: &str, width: usize) -> String {
        wrap::cut(text, width, self.ellipsis())
    }

    /// Every style with the name of its role.
    pub const fn roles(&self) -> [(&'static str, Style); 19] {
        [
            ("text", self.text),
            ("accent", self.accent),
            ("muted", self.muted),
            ("strong", self.strong),
            ("good", self.good),
            ("partial", self.partial),
            ("bad", self.bad),
            ("selected", self.selected),
            ("selected_dim", self.selected_dim),
            ("matched", self.matched),
            ("evidence", self.evidence),
            ("evidence_partial", self.evidence_partial),
            ("evidence_trap", self.evidence_trap),
            ("evidence_selected", self.evidence_selected),
            ("border", self.border),
            ("border_focus", self.border_focus),
            ("key", self.key),
            ("code", self.code),
            ("selection", self.selection),
        ]
    }
}
