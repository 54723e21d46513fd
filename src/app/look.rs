//! What the program is to look like: a choice, and what the terminal can show of it.
//!
//! Knows no colours: the view makes styles of it.

use crate::domain::config::{Config, ThemeName};

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// None are wanted.
    None,
    /// Sixteen, as its user set them.
    Sixteen,
    /// Those and 240 that are the same everywhere.
    Indexed,
    /// Every one.
    #[default]
    True,
}

/// What the program is to look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The theme that was asked for.
    pub chosen: ThemeName,
    /// Whether it draws with ASCII characters only.
    pub ascii: bool,
    /// What the terminal can show.
    pub colours: Colours,
}

impl Look {
    /// What the settings ask for, on a terminal with these colours.
    pub const fn of(config: &Config, colours: Colours) -> Self {
        Self { chosen: config.theme, ascii: config.ascii, colours }
    }

    /// The theme that is shown: the one asked for, where the terminal can show it.
    pub const fn theme(self) -> ThemeName {
        match (self.colours, self.chosen) {
            (Colours::None, _) | (Colours::Sixteen, ThemeName::Plain) => ThemeName::Plain,
            (Colours::Sixteen, _) => ThemeName::Terminal,
            (_, chosen) => chosen,
        }
    }

    /// Why another theme is shown than the one asked for.
    pub fn instead(self) -> Option<&'static str> {
        (self.theme() != self.chosen).then_some(match self.colours {
            Colours::None => "colours are off (NO_COLOR or --color never)",
            _ => "this terminal shows sixteen colours only (COLORTERM and TERM say so)",
        })
    }

    /// Goes to the next theme that the terminal can show, and says which.
    pub fn walk(&mut self) -> String {
        if self.colours == Colours::None {
            return "No themes to choose from: colours are off (NO_COLOR or --color never)"
                .to_owned();
        }
        let before = self.theme();
        self.chosen = before.next();
        while self.instead().is_some() {
            self.chosen = self.chosen.next();
        }
        let keep = format!("theme = \"{}\" in config.toml keeps it", self.chosen.word());
        format!("Theme: {} · {keep}", self.chosen.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_shown_where_the_terminal_can() {
        let check = |colours, chosen, shown| {
            let look = Look { chosen, colours, ascii: false };
            assert_eq!((look.theme(), look.instead().is_none()), (shown, chosen == shown));
        };
        check(Colours::True, ThemeName::Dusk, ThemeName::Dusk);
        check(Colours::Indexed, ThemeName::Paper, ThemeName::Paper);
        check(Colours::Sixteen, ThemeName::Paper, ThemeName::Terminal);
        check(Colours::Sixteen, ThemeName::Plain, ThemeName::Plain);
        check(Colours::None, ThemeName::Contrast, ThemeName::Plain);
        check(Colours::None, ThemeName::Terminal, ThemeName::Plain);
    }

    #[test]
    fn walking_visits_every_theme_that_can_be_shown() {
        let walk = |colours, steps: usize| -> Vec<&str> {
            let mut look = Look { colours, ..Look::default() };
            let mut seen = Vec::new();
            for _ in 0..steps {
                look.walk();
                seen.push(look.theme().word());
            }
            seen
        };
        assert_eq!(walk(Colours::True, 5), ["dusk", "paper", "contrast", "plain", "terminal"]);
        assert_eq!(walk(Colours::Sixteen, 3), ["plain", "terminal", "plain"]);
        assert_eq!(walk(Colours::None, 2), ["plain", "plain"]);
    }
}
