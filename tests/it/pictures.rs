//! The README's pictures, compared with what the program shows now. `UPDATE=1` draws them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::{env, fs};

#[path = "../picture/gallery.rs"]
pub(crate) mod gallery;

#[test]
fn every_picture_is_what_the_program_shows_now() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for (name, now) in gallery::Made::new().pictures() {
        let file = assets.join(&name);
        if env::var_os("UPDATE").is_some() {
            fs::write(file, now).unwrap();
        } else {
            let drawn = fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
            let says = "UPDATE=1 cargo test --test it pictures draws it anew";
            assert!(drawn == now, "{name} shows what the program does not: {says}");
        }
    }
}
