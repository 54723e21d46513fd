//! The encoder at work beside the drawing: it is given sentences, and says later what it hears.
//!
//! Does not know what that means for a verdict.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::world::Ears;
use crate::app::effect::Listen;
use crate::app::msg::Msg;
use crate::domain::deck::Card;
use crate::domain::encoder::{Ear, Encoder};

/// A thread that listens, started with the first sentence.
#[derive(Debug, Default)]
pub struct Listener {
    worker: Option<(Sender<Listen>, Receiver<Msg>)>,
}

impl Ears for Listener {
    fn listen(&mut self, what: Listen) -> Vec<Msg> {
        let waits = what.then.is_some();
        let deaf =
            |what: Listen| Msg::Heard { card: what.card, sentences: Vec::new(), then: what.then };
        let (jobs, heard) = self.worker.get_or_insert_with(start);
        if let Err(failed) = jobs.send(what) {
            // The thread is gone: verdicts go by words alone.
            return vec![deaf(failed.0)];
        }
        let mut said = Vec::new();
        while waits {
            let Ok(msg) = heard.recv() else { break };
            let last = matches!(msg, Msg::Heard { then: Some(_), .. });
            said.push(msg);
            if last {
                break;
            }
        }
        said
    }

    fn heard(&mut self) -> Vec<Msg> {
        self.worker.as_ref().map_or_else(Vec::new, |(_, heard)| heard.try_iter().collect())
    }
}

fn start() -> (Sender<Listen>, Receiver<Msg>) {
    let (jobs, ask) = channel::<Listen>();
    let (answer, heard) = channel();
    let work = move || {
        let Some(encoder) = Encoder::shipped() else { return };
        let mut ear: Option<(Arc<Card>, Ear)> = None;
        for Listen { card, sentences, then } in ask {
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
            if answer.send(Msg::Heard { card: Arc::clone(&card), sentences, then }).is_err() {
                return;
            }
            ear = Some((card, own));
        }
    };
    // Where there is no thread, the channel's end says so.
    let _ = thread::Builder::new().name("ears".to_owned()).spawn(work);
    (jobs, heard)
}
