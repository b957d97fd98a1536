use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Threads that build or render views at most.
pub(crate) const THREADS_MAX: usize = 4;

/// Threads that are of use here.
pub(crate) fn count() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get).min(THREADS_MAX)
}

/// What `work` makes of each item, in the order of the items, done on all threads that are of use.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let some = || {
        let take = || next.fetch_add(1, Ordering::Relaxed);
        let taken = std::iter::repeat_with(take).map_while(|at| Some((at, items.get(at)?)));
        taken.map(|(at, item)| (at, work(item))).collect::<Vec<_>>()
    };
    let mut done = thread::scope(|scope| {
        let others = 1..count().min(items.len());
        let others: Vec<_> = others.map(|_| scope.spawn(some)).collect();
        let mut done = some();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_made_on_many_threads_comes_in_the_order_of_the_items() {
        for count in [0, 1, 2, 1_000] {
            let items: Vec<u64> = (0..count).collect();
            let doubled: Vec<u64> = items.iter().map(|item| item * 2).collect();
            assert_eq!(super::each(&items, |item| item * 2), doubled);
        }
    }
}
