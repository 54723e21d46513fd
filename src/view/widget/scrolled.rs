//! A long text of which a part is seen, with a mark where there is more.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::view::theme::Theme;

/// Draws `lines` from row `top` on, and a thumb in the column `edge` where they do not all fit.
pub fn render(
    lines: Vec<Line<'static>>,
    top: u16,
    edge: u16,
    theme: &Theme,
    frame: &mut Frame,
    area: Rect,
) {
    let (all, page) = (lines.len(), usize::from(area.height));
    frame.render_widget(Paragraph::new(lines).scroll((top, 0)), area);
    if all <= page || page == 0 || area.width < 4 {
        return;
    }
    let track = Rect { x: edge, width: 1, ..area };
    let size = (page * page / all).max(1);
    let room = page - size;
    let at = usize::from(top) * room / (all - page).max(1);
    for row in 0..size {
        let y = track.y + (at.min(room) + row) as u16;
        let spot = Rect { y, height: 1, ..track };
        if frame.area().contains(spot.as_position()) {
            frame.render_widget(Span::styled("┃", theme.border_focus), spot);
        }
    }
}
