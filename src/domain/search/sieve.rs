//! Tells quickly which cards cannot contain a word, so that few texts need to be read on each key.
//! Does not tell which cards do.

/// How many groups the trigrams fall into; a text of 400 words has letters in a quarter of them.
const GROUPS: usize = 4096;

/// For each group of trigrams (three bytes in a row), the cards that have one of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve {
    /// A bit a card, 64 cards a word, [`GROUPS`] words for these 64 cards, then for the next: a
    /// card's texts are put in without leaving the cache.
    bits: Vec<u64>,
}

/// The cards that are left in the sieve.
pub(super) struct Cards(Vec<u64>);

impl Sieve {
    /// A sieve for so many cards, all without text yet.
    pub(super) fn new(cards: usize) -> Self {
        Self { bits: vec![0; GROUPS * cards.div_ceil(64)] }
    }

    /// Puts a text into a card.
    pub(super) fn add(&mut self, card: usize, text: &str) {
        let (block, bit) = (card / 64, 1 << (card % 64));
        let block = &mut self.bits[block * GROUPS..][..GROUPS];
        for group in groups(text) {
            block[group] |= bit;
        }
    }

    /// The cards that have every trigram of `word`: all of them if it is too short to have one.
    pub(super) fn may_contain(&self, word: &str) -> Cards {
        let left = |block: &[u64]| groups(word).fold(u64::MAX, |left, group| left & block[group]);
        Cards(self.bits.chunks_exact(GROUPS).map(left).collect())
    }
}

impl Cards {
    pub(super) fn contains(&self, card: usize) -> bool {
        self.0.get(card / 64).is_some_and(|bits| bits >> (card % 64) & 1 == 1)
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }
}

fn groups(text: &str) -> impl Iterator<Item = usize> {
    text.as_bytes().windows(3).map(|three| {
        // Fibonacci hashing: the top bits of the product are well mixed.
        let trigram = three.iter().fold(0, |bytes, byte| bytes << 8 | u32::from(*byte));
        (trigram.wrapping_mul(0x9E37_79B1) >> (u32::BITS - GROUPS.ilog2())) as usize
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_card_that_contains_the_word_is_left(
            texts in prop::collection::vec("[a-dé ]{0,12}", 1..80), word in "[a-dé]{0,4}",
        ) {
            let mut sieve = Sieve::new(texts.len());
            for (card, text) in texts.iter().enumerate() {
                sieve.add(card, text);
            }
            let left = sieve.may_contain(&word);
            for (card, text) in texts.iter().enumerate() {
                prop_assert!(left.contains(card) || !text.contains(&word));
            }
        }
    }
}
