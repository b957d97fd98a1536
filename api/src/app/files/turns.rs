use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use loggia_core::access::UserId;

/// Files that one user sends at the same time.
pub const UPLOADS_PER_USER_MAX: usize = 2;

/// Files that all users together send at the same time.
pub const UPLOADS_MAX: usize = 32;

/// Files that one user reads at the same time.
pub const DOWNLOADS_PER_USER_MAX: usize = 8;

/// Files that all users together read at the same time.
pub const DOWNLOADS_MAX: usize = 256;

/// Counts who sends or reads files.
#[derive(Clone)]
pub(super) struct Turns {
    held: Arc<Mutex<BTreeMap<UserId, usize>>>,
    per_user: usize,
    all: usize,
}

impl Turns {
    pub(super) fn new(per_user: usize, all: usize) -> Self {
        Self { held: Arc::default(), per_user, all }
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<UserId, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn enter(&self, user: UserId) -> Option<Turn> {
        let mut held = self.held();
        let (all, own) = (held.values().sum::<usize>(), held.get(&user).copied().unwrap_or(0));
        if own >= self.per_user || all >= self.all {
            return None;
        }
        held.insert(user, own + 1);
        Some(Turn { turns: self.clone(), user })
    }
}

/// The place of a file that is being sent or read; free again when dropped.
pub struct Turn {
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
    fn a_user_sends_so_many_files_and_all_together_so_many() {
        let turns = Turns::new(UPLOADS_PER_USER_MAX, UPLOADS_MAX);
        let mut held: Vec<Turn> =
            (0..UPLOADS_PER_USER_MAX).map(|_| turns.enter(user(1)).unwrap()).collect();
        assert!(turns.enter(user(1)).is_none());
        held.pop();
        held.extend(turns.enter(user(1)));
        for n in 2..=u128::try_from(UPLOADS_MAX).unwrap() {
            held.extend(turns.enter(user(n)));
        }
        assert_eq!(held.len(), UPLOADS_MAX);
        assert!(turns.enter(user(999)).is_none());
        held.clear();
        assert!(turns.held().is_empty());
    }
}
