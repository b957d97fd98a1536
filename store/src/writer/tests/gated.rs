use std::sync::mpsc::{Receiver, Sender, channel};

use super::faulty::{Fault, Faulty};
use super::*;

/// A log whose appends wait until they are told how to end.
pub(super) struct Gated {
    log: Faulty,
    began: Sender<Block>,
    ends: Mutex<Receiver<Fault>>,
}

/// For the one who tells them. Once he is gone, all of them end well.
pub(super) struct Gate {
    began: Receiver<Block>,
    ends: Sender<Fault>,
}

impl Gated {
    pub(super) fn new(log: &MemoryLog) -> (Self, Gate) {
        let (began, begins) = channel();
        let (ends, told) = channel();
        let log = Faulty::new(log, &[]);
        (Self { log, began, ends: told.into() }, Gate { began: begins, ends })
    }
}

impl Gate {
    /// Waits for the next append, which goes on waiting.
    pub(super) fn began(&self) -> Block {
        self.began.recv_timeout(Duration::from_secs(10)).expect("an append")
    }

    /// Whether nothing more has come to be appended.
    pub(super) fn is_quiet(&self) -> bool {
        self.began.try_recv().is_err()
    }

    /// How many commits those had that have come since.
    pub(super) fn sizes(&self) -> Vec<usize> {
        self.began.try_iter().map(|block| block.commits.len()).collect()
    }

    /// Ends an append, now or when it comes.
    pub(super) fn end(&self, how: Fault) {
        self.ends.send(how).unwrap();
    }
}

impl Log for Gated {
    fn head(&self) -> Head {
        Log::head(&self.log)
    }

    fn append(&mut self, block: &Block) -> Result<Head, AppendError> {
        let _ = self.began.send(block.clone());
        let fault = self.ends.lock().unwrap().recv().unwrap_or(Fault::Fine);
        self.log.next(fault);
        self.log.append(block)
    }

    fn reader(&self) -> Arc<dyn LogReader> {
        self.log.reader()
    }

    fn close(&mut self) -> Result<(), LogError> {
        self.log.close()
    }
}
