//! `mock`: what a mock round is begun with.
//!
//! Does not draw; the set-up screen shows what would be.

use clap::Args;

use super::QueryArgs;
use crate::domain::mock::{MOST_QUESTIONS, Wishes};

/// What `mock` takes.
#[expect(clippy::struct_excessive_bools, reason = "each a switch of its own")]
#[derive(Args, Debug)]
pub(super) struct MockArgs {
    #[command(flatten)]
    pub(super) query: QueryArgs,
    /// How many questions, 1 to 50
    #[arg(long, value_name = "N", default_value = "5", value_parser = questions)]
    questions: usize,
    /// Minutes for each question, 0.5 to 30; each card's own where it is not given
    #[arg(long, value_name = "M", value_parser = minutes)]
    minutes: Option<f64>,
    /// Show feedback while writing
    #[arg(long)]
    feedback: bool,
    /// Show feedback at the end only, as it is without this
    #[arg(long, conflicts_with = "feedback")]
    no_feedback: bool,
    /// Take an answer as it is when its time is over
    #[arg(long)]
    strict: bool,
    /// Say the answers aloud, and mark each yourself afterwards
    #[arg(long, conflicts_with = "feedback")]
    spoken: bool,
}

fn questions(text: &str) -> Result<usize, String> {
    let within = text.parse().ok().filter(|n| (1..=MOST_QUESTIONS).contains(n));
    within.ok_or_else(|| format!("give a number from 1 to {MOST_QUESTIONS}"))
}

fn minutes(text: &str) -> Result<f64, String> {
    let within = text.parse().ok().filter(|minutes| (0.5..=30.0).contains(minutes));
    within.ok_or_else(|| "give minutes from 0.5 to 30".to_owned())
}

impl MockArgs {
    /// The wishes that the set-up begins with.
    pub(super) fn wishes(&self) -> Wishes {
        Wishes {
            questions: self.questions,
            target_ms: self.minutes.map(|minutes| (minutes * 60_000.0).round() as u64),
            feedback: self.feedback && !self.no_feedback,
            strict: self.strict,
            spoken: self.spoken,
        }
    }
}
