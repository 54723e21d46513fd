//! The user's dictation program: run, waited for, and what it wrote.
//!
//! Listens to nothing itself, and does not take care of the terminal: whoever calls it has left the
//! screen first, so that the program may show and ask what it likes.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::external::words;

/// The longest time that it is waited for.
pub const LIMIT: Duration = Duration::from_secs(60);

/// How often it is looked whether it has ended.
const LOOK: Duration = Duration::from_millis(20);

/// The most that is read of what it writes, in bytes; an answer takes less.
const MOST_BYTES: u64 = 1024 * 1024;

/// Runs a program with its arguments and returns what it wrote to its standard output.
///
/// # Errors
/// Where it does not start, fails, does not end within `limit`, or writes what is not UTF-8. The
/// message says so in a few words.
pub fn listen(command: &str, limit: Duration) -> io::Result<String> {
    let mut words = words(command).into_iter();
    let program = words.next().unwrap_or_default();
    let started = Command::new(&program).args(words).stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|why| {
        let what = format!("cannot start {program}: {why}; see [speech] command in config.toml");
        io::Error::new(why.kind(), what)
    })?;
    let written = read(&mut child)?;
    let until = Instant::now() + limit;
    let status = wait(&mut child, until)?.ok_or_else(|| {
        let seconds = limit.as_secs_f32();
        io::Error::other(format!("{program} did not end within {seconds:.0} seconds"))
    })?;
    if !status.success() {
        return Err(io::Error::other(format!("{program} ended with {status}")));
    }
    // What it started may hold its output open for ever.
    let left = until.saturating_duration_since(Instant::now()).min(Duration::from_secs(2));
    let bytes = written.recv_timeout(left).map_err(|_| {
        io::Error::other(format!("{program} has ended, but something keeps its output open"))
    })??;
    String::from_utf8(bytes)
        .map_err(|_| io::Error::other(format!("{program} wrote something that is not UTF-8 text")))
}

/// Reads all that it writes, meanwhile: a full pipe would stop it.
fn read(child: &mut Child) -> io::Result<Receiver<io::Result<Vec<u8>>>> {
    let (send, written) = channel();
    if let Some(output) = child.stdout.take() {
        thread::Builder::new().name("dictation".to_owned()).spawn(move || {
            let mut bytes = Vec::new();
            let mut output = output.take(MOST_BYTES);
            let all = output.read_to_end(&mut bytes).map(|_| bytes);
            // The rest goes nowhere, but it goes.
            let _ = io::copy(&mut output.into_inner(), &mut io::sink());
            let _ = send.send(all);
        })?;
    }
    Ok(written)
}

/// How it ended; none where it had to be stopped.
fn wait(child: &mut Child, until: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= until {
            let _ = child.kill();
            let _ = child.wait();
            return Ok(None);
        }
        thread::sleep(LOOK);
    }
}

/// Tells whoever looks at the terminal what goes on.
pub fn announce(command: &str, limit: Duration) {
    let seconds = limit.as_secs();
    let mut out = io::stdout();
    let _ = writeln!(out, "greenroom: {command} listens, for {seconds} seconds at most")
        .and_then(|()| out.flush());
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    /// What a script for `sh` makes of dictation, in text.
    fn check(script: &str, expect: Result<&str, &str>) {
        let command = format!("sh -c \"{script}\"");
        let heard = listen(&command, Duration::from_millis(1_500));
        match (heard, expect) {
            (Ok(text), Ok(expect)) => assert_eq!(text, expect, "{script}"),
            (Err(why), Err(part)) => {
                assert!(why.to_string().contains(part), "{script}: {why}");
            }
            (heard, expect) => assert_eq!(heard.ok().as_deref(), expect.ok(), "{script}"),
        }
    }

    #[test]
    fn what_it_writes_is_the_text() {
        check("echo In March a race", Ok("In March a race\n"));
        check("printf 'é日本'", Ok("é日本"));
        check("exit 0", Ok(""));
    }

    #[test]
    fn every_failure_says_what_it_was() {
        check("exit 3", Err("sh ended with exit status: 3"));
        check("printf '\\\\377'", Err("not UTF-8"));
        check("exec sleep 20", Err("did not end within 2 seconds"));
        let why = listen("no-such-listener --now", LIMIT).unwrap_err().to_string();
        assert!(why.contains("no-such-listener") && why.contains("[speech] command"), "{why}");
        assert!(listen("", LIMIT).is_err());
    }

    #[test]
    fn more_than_a_pipe_holds_does_not_stop_it() {
        let script = "head -c 3000000 /dev/zero | tr '\\\\0' a";
        let heard = listen(&format!("sh -c \"{script}\""), LIMIT).unwrap();
        assert_eq!(heard.len() as u64, MOST_BYTES);
    }
}
