use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use loggia_core::access::{CreatePartnerUser, LinkResource, OpenWorkspace, TimeZone};
use loggia_core::actor::{Actor, Origin};
use loggia_core::command::{Command, CommandKind};
use loggia_core::commit::{CommandDigest, CommandId, Commit};
use loggia_core::id::{PartnerUserId, ResourceId, StaffUserId};
use loggia_core::production::{CreateResource, MarkResourceExternal};
use loggia_core::refusal::{Denied, Refusal};
use loggia_core::scalar::{Instant, Name, Personal};
use loggia_core::world::{Seq, World};

use super::*;
use crate::clock::{Clock, ManualClock};
use crate::error::{AppendError, LogError};
use crate::log::{Block, Head, Log, LogReader};
use crate::memory::MemoryLog;
use crate::receipts::Receipts;

const DAY: Duration = Duration::from_secs(86_400);

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn start() -> Instant {
    "2026-01-05T08:00:00Z".parse().unwrap()
}

fn open_workspace() -> Command {
    let administrator = Personal::new(name("ada"));
    OpenWorkspace { name: name("Plant"), zone: TimeZone::utc(), administrator }.into()
}

fn resource(n: usize) -> Command {
    let name = name(&format!("Machine {n}"));
    CreateResource { name, kind: Default::default(), group: None, parallel: 1 }.into()
}

fn submission(actor: Actor, id: u128, command: Command) -> Submission {
    Submission {
        actor,
        on_behalf_of: None,
        origin: Origin::default(),
        id: CommandId(id.to_be_bytes()),
        digest: CommandDigest(id.to_le_bytes()),
        command,
        reason: None,
        precondition: None,
    }
}

/// A writer with a projector that acknowledges everything and remembers it.
struct Plant {
    writer: Writer,
    thread: Option<WriterThread>,
    clock: ManualClock,
    projector: Option<JoinHandle<()>>,
    projected: Arc<Mutex<Vec<Commit>>>,
    blocks: Arc<AtomicU32>,
    next: std::cell::Cell<u128>,
}

fn project(
    blocks: Receiver<Durable>,
    projected: Arc<Mutex<Vec<Commit>>>,
    count: Arc<AtomicU32>,
) -> JoinHandle<()> {
    thread::spawn(move || {
        for durable in blocks {
            count.fetch_add(1, Ordering::SeqCst);
            projected.lock().unwrap().extend(durable.commits.iter().cloned());
            durable.acknowledge();
        }
    })
}

impl Plant {
    fn over(log: impl Log + 'static, options: WriterOptions) -> Self {
        let (mut world, mut receipts) = (World::default(), Receipts::new());
        for commit in log.reader().read(Seq(0)).flat_map(|batch| batch.unwrap()) {
            commit.apply_to(&mut world);
            receipts.remember(&commit);
        }
        let clock = ManualClock::new(start().max(log.head().at));
        let (writer, blocks, thread) =
            Writer::start(Box::new(log), world, receipts, Arc::new(clock.clone()), options);
        let (projected, count) = <(Arc<Mutex<Vec<Commit>>>, Arc<AtomicU32>)>::default();
        let projector = Some(project(blocks, projected.clone(), count.clone()));
        let next = std::cell::Cell::new(1_000);
        Self { writer, thread: Some(thread), clock, projector, projected, blocks: count, next }
    }

    fn new(log: impl Log + 'static) -> Self {
        Self::over(log, WriterOptions::default())
    }

    async fn opened(log: impl Log + 'static) -> Self {
        let plant = Self::new(log);
        plant.writer.submit(submission(Actor::Installer, 1, open_workspace())).await.unwrap();
        plant
    }

    fn ada(&self) -> Actor {
        let published = self.writer.published();
        let id: StaffUserId = published.world.access.staff_users().next().unwrap().id;
        Actor::Staff(id)
    }

    fn fresh(&self) -> u128 {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    async fn ask(&self, command: Command) -> Result<Accepted, Rejection> {
        self.writer.submit(submission(self.ada(), self.fresh(), command)).await
    }

    async fn create(&self, command: Command) -> uuid::Uuid {
        self.ask(command).await.unwrap().records[0].0
    }

    async fn linked(
        &self,
        from: Option<Instant>,
        until: Option<Instant>,
    ) -> (PartnerUserId, ResourceId) {
        let partner = CreatePartnerUser {
            user_name: Personal::new(name("bo")),
            display_name: Personal::new(name("Bo")),
            language: Default::default(),
            time_zone: TimeZone::utc(),
        };
        let partner_user = PartnerUserId(self.create(partner.into()).await);
        let resource = ResourceId(self.create(resource(0)).await);
        let link = LinkResource { partner_user, resource, from, until };
        self.ask(link.into()).await.unwrap();
        (partner_user, resource)
    }

    fn head(&self) -> Seq {
        self.writer.published().head.seq
    }

    fn stop(mut self) -> (Box<dyn Log>, Vec<Commit>) {
        let log = self.thread.take().unwrap().stop().unwrap();
        self.projector.take().unwrap().join().unwrap();
        let projected = std::mem::take(&mut *self.projected.lock().unwrap());
        (log, projected)
    }
}

/// What was projected is what is in the log, dense, and in time.
fn check(log: &dyn Log, projected: &[Commit]) {
    let stored: Vec<Commit> = log.reader().read(Seq(0)).flat_map(|b| b.unwrap()).collect();
    assert_eq!(projected, stored);
    assert!(stored.iter().zip(1..).all(|(commit, n)| commit.stamp.seq == Seq(n)));
    assert!(stored.is_sorted_by_key(|commit| commit.stamp.at));
}

/// A log that does to its appends what it is told.
struct Faulty {
    log: MemoryLog,
    faults: Mutex<Vec<Fault>>,
}

#[derive(Clone, Copy)]
enum Fault {
    /// Written, but the answer is lost.
    WrittenAndLost,
    /// Neither written nor answered.
    Lost,
    /// Not written; somebody else appends a commit meanwhile.
    LostToAnother,
    /// Somebody else is faster.
    Overtaken,
    Failed,
    Slow,
    Fine,
}

impl Faulty {
    fn new(log: &MemoryLog, faults: &[Fault]) -> Self {
        let mut faults = faults.to_vec();
        faults.reverse();
        Self { log: log.clone(), faults: Mutex::new(faults) }
    }

    /// Another writer renames nothing and creates a resource of its own.
    fn foreign(&mut self) {
        let after = Log::head(&self.log);
        let stamp = loggia_core::world::Stamp { seq: after.seq.next(), at: after.at };
        let created = loggia_core::production::event::ResourceCreated {
            id: ResourceId(uuid::Uuid::from_u128(u128::from(after.seq.0))),
            name: name("Machine 7"),
            kind: Default::default(),
            group: None,
            parallel: 1,
        };
        let commit = Commit {
            stamp,
            actor: Actor::Installer,
            on_behalf_of: None,
            origin: Origin::default(),
            command_id: CommandId([9; 16]),
            command_digest: CommandDigest([9; 16]),
            command: CommandKind::CreateResource,
            reason: None,
            events: vec![created.into()],
        };
        let commits = vec![crate::SealedCommit::seal(commit, [0; 16]).unwrap()];
        self.log.append(&Block { after, commits }).unwrap();
    }
}

impl Log for Faulty {
    fn head(&self) -> Head {
        Log::head(&self.log)
    }

    fn append(&mut self, block: &Block) -> Result<Head, AppendError> {
        let fault = self.faults.lock().unwrap().pop().unwrap_or(Fault::Fine);
        let lost = || AppendError::Unknown(LogError::Encode("no answer".into()));
        match fault {
            Fault::WrittenAndLost => {
                self.log.append(block)?;
                Err(lost())
            }
            Fault::Lost => Err(lost()),
            Fault::LostToAnother => {
                self.foreign();
                Err(lost())
            }
            Fault::Overtaken => {
                self.foreign();
                self.log.append(block)
            }
            Fault::Failed => Err(AppendError::Failed(LogError::Encode("disk on fire".into()))),
            Fault::Slow => {
                thread::sleep(Duration::from_millis(60));
                self.log.append(block)
            }
            Fault::Fine => self.log.append(block),
        }
    }

    fn reader(&self) -> Arc<dyn LogReader> {
        self.log.reader()
    }

    fn close(&mut self) -> Result<(), LogError> {
        self.log.close()
    }
}

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
        let link = LinkResource { partner_user, resource, from: Some(begin), until: None };
        plant.ask(link.into()).await.unwrap();
    }
    let (head, blocks) = (plant.head(), plant.blocks.load(Ordering::SeqCst));
    plant.clock.set(begin);
    let settled = plant.writer.settle(begin).await.unwrap();
    assert_eq!(settled.0, head.0 + 61);
    assert!(plant.blocks.load(Ordering::SeqCst) - blocks >= 7);
}

#[tokio::test]
async fn time_never_runs_backwards_in_the_log() {
    let plant = Plant::opened(MemoryLog::new()).await;
    plant.clock.set(start().plus_minutes(-600));
    let accepted = plant.ask(resource(1)).await.unwrap();
    assert_eq!(accepted.at, start());
}

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
