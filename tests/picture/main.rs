//! Draws the README's picture: `cargo run --example picture`.
//!
//! Plays keys into the real program on the shipped deck, draws its screen, and writes that as
//! `assets/answer.svg`. Nothing in the picture is made up.

mod svg;

use std::path::Path;

use greenroom::app::key::{Code, Key};
use greenroom::app::msg::Msg;
use greenroom::app::{Ctx, Model, Start, update};
use greenroom::domain::config::Config;
use greenroom::domain::progress::Progress;
use greenroom::domain::time::{Moment, SECOND, Timestamp};
use greenroom::shell::desk::Files;
use greenroom::view;
use greenroom::view::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SIZE: (u16, u16) = (110, 21);

const ANSWER: &str = "In March our booking app charged 0.3% of patients twice when they \
double-clicked. Our suite had no test that clicked twice; we had only ever sent one click. I had \
signed off that plan myself. Now every idempotent endpoint has a test that races it, and our \
template asks about it. After that we improved our processes across the board.";

#[expect(clippy::print_stdout, reason = "says where the picture is")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files = Files { decks: "no-such-folder".into(), given: Vec::new() };
    let config = Config::default();
    let mut now = Moment { at: Timestamp(1_790_000_000_000), offset: 0 };
    let mut model = Model::new(Start {
        library: files.library(),
        progress: Progress::new(config.rules()),
        config,
        run: "picture".to_owned(),
        now,
        unwritable: None,
        notices: Vec::new(),
        query: "#escape-rate".to_owned(),
        review: false,
        mock: None,
    });
    let mut play = |msg: Msg, ms: i64| {
        now.at = now.at.plus(ms);
        // What is to be done outside is left undone: this is a picture.
        update(&mut model, msg, Ctx { now, size: SIZE, measure: view::measure });
    };
    play(Msg::Key(Key::plain(Code::Char('a'))), 0);
    for c in ANSWER.chars() {
        play(Msg::Key(Key::plain(Code::Char(c))), 200);
    }
    play(Msg::Tick, 2 * SECOND);
    play(Msg::Tick, 10 * SECOND);
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1))?;
    terminal.draw(|frame| view::render(&model, &Theme::terminal(), frame))?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/answer.svg");
    std::fs::write(&path, svg::of(terminal.backend().buffer()))?;
    println!("{}", path.display());
    Ok(())
}
