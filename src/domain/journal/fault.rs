//! Why a line cannot be read, in words that quote nothing of it: it may hold what the user wrote.
//!
//! Does not say what becomes of the line.

use serde::de::IgnoredAny;

use super::Entry;

/// Why a line is no entry.
pub(super) fn why(line: &[u8]) -> String {
    if line.iter().all(|byte| *byte == 0) {
        return format!("{} zero bytes, as a power cut leaves them", line.len());
    }
    if let Err(bad) = str::from_utf8(line) {
        return format!("not UTF-8 at column {}", bad.valid_up_to() + 1);
    }
    if let Err(bad) = serde_json::from_slice::<IgnoredAny>(line) {
        // What is wrong with JSON as such is said without quoting it.
        return bad.to_string().replace(" at line 1 column ", " at column ");
    }
    match serde_json::from_slice::<Entry>(line) {
        Err(bad) => {
            let said = bad.to_string();
            match said.split_once(" at line ") {
                Some((missing, _)) if missing.starts_with("missing field `") => missing.to_owned(),
                _ => format!("a value that does not belong there at column {}", bad.column()),
            }
        }
        Ok(_) => "not a line of this version".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &[u8], expect: &str) {
        assert_eq!(why(line), expect, "{}", String::from_utf8_lossy(line));
    }

    #[test]
    fn a_reason_names_the_place_and_quotes_nothing() {
        check(b"\0\0\0", "3 zero bytes, as a power cut leaves them");
        check(b"{\"v\":\xff", "not UTF-8 at column 6");
        check(b"secret", "expected value at column 1");
        check(b"{\"v\":1,\"id\":\"secret", "EOF while parsing a string at column 19");
        check(b"{\"v\":1,\"id\":\"secret\"}", "missing field `at`");
        let place = "a value that does not belong there at column ";
        check(b"{\"v\":1,\"id\":\"r.1\",\"at\":\"secret\"}", &format!("{place}31"));
        check(b"\"secret\"", &format!("{place}8"));
    }

    #[test]
    fn a_word_that_is_no_rating_is_not_repeated() {
        let fact = r#"{"reviewed":{"card":"a/x","rating":"secret","ms":1}}"#;
        let line = format!(r#"{{"v":1,"id":"r.1","at":5,"off":0,"fact":{fact}}}"#);
        assert!(!why(line.as_bytes()).contains("secret"), "{}", why(line.as_bytes()));
    }
}
