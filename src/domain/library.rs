//! All the decks together: which of them are in force, their cards in one list, and what was wrong.
//!
//! Does not read files: it is given what was read, with where it came from.

use std::collections::HashMap;
use std::sync::Arc;

use super::deck::origin::Origin;
use super::deck::parse::Parsed;
use super::deck::problem::{Problem, Severity};
use super::deck::{Card, Deck};
use super::id::CardId;
use super::search::Index;

/// A deck that is in force.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// The deck.
    pub deck: Deck,
    /// Where it came from.
    pub origin: Origin,
    /// Its file, as messages name it.
    pub file: String,
    /// Whether it stands in the place of a built-in deck.
    pub replaces_built_in: bool,
}

/// One source of a deck: where it came from, what messages call it, and what was read.
#[derive(Debug)]
pub struct Source {
    /// Where it came from.
    pub origin: Origin,
    /// Its file, as messages name it.
    pub file: String,
    /// What was read.
    pub parsed: Parsed,
}

/// The decks in force and their cards.
#[derive(Debug, Default)]
pub struct Library {
    /// The decks, in the order of their sources.
    pub decks: Vec<Shelved>,
    /// Every card of every deck, deck by deck.
    pub cards: Vec<Arc<Card>>,
    /// Everything that was wrong with any of them.
    pub problems: Vec<Problem>,
    by_id: HashMap<CardId, usize>,
    index: Index,
}

impl Library {
    /// The library of these sources, in rising precedence: a deck of the user's takes the place of
    /// a built-in one with the same id. Of two of the user's with one id the first stays.
    pub fn new(sources: impl IntoIterator<Item = Source>) -> Self {
        let mut decks: Vec<Shelved> = Vec::new();
        let mut problems = Vec::new();
        for Source { origin, file, parsed } in sources {
            problems.extend(parsed.problems);
            let Some(deck) = parsed.deck else { continue };
            let mut shelved = Shelved { deck, origin, file, replaces_built_in: false };
            match decks.iter_mut().find(|other| other.deck.id == shelved.deck.id) {
                None => decks.push(shelved),
                Some(other) if other.origin == Origin::BuiltIn => {
                    shelved.replaces_built_in = true;
                    *other = shelved;
                }
                Some(other) => problems.push(Problem {
                    severity: Severity::Error,
                    file: shelved.file,
                    line: 1,
                    column: 1,
                    card: None,
                    what: format!(
                        "the deck id `{}` is already used by {}; this deck is left out",
                        shelved.deck.id, other.file
                    ),
                    hint: "give one of the two another id".to_owned(),
                }),
            }
        }
        let cards: Vec<Arc<Card>> =
            decks.iter().flat_map(|shelved| shelved.deck.cards.iter().cloned()).collect();
        let by_id = cards.iter().enumerate().map(|(n, card)| (card.id.clone(), n)).collect();
        let index = Index::new(cards.clone());
        Self { decks, cards, problems, by_id, index }
    }

    /// The identities of all cards, in the order of [`Library::cards`].
    pub fn ids(&self) -> impl Iterator<Item = &CardId> {
        self.cards.iter().map(|card| &card.id)
    }

    /// The place of a card in [`Library::cards`].
    pub fn position(&self, id: &CardId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// A card by its identity.
    pub fn card(&self, id: &CardId) -> Option<&Arc<Card>> {
        self.position(id).and_then(|n| self.cards.get(n))
    }

    /// The deck that a card belongs to.
    pub fn deck_of(&self, id: &CardId) -> Option<&Shelved> {
        self.decks.iter().find(|shelved| shelved.deck.id == id.deck())
    }

    /// The cards that a command-line argument names: `deck/card`, or `card` alone.
    pub fn named(&self, name: &str) -> Vec<&Arc<Card>> {
        match self.card(&CardId::from(name)) {
            Some(card) => vec![card],
            None => self.cards.iter().filter(|card| card.id.card() == name).collect(),
        }
    }

    /// What searches these cards.
    pub const fn index(&self) -> &Index {
        &self.index
    }
}
