//! A round's summary as Markdown, to paste into notes.
//!
//! Does not draw: the screen has its own words for the same figures.

use super::summary::{Answer, Question, Summary};
use crate::domain::rubric::Verdict;
use crate::domain::time::SECOND;

/// The summary as a page of Markdown.
pub fn page(summary: &Summary) -> String {
    let mut page = format!("# Mock round, {}\n\n", summary.day.iso());
    page += &format!("- {}\n", totals(summary));
    page += &format!("- {} of {} planned\n", time(summary.ms), time(summary.target_ms));
    if !summary.query.is_empty() {
        page += &format!("- questions from `{}`\n", summary.query.replace('`', "'"));
    }
    if !summary.earlier.is_empty() {
        page += &format!("- {}\n", compared(summary));
    }
    if !summary.work_on.is_empty() {
        page += "\n## To work on\n\n";
        for (n, work) in summary.work_on.iter().enumerate() {
            page += &format!("{}. {}: {}\n", n + 1, escaped(&work.title), work.how_often());
        }
    }
    for question in &summary.questions {
        page += &format!("\n## {}. {}\n\n", question.number, escaped(&question.question));
        match &question.answer {
            None => page += "Not answered.\n",
            Some(answer) => page += &part(question, answer),
        }
    }
    page
}

fn part(question: &Question, answer: &Answer) -> String {
    let mut part = format!("**{}**, {}\n\n", score(answer), pace(question, answer));
    for met in &answer.criteria {
        let mark = if met.verdict == Verdict::Met { "x" } else { " " };
        let note = match (met.verdict, met.when_asked) {
            (Verdict::Partial, false) => " (partial)",
            (Verdict::Met, _) | (Verdict::NotYet, false) => "",
            (_, true) => " (answered when asked)",
        };
        part += &format!("- [{mark}] {}{note}\n", escaped(&met.title));
    }
    for trap in &answer.traps {
        part += &format!("- trap: {}\n", escaped(trap));
    }
    if let Some(best) = &answer.best_sentence {
        part += &format!("\nBest sentence: “{}”\n", escaped(best));
    }
    if !answer.text.is_empty() {
        part += &format!("\n{}\n", quoted(&answer.text));
    }
    if let Some(asked) = &answer.follow_up {
        let text = if asked.text.is_empty() { "(no answer)" } else { &asked.text };
        part += &format!("\nAsked next: {}\n\n{}\n", escaped(&asked.question), quoted(text));
    }
    part
}

/// How many questions, answers, and the mean score.
pub fn totals(summary: &Summary) -> String {
    let questions = summary.questions.len();
    let s = if questions == 1 { "" } else { "s" };
    let mut text = format!("{questions} question{s}, {} answered", summary.answered);
    if let Some(mean) = summary.mean_score {
        text += &format!(", mean score {mean:.0} %");
    }
    if summary.aborted {
        text += ", broken off";
    }
    text
}

/// Mean scores of the rounds before and of this one.
pub fn compared(summary: &Summary) -> String {
    let earlier = summary.earlier.iter().filter_map(|round| round.mean_score);
    let scores: Vec<String> =
        earlier.chain(summary.mean_score).map(|score| format!("{score:.0}")).collect();
    format!("mean scores of your rounds: {} %", scores.join(" → "))
}

/// The score; a card without criteria has none.
pub fn score(answer: &Answer) -> String {
    if answer.criteria.is_empty() { "–".to_owned() } else { format!("{} %", answer.score) }
}

/// Time against target, and pace.
pub fn pace(question: &Question, answer: &Answer) -> String {
    let mut text = format!("{} of {}", time(answer.ms), time(question.target_ms));
    if answer.ms > question.target_ms {
        text += &format!(", {} over", time(answer.ms - question.target_ms));
    }
    if answer.text.is_empty() {
        return text + ", said aloud";
    }
    let s = if answer.words == 1 { "" } else { "s" };
    text += &format!(", {} word{s}", answer.words);
    if let Some(pace) = answer.words_per_minute {
        text += &format!(", {pace} a minute");
    }
    text
}

/// Time as on a clock: `1:05`.
pub fn time(ms: u64) -> String {
    let seconds = ms / SECOND as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn quoted(text: &str) -> String {
    text.lines()
        .map(|line| format!("> {line}").trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A text in which nothing is markup, on one line.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
            plain.push('\\');
        }
        plain.push(if c == '\n' { ' ' } else { c });
    }
    plain
}
