//! What of the browser lies under the pointer.

use ratatui::layout::{Position, Rect};

use super::{padding, parts, preview_lines, side_lines, window};
use crate::app::Model;
use crate::app::mouse::Target;
use crate::view::layout::inset;
use crate::view::wrap::width;

/// What lies at this place.
pub fn hit(model: &Model, body: Rect, at: Position) -> Option<Target> {
    let parts = parts(model, body);
    let browse = &model.browse;
    if parts.filter.contains(at) {
        return Some(Target::Filter);
    }
    if parts.side.contains(at) {
        let inner = inset(parts.side, padding(body), 1);
        let lines = side_lines(browse);
        let selected = lines.iter().position(|row| *row == Some(browse.side_selected));
        let top = window(selected.unwrap_or(0), lines.len(), inner.height);
        let line = top + usize::from(at.y.saturating_sub(inner.y));
        let row = lines.get(line).copied().flatten().filter(|_| inner.contains(at));
        return Some(row.map_or(Target::SidePanel, Target::Side));
    }
    if parts.cards.contains(at) {
        let top = window(browse.selected, browse.hits.len(), parts.cards.height);
        let place = top + usize::from(at.y - parts.cards.y);
        return Some(if place < browse.hits.len() { Target::Card(place) } else { Target::Cards });
    }
    if parts.preview.contains(at)
        && let Some(tag) = tag(model, parts.preview, at)
    {
        return Some(Target::Tag(tag));
    }
    parts.list.contains(at).then_some(Target::Cards)
}

/// The tag of the preview's last line that lies at this place.
fn tag(model: &Model, area: Rect, at: Position) -> Option<String> {
    let (card, above) = preview_lines(model, area)?;
    if at.y != area.y + 1 + above {
        return None;
    }
    let mut from = area.x;
    for tag in &card.tags {
        let to = from + width(tag) as u16 + 1;
        // What is cut off at the edge is clicked all the same.
        if (from..to).contains(&at.x) {
            return Some(tag.clone());
        }
        from = to + 1;
    }
    None
}
