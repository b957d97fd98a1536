use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::{Problem, ProblemKind};

/// How much heavy work is done at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    /// At the same time.
    pub(super) parallel: usize,
    /// What waits for a place; one more is told to try again.
    pub(super) waiting: usize,
}

const BUSY_RETRY_SECONDS: u32 = 2;

/// Where heavy work is done: what may read the whole log and hold a world of its own.
pub(super) struct Bench {
    places: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
}

impl Bench {
    pub(super) fn new(Places { parallel, waiting }: Places) -> Self {
        Self {
            places: Arc::new(Semaphore::new(parallel)),
            admitted: Arc::new(Semaphore::new(parallel + waiting)),
        }
    }

    /// Does heavy work on a thread for such work, when there is a place for it.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = || Problem::new(ProblemKind::Overloaded).retry_after(BUSY_RETRY_SECONDS);
        let admitted = self.admitted.clone().try_acquire_owned().map_err(|_| busy())?;
        let place = self.places.clone().acquire_owned().await.map_err(|_| busy())?;
        let done = spawn_blocking(move || {
            // Held by the work itself: it goes on when the client has gone away.
            let _held = (admitted, place);
            work()
        });
        done.await.map_err(|error| {
            tracing::error!(%error, "heavy work panicked");
            Problem::new(ProblemKind::Internal)
        })?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn more_than_may_wait_is_told_to_try_again() {
        let bench = Arc::new(Bench::new(Places { parallel: 2, waiting: 3 }));
        let (open, closed) = std::sync::mpsc::channel::<()>();
        let closed = Arc::new(std::sync::Mutex::new(closed));
        let mut running = Vec::new();
        for _ in 0..2 + 3 {
            let (bench, closed) = (bench.clone(), closed.clone());
            running.push(tokio::spawn(async move {
                let wait = move || {
                    drop(closed.lock().map(|gate| gate.recv()));
                    Ok(())
                };
                bench.work(wait).await
            }));
        }
        while bench.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let one_more = bench.work(|| Ok(())).await.unwrap_err();
        assert_eq!(one_more.kind(), ProblemKind::Overloaded);
        drop(open);
        for one in running {
            one.await.unwrap().unwrap();
        }
    }
}
