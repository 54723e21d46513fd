//! The browser: side panel, filter, cards, preview.

mod header;
mod hit;

use std::mem;
use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::action::Action;
use crate::app::screen::browse::{Browse, SideRow, empty};
use crate::app::screen::card::when;
use crate::app::{Metrics, Model};
use crate::domain::deck::Card;
use crate::domain::id::CardId;
use crate::domain::progress::CardProgress;
use crate::domain::query::Mark;
use crate::domain::search::Hit;
use crate::view::layout::{above, below, inset, left};
use crate::view::theme::Theme;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, widget};
pub use hit::hit;

/// The parts of the browser; a part without room is empty.
struct Parts {
    header: Rect,
    side: Rect,
    list: Rect,
    filter: Rect,
    error: Rect,
    cards: Rect,
    preview: Rect,
}

fn parts(model: &Model, body: Rect) -> Parts {
    let (header, rest) = above(body, 1);
    let (side, list) = if body.width >= 76 {
        left(rest, (body.width / 4).clamp(26, 34))
    } else if model.browse.in_side {
        (rest, Rect { width: 0, ..rest })
    } else {
        (Rect { width: 0, ..rest }, rest)
    };
    let inner = inset(list, padding(body), 1);
    let (filter, inner) = above(inner, 1);
    let (error, inner) = above(inner, error_lines(&model.browse, inner.width).len() as u16);
    let rows = match inner.height {
        0..9 => 0,
        9..16 => 4,
        _ => 6,
    };
    let (cards, preview) = below(inner, rows);
    Parts { header, side, list, filter, error, cards, preview }
}

/// What is wrong with the filter, below it; at most two lines.
fn error_lines(browse: &Browse, columns: u16) -> Vec<Line<'static>> {
    let Some(error) = &browse.error else { return Vec::new() };
    let mut lines = wrap(&Line::from(format!("! {error}")), columns, 2);
    lines.truncate(2);
    lines
}

/// Columns between a frame and what is in it, the frame's own included.
const fn padding(body: Rect) -> u16 {
    if body.width >= 76 { 2 } else { 1 }
}

/// How many cards are seen at once.
pub fn measure(model: &Model, body: Rect) -> Metrics {
    let page = parts(model, body).cards.height;
    Metrics {
        page,
        content: model.browse.hits.len().min(usize::from(u16::MAX)) as u16,
        parts: vec![],
    }
}

/// Draws the browser.
pub fn render(model: &Model, theme: &Theme, frame: &mut Frame, body: Rect) {
    let parts = parts(model, body);
    header::render(model, theme, frame, parts.header);
    if parts.side.width > 0 {
        let inner = inset(parts.side, padding(body), 1);
        side(model, theme, frame, parts.side, inner);
    }
    if parts.list.width > 0 {
        let count = model.browse.hits.len();
        let title = format!(" {count} {} ", if count == 1 { "card" } else { "cards" });
        frame.render_widget(frame_block(title, !model.browse.in_side, theme), parts.list);
        filter(&model.browse, theme, frame, parts.filter);
        let error = error_lines(&model.browse, parts.error.width);
        frame.render_widget(Paragraph::new(error).style(theme.bad), parts.error);
        cards(model, theme, frame, parts.cards);
        preview(model, theme, frame, parts.preview);
    }
}

fn side(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect, inner: Rect) {
    let browse = &model.browse;
    let mut block = frame_block(" Decks and tags ", browse.in_side, theme);
    if browse.in_side {
        let hint = format!(" {} chooses ", model.key(Action::ToggleMark));
        block = block.title_bottom(Line::styled(hint, theme.muted));
    }
    frame.render_widget(block, area);
    let mut lines: Vec<Line> = Vec::new();
    let at = side_lines(browse).iter().position(|row| *row == Some(browse.side_selected));
    let mut part = "";
    for (n, row) in browse.side.iter().enumerate() {
        let (title, mark, name, count) = match row {
            SideRow::Deck { title, due, chosen, id } => {
                let name =
                    if replaced(model, id) { format!("{title} (yours)") } else { title.clone() };
                ("Decks", if *chosen { "▸ " } else { "  " }, name, *due)
            }
            SideRow::Tag { tag, count, mark } => {
                let mark = match mark {
                    Mark::Include => "[+] ",
                    Mark::Exclude => "[-] ",
                    Mark::None => "[ ] ",
                };
                ("Tags", mark, tag.clone(), *count)
            }
            SideRow::Level { level, count, chosen } => {
                ("Level", if *chosen { "[+] " } else { "[ ] " }, level.to_string(), *count)
            }
        };
        if part != title {
            let hint = if title == "Decks" { " · due" } else { "" };
            lines.push(Line::from(vec![
                Span::styled(title, theme.strong),
                Span::styled(hint, theme.muted),
            ]));
            part = title;
        }
        let here = n == browse.side_selected && browse.in_side;
        let style = if here { theme.selected } else { Style::default() };
        let count = count.to_string();
        let room = usize::from(inner.width).saturating_sub(width(mark) + width(&count) + 1);
        let name = theme.cut(&name, room);
        let gap = room - width(&name) + 1;
        let marked = mark.contains(['+', '-', '▸']);
        let mut spans = vec![
            Span::styled(mark, if marked { theme.accent } else { theme.muted }),
            Span::styled(name, style),
            Span::styled(format!("{}{count}", " ".repeat(gap)), theme.muted),
        ];
        if here {
            widget::bar::lay(&mut spans, theme.selected, usize::from(inner.width));
        }
        lines.push(Line::from(spans));
    }
    let top = window(at.unwrap_or(0), lines.len(), inner.height);
    frame.render_widget(Paragraph::new(lines).scroll((top as u16, 0)), inner);
}

/// Which row of the side panel stands in each of its lines; a heading is none.
fn side_lines(browse: &Browse) -> Vec<Option<usize>> {
    let mut lines = Vec::new();
    let mut part = None;
    for (n, row) in browse.side.iter().enumerate() {
        if part.replace(mem::discriminant(row)) != Some(mem::discriminant(row)) {
            lines.push(None);
        }
        lines.push(Some(n));
    }
    lines
}

/// A deck of the user's that stands in the place of a built-in one.
fn replaced(model: &Model, deck: &str) -> bool {
    model.library.decks.iter().any(|s| s.deck.id == deck && s.replaces_built_in)
}

fn filter(browse: &Browse, theme: &Theme, frame: &mut Frame, area: Rect) {
    let text = browse.filter.text();
    let error = browse.error.as_ref();
    let mut spans = vec![Span::styled("/ ", theme.key)];
    if text.is_empty() && !browse.is_editing() {
        let example = "words  #tag  level:senior  is:due  score<60";
        let room = usize::from(area.width).saturating_sub(2);
        spans.push(Span::styled(theme.cut(example, room), theme.muted));
    } else {
        let wrong = error.map(|error| (error.span.clone(), theme.bad));
        let line = widget::tinted::lines(&text, wrong.as_slice()).swap_remove(0);
        spans.extend(line.spans);
    }
    // The cursor stays in view in a line that is longer than its room.
    let before = width(text.get(..browse.filter.cursor()).unwrap_or(&text));
    let room = usize::from(area.width).saturating_sub(4);
    let skipped = if browse.is_editing() { before.saturating_sub(room) } else { 0 };
    frame.render_widget(Paragraph::new(Line::from(spans)).scroll((0, skipped as u16)), area);
    if browse.is_editing() {
        frame.set_cursor_position((area.x + 2 + (before - skipped) as u16, area.y));
    }
}

/// First of `len` rows to show, so that row `at` is in a room of `rows`.
fn window(at: usize, len: usize, rows: u16) -> usize {
    let rows = usize::from(rows).max(1);
    let top = at.saturating_sub(rows / 2);
    top.min(len.saturating_sub(rows))
}

fn cards(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect) {
    let browse = &model.browse;
    if browse.hits.is_empty() {
        let lines = wrap(&Line::styled(empty::list(model), theme.muted), area.width, 0);
        return frame.render_widget(Paragraph::new(lines), area);
    }
    let top = window(browse.selected, browse.hits.len(), area.height);
    let shown = browse.hits.iter().enumerate().skip(top).take(usize::from(area.height));
    let rows: Vec<Row> = shown.filter_map(|(n, hit)| row(model, n, hit, theme)).collect();
    let columns = Columns {
        state: rows.iter().map(|row| width(&row.state)).max().unwrap_or(0),
        extra: rows.iter().map(|row| width(row.extra)).max().unwrap_or(0),
        level: if area.width >= 60 { 8 } else { 0 },
        all: usize::from(area.width),
    };
    let lines: Vec<Line> = rows.iter().map(|row| line(row, &columns, theme)).collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// A card in the list.
struct Row<'a> {
    card: &'a Card,
    marks: &'a [Range<usize>],
    glyph: &'static str,
    state: String,
    state_style: Style,
    extra: &'static str,
    base: Style,
    /// Whether it is the selected one of the pane with the focus.
    has_bar: bool,
}

/// Widths of the list's columns.
struct Columns {
    all: usize,
    extra: usize,
    level: usize,
    state: usize,
}

fn row<'a>(model: &'a Model, n: usize, hit: &'a Hit, theme: &Theme) -> Option<Row<'a>> {
    let card = model.library.cards.get(hit.card)?;
    let progress = model.progress.card(&card.id);
    let (glyph, state, state_style) = state(model, &card.id, progress, theme);
    let extra = match (progress.draft().is_some(), progress.is_flagged()) {
        (true, true) => " ✎⚑",
        (true, false) => " ✎",
        (false, true) => " ⚑",
        _ => "",
    };
    let base = match (n == model.browse.selected, model.browse.in_side) {
        (true, false) => theme.selected,
        (true, true) => theme.selected_dim,
        _ => Style::default(),
    };
    let has_bar = n == model.browse.selected && !model.browse.in_side;
    Some(Row { card, marks: &hit.marks, glyph, state, state_style, extra, base, has_bar })
}

fn line(row: &Row<'_>, columns: &Columns, theme: &Theme) -> Line<'static> {
    let number = format!("{:>3} ", row.card.number);
    let used = 2 + width(&number) + columns.extra + columns.level + 2 + columns.state;
    let room = columns.all.saturating_sub(used);
    let question = theme.cut(&row.card.question, room);
    // What the ellipsis replaced carries no marks.
    let kept = question.strip_suffix(theme.ellipsis()).map_or(question.len(), str::len);
    let marks = row.marks.iter().filter(|range| range.end <= kept);
    let tints: Vec<_> = marks.map(|range| (range.clone(), theme.matched)).collect();
    let mut words = widget::tinted::lines(&question, &tints).swap_remove(0).spans;
    for span in &mut words {
        span.style = row.base.patch(span.style);
    }
    let mut spans = vec![
        Span::styled(format!("{} ", row.glyph), row.state_style),
        Span::styled(number, theme.muted),
    ];
    spans.append(&mut words);
    spans.push(Span::raw(" ".repeat(room - width(&question))));
    spans.push(Span::styled(pad(row.extra, columns.extra), theme.partial));
    if columns.level > 0 {
        spans.push(Span::styled(format!("  {:<6}", row.card.level), theme.muted));
    }
    spans.push(Span::styled(format!("  {}", row.state), row.state_style));
    if row.has_bar {
        widget::bar::lay(&mut spans, row.base, columns.all);
    }
    Line::from(spans)
}

fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Glyph, word and style of a card's state.
fn state(
    model: &Model,
    id: &CardId,
    card: &CardProgress,
    theme: &Theme,
) -> (&'static str, String, Style) {
    let today = model.today();
    match model.calendar.due(id, card) {
        _ if card.is_suspended() => ("–", "suspended".to_owned(), theme.muted),
        None => ("○", "new".to_owned(), theme.muted),
        Some(_) if card.is_learning() => ("↻", "again".to_owned(), theme.bad),
        Some(due) if due <= today => ("●", "due".to_owned(), theme.accent),
        Some(due) => ("◐", short(&when(due, today)), theme.good),
    }
}

/// `in 12 days` as `in 12 d`.
fn short(when: &str) -> String {
    when.replace(" days", " d").replace(" months", " mo").replace(" years", " y")
}

fn preview(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect) {
    let hit = model.browse.hits.get(model.browse.selected);
    let Some(card) = hit.and_then(|hit| model.library.cards.get(hit.card)) else { return };
    if area.height < 2 {
        return;
    }
    let (rule, area) = above(area, 1);
    let line = "─".repeat(usize::from(rule.width));
    frame.render_widget(Line::styled(line, theme.border), rule);
    let progress = model.progress.card(&card.id);
    let mut facts: Vec<String> = vec![card.level.to_string()];
    if let Some(deck) = model.library.deck_of(&card.id) {
        facts.insert(0, deck.deck.title.clone());
    }
    if let Some(score) = progress.last_score() {
        let n = progress.attempts().len();
        facts.push(format!("last {score} % · {n} attempt{}", if n == 1 { "" } else { "s" }));
    }
    if progress.draft().is_some() {
        facts.push("draft".to_owned());
    }
    if card.has_changed_since(progress.print()) {
        facts.push("changed since your last review".to_owned());
    }
    let mut lines = question_lines(card, area);
    lines.extend([
        Line::styled(theme.cut(&facts.join(" · "), usize::from(area.width)), theme.muted),
        Line::styled(theme.cut(&card.hashtags(), usize::from(area.width)), theme.muted),
    ]);
    frame.render_widget(Paragraph::new(lines), area);
}

/// The question in the preview, as far as there is room.
fn question_lines(card: &Card, area: Rect) -> Vec<Line<'static>> {
    let mut lines = wrap(&Line::from(card.question.clone()), area.width, 0);
    lines.truncate(usize::from(area.height).saturating_sub(2).max(1));
    lines
}

/// The card in the preview, and how many lines stand between the rule and its tags.
fn preview_lines(model: &Model, area: Rect) -> Option<(&Card, u16)> {
    let hit = model.browse.hits.get(model.browse.selected)?;
    let card = model.library.cards.get(hit.card)?;
    let lines = question_lines(card, above(area, 1).1).len() as u16;
    Some((card, lines + 1))
}
