//! Moves about projects: access levels, persons, phases, who takes part, milestones and tasks, made
//! by staff and by partners.

use std::collections::BTreeSet;

use loggia_core::access::{
    Allowed, ChangeAccessLevel, ChangeAccount, ChangeContact, CreateAccessLevel, CreateStaffUser,
    DeleteAccount, Extent, LevelScope, ParticipantView, Permissions, PhaseView, ProjectView,
    RemoveAccessLevel, RemoveContact, SetDefaultAccessLevel, TaskView,
};
use loggia_core::actor::Role;
use loggia_core::command::Command;
use loggia_core::delivery::{
    AddMilestone, AddParticipant, AddPhase, AddTask, AssignTask, Audience, ChangeMilestone,
    ChangeParticipant, ChangePhase, ChangeProject, ChangeTask, ChecklistItem, CreateProject,
    DeliveryKind, Health, LinkKind, LinkTask, ProjectStatus, RemoveMilestone, RemoveParticipant,
    RemoveTask, SetGoLive, SetProjectHealth, SetProjectStatus, SetTaskStatus, TaskKind, TaskLink,
    TaskStatus,
};
use loggia_core::effort::{ChangePerson, CreatePerson, PersonOf, StaffPerson};
use loggia_core::event::{AccessEvent, DeliveryEvent, EffortEvent, Event};
use loggia_core::id::{PersonId, PhaseId, ProjectId, TaskId};
use loggia_core::scalar::{Change, Date, Email, Hours, Name, Personal, Text};
use loggia_core::spec::name;
use proptest::prelude::*;

use crate::moves::{Move, Pick};
use crate::story::{Cast, Story, Teller, pick, slot};

/// What happens next in projects. Where there is a `By`, a partner asks for it, or staff.
#[derive(Clone, Debug)]
pub enum ProjectMove {
    /// There is an access level.
    Level(Grants),
    /// An access level permits something else.
    ChangeLevel(Pick, Grants),
    /// There is an access level less.
    RemoveLevel(Pick),
    /// Somebody has a default level, or has it no more.
    Default(DefaultOf, Option<Pick>),
    /// Somebody of the host company.
    StaffUser,
    /// A contact works on projects.
    PersonOfContact(Pick),
    /// Somebody of the host company does.
    PersonOfStaff(Pick),
    /// A name in a plan.
    PersonOfName,
    /// Person, contact.
    Found(Pick, Pick),
    /// Person, staff user.
    FoundStaff(Pick, Pick),
    /// Person, usual role.
    ChangePerson(Pick, Option<u8>),
    /// Whose customer, managed by whom.
    Project(Option<Pick>, Option<Pick>),
    /// Project, what of it.
    ChangeProject(By, Pick, u8),
    /// Project, which status.
    Status(Pick, u8),
    /// Project, how it is.
    Judge(By, Pick, u8),
    /// Project, milestone.
    GoLive(Pick, Option<Pick>),
    /// Of which project, who answers for it.
    Phase(At, Pick, Option<Pick>),
    /// Phase, what of it, who answers for it.
    ChangePhase(By, Pick, u8, Option<Pick>),
    /// Phase, person, role, level.
    Join(At, By, Pick, Pick, Option<u8>, Option<Pick>),
    /// Participant, role, level.
    ChangePart(Pick, Option<u8>, Option<Pick>),
    /// Participant.
    Leave(By, Pick),
    /// Project, phase, who answers for it.
    Milestone(Pick, Option<Pick>, Option<Pick>),
    /// Milestone, what of it, who answers for it.
    ChangeMilestone(By, Pick, u8, Option<Pick>),
    /// Milestone.
    RemoveMilestone(Pick),
    /// Phase, heading, kind, for whom.
    Task(At, By, Pick, Option<Pick>, u8, Audience),
    /// Task, what of it.
    ChangeTask(By, Pick, u8),
    /// Task, for whom.
    Tell(Pick, Audience),
    /// Task, which status.
    Progress(By, Pick, u8),
    /// Task, to which persons.
    Assign(Pick, Vec<Pick>),
    /// Task, which ones it follows, how, how much later.
    Follow(Pick, Vec<Pick>, u8, i8),
    /// A task, no heading.
    RemoveTask(By, Pick),
    /// A heading.
    RemoveHeading(Pick),
    /// A contact is called otherwise.
    RenameContact(Pick),
    /// A contact is no more.
    RemoveContact(Pick),
    /// A firm is called otherwise.
    RenameFirm(Pick),
    /// A firm is no more.
    DeleteFirm(Pick),
}

/// Who asks: a partner, or staff.
pub type By = Option<Pick>;

/// In whose projects something happens when a stranger makes it happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// In the teller's own.
    Home,
    /// In those of the own story as well.
    Anywhere,
}

/// Of whom a level is the default.
#[derive(Clone, Copy, Debug)]
pub enum DefaultOf {
    /// Of everybody outside.
    Externals,
    /// Of an account.
    Account(Pick),
    /// Of a project role.
    Role(u8),
}

/// What a level permits, told by two bits for each permission.
#[derive(Clone, Copy, Debug)]
pub struct Grants(pub u32, pub Reach);

/// How far the levels of a story may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far as there is.
    All,
    /// Not to what strangers put into the same project.
    Assigned,
}

impl Grants {
    fn permissions(self) -> Permissions {
        let Self(bits, reach) = self;
        let two = |at: u32| usize::try_from(bits >> (2 * at) & 3).unwrap_or(0);
        let yes = |at: u32| Allowed::ALL[two(at) & 1];
        let extent = |at: u32| [Extent::None, Extent::Own, Extent::All, Extent::All][two(at)];
        use ProjectView::{Edit, None, Read};
        let all = Permissions {
            project_view: [None, Read, Read, Edit][two(0)],
            phase_view: PhaseView::ALL[two(1) & 1],
            task_view: [TaskView::Own, TaskView::Phase, TaskView::Project, TaskView::Own][two(2)],
            phase_edit: extent(3),
            task_edit: extent(4),
            task_delete: extent(5),
            task_create: yes(6),
            milestone_view: yes(7),
            milestone_edit: yes(8),
            participant_view: [
                ParticipantView::No,
                ParticipantView::Names,
                ParticipantView::All,
                ParticipantView::Names,
            ][two(9)],
            participant_manage: yes(10),
            health_view: yes(11),
            health_set: yes(12),
            project_financials: yes(13),
            ..Permissions::default()
        };
        match reach {
            Reach::All => all,
            Reach::Assigned => Permissions {
                phase_view: PhaseView::Assigned,
                task_view: all.task_view.min(TaskView::Phase),
                participant_view: all.participant_view.min(ParticipantView::Names),
                ..all
            },
        }
    }
}

impl ProjectMove {
    /// Who asks, if it is a partner.
    pub fn by(&self) -> By {
        match self {
            Self::ChangeProject(by, ..)
            | Self::Judge(by, ..)
            | Self::ChangePhase(by, ..)
            | Self::Join(_, by, ..)
            | Self::Leave(by, ..)
            | Self::ChangeMilestone(by, ..)
            | Self::Task(_, by, ..)
            | Self::ChangeTask(by, ..)
            | Self::Progress(by, ..)
            | Self::RemoveTask(by, ..) => *by,
            _ => None,
        }
    }

    /// Whether it is about everybody outside, whoever makes it.
    pub fn is_everybodys(&self) -> bool {
        matches!(self, Self::Default(DefaultOf::Externals, _))
    }

    /// Whether those do not notice it whose levels reach so far, if a stranger makes it.
    pub fn is_a_strangers(&self, reach: Reach) -> bool {
        match self {
            // What a stranger adds to the projects of others is seen where levels show all of it;
            // tasks are internal then, which no level shows.
            Self::Phase(At::Anywhere, ..) | Self::Join(At::Anywhere, ..) => {
                reach == Reach::Assigned
            }
            // The host company's people are everybody's.
            Self::FoundStaff(..) => false,
            _ => true,
        }
    }

    /// The same with levels that reach so far; none where it would depend on what strangers do.
    pub fn reaching(self, reach: Reach) -> Option<Self> {
        match self {
            Self::Level(Grants(bits, _)) => Some(Self::Level(Grants(bits, reach))),
            Self::ChangeLevel(at, Grants(bits, _)) => {
                Some(Self::ChangeLevel(at, Grants(bits, reach)))
            }
            // Staff does not remove a heading under which a stranger put something.
            Self::RemoveHeading(_) => None,
            other => Some(other),
        }
    }
}

/// Any of them.
pub fn any_project_move() -> impl Strategy<Value = ProjectMove> {
    use ProjectMove as M;
    let pick = || any::<Pick>();
    let some = || proptest::option::of(any::<Pick>());
    let role = || proptest::option::weighted(0.4, 0..3_u8);
    let what = || any::<u8>();
    let at = || prop_oneof![3 => Just(At::Home), 2 => Just(At::Anywhere)];
    let told = || prop_oneof![3 => Just(Audience::Shared), 2 => Just(Audience::Internal)];
    let picks = || proptest::collection::vec(any::<Pick>(), 0..4);
    let grants = || any::<u32>().prop_map(|bits| Grants(bits, Reach::All));
    let default_of = || {
        prop_oneof![
            1 => Just(DefaultOf::Externals),
            2 => any::<Pick>().prop_map(DefaultOf::Account),
            2 => (0..3_u8).prop_map(DefaultOf::Role),
        ]
    };
    let of_access = prop_oneof![
        2 => grants().prop_map(M::Level),
        4 => (pick(), grants()).prop_map(|(l, g)| M::ChangeLevel(l, g)),
        1 => pick().prop_map(M::RemoveLevel),
        3 => (default_of(), some()).prop_map(|(of, l)| M::Default(of, l)),
        1 => Just(M::StaffUser),
        2 => pick().prop_map(M::RenameContact),
        1 => pick().prop_map(M::RemoveContact),
        2 => pick().prop_map(M::RenameFirm),
        1 => pick().prop_map(M::DeleteFirm),
    ];
    let of_persons = prop_oneof![
        2 => pick().prop_map(M::PersonOfContact),
        1 => pick().prop_map(M::PersonOfStaff),
        1 => Just(M::PersonOfName),
        2 => (pick(), pick()).prop_map(|(p, c)| M::Found(p, c)),
        1 => (pick(), pick()).prop_map(|(p, s)| M::FoundStaff(p, s)),
        1 => (pick(), role()).prop_map(|(p, r)| M::ChangePerson(p, r)),
    ];
    let of_projects = prop_oneof![
        1 => (some(), some()).prop_map(|(c, m)| M::Project(c, m)),
        3 => (some(), pick(), what()).prop_map(|(b, p, w)| M::ChangeProject(b, p, w)),
        1 => (pick(), what()).prop_map(|(p, s)| M::Status(p, s)),
        2 => (some(), pick(), what()).prop_map(|(b, p, h)| M::Judge(b, p, h)),
        2 => (pick(), some()).prop_map(|(p, m)| M::GoLive(p, m)),
        2 => (at(), pick(), some()).prop_map(|(a, p, o)| M::Phase(a, p, o)),
        3 => (some(), pick(), what(), some()).prop_map(|(b, p, w, o)| M::ChangePhase(b, p, w, o)),
        2 => (pick(), some(), some()).prop_map(|(p, f, o)| M::Milestone(p, f, o)),
        2 => (some(), pick(), what(), some())
            .prop_map(|(b, m, w, o)| M::ChangeMilestone(b, m, w, o)),
        1 => pick().prop_map(M::RemoveMilestone),
    ];
    let of_parts = prop_oneof![
        6 => (at(), proptest::option::weighted(0.2, pick()), pick(), pick(), role(), some())
            .prop_map(|(a, b, f, p, r, l)| M::Join(a, b, f, p, r, l)),
        3 => (pick(), role(), some()).prop_map(|(p, r, l)| M::ChangePart(p, r, l)),
        3 => (proptest::option::weighted(0.3, pick()), pick()).prop_map(|(b, p)| M::Leave(b, p)),
    ];
    let of_tasks = prop_oneof![
        5 => (at(), proptest::option::weighted(0.3, pick()), pick(), some(), what(), told())
            .prop_map(|(a, b, f, h, k, t)| M::Task(a, b, f, h, k, t)),
        3 => (some(), pick(), what()).prop_map(|(b, t, w)| M::ChangeTask(b, t, w)),
        3 => (pick(), told()).prop_map(|(t, a)| M::Tell(t, a)),
        3 => (some(), pick(), what()).prop_map(|(b, t, s)| M::Progress(b, t, s)),
        5 => (pick(), picks()).prop_map(|(t, p)| M::Assign(t, p)),
        4 => (pick(), picks(), what(), any::<i8>()).prop_map(|(t, p, k, l)| M::Follow(t, p, k, l)),
        2 => (proptest::option::weighted(0.3, pick()), pick())
            .prop_map(|(b, t)| M::RemoveTask(b, t)),
        1 => pick().prop_map(M::RemoveHeading),
    ];
    prop_oneof![
        4 => of_access,
        2 => of_persons,
        5 => of_projects,
        4 => of_parts,
        7 => of_tasks,
    ]
}

impl Story {
    /// A project of two phases, in which the first two contacts, somebody of the host company and a
    /// name in a plan take part, with tasks under headings, internal ones among them.
    pub fn project(&mut self, teller: Teller) {
        use ProjectMove as M;
        let (home, shared) = (At::Home, Audience::Shared);
        let (work, heading) = (0, 1);
        let moves = [
            M::StaffUser,
            M::PersonOfContact(0),
            M::PersonOfContact(1),
            M::PersonOfStaff(0),
            M::PersonOfName,
            M::Level(Grants(0x0555_5555, Reach::Assigned)),
            M::Level(Grants(u32::MAX, Reach::Assigned)),
            M::Project(Some(1), Some(0)),
            M::Phase(home, 0, Some(2)),
            M::Phase(home, 0, Some(0)),
            M::Join(home, None, 0, 0, Some(0), None),
            M::Join(home, None, 0, 1, None, Some(0)),
            M::Join(home, None, 1, 1, None, Some(1)),
            M::Join(home, None, 1, 2, None, None),
            M::Join(home, None, 0, 3, Some(1), None),
            M::Milestone(0, None, Some(2)),
            M::Milestone(0, Some(1), None),
            M::GoLive(0, Some(1)),
            M::Judge(None, 0, 1),
            M::Task(home, None, 0, None, heading, shared),
            M::Task(home, None, 0, Some(0), heading, shared),
            M::Task(home, None, 0, Some(1), work, shared),
            M::Task(home, None, 0, Some(1), work, Audience::Internal),
            M::Task(home, None, 1, None, work, shared),
            M::Assign(2, vec![0]),
            M::Assign(3, vec![0, 3]),
            M::Follow(4, vec![2, 3], 0, 1),
        ];
        for next in moves {
            self.play(teller, &Move::Project(next));
        }
    }

    pub(crate) fn remember_projects(&mut self, teller: Teller, events: &[Event]) {
        let cast = match teller {
            Teller::Own => &mut self.own,
            Teller::Foreign => &mut self.foreign,
        };
        for event in events {
            match event {
                Event::Access(AccessEvent::StaffUserCreated(e)) => cast.staff.push(e.id),
                Event::Access(AccessEvent::AccessLevelCreated(e)) => cast.levels.push(e.id),
                Event::Effort(EffortEvent::PersonCreated(e)) => cast.persons.push(e.id),
                Event::Delivery(DeliveryEvent::ProjectCreated(e)) => cast.projects.push(e.id),
                Event::Delivery(DeliveryEvent::PhaseAdded(e)) => cast.phases.push(e.id),
                Event::Delivery(DeliveryEvent::ParticipantAdded(e)) => cast.parts.push(e.id),
                Event::Delivery(DeliveryEvent::MilestoneAdded(e)) => cast.milestones.push(e.id),
                Event::Delivery(DeliveryEvent::TaskAdded(e)) => cast.tasks.push(e.id),
                _ => {}
            }
        }
    }

    pub(crate) fn project_command(&self, teller: Teller, next: &ProjectMove) -> Option<Command> {
        self.level_command(teller, next)
            .or_else(|| self.header_command(teller, next))
            .or_else(|| self.task_command(teller, next))
    }

    fn level_command(&self, teller: Teller, next: &ProjectMove) -> Option<Command> {
        use ProjectMove as M;
        let cast = self.cast(teller);
        let label = |what: &str| self.label(teller, what);
        let email = || "somebody@example.com".parse::<Email>().ok().map(Personal::new);
        let level = |at: &Pick| pick(&cast.levels, *at);
        let created =
            |of| CreatePerson { of, supervisor: None, role: None, schedulable: true }.into();
        Some(match next {
            M::Level(grants) => {
                CreateAccessLevel { name: label("level"), permissions: grants.permissions() }.into()
            }
            M::ChangeLevel(l, grants) => ChangeAccessLevel {
                access_level: level(l)?,
                name: label("level"),
                permissions: grants.permissions(),
            }
            .into(),
            M::RemoveLevel(l) => RemoveAccessLevel { access_level: level(l)? }.into(),
            M::Default(of, l) => {
                let scope = match of {
                    DefaultOf::Externals => LevelScope::Externals,
                    DefaultOf::Account(a) => LevelScope::Account(pick(&cast.accounts, *a)?),
                    DefaultOf::Role(n) => LevelScope::ProjectRole(role(teller, *n)),
                };
                let access_level = l.and_then(|l| level(&l));
                SetDefaultAccessLevel { scope, access_level }.into()
            }
            M::StaffUser => CreateStaffUser {
                user_name: Personal::new(label("staff")),
                display_name: Personal::new(label("staff")),
                roles: BTreeSet::from([Role::DeliveryManager]),
            }
            .into(),
            M::PersonOfContact(c) => created(PersonOf::Contact(pick(&cast.contacts, *c)?)),
            M::PersonOfStaff(s) => created(PersonOf::StaffUser(pick(&cast.staff, *s)?)),
            M::PersonOfName => created(PersonOf::Name(label("somebody"))),
            M::Found(p, c) => StaffPerson {
                person: pick(&cast.persons, *p)?,
                of: PersonOf::Contact(pick(&cast.contacts, *c)?),
            }
            .into(),
            M::FoundStaff(p, s) => StaffPerson {
                person: pick(&cast.persons, *p)?,
                of: PersonOf::StaffUser(pick(&cast.staff, *s)?),
            }
            .into(),
            M::ChangePerson(p, usual) => ChangePerson {
                person: pick(&cast.persons, *p)?,
                supervisor: Change::Keep,
                role: Change::To(usual.map(|n| role(teller, n))),
                schedulable: Change::Keep,
            }
            .into(),
            M::RenameContact(c) => ChangeContact {
                contact: pick(&cast.contacts, *c)?,
                name: Personal::new(label("renamed")),
                email: email()?,
                phone: None,
            }
            .into(),
            M::RemoveContact(c) => RemoveContact { contact: pick(&cast.contacts, *c)? }.into(),
            M::RenameFirm(a) => {
                let account = pick(&cast.accounts, *a)?;
                let kind = self.world.access.account(account).ok()?.kind;
                ChangeAccount { account, name: label("firm"), kind, owner: self.root() }.into()
            }
            M::DeleteFirm(a) => DeleteAccount { account: pick(&cast.accounts, *a)? }.into(),
            _ => return None,
        })
    }

    fn header_command(&self, teller: Teller, next: &ProjectMove) -> Option<Command> {
        use ProjectMove as M;
        let cast = self.cast(teller);
        let label = |what: &str| self.label(teller, what);
        let project = |at: &Pick| pick(&cast.projects, *at);
        let phase = |at: &Pick| pick(&cast.phases, *at);
        let person = |at: &Pick| pick(&cast.persons, *at);
        let milestone = |at: &Pick| pick(&cast.milestones, *at);
        let owner = |at: &Option<Pick>| at.and_then(|at| pick(&cast.persons, at));
        let level = |at: &Option<Pick>| at.and_then(|at| pick(&cast.levels, at));
        Some(match next {
            M::Project(customer, manager) => CreateProject {
                name: label("project"),
                customer: customer.and_then(|at| pick(&cast.accounts, at)),
                manager: manager.and_then(|at| pick(&cast.staff, at)),
                start: Some(day(1)),
                end: Some(day(250)),
                delivery: DeliveryKind::Joint,
                currency: "EUR".parse().ok(),
                budget_hours: Some(Hours::hundredths(50_000)),
                budget: "1200".parse().ok(),
            }
            .into(),
            M::ChangeProject(by, p, what) => {
                let mut change = unchanged(project(p)?);
                match what % 5 {
                    // Partners may hit upon names that others have; staff knows them.
                    0 => change.name = Change::To(twin(*by).unwrap_or_else(|| label("project"))),
                    1 => change.start = Change::To(Some(day(*what))),
                    2 => change.end = Change::To(Some(day(*what))),
                    3 if by.is_none() => {
                        change.customer = Change::To(pick(&cast.accounts, *what));
                        change.manager = Change::To(pick(&cast.staff, *what));
                    }
                    _ if by.is_none() => change.budget_hours = Change::To(Some(work(*what))),
                    _ => change.start = Change::To(None),
                }
                change.into()
            }
            M::Status(p, status) => {
                use ProjectStatus::{Active, Cancelled, Completed, OnHold, Planned};
                let all = [Planned, Active, OnHold, Completed, Cancelled];
                let status = all[usize::from(*status) % all.len()];
                SetProjectStatus { project: project(p)?, status }.into()
            }
            M::Judge(_, p, health) => SetProjectHealth {
                project: project(p)?,
                health: [Health::Green, Health::Amber, Health::Red][usize::from(health % 3)],
                reason: text(label("because")),
            }
            .into(),
            M::GoLive(p, m) => {
                let milestone = m.and_then(|m| milestone(&m));
                SetGoLive { project: project(p)?, milestone }.into()
            }
            M::Phase(at, p, o) => AddPhase {
                project: self.any_project(teller, *at, *p)?,
                name: label("phase"),
                owner: owner(o),
                start: Some(day(2)),
                end: Some(day(200)),
            }
            .into(),
            M::ChangePhase(by, f, what, o) => {
                let to = |n: u8| match what % 4 == n {
                    true => Change::To(Some(day(*what))),
                    false => Change::Keep,
                };
                ChangePhase {
                    phase: phase(f)?,
                    name: if what % 4 == 0 { Change::To(label("phase")) } else { Change::Keep },
                    owner: match by {
                        None if what % 4 == 3 => Change::To(owner(o)),
                        None | Some(_) => Change::Keep,
                    },
                    start: to(1),
                    end: to(2),
                }
                .into()
            }
            M::Join(at, by, f, p, as_what, l) => {
                let (phase, person) = (self.any_phase(teller, *at, *f)?, person(p)?);
                let strange = !cast.phases.contains(&phase);
                if strange && self.is_of_the_host(person) {
                    return None;
                }
                let as_what = as_what.map(|n| role(teller, n)).filter(|_| by.is_none());
                let access_level = level(l).filter(|_| by.is_none());
                AddParticipant { phase, person, role: as_what, access_level }.into()
            }
            M::ChangePart(p, as_what, l) => ChangeParticipant {
                participant: pick(&cast.parts, *p)?,
                role: Change::To(as_what.map(|n| role(teller, n))),
                access_level: Change::To(level(l)),
            }
            .into(),
            M::Leave(_, p) => RemoveParticipant { participant: pick(&cast.parts, *p)? }.into(),
            M::Milestone(p, f, o) => {
                // In a phase of the teller's own, wherever that is.
                let phase = f.and_then(|f| phase(&f));
                let project = match phase {
                    Some(phase) => self.world.delivery.phase(phase).ok()?.project,
                    None => project(p)?,
                };
                AddMilestone {
                    project,
                    phase,
                    name: label("milestone"),
                    target: Some(day(100)),
                    forecast: None,
                    actual: None,
                    is_value: true,
                    owner: owner(o),
                }
                .into()
            }
            M::ChangeMilestone(by, m, what, o) => ChangeMilestone {
                milestone: milestone(m)?,
                name: if what % 4 == 0 { Change::To(label("milestone")) } else { Change::Keep },
                target: Change::Keep,
                forecast: match what % 4 {
                    1 => Change::To(Some(day(*what))),
                    _ => Change::Keep,
                },
                actual: if what % 4 == 2 { Change::To(Some(day(*what))) } else { Change::Keep },
                is_value: Change::Keep,
                owner: match by {
                    None if what % 4 == 3 => Change::To(owner(o)),
                    None | Some(_) => Change::Keep,
                },
            }
            .into(),
            M::RemoveMilestone(m) => RemoveMilestone { milestone: milestone(m)? }.into(),
            _ => return None,
        })
    }

    fn task_command(&self, teller: Teller, next: &ProjectMove) -> Option<Command> {
        use ProjectMove as M;
        let cast = self.cast(teller);
        let label = |what: &str| self.label(teller, what);
        let task = |at: &Pick| pick(&cast.tasks, *at);
        Some(match next {
            M::Task(at, by, f, heading, kind, told) => {
                // What a partner adds is shared: a stranger's would show.
                let at = if by.is_some() { At::Home } else { *at };
                let phase = self.any_phase(teller, at, *f)?;
                let strange = !cast.phases.contains(&phase);
                let kinds =
                    [TaskKind::Work, TaskKind::Heading, TaskKind::Work, TaskKind::Milestone];
                AddTask {
                    phase,
                    parent: heading.and_then(|at| self.heading(phase, at)),
                    title: label("task"),
                    description: text(label("about")),
                    kind: kinds[usize::from(kind % 4)],
                    audience: match (by, strange) {
                        (Some(_), _) => Audience::Shared,
                        (None, true) => Audience::Internal,
                        (None, false) => *told,
                    },
                    slot: Some(slot(4, 3)),
                    planned: Hours::hundredths(1_250),
                    checklist: Vec::new(),
                }
                .into()
            }
            M::ChangeTask(_, t, what) => {
                let mut change = as_it_is(task(t)?);
                match what % 5 {
                    0 => change.title = Change::To(label("task")),
                    1 => change.description = Change::To(text(label("about"))),
                    2 => change.slot = Change::To(Some(slot(*what, 2))),
                    3 => change.planned = Change::To(work(*what)),
                    _ => {
                        let (text, done) = (label("item"), *what > 128);
                        change.checklist = Change::To(vec![ChecklistItem { text, done }]);
                    }
                }
                change.into()
            }
            M::Tell(t, audience) => {
                // What a stranger put into other projects stays internal.
                let at_home = |task: &TaskId| {
                    self.world.delivery.task(*task).is_ok_and(|t| cast.phases.contains(&t.phase))
                };
                let all: Vec<_> = cast.tasks.iter().copied().filter(at_home).collect();
                let audience = Change::To(*audience);
                ChangeTask { audience, ..as_it_is(pick(&all, *t)?) }.into()
            }
            M::Progress(_, t, status) => {
                use TaskStatus::{Blocked, Done, InProgress, Open};
                let status = [Open, InProgress, Blocked, Done][usize::from(status % 4)];
                SetTaskStatus { task: task(t)?, status }.into()
            }
            M::Assign(t, persons) => {
                let task = task(t)?;
                let phase = self.world.delivery.task(task).ok()?.phase;
                let phase = self.world.delivery.phase(phase).ok()?;
                let own = phase.participants.keys().filter(|p| cast.persons.contains(p));
                let own: Vec<PersonId> = own.copied().collect();
                let assignees = persons.iter().filter_map(|p| pick(&own, *p)).collect();
                AssignTask { task, assignees }.into()
            }
            M::Follow(t, earlier, kind, lag) => {
                use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
                let kinds = [FinishToStart, StartToStart, FinishToFinish, StartToFinish];
                let (kind, lag_minutes) = (kinds[usize::from(kind % 4)], i32::from(*lag));
                let all: Vec<TaskId> = match teller {
                    Teller::Own => cast.tasks.clone(),
                    // What a stranger adds follows what is there, never the other way.
                    Teller::Foreign => {
                        self.own.tasks.iter().chain(&self.foreign.tasks).copied().collect()
                    }
                };
                let earlier: BTreeSet<TaskId> =
                    earlier.iter().filter_map(|at| pick(&all, *at)).collect();
                let link = |task| TaskLink { task, kind, lag_minutes };
                LinkTask { task: task(t)?, predecessors: earlier.into_iter().map(link).collect() }
                    .into()
            }
            M::RemoveTask(_, t) => {
                RemoveTask { task: self.of_kind(cast, *t, IsHeading::No)? }.into()
            }
            M::RemoveHeading(t) => {
                RemoveTask { task: self.of_kind(cast, *t, IsHeading::Yes)? }.into()
            }
            _ => return None,
        })
    }

    fn label(&self, teller: Teller, what: &str) -> Name {
        name(&format!("{what} {teller:?} {}", self.told(teller)))
    }

    fn any_project(&self, teller: Teller, at: At, nth: Pick) -> Option<ProjectId> {
        pick(&self.among(teller, at, |cast| &cast.projects), nth)
    }

    fn any_phase(&self, teller: Teller, at: At, nth: Pick) -> Option<PhaseId> {
        pick(&self.among(teller, at, |cast| &cast.phases), nth)
    }

    fn among<T: Copy>(&self, teller: Teller, at: At, of: fn(&Cast) -> &Vec<T>) -> Vec<T> {
        match (teller, at) {
            (Teller::Own, _) => of(&self.own).clone(),
            (Teller::Foreign, At::Home) => of(&self.foreign).clone(),
            (Teller::Foreign, At::Anywhere) => {
                of(&self.own).iter().chain(of(&self.foreign)).copied().collect()
            }
        }
    }

    /// A heading of a phase, whoever made it.
    fn heading(&self, phase: PhaseId, nth: Pick) -> Option<TaskId> {
        let delivery = &self.world.delivery;
        let tasks = delivery.tasks_of(delivery.phase(phase).ok()?);
        let own = |id: &TaskId| match self.own.phases.contains(&phase) {
            true => self.own.tasks.contains(id),
            false => true,
        };
        let headings = tasks.filter(|task| task.brief.kind == TaskKind::Heading);
        let headings: Vec<TaskId> = headings.map(|task| task.id).filter(own).collect();
        pick(&headings, nth)
    }

    fn of_kind(&self, cast: &Cast, nth: Pick, wanted: IsHeading) -> Option<TaskId> {
        let fits = |id: &TaskId| {
            let task = self.world.delivery.task(*id);
            task.is_ok_and(|t| (t.brief.kind == TaskKind::Heading) == (wanted == IsHeading::Yes))
        };
        let all: Vec<TaskId> = cast.tasks.iter().copied().filter(fits).collect();
        pick(&all, nth)
    }

    fn is_of_the_host(&self, person: PersonId) -> bool {
        match self.world.effort.person(person).map(|person| &person.of) {
            Ok(PersonOf::StaffUser(_)) => true,
            Ok(PersonOf::Contact(_) | PersonOf::Name(_)) | Err(_) => false,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum IsHeading {
    Yes,
    No,
}

/// A name that projects of both tellers may get.
fn twin(by: By) -> Option<Name> {
    by.map(|by| name(&format!("twin {}", by % 2)))
}

fn role(teller: Teller, nth: u8) -> Name {
    name(&format!("role {teller:?} {nth}"))
}

fn text(of: Name) -> Option<Text> {
    Text::new(of.as_str()).ok()
}

/// The hours that something takes.
fn work(of: u8) -> Hours {
    Hours::hundredths(i64::from(of) * 25)
}

/// The nth day of a year whose months have 28 days.
#[expect(clippy::expect_used, reason = "a bad constant must stop the tests")]
fn day(nth: u8) -> Date {
    let (month, day) = (nth / 28 + 1, nth % 28 + 1);
    format!("2026-{month:02}-{day:02}").parse().expect("a day")
}

fn unchanged(project: ProjectId) -> ChangeProject {
    ChangeProject {
        project,
        name: Change::Keep,
        customer: Change::Keep,
        manager: Change::Keep,
        start: Change::Keep,
        end: Change::Keep,
        delivery: Change::Keep,
        currency: Change::Keep,
        budget_hours: Change::Keep,
        budget: Change::Keep,
    }
}

fn as_it_is(task: TaskId) -> ChangeTask {
    ChangeTask {
        task,
        title: Change::Keep,
        description: Change::Keep,
        audience: Change::Keep,
        slot: Change::Keep,
        planned: Change::Keep,
        checklist: Change::Keep,
    }
}
