//! The one integration binary. Each module says in a line what belongs in it.

/// The labelled answers, as the judge's yardstick reads them.
#[allow(dead_code, reason = "the yardstick uses more of it")]
#[path = "../judge/corpus.rs"]
mod corpus;

/// What holds of the sources themselves: layers, file sizes, no forgotten files.
mod architecture;
/// `backup` and `restore`: what is carried, what is merged, and which archives are refused.
mod archive;
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
/// Real failures of disks and folders: said on the screen, and nothing is lost once they are mended.
mod failures;
/// Key scripts through the real loop, and what they leave in the journal.
mod flows;
/// The claims of the fuzz targets, held for a moment.
mod fuzz;
/// A world made for tests: scripted events, a journal in memory, a clock that is told.
mod harness;
/// The policy for an interview against other ways to prepare, on fixed learners.
mod horizon;
/// Journals as accidents, other programs and other clocks leave them: nothing else is lost.
mod hostile;
/// The labelled answers that the judge is trained with, and the judge that ships.
mod judge;
/// The real program killed at random moments: what it said was kept is kept.
mod kill;
mod listening;
/// How the program behaves towards the terminal and the shell that it was started from.
mod manners;
/// The README's pictures, compared with what the program shows now.
mod pictures;
/// A review by plain lines, through the real program.
mod plain;
/// The real program in a real pseudo-terminal; few, since each costs a second.
mod pty;
/// What each screen looks like, at three sizes.
mod screens;
/// No word of an answer gets out: not into messages, not into files outside the data folder.
mod secrets;
/// `config`, and what settings do before anything is drawn.
mod settings;
/// What is shipped with the program: the licences of what it is made of.
mod ship;
/// Every screen in every window, and texts of every script in every place.
mod sizes;
/// Progress carried between two machines, by git.
mod sync;
/// Two running programs on one data folder.
mod two;
/// The ways to every screen that there is, and a check that a list of ways leaves none out.
mod ways;
