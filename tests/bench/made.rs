//! What the benches have in common: made decks and answers, the program without its terminal, and
//! how times are shown. Everything made is the same on every run. Measures nothing by itself.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use greenroom::app::key::{Code, Key};
use greenroom::app::look::Look;
use greenroom::app::msg::Msg;
use greenroom::app::{Ctx, Model, Start, update};
use greenroom::domain::config::Config;
use greenroom::domain::deck::origin::Origin;
use greenroom::domain::library::{Library, Source};
use greenroom::domain::progress::Progress;
use greenroom::domain::time::{Moment, Timestamp};
use greenroom::shell::desk::read;
use greenroom::view;
use greenroom::view::theme::Theme;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Cards in a made deck.
pub(crate) const CARDS: usize = 1_000;

const SIZE: (u16, u16) = (120, 40);

/// Starts the program in a pseudo-terminal: the time to its first frame, and the bytes of memory that it
/// has held by then.
pub(crate) fn start(data: &Path) -> (Duration, u64) {
    let size = PtySize { rows: 40, cols: 120, ..PtySize::default() };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_greenroom"));
    command.arg("--data-dir");
    command.arg(data);
    let mut screen = pty.master.try_clone_reader().unwrap();
    let since = Instant::now();
    let mut child = pty.slave.spawn_command(command).unwrap();
    let (mut seen, mut part) = (Vec::new(), [0; 4096]);
    // The last line of the screen is the footer.
    while !seen.windows(4).any(|four| four == b"quit") {
        let read = screen.read(&mut part).unwrap();
        seen.extend_from_slice(&part[..read]);
    }
    let took = since.elapsed();
    let status = format!("/proc/{}/status", child.process_id().unwrap());
    let status = fs::read_to_string(status).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|kb| kb.trim().trim_end_matches(" kB").parse::<u64>().ok());
    child.kill().unwrap();
    child.wait().unwrap();
    (took, kib.unwrap_or_default() * 1024)
}

/// Sentences out of the words of the built-in deck, as often as they stand there.
pub(crate) struct Prose {
    words: Vec<&'static str>,
    state: u64,
}

impl Prose {
    pub(crate) fn new(seed: usize) -> Self {
        let deck = include_str!("../../decks/manual-exploratory.toml");
        let words = deck.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphabetic()));
        let words = words.filter(|w| w.chars().all(|c| c.is_ascii_alphabetic()) && !w.is_empty());
        Self { words: words.collect(), state: seed as u64 + 1 }
    }

    fn below(&mut self, bound: usize) -> usize {
        // Knuth's MMIX generator; its high bits are well mixed.
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % bound
    }

    /// So many words, in sentences of twelve.
    pub(crate) fn words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for n in 0..count {
            let word = self.below(self.words.len());
            text.push_str(self.words[word]);
            text.push_str(match n {
                n if n + 1 == count => ".",
                n if n % 12 == 11 => ". ",
                _ => " ",
            });
        }
        text
    }
}

/// A deck file of [`CARDS`] cards, each with 120 characters of short answer, 400 of detail, and so
/// many criteria of two examples.
pub(crate) fn deck(number: usize, criteria: usize) -> String {
    const LEVELS: [&str; 3] = ["junior", "mid", "senior"];
    const KINDS: [&str; 4] = ["specifics", "cause", "system", "proof"];
    let mut prose = Prose::new(number);
    let mut text = format!("id = \"made-{number}\"\ntitle = \"Made {number}\"\n");
    for n in 0..CARDS {
        let tags = [prose.below(8), 8 + prose.below(8), 16 + prose.below(8)];
        text += &format!(
            "\n[[card]]\nid = \"card-{n}\"\nquestion = \"{}\"\nlevel = \"{}\"\n\
             tags = [\"tag-{}\", \"tag-{}\", \"tag-{}\"]\nminutes = 2\n\
             short_answer = \"\"\"\n{}\n\"\"\"\ndetail = \"\"\"\n{}\n\n{}\n\"\"\"\n\
             looks_for = \"{}\"\npitfall = \"{}\"\n",
            prose.words(14),
            LEVELS[prose.below(3)],
            tags[0],
            tags[1],
            tags[2],
            prose.words(20),
            prose.words(36),
            prose.words(32),
            prose.words(8),
            prose.words(8),
        );
        for criterion in 0..criteria {
            text += &format!(
                "\n[[card.criteria]]\nid = \"criterion-{criterion}\"\ntitle = \"{}\"\n\
                 kind = \"{}\"\nexamples = [\"{}\", \"{}\"]\n",
                prose.words(4),
                KINDS[criterion % KINDS.len()],
                prose.words(9),
                prose.words(9),
            );
        }
    }
    text
}

/// The library of so many made decks, four criteria a card or as many as are said.
pub(crate) fn library(decks: usize, criteria: usize) -> Library {
    Library::new((0..decks).map(|n| {
        let file = format!("made-{n}.toml");
        let parsed = read(&file, Ok(deck(n, criteria).into_bytes()));
        assert!(parsed.problems.is_empty(), "{:?}", parsed.problems[0]);
        Source { origin: Origin::Data(file.clone().into()), file, parsed }
    }))
}

/// The program, without a world: what it asks for is left undone.
pub(crate) struct Program {
    pub(crate) model: Model,
    terminal: Terminal<TestBackend>,
    now: Moment,
}

impl Program {
    /// The program at its start, nothing drawn yet.
    pub(crate) fn new(library: Library, progress: Option<Progress>) -> Self {
        let now = Moment { at: Timestamp(1_790_000_000_000), offset: 0 };
        let config = Config::default();
        let mut model = Model::new(Start {
            library,
            progress: progress.unwrap_or_else(|| Progress::new(config.rules())),
            config,
            config_problems: Vec::new(),
            look: Look::default(),
            run: "bench".to_owned(),
            now,
            unwritable: None,
            notices: Vec::new(),
            query: String::new(),
            review: false,
            ahead: false,
            tour: false,
            mock: None,
        });
        // Sentences are looked for that the encoder is to hear; nobody here listens.
        model.ears = true;
        let terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
        Self { model, terminal, now }
    }

    /// From a message to the drawn frame.
    pub(crate) fn play(&mut self, msg: Msg) {
        self.now.at = self.now.at.plus(100);
        update(
            &mut self.model,
            msg,
            Ctx { now: self.now, size: SIZE, measure: view::measure, hit: view::hit },
        );
        let Self { model, terminal, .. } = self;
        terminal.draw(|frame| view::render(model, &Theme::terminal(), frame)).unwrap();
    }

    /// The same for a key, and how long it took.
    pub(crate) fn press(&mut self, code: Code) -> Duration {
        let since = Instant::now();
        self.play(Msg::Key(Key::plain(code)));
        since.elapsed()
    }
}

/// Prints the median, the 99th of a hundred and the longest of some times.
#[allow(clippy::print_stdout)]
pub(crate) fn show(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    println!(
        "{what:<46} {} times: least {:?}, median {:?}, p99 {:?}, most {:?}",
        times.len(),
        times[0],
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
