use loggia_core::scalar::Instant;
use loggia_core::world::{Seq, World};

/// Copies of the world that are kept for the way into the past. Each holds what has changed since:
/// in a busy plant nearly an entity for each commit, most of the memory that a world takes.
const COPIES_MAX: usize = 32;

/// Commits between two copies, to begin with.
const STRIDE_COMMITS: u64 = 1_024;

/// The world as it was now and then. Copies share what did not change between them; when there are
/// too many, every second one goes, and the next ones are taken half as often.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    copies: Vec<Copy>,
    stride: u64,
}

#[derive(Clone, Debug)]
struct Copy {
    seq: Seq,
    at: Instant,
    world: World,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { copies: Vec::new(), stride: STRIDE_COMMITS }
    }
}

impl Timeline {
    pub(crate) fn pass(&mut self, seq: Seq, at: Instant, world: &World) {
        let last = self.copies.last().map_or(0, |copy| copy.seq.0);
        if seq.0 < last.saturating_add(self.stride) {
            return;
        }
        self.copies.push(Copy { seq, at, world: world.clone() });
        if self.copies.len() > COPIES_MAX {
            let mut index = 0;
            self.copies.retain(|_| {
                index += 1;
                index % 2 == 0
            });
            self.stride = self.stride.saturating_mul(2);
        }
    }

    /// The latest copy that fits, from which to go on; the empty world where none does.
    pub(crate) fn before(&self, fits: impl Fn(Seq, Instant) -> bool) -> (Seq, Instant, World) {
        let copy = self.copies.iter().rev().find(|copy| fits(copy.seq, copy.at));
        copy.map_or((Seq(0), Instant::from_micros(0), World::default()), |copy| {
            (copy.seq, copy.at, copy.world.clone())
        })
    }
}
