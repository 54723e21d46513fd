//! The user's editor on an answer: a private file in a private folder, removed afterwards whatever
//! happens.

use std::path::Path;
use std::{env, fs, io};

use crate::app::editor::MAX_BYTES;
use crate::shell::{external, folder};

/// The folder of a text that is being edited; it goes away with whatever the editor left in it.
struct Desk<'a>(&'a Path);

impl Drop for Desk<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0);
    }
}

/// Opens the user's editor on a text, in a folder that is made for it; what the text is afterwards.
pub(super) fn edit(folder: &Path, text: &str) -> io::Result<String> {
    let (visual, editor) = (env::var("VISUAL").ok(), env::var("EDITOR").ok());
    edit_with(visual.as_deref(), editor.as_deref(), folder, text)
}

fn edit_with(
    visual: Option<&str>,
    editor: Option<&str>,
    folder: &Path,
    text: &str,
) -> io::Result<String> {
    folder::create(folder)?;
    let desk = Desk(folder);
    let file = desk.0.join("answer.md");
    folder::write_new(&file, text.as_bytes())?;
    let status = external::run_editor(visual, editor, &file, 1)?;
    if !status.success() {
        return Err(io::Error::other(format!("it ended with {status}; the answer is as it was")));
    }
    let mut bytes = Vec::new();
    // What is longer is cut by whoever asked.
    let room = 4 * MAX_BYTES as u64;
    io::Read::read_to_end(&mut io::Read::take(fs::File::open(&file)?, room), &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_private_and_nothing_is_left_of_it() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("editing");
        let script = root.path().join("ed.sh");
        let seen = root.path().join("seen");
        let text = format!(
            "stat -c %a \"$1\" > '{}'; printf ' more' >> \"$1\"; : > \"$1~\"",
            seen.display()
        );
        fs::write(&script, text).unwrap();
        let edited = edit_with(None, Some(&format!("sh '{}'", script.display())), &folder, "first");
        assert_eq!(edited.unwrap(), "first more");
        assert_eq!(fs::read_to_string(seen).unwrap().trim(), "600");
        assert!(!folder.exists());
        assert!(edit_with(None, Some("false"), &folder, "first").is_err());
        assert!(!folder.exists());
    }
}
