//! Draws the README's pictures: `cargo run --example picture`.
//!
//! Plays keys into the real program on the shipped decks, draws its screen, and writes that as
//! `assets/answer.svg` and, after a made history, `assets/progress.svg`. What is on the screen is
//! what the program makes of the answer and of the history.
//!
//! `cargo run --example picture -- history DIR` writes that history as the journal of a data folder,
//! to look at with `greenroom --data-dir DIR --now 2026-11-22T19:00:00Z`.

mod history;
mod svg;

use std::error::Error;
use std::path::Path;

use greenroom::app::key::{Code, Key};
use greenroom::app::look::Look;
use greenroom::app::msg::Msg;
use greenroom::app::{Ctx, Model, Start, update};
use greenroom::domain::config::Config;
use greenroom::domain::journal::Entry;
use greenroom::domain::journal::line::encode;
use greenroom::domain::library::Library;
use greenroom::domain::progress::Progress;
use greenroom::domain::time::{Moment, SECOND, Timestamp};
use greenroom::shell::desk::Files;
use greenroom::view;
use greenroom::view::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const ANSWER: &str = "In March our booking app charged 0.3% of patients twice when they \
double-clicked. Our suite had no test that clicked twice; we had only ever sent one click. I had \
signed off that plan myself. Now every idempotent endpoint has a test that races it, and our \
template asks about it. After that we improved our processes across the board.";

/// Sunday, 22 November 2026, seven in the evening in London.
const EVENING: Moment = Moment { at: Timestamp(1_795_374_000_000), offset: 0 };

/// Days of the made history.
const DAYS: i64 = 75;

#[expect(clippy::print_stdout, reason = "says where the pictures are")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let files = match &arguments[..] {
        [] => {
            let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
            vec![(assets.join("answer.svg"), answer()?), (assets.join("progress.svg"), progress()?)]
        }
        [what, folder] if what == "history" => {
            let journal = Path::new(folder).join("journal");
            std::fs::create_dir_all(&journal)?;
            let lines: Vec<u8> = entries().iter().flat_map(encode).collect();
            vec![(journal.join("made.jsonl"), String::from_utf8(lines)?)]
        }
        _ => return Err("picture, or picture history DIR".into()),
    };
    for (path, text) in files {
        std::fs::write(&path, text)?;
        println!("{}", path.display());
    }
    Ok(())
}

/// The program at a moment, after these entries.
struct Program {
    model: Model,
    now: Moment,
    size: (u16, u16),
}

fn library() -> Library {
    Files { decks: "no-such-folder".into(), given: Vec::new(), config: "no-such-file".into() }
        .library()
}

fn entries() -> Vec<Entry> {
    history::made(&library().cards, EVENING, DAYS)
}

impl Program {
    fn new(now: Moment, entries: &[Entry], query: &str, size: (u16, u16)) -> Self {
        let config = Config::default();
        let model = Model::new(Start {
            library: library(),
            progress: Progress::replay(config.rules(), entries),
            config,
            config_problems: Vec::new(),
            look: Look::default(),
            run: "picture".to_owned(),
            now,
            unwritable: None,
            notices: Vec::new(),
            query: query.to_owned(),
            review: false,
            ahead: false,
            mock: None,
        });
        Self { model, now, size }
    }

    /// What is to be done outside is left undone: this is a picture.
    fn play(&mut self, msg: Msg, ms: i64) {
        self.now.at = self.now.at.plus(ms);
        let ctx = Ctx { now: self.now, size: self.size, measure: view::measure };
        update(&mut self.model, msg, ctx);
    }

    fn key(&mut self, c: char, ms: i64) {
        self.play(Msg::Key(Key::plain(Code::Char(c))), ms);
    }

    fn picture(&self) -> Result<String, Box<dyn Error>> {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1))?;
        terminal.draw(|frame| view::render(&self.model, &Theme::terminal(), frame))?;
        Ok(svg::of(terminal.backend().buffer()))
    }
}

fn answer() -> Result<String, Box<dyn Error>> {
    let now = Moment { at: Timestamp(1_790_000_000_000), offset: 0 };
    let mut program = Program::new(now, &[], "#escape-rate", (110, 21));
    program.key('a', 0);
    for c in ANSWER.chars() {
        program.key(c, 200);
    }
    program.play(Msg::Tick, 2 * SECOND);
    program.play(Msg::Tick, 10 * SECOND);
    program.picture()
}

fn progress() -> Result<String, Box<dyn Error>> {
    let mut program = Program::new(EVENING, &entries(), "", (110, 28));
    program.key('p', 0);
    program.key('2', 0);
    program.picture()
}
