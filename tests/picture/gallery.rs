//! Which pictures there are, and what was done before each: keys played into the real program on the
//! shipped decks.
//!
//! What is on them is what the program makes of the answer and of the made history. Writes nothing.

use std::sync::Arc;

use greenroom::app::key::Key;
use greenroom::app::look::Look;
use greenroom::app::msg::Msg;
use greenroom::app::{Ctx, Model, Start, update};
use greenroom::domain::config::Config;
use greenroom::domain::deck::Card;
use greenroom::domain::journal::Entry;
use greenroom::domain::progress::Progress;
use greenroom::domain::time::{HOUR, Moment, SECOND, Timestamp};
use greenroom::shell::desk::Files;
use greenroom::shell::world::Desk;
use greenroom::view;
use greenroom::view::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use svg::Paper;

pub(crate) mod history;
mod svg;

const ANSWER: &str = "In March our booking app charged 0.3% of patients twice when they \
double-clicked. Our suite had no test that clicked twice; we had only ever sent one click. I had \
signed off that plan myself. Now every idempotent endpoint has a test that races it, and our \
template asks about it. After that we improved our processes across the board.";

/// Sunday, 22 November 2026, seven in the evening in London.
const EVENING: Moment = Moment { at: Timestamp(1_795_374_000_000), offset: 0 };

const DAY: i64 = 24 * HOUR;

/// Days of the made history.
const DAYS: i64 = 75;

/// The shipped decks and the made history.
pub(crate) struct Made {
    cards: Vec<Arc<Card>>,
    pub(crate) entries: Vec<Entry>,
}

impl Made {
    pub(crate) fn new() -> Self {
        let cards = files().read().cards;
        Self { entries: history::made(&cards, EVENING, DAYS), cards }
    }

    /// Every picture: the name of its file, and what stands in it.
    pub(crate) fn pictures(&self) -> Vec<(String, String)> {
        assert!(!self.cards.is_empty(), "no decks");
        let screens = [
            ("browser", self.browser()),
            ("answer", self.answer()),
            ("debrief", self.debrief()),
            ("progress", self.progress()),
        ];
        let mut pictures = Vec::new();
        for (name, program) in &screens {
            let buffer = program.buffer();
            pictures.push((format!("{name}.svg"), svg::of(&buffer, &Paper::DARK)));
            pictures.push((format!("{name}-light.svg"), svg::of(&buffer, &Paper::LIGHT)));
        }
        pictures
    }

    fn browser(&self) -> Program {
        let mut program = Program::new(&self.entries, "test #risk", (110, 26));
        program.play(Msg::Tick, 3 * DAY);
        program.keys("j j j");
        program
    }

    fn answer(&self) -> Program {
        let mut program = Program::new(&self.entries, "#escape-rate", (110, 21));
        program.answers();
        program
    }

    fn debrief(&self) -> Program {
        let mut program = self.answer();
        program.size.1 = 34;
        program.keys("ctrl-s");
        program
    }

    fn progress(&self) -> Program {
        let mut program = Program::new(&self.entries, "", (110, 28));
        program.keys("p 2");
        program
    }
}

fn files() -> Files {
    Files { decks: "no-such-folder".into(), given: Vec::new(), config: "no-such-file".into() }
}

/// The program at a moment.
struct Program {
    model: Model,
    now: Moment,
    size: (u16, u16),
}

impl Program {
    fn new(entries: &[Entry], query: &str, size: (u16, u16)) -> Self {
        let config = Config::default();
        let model = Model::new(Start {
            library: files().read(),
            progress: Progress::replay(config.rules(), entries),
            config,
            config_problems: Vec::new(),
            look: Look::default(),
            run: "picture".to_owned(),
            now: EVENING,
            unwritable: None,
            notices: Vec::new(),
            query: query.to_owned(),
            review: false,
            ahead: false,
            tour: false,
            mock: None,
        });
        Self { model, now: EVENING, size }
    }

    /// What is to be done outside is left undone: this is a picture.
    fn play(&mut self, msg: Msg, ms: i64) {
        self.now.at = self.now.at.plus(ms);
        let ctx = Ctx { now: self.now, size: self.size, measure: view::measure, hit: view::hit };
        update(&mut self.model, msg, ctx);
    }

    /// Plays keys by their names.
    fn keys(&mut self, names: &str) {
        for name in names.split(' ') {
            if let Ok(key) = name.parse::<Key>() {
                self.play(Msg::Key(key), 0);
            }
        }
    }

    /// Writes the answer to the first card.
    fn answers(&mut self) {
        self.keys("a");
        for word in ANSWER.split_inclusive(' ') {
            self.play(Msg::Paste(word.to_owned()), 1_100);
        }
        for _ in 0..12 {
            self.play(Msg::Tick, SECOND);
        }
    }

    fn buffer(&self) -> ratatui::buffer::Buffer {
        let Ok(mut terminal) = Terminal::new(TestBackend::new(self.size.0, self.size.1));
        let drawn = terminal.draw(|frame| view::render(&self.model, &Theme::terminal(), frame));
        let Ok(drawn) = drawn;
        drawn.buffer.clone()
    }
}
