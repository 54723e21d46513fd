//! A card being revealed: the question, and the steps below it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::action::Action;
use crate::app::mouse::Target;
use crate::app::screen::card::{CardScreen, is_ahead, steps, when};
use crate::app::{Metrics, Model};
use crate::domain::deck::Card;
use crate::domain::schedule::Rating;
use crate::view::layout::{below, inset};
use crate::view::theme::Theme;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, markdown, widget};

/// Lines longer than this are hard to read.
const READABLE: u16 = 92;

fn text_area(body: Rect) -> Rect {
    let (area, _) = below(body, 1);
    let mut inner = inset(area, 2, 1);
    inner.width = inner.width.min(READABLE);
    inner
}

/// Said where the deck's author has worked on the card.
const CHANGED: &str = "This card has changed since your last review";

/// The lines of what is revealed, and the first line of each part; part 0 is the question.
fn lines(
    model: &Model,
    card: &Card,
    revealed: usize,
    columns: u16,
    theme: &Theme,
) -> (Vec<Line<'static>>, Vec<u16>) {
    let mut lines = wrap(&Line::styled(card.question.clone(), theme.strong), columns, 0);
    let about = format!("{} · {} min · {}", card.level, card.minutes, card.hashtags());
    lines.push(Line::default());
    lines.extend(wrap(&Line::styled(about, theme.muted), columns, 0));
    let progress = model.progress.card(&card.id);
    if let Some(score) = progress.last_score() {
        let scores: Vec<_> = progress.attempts().iter().map(|a| a.score.to_string()).collect();
        let text = match scores.len() {
            1 => format!("1 attempt, {score} %"),
            n => format!("{n} attempts: {} %", scores[n.saturating_sub(6)..].join(" → ")),
        };
        lines.push(Line::styled(text, theme.muted));
    }
    if card.has_changed_since(progress.print()) {
        lines.extend(wrap(&Line::styled(CHANGED, theme.partial), columns, 0));
    }
    let mut parts = vec![0];
    for (title, text) in steps(card).iter().take(revealed) {
        lines.push(Line::default());
        parts.push(lines.len() as u16);
        lines.push(Line::styled(title.to_uppercase(), theme.accent.patch(theme.strong)));
        lines.extend(markdown::render(text, columns, &theme.markdown()));
    }
    (lines, parts)
}

/// How much there is to scroll.
pub fn measure(model: &Model, screen: &CardScreen, body: Rect) -> Metrics {
    let Some(card) = model.library.card(&screen.card) else { return Metrics::default() };
    let area = text_area(body);
    let (lines, parts) = lines(model, card, screen.revealed, area.width, &Theme::plain());
    Metrics { page: area.height, content: lines.len() as u16, parts }
}

/// Draws the card.
pub fn render(model: &Model, screen: &CardScreen, theme: &Theme, frame: &mut Frame, body: Rect) {
    let Some(card) = model.library.card(&screen.card) else { return };
    let (outer, rating) = below(body, 1);
    let deck = model.library.deck_of(&card.id).map_or("", |shelved| &shelved.deck.title);
    let session = model.session.as_ref().map_or_else(String::new, |session| {
        let left = model.waiting().len();
        format!(" {} rated · {left} to go ", session.rated)
    });
    let room = usize::from(outer.width).saturating_sub(6 + width(&session));
    let title = format!(" {} ", theme.cut(&format!("{deck} · {}", card.number), room));
    let mut block = frame_block(title, true, theme);
    if !session.is_empty() {
        block = block.title_top(Line::styled(session, theme.muted).right_aligned());
    }
    let progress = model.progress.card(&card.id);
    let states = [
        (is_ahead(model, &card.id), " ↠ ahead of schedule "),
        (progress.is_flagged(), " ⚑ flagged "),
        (progress.is_suspended(), " – suspended "),
        (progress.draft().is_some(), " ✎ draft "),
    ];
    for (on, text) in states {
        if on {
            block = block.title_bottom(Line::styled(text, theme.partial));
        }
    }
    frame.render_widget(block, outer);
    let area = text_area(body);
    let (lines, _) = lines(model, card, screen.revealed, area.width, theme);
    widget::scrolled::render(
        lines,
        screen.scroll.top,
        outer.right().saturating_sub(2),
        theme,
        frame,
        area,
    );
    let line = if screen.revealed == 0 {
        let next = steps(card).first().map_or("nothing more", |(title, _)| *title);
        let key = model.key(Action::Reveal);
        Line::styled(format!("  {key} shows: {}", next.to_lowercase()), theme.muted)
    } else {
        ratings(model, card, None, rating.width, theme)
    };
    frame.render_widget(Paragraph::new(line), rating);
}

/// What of the line below the card lies at this place.
pub fn hit(model: &Model, screen: &CardScreen, body: Rect, at: Position) -> Option<Target> {
    let rating = below(body, 1).1;
    let card = model.library.card(&screen.card).filter(|_| rating.contains(at))?;
    if screen.revealed == 0 {
        return Some(Target::Action(Action::Reveal));
    }
    let line = ratings(model, card, None, rating.width, &Theme::plain());
    let actions = [Action::RateAgain, Action::RateHard, Action::RateGood, Action::RateEasy];
    rating_at(&line, at.x - rating.x).map(|n| Target::Action(actions[n]))
}

/// Which of the ratings in this line lies at a column.
pub fn rating_at(line: &Line<'_>, column: u16) -> Option<usize> {
    let (margin, ratings) = line.spans.split_first()?;
    let mut from = width(&margin.content);
    ratings.chunks(3).position(|spans| {
        let to = from + spans.iter().map(|span| width(&span.content)).sum::<usize>();
        // The gap behind it is no rating.
        let here = (from..to - 3).contains(&usize::from(column));
        from = to;
        here
    })
}

/// The four ratings with the day on which each brings the card back; the suggested one is marked.
pub fn ratings(
    model: &Model,
    card: &Card,
    suggested: Option<Rating>,
    columns: u16,
    theme: &Theme,
) -> Line<'static> {
    let today = model.today();
    let days = model.calendar.preview(&card.id, &model.progress, today);
    let keys = if suggested.is_some() {
        use Action::{DebriefAgain, DebriefEasy, DebriefGood, DebriefHard};
        [DebriefAgain, DebriefHard, DebriefGood, DebriefEasy]
    } else {
        [Action::RateAgain, Action::RateHard, Action::RateGood, Action::RateEasy]
    };
    // As many words as there is room for.
    for detail in (0..3).rev() {
        let mut spans = vec![Span::raw("  ")];
        for (n, (rating, due)) in Rating::ALL.iter().zip(days).enumerate() {
            let when = when(due, today);
            let when = match detail {
                2 => format!(" {when}"),
                1 => format!(" {}", short(&when)),
                _ => String::new(),
            };
            let marked = suggested == Some(*rating);
            spans.push(Span::styled(model.key(keys[n]).to_owned(), theme.key));
            let name =
                if marked { format!("▸{}", rating.word()) } else { rating.word().to_owned() };
            let style = if marked { theme.selected } else { theme.strong };
            spans.push(Span::styled(format!(" {name}"), style));
            spans.push(Span::styled(format!("{when}   "), theme.muted));
        }
        let used: usize = spans.iter().map(|span| width(&span.content)).sum();
        if used <= usize::from(columns) + 3 || detail == 0 {
            return Line::from(spans);
        }
    }
    Line::default()
}

/// `in 12 days` as `12d`.
fn short(when: &str) -> String {
    when.replace("tomorrow", "1d")
        .replace("in ", "")
        .replace(" days", "d")
        .replace(" months", "mo")
        .replace(" years", "y")
}
