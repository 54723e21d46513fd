//! An answer being spoken: the question and the clock; then the marks beside the model answer.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::action::Action;
use crate::app::screen::answer::clock;
use crate::app::screen::spoken::SpokenScreen;
use crate::app::{Metrics, Model};
use crate::domain::assess;
use crate::domain::mock::WARN_AT;
use crate::view::layout::{WIDE, above, inset, left, middle};
use crate::view::theme::Theme;
use crate::view::widget::rubric_panel::mark;
use crate::view::wrap::wrap;
use crate::view::{frame_block, markdown, widget};

/// Lines longer than this are hard to read.
const READABLE: u16 = 76;

/// How much there is to scroll: while marking, the model answer.
pub fn measure(model: &Model, screen: &SpokenScreen, body: Rect) -> Metrics {
    if !screen.is_marking {
        return Metrics::default();
    }
    let (_, text) = panes(screen, body);
    let area = inset(text, 2, 1);
    let content = texts(model, screen, area.width, &Theme::plain()).len() as u16;
    Metrics { page: area.height, content, parts: Vec::new() }
}

/// Draws the screen.
pub fn render(model: &Model, screen: &SpokenScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    if screen.is_marking {
        marking(model, screen, theme, frame, body);
    } else {
        speaking(model, screen, theme, frame, body);
    }
}

fn speaking(model: &Model, screen: &SpokenScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    let now = model.now.at;
    let title = match &screen.in_round {
        Some(round) => format!(" Say it · question {} of {} ", round.number, round.of),
        None => " Say it ".to_owned(),
    };
    let mut block = frame_block(title, true, theme);
    if let Some(round) = &screen.in_round {
        let round = format!(" round {} ", clock(round.before_ms + screen.watch.elapsed(now)));
        block = block.title_top(Line::styled(round, theme.muted).right_aligned());
    }
    frame.render_widget(block, body);
    let inner = inset(body, 2, 1);
    let columns = inner.width.min(READABLE);
    let mut lines = wrap(&Line::styled(screen.card.question.clone(), theme.strong), columns, 0);
    lines.push(Line::default());
    let (spent, target) = (screen.watch.elapsed(now), screen.target_ms());
    let runs = screen.watch.is_running();
    let begin = format!("{} starts the clock", model.key(Action::StartStop));
    let (state, style) = match (spent, runs) {
        (_, true) => ("speaking", theme.accent),
        (0, false) => (&*begin, theme.muted),
        (_, false) => ("paused", theme.muted),
    };
    let mut time = format!("{} of {}", clock(spent), clock(target));
    if spent > target {
        time += &format!(" · {} over", clock(spent - target));
    } else if screen.in_round.is_some() && spent * 100 >= target * WARN_AT {
        time += &format!(" · {} left", clock(target - spent));
    }
    let style = if spent > target { theme.bad } else { style };
    lines.extend(wrap(
        &Line::from(vec![
            Span::styled(time, style.patch(theme.strong)),
            Span::styled(format!("  {state}"), theme.muted),
        ]),
        columns,
        0,
    ));
    let area = middle(inner, columns, lines.len() as u16);
    frame.render_widget(Paragraph::new(lines), area);
}

/// The checklist and the texts: side by side, or one above the other.
fn panes(screen: &SpokenScreen, body: Rect) -> (Rect, Rect) {
    if body.width >= WIDE {
        return left(body, body.width / 2);
    }
    // A row each, two for what the selected one asks for, and the frame.
    let rows = (screen.criteria.len() + screen.traps.len()) as u16 + 4;
    above(body, rows.clamp(4, body.height.saturating_sub(5).max(4)))
}

fn marking(model: &Model, screen: &SpokenScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    let (list, text) = panes(screen, body);
    let score = assess::spoken(&screen.card, &screen.criteria, &screen.traps, 0).score;
    let title = format!(" What did you say? · {score} % ");
    frame.render_widget(frame_block(title, true, theme), list);
    let inner = inset(list, 2, 1);
    let (lines, at) = rows(screen, inner, theme);
    let top = (at + 2).saturating_sub(usize::from(inner.height));
    let top = top.min(lines.len().saturating_sub(usize::from(inner.height)));
    frame.render_widget(Paragraph::new(lines).scroll((top as u16, 0)), inner);
    frame.render_widget(frame_block("", false, theme), text);
    let area = inset(text, 2, 1);
    let lines = texts(model, screen, area.width, theme);
    let edge = text.right().saturating_sub(2);
    widget::scrolled::render(lines, screen.scroll.top, edge, theme, frame, area);
}

/// A row for each criterion and trap; and the last line of the selected one. What it asks for stands
/// below it where there is room.
fn rows(screen: &SpokenScreen, room: Rect, theme: &Theme) -> (Vec<Line<'static>>, usize) {
    let columns = room.width;
    let card = &screen.card;
    let criteria = card.criteria.iter().zip(&screen.criteria).map(|(criterion, verdict)| {
        let (glyph, style) = mark(*verdict, theme);
        (glyph, style, &criterion.title, verdict.word(), &criterion.description)
    });
    let traps = card.traps.iter().zip(&screen.traps).map(|(trap, hit)| {
        let (glyph, style) = if *hit { ("!", theme.bad) } else { ("·", theme.muted) };
        let word = if *hit { "fallen into" } else { "avoided" };
        (glyph, style, &trap.title, word, &trap.description)
    });
    let mut lines = Vec::new();
    let mut at = 0;
    for (n, (glyph, style, title, word, about)) in criteria.chain(traps).enumerate() {
        let here = n == screen.selected;
        let line = Line::from(vec![
            Span::raw(if here { "▸ " } else { "  " }),
            Span::styled(format!("{glyph} "), style),
            Span::raw(title.clone()),
            Span::styled(format!("  {word}"), theme.muted),
        ]);
        let mut row = wrap(&line, columns, 4);
        if here {
            for line in &mut row {
                widget::bar::lay(&mut line.spans, theme.selected, usize::from(columns));
            }
        }
        lines.extend(row);
        if here {
            at = lines.len() - 1;
        }
        if here && room.height >= 6 {
            let mut below = wrap(
                &Line::styled(about.clone(), theme.muted),
                columns.saturating_sub(4).max(8),
                0,
            );
            for line in &mut below {
                line.spans.insert(0, Span::raw("    "));
            }
            lines.extend(below);
            at = lines.len() - 1;
        }
    }
    if lines.is_empty() {
        let text = "This card has no criteria; enter goes on to the rating.";
        lines.extend(wrap(&Line::styled(text, theme.muted), columns, 0));
    }
    (lines, at)
}

fn texts(model: &Model, screen: &SpokenScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let card = &screen.card;
    let (spent, target) = (screen.watch.elapsed(model.now.at), screen.target_ms());
    let time = format!("You spoke for {} of {}.", clock(spent), clock(target));
    let mut lines = wrap(&Line::styled(time, theme.muted), columns, 0);
    let texts = [("A model answer", &card.model_answer), ("Short answer", &card.short_answer)];
    for (title, text) in texts.iter().filter(|(_, text)| !text.trim().is_empty()) {
        lines.push(Line::default());
        lines.push(Line::styled(title.to_uppercase(), theme.accent.patch(theme.strong)));
        lines.extend(markdown::render(text, columns, &theme.markdown()));
    }
    lines
}
