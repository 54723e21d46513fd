//! A screen as an SVG: one text element for each run of equal style.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 14.0;
const PAPER: &str = "#16181d";
const INK: &str = "#d5d8de";

/// Draws a buffer.
pub(crate) fn of(buffer: &Buffer) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let width = f32::from(columns) * CELL.0 + 2.0 * MARGIN;
    let height = f32::from(rows) * CELL.1 + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let style = buffer[(column, row)].style();
            let start = column;
            let mut text = String::new();
            while column < columns && buffer[(column, row)].style() == style {
                text += buffer[(column, row)].symbol();
                column += 1;
            }
            svg += &run(&text, start, column - start, row, style);
        }
    }
    svg + "</svg>\n"
}

fn run(text: &str, column: u16, columns: u16, row: u16, style: Style) -> String {
    let x = MARGIN + f32::from(column) * CELL.0;
    let y = MARGIN + f32::from(row) * CELL.1;
    let wide = f32::from(columns) * CELL.0;
    let has = |modifier| style.add_modifier.contains(modifier);
    let ink = colour(style.fg);
    let mut svg = String::new();
    if let Some(ground) = style.bg.filter(|ground| *ground != Color::Reset) {
        svg += &format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{}\" fill=\"{}\"/>\n",
            CELL.1,
            colour(Some(ground))
        );
    }
    let ink = if has(Modifier::REVERSED) {
        svg += &format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{}\" fill=\"{ink}\"/>\n",
            CELL.1
        );
        PAPER
    } else {
        ink
    };
    if text.trim().is_empty() {
        return svg;
    }
    let mut extra = String::new();
    for (on, attribute) in [
        (has(Modifier::BOLD), " font-weight=\"bold\""),
        (has(Modifier::DIM), " opacity=\"0.6\""),
        (has(Modifier::UNDERLINED), " text-decoration=\"underline\""),
        (has(Modifier::ITALIC), " font-style=\"italic\""),
    ] {
        if on {
            extra += attribute;
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let base = y + CELL.1 * 0.76;
    svg + &format!(
        "<text x=\"{x:.1}\" y=\"{base:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
         fill=\"{ink}\"{extra} xml:space=\"preserve\">{text}</text>\n"
    )
}

const fn colour(colour: Option<Color>) -> &'static str {
    match colour {
        Some(Color::Black) => PAPER,
        Some(Color::Cyan) => "#56c2d6",
        Some(Color::Green) => "#8ccf7e",
        Some(Color::Yellow) => "#e5c76b",
        Some(Color::Red) => "#e57474",
        Some(Color::Magenta) => "#c47fd5",
        _ => INK,
    }
}
