//! Edits a query's text from the side panels, whose state is the text. Works on any text, also on one
//! that is not a query yet; does not touch the other terms beyond the spaces between them.

use super::fold::fold;
use super::read::{Piece, pieces};
use super::{Term, TermKind};
use crate::domain::deck::Level;

/// What a text says of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `#tag`
    Include,
    /// `-#tag`
    Exclude,
    /// Nothing.
    None,
}

/// What `text` says of `tag`; `#post-*` says nothing of `post-incident`.
pub fn tag_mark(text: &str, tag: &str) -> Mark {
    let kind = TermKind::Tag(fold(tag));
    match terms(text).find(|term| term.kind == kind) {
        None => Mark::None,
        Some(term) if term.negated => Mark::Exclude,
        Some(_) => Mark::Include,
    }
}

/// `text` with the next mark on `tag`: none, `#tag`, `-#tag`, none.
pub fn cycle_tag(text: &str, tag: &str) -> String {
    let new = match tag_mark(text, tag) {
        Mark::None => Some(format!("#{tag}")),
        Mark::Include => Some(format!("-#{tag}")),
        Mark::Exclude => None,
    };
    let kind = TermKind::Tag(fold(tag));
    replace(text, |piece| piece.term.as_ref().is_ok_and(|term| term.kind == kind), new)
}

/// Whether `text` asks for `level`.
pub fn has_level(text: &str, level: Level) -> bool {
    levels(text).contains(&level)
}

/// `text` asking for `level` if it did not, and not if it did; for any level if none is left.
pub fn toggle_level(text: &str, level: Level) -> String {
    let old = levels(text);
    let new: Vec<_> = Level::ALL
        .iter()
        .filter(|other| old.contains(other) != (**other == level))
        .map(|level| level.word())
        .collect();
    let new = (!new.is_empty()).then(|| format!("level:{}", new.join(",")));
    let asks = |piece: &Piece| match &piece.term {
        Ok(Term { negated, kind: TermKind::Level(_), .. }) => !negated,
        Ok(_) => false,
        Err(_) => fold(piece.text).starts_with("level:"),
    };
    replace(text, asks, new)
}

/// Whether `text` asks for `deck`.
pub fn has_deck(text: &str, deck: &str) -> bool {
    let deck = fold(deck);
    terms(text).any(|term| match term.kind {
        TermKind::Deck(decks) => !term.negated && decks.contains(&deck),
        _ => false,
    })
}

/// `text` asking for exactly `deck`, or for any.
pub fn set_deck(text: &str, deck: Option<&str>) -> String {
    let about_decks = |piece: &Piece| match &piece.term {
        Ok(term) => matches!(term.kind, TermKind::Deck(_)),
        Err(_) => fold(piece.text).trim_start_matches('-').starts_with("deck:"),
    };
    replace(text, about_decks, deck.map(|deck| format!("deck:{deck}")))
}

/// The terms of `text` that can be read.
fn terms(text: &str) -> impl Iterator<Item = Term> {
    pieces(text).filter_map(|piece| piece.term.ok())
}

fn levels(text: &str) -> Vec<Level> {
    terms(text)
        .filter(|term| !term.negated)
        .filter_map(|term| match term.kind {
            TermKind::Level(levels) => Some(levels),
            _ => None,
        })
        .flatten()
        .collect()
}

/// `text` with `new` in place of the first piece that is `old`, or after the last piece if none is,
/// and without the other old ones.
fn replace(text: &str, old: impl Fn(&Piece) -> bool, new: Option<String>) -> String {
    let mut new = new;
    let mut kept = Vec::new();
    let mut open = false;
    for piece in pieces(text) {
        if old(&piece) {
            kept.extend(new.take());
        } else {
            kept.push(piece.text.to_owned());
            open = piece.open;
        }
    }
    // Behind a quote that lacks its end the new term would be part of the phrase.
    let end = kept.len() - usize::from(open);
    kept.splice(end..end, new);
    kept.join(" ")
}
