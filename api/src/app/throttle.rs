//! How often logins may fail, for an account from an address, for an account, and for an address.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use loggia_core::scalar::Instant;

/// Failures are counted for so long.
pub const LOGIN_WINDOW_MINUTES: u32 = 15;

/// Failures for one account from one address.
pub const LOGIN_FAILURES_MAX: u32 = 10;

/// Failures for one account from everywhere: more, so that a stranger cannot easily lock somebody
/// out.
pub const LOGIN_FAILURES_PER_ACCOUNT_MAX: u32 = 100;

/// Failures from one address for all accounts.
pub const LOGIN_FAILURES_PER_ADDRESS_MAX: u32 = 100;

/// What is remembered at most; beyond, the oldest windows go.
const WINDOWS_MAX: usize = 50_000;

const MICROS_PER_SECOND: i64 = 1_000_000;

/// Counts failed logins. Accounts are kept as keyed hashes, so no name stays in memory here.
pub struct Throttle {
    windows: Mutex<HashMap<u64, Window>>,
    hash: RandomState,
}

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

    fn keys(&self, account: &str, address: Option<IpAddr>) -> [(u64, u32); 3] {
        [
            (self.hash.hash_one((0, account, address)), LOGIN_FAILURES_MAX),
            (self.hash.hash_one((1, account)), LOGIN_FAILURES_PER_ACCOUNT_MAX),
            (self.hash.hash_one((2, address)), LOGIN_FAILURES_PER_ADDRESS_MAX),
        ]
    }

    /// Counts an attempt as failed, unless it failed too often already. A success takes it back.
    pub fn attempt(
        &self,
        account: &str,
        address: Option<IpAddr>,
        now: Instant,
    ) -> Result<(), Throttled> {
        let keys = self.keys(account, address);
        let mut windows = self.windows();
        for (key, max) in keys {
            if let Some(window) = windows.get(&key).filter(|window| window.until > now)
                && window.failures >= max
            {
                let micros = window.until.micros().saturating_sub(now.micros());
                let seconds = u32::try_from(micros / MICROS_PER_SECOND).unwrap_or(u32::MAX);
                return Err(Throttled { seconds: seconds.saturating_add(1) });
            }
        }
        if windows.len() >= WINDOWS_MAX {
            windows.retain(|_, window| window.until > now);
        }
        if windows.len() >= WINDOWS_MAX {
            windows.clear();
        }
        for (key, _) in keys {
            let until = now.plus_minutes(i64::from(LOGIN_WINDOW_MINUTES));
            let window = windows.entry(key).or_insert(Window { failures: 0, until });
            if window.until <= now {
                *window = Window { failures: 0, until };
            }
            window.failures = window.failures.saturating_add(1);
        }
        Ok(())
    }

    /// The attempt did not fail.
    pub fn succeeded(&self, account: &str, address: Option<IpAddr>) {
        let mut windows = self.windows();
        let [own, others @ ..] = self.keys(account, address);
        windows.remove(&own.0);
        for (key, _) in others {
            if let Some(window) = windows.get_mut(&key) {
                window.failures = window.failures.saturating_sub(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Instant {
        Instant::from_micros(0).plus_minutes(minute)
    }

    #[test]
    fn ten_failures_shut_one_account_at_one_address_for_a_while() {
        let throttle = Throttle::new();
        let here = Some(IpAddr::from([10, 0, 0, 1]));
        for _ in 0..LOGIN_FAILURES_MAX {
            assert_eq!(throttle.attempt("ada", here, at(0)), Ok(()));
        }
        let Err(throttled) = throttle.attempt("ada", here, at(5)) else { panic!("not throttled") };
        assert!((600..=601).contains(&throttled.seconds), "{throttled:?}");
        assert_eq!(throttle.attempt("ada", Some(IpAddr::from([10, 0, 0, 2])), at(5)), Ok(()));
        assert_eq!(throttle.attempt("bob", here, at(5)), Ok(()));
        assert_eq!(throttle.attempt("ada", here, at(16)), Ok(()));
    }

    #[test]
    fn whoever_gets_in_is_not_counted() {
        let throttle = Throttle::new();
        for _ in 0..10 * LOGIN_FAILURES_PER_ADDRESS_MAX {
            assert_eq!(throttle.attempt("ada", None, at(0)), Ok(()));
            throttle.succeeded("ada", None);
        }
    }
}
