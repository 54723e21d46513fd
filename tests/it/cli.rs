//! The real binary's command line, in an environment made of nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod plan;

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A deck of one card; its id is a shipped deck's, so that it takes that one's place.
pub(crate) const DECK: &str = r#"
id = "manual-exploratory"
title = "One card"
language = "en"

[[card]]
id = "escape"
question = "What did you change after a bug escaped?"
level = "senior"
tags = ["post-incident"]
minutes = 2
short_answer = "The category, not the bug."
detail = "A measure and a period."
looks_for = "Proof."
pitfall = "We improved the process."

[[card.criteria]]
id = "proof"
title = "Proves it"
description = "A measure, a period and a result."
kind = "proof"
examples = [
  "In eighteen months it has not come back.",
  "No repeat in a year.",
]
counterexamples = ["We are confident.", "We trust the new process."]

[[card.traps]]
id = "blame"
title = "Blames a person"
description = "Names somebody else as the cause."
kind = "blame"
examples = ["The developer ignored the spec.", "It was the vendor's fault."]
counterexamples = ["The gap was in our tests.", "I had reviewed that plan."]
"#;

/// An answer to it that the judge calls met.
pub(crate) const ANSWER: &str = "In eighteen months it has not come back.";

/// A round of one question that was asked on, as a journal keeps it.
const ROUND: &str = r#"{"v":1,"id":"m.000001","at":1795370400000,"off":0,"fact":{"mock_begun":{"query":"","cards":["manual-exploratory/escape"],"feedback":false}}}
{"v":1,"id":"m.000002","at":1795370460000,"off":0,"fact":{"answered":{"card":"manual-exploratory/escape","text":"In eighteen months it has not come back.","ms":60000,"target_ms":120000,"score":42,"criteria":[{"id":"proof","verdict":"partial"}],"traps":[{"id":"blame","hit":true}],"feedback":false,"mock":"m.000001","follow_up":{"question":"And then?","text":"Nothing.","ms":5000,"met":["proof"]}}}}
{"v":1,"id":"m.000003","at":1795370470000,"off":0,"fact":{"mock_ended":{"mock":"m.000001","ms":65000,"aborted":false}}}
"#;

/// A home folder with nothing in it, and the program run there.
pub(crate) struct Home(TempDir);

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A home with [`DECK`] among the user's decks.
    pub(crate) fn with_deck() -> Self {
        let home = Self::new();
        home.write("data/decks/one.toml", DECK);
        home
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// What stands in all the journal files.
    pub(crate) fn journal(&self) -> String {
        self.all("data/journal")
    }

    /// What stands in all the drafts that are kept beside the journal.
    pub(crate) fn drafts(&self) -> String {
        self.all("data/drafts")
    }

    fn all(&self, folder: &str) -> String {
        let Ok(files) = fs::read_dir(self.path(folder)) else { return String::new() };
        let files = files.map(|file| file.unwrap());
        // What begins with a dot is being written at this moment.
        let whole = files.filter(|file| !file.file_name().as_encoded_bytes().starts_with(b"."));
        whole.map(|file| fs::read_to_string(file.path()).unwrap_or_default()).collect()
    }

    pub(crate) fn command(&self, args: &[&OsStr]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
        command.env_clear().env("HOME", self.path("")).current_dir(self.path(""));
        command.env("GREENROOM_DATA_DIR", self.path("data")).args(args);
        command
    }

    pub(crate) fn run(&self, args: &str) -> Ran {
        self.fed(args, "")
    }

    /// Runs with a text on standard input.
    pub(crate) fn fed(&self, args: &str, input: &str) -> Ran {
        let args: Vec<&OsStr> = args.split_whitespace().map(OsStr::new).collect();
        fed(&mut self.command(&args), input)
    }

    pub(crate) fn json(&self, args: &str, input: &str) -> Value {
        let ran = self.fed(args, input);
        serde_json::from_str(&ran.out).unwrap_or_else(|why| panic!("{args}: {why}\n{}", ran.out))
    }
}

pub(crate) fn fed(command: &mut Command, input: &str) -> Ran {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // Whoever does not read its input closes it.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs with the shipped decks: the exit code, and a part of what is said on standard output and on
/// standard error; nothing where that part is empty.
#[track_caller]
fn check(args: &str, code: i32, out: &str, err: &str) {
    check_in(&Home::new(), args, "", code, out, err);
}

#[track_caller]
fn check_in(home: &Home, args: &str, input: &str, code: i32, out: &str, err: &str) {
    let ran = home.fed(args, input);
    for (part, all) in [(out, &ran.out), (err, &ran.err)] {
        let fits = if part.is_empty() { all.is_empty() } else { all.contains(part) };
        assert!(fits, "{args}: {part:?} in {all:?}\nout: {}\nerr: {}", ran.out, ran.err);
    }
    assert_eq!(ran.code, Some(code), "{args}: {}", ran.err);
}

/// Names and types of a value's fields, in a line; of a list, those of its richest element.
fn shape(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(_) => "yes".to_owned(),
        Value::Number(_) => "0".to_owned(),
        Value::String(_) => "text".to_owned(),
        Value::Array(all) => {
            let richest = all.iter().map(shape).max_by_key(String::len);
            format!("[{}]", richest.unwrap_or_default())
        }
        Value::Object(fields) => {
            let fields: Vec<_> = fields.iter().map(|(k, v)| format!("{k}:{}", shape(v))).collect();
            format!("{{{}}}", fields.join(" "))
        }
    }
}

/// Every file and folder below a folder.
pub(crate) fn all_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            let below = if path.is_dir() { all_below(&path) } else { Vec::new() };
            [vec![path], below].concat()
        })
        .collect()
}

#[test]
fn each_command_does_what_it_says() {
    check("list", 0, "manual-exploratory/production-escape", "");
    check("list #post-incident level:senior", 0, "production-escape", "");
    check("show production-escape", 0, "COMMON PITFALL", "");
    check("show manual-exploratory/production-escape", 0, "CRITERIA", "");
    check("check", 0, "", "0 problems");
    check("stats", 0, "due in the next 7 days", "");
    check("paths", 0, "journal  ", "");
    check("keys", 0, "Leave greenroom", "");
    check("keys --markdown", 0, "| `q` | Leave greenroom |", "");
    check("man", 0, ".TH greenroom", "");
    check("--version", 0, "greenroom ", "");
    check("--help", 0, "GREENROOM_DATA_DIR", "");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        check(&format!("completions {shell}"), 0, "greenroom", "");
    }
}

#[test]
fn each_error_says_what_to_do() {
    check("list #no-such-tag", 1, "", "");
    check("list nonsense:", 2, "", "The fields are level:");
    check("list level:principal", 2, "", "junior");
    check("list is:", 2, "", "due");
    check("stats score<", 2, "", "QUERY: ");
    check("show nothing-like-it", 2, "", "`greenroom list` shows them all");
    check("score nothing-like-it", 2, "", "`greenroom list`");
    check("score production-escape", 2, "", "the answer is empty");
    check("score production-escape no-such-file", 2, "", "cannot read no-such-file");
    check("score", 2, "", "<CARD>");
    check("check no-such-file", 2, "", "no-such-file");
    check("list --deck no-such-file", 2, "", "--deck no-such-file");
    check("completions tcsh", 2, "", "[possible values: bash");
    check("list --no-such-option", 2, "", "--help");
    check("race list", 2, "", "a QUERY goes behind its command");
    check("list --color sometimes", 2, "", "auto");
    check("mock --questions 0", 2, "", "give a number from 1 to 50");
    check("mock --minutes 99", 2, "", "give minutes from 0.5 to 30");
    check("mock --feedback --no-feedback", 2, "", "cannot be used with");
    check("debrief", 1, "", "`greenroom mock` begins one");
    check("debrief --list", 1, "", "");
    check("debrief no-such-round", 2, "", "`greenroom debrief --list` shows them all");
}

#[test]
fn without_a_terminal_the_screens_say_which_commands_work() {
    for args in ["", "#post-incident", "review", "review is:due", "mock", "mock #x --strict"] {
        check(args, 2, "", "list, show, score, check, stats, paths and keys work without one");
        check(args, 2, "", "`greenroom review --plain`");
    }
}

#[test]
fn a_name_that_means_two_cards_asks_for_the_deck() {
    let home = Home::new();
    let other = DECK.replace("id = \"manual-exploratory\"", "id = \"other\"");
    home.write("data/decks/one.toml", DECK);
    home.write("data/decks/two.toml", &other);
    check_in(&home, "show escape", "", 2, "", "manual-exploratory/escape or other/escape");
    check_in(&home, "show other/escape", "", 0, "other/escape", "");
}

#[test]
fn commands_that_read_leave_nothing_behind() {
    let home = Home::new();
    let commands = "list,show production-escape,score production-escape,score --batch,check,stats,\
                    doctor,paths,keys,man,completions zsh,,review,mock,debrief";
    for args in commands.split(',') {
        home.fed(args, ANSWER);
        assert_eq!(all_below(&home.path("")), Vec::<PathBuf>::new(), "{args}");
    }
}

#[test]
fn the_shapes_of_json_are_as_documented() {
    let home = Home::with_deck();
    let fits = |args: &str, expect: &str| assert_eq!(shape(&home.json(args, ANSWER)), expect);
    fits(
        "list --json",
        "{cards:[{attempts:0 card:text due:none last_score:none level:text number:0 \
         question:text state:text tags:[text]}] v:0}",
    );
    fits(
        "show escape --json",
        "{answers:[] criteria:[{counterexamples:[text] description:text examples:[text] id:text kind:text \
         title:text weight:0}] detail:text follow_ups:[] id:text level:text line:0 looks_for:text \
         minutes:0 model_answer:text number:0 pitfall:text question:text short_answer:text \
         sources:[] tags:[text] traps:[{counterexamples:[text] description:text examples:[text] \
         id:text kind:text title:text}] v:0}",
    );
    fits(
        "score escape --json",
        "{card:text criteria:[{confidence:0 evidence:[{end:0 start:0 text:text}] id:text \
         verdict:text}] score:0 suggested_rating:text traps:[{confidence:0 evidence:[] hit:yes \
         id:text}] v:0 words:0}",
    );
    fits(
        "stats --json",
        "{attempts:0 cards:0 cards_due_later:0 days:[] drafts:0 due:0 due_in_days:[0] flagged:0 \
         forecast:[{cards_due:0 day:text}] gaps:[] mean_last_score:none minutes:0 new:0 \
         predicted_retention:none recall_today:none retention:none retention_weeks:[] reviews:0 \
         reviews_today:0 scores:[] suspended:0 v:0}",
    );
    fits("check --json", "{cards:0 decks:0 problems:[] v:0}");
    home.write("data/journal/other.jsonl", "not json\n{\"v\":9}\n{");
    fits(
        "doctor --json",
        "{files:[{ahead:[] backwards:[] bad:[{line:0 why:text}] bytes:0 contradicting:[] facts:{} \
         file:text lines:0 newer:[0] repeated:[] torn:{bytes:0 line:0}}] \
         findings:[{lines:[0] place:text severity:text to_do:text what:text}] folder:text \
         orphans:[] set_aside:[] snapshot:text v:0 well:yes writable:yes}",
    );
    home.write("data/journal/round.jsonl", ROUND);
    fits(
        "debrief --json",
        "{aborted:yes answered:0 day:text earlier:[] feedback:yes mean_score:0 ms:0 query:text \
         questions:[{answer:{best_sentence:text criteria:[{id:text title:text verdict:text \
         when_asked:yes}] entry:text follow_up:{met:[text] ms:0 question:text text:text} ms:0 \
         score:0 suggested_rating:text text:text traps:[text] words:0 words_per_minute:0} \
         card:text number:0 question:text target_ms:0}] round:text strict:yes target_ms:0 v:0 \
         work_on:[{cards:[text] kind:text missed:0 of:0 partial:0 title:text trap:yes}]}",
    );
    fits(
        "debrief --list --json",
        "{rounds:[{answered:0 day:text mean_score:0 ms:0 questions:0 round:text}] v:0}",
    );
    fits("paths --json", "{config:text data:text decks:text journal:text v:0}");
    home.write("bad.toml", "id = 3\n");
    fits(
        "check bad.toml --json",
        "{cards:0 decks:0 problems:[{card:none column:0 file:text hint:text line:0 severity:text \
         what:text}] v:0}",
    );
}

/// A user of the ten cards for practice after five weeks.
fn practised() -> Home {
    let (deck, journal) = crate::harness::practice();
    let home = Home::new();
    home.write("data/decks/practice.toml", deck);
    home.write("data/journal/made.jsonl", std::str::from_utf8(&journal).unwrap());
    home
}

const EVENING: &str = "--now 2026-11-22T18:00:00Z deck:practice";

#[test]
fn every_plot_is_there_as_figures_with_their_units() {
    let home = practised();
    let stats = home.json(&format!("stats --json {EVENING}"), "");
    for (table, expect) in [
        ("days", "[{attempts:0 day:text minutes:0 reviews:0}]"),
        ("forecast", "[{cards_due:0 day:text}]"),
        (
            "retention_weeks",
            "[{predicted_percent:0 recalled:0 recalled_percent:0 reviews:0 week_from:text}]",
        ),
        ("scores", "[{card:text day:text minutes:0 score_percent:0 spoken:yes target_minutes:0}]"),
    ] {
        assert_eq!(shape(&stats[table]), expect, "{table}");
    }
    let sum = |table: &str, field: &str| -> f64 {
        stats[table].as_array().unwrap().iter().map(|row| row[field].as_f64().unwrap()).sum()
    };
    for counted in ["reviews", "attempts"] {
        assert_eq!(Some(sum("days", counted) as u64), stats[counted].as_u64(), "{counted}");
    }
    assert!((sum("days", "minutes") - stats["minutes"].as_f64().unwrap()).abs() < 0.5);
    assert_eq!(
        stats["scores"].as_array().unwrap().len(),
        stats["attempts"].as_u64().unwrap() as usize
    );
    assert_eq!(stats["forecast"][0]["day"], "2026-11-22");
    assert_eq!(stats["forecast"][0]["cards_due"], stats["due"]);
    let states: Vec<String> = ["proof", "system"]
        .map(|name| {
            let gaps = stats["gaps"].as_array().unwrap();
            let gap = gaps.iter().find(|gap| gap["name"] == name).unwrap();
            format!(
                "{} {} {}",
                gap["by"].as_str().unwrap(),
                gap["state"].as_str().unwrap(),
                gap["since"]
            )
        })
        .into();
    assert_eq!(states, ["kind open null", "kind closed \"2026-11-07\""]);
}

#[test]
fn each_table_is_there_as_csv_with_its_names() {
    let home = practised();
    for (table, head) in [
        ("days", "day,minutes,reviews,attempts"),
        ("forecast", "day,cards_due"),
        ("retention", "week_from,reviews,recalled,recalled_percent,predicted_percent"),
        ("scores", "day,card,score_percent,minutes,target_minutes,spoken"),
        (
            "gaps",
            "by,name,state,since,attempts,missed,missed_percent,latest_missed_percent,\
                  before_missed_percent,met_in_a_row,cards",
        ),
    ] {
        let out = home.run(&format!("stats --csv {table} {EVENING}")).out;
        let mut lines = out.lines();
        assert_eq!(lines.next(), Some(head));
        let cells = head.split(',').count();
        assert!(lines.clone().count() > 3, "{out}");
        assert!(lines.all(|line| line.split(',').count() == cells), "{out}");
    }
    check("stats --csv moons", 2, "", "[possible values: days, forecast, retention, scores, gaps]");
    check("stats --csv days --json", 2, "", "cannot be used with");
}

#[test]
fn the_text_of_stats_names_the_gaps_to_work_on() {
    let home = practised();
    let out = home.run(&format!("stats {EVENING}")).out;
    assert!(out.contains("  proof                 open: "), "{out}");
    check("stats", 0, "gaps                    –", "");
    check("stats --now yesterday", 2, "", "write a moment in UTC, like 2026-11-22T19:00:00Z");
}

#[test]
fn a_score_is_made_of_known_words_and_true_offsets() {
    let home = Home::new();
    let card = home.json("show production-escape --json", "");
    let answer = card["model_answer"].as_str().unwrap();
    let scored = home.json("score production-escape - --json", answer);
    assert_eq!(scored["card"], "manual-exploratory/production-escape");
    assert!(scored["score"].as_u64().unwrap() <= 100);
    assert!(
        ["again", "hard", "good", "easy"].contains(&scored["suggested_rating"].as_str().unwrap())
    );
    let ids = |value: &Value| -> Vec<Value> {
        value.as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
    };
    assert_eq!(ids(&scored["criteria"]), ids(&card["criteria"]));
    assert_eq!(ids(&scored["traps"]), ids(&card["traps"]));
    let findings = [&scored["criteria"], &scored["traps"]].map(|list| list.as_array().unwrap());
    let mut seen = 0;
    for finding in findings.into_iter().flatten() {
        assert!((0.0..=1.0).contains(&finding["confidence"].as_f64().unwrap()));
        if let Some(verdict) = finding["verdict"].as_str() {
            assert!(["met", "partial", "not_yet"].contains(&verdict), "{verdict}");
        }
        for evidence in finding["evidence"].as_array().unwrap() {
            let at = |name: &str| evidence[name].as_u64().unwrap() as usize;
            assert_eq!(answer.get(at("start")..at("end")), evidence["text"].as_str());
            seen += 1;
        }
    }
    assert!(seen > 0, "an answer that is a model has evidence");
}

#[test]
fn an_answer_is_read_from_a_file_or_from_standard_input() {
    let home = Home::with_deck();
    home.write("answer.txt", ANSWER);
    let of_file = home.run("score escape answer.txt").out;
    assert!(of_file.contains("met      Proves it"), "{of_file}");
    assert_eq!(home.fed("score escape", ANSWER).out, of_file);
    assert_eq!(home.fed("score escape -", ANSWER).out, of_file);
    fs::write(home.path("bytes"), b"\xff\xfe").unwrap();
    check_in(&home, "score escape bytes", "", 2, "", "not UTF-8");
    check_in(&home, "score escape", &"word ".repeat(300_000), 2, "", "longer than 1 MB");
}

#[test]
fn a_batch_answers_line_by_line_and_names_the_bad_lines() {
    let home = Home::with_deck();
    let good = format!("{{\"card\":\"escape\",\"text\":\"{ANSWER}\"}}\n");
    let bad =
        "{\"card\":\"none\",\"text\":\"x\"}\nnot json\n\n{\"card\":\"escape\",\"text\":\" \"}\n";
    let ran = home.fed("score --batch", &format!("{good}{bad}{good}"));
    assert_eq!((ran.code, &*ran.err), (Some(1), ""));
    let lines: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said: Vec<String> = lines
        .iter()
        .map(|line| match line["error"].as_str() {
            Some(why) => format!("{}: {why}", line["line"]),
            None => format!("{}", line["criteria"][0]["verdict"]),
        })
        .collect();
    assert_eq!(said.len(), 5, "{said:#?}");
    assert_eq!((&*said[0], &*said[4]), ("\"met\"", "\"met\""));
    assert!(said[1].starts_with("2: no card is called none"), "{}", said[1]);
    assert!(said[2].starts_with("3: "), "{}", said[2]);
    assert!(said[3].starts_with("5: the answer is empty"), "{}", said[3]);
    assert_eq!(shape(&lines[1]), "{error:text line:0 v:0}");
    assert_eq!(lines[0], home.json("score escape --json", ANSWER));
    check_in(&home, "score --batch", &good, 0, "\"v\":1", "");
    check_in(&home, "score --batch escape", "", 2, "", "cannot be used with");
}

#[test]
fn a_batch_keeps_the_order_of_its_lines() {
    let home = Home::with_deck();
    let text = |n: usize| ANSWER.repeat(1 + n * 7 % 5) + &"word ".repeat(n);
    let line = |n| format!("{{\"card\":\"escape\",\"text\":\"{}\"}}\n", text(n));
    let ran = home.fed("score --batch --explain", &(0..60).map(line).collect::<String>());
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let words: Vec<u64> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["words"].as_u64().unwrap())
        .collect();
    let expect: Vec<u64> = (0..60).map(|n| text(n).split_whitespace().count() as u64).collect();
    assert_eq!(words, expect);
}

#[test]
fn a_verdict_says_why_where_it_is_asked() {
    let home = Home::with_deck();
    let plain = home.fed("score escape --explain", ANSWER).out;
    assert!(plain.contains("Reads like: “"), "{plain}");
    let scored = home.json("score escape --json --explain", ANSWER);
    let first = &scored["criteria"][0];
    assert!(["certain", "likely", "perhaps"].contains(&first["certainty"].as_str().unwrap()));
    assert!(first["reason"].as_str().unwrap().starts_with("Reads like: “"), "{first}");
    assert!(first["example"].is_string() && first["missing"].is_array(), "{first}");
    let bare = home.json("score escape --json", ANSWER);
    assert!(bare["criteria"][0].get("reason").is_none(), "only where it is asked for");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::new();
    let all = "list,list --json,show production-escape,show production-escape --json,stats,check,\
               keys,man,completions bash,paths,score production-escape,score --batch,--help";
    for args in all.split(',') {
        let args: Vec<&OsStr> = args.split_whitespace().map(OsStr::new).collect();
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let input = home.write("in", "{\"card\":\"production-escape\",\"text\":\"I did.\"}\n");
        let mut command = home.command(&args);
        command.stdin(fs::File::open(input).unwrap()).stdout(writer).stderr(Stdio::piped());
        let output = command.spawn().unwrap().wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {:?} {err}", output.status);
        assert!(err.is_empty() || err.ends_with("problems\n"), "{args:?}: {err}");
    }
}

#[test]
fn a_users_deck_takes_the_place_of_the_shipped_one() {
    let home = Home::with_deck();
    let listed = home.run("list").out;
    assert!(listed.starts_with("manual-exploratory/escape"), "{listed}");
    assert_eq!(listed.lines().filter(|line| line.starts_with("manual-exploratory/")).count(), 1);
}

#[test]
fn decks_are_added_by_file_and_by_folder() {
    let home = Home::new();
    for name in ["a", "b"] {
        let text = DECK.replace("id = \"manual-exploratory\"", &format!("id = \"deck-{name}\""));
        home.write(&format!("more/{name}.toml"), &text);
    }
    check_in(&home, "list deck:deck-a --deck more/a.toml", "", 0, "deck-a/escape", "");
    check_in(&home, "list deck:deck-b --deck more/a.toml", "", 1, "", "");
    check_in(&home, "--deck more list deck:deck-b", "", 0, "deck-b/escape", "");
    check_in(&home, "list deck:deck-b --deck more/a.toml --deck more/b.toml", "", 0, "deck-b", "");
    check_in(&home, "check more", "", 0, "", "2 decks, 2 cards, 0 problems");
}

#[test]
fn a_faulty_deck_is_named_and_the_rest_works() {
    let home = Home::with_deck();
    home.write("data/decks/bad.toml", "id = \"bad\"\ntitle = \"Bad\"\n[[card]]\nid = \"x\"\n");
    check_in(&home, "list", "", 0, "escape", "`greenroom check` says which");
    check_in(&home, "check", "", 1, "bad.toml:3:1: error: card `x`", "problem");
    check_in(&home, "check data/decks/one.toml", "", 0, "", "1 deck, 1 card, 0 problems");
}

#[test]
fn the_data_folder_is_where_one_says() {
    let home = Home::new();
    let says = |ran: &Ran, folder: &str| {
        let path = home.path(folder);
        assert!(ran.out.contains(&format!("decks    {}\n", path.display())), "{}", ran.out);
    };
    says(&home.run("paths"), "data/decks");
    says(&home.run("--data-dir other paths"), "other/decks");
    says(&home.run("paths --data-dir other"), "other/decks");
    let ran = fed(home.command(&["paths".as_ref()]).env_remove("GREENROOM_DATA_DIR"), "");
    if cfg!(target_os = "linux") {
        says(&ran, ".local/share/greenroom/decks");
        assert!(ran.out.contains(".config/greenroom/config.toml"), "{}", ran.out);
    }
}

#[test]
fn a_broken_config_or_journal_is_said_and_the_rest_works() {
    let home = Home::with_deck();
    home.write("data/config.toml", "desired_retention = \"much\"\n");
    home.write("data/journal/other.jsonl", "not json\n");
    let ran = home.run("list");
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("escape"), "{}", ran.out);
    assert!(ran.err.contains("config.toml"), "{}", ran.err);
    assert!(ran.err.contains("other.jsonl line 1"), "{}", ran.err);
}

/// Whether a text holds something that acts on a terminal.
fn acts(text: &str) -> bool {
    text.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}')
}

#[test]
fn a_hostile_deck_never_reaches_the_terminal() {
    let home = Home::new();
    // In every text: a title, a clearing of the screen, both as bytes and as one-character controls.
    let evil = r#""\u001b]0;evil\u0007\u001b[2J\u009b31m\u0085\u007f\u202e"#;
    let deck = DECK.replace(" = \"", &format!(" = {evil}")).replace("[\"", &format!("[{evil}"));
    let mut ids = deck.clone();
    for id in ["manual-exploratory", "escape", "proof", "blame", "senior"] {
        let written = format!("{}{id}\"", &evil);
        ids = ids.replace(&written, &format!("\"{id}\""));
    }
    home.write("data/decks/one.toml", &ids);
    home.write("data/decks/two\u{1b}[2J\u{9b}.toml", &deck);
    assert!(home.run("list").out.contains("manual-exploratory/escape"), "the card is understood");
    let all = "list,list --json,show escape,show escape --json,check,check --json,check data,\
               check data --json,stats,stats --json,doctor,doctor --json,score escape,score escape --json,keys,paths,\
               show \u{1b}[2J\u{9b},list level:\u{1b}[2J\u{9b},score escape \u{1b}\u{9b}";
    for args in all.split(',') {
        let ran = home.fed(args, ANSWER);
        assert!(!acts(&ran.out), "{args}: {:?}", ran.out);
        assert!(!acts(&ran.err), "{args}: {:?}", ran.err);
        assert_ne!(ran.out.len() + ran.err.len(), 0, "{args}");
    }
}

#[test]
fn a_hostile_answer_is_quoted_safely_and_exactly() {
    let home = Home::with_deck();
    let answer = "In eighteen months\u{1b}[31m it\u{9b}2J has\u{202e} not come back.\u{7}";
    let plain = home.fed("score escape", answer).out;
    assert!(plain.contains('“') && !acts(&plain), "{plain:?}");
    let json = home.fed("score escape --json", answer).out;
    assert!(!acts(&json), "{json:?}");
    let scored: Value = serde_json::from_str(&json).unwrap();
    let evidence = &scored["criteria"][0]["evidence"][0];
    let at = |name: &str| evidence[name].as_u64().unwrap() as usize;
    assert_eq!(answer.get(at("start")..at("end")), evidence["text"].as_str());
    let line = serde_json::json!({ "card": answer, "text": answer }).to_string();
    let batch = home.fed("score --batch", &line).out;
    assert!(batch.contains("no card is called") && !acts(&batch), "{batch:?}");
}

#[test]
fn a_new_deck_is_one_that_nothing_is_wrong_with_and_is_never_written_over() {
    let home = Home::new();
    let made = home.run("new deck My-team");
    assert_eq!(made.code, Some(0), "{}", made.err);
    let file = "data/decks/my-team.toml";
    assert!(made.out.trim().ends_with("my-team.toml"), "{}", made.out);
    let text = home.read(file) + &home.run("new card second-card").out;
    home.write(file, &text);
    check_in(&home, &format!("check {file}"), "", 0, "", "1 deck, 2 cards, 0 problems");
    assert_eq!(home.run("new deck My-team").code, Some(2));
    assert_eq!(home.read(file), text);
    assert_eq!(home.run("new card Not.an.id").code, Some(2));
}
