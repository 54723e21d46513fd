//! Pieces that screens are made of.

pub mod answer_pane;
pub mod bar;
pub mod confirm;
pub mod footer;
pub mod heatmap;
pub mod palette;
pub mod plot;
pub mod rubric_panel;
pub mod scrolled;
pub mod tinted;
pub mod typed;
