//! The terminal itself: taken over and given back, its keys and signals as messages.
//!
//! Whatever way the program ends, the guard gives the terminal back as it was (after a fault of the
//! program, [`crash`](super::crash) does).

mod frames;

use std::fmt;
use std::io::{self, Stdout, stdout};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};
use std::time::Duration;

use crossterm::event::{
    self, DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

pub use self::frames::Frames;
use super::world::Events;
use crate::app::key::{Code, Key};
use crate::app::mouse::Gesture;
use crate::app::msg::Msg;

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether it tells of the mouse while it is ours.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back when dropped.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal over, the mouse too where it is wanted.
    ///
    /// # Errors
    /// Where it does not let itself be taken.
    pub fn take(mouse: bool) -> io::Result<Self> {
        MOUSE.store(mouse, Ordering::SeqCst);
        enter()?;
        Ok(Self(()))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Takes the terminal over, at the start and after something else had it.
///
/// # Errors
/// Where it does not let itself be taken.
pub fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)?;
    if MOUSE.load(Ordering::SeqCst) { execute!(stdout(), Buttons(true)) } else { Ok(()) }
}

/// Listens to the mouse from here on, or does not any more; a terminal that is not ours hears of it when
/// it is.
fn listen_to_mouse(on: bool) -> io::Result<()> {
    let was = MOUSE.swap(on, Ordering::SeqCst);
    if was != on && is_taken() { execute!(stdout(), Buttons(on)) } else { Ok(()) }
}

/// Gives the terminal back. Nothing can be done where that fails, and a second time does nothing.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        if MOUSE.load(Ordering::SeqCst) {
            let _ = execute!(stdout(), Buttons(false));
        }
        let _ = execute!(
            stdout(),
            DisableFocusChange,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
    }
}

/// Asks for the mouse's buttons and wheel, or does not any more. crossterm's own command asks for
/// every movement too, which nobody here wants to hear of.
struct Buttons(bool);

impl Command for Buttons {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        // Buttons; places as numbers, beyond column 223 too.
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        if self.0 {
            event::EnableMouseCapture.execute_winapi()
        } else {
            event::DisableMouseCapture.execute_winapi()
        }
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

/// Whether the terminal is ours at the moment.
pub fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// A ratatui terminal on standard output.
///
/// # Errors
/// Where its size cannot be asked for.
pub fn open() -> io::Result<Terminal<CrosstermBackend<Frames<Stdout>>>> {
    // Whether there are colours is the theme's to say.
    crossterm::style::force_color_output(true);
    Terminal::new(CrosstermBackend::new(Frames::on(stdout())))
}

/// The number of the signal that told the program to end; 0 while none did.
static SIGNALLED: AtomicI32 = AtomicI32::new(0);

/// Whether a signal told the program to stop for a while.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// The signal that told the program to end, if one did.
pub fn signalled() -> Option<i32> {
    Some(SIGNALLED.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
}

/// As good as no time: where there is none at all, crossterm does not look.
const AT_ONCE: Duration = Duration::from_micros(200);

/// Keys, pastes and signals of the real terminal.
#[derive(Debug)]
pub struct TerminalEvents(());

impl TerminalEvents {
    /// Listens to the terminal, and to the signals that end a program.
    ///
    /// # Errors
    /// Where there is nothing to listen to.
    pub fn listen() -> io::Result<Self> {
        // The first poll makes crossterm listen to changes of the window's size, which is what
        // wakes it for a signal.
        event::poll(AT_ONCE)?;
        #[cfg(unix)]
        signals()?;
        Ok(Self(()))
    }
}

/// On a signal that ends programs: remember it and wake the loop, which sees to everything else.
#[cfg(unix)]
fn signals() -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    let mut signals =
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in &mut signals {
            match signal {
                // While something else has the terminal, ctrl-c is said to that.
                SIGINT if !TAKEN.load(Ordering::SeqCst) => continue,
                SIGTSTP => STOPPED.store(true, Ordering::SeqCst),
                signal => SIGNALLED.store(signal, Ordering::SeqCst),
            }
            let _ = signal_hook::low_level::raise(SIGWINCH);
            if signalled().is_some() {
                watch();
            }
        }
    })?;
    Ok(())
}

/// Counts up when the terminal is asked for something and again when it has answered: odd while it
/// has not.
static ASKED: AtomicUsize = AtomicUsize::new(0);

/// So long a terminal may keep a program that was told to end.
const GRACE: Duration = Duration::from_millis(700);

/// Ends the program by force where the terminal does not answer any more: crossterm waits for the rest
/// of what one began to say (a paste that never ends, say) and hears nothing else meanwhile. What was
/// written before lies beside the journal by then.
#[cfg(unix)]
fn watch() {
    let watch = || {
        loop {
            let before = ASKED.load(Ordering::SeqCst);
            std::thread::sleep(GRACE);
            if before % 2 == 1 && ASKED.load(Ordering::SeqCst) == before {
                give_back();
                std::process::exit(signalled().map_or(0, |signal| 128 + signal));
            }
        }
    };
    let _ = std::thread::Builder::new().name("watch".to_owned()).spawn(watch);
}

/// Asks the terminal.
fn ask<T>(question: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    ASKED.fetch_add(1, Ordering::SeqCst);
    let answer = question();
    ASKED.fetch_add(1, Ordering::SeqCst);
    answer
}

impl Events for TerminalEvents {
    fn next(&mut self, wait: Option<Duration>) -> io::Result<Option<Msg>> {
        if signalled().is_some() {
            return Ok(Some(Msg::Terminate));
        }
        if STOPPED.swap(false, Ordering::SeqCst) {
            return Ok(Some(Msg::Suspend));
        }
        if let Some(wait) = wait
            && !ask(|| event::poll(wait))?
        {
            return Ok(None);
        }
        // What means nothing ends the wait all the same: the screen may not have been drawn because
        // this was waiting, as a button's release does behind its press.
        Ok(message(ask(event::read)?))
    }

    fn waiting(&mut self) -> io::Result<bool> {
        ask(|| event::poll(AT_ONCE))
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        listen_to_mouse(on)
    }

    #[cfg(unix)]
    fn suspend(&mut self) -> io::Result<()> {
        use rustix::process::{getpid, getsid};
        // The first process of a session has nobody to bring it back.
        if getsid(None).is_ok_and(|leader| leader == getpid()) {
            return Err(io::Error::other(
                "There is no shell to go to: greenroom was started alone",
            ));
        }
        give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        enter()
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) -> io::Result<()> {
        Err(io::Error::other("This system cannot stop a program and go on with it"))
    }
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => key_of(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(..) => Some(Msg::Resized),
        Event::FocusLost => Some(Msg::FocusLost),
        Event::FocusGained => Some(Msg::FocusGained),
        Event::Mouse(event) => {
            gesture(event).map(|gesture| Msg::Mouse(gesture, (event.column, event.row)))
        }
    }
}

fn gesture(event: MouseEvent) -> Option<Gesture> {
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Gesture::Click),
        MouseEventKind::ScrollUp => Some(Gesture::WheelUp),
        MouseEventKind::ScrollDown => Some(Gesture::WheelDown),
        _ => None,
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    // Some terminals report releases too: those type nothing.
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let (code, shift) = match event.code {
        KeyCode::Char(c) => (Code::Char(c), false),
        KeyCode::BackTab => (Code::Tab, true),
        KeyCode::Enter => (Code::Enter, shift),
        KeyCode::Esc => (Code::Esc, shift),
        KeyCode::Tab => (Code::Tab, shift),
        KeyCode::Backspace => (Code::Backspace, false),
        KeyCode::Delete => (Code::Delete, shift),
        KeyCode::Left => (Code::Left, shift),
        KeyCode::Right => (Code::Right, shift),
        KeyCode::Up => (Code::Up, shift),
        KeyCode::Down => (Code::Down, shift),
        KeyCode::Home => (Code::Home, shift),
        KeyCode::End => (Code::End, shift),
        KeyCode::PageUp => (Code::PageUp, shift),
        KeyCode::PageDown => (Code::PageDown, shift),
        KeyCode::F(n) => (Code::F(n), shift),
        _ => return None,
    };
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    Some(Key { code, ctrl, alt, shift })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: KeyCode, modifiers: KeyModifiers, expect: &str) {
        let key = key_of(KeyEvent::new(code, modifiers)).map(|key| key.to_string());
        assert_eq!(key.as_deref(), Some(expect));
    }

    #[test]
    fn keys_keep_their_names() {
        check(KeyCode::Char('S'), KeyModifiers::SHIFT, "S");
        check(KeyCode::Char('s'), KeyModifiers::CONTROL, "ctrl-s");
        check(KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab");
        check(KeyCode::Left, KeyModifiers::CONTROL | KeyModifiers::SHIFT, "ctrl-shift-left");
    }

    #[test]
    fn a_key_that_is_let_go_types_nothing() {
        let mut event = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(key_of(event), None);
    }
}
