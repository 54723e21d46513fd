//! A small sentence encoder: turns a sentence into a vector that lies near those of sentences that
//! say the same in other words.
//!
//! Pure and total: any bytes are an encoder or a [`Fault`], any text has a vector. One thread, some
//! milliseconds a sentence: too slow for every key. Does not know of verdicts.

mod ear;
mod fault;
mod file;
mod layers;
#[cfg(test)]
pub(crate) mod tests;
mod tokens;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use ndarray::{Array1, Array2, ArrayViewMut1, Axis, Slice};

pub use self::ear::Ear;
use self::ear::Head;
pub use self::fault::Fault;
use self::file::{File, Sizes, Table};
use self::layers::{Layer, Norm};
use self::tokens::Vocabulary;

/// Tokens up to which texts are taken together: each weight is then fetched once for all of them.
const TOGETHER: usize = 256;

/// A trained encoder, ready to read texts.
#[derive(Debug)]
pub struct Encoder {
    sizes: Sizes,
    vocabulary: Vocabulary,
    words: Table,
    positions: Table,
    /// What every token's state begins with.
    ground: Array1<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    /// For criteria, for traps.
    heads: [Head; 2],
}

/// The encoder that is shipped.
const SHIPPED: &[u8] = include_bytes!("../../assets/judge/encoder.bin");

impl Encoder {
    /// The encoder that is shipped, read once.
    pub fn shipped() -> Option<&'static Self> {
        static ENCODER: LazyLock<Option<Encoder>> = LazyLock::new(|| Encoder::read(SHIPPED).ok());
        ENCODER.as_ref()
    }

    /// Reads an encoder's file.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let file = File::open(bytes)?;
        let sizes = file.sizes;
        let Sizes { layers, width, heads, inner, longest, epsilon } = sizes;
        let setting = |what: String| Err(Fault::Setting(what));
        if [layers, width, heads, inner].contains(&0) {
            return setting("layers, width, heads and inner must be at least 1".to_owned());
        }
        if width % heads != 0 {
            return setting(format!("a width of {width} is not shared evenly by {heads} heads"));
        }
        if longest < 3 || !epsilon.is_finite() || epsilon < 0.0 {
            return setting("longest must be at least 3, and epsilon not below 0".to_owned());
        }
        let words = file.table("embeddings.word", width)?;
        let positions = file.table("embeddings.position", width)?;
        if positions.rows() < longest {
            return setting(format!("{} positions for {longest} tokens", positions.rows()));
        }
        Ok(Self {
            sizes,
            vocabulary: Vocabulary::read(file.text("vocabulary")?, words.rows())?,
            words,
            positions,
            ground: file.vector("embeddings.type", width)?,
            norm: Norm::read(&file, "embeddings.norm")?,
            layers: (0..layers).map(|n| Layer::read(&file, n)).collect::<Result<_, _>>()?,
            heads: [Head::read(&file, "criterion")?, Head::read(&file, "trap")?],
        })
    }

    /// The vector of a text, of length 1. Of a long text only the beginning is read.
    pub fn encode(&self, text: &str) -> Vec<f32> {
        self.vectors([text].into_iter()).into_iter().collect()
    }

    /// The vectors of several texts, a row each.
    fn vectors<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Array2<f32> {
        let mut texts = texts.map(|text| self.tokens(text)).peekable();
        let mut vectors = Vec::new();
        while texts.peek().is_some() {
            let mut tokens: Vec<usize> = Vec::new();
            let mut ranges: Vec<Range<usize>> = Vec::new();
            while let Some(text) =
                texts.next_if(|text| tokens.is_empty() || tokens.len() + text.len() <= TOGETHER)
            {
                ranges.push(tokens.len()..tokens.len() + text.len());
                tokens.extend(text);
            }
            self.pass(&tokens, &ranges, &mut vectors);
        }
        let rows = vectors.len() / self.sizes.width;
        Array2::from_shape_vec((rows, self.sizes.width), vectors).unwrap_or_default()
    }

    /// The numbers of a text's tokens.
    fn tokens(&self, text: &str) -> Vec<usize> {
        self.vocabulary.tokens(text, self.sizes.longest)
    }

    /// Takes texts through all layers, and adds their vectors to what is there.
    fn pass(&self, tokens: &[usize], texts: &[Range<usize>], vectors: &mut Vec<f32>) {
        let mut states = Array2::zeros((tokens.len(), self.sizes.width));
        states += &self.ground;
        let places = texts.iter().flat_map(|text| 0..text.len());
        for ((mut state, token), place) in states.rows_mut().into_iter().zip(tokens).zip(places) {
            if let Some(state) = state.as_slice_mut() {
                self.words.add(*token, state);
                self.positions.add(place, state);
            }
        }
        self.norm.apply(&mut states);
        for layer in &self.layers {
            layer.apply(&mut states, texts);
        }
        for text in texts {
            let mut vector =
                states.slice_axis(Axis(0), Slice::from(text.clone())).sum_axis(Axis(0));
            normalise(vector.view_mut());
            vectors.extend(vector);
        }
    }
}

/// Brings a vector to length 1; one that has none becomes nothing.
fn normalise(mut vector: ArrayViewMut1<f32>) {
    let length = vector.dot(&vector).sqrt();
    if length.is_normal() {
        vector /= length;
    } else {
        vector.fill(0.0);
    }
}
