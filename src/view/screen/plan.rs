//! The day of the interview: the line for it, what is expected, and the evenings until then.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::screen::plan::PlanScreen;
use crate::app::{Metrics, Model};
use crate::domain::schedule::deadline::Horizon;
use crate::domain::schedule::deadline::outlook::{Night, Outlook};
use crate::domain::time::MINUTE;
use crate::view::layout::{above, inset};
use crate::view::theme::Theme;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, widget};

/// How many cards to leave out are named.
const NAMED: usize = 8;

fn parts(screen: &PlanScreen, body: Rect, theme: &Theme) -> (Rect, Vec<Line<'static>>, Rect, Rect) {
    let (line, rest) = above(inset(body, 2, 1), 1);
    let hint = hint(screen, rest.width, theme);
    let (below, text) = above(rest, hint.len() as u16);
    (line, hint, below, text)
}

fn hint(screen: &PlanScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (text, style) = match &screen.error {
        Some(why) => (format!("! {why}"), theme.bad),
        None => (
            "A date, or 9 for in 9 days; then 25 min if an evening has that much.".to_owned(),
            theme.muted,
        ),
    };
    let mut lines = wrap(&Line::styled(text, style), columns, 2);
    lines.truncate(2);
    lines
}

/// How much there is to scroll.
pub fn measure(model: &Model, screen: &PlanScreen, body: Rect) -> Metrics {
    let (.., area) = parts(screen, body, &Theme::plain());
    let content = lines(model, screen, area.width, &Theme::plain()).len() as u16;
    Metrics { page: area.height, content, parts: Vec::new() }
}

/// Draws the line, what is expected, and the evenings.
pub fn render(model: &Model, screen: &PlanScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    frame.render_widget(frame_block(" The day of the interview ", true, theme), body);
    let (line, hint, below, area) = parts(screen, body, theme);
    let text = screen.line.text();
    let room = usize::from(line.width).saturating_sub(6);
    let before = width(text.get(..screen.line.cursor()).unwrap_or(&text));
    let skipped = before.saturating_sub(room);
    let label = Span::styled("Day: ", theme.key);
    let (label_area, text_area) = crate::view::layout::left(line, 5);
    frame.render_widget(label, label_area);
    frame.render_widget(Paragraph::new(text).scroll((0, skipped as u16)), text_area);
    frame.set_cursor_position((text_area.x + (before - skipped) as u16, line.y));
    frame.render_widget(Paragraph::new(hint), below);
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

fn lines(model: &Model, screen: &PlanScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let cards = match screen.query.as_str() {
        "" => "Cards: all of them. A filter in the browser would choose.".to_owned(),
        query => format!("Cards: those that meet {query}"),
    };
    let mut lines = wrap(&Line::styled(cards, theme.muted), columns, 2);
    let (Some(horizon), Some(outlook)) = (model.calendar.horizon(), &model.browse.outlook) else {
        return lines;
    };
    lines.push(Line::default());
    lines.extend(wrap(&Line::from(expectation(model, horizon, outlook)), columns, 0));
    if outlook.not_again > 0 {
        let text =
            format!("No time to show {} of them once more in the last days.", outlook.not_again);
        lines.extend(wrap(&Line::styled(text, theme.muted), columns, 2));
    }
    if !outlook.fits() {
        let text = misfit(outlook, screen.to_drop.len());
        lines.extend(wrap(&Line::styled(text, theme.bad), columns, 2));
        for id in screen.to_drop.iter().take(NAMED) {
            let Some(card) = model.library.card(id) else { continue };
            let text = format!("  {:<6}  {}", card.level, card.question);
            lines.push(Line::styled(theme.cut(&text, usize::from(columns)), theme.muted));
        }
        if screen.to_drop.len() > NAMED {
            let more = format!("  and {} more", screen.to_drop.len() - NAMED);
            lines.push(Line::styled(more, theme.muted));
        }
    }
    lines.push(Line::default());
    let widest = outlook.evenings.iter().map(|night| night.ms).max().unwrap_or(0).max(1);
    for (n, night) in outlook.evenings.iter().enumerate() {
        lines.extend(evening(n, night, widest, columns, theme));
    }
    lines
}

fn expectation(model: &Model, horizon: &Horizon, outlook: &Outlook) -> String {
    let when = match horizon.days.on.since(model.today()) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    format!(
        "Interview {when}, {} card{}. Known on the day: {:.0} % as it stands, {:.0} % expected if the \
         evenings are kept.",
        outlook.cards,
        if outlook.cards == 1 { "" } else { "s" },
        100.0 * outlook.as_it_stands,
        100.0 * outlook.expected
    )
}

/// What does not fit, in words.
fn misfit(outlook: &Outlook, drop: usize) -> String {
    let unseen = outlook.unseen;
    let are = if unseen == 1 { "is" } else { "are" };
    let mut text = format!("! The cards do not fit the evenings: {unseen} {are} never seen.");
    if drop > 0 {
        text +=
            &format!(" More minutes, or without these {drop} (s in the browser) the rest fits:");
    }
    text
}

fn evening(
    n: usize,
    night: &Night,
    widest: u64,
    columns: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let day = if n == 0 { "tonight".to_owned() } else { night.day.brief() };
    let minutes = night.ms.div_ceil(MINUTE as u64);
    let mut counts = format!("{:>3} new {:>3} again", night.new, night.again);
    if night.left_over > 0 {
        counts += &format!("  {} left over", night.left_over);
    }
    let start = format!("{day:<10} {minutes:>3} min ");
    let room = usize::from(columns).saturating_sub(width(&start) + width(&counts) + 3).min(24);
    let bar = (room as u64 * night.ms / widest) as usize;
    let mut spans = vec![Span::raw(start), Span::styled(counts, theme.muted)];
    if bar > 0 {
        spans.push(Span::styled(format!("  {}", "▪".repeat(bar)), theme.accent));
    }
    let line = Line::from(spans);
    if line.width() <= usize::from(columns) { vec![line] } else { wrap(&line, columns, 15) }
}
