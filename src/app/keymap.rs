//! From a key to what it does: the table of actions with the user's own keys, compiled for looking up.
//!
//! Does not act.

mod own;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::action::{ACTIONS, Action, Context};
use super::key::{Code, Key};
use crate::domain::config::Binding;
use crate::domain::deck::problem::Problem;

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: HashMap<(Context, Key), Action>,
    /// The keys of each action, as they are shown.
    shown: HashMap<Action, Vec<String>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::of(&[]).0
    }
}

impl Keymap {
    /// The table with the user's own keys in it. Those that cannot be had are said; the actions that
    /// they were for keep their default keys.
    pub fn of(bindings: &[Binding]) -> (Self, Vec<Problem>) {
        let (own, problems) = own::own(bindings);
        let mut bound = HashMap::new();
        let mut shown = HashMap::new();
        for spec in ACTIONS {
            let names = own
                .get(&spec.action)
                .cloned()
                .unwrap_or_else(|| spec.keys.iter().map(ToString::to_string).collect());
            let keys = names.iter().filter_map(|name| parse(name));
            bound.extend(keys.map(|key| ((spec.context, key), spec.action)));
            shown.insert(spec.action, names);
        }
        (Self { bound, shown }, problems)
    }

    /// What `key` does in `context`.
    pub fn resolve(&self, context: Context, key: Key) -> Option<Action> {
        context.chain().iter().find_map(|c| self.bound.get(&(*c, key)).copied())
    }

    /// The keys of an action by name, the one to show first; none where the user took them away.
    pub fn keys(&self, action: Action) -> &[String] {
        self.shown.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The key to show for an action.
    pub fn key(&self, action: Action) -> &str {
        self.keys(action).first().map_or("(no key)", String::as_str)
    }
}

/// `backtab` is shift and tab; everything else is a key's own name.
fn parse(name: &str) -> Option<Key> {
    match name {
        "backtab" => Some(Key { shift: true, ..Key::plain(Code::Tab) }),
        _ => name.parse().ok(),
    }
}
