//! What must hold of every reader of foreign bytes, whatever the bytes are: one function a reader.
//! Shared by the fuzz targets beside this file and by a short run in the tests (`tests/it/fuzz.rs`).

use std::io::Cursor;
use std::path::Component;

use greenroom::app::keymap::Keymap;
use greenroom::domain::config::Config;
use greenroom::domain::deck::lint;
use greenroom::domain::deck::parse::{Format, parse};
use greenroom::domain::id::EntryId;
use greenroom::domain::journal::line;
use greenroom::domain::progress::snapshot::Snapshot;
use greenroom::domain::progress::{Progress, Rules};
use greenroom::domain::query::Query;
use greenroom::domain::time::Day;
use greenroom::shell::archive::{LIMITS, unpack};

/// A journal: every line is an entry, newer, unreadable or blank; an entry is written as it was read;
/// what is before a cut does not depend on what comes after it.
pub(crate) fn journal(bytes: &[u8]) {
    let all = line::read(bytes);
    assert!(all.entries.len() + all.newer + all.unread.len() <= all.lines);
    for entry in &all.entries {
        let again = line::read(&line::encode(entry));
        // A number that is no number is not equal to itself; nothing else may change.
        assert!(
            again.entries.len() == 1 && format!("{:?}", again.entries[0]) == format!("{entry:?}")
        );
    }
    let cut = line::read(&bytes[..bytes.len() / 2]);
    assert!(cut.entries.len() <= all.entries.len());
    let progress = Progress::replay(Rules::default(), &all.entries);
    for (id, card) in progress.cards() {
        assert!(!card.is_empty() && progress.card(&id) == card);
    }
    look(&progress);
    let kept = Snapshot::read(progress.snapshot(&[], &[])).expect("a snapshot of ours is whole");
    assert_eq!(kept.entries(), progress.entries());
    look(&Progress::resume(Rules::default(), kept));
}

/// A snapshot: with a checksum that is right, so that what is behind it is reached.
pub(crate) fn snapshot(bytes: &[u8]) {
    let _ = Snapshot::read(bytes.to_vec());
    let sum = crc32fast::hash(bytes);
    let whole =
        [b"{\"v\":1,\"sum\":\"".as_slice(), format!("{sum:08x}").as_bytes(), bytes].concat();
    if let Some(snapshot) = Snapshot::read(whole) {
        look(&Progress::resume(Rules::default(), snapshot));
    }
}

/// Asks a state everything that the program asks.
fn look(progress: &Progress) {
    for (_, card) in progress.cards() {
        let _ = (card.preview(progress.rules(), Day(20_000)), card.last_score(), card.draft());
        let recall = card.recall(progress.rules(), Day(20_000));
        assert!(recall.is_none_or(|recall| (0.0..=1.0).contains(&recall)));
    }
    let _ = progress.last_undoable();
    let _ = progress.introduced_on(Day(20_000));
    let _ = progress.mocks().count();
    let _ = progress.knows(&EntryId::from("x.000001"));
}

/// A deck, as TOML and as JSON: no text of it holds a character that acts on a terminal, and the
/// advice for authors comes to an end.
pub(crate) fn deck(bytes: &[u8]) {
    for (name, format) in [("x.toml", Format::Toml), ("x.json", Format::Json)] {
        let parsed = parse(name, bytes, format);
        let lines = 2 + bytes.iter().filter(|byte| **byte == b'\n' || **byte == b'\r').count();
        for problem in &parsed.problems {
            assert!((1..=lines).contains(&problem.line), "{problem:?}");
        }
        let Some(deck) = parsed.deck else { continue };
        for card in &deck.cards {
            let texts = [&card.question, &card.short_answer, &card.detail, &card.model_answer];
            for text in texts.into_iter().chain(&card.tags).chain(&card.follow_ups) {
                assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
            }
            let _ = card.print();
        }
        let _ = lint::of_deck(name, &deck);
        for card in &deck.cards {
            let _ = lint::of_card(name, card, None, None);
        }
    }
}

/// A query: understood or refused in words, and never anything else.
pub(crate) fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(why) = Query::parse(&text) {
        assert!(!why.to_string().is_empty());
    }
}

/// An archive: read to its end or refused in words, and only files that have a place are met.
pub(crate) fn archive(bytes: &[u8]) {
    let met = unpack::each(&mut Cursor::new(bytes), LIMITS, &mut |item, reader| {
        assert!(item.below.components().all(|part| matches!(part, Component::Normal(_))));
        std::io::copy(reader, &mut std::io::sink())?;
        Ok(())
    });
    if let Err(why) = met {
        assert!(!why.to_string().is_empty());
    }
}

/// Settings: within their bounds, and what is said of them stands in the file and acts on no terminal.
pub(crate) fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (config, mut problems) = Config::parse(&text);
    assert!((60..=300).contains(&config.words_per_minute) && config.day_start < 24);
    assert!((0.7..=0.99).contains(&config.desired_retention) && config.new_cards_per_day <= 1000);
    problems.extend(Keymap::of(&config.keys).1);
    let lines = 1 + text.matches('\n').count();
    for problem in problems {
        assert!((1..=lines).contains(&problem.line) && problem.column > 0, "{problem:?}");
        assert!(!problem.what.contains(char::is_control), "{problem:?}");
        assert!(!problem.hint.contains(char::is_control), "{problem:?}");
    }
}
