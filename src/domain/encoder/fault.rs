//! What can be wrong with an encoder's file, a sentence each.
//!
//! Does not look for it: that is for those who read the file's parts.

use super::file::VERSION;

/// Why bytes are no encoder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Something else altogether.
    #[error("this is no encoder file: it does not begin with GREENENC")]
    Foreign,
    /// Written for a later program.
    #[error("the encoder file is of version {0}, and this program reads version {VERSION}")]
    Version(u32),
    /// The end is missing.
    #[error("the encoder file is cut short: it ends within {0}")]
    Short(String),
    /// The header says nothing that could be read.
    #[error("the encoder file's header cannot be read: {0}")]
    Header(String),
    /// The header's figures do not fit together.
    #[error("the encoder file's header does not add up: {0}")]
    Setting(String),
    /// A tensor is not there.
    #[error("the encoder file has no tensor {0:?}")]
    Missing(String),
    /// A tensor is there, but not as it must be.
    #[error("the encoder file's tensor {name:?} should be {wanted}, not {found}")]
    Shape {
        /// Its name.
        name: String,
        /// What it should be.
        wanted: String,
        /// What it is.
        found: String,
    },
    /// More numbers than the file can hold: they would lie over each other.
    #[error("the encoder file's tensors are larger than the file")]
    Overlap,
    /// A number that nothing can be reckoned with.
    #[error("the encoder file's tensor {0:?} holds a number that is not finite")]
    Infinite(String),
    /// The vocabulary is no text, or lacks a token that every text needs.
    #[error("the encoder file's vocabulary {0}")]
    Vocabulary(String),
}
