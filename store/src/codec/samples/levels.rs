use loggia_core::access::event::*;
use loggia_core::access::{
    Allowed, Circle, CommentCircle, ExpenseSubmission, ExpenseView, Extent, LevelScope,
    ParticipantView, Permission, Permissions, PhaseView, ProjectView, TaskView, TimesheetApproval,
    TimesheetView,
};
use loggia_core::event::Event;
use loggia_core::id::{AccessLevelId, AccountId};

use super::{id, longest_name, name, sure};

/// What access levels permit, and of whom they are the default: every value of every permission.
pub(super) fn events() -> Vec<Event> {
    let id = AccessLevelId(id(12));
    let every = |of: &[&dyn Fn(usize) -> Permission], nth| of.iter().map(|of| of(nth)).collect();
    let allowed: &[&dyn Fn(usize) -> Permission] = &[
        &|n| Permission::ProjectFinancials(at_most(Allowed::ALL, n)),
        &|n| Permission::TaskCreate(at_most(Allowed::ALL, n)),
        &|n| Permission::MilestoneView(at_most(Allowed::ALL, n)),
        &|n| Permission::MilestoneEdit(at_most(Allowed::ALL, n)),
        &|n| Permission::ParticipantManage(at_most(Allowed::ALL, n)),
        &|n| Permission::BookingManageOthers(at_most(Allowed::ALL, n)),
        &|n| Permission::RaidCreate(at_most(Allowed::ALL, n)),
        &|n| Permission::StatusReportSubmit(at_most(Allowed::ALL, n)),
        &|n| Permission::HealthView(at_most(Allowed::ALL, n)),
        &|n| Permission::HealthSet(at_most(Allowed::ALL, n)),
        &|n| Permission::Export(at_most(Allowed::ALL, n)),
        &|n| Permission::ProjectView(at_most(ProjectView::ALL, n)),
        &|n| Permission::PhaseView(at_most(PhaseView::ALL, n)),
        &|n| Permission::PhaseEdit(at_most(Extent::ALL, n)),
        &|n| Permission::TaskView(at_most(TaskView::ALL, n)),
        &|n| Permission::TaskEdit(at_most(Extent::ALL, n)),
        &|n| Permission::TaskDelete(at_most(Extent::ALL, n)),
        &|n| Permission::ParticipantView(at_most(ParticipantView::ALL, n)),
        &|n| Permission::TimesheetView(at_most(TimesheetView::ALL, n)),
        &|n| Permission::TimesheetApprove(at_most(TimesheetApproval::ALL, n)),
        &|n| Permission::ExpenseView(at_most(ExpenseView::ALL, n)),
        &|n| Permission::ExpenseSubmit(at_most(ExpenseSubmission::ALL, n)),
        &|n| Permission::RaidView(at_most(Circle::ALL, n)),
        &|n| Permission::RaidEdit(at_most(Extent::ALL, n)),
        &|n| Permission::StatusReportView(at_most(Circle::ALL, n)),
        &|n| Permission::Comment(at_most(CommentCircle::ALL, n)),
    ];
    let level = Some(id);
    vec![
        AccessLevelCreated { id, name: name("Lead"), permissions: every(allowed, 0) }.into(),
        AccessLevelCreated { id, name: name("Lead"), permissions: Permissions::usual(None).list() }
            .into(),
        AccessLevelChanged { id, name: longest_name(), permissions: every(allowed, 1) }.into(),
        AccessLevelChanged { id, name: name("All"), permissions: every(allowed, 2) }.into(),
        AccessLevelRemoved { id }.into(),
        DefaultAccessLevelSet { scope: LevelScope::Externals, level }.into(),
        DefaultAccessLevelSet { scope: LevelScope::Account(AccountId(self::id(8))), level }.into(),
        DefaultAccessLevelSet { scope: LevelScope::ProjectRole(name("Lead")), level: None }.into(),
    ]
}

/// One of several, or the last.
fn at_most<T: Copy>(all: &[T], nth: usize) -> T {
    sure(all.get(nth).or(all.last()).copied().ok_or("there is none"))
}
