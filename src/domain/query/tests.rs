//! What the query language is held to.

use proptest::prelude::*;

use super::*;

/// `canonical` is the query's text once read, or what is said of a wrong one, after its place.
#[track_caller]
fn check(text: &str, canonical: &str) {
    let said = match Query::parse(text) {
        Ok(query) => query.to_string(),
        Err(error) => format!("{:?} {error}", &text[error.span.clone()]),
    };
    assert_eq!(said, canonical, "{text}");
}

#[test]
fn words_are_folded_and_phrases_keep_together() {
    check("", "");
    check("  \t ", "");
    check("Race  COND", "race cond");
    check("\"Race  Condition\" \"one\"", "\"race condition\" one");
    check("\"a b\"c", "\"a b\" c");
    check("-flaky -\"on call\"", "-flaky -\"on call\"");
    check("couldn’t", "couldn't");
    check("e-mail 5\" c++ -5", "e-mail 5\" c++ -5");
    check(
        "\"-x\" \"#x\" \"is:due\" \"lvl:1\" \"score<1\"",
        "\"-x\" \"#x\" \"is:due\" \"lvl:1\" \"score<1\"",
    );
    check("--x -\"-x\"", "--x --x");
}

#[test]
fn tags_levels_decks_states_and_scores_are_terms() {
    check("#Post-Incident -#behavioural #post-* #c#", "#post-incident -#behavioural #post-* #c#");
    check("level:Senior -level:mid", "level:senior -level:mid");
    check("LEVEL:senior,junior,senior", "level:junior,senior");
    check("deck:a,b -deck:c-d", "deck:a,b -deck:c-d");
    check("is:due -is:flagged", "is:due -is:flagged");
    check(
        "score<60 score<=60 score=0 score>=100% -score>5",
        "score<60 score<=60 score=0 score>=100 -score>5",
    );
}

#[test]
fn a_colon_is_text_unless_a_name_stands_before_it() {
    check("12:30 http://x.org std::fs :) a1:b é:b", "12:30 http://x.org std::fs :) a1:b é:b");
    check("score", "score");
    check("is", "is");
}

#[test]
fn an_unfinished_term_says_how_to_finish_it() {
    check(
        "a #",
        r##""#" no tag after # yet: finish the tag, as in #behavioural; "#" in quotes is text"##,
    );
    check("-", r#""-" nothing to leave out yet: finish it, as in -word, -#tag or -is:new"#);
    check("x \"race c", r#""\"race c" the quote is still open: end it with ""#);
    check("\"", r#""\"" the quote is still open: end it with ""#);
    check("\"\"", r#""\"\"" nothing in the quotes yet: write the words between them"#);
    check("level:", r#""level:" no level yet: finish it with junior, mid, senior"#);
    check("level:mid,", r#""level:mid," no level yet: finish it with junior, mid, senior"#);
    check("deck:", r#""deck:" no deck yet: finish it with a deck's id, as in deck:behavioural"#);
    check(
        "is:",
        r#""is:" no state yet: finish it with due, new, learning, suspended, draft, flagged"#,
    );
    check(
        "score<",
        r#""score<" no number after score yet: write score<60, with <, <=, =, >= or > and a number from 0 to 100"#,
    );
}

#[test]
fn a_wrong_term_says_what_can_be_written() {
    const FIELDS: &str = "The fields are level:, deck:, is: and score<60; in quotes it is text";
    const SCORE: &str = "write score<60, with <, <=, =, >= or > and a number from 0 to 100";
    check(
        "a -lvl:senior",
        &format!(r#""-lvl:senior" no field is called lvl: did you mean level:? {FIELDS}"#),
    );
    check("todo:x", &format!(r#""todo:x" no field is called todo: {FIELDS}"#));
    check("tag:x", r#""tag:x" no field is called tag: write a tag as #behavioural"#);
    check("score:60", r#""score:60" score is compared: write score<60, score>=60 and the like"#);
    check(
        "level:sen",
        r#""level:sen" no level is called “sen”: did you mean senior? It can be junior, mid, senior"#,
    );
    check(
        "level:jr",
        r#""level:jr" no level is called “jr”: did you mean junior? It can be junior, mid, senior"#,
    );
    check("level:high", r#""level:high" no level is called “high”: it can be junior, mid, senior"#);
    check(
        "is:flaged",
        r#""is:flaged" no state is called “flaged”: did you mean flagged? It can be due, new, learning, suspended, draft, flagged"#,
    );
    check(
        "is:due,new",
        r#""is:due,new" is: takes one state: cards can be in several; each has its own is:"#,
    );
    check("score<101", &format!(r#""score<101" no score is 101 %: {SCORE}"#));
    check(
        "score>99999999999",
        &format!(r#""score>99999999999" no score is 99999999999 %: {SCORE}"#),
    );
    check("score=>6", &format!(r#""score=>6" “>6” is not a number: {SCORE}"#));
    check("score<-1", &format!(r#""score<-1" “-1” is not a number: {SCORE}"#));
    check("#a,b", r##""#a,b" a comma is not part of a tag: each stands alone: #a #b"##);
    check(
        "#a*b",
        r##""#a*b" * stands only at the end of a tag: write #post-* for every tag that begins so"##,
    );
    check("#\"a\"", r##""#\"a\"" a tag takes no quotes: write #a"##);
    check("deck:\"a b\"", r#""deck:\"a" a deck's id takes no quotes: write deck:a"#);
}

#[test]
fn a_tag_goes_round_in_place() {
    #[track_caller]
    fn check(before: &str, marks: [(Mark, &str); 3]) {
        let mut text = before.to_owned();
        for (mark, after) in marks {
            assert_eq!(tag_mark(&text, "b"), mark, "{text}");
            text = cycle_tag(&text, "b");
            assert_eq!(text, after);
        }
    }
    use Mark::{Exclude, Include};
    let none = Mark::None;
    check("", [(none, "#b"), (Include, "-#b"), (Exclude, "")]);
    check("Race  x", [(none, "Race x #b"), (Include, "Race x -#b"), (Exclude, "Race x")]);
    check(" #B  #c", [(Include, "-#b #c"), (Exclude, "#c"), (none, "#c #b")]);
    check("#b a #b", [(Include, "-#b a"), (Exclude, "a"), (none, "a #b")]);
    check("#bb #b*", [(none, "#bb #b* #b"), (Include, "#bb #b* -#b"), (Exclude, "#bb #b*")]);
    check("x \"o c", [(none, "x #b \"o c"), (Include, "x -#b \"o c"), (Exclude, "x \"o c")]);
    check("\"#b\"", [(none, "\"#b\" #b"), (Include, "\"#b\" -#b"), (Exclude, "\"#b\"")]);
}

#[test]
fn levels_gather_in_one_term() {
    #[track_caller]
    fn check(before: &str, level: Level, after: &str) {
        assert_eq!(toggle_level(before, level), after);
        assert_ne!(has_level(before, level), has_level(after, level));
    }
    check("", Level::Senior, "level:senior");
    check("a level:senior b", Level::Mid, "a level:mid,senior b");
    check("a level:mid,senior b", Level::Senior, "a level:mid b");
    check("a level:mid b", Level::Mid, "a b");
    check("-level:mid", Level::Mid, "-level:mid level:mid");
    check("level: a level:se", Level::Mid, "level:mid a");
}

#[test]
fn a_deck_is_asked_for_alone() {
    #[track_caller]
    fn check(before: &str, deck: Option<&str>, after: &str) {
        assert_eq!(set_deck(before, deck), after);
        assert!(deck.is_none_or(|deck| has_deck(after, deck)));
    }
    check("a", Some("x"), "a deck:x");
    check("a deck:y,z b -deck:x", Some("x"), "a deck:x b");
    check("deck: b", Some("x"), "deck:x b");
    check("a deck:y,z b", None, "a b");
    assert!(has_deck("deck:Y,z", "y") && !has_deck("-deck:y", "y") && !has_deck("deck:yy", "y"));
}

/// Texts near the language: its signs and names, torn.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("-"),
        Just("#"),
        Just("\""),
        Just(" "),
        Just(" "),
        Just(":"),
        Just(","),
        Just("*"),
        Just("level"),
        Just("deck"),
        Just("is"),
        Just("score"),
        Just("senior"),
        Just("due"),
        Just("<"),
        Just("="),
        Just("60"),
        Just("a"),
        Just("B"),
        Just("é"),
        Just("İ"),
        Just("\u{212A}"),
        Just("’"),
        Just("\u{3000}"),
    ];
    prop_oneof![
        prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat()),
        any::<String>()
    ]
}

/// Queries of every kind of term.
fn queries() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        "[a-cA-C]{1,3}",
        "\"[a-c# :-]{0,3}[a-c]\"",
        "#[a-b]{1,2}[*]?",
        "level:(senior|mid,junior)",
        "deck:[a-b](,c)?",
        "is:(due|draft)",
        "score(<|<=|=|>=|>)(100|[1-9]?[0-9])%?",
    ];
    let signed = (any::<bool>(), term).prop_map(|(not, t)| if not { format!("-{t}") } else { t });
    prop::collection::vec(signed, 0..6).prop_map(|terms| terms.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_at_a_place_in_it(text in texts()) {
        match Query::parse(&text) {
            Ok(query) => for term in query.terms {
                prop_assert!(text.get(term.span).is_some_and(|piece| !piece.is_empty()));
            },
            Err(error) => prop_assert!(text.get(error.span).is_some_and(|piece| !piece.is_empty())),
        }
    }

    #[test]
    fn the_canonical_text_is_the_same_query(text in prop_oneof![texts(), queries()]) {
        if let Ok(query) = Query::parse(&text) {
            let canonical = query.to_string();
            prop_assert_eq!(Query::parse(&canonical), Ok(query), "{}", canonical);
        }
    }

    #[test]
    fn every_made_query_is_read(text in queries()) {
        prop_assert!(Query::parse(&text).is_ok(), "{:?}", Query::parse(&text));
    }

    #[test]
    fn three_turns_bring_a_tag_back_and_leave_the_rest(text in prop_oneof![texts(), queries()]) {
        let rest = |text: &str| -> Vec<_> {
            let others = |p: &read::Piece| p.term.as_ref().map_or(true, |t| t.kind != TermKind::Tag("b".into()));
            read::pieces(text).filter(others).map(|piece| piece.text.to_owned()).collect()
        };
        let after = (0..3).fold(text.clone(), |text, _| cycle_tag(&text, "b"));
        prop_assert_eq!(tag_mark(&after, "b"), tag_mark(&text, "b"));
        prop_assert_eq!(rest(&after), rest(&text));
    }

    #[test]
    fn the_panels_edits_take_hold_on_any_text(text in texts()) {
        for level in Level::ALL.iter().copied() {
            prop_assert_ne!(has_level(&toggle_level(&text, level), level), has_level(&text, level));
        }
        prop_assert!(has_deck(&set_deck(&text, Some("x")), "x"));
        prop_assert!(!has_deck(&set_deck(&text, None), "x"));
    }
}
