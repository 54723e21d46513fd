//! Histories written by hand, with the answers worked out by hand.

use proptest::prelude::*;

use super::*;
use crate::domain::deck::parse::{Format, parse};
use crate::domain::id::EntryId;
use crate::domain::journal::{Attempt, Entry, Fact, Judged};
use crate::domain::library::{Library, Source};
use crate::domain::progress::Rules;
use crate::domain::time::HOUR;

/// Two cards that ask for a cause (a for two of them) and a third that alone asks for proof.
const DECK: &str = r#"
id = "d"
[[card]]
id = "a"
question = "A?"
level = "mid"
tags = ["x"]
short_answer = "A."
criteria = [
  { id = "why", title = "Why", kind = "cause", examples = ["One."] },
  { id = "how", title = "How", kind = "cause", examples = ["Two."] },
]
[[card]]
id = "b"
question = "B?"
level = "mid"
tags = ["x", "y"]
short_answer = "B."
criteria = [{ id = "why", title = "Why", kind = "cause", examples = ["One."] }]
[[card]]
id = "c"
question = "C?"
level = "mid"
short_answer = "C."
criteria = [
  { id = "proof", title = "Proof", kind = "proof", examples = ["One."] },
  { id = "more", title = "More", examples = ["Two."] },
]
"#;

/// The gaps after attempts on 1, 2, 3 … January 1970: words like `a+~` with a sign (`+` met, `~`
/// partial, `-` not yet) for each of `why` and `how`, `b+` for `why`, `c-` for `proof`.
fn gaps(history: &str) -> Vec<Gap> {
    let parsed = parse("d.toml", DECK.as_bytes(), Format::Toml);
    let origin = crate::domain::deck::origin::Origin::BuiltIn;
    let library = Library::new([Source { origin, file: "d.toml".to_owned(), parsed }]);
    let entry = |(n, word): (usize, &str)| {
        let (card, signs) = word.split_at(1);
        let ids: &[&str] = if card == "c" { &["proof"] } else { &["why", "how"] };
        let criteria = signs.chars().zip(ids).map(|(sign, id)| Judged {
            id: (*id).to_owned(),
            verdict: match sign {
                '+' => Verdict::Met,
                '~' => Verdict::Partial,
                _ => Verdict::NotYet,
            },
            overruled: false,
        });
        let gone = Judged { id: "gone".to_owned(), verdict: Verdict::NotYet, overruled: false };
        let attempt = Attempt {
            card: CardId::new("d", card),
            text: String::new(),
            ms: 0,
            target_ms: 0,
            score: 0,
            criteria: criteria.chain([gone]).collect(),
            traps: Vec::new(),
            feedback: true,
            spoken: n % 2 == 1,
            mock: None,
            follow_up: None,
        };
        Entry {
            id: EntryId::new("t", n as u64),
            at: Timestamp(n as i64 * 24 * HOUR + 12 * HOUR),
            offset: 0,
            fact: Fact::Answered(attempt),
        }
    };
    let entries: Vec<_> = history.split_whitespace().enumerate().map(entry).collect();
    let progress = Progress::replay(Rules::default(), &entries);
    of(library.cards.iter().map(|card| &**card), &progress)
}

fn brief(gap: &Gap) -> String {
    let state = match gap.state {
        State::Closed { since } => format!("closed since {}", since.0 + 1),
        State::Reopened { closed, on, times } => {
            format!("closed {} reopened {} x{times}", closed.0 + 1, on.0 + 1)
        }
        state => state.word().to_owned(),
    };
    let percent = |share: f64| format!("{:.0}%", share * 100.0);
    let trend = gap.trend.map_or_else(String::new, |(latest, before)| {
        format!(", {} after {}", percent(latest), percent(before))
    });
    format!(
        "{}: {state}, {}/{} {}{trend}",
        gap.subject.name(),
        gap.missed,
        gap.asked,
        percent(gap.share)
    )
}

/// How the kind or tag stands after a history.
#[track_caller]
fn check(history: &str, name: &str, expect: &str) {
    let gaps = gaps(history);
    let gap = gaps.iter().find(|gap| gap.subject.name() == name);
    assert_eq!(gap.map(brief).as_deref(), Some(format!("{name}: {expect}").as_str()), "{history}");
}

#[test]
fn with_fewer_than_three_attempts_there_is_too_little_to_say() {
    assert_eq!(gaps(""), []);
    check("b-", "cause", "too early, 1/1 100%");
    check("b- b-", "cause", "too early, 2/2 100%, 100% after 100%");
}

#[test]
fn two_misses_or_a_third_missed_are_an_open_gap() {
    check("b+ b+ b+", "cause", "sound, 0/3 0%, 0% after 0%");
    check("b+ b- b+", "cause", "open, 1/3 33%, 0% after 50%");
    // One miss of four is a quarter; the third attempt already made it a gap here, not there.
    check("b+ b+ b+ b-", "cause", "sound, 1/4 25%, 50% after 0%");
    check("b- b+ b+ b+ b+ a+-", "cause", "open, 2/6 25%, 17% after 33%");
    // Two misses, but ten attempts lie between them.
    check("b+ b+ b+ b- b+ b+ b+ b+ b+ b+ b+ b+ b+ b-", "cause", "sound, 2/14 14%, 20% after 11%");
}

#[test]
fn a_partial_counts_half_and_criteria_of_one_kind_are_one_share() {
    check("b~ b~ b~", "cause", "open, 3/3 50%, 50% after 50%");
    // A quarter missed still meets it; half does not.
    check("a+~ a+~ a+~", "cause", "sound, 0/3 25%, 25% after 25%");
    check("a+- a+- a+-", "cause", "open, 3/3 50%, 50% after 50%");
}

#[test]
fn a_gap_is_closing_where_the_last_two_met_it_and_less_is_missed() {
    check("b- b- b+", "cause", "open, 2/3 67%, 0% after 100%");
    check("b- b- b+ b+", "cause", "closing, 2/4 50%, 0% after 100%");
    // The latest five of twelve missed as much as the seven before.
    check("b+ b+ b+ b+ b- b- b- b- b- b- a++ b+", "cause", "open, 6/12 50%, 60% after 43%");
}

#[test]
fn four_in_a_row_on_two_cards_close_it_since_the_first_of_them() {
    check("b- b- b+ b+ b+ b+", "cause", "closing, 2/6 33%, 0% after 67%");
    check("b- b- b+ b+ b+ a++", "cause", "closed since 3, 2/6 33%, 0% after 67%");
    check("b- b- b+ b+ b+ b+ b+ a++", "cause", "closed since 3, 2/8 25%, 0% after 50%");
    // No other card asks for proof.
    check("c- c- c+ c+ c+ c+", "proof", "closed since 3, 2/6 33%, 0% after 67%");
}

#[test]
fn a_miss_after_that_reopens_it_until_it_is_closing_and_closed_again() {
    let closed = "b- b- b+ b+ b+ a++";
    check(&format!("{closed} b-"), "cause", "closed 3 reopened 7 x1, 3/7 43%, 33% after 50%");
    check(&format!("{closed} b- b+"), "cause", "closed 3 reopened 7 x1, 3/8 38%, 25% after 50%");
    check(&format!("{closed} b- b+ b-"), "cause", "closed 3 reopened 7 x2, 4/9 44%, 50% after 40%");
    check(&format!("{closed} b- b+ b+"), "cause", "closing, 3/9 33%, 25% after 40%");
    check(&format!("{closed} b- b+ b+ b+ a++"), "cause", "closed since 8, 3/11 27%, 20% after 33%");
}

#[test]
fn a_tag_asks_for_everything_on_its_cards() {
    // a: half missed, b: all, none; x is on both, y on b alone.
    check("a+- b- b+", "x", "open, 2/3 50%, 0% after 75%");
    check("a+- b- b+", "y", "too early, 1/2 50%, 0% after 100%");
    check("a++ b+ b- c-", "proof", "too early, 1/1 100%");
}

#[test]
fn the_cards_to_drill_are_those_where_it_was_missed_and_last_of_all_where_it_no_longer_is() {
    let gaps = gaps("a-- b- b- a++ c-");
    let cause = gaps.iter().find(|gap| gap.subject == Subject::Kind(Kind::Cause)).unwrap();
    let cards: Vec<_> = cause.cards.iter().map(CardId::card).collect();
    assert_eq!((cards, cause.still), (vec!["b", "a"], 1));
    assert_eq!((cause.run, cause.run_cards, cause.asking), (1, 1, 2));
    assert_eq!(cause.latest, [1.0, 1.0, 1.0, 0.0]);
}

#[test]
fn the_most_urgent_come_first_and_kinds_before_tags() {
    let gaps = gaps("b+ a++ b+ c- c- c-");
    let names: Vec<_> = gaps.iter().map(|gap| gap.subject.name()).collect();
    assert_eq!(names, ["proof", "cause", "x", "y"]);
}

proptest! {
    /// Whatever was answered, the word for it is backed by the attempts.
    #[test]
    fn a_state_has_its_evidence(
        words in proptest::collection::vec(("[abc]", "[+~-]{2}"), 0..40),
    ) {
        let history: Vec<String> = words.iter().map(|(card, signs)| format!("{card}{signs}")).collect();
        for gap in gaps(&history.join(" ")) {
            let met = gap.latest.iter().rev().take_while(|share| is_met(**share)).count();
            prop_assert_eq!(met, gap.run.min(LATEST));
            prop_assert!(gap.run + gap.missed <= gap.asked && gap.run_cards <= gap.asking);
            prop_assert_eq!(gap.cards.is_empty(), gap.missed == 0);
            prop_assert!(gap.still <= gap.cards.len() && (0.0..=1.0).contains(&gap.share));
            match gap.state {
                State::Closed { .. } => {
                    prop_assert!(gap.run >= CLOSES && gap.run_cards >= gap.asking.min(2));
                    prop_assert!(gap.missed > 0);
                }
                State::Reopened { closed, on, times } => {
                    prop_assert!(closed < on && times > 0 && gap.missed >= times);
                }
                State::Closing => prop_assert!(gap.run >= 2),
                State::Open => prop_assert!(gap.share > 0.0),
                State::Sound => prop_assert!(gap.asked >= ENOUGH),
                State::TooFew => prop_assert!(gap.asked < ENOUGH),
            }
        }
    }
}
