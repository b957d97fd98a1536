//! One pass over the log that believes nothing: frames, order, times, tree, checkpoint.

use loggia_core::commit::Commit;
use loggia_core::world::{Seq, Stamp};

use super::guard::sled_error;
use crate::checkpoint::Signed;
use crate::codec::block::{Assembler, Stored, piece_key, read_key};
use crate::error::LogError;
use crate::hash::Hash;
use crate::log::Head;
use crate::merkle::Frontier;

/// The root of every block could be recomputed, but one in so many commits finds the same: all
/// leaves are under the last root.
const ROOT_CHECK_COMMITS: u64 = 256;

/// Reads block after block and sees that each continues the one before it.
pub(super) struct Cursor {
    assembler: Assembler,
    /// The commit that the next block must begin with.
    next: Seq,
    /// The root that it must continue, where that is known.
    root: Option<Hash>,
}

impl Cursor {
    /// From the first block on.
    pub(super) fn at_start() -> Self {
        let Head { seq, at: _, root } = Head::empty();
        Self { assembler: Assembler::default(), next: seq.next(), root: Some(root) }
    }

    /// From the block on that holds `seq`.
    pub(super) fn at_block_of(log: &sled::Tree, seq: Seq) -> Result<Self, LogError> {
        let upto = piece_key(seq, u16::MAX);
        let last = log.range(..=upto).keys().next_back().transpose();
        let key = last.map_err(sled_error("reading"))?;
        let Some((first, _)) = key.as_ref().and_then(|key| read_key(key)) else {
            return Ok(Self::at_start());
        };
        let root = (first == Seq(1)).then(|| Head::empty().root);
        Ok(Self { assembler: Assembler::default(), next: first, root })
    }

    /// The last commit of the log and the root with it, as its last block says.
    pub(super) fn end(log: &sled::Tree) -> Result<(Seq, Hash), LogError> {
        let mut cursor = Self::at_block_of(log, Seq(u64::MAX))?;
        let mut values = cursor.values(log);
        let last = cursor.block(&mut values)?.map(|block| (block.last(), block.after));
        Ok(last.unwrap_or((Head::empty().seq, Head::empty().root)))
    }

    /// The commit that the next block must begin with.
    pub(super) fn next(&self) -> Seq {
        self.next
    }

    /// The values from here on.
    pub(super) fn values(&self, log: &sled::Tree) -> sled::Iter {
        log.range(piece_key(self.next, 0)..)
    }

    /// The next block; none at the end of the log.
    pub(super) fn block(
        &mut self,
        values: &mut sled::Iter,
    ) -> Result<Option<Stored<'_>>, LogError> {
        let expected = self.next;
        let mut began = false;
        while !began || self.assembler.waits() {
            let Some(item) = values.next() else {
                if !began {
                    return Ok(None);
                }
                let why = "its last piece is missing";
                return Err(LogError::Damaged { seq: expected, why });
            };
            let (key, value) = item.map_err(sled_error("reading"))?;
            let seq = read_key(&key).map_or(expected, |(first, _)| first);
            self.assembler.push(&key, &value).map_err(|flaw| flaw.at(seq))?;
            began = true;
        }
        let stored = self.assembler.stored().map_err(|flaw| flaw.at(expected))?;
        let after = Seq(expected.0.saturating_sub(1));
        if stored.first != expected {
            return Err(LogError::Broken { after, why: "commits are missing in between" });
        }
        if self.root.is_some_and(|root| root != stored.before) {
            return Err(LogError::Broken { after, why: "it continues another root" });
        }
        self.next = stored.last().next();
        self.root = Some(stored.after);
        Ok(Some(stored))
    }
}

/// Reads the whole log and recomputes its tree.
pub(super) struct Pass {
    cursor: Cursor,
    values: sled::Iter,
    sum: Sum,
}

impl Pass {
    pub(super) fn new(log: &sled::Tree, signed: Option<Signed>) -> Result<Self, LogError> {
        let sum = Sum { tree: Frontier::default(), head: Head::empty(), unchecked: 0, signed };
        sum.compare_signed()?;
        // From the very first key on: whatever lies before the first block must not be there.
        Ok(Self { cursor: Cursor::at_start(), values: log.iter(), sum })
    }

    /// Adds the commits of the next block to `batch` and says where the log stands with it; none at
    /// the end.
    pub(super) fn block(&mut self, batch: &mut Vec<Commit>) -> Result<Option<Seq>, LogError> {
        let Some(stored) = self.cursor.block(&mut self.values)? else { return Ok(None) };
        for commit in stored.commits() {
            let commit = commit.map_err(|flaw| flaw.at(stored.first))?;
            let leaf = commit.leaf();
            let commit = commit.decode().map_err(|flaw| flaw.at(commit.seq))?;
            self.sum.add(leaf, &commit)?;
            batch.push(commit);
        }
        self.sum.head.root = stored.after;
        if self.sum.unchecked >= ROOT_CHECK_COMMITS {
            self.sum.compare_root()?;
        }
        Ok(Some(self.sum.head.seq))
    }

    /// The last checks, once there is no block any more.
    pub(super) fn finish(self) -> Result<(Frontier, Head), LogError> {
        let mut sum = self.sum;
        sum.compare_root()?;
        match sum.signed {
            Some(signed) if signed.size > sum.head.seq => {
                Err(LogError::Truncated { expected: signed.size, found: sum.head.seq })
            }
            Some(_) | None => Ok((sum.tree, sum.head)),
        }
    }

    pub(super) fn head(&self) -> Head {
        self.sum.head
    }
}

/// What the commits read so far come to.
struct Sum {
    tree: Frontier,
    head: Head,
    /// Commits since the root was compared.
    unchecked: u64,
    signed: Option<Signed>,
}

impl Sum {
    fn add(&mut self, leaf: Hash, commit: &Commit) -> Result<(), LogError> {
        let Stamp { seq, at } = commit.stamp;
        if at < self.head.at && seq != Seq(1) {
            return Err(LogError::Damaged { seq, why: "it is earlier than the one before" });
        }
        self.tree.push(leaf);
        (self.head.seq, self.head.at) = (seq, at);
        self.unchecked = self.unchecked.saturating_add(1);
        self.compare_signed()
    }

    fn compare_root(&mut self) -> Result<(), LogError> {
        self.unchecked = 0;
        let (seq, expected) = (self.head.seq, self.head.root);
        match self.tree.root() == expected {
            true => Ok(()),
            false => Err(LogError::Damaged { seq, why: "its root is not that of the commits" }),
        }
    }

    fn compare_signed(&self) -> Result<(), LogError> {
        let Some(signed) = self.signed.filter(|signed| signed.size.0 == self.tree.size()) else {
            return Ok(());
        };
        let (at, expected, found) = (signed.size, signed.root, self.tree.root());
        if found == expected { Ok(()) } else { Err(LogError::Different { at, expected, found }) }
    }
}
