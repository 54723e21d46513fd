//! Drawing: turns what the program holds into styled lines and cells.
//!
//! Decides nothing and never writes to the model.

pub mod markdown;
pub mod wrap;
