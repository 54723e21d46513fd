//! What an answer adds up to: the judge's findings and the user's overrules as one attempt.
//!
//! Does not judge; that is [`rubric`](super::rubric).

use std::collections::BTreeMap;

use super::deck::Card;
use super::journal::{Attempt, Judged, Trapped};
use super::rubric::{self, Judgement, Verdict};
use super::schedule::Rating;

/// Verdicts that the user set against the judge, by place in the card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrules {
    criteria: BTreeMap<usize, Verdict>,
    traps: BTreeMap<usize, bool>,
}

impl Overrules {
    /// The overrules that a draft kept, for the card as it is now.
    pub fn of(card: &Card, criteria: &[Judged], traps: &[Trapped]) -> Self {
        let criterion = |j: &Judged| card.criteria.iter().position(|c| c.id == j.id);
        let trap = |t: &Trapped| card.traps.iter().position(|c| c.id == t.id);
        Self {
            criteria: criteria.iter().filter_map(|j| Some((criterion(j)?, j.verdict))).collect(),
            traps: traps.iter().filter_map(|t| Some((trap(t)?, t.hit))).collect(),
        }
    }

    /// Overrules criterion `n`, or takes the overrule back: what was met becomes not yet, anything
    /// else met.
    pub fn flip_criterion(&mut self, n: usize, judged: Verdict) {
        if self.criteria.remove(&n).is_none() {
            let flipped = if judged == Verdict::Met { Verdict::NotYet } else { Verdict::Met };
            self.criteria.insert(n, flipped);
        }
    }

    /// Overrules trap `n`, or takes the overrule back.
    pub fn flip_trap(&mut self, n: usize, judged: bool) {
        if self.traps.remove(&n).is_none() {
            self.traps.insert(n, !judged);
        }
    }

    /// The user's verdict on criterion `n`, if there is one.
    pub fn criterion(&self, n: usize) -> Option<Verdict> {
        self.criteria.get(&n).copied()
    }

    /// The user's finding on trap `n`, if there is one.
    pub fn trap(&self, n: usize) -> Option<bool> {
        self.traps.get(&n).copied()
    }

    /// The overrules by the names that a draft keeps.
    pub fn named(&self, card: &Card) -> (Vec<Judged>, Vec<Trapped>) {
        let criterion = |(n, verdict): (&usize, &Verdict)| {
            let id = card.criteria.get(*n)?.id.clone();
            Some(Judged { id, verdict: *verdict, overruled: true })
        };
        let trap = |(n, hit): (&usize, &bool)| {
            Some(Trapped { id: card.traps.get(*n)?.id.clone(), hit: *hit, overruled: true })
        };
        (
            self.criteria.iter().filter_map(criterion).collect(),
            self.traps.iter().filter_map(trap).collect(),
        )
    }
}

/// Verdict of each criterion and finding of each trap, overrules counted.
pub fn verdicts(
    card: &Card,
    judgement: &Judgement,
    overrules: &Overrules,
) -> (Vec<Judged>, Vec<Trapped>) {
    let criteria = card.criteria.iter().zip(&judgement.criteria).enumerate();
    let traps = card.traps.iter().zip(&judgement.traps).enumerate();
    (
        criteria
            .map(|(n, (criterion, finding))| Judged {
                id: criterion.id.clone(),
                verdict: overrules.criterion(n).unwrap_or(finding.verdict),
                overruled: overrules.criterion(n).is_some(),
            })
            .collect(),
        traps
            .map(|(n, (trap, finding))| Trapped {
                id: trap.id.clone(),
                hit: overrules.trap(n).unwrap_or(finding.hit),
                overruled: overrules.trap(n).is_some(),
            })
            .collect(),
    )
}

/// Score of an answer, 0 to 100, overrules counted.
pub fn score(card: &Card, judgement: &Judgement, overrules: &Overrules) -> u8 {
    let (criteria, traps) = verdicts(card, judgement, overrules);
    let weights = card.criteria.iter().map(|criterion| criterion.weight);
    let weighted = criteria.iter().map(|judged| judged.verdict).zip(weights);
    rubric::score(weighted, traps.iter().filter(|trap| trap.hit).count())
}

/// How an answer was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Time it took, in milliseconds.
    pub ms: u64,
    /// Whether feedback was shown meanwhile.
    pub feedback: bool,
}

/// The attempt that a submitted answer becomes.
pub fn attempt(
    card: &Card,
    text: &str,
    judgement: &Judgement,
    overrules: &Overrules,
    manner: Manner,
) -> Attempt {
    let (criteria, traps) = verdicts(card, judgement, overrules);
    Attempt {
        card: card.id.clone(),
        text: text.to_owned(),
        ms: manner.ms,
        target_ms: target_ms(card),
        score: score(card, judgement, overrules),
        criteria,
        traps,
        feedback: manner.feedback,
        spoken: false,
        mock: None,
        follow_up: None,
    }
}

/// The attempt that a spoken answer becomes, by the marks that the user gave it.
pub fn spoken(card: &Card, criteria: &[Verdict], traps: &[bool], ms: u64) -> Attempt {
    let weighted = criteria.iter().copied().zip(card.criteria.iter().map(|c| c.weight));
    let judged = card.criteria.iter().zip(criteria);
    let trapped = card.traps.iter().zip(traps);
    Attempt {
        card: card.id.clone(),
        text: String::new(),
        ms,
        target_ms: target_ms(card),
        score: rubric::score(weighted, traps.iter().filter(|hit| **hit).count()),
        criteria: judged
            .map(|(c, verdict)| Judged { id: c.id.clone(), verdict: *verdict, overruled: false })
            .collect(),
        traps: trapped
            .map(|(t, hit)| Trapped { id: t.id.clone(), hit: *hit, overruled: false })
            .collect(),
        feedback: false,
        spoken: true,
        mock: None,
        follow_up: None,
    }
}

/// The card's target length, in milliseconds.
pub fn target_ms(card: &Card) -> u64 {
    (card.minutes.clamp(0.0, 600.0) * 60_000.0).round() as u64
}

/// The rating to suggest for an attempt.
///
/// Under 40 the answer was not there, under 60 it had gaps; from 90 it was fluent, unless it took
/// more than half as long again as the card allows.
pub const fn suggested(score: u8, ms: u64, target_ms: u64) -> Rating {
    match score {
        0..40 => Rating::Again,
        40..60 => Rating::Hard,
        90.. if ms <= target_ms + target_ms / 2 => Rating::Easy,
        _ => Rating::Good,
    }
}

/// Time that `words` take to say, in milliseconds, at `words_per_minute`.
pub fn spoken_ms(words: usize, words_per_minute: u16) -> u64 {
    words as u64 * 60_000 / u64::from(words_per_minute.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suggestion_follows_the_score_and_the_time() {
        let check = |score, ms, expect| assert_eq!(suggested(score, ms, 100), expect, "{score}");
        check(0, 50, Rating::Again);
        check(39, 50, Rating::Again);
        check(40, 50, Rating::Hard);
        check(62, 50, Rating::Good);
        check(90, 150, Rating::Easy);
        check(90, 151, Rating::Good);
    }

    #[test]
    fn an_overrule_is_taken_back_by_the_same_key() {
        let mut overrules = Overrules::default();
        overrules.flip_criterion(1, Verdict::Met);
        overrules.flip_trap(0, false);
        assert_eq!(overrules.criterion(1), Some(Verdict::NotYet));
        assert_eq!(overrules.trap(0), Some(true));
        overrules.flip_criterion(1, Verdict::Met);
        overrules.flip_trap(0, false);
        assert_eq!(overrules, Overrules::default());
    }

    #[test]
    fn a_hundred_and_forty_words_take_a_minute() {
        assert_eq!(spoken_ms(140, 140), 60_000);
        assert_eq!(spoken_ms(10, 0), 600_000);
    }
}
