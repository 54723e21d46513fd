//! The help, and what is wrong with the decks: texts to read.
//!
//! Does not compose the texts; the keys come from [`help`](crate::app::help).

use super::{Go, Scroll, Step};
use crate::app::action::{Action, Context};

/// A text to read.
#[derive(Debug)]
pub struct HelpScreen {
    /// Which text.
    pub about: About,
    /// How far it is scrolled.
    pub scroll: Scroll,
}

/// Which text to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Every key that works in this context, then all others.
    Keys(Context),
    /// What is wrong with the decks.
    Problems,
}

impl HelpScreen {
    /// The keys, those of `context` first.
    pub fn keys(context: Context) -> Self {
        Self { about: About::Keys(context), scroll: Scroll::default() }
    }

    /// What is wrong with the decks.
    pub fn problems() -> Self {
        Self { about: About::Problems, scroll: Scroll::default() }
    }

    /// Does what the user asks for.
    pub const fn on_action(&mut self, action: Action) -> Step {
        match action {
            Action::HelpDown => self.scroll.rows(1),
            Action::HelpUp => self.scroll.rows(-1),
            Action::HelpPageDown => self.scroll.pages(1),
            Action::HelpPageUp => self.scroll.pages(-1),
            Action::HelpTop => self.scroll.top(),
            Action::HelpBottom => self.scroll.bottom(),
            Action::CloseHelp => return Step::go(Go::Back),
            _ => {}
        }
        Step::go(Go::Stay)
    }
}
