//! Contrast, and what is told apart by more than colour.

use ratatui::style::{Color, Modifier, Style};

use super::*;

const OWN: [ThemeName; 3] = [ThemeName::Dusk, ThemeName::Paper, ThemeName::Contrast];

fn theme(chosen: ThemeName, colours: Colours) -> Theme {
    Theme::of(Look { chosen, colours, ascii: false })
}

/// How bright a colour is, as WCAG 2 says.
fn luminance(colour: Color) -> f64 {
    let (r, g, b) = match colour {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(index) => indexed::of(index),
        other => panic!("{other} depends on the terminal"),
    };
    let part = |part: u8| match f64::from(part) / 255.0 {
        part if part <= 0.04045 => part / 12.92,
        part => ((part + 0.055) / 1.055).powf(2.4),
    };
    0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
}

/// The contrast of a style, as WCAG 2 says: from 1 to 21.
fn contrast(style: Style) -> f64 {
    let [ink, ground] = [style.fg.unwrap(), style.bg.unwrap()].map(luminance);
    (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05)
}

#[test]
fn every_role_can_be_read_on_its_ground() {
    for name in OWN {
        for colours in [Colours::True, Colours::Indexed] {
            let theme = theme(name, colours);
            for (role, style) in theme.roles() {
                let least = match (role, name) {
                    ("border", ThemeName::Dusk | ThemeName::Paper) => 3.0,
                    (_, ThemeName::Contrast) => 7.0,
                    _ => 4.5,
                };
                let is = contrast(theme.text.patch(style));
                assert!(is >= least, "{name:?} {colours:?}: {role} {is:.2}, at least {least}");
            }
        }
    }
}

#[test]
fn contrast_is_counted_as_wcag_does() {
    let check = |ink, ground, expect: &str| {
        let style = Style::new().fg(Color::from_u32(ink)).bg(Color::from_u32(ground));
        assert_eq!(format!("{:.2}", contrast(style)), expect);
    };
    check(0xff_ff_ff, 0, "21.00");
    check(0x77_77_77, 0xff_ff_ff, "4.48");
    check(0x12_34_56, 0x12_34_56, "1.00");
}

#[test]
fn without_colour_nothing_is_coloured() {
    for (role, style) in theme(ThemeName::Dusk, Colours::None).roles() {
        assert_eq!((style.fg, style.bg), (None, None), "{role}");
    }
}

#[test]
fn the_terminals_own_theme_keeps_to_its_sixteen_colours() {
    for (role, style) in Theme::terminal().roles() {
        let own = |colour| matches!(colour, Color::Rgb(..) | Color::Indexed(_));
        assert!(!style.fg.is_some_and(own) && !style.bg.is_some_and(own), "{role}");
    }
    assert_eq!(theme(ThemeName::Paper, Colours::Sixteen), Theme::terminal());
}

/// What a colour tells apart, something else tells apart, too: weight, a line, a ground, or a glyph
/// or word beside it, which these do not need.
#[test]
fn what_has_no_word_beside_it_differs_by_more_than_colour() {
    let shape = |style: Style| {
        let ground = style.bg.is_some() || style.add_modifier.contains(Modifier::REVERSED);
        (style.add_modifier - Modifier::REVERSED, ground)
    };
    for name in ThemeName::ALL {
        let theme = theme(name, Colours::True);
        let apart = [
            ("selected row", theme.selected, Style::new()),
            ("selected row without the focus", theme.selected_dim, Style::new()),
            ("the two", theme.selected, theme.selected_dim),
            ("selected text", theme.selection, Style::new()),
            ("evidence walked to", theme.evidence_selected, theme.evidence),
            ("matched letters", theme.matched, Style::new()),
            ("hint and evidence", theme.evidence_partial, theme.evidence),
            ("trap and evidence", theme.evidence_trap, theme.evidence),
        ];
        for (what, one, other) in apart {
            assert_ne!(shape(one), shape(other), "{name:?}: {what}");
        }
    }
}

#[test]
fn texts_are_cut_with_the_themes_ellipsis() {
    let check = |ascii, width, expect: &str| {
        let theme = Theme { ascii, ..Theme::plain() };
        assert_eq!(theme.cut("one two", width), expect);
    };
    check(false, 5, "one…");
    check(true, 6, "one...");
    check(true, 5, "on...");
    check(true, 2, "..");
    check(true, 7, "one two");
    check(true, 0, "");
}
