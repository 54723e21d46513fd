//! Draws the README's pictures: `cargo run --example picture` writes them to `assets/`.
//!
//! `cargo run --example picture -- history DIR` writes the history that was made for them as the
//! journal of a data folder, to look at with `greenroom --data-dir DIR --now 2026-11-22T19:00:00Z`.

// Its own modules lie beside it, for the tests too.
#[path = "gallery.rs"]
mod gallery;

use std::error::Error;
use std::path::Path;

use greenroom::domain::journal::line::encode;

#[expect(clippy::print_stdout, reason = "says where the pictures are")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let made = gallery::Made::new();
    let files = match &arguments[..] {
        [] => {
            let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
            made.pictures().into_iter().map(|(name, text)| (assets.join(name), text)).collect()
        }
        [what, folder] if what == "history" => {
            let journal = Path::new(folder).join("journal");
            std::fs::create_dir_all(&journal)?;
            let lines: Vec<u8> = made.entries.iter().flat_map(encode).collect();
            vec![(journal.join("made.jsonl"), String::from_utf8(lines)?)]
        }
        _ => return Err("picture, or picture history DIR".into()),
    };
    for (path, text) in files {
        std::fs::write(&path, text)?;
        println!("{}", path.display());
    }
    Ok(())
}
