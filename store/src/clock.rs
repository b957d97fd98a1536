//! The port to time. Only the writer asks it; everything else gets instants as values.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use loggia_core::scalar::Instant;

/// Longest the writer sleeps before it looks at the clock again: the clock may be set.
const SLEEP_MS_MAX: u64 = 1_000;

/// A manual clock jumps; whoever waits for it looks this often.
const MANUAL_SLEEP_MS: u64 = 1;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The time.
    fn now(&self) -> Instant;

    /// How long to sleep before asking again whether it is `until`.
    fn sleep_towards(&self, until: Instant) -> Duration {
        let micros = until.micros().saturating_sub(self.now().micros()).max(0);
        // One more, so that it is `until` when the sleep ends and not a fraction before.
        let micros = u64::try_from(micros).unwrap_or(0).saturating_add(1);
        Duration::from_micros(micros).min(Duration::from_millis(SLEEP_MS_MAX))
    }
}

/// The clock of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still until it is moved; clones show the same time. For tests.
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// Stands at `at`.
    pub fn new(at: Instant) -> Self {
        Self(Arc::new(AtomicI64::new(at.micros())))
    }

    /// Moves to `at`.
    pub fn set(&self, at: Instant) {
        self.0.store(at.micros(), Ordering::SeqCst);
    }

    /// Moves on by `by`.
    pub fn advance(&self, by: Duration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        Instant::from_micros(self.0.load(Ordering::SeqCst))
    }

    fn sleep_towards(&self, _: Instant) -> Duration {
        Duration::from_millis(MANUAL_SLEEP_MS)
    }
}
