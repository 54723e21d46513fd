//! The user's editor, opened at a line.
//!
//! Does not take care of the terminal: whoever calls it has left the screen first.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// How an editor wants to be told the line.
#[derive(Clone, Copy)]
enum Style {
    /// `+LINE FILE`
    Plus,
    /// `--goto FILE:LINE`
    Goto,
    /// `FILE:LINE`
    Colon,
    /// `FILE`: it is not known how.
    FileOnly,
}

/// By program name: how the line is passed, and the flag that makes it wait until the file is
/// closed, if it needs one.
fn habits(name: &str) -> (Style, Option<&'static str>) {
    match name {
        "vi" | "vim" | "nvim" | "nano" | "pico" | "emacs" | "emacsclient" | "kak" | "micro"
        | "mg" | "ne" | "joe" => (Style::Plus, None),
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" => {
            (Style::Goto, Some("--wait"))
        }
        "hx" | "helix" => (Style::Colon, None),
        "subl" | "zed" => (Style::Colon, Some("--wait")),
        _ => (Style::FileOnly, None),
    }
}

#[cfg(windows)]
const FALLBACK: &str = "notepad";
#[cfg(not(windows))]
const FALLBACK: &str = "vi";

/// The program and arguments that open `file` at `line` (from 1) in the editor of `$VISUAL`, else
/// of `$EDITOR`, else in the one that every system has.
pub fn editor_command(
    visual: Option<&str>,
    editor: Option<&str>,
    file: &Path,
    line: usize,
) -> (String, Vec<OsString>) {
    let mut words = [visual, editor]
        .into_iter()
        .flatten()
        .map(words)
        .find(|words| words.first().is_some_and(|program| !program.is_empty()))
        .unwrap_or_else(|| vec![FALLBACK.to_owned()])
        .into_iter();
    let program = words.next().unwrap_or_default();
    let mut args: Vec<OsString> = words.map(OsString::from).collect();

    let name = Path::new(&program).file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let (style, wait) = habits(&name);
    if let Some(wait) = wait
        && !args.iter().any(|arg| arg == wait || arg == "-w")
    {
        args.push(wait.into());
    }
    let line = line.max(1);
    let mut place = file.as_os_str().to_owned();
    match style {
        Style::Plus => args.push(format!("+{line}").into()),
        Style::Goto => {
            args.push("--goto".into());
            place.push(format!(":{line}"));
        }
        Style::Colon => place.push(format!(":{line}")),
        Style::FileOnly => {}
    }
    args.push(place);
    (program, args)
}

/// Splits a command line into words: white space separates, quotes hold together, and a backslash
/// (where it does not separate folders) takes the next character as it is.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            ('\\', None | Some('"')) if !cfg!(windows) => {
                word.get_or_insert_default().extend(chars.next());
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Opens the editor and waits until it is closed. Arguments as for [`editor_command`].
pub fn run_editor(
    visual: Option<&str>,
    editor: Option<&str>,
    file: &Path,
    line: usize,
) -> io::Result<ExitStatus> {
    let (program, args) = editor_command(visual, editor, file, line);
    Command::new(&program).args(args).status().map_err(|why| {
        let what = format!("cannot start the editor {program}: {why}; set VISUAL or EDITOR");
        io::Error::new(why.kind(), what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(visual: &str, expect: &[&str]) {
        let (program, args) = editor_command(Some(visual), None, Path::new("/d/my deck.toml"), 7);
        let mut got = vec![program];
        got.extend(args.iter().map(|arg| arg.to_string_lossy().into_owned()));
        assert_eq!(got, expect, "{visual}");
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        for name in ["vi", "vim", "nvim", "nano", "emacs", "kak", "micro", "ne", "joe"] {
            check(name, &[name, "+7", "/d/my deck.toml"]);
        }
        for name in ["code", "codium"] {
            check(name, &[name, "--wait", "--goto", "/d/my deck.toml:7"]);
        }
        check("hx", &["hx", "/d/my deck.toml:7"]);
        check("subl", &["subl", "--wait", "/d/my deck.toml:7"]);
        check("ed", &["ed", "/d/my deck.toml"]);
    }

    #[test]
    fn an_editor_that_waits_already_is_not_told_twice() {
        check("code --wait", &["code", "--wait", "--goto", "/d/my deck.toml:7"]);
        check("subl -n -w", &["subl", "-n", "-w", "/d/my deck.toml:7"]);
    }

    #[test]
    fn a_path_an_ending_or_a_capital_does_not_hide_the_editor() {
        check(
            "/usr/bin/vim.basic -u NONE",
            &["/usr/bin/vim.basic", "-u", "NONE", "+7", "/d/my deck.toml"],
        );
        check("Code.cmd", &["Code.cmd", "--wait", "--goto", "/d/my deck.toml:7"]);
    }

    #[cfg(not(windows))]
    #[test]
    fn arguments_are_split_as_a_shell_would() {
        let is = |text: &str, expect: &[&str]| assert_eq!(words(text), expect, "{text}");
        is("a  b\tc", &["a", "b", "c"]);
        is("'/opt/my editor/ed' -x", &["/opt/my editor/ed", "-x"]);
        is(r#"a"b c"d 'e"f'"#, &["ab cd", r#"e"f"#]);
        is(r"my\ ed '\'", &["my ed", r"\"]);
        is("a ''", &["a", ""]);
        is("a 'b c", &["a", "b c"]);
        is("  ", &[]);
    }

    #[test]
    fn visual_comes_before_editor_and_editor_before_the_one_everybody_has() {
        let program = |visual, editor| editor_command(visual, editor, Path::new("f"), 1).0;
        assert_eq!(program(Some("hx"), Some("nano")), "hx");
        assert_eq!(program(None, Some("nano")), "nano");
        assert_eq!(program(Some(" "), Some("nano")), "nano");
        assert_eq!(program(Some("''"), None), FALLBACK);
        assert_eq!(program(None, None), FALLBACK);
    }

    #[test]
    fn an_editor_that_is_not_there_is_named() {
        let why = run_editor(Some("no-such-editor"), None, Path::new("f"), 1).unwrap_err();
        assert!(why.to_string().contains("no-such-editor"), "{why}");
    }
}
