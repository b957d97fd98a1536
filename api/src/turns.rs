//! What takes long has so many places for one user, and so many for all: nobody takes those of others.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use loggia_core::access::UserId;

/// Counts who has something under way.
#[derive(Clone)]
pub(crate) struct Turns {
    held: Arc<Mutex<BTreeMap<UserId, usize>>>,
    per_user: usize,
    all: usize,
}

impl Turns {
    pub(crate) fn new(per_user: usize, all: usize) -> Self {
        Self { held: Arc::default(), per_user, all }
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<UserId, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for one more; none where the user, or all together, have as many as there are.
    pub(crate) fn enter(&self, user: UserId) -> Option<Turn> {
        let mut held = self.held();
        let (all, own) = (held.values().sum::<usize>(), held.get(&user).copied().unwrap_or(0));
        if own >= self.per_user || all >= self.all {
            return None;
        }
        held.insert(user, own + 1);
        Some(Turn { turns: self.clone(), user })
    }
}

/// A place that is taken; free again when dropped.
pub(crate) struct Turn {
    turns: Turns,
    user: UserId,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut held = self.turns.held();
        if let Some(count) = held.get_mut(&self.user) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                held.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use loggia_core::id::PartnerUserId;
    use uuid::Uuid;

    use super::*;

    fn user(n: u128) -> UserId {
        UserId::Partner(PartnerUserId(Uuid::from_u128(n)))
    }

    #[test]
    fn a_user_has_so_many_places_and_all_together_so_many() {
        let turns = Turns::new(2, 8);
        let mut held: Vec<Turn> = (0..2).map(|_| turns.enter(user(1)).unwrap()).collect();
        assert!(turns.enter(user(1)).is_none());
        held.pop();
        held.extend(turns.enter(user(1)));
        held.extend((2..=8).filter_map(|n| turns.enter(user(n))));
        assert_eq!(held.len(), 8);
        assert!(turns.enter(user(999)).is_none());
        held.clear();
        assert!(turns.held().is_empty());
    }
}
