//! Second opinions: what a program of the user's is asked and says, also where it means harm.

use crate::harness::{Play, Played, small};

/// Answers the second card, submits, and goes on with these keys.
fn asked(play: Play, keys: &str) -> Played {
    play.size(80, 50).keys(&format!("j a 'We fixed a bug in March.' ctrl-s {keys}"))
}

/// What is written after an answer that was submitted and not rated.
const ANSWERED: &str = "answered escape 'We fixed a bug in March.'";

#[test]
fn without_a_program_the_key_says_how_to_name_one() {
    asked(small(), "o").shows(&["No program for second opinions", "[judge] command"]);
    let set = "[judge]\ncommand = '  '\n";
    asked(small().config(set), "o").shows(&["No program for second opinions"]);
}

#[test]
fn it_is_asked_on_a_key_and_stands_beside_our_verdicts() {
    let says = r#"{
        "criteria": [
            {"id": "bug", "verdict": "partial", "why": "Which one?"},
            {"id": "gap", "verdict": "not_yet", "why": ""}
        ],
        "traps": [{"id": "vague", "hit": true, "why": "It says nothing."}, {"id": "blame", "hit": false}],
        "remark": "More of it."
    }"#;
    let play = || small().advised(Ok(says));
    asked(play(), "pass:30s").hides(&["econd opinion"]);
    asked(play(), "o").shows(&["Second opinion: your program runs, 0 s of 60; leaving ends it"]);
    asked(play(), "o pass:7s").shows(&["your program runs, 7 s of 60"]);
    asked(play(), "o pass:7s o").shows(&["Your program is at it"]);
    asked(play(), "o pass:11s")
        .shows(&[
            "second opinion: partial · Which one?",
            "second opinion: not yet ",
            "second opinion: trap · It says nothing.",
            "Second opinion: More of it.",
            "the score stays",
        ])
        .hides(&["your program runs", "Blames a person"])
        .writes(ANSWERED);
    // It is asked again as often as one likes.
    asked(play(), "o pass:11s o").shows(&["0 s of 60"]).hides(&["Which one?"]);
    asked(play(), "o pass:11s o pass:11s").shows(&["Which one?"]);
    // The rating is what it was.
    let rated = |keys: &str| asked(play(), keys).facts();
    assert_eq!(rated("enter"), rated("o pass:11s enter"));
}

#[test]
fn whoever_leaves_does_not_wait_for_it() {
    let play = || small().advised(Ok(r#"{"remark": "Here I am."}"#));
    asked(play(), "o pass:1s esc pass:1m").hides(&["Here I am", "econd opinion"]);
    asked(play(), "o ? pass:1m esc").shows(&["Here I am."]);
    asked(play(), "o pass:1s enter pass:1m").hides(&["econd opinion"]);
    asked(play(), "o pass:1s a 'x' pass:1m ctrl-s").hides(&["econd opinion"]);
    assert!(asked(play(), "o esc pass:1m").wakeups < 100, "nobody is waited for");
}

#[test]
fn also_in_the_debrief_of_a_mock_rounds_question() {
    let play = small().advised(Ok(r#"{"remark": "Here I am."}"#));
    let round = "m enter 'We fixed a bug.' pass:9s ctrl-s ctrl-k ctrl-k ctrl-k ctrl-k";
    let played = play.size(80, 50).keys(&format!("{round} g k k k k k k enter o pass:11s"));
    played.shows(&["Second opinion: Here I am."]);
}

#[test]
fn spoken_answers_have_no_words_to_ask_about() {
    let play = small().advised(Ok(r#"{"remark": "Here I am."}"#));
    play.keys("j v space pass:1m enter enter o").shows(&["nothing to ask about"]);
}

#[test]
fn what_is_no_opinion_is_a_notice_and_the_debrief_stays() {
    let fails = |says: Result<&str, &str>, shows: &[&str]| {
        asked(small().advised(says), "o pass:11s").shows(shows).writes(ANSWERED);
    };
    fails(
        Err("opine ended with exit status: 3"),
        &["! Second opinion: opine ended with", "Debrief"],
    );
    fails(
        Ok("Certainly!"),
        &["Second opinion: what the program wrote is not JSON (line 1, column 1)"],
    );
    fails(Ok("{}"), &["no verdict and no remark"]);
    fails(
        Ok(r#"{"criteria":[{"id":"zzz","verdict":"met"}]}"#),
        &["nothing to show in the program's JSON: 1 part ignored"],
    );
    let some = r#"{"criteria":[{"id":"zzz"},{"id":"bug","verdict":"great"}],"remark":"Hm."}"#;
    fails(Ok(some), &["2 parts of the second opinion ignored", "Hm."]);
}

#[test]
fn no_text_is_too_long_or_too_wide_for_any_window() {
    let texts = [
        format!("a{}", "\u{301}".repeat(2_000)),
        "\u{65e5}".repeat(2_000),
        "\u{1f469}\u{200d}".repeat(2_000),
        "x".repeat(200_000),
        "| a ".repeat(2_000),
    ];
    for text in texts {
        let item = format!("{{\"id\":\"bug\",\"verdict\":\"met\",\"why\":\"{text}\"}}");
        let says = format!("{{\"criteria\":[{item}],\"remark\":\"{text}\"}}");
        let sizes = "resize:30x8 G resize:40x12 g resize:200x60 resize:80x24 G";
        small()
            .advised(Ok(&says))
            .keys(&format!("j a 'A bug.' ctrl-s o pass:11s {sizes}"))
            .shows(&["Debrief", "MODEL ANSWER"]);
    }
}

#[cfg(unix)]
mod run {
    use std::fs;

    use super::*;

    /// The window after this script for `sh` was asked.
    fn with(script: &str) -> Played {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("my judge.sh");
        fs::write(&file, script).unwrap();
        let command = format!("sh '{}' '{}'", file.display(), folder.path().display());
        let played = asked(small().advised_by(&command), "o pass:1s").writes(ANSWERED);
        for c in played.screen().chars() {
            assert!(c == '\n' || !c.is_control(), "{c:?} after {script}");
        }
        played
    }

    #[test]
    fn a_program_reads_the_question_and_its_answer_is_shown() {
        with(
            "asked=$(cat)\ncase $asked in\n\
             *'\"answer\":\"We fixed a bug in March.\"'*'\"id\":\"bug\"'*'\"id\":\"blame\"'*)\n\
             echo '{\"v\":1,\"criteria\":[{\"id\":\"bug\",\"verdict\":\"partial\",\"why\":\"seen\"}]}';;\nesac",
        )
        .shows(&["second opinion: partial · seen"]);
        // Whoever says what it was told has the same opinion.
        with("cat").shows(&["Second opinion: the same verdicts on 6 points"]);
        with("echo '{\"remark\":\"unread\"}'").shows(&["Second opinion: unread"]);
    }

    #[test]
    fn nothing_that_it_writes_acts_on_the_terminal() {
        with(
            r#"printf '{"remark":"\\u001b[2Ja\\u001b]52;c;x\\u0007b\\u009b31mc\\u202ed\\u0000"}'"#,
        )
        .shows(&["Second opinion: abcd"]);
        // Controls that JSON itself does not allow.
        with(r#"printf '{"remark":"\033[2Ja"}'"#).shows(&["is not JSON"]);
        with("printf '\\033[2J\\033[31m' >&2; echo '{\"remark\":\"said\"}'").shows(&["said"]);
        let long = "r=$(head -c 200000 /dev/zero | tr '\\0' x)";
        with(&format!("{long}; printf '{{\"remark\":\"%s\"}}' $r")).shows(&["xxx…"]);
    }

    #[test]
    fn whatever_goes_wrong_is_said_and_what_it_complained_of_is_not() {
        with("echo 'We fixed a bug' >&2; exit 3").shows(&["sh ended with exit status: 3"]);
        with("head -c 10000000 /dev/zero").shows(&["sh wrote more than 256 KB"]);
        with("yes '{'").shows(&["sh wrote more than 256 KB"]);
        with("sleep 30").shows(&["sh took longer than 2 seconds and was ended"]);
        with("printf '\\377'").shows(&["not UTF-8"]);
        with("").shows(&["the program wrote nothing"]);
        with("printf '['; exec cat /dev/null").shows(&["is not JSON"]);
        let none = asked(small().advised_by("/no/such/judge"), "o pass:1s");
        none.shows(&["! Second opinion: cannot start /no/such/judge"]).writes(ANSWERED);
    }
}
