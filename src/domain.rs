//! The pure core: decks, queries, the rubric, memory, the journal's facts and their fold.
//!
//! No clock, files, environment, terminal, threads or randomness: the domain is *told* the time.

pub mod deck;
pub mod id;
pub mod rubric;
