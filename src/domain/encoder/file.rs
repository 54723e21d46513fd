//! Reads the encoder's file: a header of names and shapes, then the numbers.
//!
//! Total: any bytes give a file or a [`Fault`], and nothing is reserved that the bytes do not pay
//! for. Does not know what the tensors are for.

use std::collections::HashMap;
use std::ops::Range;

use ndarray::{Array1, Array2};
use serde::Deserialize;

use super::fault::Fault;

/// The first bytes of every encoder file.
const MAGIC: &[u8] = b"GREENENC";

/// The version that is read here.
pub(super) const VERSION: u32 = 1;

/// Rows of a matrix that are turned together.
const TURNED: usize = 16;

/// The sizes that all of the encoder agrees on.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Sizes {
    /// How many layers lie on top of each other.
    pub(super) layers: usize,
    /// Numbers in a token's state.
    pub(super) width: usize,
    /// Parts of a state that look around each for itself.
    pub(super) heads: usize,
    /// Numbers in the inner state of a layer.
    pub(super) inner: usize,
    /// Tokens of a text that are read at most, the first and the last mark among them.
    pub(super) longest: usize,
    /// Keeps a division from being one by zero.
    pub(super) epsilon: f32,
}

/// What else the header holds.
#[derive(Deserialize)]
struct Listing {
    tensors: Vec<Tensor>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    I8,
    F32,
    Text,
}

#[derive(Deserialize)]
struct Tensor {
    name: String,
    kind: Kind,
    rows: usize,
    cols: usize,
    at: usize,
}

impl Tensor {
    /// Its bytes, counted from the start of the data, if they can be counted.
    fn range(&self) -> Option<Range<usize>> {
        let cells = self.rows.checked_mul(self.cols)?;
        let bytes = match self.kind {
            Kind::I8 => self.rows.checked_mul(4)?.checked_add(cells)?,
            Kind::F32 => cells.checked_mul(4)?,
            Kind::Text => cells,
        };
        Some(self.at..self.at.checked_add(bytes)?)
    }

    fn shape(&self) -> String {
        let kind = match self.kind {
            Kind::I8 => "i8",
            Kind::F32 => "f32",
            Kind::Text => "text",
        };
        format!("{kind} of {} by {}", self.rows, self.cols)
    }

    fn wrong(&self, wanted: &str) -> Fault {
        Fault::Shape { name: self.name.clone(), wanted: wanted.to_owned(), found: self.shape() }
    }
}

/// A table of which a row is wanted now and then: small numbers, and a scale for each row.
#[derive(Debug)]
pub(super) struct Table {
    scales: Vec<f32>,
    cells: Vec<i8>,
    cols: usize,
}

impl Table {
    pub(super) fn rows(&self) -> usize {
        self.scales.len()
    }

    /// Adds a row to a state; one that is not there adds nothing.
    pub(super) fn add(&self, row: usize, state: &mut [f32]) {
        let (Some(scale), Some(cells)) =
            (self.scales.get(row), self.cells.get(row * self.cols..(row + 1) * self.cols))
        else {
            return;
        };
        for (value, cell) in state.iter_mut().zip(cells) {
            *value += scale * f32::from(*cell);
        }
    }
}

/// An encoder file whose tensors all lie within it, side by side.
pub(super) struct File<'a> {
    pub(super) sizes: Sizes,
    tensors: HashMap<String, (Tensor, &'a [u8])>,
}

impl<'a> File<'a> {
    /// Reads the header, and finds every tensor's bytes.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let short = |what: &str| Fault::Short(what.to_owned());
        let (magic, rest) = bytes.split_at(bytes.len().min(MAGIC.len()));
        if magic != MAGIC {
            let begun = !magic.is_empty() && MAGIC.starts_with(magic);
            return Err(if begun { short("its first bytes") } else { Fault::Foreign });
        }
        let (version, rest) = rest.split_first_chunk().ok_or_else(|| short("its version"))?;
        let version = u32::from_le_bytes(*version);
        if version != VERSION {
            return Err(Fault::Version(version));
        }
        let (length, rest) = rest.split_first_chunk().ok_or_else(|| short("its header"))?;
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (header, data) = rest.split_at_checked(length).ok_or_else(|| short("its header"))?;
        let unread = |bad: serde_json::Error| Fault::Header(bad.to_string());
        let sizes: Sizes = serde_json::from_slice(header).map_err(unread)?;
        let listing: Listing = serde_json::from_slice(header).map_err(unread)?;
        let mut left = data.len();
        let mut tensors = HashMap::with_capacity(listing.tensors.len());
        for tensor in listing.tensors {
            let cells = tensor.range().and_then(|range| data.get(range));
            let cells = cells.ok_or_else(|| short(&format!("tensor {:?}", tensor.name)))?;
            left = left.checked_sub(cells.len()).ok_or(Fault::Overlap)?;
            tensors.insert(tensor.name.clone(), (tensor, cells));
        }
        Ok(Self { sizes, tensors })
    }

    fn tensor(&self, name: &str) -> Result<&(Tensor, &'a [u8]), Fault> {
        self.tensors.get(name).ok_or_else(|| Fault::Missing(name.to_owned()))
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> Result<&'a str, Fault> {
        let (tensor, bytes) = self.tensor(name)?;
        if tensor.kind != Kind::Text {
            return Err(tensor.wrong("text"));
        }
        str::from_utf8(bytes)
            .map_err(|bad| Fault::Vocabulary(format!("is no UTF-8 at byte {}", bad.valid_up_to())))
    }

    /// A table as it lies in the file; as many rows as it has.
    pub(super) fn table(&self, name: &str, cols: usize) -> Result<Table, Fault> {
        let (tensor, bytes) = self.tensor(name)?;
        if tensor.kind != Kind::I8 || tensor.cols != cols {
            return Err(tensor.wrong(&format!("i8, {cols} wide")));
        }
        let (scales, cells) = bytes.split_at(tensor.rows * 4);
        let cells = cells.iter().map(|byte| byte.cast_signed()).collect();
        Ok(Table { scales: floats(name, scales)?, cells, cols })
    }

    /// A matrix with its numbers written out, a column for each row of the file: so a product reads
    /// what lies side by side.
    pub(super) fn matrix(
        &self,
        name: &str,
        rows: usize,
        cols: usize,
    ) -> Result<Array2<f32>, Fault> {
        let (tensor, bytes) = self.tensor(name)?;
        let wrong = || tensor.wrong(&format!("i8, {rows} by {cols}"));
        if tensor.kind != Kind::I8 || (tensor.rows, tensor.cols) != (rows, cols) {
            return Err(wrong());
        }
        let (scales, cells) = bytes.split_at(rows * 4);
        let scales = floats(name, scales)?;
        let mut values = vec![0.0; cells.len()];
        // A few rows at a time, so that neighbours are written while they are at hand.
        for first in (0..rows).step_by(TURNED) {
            let last = rows.min(first + TURNED);
            for col in 0..cols {
                let column = &mut values[col * rows..(col + 1) * rows];
                for row in first..last {
                    let cell = cells[row * cols + col].cast_signed();
                    column[row] = scales[row] * f32::from(cell);
                }
            }
        }
        Array2::from_shape_vec((cols, rows), values).map_err(|_| wrong())
    }

    /// So many numbers, in a row or a column.
    pub(super) fn vector(&self, name: &str, length: usize) -> Result<Array1<f32>, Fault> {
        let (tensor, bytes) = self.tensor(name)?;
        let shape = (tensor.rows, tensor.cols);
        if tensor.kind != Kind::F32 || (shape != (1, length) && shape != (length, 1)) {
            return Err(tensor.wrong(&format!("f32, {length} numbers")));
        }
        Ok(Array1::from_vec(floats(name, bytes)?))
    }

    /// One number.
    pub(super) fn number(&self, name: &str) -> Result<f32, Fault> {
        self.vector(name, 1).map(|one| one.sum())
    }
}

fn floats(name: &str, bytes: &[u8]) -> Result<Vec<f32>, Fault> {
    let (numbers, _) = bytes.as_chunks();
    let numbers: Vec<f32> = numbers.iter().map(|four| f32::from_le_bytes(*four)).collect();
    let finite = numbers.iter().all(|number| number.is_finite());
    if finite { Ok(numbers) } else { Err(Fault::Infinite(name.to_owned())) }
}
