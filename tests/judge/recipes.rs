//! The sets of features that are trained, that which is shipped and those that were tried.

use greenroom::domain::rubric::model::POOL;

use crate::train::Recipe;

/// What is shipped.
pub(crate) const SHIPPED: Recipe = Recipe {
    ridge: full,
    positive: 3.0,
    answers: 3.0,
    partial: 0.0,
    trap_positive: 1.5,
    trap_answers: 2.0,
    pool: &POOL,
    heard: false,
};

/// What is shipped for sentences that the encoder has listened to.
pub(crate) const HEARD: Recipe = Recipe { heard: true, ..SHIPPED };

/// Never reads the criterion: what length, figures and function words give away, trained alike.
pub(crate) const CONTROL: Recipe = Recipe { ridge: |n| only(n, &["cue"]), ..SHIPPED };

/// What `try` compares.
pub(crate) const TRIED: &[(&str, Recipe)] = &[
    ("control", CONTROL),
    ("overlap", Recipe { ridge: |n| only(n, &["overlap"]), ..SHIPPED }),
    ("overlap, cues", Recipe { ridge: |n| only(n, &["overlap", "cue"]), ..SHIPPED }),
    ("the same, said", Recipe { ridge: |n| only(n, &["overlap", "cue", "said"]), ..SHIPPED }),
    ("shipped", SHIPPED),
    ("without ask", Recipe { ridge: |n| without(n, &["ask"]), ..SHIPPED }),
    ("without kind", Recipe { ridge: |n| without(n, &["kind"]), ..SHIPPED }),
    ("sentences only", Recipe { answers: 0.0, ..SHIPPED }),
    ("pool best", Recipe { pool: &["best"], ..SHIPPED }),
    ("heard", HEARD),
    ("heard alone", Recipe { ridge: |n| only(n, &["heard"]), ..HEARD }),
    ("heard, overlap", Recipe { ridge: |n| only(n, &["heard", "overlap"]), ..HEARD }),
    ("answers less", Recipe { answers: 2.0, ..SHIPPED }),
];

const OUT: f64 = f64::INFINITY;

fn group(name: &str) -> &str {
    name.split_once('.').map_or("", |(group, _)| group)
}

fn only(name: &str, groups: &[&str]) -> f64 {
    if name == "overlap.bias" || groups.contains(&group(name)) { full(name) } else { OUT }
}

fn without(name: &str, groups: &[&str]) -> f64 {
    if groups.contains(&group(name)) { OUT } else { full(name) }
}

fn full(name: &str) -> f64 {
    match group(name) {
        _ if name == "overlap.bias" => 0.01,
        "heard" => 0.5,
        "overlap" | "cue" | "kind" => 2.0,
        "like" | "with" | "ask" => 5.0,
        "both" => 10.0,
        _ => 30.0,
    }
}
