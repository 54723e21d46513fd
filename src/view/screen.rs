//! How each screen is laid out.

pub mod answer;
pub mod browse;
pub mod card;
pub mod debrief;
pub mod help;
pub mod mock_debrief;
pub mod mock_setup;
pub mod plan;
pub mod progress;
pub mod spoken;
pub mod welcome;
