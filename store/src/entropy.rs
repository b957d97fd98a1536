//! Randomness in bulk: one call to the operating system serves a hundred ids and salts.

use loggia_core::scalar::Instant;
use uuid::Uuid;

use crate::error::LogError;

/// Drawn from the operating system at a time.
const POOL_BYTES: usize = 4096;

pub(crate) struct Entropy {
    pool: Vec<u8>,
    failed: Option<String>,
}

impl Entropy {
    pub(crate) fn new() -> Self {
        Self { pool: Vec::new(), failed: None }
    }

    /// Fresh random bytes, never given out twice; zeros after a failure, which [`Entropy::check`]
    /// tells before anything made of them is kept.
    pub(crate) fn draw<const N: usize>(&mut self) -> [u8; N] {
        const { assert!(N <= POOL_BYTES) }
        if self.pool.len() < N {
            self.pool.resize(POOL_BYTES, 0);
            if let Err(error) = getrandom::fill(&mut self.pool) {
                self.pool.clear();
                self.failed = Some(error.to_string());
                return [0; N];
            }
        }
        let mut drawn = [0; N];
        let rest = self.pool.len().saturating_sub(N);
        for (to, from) in drawn.iter_mut().zip(self.pool.drain(rest..)) {
            *to = from;
        }
        drawn
    }

    /// Whether everything that was drawn since the last check was random.
    pub(crate) fn check(&mut self) -> Result<(), LogError> {
        self.failed.take().map_or(Ok(()), |why| Err(LogError::Randomness(why)))
    }

    /// A UUID version 7 of the time `at`, with 74 random bits and no counter: a counter would tell
    /// how many records were made in between (law 7).
    pub(crate) fn id(&mut self, at: Instant) -> Uuid {
        const MICROS_PER_MILLI: i64 = 1_000;
        let millis = u64::try_from(at.micros() / MICROS_PER_MILLI).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.draw()).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_instant_share_nothing_but_the_instant() {
        let mut entropy = Entropy::new();
        let at = Instant::from_micros(1_700_000_000_123_456);
        let ids: std::collections::BTreeSet<Uuid> = (0..1_000).map(|_| entropy.id(at)).collect();
        assert_eq!(ids.len(), 1_000);
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        let tails: std::collections::BTreeSet<[u8; 8]> =
            ids.iter().map(|id| id.as_bytes()[8..].try_into().unwrap()).collect();
        assert_eq!(tails.len(), 1_000, "no part of the tail counts");
    }
}
