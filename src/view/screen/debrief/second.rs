//! A second opinion beside our verdicts, marked as foreign in words.

use ratatui::text::{Line, Span};

use super::below_a_verdict;
use crate::app::Model;
use crate::app::screen::debrief::{DebriefScreen, LIMIT_S, Second, summary};
use crate::domain::opinion::{Opinion, Said};
use crate::domain::rubric::Verdict;
use crate::view::theme::Theme;
use crate::view::wrap::wrap;

/// How far it is with the opinion, once it was asked for.
pub(super) fn state(
    model: &Model,
    screen: &DebriefScreen,
    columns: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let text = match (&screen.second, screen.second.waited_s(model.now.at)) {
        (Second::Given(opinion), _) => {
            let note = summary(opinion, screen);
            format!("Second opinion: {note} · the score stays")
        }
        (_, Some(seconds)) => {
            format!("Second opinion: your program runs, {seconds} s of {LIMIT_S}; leaving ends it")
        }
        _ => return Vec::new(),
    };
    wrap(&Line::styled(text, theme.muted), columns, 0)
}

/// What it says of criterion `n`.
pub(super) fn of_criterion(
    screen: &DebriefScreen,
    n: usize,
    ours: Verdict,
    columns: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let said = given(screen).and_then(|opinion| opinion.criteria.get(n)?.as_ref());
    let Some(Said { verdict, why }) = said else { return Vec::new() };
    row(verdict.word(), *verdict != ours, why, columns, theme)
}

/// What it says of trap `n`; nothing where neither of us sees one.
pub(super) fn of_trap(
    screen: &DebriefScreen,
    n: usize,
    ours: bool,
    columns: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let said = given(screen).and_then(|opinion| opinion.traps.get(n)?.as_ref());
    let Some(Said { verdict, why }) = said else { return Vec::new() };
    match (ours, verdict) {
        (false, false) => Vec::new(),
        (_, true) => row("trap", !ours, why, columns, theme),
        (true, false) => row("no trap", true, why, columns, theme),
    }
}

/// What it says of the whole, and what of it was of no use.
pub(super) fn remark(screen: &DebriefScreen, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let Some(opinion) = given(screen) else { return lines };
    if !opinion.remark.is_empty() {
        lines.push(Line::default());
        let line = Line::from(vec![
            Span::styled("Second opinion: ", theme.muted),
            Span::raw(opinion.remark.clone()),
        ]);
        lines.extend(wrap(&line, columns, 0));
    }
    if opinion.ignored > 0 {
        let parts =
            if opinion.ignored == 1 { "1 part" } else { &format!("{} parts", opinion.ignored) };
        let text = format!("{parts} of the second opinion ignored: no such id, or no such verdict");
        lines.extend(wrap(&Line::styled(text, theme.muted), columns, 0));
    }
    lines
}

fn given(screen: &DebriefScreen) -> Option<&Opinion> {
    match &screen.second {
        Second::Given(opinion) => Some(opinion),
        _ => None,
    }
}

/// A foreign verdict below ours, in heavier letters where it is another one.
fn row(word: &str, differs: bool, why: &str, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    let style = if differs { theme.strong } else { theme.muted };
    let mut spans =
        vec![Span::styled("second opinion: ", theme.muted), Span::styled(word.to_owned(), style)];
    if !why.is_empty() {
        spans.push(Span::styled(format!(" · {why}"), theme.muted));
    }
    below_a_verdict(&Line::from(spans), columns)
}
