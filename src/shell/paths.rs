//! Where the user's files lie, and what this device is called.
//!
//! Does not create anything, and reads no file of the user's.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::Context;
use directories::{BaseDirs, ProjectDirs};

use crate::domain::id::slugify;

/// Where things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The folder that holds everything but the settings.
    pub data: PathBuf,
    /// The settings, `config.toml`.
    pub config: PathBuf,
    /// The folder of the journal files, one a device.
    pub journal: PathBuf,
    /// The folder of answers that are being written.
    pub drafts: PathBuf,
    /// The snapshot of what the journal adds up to, `progress.json`.
    pub snapshot: PathBuf,
    /// The folder of the user's own decks.
    pub decks: PathBuf,
    /// This device's name: its journal file is called after it.
    pub device: String,
}

impl Paths {
    /// The paths under `data_dir`, the settings among them; without one (or with an empty one)
    /// where the system keeps such files.
    pub fn find(data_dir: Option<&Path>) -> anyhow::Result<Self> {
        let given = data_dir.filter(|dir| !dir.as_os_str().is_empty());
        let (data, config) = if let Some(dir) = given {
            let dir = std::path::absolute(dir)
                .with_context(|| format!("cannot use {} as data folder", dir.display()))?;
            (dir.clone(), dir)
        } else {
            let dirs = ProjectDirs::from("", "", "greenroom").context(
                "no home folder was found to keep your work in; \
                 say where with --data-dir DIR or GREENROOM_DATA_DIR",
            )?;
            (dirs.data_dir().to_owned(), dirs.config_dir().to_owned())
        };
        Ok(Self {
            config: config.join("config.toml"),
            journal: data.join("journal"),
            drafts: data.join("drafts"),
            snapshot: data.join("progress.json"),
            decks: data.join("decks"),
            device: device_name(host_name().as_deref(), machine_id().as_deref()),
            data,
        })
    }
}

/// Where facts may go that the data folder does not take, the best place first: the folder for the
/// state of programs, the home folder, the current folder, the one for temporary files.
pub fn refuges() -> Vec<PathBuf> {
    let state = ProjectDirs::from("", "", "greenroom")
        .and_then(|dirs| dirs.state_dir().map(Path::to_owned));
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let places = [state, home, env::current_dir().ok(), Some(env::temp_dir())];
    places.into_iter().flatten().collect()
}

fn host_name() -> Option<String> {
    let file = |path: &str| fs::read_to_string(path).ok();
    let said = |name: &str| env::var(name).ok();
    let asked = || {
        let output = Command::new("hostname").output().ok()?;
        String::from_utf8(output.stdout).ok()
    };
    let named = |text: &String| !text.trim().is_empty();
    file("/proc/sys/kernel/hostname")
        .filter(named)
        .or_else(|| file("/etc/hostname").filter(named))
        .or_else(|| said("HOSTNAME").filter(named))
        .or_else(|| said("COMPUTERNAME").filter(named))
        .or_else(|| asked().filter(named))
}

fn machine_id() -> Option<String> {
    fs::read_to_string("/etc/machine-id").ok()
}

/// A slug that stays the same on one device and differs between two, as far as can be known.
fn device_name(host: Option<&str>, machine: Option<&str>) -> String {
    // Networks change what follows the first dot.
    let host = host.and_then(|host| host.trim().split('.').next()).unwrap_or_default();
    let name = slugify(host, "this-device");
    match machine.map(str::trim).filter(|id| !id.is_empty()) {
        Some(id) => format!("{name}-{:04x}", short_hash(id)),
        None => name,
    }
}

/// FNV-1a, folded to 16 bits: the same in every run and version, unlike the standard hasher.
fn short_hash(text: &str) -> u16 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: Option<&str>, machine: Option<&str>, expect: &str) {
        assert_eq!(device_name(host, machine), expect, "{host:?} {machine:?}");
    }

    #[test]
    fn a_device_is_called_after_its_host_and_its_machine_id() {
        check(Some("Ada's Laptop\n"), None, "ada-s-laptop");
        check(Some("laptop.lan"), None, "laptop");
        check(Some("laptop"), Some("\n"), "laptop");
        check(None, None, "this-device");
        check(Some("…"), None, "this-device");
    }

    #[test]
    fn two_machines_of_one_name_differ_and_one_machine_never_changes() {
        check(Some("laptop"), Some("0123456789abcdef0123456789abcdef\n"), "laptop-b360");
        check(Some("laptop"), Some("0123456789abcdef0123456789abcdee\n"), "laptop-b309");
    }

    #[test]
    fn a_given_folder_holds_everything_and_finding_it_creates_nothing() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("mine");
        let paths = Paths::find(Some(&dir)).unwrap();
        assert_eq!(paths.config, dir.join("config.toml"));
        assert_eq!(paths.journal, dir.join("journal"));
        assert_eq!(paths.decks, dir.join("decks"));
        assert!(!dir.exists());
    }

    #[test]
    fn a_relative_folder_is_made_absolute() {
        let paths = Paths::find(Some(Path::new("mine"))).unwrap();
        assert!(paths.data.is_absolute() && paths.data.ends_with("mine"));
    }

    #[test]
    fn an_empty_folder_name_counts_as_none() {
        assert_eq!(Paths::find(Some(Path::new(""))).ok(), Paths::find(None).ok());
    }
}
