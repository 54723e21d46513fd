//! The browser: side panel, filter, cards, preview.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::screen::browse::{Browse, SideRow};
use crate::app::screen::card::when;
use crate::app::{Metrics, Model};
use crate::domain::deck::Card;
use crate::domain::progress::CardProgress;
use crate::domain::query::Mark;
use crate::view::layout::{above, below, inset, left};
use crate::view::theme::Theme;
use crate::view::wrap::{truncate, width, wrap};
use crate::view::{frame_block, widget};

/// The parts of the browser; a part without room is empty.
struct Parts {
    header: Rect,
    side: Rect,
    list: Rect,
    filter: Rect,
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
    let inner = inset(list, 1, 1);
    let (filter, inner) = above(inner, 1);
    let rows = match inner.height {
        0..9 => 0,
        9..16 => 4,
        _ => 6,
    };
    let (cards, preview) = below(inner, rows);
    Parts { header, side, list, filter, cards, preview }
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
    header(model, theme, frame, parts.header);
    if parts.side.width > 0 {
        side(model, theme, frame, parts.side);
    }
    if parts.list.width > 0 {
        let count = model.browse.hits.len();
        let title = format!(" {count} {} ", if count == 1 { "card" } else { "cards" });
        frame.render_widget(frame_block(title, !model.browse.in_side, theme), parts.list);
        filter(&model.browse, theme, frame, parts.filter);
        cards(model, theme, frame, parts.cards);
        preview(model, theme, frame, parts.preview);
    }
}

fn header(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect) {
    let counts = model.browse.counts;
    let mut words = vec![format!("{} due", counts.due), format!("{} new", counts.new)];
    if counts.drafts > 0 {
        let s = if counts.drafts == 1 { "" } else { "s" };
        words.push(format!("{} draft{s}", counts.drafts));
    }
    if !model.library.problems.is_empty() {
        words.push(format!("{} deck problems (!)", model.library.problems.len()));
    }
    let right = truncate(&words.join(" · "), usize::from(area.width).saturating_sub(13));
    let gap = usize::from(area.width).saturating_sub(11 + width(&right));
    frame.render_widget(
        Line::from(vec![
            Span::styled(" greenroom", theme.accent.patch(theme.strong)),
            Span::raw(" ".repeat(gap)),
            Span::styled(right, theme.muted),
        ]),
        area,
    );
}

fn side(model: &Model, theme: &Theme, frame: &mut Frame, area: Rect) {
    let browse = &model.browse;
    frame.render_widget(frame_block(" Decks and tags ", browse.in_side, theme), area);
    let inner = inset(area, 1, 1);
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
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
        let style = match (n == browse.side_selected, browse.in_side) {
            (true, true) => theme.selected,
            (true, false) => theme.selected_dim,
            _ => Style::default(),
        };
        if n == browse.side_selected {
            at = lines.len();
        }
        let count = count.to_string();
        let room = usize::from(inner.width).saturating_sub(width(mark) + width(&count) + 1);
        let name = truncate(&name, room);
        let gap = room - width(&name) + 1;
        let marked = mark.contains(['+', '-', '▸']);
        lines.push(Line::from(vec![
            Span::styled(mark, if marked { theme.accent } else { theme.muted }),
            Span::styled(name, style),
            Span::styled(format!("{}{count}", " ".repeat(gap)), theme.muted),
        ]));
    }
    let top = window(at, lines.len(), inner.height);
    frame.render_widget(Paragraph::new(lines).scroll((top as u16, 0)), inner);
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
        spans.push(Span::styled("words  #tag  level:senior  is:due  score<60", theme.muted));
    } else {
        let wrong = error.map(|error| (error.span.clone(), theme.bad));
        let line = widget::tinted::lines(&text, wrong.as_slice()).swap_remove(0);
        spans.extend(line.spans);
    }
    if let Some(error) = error {
        spans.push(Span::styled(format!("   {error}"), theme.bad));
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
        let text = if model.library.cards.is_empty() {
            "No cards. --deck PATH adds a deck, or put one into your decks folder (greenroom paths)."
        } else {
            "No card passes this filter. esc clears it."
        };
        let lines = wrap(&Line::styled(text, theme.muted), area.width, 0);
        return frame.render_widget(Paragraph::new(lines), area);
    }
    let top = window(browse.selected, browse.hits.len(), area.height);
    let shown = browse.hits.iter().enumerate().skip(top).take(usize::from(area.height));
    let lines: Vec<Line> = shown
        .filter_map(|(n, hit)| {
            let card = model.library.cards.get(hit.card)?;
            let selected = n == browse.selected;
            Some(row(model, card, &hit.marks, selected, area.width, theme))
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

fn row(
    model: &Model,
    card: &Card,
    marks: &[Range<usize>],
    selected: bool,
    columns: u16,
    theme: &Theme,
) -> Line<'static> {
    let progress = model.progress.card(&card.id);
    let (glyph, state, style) = state(model, progress, theme);
    let extra = match (progress.draft().is_some(), progress.is_flagged()) {
        (true, true) => "✎⚑",
        (true, false) => "✎ ",
        (false, true) => "⚑ ",
        _ => "  ",
    };
    let level = if columns >= 60 { format!("  {:<6}", card.level) } else { String::new() };
    let state = format!("  {state:<11}");
    let number = format!("{:>3} ", card.number);
    let used = 2 + width(&number) + width(&level) + width(&state) + 3;
    let room = usize::from(columns).saturating_sub(used);
    let question = truncate(&card.question, room);
    let gap = room - width(&question) + 1;
    let base = match (selected, model.browse.in_side) {
        (true, false) => theme.selected,
        (true, true) => theme.selected_dim,
        _ => Style::default(),
    };
    // What the ellipsis replaced carries no marks.
    let kept = if question == card.question {
        question.len()
    } else {
        question.len().saturating_sub('…'.len_utf8())
    };
    let tints: Vec<_> = marks
        .iter()
        .filter(|range| range.end <= kept)
        .map(|range| (range.clone(), base.patch(theme.matched)))
        .collect();
    let mut spans =
        vec![Span::styled(format!("{glyph} "), style), Span::styled(number, theme.muted)];
    let mut question = widget::tinted::lines(&question, &tints).swap_remove(0).spans;
    for span in &mut question {
        span.style = base.patch(span.style);
    }
    spans.append(&mut question);
    spans.push(Span::raw(" ".repeat(gap)));
    spans.push(Span::styled(extra, theme.partial));
    spans.push(Span::styled(level, theme.muted));
    spans.push(Span::styled(state, style));
    Line::from(spans)
}

/// Glyph, word and style of a card's state.
fn state(model: &Model, card: &CardProgress, theme: &Theme) -> (&'static str, String, Style) {
    let today = model.today();
    match card.due() {
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
    let tags: Vec<_> = card.tags.iter().map(|tag| format!("#{tag}")).collect();
    let mut lines = wrap(&Line::from(card.question.clone()), area.width, 0);
    lines.truncate(usize::from(area.height).saturating_sub(2).max(1));
    lines.extend([
        Line::styled(truncate(&facts.join(" · "), usize::from(area.width)), theme.muted),
        Line::styled(truncate(&tags.join(" "), usize::from(area.width)), theme.muted),
    ]);
    frame.render_widget(Paragraph::new(lines), area);
}
