//! A mock round being set up: the settings, and below them what would be drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screen::answer::clock;
use crate::app::screen::mock::setup::{Setting, SetupScreen};
use crate::app::{Metrics, Model};
use crate::view::layout::inset;
use crate::view::theme::Theme;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, widget};

/// How much there is to scroll; each setting is a part.
pub fn measure(model: &Model, screen: &SetupScreen, body: Rect) -> Metrics {
    let area = inset(body, 2, 1);
    let (lines, parts) = lines(model, screen, area.width, &Theme::plain());
    Metrics { page: area.height, content: lines.len() as u16, parts }
}

/// Draws the screen.
pub fn render(model: &Model, screen: &SetupScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    frame.render_widget(frame_block(" Mock round ", true, theme), body);
    let area = inset(body, 2, 1);
    let (lines, _) = lines(model, screen, area.width, theme);
    let edge = body.right().saturating_sub(2);
    widget::scrolled::render(lines, screen.scroll.top, edge, theme, frame, area);
}

fn lines(
    model: &Model,
    screen: &SetupScreen,
    columns: u16,
    theme: &Theme,
) -> (Vec<Line<'static>>, Vec<u16>) {
    let mut lines = Vec::new();
    let mut parts = Vec::new();
    for (n, setting) in Setting::ALL.iter().enumerate() {
        parts.push(lines.len() as u16);
        let here = n == screen.selected;
        let (name, value, about) = describe(screen, *setting);
        let value = if here { format!("◂ {value} ▸") } else { format!("  {value}") };
        let style = if here { theme.selected } else { Style::default() };
        let name = format!("{}{name:<11}", if here { "▸ " } else { "  " });
        let mut spans = vec![Span::styled(name, style), Span::styled(value, style)];
        let used: usize = spans.iter().map(|span| width(&span.content)).sum();
        let column = used.max(38) + 2;
        if width(&about) + column <= usize::from(columns) {
            spans.push(Span::raw(" ".repeat(column - used)));
            spans.push(Span::styled(about, theme.muted));
        }
        if here {
            widget::bar::lay(&mut spans, theme.selected, usize::from(columns));
        }
        lines.push(Line::from(spans));
    }
    parts.push(lines.len() as u16);
    lines.push(Line::default());
    lines.extend(drawn(model, screen, columns, theme));
    (lines, parts)
}

/// Name, value, and what is worth saying about it.
fn describe(screen: &SetupScreen, setting: Setting) -> (&'static str, String, String) {
    let wishes = &screen.wishes;
    match setting {
        Setting::Questions => {
            let left_out = match screen.suspended {
                0 => String::new(),
                n => format!(", {n} suspended left out"),
            };
            let cards = if screen.eligible == 1 { "card" } else { "cards" };
            let about = format!("of {} {cards}{left_out}", screen.eligible);
            ("Questions", wishes.questions.to_string(), about)
        }
        Setting::Time => {
            let value = match wishes.target_ms {
                None => "each card's own".to_owned(),
                Some(ms) => format!("{} each", clock(ms)),
            };
            ("Time", value, String::new())
        }
        Setting::Feedback if wishes.spoken => {
            ("Feedback", "at the end".to_owned(), "you mark what you said".to_owned())
        }
        Setting::Feedback => {
            let value = if wishes.feedback { "while writing" } else { "at the end" };
            ("Feedback", value.to_owned(), String::new())
        }
        Setting::Strict => {
            let (value, about) = if wishes.strict {
                ("yes", "taken as it is when the time is over")
            } else {
                ("no", "the clock counts over")
            };
            ("Strict", value.to_owned(), about.to_owned())
        }
        Setting::Answers => {
            let value = if wishes.spoken { "said aloud" } else { "written" };
            ("Answers", value.to_owned(), String::new())
        }
    }
}

/// What would be drawn, in order, with the time that it has.
fn drawn(model: &Model, screen: &SetupScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let count = screen.drawn.len();
    let s = if count == 1 { "" } else { "s" };
    let total = clock(screen.total_ms(model));
    let mut lines = vec![Line::from(vec![
        Span::styled("WOULD BE ASKED", theme.accent.patch(theme.strong)),
        Span::styled(format!("  {count} question{s}, {total}"), theme.muted),
    ])];
    if count < screen.wishes.questions {
        let cards = if count == 1 { "card" } else { "cards" };
        let text = format!(
            "! Only {count} {cards} can be drawn, not {}; another filter has more.",
            screen.wishes.questions
        );
        lines.extend(wrap(&Line::styled(text, theme.partial), columns, 2));
    }
    let cards = screen.drawn.iter().filter_map(|id| model.library.card(id));
    for (n, card) in cards.enumerate() {
        let (number, time) = (format!("{:>2}  ", n + 1), clock(screen.wishes.target_ms(card)));
        let room = usize::from(columns).saturating_sub(width(&number) + width(&time) + 2);
        let question = theme.cut(&card.question, room);
        let gap = room - width(&question) + 2;
        lines.push(Line::from(vec![
            Span::styled(number, theme.muted),
            Span::raw(question),
            Span::styled(format!("{}{time}", " ".repeat(gap)), theme.muted),
        ]));
    }
    if !screen.query.is_empty() {
        lines.push(Line::default());
        let text = format!("From the filter: {}", screen.query);
        lines.push(Line::styled(theme.cut(&text, usize::from(columns)), theme.muted));
    }
    lines
}
