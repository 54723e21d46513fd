//! A logistic regression with L2, fitted by L-BFGS in a fixed order: same input, same bits.

use greenroom::domain::rubric::features::Row;

/// A labelled row: its features, its label from 0 to 1, its weight.
pub(crate) struct Sample<'a> {
    pub(crate) row: &'a Row,
    pub(crate) label: f64,
    pub(crate) weight: f64,
}

/// Weights that minimise the log loss plus `ridge[j] / 2 · w[j]²`; a feature whose ridge is
/// infinite is left out.
pub(crate) fn logistic(samples: &[Sample<'_>], ridge: &[f64], rounds: usize) -> Vec<f64> {
    minimise(ridge.len(), rounds, |w, gradient| {
        let mut loss = 0.0;
        for ((g, w), r) in gradient.iter_mut().zip(w).zip(ridge) {
            *g = if r.is_finite() { r * w } else { 0.0 };
            loss += if r.is_finite() { 0.5 * r * w * w } else { 0.0 };
        }
        for sample in samples {
            let logit: f64 =
                sample.row.iter().map(|&(id, value)| w[id as usize] * f64::from(value)).sum();
            let p = 1.0 / (1.0 + (-logit).exp());
            loss += sample.weight * (softplus(logit) - sample.label * logit);
            let slope = sample.weight * (p - sample.label);
            for &(id, value) in sample.row {
                if ridge[id as usize].is_finite() {
                    gradient[id as usize] += slope * f64::from(value);
                }
            }
        }
        loss
    })
}

/// Sentences of one answer for one target: the range of their samples, and the answer's label.
pub(crate) struct Group {
    pub(crate) samples: std::ops::Range<usize>,
    pub(crate) label: f64,
}

/// As [`logistic`], with `share` times the log loss of the answers added, whose logit is
/// `a · ln(odds that any sentence earns it) + b`, `a` and `b` fitted along.
pub(crate) fn joint(
    samples: &[Sample<'_>],
    groups: &[Group],
    share: f64,
    ridge: &[f64],
    rounds: usize,
) -> Vec<f64> {
    if share <= 0.0 {
        return logistic(samples, ridge, rounds);
    }
    let size = ridge.len();
    // Side by side in memory: they are gone through again and again.
    let mut ends = Vec::with_capacity(samples.len());
    let mut flat: Vec<(u32, f32)> = Vec::new();
    for sample in samples {
        flat.extend(sample.row);
        ends.push(flat.len());
    }
    let row = |n: usize| &flat[if n == 0 { 0 } else { ends[n - 1] }..ends[n]];
    let mut logits = vec![0.0; samples.len()];
    let mut weights = minimise(size + 2, rounds, |w, gradient| {
        let mut loss = 0.0;
        for ((g, w), r) in gradient.iter_mut().zip(w).zip(ridge) {
            *g = if r.is_finite() { r * w } else { 0.0 };
            loss += if r.is_finite() { 0.5 * r * w * w } else { 0.0 };
        }
        // The slope is held as its distance from one.
        let (a, b) = (1.0 + w[size], w[size + 1]);
        gradient[size] = 5.0 * w[size];
        gradient[size + 1] = 0.0;
        loss += 2.5 * w[size] * w[size];
        for (n, (sample, logit)) in samples.iter().zip(&mut logits).enumerate() {
            *logit = row(n).iter().map(|&(id, v)| w[id as usize] * f64::from(v)).sum();
            loss += sample.weight * (softplus(*logit) - sample.label * *logit);
        }
        for group in groups {
            let odds: f64 =
                logits[group.samples.clone()].iter().map(|&l| softplus(l)).sum::<f64>().max(1e-9);
            let any = if odds > 30.0 { odds } else { odds.exp_m1().ln() };
            let z = a * any + b;
            loss += share * (softplus(z) - group.label * z);
            let slope = share * (sigmoid(z) - group.label);
            gradient[size] += slope * any;
            gradient[size + 1] += slope;
            let inner = slope * a / -(-odds).exp_m1();
            for i in group.samples.clone() {
                let sample = &samples[i];
                let p = sigmoid(logits[i]);
                let change = sample.weight * (p - sample.label) + inner * p;
                for &(id, value) in row(i) {
                    gradient[id as usize] += change * f64::from(value);
                }
            }
        }
        for (g, r) in gradient.iter_mut().zip(ridge) {
            if !r.is_finite() {
                *g = 0.0;
            }
        }
        loss
    });
    weights.truncate(size);
    weights
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn softplus(x: f64) -> f64 {
    if x > 30.0 { x } else { x.exp().ln_1p() }
}

/// L-BFGS with a backtracking line search.
pub(crate) fn minimise(
    size: usize,
    rounds: usize,
    mut loss: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Vec<f64> {
    const MEMORY: usize = 10;
    let mut at = vec![0.0; size];
    let mut gradient = vec![0.0; size];
    let mut value = loss(&at, &mut gradient);
    let mut history: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..rounds {
        let mut direction: Vec<f64> = gradient.iter().map(|g| -g).collect();
        let mut alphas = Vec::new();
        for (s, y, rho) in history.iter().rev() {
            let alpha = rho * dot(s, &direction);
            direction.iter_mut().zip(y).for_each(|(d, y)| *d -= alpha * y);
            alphas.push(alpha);
        }
        let scale = match history.last() {
            Some((s, y, _)) => dot(s, y) / dot(y, y),
            None => 1.0 / dot(&gradient, &gradient).sqrt().max(1e-12),
        };
        for d in &mut direction {
            *d *= scale;
        }
        for ((s, y, rho), alpha) in history.iter().zip(alphas.iter().rev()) {
            let beta = rho * dot(y, &direction);
            direction.iter_mut().zip(s).for_each(|(d, s)| *d += (alpha - beta) * s);
        }
        let slope = dot(&gradient, &direction);
        if slope > -1e-9 {
            break;
        }
        let (mut step, mut moved) = (1.0, None);
        for _ in 0..30 {
            let next: Vec<f64> = at.iter().zip(&direction).map(|(a, d)| a + step * d).collect();
            let mut next_gradient = vec![0.0; size];
            let next_value = loss(&next, &mut next_gradient);
            if next_value <= value + 1e-4 * step * slope {
                moved = Some((next, next_gradient, next_value));
                break;
            }
            step *= 0.5;
        }
        let Some((next, next_gradient, next_value)) = moved else { break };
        let s: Vec<f64> = next.iter().zip(&at).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let sy = dot(&s, &y);
        if sy > 1e-12 {
            if history.len() == MEMORY {
                history.remove(0);
            }
            history.push((s, y, 1.0 / sy));
        }
        let gain = value - next_value;
        (at, gradient, value) = (next, next_gradient, next_value);
        if gain < 1e-6 * value.abs() {
            break;
        }
    }
    at
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
