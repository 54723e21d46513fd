//! Lists made from the table of actions: footer, help, the README's table.
//!
//! Does not draw.

use super::action::{ACTIONS, Context, Spec};
use super::keymap::Keymap;

/// The rows of the table that hold in `context`, the nearest first.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Spec> {
    let chain = context.chain();
    chain.iter().flat_map(|c| ACTIONS.iter().filter(move |spec| spec.context == *c))
}

/// Key and word for the footer in `context`, the most important first.
pub fn footer(context: Context, keymap: &Keymap) -> Vec<(&str, &'static str)> {
    let shown = rows(context).filter(|spec| !spec.label.is_empty());
    let mut hints: Vec<(&str, &str)> = Vec::new();
    for spec in shown {
        // A nearer context has said it already (help by `?` and by f1).
        let said = hints.iter().any(|(_, label)| *label == spec.label);
        if let (false, Some(key)) = (said, keymap.keys(spec.action).first()) {
            hints.push((key, spec.label));
        }
    }
    hints
}

/// The whole table with its default keys as Markdown, a part for each context.
pub fn markdown() -> String {
    let mut text = String::new();
    for context in Context::ALL {
        text += &format!("**{}**\n\n| key | what it does |\n| --- | --- |\n", context.title());
        for spec in ACTIONS.iter().filter(|spec| spec.context == *context) {
            let keys: Vec<_> = spec.keys.iter().map(|key| format!("`{key}`")).collect();
            text += &format!("| {} | {} |\n", keys.join(" "), spec.doc);
        }
        text.push('\n');
    }
    text
}

/// The whole table with the keys in force as plain text, for `greenroom keys`.
pub fn plain(keymap: &Keymap) -> String {
    let mut text = String::new();
    for context in Context::ALL {
        text += &format!("{}\n", context.title());
        for spec in ACTIONS.iter().filter(|spec| spec.context == *context) {
            text += &format!("  {:<34} {}\n", keymap.keys(spec.action).join(" "), spec.doc);
        }
        text.push('\n');
    }
    text
}

/// The whole table as settings, each line a comment: what can be bound, and its default keys.
pub fn settings() -> String {
    let mut text = "# Keys of your own: an action gets the keys that are named, in place of its default ones;\n\
                    # [] takes them away. To change one, write its table and its line without the #.\n"
        .to_owned();
    for context in Context::ALL {
        text += &format!("\n# [keys.{}]\n", context.name());
        for spec in ACTIONS.iter().filter(|spec| spec.context == *context) {
            let keys: Vec<_> = spec.keys.iter().map(|key| format!("\"{key}\"")).collect();
            text += &format!("# {} = [{}]\n", spec.action.name(), keys.join(", "));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::config::Config;

    #[test]
    fn every_action_is_in_the_help_of_its_context_and_in_the_table_once() {
        let table = markdown();
        for spec in ACTIONS {
            assert!(rows(spec.context).any(|row| row.action == spec.action), "{:?}", spec.action);
            let row = format!("`{}`", spec.keys[0]);
            assert!(table.contains(&row) && table.contains(spec.doc), "{:?}", spec.action);
        }
    }

    #[test]
    fn the_footer_says_help_once_and_first_things_first() {
        let keymap = Keymap::default();
        let hints = footer(Context::Browse, &keymap);
        assert_eq!(hints[0], ("enter", "open"));
        assert_eq!(hints.iter().filter(|(_, label)| *label == "help").count(), 1);
    }

    #[test]
    fn the_tables_show_the_keys_in_force() {
        let text = "[keys.browse]\nstart-review = 'X'\nopen-card = []";
        let (keymap, problems) = Keymap::of(&Config::parse(text).0.keys);
        assert_eq!(problems, []);
        let hints = footer(Context::Browse, &keymap);
        assert!(hints.contains(&("X", "review")), "{hints:?}");
        assert!(hints.iter().all(|(_, label)| *label != "open"));
        assert!(plain(&keymap).contains("  X                                  Study what is due"));
    }

    #[test]
    fn every_action_can_be_bound_as_the_settings_say() {
        let text = settings();
        let live: Vec<&str> = text.lines().skip(2).map(|l| l.trim_start_matches("# ")).collect();
        let (config, wrong) = Config::parse(&live.join("\n"));
        let (keymap, more) = Keymap::of(&config.keys);
        assert_eq!((wrong, more), (vec![], vec![]));
        assert_eq!(config.keys.len(), ACTIONS.len());
        assert_eq!(plain(&keymap), plain(&Keymap::default()));
    }
}
