use std::collections::HashMap;

use loggia_core::commit::Commit;
use loggia_core::id::RecordId;
use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, World};

use crate::timeline::Timeline;

/// What is kept of the way here: copies of the world, and the history of each record.
#[derive(Debug, Default)]
pub(crate) struct Past {
    timeline: Timeline,
    history: HashMap<RecordId, Vec<Seq>, ahash::RandomState>,
}

impl Past {
    /// Remembers a commit; `world` is as it left it.
    pub(crate) fn pass(&mut self, commit: &Commit, world: &World) {
        let seq = commit.stamp.seq;
        for record in commit.events.iter().flat_map(|event| event.records()).flatten() {
            let seqs = self.history.entry(record).or_default();
            if seqs.last() != Some(&seq) {
                seqs.push(seq);
            }
        }
        self.timeline.pass(seq, commit.stamp.at, world);
    }

    /// The commits in whose events a record stands, oldest first.
    pub(crate) fn history(&self, record: RecordId) -> &[Seq] {
        self.history.get(&record).map(Vec::as_slice).unwrap_or_default()
    }

    /// The latest copy that fits, from which to go on; the empty world where none does.
    pub(crate) fn before(&self, fits: impl Fn(Seq, Instant) -> bool) -> (Seq, Instant, World) {
        self.timeline.before(fits)
    }
}
