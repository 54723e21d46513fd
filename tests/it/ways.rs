//! The ways to every screen that there is, and a check that a list of ways leaves none out.
//!
//! A screen, tab, context or question that is new does not compile until it is named here; once it is
//! named, every list that does not lead to it fails.

use std::collections::BTreeSet;

use greenroom::app::action::Context;
use greenroom::app::screen::Screen;
use greenroom::app::screen::help::About;
use greenroom::app::screen::progress::Tab;
use greenroom::app::{Confirm, Model};

use crate::harness::{Play, Played, practised, small};

/// Keys that lead to each screen of the small deck, at its first start.
const FIRST: &[&str] = &[
    "",
    "j",
    "/ 'cha'",
    "/ 'zzzz' enter",
    "tab j",
    "enter",
    "enter space space space space space space G",
    "a 'It says where I explore. The developer ignored it.' pass:2s",
    "a 'It says where I explore.' tab j x",
    "a 'It says where I explore.' ctrl-f",
    "a 'It says where I explore, with which data.' ctrl-s",
    "a 'It says where I explore, with which data.' ctrl-s G",
    "v space pass:72s",
    "v space pass:72s enter space j space",
    "i",
    "i '9 25 min' enter",
    "i 'soon' enter",
    "i '9 25 min' enter esc",
    "m",
    "m j right j j right",
    "m enter 'It says where I explore.' pass:50s",
    "m j j right enter 'It says where I explore.' tab j",
    "m r r r r r r r r enter 'Hm.' pass:9s ctrl-s 'Slowly.' pass:9s",
    "m enter 'It says where I explore.' esc",
    "m enter 'one' ctrl-s 'two' ctrl-s 'three' ctrl-s 'four' ctrl-s",
    "m enter 'one' ctrl-s 'two' ctrl-s 'three' ctrl-s 'four' ctrl-s G pgdn pgdn",
    "m enter 'one' ctrl-s 'two' ctrl-s 'three' ctrl-s 'four' ctrl-s k enter",
    "p",
    "p 2",
    "p 3",
    "p 4",
    "p 5",
    ":",
    "ctrl-p 'card' down",
    "a 'It says where I explore.' ctrl-p 'clo'",
    "?",
    "? / 'flag'",
    "? / 'zzzz' enter",
    "!",
    "e",
    "r",
    "r space 1",
    "f2",
    "disk:full f",
    "disk:full f ctrl-c",
];

/// Keys that lead to the screens that show what weeks of study add up to.
const LATER: &[&str] = &[
    "",
    "p",
    "p 2",
    "p 2 j j G",
    "p 2 s",
    "p 2 enter",
    "p 3",
    "p 3 s s s n",
    "p 4",
    "p 5",
    "enter p",
    "R",
];

/// A way to a screen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// At the first start.
    First(&'static str),
    /// After weeks of study.
    Later(&'static str),
}

impl Way {
    /// The keys.
    pub(crate) const fn keys(self) -> &'static str {
        match self {
            Self::First(keys) | Self::Later(keys) => keys,
        }
    }

    /// The play that the keys are for.
    pub(crate) fn play(self) -> Play {
        match self {
            Self::First(_) => small(),
            Self::Later(_) => practised(),
        }
    }

    /// The same on another deck.
    pub(crate) fn on(self, deck: &str) -> Play {
        match self {
            Self::First(_) => Play::on(deck),
            Self::Later(_) => Play::on(deck).studied(),
        }
    }
}

/// Every way.
pub(crate) fn all() -> Vec<Way> {
    let first = FIRST.iter().map(|keys| Way::First(keys));
    first.chain(LATER.iter().map(|keys| Way::Later(keys))).collect()
}

/// A function that names each variant, and the list of those names.
macro_rules! named {
    ($name:ident, $all:ident, $type:ty { $($variant:pat => $word:expr,)* }) => {
        const $all: &[&str] = &[$($word),*];

        fn $name(what: &$type) -> &'static str {
            match what { $($variant => $word),* }
        }
    };
}

named!(screen, SCREENS, Screen {
    Screen::Card(_) => "screen: card",
    Screen::Answer(_) => "screen: answer",
    Screen::Spoken(_) => "screen: spoken",
    Screen::Debrief(_) => "screen: debrief",
    Screen::Plan(_) => "screen: plan",
    Screen::MockSetup(_) => "screen: mock set-up",
    Screen::MockDebrief(_) => "screen: mock debrief",
    Screen::Progress(_) => "screen: progress",
    Screen::Help(_) => "screen: help",
});

named!(tab, TABS, Tab {
    Tab::Days => "tab: days",
    Tab::Gaps => "tab: gaps",
    Tab::Scores => "tab: scores",
    Tab::Recall => "tab: recall",
    Tab::Due => "tab: due",
});

named!(about, TEXTS, About {
    About::Keys(_) => "help: keys",
    About::Problems => "help: problems",
});

named!(question, QUESTIONS, Confirm {
    Confirm::CopyDeck { .. } => "question: copy the deck",
    Confirm::QuitUnsaved => "question: leave unsaved",
    Confirm::AbortRound => "question: break the round off",
});

named!(place, PLACES, Context {
    Context::Browse => "keys: browser",
    Context::Filter => "keys: filter",
    Context::Plan => "keys: plan",
    Context::Card => "keys: card",
    Context::Answer => "keys: answer",
    Context::Round => "keys: round",
    Context::Rubric => "keys: rubric",
    Context::Speaking => "keys: speaking",
    Context::Marking => "keys: marking",
    Context::Debrief => "keys: debrief",
    Context::MockSetup => "keys: mock set-up",
    Context::MockDebrief => "keys: mock debrief",
    Context::Progress => "keys: progress",
    Context::Gaps => "keys: gaps",
    Context::Scores => "keys: scores",
    Context::Help => "keys: help",
    Context::Find => "keys: find",
    Context::Palette => "keys: palette",
    Context::Confirm => "keys: question",
    // Keys that others share: nobody is there.
    Context::Global | Context::Reading | Context::Line | Context::Writing => NOWHERE,
});

const NOWHERE: &str = "keys: nowhere";
const WELCOME: &str = "welcome";
const PANEL: &str = "side panel";

/// What is on the screen, by name.
fn on(model: &Model) -> Vec<&'static str> {
    let mut names = vec![place(&model.context())];
    match model.screens.last() {
        Some(top) => {
            names.push(screen(top));
            match top {
                Screen::Progress(progress) => names.push(tab(&progress.tab)),
                Screen::Help(help) => names.push(about(&help.about)),
                _ => {}
            }
        }
        None if model.welcome => names.push(WELCOME),
        None if model.browse.in_side => names.push(PANEL),
        None => {}
    }
    names.extend(model.confirm.as_ref().map(question));
    names
}

/// Claims that these plays ended on every screen that there is.
#[track_caller]
pub(crate) fn leave_nothing_out(plays: impl IntoIterator<Item = Played>) {
    let seen: BTreeSet<&str> = plays.into_iter().flat_map(|played| on(&played.model)).collect();
    let all = [SCREENS, TABS, TEXTS, QUESTIONS, PLACES, &[WELCOME, PANEL]].concat();
    let missed: Vec<_> =
        all.into_iter().filter(|name| *name != NOWHERE && !seen.contains(name)).collect();
    assert!(missed.is_empty(), "no way leads to {missed:?}");
}

#[test]
fn the_ways_lead_to_every_screen() {
    leave_nothing_out(all().into_iter().map(|way| way.play().keys(way.keys())));
}
