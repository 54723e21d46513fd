//! Scores and times, answer by answer: of all cards, a deck, a tag or a card.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Room, count, heading, with_axis};
use crate::app::action::Action;
use crate::app::screen::answer::clock;
use crate::app::screen::progress::ProgressScreen;
use crate::domain::stats::scores::{Answer, By, trend};
use crate::view::dates::date;
use crate::view::widget::plot;

/// So many of the latest answers are listed.
const LISTED: usize = 12;

pub(super) fn lines(screen: &ProgressScreen, room: Room<'_>) -> Vec<Line<'static>> {
    let theme = room.theme;
    let (_, answers) = screen.answers();
    let mut lines = title(screen, room);
    if answers.is_empty() {
        lines.extend(room.text(
            format!(
                "No answers to these cards yet. {} in the browser writes one; each is a column here.",
                room.keymap.key(Action::AnswerCard)
            ),
            theme.strong,
        ));
        return lines;
    }
    let scores: Vec<f64> = answers.iter().map(|answer| f64::from(answer.score)).collect();
    let marks: Vec<char> = answers.iter().map(|answer| mark(answer)).collect();
    lines.extend(room.text(score_said(&scores), theme.strong));
    lines.extend(chart(&scores, &marks, 100.0, None, room));
    let paces: Vec<(f64, char)> =
        answers.iter().zip(&marks).filter_map(|(a, mark)| Some((a.pace()?, *mark))).collect();
    let (paces, pace_marks): (Vec<f64>, Vec<char>) = paces.into_iter().unzip();
    if let Some(said) = time_said(&paces) {
        lines.push(Line::default());
        lines.extend(room.text(said, theme.strong));
        let most = paces.iter().copied().fold(0.0, f64::max);
        // An answer that was left lying must not flatten all others.
        let top = ((most / 50.0).ceil() * 50.0).clamp(150.0, 300.0);
        lines.extend(chart(&paces, &pace_marks, top, Some(100.0), room));
    }
    lines.push(Line::default());
    let mut latest = heading("Latest answers", theme);
    if marks.contains(&SPOKEN) {
        let legend = format!("   {} spoken", shown(SPOKEN, room));
        latest.spans.push(Span::styled(legend, theme.muted));
    }
    lines.push(latest);
    lines.extend(answers.iter().rev().take(LISTED).map(|answer| listed(screen, answer, room)));
    lines
}

/// What is shown, and which of how many it is.
fn title(screen: &ProgressScreen, room: Room<'_>) -> Vec<Line<'static>> {
    let (group, _) = screen.answers();
    let name = group.map_or("", |group| &group.name);
    let cards = &screen.figures.cards;
    let what = match screen.by {
        By::All if cards.len() == 1 => "This card".to_owned(),
        By::All => "All cards shown".to_owned(),
        By::Deck => format!("Deck {name}"),
        By::Tag => format!("Tag #{name}"),
        By::Card => {
            let card = cards.iter().find(|card| card.id.as_str() == name);
            card.map_or_else(|| name.to_owned(), |card| card.question.clone())
        }
    };
    let of = match screen.figures.scores.groups(screen.by).len() {
        0 | 1 => String::new(),
        groups => format!("  {} of {groups}", screen.group + 1),
    };
    let room_left = room.wide().saturating_sub(of.len());
    vec![Line::from(vec![
        Span::styled(room.theme.cut(&what, room_left), room.theme.accent.patch(room.theme.strong)),
        Span::styled(of, room.theme.muted),
    ])]
}

/// The mark of a spoken answer.
const SPOKEN: char = '◆';

/// A spoken answer is marked, a written one is not.
const fn mark(answer: &Answer) -> char {
    if answer.spoken { SPOKEN } else { ' ' }
}

const fn shown(mark: char, room: Room<'_>) -> char {
    match mark {
        SPOKEN if room.ascii() => 's',
        mark => mark,
    }
}

fn score_said(scores: &[f64]) -> String {
    let answers = count(scores.len(), "answer");
    match trend(scores) {
        None => format!("One answer so far: {:.0} %.", scores.first().copied().unwrap_or(0.0)),
        Some(trend) => {
            let (from, to) = (trend.from, trend.to);
            match to - from {
                d if d >= 3.0 => {
                    format!("Scores rose from {from:.0} % to {to:.0} % over {answers}.")
                }
                d if d <= -3.0 => {
                    format!("Scores went from {from:.0} % to {to:.0} % over {answers}.")
                }
                _ => format!("Scores stayed at about {to:.0} % over {answers}."),
            }
        }
    }
}

fn time_said(paces: &[f64]) -> Option<String> {
    let target = "of the target";
    Some(match trend(paces) {
        None => format!("Time: {:.0} % {target}.", paces.first()?),
        Some(trend) if (trend.to - trend.from).abs() < 5.0 => {
            format!("Time stayed at about {:.0} % {target}.", trend.to)
        }
        Some(trend) => {
            let word = if trend.to < trend.from { "fell" } else { "grew" };
            format!("Time {word} from {:.0} % to {:.0} % {target}.", trend.from, trend.to)
        }
    })
}

/// Columns of the figures on the left.
const AXIS: usize = 6;

/// The figures as columns, spoken answers marked below where each has a column of its own.
fn chart(
    values: &[f64],
    marks: &[char],
    top: f64,
    at: Option<f64>,
    room: Room<'_>,
) -> Vec<Line<'static>> {
    let rows = match room.rows {
        0..16 => 4,
        16..26 => 5,
        _ => 8,
    };
    let series = plot::Series::of(values, room.wide().saturating_sub(AXIS));
    let plotted = series.rows(rows, top, at, room.ascii());
    let label = |value: f64| (value / top, format!("{value:>3.0} %"));
    let labels = [label(top), label(at.unwrap_or(top / 2.0)), label(0.0)];
    let mut lines = with_axis(plotted, &labels, room.theme.accent, room.theme);
    let muted = room.theme.muted;
    if series.together == 1 && marks.contains(&SPOKEN) {
        let cell = |mark: &char| format!("{:<wide$}", shown(*mark, room), wide = series.wide);
        let below: String = marks.iter().map(cell).collect();
        lines.push(Line::styled(format!("{:AXIS$}{below}", ""), muted));
    }
    let first = match series.together {
        1 => "answer 1".to_owned(),
        each => format!("answer 1, means of {each}"),
    };
    let last = values.len().to_string();
    if series.across() > first.len() + last.len() {
        let gap = " ".repeat(series.across() - first.len() - last.len());
        lines.push(Line::styled(format!("{:AXIS$}{first}{gap}{last}", ""), muted));
    }
    lines
}

fn listed(screen: &ProgressScreen, answer: &Answer, room: Room<'_>) -> Line<'static> {
    let day = date(answer.day, screen.figures.today);
    let card = screen.figures.cards.get(answer.card);
    let time = if room.wide() >= 60 {
        format!("{:>5} of {:<5}", clock(answer.ms), clock(answer.target_ms))
    } else {
        format!("{:>5}", clock(answer.ms))
    };
    let head = format!("{day:>6} {:>4} % {time} ", answer.score);
    let left = room.wide().saturating_sub(head.chars().count() + 2);
    let question = card.map_or("", |card| &card.question);
    Line::from(vec![
        Span::styled(format!("{} ", shown(mark(answer), room)), room.theme.accent),
        Span::raw(head),
        Span::styled(room.theme.cut(question, left), Style::default().patch(room.theme.muted)),
    ])
}
