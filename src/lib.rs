//! greenroom: a keyboard-driven terminal study deck for interview answers.
//!
//! Layers, one direction only: `main → cli → shell → view → app → domain`.

pub mod domain;
pub mod view;
