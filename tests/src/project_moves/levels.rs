//! Moves about who may see and do what: access levels, persons, and what people and firms are called.

use std::collections::BTreeSet;

use loggia_core::access::{
    Allowed, ChangeAccessLevel, ChangeAccount, ChangeContact, Circle, CommentCircle,
    CreateAccessLevel, CreateStaffUser, DeleteAccount, ExpenseSubmission, ExpenseView, Extent,
    LevelScope, ParticipantView, Permissions, PhaseView, ProjectView, RemoveAccessLevel,
    RemoveContact, SetDefaultAccessLevel, TaskView, TimesheetApproval, TimesheetView,
};
use loggia_core::actor::Role;
use loggia_core::command::Command;
use loggia_core::effort::{ChangePerson, CreatePerson, PersonOf, StaffPerson};
use loggia_core::scalar::{Change, Email, Personal};
use proptest::prelude::*;

use super::{Reach, role};
use crate::moves::Pick;
use crate::story::{Story, Teller, pick};

/// What happens next among those who take part.
#[derive(Clone, Debug)]
pub enum LevelMove {
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
    /// Person, supervisor.
    Supervise(Pick, Option<Pick>),
    /// A contact is called otherwise.
    RenameContact(Pick),
    /// A contact is no more.
    RemoveContact(Pick),
    /// A firm is called otherwise.
    RenameFirm(Pick),
    /// A firm is no more.
    DeleteFirm(Pick),
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
pub struct Grants(pub u64, pub Reach);

impl Grants {
    fn permissions(self) -> Permissions {
        let Self(bits, reach) = self;
        let two = |at: u32| usize::try_from(bits >> (2 * at) & 3).unwrap_or(0);
        let yes = |at: u32| Allowed::ALL[two(at) & 1];
        let extent = |at: u32| [Extent::None, Extent::Own, Extent::All, Extent::All][two(at)];
        let circle = |at: u32| [Circle::None, Circle::Shared, Circle::Shared, Circle::All][two(at)];
        use ProjectView::{Edit, None, Read};
        use TimesheetView::{All, Own, Supervised};
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
            raid_view: circle(14),
            raid_create: yes(15),
            raid_edit: extent(16),
            status_report_view: circle(17),
            status_report_submit: yes(18),
            timesheet_view: [Own, Supervised, All, All][two(19)],
            timesheet_approve: {
                use TimesheetApproval::{No, PhaseOwned, Supervised};
                [No, Supervised, PhaseOwned, PhaseOwned][two(20)]
            },
            expense_view: ExpenseView::ALL[two(21) & 1],
            expense_submit: ExpenseSubmission::ALL[two(22) & 1],
            booking_manage_others: yes(23),
            comment: CommentCircle::ALL[two(24) & 1],
            export: yes(25),
        };
        match reach {
            Reach::All => all,
            Reach::Assigned => Permissions {
                phase_view: PhaseView::Assigned,
                task_view: all.task_view.min(TaskView::Phase),
                participant_view: all.participant_view.min(ParticipantView::Names),
                raid_view: all.raid_view.min(Circle::Shared),
                status_report_view: all.status_report_view.min(Circle::Shared),
                comment: CommentCircle::Shared,
                ..all
            },
        }
    }
}

impl LevelMove {
    /// Whether it is about everybody outside, whoever makes it.
    pub(super) fn is_everybodys(&self) -> bool {
        matches!(self, Self::Default(DefaultOf::Externals, _))
    }

    /// Whether nobody notices it if a stranger makes it.
    pub(super) fn is_a_strangers(&self) -> bool {
        // The host company's people are everybody's.
        !matches!(self, Self::FoundStaff(..))
    }

    /// The same with levels that reach so far.
    pub(super) fn reaching(self, reach: Reach) -> Self {
        match self {
            Self::Level(Grants(bits, _)) => Self::Level(Grants(bits, reach)),
            Self::ChangeLevel(at, Grants(bits, _)) => Self::ChangeLevel(at, Grants(bits, reach)),
            other => other,
        }
    }
}

pub(super) fn any_level_move() -> impl Strategy<Value = LevelMove> {
    use LevelMove as M;
    let pick = || any::<Pick>();
    let some = || proptest::option::of(any::<Pick>());
    let role = || proptest::option::weighted(0.4, 0..3_u8);
    let grants = || any::<u64>().prop_map(|bits| Grants(bits, Reach::All));
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
        3 => (pick(), some()).prop_map(|(p, s)| M::Supervise(p, s)),
    ];
    prop_oneof![2 => of_access, 1 => of_persons]
}

impl Story {
    pub(super) fn level_command(&self, teller: Teller, next: &LevelMove) -> Option<Command> {
        use LevelMove as M;
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
            M::PersonOfName => created(PersonOf::Name(Personal::new(label("somebody")))),
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
            M::Supervise(p, supervisor) => ChangePerson {
                person: pick(&cast.persons, *p)?,
                supervisor: Change::To(supervisor.and_then(|at| pick(&cast.persons, at))),
                role: Change::Keep,
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
        })
    }
}
