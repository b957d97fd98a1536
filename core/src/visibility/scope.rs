use super::DocumentId;
use crate::access::PartnerUser;
use crate::delivery::About;
use crate::id::{ExpenseId, PartnerUserId, ProductionOrderId, ProjectId, TimesheetId};
use crate::production::{Production, Progress, Subject};
use crate::world::World;

/// Every document that [`super::document`] could possibly render for `partner`: more than what is
/// visible, never less; each once, by id. From-scratch rendering starts here.
pub fn scope(world: &World, partner: PartnerUserId) -> Vec<DocumentId> {
    let Ok(user) = world.access.partner_user(partner) else { return Vec::new() };
    let production = &world.production;
    let mut found = vec![DocumentId::Portal];
    let mut orders = Vec::new();
    for step in linked_steps(production, user) {
        found.push(DocumentId::WorkStep(step.id));
        found.extend(reports(Subject::WorkStep(step.id), &step.progress));
        orders.push(step.order);
    }
    orders.sort_unstable();
    orders.dedup();
    for order in orders {
        found.extend(around(production, order));
    }
    found.extend(colleagues(world, user).map(DocumentId::Colleague));
    if let Some(person) = super::person_of(world, user) {
        found.push(DocumentId::Profile(person));
        let mut projects: Vec<ProjectId> =
            world.delivery.part_in(person).map(|(project, _)| project).collect();
        projects.dedup();
        found.extend(projects.into_iter().flat_map(|project| in_project(world, project)));
        let supervised = world.effort.supervised_by(person);
        for person in std::iter::once(person).chain(supervised) {
            found.extend(world.effort.timesheets_of(person).flat_map(of_timesheet));
            for expense in world.effort.expenses_of(person) {
                found.extend(of_expense(expense));
                found.extend(remarks(world, About::Expense(expense)));
            }
        }
    }
    // Orders of one item name it each.
    found.sort_unstable();
    found.dedup();
    found
}

/// The project itself and everything in it, the time and money that it took included.
pub fn in_project(world: &World, project: ProjectId) -> Vec<DocumentId> {
    let delivery = &world.delivery;
    let Ok(project) = delivery.project(project) else { return Vec::new() };
    let mut found = vec![DocumentId::Project(project.id)];
    let judged = u32::try_from(project.health.len()).unwrap_or(u32::MAX);
    found.extend((1..=judged).map(|number| DocumentId::Health(project.id, number)));
    found.extend(project.milestones.iter().copied().map(DocumentId::Milestone));
    found.extend(delivery.raid_of(project.id).map(DocumentId::RaidItem));
    found.extend(delivery.status_reports_of(project.id).map(DocumentId::StatusReport));
    found.extend(world.effort.timesheets_in(project.id).flat_map(of_timesheet));
    found.extend(world.effort.expenses_in(project.id).flat_map(of_expense));
    found.extend(world.effort.bookings_in(project.id).map(DocumentId::Booking));
    found.extend(delivery.comments_in(project.id).map(DocumentId::Comment));
    found.extend(delivery.attachments_in(project.id).map(DocumentId::Attachment));
    for phase in delivery.phases_of(project.id) {
        found.push(DocumentId::Phase(phase.id));
        found.extend(phase.participants.values().map(|p| DocumentId::Participant(p.id)));
        found.extend(phase.tasks.iter().copied().map(DocumentId::Task));
    }
    found
}

/// A timesheet, and that it waits to be approved.
pub fn of_timesheet(id: TimesheetId) -> [DocumentId; 2] {
    [DocumentId::Timesheet(id), DocumentId::TimesheetApproval(id)]
}

/// An expense, and that it waits to be approved.
pub fn of_expense(id: ExpenseId) -> [DocumentId; 2] {
    [DocumentId::Expense(id), DocumentId::ExpenseApproval(id)]
}

/// The comments and attachments of one record.
pub fn remarks(world: &World, about: About) -> impl Iterator<Item = DocumentId> + '_ {
    let comments = world.delivery.comments_about(about).map(DocumentId::Comment);
    comments.chain(world.delivery.attachments_about(about).map(DocumentId::Attachment))
}

/// The users of the account that `user` administers.
fn colleagues(world: &World, user: &PartnerUser) -> impl Iterator<Item = PartnerUserId> {
    let account = user.account.filter(|_| user.administrator.is_some());
    let account = account.and_then(|id| world.access.account(id).ok());
    account.into_iter().flat_map(|account| account.users.iter().copied())
}

fn linked_steps<'a>(
    production: &'a Production,
    user: &'a PartnerUser,
) -> impl Iterator<Item = &'a crate::production::WorkStep> {
    user.links
        .keys()
        .filter_map(|id| production.resource(*id).ok())
        .flat_map(|resource| &resource.steps)
        .filter_map(|id| production.step(*id).ok())
}

/// The order itself, its item, its processes and their reports.
pub fn around(production: &Production, order: ProductionOrderId) -> Vec<DocumentId> {
    let mut found = Vec::new();
    let Ok(order) = production.order(order) else { return found };
    found.push(DocumentId::Order(order.id));
    found.extend(order.order_item.map(DocumentId::OrderItem));
    for process in order.processes.iter().filter_map(|id| production.process(*id).ok()) {
        found.push(DocumentId::Process(process.id));
        found.extend(reports(Subject::Process(process.id), &process.progress));
    }
    found
}

/// The reports on `subject`.
pub fn reports(subject: Subject, progress: &Progress) -> impl Iterator<Item = DocumentId> + use<> {
    (1..=progress.reports).map(move |number| DocumentId::Report(subject, number))
}
