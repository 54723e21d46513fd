//! A question that waits for its answer, in a box above the screen; each answer with its key.
//!
//! Does not act on the answer.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use crate::app::action::Action;
use crate::app::{Confirm, Model};
use crate::view::theme::Theme;
use crate::view::wrap::{width, wrap};
use crate::view::{frame_block, layout};

/// What stands between answers in one row.
const BETWEEN: &str = "   ";

/// Where the question stands, and what it says.
struct Asked {
    area: Rect,
    lines: Vec<Line<'static>>,
    /// Each answer's place.
    answers: Vec<(Rect, Action)>,
}

/// Draws the question.
pub fn render(model: &Model, question: &Confirm, theme: &Theme, frame: &mut Frame, body: Rect) {
    let Asked { area, lines, .. } = asked(model, question, theme, body);
    frame.render_widget(Clear, area);
    frame.render_widget(frame_block("", true, theme), area);
    frame.render_widget(Paragraph::new(lines), layout::inset(area, 2, 1));
}

/// What the answer at this place does.
pub fn hit(model: &Model, question: &Confirm, body: Rect, at: Position) -> Option<Action> {
    let answers = asked(model, question, &Theme::plain(), body).answers;
    answers.into_iter().find_map(|(place, action)| place.contains(at).then_some(action))
}

fn asked(model: &Model, question: &Confirm, theme: &Theme, body: Rect) -> Asked {
    let yes_or_no = || vec![vec![(Action::ConfirmYes, "yes"), (Action::ConfirmNo, "no")]];
    let (text, rows) = match question {
        Confirm::CopyDeck { file, .. } => (
            format!("{file} is built in. Copy it to your own decks and edit the copy?"),
            yes_or_no(),
        ),
        Confirm::AbortRound => (
            "Break the round off? What is submitted is kept, and what you are writing stays as a \
             draft."
                .to_owned(),
            yes_or_no(),
        ),
        Confirm::QuitUnsaved => (
            unsaved(model),
            vec![
                vec![(Action::ConfirmElsewhere, "save to another file, leave")],
                vec![(Action::ConfirmYes, "leave without saving")],
                vec![(Action::ConfirmNo, "stay")],
            ],
        ),
    };
    let columns = body.width.saturating_sub(4).min(60);
    let mut lines = wrap(&Line::from(text), columns.saturating_sub(4), 0);
    // The answers are seen, however low the window is.
    lines.truncate(usize::from(body.height).saturating_sub(rows.len() + 2).max(1));
    if usize::from(body.height) > lines.len() + rows.len() + 2 {
        lines.push(Line::default());
    }
    let area = layout::middle(body, columns, (lines.len() + rows.len()) as u16 + 2);
    let inner = layout::inset(area, 2, 1);
    let mut answers = Vec::new();
    for row in rows {
        let mut spans: Vec<Span<'static>> = Vec::new();
        for (action, word) in row {
            if !spans.is_empty() {
                spans.push(Span::raw(BETWEEN));
            }
            let before: usize = spans.iter().map(|span| width(&span.content)).sum();
            let (key, word) = (model.key(action).to_owned(), format!(" {word}"));
            let (x, y) = (inner.x + before as u16, inner.y + lines.len() as u16);
            let place = Rect::new(x, y, (width(&key) + width(&word)) as u16, 1);
            answers.push((place.intersection(inner), action));
            spans.extend([Span::styled(key, theme.key), Span::raw(word)]);
        }
        lines.push(Line::from(spans));
    }
    Asked { area, lines, answers }
}

/// What the user is told who leaves with unsaved work.
fn unsaved(model: &Model) -> String {
    let things = match model.unsaved.len() {
        1 => "1 thing is".to_owned(),
        n => format!("{n} things are"),
    };
    let why = model.unsaved_why.as_deref().unwrap_or("they could not be written");
    match &model.elsewhere {
        Some(Err(elsewhere)) => {
            format!(
                "{things} not saved, and no other place was found: {elsewhere}. Leave all the same?"
            )
        }
        _ => format!("{things} not saved: {why}. Leave all the same?"),
    }
}
