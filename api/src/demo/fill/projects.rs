//! Two projects that are delivered together: one with an integrator, one with a contractor.

use std::sync::Arc;

use loggia_core::access::{
    AccountKind, AddContact, Allowed, AssignModuleLicence, CreateAccessLevel, CreateAccount,
    EnableContact, Language, Module, PartnerType, Permissions, TaskView,
};
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::delivery::{
    AddMilestone, AddParticipant, AddPhase, AddTask, AssignTask, Audience, CreateProject,
    DeliveryKind, Health, LinkKind, LinkTask, ProjectStatus, SetGoLive, SetProjectHealth,
    SetProjectStatus, SetTaskStatus, TaskKind, TaskLink, TaskStatus,
};
use loggia_core::effort::{CreatePerson, PersonOf};
use loggia_core::id::{
    AccessLevelId, AccountId, ContactId, MilestoneId, PartnerUserId, PersonId, PhaseId, ProjectId,
    StaffUserId, TaskId,
};
use loggia_core::scalar::{Date, Email, Hours, Instant, Personal, Slot, Text};
use loggia_core::world::World;
use loggia_store::Writer;
use uuid::Uuid;

use super::people::{name, zone};
use super::submit::{Asked, ask, made};
use super::{FillError, People};
use crate::demo::inventory::ZONE;
use crate::demo::plan::Minute;

/// Somebody who comes in for a project.
pub(super) struct Guest {
    firm: &'static str,
    kind: PartnerType,
    called: &'static str,
    pub(super) user_name: &'static str,
    email: &'static str,
    pub(super) what: &'static str,
}

pub(super) const GUESTS: [Guest; 2] = [
    Guest {
        firm: "Vogel Automation",
        kind: PartnerType::SystemsIntegrator,
        called: "Iris Vogel",
        user_name: "iris",
        email: "iris.vogel@vogel-automation.example",
        what: "partner: Vogel Automation, integrates a packing line",
    },
    Guest {
        firm: "Aydin Engineering",
        kind: PartnerType::Contractor,
        called: "Kemal Aydin",
        user_name: "kemal",
        email: "kemal@aydin.example",
        what: "partner: Kemal Aydin, a contractor with his own work only",
    },
];

/// A task as the plan has it: under which phase, called how, from and to which day, by whom (of the
/// guests; nobody where it is work of the house), where it stands.
struct Job(usize, &'static str, i64, i64, Option<usize>, TaskStatus);

/// A project as the plan has it.
struct Venture {
    name: &'static str,
    delivery: DeliveryKind,
    phases: [&'static str; 3],
    guests: &'static [usize],
    jobs: &'static [Job],
    value: &'static str,
}

use TaskStatus::{Blocked, Done, InProgress, Open};

const VENTURES: [Venture; 2] = [
    Venture {
        name: "Packing line 2",
        delivery: DeliveryKind::Joint,
        phases: ["Design", "Installation", "Ramp-up"],
        guests: &[0, 1],
        jobs: &[
            Job(0, "Survey the hall", -20, -18, Some(0), Done),
            Job(0, "Draw the layout", -17, -10, Some(0), Done),
            Job(0, "Agree on the safety concept", -10, -6, None, InProgress),
            Job(0, "Design the gripper", -8, 4, Some(1), InProgress),
            Job(1, "Lay the cables", 3, 8, Some(0), Open),
            Job(1, "Set up the robot", 8, 15, Some(0), Blocked),
            Job(1, "Connect to the order system", 10, 18, None, Open),
            Job(2, "Pack the first hundred pumps", 20, 24, Some(0), Open),
            Job(2, "Train the shifts", 22, 28, None, Open),
        ],
        value: "First pump packed by the robot",
    },
    Venture {
        name: "Test bench controls",
        delivery: DeliveryKind::PartnerLed,
        phases: ["Analysis", "Building", "Hand-over"],
        guests: &[1],
        jobs: &[
            Job(0, "Read the old program", -19, -12, Some(1), Done),
            Job(0, "Write the specification", -12, -3, Some(1), Done),
            Job(1, "Wire the cabinet", -2, 6, Some(1), InProgress),
            Job(1, "Program the sequence", 2, 14, Some(1), Open),
            Job(1, "Order spare drives", -1, 3, None, InProgress),
            Job(2, "Run a night without anybody", 15, 16, Some(1), Open),
        ],
        value: "First pump tested",
    },
];

/// Hours of a working day.
const DAY_HOURS: i64 = 8;

/// What was shared, and with whom: the guests in their order, and the projects in theirs.
pub(super) struct Shared {
    pub(super) users: Vec<PartnerUserId>,
    pub(super) persons: Vec<PersonId>,
    pub(super) projects: Vec<ProjectId>,
}

pub(super) struct Delivery<'a> {
    writer: &'a Writer,
    administrator: Actor,
    manager: StaffUserId,
    start: Instant,
}

impl<'a> Delivery<'a> {
    pub(super) fn new(writer: &'a Writer, people: &People, start: Instant) -> Self {
        let (administrator, manager) = (people.administrator, people.manager);
        Self { writer, administrator, manager, start }
    }

    /// Lets the guests in and shares the projects with them, as things stand today.
    pub(super) async fn share(&self) -> Result<Shared, FillError> {
        let (mut users, mut persons) = (Vec::new(), Vec::new());
        for guest in &GUESTS {
            let (user, contact) = self.let_in(guest).await?;
            users.push(user);
            let supervisor = Some(self.person(PersonOf::StaffUser(self.manager)).await?);
            persons.push(self.person_under(PersonOf::Contact(contact), supervisor).await?);
        }
        let own = Permissions {
            task_view: TaskView::Own,
            status_report_submit: Allowed::No,
            ..Permissions::usual(None)
        };
        let level = CreateAccessLevel { name: name("Own work only")?, permissions: own };
        let level = AccessLevelId(self.make(self.administrator, level).await?);
        let mut projects = Vec::new();
        for venture in &VENTURES {
            projects.push(self.begin(venture, &persons, level).await?);
        }
        Ok(Shared { users, persons, projects })
    }

    async fn let_in(&self, guest: &Guest) -> Result<(PartnerUserId, ContactId), FillError> {
        let administrator = self.administrator;
        let (kind, owner) = (AccountKind::Partner(guest.kind), Some(self.manager));
        let account = CreateAccount { name: name(guest.firm)?, kind, owner };
        let account = AccountId(self.make(administrator, account).await?);
        let email: Email =
            guest.email.parse().map_err(|_| FillError::Unknown("an address of a guest"))?;
        let contact = AddContact {
            account,
            name: Personal::new(name(guest.called)?),
            email: Personal::new(email),
            phone: None,
        };
        let contact = ContactId(self.make(administrator, contact).await?);
        let enable = EnableContact {
            contact,
            user_name: Personal::new(name(guest.user_name)?),
            language: Some(Language::En),
            time_zone: zone(ZONE)?,
        };
        self.ask(administrator, enable).await?;
        let world = self.writer.published().world.clone();
        let user = world.access.contact(contact).ok().and_then(|contact| contact.user);
        let user = user.ok_or(FillError::Unknown("a guest who was enabled"))?;
        let licence = AssignModuleLicence {
            partner_user: user,
            module: Module::Projects,
            from: None,
            until: None,
            sponsor: Some(self.manager),
        };
        self.ask(administrator, licence).await?;
        Ok((user, contact))
    }

    /// The person that somebody is, made where there is none yet.
    async fn person(&self, of: PersonOf) -> Result<PersonId, FillError> {
        let world = self.writer.published().world.clone();
        match world.effort.person_of_staff(self.manager) {
            Some(person) => Ok(person),
            None => self.person_under(of, None).await,
        }
    }

    async fn person_under(
        &self,
        of: PersonOf,
        supervisor: Option<PersonId>,
    ) -> Result<PersonId, FillError> {
        let create = CreatePerson { of, supervisor, role: None, schedulable: true };
        Ok(PersonId(self.make(self.by(), create).await?))
    }

    async fn begin(
        &self,
        venture: &Venture,
        persons: &[PersonId],
        own: AccessLevelId,
    ) -> Result<ProjectId, FillError> {
        let project = CreateProject {
            name: name(venture.name)?,
            customer: None,
            manager: Some(self.manager),
            start: Some(self.day(-20)),
            end: Some(self.day(30)),
            delivery: venture.delivery,
            currency: "EUR".parse().ok(),
            budget_hours: Some(Hours::hundredths(40_000)),
            budget: "48000".parse().ok(),
        };
        let project = ProjectId(self.make(self.by(), project).await?);
        self.ask(self.by(), SetProjectStatus { project, status: ProjectStatus::Active }).await?;
        let mut phases = Vec::new();
        for (nth, phase) in (0..).zip(venture.phases) {
            let (start, end) = (self.day(-20 + nth * 16), self.day(-4 + nth * 16));
            let phase = AddPhase {
                project,
                name: name(phase)?,
                owner: None,
                start: Some(start),
                end: Some(end),
            };
            let phase = PhaseId(self.make(self.by(), phase).await?);
            for guest in venture.guests {
                let Some(person) = persons.get(*guest).copied() else { continue };
                // The contractor sees his own work only.
                let access_level = (*guest == 1).then_some(own);
                let role = None;
                let takes_part = AddParticipant { phase, person, role, access_level };
                self.ask(self.by(), takes_part).await?;
            }
            phases.push(phase);
        }
        let manager = self.person(PersonOf::StaffUser(self.manager)).await?;
        if let Some(phase) = phases.first().copied() {
            let (person, role) = (manager, Some(name("Project manager")?));
            self.ask(self.by(), AddParticipant { phase, person, role, access_level: None }).await?;
        }
        self.plan(venture, &phases, persons).await?;
        self.judge(venture, project, phases.last().copied()).await?;
        Ok(project)
    }

    async fn plan(
        &self,
        venture: &Venture,
        phases: &[PhaseId],
        persons: &[PersonId],
    ) -> Result<(), FillError> {
        let mut before: Option<TaskId> = None;
        for Job(phase, title, from, to, guest, status) in venture.jobs {
            let Some(phase) = phases.get(*phase).copied() else { continue };
            let slot = Slot::new(self.at(*from, 7), self.at(*to, 15)).ok();
            let task = AddTask {
                phase,
                parent: None,
                title: name(title)?,
                description: None,
                kind: TaskKind::Work,
                audience: Audience::Shared,
                slot,
                planned: Hours::hundredths((to - from) * DAY_HOURS * 100),
                checklist: Vec::new(),
            };
            let task = TaskId(self.make(self.by(), task).await?);
            let assignees = guest.and_then(|guest| persons.get(guest)).copied();
            let assignees = assignees.into_iter().collect();
            self.ask(self.by(), AssignTask { task, assignees }).await?;
            self.ask(self.by(), SetTaskStatus { task, status: *status }).await?;
            if let Some(before) = before {
                let kind = LinkKind::FinishToStart;
                let predecessors = vec![TaskLink { task: before, kind, lag_minutes: 0 }];
                self.ask(self.by(), LinkTask { task, predecessors }).await?;
            }
            before = Some(task);
        }
        Ok(())
    }

    async fn judge(
        &self,
        venture: &Venture,
        project: ProjectId,
        phase: Option<PhaseId>,
    ) -> Result<(), FillError> {
        let milestone = AddMilestone {
            project,
            phase,
            name: name(venture.value)?,
            target: Some(self.day(24)),
            forecast: Some(self.day(26)),
            actual: None,
            is_value: true,
            owner: None,
        };
        let milestone = Some(MilestoneId(self.make(self.by(), milestone).await?));
        self.ask(self.by(), SetGoLive { project, milestone }).await?;
        let green = SetProjectHealth { project, health: Health::Green, reason: None };
        self.ask(self.by(), green).await?;
        if venture.delivery == DeliveryKind::Joint {
            let reason = Text::new("the robot waits for its controller").ok();
            let amber = SetProjectHealth { project, health: Health::Amber, reason };
            self.ask(self.by(), amber).await?;
        }
        Ok(())
    }

    pub(super) fn by(&self) -> Actor {
        Actor::Staff(self.manager)
    }

    fn at(&self, day: i64, hour: i64) -> Instant {
        let midnight = Minute::day(day).from(self.start);
        let past = midnight.micros().rem_euclid(24 * 60 * 60_000_000) / 60_000_000;
        midnight.plus_minutes(hour * 60 - past)
    }

    pub(super) fn day(&self, day: i64) -> Date {
        let at = self.at(day, 12).timestamp().to_zoned(jiff::tz::TimeZone::UTC);
        at.date().into()
    }

    pub(super) fn world(&self) -> Arc<World> {
        self.writer.published().world.clone()
    }

    pub(super) async fn ask(
        &self,
        actor: Actor,
        command: impl Into<Command>,
    ) -> Result<loggia_store::Accepted, FillError> {
        let doing = "share projects";
        let accepted = ask(self.writer, doing, vec![Asked::by(actor, command)]).await?;
        accepted.into_iter().next().ok_or(FillError::Unknown(doing))
    }

    pub(super) async fn make(
        &self,
        actor: Actor,
        command: impl Into<Command>,
    ) -> Result<Uuid, FillError> {
        made(&self.ask(actor, command).await?, "share projects")
    }
}
