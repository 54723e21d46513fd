//! The sets of features that are trained, that which is shipped and those that were tried.

use greenroom::domain::rubric::model::POOL;

use crate::train::Recipe;

/// What is shipped.
pub(crate) const SHIPPED: Recipe = Recipe {
    ridge: full,
    positive: 3.0,
    answers: 2.0,
    partial: 0.0,
    without: 0.0,
    trap_ridge: 1.0,
    trap_positive: 3.0,
    trap_answers: 2.0,
    trap_without: 0.0,
    trap_ridge_of: full,
    pool: &POOL,
};

/// Never reads the criterion: what length, figures and function words give away, trained alike.
pub(crate) const CONTROL: Recipe =
    Recipe { ridge: |n| only(n, &["cue"]), trap_ridge_of: |n| only(n, &["cue"]), ..SHIPPED };

/// What `try` compares.
pub(crate) const TRIED: &[(&str, Recipe)] = &[
    ("control", CONTROL),
    ("overlap", Recipe { ridge: |n| only(n, &["overlap"]), ..SHIPPED }),
    ("overlap, cues", Recipe { ridge: |n| only(n, &["overlap", "cue"]), ..SHIPPED }),
    ("the same, said", Recipe { ridge: |n| only(n, &["overlap", "cue", "said"]), ..SHIPPED }),
    ("shipped", SHIPPED),
    ("1 base", SHIPPED),
    (
        "2 ask, traps nosaid",
        Recipe {
            ridge: |n| plus(n, &["ask"]),
            trap_ridge_of: |n| only(n, &["overlap", "cue", "like", "with", "both"]),
            ..SHIPPED
        },
    ),
    ("3 without, traps hard", Recipe { without: 1.0, trap_ridge: 3.0, ..SHIPPED }),
    (
        "4 kind, traps kind",
        Recipe {
            ridge: |n| plus(n, &["ask", "kind", "of-kind"]),
            trap_ridge_of: |n| plus(n, &["kind", "of-kind"]),
            ..SHIPPED
        },
    ),
    ("5 nolength, traps without", Recipe { ridge: no_length, trap_without: 1.0, ..SHIPPED }),
    (
        "6 noothers, traps sentences",
        Recipe {
            pool: &["best", "second", "length", "any", "owned", "pair"],
            trap_answers: 0.5,
            ..SHIPPED
        },
    ),
    (
        "7 askkind, traps answers",
        Recipe { ridge: |n| plus(n, &["ask", "kind"]), trap_answers: 5.0, ..SHIPPED },
    ),
    (
        "8 hard, traps ask",
        Recipe {
            ridge: |n| full(n) * 2.0,
            trap_ridge_of: |n| plus(n, &["ask", "kind"]),
            ..SHIPPED
        },
    ),
    ("sentences only", Recipe { answers: 0.0, ..SHIPPED }),
    ("pool best", Recipe { pool: &["best"], ..SHIPPED }),
    ("answers more", Recipe { answers: 4.0, ..SHIPPED }),
];

const OUT: f64 = f64::INFINITY;

fn only(name: &str, groups: &[&str]) -> f64 {
    let group = name.split_once('.').map_or("", |(group, _)| group);
    if name == "overlap.bias" || groups.contains(&group) { full(name) } else { OUT }
}

fn plus(name: &str, groups: &[&str]) -> f64 {
    match name.split_once('.').map_or("", |(group, _)| group) {
        group if !groups.contains(&group) => full(name),
        "ask" => 5.0,
        "kind" => 2.0,
        _ => 15.0,
    }
}

fn no_length(name: &str) -> f64 {
    if matches!(name, "cue.length" | "cue.long" | "cue.short" | "with.length" | "with.short") {
        return OUT;
    }
    full(name)
}

fn full(name: &str) -> f64 {
    match name.split_once('.').map_or("", |(group, _)| group) {
        _ if name == "overlap.bias" => 0.01,
        "overlap" | "cue" => 2.0,
        "like" | "with" => 5.0,
        "both" => 10.0,
        "said" => 30.0,
        _ => OUT,
    }
}
