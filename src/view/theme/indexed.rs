//! A theme in the 240 colours that are the same on every terminal with 256, for those that show no
//! more. (The first sixteen are the user's own.)

use ratatui::style::{Color, Style};

use super::Theme;

/// Steps of the cube of colours.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Theme {
    /// The same theme in the nearest of those colours.
    pub(super) fn indexed(self) -> Self {
        Self {
            ascii: self.ascii,
            text: style(self.text),
            accent: style(self.accent),
            muted: style(self.muted),
            strong: style(self.strong),
            good: style(self.good),
            partial: style(self.partial),
            bad: style(self.bad),
            selected: style(self.selected),
            selected_dim: style(self.selected_dim),
            matched: style(self.matched),
            evidence: style(self.evidence),
            evidence_partial: style(self.evidence_partial),
            evidence_trap: style(self.evidence_trap),
            evidence_selected: style(self.evidence_selected),
            border: style(self.border),
            border_focus: style(self.border_focus),
            key: style(self.key),
            code: style(self.code),
            selection: style(self.selection),
        }
    }
}

fn style(style: Style) -> Style {
    Style { fg: style.fg.map(colour), bg: style.bg.map(colour), ..style }
}

fn colour(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else { return colour };
    let far = |index: &u8| {
        let other = of(*index);
        let part = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        part(red, other.0) + part(green, other.1) + part(blue, other.2)
    };
    Color::Indexed((16..=255).min_by_key(far).unwrap_or(16))
}

/// Red, green and blue of a colour from 16 on.
pub(super) const fn of(index: u8) -> (u8, u8, u8) {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let n = index.saturating_sub(16) as usize;
    (STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6])
}
