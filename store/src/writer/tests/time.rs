use std::sync::mpsc::channel;

use super::faulty::Fault;
use super::gated::Gated;
use super::*;

#[tokio::test]
async fn what_is_due_happens_at_its_instant_before_anything_later_is_decided() {
    let plant = Plant::opened(MemoryLog::new()).await;
    let (begin, end) = (start().plus_minutes(60), start().plus_minutes(120));
    let (partner, machine) = plant.linked(Some(begin), Some(end)).await;
    assert_eq!(plant.writer.next_due(), Some(begin));
    // Straight past both, and a command at once.
    plant.clock.advance(DAY);
    let holds: Option<Precondition> = Some(Box::new(move |world| {
        let user = world.access.partner_user(partner).unwrap();
        user.link(machine).unwrap().holding().is_none()
    }));
    let later = Submission { precondition: holds, ..submission(plant.ada(), 9, resource(5)) };
    plant.writer.submit(later).await.unwrap();
    assert_eq!(plant.writer.next_due(), None);
    let (log, projected) = plant.stop();
    check(log.as_ref(), &projected);
    let tail: Vec<_> = projected.iter().rev().take(3).rev().collect();
    let told: Vec<_> = tail.iter().map(|c| (c.actor == Actor::Clock, c.stamp.at)).collect();
    let day = Instant::from_micros(start().micros() + 86_400_000_000);
    assert_eq!(told, [(true, begin), (true, end), (false, day)]);
}

#[tokio::test]
async fn time_brings_about_what_is_due_when_nobody_asks() {
    let plant = Plant::opened(MemoryLog::new()).await;
    let begin = start().plus_minutes(1);
    plant.linked(Some(begin), None).await;
    let head = plant.head();
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!(plant.head(), head, "not before its time");
    plant.clock.set(begin);
    for _ in 0..400 {
        tokio::time::sleep(Duration::from_millis(5)).await;
        if plant.head() > head {
            break;
        }
    }
    assert_eq!(plant.head(), head.next());
    assert_eq!(plant.writer.published().head.at, begin);
}

#[tokio::test]
async fn settling_waits_until_what_is_due_is_projected() {
    let plant = Plant::opened(MemoryLog::new()).await;
    let begin = start().plus_minutes(1);
    plant.linked(Some(begin), None).await;
    let head = plant.head();
    assert_eq!(plant.writer.settle(plant.clock.now()).await, Ok(head));
    plant.clock.set(begin);
    assert_eq!(plant.writer.settle(begin).await, Ok(head.next()));
    assert_eq!(plant.projected.lock().unwrap().len() as u64, head.next().0);
    assert_eq!(plant.writer.settle(begin).await, Ok(head.next()));
}

#[tokio::test]
async fn more_than_a_block_can_be_due_at_once() {
    let options = WriterOptions { block_commits_max: 10, ..WriterOptions::default() };
    let plant = Plant::over(MemoryLog::new(), options);
    plant.writer.submit(submission(Actor::Installer, 1, open_workspace())).await.unwrap();
    let begin = start().plus_minutes(1);
    let (partner_user, _) = plant.linked(Some(begin), None).await;
    for n in 1..=60 {
        let resource = ResourceId(plant.create(resource(n)).await);
        let (from, until, sponsor) = (Some(begin), None, None);
        let link = LinkResource { partner_user, resource, from, until, sponsor };
        plant.ask(link.into()).await.unwrap();
    }
    let (head, blocks) = (plant.head(), plant.blocks.load(Ordering::SeqCst));
    plant.clock.set(begin);
    let settled = plant.writer.settle(begin).await.unwrap();
    assert_eq!(settled.0, head.0 + 61);
    assert!(plant.blocks.load(Ordering::SeqCst) - blocks >= 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_falls_due_while_commands_wait_makes_no_block_too_large() {
    let max = 10;
    let options = WriterOptions { block_commits_max: max, ..WriterOptions::default() };
    let (log, gate) = Gated::new(&MemoryLog::new());
    let plant = Plant::over(log, options);
    (0..1_000).for_each(|_| gate.end(Fault::Fine));
    plant.writer.submit(submission(Actor::Installer, 1, open_workspace())).await.unwrap();
    let begin = start().plus_minutes(1);
    let (partner_user, _) = plant.linked(Some(begin), None).await;
    for n in 1..=60 {
        let resource = ResourceId(plant.create(resource(n)).await);
        let (from, until, sponsor) = (Some(begin), None, None);
        let link = LinkResource { partner_user, resource, from, until, sponsor };
        plant.ask(link.into()).await.unwrap();
    }
    // All of them fall due while this one is being decided and others wait behind it.
    let (queued, go) = channel::<()>();
    let clock = plant.clock.clone();
    let falls_due: Option<Precondition> = Some(Box::new(move |_| {
        let _ = go.recv();
        clock.set(begin);
        true
    }));
    let actor = plant.ada();
    let first = Submission { precondition: falls_due, ..submission(actor, 5_000, resource(100)) };
    let rest = (1..=20).map(|n| submission(actor, 5_000 + n, resource(100 + n as usize)));
    let asked: Vec<_> = std::iter::once(first)
        .chain(rest)
        .map(|submission| {
            let writer = plant.writer.clone();
            tokio::spawn(async move { writer.submit(submission).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(queued);
    for answer in asked {
        answer.await.unwrap().unwrap();
    }
    let settled = plant.writer.settle(begin).await.unwrap();
    assert_eq!(settled.0, 1 + 3 + 2 * 60 + 61 + 21);
    let sizes = gate.sizes();
    assert!(sizes.iter().all(|size| *size <= max), "{sizes:?}");
    drop(gate);
    let (log, projected) = plant.stop();
    check(log.as_ref(), &projected);
}

#[tokio::test]
async fn time_never_runs_backwards_in_the_log() {
    let plant = Plant::opened(MemoryLog::new()).await;
    plant.clock.set(start().plus_minutes(-600));
    let accepted = plant.ask(resource(1)).await.unwrap();
    assert_eq!(accepted.at, start());
}
