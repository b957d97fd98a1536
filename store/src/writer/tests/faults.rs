use super::faulty::*;
use super::*;

#[tokio::test]
async fn a_lost_answer_is_found_out_and_nothing_happens_twice() {
    use Fault::*;
    for faults in [
        &[Fine, WrittenAndLost][..],
        &[Fine, Lost],
        &[Fine, Lost, WrittenAndLost],
        &[Fine, Lost, Lost, Lost, Fine],
    ] {
        let log = MemoryLog::new();
        let plant = Plant::opened(Faulty::new(&log, faults)).await;
        let accepted = plant.ask(resource(1)).await.unwrap();
        assert_eq!(accepted.seq, Seq(2));
        assert_eq!(plant.ask(resource(2)).await.unwrap().seq, Seq(3));
        let (log, projected) = plant.stop();
        check(log.as_ref(), &projected);
        assert_eq!(projected.len(), 3);
    }
}

#[tokio::test]
async fn a_block_that_came_too_late_is_decided_again() {
    use Fault::*;
    for fault in [Overtaken, LostToAnother] {
        let log = MemoryLog::new();
        let plant = Plant::opened(Faulty::new(&log, &[Fine, fault])).await;
        assert_eq!(plant.ask(resource(1)).await.unwrap().seq, Seq(3), "after the other's");
        let (log, projected) = plant.stop();
        check(log.as_ref(), &projected);
    }
    // What the other did counts: the name is taken now.
    let log = MemoryLog::new();
    let plant = Plant::opened(Faulty::new(&log, &[Fine, Overtaken])).await;
    let refused = plant.ask(resource(7)).await;
    assert_eq!(refused, Err(Rejection::Refused(Refusal::ResourceNameTaken(name("Machine 7")))));
    assert_eq!(plant.head(), Seq(2));
}

#[tokio::test]
async fn two_writers_of_one_log_lose_nothing() {
    let log = MemoryLog::new();
    let one = Plant::opened(log.clone()).await;
    let other = Plant::new(log.clone());
    let actor = one.ada();
    let mut asked = Vec::new();
    for n in 0..200usize {
        let plant = if n % 2 == 0 { &one } else { &other };
        let (writer, command) = (plant.writer.clone(), resource(n));
        let submission = submission(actor, 100 + n as u128, command);
        asked.push(tokio::spawn(async move { writer.submit(submission).await }));
    }
    let mut seqs = Vec::new();
    for answer in asked {
        // Losing the race too often is an answer, too; nothing of it may be in the log then.
        match answer.await.unwrap() {
            Ok(accepted) => seqs.push(accepted.seq),
            Err(rejection) => assert!(matches!(rejection, Rejection::Unavailable(_))),
        }
    }
    seqs.sort();
    seqs.dedup();
    let stored = log.reader().read(Seq(0)).flat_map(|b| b.unwrap()).count();
    assert_eq!(stored, seqs.len() + 1);
    let (log, projected) = one.stop();
    let all: Vec<Commit> = log.reader().read(Seq(0)).flat_map(|b| b.unwrap()).collect();
    assert_eq!(projected, all[..projected.len()], "in order and without a gap");
}

#[tokio::test]
async fn after_a_failure_nothing_is_accepted_until_a_restart() {
    let plant = Plant::opened(Faulty::new(&MemoryLog::new(), &[Fault::Fine, Fault::Failed])).await;
    let failed = plant.ask(resource(1)).await;
    assert!(matches!(&failed, Err(Rejection::Unavailable(why)) if why.contains("on fire")));
    assert_eq!(plant.ask(resource(2)).await, failed);
    assert_eq!(plant.head(), Seq(1));
}

#[tokio::test]
async fn a_command_that_cannot_be_decided_is_answered_and_the_others_too() {
    let plant = Plant::opened(Faulty::new(&MemoryLog::new(), &[Fault::Fine, Fault::Slow])).await;
    let actor = plant.ada();
    let slow = plant.writer.submit(submission(actor, 1, resource(1)));
    let bad: Option<Precondition> = Some(Box::new(|_| panic!("a defect")));
    let bad = Submission { precondition: bad, ..submission(actor, 3, resource(3)) };
    let (slow, good, bad, better) = tokio::join!(
        slow,
        plant.writer.submit(submission(actor, 2, resource(2))),
        plant.writer.submit(bad),
        plant.writer.submit(submission(actor, 4, resource(4))),
    );
    assert!(slow.is_ok() && good.is_ok() && better.is_ok());
    assert!(matches!(bad, Err(Rejection::Unavailable(_))), "{bad:?}");
    let (log, projected) = plant.stop();
    assert_eq!(projected.len(), 4);
    check(log.as_ref(), &projected);
}
