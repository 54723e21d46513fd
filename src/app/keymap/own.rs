//! The user's own keys: which of them can be had, and what is wrong with the others.
//!
//! An action whose keys cannot be had keeps its default ones.

use std::collections::HashMap;

use super::super::action::{ACTIONS, Action, Context, Spec};
use super::super::key::{Code, Key};
use super::parse;
use crate::domain::config::{Binding, problem};
use crate::domain::deck::problem::Problem;
use crate::domain::nearest::nearest;

/// Keys that somebody must always be able to press: these actions are never without one.
const NEEDED: &[Action] = &[Action::Quit, Action::ConfirmYes, Action::ConfirmNo];

/// An action's keys, understood.
struct Wish<'a> {
    spec: &'static Spec,
    binding: &'a Binding,
    keys: Vec<Key>,
}

/// The keys of each action that has keys of the user's, and what is wrong with the rest.
pub(super) fn own(bindings: &[Binding]) -> (HashMap<Action, Vec<String>>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut wishes: Vec<Wish<'_>> = Vec::new();
    for binding in bindings {
        match understood(binding) {
            Ok(wish) => wishes.push(wish),
            Err(problem) => problems.push(problem),
        }
    }
    // What is given up goes back to its default keys, and these may be wished for, too: so again.
    while let Some((n, problem)) = clash(&wishes) {
        wishes.remove(n);
        problems.push(problem);
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    let names = |wish: &Wish<'_>| wish.binding.keys.iter().map(|key| key.text.clone()).collect();
    (wishes.iter().map(|wish| (wish.spec.action, names(wish))).collect(), problems)
}

/// What a line of the settings means.
fn understood(binding: &Binding) -> Result<Wish<'_>, Problem> {
    let Binding { context, action, keys } = binding;
    let Some(here) = Context::named(&context.text) else {
        let names: Vec<String> = Context::ALL.iter().map(|context| context.name()).collect();
        let meant = nearest(&context.text, names.iter().map(String::as_str));
        let hint = meant.map_or_else(
            || format!("contexts are {}", names.join(", ")),
            |meant| format!("did you mean [keys.{meant}]?"),
        );
        let what = format!("keys are pressed in no `{}`", context.text);
        return Err(problem(context.at, &what, &hint));
    };
    let spec = ACTIONS.iter().find(|s| s.context == here && s.action.name() == action.text);
    let Some(spec) = spec else { return Err(unknown(binding, here)) };
    let mut understood = Vec::new();
    for key in keys {
        let known = parse(&key.text).ok_or_else(|| {
            let what = format!("`{}` is not the name of a key", key.text);
            problem(key.at, &what, "names are x, X, ctrl-x, alt-x, space, enter, f7 …")
        })?;
        if let Some(hint) = never_sent(known) {
            let what = format!("no terminal sends `{}`", key.text);
            return Err(problem(key.at, &what, &hint));
        }
        if known.text().is_some() && is_written_in(here) {
            let what = format!("`{}` types a character where `{}` works", key.text, action.text);
            return Err(problem(key.at, &what, "take a key with ctrl or alt, or f1 to f12"));
        }
        understood.push(known);
    }
    if keys.is_empty() && NEEDED.contains(&spec.action) {
        let what = format!("`{}` needs a key", action.text);
        return Err(problem(action.at, &what, &format!("its default is {}", spec.keys.join(", "))));
    }
    Ok(Wish { spec, binding, keys: understood })
}

fn unknown(Binding { action, .. }: &Binding, here: Context) -> Problem {
    let names = |context: Option<Context>| {
        let specs = ACTIONS.iter().filter(move |s| context.is_none_or(|c| c == s.context));
        specs.map(|spec| (spec.action.name(), spec.context)).collect::<Vec<_>>()
    };
    let (near, all) = (names(Some(here)), names(None));
    let of = |names: &[(String, Context)]| {
        let meant = nearest(&action.text, names.iter().map(|(name, _)| name.as_str()))?;
        names.iter().find(|(name, _)| name == meant).cloned()
    };
    let hint = match (of(&near), of(&all)) {
        (Some((meant, _)), _) => format!("did you mean `{meant}`?"),
        (None, Some((meant, context))) => format!("`{meant}` stands in [keys.{}]", context.name()),
        (None, None) => "`greenroom config --default` lists every action".to_owned(),
    };
    let what = format!("no action `{}` in [keys.{}]", action.text, here.name());
    problem(action.at, &what, &hint)
}

/// Whether text is written where keys of this context work.
fn is_written_in(context: Context) -> bool {
    Context::ALL.iter().any(|c| c.takes_text() && c.chain().contains(&context))
}

/// What to write instead of a key that cannot arrive.
fn never_sent(key: Key) -> Option<String> {
    let Code::Char(c) = key.code else { return None };
    if key.shift {
        let c = if key.ctrl { c } else { c.to_ascii_uppercase() };
        return Some(format!("write {}", Key { shift: false, code: Code::Char(c), ..key }));
    }
    let meant = match c {
        'i' => "tab",
        'm' => "enter",
        '[' => "esc",
        c if c.is_uppercase() => {
            let code = Code::Char(c.to_ascii_lowercase());
            return key.ctrl.then(|| format!("write {}", Key { code, ..key }));
        }
        _ => return None,
    };
    (key.ctrl && !key.alt).then(|| format!("it arrives as {meant}"))
}

/// The first wish that meets another meaning of a key, and what to say of it.
fn clash(wishes: &[Wish<'_>]) -> Option<(usize, Problem)> {
    for (n, wish) in wishes.iter().enumerate() {
        for (place, key) in wish.keys.iter().enumerate() {
            let twice = wish.keys[..place].contains(key);
            let other = if twice { Some((wish.spec, true)) } else { other(wishes, n, *key) };
            let Some((other, is_wish)) = other else { continue };
            let at = wish.binding.keys.get(place).map_or(wish.binding.action.at, |key| key.at);
            let what = format!(
                "`{key}` would mean two things: {} ([keys.{}]) and {} ([keys.{}])",
                wish.spec.action.name(),
                wish.spec.context.name(),
                other.action.name(),
                other.context.name()
            );
            let hint = if is_wish {
                "take another key for one of the two".to_owned()
            } else {
                format!("take another, or give {} another first", other.action.name())
            };
            return Some((n, problem(at, &what, &hint)));
        }
    }
    None
}

/// Another action that has this key where the wished-for one works: by a wish, or by default.
fn other(wishes: &[Wish<'_>], n: usize, key: Key) -> Option<(&'static Spec, bool)> {
    let spec = wishes[n].spec;
    let together = |other: &Spec| {
        Context::ALL
            .iter()
            .any(|c| c.chain().contains(&spec.context) && c.chain().contains(&other.context))
    };
    // Of two wishes the later line is given up.
    let before = wishes[..n].iter().find(|wish| {
        wish.keys.contains(&key) && (together(wish.spec) || wish.spec.action == spec.action)
    });
    if let Some(wish) = before {
        return Some((wish.spec, true));
    }
    let by_default = ACTIONS.iter().find(|other| {
        other.action != spec.action
            && !wishes.iter().any(|wish| wish.spec.action == other.action)
            && other.keys.iter().any(|name| parse(name) == Some(key))
            && together(other)
    });
    by_default.map(|other| (other, false))
}
