//! What is shown after an answer: criteria and traps, time, the answer beside the model answer.

mod second;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::card;
use crate::app::action::Action;
use crate::app::mouse::Target;
use crate::app::screen::answer::clock;
use crate::app::screen::debrief::DebriefScreen;
use crate::app::{Metrics, Model};
use crate::domain::assess;
use crate::domain::rubric::{Verdict, word_count};
use crate::view::layout::{WIDE, below, inset};
use crate::view::theme::Theme;
use crate::view::widget::rubric_panel::{mark, one_line};
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, markdown, widget};

fn text_area(body: Rect) -> Rect {
    inset(below(body, 1).0, 2, 1)
}

/// How much there is to scroll.
pub fn measure(model: &Model, screen: &DebriefScreen, body: Rect) -> Metrics {
    let area = text_area(body);
    let content = lines(model, screen, area.width, &Theme::plain()).len() as u16;
    Metrics { page: area.height, content, parts: Vec::new() }
}

/// Draws the debrief.
pub fn render(model: &Model, screen: &DebriefScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    let (outer, rating) = below(body, 1);
    let room = usize::from(outer.width).saturating_sub(14);
    let title = format!(" Debrief · {} ", theme.cut(&screen.card.question, room));
    frame.render_widget(frame_block(title, true, theme), outer);
    let area = text_area(body);
    let lines = lines(model, screen, area.width, theme);
    widget::scrolled::render(
        lines,
        screen.scroll.top,
        outer.right().saturating_sub(2),
        theme,
        frame,
        area,
    );
    let suggested = Some(screen.suggested());
    let line = card::ratings(model, &screen.card, suggested, rating.width, theme);
    frame.render_widget(Paragraph::new(line), rating);
}

/// What of the line below the debrief lies at this place.
pub fn hit(model: &Model, screen: &DebriefScreen, body: Rect, at: Position) -> Option<Target> {
    let rating = Some(below(body, 1).1).filter(|rating| rating.contains(at))?;
    let suggested = Some(screen.suggested());
    let line = card::ratings(model, &screen.card, suggested, rating.width, &Theme::plain());
    let actions =
        [Action::DebriefAgain, Action::DebriefHard, Action::DebriefGood, Action::DebriefEasy];
    card::rating_at(&line, at.x - rating.x).map(|n| Target::Action(actions[n]))
}

fn lines(model: &Model, screen: &DebriefScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = summary(model, screen, columns, theme);
    lines.push(Line::default());
    lines.extend(verdicts(screen, columns, theme));
    lines.push(Line::default());
    let model_answer = &screen.card.model_answer;
    if columns + 4 >= WIDE && !model_answer.is_empty() {
        let half = (columns - 4) / 2;
        let yours = answer(screen, half, theme);
        let theirs = model_lines(model_answer, half, theme);
        lines.extend(beside(yours, theirs, half));
    } else {
        lines.extend(answer(screen, columns, theme));
        if !model_answer.is_empty() {
            lines.push(Line::default());
            lines.extend(model_lines(model_answer, columns, theme));
        }
    }
    lines
}

fn summary(
    model: &Model,
    screen: &DebriefScreen,
    columns: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let attempt = &screen.attempt;
    let met = attempt.criteria.iter().filter(|j| j.verdict == Verdict::Met).count();
    let mut lines = wrap(
        &Line::from(vec![
            Span::styled(format!("{} %", attempt.score), theme.accent.patch(theme.strong)),
            Span::raw(format!("   {met} of {} criteria met", attempt.criteria.len())),
        ]),
        columns,
        0,
    );
    let words = word_count(&attempt.text);
    let asked_ms = attempt.follow_up.as_ref().map(|asked| asked.ms);
    let mut time = format!("{} of {}", clock(attempt.ms), clock(attempt.target_ms));
    if attempt.ms > attempt.target_ms {
        time += &format!(", {} over", clock(attempt.ms - attempt.target_ms));
    }
    if attempt.spoken {
        time += " · spoken, marked by you";
    } else {
        let spoken = assess::spoken_ms(words, model.config.words_per_minute);
        time += &format!(" · {words} words, about {} spoken", clock(spoken));
        if attempt.ms >= 10_000 {
            time += &format!(", written at {} words a minute", words as u64 * 60_000 / attempt.ms);
        }
        if !attempt.feedback {
            time += " · feedback was hidden";
        }
    }
    if let Some(ms) = asked_ms {
        time += &format!(" · {} for what was asked next", clock(ms));
    }
    lines.extend(wrap(&Line::styled(time, theme.muted), columns, 0));
    if !screen.earlier.is_empty() {
        let from = screen.earlier.len().saturating_sub(6);
        let scores: Vec<_> = screen.earlier[from..].iter().map(ToString::to_string).collect();
        let text = format!("Your attempts: {} → {} %", scores.join(" → "), attempt.score);
        lines.extend(wrap(&Line::styled(text, theme.muted), columns, 0));
    }
    lines.extend(second::state(model, screen, columns, theme));
    lines
}

fn verdicts(screen: &DebriefScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let text = &screen.attempt.text;
    let mut lines = Vec::new();
    let rows = screen.attempt.criteria.iter().zip(&screen.card.criteria).enumerate();
    for (n, (judged, criterion)) in rows {
        let (glyph, style) = mark(judged.verdict, theme);
        let yours = if judged.overruled { ", as you set it" } else { "" };
        let weight =
            if criterion.weight > 1 { format!(" ×{}", criterion.weight) } else { String::new() };
        let follow_up = screen.attempt.follow_up.as_ref();
        let asked = if follow_up.is_some_and(|asked| asked.met.contains(&judged.id)) {
            ", answered when asked"
        } else {
            ""
        };
        let word = judged.verdict.word();
        let line = Line::from(vec![
            Span::styled(format!("{glyph} "), style),
            Span::raw(criterion.title.clone()),
            Span::styled(format!("{weight}  {word}{yours}{asked}"), theme.muted),
        ]);
        lines.extend(wrap(&line, columns, 2));
        let evidence = screen.judgement.criteria.get(n).and_then(|f| f.evidence.first());
        let detail = match (judged.verdict, evidence.and_then(|range| text.get(range.clone()))) {
            (Verdict::NotYet, _) => Some(criterion.description.clone()),
            (_, words) => words.map(|words| format!("“{}”", one_line(words))),
        };
        lines.extend(detail.into_iter().flat_map(|text| indented(&text, columns, theme)));
        lines.extend(second::of_criterion(screen, n, judged.verdict, columns, theme));
    }
    for (n, (trapped, trap)) in screen.attempt.traps.iter().zip(&screen.card.traps).enumerate() {
        let theirs = second::of_trap(screen, n, trapped.hit, columns, theme);
        if !trapped.hit && theirs.is_empty() {
            continue;
        }
        let (glyph, word) = if trapped.hit {
            (Span::styled("! ", theme.bad), "  trap")
        } else {
            (Span::styled("· ", theme.muted), "  no trap")
        };
        let line =
            Line::from(vec![glyph, Span::raw(trap.title.clone()), Span::styled(word, theme.muted)]);
        lines.extend(wrap(&line, columns, 2));
        let evidence = screen.judgement.traps.get(n).and_then(|f| f.evidence.first());
        let evidence = evidence.filter(|_| trapped.hit);
        if let Some(words) = evidence.and_then(|range| text.get(range.clone())) {
            lines.extend(indented(&format!("“{}”", one_line(words)), columns, theme));
        }
        lines.extend(theirs);
    }
    lines.extend(second::remark(screen, columns, theme));
    lines
}

fn indented(text: &str, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    below_a_verdict(&Line::styled(text.to_owned(), theme.muted), columns)
}

/// A line that belongs to the verdict above it.
fn below_a_verdict(line: &Line<'_>, columns: u16) -> Vec<Line<'static>> {
    let mut lines = wrap(line, columns.saturating_sub(2).max(8), 0);
    for line in &mut lines {
        line.spans.insert(0, Span::raw("  "));
    }
    lines
}

fn heading(text: &str, theme: &Theme) -> Line<'static> {
    Line::styled(text.to_uppercase(), theme.accent.patch(theme.strong))
}

fn answer(screen: &DebriefScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut tints: Vec<(std::ops::Range<usize>, Style)> = Vec::new();
    // What is met shows where a sentence is both.
    for (verdict, style) in
        [(Verdict::Partial, theme.evidence_partial), (Verdict::Met, theme.evidence)]
    {
        let found = screen.attempt.criteria.iter().zip(&screen.judgement.criteria);
        for (_, finding) in found.filter(|(judged, _)| judged.verdict == verdict) {
            tints.extend(finding.evidence.iter().map(|range| (range.clone(), style)));
        }
    }
    for (trapped, finding) in screen.attempt.traps.iter().zip(&screen.judgement.traps) {
        if trapped.hit {
            let ranges = finding.evidence.iter();
            tints.extend(ranges.map(|range| (range.clone(), theme.evidence_trap)));
        }
    }
    let mut lines = vec![heading("Your answer", theme)];
    if screen.attempt.spoken {
        let text = "Spoken aloud; its words are not kept.";
        lines.extend(wrap(&Line::styled(text, theme.muted), columns, 0));
        return lines;
    }
    for line in widget::tinted::lines(&screen.attempt.text, &tints) {
        lines.extend(wrap(&line, columns, 0));
    }
    if let Some(asked) = &screen.attempt.follow_up {
        lines.push(Line::default());
        lines.push(heading("Asked next", theme));
        lines.extend(wrap(&Line::styled(asked.question.clone(), theme.strong), columns, 0));
        let said = if asked.text.is_empty() { "No answer." } else { &asked.text };
        for line in said.lines() {
            lines.extend(wrap(&Line::from(line.to_owned()), columns, 0));
        }
    }
    lines
}

fn model_lines(text: &str, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = vec![heading("A model answer", theme)];
    lines.extend(markdown::render(text, columns, &theme.markdown()));
    lines
}

/// Two columns of lines, the left one `half` columns wide.
fn beside(left: Vec<Line<'static>>, right: Vec<Line<'static>>, half: u16) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    (0..rows)
        .map(|_| {
            let mut line = left.next().unwrap_or_default();
            let used: usize = line.spans.iter().map(|span| width(&span.content)).sum();
            // A style on the line itself would colour its neighbour too.
            for span in &mut line.spans {
                span.style = line.style.patch(span.style);
            }
            line.style = Style::default();
            line.spans.push(Span::raw(" ".repeat((usize::from(half) + 4).saturating_sub(used))));
            let other = right.next().unwrap_or_default();
            line.spans.extend(other.spans.into_iter().map(|mut span| {
                span.style = other.style.patch(span.style);
                span
            }));
            line
        })
        .collect()
}
