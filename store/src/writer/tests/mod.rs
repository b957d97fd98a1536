//! The writer with a projector, under faults and under time.

mod answers;
mod faults;
mod faulty;
mod gated;
mod papers;
mod pipeline;
mod time;

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
        let link = LinkResource { partner_user, resource, from, until, sponsor: None };
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
