//! The only room with windows: files, the clock, the environment, the terminal, other programs.
//!
//! Does not decide what is kept or shown: it performs what it is told and says what came of it.

pub mod clock;
pub mod crash;
pub mod deck_files;
pub mod desk;
pub mod event_loop;
pub mod external;
pub mod folder;
pub mod journal_file;
pub mod paths;
pub mod survey;
pub mod terminal;
pub mod world;
