//! An answer being written against the clock, judged at every key.
//!
//! Does not judge by itself: [`rubric`](crate::domain::rubric) does. Never loses words: what is
//! written becomes a draft within a second, and on every way out.

mod drafting;
mod edits;

use std::ops::Range;
use std::sync::Arc;

use super::debrief::DebriefScreen;
use super::{Go, Screen, Step};
use crate::app::Model;
use crate::app::action::{Action, Context};
use crate::app::editor::{Edit, Editor, MAX_BYTES};
use crate::app::effect::Effect;
use crate::domain::assess::{self, Manner, Overrules};
use crate::domain::deck::Card;
use crate::domain::id::CardId;
use crate::domain::journal::{Draft, Fact};
use crate::domain::library::Library;
use crate::domain::rubric::{Judge, Judgement, Scratch, Tail, Verdict};
use crate::domain::time::{SECOND, Timestamp};
use edits::edit_of;

/// A draft is written so long after the first key that it does not hold yet, in milliseconds.
pub const DRAFT_AFTER_MS: i64 = 900;

/// After so long a pause the last sentence counts as finished, in milliseconds.
pub const PAUSE_MS: i64 = SECOND;

/// How words of the answer are tinted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// Evidence of a criterion that is partly met.
    Partial = 0,
    /// Evidence of one that is met; it shows where a sentence is both.
    Met = 1,
    /// Words that fell into a trap.
    Trap = 2,
    /// Evidence of the row that is selected in the rubric.
    Selected = 3,
}

/// A row of the rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The criterion at this place in the card.
    Criterion(usize),
    /// The trap at this place in the card.
    Trap(usize),
}

/// An answer being written.
pub struct AnswerScreen {
    /// The card that it answers.
    pub card: Arc<Card>,
    /// The text.
    pub editor: Editor,
    /// What the judge says of it.
    pub judgement: Judgement,
    /// What the user says against that.
    pub overrules: Overrules,
    /// The row that is selected, while the rubric has the focus.
    pub selected: Option<usize>,
    judge: Judge,
    scratch: Scratch,
    spent_ms: u64,
    running_since: Option<Timestamp>,
    /// Since when something is written that is not kept at all.
    unkept_since: Option<Timestamp>,
    /// Whether something is kept that is not in the journal yet.
    unwritten: bool,
    last_key: Option<Timestamp>,
    saw_feedback: bool,
    /// Whether the text has changed since it was judged.
    stale: bool,
}

impl std::fmt::Debug for AnswerScreen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the user's words: this may end in a report.
        f.debug_struct("AnswerScreen").field("card", &self.card.id).finish_non_exhaustive()
    }
}

/// Opens the answer editor on a card, with its draft if there is one.
pub fn open(model: &mut Model, id: &CardId) -> Step {
    let Some(card) = model.library.card(id) else { return Step::stay() };
    let draft = model.progress.card(id).draft();
    let screen = AnswerScreen::new(Arc::clone(card), draft);
    if let Some(draft) = draft {
        let words = screen.judgement.words;
        let minutes = clock(draft.ms);
        model.say(format!("Your draft is back: {words} words, {minutes} on the clock"));
    }
    Step::push(Screen::Answer(Box::new(screen)))
}

/// The same in place of the screen on top.
pub fn open_instead(model: &mut Model, id: &CardId) -> Step {
    match open(model, id) {
        Step { effects, go: Go::Push(screen) } => Step { effects, go: Go::Replace(screen) },
        step => step,
    }
}

/// Time on a clock: `1:05`.
pub fn clock(ms: u64) -> String {
    let seconds = ms / SECOND as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

impl AnswerScreen {
    fn new(card: Arc<Card>, draft: Option<&Draft>) -> Self {
        let mut screen = Self {
            editor: Editor::new(draft.map_or("", |draft| &draft.text)),
            judgement: Judgement::default(),
            overrules: draft
                .map(|draft| Overrules::of(&card, &draft.criteria, &draft.traps))
                .unwrap_or_default(),
            selected: None,
            judge: Judge::compile(&card),
            scratch: Scratch::default(),
            spent_ms: draft.map_or(0, |draft| draft.ms),
            running_since: None,
            unkept_since: None,
            unwritten: false,
            last_key: None,
            saw_feedback: false,
            stale: false,
            card,
        };
        screen.judge();
        screen
    }

    /// Where a key goes.
    pub const fn context(&self) -> Context {
        if self.selected.is_some() { Context::Rubric } else { Context::Answer }
    }

    /// Time on the clock, in milliseconds.
    pub fn elapsed(&self, now: Timestamp) -> u64 {
        self.spent_ms + self.running_since.map_or(0, |since| now.since(since))
    }

    /// Whether the clock runs.
    pub const fn is_running(&self) -> bool {
        self.running_since.is_some()
    }

    /// Milliseconds until something here changes by itself; the clock's next second only where
    /// this screen is `seen`.
    pub fn wakeup(&self, now: Timestamp, seen: bool) -> Option<u64> {
        let draft = self.unkept_since.map(|since| since.plus(DRAFT_AFTER_MS).since(now));
        let pause = self.last_key.map(|at| at.plus(PAUSE_MS).since(now));
        let second = SECOND as u64;
        let clock =
            self.running_since.filter(|_| seen).map(|_| second - self.elapsed(now) % second);
        [draft, pause, clock].into_iter().flatten().min()
    }

    /// The rows of the rubric: every criterion, and the traps that were hit or overruled.
    pub fn rows(&self) -> Vec<Row> {
        let traps = (0..self.card.traps.len())
            .filter(|n| self.is_trapped(*n) || self.overrules.trap(*n).is_some());
        (0..self.card.criteria.len()).map(Row::Criterion).chain(traps.map(Row::Trap)).collect()
    }

    /// What counts for criterion `n`.
    pub fn verdict(&self, n: usize) -> Verdict {
        let judged = self.judgement.criteria.get(n).map_or(Verdict::NotYet, |f| f.verdict);
        self.overrules.criterion(n).unwrap_or(judged)
    }

    /// Whether trap `n` counts as hit.
    pub fn is_trapped(&self, n: usize) -> bool {
        let judged = self.judgement.traps.get(n).is_some_and(|finding| finding.hit);
        self.overrules.trap(n).unwrap_or(judged)
    }

    /// The words that earned a row its verdict, best first.
    pub fn evidence(&self, row: Row) -> &[Range<usize>] {
        match row {
            Row::Criterion(n) => self.judgement.criteria.get(n).map_or(&[], |f| &f.evidence),
            Row::Trap(n) => self.judgement.traps.get(n).map_or(&[], |f| &f.evidence),
        }
    }

    /// Types or pastes a text.
    pub fn type_text(&mut self, model: &mut Model, text: &str) -> Vec<Effect> {
        let mut chars = text.chars();
        let edit = match (chars.next(), chars.next()) {
            (Some(c), None) => Edit::Char(c),
            _ => Edit::Insert(text.to_owned()),
        };
        self.edit(model, &edit)
    }

    fn edit(&mut self, model: &mut Model, edit: &Edit) -> Vec<Effect> {
        let now = model.now.at;
        let room = MAX_BYTES.saturating_sub(self.editor.len());
        let changed = self.editor.apply(edit);
        if matches!(edit, Edit::Char(c) if c.len_utf8() > room)
            || matches!(edit, Edit::Insert(text) if text.len() > room)
        {
            model.warn("An answer ends at 100 KB; not everything fitted in");
        }
        if !changed {
            return Vec::new();
        }
        self.running_since.get_or_insert(now);
        self.unkept_since.get_or_insert(now);
        self.last_key = Some(now);
        self.saw_feedback |= model.show_feedback;
        self.stale = true;
        // A key held down must not keep the draft from being written.
        self.tick(model)
    }

    /// Judges the text if it has changed since that was last done: once for all the keys that came
    /// at once, not for each.
    pub fn catch_up(&mut self, _: &mut Model) -> Vec<Effect> {
        if self.stale {
            self.judge();
        }
        Vec::new()
    }

    /// Judges the text anew, and tints it.
    fn judge(&mut self) {
        self.stale = false;
        let tail = if self.last_key.is_some() { Tail::Writing } else { Tail::Finished };
        self.judgement = self.judge.judge(&self.editor.text(), tail, &mut self.scratch);
        self.tint();
    }

    fn tint(&mut self) {
        let rows = self.rows();
        let mut tints = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let tint = match *row {
                Row::Criterion(n) => match self.verdict(n) {
                    Verdict::Met => Tint::Met,
                    Verdict::Partial => Tint::Partial,
                    Verdict::NotYet => continue,
                },
                Row::Trap(n) if self.is_trapped(n) => Tint::Trap,
                Row::Trap(_) => continue,
            };
            let tint = if self.selected == Some(place) { Tint::Selected } else { tint };
            tints.extend(self.evidence(*row).iter().map(|range| (range.clone(), tint as usize)));
        }
        self.editor.tint(tints);
    }

    /// Takes new decks into use. The answer stays, also where its card is gone.
    pub fn reload(&mut self, library: &Library) -> bool {
        if let Some(card) = library.card(&self.card.id) {
            let (criteria, traps) = self.overrules.named(&self.card);
            self.overrules = Overrules::of(card, &criteria, &traps);
            self.card = Arc::clone(card);
            self.judge = Judge::compile(card);
            self.scratch = Scratch::default();
            self.selected = None;
            self.judge();
        }
        true
    }

    /// Does what the user asks for.
    pub fn on_action(&mut self, model: &mut Model, action: Action) -> Step {
        if edit_of(action).is_none() {
            self.catch_up(model);
        }
        let edit = match action {
            Action::Submit | Action::RubricSubmit => return self.submit(model),
            Action::LeaveAnswer => {
                let effects = self.pause(model);
                return Step { effects, go: Go::Back };
            }
            Action::ToggleFeedback | Action::RubricToggleFeedback => {
                model.show_feedback = !model.show_feedback;
                self.selected = None;
                return Step::stay();
            }
            Action::ToggleClock | Action::RubricToggleClock => {
                model.show_clock = !model.show_clock;
                return Step::stay();
            }
            Action::FocusRubric => {
                if self.card.criteria.is_empty() {
                    model.say("This card has no criteria to walk over");
                } else if model.show_feedback {
                    self.walk(Some(0));
                } else {
                    model.say("Feedback is hidden; ctrl-f shows it");
                }
                return Step::stay();
            }
            Action::FocusText => {
                self.walk(None);
                return Step::stay();
            }
            Action::NextCriterion | Action::PreviousCriterion => {
                let last = self.rows().len().saturating_sub(1);
                let at = self.selected.unwrap_or(0);
                let down = action == Action::NextCriterion;
                self.walk(Some(if down { (at + 1).min(last) } else { at.saturating_sub(1) }));
                return Step::stay();
            }
            Action::Overrule => return Step::effects(self.overrule(model)),
            action => match edit_of(action) {
                Some(edit) => edit,
                None => return Step::stay(),
            },
        };
        Step::effects(self.edit(model, &edit))
    }

    /// Selects a row of the rubric and brings its evidence into view; none goes back to the text.
    fn walk(&mut self, row: Option<usize>) {
        self.selected = row;
        let row = row.and_then(|n| self.rows().get(n).copied());
        if let Some(range) = row.and_then(|row| self.evidence(row).first().cloned()) {
            self.editor.go_to(range.start);
        }
        self.tint();
    }

    fn overrule(&mut self, model: &mut Model) -> Vec<Effect> {
        let row = self.selected.and_then(|n| self.rows().get(n).copied());
        match row {
            Some(Row::Criterion(n)) => {
                let judged = self.judgement.criteria.get(n).map_or(Verdict::NotYet, |f| f.verdict);
                self.overrules.flip_criterion(n, judged);
            }
            Some(Row::Trap(n)) => {
                let judged = self.judgement.traps.get(n).is_some_and(|finding| finding.hit);
                self.overrules.flip_trap(n, judged);
            }
            None => return Vec::new(),
        }
        let last = self.rows().len().saturating_sub(1);
        self.selected = self.selected.map(|n| n.min(last));
        self.tint();
        self.unkept_since = Some(model.now.at);
        self.write(model)
    }

    fn submit(&mut self, model: &mut Model) -> Step {
        self.last_key = None;
        self.judge();
        if self.judgement.words == 0 {
            model.say("Nothing is written yet, so there is nothing to judge");
            return Step::stay();
        }
        let manner = Manner { ms: self.elapsed(model.now.at), feedback: self.saw_feedback };
        let text = self.editor.text();
        let attempt = assess::attempt(&self.card, &text, &self.judgement, &self.overrules, manner);
        let history = model.progress.card(&self.card.id);
        let earlier = history.attempts().iter().map(|attempt| attempt.score).collect();
        let (entry, effect) = model.record(Fact::Answered(attempt.clone()));
        (self.unkept_since, self.unwritten) = (None, false);
        let judgement = std::mem::take(&mut self.judgement);
        let debrief =
            DebriefScreen::new(Arc::clone(&self.card), attempt, judgement, earlier, entry);
        Step::replace(Screen::Debrief(Box::new(debrief))).after(vec![effect])
    }
}
