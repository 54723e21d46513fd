//! The themes that bring colours of their own. Their contrast is held by a test.

use ratatui::style::{Color, Modifier, Style};

use super::Theme;

/// The colours of a theme, as `0xrrggbb`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    ground: u32,
    text: u32,
    strong: u32,
    muted: u32,
    accent: u32,
    good: u32,
    partial: u32,
    bad: u32,
    code: u32,
    border: u32,
    /// The ground of a selected row.
    bar: u32,
    /// The ground of selected text.
    select: u32,
}

/// Dark.
pub(super) const DUSK: Palette = Palette {
    ground: 0x17_1a_21,
    text: 0xd3_d7_de,
    strong: 0xf2_f4_f8,
    muted: 0x99_a1_b0,
    accent: 0x7c_c7_d9,
    good: 0x93_cf_8b,
    partial: 0xe3_c3_72,
    bad: 0xf0_8c_8c,
    code: 0xcb_a6_e8,
    border: 0x6a_73_85,
    bar: 0x2b_35_45,
    select: 0x3a_4a_63,
};

/// Light.
pub(super) const PAPER: Palette = Palette {
    ground: 0xfa_f7_f0,
    text: 0x2e_2c_28,
    strong: 0x11_10_0e,
    muted: 0x63_5f_56,
    accent: 0x0b_60_70,
    good: 0x2a_65_1d,
    partial: 0x6e_48_00,
    bad: 0xa8_1f_1f,
    code: 0x6f_2f_8a,
    border: 0x8b_85_76,
    bar: 0xe4_dd_cc,
    select: 0xcf_df_e4,
};

/// As much contrast as there is.
pub(super) const CONTRAST: Palette = Palette {
    ground: 0x00_00_00,
    text: 0xff_ff_ff,
    strong: 0xff_ff_ff,
    muted: 0xd6_d6_d6,
    accent: 0x5f_ff_ff,
    good: 0x7c_ff_7c,
    partial: 0xff_ff_5f,
    bad: 0xff_9f_9f,
    code: 0xff_c0_ff,
    border: 0xb0_b0_b0,
    bar: 0x00_30_70,
    select: 0x00_30_70,
};

impl Palette {
    /// The styles that the colours come to.
    pub(super) const fn theme(&self) -> Theme {
        let strong = Style::new().add_modifier(Modifier::BOLD);
        let accent = ink(self.accent);
        Theme {
            ascii: false,
            text: ink(self.text).bg(rgb(self.ground)),
            accent,
            muted: ink(self.muted),
            strong,
            good: ink(self.good),
            partial: ink(self.partial),
            bad: ink(self.bad),
            selected: ink(self.strong).bg(rgb(self.bar)).add_modifier(Modifier::BOLD),
            selected_dim: strong.add_modifier(Modifier::UNDERLINED),
            matched: ink(self.partial).add_modifier(Modifier::UNDERLINED),
            evidence: ink(self.good),
            evidence_partial: ink(self.partial).add_modifier(Modifier::ITALIC),
            evidence_trap: ink(self.bad).add_modifier(Modifier::UNDERLINED),
            evidence_selected: ink(self.ground).bg(rgb(self.accent)),
            border: ink(self.border),
            border_focus: accent,
            key: accent,
            code: ink(self.code),
            selection: ink(self.strong).bg(rgb(self.select)),
        }
    }
}

const fn ink(colour: u32) -> Style {
    Style::new().fg(rgb(colour))
}

const fn rgb(colour: u32) -> Color {
    Color::from_u32(colour)
}
