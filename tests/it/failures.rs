//! Real failures, in the real program: a full disk, a limit, a disk that became read-only, a folder
//! that is gone. The screen says so, nothing is lost once it is mended, and leaving offers a place.
//!
//! Where the machine does not allow a failure to be made, a test says so and claims nothing.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::{DECK, Home};
use crate::pty::Play;

/// A file system of its own in place of the data folder, taken away when dropped.
struct Disk(PathBuf);

impl Disk {
    /// So many KiB; none where the machine does not allow it.
    fn mounted(home: &Home, size: &str) -> Option<Self> {
        let place = home.path("data");
        fs::create_dir_all(&place).unwrap();
        let options = format!("size={size},mode=0700");
        if !is_done("mount", &["-t", "tmpfs", "-o", &options, "greenroom-test"], &place) {
            eprintln!("skipped: this machine lets nobody mount a file system here");
            return None;
        }
        home.write("data/decks/one.toml", DECK);
        Some(Self(place))
    }

    fn remount(&self, how: &str) {
        assert!(is_done("mount", &["-o", &format!("remount,{how}")], &self.0), "{how}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        is_done("umount", &["-l"], &self.0);
    }
}

fn is_done(program: &str, args: &[&str], place: &Path) -> bool {
    let output = Command::new(program).args(args).arg(place).output();
    output.is_ok_and(|output| output.status.success())
}

/// Files in a home, outside the data folder, that hold what could not be saved.
fn rescued(home: &Home) -> Vec<PathBuf> {
    let folder = home.path(".local/state/greenroom");
    fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}

/// How many facts there are, read as the program reads them.
fn facts(home: &Home) -> u64 {
    let report = home.json("doctor --json", "");
    let files = report["files"].as_array().unwrap();
    let of = |file: &serde_json::Value| -> u64 {
        let facts = file["facts"].as_object().unwrap().values();
        facts.map(|n| n.as_u64().unwrap()).sum::<u64>()
    };
    files.iter().map(of).sum()
}

/// A failure of the data folder of `home`, made and mended while the program runs.
struct Failure<'a> {
    home: &'a Home,
    /// Makes it; the process is told.
    fail: &'a dyn Fn(u32),
    mend: &'a dyn Fn(u32),
    /// What the screen says of it.
    says: &'a str,
}

impl Failure<'_> {
    fn begun(&self, before: &str) -> Play {
        let play = Play::after(self.home, before);
        play.see("What did you change");
        (self.fail)(play.child.process_id().unwrap());
        play.keys("f");
        play.see("! 1 not saved yet");
        play.see(self.says);
        play
    }

    /// Mended while it runs, everything is saved; left before, it is in a file that `restore` takes.
    fn check(&self, before: &str) {
        let facts_before = facts(self.home);
        let mut play = self.begun(before);
        play.keys("q");
        play.see("w save to another file, leave");
        play.keys("n");
        play.until("no question", |screen| !screen.contents().contains("Leave all"));
        (self.mend)(play.child.process_id().unwrap());
        play.keys("s");
        play.see("q quit");
        play.until("no warning", |screen| !screen.contents().contains("not saved"));
        play.keys("us");
        play.keys("q");
        play.ends(0);
        // Flagged, suspended, undone, suspended.
        assert_eq!(facts(self.home), facts_before + 4);

        let mut play = self.begun(before);
        play.keys("q");
        play.see("w save to another file, leave");
        play.keys("w");
        play.ends(0);
        play.see("greenroom restore '");
        let [file] = &*rescued(self.home) else { panic!("one file: {:?}", rescued(self.home)) };
        assert!(play.afterwards().replace(['\r', '\n'], "").contains("not in your journal"));
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
        (self.mend)(0);
        let ran = self.home.run(&format!("restore {}", file.display()));
        assert!(ran.out.contains("1 fact new, 0 known already"), "{}{}", ran.out, ran.err);
        assert_eq!(facts(self.home), facts_before + 5);
    }
}

#[test]
fn a_full_disk_loses_nothing() {
    let home = Home::new();
    let Some(_disk) = Disk::mounted(&home, "128k") else { return };
    let filler = |n| home.path("data").join(format!("filler-{n}"));
    let fill = |_| {
        // The journal's last page is filled too, so that the next line needs another one.
        for file in fs::read_dir(home.path("data/journal")).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let room = 4_096 - text.len() % 4_096;
            fs::write(&path, text + &" ".repeat(room - 1) + "\n").unwrap();
        }
        for n in 0.. {
            if fs::write(filler(n), [0; 4_096]).is_err() {
                break;
            }
        }
    };
    let free = |_| (0..64).for_each(|n| drop(fs::remove_file(filler(n))));
    let says = "No space left on device; make room on the disk";
    Failure { home: &home, fail: &fill, mend: &free, says }.check("true");
}

#[test]
fn a_disk_that_became_read_only_loses_nothing() {
    let home = Home::new();
    let Some(disk) = Disk::mounted(&home, "256k") else { return };
    let (fail, mend) = (|_| disk.remount("ro"), |_| disk.remount("rw"));
    Failure { home: &home, fail: &fail, mend: &mend, says: "Read-only file system" }.check("true");
}

#[test]
fn a_limit_on_the_size_of_files_loses_nothing_and_kills_nobody() {
    if Command::new("prlimit").arg("--version").output().is_err() {
        eprintln!("skipped: there is no prlimit to take the limit away with");
        return;
    }
    let home = Home::with_deck();
    // A journal that is as long as a file may be.
    let journal = home.json("paths --json", "")["journal"].as_str().unwrap().to_owned();
    let fact = r#"{"flagged":{"card":"manual-exploratory/escape","on":false}}"#;
    let fact = |n| format!(r#"{{"v":1,"id":"x.{n:06}","at":{n},"off":0,"fact":{fact}}}"#) + "\n";
    fs::create_dir_all(Path::new(&journal).parent().unwrap()).unwrap();
    fs::write(&journal, (1..20).map(fact).collect::<String>()).unwrap();
    let limit = |id: u32, limit: &str| {
        if id > 0 {
            let args = ["--pid", &id.to_string(), &format!("--fsize={limit}")];
            assert!(Command::new("prlimit").args(args).status().unwrap().success());
        }
    };
    // A killed program could say nothing.
    let fail = |id| limit(id, "1024:unlimited");
    let mend = |id| limit(id, "unlimited:unlimited");
    Failure { home: &home, fail: &fail, mend: &mend, says: "(`ulimit -f`)" }.check("true");

    let mut play = Play::after(&home, "ulimit -f 1");
    play.see("What did you change");
    play.keys("f");
    play.see("! 1 not saved yet");
    play.keys("qw");
    play.ends(0);
}

#[test]
fn a_folder_that_is_gone_loses_nothing() {
    let home = Home::with_deck();
    let (data, away) = (home.path("data"), home.path("away"));
    let fail = |_| {
        fs::rename(&data, &away).unwrap();
        fs::write(&data, "a file in its place").unwrap();
    };
    let mend = |_| {
        fs::remove_file(&data).unwrap();
        fs::rename(&away, &data).unwrap();
    };
    Failure { home: &home, fail: &fail, mend: &mend, says: "Not a directory" }.check("true");

    // With nothing in its place it is made again.
    let mut play = Play::start(&home);
    play.see("What did you change");
    fs::remove_dir_all(&data).unwrap();
    play.keys("f");
    play.until_outside("the fact on disk", || home.journal().contains("flagged"));
    play.keys("q");
    play.ends(0);
}

#[test]
fn a_folder_that_was_never_writable_is_said_before_the_first_answer() {
    let home = Home::new();
    let Some(disk) = Disk::mounted(&home, "256k") else { return };
    disk.remount("ro");
    let mut play = Play::start(&home);
    play.see("! What you do now is not kept: Read-only file system");
    play.keys("a");
    play.see("Write as you would say it");
    play.see("! What you do now is not kept");
    play.keys("lost and found");
    play.see("! 1 not saved yet");
    play.keys("\u{3}");
    play.see("w save to another file, leave");
    play.keys("\r");
    play.ends(0);
    disk.remount("rw");
    let [file] = &*rescued(&home) else { panic!("one file") };
    assert!(fs::read_to_string(file).unwrap().contains("lost and found"));
    assert_eq!(home.run(&format!("restore {}", file.display())).code, Some(0));
    let mut again = Play::start(&home);
    again.see("1 draft");
    again.keys("q");
    again.ends(0);
}

#[test]
fn a_signal_that_ends_it_leaves_what_could_not_be_saved_in_a_file() {
    let home = Home::with_deck();
    let data = home.path("data");
    let mut play = Play::start(&home);
    play.see("What did you change");
    fs::remove_dir_all(&data).unwrap();
    fs::write(&data, "a file in its place").unwrap();
    play.keys("f");
    play.see("! 1 not saved yet");
    crate::pty::signal(play.child.process_id().unwrap(), "TERM");
    play.ends(143);
    assert_eq!(rescued(&home).len(), 1);
}

/// Starts where `link` leads out of the data folder: it is said, and nothing is written there.
#[track_caller]
fn check_link(link: &str, to: &str, said: &str) {
    let home = Home::with_deck();
    fs::create_dir_all(home.path("elsewhere")).unwrap();
    fs::create_dir_all(home.path("data").join(link).parent().unwrap()).unwrap();
    let before = "precious\n";
    if to.contains('.') {
        home.write(to, before);
    }
    symlink(home.path(to), home.path("data").join(link)).unwrap();
    let mut play = Play::start(&home);
    play.see("! What you do now is not kept");
    play.until(said, |screen| {
        let text = screen.contents().replace(['\n', ' '], "");
        text.contains(&said.replace(' ', ""))
    });
    play.keys("f");
    play.see("! 1 not saved yet");
    play.keys("qy");
    play.ends(0);
    if to.contains('.') {
        assert_eq!(home.read(to), before);
    }
    let files: Vec<_> = fs::read_dir(home.path("elsewhere")).unwrap().collect();
    assert_eq!(files.len(), usize::from(to.contains('.')));
}

#[test]
fn nothing_is_written_through_a_link_out_of_the_data_folder() {
    let own = Home::new().json("paths --json", "")["journal"].as_str().unwrap().to_owned();
    let own = Path::new(&own).file_name().unwrap().to_str().unwrap().to_owned();
    check_link("journal", "elsewhere", "is a link that leads to");
    check_link(&format!("journal/{own}"), "elsewhere/x.txt", "it is a link, and facts are not");
    check_link(&format!("journal/{own}"), "elsewhere/", "it is a link, and facts are not");
}

#[test]
fn no_draft_is_kept_through_a_link_out_of_the_data_folder() {
    let home = Home::with_deck();
    fs::create_dir_all(home.path("elsewhere")).unwrap();
    symlink(home.path("elsewhere"), home.path("data/drafts")).unwrap();
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("a");
    play.see("Write as you would say it");
    play.keys("Half a thought");
    play.see("! 1 not saved yet");
    play.see("is a link that leads");
    // The journal takes it, on the way out at the latest.
    play.keys("\u{3}");
    play.ends(0);
    assert!(home.journal().contains("Half a thought"));
    assert_eq!(fs::read_dir(home.path("elsewhere")).unwrap().count(), 0);
}

#[test]
fn a_data_folder_that_is_a_link_is_the_users_choice() {
    let home = Home::new();
    fs::create_dir_all(home.path("elsewhere/decks")).unwrap();
    home.write("elsewhere/decks/one.toml", DECK);
    symlink(home.path("elsewhere"), home.path("data")).unwrap();
    let mut play = Play::start(&home);
    play.see("What did you change");
    play.keys("fq");
    play.ends(0);
    assert_eq!(facts(&home), 1);
}

#[test]
fn files_are_the_users_alone_whatever_the_umask() {
    let home = Home::new();
    let mut play = Play::after(&home, "umask 000");
    play.see("q quit");
    play.keys("fa");
    play.see("Write as you would say it");
    play.keys("Half a thought");
    play.until_outside("the draft on disk", || home.drafts().contains("Half a thought"));
    let mut left = vec![home.path("data")];
    let mut seen = 0;
    while let Some(path) = left.pop() {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
        left.extend(fs::read_dir(&path).into_iter().flatten().map(|entry| entry.unwrap().path()));
        seen += 1;
    }
    assert!(seen >= 5, "folders, a journal and a draft");
    play.keys("\u{3}");
    play.ends(0);
}
