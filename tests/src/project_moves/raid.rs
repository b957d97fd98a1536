//! Moves about risks, assumptions, issues and dependencies.

use loggia_core::command::Command;
use loggia_core::delivery::{
    Assumption, Audience, ChangeRaidItem, Dependency, Issue, LinkRaidItem, Priority, RaidDetails,
    RaidKind, RaidStatus, RaiseIssueFromRisk, RaiseRaidItem, Risk, SetRaidStatus, Validation,
};
use loggia_core::id::{ProjectId, RaidItemId};
use loggia_core::scalar::{Change, Grade, Name};
use proptest::prelude::*;

use super::{At, Reach, Who, any_at, any_audience, any_who, day, text};
use crate::moves::Pick;
use crate::story::{Cast, Story, Teller, pick};

/// What happens next among RAID items.
#[derive(Clone, Debug)]
pub enum RaidMove {
    /// Project, what it is and how bad, who deals with it, for whom.
    Raise(At, Who, Pick, u8, Option<Pick>, Audience),
    /// Item, what of it, who deals with it.
    Change(Who, Pick, u8, Option<Pick>),
    /// Item, for whom.
    Tell(Pick, Audience),
    /// Item, which status.
    Status(Who, Pick, u8),
    /// Item, with which tasks, milestones and other items it belongs together.
    Link(Who, Pick, [Vec<Pick>; 3]),
    /// A risk occurs.
    Occur(Who, Pick),
}

impl RaidMove {
    pub(super) fn who(&self) -> Who {
        match self {
            Self::Raise(_, who, ..)
            | Self::Change(who, ..)
            | Self::Status(who, ..)
            | Self::Link(who, ..)
            | Self::Occur(who, _) => *who,
            Self::Tell(..) => Who::Root,
        }
    }

    /// What a stranger raises in the projects of others is internal.
    pub(super) fn is_a_strangers(&self, reach: Reach) -> bool {
        !matches!(self, Self::Raise(At::Anywhere, ..)) || reach == Reach::Assigned
    }
}

pub(super) fn any_raid_move() -> impl Strategy<Value = RaidMove> {
    use RaidMove as M;
    let pick = || any::<Pick>();
    let some = || proptest::option::of(any::<Pick>());
    let what = || any::<u8>();
    let picks = || proptest::collection::vec(any::<Pick>(), 0..3);
    let links = || (picks(), picks(), picks()).prop_map(|(t, m, i)| [t, m, i]);
    prop_oneof![
        3 => (any_at(), any_who(), pick(), what(), some(), any_audience())
            .prop_map(|(a, w, p, k, o, t)| M::Raise(a, w, p, k, o, t)),
        3 => (any_who(), pick(), what(), some()).prop_map(|(w, i, f, o)| M::Change(w, i, f, o)),
        2 => (pick(), any_audience()).prop_map(|(i, a)| M::Tell(i, a)),
        2 => (any_who(), pick(), what()).prop_map(|(w, i, s)| M::Status(w, i, s)),
        3 => (any_who(), pick(), links()).prop_map(|(w, i, l)| M::Link(w, i, l)),
        2 => (any_who(), pick()).prop_map(|(w, i)| M::Occur(w, i)),
    ]
}

impl Story {
    pub(super) fn raid_command(&self, teller: Teller, next: &RaidMove) -> Option<Command> {
        use RaidMove as M;
        let cast = self.cast(teller);
        let item = |at: &Pick| pick(&cast.raid, *at);
        let owner = |at: &Option<Pick>| at.and_then(|at| pick(&cast.persons, at));
        let label = |what: &str| self.label(teller, what);
        Some(match next {
            M::Raise(at, who, p, what, o, told) => {
                // What a partner raises is shared: a stranger's would show.
                let at = if who.is_partner() { At::Home } else { *at };
                let project = self.any_project(teller, at, *p)?;
                let audience = self.audience_in(teller, *who, project, *told);
                RaiseRaidItem {
                    project,
                    title: label("raised"),
                    description: text(label("about")),
                    details: details(*what, &label("details")),
                    owner: owner(o),
                    due: Some(day(*what)),
                    audience,
                }
                .into()
            }
            M::Change(_, i, what, o) => {
                let id = item(i)?;
                let kind = self.world.delivery.raid_item(id).ok()?.brief.details.kind();
                changed(id, kind, *what, &label("changed"), owner(o)).into()
            }
            M::Tell(i, audience) => {
                // What a stranger put into other projects stays internal.
                let at_home = |id: &RaidItemId| {
                    let item = self.world.delivery.raid_item(*id);
                    item.is_ok_and(|item| cast.projects.contains(&item.project))
                };
                let all: Vec<_> = cast.raid.iter().copied().filter(at_home).collect();
                let audience = Change::To(*audience);
                ChangeRaidItem { audience, ..ChangeRaidItem::of(pick(&all, *i)?) }.into()
            }
            M::Status(_, i, status) => {
                use RaidStatus::{Closed, InProgress, Open};
                let status = [Open, InProgress, Closed][usize::from(status % 3)];
                SetRaidStatus { item: item(i)?, status }.into()
            }
            M::Link(_, i, [tasks, milestones, items]) => {
                let item = item(i)?;
                let delivery = &self.world.delivery;
                let project = delivery.raid_item(item).ok()?.project;
                let of = |there: &ProjectId| *there == project;
                let linked = |cast: fn(&Cast) -> &Vec<_>, picks: &[Pick]| {
                    let all = self.known_to(teller, cast).into_iter();
                    let there = |id: &_| delivery.task(*id).is_ok_and(|task| of(&task.project));
                    let all: Vec<_> = all.filter(there).collect();
                    picks.iter().filter_map(|at| pick(&all, *at)).collect()
                };
                let tasks = linked(|cast| &cast.tasks, tasks);
                let linked = |cast: fn(&Cast) -> &Vec<_>, picks: &[Pick]| {
                    let all = self.known_to(teller, cast).into_iter();
                    let there = |id: &_| delivery.milestone(*id).is_ok_and(|m| of(&m.project));
                    let all: Vec<_> = all.filter(there).collect();
                    picks.iter().filter_map(|at| pick(&all, *at)).collect()
                };
                let milestones = linked(|cast| &cast.milestones, milestones);
                let others = self.known_to(teller, |cast| &cast.raid).into_iter();
                let there = |id: &RaidItemId| {
                    *id != item && delivery.raid_item(*id).is_ok_and(|other| of(&other.project))
                };
                let others: Vec<_> = others.filter(there).collect();
                let items = items.iter().filter_map(|at| pick(&others, *at)).collect();
                LinkRaidItem { item, tasks, milestones, items }.into()
            }
            M::Occur(_, i) => {
                let is_risk = |id: &RaidItemId| {
                    let item = self.world.delivery.raid_item(*id);
                    item.is_ok_and(|item| item.brief.details.kind() == RaidKind::Risk)
                };
                let risks: Vec<_> = cast.raid.iter().copied().filter(is_risk).collect();
                RaiseIssueFromRisk {
                    risk: pick(&risks, *i)?,
                    title: None,
                    description: text(label("it happened")),
                    impact: None,
                    priority: Priority::High,
                    action_plan: text(label("plan")),
                    owner: None,
                    due: None,
                }
                .into()
            }
        })
    }
}

/// One of the four kinds, by two bits; how bad by the others.
fn details(what: u8, called: &Name) -> RaidDetails {
    let note = || text(called.clone());
    match what % 4 {
        0 => RaidDetails::Risk(Risk {
            impact: grade(what / 4),
            likelihood: grade(what / 8),
            mitigation: note(),
            contingency: note(),
        }),
        1 => RaidDetails::Assumption(Assumption { validated: Validation::NotYet }),
        2 => RaidDetails::Issue(Issue {
            impact: grade(what / 4),
            priority: Priority::Medium,
            action_plan: note(),
        }),
        _ => RaidDetails::Dependency(Dependency {
            depends_on: called.clone(),
            needed_by: Some(day(what)),
        }),
    }
}

/// Something that an item of this kind has is another.
fn changed(
    id: RaidItemId,
    kind: RaidKind,
    what: u8,
    called: &Name,
    owner: Option<loggia_core::id::PersonId>,
) -> ChangeRaidItem {
    let mut change = ChangeRaidItem::of(id);
    let note = || Change::To(text(called.clone()));
    match what % 5 {
        0 => change.title = Change::To(called.clone()),
        1 => change.description = note(),
        2 => change.due = Change::To(Some(day(what))),
        3 => change.owner = Change::To(owner),
        _ => match kind {
            RaidKind::Risk => match what % 4 {
                0 => change.impact = Change::To(grade(what)),
                1 => change.likelihood = Change::To(grade(what)),
                2 => change.mitigation = note(),
                _ => change.contingency = note(),
            },
            RaidKind::Assumption => {
                let all = [Validation::NotYet, Validation::Yes, Validation::No];
                change.validated = Change::To(all[usize::from(what % 3)]);
            }
            RaidKind::Issue => match what % 3 {
                0 => change.impact = Change::To(grade(what)),
                1 => {
                    let all = [Priority::Low, Priority::Medium, Priority::High, Priority::Urgent];
                    change.priority = Change::To(all[usize::from(what % 4)]);
                }
                _ => change.action_plan = note(),
            },
            RaidKind::Dependency => match what % 2 {
                0 => change.depends_on = Change::To(called.clone()),
                _ => change.needed_by = Change::To(Some(day(what))),
            },
        },
    }
    change
}

#[expect(clippy::expect_used, reason = "a bad constant must stop the tests")]
pub(super) fn grade(of: u8) -> Grade {
    Grade::new(of % 5 + 1).expect("one of five")
}
