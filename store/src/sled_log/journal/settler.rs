use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use crate::error::{LogError, io_error};
use crate::sled_log::store::Shared;

/// Has sled's own file synced on a thread of its own.
pub(super) struct Settler {
    wanted: Option<SyncSender<()>>,
    settled: Receiver<Result<(), LogError>>,
    /// What was asked for and not waited for.
    is_settling: bool,
    thread: Option<JoinHandle<()>>,
}

impl Settler {
    pub(super) fn start(shared: Arc<Shared>) -> Result<Self, LogError> {
        let (wanted, asked) = sync_channel::<()>(1);
        let (to, settled) = sync_channel(1);
        let path = shared.layout.db.clone();
        let thread = std::thread::Builder::new().name("journal".into()).spawn(move || {
            // Whoever does not wait for the answer any more has ended the log.
            asked.into_iter().for_each(|()| drop(to.send(shared.settle())));
        });
        let thread = thread.map_err(io_error("starting the thread that syncs", &path))?;
        Ok(Self { wanted: Some(wanted), settled, is_settling: false, thread: Some(thread) })
    }

    /// Waits for what was asked for before, and asks for what sled has by now.
    pub(super) fn settle_on(&mut self) -> Result<(), LogError> {
        self.wait()?;
        let asked = self.wanted.as_ref().is_some_and(|wanted| wanted.send(()).is_ok());
        self.is_settling = asked;
        if asked { Ok(()) } else { Err(LogError::Closed) }
    }

    /// Waits for what was asked for.
    pub(super) fn wait(&mut self) -> Result<(), LogError> {
        match std::mem::take(&mut self.is_settling) {
            true => self.settled.recv().unwrap_or(Err(LogError::Closed)),
            false => Ok(()),
        }
    }

    /// Ends the thread, when it has done what it was asked for.
    pub(super) fn end(&mut self) -> Result<(), LogError> {
        let settled = self.wait();
        self.wanted = None;
        // It cannot panic but in sled, and there panics are errors.
        let _ = self.thread.take().map(JoinHandle::join);
        settled
    }
}
