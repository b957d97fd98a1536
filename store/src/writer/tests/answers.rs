use super::faulty::*;
use super::*;

#[tokio::test]
async fn what_waits_together_is_appended_together() {
    let plant = Plant::opened(Faulty::new(&MemoryLog::new(), &[Fault::Fine, Fault::Slow])).await;
    let before = plant.blocks.load(Ordering::SeqCst);
    let actor = plant.ada();
    let asked: Vec<_> = (0..100u32)
        .map(|n| {
            let writer = plant.writer.clone();
            let submission = submission(actor, 50 + u128::from(n), resource(n as usize));
            tokio::spawn(async move { writer.submit(submission).await })
        })
        .collect();
    for answer in asked {
        let accepted = answer.await.unwrap().unwrap();
        assert_eq!((accepted.outcome, accepted.records.len()), (Outcome::Happened, 1));
    }
    let blocks = plant.blocks.load(Ordering::SeqCst) - before;
    assert!(blocks <= 5, "100 commands in {blocks} blocks");
    let (log, projected) = plant.stop();
    assert_eq!(projected.len(), 101);
    check(log.as_ref(), &projected);
}

#[tokio::test]
async fn an_answer_waits_until_its_block_is_acknowledged() {
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::new(start()));
    let log = Box::new(MemoryLog::new());
    let (writer, blocks, thread) =
        Writer::start(log, World::default(), Receipts::new(), clock, WriterOptions::default());
    let ask = |writer: Writer, id| async move {
        writer.submit(submission(Actor::Installer, id, open_workspace())).await
    };
    let first = tokio::spawn(ask(writer.clone(), 1));
    let durable = tokio::task::spawn_blocking(move || blocks.recv().map(|d| (d, blocks)));
    let (durable, blocks) = durable.await.unwrap().unwrap();
    assert_eq!(writer.published().head.seq, Seq(1), "published before it is handed on");
    assert!(writer.published().world.access.workspace().is_some());
    let again = tokio::spawn(ask(writer.clone(), 1));
    let refused = ask(writer.clone(), 2).await;
    assert_eq!(refused, Err(Rejection::Refused(Refusal::WorkspaceIsOpen)), "refusals do not wait");
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert!(!first.is_finished() && !again.is_finished());
    durable.acknowledge();
    let first = first.await.unwrap().unwrap();
    assert_eq!(again.await.unwrap().unwrap(), Accepted { replayed: Replayed::Yes, ..first });
    drop(blocks);
    drop(thread);
    assert_eq!(ask(writer, 3).await, Err(Rejection::Stopped));
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_another_content_is_refused() {
    let log = MemoryLog::new();
    let plant = Plant::opened(log.clone()).await;
    let actor = plant.ada();
    let (one, two) = tokio::join!(
        plant.writer.submit(submission(actor, 7, resource(1))),
        plant.writer.submit(submission(actor, 7, resource(1))),
    );
    let first = one.unwrap();
    assert_eq!(two.unwrap(), Accepted { replayed: Replayed::Yes, ..first.clone() });
    let other = Submission { digest: CommandDigest([0; 16]), ..submission(actor, 7, resource(2)) };
    assert_eq!(plant.writer.submit(other).await, Err(Rejection::KeyReused));
    drop(plant.stop());
    let plant = Plant::new(log);
    let after_restart = plant.writer.submit(submission(actor, 7, resource(1))).await.unwrap();
    assert_eq!(after_restart, Accepted { replayed: Replayed::Yes, ..first });
    assert_eq!(plant.head(), Seq(2));
}

#[tokio::test]
async fn what_no_client_named_is_never_a_repeat() {
    let log = MemoryLog::new();
    let plant = Plant::opened(log.clone()).await;
    let actor = plant.ada();
    let unnamed =
        || Submission { id: CommandId::by_server([7; 16]), ..submission(actor, 7, resource(1)) };
    assert_eq!(plant.writer.submit(unnamed()).await.unwrap().seq, Seq(2));
    let taken = Err(Rejection::Refused(Refusal::ResourceNameTaken(name("Machine 1"))));
    assert_eq!(plant.writer.submit(unnamed()).await, taken, "decided anew");
    drop(plant.stop());
    let plant = Plant::new(log);
    assert_eq!(plant.writer.submit(unnamed()).await, taken, "nor after a restart");
}

#[tokio::test]
async fn what_is_already_so_is_answered_without_a_commit() {
    let plant = Plant::opened(MemoryLog::new()).await;
    let resource = ResourceId(plant.create(resource(1)).await);
    plant.ask(MarkResourceExternal { resource }.into()).await.unwrap();
    let again = plant.ask(MarkResourceExternal { resource }.into()).await.unwrap();
    assert_eq!((again.outcome, again.seq), (Outcome::Unchanged, Seq(3)));
    assert_eq!(plant.head(), Seq(3));
}

#[tokio::test]
async fn a_rejected_command_leaves_the_log_untouched() {
    let plant = Plant::opened(MemoryLog::new()).await;
    plant.create(resource(1)).await;
    let head = plant.writer.published().head;
    let taken = plant.ask(resource(1)).await;
    assert_eq!(taken, Err(Rejection::Refused(Refusal::ResourceNameTaken(name("Machine 1")))));
    let partner = Actor::Partner(PartnerUserId(uuid::Uuid::nil()));
    let denied = plant.writer.submit(submission(partner, 5, resource(2))).await;
    let kind = CommandKind::CreateResource;
    assert_eq!(denied, Err(Rejection::Denied(Denied::NotForPartners(kind))));
    let never: Option<Precondition> = Some(Box::new(|_| false));
    let stale = Submission { precondition: never, ..submission(plant.ada(), 6, resource(2)) };
    assert_eq!(plant.writer.submit(stale).await, Err(Rejection::Stale));
    assert_eq!(plant.writer.published().head, head);
}

#[tokio::test]
async fn a_full_queue_says_so_at_once() {
    let options = WriterOptions { queue_max: 2, ..WriterOptions::default() };
    let plant = Plant::over(Faulty::new(&MemoryLog::new(), &[Fault::Slow]), options);
    let asked: Vec<_> = (0..20u128)
        .map(|id| {
            let writer = plant.writer.clone();
            let submission = submission(Actor::Installer, id, open_workspace());
            tokio::spawn(async move { writer.submit(submission).await })
        })
        .collect();
    let mut overloaded = 0;
    for answer in asked {
        overloaded += usize::from(answer.await.unwrap() == Err(Rejection::Overloaded));
    }
    assert!(overloaded > 0);
}

#[tokio::test]
async fn stopping_decides_what_waits_and_gives_the_log_back() {
    let plant = Plant::opened(MemoryLog::new()).await;
    let writer = plant.writer.clone();
    plant.ask(resource(1)).await.unwrap();
    let (log, projected) = plant.stop();
    assert_eq!((log.head().seq, projected.len()), (Seq(2), 2));
    let late = writer.submit(submission(Actor::Installer, 9, open_workspace())).await;
    assert_eq!(late, Err(Rejection::Stopped));
}
