//! Pieces that screens are made of.

pub mod answer_pane;
pub mod footer;
pub mod rubric_panel;
pub mod scrolled;
pub mod tinted;
