//! Lists made from the table of actions: footer, help, the README's table.
//!
//! Does not draw.

use super::action::{ACTIONS, Action, Context, Spec};

/// The rows of the table that hold in `context`, the nearest first.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Spec> {
    let chain = context.chain();
    chain.iter().flat_map(|c| ACTIONS.iter().filter(move |spec| spec.context == *c))
}

/// A word of the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key.
    pub key: &'static str,
    /// What it does, in a word.
    pub label: &'static str,
    /// What it does.
    pub action: Action,
}

/// Key and word for the footer in `context`, the most important first.
pub fn footer(context: Context) -> Vec<Hint> {
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
        if !hints.iter().any(|hint| hint.label == spec.label) {
            hints.push(Hint { key: spec.keys[0], label: spec.label, action: spec.action });
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

/// The key to show for an action.
pub fn key(action: Action) -> &'static str {
    ACTIONS.iter().find(|spec| spec.action == action).map_or("", |spec| spec.keys[0])
}

/// The whole table as Markdown, a part for each context.
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

/// The whole table as plain text, for `greenroom keys`.
pub fn plain() -> String {
    let mut text = String::new();
    for context in Context::ALL {
        text += &format!("{}\n", context.title());
        for spec in ACTIONS.iter().filter(|spec| spec.context == *context) {
            text += &format!("  {:<34} {}\n", spec.keys.join(" "), spec.doc);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let hints = footer(Context::Browse);
        assert_eq!((hints[0].key, hints[0].label), ("enter", "open"));
        assert_eq!(hints.iter().filter(|hint| hint.label == "help").count(), 1);
    }
}
