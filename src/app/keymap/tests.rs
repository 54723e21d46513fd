//! Keys of the table and of the user's own, in the contexts where they work.

use super::*;
use crate::app::action::Spec;
use proptest::prelude::*;

use crate::domain::config::Config;

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

/// What the user's own keys make of the keymap: what is wrong with them, and the keys that are shown
/// for some actions.
fn check(text: &str, problems: &[&str], keys: &[(Action, &str)]) {
    let (config, wrong) = Config::parse(text);
    assert_eq!(wrong, [], "{text}");
    let (keymap, wrong) = Keymap::of(&config.keys);
    let said = wrong.iter().map(|p| format!("{}:{}: {} ({})", p.line, p.column, p.what, p.hint));
    assert_eq!(said.collect::<Vec<_>>(), problems, "{text}");
    for (action, shown) in keys {
        assert_eq!(keymap.keys(*action).join(" "), *shown, "{text}");
        let context = ACTIONS.iter().find(|spec| spec.action == *action).unwrap().context;
        for name in keymap.keys(*action) {
            assert_eq!(keymap.resolve(context, parse(name).unwrap()), Some(*action), "{name}");
        }
    }
}

#[test]
fn keys_of_the_users_take_the_place_of_the_default_ones() {
    let text = "[keys.browse]\nstart-review = ['ctrl-x', 'X']";
    check(text, &[], &[(Action::StartReview, "ctrl-x X")]);
    let (keymap, _) = Keymap::of(&Config::parse(text).0.keys);
    assert_eq!(keymap.resolve(Context::Browse, parse("r").unwrap()), None);
    // Two that change places do not meet.
    check(
        "[keys.browse]\nanswer-card = 'r'\nstart-review = 'a'",
        &[],
        &[(Action::AnswerCard, "r"), (Action::StartReview, "a")],
    );
    check("[keys.browse]\nanswer-card = []", &[], &[(Action::AnswerCard, "")]);
    check("[keys.global]\nnext-theme = 'f9'", &[], &[(Action::NextTheme, "f9")]);
}

#[test]
fn what_cannot_be_bound_is_said_and_the_defaults_stay() {
    let reviews = &[(Action::StartReview, "r")];
    check(
        "[keys.browse]\nstart-reviw = 'R'",
        &["2:1: no action `start-reviw` in [keys.browse] (did you mean `start-review`?)"],
        reviews,
    );
    check(
        "[keys.card]\nstart-review = 'R'",
        &["2:1: no action `start-review` in [keys.card] (`start-review` stands in [keys.browse])"],
        reviews,
    );
    check(
        "[keys.brows]\nstart-review = 'R'",
        &["1:7: keys are pressed in no `brows` (did you mean [keys.browse]?)"],
        reviews,
    );
    check(
        "[keys.browse]\nstart-review = ['x', 'cntrl-x']",
        &[
            "2:22: `cntrl-x` is not the name of a key (names are x, X, ctrl-x, alt-x, space, enter, f7 …)",
        ],
        reviews,
    );
    check(
        "[keys.browse]\nstart-review = 'shift-a'",
        &["2:16: no terminal sends `shift-a` (write A)"],
        reviews,
    );
    check(
        "[keys.browse]\nstart-review = 'ctrl-i'",
        &["2:16: no terminal sends `ctrl-i` (it arrives as tab)"],
        reviews,
    );
    check(
        "[keys.global]\nquit = []",
        &["2:1: `quit` needs a key (its default is ctrl-c)"],
        &[(Action::Quit, "ctrl-c")],
    );
}

#[test]
fn two_meanings_in_one_place_are_refused() {
    check(
        "[keys.browse]\nstart-review = 'a'",
        &[
            "2:16: `a` would mean two things: start-review ([keys.browse]) and answer-card ([keys.browse]) \
           (take another, or give answer-card another first)",
        ],
        &[(Action::StartReview, "r"), (Action::AnswerCard, "a")],
    );
    // Along the chain of contexts, both ways.
    check(
        "[keys.global]\nquit = 'ctrl-d'",
        &[
            "2:8: `ctrl-d` would mean two things: quit ([keys.global]) and select-page-down ([keys.browse]) \
           (take another, or give select-page-down another first)",
        ],
        &[(Action::Quit, "ctrl-c")],
    );
    // What is given up takes its default key back, so a line that counted on it falls, too.
    let wrong = "[keys.browse]\nanswer-card = 'e'\nstart-review = 'a'";
    let (keymap, problems) = Keymap::of(&Config::parse(wrong).0.keys);
    assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!((keymap.key(Action::AnswerCard), keymap.key(Action::StartReview)), ("a", "r"));
    // The same key in places that never meet is no conflict.
    check("[keys.card]\nskip-card = 'ctrl-x'\n[keys.browse]\nstart-review = 'ctrl-x'", &[], &[]);
}

#[test]
fn where_text_is_written_a_character_stays_one() {
    for line in [
        "[keys.answer]\nsubmit = 's'",
        "[keys.filter]\nfilter-clear = 'x'",
        "[keys.global]\nquit = 'Q'",
    ] {
        let (config, _) = Config::parse(line);
        let (_, problems) = Keymap::of(&config.keys);
        assert!(problems[0].what.contains("types a character"), "{problems:?}");
    }
    check("[keys.answer]\nsubmit = 'alt-s'", &[], &[(Action::Submit, "alt-s")]);
}

/// A line of settings that may or may not be had.
fn line() -> impl Strategy<Value = String> {
    let keys = ["a", "r", "X", "j", "enter", "esc", "ctrl-x", "alt-q", "f7", "ctrl-c", "y", "tab"];
    let keys = prop::collection::vec(prop::sample::select(keys.to_vec()), 0..3);
    (0..ACTIONS.len(), keys).prop_map(|(n, keys)| {
        let Spec { context, action, .. } = &ACTIONS[n];
        format!("keys.{}.{} = {keys:?}\n", context.name(), action.name())
    })
}

proptest! {
    #[test]
    fn whatever_is_asked_for_no_key_means_two_things_and_there_is_a_way_out(
        lines in prop::collection::hash_set(line(), 0..24),
    ) {
        let text: String = lines.into_iter().collect();
        let (keymap, _) = Keymap::of(&Config::parse(&text).0.keys);
        for context in Context::ALL {
            let mut seen = HashMap::new();
            for spec in ACTIONS.iter().filter(|spec| context.chain().contains(&spec.context)) {
                for name in keymap.keys(spec.action) {
                    let key = parse(name);
                    prop_assert_eq!(seen.insert(key, spec.action), None, "{} in {:?}", name, context);
                    let types = context.takes_text() && key.is_some_and(|key| key.text().is_some());
                    prop_assert!(!types, "{} in {:?}", name, context);
                }
            }
        }
        prop_assert!(!keymap.keys(Action::Quit).is_empty());
        prop_assert!(!keymap.keys(Action::ConfirmNo).is_empty());
    }
}
