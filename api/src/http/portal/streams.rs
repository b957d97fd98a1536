use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use loggia_core::id::PartnerUserId;

use crate::http::{Problem, ProblemKind};

/// Change streams of one user at the same time.
pub const STREAMS_PER_USER_MAX: usize = 8;

/// Counts the open streams.
#[derive(Clone, Default)]
pub(super) struct Streams(Arc<Mutex<HashMap<PartnerUserId, usize>>>);

impl Streams {
    pub(super) fn new() -> Self {
        Self::default()
    }

    fn open(&self) -> MutexGuard<'_, HashMap<PartnerUserId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for one more.
    pub(super) fn enter(&self, partner: PartnerUserId) -> Result<Place, Problem> {
        let mut open = self.open();
        let count = open.entry(partner).or_default();
        if *count >= STREAMS_PER_USER_MAX {
            return Err(Problem::new(ProblemKind::TooManyStreams));
        }
        *count += 1;
        Ok(Place { streams: self.clone(), partner })
    }
}

/// The place of an open stream; free again when dropped.
pub(super) struct Place {
    streams: Streams,
    partner: PartnerUserId,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.open();
        if let Some(count) = open.get_mut(&self.partner) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.partner);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_user_has_so_many_streams_and_a_closed_one_makes_room() {
        let streams = Streams::new();
        let ada = PartnerUserId(Uuid::from_u128(1));
        let mut open: Vec<_> =
            (0..STREAMS_PER_USER_MAX).map(|_| streams.enter(ada).unwrap()).collect();
        assert!(streams.enter(ada).is_err());
        assert!(streams.enter(PartnerUserId(Uuid::from_u128(2))).is_ok());
        open.pop();
        assert!(streams.enter(ada).is_ok());
        open.clear();
        assert!(streams.open().is_empty());
    }
}
