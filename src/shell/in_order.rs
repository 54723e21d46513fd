//! Work on pieces as they come, on all cores; what comes of them is handed on in the order of the pieces.
//!
//! Reads only so far ahead as keeps the cores busy, so that an endless stream takes no more memory than
//! a short one.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// Pieces under way, for each core.
const AHEAD: usize = 8;

/// What happens meanwhile.
enum Event<T, R> {
    /// A piece came.
    Piece(T),
    /// Something came of the piece with this number.
    Done(usize, thread::Result<R>),
    /// No piece will come any more.
    End,
}

/// Does `work` on every piece, and hands what comes of it to `each`, in order and at once.
///
/// # Errors
/// The first error of `each`; the pieces behind it are not waited for.
pub fn in_order<T, R, E>(
    pieces: impl Iterator<Item = T> + Send + 'static,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (events, happened) = channel();
    let (permit, permits) = channel();
    for _ in 0..cores * AHEAD {
        let _ = permit.send(());
    }
    // Not joined: it may wait for a piece that never comes, after an error has ended the rest.
    let reader = events.clone();
    thread::spawn(move || {
        let mut pieces = pieces;
        while permits.recv().is_ok() {
            let event = pieces.next().map_or(Event::End, Event::Piece);
            let last = matches!(event, Event::End);
            if reader.send(event).is_err() || last {
                break;
            }
        }
    });
    let (jobs, taken) = channel::<(usize, T)>();
    let taken = Mutex::new(taken);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| toil(&taken, &work, &events.clone()));
        }
        // Dropped at the end, however that comes: the workers stop then.
        let jobs = jobs;
        let (mut given, mut handed, mut ended) = (0, 0, false);
        let mut waiting = BTreeMap::new();
        while !ended || handed < given {
            let Ok(event) = happened.recv() else { break };
            match event {
                Event::Piece(piece) => {
                    let _ = jobs.send((given, piece));
                    given += 1;
                }
                Event::Done(number, result) => {
                    waiting.insert(number, result.unwrap_or_else(|why| resume_unwind(why)));
                }
                Event::End => ended = true,
            }
            while let Some(result) = waiting.remove(&handed) {
                each(result)?;
                handed += 1;
                let _ = permit.send(());
            }
        }
        Ok(())
    })
}

/// Takes pieces and does the work, until there are none any more.
fn toil<T, R>(
    taken: &Mutex<std::sync::mpsc::Receiver<(usize, T)>>,
    work: &impl Fn(T) -> R,
    events: &Sender<Event<T, R>>,
) {
    let next = || taken.lock().ok()?.recv().ok();
    while let Some((number, piece)) = next() {
        let result = catch_unwind(AssertUnwindSafe(|| work(piece)));
        if events.send(Event::Done(number, result)).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_them_keeps_the_order_of_the_pieces() {
        let slow_first = |n: u64| {
            thread::sleep(std::time::Duration::from_millis(if n.is_multiple_of(7) {
                3
            } else {
                0
            }));
            n * 2
        };
        let mut seen = Vec::new();
        let done: Result<(), ()> = in_order(0..200, slow_first, |n| {
            seen.push(n);
            Ok(())
        });
        assert_eq!(done, Ok(()));
        assert_eq!(seen, (0..200).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_ends_it_though_pieces_keep_coming() {
        let stop = |n: u64| if n < 5 { Ok(()) } else { Err(n) };
        assert_eq!(in_order(0.., |n| n, stop), Err(5));
    }

    #[test]
    fn what_is_done_is_handed_on_before_the_next_piece_comes() {
        let (answered, answer) = channel();
        let pieces = (0..5).inspect(move |n| {
            if *n > 0 {
                assert_eq!(answer.recv().ok(), Some(n - 1), "before piece {n}");
            }
        });
        // The last one finds nobody who waits for it.
        let tell = |n| Ok::<(), ()>(answered.send(n).unwrap_or_default());
        assert_eq!(in_order(pieces, |n| n, tell), Ok(()));
    }
}
