//! What the line mode says: each piece of information behind a word that announces it.
//!
//! Does not say when.

use crate::app::Model;
use crate::app::screen::answer::clock;
use crate::app::screen::card::{is_ahead, when};
use crate::domain::assess;
use crate::domain::deck::Card;
use crate::domain::id::CardId;
use crate::domain::journal::Attempt;
use crate::domain::rubric::{Judgement, Verdict, word_count};
use crate::domain::schedule::Rating;
use crate::view::widget::rubric_panel::one_line;

/// What is said where an answer is asked for.
pub(super) const ANSWER: &str = "Answer: write it by lines; a line with a single . ends it. e opens your editor, enter alone \
     shows the card. The clock runs.";

/// What `?` says.
pub(super) const HELP: [&str; 14] = [
    "Help: say one of these and press enter.",
    "  (nothing)  goes on: shows the next part of the card, takes the suggested",
    "             rating, or, where an answer is asked for, skips answering",
    "  1 2 3 4    rate the card: again, hard, good, easy",
    "  .          ends your answer; everything else is a line of it",
    "  e          opens your editor on the answer, before its first line",
    "  x 2        sets verdict 2 against the judge, after an answer",
    "  a          answers the card after all, or once more",
    "  u          takes back the last rating, suspension or flag",
    "  s          takes the card out of the queue",
    "  f          flags the card, or takes the flag away",
    "  n          passes the card over for now",
    "  q          leaves; what you are writing is kept as a draft",
    "  ?          says this",
];

/// A card before anything of it is shown.
pub(super) fn question(model: &Model, card: &Card) -> Vec<String> {
    let deck = model.library.deck_of(&card.id).map_or("", |shelved| &shelved.deck.title);
    let to_go = model.waiting().len();
    let progress = model.progress.card(&card.id);
    let mut said = vec![
        format!("\nCard: {deck}, number {}. To go: {to_go}.", card.number),
        format!("Question: {}", card.question),
    ];
    let tags = if card.tags.is_empty() {
        String::new()
    } else {
        format!(" Tags: {}.", card.tags.join(", "))
    };
    let target = clock(assess::target_ms(card));
    said.push(format!("Level: {}.{tags} Target: {target}.", card.level));
    let attempts = progress.attempts().len();
    if let Some(score) = progress.last_score() {
        said.push(format!("Attempts: {attempts}, the last with {score} percent."));
    }
    if is_ahead(model, &card.id) {
        let today = model.today();
        let due = model.calendar.due(&card.id, progress).unwrap_or(today);
        said.push(format!("Ahead of schedule: it comes back {}.", when(due, today)));
    }
    if card.has_changed_since(progress.print()) {
        said.push("Changed: this card is another than at your last review.".to_owned());
    }
    if progress.is_flagged() {
        said.push("Flagged: yes.".to_owned());
    }
    if let Some(draft) = progress.draft() {
        let (words, spent) = (word_count(&draft.text), clock(draft.ms));
        said.push(format!("Draft: {words} words, {spent} on the clock. It begins below."));
        said.push(draft.text.clone());
        said.push("Draft: it ends here; lines go on with it, a single . submits it.".to_owned());
    }
    said
}

/// What the judge says of an answer.
pub(super) fn verdicts(
    card: &Card,
    attempt: &Attempt,
    judgement: &Judgement,
    earlier: &[u8],
    words_per_minute: u16,
) -> Vec<String> {
    let met = attempt.criteria.iter().filter(|judged| judged.verdict == Verdict::Met).count();
    let words = judgement.words;
    let spoken = clock(assess::spoken_ms(words, words_per_minute));
    let over = match attempt.ms.checked_sub(attempt.target_ms) {
        Some(over) if over >= 1_000 => format!(", {} over", clock(over)),
        _ => String::new(),
    };
    let mut said = vec![
        format!(
            "\nScore: {} percent. {met} of {} criteria met.",
            attempt.score,
            attempt.criteria.len()
        ),
        format!(
            "Time: {} of {}{over}. Words: {words}, about {spoken} spoken.",
            clock(attempt.ms),
            clock(attempt.target_ms)
        ),
    ];
    if !earlier.is_empty() {
        let scores: Vec<_> =
            earlier[earlier.len().saturating_sub(6)..].iter().map(ToString::to_string).collect();
        said.push(format!("Earlier scores: {} percent.", scores.join(", ")));
    }
    let criteria = 0..attempt.criteria.len();
    let hit = attempt.traps.iter().enumerate().filter(|(_, trap)| trap.hit);
    let traps = hit.map(|(n, _)| attempt.criteria.len() + n);
    said.extend(criteria.chain(traps).map(|place| verdict(card, attempt, judgement, place)));
    if !attempt.traps.is_empty() && !attempt.traps.iter().any(|trap| trap.hit) {
        said.push("Traps: none.".to_owned());
    }
    said
}

/// One verdict: the criterion at this place, or the trap at a place behind the criteria.
pub(super) fn verdict(
    card: &Card,
    attempt: &Attempt,
    judgement: &Judgement,
    place: usize,
) -> String {
    let number = place + 1;
    let quote = |range: Option<&std::ops::Range<usize>>| {
        range.and_then(|range| attempt.text.get(range.clone())).map(one_line)
    };
    let yours = |overruled| if overruled { ", as you set it" } else { "" };
    if let (Some(judged), Some(criterion)) = (attempt.criteria.get(place), card.criteria.get(place))
    {
        let word = match judged.verdict {
            Verdict::Met => "Met",
            Verdict::Partial => "Partly met",
            Verdict::NotYet => "Not yet",
        };
        let weight = match criterion.weight {
            0 | 1 => String::new(),
            weight => format!(" (counts {weight} times)"),
        };
        let found = judgement.criteria.get(place).and_then(|finding| finding.evidence.first());
        let detail = match (judged.verdict, quote(found)) {
            (Verdict::NotYet, _) => format!(" Wanted: {}", criterion.description),
            (_, Some(words)) => format!(" Evidence: \"{words}\""),
            (_, None) => String::new(),
        };
        let (title, yours) = (&criterion.title, yours(judged.overruled));
        return format!("Verdict {number}: {word}{yours}: {title}{weight}.{detail}");
    }
    let n = place.saturating_sub(attempt.criteria.len());
    let (Some(trapped), Some(trap)) = (attempt.traps.get(n), card.traps.get(n)) else {
        return String::new();
    };
    let (title, yours) = (&trap.title, yours(trapped.overruled));
    if !trapped.hit {
        return format!("Verdict {number}: No trap{yours}: {title}.");
    }
    let found = judgement.traps.get(n).and_then(|finding| finding.evidence.first());
    let evidence = quote(found).map_or_else(String::new, |words| format!(" Evidence: \"{words}\""));
    format!("Verdict {number}: Trap{yours}: {title}.{evidence}")
}

/// The four ratings with the day on which each brings the card back.
pub(super) fn ratings(model: &Model, card: &CardId, suggested: Option<Rating>) -> String {
    let today = model.today();
    let days = model.calendar.preview(card, &model.progress, today);
    let mut said = "Rating:".to_owned();
    for (n, (rating, due)) in Rating::ALL.iter().zip(days).enumerate() {
        said += &format!(" {} {}, {};", n + 1, rating.word(), when(due, today));
    }
    said.pop();
    said.push('.');
    if let Some(rating) = suggested {
        said += &format!(" Suggested: {}; enter takes it.", rating.word());
    }
    said
}
