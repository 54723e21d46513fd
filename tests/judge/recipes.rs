//! The sets of features that are trained, that which is shipped and those that were tried.

use greenroom::domain::rubric::model::POOL;

use crate::train::Recipe;

/// What is shipped.
pub(crate) const SHIPPED: Recipe =
    Recipe { ridge: full, positive: 3.0, answers: 2.0, partial: 0.0, pool: &POOL };

/// Never reads the criterion: what length, figures and function words give away, trained alike.
pub(crate) const CONTROL: Recipe = Recipe { ridge: |n| only(n, &["cue"]), ..SHIPPED };

/// What `try` compares.
pub(crate) const TRIED: &[(&str, Recipe)] = &[
    ("control", CONTROL),
    ("overlap", Recipe { ridge: |n| only(n, &["overlap"]), ..SHIPPED }),
    ("overlap, cues", Recipe { ridge: |n| only(n, &["overlap", "cue"]), ..SHIPPED }),
    ("the same, said", Recipe { ridge: |n| only(n, &["overlap", "cue", "said"]), ..SHIPPED }),
    ("shipped", SHIPPED),
    ("sentences only", Recipe { answers: 0.0, ..SHIPPED }),
    ("pool best", Recipe { pool: &["best"], ..SHIPPED }),
    ("answers more", Recipe { answers: 4.0, ..SHIPPED }),
];

const OUT: f64 = f64::INFINITY;

fn only(name: &str, groups: &[&str]) -> f64 {
    let group = name.split_once('.').map_or("", |(group, _)| group);
    if name == "overlap.bias" || groups.contains(&group) { full(name) } else { OUT }
}

fn full(name: &str) -> f64 {
    match name.split_once('.').map_or("", |(group, _)| group) {
        _ if name == "overlap.bias" => 0.01,
        "overlap" | "cue" => 2.0,
        "like" | "with" => 5.0,
        "both" => 10.0,
        _ => 30.0,
    }
}
