//! What the program does, a behaviour a line: keys, and what is on the screen and in the journal after.
//!
//! Says nothing about looks; those are in `screens`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answer;
mod browser;
mod cards;
mod mock;
mod monkey;
mod mouse;
mod palette;
mod plan;
mod progress;
mod say_it;
mod second_opinion;
mod settings;
mod world;
