//! The one integration binary. Each module says in a line what belongs in it.

/// What holds of the sources themselves: layers, file sizes, no forgotten files.
mod architecture;
/// Cards that change: edited, given another id, taken out of their deck. History stays.
mod changes;
/// The real binary's command line, in an environment made of nothing.
mod cli;
/// Every shipped deck, as a user gets it.
mod decks;
/// What the README and the other documents say, compared with what is.
mod docs;
/// What `doctor` finds in data folders that are well and in some that are not.
mod doctor;
/// Decks as an enemy would write them, on every screen and through every command.
mod enemies;
/// Key scripts through the real loop, and what they leave in the journal.
mod flows;
/// The claims of the fuzz targets, held for a moment.
mod fuzz;
/// A world made for tests: scripted events, a journal in memory, a clock that is told.
mod harness;
/// Journals as accidents, other programs and other clocks leave them: nothing else is lost.
mod hostile;
/// The real program killed at random moments: what it said was kept is kept.
mod kill;
/// How the program behaves towards the terminal and the shell that it was started from.
mod manners;
/// A review by plain lines, through the real program.
mod plain;
/// The real program in a real pseudo-terminal; few, since each costs a second.
mod pty;
/// What each screen looks like, at three sizes.
mod screens;
/// Every screen in every window, and texts of every script in every place.
mod sizes;
