//! What a `config.toml` comes to, and what is said of one that is not in order.

use proptest::prelude::*;

use super::*;

/// What is wrong with a file, a line each, and that nothing else is.
fn check(text: &str, expect: &[&str]) -> Config {
    let (config, problems) = Config::parse(text);
    let said: Vec<String> = problems
        .iter()
        .map(|p| format!("{}:{}: {} ({})", p.line, p.column, p.what, p.hint))
        .collect();
    assert_eq!(said, expect, "{text}");
    config
}

#[test]
fn what_is_given_counts_and_the_rest_is_by_default() {
    assert_eq!(check("", &[]), Config::default());
    let config = check("day_start = 6\ntheme = 'dusk'\nmouse = false", &[]);
    assert_eq!((config.day_start, config.theme, config.mouse), (6, ThemeName::Dusk, false));
    let config = check("desired_retention = 0.85\n[speech]\ncommand = 'listen --en'", &[]);
    assert_eq!(config.desired_retention.to_string(), "0.85");
    assert_eq!(config.speech.command, "listen --en");
    assert_eq!(check("speech.command = 'x'", &[]).speech.command, "x");
    assert_eq!(check("[judge]\ncommand = 'judge -v'", &[]).judge.command, "judge -v");
}

#[test]
fn what_cannot_be_used_is_said_and_costs_only_itself() {
    let config = check(
        "\n  day_start = 'x'\nascii = true",
        &["2:15: day_start = 'x' cannot be used; 4 is (write a whole number from 0 to 23)"],
    );
    assert!(config.ascii);
    check(
        "day_start = 99\ndesired_retention = 1.5",
        &[
            "1:13: day_start = 99 is outside 0 to 23; 23 is used (write a whole number from 0 to 23)",
            "2:21: desired_retention = 1.5 is outside 0.7 to 0.99; 0.99 is used (write a number from 0.7 to 0.99)",
        ],
    );
    check(
        "theme = \"dsuk\"",
        &["1:9: theme = \"dsuk\" cannot be used; \"terminal\" is (did you mean \"dusk\"?)"],
    );
    check("ascii = 1", &["1:9: ascii = 1 cannot be used; false is (write true or false)"]);
    check(
        "new_cards_per_day = 2.5",
        &[
            "1:21: new_cards_per_day = 2.5 cannot be used; 8 is (write a whole number from 0 to 1000)",
        ],
    );
    check(
        "day_start = nan",
        &["1:13: day_start = nan cannot be used; 4 is (write a whole number from 0 to 23)"],
    );
}

#[test]
fn an_unknown_key_is_named_with_the_one_that_was_meant() {
    let config =
        check("them = 'dusk'\nascii = true", &["1:1: unknown key `them` (did you mean `theme`?)"]);
    assert!(config.ascii);
    check("[speech]\ncomand = 'x'", &["2:1: unknown key `comand` (did you mean `command`?)"]);
    check("[speach]\ncommand = 'x'", &["1:2: unknown key `speach` (did you mean `speech`?)"]);
    check(
        "[speech]\ntheme = 'dusk'",
        &["2:1: `theme` does not belong to [speech] (put `theme` above the first [table])"],
    );
    check("speech = 1", &["1:1: `speech` is a table (begin it with a line [speech])"]);
}

#[test]
fn a_line_that_is_not_toml_costs_only_itself() {
    let (config, problems) = Config::parse("day_start = 6\ntheme = dusk\nascii = true\n");
    assert_eq!((config.day_start, config.ascii), (6, true));
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].line, problems[0].column), (2, 9));
    let (config, problems) = Config::parse("day_start = 6\nday_start = 7\nascii = true");
    assert_eq!((config.day_start, config.ascii, problems.len()), (6, true, 1), "{problems:?}");
    assert!(Config::parse("\u{feff}ascii = true").0.ascii);
}

#[test]
fn keys_are_kept_with_their_places_and_not_judged() {
    let config = check("[keys.browse]\nstart-review = [\"r\", \"ctrl-x\"]\nquit = 'Q'", &[]);
    let said: Vec<String> = config
        .keys
        .iter()
        .map(|b| {
            let keys: Vec<_> =
                b.keys.iter().map(|k| format!("{}@{}", k.text, k.at.column)).collect();
            format!("{} {}@{} {}", b.context.text, b.action.text, b.action.at.line, keys.join(" "))
        })
        .collect();
    assert_eq!(said, ["browse start-review@2 r@17 ctrl-x@22", "browse quit@3 Q@8"]);
    check(
        "[keys]\nstart-review = 'r'",
        &["2:1: `start-review` stands in no context (begin with a line such as [keys.browse])"],
    );
    check(
        "[keys.browse]\nstart-review = 7",
        &["2:1: `start-review` needs a list of keys (write start-review = [\"x\"])"],
    );
}

#[test]
fn the_default_file_says_the_defaults() {
    let Reading { config, given, problems } = read(&default_file());
    assert_eq!((config, problems), (Config::default(), vec![]));
    assert_eq!(given.len(), SETTINGS.len());
}

#[test]
fn themes_go_round_and_keep_their_names() {
    let mut theme = ThemeName::default();
    for _ in ThemeName::ALL {
        assert_eq!(ThemeName::named(theme.word()), Some(theme));
        theme = theme.next();
    }
    assert_eq!(theme, ThemeName::default());
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(?s).{0,200}|([a-z_]{1,8} ?= ?[-0-9a-z'\"\\[{.,]{0,9}\n?){0,6}") {
        read(&text);
    }

    #[test]
    fn one_bad_line_never_costs_another_setting(
        line in "[a-z_.]{1,12} ?= ?[-0-9a-z.]{0,9}",
        above in any::<bool>(),
    ) {
        prop_assume!(!line.starts_with("ascii") && !line.starts_with("day_start"));
        let text = if above {
            format!("{line}\nascii = true\nday_start = 6\n")
        } else {
            format!("ascii = true\nday_start = 6\n{line}\n")
        };
        let config = read(&text).config;
        prop_assert!(config.ascii && config.day_start == 6, "{text}");
    }
}
