//! What is shown after a mock round: the questions in a list, what to work on, then each question.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::action::Action;
use crate::app::screen::answer::clock;
use crate::app::screen::mock::debrief::RoundDebrief;
use crate::app::{Metrics, Model};
use crate::domain::mock::markdown::{compared, pace, score, totals};
use crate::domain::mock::summary::{Answer, Question};
use crate::domain::rubric::Verdict;
use crate::view::layout::inset;
use crate::view::theme::Theme;
use crate::view::widget::rubric_panel::mark;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, widget};

/// How much there is to scroll; each row of the list is a part, the row that rates all too.
pub fn measure(model: &Model, screen: &RoundDebrief, body: Rect) -> Metrics {
    let area = inset(body, 2, 1);
    let (lines, parts) = lines(model, screen, area.width, &Theme::plain());
    Metrics { page: area.height, content: lines.len() as u16, parts }
}

/// Draws the screen.
pub fn render(model: &Model, screen: &RoundDebrief, theme: &Theme, frame: &mut Frame, body: Rect) {
    let title = format!(" Mock round, {} ", screen.summary.day.iso());
    frame.render_widget(frame_block(title, true, theme), body);
    let area = inset(body, 2, 1);
    let (lines, _) = lines(model, screen, area.width, theme);
    let edge = body.right().saturating_sub(2);
    widget::scrolled::render(lines, screen.scroll.top, edge, theme, frame, area);
}

fn lines(
    model: &Model,
    screen: &RoundDebrief,
    columns: u16,
    theme: &Theme,
) -> (Vec<Line<'static>>, Vec<u16>) {
    let summary = &screen.summary;
    let muted = |text: String| wrap(&Line::styled(text, theme.muted), columns, 0);
    let totals = totals(summary);
    // Where it takes two lines, a figure stays with what it says.
    let split = if width(&totals) > usize::from(columns) { totals.find(" mean") } else { None };
    let (before, after) = totals.split_at(split.unwrap_or(totals.len()));
    let mut lines = Vec::new();
    for text in [before, after.trim_start()].into_iter().filter(|text| !text.is_empty()) {
        lines.extend(wrap(&Line::styled(text.to_owned(), theme.accent), columns, 0));
    }
    lines.extend(muted(format!("{} of {}", clock(summary.ms), clock(summary.target_ms))));
    if !summary.earlier.is_empty() {
        lines.extend(muted(compared(summary)));
    }
    lines.push(Line::default());
    let mut parts = Vec::new();
    for (n, question) in summary.questions.iter().enumerate() {
        parts.push(lines.len() as u16);
        lines.push(row(model, screen, n, question, columns, theme));
    }
    parts.push(lines.len() as u16);
    lines.push(rate_all(model, screen, columns, theme));
    parts.push(lines.len() as u16);
    if !summary.work_on.is_empty() {
        lines.push(Line::default());
        lines.push(heading("To work on", theme));
        for (n, work) in summary.work_on.iter().enumerate() {
            let line = Line::from(vec![
                Span::styled(format!("{} ", n + 1), theme.key),
                Span::raw(work.title.clone()),
                Span::styled(format!("  {}", work.how_often()), theme.muted),
            ]);
            lines.extend(wrap(&line, columns, 2));
        }
        lines.extend(muted("1 to 3 drill the cards where it was missed.".to_owned()));
    }
    for question in &summary.questions {
        lines.push(Line::default());
        let title = format!("{}. {}", question.number, question.question);
        lines.extend(wrap(&Line::styled(title, theme.strong), columns, 3));
        match &question.answer {
            None => lines.extend(muted("Not answered.".to_owned())),
            Some(answer) => lines.extend(part(question, answer, columns, theme)),
        }
    }
    (lines, parts)
}

/// A question in the list: score, time, pace, and the rating that its card gets.
fn row(
    model: &Model,
    screen: &RoundDebrief,
    n: usize,
    question: &Question,
    columns: u16,
    theme: &Theme,
) -> Line<'static> {
    let here = screen.selected == n;
    let style = if here { theme.selected } else { Style::default() };
    let (timed, paced) = (columns >= 56, columns >= 96);
    let answer = question.answer.as_ref();
    let score = answer.map_or_else(|| "–".to_owned(), score);
    let mut figures = format!("{score:>5}");
    if timed {
        let time = answer.map_or_else(String::new, |answer| {
            format!("{} of {}", clock(answer.ms), clock(question.target_ms))
        });
        figures += &format!("  {time:>12}");
    }
    if paced {
        let pace = answer.and_then(|answer| answer.words_per_minute);
        let pace = pace.map_or_else(String::new, |pace| format!("{pace} w/min"));
        figures += &format!("  {pace:>9}");
    }
    let over = answer.is_some_and(|answer| answer.ms > question.target_ms);
    let rating = match (screen.rating(model, n), screen.rated_since(model, n)) {
        (Some((rating, true)), _) => format!("{}, yours", rating.word()),
        (Some((rating, false)), _) => rating.word().to_owned(),
        (None, Some(rating)) if question.answer.is_some() => format!("rated {}", rating.word()),
        (None, _) if question.answer.is_some() => "unrated".to_owned(),
        (None, _) => "skipped".to_owned(),
    };
    let number = format!("{}{:>2} ", if here { "▸ " } else { "  " }, question.number);
    let used = width(&number) + width(&figures) + 2 + width(&rating) + 2;
    let room = usize::from(columns).saturating_sub(used);
    let title = theme.cut(&question.question, room);
    let gap = room - width(&title) + 2;
    let mut spans = vec![
        Span::styled(number, style),
        Span::styled(format!("{figures}  "), if over { theme.partial } else { style }),
        Span::styled(title, style),
        Span::styled(format!("{}{rating}", " ".repeat(gap)), theme.muted),
    ];
    if here {
        widget::bar::lay(&mut spans, theme.selected, usize::from(columns));
    }
    Line::from(spans)
}

fn rate_all(model: &Model, screen: &RoundDebrief, columns: u16, theme: &Theme) -> Line<'static> {
    let here = screen.selected == screen.summary.questions.len();
    let key = model.key(Action::OpenQuestion);
    let text = match screen.to_rate(model) {
        0 => format!("{key} leaves: nothing is left to rate"),
        1 => format!("{key} rates 1 card as shown, and leaves"),
        n => format!("{key} rates {n} cards as shown, and leaves"),
    };
    let text = if here { format!("▸ {text}") } else { format!("  {text}") };
    let style = if here { theme.selected } else { theme.muted };
    Line::styled(theme.cut(&text, usize::from(columns)), style)
}

/// One question's outcome: time and pace, criteria, traps, the best sentence, what was asked next.
fn part(question: &Question, answer: &Answer, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let about = format!("{}, {}", score(answer), pace(question, answer));
    let mut lines = wrap(&Line::styled(about, theme.muted), columns, 0);
    for met in &answer.criteria {
        let (glyph, style) = mark(met.verdict, theme);
        let asked = if met.when_asked { ", answered when asked" } else { "" };
        let word =
            if met.verdict == Verdict::Met { String::new() } else { met.verdict.word().into() };
        let line = Line::from(vec![
            Span::styled(format!("{glyph} "), style),
            Span::raw(met.title.clone()),
            Span::styled(format!("  {word}{asked}"), theme.muted),
        ]);
        lines.extend(wrap(&line, columns, 2));
    }
    for trap in &answer.traps {
        let line = Line::from(vec![
            Span::styled("! ", theme.bad),
            Span::raw(trap.clone()),
            Span::styled("  trap", theme.muted),
        ]);
        lines.extend(wrap(&line, columns, 2));
    }
    if let Some(best) = &answer.best_sentence {
        let line = Line::from(vec![
            Span::styled("Best: ", theme.muted),
            Span::styled(format!("“{best}”"), theme.evidence),
        ]);
        lines.extend(wrap(&line, columns, 2));
    }
    if let Some(asked) = &answer.follow_up {
        let said = if asked.text.is_empty() { "no answer" } else { "answered" };
        let text = format!("Asked next: {} ({said}, {})", asked.question, clock(asked.ms));
        lines.extend(wrap(&Line::styled(text, theme.muted), columns, 2));
    }
    lines
}

fn heading(text: &str, theme: &Theme) -> Line<'static> {
    Line::styled(text.to_uppercase(), theme.accent.patch(theme.strong))
}
