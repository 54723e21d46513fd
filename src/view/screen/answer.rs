//! The answer being written: question above, the text and the rubric side by side, or one above the
//! other where the window is narrow.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

use crate::app::Model;
use crate::app::mouse::Target;
use crate::app::screen::answer::{AnswerScreen, Row, clock};
use crate::domain::assess;
use crate::view::layout::{WIDE, above, below, inset, left};
use crate::view::theme::Theme;
use crate::view::widget::rubric_panel::one_line;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, widget};

/// The parts of the screen.
#[derive(Clone, Copy)]
struct Areas {
    question: Rect,
    text: Rect,
    rubric: Rect,
}

/// Whether the window is so low that question and rubric have a line each.
const fn is_low(body: Rect) -> bool {
    body.height < 16
}

fn areas(model: &Model, answer: &AnswerScreen, body: Rect) -> Areas {
    if is_low(body) {
        let why = low_reason(model, answer, &Theme::plain(), body).len() as u16;
        let (question, rest) = above(body, 1);
        let (text, rubric) = below(rest, if answer.selected.is_some() { 2 + why } else { 1 });
        return Areas { question, text, rubric };
    }
    let lines = question_lines(answer, body.width, Style::default());
    let (question, rest) = above(body, lines.len() as u16 + 2);
    let (text, rubric) = if answer.in_round.is_some() && !answer.shows_feedback(model) {
        // Nothing to see beside the text, so it has the room.
        below(rest, if rest.width >= 84 { 3 } else { 4 })
    } else if rest.width >= WIDE {
        left(rest, rest.width * 11 / 20)
    } else {
        let why = reason(answer, &Theme::plain(), rest.width.saturating_sub(4)).len() as u16;
        let wanted = answer.rows().len() as u16 + 2 + why;
        below(rest, wanted.clamp(5, (rest.height / 2).max(5)))
    };
    Areas { question, text, rubric }
}

/// Draws the screen.
pub fn render(model: &Model, answer: &AnswerScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    if is_low(body) {
        return low(model, answer, theme, frame, body);
    }
    let areas = areas(model, answer, body);
    question(model, answer, theme, frame, areas.question);
    pane(model, answer, theme, frame, areas.text);
    panel(model, answer, theme, frame, areas.rubric);
}

/// What lies at this place: the text or a row of the rubric.
pub fn hit(model: &Model, answer: &AnswerScreen, body: Rect, at: Position) -> Option<Target> {
    let areas = areas(model, answer, body);
    if areas.text.contains(at) {
        let inner = inset(areas.text, 2, 1);
        let (column, row) = (at.x.saturating_sub(inner.x), at.y.saturating_sub(inner.y));
        return Some(Target::Text { column, row: row.min(inner.height.saturating_sub(1)) });
    }
    if is_low(body) || !areas.rubric.contains(at) || !answer.shows_feedback(model) {
        return None;
    }
    let (list, Rows { firsts, top, .. }) = rows(answer, &Theme::plain(), inset(areas.rubric, 2, 1));
    let line = usize::from(at.y.saturating_sub(list.y)) + top;
    let row = firsts.iter().rposition(|first| *first <= line).filter(|_| list.contains(at));
    row.map(Target::Rubric)
}

/// Why the selected row is judged as it is, as far as a low window has room for it.
fn low_reason(
    model: &Model,
    answer: &AnswerScreen,
    theme: &Theme,
    body: Rect,
) -> Vec<Line<'static>> {
    if !model.show_feedback {
        return Vec::new();
    }
    let mut why = reason(answer, theme, body.width.saturating_sub(2));
    // Two rows of text stay, in their frame.
    why.truncate(usize::from(body.height.saturating_sub(7)));
    why
}

/// The question in as many lines as there may be.
fn question_lines(answer: &AnswerScreen, columns: u16, style: Style) -> Vec<Line<'static>> {
    let line = Line::styled(answer.question().to_owned(), style);
    let mut lines = wrap(&line, columns.saturating_sub(4), 0);
    lines.truncate(3);
    lines
}

/// The question in its frame.
fn question(model: &Model, answer: &AnswerScreen, theme: &Theme, frame: &mut Frame, area: Rect) {
    let mut block = frame_block(place(answer), false, theme);
    if answer.in_round.is_some() && model.show_clock {
        let round = format!(" round {} ", clock(answer.round_ms(model.now.at)));
        block = block.title_top(Line::styled(round, theme.muted).right_aligned());
    }
    frame.render_widget(block, area);
    let lines = question_lines(answer, area.width, theme.strong);
    frame.render_widget(Paragraph::new(lines), inset(area, 2, 1));
}

/// A low window: one line of question, the text, one line of rubric and clock.
fn low(model: &Model, answer: &AnswerScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    let Areas { question: first, text, rubric: bottom } = areas(model, answer, body);
    let columns = usize::from(body.width);
    let why = low_reason(model, answer, theme, body);
    let number = match &answer.in_round {
        Some(round) if round.asked.is_some() => format!("{}/{} next: ", round.number, round.of),
        Some(round) => format!("{}/{} ", round.number, round.of),
        None => String::new(),
    };
    let line = theme.cut(answer.question(), columns.saturating_sub(1 + width(&number)));
    frame.render_widget(
        Line::from(vec![
            Span::styled(format!(" {number}"), theme.muted),
            Span::styled(line, theme.strong),
        ]),
        first,
    );
    pane(model, answer, theme, frame, text);
    let mut spans = vec![Span::raw(" ")];
    if answer.shows_feedback(model) {
        spans.extend(widget::rubric_panel::marks(answer, theme));
        spans.push(Span::styled(met(answer), theme.muted));
    } else {
        // A round says more of its time than there is room for beside it.
        let hidden = if answer.in_round.is_some() { "hidden" } else { "feedback hidden" };
        spans.push(Span::styled(hidden, theme.muted));
    }
    if model.show_clock {
        spans.push(Span::raw("  "));
        spans.extend(time(model, answer, theme, 0));
    }
    let (marks, title) = above(bottom, 1);
    frame.render_widget(Line::from(spans), marks);
    let row = answer.selected.and_then(|n| answer.rows().get(n).copied());
    if let Some(row) = row {
        let (_, _, name, yours) = widget::rubric_panel::describe(answer, row, theme);
        let name = format!(" {name}{}", if yours { " (yours)" } else { "" });
        let (title, rest) = above(title, 1);
        frame.render_widget(Line::styled(theme.cut(&name, columns), theme.selected), title);
        frame.render_widget(Paragraph::new(why), inset(rest, 1, 0));
    }
}

/// Where in its round the question stands; empty outside of one.
fn place(answer: &AnswerScreen) -> String {
    match &answer.in_round {
        Some(round) if round.asked.is_some() => {
            format!(" Question {} of {} · they ask next ", round.number, round.of)
        }
        Some(round) => format!(" Question {} of {} ", round.number, round.of),
        None => String::new(),
    }
}

fn met(answer: &AnswerScreen) -> String {
    let (met, all) = answer.met();
    format!("{met} of {all}")
}

fn pane(model: &Model, answer: &AnswerScreen, theme: &Theme, frame: &mut Frame, area: Rect) {
    let focus = answer.selected.is_none();
    let words = answer.judgement.words;
    let spoken = clock(assess::spoken_ms(words, model.config.words_per_minute));
    let count = match words {
        0 => " Write as you would say it ".to_owned(),
        1 => format!(" 1 word · about {spoken} spoken "),
        n => format!(" {n} words · about {spoken} spoken "),
    };
    let block = frame_block(" Your answer ", focus, theme)
        .title_bottom(Line::styled(fit(&count, area, theme), theme.muted));
    let inner = inset(area, 2, 1);
    frame.render_widget(block, area);
    let focus = focus && model.confirm.is_none();
    widget::answer_pane::render(
        &answer.editor,
        answer.shows_feedback(model),
        focus,
        theme,
        frame,
        inner,
    );
}

fn panel(model: &Model, answer: &AnswerScreen, theme: &Theme, frame: &mut Frame, area: Rect) {
    let focus = answer.selected.is_some();
    let title = if answer.shows_feedback(model) {
        format!(" Rubric · {} ", met(answer))
    } else {
        " Rubric ".to_owned()
    };
    let mut block: Block = frame_block(title, focus, theme);
    if model.show_clock {
        let room = usize::from(area.width).saturating_sub(20);
        let mut spans = vec![Span::raw(" ")];
        spans.extend(time(model, answer, theme, room.min(20)));
        spans.push(Span::raw(" "));
        block = block.title_bottom(Line::from(spans));
    }
    frame.render_widget(block, area);
    let inner = inset(area, 2, 1);
    if !answer.shows_feedback(model) {
        let text = match &answer.in_round {
            Some(round) if round.strict => {
                "Hidden until the end of the round. When the time is over, the answer is taken as \
                 it is."
            }
            Some(_) => "Hidden until the end of the round. It is judged all the same.",
            None => "Hidden, as in an exam. It is judged all the same, and shown when you submit.",
        };
        let lines = wrap(&Line::styled(text, theme.muted), inner.width, 0);
        return frame.render_widget(Paragraph::new(lines), inner);
    }
    if answer.card.criteria.is_empty() {
        let text = "This card has no criteria, so nothing can be judged.";
        let lines = wrap(&Line::styled(text, theme.muted), inner.width, 0);
        return frame.render_widget(Paragraph::new(lines), inner);
    }
    let (list, Rows { lines, top, about, detail, .. }) = rows(answer, theme, inner);
    frame.render_widget(Paragraph::new(lines).scroll((top as u16, 0)), list);
    frame.render_widget(Paragraph::new(about), detail);
}

/// The rows of the rubric, and what is said of the selected one below them.
struct Rows {
    lines: Vec<Line<'static>>,
    /// The first line of each row.
    firsts: Vec<usize>,
    /// The first line that is seen.
    top: usize,
    about: Vec<Line<'static>>,
    detail: Rect,
}

fn rows(answer: &AnswerScreen, theme: &Theme, inner: Rect) -> (Rect, Rows) {
    let (about, rows) = about(answer, theme, inner);
    let (list, detail) = below(inner, rows);
    let (lines, firsts) = widget::rubric_panel::lines(answer, theme, list.width, list.height);
    let at = answer.selected.and_then(|row| firsts.get(row).copied()).unwrap_or(0);
    let top = (at + 2).saturating_sub(usize::from(list.height));
    (list, Rows { lines, firsts, top, about, detail })
}

/// What the selected row asks for and why it is judged so, as much as there is room for: the reason
/// comes before the description.
fn about(answer: &AnswerScreen, theme: &Theme, inner: Rect) -> (Vec<Line<'static>>, u16) {
    let mut lines = reason(answer, theme, inner.width);
    let room = usize::from(inner.height).saturating_sub(4);
    if let Some(Row::Criterion(n)) = answer.selected.and_then(|n| answer.rows().get(n).copied()) {
        let text = answer.card.criteria.get(n).map_or("", |c| &c.description);
        let asked = wrap(&Line::raw(text.to_owned()), inner.width, 0);
        if lines.len() + asked.len() < room {
            lines.splice(0..0, asked);
        }
    }
    let free = usize::from(inner.height).saturating_sub(answer.rows().len());
    if !lines.is_empty() && lines.len() < free {
        lines.insert(0, Line::default());
    }
    lines.truncate(room);
    let rows = lines.len() as u16;
    (lines, rows)
}

/// Why the selected row is judged as it is, in lines of so many columns.
fn reason(answer: &AnswerScreen, theme: &Theme, columns: u16) -> Vec<Line<'static>> {
    let Some(why) = &answer.why else { return Vec::new() };
    let line = Line::from(vec![
        Span::styled(format!("{} ", why.found), theme.muted),
        Span::raw(one_line(&why.reason)),
    ]);
    wrap(&line, columns, 0)
}

/// The clock against its target; a bar of `bar` cells where there is room for one.
fn time(model: &Model, answer: &AnswerScreen, theme: &Theme, bar: usize) -> Vec<Span<'static>> {
    let (spent, target) = (answer.elapsed(model.now.at), answer.target_ms().max(1));
    if answer.asked().is_some() {
        // Nobody sets a time for what they ask next.
        let paused = if answer.is_running() { "" } else { " · paused" };
        return vec![Span::styled(format!("{}{paused}", clock(spent)), theme.accent)];
    }
    let over = spent > target;
    let style = match (answer.is_running(), over) {
        (_, true) => theme.bad,
        (true, false) => theme.accent,
        (false, false) => theme.muted,
    };
    let mut text = format!("{} of {}", clock(spent), clock(target));
    if (spent > 0 || answer.in_round.is_some()) && !answer.is_running() {
        text += " · paused";
    }
    if over {
        text += &format!(" · {} over", clock(spent - target));
    } else if answer.is_nearly_over(model.now.at) {
        // What is begun is still there: together with what is spent it makes the whole.
        let left = (target - spent).div_ceil(1_000) * 1_000;
        text += &format!(" · {} left", clock(left));
    }
    let mut spans = vec![Span::styled(text, style)];
    if bar >= 8 && !over && answer.is_running() {
        let full = (spent * bar as u64 / target) as usize;
        spans.push(Span::raw(" "));
        spans.push(Span::styled("▓".repeat(full.min(bar)), style));
        spans.push(Span::styled("░".repeat(bar - full.min(bar)), theme.muted));
    }
    spans
}

fn fit(text: &str, area: Rect, theme: &Theme) -> String {
    let room = usize::from(area.width).saturating_sub(2);
    if width(text) <= room { text.to_owned() } else { theme.cut(text, room) }
}
