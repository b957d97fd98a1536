//! Five thousand projects with half a million tasks and two thousand partners: what they take, and
//! how long it takes until a change of an access level that five hundred participants hold is seen.

use loggia_core::access::event::{
    AccessLevelChanged, AccessLevelCreated, AccountCreated, ContactAdded, ContactEnabled,
    ModuleLicenceAssigned, PartnerUserCreated, WorkspaceOpened,
};
use loggia_core::access::{
    AccountKind, Language, Module, PartnerType, Permissions, TaskView, TimeZone,
};
use loggia_core::actor::{Actor, Origin};
use loggia_core::command::CommandKind;
use loggia_core::commit::{CommandDigest, CommandId, Commit};
use loggia_core::delivery::event::{
    ParticipantAdded, PhaseAdded, ProjectCreated, TaskAdded, TaskAssigned,
};
use loggia_core::delivery::{
    Audience, DeliveryKind, PhaseBrief, ProjectBrief, TaskBrief, TaskKind,
};
use loggia_core::effort::PersonOf;
use loggia_core::effort::event::PersonCreated;
use loggia_core::event::Event;
use loggia_core::id::{
    AccessLevelId, AccountId, ContactId, ParticipantId, PartnerUserId, PersonId, PhaseId,
    ProjectId, StaffUserId, TaskId,
};
use loggia_core::scalar::{Hours, Instant, Personal, Slot};
use loggia_core::spec::{MORNING, day, name};
use loggia_core::visibility::View;
use loggia_core::world::{Seq, Stamp};
use loggia_projections::{Generation, Limits, Projections};
use uuid::Uuid;

use crate::figure::{Figure, ROUNDS, ratio, resident, say, seconds, turns};

/// How much there is.
#[derive(Clone, Copy)]
struct Size {
    projects: u64,
    partners: u64,
}

const WHOLE: Size = Size { projects: 5_000, partners: 2_000 };

/// Beside which reads are measured: a hundredth of it, with as many rows for each partner.
const SMALL: Size = Size { projects: 50, partners: 20 };

const PHASES_OF_PROJECT: u64 = 2;
const TASKS_OF_PHASE: u64 = 50;
const PARTS_OF_PARTNER: u64 = 5;

/// How often the lists of the partners of [`SMALL`] are read in a round, in either world.
const READS: u64 = 100;

const FIRMS: u64 = 200;

/// Participants who hold the level that is changed.
const HOLDERS: u64 = 500;

const LEVEL: u64 = 1;

fn id(kind: u64, n: u64) -> Uuid {
    let mixed =
        (n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ kind.wrapping_mul(0xD134_2543_DE82_EF95);
    Uuid::from_u64_pair(n << 20 | kind << 16 | 0x7000, mixed | 1 << 63)
}

fn permissions(task_view: TaskView) -> Permissions {
    Permissions { task_view, ..Permissions::usual(None) }
}

pub fn run() {
    let mut teller = Teller::new(WHOLE);
    let before = resident(std::process::id());
    let (took, ()) = seconds(|| teller.tell());
    let events = teller.seq;
    println!("{events} events, commit by commit: {took:.1} s");
    let projections = teller.projections;
    let (mut rows, mut bytes) = (0, 0);
    for partner in projections.partners() {
        let counted = projections.read(partner, |state| {
            (state.counts().map(|(_, rows)| rows).sum::<usize>(), state.bytes())
        });
        let (some, of) = counted.unwrap_or_default();
        rows += some;
        bytes += of;
    }
    println!("{rows} rows of {} MiB", bytes >> 20);
    let held = resident(std::process::id()) - before;
    println!("memory of world and views: {held:.0} MiB");
    let mut seq = events;
    let mut visible = Vec::new();
    let holder = PartnerUserId(id(1, 0));
    let tasks = |projections: &Projections| {
        projections.read(holder, |state| state.view(View::Tasks, None).len()).unwrap_or_default()
    };
    for round in 0..ROUNDS * 2 {
        let view = if round % 2 == 0 { TaskView::Own } else { TaskView::Phase };
        let changed = AccessLevelChanged {
            id: AccessLevelId(id(LEVEL, 0)),
            name: name("level"),
            permissions: permissions(view).list(),
        };
        let commit = commit(&mut seq, changed);
        let had = tasks(&projections);
        let (took, ()) = seconds(|| projections.project(&[commit]));
        assert_ne!(tasks(&projections), had, "the change is seen");
        visible.push(took);
    }
    say("an access level of 500 participants changed until visible", "s", Figure::of(visible));
    let mut teller = Teller::new(SMALL);
    teller.tell();
    let small = teller.projections;
    let (ours, floor) = turns(|| reads(&projections), || reads(&small));
    ratio(
        "whole task lists read, beside those of 20 partners of 50 projects",
        "lists/s",
        ours,
        floor,
    );
}

/// Whole task lists of the same partners, in a second.
fn reads(projections: &Projections) -> f64 {
    let whole = |n: u64| {
        projections.read(PartnerUserId(id(1, n % SMALL.partners)), |state| {
            let tasks = state.view(View::Tasks, None);
            tasks.rows().map(|(_, row)| row.json.as_ref().map_or(0, |j| j.len())).sum::<usize>()
        })
    };
    let lists = READS * SMALL.partners;
    let (took, bytes) = seconds(|| (0..lists).filter_map(whole).sum::<usize>());
    assert!(bytes > 0);
    u32::try_from(lists).map_or(f64::NAN, f64::from) / took
}

fn commit(seq: &mut u64, event: impl Into<Event>) -> Commit {
    *seq += 1;
    Commit {
        stamp: Stamp { seq: Seq(*seq), at: Instant::from_micros(MORNING) },
        actor: Actor::Staff(StaffUserId(id(9, 0))),
        on_behalf_of: None,
        origin: Origin::default(),
        command_id: CommandId(id(8, *seq).into_bytes()),
        command_digest: CommandDigest([7; 16]),
        command: CommandKind::CreateProject,
        reason: None,
        events: vec![event.into()],
    }
}

struct Teller {
    projections: Projections,
    seq: u64,
    size: Size,
}

impl Teller {
    fn new(size: Size) -> Self {
        let projections = Projections::new(Generation::default(), Limits::default());
        Self { projections, seq: 0, size }
    }

    fn happens(&mut self, event: impl Into<Event>) {
        let commit = commit(&mut self.seq, event);
        self.projections.project(&[commit]);
    }

    fn tell(&mut self) {
        self.happens(WorkspaceOpened { name: name("Works"), zone: TimeZone::utc() });
        self.happens(AccessLevelCreated {
            id: AccessLevelId(id(LEVEL, 0)),
            name: name("level"),
            permissions: permissions(TaskView::Phase).list(),
        });
        self.plans();
        self.people();
        self.parts();
    }

    fn plans(&mut self) {
        for n in 0..self.size.projects {
            let project = ProjectId(id(2, n));
            let brief = ProjectBrief {
                name: name(&format!("Project {n}")),
                customer: None,
                manager: None,
                start: Some(day("2026-03-02")),
                end: Some(day("2026-09-30")),
                delivery: DeliveryKind::Joint,
                currency: None,
                budget_hours: None,
                budget: None,
            };
            self.happens(ProjectCreated { id: project, brief });
            for phase in n * PHASES_OF_PROJECT..(n + 1) * PHASES_OF_PROJECT {
                let brief = PhaseBrief {
                    name: name(&format!("Phase {phase}")),
                    owner: None,
                    start: None,
                    end: None,
                };
                self.happens(PhaseAdded { id: PhaseId(id(3, phase)), project, brief });
                for task in phase * TASKS_OF_PHASE..(phase + 1) * TASKS_OF_PHASE {
                    self.task(phase, task);
                }
            }
        }
    }

    fn task(&mut self, phase: u64, task: u64) {
        let start = i64::try_from(task % 400).unwrap_or(0) * 480;
        let at = Instant::from_micros(MORNING).plus_minutes(start);
        let brief = TaskBrief {
            title: name(&format!("Task {task}")),
            description: None,
            kind: TaskKind::Work,
            audience: Audience::Shared,
            slot: Slot::new(at, at.plus_minutes(480)).ok(),
            planned: Hours::hundredths(800),
            checklist: Vec::new(),
        };
        let (id, phase) = (TaskId(id(4, task)), PhaseId(id(3, phase)));
        self.happens(TaskAdded { id, phase, parent: None, brief });
    }

    fn people(&mut self) {
        for n in 0..FIRMS {
            self.happens(AccountCreated {
                id: AccountId(id(5, n)),
                name: name(&format!("Firm {n}")),
                kind: AccountKind::Partner(PartnerType::SystemsIntegrator),
                owner: None,
            });
        }
        for n in 0..self.size.partners {
            let (user, contact) = (PartnerUserId(id(1, n)), ContactId(id(6, n)));
            let called = Personal::new(name(&format!("partner {n}")));
            let email = format!("p{n}@example.com").parse().expect("an address");
            self.happens(ContactAdded {
                id: contact,
                account: AccountId(id(5, n % FIRMS)),
                name: called.clone(),
                email: Personal::new(email),
                phone: None,
            });
            self.happens(PartnerUserCreated {
                id: user,
                user_name: called.clone(),
                display_name: called,
                language: Language::En,
                time_zone: TimeZone::utc(),
            });
            self.happens(ContactEnabled { contact, partner_user: user });
            self.happens(ModuleLicenceAssigned { id: user, module: Module::Projects });
            let of = PersonOf::Contact(contact);
            let id = PersonId(id(7, n));
            self.happens(PersonCreated { id, of, supervisor: None, role: None, schedulable: true });
        }
    }

    /// Partner `n` takes part in five phases, in each of another project, with a task of his own.
    fn parts(&mut self) {
        let phases = self.size.projects * PHASES_OF_PROJECT;
        for n in 0..self.size.partners * PARTS_OF_PARTNER {
            let person = PersonId(id(7, n / PARTS_OF_PARTNER));
            let phase = (n * 1_009) % phases;
            self.happens(ParticipantAdded {
                id: ParticipantId(id(10, n)),
                phase: PhaseId(id(3, phase)),
                person,
                role: None,
                level: (n < HOLDERS).then_some(AccessLevelId(id(LEVEL, 0))),
            });
            let task = TaskId(id(4, phase * TASKS_OF_PHASE));
            self.happens(TaskAssigned { id: task, assignees: [person].into() });
        }
    }
}
