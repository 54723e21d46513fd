//! What is left of a fault of the program itself: a report that names the place and the screen.
//!
//! Never what was worked on: a message that is put together at the time may quote an answer.

use std::any::Any;
use std::backtrace::Backtrace;
use std::panic::{self, Location};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{env, io, thread};

use super::clock::{Clock, SystemClock};
use super::{folder, terminal};
use crate::app::action::Context;
use crate::domain::time::Moment;

/// The folder of reports; none before it is known.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Where keys go at the moment.
static SCREEN: Mutex<Option<Context>> = Mutex::new(None);

/// What is still to be said.
static UNSAID: Mutex<Option<String>> = Mutex::new(None);

/// So many reports of a day are kept; of what comes after them nothing new would be learnt.
const REPORTS: usize = 20;

/// Reports go to this folder, if it is there then.
pub fn keep_in(data: &Path) {
    let _ = FOLDER.set(data.to_owned());
}

/// The screen that is on top from now on.
pub fn at(context: Context) {
    *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(context);
}

/// Takes the place of the standard message. `say` says it; in another thread than the program's own
/// while the screen is drawn, it is left for [`unsaid`].
pub fn hook(say: fn(&str)) {
    let own = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        let trace = Backtrace::force_capture();
        let fault = fault(info.payload(), info.location());
        let screen = *SCREEN.lock().unwrap_or_else(PoisonError::into_inner);
        let report = report(&fault, screen, &trace);
        let written = FOLDER.get().filter(|folder| folder.is_dir()).map(|folder| {
            let now = SystemClock.now();
            write(folder, now, &report)
        });
        let said = match written {
            Some(Ok(file)) => format!(
                "{fault}; what was saved before is safe. A report without anything that you wrote \
                 is in {}; please send it in",
                file.display()
            ),
            Some(Err(why)) => format!("{fault}; no report could be written: {why}\n{report}"),
            None => format!("{fault}\n{report}"),
        };
        if thread::current().id() == own || !terminal::is_taken() {
            terminal::give_back();
            say(&said);
        } else {
            *UNSAID.lock().unwrap_or_else(PoisonError::into_inner) = Some(said);
        }
    }));
}

/// What could not be said while the screen was drawn.
pub fn unsaid() -> Option<String> {
    UNSAID.lock().unwrap_or_else(PoisonError::into_inner).take()
}

fn fault(payload: &dyn Any, place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    // Only a message that stands in the source as it is holds nothing of the user's.
    let what = payload.downcast_ref::<&'static str>().map(|what| format!(": {what}"));
    format!("a fault of the program at {place}{}", what.unwrap_or_default())
}

fn report(fault: &str, screen: Option<Context>, trace: &Backtrace) -> String {
    let screen = screen.map_or_else(|| "none".to_owned(), |screen| format!("{screen:?}"));
    let term = env::var("TERM").unwrap_or_default();
    let (version, os, cpu) = (env!("CARGO_PKG_VERSION"), env::consts::OS, env::consts::ARCH);
    format!(
        "greenroom {version}, {os} {cpu}\n{fault}\nscreen: {screen}\nTERM: {term}\n\n\
         Nothing that you wrote is in this report.\n\n{trace}\n"
    )
}

/// Writes a report that has the day in its name; which file it is.
fn write(folder: &Path, now: Moment, report: &str) -> io::Result<PathBuf> {
    let day = now.day(0).iso();
    for n in 1..=REPORTS {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let file = folder.join(format!("crash-{day}{number}.txt"));
        match folder::write_new(&file, report.as_bytes()) {
            Ok(()) => return Ok(file),
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why),
        }
    }
    Err(io::Error::other(format!("there are {REPORTS} of this day already")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    #[test]
    fn what_was_worked_on_is_never_quoted() {
        let check = |fail: fn(), holds: &str| {
            let payload = panic::catch_unwind(fail).unwrap_err();
            let text = fault(&*payload, Some(Location::caller()));
            assert!(text.contains(holds) && !text.contains("secret"), "{text}");
            assert!(text.contains("crash.rs"), "{text}");
        };
        check(|| panic!("a plain fault"), ": a plain fault");
        check(
            || panic!("a fault with {}", ["a secret", "more"].concat()),
            "a fault of the program",
        );
        check(|| drop("ä secret"[1..].to_owned()), "a fault of the program");
    }

    #[test]
    fn reports_of_one_day_stand_beside_each_other() {
        let root = tempfile::tempdir().unwrap();
        let now = Moment { at: Timestamp(1_795_370_400_000), offset: 0 };
        let name = || write(root.path(), now, "text").unwrap().file_name().unwrap().to_owned();
        assert_eq!(name(), "crash-2026-11-22.txt");
        assert_eq!(name(), "crash-2026-11-22-2.txt");
        for _ in 2..REPORTS {
            name();
        }
        assert!(write(root.path(), now, "text").is_err());
    }
}
