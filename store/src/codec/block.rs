//! A block in pieces that fit into a value each, and back.

use loggia_core::commit::Commit;
use loggia_core::world::Seq;

use super::{Flaw, commit, frame};
use crate::hash::{HASH_BYTES, Hash};
use crate::log::Block;
use crate::merkle;
use crate::sealed::{SALT_BYTES, SealedCommit};

/// Largest value: larger pages go to files that sled never syncs.
pub const VALUE_BYTES_MAX: usize = 64 * 1024;

/// Most commits of a block.
pub const BLOCK_COMMITS_MAX: usize = 1024;

/// Bytes of a commit in a block besides its own: its salt and its length.
pub(crate) const COMMIT_OVERHEAD_BYTES: usize = SALT_BYTES + 4;

/// Bytes of a block before its commits: how many, and two roots.
const HEADER_BYTES: usize = 4 + 2 * HASH_BYTES;

/// Bytes of a block in one value, after the frame and the number of the piece.
const PIECE_BYTES_MAX: usize = VALUE_BYTES_MAX - frame::FRAME_BYTES - 4;

/// Under which key a piece lies: the first commit of the block, then the number of the piece, both
/// big endian, so that the order of the keys is the order of the log.
pub(crate) type PieceKey = [u8; PIECE_KEY_BYTES];

/// Bytes of such a key.
pub(crate) const PIECE_KEY_BYTES: usize = 10;

pub(crate) fn piece_key(first: Seq, index: u16) -> PieceKey {
    let mut key = [0; PIECE_KEY_BYTES];
    let number = first.0.to_be_bytes().into_iter().chain(index.to_be_bytes());
    key.iter_mut().zip(number).for_each(|(to, from)| *to = from);
    key
}

/// The first commit of the block that a piece under this key belongs to, and the piece's number.
pub(crate) fn read_key(key: &[u8]) -> Option<(Seq, u16)> {
    let (first, index) = key.split_first_chunk()?;
    let index = index.try_into().ok()?;
    Some((Seq(u64::from_be_bytes(*first)), u16::from_be_bytes(index)))
}

/// The bytes of a block; `root` is that of the tree with its commits.
pub(crate) fn encode(block: &Block, root: Hash) -> Vec<u8> {
    let count = u32::try_from(block.commits.len()).unwrap_or(u32::MAX);
    let stored = block.commits.iter().map(SealedCommit::stored_len).sum::<usize>();
    let mut payload = Vec::with_capacity(HEADER_BYTES.saturating_add(stored));
    payload.extend(count.to_le_bytes());
    payload.extend(block.after.root.0);
    payload.extend(root.0);
    for sealed in &block.commits {
        payload.extend(sealed.salt());
        payload.extend(u32::try_from(sealed.bytes().len()).unwrap_or(u32::MAX).to_le_bytes());
        payload.extend_from_slice(sealed.bytes());
    }
    payload
}

/// The values of a block that begins with `first`, with their keys.
pub(crate) fn pieces(first: Seq, payload: &[u8]) -> Vec<(PieceKey, Vec<u8>)> {
    let pieces = payload.chunks(PIECE_BYTES_MAX);
    let total = u16::try_from(pieces.len()).unwrap_or(u16::MAX).to_le_bytes();
    let framed = (0u16..).zip(pieces).map(|(index, piece)| {
        let key = piece_key(first, index);
        (key, frame::seal(&key, &[&index.to_le_bytes(), &total, piece]))
    });
    framed.collect()
}

/// Puts pieces together again, in one buffer that is used over and over.
#[derive(Default)]
pub(crate) struct Assembler {
    first: Seq,
    have: u16,
    of: u16,
    payload: Vec<u8>,
}

impl Assembler {
    /// Takes the next value.
    pub(crate) fn push(&mut self, key: &[u8], value: &[u8]) -> Result<(), Flaw> {
        let (first, index) = read_key(key).ok_or(Flaw::Damage("its key is not one of a block"))?;
        let body = frame::open(key, value)?;
        let short = Flaw::Damage("it is shorter than a piece of a block");
        let (said, rest) = body.split_first_chunk().ok_or(short)?;
        let (of, piece) = rest.split_first_chunk().ok_or(short)?;
        if index == 0 && self.have == self.of {
            (self.first, self.have, self.of) = (first, 0, u16::from_le_bytes(*of));
            self.payload.clear();
        }
        let belongs = self.first == first
            && index == self.have
            && u16::from_le_bytes(*said) == index
            && u16::from_le_bytes(*of) == self.of
            && index < self.of;
        if !belongs {
            return Err(Flaw::Damage("a piece of a block is missing or in the wrong place"));
        }
        self.payload.extend_from_slice(piece);
        self.have = self.have.saturating_add(1);
        Ok(())
    }

    /// The block whose last piece was taken.
    pub(crate) fn stored(&self) -> Result<Stored<'_>, Flaw> {
        parse(self.first, &self.payload)
    }

    /// Whether it waits for more pieces of a block that has begun.
    pub(crate) fn waits(&self) -> bool {
        self.have < self.of
    }
}

/// A block as it was found; its commits are not decoded yet.
pub(crate) struct Stored<'a> {
    /// Its first commit.
    pub(crate) first: Seq,
    /// How many commits there are.
    pub(crate) count: u32,
    /// The root before it.
    pub(crate) before: Hash,
    /// The root with it.
    pub(crate) after: Hash,
    commits: &'a [u8],
}

/// The block that begins with `first` and has these bytes.
pub(crate) fn parse(first: Seq, payload: &[u8]) -> Result<Stored<'_>, Flaw> {
    let short = Flaw::Damage("it is shorter than the header of a block");
    let (count, rest) = payload.split_first_chunk().ok_or(short)?;
    let (before, rest) = rest.split_first_chunk().ok_or(short)?;
    let (after, commits) = rest.split_first_chunk().ok_or(short)?;
    let count = u32::from_le_bytes(*count);
    if count == 0 {
        return Err(Flaw::Damage("it is a block without commits"));
    }
    Ok(Stored { first, count, before: Hash(*before), after: Hash(*after), commits })
}

impl<'a> Stored<'a> {
    /// Its last commit.
    pub(crate) fn last(&self) -> Seq {
        Seq(self.first.0.saturating_add(u64::from(self.count).saturating_sub(1)))
    }

    /// Its commits, still encoded; exactly as many as its header says, and nothing behind them.
    pub(crate) fn commits(&self) -> impl Iterator<Item = Result<StoredCommit<'a>, Flaw>> + use<'a> {
        let mut rest = self.commits;
        let (first, count) = (self.first.0, u64::from(self.count));
        (0..count).map(move |n| {
            let flaw = Flaw::Damage("its commits do not fill it exactly");
            let (salt, tail) = rest.split_first_chunk().ok_or(flaw)?;
            let (length, tail) = tail.split_first_chunk().ok_or(flaw)?;
            let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| flaw)?;
            let (bytes, tail) = tail.split_at_checked(length).ok_or(flaw)?;
            rest = tail;
            if n.saturating_add(1) == count && !tail.is_empty() {
                return Err(flaw);
            }
            Ok(StoredCommit { seq: Seq(first.saturating_add(n)), salt: *salt, bytes })
        })
    }
}

/// A commit as it was found.
pub(crate) struct StoredCommit<'a> {
    /// Its place.
    pub(crate) seq: Seq,
    salt: [u8; SALT_BYTES],
    bytes: &'a [u8],
}

impl StoredCommit<'_> {
    /// Its leaf of the tree.
    pub(crate) fn leaf(&self) -> Hash {
        merkle::leaf(&self.salt, self.bytes)
    }

    /// What it says.
    pub(crate) fn decode(&self) -> Result<Commit, Flaw> {
        commit::decode(self.seq, self.bytes)
    }
}
