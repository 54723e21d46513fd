//! What the user sees: draws the model, and measures what there is to scroll.
//!
//! Decides nothing and never writes to the model.

mod ascii;
pub mod dates;
mod hit;
pub mod layout;
pub mod markdown;
pub mod plain;
pub mod screen;
pub mod theme;
pub mod widget;
pub mod wrap;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

use crate::app::notice::Tone;
use crate::app::screen::Screen;
use crate::app::{Metrics, Model};
pub use hit::hit;
use theme::Theme;

/// Draws the model.
pub fn render(model: &Model, theme: &Theme, frame: &mut Frame) {
    compose(model, theme, frame);
    finish(theme, frame.buffer_mut());
}

/// Gives what plays no role the theme's text and ground, and what is not ASCII its neighbour there
/// where that is asked for.
fn finish(theme: &Theme, buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if let (Color::Reset, Some(ink)) = (cell.fg, theme.text.fg) {
            cell.fg = ink;
        }
        if let (Color::Reset, Some(ground)) = (cell.bg, theme.text.bg) {
            cell.bg = ground;
        }
    }
    if theme.ascii {
        ascii::replace(buffer);
    }
}

fn compose(model: &Model, theme: &Theme, frame: &mut Frame) {
    let window = frame.area();
    if window.width < layout::SMALLEST.0 || window.height < layout::SMALLEST.1 {
        return too_small(frame, window);
    }
    let (above, parts) = areas(model, window);
    match model.screens.last() {
        None => screen::browse::render(model, theme, frame, parts.body),
        Some(Screen::Card(card)) => screen::card::render(model, card, theme, frame, parts.body),
        Some(Screen::Answer(answer)) => {
            screen::answer::render(model, answer, theme, frame, parts.body);
        }
        Some(Screen::Spoken(spoken)) => {
            screen::spoken::render(model, spoken, theme, frame, parts.body);
        }
        Some(Screen::Debrief(debrief)) => {
            screen::debrief::render(model, debrief, theme, frame, parts.body);
        }
        Some(Screen::Plan(plan)) => screen::plan::render(model, plan, theme, frame, parts.body),
        Some(Screen::MockSetup(setup)) => {
            screen::mock_setup::render(model, setup, theme, frame, parts.body);
        }
        Some(Screen::MockDebrief(round)) => {
            screen::mock_debrief::render(model, round, theme, frame, parts.body);
        }
        Some(Screen::Progress(progress)) => {
            screen::progress::render(model, progress, theme, frame, parts.body);
        }
        Some(Screen::Help(help)) => screen::help::render(model, help, theme, frame, parts.body),
    }
    if model.is_welcoming() {
        screen::welcome::render(model, theme, frame, parts.body);
    }
    if let Some(palette) = &model.palette {
        widget::palette::render(palette, &model.keymap, theme, frame, parts.body);
    }
    widget::footer::render(model, theme, frame, parts.footer);
    notice(model, theme, frame, parts.notice);
    frame.render_widget(Paragraph::new(banner(model, window.width)).style(theme.bad), above);
    if let Some(question) = &model.confirm {
        widget::confirm::render(model, question, theme, frame, parts.body);
    }
}

/// How much there is to scroll on the screen on top, in a window of this size.
pub fn measure(model: &Model, size: (u16, u16)) -> Metrics {
    let body = areas(model, Rect::new(0, 0, size.0, size.1)).1.body;
    match model.screens.last() {
        None => screen::browse::measure(model, body),
        Some(Screen::Card(card)) => screen::card::measure(model, card, body),
        Some(Screen::Spoken(spoken)) => screen::spoken::measure(model, spoken, body),
        Some(Screen::Debrief(debrief)) => screen::debrief::measure(model, debrief, body),
        Some(Screen::Plan(plan)) => screen::plan::measure(model, plan, body),
        Some(Screen::MockSetup(setup)) => screen::mock_setup::measure(model, setup, body),
        Some(Screen::MockDebrief(round)) => screen::mock_debrief::measure(model, round, body),
        Some(Screen::Progress(progress)) => screen::progress::measure(model, progress, body),
        Some(Screen::Help(help)) => screen::help::measure(model, help, body),
        Some(Screen::Answer(_)) => Metrics::default(),
    }
}

/// A frame with a title, in the colour of the focus where it has it.
pub fn frame_block<'a>(title: impl Into<Line<'a>>, focus: bool, theme: &Theme) -> Block<'a> {
    let mut title: Line<'a> = title.into();
    // Text like any other, so it is no fainter than text may be; and its weight tells the focus, too.
    if title.spans.iter().all(|span| span.style == Style::default()) {
        let style = if focus { theme.accent.patch(theme.strong) } else { theme.muted };
        title = title.style(style);
    }
    Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(if focus { theme.border_focus } else { theme.border })
        // Else what has no colour of its own has the frame's.
        .title_style(Style::reset())
        .title(title)
}

/// The window's parts: what is always said, above everything, and the rest.
fn areas(model: &Model, window: Rect) -> (Rect, layout::Parts) {
    let most = match window.height {
        ..12 => 1,
        12..20 => 2,
        _ => 3,
    };
    let rows = banner(model, window.width).len().min(most);
    let (above, rest) = layout::above(window, rows as u16);
    (above, layout::parts(rest))
}

/// What stays on every screen until it is mended: that work is not saved, why, and what to do.
fn banner(model: &Model, width: u16) -> Vec<Line<'static>> {
    let Some(why) = &model.unsaved_why else { return Vec::new() };
    let text = match model.unsaved.len() {
        0 => format!("! {why}"),
        n => format!("! {n} not saved yet: {why}. It is tried again; leaving offers a file."),
    };
    wrap::wrap(&Line::from(text), width.saturating_sub(2), 2)
        .into_iter()
        .map(|mut line| {
            line.spans.insert(0, Span::raw(" "));
            line
        })
        .collect()
}

fn too_small(frame: &mut Frame, window: Rect) {
    let (w, h) = layout::SMALLEST;
    let lines = wrap::wrap(&Line::from(format!("greenroom needs {w}×{h}")), window.width, 0);
    frame.render_widget(Paragraph::new(lines), window);
}

fn notice(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect) {
    let room = usize::from(area.width.saturating_sub(1));
    let Some(notice) = &model.notice else { return };
    let (mark, style) = match notice.tone {
        Tone::Info => ("", theme.accent),
        Tone::Warning => ("! ", theme.bad),
    };
    let text = format!("{mark}{}", notice.text);
    let line = Line::from(Span::styled(format!(" {}", theme.cut(&text, room)), style));
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(line), area);
}
