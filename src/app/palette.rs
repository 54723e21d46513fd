//! The command palette: everything that can be done on the screen below, found by typing.
//!
//! Does nothing by itself: it runs actions of the one table, as their keys would.

use std::ops::Range;

use super::action::{Action, Context, Spec};
use super::editor::Editor;
use super::effect::Effect;
use super::{Model, help, line};
use crate::domain::search::choose;

/// So many rows are a page, however high the window is.
const PAGE: usize = 8;

/// The palette's state.
#[derive(Debug)]
pub struct Palette {
    /// What is typed.
    pub line: Editor,
    /// The commands that it means, the best first.
    pub found: Vec<Found>,
    /// The selected one.
    pub selected: usize,
    /// Where they are to run.
    context: Context,
}

/// A command that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The row of the table.
    pub spec: &'static Spec,
    /// Where the words stand in its doc line, in bytes.
    pub marks: Vec<Range<usize>>,
}

impl Palette {
    fn new(context: Context) -> Self {
        let mut palette = Self { line: Editor::default(), found: Vec::new(), selected: 0, context };
        palette.find();
        palette
    }

    fn find(&mut self) {
        let specs = help::commands(self.context);
        let rows: Vec<(String, &str)> = specs.iter().map(|spec| (name(spec), spec.doc)).collect();
        self.found = choose::pick(&self.line.text(), &rows)
            .into_iter()
            .filter_map(|pick| Some(Found { spec: specs.get(pick.row)?, marks: pick.marks }))
            .collect();
        self.selected = 0;
    }

    /// Selects the command so many rows on.
    pub(super) fn select(&mut self, by: i64) {
        let last = self.found.len().saturating_sub(1) as i64;
        self.selected = (self.selected as i64 + by).clamp(0, last) as usize;
    }
}

/// By what a command is found besides its doc line: the action's name as words, and the footer's.
fn name(spec: &Spec) -> String {
    let mut name = spec.label.to_owned();
    for c in format!("{:?}", spec.action).chars() {
        if c.is_uppercase() {
            name.push(' ');
        }
        name.push(c);
    }
    name
}

/// Opens the palette over the screen, if there is anything to do there but to answer a question.
pub(super) fn open(model: &mut Model) {
    if model.confirm.is_none() {
        model.palette = Some(Palette::new(model.context_below()));
    }
}

/// Types into the palette.
pub(super) fn type_text(model: &mut Model, text: &str) {
    if let Some(palette) = &mut model.palette {
        line::insert(&mut palette.line, text);
        palette.find();
    }
}

/// Does what the user asks for; none if that is not for the palette.
pub(super) fn on_action(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let palette = model.palette.as_mut()?;
    match action {
        Action::RunCommand => return Some(run(model)),
        Action::ClosePalette | Action::OpenPaletteAnywhere => model.palette = None,
        Action::NextCommand => palette.select(1),
        Action::PreviousCommand => palette.select(-1),
        Action::CommandsDown => palette.select(PAGE as i64),
        Action::CommandsUp => palette.select(-(PAGE as i64)),
        Action::Quit | Action::Suspend | Action::ShowHelpAnywhere => return None,
        action => {
            if line::apply(&mut palette.line, action) {
                palette.find();
            }
        }
    }
    Some(Vec::new())
}

/// Runs the selected command on the screen below.
pub(super) fn run(model: &mut Model) -> Vec<Effect> {
    let Some(palette) = model.palette.take() else { return Vec::new() };
    if let Some(found) = palette.found.get(palette.selected) {
        return super::act(model, found.spec.action);
    }
    model.palette = Some(palette);
    Vec::new()
}
