//! Cuts an answer into sentences, clauses and stemmed words, keeping byte offsets.
//!
//! Does not judge anything, and knows nothing about cards.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

/// Words under which a fragment is joined with its neighbour.
const FRAGMENT: usize = 4;

/// Abbreviations whose full stop never ends a sentence.
const NEVER_END: &[&str] = &[
    "e.g", "i.e", "vs", "cf", "dr", "mr", "mrs", "ms", "prof", "st", "approx", "ca", "fig", "resp",
    "incl", "excl", "esp",
];

/// Abbreviations whose full stop ends a sentence only where a capital follows.
const MAY_END: &[&str] = &["etc", "a.m", "p.m", "inc", "ltd", "co", "no", "jr", "al", "min", "max"];

/// How many words a text has: runs without white space that hold a letter or a digit.
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|run| run.chars().any(char::is_alphanumeric)).count()
}

/// The sentences of a text as byte ranges, in order, without the white space around them.
///
/// Line breaks and bullets split. A fragment of under four words joins the next sentence of its
/// line; the last one joins the one before it once it is finished, so that a sentence under way
/// does not change the one before it.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        line_sentences(text, line_start..line_start + line.len(), &mut found);
        line_start += line.len();
    }
    found
}

/// Whether a sentence has come to its end: a full stop, question or exclamation mark closes it.
pub(super) fn is_finished(sentence: &str) -> bool {
    sentence
        .trim_end()
        .trim_end_matches(['"', '\'', ')', ']', '”', '’', '»'])
        .ends_with(['.', '!', '?', '…'])
}

fn line_sentences(text: &str, line: Range<usize>, found: &mut Vec<Range<usize>>) {
    let first = found.len();
    let mut start = skip_bullet(text, line.clone());
    // Where a fragment under way begins, and its words.
    let mut pending: Option<(usize, usize)> = None;
    for end in ends(text, start..line.end).into_iter().chain([line.end]) {
        let Some(range) = trimmed(text, start..end) else { continue };
        start = end;
        let (from, before) = pending.unwrap_or((range.start, 0));
        let words = before + word_count(&text[range.clone()]);
        if words < FRAGMENT {
            pending = Some((from, words));
        } else {
            pending = None;
            found.push(from..range.end);
        }
    }
    let Some((from, _)) = pending.filter(|(_, words)| *words > 0) else { return };
    let Some(rest) = trimmed(text, from..line.end) else { return };
    match found[first..].last_mut() {
        Some(last) if is_finished(&text[rest.clone()]) => last.end = rest.end,
        _ => found.push(rest),
    }
}

/// Where a line's text begins, after a bullet or a number with a dot.
fn skip_bullet(text: &str, line: Range<usize>) -> usize {
    let body = &text[line.clone()];
    let rest = body.trim_start();
    let indent = body.len() - rest.len();
    let unmarked = rest.trim_start_matches(['-', '*', '•', '–', '—', '·', '>', '+', '#']);
    if unmarked.len() < rest.len() && (unmarked.starts_with(char::is_whitespace)) {
        return line.start + indent + (rest.len() - unmarked.len());
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) && rest[digits..].starts_with(['.', ')']) {
        let after = &rest[digits + 1..];
        if after.starts_with(char::is_whitespace) {
            return line.start + indent + digits + 1;
        }
    }
    line.start + indent
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = range.start + part.trim_end().len();
    (start < end).then_some(start..end)
}

/// The offsets behind each sentence end within a line.
fn ends(text: &str, line: Range<usize>) -> Vec<usize> {
    let body = &text[line.clone()];
    let mut found = Vec::new();
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut stops = usize::from(c == '.');
        let mut only_stops = c == '.';
        while let Some(&(i, next)) = chars.peek() {
            if !matches!(next, '.' | '!' | '?' | '…' | '"' | '\'' | ')' | ']' | '”' | '’' | '»')
            {
                break;
            }
            stops += usize::from(next == '.');
            only_stops &= next == '.';
            end = i + next.len_utf8();
            chars.next();
        }
        let Some(next) = body[end..].chars().next() else { continue };
        if !next.is_whitespace() {
            continue;
        }
        let follower = body[end..].trim_start().chars().take(9).find(|c| c.is_alphanumeric());
        let capital = follower.is_none_or(|c| !c.is_lowercase());
        let ellipsis = c == '…' || stops > 2;
        if (ellipsis && !capital) || (only_stops && stops == 1 && abbreviates(&body[..at], capital))
        {
            continue;
        }
        found.push(line.start + end);
    }
    found
}

fn abbreviates(before: &str, capital: bool) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“'))
        .next()
        .unwrap_or_default();
    let mut letters = word.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return only.is_uppercase() && only != 'I';
    }
    let word = word.to_lowercase();
    NEVER_END.contains(&word.as_str()) || (!capital && MAY_END.contains(&word.as_str()))
}

/// One word of a sentence.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four marks of a word, each on its own")]
pub(super) struct Word {
    /// Where it stands in the sentence.
    pub(super) range: Range<usize>,
    /// In lower case, with a plain apostrophe.
    pub(super) lower: String,
    /// Its stem.
    pub(super) stem: String,
    /// Says nothing by itself: *the*, *of*, *was*.
    pub(super) stop: bool,
    /// Holds a digit.
    pub(super) figure: bool,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Number of its clause in the sentence.
    pub(super) clause: usize,
    /// Stands after a negator in its clause.
    pub(super) negated: bool,
}

/// The words of a sentence, each with its stem, its clause and whether the clause denies it.
pub(super) fn words(sentence: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut clause = 0;
    let mut last_end = 0;
    for range in word_ranges(sentence) {
        let gap = &sentence[last_end..range.start];
        let breaks = gap.contains([',', ';', ':', '(', ')', '—', '–', '.', '!', '?', '\n', '…'])
            || gap.contains(" - ");
        last_end = range.end;
        let raw = &sentence[range.clone()];
        let lower = raw.to_lowercase().replace('’', "'");
        if !found.is_empty() && (breaks || CLAUSE_STARTERS.contains(&lower.as_str())) {
            clause += 1;
        }
        let stem = stem(&lower);
        let stop = STOPS.contains(lower.as_str());
        found.push(Word {
            figure: raw.bytes().any(|b| b.is_ascii_digit()),
            capital: raw.chars().next().is_some_and(char::is_uppercase),
            range,
            lower,
            stem,
            stop,
            clause,
            negated: false,
        });
    }
    negate(&mut found);
    found
}

/// Byte ranges of the words: letters and digits, with apostrophes, hyphens, dots and commas that
/// stand between two of them where they belong (*don't*, *trade-off*, *0.3*, *1,200*).
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, c)| c);
        let inside = is_wordy(c)
            || start.is_some()
                && match c {
                    '\'' | '’' | '-' | '_' => is_wordy(next),
                    '.' => is_wordy(next) && is_wordy(before),
                    ',' => before.is_ascii_digit() && next.is_ascii_digit(),
                    _ => false,
                };
        if inside {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            found.push(from..at);
        }
        before = c;
    }
    found.extend(start.map(|from| from..text.len()));
    found
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

const CLAUSE_STARTERS: &[&str] =
    &["but", "and", "because", "so", "which", "while", "whereas", "although", "though", "instead"];

const NEGATORS: &[&str] = &[
    "not", "no", "never", "nobody", "none", "neither", "nor", "nothing", "without", "cannot",
    "hardly", "nowhere", "cant", "dont", "didnt", "doesnt", "wasnt", "isnt", "wouldnt", "couldnt",
    "hadnt", "havent", "hasnt", "wont", "werent", "arent",
];

/// Whether a word denies what follows.
pub(super) fn is_negator(lower: &str) -> bool {
    NEGATORS.contains(&lower) || lower.ends_with("n't")
}

/// Marks the words that a negator in their clause denies; *not only* and *no longer* deny nothing.
fn negate(words: &mut [Word]) {
    let mut denied: Option<usize> = None;
    for i in 0..words.len() {
        if denied.is_some_and(|clause| clause != words[i].clause) {
            denied = None;
        }
        words[i].negated = denied.is_some();
        let next = words.get(i + 1).map_or("", |w| w.lower.as_str());
        let idle = matches!(
            (words[i].lower.as_str(), next),
            ("not", "only" | "just") | ("no", "longer" | "doubt" | "matter") | ("nothing", "but")
        );
        if is_negator(&words[i].lower) && !idle {
            denied = Some(words[i].clause);
        }
    }
}

/// The byte ranges of the clauses of a sentence that has these words.
pub(super) fn clauses(words: &[Word]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        match found.last_mut() {
            Some(last) if i > 0 && words[i - 1].clause == word.clause => last.end = word.range.end,
            _ => found.push(word.range.clone()),
        }
    }
    found
}

/// The stem of a word in lower case.
pub(super) fn stem(lower: &str) -> String {
    static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        [IRREGULAR_PASTS, IRREGULAR_FORMS]
            .into_iter()
            .flat_map(str::split_whitespace)
            .filter_map(|pair| pair.split_once(':'))
            .collect()
    });
    let bare = lower.strip_suffix("'s").unwrap_or(lower);
    if !bare.is_ascii() || bare.len() > 40 {
        return bare.to_owned();
    }
    let regular = IRREGULAR.get(bare).copied().unwrap_or(bare);
    STEMMER.stem(regular).into_owned()
}

/// Whether a word is in the past tense, as far as its form tells.
pub(super) fn is_past(lower: &str) -> bool {
    static PASTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let pasts = IRREGULAR_PASTS.split_whitespace().filter_map(|p| p.split_once(':'));
        pasts.map(|(past, _)| past).chain(["was", "were", "had", "did", "put", "set"]).collect()
    });
    (lower.len() > 4 && lower.ends_with("ed")) || PASTS.contains(lower)
}

const IRREGULAR_PASTS: &str = "made:make built:build wrote:write written:write told:tell showed:show \
shown:show took:take taken:take gave:give given:give went:go gone:go found:find ran:run sat:sit \
began:begin begun:begin brought:bring kept:keep held:hold sent:send drew:draw drawn:draw \
spent:spend spoke:speak spoken:speak met:meet paid:pay bought:buy left:leave said:say \
thought:think knew:know known:know saw:see seen:see heard:hear felt:feel broke:break broken:break \
fell:fall fallen:fall rose:rise risen:rise lost:lose won:win chose:choose chosen:choose \
grew:grow grown:grow taught:teach learnt:learn understood:understand caught:catch stood:stand \
came:come became:become got:get gotten:get drove:drive driven:drive threw:throw thrown:throw \
meant:mean hid:hide hidden:hide froze:freeze woke:wake dealt:deal led:lead fed:feed sold:sell";

const IRREGULAR_FORMS: &str =
    "people:person men:man women:woman children:child worse:bad better:good best:good";

static STOPS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| STOP_WORDS.split_whitespace().collect());

const STOP_WORDS: &str = "a about above after again all also although am an and any are aren't as \
at be because been before being below between both but by can can't cannot could couldn't did \
didn't do does doesn't doing don't down during each either else even ever every few for from \
further had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers herself \
him himself his how how's however i i'd i'll i'm i've if in into is isn't it it's its itself just \
let's like many may me might mine more most much must my myself neither never no nobody nor not \
nothing of off on once one only onto or other others our ours ourselves out over own per quite \
rather really same shall she she'd she'll she's should shouldn't since so some somebody someone \
something such than that that's the their theirs them themselves then there there's these they \
they'd they'll they're they've this those though through thus till to together too toward towards \
under until up upon us very was wasn't we we'd we'll we're we've were weren't what what's when \
where whether which while who who's whole whom whose why will with within without won't would \
wouldn't yes yet you you'd you'll you're you've your yours yourself";
