//! Gaps: a row for each kind of criterion or tag with its latest attempts, and what is known of the
//! selected one.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Page, Room, count, percent};
use crate::app::action::Action;
use crate::app::screen::progress::{self, ProgressScreen};
use crate::domain::gaps::{CLOSES, ENOUGH, Gap, LATEST, State, Subject, is_met};
use crate::domain::time::Day;
use crate::view::dates::date;
use crate::view::widget;
use crate::view::wrap::{width, wrap};

/// So many questions are named below the selected row.
const NAMED: usize = 4;

pub(super) fn page(screen: &ProgressScreen, room: Room<'_>) -> Page {
    let theme = room.theme;
    let gaps: Vec<&Gap> = screen.gaps().collect();
    if gaps.is_empty() {
        let text = format!(
            "Nothing to say yet. Answer some cards ({} in the browser): from {ENOUGH} answers on \
             this shows what they keep missing, and whether it stays closed.",
            room.keymap.key(Action::AnswerCard)
        );
        return Page { lines: room.text(text, theme.strong), parts: Vec::new() };
    }
    let narrow = room.columns < 60;
    let mut lines = room.text(summary(&gaps, screen.by_tag, narrow), theme.strong);
    let [met, part, missed] = marks(room.ascii());
    let last = if narrow { "" } else { ", the latest on the right" };
    let legend = format!("{met} met  {part} in part  {missed} missed{last}");
    lines.extend(room.text(legend, theme.muted));
    if room.rows >= 14 {
        lines.push(Line::default());
    }
    let mut parts = vec![0];
    let names = gaps.iter().map(|gap| width(&name(gap))).max().unwrap_or(0);
    let beside = if is_wide(room) { 56 } else { 13 + shown(room) };
    let names = names.min(room.wide().saturating_sub(beside).clamp(6, 24));
    for (n, gap) in gaps.iter().enumerate() {
        parts.push(lines.len() as u16);
        let selected = n == screen.gap;
        lines.push(row(gap, selected, names, screen.figures.today, room));
        if selected {
            lines.extend(detail(screen, gap, room));
        }
    }
    Page { lines, parts }
}

/// Whether there is room for how often it was missed.
const fn is_wide(room: Room<'_>) -> bool {
    room.columns >= 68
}

/// How many of the latest attempts there is room for.
const fn shown(room: Room<'_>) -> usize {
    if room.columns < 34 { LATEST / 2 } else { LATEST }
}

/// How many stand how.
fn summary(gaps: &[&Gap], by_tag: bool, narrow: bool) -> String {
    let [open, closing, closed] = progress::count(gaps.iter().copied());
    let sound = gaps.iter().filter(|gap| gap.state == State::Sound).count();
    let by = if by_tag { "tag" } else { "kind" };
    if open + closing + closed + sound == 0 {
        return format!("Too early: no {by} was asked for {ENOUGH} times yet.");
    }
    let words = [(open, "open"), (closing, "closing"), (closed, "closed"), (sound, "sound")];
    let words: Vec<_> =
        words.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    let title = if narrow { String::new() } else { format!("Gaps by {by}: ") };
    format!("{title}{}", words.join(", "))
}

fn name(gap: &Gap) -> String {
    match &gap.subject {
        Subject::Kind(kind) => kind.word().to_owned(),
        Subject::Tag(tag) => format!("#{tag}"),
    }
}

/// The marks of an attempt that met it, met it in part, missed it.
const fn marks(ascii: bool) -> [char; 3] {
    if ascii { ['*', '~', 'o'] } else { ['●', '◐', '○'] }
}

fn style(state: State, room: Room<'_>) -> Style {
    match state {
        State::Reopened { .. } | State::Open => room.theme.bad,
        State::Closing => room.theme.partial,
        State::Closed { .. } => room.theme.good,
        State::Sound | State::TooFew => room.theme.muted,
    }
}

fn row(gap: &Gap, selected: bool, names: usize, today: Day, room: Room<'_>) -> Line<'static> {
    let theme = room.theme;
    let name = room.theme.cut(&name(gap), names);
    let gap_after = " ".repeat(names - width(&name));
    let pointer = match (selected, room.ascii()) {
        (true, false) => "▸ ",
        (true, true) => "> ",
        (false, _) => "  ",
    };
    let mut spans = vec![
        Span::raw(pointer),
        Span::raw(name),
        Span::raw(gap_after + " "),
        Span::raw(" ".repeat(shown(room).saturating_sub(gap.latest.len()))),
    ];
    let [met, part, missed] = marks(room.ascii());
    for share in &gap.latest[gap.latest.len().saturating_sub(shown(room))..] {
        let (mark, style) = match share {
            share if is_met(*share) => (met, theme.good),
            share if *share <= 0.75 => (part, theme.partial),
            _ => (missed, theme.bad),
        };
        spans.push(Span::styled(mark.to_string(), style));
    }
    let state = match gap.state {
        State::Closed { since } if is_wide(room) => {
            format!("closed since {}", date(since, today))
        }
        state => state.word().to_owned(),
    };
    if is_wide(room) {
        spans.push(Span::styled(format!(" {state:<22}"), style(gap.state, room)));
        let missed = format!("missed in {:>2} of {}", gap.missed, gap.asked);
        spans.push(Span::styled(missed, theme.muted));
    } else {
        spans.push(Span::styled(format!(" {state}"), style(gap.state, room)));
    }
    if selected {
        widget::bar::lay(&mut spans, theme.selected, room.wide());
    }
    Line::from(spans)
}

/// What is known of the selected gap: what it asks for, how it stands and why, where it was missed.
fn detail(screen: &ProgressScreen, gap: &Gap, room: Room<'_>) -> Vec<Line<'static>> {
    let theme = room.theme;
    let mut lines = Vec::new();
    let mut say = |text: String, style: Style| {
        let line = Line::from(vec![Span::raw("  "), Span::styled(text, style)]);
        lines.extend(wrap(&line, room.columns, 2));
    };
    if let Subject::Kind(kind) = &gap.subject {
        say(format!("An answer {}.", kind.meaning()), theme.muted);
    }
    say(evidence(gap, screen.figures.today), Style::default());
    let missed = marks(room.ascii())[2];
    let questions = gap.cards.iter().take(gap.still).filter_map(|id| {
        let card = screen.figures.cards.iter().find(|card| card.id == *id)?;
        Some(card.question.clone())
    });
    let drill = room.keymap.key(Action::Drill);
    let room_left = room.wide().saturating_sub(4);
    for question in questions.take(NAMED) {
        say(format!("{missed} {}", room.theme.cut(&question, room_left)), theme.muted);
    }
    match (gap.cards.len(), gap.still) {
        (0, _) => {}
        (cards, 0) => say(
            format!("{drill} drills the {} that once missed it", count(cards, "card")),
            theme.accent,
        ),
        (cards, still) => {
            let once = match cards - still {
                0 => String::new(),
                once => format!(", then {once} that once did"),
            };
            let text = format!(
                "{drill} drills the {} that missed it last time{once}",
                count(still, "card")
            );
            say(text, theme.accent);
        }
    }
    if room.rows >= 14 {
        lines.push(Line::default());
    }
    lines
}

/// A small number at the beginning of a sentence.
fn spelled(n: usize) -> String {
    let words = ["None", "One", "Two", "Three", "Four", "Five"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// Why it stands as it does.
fn evidence(gap: &Gap, today: Day) -> String {
    let attempts = count(gap.asked, "attempt");
    let lately = gap.trend.map_or_else(String::new, |(latest, before)| {
        format!(" Share missed: {} lately, {} before.", percent(latest), percent(before))
    });
    let cards = count(gap.run_cards, "card");
    let last = match gap.run {
        1 => "The last attempt met it".to_owned(),
        run => format!("The last {run} attempts met it, on {cards}"),
    };
    match gap.state {
        State::Open => {
            let two = if gap.asking > 1 { ", on two cards," } else { "" };
            format!(
                "Missed in {} of {attempts}.{lately} {} in a row that meet it{two} close it.",
                gap.missed,
                spelled(CLOSES)
            )
        }
        State::Reopened { closed, on, times } => format!(
            "Was closed since {}, and missed again on {}{}.{lately} {} in a row close it again.",
            date(closed, today),
            date(on, today),
            if times == 1 { ", once; that may be chance" } else { "" },
            spelled(CLOSES)
        ),
        State::Closing => {
            let left = match CLOSES.saturating_sub(gap.run) {
                0 => "One on another card closes it.".to_owned(),
                1 => "One more in a row closes it.".to_owned(),
                left => format!("{} more in a row close it.", spelled(left)),
            };
            format!("{last}; missed in {} of {attempts}.{lately} {left}", gap.missed)
        }
        State::Closed { since } => format!(
            "Not missed since {}: the last {} attempts that asked for it met it, on {cards}. \
             Before, {} of {} missed it.",
            date(since, today),
            gap.run,
            gap.missed,
            gap.asked - gap.run
        ),
        State::Sound => {
            format!("Met in {} of {attempts}; never was a gap.", gap.asked - gap.missed)
        }
        State::TooFew => format!("{attempts} asked for it; from {ENOUGH} on there is more to say."),
    }
}
