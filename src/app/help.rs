//! Lists made from the table of actions: footer, help, the README's table.
//!
//! Does not draw.

use super::action::{ACTIONS, Action, Context, Spec};
use super::keymap::Keymap;

/// The rows of the table that hold in `context`, the nearest first.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Spec> {
    let chain = context.chain();
    chain.iter().flat_map(|c| ACTIONS.iter().filter(move |spec| spec.context == *c))
}

/// A word of the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key.
    pub key: String,
    /// What it does, in a word.
    pub label: &'static str,
    /// What it does.
    pub action: Action,
}

/// Key and word for the footer in `context`, the most important first.
pub fn footer(context: Context, keymap: &Keymap) -> Vec<Hint> {
    // Nothing offers to open itself.
    let open = match context {
        // A question is answered first.
        Context::Palette | Context::Confirm => PALETTE,
        Context::Help | Context::Find => "help",
        _ => "",
    };
    let shown = rows(context).filter(|spec| !spec.label.is_empty() && spec.label != open);
    let mut hints: Vec<Hint> = Vec::new();
    for spec in shown {
        // A nearer context has said it already (help by `?` and by f1).
        let said = hints.iter().any(|hint| hint.label == spec.label);
        if let (false, Some(key)) = (said, keymap.keys(spec.action).first()) {
            hints.push(Hint { key: key.clone(), label: spec.label, action: spec.action });
        }
    }
    hints
}

/// What the command palette offers in `context`, the nearest first: everything that has a meaning of
/// its own, once.
pub fn commands(context: Context) -> Vec<&'static Spec> {
    let opens_it = |spec: &Spec| spec.label == PALETTE;
    let mut commands: Vec<&Spec> = Vec::new();
    for spec in rows(context).filter(|spec| !spec.is_gesture() && !opens_it(spec)) {
        let said = |other: &&Spec| !spec.label.is_empty() && other.label == spec.label;
        if !commands.iter().any(said) {
            commands.push(spec);
        }
    }
    commands
}

/// The word in the footer for the palette itself.
const PALETTE: &str = "commands";

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
    fn the_palette_offers_what_means_something_and_no_mere_movement() {
        let docs = |context| commands(context).iter().map(|spec| spec.action).collect::<Vec<_>>();
        let browse = docs(Context::Browse);
        for action in [Action::StartReview, Action::BrowseUndo, Action::ShowHelp] {
            assert_eq!(browse.iter().filter(|other| **other == action).count(), 1, "{action:?}");
        }
        for action in [Action::SelectDown, Action::SelectLast, Action::ShowHelpAnywhere] {
            assert!(!browse.contains(&action), "{action:?}");
        }
        let answer = docs(Context::Answer);
        assert!(answer.contains(&Action::Submit) && answer.contains(&Action::Undo));
        for action in [Action::Left, Action::Newline, Action::Backspace, Action::OpenPalette] {
            assert!(!answer.contains(&action), "{action:?}");
        }
    }

    #[test]
    fn the_footer_says_help_once_and_first_things_first() {
        let keymap = Keymap::default();
        let hints = footer(Context::Browse, &keymap);
        assert_eq!((&*hints[0].key, hints[0].label), ("enter", "open"));
        assert_eq!(hints.iter().filter(|hint| hint.label == "help").count(), 1);
    }

    #[test]
    fn the_tables_show_the_keys_in_force() {
        let text = "[keys.browse]\nstart-review = 'X'\nopen-card = []";
        let (keymap, problems) = Keymap::of(&Config::parse(text).0.keys);
        assert_eq!(problems, []);
        let hints = footer(Context::Browse, &keymap);
        assert!(hints.iter().any(|hint| hint.key == "X" && hint.label == "review"), "{hints:?}");
        assert!(hints.iter().all(|hint| hint.label != "open"));
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
