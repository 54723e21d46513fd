//! The one table of everything that a key can do: name, context, keys, meaning, word in the footer.
//!
//! Keymap, footer, help, command palette, the README's table and `greenroom keys` all come from it.

mod context;
mod name;

use super::key::{Code, Key};
pub use context::Context;

/// One row of the table.
#[derive(Debug)]
pub struct Spec {
    /// What it does.
    pub action: Action,
    /// Where.
    pub context: Context,
    /// The keys that call it, the one to show first.
    pub keys: &'static [&'static str],
    /// The word in the footer; empty where it is only in the help.
    pub label: &'static str,
    /// What it does, in a line.
    pub doc: &'static str,
}

impl Spec {
    /// Whether it only moves or types, so that nobody looks for it in a list of commands: the footer
    /// has no word for it, and one of its keys is an arrow, enter or the like.
    pub fn is_gesture(&self) -> bool {
        self.label.is_empty() && self.keys.iter().any(|key| is_hand_key(key))
    }
}

/// Whether this names a key whose use everybody knows: it moves the cursor, deletes or breaks a line.
fn is_hand_key(name: &str) -> bool {
    let known = |key: Key| !matches!(key.code, Code::Char(_) | Code::Esc | Code::Tab | Code::F(_));
    name.parse().is_ok_and(known)
}

macro_rules! actions {
    ($($context:ident { $($name:ident [$($key:literal)+] $label:literal, $doc:literal;)* })*) => {
        /// Something that a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[doc = $doc] $name,)*)* }

        /// The table. Within a context the order is the footer's priority.
        pub const ACTIONS: &[Spec] = &[$($(Spec {
            action: Action::$name,
            context: Context::$context,
            keys: &[$($key),+],
            label: $label,
            doc: $doc,
        },)*)*];
    };
}

actions! {
    Browse {
        OpenCard ["enter" "l"] "open", "Open the selected card; in the side panel, choose the row";
        AnswerCard ["a"] "answer", "Write an answer to the selected card";
        StartReview ["r"] "review", "Study what is due among the cards shown";
        SetUpMock ["m"] "mock", "Set up a mock round over the cards shown";
        EditFilter ["/"] "filter", "Edit the filter";
        OpenProgress ["p"] "progress", "Plots and gaps of the cards shown";
        LeaveProgram ["q"] "quit", "Leave greenroom";
        NextPane ["tab" "backtab"] "panel", "Move between the cards and the side panel";
        PlanDay ["i"] "interview", "Set the day of an interview; the evenings until it";
        ToggleMark ["space"] "", "Side panel: include, exclude or clear a tag; choose a deck or level";
        SelectDown ["j" "down"] "", "Next row";
        SelectUp ["k" "up"] "", "Previous row";
        SelectPageDown ["pgdn" "ctrl-d"] "", "A page down";
        SelectPageUp ["pgup" "ctrl-u"] "", "A page up";
        SelectFirst ["g" "home"] "", "First row";
        SelectLast ["G" "end"] "", "Last row";
        ClearFilter ["esc" "c"] "", "Clear the filter";
        StartAhead ["R"] "", "Study what is due among the cards shown, and go on ahead of schedule";
        BrowseSayIt ["v"] "", "Say the answer to the selected card aloud, and mark it yourself";
        BrowseSuspend ["s"] "", "Take the card out of the queue, or put it back";
        BrowseFlag ["f"] "", "Flag the card, or take the flag away";
        BrowseUndo ["u"] "", "Take back the last rating, suspension or flag";
        BrowseEdit ["e"] "", "Open the card's deck in your editor, and read it again after";
        ReloadDecks ["ctrl-r"] "", "Read all decks and the settings again";
        ShowProblems ["!"] "", "Show what is wrong with decks and settings";
    }
    Filter {
        AcceptFilter ["enter" "down" "tab"] "keep", "Keep the filter and go to the cards";
        DropFilter ["esc"] "put back", "Put the filter back as it was";
    }
    Line {
        LineLeft ["left"] "", "One character left";
        LineRight ["right"] "", "One character right";
        LineWordLeft ["ctrl-left" "alt-b"] "", "One word left";
        LineWordRight ["ctrl-right" "alt-f"] "", "One word right";
        LineHome ["home" "ctrl-a"] "", "Start of the line";
        LineEnd ["end" "ctrl-e"] "", "End of the line";
        LineBackspace ["backspace" "ctrl-h"] "", "Delete the character before the cursor";
        LineDelete ["del" "ctrl-d"] "", "Delete the character after the cursor";
        LineDeleteWord ["ctrl-w" "alt-backspace"] "", "Delete the word before the cursor";
        LineClear ["ctrl-u"] "clear", "Delete the whole line";
    }
    Plan {
        SetDay ["enter"] "set the day", "Prepare for the day that is written; an empty line takes the plan away";
        LeavePlan ["esc"] "back", "Back to the browser, the plan as it was";
        PlanDown ["down"] "", "Scroll down";
        PlanUp ["up"] "", "Scroll up";
        PlanPageDown ["pgdn"] "scroll", "Scroll a page down";
        PlanPageUp ["pgup"] "", "Scroll a page up";
    }
    Card {
        Reveal ["space" "enter"] "reveal", "Reveal the next step: short answer, detail, what interviewers look for, common pitfall …";
        AnswerInstead ["a"] "answer", "Write an answer to this card";
        SayIt ["v"] "say it", "Say the answer aloud, and mark it yourself";
        LeaveCard ["esc" "q" "h"] "back", "Back to the browser";
        RateAgain ["1"] "", "Rate: again, could not answer; it comes back in this session";
        RateHard ["2"] "", "Rate: hard, answered with gaps";
        RateGood ["3"] "", "Rate: good, answered well";
        RateEasy ["4"] "", "Rate: easy, answered fluently";
        CardUndo ["u"] "undo", "Take back the last rating, suspension or flag";
        SkipCard ["n"] "next", "Next card without a rating";
        CardSuspend ["s"] "suspend", "Take the card out of the queue, or put it back";
        CardFlag ["f"] "flag", "Flag the card, or take the flag away";
        CardProgress ["p"] "", "Scores and times of this card";
        CardEdit ["e"] "edit", "Open the card's deck in your editor, and read it again after";
        CardDown ["j" "down"] "", "Scroll down";
        CardUp ["k" "up"] "", "Scroll up";
        CardPageDown ["pgdn" "ctrl-d"] "", "Scroll a page down";
        CardPageUp ["pgup" "ctrl-u"] "", "Scroll a page up";
        CardTop ["g" "home"] "", "To the top";
        CardBottom ["G" "end"] "", "To the bottom";
    }
    Answer {
        Submit ["ctrl-s" "alt-enter"] "submit", "Submit the answer";
        LeaveAnswer ["esc"] "leave", "Back, with the draft kept";
        FocusRubric ["tab"] "rubric", "Go to the rubric: walk from criterion to evidence, overrule";
        ToggleFeedback ["ctrl-f"] "feedback", "Hide or show the feedback (exam conditions)";
        ToggleClock ["ctrl-t"] "clock", "Hide or show the clock";
        SayItInstead ["ctrl-o"] "say it", "Say the answer aloud instead, while nothing is written yet";
        Dictate ["ctrl-r"] "", "Put in what your dictation program writes; the config names it";
    }
    Round {
        SubmitInRound ["ctrl-s" "alt-enter"] "submit", "Submit the answer, and on to the next question; a blank one is skipped";
        SkipQuestion ["ctrl-k"] "skip", "Skip the question; what is written stays as its draft";
        PauseRound ["ctrl-g"] "pause", "Stop the clock, or let it run again";
        AbortRound ["esc"] "break off", "Break the round off, asked; everything written is kept";
        ToggleClockInRound ["ctrl-t"] "clock", "Hide or show the clock";
        FocusRubricInRound ["tab"] "", "Go to the rubric, where the round was set up with feedback";
        DictateInRound ["ctrl-r"] "", "Put in what your dictation program writes; the config names it";
    }
    Writing {
        Newline ["enter" "shift-enter"] "", "New line";
        Left ["left" "ctrl-b"] "", "One character left";
        Right ["right"] "", "One character right";
        Up ["up"] "", "One row up";
        Down ["down" "ctrl-n"] "", "One row down";
        PageUp ["pgup"] "", "A page up";
        PageDown ["pgdn"] "", "A page down";
        WordLeft ["ctrl-left" "alt-left" "alt-b"] "", "One word left";
        WordRight ["ctrl-right" "alt-right" "alt-f"] "", "One word right";
        Home ["home"] "", "Start of the row";
        End ["end" "ctrl-e"] "", "End of the row";
        TextStart ["ctrl-home"] "", "Start of the answer";
        TextEnd ["ctrl-end"] "", "End of the answer";
        SelectCharLeft ["shift-left"] "", "Select one character left";
        SelectCharRight ["shift-right"] "", "Select one character right";
        SelectRowUp ["shift-up"] "", "Select one row up";
        SelectRowDown ["shift-down"] "", "Select one row down";
        SelectWordLeft ["ctrl-shift-left" "alt-shift-left"] "", "Select one word left";
        SelectWordRight ["ctrl-shift-right" "alt-shift-right"] "", "Select one word right";
        SelectHome ["shift-home"] "", "Select to the start of the row";
        SelectEnd ["shift-end"] "", "Select to the end of the row";
        SelectAll ["ctrl-a"] "", "Select everything";
        Backspace ["backspace" "ctrl-h"] "", "Delete the character before the cursor";
        Delete ["del" "ctrl-d"] "", "Delete the character after the cursor";
        DeleteWordLeft ["ctrl-w" "alt-backspace" "ctrl-backspace"] "", "Delete the word before the cursor";
        DeleteWordRight ["alt-d" "ctrl-del"] "", "Delete the word after the cursor";
        Cut ["ctrl-x"] "", "Cut the selection";
        Copy ["alt-c"] "", "Copy the selection";
        Paste ["ctrl-v"] "", "Paste what was cut or copied";
        Undo ["ctrl-u"] "undo", "Undo the last group of edits";
        Redo ["ctrl-y"] "", "Do it again";
    }
    Rubric {
        Overrule ["x"] "overrule", "Overrule the verdict, or take the overrule back";
        NextCriterion ["j" "down"] "next", "Next criterion or trap, and its evidence";
        PreviousCriterion ["k" "up"] "", "Previous criterion or trap, and its evidence";
        FocusText ["tab" "esc" "enter"] "text", "Back to the text";
        RubricSubmit ["ctrl-s"] "submit", "Submit the answer";
        RubricToggleFeedback ["ctrl-f"] "", "Hide or show the feedback (exam conditions)";
        RubricToggleClock ["ctrl-t"] "", "Hide or show the clock";
    }
    Speaking {
        StartStop ["space"] "clock", "Start the clock, stop it, let it run again";
        DoneSpeaking ["enter"] "mark it", "Start the clock; when it has run, go on to the marks";
        LeaveSpeaking ["esc" "q"] "leave", "Back; nothing is kept. In a mock round: break it off, asked";
        SkipSpeaking ["n" "ctrl-k"] "", "In a mock round: skip the question";
    }
    Marking {
        TickMark ["space" "x"] "tick", "Tick the row: met, partial, not yet; a trap on or off";
        SubmitMarks ["enter" "ctrl-s"] "submit", "Keep the attempt with these marks";
        NextMark ["j" "down"] "next", "Next criterion or trap";
        PreviousMark ["k" "up"] "", "Previous criterion or trap";
        MarksPageDown ["pgdn" "ctrl-d"] "scroll", "Scroll the model answer down";
        MarksPageUp ["pgup" "ctrl-u"] "", "Scroll the model answer up";
        BackToClock ["esc"] "back to the clock", "Back to the clock, to go on speaking or to leave";
    }
    Debrief {
        TakeSuggestion ["enter"] "take the rating", "Take the suggested rating";
        DebriefAgain ["1"] "", "Rate: again, could not answer; it comes back in this session";
        DebriefHard ["2"] "", "Rate: hard, answered with gaps";
        DebriefGood ["3"] "", "Rate: good, answered well";
        DebriefEasy ["4"] "", "Rate: easy, answered fluently";
        AnswerAgain ["a"] "answer again", "Write another answer to this card";
        DebriefDown ["j" "down"] "", "Scroll down";
        DebriefUp ["k" "up"] "", "Scroll up";
        DebriefPageDown ["pgdn" "space" "ctrl-d"] "scroll", "Scroll a page down";
        DebriefPageUp ["pgup" "ctrl-u"] "", "Scroll a page up";
        DebriefTop ["g" "home"] "", "To the top";
        DebriefBottom ["G" "end"] "", "To the bottom";
        LeaveDebrief ["esc" "q"] "back, unrated", "Back without a rating; the attempt is kept";
    }
    MockSetup {
        BeginRound ["enter"] "begin", "Begin the round";
        NextSetting ["j" "down" "tab"] "next", "Next setting";
        PreviousSetting ["k" "up" "backtab"] "", "Previous setting";
        SettingUp ["right" "l" "+" "space"] "change", "More, or the other choice";
        SettingDown ["left" "h" "-"] "", "Less, or the other choice";
        DrawAgain ["r"] "draw others", "Draw other questions";
        SetupPageDown ["pgdn" "ctrl-d"] "", "Scroll a page down";
        SetupPageUp ["pgup" "ctrl-u"] "", "Scroll a page up";
        LeaveSetup ["esc" "q"] "back", "Back to the browser";
    }
    MockDebrief {
        OpenQuestion ["enter" "l"] "open; rate all", "Open the selected question's debrief; on the last row, rate every card as shown and leave";
        NextQuestion ["j" "down"] "next", "Next question";
        PreviousQuestion ["k" "up"] "", "Previous question";
        DrillFirst ["1"] "drill", "Drill the cards of the first thing to work on";
        DrillSecond ["2"] "", "Drill the cards of the second thing to work on";
        DrillThird ["3"] "", "Drill the cards of the third thing to work on";
        RoundPageDown ["pgdn" "space" "ctrl-d"] "scroll", "Scroll a page down";
        RoundPageUp ["pgup" "ctrl-u"] "", "Scroll a page up";
        LeaveRound ["esc" "q"] "leave unrated", "Leave; the answers are kept, nothing is rated";
    }
    Progress {
        NextTab ["tab" "right" "l"] "next tab", "Next tab";
        PreviousTab ["backtab" "left" "h"] "", "Previous tab";
        LeaveProgress ["esc" "q" "p"] "back", "Back";
        ShowDays ["1"] "", "Days: a calendar of the work done";
        ShowGaps ["2"] "", "Gaps: what answers keep missing, and whether it stays closed";
        ShowScores ["3"] "", "Scores and times, answer by answer";
        ShowRecall ["4"] "", "Recall: retention, predicted and actual";
        ShowDue ["5"] "", "Due: what comes back in the next four weeks";
        ProgressDown ["j" "down"] "", "Scroll down; next gap";
        ProgressUp ["k" "up"] "", "Scroll up; previous gap";
        ProgressPageDown ["pgdn" "space" "ctrl-d"] "scroll", "Scroll a page down";
        ProgressPageUp ["pgup" "ctrl-u"] "", "Scroll a page up";
        ProgressTop ["g" "home"] "", "To the top";
        ProgressBottom ["G" "end"] "", "To the bottom";
    }
    Gaps {
        Drill ["enter" "d"] "drill", "Answer the cards where the selected kind or tag was missed";
        GapsBy ["s"] "kinds or tags", "Show gaps by kind of criterion, or by tag";
    }
    Scores {
        ScoresBy ["s"] "deck, tag, card", "Show the scores of all cards, by deck, by tag or by card";
        NextGroup ["n"] "next", "The next deck, tag or card";
        PreviousGroup ["N"] "", "The previous deck, tag or card";
    }
    Help {
        FindHelp ["/"] "search", "Search keys and what they do";
        HelpDown ["j" "down"] "", "Scroll down";
        HelpUp ["k" "up"] "", "Scroll up";
        HelpPageDown ["pgdn" "space" "ctrl-d"] "scroll", "Scroll a page down";
        HelpPageUp ["pgup" "ctrl-u"] "", "Scroll a page up";
        HelpTop ["g" "home"] "", "To the top";
        HelpBottom ["G" "end"] "", "To the bottom";
        CloseHelp ["esc" "q" "?" "enter"] "close", "Close the help";
    }
    Find {
        KeepFound ["enter" "down" "tab"] "keep", "Keep the search and go to the rows";
        DropFound ["esc"] "show all", "Drop the search and show every row";
    }
    Palette {
        RunCommand ["enter"] "run", "Run the selected command on the screen below";
        NextCommand ["down" "ctrl-n" "tab"] "", "Next command";
        PreviousCommand ["up" "backtab"] "", "Previous command";
        CommandsDown ["pgdn"] "", "A page of commands down";
        CommandsUp ["pgup"] "", "A page of commands up";
        ClosePalette ["esc"] "close", "Close the palette";
    }
    Confirm {
        ConfirmYes ["y"] "yes", "Yes";
        ConfirmFirst ["enter"] "", "The answer that stands first";
        ConfirmElsewhere ["w"] "", "Leaving with unsaved work: write it to a file elsewhere first";
        ConfirmNo ["n" "esc" "q"] "no", "No";
    }
    Reading {
        ShowHelp ["?"] "help", "Every key that works here";
        OpenPalette [":"] "commands", "Every command that works here, found by typing";
    }
    Global {
        ShowHelpAnywhere ["f1"] "help", "Every key that works here, also while writing";
        OpenPaletteAnywhere ["ctrl-p"] "commands", "Every command that works here, also while writing; again closes";
        NextTheme ["f2"] "", "The next theme: terminal, dusk, paper, contrast, plain";
        ReloadConfig ["f5"] "", "Read the settings again";
        Suspend ["ctrl-z"] "", "Go to the shell for a while; `fg` there comes back";
        Quit ["ctrl-c"] "quit", "Leave greenroom at once; a draft is kept";
    }
}
