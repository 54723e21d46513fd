//! A layer of BERT: the tokens of a text look at each other, then each is worked on for itself.
//!
//! Takes several texts at once, which do not see each other. Does not know where states come from.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};

use super::fault::Fault;
use super::file::File;

/// A linear map: a column of weights for each number that comes out, and what is added to it.
#[derive(Debug)]
struct Linear {
    weight: Array2<f32>,
    bias: Array1<f32>,
}

impl Linear {
    fn read(file: &File, name: &str, out: usize, width: usize) -> Result<Self, Fault> {
        Ok(Self {
            weight: file.matrix(&format!("{name}.weight"), out, width)?,
            bias: file.vector(&format!("{name}.bias"), out)?,
        })
    }

    fn apply(&self, states: &Array2<f32>) -> Array2<f32> {
        let mut result = Array2::zeros((states.nrows(), self.bias.len()));
        result += &self.bias;
        general_mat_mul(1.0, states, &self.weight, 1.0, &mut result);
        result
    }
}

/// Brings each state to mean 0 and variance 1, then to a mean and a spread that were learned.
#[derive(Debug)]
pub(super) struct Norm {
    weight: Array1<f32>,
    bias: Array1<f32>,
    epsilon: f32,
}

impl Norm {
    pub(super) fn read(file: &File, name: &str) -> Result<Self, Fault> {
        let width = file.sizes.width;
        Ok(Self {
            weight: file.vector(&format!("{name}.weight"), width)?,
            bias: file.vector(&format!("{name}.bias"), width)?,
            epsilon: file.sizes.epsilon,
        })
    }

    pub(super) fn apply(&self, states: &mut Array2<f32>) {
        let width = states.ncols() as f32;
        for mut state in states.rows_mut() {
            state -= state.sum() / width;
            let variance = state.dot(&state) / width;
            state *= (variance + self.epsilon).sqrt().recip();
        }
        *states *= &self.weight;
        *states += &self.bias;
    }
}

/// One layer.
#[derive(Debug)]
pub(super) struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    out: Linear,
    attended: Norm,
    up: Linear,
    down: Linear,
    worked: Norm,
    heads: usize,
}

impl Layer {
    pub(super) fn read(file: &File, number: usize) -> Result<Self, Fault> {
        let (width, inner) = (file.sizes.width, file.sizes.inner);
        let linear = |name: &str, out, width| {
            Linear::read(file, &format!("layer.{number}.{name}"), out, width)
        };
        let norm = |name: &str| Norm::read(file, &format!("layer.{number}.{name}.norm"));
        Ok(Self {
            query: linear("query", width, width)?,
            key: linear("key", width, width)?,
            value: linear("value", width, width)?,
            out: linear("out", width, width)?,
            attended: norm("attention")?,
            up: linear("up", inner, width)?,
            down: linear("down", width, inner)?,
            worked: norm("output")?,
            heads: file.sizes.heads,
        })
    }

    /// Takes the states of all tokens one layer on; each text is a range of them.
    pub(super) fn apply(&self, states: &mut Array2<f32>, texts: &[Range<usize>]) {
        let seen = self.attend(states, texts);
        *states += &self.out.apply(&seen);
        self.attended.apply(states);
        let mut inner = self.up.apply(states);
        inner.mapv_inplace(gelu);
        *states += &self.down.apply(&inner);
        self.worked.apply(states);
    }

    /// What each token sees: the values of its text's tokens, by how well its query fits their keys.
    fn attend(&self, states: &Array2<f32>, texts: &[Range<usize>]) -> Array2<f32> {
        let (mut query, key) = (self.query.apply(states), self.key.apply(states));
        let value = self.value.apply(states);
        let size = states.ncols() / self.heads;
        query *= (size as f32).sqrt().recip();
        let mut seen = Array2::zeros(states.raw_dim());
        for text in texts {
            for head in 0..self.heads {
                let cols = head * size..(head + 1) * size;
                let block = |of| block(of, text.clone(), cols.clone());
                let mut fits = block(&query).dot(&block(&key).t());
                for mut fit in fits.rows_mut() {
                    let best = fit.fold(f32::NEG_INFINITY, |a, b| a.max(*b));
                    fit.mapv_inplace(|x| (x - best).exp());
                    fit /= fit.sum();
                }
                let mut place = seen.view_mut();
                place.slice_axis_inplace(Axis(0), Slice::from(text.clone()));
                place.slice_axis_inplace(Axis(1), Slice::from(cols.clone()));
                general_mat_mul(1.0, &fits, &block(&value), 0.0, &mut place);
            }
        }
        seen
    }
}

fn block(of: &Array2<f32>, rows: Range<usize>, cols: Range<usize>) -> ArrayView2<'_, f32> {
    let mut block = of.view();
    block.slice_axis_inplace(Axis(0), Slice::from(rows));
    block.slice_axis_inplace(Axis(1), Slice::from(cols));
    block
}

/// The Gaussian error linear unit.
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function, to 1e-6: a quotient of polynomials, so that several are reckoned at once.
fn erf(x: f32) -> f32 {
    let x = x.clamp(-4.0, 4.0);
    let y = x * x;
    let over = -2.726_142_3e-10 * y + 2.770_681_3e-8;
    let over = ((over * y - 2.101_024e-6) * y - 5.692_506_3e-5) * y - 7.349_906e-4;
    let over = (over * y - 2.954_6e-3) * y - 1.609_603_3e-2;
    let under = (-1.456_607_2e-5 * y - 2.133_740_5e-4) * y - 1.682_827e-3;
    let under = (under * y - 7.373_329_3e-3) * y - 1.426_474e-2;
    x * over / under
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error function by its series.
    fn exact(x: f64) -> f64 {
        let (mut term, mut sum) = (x, x);
        for n in 1..200 {
            term *= -x * x / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        sum * std::f64::consts::FRAC_2_SQRT_PI
    }

    #[test]
    fn the_error_function_is_close() {
        for step in -5_000..=5_000_i16 {
            let x = f32::from(step) / 1_000.0;
            let (found, expect) = (f64::from(erf(x)), exact(f64::from(x)));
            assert!((found - expect).abs() < 1e-6, "erf({x}) is {expect}, not {found}");
        }
        assert!((gelu(100.0) - 100.0).abs() < 1e-3 && gelu(-100.0).abs() < 1e-3);
        assert!((gelu(1.0) - 0.841_344_7).abs() < 1e-6);
    }
}
