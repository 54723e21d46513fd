//! The only room with windows: files, the clock, the environment, the terminal, other programs.
//!
//! Does not decide what is kept or shown: it performs what it is told and says what came of it.

pub mod adviser;
pub mod archive;
pub mod clock;
pub mod crash;
pub mod deck_files;
pub mod desk;
pub mod dictation;
pub mod ears;
pub mod elsewhere;
pub mod event_loop;
pub mod external;
pub mod failure;
pub mod folder;
pub mod in_order;
pub mod journal_file;
pub mod limits;
pub mod paths;
pub mod settings_file;
pub mod survey;
pub mod terminal;
pub mod world;
