//! What the user sees: draws the model, and measures what there is to scroll.
//!
//! Decides nothing and never writes to the model.

pub mod dates;
pub mod layout;
pub mod markdown;
pub mod plain;
pub mod screen;
pub mod theme;
pub mod widget;
pub mod wrap;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

use crate::app::notice::Tone;
use crate::app::screen::Screen;
use crate::app::{Confirm, Metrics, Model};
use theme::Theme;

/// Draws the model.
pub fn render(model: &Model, theme: &Theme, frame: &mut Frame) {
    let window = frame.area();
    if window.width < layout::SMALLEST.0 || window.height < layout::SMALLEST.1 {
        return too_small(frame, window);
    }
    let parts = layout::parts(window);
    match model.screens.last() {
        None => screen::browse::render(model, theme, frame, parts.body),
        Some(Screen::Card(card)) => screen::card::render(model, card, theme, frame, parts.body),
        Some(Screen::Answer(answer)) => {
            screen::answer::render(model, answer, theme, frame, parts.body);
        }
        Some(Screen::Debrief(debrief)) => {
            screen::debrief::render(model, debrief, theme, frame, parts.body);
        }
        Some(Screen::Progress(progress)) => {
            screen::progress::render(model, progress, theme, frame, parts.body);
        }
        Some(Screen::Help(help)) => screen::help::render(model, help, theme, frame, parts.body),
    }
    widget::footer::render(model, theme, frame, parts.footer);
    notice(model, theme, frame, parts.notice);
    if let Some(question) = &model.confirm {
        confirm(model, question, theme, frame, parts.body);
    }
}

/// How much there is to scroll on the screen on top, in a window of this size.
pub fn measure(model: &Model, size: (u16, u16)) -> Metrics {
    let body = layout::parts(Rect::new(0, 0, size.0, size.1)).body;
    match model.screens.last() {
        None => screen::browse::measure(model, body),
        Some(Screen::Card(card)) => screen::card::measure(model, card, body),
        Some(Screen::Debrief(debrief)) => screen::debrief::measure(model, debrief, body),
        Some(Screen::Progress(progress)) => screen::progress::measure(model, progress, body),
        Some(Screen::Help(help)) => screen::help::measure(model, help, body),
        Some(Screen::Answer(_)) => Metrics::default(),
    }
}

/// A frame with a title, in the colour of the focus where it has it.
pub fn frame_block<'a>(title: impl Into<Line<'a>>, focus: bool, theme: &Theme) -> Block<'a> {
    Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(if focus { theme.border_focus } else { theme.border })
        .title(title)
}

fn too_small(frame: &mut Frame, window: Rect) {
    let (w, h) = layout::SMALLEST;
    let lines = wrap::wrap(&Line::from(format!("greenroom needs {w}×{h}")), window.width, 0);
    frame.render_widget(Paragraph::new(lines), window);
}

fn notice(model: &Model, theme: &Theme, frame: &mut Frame, mut area: Rect) {
    let room = usize::from(area.width.saturating_sub(1));
    let (text, style) = if let Some(why) = &model.unsaved_why {
        // Stays until it is mended, so on a low window it must not cover the keys.
        if area == layout::parts(frame.area()).footer {
            area.y = frame.area().y;
        }
        let text = match model.unsaved.len() {
            0 => format!("! Not saving: {why}"),
            n => format!("! {n} not saved yet: {why}"),
        };
        (text, theme.bad)
    } else if let Some(notice) = &model.notice {
        let (mark, style) = match notice.tone {
            Tone::Info => ("", theme.accent),
            Tone::Warning => ("! ", theme.bad),
        };
        (format!("{mark}{}", notice.text), style)
    } else {
        return;
    };
    let line = Line::from(Span::styled(format!(" {}", wrap::truncate(&text, room)), style));
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(line), area);
}

fn confirm(model: &Model, question: &Confirm, theme: &Theme, frame: &mut Frame, body: Rect) {
    let text = match question {
        Confirm::CopyDeck { file, .. } => {
            format!("{file} is built in. Copy it to your own decks and edit the copy?")
        }
        Confirm::QuitUnsaved => {
            let why = model.unsaved_why.as_deref().unwrap_or("they could not be written");
            match model.unsaved.len() {
                1 => format!("1 thing is not saved: {why}. Leave all the same?"),
                n => format!("{n} things are not saved: {why}. Leave all the same?"),
            }
        }
    };
    let width = body.width.saturating_sub(4).min(60);
    let mut lines = wrap::wrap(&Line::from(text), width.saturating_sub(4), 0);
    lines.push(Line::default());
    lines.push(Line::from(vec![
        Span::styled("y", theme.key),
        Span::raw(" yes   "),
        Span::styled("n", theme.key),
        Span::raw(" no"),
    ]));
    let area = layout::middle(body, width, lines.len() as u16 + 2);
    frame.render_widget(Clear, area);
    frame.render_widget(frame_block("", true, theme), area);
    frame.render_widget(Paragraph::new(lines), layout::inset(area, 2, 1));
}
