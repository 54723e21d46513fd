//! The help: every key, those that work here first; or what is wrong with the decks.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::action::{ACTIONS, Context};
use crate::app::keymap::Keymap;
use crate::app::screen::help::{About, HelpScreen};
use crate::app::{Metrics, Model};
use crate::domain::deck::problem::Severity;
use crate::domain::search::choose;
use crate::view::layout::{above, inset};
use crate::view::theme::Theme;
use crate::view::widget::typed;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, widget};

/// The line that is searched, where there is one, and the rows.
fn parts(screen: &HelpScreen, body: Rect) -> (Rect, Rect) {
    let searched = screen.searching || !screen.search.is_empty();
    above(inset(body, 2, 1), u16::from(searched))
}

/// How much there is to scroll.
pub fn measure(model: &Model, screen: &HelpScreen, body: Rect) -> Metrics {
    let area = parts(screen, body).1;
    let content = lines(model, screen, area.width, &Theme::plain()).len() as u16;
    Metrics { page: area.height, content, parts: Vec::new() }
}

/// Draws the text.
pub fn render(model: &Model, screen: &HelpScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    let title = match screen.about {
        About::Keys(_) => " Keys ",
        About::Problems => " What is wrong with decks and settings ",
    };
    frame.render_widget(frame_block(title, true, theme), body);
    let (line, area) = parts(screen, body);
    if line.height > 0 {
        let hint = "words in keys and in what they do";
        typed::render(&screen.search, "/ ", hint, screen.searching, theme, frame, line);
    }
    let lines = lines(model, screen, area.width, theme);
    let edge = body.right().saturating_sub(2);
    widget::scrolled::render(lines, screen.scroll.top, edge, theme, frame, area);
}

fn lines(model: &Model, screen: &HelpScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let words = choose::words(&screen.search.text());
    let lines = match screen.about {
        About::Keys(context) => keys(context, &model.keymap, &words, columns, theme),
        About::Problems => problems(model, &words, columns, theme),
    };
    if lines.is_empty() {
        let text = "Nothing holds these words.";
        return wrap(&Line::styled(text, theme.muted), columns, 0);
    }
    lines
}

/// The rows that hold every word, by context, the present one first.
fn keys(
    context: Context,
    keymap: &Keymap,
    words: &[String],
    columns: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let chain = context.chain();
    let others = Context::ALL.iter().filter(|other| !chain.contains(other));
    let mut lines = Vec::new();
    let key_column = if columns >= 60 { 28 } else { 14 };
    for context in chain.iter().chain(others) {
        let mut title = Some(context.title());
        for spec in ACTIONS.iter().filter(|spec| spec.context == *context) {
            let keys = keymap.keys(spec.action).join(" ");
            let Some(marks) = choose::stands(words, &[&keys, spec.doc]) else { continue };
            if let Some(title) = title.take() {
                if !lines.is_empty() {
                    lines.push(Line::default());
                }
                lines.push(Line::styled(title, theme.accent.patch(theme.strong)));
            }
            let gap = " ".repeat(key_column.max(width(&keys) + 2) - width(&keys));
            let mut spans = marked(&keys, &marks[0], theme.key, theme);
            spans.push(Span::raw(gap));
            spans.extend(marked(spec.doc, &marks[1], Style::default(), theme));
            lines.extend(wrap(&Line::from(spans), columns, key_column as u16));
        }
    }
    lines
}

/// A text with the places that were searched for.
fn marked(text: &str, marks: &[Range<usize>], base: Style, theme: &Theme) -> Vec<Span<'static>> {
    let tints: Vec<_> = marks.iter().map(|mark| (mark.clone(), theme.matched)).collect();
    let mut spans = widget::tinted::lines(text, &tints).swap_remove(0).spans;
    for span in &mut spans {
        span.style = base.patch(span.style);
    }
    spans
}

fn problems(model: &Model, words: &[String], columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    if model.problems().next().is_none() {
        return vec![Line::from("Nothing: decks and settings were read whole.")];
    }
    let mut lines = Vec::new();
    for problem in model.problems() {
        let style = match problem.severity {
            Severity::Error => theme.bad,
            Severity::Warning | Severity::Advice => theme.partial,
        };
        let place = format!("{}:{}:{}", problem.file, problem.line, problem.column);
        if choose::stands(words, &[&place, &problem.what, &problem.hint]).is_none() {
            continue;
        }
        lines.extend(wrap(&Line::styled(place, style), columns, 2));
        lines.extend(wrap(&Line::from(problem.what.clone()), columns, 2));
        lines.extend(wrap(&Line::styled(problem.hint.clone(), theme.muted), columns, 2));
        lines.push(Line::default());
    }
    lines
}
