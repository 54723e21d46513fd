//! The sets of features that are trained, that which is shipped and those that were tried.

use crate::train::Recipe;

/// Never reads the criterion: what length, figures and function words give away.
pub const CONTROL: Recipe = Recipe { ridge: control, positive: 1.0 };

/// What is shipped.
pub const SHIPPED: Recipe = Recipe { ridge: full, positive: 1.0 };

/// What `try` compares.
pub const TRIED: &[(&str, Recipe)] = &[
    ("control", CONTROL),
    (
        "overlap",
        Recipe { ridge: |n| if n.starts_with("overlap.") { 1.0 } else { OUT }, positive: 1.0 },
    ),
    ("overlap+cues", Recipe { ridge: |n| pick(n, &["overlap.", "cue."], 3.0, OUT), positive: 1.0 }),
    (
        "+likecues",
        Recipe {
            ridge: |n| pick(n, &["overlap.", "cue.", "example-cue.", "counter-cue."], 5.0, OUT),
            positive: 1.0,
        },
    ),
    (
        "+fields",
        Recipe {
            ridge: |n| {
                pick(n, &["overlap.", "cue.", "example-cue.", "counter-cue.", "field."], 5.0, OUT)
            },
            positive: 1.0,
        },
    ),
    (
        "full10",
        Recipe {
            ridge: |n| {
                pick(n, &["overlap.", "cue.", "example-cue.", "counter-cue.", "field."], 5.0, 10.0)
            },
            positive: 1.0,
        },
    ),
    (
        "full30",
        Recipe {
            ridge: |n| {
                pick(n, &["overlap.", "cue.", "example-cue.", "counter-cue.", "field."], 5.0, 30.0)
            },
            positive: 1.0,
        },
    ),
];

const OUT: f64 = f64::INFINITY;

fn pick(name: &str, prefixes: &[&str], ridge: f64, other: f64) -> f64 {
    if name == "overlap.bias" {
        0.01
    } else if prefixes.iter().any(|p| name.starts_with(p)) {
        ridge
    } else {
        other
    }
}

fn control(name: &str) -> f64 {
    pick(name, &["cue."], 3.0, OUT)
}

fn full(name: &str) -> f64 {
    pick(name, &["overlap.", "cue.", "example-cue.", "counter-cue.", "field."], 5.0, 30.0)
}
