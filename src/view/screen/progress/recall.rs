//! Recall: retention week by week, predicted and actual, with how many reviews tell it.

use ratatui::text::{Line, Span};

use super::{Room, count, percent};
use crate::app::Model;
use crate::app::action::Action;
use crate::app::screen::progress::ProgressScreen;
use crate::domain::stats::retention::Recalled;
use crate::view::dates::date;
use crate::view::widget::plot;

/// With fewer reviews chance says more than memory.
const FEW: usize = 20;

pub(super) fn lines(model: &Model, screen: &ProgressScreen, room: Room<'_>) -> Vec<Line<'static>> {
    let (figures, theme) = (&screen.figures, room.theme);
    let all = figures.retention_in_all();
    if all.reviews == 0 {
        return room.text(
            format!(
                "Nothing to say yet: retention shows when cards come back for a second look. {} in \
                 the browser studies what is due.",
                room.keymap.key(Action::StartReview)
            ),
            theme.strong,
        );
    }
    let goal = f64::from(model.config.desired_retention);
    let mut lines = room.text(said(&all, goal), theme.strong);
    if all.reviews < FEW {
        let text = format!("So few reviews say little; from {FEW} on the figure holds.");
        lines.extend(room.text(text, theme.muted));
    }
    lines.push(Line::default());
    let (full, rule) = if room.ascii() { ("#", "|") } else { ("█", "│") };
    lines.extend(room.text(
        format!("{full} recalled  {rule} predicted  weeks from Monday, 0 to 100 %"),
        theme.muted,
    ));
    let most = figures.retention.values().map(|week| week.reviews).max().unwrap_or(0);
    let most = most.to_string().len();
    let detail = if room.wide() >= 66 { 35 + most } else { 11 + most };
    let bar = room.wide().saturating_sub(8 + detail).clamp(4, 50);
    for (week, recalled) in figures.retention.iter().rev() {
        let shown = date(*week, figures.today);
        let shown = shown.rsplit_once(' ').filter(|_| shown.len() > 6).map_or(&*shown, |(d, _)| d);
        let mut spans = vec![Span::styled(format!("{shown:>6}  "), theme.muted)];
        spans.extend(marked(recalled, bar, room));
        let mut text = format!(" {:>5} of {:>most$}", percent(recalled.actual()), recalled.reviews);
        if room.wide() >= 66 {
            let reviews = if recalled.reviews == 1 { "review, " } else { "reviews," };
            text += &format!(" {reviews} {} predicted", percent(recalled.predicted()));
        }
        spans.push(Span::raw(text));
        lines.push(Line::from(spans));
    }
    lines
}

fn said(all: &Recalled, goal: f64) -> String {
    let (actual, predicted) = (all.actual(), all.predicted());
    let against = match actual - predicted {
        d if d > 0.03 => "more than predicted",
        d if d < -0.03 => "less than predicted",
        _ => "about as predicted",
    };
    format!(
        "Recalled {} of {}, {against} ({}); aim: {}.",
        percent(actual),
        count(all.reviews, "review"),
        percent(predicted),
        percent(goal)
    )
}

/// The bar of what was recalled, with a rule where it was predicted to end.
fn marked(recalled: &Recalled, columns: usize, room: Room<'_>) -> [Span<'static>; 3] {
    let bar = plot::bar(recalled.actual(), columns, room.ascii());
    let at = (recalled.predicted() * columns as f64).round() as usize;
    let at = at.clamp(1, columns) - 1;
    let cells: Vec<char> = bar.chars().collect();
    let part = |cells: &[char]| Span::styled(cells.iter().collect::<String>(), room.theme.good);
    let rule = if room.ascii() { "|" } else { "│" };
    [part(&cells[..at]), Span::styled(rule, room.theme.strong), part(&cells[at + 1..])]
}
