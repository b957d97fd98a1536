use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Paused work that nobody lets go on for so long is stopped: it holds memory.
pub const PAUSE_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// Holds long work where it is, lets it go on, or stops it for good.
///
/// The work asks between two steps whether it goes on, from as many threads as it likes.
#[derive(Debug, Default)]
pub(crate) struct Brake {
    /// Paused or stopped, so that nobody takes the lock who need not.
    is_pulled: AtomicBool,
    held: Mutex<Held>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Held {
    is_stopped: bool,
    /// Nobody may pause it any more.
    is_settled: bool,
    paused_since: Option<Instant>,
    /// All pauses that have ended, together.
    paused_for: Duration,
}

impl Held {
    fn end_pause(&mut self) {
        self.paused_for = self.paused_until(Instant::now());
        self.paused_since = None;
    }

    fn paused_until(&self, now: Instant) -> Duration {
        let since = self.paused_since.map(|since| now.saturating_duration_since(since));
        self.paused_for.saturating_add(since.unwrap_or_default())
    }
}

impl Brake {
    /// Whether the work goes on. Waits while it is paused, for [`PAUSE_MAX`] at most.
    pub(crate) fn goes_on(&self) -> bool {
        !self.is_pulled.load(Ordering::Acquire) || self.goes_on_within(PAUSE_MAX)
    }

    fn goes_on_within(&self, longest: Duration) -> bool {
        let mut held = self.held();
        while let Some(since) = held.paused_since {
            match longest.checked_sub(since.elapsed()) {
                Some(left) => {
                    let waited = self.changed.wait_timeout(held, left);
                    held = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                None => self.stop_held(&mut held),
            }
        }
        !held.is_stopped
    }

    /// Whether it was stopped. Never waits.
    pub(crate) fn is_stopped(&self) -> bool {
        self.held().is_stopped
    }

    /// Whether it is paused.
    pub(crate) fn is_paused(&self) -> bool {
        self.held().paused_since.is_some()
    }

    /// How long it was paused until `now`, all pauses together.
    pub(crate) fn paused_until(&self, now: Instant) -> Duration {
        self.held().paused_until(now)
    }

    /// From now on nobody pauses the work: it can only be stopped. Not while it is paused; then nothing
    /// changes, and the answer is no.
    pub(crate) fn settle(&self) -> bool {
        let mut held = self.held();
        held.is_settled |= held.paused_since.is_none();
        held.is_settled
    }

    /// Holds the work. What is paused stays so; what is settled or stopped is not held.
    pub(crate) fn pause(&self) {
        let mut held = self.held();
        if !held.is_stopped && !held.is_settled {
            held.paused_since.get_or_insert_with(Instant::now);
            self.is_pulled.store(true, Ordering::Release);
        }
    }

    /// Lets paused work go on.
    pub(crate) fn resume(&self) {
        let mut held = self.held();
        held.end_pause();
        self.is_pulled.store(held.is_stopped, Ordering::Release);
        self.changed.notify_all();
    }

    /// Stops the work, paused or not.
    pub(crate) fn stop(&self) {
        self.stop_held(&mut self.held());
    }

    fn stop_held(&self, held: &mut Held) {
        held.end_pause();
        held.is_stopped = true;
        self.is_pulled.store(true, Ordering::Release);
        self.changed.notify_all();
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::thread;

    use super::*;

    /// Long enough for a thread to get as far as it can.
    const A_WHILE: Duration = Duration::from_millis(50);

    const PATIENCE: Duration = Duration::from_secs(60);

    #[test]
    fn paused_work_waits_on_all_threads_until_it_may_go_on() {
        let brake = Brake::default();
        assert!(brake.goes_on());
        brake.pause();
        let (going, went) = channel();
        thread::scope(|scope| {
            for _ in 0..3 {
                let (going, brake) = (going.clone(), &brake);
                scope.spawn(move || going.send(brake.goes_on()));
            }
            assert_eq!(went.recv_timeout(A_WHILE), Err(RecvTimeoutError::Timeout));
            assert!(brake.is_paused() && !brake.is_stopped());
            brake.resume();
            for _ in 0..3 {
                assert_eq!(went.recv_timeout(PATIENCE), Ok(true));
            }
        });
        assert!(!brake.is_paused() && brake.goes_on());
    }

    #[test]
    fn what_is_stopped_ends_its_pause_and_neither_goes_on_nor_is_paused_again() {
        let brake = Brake::default();
        brake.pause();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| brake.goes_on());
            thread::sleep(A_WHILE);
            brake.stop();
            assert!(!waiting.join().unwrap());
        });
        brake.resume();
        brake.pause();
        assert!(!brake.is_paused() && !brake.goes_on() && brake.is_stopped());
    }

    #[test]
    fn a_pause_that_nobody_ends_stops_the_work() {
        let brake = Brake::default();
        brake.pause();
        assert!(!brake.goes_on_within(A_WHILE));
        assert!(brake.is_stopped() && !brake.is_paused());
    }

    #[test]
    fn pauses_are_counted_together() {
        let brake = Brake::default();
        for _ in 0..2 {
            brake.pause();
            thread::sleep(A_WHILE);
            // What is paused already is not paused anew.
            brake.pause();
            thread::sleep(A_WHILE);
            brake.resume();
        }
        let now = Instant::now();
        let paused = brake.paused_until(now);
        assert!(paused >= A_WHILE * 4, "{paused:?}");
        assert_eq!(brake.paused_until(now + PATIENCE), paused, "nobody pauses it now");
        brake.pause();
        assert!(brake.paused_until(now + PATIENCE * 2) >= paused + PATIENCE);
    }

    #[test]
    fn settled_work_is_stopped_but_not_paused() {
        let brake = Brake::default();
        brake.pause();
        assert!(!brake.settle(), "it is paused");
        brake.resume();
        assert!(brake.settle());
        brake.pause();
        assert!(!brake.is_paused() && brake.goes_on());
        brake.stop();
        assert!(!brake.goes_on());
    }
}
