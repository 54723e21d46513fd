//! What is said of a write that failed: what happened, and what would mend it.
//!
//! Does not mend anything.

use std::io::{Error, ErrorKind};

/// A failure in words.
pub fn said(why: &Error) -> String {
    let text = why.to_string();
    // The system's number says nothing to anybody.
    let text = text.rsplit_once(" (os error ").map_or(&*text, |(text, _)| text);
    let to_do = match why.kind() {
        ErrorKind::StorageFull => "make room on the disk",
        ErrorKind::QuotaExceeded => "make room, or ask for more",
        ErrorKind::FileTooLarge => "the limit on the size of files must be raised (`ulimit -f`)",
        ErrorKind::ReadOnlyFilesystem => "make the disk writable",
        ErrorKind::PermissionDenied => "make the data folder writable",
        _ => return text.to_owned(),
    };
    format!("{text}; {to_do}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mends_it_is_said_where_that_is_known() {
        let check = |why: Error, expect: &str| assert_eq!(said(&why), expect);
        check(ErrorKind::StorageFull.into(), "no storage space; make room on the disk");
        check(Error::other("it is a folder"), "it is a folder");
        #[cfg(target_os = "linux")]
        check(Error::from_raw_os_error(30), "Read-only file system; make the disk writable");
    }
}
