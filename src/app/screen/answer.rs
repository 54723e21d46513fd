//! An answer being written against the clock, judged at every key; alone or in a mock round.
//!
//! Does not judge by itself: [`rubric`](crate::domain::rubric) does. Never loses words: what is
//! written becomes a draft within a second, and on every way out.

mod drafting;
mod edits;
mod findings;
mod in_round;
mod why;

use std::sync::Arc;

use super::debrief::DebriefScreen;
use super::{Go, Screen, Step, mock, spoken};
use crate::app::Model;
use crate::app::action::{Action, Context};
use crate::app::editor::{Edit, Editor, MAX_BYTES};
use crate::app::effect::Effect;
use crate::app::stopwatch::Stopwatch;
use crate::domain::assess::{self, Manner, Overrules};
use crate::domain::deck::Card;
use crate::domain::id::CardId;
use crate::domain::journal::{Attempt, Draft, Fact};
use crate::domain::library::Library;
use crate::domain::rubric::{Judge, Judgement, Scratch};
use crate::domain::time::{SECOND, Timestamp};
use edits::edit_of;
pub use findings::{Row, Tint};
pub use in_round::{Asked, InRound};
pub use why::Why;

/// A draft is written so long after the first key that it does not hold yet, in milliseconds.
pub const DRAFT_AFTER_MS: i64 = 900;

/// After so long a pause the last sentence counts as finished, in milliseconds.
pub const PAUSE_MS: i64 = SECOND;

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
    /// Its clock.
    pub watch: Stopwatch,
    /// Its place in a mock round, if it is part of one.
    pub in_round: Option<InRound>,
    /// Why the selected row's verdict is what it is.
    pub why: Option<Why>,
    judge: Judge,
    scratch: Scratch,
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
        let s = if words == 1 { "" } else { "s" };
        model.say(format!("Your draft is back: {words} word{s}, {minutes} on the clock"));
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
            watch: Stopwatch::at(draft.map_or(0, |draft| draft.ms)),
            in_round: None,
            why: None,
            judge: Judge::compile(&card),
            scratch: Scratch::default(),
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
        match (self.selected, &self.in_round) {
            (Some(_), _) => Context::Rubric,
            (None, Some(_)) => Context::Round,
            (None, None) => Context::Answer,
        }
    }

    /// Time on the clock, in milliseconds.
    pub fn elapsed(&self, now: Timestamp) -> u64 {
        self.watch.elapsed(now)
    }

    /// Whether the clock runs.
    pub const fn is_running(&self) -> bool {
        self.watch.is_running()
    }

    /// Time that it has, in milliseconds.
    pub fn target_ms(&self) -> u64 {
        self.in_round.as_ref().map_or_else(|| assess::target_ms(&self.card), |r| r.target_ms)
    }

    /// Whether feedback is shown.
    pub fn shows_feedback(&self, model: &Model) -> bool {
        self.in_round.as_ref().map_or(model.show_feedback, |round| round.feedback)
    }

    /// Milliseconds until something here changes by itself; the clock's next second only where
    /// this screen is `seen`.
    pub fn wakeup(&self, now: Timestamp, seen: bool) -> Option<u64> {
        let draft = self.unkept_since.map(|since| since.plus(DRAFT_AFTER_MS).since(now));
        let pause = self.last_key.map(|at| at.plus(PAUSE_MS).since(now));
        let second = self.watch.next_second(now).filter(|_| seen);
        [draft, pause, second].into_iter().flatten().min()
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

    /// Puts in what was dictated, apart from the words before it.
    pub fn dictated(&mut self, model: &mut Model, text: &str) -> Vec<Effect> {
        if text.is_empty() {
            model.say("The dictation program wrote nothing");
            return Vec::new();
        }
        let before = self.editor.text();
        let before = before.get(..self.editor.cursor()).unwrap_or("");
        let space =
            if before.is_empty() || before.ends_with(char::is_whitespace) { "" } else { " " };
        self.edit(model, &Edit::Insert(format!("{space}{text}")))
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
        self.watch.start(now);
        self.unkept_since.get_or_insert(now);
        self.last_key = Some(now);
        self.saw_feedback |= self.shows_feedback(model);
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
        match action {
            Action::Submit | Action::SubmitInRound | Action::RubricSubmit => {
                return self.submit(model);
            }
            Action::LeaveAnswer => {
                if !self.editor.is_empty() {
                    let again = model.key(Action::AnswerCard);
                    model.say(format!("Your draft is kept; {again} goes on with it"));
                }
                return Step { effects: self.pause(model), go: Go::Back };
            }
            Action::SayItInstead if self.editor.is_empty() => {
                let effects = self.pause(model);
                return spoken::open_instead(model, &self.card.id).after(effects);
            }
            Action::SayItInstead => {
                let key = model.key(Action::SayIt);
                model.say(format!("Something is written already; {key} on the card says it aloud"));
            }
            Action::Dictate | Action::DictateInRound => return Step::effects(dictate(model)),
            Action::SkipQuestion => return self.skip(model),
            Action::PauseRound => return Step::effects(self.pause_or_go_on(model)),
            Action::AbortRound => return Step::effects(self.ask_to_abort(model)),
            Action::ToggleFeedback | Action::RubricToggleFeedback => {
                if self.in_round.is_some() {
                    model.say("A round keeps its feedback as it was set up");
                } else {
                    model.show_feedback = !model.show_feedback;
                    self.selected = None;
                }
            }
            Action::ToggleClock | Action::ToggleClockInRound | Action::RubricToggleClock => {
                model.show_clock = !model.show_clock;
            }
            Action::FocusRubric | Action::FocusRubricInRound => self.focus_rubric(model),
            Action::FocusText => self.walk(None),
            Action::NextCriterion | Action::PreviousCriterion => {
                let last = self.rows().len().saturating_sub(1);
                let at = self.selected.unwrap_or(0);
                let down = action == Action::NextCriterion;
                self.walk(Some(if down { (at + 1).min(last) } else { at.saturating_sub(1) }));
            }
            Action::Overrule => return Step::effects(self.overrule(model)),
            action => {
                let edit = edit_of(action);
                return Step::effects(edit.map_or_else(Vec::new, |edit| self.edit(model, &edit)));
            }
        }
        Step::stay()
    }

    fn focus_rubric(&mut self, model: &mut Model) {
        if self.rows().is_empty() {
            model.say("This card has no criteria to walk over");
        } else if self.shows_feedback(model) {
            self.walk(Some(0));
        } else if self.in_round.is_some() {
            model.say("Feedback is hidden until the end of the round");
        } else {
            let key = model.key(Action::ToggleFeedback);
            model.say(format!("Feedback is hidden; {key} shows it"));
        }
    }

    fn submit(&mut self, model: &mut Model) -> Step {
        self.last_key = None;
        self.judge();
        if self.in_round.is_some() {
            return self.submit_in_round(model);
        }
        if self.judgement.words == 0 {
            model.say("Nothing is written yet, so there is nothing to judge");
            return Step::stay();
        }
        let attempt = self.attempt(model);
        let earlier = model.progress.card(&self.card.id).attempts();
        let earlier = earlier.iter().map(|attempt| attempt.score).collect();
        let (entry, effect) = model.record(Fact::Answered(attempt.clone()));
        (self.unkept_since, self.unwritten) = (None, false);
        let judgement = std::mem::take(&mut self.judgement);
        let debrief =
            DebriefScreen::new(Arc::clone(&self.card), attempt, judgement, earlier, entry);
        Step::replace(Screen::Debrief(Box::new(debrief))).after(vec![effect])
    }

    /// The attempt that the text is as it stands.
    fn attempt(&self, model: &Model) -> Attempt {
        let manner = Manner { ms: self.elapsed(model.now.at), feedback: self.saw_feedback };
        let text = self.editor.text();
        assess::attempt(&self.card, &text, &self.judgement, &self.overrules, manner)
    }
}

/// Runs the dictation program, or says how to name one.
fn dictate(model: &mut Model) -> Vec<Effect> {
    let command = model.config.speech.command.trim();
    if command.is_empty() {
        model.say("No dictation program: in config.toml, [speech] command = \"…\" names one");
        return Vec::new();
    }
    vec![Effect::Dictate { command: command.to_owned() }]
}
