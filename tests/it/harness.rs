//! Plays a script of keys through the real loop, in a world made of nothing, and says what came of it.
//!
//! Knows no screens and checks no behaviour, except what must hold after every play: the state is
//! the fold of the journal, and nothing wakes up without end.
//!
//! A script is words: a key by its name (`j`, `space`, `ctrl-s`), `'text'` typed a character at a
//! time, `paste:'text'`, `click:'text'` and `wheel:'text'` (`back:'text'` turns it the other way) where a
//! text first stands in the window, `click:40x12` at a column and row, `pass:900`, `pass:2s`, `pass:11m`, `pass:3d`, `resize:40x12`, `blur`,
//! `term` (the program is told to end), `focus`, `disk:full`, `disk:free`, `disk:3` (every third
//! write fails), `other:full` (nothing can be written elsewhere either), and `stop:10m` (time passes
//! in which the program does not run).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::rc::Rc;
use std::time::Duration;

use greenroom::app::effect::Listen;
use greenroom::app::look::{Colours, Look};
use greenroom::app::{Model, Start};
use greenroom::domain::config::{Config, SecondOpinion, Speech};
use greenroom::domain::deck::origin::Origin;
use greenroom::domain::deck::parse::{Format, parse};
use greenroom::domain::journal::line::encode;
use greenroom::domain::journal::{Entry, Fact};
use greenroom::domain::mock::Wishes;
use greenroom::domain::progress::Progress;
use greenroom::domain::time::{Moment, Timestamp};
use greenroom::shell::adviser::Program;
use greenroom::shell::clock::{Clock, FixedClock};
use greenroom::shell::event_loop;
use greenroom::shell::world::{Desk, World};
use ratatui::Terminal;
use ratatui::buffer::Buffer;

use crate::pictures::gallery::history;
use window::Window;
use world::{Scripted, Shared, TestAdviser, TestDesk, TestEars, TestJournal};

/// Plays on a journal on disk.
pub(crate) mod lasting;
mod script;
mod window;
mod world;

/// Four small cards, see the file.
pub(crate) const SMALL: &str = include_str!("../fixtures/decks/small.toml");

/// Ten small cards whose criteria ask for few kinds, often; see the file.
const PRACTICE: &str = include_str!("../fixtures/decks/practice.toml");

/// Sunday, 22 November 2026, six in the evening in London.
const START: Moment = Moment { at: Timestamp(1_795_370_400_000), offset: 0 };

/// A run to come: decks, window, what was done before.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools)] // independent wishes
pub(crate) struct Play {
    deck: String,
    after_edit: Option<String>,
    origin: Origin,
    before: Vec<Entry>,
    others: Vec<Entry>,
    now: Moment,
    run: usize,
    size: (u16, u16),
    look: Look,
    review: bool,
    ahead: bool,
    tour: bool,
    mock: Option<Wishes>,
    speech: String,
    heard: Result<String, String>,
    judge: String,
    advice: Option<Result<String, String>>,
    new_per_day: u16,
    query: String,
    editor_fails: bool,
    config: String,
    config_then: Option<String>,
    unwritable: Option<String>,
    ears: bool,
}

/// A run that is over: what it left.
pub(crate) struct Played {
    play: Play,
    /// The script, to say in failures.
    pub(crate) script: String,
    /// The program's state.
    pub(crate) model: Model,
    /// Everything in the journal, this run's last.
    pub(crate) journal: Vec<Entry>,
    /// How much of the journal was there when the script ended.
    written: usize,
    /// The draft that lay beside the journal then.
    kept: Option<Entry>,
    /// The window when the script ended.
    pub(crate) buffer: Buffer,
    /// Whether the program left by itself.
    pub(crate) left: bool,
    /// Files that were opened in the editor, as `file:line`.
    pub(crate) edits: Vec<String>,
    /// What the encoder was given.
    pub(crate) asked: Vec<Listen>,
    /// What was written elsewhere.
    pub(crate) elsewhere: Vec<Entry>,
    /// What was asked for of the mouse while the program ran.
    pub(crate) mouse: Vec<bool>,
    /// How often the program woke up without a key.
    pub(crate) wakeups: usize,
    now: Moment,
}

/// A run on the four small cards, in a window of 80 by 24.
pub(crate) fn small() -> Play {
    Play::on(SMALL)
}

/// The ten small cards as a deck file, and five made weeks of study of them as a journal.
pub(crate) fn practice() -> (&'static str, Vec<u8>) {
    (PRACTICE, practised().before.iter().flat_map(encode).collect())
}

/// A run on ten small cards after five made weeks of study.
pub(crate) fn practised() -> Play {
    Play::on(PRACTICE).studied()
}

/// A script on the four small cards.
pub(crate) fn play(script: &str) -> Played {
    small().keys(script)
}

impl Play {
    /// A run on this deck, which is built in.
    pub(crate) fn on(deck: &str) -> Self {
        Self {
            deck: deck.to_owned(),
            after_edit: None,
            origin: Origin::BuiltIn,
            before: Vec::new(),
            others: Vec::new(),
            now: START,
            run: 1,
            size: (80, 24),
            look: Look::default(),
            review: false,
            ahead: false,
            tour: false,
            mock: None,
            speech: String::new(),
            heard: Err("nobody spoke".to_owned()),
            judge: String::new(),
            advice: None,
            new_per_day: 8,
            query: String::new(),
            editor_fails: false,
            config: String::new(),
            config_then: None,
            unwritable: None,
            ears: false,
        }
    }

    /// After five made weeks of study.
    pub(crate) fn studied(self) -> Self {
        let deck = parse("practice.toml", self.deck.as_bytes(), Format::Toml).deck;
        let before = deck.map_or_else(Vec::new, |deck| history::made(&deck.cards, self.now, 35));
        Self { before, ..self }
    }

    /// In a window of this size.
    pub(crate) fn size(self, columns: u16, rows: u16) -> Self {
        Self { size: (columns, rows), ..self }
    }

    /// The deck is the user's own.
    pub(crate) fn own(self) -> Self {
        Self { origin: Origin::Data("/decks/small.toml".into()), ..self }
    }

    /// The user's editor leaves the deck like this.
    pub(crate) fn edited(self, deck: impl Into<String>) -> Self {
        Self { after_edit: Some(deck.into()), ..self }
    }

    /// The user's editor does not open.
    pub(crate) fn editor_fails(self) -> Self {
        Self { editor_fails: true, ..self }
    }

    /// The journal cannot be written, and that is known at the start.
    pub(crate) fn unwritable(self, why: &str) -> Self {
        Self { unwritable: Some(why.to_owned()), ..self }
    }

    /// Without colours.
    pub(crate) fn plain(self) -> Self {
        self.look(Look { colours: Colours::None, ..Look::default() })
    }

    /// On the same deck with texts in ASCII only.
    pub(crate) fn ascii_only(self) -> Self {
        let plain = |c: char| match c {
            '–' | '—' => '-',
            '“' | '”' => '"',
            c if c.is_ascii() => c,
            _ => '?',
        };
        Self { deck: self.deck.chars().map(plain).collect(), ..self }
    }

    /// Looks like this.
    pub(crate) fn look(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// The settings lie in a file like this; it is read at the start, and again when asked for.
    pub(crate) fn config(self, text: &str) -> Self {
        Self { config: text.to_owned(), ..self }
    }

    /// The user's settings file is changed to this before it is read again.
    pub(crate) fn reconfigured(self, text: &str) -> Self {
        Self { config_then: Some(text.to_owned()), ..self }
    }

    /// Begins with a review session.
    pub(crate) fn review(self) -> Self {
        Self { review: true, ..self }
    }

    /// Begins with a review session that goes on ahead of schedule.
    pub(crate) fn ahead(self) -> Self {
        Self { review: true, ahead: true, ..self }
    }

    /// Begins with setting up a mock round.
    pub(crate) fn mock(self, wishes: Wishes) -> Self {
        Self { mock: Some(wishes), ..self }
    }

    /// The user has a dictation program, which writes this or fails with that.
    pub(crate) fn hearing(self, heard: Result<&str, &str>) -> Self {
        let heard = heard.map(str::to_owned).map_err(str::to_owned);
        Self { speech: "listen".to_owned(), heard, ..self }
    }

    /// The user has a program for second opinions, which says this or fails with that after ten seconds.
    pub(crate) fn advised(self, advice: Result<&str, &str>) -> Self {
        let advice = advice.map(str::to_owned).map_err(str::to_owned);
        Self { judge: "opine".to_owned(), advice: Some(advice), ..self }
    }

    /// The user's program for second opinions is this one, and is run.
    #[cfg(unix)]
    pub(crate) fn advised_by(self, command: &str) -> Self {
        Self { judge: command.to_owned(), advice: None, ..self }
    }

    /// There is an encoder, which hears nothing in any sentence.
    pub(crate) fn ears(self) -> Self {
        Self { ears: true, ..self }
    }

    /// So many new cards a day.
    pub(crate) fn new_per_day(self, new_per_day: u16) -> Self {
        Self { new_per_day, ..self }
    }

    /// Begins with the welcome, whatever was done before.
    pub(crate) fn tour(self) -> Self {
        Self { tour: true, ..self }
    }

    /// Begins with a query.
    pub(crate) fn query(self, query: &str) -> Self {
        Self { query: query.to_owned(), ..self }
    }

    /// Another run, elsewhere, wrote what `played` holds; this one hears of it when it looks.
    pub(crate) fn hears(self, played: &Played) -> Self {
        Self { others: played.journal.clone(), ..self }
    }

    /// Plays a script to its end.
    pub(crate) fn keys(&self, script: &str) -> Played {
        let play = self.clone();
        let (config, config_problems) = Config::parse(&play.config);
        let config = if play.config.is_empty() {
            Config {
                new_cards_per_day: play.new_per_day,
                speech: Speech { command: play.speech.clone() },
                judge: SecondOpinion { command: play.judge.clone() },
                ..config
            }
        } else {
            config
        };
        let clock = FixedClock::at(play.now);
        let mut desk = TestDesk {
            deck: play.deck.clone(),
            after_edit: play.after_edit.clone(),
            origin: play.origin.clone(),
            edits: Vec::new(),
            fails: play.editor_fails,
            config: play.config_then.clone().unwrap_or_else(|| play.config.clone()),
            heard: play.heard.clone(),
            clock: &clock,
        };
        let mut model = Model::new(Start {
            library: desk.read(),
            progress: Progress::replay(config.rules(), &play.before),
            config: config.clone(),
            config_problems,
            look: if play.config.is_empty() {
                play.look
            } else {
                Look::of(&config, play.look.colours)
            },
            run: format!("run{}", play.run),
            now: play.now,
            unwritable: play.unwritable.clone(),
            notices: Vec::new(),
            query: play.query.clone(),
            review: play.review,
            ahead: play.ahead,
            tour: play.tour,
            mock: play.mock,
        });
        model.ears = play.ears;
        let (window, shared) = (Window::new(play.size), Shared::default());
        shared.entries.borrow_mut().clone_from(&play.before);
        let mut events = Scripted {
            steps: script::read(script).into(),
            clock: &clock,
            window: window.clone(),
            shared: Rc::clone(&shared),
            wakeups: 0,
            still: 0,
        };
        let mut journal = TestJournal { shared: Rc::clone(&shared), others: play.others.clone() };
        let mut terminal = Terminal::new(window.clone()).unwrap();
        let mut adviser = match play.advice.clone() {
            Some(says) => TestAdviser::Slow { says, clock: &clock, asked: None },
            None => TestAdviser::Real(Program::within(Duration::from_secs(2))),
        };
        let mut ears = TestEars::default();
        let world = World {
            events: &mut events,
            journal: &mut journal,
            clock: &clock,
            desk: &mut desk,
            ears: &mut ears,
            adviser: &mut adviser,
        };
        let model = event_loop::run(&mut terminal, world, model).unwrap().model;

        let left = shared.ended.get().is_none();
        assert!(!left || events.steps.is_empty(), "left before the end of the script: {script}");
        let journal = shared.entries.borrow().clone();
        let written = shared.ended.get().unwrap_or(journal.len());
        let rules = model.config.rules();
        let fold = Progress::replay(rules, journal.iter().chain(&model.unsaved));
        assert!(fold == model.progress, "the state is not the fold of the journal: {script}");
        Played {
            script: script.to_owned(),
            model,
            journal,
            written,
            kept: shared.kept_then.take(),
            buffer: window.buffer(),
            left,
            edits: desk.edits,
            asked: ears.asked,
            elsewhere: shared.elsewhere.borrow().clone(),
            mouse: shared.mouse.take(),
            wakeups: events.wakeups,
            now: clock.now(),
            play,
        }
    }
}

impl Played {
    /// The next run on the same journal, a minute later.
    pub(crate) fn again(&self) -> Play {
        Play {
            before: self.journal.clone(),
            unwritable: None,
            others: Vec::new(),
            now: Moment { at: self.now.at.plus(60_000), ..self.now },
            run: self.play.run + 1,
            review: false,
            ahead: false,
            tour: false,
            mock: None,
            query: String::new(),
            ..self.play.clone()
        }
    }

    /// The window's text when the script ended, a line each.
    pub(crate) fn screen(&self) -> String {
        let area = self.buffer.area;
        let rows = (0..area.height).map(|y| {
            let mut row = String::new();
            let mut covered = 0;
            for x in 0..area.width {
                let symbol = self.buffer[(x, y)].symbol();
                // The second half of a wide character holds nothing of its own.
                if covered == 0 {
                    row += symbol;
                    covered = unicode_width::UnicodeWidthStr::width(symbol);
                }
                covered = covered.saturating_sub(1);
            }
            row.trim_end().to_owned() + "\n"
        });
        rows.collect()
    }

    /// What this run wrote until the script ended: facts in a few words, ` | ` between them.
    pub(crate) fn facts(&self) -> String {
        let own = &self.journal[self.play.before.len()..self.written];
        let kept = self.kept.iter().map(|kept| format!("kept: {}", self.brief(&kept.fact)));
        let facts = own.iter().map(|entry| self.brief(&entry.fact)).chain(kept);
        facts.collect::<Vec<_>>().join(" | ")
    }

    fn brief(&self, fact: &Fact) -> String {
        let name = fact.card().map_or("", |card| card.card());
        match fact {
            Fact::Reviewed { rating, attempt, .. } => {
                let of = if attempt.is_some() { " attempt" } else { "" };
                format!("rated{of} {name} {}", rating.word())
            }
            Fact::Answered(attempt) => {
                let round = if attempt.mock.is_some() { " in a mock" } else { "" };
                let asked = attempt.follow_up.as_ref();
                let asked =
                    asked.map_or_else(String::new, |asked| format!(" then '{}'", asked.text));
                if attempt.spoken {
                    format!("spoke {name} {} %", attempt.score)
                } else {
                    format!("answered{round} {name} '{}'{asked}", attempt.text)
                }
            }
            Fact::Drafted(draft) => format!("drafted {name} '{}'", draft.text),
            Fact::Suspended { on, .. } => format!("suspended {name} {on}"),
            Fact::Flagged { on, .. } => format!("flagged {name} {on}"),
            Fact::Undone { entry } => {
                let target = self.journal.iter().find(|other| other.id == *entry).unwrap();
                format!("undone ({})", self.brief(&target.fact))
            }
            Fact::Renamed { from, to } => format!("renamed {from} {to}"),
            Fact::MockBegun(mock) => format!("began a mock of {}", mock.cards.len()),
            Fact::MockEnded { aborted, .. } => {
                format!("ended a mock{}", if *aborted { " early" } else { "" })
            }
            Fact::Planned { plan } => {
                let day = plan.as_ref().map_or("no day".to_owned(), |plan| plan.on.iso());
                format!("planned {day}")
            }
            Fact::Tuned { parameters } => format!("tuned {}", parameters.is_some()),
        }
    }

    /// Claims that the run wrote exactly these facts.
    #[track_caller]
    pub(crate) fn writes(self, facts: &str) -> Self {
        assert_eq!(self.facts(), facts, "{}", self.script);
        self
    }

    /// Claims that each of these texts is in the window.
    #[track_caller]
    pub(crate) fn shows(self, texts: &[&str]) -> Self {
        let screen = self.screen();
        for text in texts {
            assert!(screen.contains(text), "no `{text}` after {}\n{screen}", self.script);
        }
        self
    }

    /// Claims that none of these texts is in the window.
    #[track_caller]
    pub(crate) fn hides(self, texts: &[&str]) -> Self {
        let screen = self.screen();
        for text in texts {
            assert!(!screen.contains(text), "`{text}` after {}\n{screen}", self.script);
        }
        self
    }

    /// Claims that these files were opened in the editor.
    #[track_caller]
    pub(crate) fn opens(self, edits: &[&str]) -> Self {
        assert_eq!(self.edits, edits, "{}", self.script);
        self
    }

    /// Claims that the program left by itself, or that it did not.
    #[track_caller]
    pub(crate) fn leaves(self, left: bool) -> Self {
        assert_eq!(self.left, left, "{}\n{}", self.script, self.screen());
        self
    }
}
