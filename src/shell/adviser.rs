//! The user's program that gives second opinions: started, fed, looked after, and ended in time.
//!
//! Does not understand what it says. The terminal stays ours: it has neither keys nor a screen, and what
//! it writes to its standard error goes nowhere.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::external::words;
use super::world::Adviser;
use crate::app::screen::debrief::LIMIT_S;

/// The most that it may write, in bytes; it is ended where it writes more.
pub const MOST_BYTES: usize = 256 * 1024;

/// What it started may hold its output open for so long after its end.
const LINGER: Duration = Duration::from_secs(2);

/// Where the user is told what to look at.
const SEE: &str = "see [judge] command in config.toml";

/// The program, while it runs. Ended when this is dropped.
#[derive(Debug)]
pub struct Program {
    limit: Duration,
    running: Option<Running>,
}

impl Default for Program {
    fn default() -> Self {
        Self::within(Duration::from_secs(LIMIT_S))
    }
}

impl Program {
    /// One that is ended after so long.
    pub const fn within(limit: Duration) -> Self {
        Self { limit, running: None }
    }

    /// Whether it was asked and has not said anything yet.
    pub const fn is_running(&self) -> bool {
        self.running.is_some()
    }
}

#[derive(Debug)]
struct Running {
    name: String,
    child: Child,
    written: Receiver<io::Result<Vec<u8>>>,
    /// What it wrote, once it has closed its output.
    bytes: Option<Vec<u8>>,
    limit: Duration,
    begun: Instant,
    ended: Option<(ExitStatus, Instant)>,
}

impl Adviser for Program {
    fn ask(&mut self, command: &str, question: String) -> io::Result<()> {
        self.dismiss();
        self.running = Some(start(command, question, self.limit)?);
        Ok(())
    }

    fn said(&mut self) -> Option<io::Result<String>> {
        let said = self.running.as_mut()?.look().transpose()?;
        self.dismiss();
        Some(said)
    }

    fn dismiss(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.end();
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.dismiss();
    }
}

fn start(command: &str, question: String, limit: Duration) -> io::Result<Running> {
    let mut words = words(command).into_iter();
    let name = words.next().unwrap_or_default();
    let mut command = Command::new(&name);
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // With all that it starts it is one group, apart from ours: it is ended as a whole, and cannot take
    // keys from us.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command
        .spawn()
        .map_err(|why| io::Error::new(why.kind(), format!("cannot start {name}: {why}; {SEE}")))?;
    let (send, written) = channel();
    let pipes = (child.stdin.take(), child.stdout.take());
    let begun = Instant::now();
    let mut running = Running { name, child, written, bytes: None, limit, begun, ended: None };
    let feed = move || {
        // It may do without reading.
        let _ = pipes.0.map(|mut input| input.write_all(question.as_bytes()));
    };
    let read = move || {
        let mut bytes = Vec::new();
        let mut output = pipes.1.map(|output| output.take(MOST_BYTES as u64 + 1));
        let all = output.as_mut().map_or(Ok(0), |output| output.read_to_end(&mut bytes));
        // Said before the pipe is closed: whoever still writes into it ends by that.
        let _ = send.send(all.map(|_| bytes));
    };
    for work in [Box::new(feed) as Box<dyn FnOnce() + Send>, Box::new(read)] {
        if let Err(why) = thread::Builder::new().name("adviser".to_owned()).spawn(work) {
            running.end();
            return Err(why);
        }
    }
    Ok(running)
}

impl Running {
    /// What it wrote, once it has ended well; none while it runs.
    fn look(&mut self) -> io::Result<Option<String>> {
        // First, how it ended: what it wrote was said before that.
        if self.ended.is_none() {
            self.ended = self.child.try_wait()?.map(|status| (status, Instant::now()));
        }
        if self.bytes.is_none() {
            self.bytes = self.written.try_recv().ok().transpose()?;
        }
        let name = &self.name;
        let fails = |what: String| Err(io::Error::other(format!("{name} {what}")));
        if self.bytes.as_ref().is_some_and(|bytes| bytes.len() > MOST_BYTES) {
            let most = MOST_BYTES / 1024;
            return fails(format!("wrote more than {most} KB and was ended; it is to write less"));
        }
        match &self.ended {
            None if self.begun.elapsed() >= self.limit => {
                let seconds = self.limit.as_secs_f32();
                fails(format!("took longer than {seconds:.0} seconds and was ended"))
            }
            None => Ok(None),
            Some((status, _)) if !status.success() => {
                fails(format!("ended with {status}; run it by hand to see why, or {SEE}"))
            }
            Some((_, at)) => match self.bytes.take().map(String::from_utf8) {
                Some(Ok(text)) => Ok(Some(text)),
                Some(Err(_)) => fails("wrote something that is not UTF-8 text".to_owned()),
                None if at.elapsed() >= LINGER => fails(
                    "has ended, but something that it started keeps its output open".to_owned(),
                ),
                None => Ok(None),
            },
        }
    }

    /// Ends it with all that it started, if it still runs.
    fn end(&mut self) {
        if self.ended.is_some() {
            return;
        }
        #[cfg(unix)]
        {
            use rustix::process::{Pid, Signal, kill_process_group};
            let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{env, fs, process};

    use super::*;

    /// What a script for `sh` makes of a question, within a second and a half.
    fn asked(script: &str, question: &str) -> io::Result<String> {
        let mut program = Program::within(Duration::from_millis(1_500));
        program.ask(&format!("sh -c \"{script}\""), question.to_owned())?;
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            if let Some(said) = program.said() {
                assert!(program.said().is_none(), "only once");
                return said;
            }
            thread::sleep(Duration::from_millis(5));
        }
        Err(io::Error::other("it never ends"))
    }

    fn check(script: &str, expect: Result<&str, &str>) {
        match (asked(script, "the question"), expect) {
            (Ok(text), Ok(expect)) => assert_eq!(text, expect, "{script}"),
            (Err(why), Err(part)) => assert!(why.to_string().contains(part), "{script}: {why}"),
            (said, expect) => assert_eq!(said.ok().as_deref(), expect.ok(), "{script}"),
        }
    }

    #[test]
    fn it_is_fed_and_what_it_writes_is_taken() {
        check("cat", Ok("the question"));
        check("printf 'é日本'", Ok("é日本"));
        check("exit 0", Ok(""));
        // Nobody sees what it complains of.
        check("echo secret >&2; echo said", Ok("said\n"));
        check("echo said; exec >&-; sleep 0.3", Ok("said\n"));
    }

    #[test]
    fn every_failure_says_what_it_was() {
        check("cat; exit 3", Err("sh ended with exit status: 3; run it by hand"));
        check("kill -9 \\$\\$", Err("sh ended with signal: 9"));
        check("printf '\\\\377'", Err("not UTF-8"));
        check("sleep 30", Err("sh took longer than 2 seconds and was ended"));
        check("trap '' TERM INT HUP; sleep 30", Err("took longer"));
        check("read -r line </dev/tty; sleep 30", Err("took longer"));
        check("head -c 10000000 /dev/zero", Err("wrote more than 256 KB"));
        check("yes", Err("wrote more than 256 KB"));
        check("sleep 30 & echo said", Err("keeps its output open"));
        let why = Program::default().ask("no-such-judge --now", String::new()).unwrap_err();
        let why = why.to_string();
        assert!(why.contains("no-such-judge") && why.contains("[judge] command"), "{why}");
        assert!(Program::default().ask("", String::new()).is_err());
    }

    #[test]
    fn a_long_question_goes_through_and_may_be_left_unread() {
        let long = "x".repeat(3_000_000);
        assert_eq!(asked("wc -c", &long).unwrap().trim(), "3000000");
        assert_eq!(asked("echo said", &long).unwrap(), "said\n");
    }

    #[test]
    fn it_ends_with_all_that_it_started() {
        let file = env::temp_dir().join(format!("greenroom-adviser-{}", process::id()));
        let mut program = Program::default();
        let script = format!("sleep 60 & echo \\$! > '{}'; wait", file.display());
        program.ask(&format!("sh -c \"{script}\""), String::new()).unwrap();
        let until = Instant::now() + Duration::from_secs(20);
        let id = loop {
            let id = fs::read_to_string(&file).unwrap_or_default();
            if id.ends_with('\n') {
                break id.trim().to_owned();
            }
            assert!(Instant::now() < until && program.said().is_none());
            thread::sleep(Duration::from_millis(5));
        };
        let _ = fs::remove_file(&file);
        drop(program);
        // Its parent is gone, too: whoever takes it up may let it lie for a while.
        let state = || {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            stat.rsplit(") ").next().unwrap_or("").chars().next()
        };
        while state().is_some_and(|state| state != 'Z') {
            assert!(Instant::now() < until, "{id} still runs");
            thread::sleep(Duration::from_millis(5));
        }
    }
}
