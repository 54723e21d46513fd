//! From a key to what it does: the table of actions, compiled for looking up.
//!
//! Does not act.

use std::collections::HashMap;

use super::action::{ACTIONS, Action, Context};
use super::key::{Code, Key};

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: HashMap<(Context, Key), Action>,
}

impl Default for Keymap {
    fn default() -> Self {
        let bound = ACTIONS
            .iter()
            .flat_map(|spec| spec.keys.iter().map(move |name| (spec, name)))
            .filter_map(|(spec, name)| Some(((spec.context, parse(name)?), spec.action)))
            .collect();
        Self { bound }
    }
}

impl Keymap {
    /// What `key` does in `context`.
    pub fn resolve(&self, context: Context, key: Key) -> Option<Action> {
        context.chain().iter().find_map(|c| self.bound.get(&(*c, key)).copied())
    }
}

/// `backtab` is shift and tab; everything else is a key's own name.
fn parse(name: &str) -> Option<Key> {
    match name {
        "backtab" => Some(Key { shift: true, ..Key::plain(Code::Tab) }),
        _ => name.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_key_and_a_doc_and_is_reached_by_its_first_key() {
        let keymap = Keymap::default();
        for spec in ACTIONS {
            assert!(!spec.doc.is_empty() && !spec.keys.is_empty(), "{:?}", spec.action);
            for name in spec.keys {
                let key = parse(name).unwrap_or_else(|| panic!("{name} is not a key"));
                assert_eq!(keymap.resolve(spec.context, key), Some(spec.action), "{name}");
            }
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for context in Context::ALL {
            let mut seen = HashMap::new();
            for spec in ACTIONS.iter().filter(|spec| context.chain().contains(&spec.context)) {
                for name in spec.keys {
                    let other = seen.insert(parse(name), spec.action);
                    assert_eq!(other, None, "{name} in {context:?} is also {:?}", spec.action);
                }
            }
        }
    }

    #[test]
    fn every_context_is_listed_once() {
        for spec in ACTIONS {
            let listed = Context::ALL.iter().filter(|c| **c == spec.context).count();
            assert_eq!(listed, 1, "{:?}", spec.context);
        }
    }

    #[test]
    fn where_text_is_written_no_character_is_a_command() {
        let keymap = Keymap::default();
        for context in Context::ALL.iter().filter(|context| context.takes_text()) {
            for c in ' '..='~' {
                assert_eq!(keymap.resolve(*context, Key::plain(Code::Char(c))), None, "{c}");
            }
        }
    }
}
