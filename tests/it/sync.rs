//! Progress carried between two machines, by git: what `assets/docs/sync.md` says is tried here.
//!
//! Where there is no git, a test says so and claims nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use greenroom::domain::id::{CardId, EntryId};
use greenroom::domain::journal::{Entry, Fact};
use greenroom::domain::progress::Rules;
use greenroom::domain::time::Timestamp;
use greenroom::shell::journal_file::JournalFile;
use greenroom::shell::paths::Paths;

use crate::cli::Home;

/// What the page tells the user to write.
const IGNORED: &str = "progress.json\ndrafts/\n";
const UNION: &str = "*.jsonl merge=union\n";

/// A machine: a name, and a clone of the data folder.
struct Machine {
    home: Home,
    device: &'static str,
    facts: u64,
}

impl Machine {
    fn new(device: &'static str) -> Self {
        Self { home: Home::new(), device, facts: 0 }
    }

    /// Runs git; whether it did what it was told, and what it said.
    fn git(&self, folder: &str, args: &[&str]) -> (bool, String) {
        let output = Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@localhost"])
            .args(["-c", "init.defaultBranch=main", "-c", "pull.rebase=false"])
            .args(args)
            .current_dir(self.home.path(folder))
            .env("HOME", self.home.path(""))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_MERGE_AUTOEDIT", "no")
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    #[track_caller]
    fn does(&self, args: &[&str]) {
        let (done, said) = self.git("data", args);
        assert!(done, "git {args:?} on {}: {said}", self.device);
    }

    /// Works: so many facts, appended as the program does.
    fn works(&mut self, facts: u64) {
        let found = Paths::find(Some(&self.home.path("data"))).unwrap();
        let paths = Paths { device: self.device.to_owned(), ..found };
        let mut journal = JournalFile::open(&paths, Rules::default()).journal;
        for _ in 0..facts {
            self.facts += 1;
            let fact = Fact::Flagged { card: CardId::new("small", "charter"), on: true };
            let id = EntryId::new(&format!("{}run", self.device), self.facts);
            let at = Timestamp(1_760_000_000_000 + self.facts as i64);
            journal.append(&[Entry { id, at, offset: 0, fact }]).unwrap();
        }
    }

    /// Commits everything, as the page says.
    fn commits(&self) {
        self.does(&["add", "-A"]);
        self.does(&["commit", "-q", "-m", "progress"]);
    }

    /// How many facts count, and how many lines cannot be read.
    fn counts(&self) -> (u64, usize) {
        let report = self.home.json("doctor --json", "");
        let files = report["files"].as_array().unwrap();
        let len = |file: &serde_json::Value, name: &str| file[name].as_array().unwrap().len();
        let facts = files.iter().map(|file| {
            file["facts"]["flagged"].as_u64().unwrap_or(0) - len(file, "repeated") as u64
        });
        (facts.sum(), files.iter().map(|file| len(file, "bad")).sum())
    }
}

/// Two machines with a repository between them; none where there is no git.
fn two(names: [&'static str; 2], attributes: &str) -> Option<([Machine; 2], PathBuf)> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git");
        return None;
    }
    let [mut one, two] = names.map(Machine::new);
    one.works(3);
    one.home.write("data/.gitignore", IGNORED);
    one.home.write("data/.gitattributes", attributes);
    one.home.write("data/progress.json", "{}");
    one.home.write("data/drafts/one-run.jsonl", "");
    let middle = one.home.path("middle.git");
    fs::create_dir(&middle).unwrap();
    assert!(one.git("middle.git", &["init", "-q", "--bare"]).0);
    one.does(&["init", "-q"]);
    one.commits();
    let between = middle.to_str().unwrap();
    one.does(&["remote", "add", "origin", between]);
    one.does(&["push", "-q", "-u", "origin", "main"]);
    assert!(two.git("", &["clone", "-q", between, "data"]).0);
    assert_eq!(two.counts(), (3, 0));
    for derived in ["data/progress.json", "data/drafts"] {
        assert!(!two.home.path(derived).exists(), "{derived} is not carried");
    }
    Some(([one, two], middle))
}

#[test]
fn one_file_a_device_means_no_conflicts() {
    let Some(([mut one, mut two], _middle)) = two(["ada", "bob"], UNION) else { return };
    for round in 1..4 {
        one.works(5);
        two.works(7);
        one.commits();
        two.commits();
        one.does(&["pull", "-q"]);
        one.does(&["push", "-q"]);
        two.does(&["pull", "-q"]);
        two.does(&["push", "-q"]);
        one.does(&["pull", "-q"]);
        assert_eq!((one.counts(), two.counts()), ((3 + 12 * round, 0), (3 + 12 * round, 0)));
    }
    // While the program runs, what arrives is heard of.
    let paths =
        Paths { device: "ada".into(), ..Paths::find(Some(&one.home.path("data"))).unwrap() };
    let mut running = JournalFile::open(&paths, Rules::default()).journal;
    two.works(2);
    two.commits();
    two.does(&["push", "-q"]);
    one.does(&["pull", "-q"]);
    assert_eq!(running.poll().len(), 2);
}

/// Two machines of one name write to the same file, both since they last met.
fn same_name(attributes: &str) -> Option<(Machine, bool, String)> {
    let ([mut one, mut two], _middle) = two(["laptop", "laptop"], attributes)?;
    // Their runs are called differently all the same.
    two.facts = 100;
    one.works(2);
    two.works(2);
    one.commits();
    two.commits();
    one.does(&["push", "-q"]);
    let (merged, said) = two.git("data", &["pull", "-q"]);
    Some((two, merged, said))
}

#[test]
fn two_machines_of_one_name_need_the_union_merge() {
    let Some((machine, merged, said)) = same_name(UNION) else { return };
    assert!(merged, "{said}");
    assert_eq!(machine.counts(), (7, 0));
}

#[test]
fn without_it_the_marks_of_a_conflict_are_named_and_cost_no_fact() {
    let Some((machine, merged, said)) = same_name("") else { return };
    assert!(!merged && said.contains("CONFLICT"), "{said}");
    // `<<<<<<<`, `=======`, `>>>>>>>`: three lines that are no facts, and every fact.
    assert_eq!(machine.counts(), (7, 3));
    let stats = machine.home.run("stats");
    assert!(stats.err.contains("the line is kept there and not used"), "{}", stats.err);
}
