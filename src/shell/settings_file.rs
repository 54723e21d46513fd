//! The settings on disk. Never writes them.

use std::path::Path;
use std::{fs, io};

use crate::domain::config::{Config, Place, Reading, problem, read};

/// Reads a `config.toml`; one that is not there says nothing.
pub fn reading(path: &Path) -> Reading {
    let why = match fs::read(path) {
        Ok(bytes) => return read(&String::from_utf8_lossy(&bytes)),
        Err(why) if why.kind() == io::ErrorKind::NotFound => None,
        Err(why) => Some(problem(
            Place { line: 1, column: 1 },
            &format!("it cannot be read: {why}; the defaults are used"),
            &format!("check {}", path.display()),
        )),
    };
    Reading { config: Config::default(), given: Vec::new(), problems: why.into_iter().collect() }
}
