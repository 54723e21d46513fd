//! The places in which keys are pressed, and which of them a key is looked up in.
//!
//! Does not know the keys; the table does.

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere.
    Global,
    /// Wherever no text is written.
    Reading,
    /// The browser.
    Browse,
    /// The browser's filter line.
    Filter,
    /// Any line that is typed.
    Line,
    /// The day of the interview.
    Plan,
    /// A card being revealed.
    Card,
    /// The answer being written.
    Answer,
    /// The answer to a question of a mock round.
    Round,
    /// Whatever answer is being written.
    Writing,
    /// The rubric beside the answer.
    Rubric,
    /// An answer being spoken.
    Speaking,
    /// A spoken answer being marked by hand.
    Marking,
    /// What is shown after an answer.
    Debrief,
    /// A mock round being set up.
    MockSetup,
    /// What is shown after a mock round.
    MockDebrief,
    /// The progress screen.
    Progress,
    /// Its gaps.
    Gaps,
    /// Its scores.
    Scores,
    /// The help.
    Help,
    /// What the help is searched for.
    Find,
    /// The command palette.
    Palette,
    /// A question that must be answered first.
    Confirm,
}

impl Context {
    /// Every context, in the order in which help shows them.
    pub const ALL: &'static [Self] = &[
        Self::Browse,
        Self::Filter,
        Self::Plan,
        Self::Card,
        Self::Answer,
        Self::Rubric,
        Self::Writing,
        Self::Speaking,
        Self::Marking,
        Self::Debrief,
        Self::MockSetup,
        Self::Round,
        Self::MockDebrief,
        Self::Progress,
        Self::Gaps,
        Self::Scores,
        Self::Help,
        Self::Find,
        Self::Palette,
        Self::Line,
        Self::Confirm,
        Self::Reading,
        Self::Global,
    ];

    /// Title for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Global => "Everywhere",
            Self::Reading => "Wherever no text is written",
            Self::Browse => "Browser",
            Self::Filter => "Filter line",
            Self::Plan => "Day of the interview",
            Self::Card => "Card",
            Self::Answer => "Answer",
            Self::Round => "Mock round: the answer",
            Self::Writing => "Writing, in every answer",
            Self::Rubric => "Rubric (beside the answer)",
            Self::Speaking => "Say it: the clock",
            Self::Marking => "Say it: the marks",
            Self::Debrief => "Debrief",
            Self::MockSetup => "Mock round: set-up",
            Self::MockDebrief => "Mock round: debrief",
            Self::Progress => "Progress",
            Self::Gaps => "Progress: gaps",
            Self::Scores => "Progress: scores",
            Self::Help => "Help",
            Self::Find => "Help: search",
            Self::Palette => "Command palette",
            Self::Line => "Every line that is typed",
            Self::Confirm => "A question",
        }
    }

    /// The contexts in which a key is looked up, the nearest first. Where text is written, an
    /// unbound character is text, so those chains hold nothing that one character would call.
    pub const fn chain(self) -> &'static [Self] {
        match self {
            Self::Global => &[Self::Global],
            Self::Reading => &[Self::Reading, Self::Global],
            Self::Browse => &[Self::Browse, Self::Reading, Self::Global],
            Self::Filter => &[Self::Filter, Self::Line, Self::Global],
            Self::Line => &[Self::Line, Self::Global],
            Self::Plan => &[Self::Plan, Self::Line, Self::Global],
            Self::Card => &[Self::Card, Self::Reading, Self::Global],
            Self::Answer => &[Self::Answer, Self::Writing, Self::Global],
            Self::Round => &[Self::Round, Self::Writing, Self::Global],
            Self::Writing => &[Self::Writing, Self::Global],
            Self::Speaking => &[Self::Speaking, Self::Reading, Self::Global],
            Self::Marking => &[Self::Marking, Self::Reading, Self::Global],
            Self::MockSetup => &[Self::MockSetup, Self::Reading, Self::Global],
            Self::MockDebrief => &[Self::MockDebrief, Self::Reading, Self::Global],
            Self::Rubric => &[Self::Rubric, Self::Reading, Self::Global],
            Self::Debrief => &[Self::Debrief, Self::Reading, Self::Global],
            Self::Progress => &[Self::Progress, Self::Reading, Self::Global],
            Self::Gaps => &[Self::Gaps, Self::Progress, Self::Reading, Self::Global],
            Self::Scores => &[Self::Scores, Self::Progress, Self::Reading, Self::Global],
            Self::Help => &[Self::Help, Self::Global],
            Self::Find => &[Self::Find, Self::Line, Self::Global],
            Self::Palette => &[Self::Palette, Self::Line, Self::Global],
            Self::Confirm => &[Self::Confirm, Self::Global],
        }
    }

    /// Whether unbound characters are text.
    pub const fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Answer
                | Self::Round
                | Self::Writing
                | Self::Filter
                | Self::Plan
                | Self::Line
                | Self::Find
                | Self::Palette
        )
    }
}
