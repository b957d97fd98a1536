//! How often logins may fail.
//!
//! Nobody can be locked out from afar: what strangers do to a user name never shuts the door, it only
//! makes it narrower for other strangers. Counted are failures
//!
//! - for an account from an address (an IPv6 network of 64 bits counts as one), fewer while that
//!   account is under attack from everywhere;
//! - from an address for all accounts;
//! - for a [`Device`] that is known for the account, apart from all others.
//!
//! Everything is counted by what was sent, whether there is such a user or not.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use loggia_core::scalar::Instant;

use super::{Device, Queue, SessionId};

/// Failures are counted for so long.
pub const LOGIN_WINDOW_MINUTES: u32 = 15;

/// Failures for one account from one address; also for one known device, and for one session whose
/// owner is asked for the password again.
pub const LOGIN_FAILURES_MAX: u32 = 10;

/// Failures for one account from everywhere, after which it counts as under attack.
pub const LOGIN_FAILURES_PER_ACCOUNT_MAX: u32 = 100;

/// Failures for one account from one address while it is under attack. Not none: whoever comes from
/// an address of his own gets in.
pub const LOGIN_FAILURES_UNDER_ATTACK_MAX: u32 = 3;

/// Failures from one address for all accounts.
pub const LOGIN_FAILURES_PER_ADDRESS_MAX: u32 = 100;

/// Wishes for a reset from one address; more of them are not heard.
pub const RESETS_PER_ADDRESS_MAX: u32 = 20;

/// What is remembered at most; beyond, those windows go that end first.
const WINDOWS_MAX: usize = 50_000;

const MICROS_PER_SECOND: i64 = 1_000_000;

/// Somebody who wants to come in.
#[derive(Clone, Copy, Debug)]
pub struct Knock<'a> {
    /// The user name, folded.
    pub account: &'a str,
    /// From where.
    pub address: Option<IpAddr>,
    /// The browser, if it is known for this account.
    pub device: Option<Device>,
}

/// An attempt that was counted as failed, until it is known to be better.
#[derive(Debug)]
pub struct Attempt {
    /// What shuts out whoever made it.
    own: u64,
    others: Vec<u64>,
    queue: Queue,
}

impl Attempt {
    /// Where it waits for its turn.
    pub fn queue(&self) -> Queue {
        self.queue
    }
}

/// Counts failed logins. Accounts are kept as keyed hashes, so no name stays in memory here.
pub struct Throttle {
    windows: Mutex<HashMap<u64, Window>>,
    hash: RandomState,
}

#[derive(Clone, Copy)]
struct Window {
    failures: u32,
    until: Instant,
}

/// It failed too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttled {
    /// Seconds until the next attempt.
    pub seconds: u32,
}

impl Throttle {
    pub(super) fn new() -> Self {
        Self { windows: Mutex::default(), hash: RandomState::new() }
    }

    fn windows(&self) -> MutexGuard<'_, HashMap<u64, Window>> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an attempt as failed, unless it failed too often already. See [`Throttle::succeeded`]
    /// and [`Throttle::take_back`].
    pub fn attempt(&self, knock: &Knock<'_>, now: Instant) -> Result<Attempt, Throttled> {
        let Knock { account, address, device } = *knock;
        if let Some(device) = device {
            let key = self.hash.hash_one((0, account, device));
            // A device whose attempts are used up may still try as a stranger.
            if let Ok(attempt) = self.count(&[(key, LOGIN_FAILURES_MAX)], &[], Queue::Known, now) {
                return Ok(attempt);
            }
        }
        let network = address.map(network);
        let everywhere = self.hash.hash_one((1, account));
        let under_attack = self.failures(everywhere, now) >= LOGIN_FAILURES_PER_ACCOUNT_MAX;
        let own_max =
            if under_attack { LOGIN_FAILURES_UNDER_ATTACK_MAX } else { LOGIN_FAILURES_MAX };
        let own = (self.hash.hash_one((2, account, network)), own_max);
        let place = (self.hash.hash_one((3, network)), LOGIN_FAILURES_PER_ADDRESS_MAX);
        self.count(&[own, place], &[everywhere], Queue::Stranger, now)
    }

    /// The same for somebody who is logged in and has to say the password again: only that session
    /// counts, so that neither strangers nor another session stand in the way.
    pub fn attempt_again(&self, session: SessionId, now: Instant) -> Result<Attempt, Throttled> {
        let key = self.hash.hash_one((4, session));
        self.count(&[(key, LOGIN_FAILURES_MAX)], &[], Queue::Known, now)
    }

    /// Whether a wish for a reset is heard: so that one address cannot drown those of others.
    pub fn wish(&self, address: Option<IpAddr>, now: Instant) -> bool {
        let key = self.hash.hash_one((5, address.map(network)));
        self.count(&[(key, RESETS_PER_ADDRESS_MAX)], &[], Queue::Stranger, now).is_ok()
    }

    fn failures(&self, key: u64, now: Instant) -> u32 {
        let windows = self.windows();
        windows.get(&key).filter(|window| window.until > now).map_or(0, |window| window.failures)
    }

    /// Counts under all keys, if none of the `bounded` ones is at its end; the first is the own one.
    fn count(
        &self,
        bounded: &[(u64, u32)],
        unbounded: &[u64],
        queue: Queue,
        now: Instant,
    ) -> Result<Attempt, Throttled> {
        let mut windows = self.windows();
        for (key, max) in bounded {
            if let Some(window) = windows.get(key).filter(|window| window.until > now)
                && window.failures >= *max
            {
                let micros = window.until.micros().saturating_sub(now.micros());
                let seconds = u32::try_from(micros / MICROS_PER_SECOND).unwrap_or(u32::MAX);
                return Err(Throttled { seconds: seconds.saturating_add(1) });
            }
        }
        make_room(&mut windows, now);
        let mut keys: Vec<u64> = bounded.iter().map(|(key, _)| *key).collect();
        keys.extend(unbounded);
        for key in &keys {
            let until = now.plus_minutes(i64::from(LOGIN_WINDOW_MINUTES));
            let window = windows.entry(*key).or_insert(Window { failures: 0, until });
            if window.until <= now {
                *window = Window { failures: 0, until };
            }
            window.failures = window.failures.saturating_add(1);
        }
        let mut keys = keys.into_iter();
        Ok(Attempt { own: keys.next().unwrap_or_default(), others: keys.collect(), queue })
    }

    /// The attempt did not fail: whoever made it begins anew.
    pub fn succeeded(&self, attempt: &Attempt) {
        let mut windows = self.windows();
        windows.remove(&attempt.own);
        attempt.others.iter().for_each(|key| less(&mut windows, *key));
    }

    /// The attempt was not decided: the server was too busy, or could not.
    pub fn take_back(&self, attempt: &Attempt) {
        let mut windows = self.windows();
        less(&mut windows, attempt.own);
        attempt.others.iter().for_each(|key| less(&mut windows, *key));
    }
}

fn less(windows: &mut HashMap<u64, Window>, key: u64) {
    if let Some(window) = windows.get_mut(&key) {
        window.failures = window.failures.saturating_sub(1);
    }
}

/// One more failure must not make all others forgotten: those go that would go first anyway.
fn make_room(windows: &mut HashMap<u64, Window>, now: Instant) {
    if windows.len() < WINDOWS_MAX {
        return;
    }
    windows.retain(|_, window| window.until > now);
    if windows.len() >= WINDOWS_MAX {
        let mut ends: Vec<Instant> = windows.values().map(|window| window.until).collect();
        let half = ends.len() / 2;
        let (_, middle, _) = ends.select_nth_unstable(half);
        let middle = *middle;
        windows.retain(|_, window| window.until > middle);
    }
}

/// What one customer of a network provider has: an address, or an IPv6 network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)))
        }
    }
}

#[cfg(test)]
mod tests;
