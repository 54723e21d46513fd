//! What a mock round adds up to: each question's score, time and best sentence, what to work on, and
//! how earlier rounds went. The same for the screen and for `greenroom debrief`.
//!
//! Keeps nothing: it is given the answers with their texts, and the state for everything else.

mod work;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::domain::assess;
use crate::domain::deck::Card;
use crate::domain::id::{CardId, EntryId};
use crate::domain::journal::{Attempt, FollowUp, Judged, Mock, Trapped};
use crate::domain::library::Library;
use crate::domain::progress::{MockRound, Progress};
use crate::domain::rubric::{Judge, Scratch, Tail, Verdict, sentences, word_count};
use crate::domain::schedule::Rating;
use crate::domain::time::Day;

pub use work::WorkOn;

/// Earlier rounds that are compared with.
const EARLIER: usize = 6;

/// Answers shorter than this have no pace, in milliseconds.
const PACE_FROM_MS: u64 = 10_000;

/// A round, summed up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The round's name.
    pub round: EntryId,
    /// The day on which it began.
    pub day: Day,
    /// The QUERY that its questions were drawn from.
    pub query: String,
    /// Whether feedback was shown while writing.
    pub feedback: bool,
    /// Whether answers were cut off when their time was over.
    pub strict: bool,
    /// Whether it was broken off, or never came to an end.
    pub aborted: bool,
    /// Time it took without pauses, in milliseconds.
    pub ms: u64,
    /// Time that all its questions had, in milliseconds.
    pub target_ms: u64,
    /// How many questions were answered.
    pub answered: usize,
    /// Mean score of those whose card has criteria, 0 to 100; none where there are none.
    pub mean_score: Option<f64>,
    /// The questions, in the order in which they were drawn.
    pub questions: Vec<Question>,
    /// At most three things to work on, the most needed first.
    pub work_on: Vec<WorkOn>,
    /// The rounds before this one, oldest first; those without an answer are left out.
    pub earlier: Vec<Earlier>,
}

/// One question of a round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Place in the round, from 1.
    pub number: usize,
    /// The card.
    pub card: CardId,
    /// The card's question; its id where the card is gone.
    pub question: String,
    /// Time that it had, in milliseconds.
    pub target_ms: u64,
    /// What was answered; none where it was skipped or not reached.
    pub answer: Option<Answer>,
}

/// An answer of a round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The journal's entry.
    pub entry: EntryId,
    /// 0 to 100.
    pub score: u8,
    /// The rating that it suggests.
    pub suggested_rating: Rating,
    /// Time it took, in milliseconds.
    pub ms: u64,
    /// Its words.
    pub words: usize,
    /// Words a minute; none for a very short one.
    pub words_per_minute: Option<u64>,
    /// Verdict of each criterion.
    pub criteria: Vec<Met>,
    /// Titles of the traps that it fell into.
    pub traps: Vec<String>,
    /// The sentence that earned the most; none where none earned anything.
    pub best_sentence: Option<String>,
    /// What was asked next, and what was said to it.
    pub follow_up: Option<FollowUp>,
    /// The answer itself.
    pub text: String,
}

/// A criterion's verdict with its title.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Met {
    /// The criterion's id.
    pub id: String,
    /// Its title; its id where the card has changed.
    pub title: String,
    /// What counts.
    pub verdict: Verdict,
    /// Whether the answer to the follow-up question earned it instead.
    pub when_asked: bool,
}

/// An earlier round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Earlier {
    /// Its name.
    pub round: EntryId,
    /// The day on which it began.
    pub day: Day,
    /// How many questions it had.
    pub questions: usize,
    /// How many were answered.
    pub answered: usize,
    /// Mean score of those whose card has criteria, 0 to 100; none where there are none.
    pub mean_score: Option<f64>,
    /// Time its answers took, in milliseconds.
    pub ms: u64,
}

/// A submitted answer and the entry that recorded it.
pub type Submitted = (EntryId, Attempt);

impl Summary {
    /// Sums up a round. `answers` may hold those of other rounds too.
    pub fn of(
        round: &MockRound,
        answers: &[Submitted],
        library: &Library,
        progress: &Progress,
    ) -> Self {
        // A journal that was copied holds an answer twice.
        let mut seen = HashSet::new();
        let own: Vec<Submitted> = answers
            .iter()
            .filter(|(id, a)| a.mock.as_ref() == Some(&round.id) && seen.insert(id))
            .map(|(id, attempt)| {
                let card = progress.called_now(&attempt.card, round);
                (id.clone(), Attempt { card, ..attempt.clone() })
            })
            .collect();
        let questions: Vec<Question> = cards(round, progress)
            .enumerate()
            .map(|(n, id)| {
                let given = own.iter().rev().find(|(_, attempt)| attempt.card == id);
                question(n + 1, &id, given, &round.mock, library)
            })
            .collect();
        let given = || questions.iter().filter_map(|question| question.answer.as_ref());
        let end = progress.mock_end(&round.id);
        let asked = |a: &Answer| a.follow_up.as_ref().map_or(0, |f| f.ms);
        Self {
            round: round.id.clone(),
            day: round.day,
            query: round.mock.query.clone(),
            feedback: round.mock.feedback,
            strict: round.mock.strict,
            aborted: end.is_none_or(|end| end.aborted),
            ms: end.map_or_else(|| given().map(|a| a.ms + asked(a)).sum(), |end| end.ms),
            target_ms: questions.iter().map(|question| question.target_ms).sum(),
            answered: given().count(),
            mean_score: mean(given().filter(|a| !a.criteria.is_empty()).map(|a| a.score)),
            work_on: work::on(&own, library),
            earlier: earlier(round, progress),
            questions,
        }
    }

    /// Questions without an answer.
    pub fn skipped(&self) -> usize {
        self.questions.len() - self.answered
    }
}

fn question(
    number: usize,
    id: &CardId,
    given: Option<&Submitted>,
    mock: &Mock,
    library: &Library,
) -> Question {
    let card = library.card(id);
    let own = given.map(|(_, attempt)| attempt.target_ms);
    Question {
        number,
        card: id.clone(),
        question: card.map_or_else(|| id.to_string(), |card| card.question.clone()),
        target_ms: own
            .or(mock.target_ms)
            .unwrap_or_else(|| card.map_or(0, |card| assess::target_ms(card))),
        answer: given.map(|(entry, attempt)| answer(entry, attempt, card)),
    }
}

fn answer(entry: &EntryId, attempt: &Attempt, card: Option<&Arc<Card>>) -> Answer {
    let words = word_count(&attempt.text);
    let asked = |id: &String| attempt.follow_up.as_ref().is_some_and(|f| f.met.contains(id));
    let met = |judged: &Judged| Met {
        id: judged.id.clone(),
        title: title(card, judged),
        verdict: judged.verdict,
        when_asked: asked(&judged.id),
    };
    Answer {
        entry: entry.clone(),
        score: attempt.score,
        suggested_rating: assess::suggested(attempt.score, attempt.ms, attempt.target_ms),
        ms: attempt.ms,
        words,
        words_per_minute: (attempt.ms >= PACE_FROM_MS && words > 0)
            .then(|| words as u64 * 60_000 / attempt.ms),
        criteria: attempt.criteria.iter().map(met).collect(),
        traps: attempt.traps.iter().filter(|t| t.hit).map(|t| trap_title(card, t)).collect(),
        best_sentence: card.and_then(|card| best_sentence(card, attempt)),
        follow_up: attempt.follow_up.clone(),
        text: attempt.text.clone(),
    }
}

fn title(card: Option<&Arc<Card>>, judged: &Judged) -> String {
    let criterion = card.and_then(|card| card.criteria.iter().find(|c| c.id == judged.id));
    criterion.map_or_else(|| judged.id.clone(), |criterion| criterion.title.clone())
}

fn trap_title(card: Option<&Arc<Card>>, trapped: &Trapped) -> String {
    let trap = card.and_then(|card| card.traps.iter().find(|t| t.id == trapped.id));
    trap.map_or_else(|| trapped.id.clone(), |trap| trap.title.clone())
}

/// The sentence that earned the most: the sum of what the judge gives the criteria it is evidence of.
fn best_sentence(card: &Card, attempt: &Attempt) -> Option<String> {
    let text = &attempt.text;
    let judgement = Judge::compile(card).judge(text, Tail::Finished, &mut Scratch::default());
    let counts =
        |id: &str| attempt.criteria.iter().any(|j| j.id == id && j.verdict != Verdict::NotYet);
    let earned = |sentence: &Range<usize>| -> f32 {
        let touches =
            |range: &Range<usize>| range.start < sentence.end && sentence.start < range.end;
        let found = card.criteria.iter().zip(&judgement.criteria);
        found
            .filter(|(criterion, finding)| {
                counts(&criterion.id) && finding.evidence.iter().any(touches)
            })
            .map(|(criterion, finding)| finding.confidence * f32::from(criterion.weight))
            .sum()
    };
    let worth = sentences(text).into_iter().map(|range| (earned(&range), range));
    let (earned, range) = worth.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let sentence = text.get(range).filter(|_| earned > 0.0)?;
    Some(sentence.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The rounds before `round` that have an answer, oldest first.
fn earlier(round: &MockRound, progress: &Progress) -> Vec<Earlier> {
    let before = progress.mocks().filter(|other| (other.at, &other.id) < (round.at, &round.id));
    let mut rounds: Vec<Earlier> = before.filter_map(|other| brief(other, progress)).collect();
    rounds.drain(..rounds.len().saturating_sub(EARLIER));
    rounds
}

/// The cards of a round by the names that they have now, in its order.
pub fn cards<'a>(
    round: &'a MockRound,
    progress: &'a Progress,
) -> impl Iterator<Item = CardId> + Clone + 'a {
    round.mock.cards.iter().map(|id| progress.called_now(id, round))
}

/// A round in a line; none where nothing was answered in it.
pub fn brief(round: &MockRound, progress: &Progress) -> Option<Earlier> {
    let answers = || {
        let of = |id| progress.card(&id).attempts().iter();
        cards(round, progress).flat_map(of).filter(|a| a.mock.as_ref() == Some(&round.id))
    };
    let taken = answers().map(|attempt| attempt.ms).sum();
    (answers().count() > 0).then(|| Earlier {
        round: round.id.clone(),
        day: round.day,
        questions: round.mock.cards.len(),
        answered: answers().count(),
        mean_score: mean(answers().filter(|a| !a.criteria.is_empty()).map(|a| a.score)),
        ms: progress.mock_end(&round.id).map_or(taken, |end| end.ms),
    })
}

fn mean(scores: impl Iterator<Item = u8>) -> Option<f64> {
    let (sum, count) = scores.fold((0_u32, 0_u32), |(s, n), score| (s + u32::from(score), n + 1));
    (count > 0).then(|| f64::from(sum) / f64::from(count))
}

#[cfg(test)]
mod tests;
