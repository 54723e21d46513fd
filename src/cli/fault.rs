//! What is said where the program itself is at fault.
//!
//! Never what was worked on: a message that is put together at the time may quote an answer.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, Location};

use super::say;

/// Says so in place of the standard message.
pub(super) fn hook() {
    panic::set_hook(Box::new(|info| {
        say(&text(info.payload(), info.location()));
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            say(&trace.to_string());
        }
    }));
}

fn text(payload: &dyn Any, place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    // Only a message that stands in the source as it is holds nothing of the user's.
    let what = payload.downcast_ref::<&'static str>().map(|what| format!(": {what}"));
    format!(
        "a fault of the program at {place}{}; what was saved before is safe. \
         Please report it; RUST_BACKTRACE=1 tells more",
        what.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_worked_on_is_never_quoted() {
        let check = |fail: fn(), holds: &str| {
            let payload = panic::catch_unwind(fail).unwrap_err();
            let text = text(&*payload, Some(Location::caller()));
            assert!(text.contains(holds) && !text.contains("secret"), "{text}");
            assert!(text.contains("fault.rs"), "{text}");
        };
        check(|| panic!("a plain fault"), "a plain fault; what was saved");
        check(|| panic!("a fault with {}", ["a secret", "more"].concat()), "; what was saved");
        check(|| drop("ä secret"[1..].to_owned()), "; what was saved");
    }
}
