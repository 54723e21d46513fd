//! The names that things go by: slugs, card ids, entry ids.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A card's identity: `deck/card`, two slugs. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardId(Arc<str>);

impl CardId {
    /// The id of the card `card` in the deck `deck`.
    pub fn new(deck: &str, card: &str) -> Self {
        Self(format!("{deck}/{card}").into())
    }

    /// The whole id, `deck/card`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The deck's slug.
    pub fn deck(&self) -> &str {
        self.0.split_once('/').map_or("", |(deck, _)| deck)
    }

    /// The card's own slug.
    pub fn card(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, card)| card)
    }
}

impl From<&str> for CardId {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A journal entry's identity, unique across runs and devices: `<run>.<number>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(Arc<str>);

impl EntryId {
    /// The `number`th entry of the run named `run`.
    pub fn new(run: &str, number: u64) -> Self {
        // Zero-padded, so that entries of one run sort by number where their times are equal.
        Self(format!("{run}.{number:06}").into())
    }

    /// The id as it is written in the journal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for EntryId {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// Whether `text` may name a deck, card, criterion or trap: lower-case letters, digits and single
/// hyphens between them, at most 64 bytes.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

/// The slug nearest to `text`, to suggest where it is not one; `fallback` if nothing is left.
pub fn slugify(text: &str, fallback: &str) -> String {
    let words = text
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let slug: String = words.chars().take(64).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { fallback.to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_words_joined_by_hyphens() {
        for good in ["a", "production-escape", "k6", "a-1-b"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "A", "-a", "a-", "a--b", "a b", "é", "a/b", "a_b"] {
            assert!(!is_slug(bad), "{bad}");
            assert!(is_slug(&slugify(bad, "card")), "{bad} → {}", slugify(bad, "card"));
        }
    }

    #[test]
    fn a_card_id_knows_its_two_halves() {
        let id = CardId::new("deck", "card");
        assert_eq!((id.as_str(), id.deck(), id.card()), ("deck/card", "deck", "card"));
    }
}
