//! `doctor`: whether the data folder is well, and what to do where it is not.
//!
//! Reads everything and changes nothing; never prints what the user wrote.

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::{Global, Outcome, json, safe, setup};
use crate::domain::id::CardId;
use crate::domain::journal::census::{Census, Counted};
use crate::domain::progress::{Progress, Rules};
use crate::shell::clock::clock;
use crate::shell::journal_file::JournalFile;
use crate::shell::paths::Paths;
use crate::shell::survey::{self, Role};

/// What `doctor --json` prints.
#[derive(Serialize)]
struct Report {
    v: u32,
    /// Whether nothing is wrong.
    well: bool,
    /// The folder of the journal files.
    folder: String,
    /// Whether facts can be added.
    writable: bool,
    /// The journal files, by name.
    files: Vec<Examined>,
    /// The files with lines that were never finished.
    set_aside: Vec<String>,
    /// Whether the snapshot says what the journal says.
    snapshot: Snapshot,
    /// Cards that no deck holds, with how many facts there are about each.
    orphans: Vec<Orphan>,
    /// The same in words, with what to do.
    findings: Vec<Finding>,
}

/// A journal file.
#[derive(Serialize)]
struct Examined {
    file: String,
    bytes: usize,
    #[serde(flatten)]
    counted: Counted,
}

/// How the snapshot stands to the journal.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Snapshot {
    /// There is none.
    Missing,
    /// It says the same.
    Agrees,
    /// It is of another version, of other files or broken: it is not used.
    Unused,
    /// It says something else, and would be used.
    Disagrees,
}

/// A card that no deck holds.
#[derive(Serialize)]
struct Orphan {
    card: CardId,
    facts: usize,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Severity {
    /// Something to mend.
    Wrong,
    /// Something to know.
    Note,
}

/// Something worth saying.
#[derive(Serialize)]
struct Finding {
    severity: Severity,
    /// Where: a file or a folder.
    place: String,
    /// Which lines of it; none where it is about the whole.
    lines: Vec<usize>,
    what: String,
    to_do: String,
}

pub(super) fn run(global: &Global, json: bool, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let paths = Paths::find(global.data_dir.as_deref())?;
    let report = examine(global, &paths)?;
    if json {
        json::print(out, &report)?;
    } else {
        write(&report, out)?;
    }
    Ok(if report.well { Outcome::Done } else { Outcome::Found })
}

fn examine(global: &Global, paths: &Paths) -> anyhow::Result<Report> {
    let mut findings = Findings::default();
    let own = paths.journal.join(format!("{}.jsonl", paths.device));
    let listed = survey::files(&paths.journal).unwrap_or_else(|why| {
        let what = format!("cannot be read: {why}");
        findings.wrong(&paths.journal, &[], &what, "make it readable");
        Vec::new()
    });
    let mut census = Census::new(clock(global.now.as_deref())?.now().at);
    let (mut files, mut set_aside) = (Vec::new(), Vec::new());
    for (path, role) in listed {
        findings.privacy(&path, &[&paths.data, &paths.journal]);
        if role == Role::SetAside {
            let what = "a line that was never finished, moved out of the journal";
            findings.note(&path, &[], what, "delete it when you need nothing in it");
            set_aside.push(name(&path));
            continue;
        }
        match survey::read(&path) {
            Ok(bytes) => {
                let counted = census.count(&bytes);
                findings.file(&path, path == own, &counted);
                files.push(Examined { file: name(&path), bytes: bytes.len(), counted });
            }
            Err(why) => {
                let what = format!("cannot be read: {why}");
                findings.wrong(&path, &[], &what, "make it readable; it stays as it is");
            }
        }
    }
    let places = [&paths.journal, &own].map(|place| (place, survey::writable(place)));
    let writable = places.iter().all(|(_, tried)| tried.is_ok());
    if let Some((place, Err(why))) = places.iter().find(|(_, tried)| tried.is_err()) {
        let what = format!("cannot be written: {why}");
        let to_do = "make it writable, or choose another folder with --data-dir";
        findings.wrong(place, &[], &what, to_do);
    }
    let (snapshot, progress) = compare(paths);
    findings.snapshot(&paths.snapshot, snapshot);
    findings.privacy(&paths.snapshot, &[&paths.data]);
    let library = setup::files(global, paths)?.library();
    let known: HashSet<&CardId> = library.cards.iter().map(|card| &card.id).collect();
    let orphans: Vec<Orphan> = census
        .cards()
        .filter(|(card, _)| !known.contains(card) && !progress.card(card).is_empty())
        .map(|(card, facts)| Orphan { card: card.clone(), facts })
        .collect();
    for Orphan { card, facts } in &orphans {
        let what = format!("{} about {card}, which no deck holds", plural(*facts, "fact"));
        let to_do = "they are kept; if the card has another id now, `greenroom rename OLD NEW` \
                     carries them over (see `greenroom check` if it should be there)";
        findings.note(&paths.journal, &[], &what, to_do);
    }
    let findings = findings.0;
    Ok(Report {
        v: 1,
        well: findings.iter().all(|finding| finding.severity == Severity::Note),
        folder: paths.journal.display().to_string(),
        writable,
        files,
        set_aside,
        snapshot,
        orphans,
        findings,
    })
}

/// How the snapshot stands to the journal, and what the journal adds up to.
fn compare(paths: &Paths) -> (Snapshot, Progress) {
    let reread = JournalFile::reread(paths, Rules::default());
    if !paths.snapshot.exists() {
        return (Snapshot::Missing, reread.progress);
    }
    let looked = JournalFile::look(paths, Rules::default());
    let stands = match looked.journal.resumed() {
        true if looked.progress == reread.progress => Snapshot::Agrees,
        true => Snapshot::Disagrees,
        false => Snapshot::Unused,
    };
    (stands, reread.progress)
}

/// What is worth saying so far.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn wrong(&mut self, place: &Path, lines: &[usize], what: &str, to_do: &str) {
        self.add(Severity::Wrong, place, lines, what, to_do);
    }

    fn note(&mut self, place: &Path, lines: &[usize], what: &str, to_do: &str) {
        self.add(Severity::Note, place, lines, what, to_do);
    }

    fn add(&mut self, severity: Severity, place: &Path, lines: &[usize], what: &str, to_do: &str) {
        self.0.push(Finding {
            severity,
            place: place.display().to_string(),
            lines: lines.to_vec(),
            what: what.to_owned(),
            to_do: to_do.to_owned(),
        });
    }

    /// A folder of `above` that only the user can enter hides all that lies in it.
    fn privacy(&mut self, path: &Path, above: &[&Path]) {
        let open = |folder: &&Path| survey::open_to_others(folder).is_some();
        if let (Some(mode), true) = (survey::open_to_others(path), above.iter().all(open)) {
            let what = format!("others than you have access (permissions {mode:03o})");
            let folder = above.first().copied().unwrap_or(path).display();
            self.wrong(
                path,
                &[],
                &what,
                &format!("chmod 600 takes it away, as does chmod 700 {folder}"),
            );
        }
    }

    fn snapshot(&mut self, path: &Path, snapshot: Snapshot) {
        match snapshot {
            Snapshot::Missing | Snapshot::Agrees => {}
            Snapshot::Unused => {
                let what = "a snapshot that the journal has left behind";
                self.note(path, &[], what, "nothing: it is not used, and made anew");
            }
            Snapshot::Disagrees => {
                let what = "a snapshot that says something else than the journal";
                self.wrong(path, &[], what, "delete it: the journal has everything");
            }
        }
    }

    fn file(&mut self, path: &Path, own: bool, counted: &Counted) {
        for bad in &counted.bad {
            let to_do = "it is kept and not used; mend it from a backup, or delete the line";
            self.wrong(path, &[bad.line], &bad.why, to_do);
        }
        if let Some(torn) = &counted.torn {
            let what = format!("never finished ({})", plural(torn.bytes, "byte"));
            let to_do = if own {
                "the next start moves it to a file beside this one"
            } else {
                "wait for it to arrive whole; the device that it comes from mends it"
            };
            self.wrong(path, &[torn.line], &what, to_do);
        }
        let mut group = |severity, lines: &[usize], what, to_do| {
            if !lines.is_empty() {
                self.add(severity, path, lines, what, to_do);
            }
        };
        let to_do = "only the first counts; compare the two and delete one";
        let what = "an id that something else has too";
        group(Severity::Wrong, &counted.contradicting, what, to_do);
        let to_do = "set the clock right; they are kept, and come last until then";
        let what = "more than a day in the future";
        group(Severity::Wrong, &counted.ahead, what, to_do);
        let to_do = "nothing: they are ordered by time when they are read";
        group(Severity::Note, &counted.backwards, "the clock went back here", to_do);
        let to_do = "nothing: each counts once";
        group(Severity::Note, &counted.repeated, "known from elsewhere", to_do);
        let to_do = "nothing: they are kept, and a newer greenroom uses them";
        group(Severity::Note, &counted.newer, "written by a newer version", to_do);
    }
}

fn write(report: &Report, out: &mut impl Write) -> anyhow::Result<()> {
    let none = if report.files.is_empty() { ": nothing is kept there yet" } else { "" };
    writeln!(out, "{}{none}", safe(&report.folder))?;
    for Examined { file, bytes, counted } in &report.files {
        let facts: usize = counted.facts.values().sum();
        let kinds: Vec<_> = counted.facts.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        let kinds =
            if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
        let (bytes, facts) = (plural(*bytes, "byte"), plural(facts, "fact"));
        writeln!(out, "  {}  {bytes}, {facts}{kinds}", safe(file))?;
    }
    if report.snapshot == Snapshot::Agrees {
        writeln!(out, "  the snapshot agrees with the journal")?;
    }
    for finding in &report.findings {
        let Finding { severity, place, lines, what, to_do } = finding;
        let severity = if *severity == Severity::Wrong { "wrong" } else { "note" };
        let place = format!("{place}{}", spans(lines));
        writeln!(out, "{}", safe(&format!("{severity}: {place}: {what}; {to_do}")))?;
    }
    let wrong = report.findings.iter().filter(|f| f.severity == Severity::Wrong).count();
    match wrong {
        0 => writeln!(out, "All is well.")?,
        1 => writeln!(out, "1 thing is wrong.")?,
        n => writeln!(out, "{n} things are wrong.")?,
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// The most stretches of lines that are spelled out in plain text.
const SPANS: usize = 5;

/// Line numbers, rising, as words: ` line 3`, ` lines 3, 5–9 and 40 more`.
fn spans(lines: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => parts.push((*line, *line)),
        }
    }
    let word = match lines.len() {
        0 => return String::new(),
        1 => "line",
        _ => "lines",
    };
    let said = |(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    let (spelled, rest) = parts.split_at(parts.len().min(SPANS));
    let spelled: Vec<_> = spelled.iter().map(said).collect();
    let more: usize = rest.iter().map(|(first, last)| last - first + 1).sum();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!(" {word} {}{more}", spelled.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[usize], expect: &str) {
        assert_eq!(spans(lines), expect, "{lines:?}");
    }

    #[test]
    fn lines_are_named_in_stretches_and_not_without_end() {
        check(&[], "");
        check(&[3], " line 3");
        check(&[3, 4, 5], " lines 3–5");
        check(&[1, 3, 4, 9], " lines 1, 3–4, 9");
        check(&[1, 3, 5, 7, 9, 11, 12], " lines 1, 3, 5, 7, 9 and 2 more");
    }
}
