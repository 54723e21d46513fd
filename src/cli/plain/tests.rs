//! Talks in a world made of nothing: a script of lines, a journal in memory, a clock that is told.

use std::cell::RefCell;
use std::io::{BufRead, Read};

use super::*;
use crate::domain::config::Config;
use crate::domain::deck::origin::Origin;
use crate::domain::deck::parse::{Format, parse};
use crate::domain::journal::{Entry, Fact};
use crate::domain::library::{Library, Source};
use crate::domain::progress::Progress;
use crate::domain::time::Moment;
use crate::shell::clock::FixedClock;

const SMALL: &str = include_str!("../../../tests/fixtures/decks/small.toml");

/// Answers the first card so that its criteria are met in part.
const ANSWER: &str = "It says where I explore, with which data, and what I hope to find out.";

/// Lines of a script; each takes a second to come.
struct Lines<'a> {
    text: &'a [u8],
    clock: &'a FixedClock,
    begun: bool,
}

impl Read for Lines<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let some = self.fill_buf()?;
        let n = some.len().min(into.len());
        into[..n].copy_from_slice(&some[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Lines<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if !self.begun && !self.text.is_empty() {
            self.clock.pass(1_000);
            self.begun = true;
        }
        let end = self.text.iter().position(|byte| *byte == b'\n');
        Ok(&self.text[..end.map_or(self.text.len(), |end| end + 1)])
    }

    fn consume(&mut self, n: usize) {
        self.begun = n > 0 && self.text[n - 1] != b'\n';
        self.text = &self.text[n..];
    }
}

#[derive(Default)]
struct Kept {
    entries: Vec<Entry>,
    drafts: Vec<Entry>,
    full: bool,
}

impl Journal for &RefCell<Kept> {
    fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        if self.borrow().full {
            return Err(io::Error::other("no space left"));
        }
        self.borrow_mut().entries.extend_from_slice(entries);
        Ok(())
    }

    fn write_elsewhere(&mut self, _: &[Entry]) -> io::Result<std::path::PathBuf> {
        Err(io::Error::other("no place at all"))
    }

    fn keep_draft(&mut self, draft: &Entry) -> io::Result<()> {
        self.borrow_mut().drafts.push(draft.clone());
        Ok(())
    }

    fn fetch(&self, _: &[EntryId]) -> Vec<Entry> {
        Vec::new()
    }

    fn poll(&mut self) -> Vec<Entry> {
        Vec::new()
    }

    fn problems(&mut self) -> Vec<String> {
        Vec::new()
    }
}

/// What a script left.
struct Heard {
    out: String,
    facts: Vec<Fact>,
    drafts: usize,
    outcome: anyhow::Result<Outcome>,
    unsaved: usize,
}

struct Played<'a> {
    deck: &'a str,
    before: &'a [Fact],
    full: bool,
    query: &'a str,
    ahead: bool,
}

impl Played<'_> {
    fn says(&self, script: &str) -> Heard {
        let now = Moment { at: Timestamp(1_795_370_400_000), offset: 0 };
        let clock = FixedClock::at(now);
        let config = Config { new_cards_per_day: 2, ..Config::default() };
        let before = self.before.iter().enumerate().map(|(n, fact)| Entry {
            id: EntryId::new("before", n as u64),
            at: now.at.plus(-86_400_000),
            offset: 0,
            fact: fact.clone(),
        });
        let before: Vec<Entry> = before.collect();
        let model = Model::new(Start {
            library: Library::new([Source {
                parsed: parse("small.toml", self.deck.as_bytes(), Format::Toml),
                origin: Origin::BuiltIn,
                file: "small.toml".to_owned(),
            }]),
            progress: Progress::replay(config.rules(), &before),
            config,
            config_problems: Vec::new(),
            look: Look::default(),
            run: "run".to_owned(),
            now,
            unwritable: None,
            notices: Vec::new(),
            query: self.query.to_owned(),
            review: false,
            ahead: false,
            mock: None,
            tour: false,
        });
        let kept = RefCell::new(Kept { full: self.full, ..Kept::default() });
        let mut out = Vec::new();
        let (model, outcome) = talk(
            World {
                input: &mut Lines { text: script.as_bytes(), clock: &clock, begun: false },
                out: &mut out,
                journal: &mut &kept,
                clock: &clock,
                edit: &mut |text| Ok(format!("{text}edited: {ANSWER}\n")),
            },
            model,
            self.ahead,
        );
        let out = String::from_utf8(out).unwrap();
        for line in out.lines() {
            assert!(view::wrap::width(line) <= 80, "{line}");
            assert!(!line.contains(char::is_control), "{line:?}");
            assert!(!line.contains(|c| ('\u{2500}'..='\u{259f}').contains(&c)), "{line:?}");
        }
        let kept = kept.into_inner();
        let fold = Progress::replay(
            model.progress.rules().clone(),
            before.iter().chain(&kept.entries).chain(&model.unsaved),
        );
        assert!(fold == model.progress, "the state is not the fold of the journal: {script}");
        Heard {
            out,
            facts: kept.entries.into_iter().map(|entry| entry.fact).collect(),
            drafts: kept.drafts.len(),
            outcome,
            unsaved: model.unsaved.len(),
        }
    }
}

fn small() -> Played<'static> {
    Played { deck: SMALL, before: &[], full: false, query: "", ahead: false }
}

/// Facts in a few words.
fn brief(facts: &[Fact]) -> String {
    let one = |fact: &Fact| {
        let name = fact.card().map_or("", |card| card.card());
        match fact {
            Fact::Reviewed { rating, attempt, ms, .. } => {
                let of = if attempt.is_some() { " attempt" } else { "" };
                format!("rated{of} {name} {} {}s", rating.word(), ms / 1_000)
            }
            Fact::Answered(a) => format!("answered {name} '{}' {}s", a.text, a.ms / 1_000),
            Fact::Drafted(d) => format!("drafted {name} '{}' {}s", d.text, d.ms / 1_000),
            Fact::Suspended { on, .. } => format!("suspended {name} {on}"),
            Fact::Flagged { on, .. } => format!("flagged {name} {on}"),
            Fact::Undone { .. } => "undone".to_owned(),
            _ => "?".to_owned(),
        }
    };
    facts.iter().map(one).collect::<Vec<_>>().join(" | ")
}

/// A script, the facts that it leaves, and what is said on the way.
#[track_caller]
fn check(script: &str, facts: &str, says: &[&str]) -> Heard {
    let heard = small().says(script);
    assert_eq!(brief(&heard.facts), facts, "{script}\n{}", heard.out);
    // Lines break where they may.
    let out = heard.out.replace('\n', " ");
    for part in says {
        assert!(out.contains(part), "no {part:?} after {script:?}\n{}", heard.out);
    }
    assert!(heard.outcome.as_ref().is_ok_and(|outcome| *outcome == Outcome::Done));
    heard
}

#[test]
fn a_card_is_asked_shown_and_rated() {
    let heard = check(
        "\n\n3\nq\n",
        "rated charter good 3s",
        &[
            "Review: 0 due, 2 new.",
            "Question: ",
            "Level: ",
            "Next: enter shows short answer.",
            "Short answer:",
            "Rated: good. The card comes back",
            "End: left after 1 rated.",
        ],
    );
    assert_eq!(heard.out.matches("Question: ").count(), 2);
}

#[test]
fn an_answer_is_judged_and_enter_takes_the_suggestion() {
    let script = format!("{ANSWER}\n\nMore.\n.\n\n\n\n\n\n\n\n\n\nq\n");
    let heard = small().says(&script);
    let facts = brief(&heard.facts);
    assert!(
        facts.starts_with(&format!(
            "answered charter '{ANSWER}\n\nMore.' 4s | rated attempt charter "
        )),
        "{facts}"
    );
    for part in ["Score: ", "Time: 0:04 of ", "Verdict 1: ", "Evidence: \"", "Suggested: "] {
        assert!(heard.out.contains(part), "{part}\n{}", heard.out);
    }
    assert!(heard.drafts > 0, "kept while it was written");
}

#[test]
fn what_was_typed_when_the_input_ends_is_a_draft() {
    check("Half a thought\nand", "drafted charter 'Half a thought\nand' 2s", &["Answer: write it"]);
    check("", "", &[]);
    check("\n", "", &[]);
}

#[test]
fn a_draft_is_said_and_goes_on() {
    let first = small().says("Half a thought\n");
    let again = Played { before: &first.facts, ..small() }.says("goes on\n");
    assert!(again.out.contains("Draft: 3 words"), "{}", again.out);
    assert_eq!(brief(&again.facts), "drafted charter 'Half a thought\ngoes on' 2s");
    let passed = Played { before: &first.facts, ..small() }.says("\n");
    assert_eq!(brief(&passed.facts), "");
}

#[test]
fn the_editor_writes_the_answer() {
    let heard = small().says("e\n.\n\n1\nq\n");
    let facts = brief(&heard.facts);
    assert!(
        facts.starts_with(&format!(
            "answered charter 'edited: {ANSWER}' 2s | rated attempt charter again"
        )),
        "{facts}"
    );
}

#[test]
fn a_verdict_can_be_overruled() {
    let heard = small().says(&format!("{ANSWER}\n.\nx 1\nx 99\nx\n\n1\nq\n"));
    let Fact::Answered(attempt) = &heard.facts[0] else { panic!("{:?}", heard.facts) };
    assert!(attempt.criteria[0].overruled && !attempt.feedback);
    assert!(heard.out.contains("as you set it"), "{}", heard.out);
    assert!(heard.out.contains("there is no number 99"), "{}", heard.out);
}

#[test]
fn everything_else_is_a_letter_away() {
    check("f\nf\nq\n", "flagged charter true | flagged charter false", &["Flagged: yes."]);
    check("s\nu\nq\n", "suspended charter true | undone", &["out of the queue", "Undone: "]);
    check("\n\n1\nu\n\n\n4\nq\n", "rated charter again 3s | undone | rated charter easy 3s", &[]);
    check("u\n?\nq\n", "", &["nothing to take back", "Help: "]);
    check("\n1\nzzz\nq\n", "", &["look at the short answer first", "Not understood"]);
    check("n\nn\n\n", "", &["Passed over", "End: Session done: 0 rated, 2 passed over"]);
}

#[test]
fn after_the_last_card_the_last_thing_can_still_be_taken_back() {
    let heard = check("s\nn\nn\nu\nq\n", "suspended charter true | undone", &["End: Session done"]);
    assert!(heard.out.ends_with("End: left after 0 rated.\n"), "{}", heard.out);
    let heard = small().says("n\n\n\n3\nu\nq\n");
    assert!(brief(&heard.facts).ends_with("| undone"), "{}", brief(&heard.facts));
}

#[test]
fn it_goes_on_ahead_of_schedule_where_that_is_wished_for() {
    // Both were rated yesterday, easy and good: they come back in seven days and tomorrow.
    let rated = |card: &str, rating| Fact::Reviewed {
        card: CardId::from(card),
        rating,
        ms: 0,
        attempt: None,
        print: None,
    };
    let before = [rated("small/charter", Rating::Easy), rated("small/flaky", Rating::Good)];
    let seen = Played { before: &before, query: "-is:new", ..small() };
    assert!(seen.says("").out.contains("Review: Nothing is due"), "{}", seen.says("").out);
    let heard = Played { ahead: true, ..seen }.says("\n\n3\n\n\n3\n");
    for part in [
        "Review: 0 due, 0 new, 2 ahead of schedule.",
        "Ahead of schedule: it comes back in 7 days.",
        "Ahead of schedule: it comes back tomorrow.",
        "End: Session done: 2 rated",
    ] {
        assert!(heard.out.contains(part), "{part}: {}", heard.out);
    }
    let none = Played { ahead: true, query: "is:new", ..small() }.says("q\n");
    assert!(none.out.contains("0 due, 2 new."), "{}", none.out);
}

#[test]
fn nothing_to_do_is_said() {
    let none = Played { query: "#no-such-tag", ..small() }.says("");
    assert!(none.out.contains("No card passes"), "{}", none.out);
    assert!(none.outcome.is_ok_and(|outcome| outcome == Outcome::Found));
    let done = Played { query: "is:due", ..small() }.says("");
    assert!(done.facts.is_empty());
}

#[test]
fn what_cannot_be_saved_waits_and_is_said() {
    let heard = Played { full: true, ..small() }.says("f\n\n\n3\nq\n");
    assert!(heard.out.contains("Warning: not saved yet"), "{}", heard.out);
    assert_eq!((heard.unsaved, heard.facts.len()), (2, 0));
}

#[test]
fn a_huge_line_is_cut_and_said() {
    let heard = small().says(&format!("{}\n.\n\n1\nq\n", "word ".repeat(50_000)));
    let Fact::Answered(attempt) = &heard.facts[0] else { panic!("{:?}", brief(&heard.facts)) };
    assert!(attempt.text.len() <= MAX_BYTES);
    assert!(heard.out.contains("Warning: an answer ends at 100 KB"));
}
