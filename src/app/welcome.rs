//! Whether the browser begins with a welcome: where nothing was ever recorded, until the first key.
//!
//! Does not say what it says.

use super::Model;
use crate::domain::progress::Progress;

impl Model {
    /// Whether the welcome lies over the browser.
    pub fn is_welcoming(&self) -> bool {
        let covered = self.confirm.is_some() || self.palette.is_some();
        self.welcome && self.screens.is_empty() && !covered && !self.browse.hits.is_empty()
    }
}

/// Whether nothing was ever recorded. Where something is wrong with journal or settings, that the
/// journal is empty says nothing.
pub(super) fn is_first(progress: &Progress, notices: &[String], unwritable: Option<&str>) -> bool {
    progress.entries() == 0 && notices.is_empty() && unwritable.is_none()
}
