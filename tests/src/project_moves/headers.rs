//! Moves about projects, their phases, who takes part in them, and their milestones.

use loggia_core::command::Command;
use loggia_core::delivery::{
    AddMilestone, AddParticipant, AddPhase, ChangeMilestone, ChangeParticipant, ChangePhase,
    ChangeProject, CreateProject, DeliveryKind, Health, ProjectStatus, RemoveMilestone,
    RemoveParticipant, SetGoLive, SetProjectHealth, SetProjectStatus,
};
use loggia_core::effort::PersonOf;
use loggia_core::id::{PersonId, ProjectId};
use loggia_core::scalar::{Change, Hours};
use proptest::prelude::*;

use super::{At, By, Reach, any_at, day, role, text, twin, work};
use crate::moves::Pick;
use crate::story::{Story, Teller, pick};

/// What happens next in the frame of projects. Where there is a `By`, a partner asks for it, or staff.
#[derive(Clone, Debug)]
pub enum HeaderMove {
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
}

impl HeaderMove {
    pub(super) fn by(&self) -> By {
        match self {
            Self::ChangeProject(by, ..)
            | Self::Judge(by, ..)
            | Self::ChangePhase(by, ..)
            | Self::Join(_, by, ..)
            | Self::Leave(by, ..)
            | Self::ChangeMilestone(by, ..) => *by,
            Self::Project(..)
            | Self::Status(..)
            | Self::GoLive(..)
            | Self::Phase(..)
            | Self::ChangePart(..)
            | Self::Milestone(..)
            | Self::RemoveMilestone(_) => None,
        }
    }

    /// What a stranger adds to the projects of others is seen where levels show all of it.
    pub(super) fn is_a_strangers(&self, reach: Reach) -> bool {
        match self {
            Self::Phase(At::Anywhere, ..) | Self::Join(At::Anywhere, ..) => {
                reach == Reach::Assigned
            }
            _ => true,
        }
    }
}

pub(super) fn any_header_move() -> impl Strategy<Value = HeaderMove> {
    use HeaderMove as M;
    let pick = || any::<Pick>();
    let some = || proptest::option::of(any::<Pick>());
    let role = || proptest::option::weighted(0.4, 0..3_u8);
    let what = || any::<u8>();
    let of_projects = prop_oneof![
        1 => (some(), some()).prop_map(|(c, m)| M::Project(c, m)),
        3 => (some(), pick(), what()).prop_map(|(b, p, w)| M::ChangeProject(b, p, w)),
        1 => (pick(), what()).prop_map(|(p, s)| M::Status(p, s)),
        2 => (some(), pick(), what()).prop_map(|(b, p, h)| M::Judge(b, p, h)),
        2 => (pick(), some()).prop_map(|(p, m)| M::GoLive(p, m)),
        2 => (any_at(), pick(), some()).prop_map(|(a, p, o)| M::Phase(a, p, o)),
        3 => (some(), pick(), what(), some()).prop_map(|(b, p, w, o)| M::ChangePhase(b, p, w, o)),
        2 => (pick(), some(), some()).prop_map(|(p, f, o)| M::Milestone(p, f, o)),
        2 => (some(), pick(), what(), some())
            .prop_map(|(b, m, w, o)| M::ChangeMilestone(b, m, w, o)),
        1 => pick().prop_map(M::RemoveMilestone),
    ];
    let of_parts = prop_oneof![
        6 => (any_at(), proptest::option::weighted(0.2, pick()), pick(), pick(), role(), some())
            .prop_map(|(a, b, f, p, r, l)| M::Join(a, b, f, p, r, l)),
        3 => (pick(), role(), some()).prop_map(|(p, r, l)| M::ChangePart(p, r, l)),
        3 => (proptest::option::weighted(0.3, pick()), pick()).prop_map(|(b, p)| M::Leave(b, p)),
    ];
    prop_oneof![5 => of_projects, 4 => of_parts]
}

impl Story {
    pub(super) fn header_command(&self, teller: Teller, next: &HeaderMove) -> Option<Command> {
        use HeaderMove as M;
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
        })
    }

    fn is_of_the_host(&self, person: PersonId) -> bool {
        match self.world.effort.person(person).map(|person| &person.of) {
            Ok(PersonOf::StaffUser(_)) => true,
            Ok(PersonOf::Contact(_) | PersonOf::Name(_)) | Err(_) => false,
        }
    }
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
