//! The encoder at work beside the drawing: it is given sentences, and says later what it hears.
//!
//! Does not know what that means for a verdict.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::world::Ears;
use crate::app::effect::Listen;
use crate::app::msg::Msg;
use crate::domain::deck::Card;
use crate::domain::encoder::{Ear, Encoder};

/// So long a submission waits for the encoder; after that it is judged by what was heard so far.
const PATIENCE: Duration = Duration::from_secs(3);

/// A thread that listens, started with the first sentence.
#[derive(Debug, Default)]
pub struct Listener {
    worker: Option<(Sender<Listen>, Receiver<Heard>)>,
    /// How much of what it was given it has not answered yet.
    open: usize,
}

/// What was heard in the sentences of one card's answer.
type Heard = (Arc<Card>, Vec<(String, Arc<[f32]>)>);

impl Ears for Listener {
    fn listen(&mut self, what: Listen) -> Vec<Msg> {
        let (card, then) = (Arc::clone(&what.card), what.then);
        let (jobs, heard) = self.worker.get_or_insert_with(start);
        // Where the thread is gone, verdicts go by words alone.
        self.open += usize::from(jobs.send(what).is_ok());
        let Some(action) = then else { return Vec::new() };
        let (since, mut said) = (Instant::now(), Vec::new());
        while self.open > 0 {
            let left = PATIENCE.saturating_sub(since.elapsed());
            let Ok((card, sentences)) = heard.recv_timeout(left) else { break };
            self.open -= 1;
            said.push(Msg::Heard { card, sentences, then: None });
        }
        said.push(Msg::Heard { card, sentences: Vec::new(), then: Some(action) });
        said
    }

    fn heard(&mut self) -> Vec<Msg> {
        let Some((_, heard)) = &self.worker else { return Vec::new() };
        let said: Vec<Msg> = heard
            .try_iter()
            .map(|(card, sentences)| Msg::Heard { card, sentences, then: None })
            .collect();
        self.open = self.open.saturating_sub(said.len());
        said
    }
}

fn start() -> (Sender<Listen>, Receiver<Heard>) {
    let (jobs, ask) = channel::<Listen>();
    let (answer, heard) = channel();
    let work = move || {
        let Some(encoder) = Encoder::shipped() else { return };
        let mut ear: Option<(Arc<Card>, Ear)> = None;
        for Listen { card, sentences, .. } in ask {
            let known = ear.take().filter(|(known, _)| Arc::ptr_eq(known, &card));
            let (card, own) = known.unwrap_or_else(|| {
                let own = Ear::compile(encoder, &card);
                (card, own)
            });
            let hear = |sentence: String| {
                let numbers = own.hear(encoder, &sentence).into();
                (sentence, numbers)
            };
            let sentences = sentences.into_iter().map(hear).collect();
            if answer.send((Arc::clone(&card), sentences)).is_err() {
                return;
            }
            ear = Some((card, own));
        }
    };
    // Where there is no thread, the channel's end says so.
    let _ = thread::Builder::new().name("ears".to_owned()).spawn(work);
    (jobs, heard)
}
