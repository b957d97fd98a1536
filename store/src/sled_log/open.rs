use std::fs;
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use loggia_core::commit::Commit;

use super::append::SledLog;
use super::barrier::{Barrier, SyncData};
use super::guard::guard;
use super::journal::{Journal, replay};
use super::layout::Layout;
use super::pass::Pass;
use super::signer::Signer;
use super::store::{Shared, Store};
use crate::checkpoint::{CheckpointFile, Notary, Signed, load_or_make};
use crate::error::{LogError, io_error};
use crate::log::Head;
use crate::merkle::Frontier;

/// Commits that are handed from the thread that verifies to the one that folds, at a time.
const BATCH_COMMITS: usize = 512;

/// Such batches that wait.
const BATCHES_MAX: usize = 8;

/// How a log is opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenOptions {
    /// What to do when there are commits but no checkpoint.
    pub missing_checkpoint: MissingCheckpoint,
}

/// What to do when there are commits but nothing that says how many there must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingCheckpoint {
    /// Refuse: commits may be missing at the end, and nobody would know.
    #[default]
    Refuse,
    /// Take the log as it is and sign that from now on.
    Accept,
}

impl SledLog {
    /// Opens the log in `dir`, or makes one. Reads it once from begin to end, verifies everything,
    /// and calls `visit` with every commit in order meanwhile; what was visited counts only if the
    /// log opens.
    pub fn open(dir: &Path, visit: &mut dyn FnMut(Commit)) -> Result<Self, LogError> {
        Self::open_with(dir, OpenOptions::default(), visit)
    }

    /// The same, with options.
    pub fn open_with(
        dir: &Path,
        options: OpenOptions,
        visit: &mut dyn FnMut(Commit),
    ) -> Result<Self, LogError> {
        Self::open_behind(dir, options, Box::new(SyncData), visit)
    }

    pub(super) fn open_behind(
        dir: &Path,
        options: OpenOptions,
        barrier: Box<dyn Barrier>,
        visit: &mut dyn FnMut(Commit),
    ) -> Result<Self, LogError> {
        let layout = Layout::of(dir);
        let lock = layout.lock()?;
        layout.without_blobs()?;
        layout.sync_db()?;
        let store = Store::open(&layout)?;
        layout.without_blobs()?;
        guard("reading the journal", || replay(&layout, &store))?;
        let is_empty = guard("reading", || Ok(store.log.is_empty()))?;
        let (notary, signed) = credentials(&layout, is_empty, options)?;
        layout.sync_folders()?;
        let (tree, head) = verify(&store, signed, visit)?;
        let mut checkpoint = CheckpointFile::open(&layout.checkpoint)?;
        if signed.is_none_or(|signed| signed.size != head.seq) {
            checkpoint.settle(&notary, head.into())?;
        }
        let shared = Shared::new(layout, notary, store, barrier, head)?;
        // Before the journal is written over.
        shared.settle()?;
        let journal = Journal::open(shared.clone())?;
        shared.layout.sync_folders()?;
        let signer = Signer::start(shared.clone(), checkpoint)?;
        Ok(Self::new(shared, tree, journal, signer, lock))
    }
}

/// The key and what it signed. A new log has neither; any other must have both.
fn credentials(
    layout: &Layout,
    is_empty: bool,
    options: OpenOptions,
) -> Result<(Notary, Option<Signed>), LogError> {
    let Layout { checkpoint, secret, public, .. } = layout;
    let accept = options.missing_checkpoint == MissingCheckpoint::Accept;
    let there = fs::exists(checkpoint).map_err(io_error("looking for", checkpoint))?;
    if !there && !is_empty && !accept {
        return Err(LogError::CheckpointMissing { path: checkpoint.clone() });
    }
    let notary = load_or_make(secret, public, || match there {
        true => Err(LogError::Key { path: secret.clone(), why: "missing" }),
        false => Ok(()),
    })?;
    let signed = CheckpointFile::read(checkpoint, &notary)?;
    Ok((notary, signed))
}

/// Reads, verifies and decodes on a thread of its own while this one visits.
fn verify(
    store: &Store,
    signed: Option<Signed>,
    visit: &mut dyn FnMut(Commit),
) -> Result<(Frontier, Head), LogError> {
    thread::scope(|scope| {
        let (to, batches) = sync_channel(BATCHES_MAX);
        let pass = scope.spawn(move || guard("reading", || read_all(store, signed, &to)));
        batches.into_iter().flatten().for_each(visit);
        pass.join().unwrap_or_else(|_| {
            Err(LogError::SledPanicked { doing: "reading", message: "no message".into() })
        })
    })
}

fn read_all(
    store: &Store,
    signed: Option<Signed>,
    to: &SyncSender<Vec<Commit>>,
) -> Result<(Frontier, Head), LogError> {
    let mut pass = Pass::new(&store.log, signed)?;
    let mut batch = Vec::with_capacity(BATCH_COMMITS);
    while pass.block(&mut batch)?.is_some() {
        if batch.len() >= BATCH_COMMITS {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH_COMMITS));
            // The other side only goes away when visiting panicked; that panic is on its way.
            let _ = to.send(full);
        }
    }
    let _ = to.send(batch);
    pass.finish()
}
