//! Names of actions and contexts, as one writes them in the settings: `start-review`, `browse`.

use super::{ACTIONS, Action, Context};

impl Action {
    /// Its name.
    pub fn name(self) -> String {
        kebab(&format!("{self:?}"))
    }

    /// The action of this name.
    pub fn named(name: &str) -> Option<Self> {
        ACTIONS.iter().map(|spec| spec.action).find(|action| action.name() == name)
    }
}

impl Context {
    /// Its name.
    pub fn name(self) -> String {
        kebab(&format!("{self:?}"))
    }

    /// The context of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|context| context.name() == name)
    }
}

/// `StartReview` as `start-review`.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_and_context_is_found_by_its_name() {
        assert_eq!(Action::StartReview.name(), "start-review");
        for spec in ACTIONS {
            assert_eq!(Action::named(&spec.action.name()), Some(spec.action));
        }
        for context in Context::ALL {
            assert_eq!(Context::named(&context.name()), Some(*context));
        }
        assert_eq!(Action::named("StartReview"), None);
    }
}
