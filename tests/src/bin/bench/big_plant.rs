//! A plant of a million events and two hundred partners.

use std::cell::OnceCell;
use std::path::Path;

use loggia_core::access::event::{
    ModuleLicenceAssigned, PartnerUserCreated, ProcessFeedbackAllowed, ResourceLinked,
    WorkspaceOpened,
};
use loggia_core::access::{Language, Module, Term, TimeZone};
use loggia_core::actor::{Actor, Origin};
use loggia_core::command::CommandKind;
use loggia_core::commit::{CommandDigest, CommandId, Commit};
use loggia_core::event::Event;
use loggia_core::id::{
    PartnerUserId, ProcessId, ProductionOrderId, ResourceId, StaffUserId, WorkStepId,
};
use loggia_core::production::event::{
    ProcessAdded, ProductionOrderCreated, ResourceCreated, ResourceMarkedExternal, WorkReported,
    WorkStepAdded,
};
use loggia_core::production::{Finality, Report, ReportKind, ResourceKind, Rework, Subject};
use loggia_core::scalar::{Instant, Minutes, Personal, Quantity};
use loggia_core::spec::{MORNING, name};
use loggia_core::world::{Seq, Stamp};
use loggia_store::{Block, Head, Log, LogReader, SealedCommit, SledLog};
use tempfile::TempDir;
use uuid::Uuid;

/// Events of the plant.
pub const EVENTS: u64 = 1_000_000;

/// Partner users, each linked to two of the resources.
pub const PARTNERS: u64 = 200;

const RESOURCES: u64 = 800;
const ORDERS: u64 = 10_000;
const STEPS_OF_ORDER: u64 = 8;

const COMMITS_OF_BLOCK: usize = 128;

/// Ids look like those of version 7, so that their order is as random as in life.
fn id(kind: u64, n: u64) -> Uuid {
    let mixed =
        (n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ kind.wrapping_mul(0xD134_2543_DE82_EF95);
    let time = u64::try_from(MORNING).unwrap_or(0) / 1_000 + n / 10;
    Uuid::from_u64_pair(time << 16 | 0x7000 | (mixed & 0xFFF), mixed | 1 << 63)
}

/// The `n`th partner.
pub fn partner(n: u64) -> PartnerUserId {
    PartnerUserId(id(1, n))
}

/// The `n`th event.
fn event(n: u64) -> Event {
    let partners = 1 + PARTNERS * 5;
    let resources = partners + RESOURCES * 2;
    let orders = resources + ORDERS * (2 + STEPS_OF_ORDER);
    match n {
        0 => WorkspaceOpened { name: name("Works"), zone: TimeZone::utc() }.into(),
        n if n < partners => about_partner((n - 1) / 5, (n - 1) % 5),
        n if n < resources => about_resource((n - partners) / 2, (n - partners) % 2),
        n if n < orders => {
            let n = n - resources;
            about_order(n / (2 + STEPS_OF_ORDER), n % (2 + STEPS_OF_ORDER))
        }
        n => reported(n),
    }
}

fn about_partner(at: u64, what: u64) -> Event {
    let id = partner(at);
    // The resources do not exist yet: a link to something that comes later is only read later.
    let link = |resource: u64| {
        let resource = ResourceId(self::id(2, resource));
        ResourceLinked { partner_user: id, resource, term: Term::OPEN }.into()
    };
    match what {
        0 => PartnerUserCreated {
            id,
            user_name: Personal::new(name(&format!("partner {at}"))),
            display_name: Personal::new(name(&format!("Partner {at}"))),
            language: Language::En,
            time_zone: TimeZone::utc(),
        }
        .into(),
        1 => ModuleLicenceAssigned { id, module: Module::PlanningObjects }.into(),
        2 => ProcessFeedbackAllowed { id }.into(),
        3 => link(at * 2),
        _ => link(at * 2 + 1),
    }
}

fn about_resource(at: u64, what: u64) -> Event {
    let id = ResourceId(id(2, at));
    match what {
        0 => ResourceCreated {
            id,
            name: name(&format!("Machine {at}")),
            kind: ResourceKind::Machine,
            group: None,
            parallel: 1,
        }
        .into(),
        _ => ResourceMarkedExternal { id }.into(),
    }
}

fn about_order(at: u64, what: u64) -> Event {
    let order = ProductionOrderId(id(3, at));
    match what {
        0 => ProductionOrderCreated {
            id: order,
            number: name(&format!("Order {at}")),
            order_item: None,
            article: name("shaft"),
            quantity: Quantity::units(100),
        }
        .into(),
        1 => ProcessAdded {
            id: ProcessId(id(5, at)),
            order,
            sequence: 10,
            name: name("inspection"),
            resource: None,
            quantity: Quantity::units(100),
        }
        .into(),
        step => WorkStepAdded {
            id: step_id(at, step - 2),
            order,
            sequence: u32::try_from(step).unwrap_or(0) * 10,
            name: name("turning"),
            resource: ResourceId(id(2, (at * 7 + step * 131) % RESOURCES)),
            quantity: Quantity::units(100),
            set_up: Minutes(10),
            processing: Minutes(50),
        }
        .into(),
    }
}

fn step_id(order: u64, step: u64) -> WorkStepId {
    WorkStepId(id(4, order * STEPS_OF_ORDER + step))
}

fn reported(n: u64) -> Event {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let order = mixed % ORDERS;
    let subject = match mixed / ORDERS % 10 {
        9 => Subject::Process(ProcessId(id(5, order))),
        step => Subject::WorkStep(step_id(order, step % STEPS_OF_ORDER)),
    };
    let start = Instant::from_micros(MORNING).plus_minutes(i64::try_from(n / 60).unwrap_or(0));
    WorkReported {
        subject,
        report: Report {
            kind: ReportKind::Production,
            start,
            end: start.plus_minutes(45),
            good: Quantity::units(3),
            scrap: Quantity::ZERO,
            held: Quantity::ZERO,
            rework: Rework::No,
            worker: Some(Personal::new(name("W17"))),
        },
        finality: Finality::Partial,
        key: None,
    }
    .into()
}

/// The `n`th commit, from 0: one event each.
pub fn commit(n: u64) -> Commit {
    Commit {
        stamp: Stamp {
            seq: Seq(n + 1),
            at: Instant::from_micros(MORNING + i64::try_from(n).unwrap_or(0)),
        },
        actor: Actor::Staff(StaffUserId(id(9, 0))),
        on_behalf_of: None,
        origin: Origin::default(),
        command_id: CommandId(id(8, n).into_bytes()),
        command_digest: CommandDigest([7; 16]),
        command: CommandKind::ReportWork,
        reason: None,
        events: vec![event(n)],
    }
}

/// The plant on disk: filled when it is first asked for, gone with the run.
#[derive(Default)]
pub struct Plant(OnceCell<TempDir>);

impl Plant {
    /// Its data folder.
    pub fn dir(&self) -> &Path {
        self.0.get_or_init(|| tempfile::tempdir().expect("a folder")).path()
    }

    /// Its log; one holder at a time.
    pub fn log(&self) -> Box<dyn Log> {
        fill(self.dir(), EVENTS)
    }
}

/// Fills the log of a data folder, unless it is full already.
fn fill(dir: &Path, events: u64) -> Box<dyn Log> {
    let mut log = SledLog::open(dir, &mut |_| {}).expect("a log");
    let mut next = log.head().seq.0;
    while next < events {
        let until = events.min(next + COMMITS_OF_BLOCK as u64);
        let seal = |n| SealedCommit::seal(commit(n), [3; 16]).expect("a commit");
        let block = Block { after: log.head(), commits: (next..until).map(seal).collect() };
        let head: Head = log.append(&block).expect("appended");
        next = head.seq.0;
    }
    Box::new(log)
}

/// The log, as projections read it.
pub struct Read(pub std::sync::Arc<dyn LogReader>);

impl loggia_projections::Commits for Read {
    fn after(
        &self,
        after: Seq,
    ) -> Box<dyn Iterator<Item = Result<Vec<Commit>, String>> + Send + '_> {
        Box::new(self.0.read(after).map(|batch| batch.map_err(|error| error.to_string())))
    }
}
