//! The help, and what is wrong with the decks: texts to read.
//!
//! Does not compose the texts; the keys come from [`help`](crate::app::help).

use super::{Go, Scroll, Step};
use crate::app::action::{Action, Context};
use crate::app::editor::Editor;
use crate::app::line;

/// A text to read.
#[derive(Debug)]
pub struct HelpScreen {
    /// Which text.
    pub about: About,
    /// The words that it is searched for: only what holds them all is shown.
    pub search: Editor,
    /// Whether these are being typed.
    pub searching: bool,
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
        Self::new(About::Keys(context))
    }

    /// What is wrong with the decks.
    pub fn problems() -> Self {
        Self::new(About::Problems)
    }

    fn new(about: About) -> Self {
        Self { about, search: Editor::default(), searching: false, scroll: Scroll::default() }
    }

    /// Where a key goes.
    pub const fn context(&self) -> Context {
        if self.searching { Context::Find } else { Context::Help }
    }

    /// Types into the search.
    pub fn type_text(&mut self, text: &str) {
        line::insert(&mut self.search, text);
        self.scroll.top();
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, action: Action) -> Step {
        match action {
            Action::FindHelp => self.searching = true,
            Action::KeepFound => self.searching = false,
            Action::DropFound => {
                (self.searching, self.search) = (false, Editor::default());
                self.scroll.top();
            }
            Action::HelpDown => self.scroll.rows(1),
            Action::HelpUp => self.scroll.rows(-1),
            Action::HelpPageDown => self.scroll.pages(1),
            Action::HelpPageUp => self.scroll.pages(-1),
            Action::HelpTop => self.scroll.top(),
            Action::HelpBottom => self.scroll.bottom(),
            Action::CloseHelp => return Step::go(Go::Back),
            action => {
                if line::apply(&mut self.search, action) {
                    self.scroll.top();
                }
            }
        }
        Step::stay()
    }
}
