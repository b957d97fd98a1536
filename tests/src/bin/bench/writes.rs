//! Durable commands inside the process, against a loop that writes and syncs the same bytes in the
//! same groups.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use loggia_core::actor::{Actor, Origin};
use loggia_core::command::Command;
use loggia_core::commit::{CommandDigest, CommandId};
use loggia_core::id::StaffUserId;
use loggia_core::production::CreateOrderItem;
use loggia_core::scalar::{Personal, Quantity};
use loggia_core::spec::name;
use loggia_store::{
    Receipts, SealedCommit, SledLog, Submission, SystemClock, Writer, WriterOptions,
};

use crate::figure::{ratio, turns};

/// How long a round lasts.
const ROUND_SECONDS: u64 = 2;

/// The groups of a round: how many, with how many commands and bytes.
#[derive(Default)]
struct Groups {
    blocks: AtomicU64,
    commits: AtomicU64,
    bytes: AtomicU64,
}

impl Groups {
    fn mean_bytes(&self) -> usize {
        let blocks = self.blocks.load(Ordering::Relaxed).max(1);
        usize::try_from(self.bytes.load(Ordering::Relaxed) / blocks).unwrap_or(1)
    }

    fn mean_commits(&self) -> f64 {
        let blocks = self.blocks.load(Ordering::Relaxed).max(1);
        self.commits.load(Ordering::Relaxed) as f64 / blocks as f64
    }
}

pub fn run() {
    for clients in [1, 64] {
        let groups = Groups::default();
        let (ours, floor) = turns(|| written(clients, &groups), || synced(&groups));
        ratio(
            &format!("durable commands, {clients} client(s), {:.1} a group", groups.mean_commits()),
            "commands/s",
            ours,
            floor,
        );
    }
}

fn submission(staff: StaffUserId, n: u64) -> Submission {
    let item = CreateOrderItem {
        number: name(&format!("item {n}")),
        customer_project: Some(name("a project of a customer")),
        article: name("a shaft, turned and ground, hardened at its ends, 40 by 600 millimetres"),
        quantity: Quantity::units(7),
        due: None,
    };
    Submission {
        actor: Actor::Staff(staff),
        on_behalf_of: None,
        origin: Origin::default(),
        id: CommandId(u128::from(n).to_be_bytes()),
        digest: CommandDigest([0; 16]),
        command: Command::from(item),
        reason: None,
        precondition: None,
    }
}

fn written(clients: u64, groups: &Groups) -> f64 {
    let dir = tempfile::tempdir().expect("a folder");
    let log = SledLog::open(dir.path(), &mut |_| {}).expect("a log");
    let (world, staff) = a_planner();
    let clock = Arc::new(SystemClock);
    let (writer, blocks, thread) =
        Writer::start(Box::new(log), world, Receipts::new(), clock, WriterOptions::default());
    let count = Arc::new(AtomicU64::new(0));
    let next = Arc::new(AtomicU64::new(0));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let took = std::thread::scope(|scope| {
        scope.spawn(|| {
            for durable in blocks {
                // All are alike: one tells for the others, and encoding them again would cost time.
                let one = durable.commits.first().map_or(0, stored_len);
                let bytes = one * durable.commits.len() as u64;
                groups.blocks.fetch_add(1, Ordering::Relaxed);
                groups.commits.fetch_add(durable.commits.len() as u64, Ordering::Relaxed);
                groups.bytes.fetch_add(bytes, Ordering::Relaxed);
                durable.acknowledge();
            }
        });
        let start = Instant::now();
        let until = start + Duration::from_secs(ROUND_SECONDS);
        let ask = async {
            let mut asking = tokio::task::JoinSet::new();
            for _ in 0..clients {
                let (count, next, writer) = (count.clone(), next.clone(), writer.clone());
                asking.spawn(async move {
                    while Instant::now() < until {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        writer.submit(submission(staff, n)).await.expect("accepted");
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            while let Some(client) = asking.join_next().await {
                client.expect("a client");
            }
        };
        runtime.block_on(ask);
        let took = start.elapsed().as_secs_f64();
        thread.stop();
        took
    });
    count.load(Ordering::Relaxed) as f64 / took
}

fn stored_len(commit: &loggia_core::commit::Commit) -> u64 {
    let sealed = SealedCommit::seal(commit.clone(), [0; 16]);
    sealed.map_or(0, |sealed| sealed.stored_len() as u64)
}

fn a_planner() -> (loggia_core::world::World, StaffUserId) {
    use loggia_core::access::event::StaffUserCreated;
    use loggia_core::actor::Role;
    let staff = StaffUserId(uuid::Uuid::from_u128(1));
    let created = StaffUserCreated {
        id: staff,
        user_name: Personal::new(name("planner")),
        display_name: Personal::new(name("planner")),
        roles: [Role::Planner].into(),
    };
    let mut world = loggia_core::world::World::default();
    let stamp = loggia_core::world::Stamp {
        seq: loggia_core::world::Seq(0),
        at: loggia_core::scalar::Instant::from_micros(0),
    };
    world.apply(stamp, &created.into());
    (world, staff)
}

/// The floor: nothing but writing and syncing.
fn synced(groups: &Groups) -> f64 {
    let dir = tempfile::tempdir().expect("a folder");
    let bytes = vec![0xA5_u8; groups.mean_bytes()];
    let mut file = create(dir.path());
    let start = Instant::now();
    let mut blocks = 0_u64;
    while start.elapsed() < Duration::from_secs(ROUND_SECONDS) {
        file.write_all(&bytes).expect("written");
        file.sync_data().expect("synced");
        blocks += 1;
    }
    blocks as f64 * groups.mean_commits() / start.elapsed().as_secs_f64()
}

fn create(dir: &Path) -> std::fs::File {
    std::fs::File::create(dir.join("floor")).expect("a file")
}
