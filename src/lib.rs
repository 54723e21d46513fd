//! greenroom: a keyboard-driven terminal study deck for interview answers.
//!
//! Layers, one direction only: `main → cli → shell → view → app → domain`.

pub mod app;
pub mod cli;
pub mod domain;
pub mod shell;
pub mod view;
