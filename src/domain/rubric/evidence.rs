//! Narrows a long sentence to the clauses that earn a target.
//!
//! Does not change a verdict: it only says which words to show.

use std::ops::Range;

use super::text;

/// Words up to which a sentence is shown whole.
const LONG: usize = 22;

/// Words that a part must have to stand for its sentence.
const ENOUGH: usize = 6;

/// How much of its logit a part may lose to be shown instead of the whole sentence.
const SLACK: f32 = 0.15;

/// For each target the part of a sentence to show: all of it, or the clauses that do nearly as well.
pub(super) fn narrow(
    sentence: &str,
    logits: &[f32],
    judge: &dyn Fn(&str) -> Vec<f32>,
) -> Vec<Range<usize>> {
    let mut spans = vec![(0..sentence.len(), f32::MIN); logits.len()];
    let words = text::words(sentence);
    let clauses = text::clauses(&words);
    if words.len() <= LONG || clauses.len() < 2 || clauses.len() > 12 {
        return spans.into_iter().map(|(range, _)| range).collect();
    }
    for cut in 1..clauses.len() {
        for part in [clauses[0].start..clauses[cut - 1].end, clauses[cut].start..sentence.len()] {
            if text::word_count(&sentence[part.clone()]) < ENOUGH {
                continue;
            }
            for ((span, best), (part_logit, logit)) in
                spans.iter_mut().zip(judge(&sentence[part.clone()]).into_iter().zip(logits))
            {
                if part_logit >= logit - SLACK && part_logit > *best {
                    *best = part_logit;
                    *span = part.clone();
                }
            }
        }
    }
    spans.into_iter().map(|(range, _)| range).collect()
}
