//! No word of an answer gets out: not into messages, not into files outside the data folder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use crate::cli::Home;

const SECRET: &str = "zanzibar";

/// Journals of which almost every line is wrong in another way, each with the secret in it.
fn hostile() -> String {
    let text = format!("My {SECRET} story");
    let fact = |fact: &str, id: &str| {
        format!(r#"{{"v":1,"id":"{id}","at":1760000000000,"off":0,"fact":{fact}}}"#) + "\n"
    };
    let card = "manual-exploratory/escape";
    let draft = format!(r#"{{"drafted":{{"card":"{card}","text":"{text}","ms":5}}}}"#);
    [
        fact(&draft, "d.000001"),
        format!("{text}\n"),
        format!("{{\"{text}\":\"{text}\"}}\n"),
        fact(&format!(r#"{{"drafted":{{"card":"{card}","text":"{text}","ms":"{text}"}}}}"#), "d.2"),
        fact(&format!(r#"{{"drafted":"{text}"}}"#), "d.3"),
        fact(&format!(r#"{{"{SECRET}":{{"text":"{text}"}}}}"#), "d.4"),
        fact(&draft.replace("\"ms\":5", &format!("\"{SECRET}\":1e999")), "d.5"),
        fact(&draft, "d.6").replace("1760000000000", &format!("\"{SECRET}\"")),
        fact(&draft.replace(SECRET, &format!("{SECRET}\u{1}")), "d.7"),
        fact(&draft, "d.000001").replace("My", "Not my"),
        format!("{{\"v\":1,\"id\":\"d.8\",\"text\":\"{text}"),
    ]
    .concat()
}

/// Every file below a folder that holds the secret, but for the data folder.
fn leaks(folder: &Path, data: &Path) -> Vec<String> {
    let mut leaks = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path == data {
            continue;
        }
        if path.is_dir() {
            leaks.extend(self::leaks(&path, data));
        } else if String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(SECRET) {
            leaks.push(path.display().to_string());
        }
    }
    leaks
}

#[test]
fn no_command_says_a_word_of_an_answer() {
    let home = Home::with_deck();
    home.write("data/journal/other.jsonl", &hostile());
    let own = home.json("paths --json", "")["journal"].as_str().unwrap().to_owned();
    fs::write(own, hostile()).unwrap();
    home.write("data/drafts/other-run.jsonl", &hostile());
    let story = format!("A {SECRET} story.");
    let wrong =
        format!("{{\"card\":\"none\",\"text\":\"{story}\"}}\n{{\"{SECRET}\":\n[\"{SECRET}\"]\n");
    for (args, input) in [
        ("list", ""),
        ("list is:draft --json", ""),
        ("show escape", ""),
        ("stats", ""),
        ("stats --json", ""),
        ("doctor", ""),
        ("doctor --json", ""),
        ("check", ""),
        ("paths", ""),
        ("score none", &*story),
        ("score escape none.txt", &story),
        ("score escape", &story),
        ("score --batch", &wrong),
        ("backup b.tar", ""),
        ("backup b.tar", ""),
        ("restore b.tar", ""),
        ("restore data/journal/other.jsonl", ""),
        ("restore data/journal/other.jsonl --json", ""),
        ("review", ""),
    ] {
        let ran = home.fed(args, input);
        let said = ran.out + &ran.err;
        assert!(!said.contains(SECRET), "{args}: {said}");
    }
    // What was backed up is in the backup, and nowhere else.
    assert_eq!(
        leaks(&home.path(""), &home.path("data")),
        [home.path("b.tar").display().to_string()]
    );
}

#[cfg(unix)]
#[test]
fn the_screen_given_back_says_no_word_of_an_answer() {
    use crate::pty::Play;

    let home = Home::with_deck();
    home.write("data/journal/other.jsonl", &hostile());
    let mut play = Play::start(&home);
    play.see("1 draft");
    play.keys("a");
    play.see("Your draft is back");
    play.keys(&format!("{SECRET} again"));
    play.until_outside("the draft on disk", || home.drafts().contains(SECRET));
    let data = home.path("data");
    fs::rename(&data, home.path("moved")).unwrap();
    fs::write(&data, "a file in its place").unwrap();
    play.keys(" and again");
    play.see("! 1 not saved yet");
    let screen = play.seen.0.lock().unwrap().parser.screen().contents();
    let banner = screen.lines().take(2).collect::<String>();
    assert!(banner.contains("not saved") && !banner.contains(SECRET), "{banner}");
    play.keys("\u{3}");
    play.see("w save to another file, leave");
    play.keys("w");
    play.ends(0);
    play.see("greenroom restore '");
    assert!(!play.afterwards().contains(SECRET));
    // In the file that was asked for, and nowhere else.
    let leaks = leaks(&home.path(""), &home.path("moved"));
    assert!(leaks.len() == 1 && leaks[0].contains("greenroom-unsaved-"), "{leaks:?}");
}
