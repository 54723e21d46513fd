//! What a deck is: the types that a deck file is read into. Reading itself is in [`parse`].
//!
//! Does not read files, and holds nothing about the user: history hangs on [`Card::id`] elsewhere.

pub mod lint;
pub mod origin;
pub mod parse;
pub mod problem;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::id::CardId;

/// A titled collection of cards.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Deck {
    /// Slug that, with a card's own id, is the identity that history hangs on.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// One or two sentences of Markdown; may be empty.
    pub description: String,
    /// BCP 47 language tag of the texts.
    pub language: String,
    /// SPDX expression or name of the licence of the texts; may be empty.
    pub license: String,
    /// The cards, in the order of the file.
    #[cfg_attr(test, schemars(rename = "card", with = "Vec<Card>"))]
    pub cards: Vec<Arc<Card>>,
}

/// One question with its answer in layers and the rubric that judges the user's own answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Card {
    /// `deck/card`: never derived from the text, so that editing keeps history.
    #[cfg_attr(test, schemars(with = "String"))]
    pub id: CardId,
    /// Place in its deck, from 1.
    #[cfg_attr(test, schemars(skip))]
    pub number: usize,
    /// The question, one line.
    pub question: String,
    /// For whom the question is meant.
    pub level: Level,
    /// Tags without `#`, as written.
    pub tags: Vec<String>,
    /// Target length of a spoken answer, in minutes.
    pub minutes: f64,
    /// Markdown: the answer in a few sentences.
    pub short_answer: String,
    /// Markdown: the answer at length.
    pub detail: String,
    /// Markdown: what interviewers look for.
    pub looks_for: String,
    /// Markdown: the common pitfall.
    pub pitfall: String,
    /// What an interviewer asks next.
    pub follow_ups: Vec<String>,
    /// A whole answer as a person would say it; may be empty.
    pub model_answer: String,
    /// Where a fact or a term comes from.
    pub sources: Vec<String>,
    /// What a good answer does.
    pub criteria: Vec<Criterion>,
    /// What spoils an answer.
    pub traps: Vec<Trap>,
    /// Answers with the verdicts that they deserve: the judge of this card is set right by them.
    pub answers: Vec<Labelled>,
    /// Line of the card in its file, from 1: where an editor opens it.
    #[cfg_attr(test, schemars(skip))]
    pub line: usize,
}

impl Card {
    /// The tags as a query writes them, `#one #two`.
    pub fn hashtags(&self) -> String {
        self.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
    }

    /// Whether the card is another than the one that had the fingerprint `print`.
    pub fn has_changed_since(&self, print: Option<u32>) -> bool {
        print.is_some_and(|print| print != self.print())
    }

    /// A fingerprint (CRC-32) of what a card asks and teaches: question, answers, criteria and
    /// traps. Another one says that the card has changed; tags and level are not part of it.
    pub fn print(&self) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        let texts =
            [&self.question, &self.short_answer, &self.detail, &self.looks_for, &self.pitfall];
        let criteria = self.criteria.iter().flat_map(|c| [&c.id, &c.title, &c.description]);
        let traps = self.traps.iter().flat_map(|t| [&t.id, &t.title, &t.description]);
        for text in texts.into_iter().chain(criteria).chain(traps) {
            hasher.update(text.as_bytes());
            // So that no text can be taken for the end of the one before it.
            hasher.update(&[0]);
        }
        hasher.finalize()
    }
}

/// Something that a good answer does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Criterion {
    /// Slug, unique in its card.
    pub id: String,
    /// A few words for the panel.
    pub title: String,
    /// One sentence that decides it.
    pub description: String,
    /// What sort of thing it is, across cards; gaps are counted by it.
    pub kind: Option<Kind>,
    /// Sentences that earn it.
    pub examples: Vec<String>,
    /// Sentences that look alike and do not earn it.
    pub counterexamples: Vec<String>,
    /// 1 to 3.
    pub weight: u8,
}

/// Something that spoils an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Trap {
    /// Slug, unique in its card.
    pub id: String,
    /// A few words for the panel.
    pub title: String,
    /// One sentence that decides it.
    pub description: String,
    /// What sort of trap it is, across cards.
    pub kind: Option<TrapKind>,
    /// Sentences that fall into it.
    pub examples: Vec<String>,
    /// Sentences that look alike and do not.
    pub counterexamples: Vec<String>,
}

/// An answer with the verdicts that the deck's author gives it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Labelled {
    /// The answer, as somebody would give it.
    pub text: String,
    /// Ids of the criteria that it meets.
    pub met: Vec<String>,
    /// Ids of the criteria that it meets in part. Those in neither list it does not meet.
    pub partial: Vec<String>,
    /// Ids of the traps that it falls into; it falls into no others.
    pub traps: Vec<String>,
}

/// Declares an enum that is written as one fixed word each, in decks, queries and JSON.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word that stands for it in files, queries and on the screen.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value that a word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.word() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

words! {
    /// For whom a question is meant.
    Level {
        /// First years in the trade.
        Junior = "junior",
        /// Works alone.
        Mid = "mid",
        /// Leads others.
        Senior = "senior",
    }
}

words! {
    /// What sort of thing a criterion is.
    Kind {
        /// Names the concrete event: what, where, how much.
        Specifics = "specifics",
        /// Says honestly why it came about.
        Cause = "cause",
        /// Says what the speaker did.
        Action = "action",
        /// Changes the system, not the instance.
        System = "system",
        /// Shows with a measure and a period that it worked.
        Proof = "proof",
        /// Takes its part, without blame.
        Ownership = "ownership",
        /// Listens, involves, informs.
        People = "people",
        /// Says what is done differently since.
        Lesson = "lesson",
        /// Says correctly what a thing is.
        Definition = "definition",
        /// Tells two things apart.
        Distinction = "distinction",
        /// Gives steps or a technique, in order.
        Method = "method",
        /// Gives a concrete instance.
        Example = "example",
        /// Weighs options and names a cost.
        TradeOff = "trade-off",
        /// Says what could go wrong, or ranks by it.
        Risk = "risk",
        /// Says when it does not apply.
        Limits = "limits",
        /// Says what comes first, and why.
        Priority = "priority",
    }
}

impl Kind {
    /// What an answer does that earns it, after "an answer".
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Specifics => "names the concrete event: what, where, how much",
            Self::Cause => "says honestly why it came about",
            Self::Action => "says what the speaker did",
            Self::System => "changes the system, not the instance",
            Self::Proof => "shows with a measure and a period that it worked",
            Self::Ownership => "takes its part, without blame",
            Self::People => "listens, involves, informs",
            Self::Lesson => "says what is done differently since",
            Self::Definition => "says correctly what a thing is",
            Self::Distinction => "tells two things apart",
            Self::Method => "gives steps or a technique, in order",
            Self::Example => "gives a concrete instance",
            Self::TradeOff => "weighs options and names a cost",
            Self::Risk => "says what could go wrong, or ranks by it",
            Self::Limits => "says when it does not apply",
            Self::Priority => "says what comes first, and why",
        }
    }
}

words! {
    /// What sort of trap it is.
    TrapKind {
        /// Says nothing that could be checked.
        Vague = "vague",
        /// Puts it on a person.
        Blame = "blame",
        /// Did it all alone.
        Hero = "hero",
        /// Does not answer.
        Dodge = "dodge",
        /// Always, never, no bugs.
        Absolute = "absolute",
        /// Terms without content.
        Stuffing = "stuffing",
        /// Fixes one instance only.
        Brittle = "brittle",
        /// A common error of fact.
        Wrong = "wrong",
    }
}

#[cfg(test)]
mod tests;
