//! Several have the papers by turns: nobody overtakes, no block is left lying, whoever waits is woken.

use std::sync::mpsc::{TryRecvError, channel};

use tokio::task::JoinHandle;

use super::faulty::Fault;
use super::pipeline::{EARLY, opened};
use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn what_one_asks_without_waiting_is_decided_in_its_order() {
    let plant = Plant::opened(MemoryLog::new()).await;
    let mut asked = Vec::new();
    for pair in 0..200 {
        // The first is left to the thread; the second finds the papers before the thread has woken.
        let looks = plant.writer.desk.sit_down();
        asked.push(plant.asked(submission(plant.ada(), plant.fresh(), resource(2 * pair))).await);
        drop(looks);
        asked.push(
            plant.asked(submission(plant.ada(), plant.fresh(), resource(2 * pair + 1))).await,
        );
    }
    let mut last = Seq(0);
    for asked in asked {
        let seq = asked.await.unwrap().unwrap().seq;
        assert!(seq > last, "{seq} came after {last}");
        last = seq;
    }
}

/// Longer than anything takes that ends at all.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks from several threads at once, each as soon as it was answered, for as long as they take.
async fn crowded(
    options: WriterOptions,
    threads: u128,
    each: u128,
) -> (Plant, Vec<JoinHandle<()>>) {
    let plant = Plant::over(MemoryLog::new(), options);
    plant.writer.submit(submission(Actor::Installer, 1, open_workspace())).await.unwrap();
    let (ada, runtime) = (plant.ada(), tokio::runtime::Handle::current());
    let asking = (0..threads).map(|thread| {
        let (writer, runtime) = (plant.writer.clone(), runtime.clone());
        tokio::task::spawn_blocking(move || {
            for nth in 0..each {
                let n = thread * each + nth;
                let command = resource(usize::try_from(n).unwrap());
                let submission = submission(ada, 100 + n, command);
                let answer = runtime.block_on(async {
                    tokio::time::timeout(PATIENCE, writer.submit(submission)).await
                });
                answer.expect("nothing is left lying").unwrap();
            }
        })
    });
    let asking = asking.collect();
    (plant, asking)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_only_looks_at_the_papers_leaves_no_block_lying() {
    let (plant, asking) = crowded(WriterOptions::default(), 3, 2_000).await;
    let desk = plant.writer.desk.clone();
    let (done, over) = channel::<()>();
    let looking = thread::spawn(move || {
        while over.try_recv() == Err(TryRecvError::Empty) {
            assert_eq!(desk.next_due(), None);
        }
    });
    for asked in asking {
        asked.await.unwrap();
    }
    drop(done);
    looking.join().unwrap();
    let (log, projected) = plant.stop();
    check(log.as_ref(), &projected);
    assert_eq!(projected.len(), 1 + 3 * 2_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_appended_at_the_end_though_somebody_looks_at_the_papers() {
    let (plant, gate) = opened(&MemoryLog::new(), WriterOptions::default()).await;
    let first = plant.asked(submission(plant.ada(), 10, resource(1))).await;
    gate.began();
    let second = plant.asked(submission(plant.ada(), 11, resource(2))).await;
    let desk = plant.writer.desk.clone();
    let stopping = thread::spawn(move || plant.stop());
    // Until the thread that decides has gone.
    tokio::time::sleep(EARLY).await;
    let looking = tokio::task::spawn_blocking(move || {
        let _looks = desk.sit_down();
        gate.end(Fault::Fine);
        gate.end(Fault::Fine);
        thread::sleep(EARLY);
    });
    looking.await.unwrap();
    assert_eq!(first.await.unwrap().unwrap().seq, Seq(2));
    assert_eq!(second.await.unwrap().unwrap().seq, Seq(3));
    let (log, projected) = stopping.join().unwrap();
    check(log.as_ref(), &projected);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_thread_that_waits_for_room_sees_it_whoever_makes_it() {
    let options = WriterOptions { block_commits_max: 2, ..Default::default() };
    let (plant, asking) = crowded(options, 8, 1_000).await;
    for asked in asking {
        asked.await.unwrap();
    }
    let (log, projected) = plant.stop();
    check(log.as_ref(), &projected);
    assert_eq!(projected.len(), 1 + 8 * 1_000);
}
