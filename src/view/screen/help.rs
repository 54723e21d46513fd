//! The help: every key, those that work here first; or what is wrong with the decks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::action::{ACTIONS, Context};
use crate::app::keymap::Keymap;
use crate::app::screen::help::{About, HelpScreen};
use crate::app::{Metrics, Model};
use crate::domain::deck::problem::Severity;
use crate::view::layout::inset;
use crate::view::theme::Theme;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, widget};

/// How much there is to scroll.
pub fn measure(model: &Model, screen: &HelpScreen, body: Rect) -> Metrics {
    let area = inset(body, 2, 1);
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
    let area = inset(body, 2, 1);
    let lines = lines(model, screen, area.width, theme);
    widget::scrolled::render(
        lines,
        screen.scroll.top,
        body.right().saturating_sub(2),
        theme,
        frame,
        area,
    );
}

fn lines(model: &Model, screen: &HelpScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    match screen.about {
        About::Keys(context) => keys(context, &model.keymap, columns, theme),
        About::Problems => problems(model, columns, theme),
    }
}

fn keys(context: Context, keymap: &Keymap, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let chain = context.chain();
    let others = Context::ALL.iter().filter(|other| !chain.contains(other));
    let mut lines = Vec::new();
    let key_column = if columns >= 60 { 28 } else { 14 };
    for context in chain.iter().chain(others) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(context.title(), theme.accent.patch(theme.strong)));
        for spec in ACTIONS.iter().filter(|spec| spec.context == *context) {
            let keys = keymap.keys(spec.action).join(" ");
            let gap = " ".repeat(key_column.max(width(&keys) + 2) - width(&keys));
            let line = Line::from(vec![
                Span::styled(keys, theme.key),
                Span::raw(gap),
                Span::raw(spec.doc),
            ]);
            lines.extend(wrap(&line, columns, key_column as u16));
        }
    }
    lines
}

fn problems(model: &Model, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
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
        lines.extend(wrap(&Line::styled(place, style), columns, 2));
        lines.extend(wrap(&Line::from(problem.what.clone()), columns, 2));
        lines.extend(wrap(&Line::styled(problem.hint.clone(), theme.muted), columns, 2));
        lines.push(Line::default());
    }
    lines
}
