//! The progress screen: its frame with the tabs, and what stands in each of them.
//!
//! Every tab is lines that scroll; sentences say what there is to see in a plot.

mod days;
mod due;
mod gaps;
mod recall;
mod scores;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::action::Action;
use crate::app::keymap::Keymap;
use crate::app::mouse::Target;
use crate::app::screen::progress::{ProgressScreen, Scope, Tab};
use crate::app::{Metrics, Model};
use crate::view::layout::inset;
use crate::view::theme::Theme;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, widget};

/// Lines longer than this are hard to read.
const READABLE: u16 = 110;

/// What a tab shows: its lines, and the first line of each part.
#[derive(Debug, Default)]
struct Page {
    lines: Vec<Line<'static>>,
    parts: Vec<u16>,
}

/// Where a tab draws, and how.
#[derive(Clone, Copy)]
struct Room<'a> {
    keymap: &'a Keymap,
    columns: u16,
    rows: u16,
    theme: &'a Theme,
}

impl Room<'_> {
    fn wide(&self) -> usize {
        usize::from(self.columns)
    }

    const fn ascii(&self) -> bool {
        self.theme.markdown().ascii
    }

    /// A text in this style, in as many lines as it takes.
    fn text(&self, text: impl Into<String>, style: Style) -> Vec<Line<'static>> {
        wrap(&Line::styled(text.into(), style), self.columns, 0)
    }
}

/// Where the text stands.
pub(in crate::view) fn text_area(body: Rect) -> Rect {
    let mut area = inset(body, 2, 1);
    area.width = area.width.min(READABLE);
    area
}

fn page(model: &Model, screen: &ProgressScreen, area: Rect, theme: &Theme) -> Page {
    let room = Room { keymap: &model.keymap, columns: area.width, rows: area.height, theme };
    let plain = |lines| Page { lines, parts: Vec::new() };
    match screen.tab {
        Tab::Days => plain(days::lines(screen, room)),
        Tab::Gaps => gaps::page(screen, room),
        Tab::Scores => plain(scores::lines(screen, room)),
        Tab::Recall => plain(recall::lines(model, screen, room)),
        Tab::Due => plain(due::lines(screen, room)),
    }
}

/// How much there is to scroll.
pub fn measure(model: &Model, screen: &ProgressScreen, body: Rect) -> Metrics {
    let area = text_area(body);
    let Page { lines, parts } = page(model, screen, area, &Theme::plain());
    Metrics { page: area.height, content: lines.len() as u16, parts }
}

/// Draws the screen.
pub fn render(
    model: &Model,
    screen: &ProgressScreen,
    theme: &Theme,
    frame: &mut Frame,
    body: Rect,
) {
    let room = usize::from(body.width.saturating_sub(4));
    let about = format!(" {} ", theme.cut(&about(screen), room));
    let tabs = tabs(screen.tab, body.width, theme);
    let block = frame_block(Line::from(tabs.concat()), true, theme)
        .title_bottom(Line::styled(about, theme.muted).right_aligned());
    frame.render_widget(block, body);
    let area = text_area(body);
    let Page { lines, .. } = page(model, screen, area, theme);
    widget::scrolled::render(
        lines,
        screen.scroll.top,
        body.right().saturating_sub(2),
        theme,
        frame,
        area,
    );
}

/// The tabs, the one that is shown in brackets; with their keys where there is room, and only
/// that one where there is little.
fn tabs(shown: Tab, columns: u16, theme: &Theme) -> Vec<Vec<Span<'static>>> {
    if columns < 40 {
        let n = Tab::ALL.iter().position(|tab| *tab == shown).map_or(0, |n| n + 1);
        return vec![vec![
            Span::styled(format!("[{}]", shown.word()), theme.selected),
            Span::styled(format!(" {n} of {} ", Tab::ALL.len()), theme.muted),
        ]];
    }
    let mut spans = Vec::new();
    for (n, tab) in Tab::ALL.iter().enumerate() {
        let key = if columns >= 60 { format!("{} ", n + 1) } else { String::new() };
        let (open, close) = if *tab == shown { ("[", "]") } else { (" ", " ") };
        let style = if *tab == shown { theme.selected } else { theme.muted };
        let gap = if columns >= 60 { " " } else { "" };
        spans.push(vec![
            Span::styled(open, style),
            Span::styled(key, if *tab == shown { theme.selected } else { theme.key }),
            Span::styled(format!("{}{close}", tab.word()), style),
            Span::raw(gap),
        ]);
    }
    spans
}

/// The tab at this place; where only one is shown it leads to the next.
pub fn hit(screen: &ProgressScreen, body: Rect, at: Position) -> Option<Target> {
    if at.y != body.y {
        return None;
    }
    let tabs = tabs(screen.tab, body.width, &Theme::plain());
    let mut from = usize::from(body.x) + 1;
    let n = tabs.iter().position(|spans| {
        let to = from + spans.iter().map(|span| width(&span.content)).sum::<usize>();
        let here = (from..to).contains(&usize::from(at.x));
        from = to;
        here
    })?;
    let actions = [
        Action::ShowDays,
        Action::ShowGaps,
        Action::ShowScores,
        Action::ShowRecall,
        Action::ShowDue,
    ];
    Some(Target::Action(if tabs.len() == 1 { Action::NextTab } else { actions[n] }))
}

/// What the figures are about.
fn about(screen: &ProgressScreen) -> String {
    let cards = &screen.figures.cards;
    match (&screen.scope, cards.first()) {
        (Scope::Card(_), Some(card)) => card.question.clone(),
        (Scope::Card(_), None) => "a card that is gone".to_owned(),
        (Scope::Filter, _) => {
            let s = if cards.len() == 1 { "" } else { "s" };
            match &*screen.query {
                "" => format!("all {} cards", cards.len()),
                query => format!("{} card{s} that pass {query}", cards.len()),
            }
        }
    }
}

/// A heading.
fn heading(text: impl Into<String>, theme: &Theme) -> Line<'static> {
    Line::from(Span::styled(text.into(), theme.accent.patch(theme.strong)))
}

/// A share as it is read: `62 %`.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `1 answer`, `2 answers`.
fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// Rows of a plot with figures on its left, each where its share of the height ends.
fn with_axis(
    rows: Vec<String>,
    labels: &[(f64, String)],
    style: Style,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let wide = labels.iter().map(|(_, label)| width(label)).max().unwrap_or(0);
    let rule = if theme.markdown().ascii { "|" } else { "│" };
    let count = rows.len();
    let row = |(n, row): (usize, String)| {
        let here = labels.iter().find(|(share, _)| widget::plot::row_of(*share, count) == n);
        let label = here.map_or("", |(_, label)| label);
        let gap = " ".repeat(wide - width(label));
        Line::from(vec![
            Span::styled(format!("{gap}{label}{rule}"), theme.muted),
            Span::styled(row, style),
        ])
    };
    rows.into_iter().enumerate().map(row).collect()
}
