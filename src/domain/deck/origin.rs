//! Where a deck came from.
//!
//! Does not read it from there, and does not say which of two decks of one name is used.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a deck came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Shipped inside the program.
    BuiltIn,
    /// A file in the user's own deck folder.
    Data(PathBuf),
    /// A file that the command line named, or one in a folder that it named.
    Given(PathBuf),
}

impl Origin {
    /// The file that an editor could open; none for a built-in deck.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::BuiltIn => None,
            Self::Data(path) | Self::Given(path) => Some(path),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            None => f.pad("built in"),
            Some(path) => path.display().fmt(f),
        }
    }
}
