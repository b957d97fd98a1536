//! One block is being appended, the next is decided on it: nothing of either is seen too early.

use std::future::{poll_fn, ready};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::Poll;

use tokio::task::JoinHandle;

use super::faulty::Fault;
use super::gated::{Gate, Gated};
use super::*;

pub(super) type Asked = JoinHandle<Result<Accepted, Rejection>>;

/// Long enough for an answer that comes too early.
pub(super) const EARLY: Duration = Duration::from_millis(50);

/// An answer comes before whoever appends is back for the next batch.
fn until_the_log_is_free(plant: &Plant) {
    let began = std::time::Instant::now();
    while !plant.writer.desk.log_is_free() {
        assert!(began.elapsed() < Duration::from_secs(10), "nobody comes to append");
        thread::sleep(Duration::from_millis(1));
    }
}

pub(super) async fn opened(log: &MemoryLog, options: WriterOptions) -> (Plant, Gate) {
    let (log, gate) = Gated::new(log);
    let plant = Plant::over(log, options);
    gate.end(Fault::Fine);
    plant.writer.submit(submission(Actor::Installer, 1, open_workspace())).await.unwrap();
    gate.began();
    (plant, gate)
}

impl Plant {
    /// Asks without waiting for the answer.
    pub(super) async fn asked(&self, submission: Submission) -> Asked {
        let writer = self.writer.clone();
        begun(async move { writer.submit(submission).await }).await
    }

    /// A command whose precondition tells how many resources it was decided on.
    async fn asked_and_watched(&self, id: u128, command: Command) -> (Asked, Receiver<usize>) {
        let (to, decided) = channel();
        let watch: Option<Precondition> = Some(Box::new(move |world| {
            // It is asked again when the command is decided again; then nobody listens.
            let _ = to.send(world.production.resources().count());
            true
        }));
        let submission = Submission { precondition: watch, ..submission(self.ada(), id, command) };
        (self.asked(submission).await, decided)
    }

    /// A command that is being decided, by whoever asks, until the sender is dropped.
    async fn deciding(&self, id: u128, command: Command) -> (Asked, Sender<()>) {
        let (may, go) = channel::<()>();
        let (begins, begun) = channel();
        let wait: Option<Precondition> = Some(Box::new(move |_| {
            let _ = begins.send(0);
            let _ = go.recv();
            true
        }));
        let submission = Submission { precondition: wait, ..submission(self.ada(), id, command) };
        let (writer, runtime) = (self.writer.clone(), tokio::runtime::Handle::current());
        let asking = move || runtime.block_on(writer.submit(submission));
        let asked = tokio::task::spawn_blocking(asking);
        decided(begun).await;
        (asked, may)
    }

    fn sees_nothing_after(&self, seq: u64) {
        assert_eq!(self.head(), Seq(seq));
        assert_eq!(self.projected.lock().unwrap().len() as u64, seq);
    }
}

/// Lets it be decided or come into the queue, so that what is asked later comes later, and leaves it
/// alone then.
async fn begun<T: Send + 'static>(
    asking: impl Future<Output = T> + Send + 'static,
) -> JoinHandle<T> {
    let mut asking = Box::pin(asking);
    match poll_fn(|cx| Poll::Ready(asking.as_mut().poll(cx))).await {
        Poll::Ready(answer) => tokio::spawn(ready(answer)),
        Poll::Pending => tokio::spawn(asking),
    }
}

async fn decided(on: Receiver<usize>) -> usize {
    let wait = move || on.recv_timeout(Duration::from_secs(10)).expect("it is decided");
    tokio::task::spawn_blocking(wait).await.unwrap()
}

fn taken(n: usize) -> Result<Accepted, Rejection> {
    Err(Rejection::Refused(Refusal::ResourceNameTaken(name(&format!("Machine {n}")))))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_block_is_decided_on_one_that_is_being_appended_and_neither_is_seen_before() {
    let log = MemoryLog::new();
    let (plant, gate) = opened(&log, WriterOptions::default()).await;
    let first = plant.asked(submission(plant.ada(), 10, resource(1))).await;
    assert_eq!(gate.began().after.seq, Seq(1));

    let refused = plant.asked(submission(plant.ada(), 11, resource(1))).await;
    let repeated = plant.asked(submission(plant.ada(), 10, resource(1))).await;
    let (second, saw) = plant.asked_and_watched(12, resource(2)).await;
    assert_eq!(decided(saw).await, 1, "the drafted resource counts");
    tokio::time::sleep(EARLY).await;
    plant.sees_nothing_after(1);
    let waiting = [&first, &refused, &repeated, &second];
    assert!(waiting.iter().all(|asked| !asked.is_finished()), "nobody is told of a draft");
    assert!(gate.is_quiet(), "the second waits for the first");

    gate.end(Fault::Fine);
    assert_eq!(first.await.unwrap().unwrap().seq, Seq(2));
    let block = gate.began();
    assert_eq!((block.after, block.commits.len()), (Log::head(&log), 1));
    tokio::time::sleep(EARLY).await;
    plant.sees_nothing_after(2);
    assert!(!second.is_finished());

    gate.end(Fault::Fine);
    assert_eq!(second.await.unwrap().unwrap().seq, Seq(3));
    assert_eq!(refused.await.unwrap(), taken(1));
    let repeated = repeated.await.unwrap().unwrap();
    assert_eq!((repeated.seq, repeated.replayed), (Seq(2), Replayed::Yes));
    let (log, projected) = plant.stop();
    check(log.as_ref(), &projected);
}

/// Holds up the decision until the other end is dropped.
fn after(go: Receiver<()>) -> Option<Precondition> {
    Some(Box::new(move |_| {
        let _ = go.recv();
        true
    }))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_finds_the_papers_taken_leaves_it_to_the_thread_and_holds_nobody_up() {
    let (plant, gate) = opened(&MemoryLog::new(), WriterOptions::default()).await;
    let (slow, may) = plant.deciding(10, resource(1)).await;
    let began = std::time::Instant::now();
    let second = plant.asked(submission(plant.ada(), 11, resource(2))).await;
    assert!(began.elapsed() < Duration::from_secs(5), "it was left to the thread");
    tokio::time::sleep(EARLY).await;
    assert!(gate.is_quiet() && !second.is_finished(), "one after the other");
    drop(may);
    gate.end(Fault::Fine);
    gate.end(Fault::Fine);
    assert_eq!(slow.await.unwrap().unwrap().seq, Seq(2));
    assert_eq!(second.await.unwrap().unwrap().seq, Seq(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_offered_early_is_fetched_while_others_are_still_being_decided() {
    let (plant, gate) = opened(&MemoryLog::new(), WriterOptions::default()).await;
    // Two wait for the thread, for somebody has the papers. When he is through, the log is free. The
    // thread decides the first once the second waits, the second only once the log has come for the
    // first.
    let (zeroth, zeroth_may) = plant.deciding(9, resource(0)).await;
    let (first_may, go_first) = channel::<()>();
    let (second_may, go_second) = channel::<()>();
    let ada = plant.ada();
    let first = Submission { precondition: after(go_first), ..submission(ada, 10, resource(1)) };
    let first = plant.asked(first).await;
    let second = Submission { precondition: after(go_second), ..submission(ada, 11, resource(2)) };
    let second = plant.asked(second).await;
    until_the_log_is_free(&plant);
    drop(zeroth_may);
    gate.began();
    gate.end(Fault::Fine);
    assert_eq!(zeroth.await.unwrap().unwrap().seq, Seq(2));
    until_the_log_is_free(&plant);
    drop(first_may);
    assert_eq!(gate.began().commits.len(), 1, "the disk does not wait for the second");
    gate.end(Fault::Fine);
    assert_eq!(first.await.unwrap().unwrap().seq, Seq(3), "nor does the answer");
    drop(second_may);
    gate.began();
    gate.end(Fault::Fine);
    assert_eq!(second.await.unwrap().unwrap().seq, Seq(4));
    let (log, projected) = plant.stop();
    check(log.as_ref(), &projected);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_block_fails_nothing_that_was_decided_on_it_happens_or_is_told() {
    let log = MemoryLog::new();
    let (plant, gate) = opened(&log, WriterOptions::default()).await;
    let first = plant.asked(submission(plant.ada(), 10, resource(1))).await;
    gate.began();
    let refused = plant.asked(submission(plant.ada(), 11, resource(1))).await;
    let repeated = plant.asked(submission(plant.ada(), 10, resource(1))).await;
    let (second, saw) = plant.asked_and_watched(12, resource(2)).await;
    assert_eq!(decided(saw).await, 1);

    gate.end(Fault::Failed);
    for asked in [first, refused, repeated, second] {
        let answer = asked.await.unwrap();
        assert!(
            matches!(&answer, Err(Rejection::Unavailable(why)) if why.contains("on fire")),
            "{answer:?}"
        );
    }
    let later = plant.ask(resource(3)).await;
    assert!(matches!(later, Err(Rejection::Unavailable(_))), "{later:?}");
    plant.sees_nothing_after(1);
    assert!(gate.is_quiet(), "the second never came to the log");
    assert_eq!(Log::head(&log).seq, Seq(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn when_others_come_first_both_blocks_are_decided_again_in_their_order() {
    for fault in [Fault::Overtaken, Fault::LostToAnother] {
        let log = MemoryLog::new();
        let (plant, gate) = opened(&log, WriterOptions::default()).await;
        let first = plant.asked(submission(plant.ada(), 10, resource(1))).await;
        gate.began();
        // Free in the draft; the others take the name.
        let seventh = plant.asked(submission(plant.ada(), 11, resource(7))).await;
        let (second, saw) = plant.asked_and_watched(12, resource(2)).await;
        assert_eq!(decided(saw).await, 2);

        gate.end(fault);
        drop(gate);
        assert_eq!(first.await.unwrap().unwrap().seq, Seq(3), "after the others'");
        assert_eq!(second.await.unwrap().unwrap().seq, Seq(4));
        assert_eq!(seventh.await.unwrap(), taken(7));
        let again = plant.writer.submit(submission(plant.ada(), 12, resource(2))).await.unwrap();
        assert_eq!((again.seq, again.replayed), (Seq(4), Replayed::Yes));
        let (log, projected) = plant.stop();
        check(log.as_ref(), &projected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_drafted_in_vain_is_no_receipt() {
    let (plant, gate) = opened(&MemoryLog::new(), WriterOptions::default()).await;
    let first = plant.asked(submission(plant.ada(), 10, resource(7))).await;
    gate.began();
    let repeated = plant.asked(submission(plant.ada(), 10, resource(7))).await;
    let (_second, saw) = plant.asked_and_watched(12, resource(2)).await;
    decided(saw).await;
    gate.end(Fault::Overtaken);
    drop(gate);
    assert_eq!(first.await.unwrap(), taken(7));
    assert_eq!(repeated.await.unwrap(), taken(7), "not the answer of the draft");
    assert_eq!(plant.writer.submit(submission(plant.ada(), 10, resource(7))).await, taken(7));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_holds_up_the_block_that_was_decided_on_it() {
    for fault in [Fault::WrittenAndLost, Fault::Lost] {
        let log = MemoryLog::new();
        let (plant, gate) = opened(&log, WriterOptions::default()).await;
        let first = plant.asked(submission(plant.ada(), 10, resource(1))).await;
        let block = gate.began();
        let (second, saw) = plant.asked_and_watched(12, resource(2)).await;
        assert_eq!(decided(saw).await, 1);
        gate.end(fault);
        assert_eq!(gate.began(), block, "the same again, not the next");
        tokio::time::sleep(EARLY).await;
        plant.sees_nothing_after(1);
        assert!(!first.is_finished() && !second.is_finished());
        drop(gate);
        assert_eq!(first.await.unwrap().unwrap().seq, Seq(2));
        assert_eq!(second.await.unwrap().unwrap().seq, Seq(3));
        let (log, projected) = plant.stop();
        check(log.as_ref(), &projected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_is_drafted_once_and_settled_when_it_is_durable() {
    let (plant, gate) = opened(&MemoryLog::new(), WriterOptions::default()).await;
    let begin = start().plus_minutes(1);
    (0..3).for_each(|_| gate.end(Fault::Fine));
    plant.linked(Some(begin), None).await;
    (0..3).for_each(|_| drop(gate.began()));
    plant.clock.set(begin);
    assert_eq!(gate.began().commits.len(), 1);
    let settled = {
        let writer = plant.writer.clone();
        begun(async move { writer.settle(begin).await }).await
    };
    let (second, saw) = plant.asked_and_watched(12, resource(2)).await;
    assert_eq!(decided(saw).await, 1);
    tokio::time::sleep(EARLY).await;
    assert!(!settled.is_finished());
    assert_eq!(plant.writer.next_due(), Some(begin), "as far as anybody can see");
    plant.sees_nothing_after(4);
    drop(gate);
    // The thread settles; whether it came before or after the second does not matter.
    assert!(settled.await.unwrap().unwrap() >= Seq(5));
    assert_eq!(second.await.unwrap().unwrap().seq, Seq(6), "nothing is due twice");
    assert_eq!(plant.writer.next_due(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_a_slow_log_is_bounded() {
    let options = WriterOptions { queue_max: 4, block_commits_max: 3, ..Default::default() };
    let log = MemoryLog::new();
    let (plant, gate) = opened(&log, options).await;
    let mut asked = Vec::new();
    for n in 0..40 {
        asked.push(plant.asked(submission(plant.ada(), 10 + n as u128, resource(n))).await);
    }
    tokio::time::sleep(EARLY).await;
    let overloaded = asked.iter().filter(|asked| asked.is_finished()).count();
    // One block is being appended, one is open, and one more command waits beside the queue.
    assert!(overloaded >= 40 - 3 - 3 - 4 - 1, "{overloaded}");
    drop(gate);
    let mut accepted = 0;
    for answer in asked {
        match answer.await.unwrap() {
            Ok(_) => accepted += 1,
            Err(rejection) => assert_eq!(rejection, Rejection::Overloaded),
        }
    }
    assert_eq!(Log::head(&log).seq, Seq(1 + accepted));
    let (log, projected) = plant.stop();
    check(log.as_ref(), &projected);
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_waits_for_both_blocks() {
    let (plant, gate) = opened(&MemoryLog::new(), WriterOptions::default()).await;
    let first = plant.asked(submission(plant.ada(), 10, resource(1))).await;
    gate.began();
    let (second, saw) = plant.asked_and_watched(12, resource(2)).await;
    decided(saw).await;
    let stopping = thread::spawn(move || plant.stop());
    tokio::time::sleep(EARLY).await;
    assert!(!stopping.is_finished() && !first.is_finished());
    drop(gate);
    assert_eq!(first.await.unwrap().unwrap().seq, Seq(2));
    assert_eq!(second.await.unwrap().unwrap().seq, Seq(3));
    let (log, projected) = stopping.join().unwrap();
    check(log.as_ref(), &projected);
}
