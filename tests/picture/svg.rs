//! A screen as an SVG: one text element for each run of equal style.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 14.0;

/// What the sixteen colours of the terminal are on a kind of paper.
pub(crate) struct Paper {
    ground: &'static str,
    ink: &'static str,
    cyan: &'static str,
    green: &'static str,
    yellow: &'static str,
    red: &'static str,
    magenta: &'static str,
    grey: &'static str,
    /// How much of the ink is left in dim text.
    dim: &'static str,
}

impl Paper {
    pub(crate) const DARK: Self = Self {
        ground: "#16181d",
        ink: "#d5d8de",
        cyan: "#56c2d6",
        green: "#8ccf7e",
        yellow: "#e5c76b",
        red: "#e57474",
        magenta: "#c47fd5",
        grey: "#8a909c",
        dim: "0.65",
    };

    pub(crate) const LIGHT: Self = Self {
        ground: "#fbfbf9",
        ink: "#24292f",
        cyan: "#0b6e84",
        green: "#1d7031",
        yellow: "#7d5700",
        red: "#b3252f",
        magenta: "#8a3aa0",
        grey: "#5f6670",
        dim: "0.75",
    };

    const fn colour(&self, colour: Option<Color>, otherwise: &'static str) -> &'static str {
        match colour {
            Some(Color::Cyan | Color::LightCyan) => self.cyan,
            Some(Color::Green | Color::LightGreen) => self.green,
            Some(Color::Yellow | Color::LightYellow) => self.yellow,
            Some(Color::Red | Color::LightRed) => self.red,
            Some(Color::Magenta | Color::LightMagenta) => self.magenta,
            Some(Color::Gray | Color::DarkGray) => self.grey,
            Some(Color::Black) => self.ground,
            Some(Color::White) => self.ink,
            _ => otherwise,
        }
    }
}

/// Draws a buffer.
pub(crate) fn of(buffer: &Buffer, paper: &Paper) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let width = f32::from(columns) * CELL.0 + 2.0 * MARGIN;
    let height = f32::from(rows) * CELL.1 + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        paper.ground
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
            svg += &run(&text, start, column - start, row, style, paper);
        }
    }
    svg + "</svg>\n"
}

fn run(text: &str, column: u16, columns: u16, row: u16, style: Style, paper: &Paper) -> String {
    let x = MARGIN + f32::from(column) * CELL.0;
    let y = MARGIN + f32::from(row) * CELL.1;
    let wide = f32::from(columns) * CELL.0;
    let has = |modifier| style.add_modifier.contains(modifier);
    let (mut ink, mut ground) =
        (paper.colour(style.fg, paper.ink), paper.colour(style.bg, paper.ground));
    if has(Modifier::REVERSED) {
        (ink, ground) = (ground, ink);
    }
    let mut svg = String::new();
    if ground != paper.ground {
        svg += &format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{}\" fill=\"{ground}\"/>\n",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return svg;
    }
    let mut extra = String::new();
    for (on, attribute) in [
        (has(Modifier::BOLD), " font-weight=\"bold\""),
        (has(Modifier::DIM), &*format!(" opacity=\"{}\"", paper.dim)),
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
