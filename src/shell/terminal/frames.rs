//! Drawings that reach the terminal whole: each in one piece, between the marks that ask a terminal to
//! show nothing of it before its end. A terminal that does not know the marks passes over them.

use std::io::{self, Write};

/// Asks for a synchronised update, and says that it is over: private mode 2026, see
/// <https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036>.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Keeps what is written until it is flushed.
#[derive(Debug)]
pub struct Frames<W> {
    out: W,
    frame: Vec<u8>,
}

impl<W> Frames<W> {
    /// Frames on a terminal.
    pub fn on(out: W) -> Self {
        Self { out, frame: BEGIN.to_vec() }
    }
}

impl<W: Write> Write for Frames<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.len() == BEGIN.len() {
            return self.out.flush();
        }
        self.frame.extend_from_slice(END);
        let shown = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.truncate(BEGIN.len());
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What reaches a terminal of the words that are written; `|` flushes.
    fn check(words: &str, expect: &str) {
        let mut frames = Frames::on(Vec::new());
        for part in words.split_inclusive('|') {
            frames.write_all(part.trim_end_matches('|').as_bytes()).unwrap();
            if part.ends_with('|') {
                frames.flush().unwrap();
            }
        }
        let shown = String::from_utf8(frames.out).unwrap();
        assert_eq!(shown.replace("\x1b[?2026h", "<").replace("\x1b[?2026l", ">"), expect);
    }

    #[test]
    fn a_drawing_is_whole_or_not_there() {
        check("", "");
        check("a line\nand half", "");
        check("a line\nand half|", "<a line\nand half>");
        check("one|two|rest", "<one><two>");
        check("||", "");
    }
}
