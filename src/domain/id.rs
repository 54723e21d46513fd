//! The names that things go by: slugs, card ids, entry ids.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A card's identity: `deck/card`, two slugs. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CardId(Arc<str>);

impl<'de> Deserialize<'de> for CardId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(Read(PhantomData))
    }
}

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

/// A journal entry's identity, unique across runs and devices: `<run>.<number>`. Entries of one run
/// share its name, so that a million ids take no more room than their numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    run: Arc<str>,
    number: u64,
}

impl EntryId {
    /// The number of an id that is not of the form `<run>.<number>`: all of it is the run's name.
    const NONE: u64 = u64::MAX;

    /// The `number`th entry of the run named `run`.
    pub fn new(run: &str, number: u64) -> Self {
        Self { run: run.into(), number }
    }

    /// The same for a name that others share.
    pub(crate) const fn shared(run: Arc<str>, number: u64) -> Self {
        Self { run, number }
    }

    /// The run's name.
    pub(crate) const fn run(&self) -> &Arc<str> {
        &self.run
    }

    /// Which entry of its run.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }
}

impl From<&str> for EntryId {
    fn from(text: &str) -> Self {
        let parts = || {
            let (run, digits) = text.rsplit_once('.')?;
            // `1` and `000001` are two ids: only what `Display` writes is taken apart.
            let padded = digits.len() == 6 || digits.len() > 6 && !digits.starts_with('0');
            let number = || digits.parse().ok().filter(|number| *number != Self::NONE);
            let plain = padded && digits.bytes().all(|byte| byte.is_ascii_digit());
            Some(Self { run: run.into(), number: plain.then(number)?? })
        };
        parts().unwrap_or_else(|| Self { run: text.into(), number: Self::NONE })
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Self::NONE => f.write_str(&self.run),
            number => write!(f, "{}.{number:06}", self.run),
        }
    }
}

impl Serialize for EntryId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntryId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(Read(PhantomData))
    }
}

/// Makes an id of a text without a copy in between: journals hold millions.
struct Read<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for Read<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
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
    fn an_entry_id_reads_back_as_it_is_written() {
        let odd = ["", ".", "run", "run.", "run.1", "run.0000001", "run.+00001", "a.b.000001"];
        for text in odd.into_iter().chain(["run.000001", "r.1234567", "x.18446744073709551615"]) {
            assert_eq!(EntryId::from(text).to_string(), text);
        }
        assert_eq!(EntryId::from("run.000001"), EntryId::new("run", 1));
        assert_ne!(EntryId::from("run.1"), EntryId::new("run", 1));
    }

    #[test]
    fn a_card_id_knows_its_two_halves() {
        let id = CardId::new("deck", "card");
        assert_eq!((id.as_str(), id.deck(), id.card()), ("deck/card", "deck", "card"));
    }
}
