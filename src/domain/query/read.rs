//! Cuts a query's text into pieces and reads each as a term. Does not judge the query as a whole.

use std::ops::Range;

use super::closest::closest;
use super::fold::fold;
use super::{Compare, QueryError, State, Term, TermKind};
use crate::domain::deck::Level;

const FIELDS: [&str; 3] = ["level", "deck", "is"];

/// A term's place in the text, and what it reads as.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) term: Result<Term, QueryError>,
    /// Whether it is a quote that lacks its end, so that whatever follows would fall into it.
    pub(super) open: bool,
}

/// The pieces of `text`: apart at white space, except in quotes.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|c: char| !c.is_whitespace())?;
        let rest = text.get(start..)?;
        let (length, open) = length(rest);
        at = start + length;
        let text = rest.get(..length)?;
        Some(Piece { text, term: read(text, start..at), open })
    })
}

/// How far the piece that `text` begins with goes, and whether it is an open quote.
fn length(text: &str) -> (usize, bool) {
    let sign = usize::from(text.starts_with('-'));
    if let Some(quoted) = text[sign..].strip_prefix('"') {
        let end = quoted.find('"');
        (end.map_or(text.len(), |end| sign + end + 2), end.is_none())
    } else {
        (text.find(char::is_whitespace).unwrap_or(text.len()), false)
    }
}

fn read(piece: &str, span: Range<usize>) -> Result<Term, QueryError> {
    let (negated, body) = piece.strip_prefix('-').map_or((false, piece), |body| (true, body));
    match kind(&fold(body)) {
        Ok(kind) => Ok(Term { negated, kind, span }),
        Err(Wrong { what, hint }) => Err(QueryError { span, what, hint }),
    }
}

/// Whether `word`, written as it is, would read as anything but this word.
pub(super) fn needs_quotes(negated: bool, word: &str) -> bool {
    let taken_for_a_sign = !negated && word.starts_with('-');
    taken_for_a_sign
        || word.contains(char::is_whitespace)
        || kind(word).ok().as_ref() != Some(&TermKind::Word(word.to_owned()))
}

/// A [`QueryError`] whose place is not known yet.
struct Wrong {
    what: String,
    hint: String,
}

fn wrong<T>(what: impl Into<String>, hint: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { what: what.into(), hint: hint.into() })
}

/// What a folded piece without its `-` demands.
fn kind(body: &str) -> Result<TermKind, Wrong> {
    if body.is_empty() {
        wrong("nothing to leave out yet", "finish it, as in -word, -#tag or -is:new")
    } else if let Some(quoted) = body.strip_prefix('"') {
        phrase(quoted)
    } else if let Some(tag) = body.strip_prefix('#') {
        self::tag(tag)
    } else if let Some(comparison) =
        body.strip_prefix("score").filter(|c| c.starts_with(['<', '=', '>']))
    {
        score(comparison)
    } else if let Some((name, value)) =
        body.split_once(':').filter(|(name, value)| is_field(name, value))
    {
        field(name, value)
    } else {
        Ok(TermKind::Word(body.to_owned()))
    }
}

/// Whether `name:value` is meant as a field, not as text like `12:30`, `http://…` or `std::fs`.
fn is_field(name: &str, value: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_lowercase())
        && !value.starts_with(['/', ':'])
}

fn phrase(quoted: &str) -> Result<TermKind, Wrong> {
    match quoted.strip_suffix('"').map(str::trim) {
        None => wrong("the quote is still open", "end it with \""),
        Some("") => wrong("nothing in the quotes yet", "write the words between them"),
        Some(phrase) => Ok(TermKind::Word(phrase.to_owned())),
    }
}

fn tag(tag: &str) -> Result<TermKind, Wrong> {
    if tag.is_empty() {
        wrong("no tag after # yet", "finish the tag, as in #behavioural; \"#\" in quotes is text")
    } else if tag.contains('"') {
        wrong("a tag takes no quotes", format!("write #{}", tag.replace('"', "")))
    } else if tag.contains(',') {
        let alone: Vec<_> =
            tag.split(',').filter(|t| !t.is_empty()).map(|t| format!("#{t}")).collect();
        wrong("a comma is not part of a tag", format!("each stands alone: {}", alone.join(" ")))
    } else if tag.strip_suffix('*').unwrap_or(tag).contains('*') {
        wrong("* stands only at the end of a tag", "write #post-* for every tag that begins so")
    } else {
        Ok(TermKind::Tag(tag.to_owned()))
    }
}

fn score(comparison: &str) -> Result<TermKind, Wrong> {
    const HINT: &str = "write score<60, with <, <=, =, >= or > and a number from 0 to 100";
    let Some((compare, number)) = Compare::ALL
        .into_iter()
        .find_map(|compare| Some((compare, comparison.strip_prefix(compare.sign())?)))
    else {
        return wrong("score needs a comparison", HINT);
    };
    let digits = number.strip_suffix('%').unwrap_or(number);
    if digits.is_empty() {
        wrong("no number after score yet", HINT)
    } else if !digits.bytes().all(|b| b.is_ascii_digit()) {
        wrong(format!("“{number}” is not a number"), HINT)
    } else {
        match digits.parse() {
            Ok(bound @ 0..=100) => Ok(TermKind::Score(compare, bound)),
            _ => wrong(format!("no score is {digits} %"), HINT),
        }
    }
}

fn field(name: &str, value: &str) -> Result<TermKind, Wrong> {
    match name {
        "level" => {
            let read = |word| one_of("level", word, Level::ALL, Level::word);
            let mut levels = value.split(',').map(read).collect::<Result<Vec<_>, _>>()?;
            levels.sort_unstable();
            levels.dedup();
            Ok(TermKind::Level(levels))
        }
        "deck" => value.split(',').map(deck).collect::<Result<_, _>>().map(TermKind::Deck),
        "is" if value.contains(',') => {
            wrong("is: takes one state", "cards can be in several; each has its own is:")
        }
        "is" => one_of("state", value, &State::ALL, State::word).map(TermKind::Is),
        "score" => wrong("score is compared", "write score<60, score>=60 and the like"),
        "tag" | "tags" => {
            wrong(format!("no field is called {name}"), "write a tag as #behavioural")
        }
        _ => {
            let guess = closest(name, &FIELDS).map(|field| format!("did you mean {field}:? "));
            let hint = "The fields are level:, deck:, is: and score<60; in quotes it is text";
            let hint = guess.unwrap_or_default() + hint;
            wrong(format!("no field is called {name}"), hint)
        }
    }
}

fn deck(id: &str) -> Result<String, Wrong> {
    if id.is_empty() {
        wrong("no deck yet", "finish it with a deck's id, as in deck:behavioural")
    } else if id.contains('"') {
        wrong("a deck's id takes no quotes", format!("write deck:{}", id.replace('"', "")))
    } else {
        Ok(id.to_owned())
    }
}

/// The one of `all` that `word` spells; `what` they are is said where it spells none.
fn one_of<T: Copy>(
    what: &str,
    word: &str,
    all: &[T],
    spelling: fn(T) -> &'static str,
) -> Result<T, Wrong> {
    if let Some(found) = all.iter().copied().find(|one| spelling(*one) == word) {
        return Ok(found);
    }
    let options: Vec<_> = all.iter().copied().map(spelling).collect();
    let list = options.join(", ");
    if word.is_empty() {
        return wrong(format!("no {what} yet"), format!("finish it with {list}"));
    }
    let guess = closest(word, &options).map(|guess| format!("did you mean {guess}? "));
    let hint = match guess {
        Some(guess) => format!("{guess}It can be {list}"),
        None => format!("it can be {list}"),
    };
    wrong(format!("no {what} is called “{word}”"), hint)
}
