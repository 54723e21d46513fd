//! The sets of features that are trained, that which is shipped and those that were tried.

use crate::train::Recipe;

/// Never reads the criterion: what length, figures and function words give away.
pub const CONTROL: Recipe = Recipe { ridge: control, positive: 1.0, answers: 0.0, partial: 0.0 };

/// What is shipped.
pub const SHIPPED: Recipe = Recipe { ridge: full, positive: 1.0, answers: 0.0, partial: 0.0 };

/// What `try` compares.
pub const TRIED: &[(&str, Recipe)] = &[
    ("control", CONTROL),
    ("overlap", Recipe { ridge: |n| pick(n, &["overlap."], 2.0, OUT), ..SHIPPED }),
    ("overlap+cues", Recipe { ridge: |n| pick(n, &["overlap.", "cue."], 2.0, OUT), ..SHIPPED }),
    ("said", SHIPPED),
    ("mil.5", Recipe { answers: 0.5, ..SHIPPED }),
    ("mil1", Recipe { answers: 1.0, ..SHIPPED }),
    ("mil3", Recipe { answers: 3.0, ..SHIPPED }),
    ("mil1p", Recipe { answers: 1.0, partial: 0.3, ..SHIPPED }),
    (
        "xsaid100",
        Recipe {
            ridge: |n| {
                if n.starts_with("said.") {
                    100.0
                } else {
                    pick(n, &["overlap.", "cue."], 2.0, OUT)
                }
            },
            ..SHIPPED
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
    if name.starts_with("said.") { 30.0 } else { pick(name, &["overlap.", "cue."], 2.0, OUT) }
}
