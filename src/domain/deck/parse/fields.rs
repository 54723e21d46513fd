//! What the fields of decks, cards, criteria and traps have in common: slugs, headlines, prose, lists.

use super::clean::quoted;
use super::notes::Notes;
use super::wire::{Field, List};
use super::{Format, Severity};
use crate::domain::id::{is_slug, slugify};

/// What a table of a list is called in messages: by its id, or by its place in the list.
pub(super) fn label(id: Option<&str>, number: usize) -> String {
    id.map(quoted).filter(|id| !id.trim().is_empty()).unwrap_or_else(|| format!("#{number}"))
}

/// A key with a value, as one writes it in a file of this format.
pub(super) fn pair(format: Format, key: &str, value: &str) -> String {
    match format {
        Format::Toml => format!("write {key} = {value}"),
        Format::Json => format!("write \"{key}\": {value}"),
    }
}

/// The id of the table at `at`: as written, or mended, or `fallback()`.
pub(super) fn slug(
    field: Field<String>,
    at: usize,
    severity: Severity,
    fallback: impl Fn() -> String,
    notes: &mut Notes<'_>,
) -> String {
    let (at, what, mended) = match field {
        Field::Given(_, id) if is_slug(&id) => return id,
        Field::Faulty => return fallback(),
        Field::Missing => (at, "no `id`".to_owned(), fallback()),
        Field::Given(at, id) if id.trim().is_empty() => {
            (at, "`id` is empty".to_owned(), fallback())
        }
        Field::Given(at, id) => {
            let id_is = "`id` must be lower-case letters, digits and single hyphens, 64 at most";
            (at, format!("{id_is}, not `{}`", quoted(&id)), slugify(&id, &fallback()))
        }
    };
    let hint = pair(notes.format, "id", &format!("\"{mended}\""));
    notes.note(severity, at, what, hint);
    mended
}

/// A text that must be there and be on one line; empty if it is not there.
pub(super) fn headline(
    field: Field<String>,
    key: &str,
    at: usize,
    severity: Severity,
    notes: &mut Notes<'_>,
) -> String {
    let format = notes.format;
    let hint = || pair(format, key, "\"…\"");
    let (at, text) = match field {
        Field::Faulty => return String::new(),
        Field::Missing => {
            notes.note(severity, at, format!("no `{key}`"), hint());
            return String::new();
        }
        Field::Given(at, text) => (at, text),
    };
    if text.trim().is_empty() {
        notes.note(severity, at, format!("`{key}` is empty"), hint());
    } else if text.trim().contains('\n') {
        notes.warn(at, format!("`{key}` has several lines; they are joined"), "write it on one");
    }
    joined(text)
}

/// A Markdown text without the blank lines around it; empty if there is none.
pub(super) fn prose(field: Field<String>) -> String {
    let Some((_, mut text)) = field.given() else { return String::new() };
    text.truncate(text.trim_end().len());
    text.drain(..text.len() - text.trim_start_matches('\n').len());
    text
}

/// The entries of a list of texts, each on one line, without empty ones.
pub(super) fn lines(list: List<String>) -> Vec<String> {
    let list = list.given().map_or_else(Vec::new, |(_, list)| list);
    let texts = list.into_iter().filter_map(Field::given).map(|(_, text)| joined(text));
    texts.filter(|text| !text.is_empty()).collect()
}

/// `text` with every run of blanks as one space.
fn joined(text: String) -> String {
    let mut blank = true;
    let single = |c: char| {
        let after_blank = std::mem::replace(&mut blank, c.is_whitespace());
        !blank || (c == ' ' && !after_blank)
    };
    if text.chars().all(single) && !blank {
        return text;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
