//! The pure core: decks, queries, the rubric, memory, the journal's facts and their fold.
//!
//! No clock, files, environment, terminal, threads or randomness: the domain is *told* the time.

pub mod assess;
pub mod config;
pub mod deck;
pub mod encoder;
pub mod gaps;
pub mod id;
pub mod journal;
pub mod library;
pub mod mock;
pub mod nearest;
pub mod opinion;
pub mod progress;
pub mod query;
pub mod rubric;
pub mod schedule;
pub mod search;
pub mod stats;
pub mod time;
