//! Who carries what waits in the outbox.
//!
//! One task, one mail at a time. What it keeps in memory is how often each mail was tried and when
//! it comes again; all else is asked of the outbox, right before it is done. So a mail that is
//! revoked while it waits is not sent, and a restart begins where the log stands.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use loggia_core::scalar::Instant as WallTime;
use loggia_store::Clock;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use uuid::Uuid;

use super::letter::{Letter, Letterhead};
use super::outbox::Outbox;
use super::pace::{ATTEMPTS_MAX, MAIL_HOURS_MAX, jittered, pause, retry};
use super::transport::{Carrier, Failure, Trouble};

/// Mails looked at together; later ones wait until earlier ones are sent or given up.
pub const QUEUED_MAX: usize = 10_000;

/// Longest time between two looks into the outbox, should nobody wake the courier.
pub const LOOK_SECONDS_MAX: u64 = 60;

/// How long a mail that is on its way may take to arrive when the server stops.
pub const STOP_SECONDS_MAX: u64 = 5;

/// The task that sends mails. Dropped, it ends at once.
#[derive(Debug)]
pub struct Courier {
    wake: Arc<Notify>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Courier {
    /// Starts one over any carrier. See [`super::start`] for the one that a server starts.
    pub fn start<O: Outbox, C: Carrier>(
        outbox: O,
        carrier: C,
        head: Letterhead,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let wake = Arc::new(Notify::new());
        let (stop, stopped) = watch::channel(false);
        let (notes, no_way) = (HashMap::new(), None);
        let round = Round { outbox, carrier, head, clock, stopped, notes, no_way };
        let task = tokio::spawn(round.go_on(wake.clone()));
        Self { wake, stop, task }
    }

    /// Lets it look into the outbox soon. Cheap; many calls are as good as one.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Something that wakes it, to keep elsewhere.
    pub fn waker(&self) -> Arc<Notify> {
        self.wake.clone()
    }

    /// Ends it: at once, or when the mail that is on its way has arrived and that is recorded, for
    /// which there are [`STOP_SECONDS_MAX`].
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        let limit = Duration::from_secs(STOP_SECONDS_MAX);
        if tokio::time::timeout(limit, &mut self.task).await.is_err() {
            tracing::warn!("a mail on its way was given up; it may be sent again after the start");
        }
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Round<O, C> {
    outbox: O,
    carrier: C,
    head: Letterhead,
    clock: Arc<dyn Clock>,
    stopped: watch::Receiver<bool>,
    /// Of mails that are queued, so at most [`QUEUED_MAX`].
    notes: HashMap<Uuid, Note>,
    no_way: Option<Pause>,
}

/// What is known of a mail that the outbox still holds.
#[derive(Clone, Copy)]
enum Note {
    /// It was put off, so many times, and comes again then.
    PutOff { attempts: u32, again: Instant },
    /// Its outcome could not be recorded, so many times. It is never tried again, only that.
    Unrecorded { outcome: Outcome, tries: u32, again: Instant },
    /// It is recorded as sent; the world that we look at is older. One that was given up leaves no
    /// note: an operator may queue it again, and then it is new to us.
    Sent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Sent,
    Dead(Trouble),
}

/// No mail can be sent until then.
#[derive(Clone, Copy)]
struct Pause {
    tries: u32,
    again: Instant,
}

impl<O: Outbox, C: Carrier> Round<O, C> {
    async fn go_on(mut self, wake: Arc<Notify>) {
        let mut stopped = self.stopped.clone();
        while !*stopped.borrow() {
            let next = self.look().await;
            tokio::select! {
                // An error means that the courier was dropped.
                _ = stopped.changed() => {}
                () = wake.notified() => {}
                () = tokio::time::sleep_until(next) => {}
            }
        }
    }

    /// Does what is due, and tells when to look again.
    async fn look(&mut self) -> Instant {
        let queued = self.outbox.queued(QUEUED_MAX);
        let known: HashSet<Uuid> = queued.iter().copied().collect();
        self.notes.retain(|id, _| known.contains(id));
        metrics::gauge!("loggia_mails_queued").set(gauge(queued.len()));
        for id in queued {
            if *self.stopped.borrow() {
                break;
            }
            self.see_to(id).await;
        }
        let notes = self.notes.values().filter_map(|note| match note {
            Note::PutOff { again, .. } | Note::Unrecorded { again, .. } => Some(*again),
            Note::Sent => None,
        });
        // What waits for a way is due already; it is the way that is waited for.
        let way = self.no_way.map(|pause| pause.again);
        let notes = notes.map(|again| way.map_or(again, |way| again.max(way)));
        let look = Instant::now() + Duration::from_secs(LOOK_SECONDS_MAX);
        notes.chain(way).fold(look, Instant::min)
    }

    async fn see_to(&mut self, id: Uuid) {
        let now = Instant::now();
        match self.notes.get(&id).copied() {
            Some(Note::Sent) => {}
            Some(Note::Unrecorded { again, .. } | Note::PutOff { again, .. }) if again > now => {}
            Some(Note::Unrecorded { outcome, tries, .. }) => self.record(id, outcome, tries).await,
            Some(Note::PutOff { .. }) | None if self.no_way.is_some_and(|way| way.again > now) => {}
            Some(Note::PutOff { attempts, .. }) => self.attempt(id, attempts).await,
            None => self.attempt(id, 0).await,
        }
    }

    async fn attempt(&mut self, id: Uuid, attempts: u32) {
        let Some(letter) = self.outbox.letter(id).await else {
            // Gone meanwhile: nobody is to get it.
            self.notes.remove(&id);
            return;
        };
        let carried = match letter.render(&self.head) {
            Ok(mail) => self.carrier.carry(&mail).await,
            Err(_) => Err(Failure::Never(Trouble::BadAddress)),
        };
        let outcome = match carried {
            Ok(()) => {
                self.no_way = None;
                Some(Outcome::Sent)
            }
            Err(Failure::Never(trouble)) => Some(Outcome::Dead(trouble)),
            Err(Failure::Later(trouble)) => {
                self.no_way = None;
                self.put_off(id, attempts.saturating_add(1), trouble, &letter)
            }
            Err(Failure::NoWay(trouble)) => self.wait_for_a_way(trouble, &letter),
        };
        if let Some(outcome) = outcome {
            self.record(id, outcome, 0).await;
        }
    }

    fn put_off(
        &mut self,
        id: Uuid,
        attempts: u32,
        trouble: Trouble,
        letter: &Letter,
    ) -> Option<Outcome> {
        count("put_off");
        if attempts >= ATTEMPTS_MAX || self.is_too_old(letter) {
            return Some(Outcome::Dead(trouble));
        }
        tracing::info!(mail = %id, %trouble, attempts, "a mail was put off");
        let again = Instant::now() + jittered(retry(attempts));
        self.notes.insert(id, Note::PutOff { attempts, again });
        None
    }

    fn wait_for_a_way(&mut self, trouble: Trouble, letter: &Letter) -> Option<Outcome> {
        count("no_way");
        let tries = self.no_way.map_or(0, |way| way.tries).saturating_add(1);
        let wait = jittered(pause(tries));
        tracing::warn!(%trouble, tries, seconds = wait.as_secs(), "no mail can be sent; waiting");
        self.no_way = Some(Pause { tries, again: Instant::now() + wait });
        self.is_too_old(letter).then_some(Outcome::Dead(trouble))
    }

    fn is_too_old(&self, letter: &Letter) -> bool {
        let end: WallTime = letter.waits_since.plus_minutes(MAIL_HOURS_MAX * 60);
        self.clock.now() >= end
    }

    async fn record(&mut self, id: Uuid, outcome: Outcome, tries: u32) {
        let recorded = match outcome {
            Outcome::Sent => self.outbox.sent(id).await,
            Outcome::Dead(why) => self.outbox.dead(id, why).await,
        };
        let note = match (recorded, outcome) {
            (Ok(()), Outcome::Sent) => {
                count("sent");
                Note::Sent
            }
            (Ok(()), Outcome::Dead(trouble)) => {
                count("dead");
                tracing::warn!(mail = %id, %trouble, "a mail was given up");
                self.notes.remove(&id);
                return;
            }
            (Err(error), Outcome::Sent | Outcome::Dead(_)) => {
                let tries = tries.saturating_add(1);
                tracing::warn!(mail = %id, ?outcome, tries, %error, "recording it again later");
                Note::Unrecorded { outcome, tries, again: Instant::now() + jittered(pause(tries)) }
            }
        };
        self.notes.insert(id, note);
    }
}

fn count(outcome: &'static str) {
    metrics::counter!("loggia_mails_total", "outcome" => outcome).increment(1);
}

fn gauge(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests;
