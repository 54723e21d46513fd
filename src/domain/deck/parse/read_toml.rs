//! Reads TOML into the [tree](super::node), and what can be saved of a file that is not TOML throughout.
//!
//! Does not know the fields of a deck, only that its cards begin with `[[card]]`.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::clean::is_unsafe;
use super::fields::label;
use super::node::{Key, MAX_DEPTH, Node, Value};
use super::notes::{Notes, boundary};

pub(super) type Entries<'a> = Vec<(Key<'a>, Node<'a>)>;

/// The root table of `source`. Cards that are not TOML are [`Value::Broken`], and noted.
pub(super) fn read<'a>(source: &'a str, notes: &mut Notes<'a>) -> Node<'a> {
    let entries = by_card(source)
        .unwrap_or_else(|| whole(source).unwrap_or_else(|first| in_pieces(source, &first, notes)));
    Node { span: 0..0, value: Value::Table(entries) }
}

/// Reads the file as one.
pub(super) fn whole(source: &str) -> Result<Entries<'_>, Error> {
    DeTable::parse(source).map(|root| entries(root.into_inner(), 0, 0))
}

/// What [`whole`] reads, in less time and memory, of a file in which nothing is wrong and each card
/// stands by itself; nothing of any other.
///
/// A line with `[[card]]` in the middle of a text or list cuts that in two, which is an error: it
/// cannot be taken for a card.
pub(super) fn by_card(source: &str) -> Option<Entries<'_>> {
    let starts = headers(source);
    let at = *starts.first()?;
    let mut root = whole(&source[..at]).ok()?;
    if root.iter().any(|(key, _)| key.name == "card") {
        return None;
    }
    let ends = starts[1..].iter().copied().chain([source.len()]);
    let mut cards = Vec::with_capacity(starts.len());
    for (&start, end) in starts.iter().zip(ends) {
        let table = DeTable::parse(&source[start..end]).ok()?.into_inner();
        match <[_; 1]>::try_from(entries(table, start, 0)).ok()? {
            [(key, Node { value: Value::List(items), .. })] if key.name == "card" => {
                let [card] = <[_; 1]>::try_from(items).ok()?;
                cards.push(card);
            }
            _ => return None,
        }
    }
    root.push((Key { at, name: "card".into() }, Node { span: at..at, value: Value::List(cards) }));
    Some(root)
}

/// Reads each card on its own, so that a slip in one costs only that one. (A line with `[[card]]` within
/// a text cuts that card in two, but only while the file is not TOML for another reason.)
fn in_pieces<'a>(source: &'a str, first: &Error, notes: &mut Notes<'a>) -> Entries<'a> {
    let starts = headers(source);
    let preamble = &source[..starts.first().copied().unwrap_or(source.len())];
    let errors_before = notes.errors();

    let (table, errors) = DeTable::parse_recoverable(preamble);
    report(&errors, preamble, 0, notes);
    let mut root = entries(table.into_inner(), 0, 0);
    let mut cards = Vec::new();
    if let Some(at) = root.iter().position(|(key, _)| key.name == "card") {
        match root.swap_remove(at) {
            (_, Node { value: Value::List(items), .. }) => cards = items,
            (key, _) => notes.error(
                key.at,
                "this belongs to no card",
                "a card begins with a line [[card]], in double brackets",
            ),
        }
    }
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(source.len());
        let piece = &source[start..end];
        let (table, errors) = DeTable::parse_recoverable(piece);
        let table = entries(table.into_inner(), start, 0);
        if errors.is_empty() {
            for (key, node) in table {
                match node.value {
                    Value::List(items) if key.name == "card" => cards.extend(items),
                    _ => root.push((key, node)),
                }
            }
        } else {
            let card = table.iter().find(|(key, _)| key.name == "card").map(|(_, node)| node);
            let id = card.and_then(|card| card.items().first()?.get("id")?.text());
            notes.enter_card(label(id, cards.len() + 1));
            report(&errors, piece, start, notes);
            notes.leave_card();
            cards.push(Node { span: start..start, value: Value::Broken });
        }
    }
    let at = preamble.len();
    root.push((Key { at, name: "card".into() }, Node { span: at..at, value: Value::List(cards) }));
    if notes.errors() == errors_before {
        // Each piece is in order, but they do not go together.
        report(std::slice::from_ref(first), source, 0, notes);
    }
    root
}

/// Where the lines with `[[card]]` begin.
fn headers(source: &str) -> Vec<usize> {
    let mut at = 0;
    let mut starts = Vec::new();
    for line in source.split_inclusive('\n') {
        let text = line.trim_start();
        let inner = text.strip_prefix("[[").map(str::trim_start);
        let rest = inner.and_then(|inner| inner.strip_prefix("card")).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with(']')) {
            starts.push(at + line.len() - text.len());
        }
        at += line.len();
    }
    starts
}

/// Notes the syntax errors of `piece`, which begins at `base`: one a line, and none after a list or table
/// that does not end as it should, since there everything looks wrong.
fn report(errors: &[Error], piece: &str, base: usize, notes: &mut Notes<'_>) {
    let mut errors: Vec<_> = errors.iter().map(|error| (place(error, piece), error)).collect();
    errors.sort_by_key(|&(at, _)| at);
    let mut last_line = 0;
    for (at, error) in errors {
        let message = error.message();
        let line = notes.line(base + at);
        if line != last_line {
            let (what, hint) = explain(message, piece[at..].chars().next());
            notes.error(base + at, format!("not TOML: {what}"), hint);
            last_line = line;
        }
        if message.contains("array") || message.contains("inline table") {
            break;
        }
    }
}

/// Where an error is: a text over several lines that does not end is shown where it begins, a missing
/// comma or bracket behind what it should follow.
fn place(error: &Error, piece: &str) -> usize {
    let at = error.span().map_or(0, |span| boundary(piece, span.start));
    let message = error.message();
    let opened_by = |fence| piece[..at].rfind(fence).unwrap_or(at);
    if message.starts_with("invalid multi-line basic string") && at == piece.len() {
        opened_by("\"\"\"")
    } else if message.starts_with("invalid multi-line literal string") && at == piece.len() {
        opened_by("'''")
    } else if message.starts_with("missing comma") || message.starts_with("unclosed") {
        piece[..at].trim_end().len()
    } else {
        at
    }
}

/// What the TOML reader says of the character `next`, and how to mend it.
fn explain(message: &str, next: Option<char>) -> (String, &'static str) {
    const HINTS: [(&str, &str); 12] = [
        ("invalid multi-line", "end it with the same three quotes that it begins with"),
        ("escape", "write \\\\ for a backslash, or put the text in single quotes"),
        (
            "invalid basic string",
            "end the text with \" on its line; several lines go in \"\"\"…\"\"\"",
        ),
        ("invalid literal string", "end the text with ' on its line; several lines go in '''…'''"),
        ("must be quoted", "write text in quotes: \"…\""),
        ("duplicate key", "keep one of the two; a list of tables has [[double]] brackets"),
        ("array table", "write the header as [[card]] or [[card.criteria]]"),
        ("array", "write the list as [\"…\", \"…\"]"),
        ("inline table", "write the table as { key = \"…\", key = \"…\" }"),
        ("key with no value", "write key = value"),
        (
            "unexpected key or value",
            "write a quote inside a text as \\\", and each key on its own line",
        ),
        ("recur", "a deck needs no deep nesting"),
    ];
    let unquoted = message.contains("must be quoted");
    match next {
        Some(c) if is_unsafe(c) && c != '\r' => {
            (format!("U+{:04X} may not stand here", u32::from(c)), "delete it")
        }
        None | Some('\n' | '\r' | '#') if unquoted => {
            ("a value is missing".to_owned(), "write key = \"…\"")
        }
        _ => {
            let hint = HINTS.iter().find(|(part, _)| message.contains(part));
            (message.to_owned(), hint.map_or("", |&(_, hint)| hint))
        }
    }
}

fn entries(table: DeTable<'_>, base: usize, depth: usize) -> Entries<'_> {
    let entry = |(key, value): (Spanned<_>, Spanned<_>)| {
        let at = base + key.span().start;
        (Key { at, name: key.into_inner() }, node(value, base, depth))
    };
    table.into_iter().map(entry).collect()
}

fn node(value: Spanned<DeValue<'_>>, base: usize, depth: usize) -> Node<'_> {
    let Range { start, end } = value.span();
    let value = match value.into_inner() {
        // Put there by recovery in place of a value that is missing.
        DeValue::String(_) | DeValue::Integer(_) if start == end => Value::Broken,
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other("a number out of range"), |number| Value::Number(number as f64)),
        DeValue::Float(number) => {
            number.as_str().parse().map_or(Value::Other("a number out of range"), Value::Number)
        }
        DeValue::Boolean(_) => Value::Other("true or false"),
        DeValue::Datetime(_) => Value::Other("a date"),
        DeValue::Array(_) | DeValue::Table(_) if depth == MAX_DEPTH => {
            Value::Other("nested that deeply")
        }
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| node(item, base, depth + 1)).collect())
        }
        DeValue::Table(table) => Value::Table(entries(table, base, depth + 1)),
    };
    Node { span: base + start..base + end, value }
}
