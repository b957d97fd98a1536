use std::collections::BTreeSet;

use loggia_core::delivery::{About, Phase, Task};
use loggia_core::effort::PersonOf;
use loggia_core::event::DeliveryEvent as E;
use loggia_core::id::{
    AccessLevelId, AccountId, AttachmentId, CommentId, ContactId, MilestoneId, ParticipantId,
    PartnerUserId, PersonId, PhaseId, ProjectId, RaidItemId, StatusReportId, TaskId,
};
use loggia_core::visibility::{self, DocumentId, in_project, remarks};
use loggia_core::world::World;

use super::Touched;
use super::effort::{of_owner, of_person, with_tasks};

pub(super) fn affected(world: &World, event: &E, touched: &mut Touched) {
    match event {
        // Nobody takes part in a new project.
        E::ProjectCreated(_) => {}
        E::ProjectChanged(e) => of_project(world, e.id, touched),
        E::ProjectStatusSet(e) => of_project(world, e.id, touched),
        E::GoLiveSet(e) => of_project(world, e.id, touched),
        E::ProjectHealthSet(e) => {
            let judged = world.delivery.project(e.id).map(|project| project.health.len());
            let number = judged.ok().and_then(|judged| u32::try_from(judged).ok());
            let health = number.map(|number| DocumentId::Health(e.id, number));
            for partner in partners(world, e.id) {
                touched.push((partner, DocumentId::Project(e.id)));
                touched.extend(health.map(|health| (partner, health)));
            }
        }
        E::PhaseAdded(e) => of_phase(world, e.id, touched),
        E::PhaseChanged(e) => {
            of_phase(world, e.id, touched);
            // Seen from the world before the change; after it the phase keeps its owner.
            let held = world.delivery.phase(e.id).ok().and_then(|phase| phase.brief.owner);
            if held != e.brief.owner {
                for owner in [held, e.brief.owner].into_iter().flatten() {
                    owned(world, e.id, owner, touched);
                }
            }
        }
        E::ParticipantAdded(e) => takes_part(world, e.phase, e.person, e.id, touched),
        E::ParticipantChanged(e) => of_participant(world, e.id, touched),
        E::ParticipantRemoved(e) => of_participant(world, e.id, touched),
        E::MilestoneAdded(e) => of_milestone(world, e.id, touched),
        E::MilestoneChanged(e) => of_milestone(world, e.id, touched),
        E::MilestoneRemoved(e) => of_milestone(world, e.id, touched),
        E::TaskAdded(e) => of_task(world, e.id, touched),
        E::TaskChanged(e) => whole_task(world, e.id, touched),
        E::TaskStatusSet(e) => of_task(world, e.id, touched),
        E::TaskAssigned(e) => whole_task(world, e.id, touched),
        E::TaskLinked(e) => of_task(world, e.id, touched),
        E::TaskRemoved(e) => whole_task(world, e.id, touched),
        E::TaskMoved(e) => whole_task(world, e.id, touched),
        // No partner is told which line of a plan something is.
        E::PlanItemImported(_) => {}
        E::RaidItemRaised(e) => of_raid_item(world, e.id, touched),
        E::RaidItemChanged(e) => {
            of_raid_item(world, e.id, touched);
            remarked(world, About::RaidItem(e.id), touched);
        }
        E::RaidStatusSet(e) => of_raid_item(world, e.id, touched),
        E::RaidItemLinked(e) => of_raid_item(world, e.id, touched),
        E::RiskOccurred(e) => of_raid_item(world, e.id, touched),
        E::StatusReportWritten(e) => of_status_report(world, e.id, touched),
        E::StatusReportChanged(e) => of_status_report(world, e.id, touched),
        E::StatusReportSubmitted(e) => of_status_report(world, e.id, touched),
        E::StatusReportRecalled(e) => of_status_report(world, e.id, touched),
        E::StatusReportReturned(e) => of_status_report(world, e.id, touched),
        E::StatusReportPublished(e) => of_status_report(world, e.id, touched),
        E::CommentAdded(e) => of_comment(world, e.id, touched),
        E::CommentChanged(e) => of_comment(world, e.id, touched),
        E::CommentRemoved(e) => of_comment(world, e.id, touched),
        E::AttachmentAdded(e) => of_attachment(world, e.id, touched),
        E::AttachmentRemoved(e) => of_attachment(world, e.id, touched),
        E::StatusReportAudienceSet(e) => of_status_report(world, e.id, touched),
    }
}

/// The partner user that somebody is.
pub(super) fn user_of(world: &World, person: PersonId) -> Option<PartnerUserId> {
    match &world.effort.person(person).ok()?.of {
        PersonOf::Contact(contact) => world.access.contact(*contact).ok()?.user,
        PersonOf::StaffUser(_) | PersonOf::Name(_) => None,
    }
}

/// The partner users who take part in a project.
pub(super) fn partners(world: &World, project: ProjectId) -> Vec<PartnerUserId> {
    let phases = world.delivery.phases_of(project);
    let persons = phases.flat_map(|phase| phase.participants.keys().copied());
    let mut partners: Vec<_> = persons.filter_map(|person| user_of(world, person)).collect();
    partners.sort_unstable();
    partners.dedup();
    partners
}

fn of_project(world: &World, project: ProjectId, touched: &mut Touched) {
    let document = DocumentId::Project(project);
    touched.extend(partners(world, project).into_iter().map(|partner| (partner, document)));
}

fn of_phase(world: &World, phase: PhaseId, touched: &mut Touched) {
    let Ok(Phase { project, .. }) = world.delivery.phase(phase) else { return };
    let document = DocumentId::Phase(phase);
    touched.extend(partners(world, *project).into_iter().map(|partner| (partner, document)));
}

/// Whoever owns a phase may see the time that was worked on it, and what its tasks took.
fn owned(world: &World, phase: PhaseId, owner: PersonId, touched: &mut Touched) {
    let Ok(phase) = world.delivery.phase(phase) else { return };
    let Some(owner) = user_of(world, owner) else { return };
    let sheets = world.effort.timesheets_in(phase.project);
    let documents: BTreeSet<_> = sheets.flat_map(|sheet| with_tasks(world, sheet)).collect();
    touched.extend(documents.into_iter().map(|document| (owner, document)));
}

fn of_milestone(world: &World, milestone: MilestoneId, touched: &mut Touched) {
    let Ok(found) = world.delivery.milestone(milestone) else { return };
    for partner in partners(world, found.project) {
        touched.push((partner, DocumentId::Milestone(milestone)));
        let linked = world.delivery.raid_of(milestone).map(DocumentId::RaidItem);
        touched.extend(linked.map(|document| (partner, document)));
        touched.push((partner, DocumentId::Project(found.project)));
    }
    remarked(world, About::Milestone(milestone), touched);
}

fn of_participant(world: &World, participant: ParticipantId, touched: &mut Touched) {
    let Ok(found) = world.delivery.participant(participant) else { return };
    takes_part(world, found.phase, found.person, found.id, touched);
}

/// Somebody takes part, or in another way, or no more: all of the project for himself, the participant
/// for the others.
fn takes_part(
    world: &World,
    phase: PhaseId,
    person: PersonId,
    participant: ParticipantId,
    touched: &mut Touched,
) {
    let Ok(Phase { project, .. }) = world.delivery.phase(phase) else { return };
    let document = DocumentId::Participant(participant);
    touched.extend(partners(world, *project).into_iter().map(|partner| (partner, document)));
    if let Some(user) = user_of(world, person) {
        all_of(world, *project, &[user], touched);
    }
}

/// A task, the headings and the phase above it, the project, what follows it, the RAID items that
/// concern it and the time on it.
fn of_task(world: &World, task: TaskId, touched: &mut Touched) {
    let Ok(task) = world.delivery.task(task) else { return };
    let mut documents = vec![DocumentId::Project(task.project), DocumentId::Phase(task.phase)];
    documents.extend(task.successors.iter().copied().map(DocumentId::Task));
    documents.extend(task.children.iter().copied().map(DocumentId::Task));
    documents.extend(world.delivery.raid_of(task.id).map(DocumentId::RaidItem));
    documents.extend(with_headings(world, task));
    documents.extend(world.effort.timesheets_on(task.id).flat_map(visibility::of_timesheet));
    for partner in partners(world, task.project) {
        touched.extend(documents.iter().map(|document| (partner, *document)));
    }
}

/// The same, where it may be shown to others from now on: with what was remarked on it.
fn whole_task(world: &World, task: TaskId, touched: &mut Touched) {
    of_task(world, task, touched);
    remarked(world, About::Task(task), touched);
}

/// What was remarked on a record, for all who may be shown it: those who take part, and of an expense
/// whose it is and his supervisor.
pub(super) fn remarked(world: &World, about: About, touched: &mut Touched) {
    let Ok(project) = about.project(world) else { return };
    for document in remarks(world, about) {
        shown_to(world, project, about, document, touched);
    }
}

fn of_comment(world: &World, comment: CommentId, touched: &mut Touched) {
    let Ok(comment) = world.delivery.comment(comment) else { return };
    shown_to(world, comment.project, comment.about, DocumentId::Comment(comment.id), touched);
}

fn of_attachment(world: &World, attachment: AttachmentId, touched: &mut Touched) {
    let Ok(held) = world.delivery.attachment(attachment) else { return };
    shown_to(world, held.project, held.about, DocumentId::Attachment(held.id), touched);
}

fn shown_to(
    world: &World,
    project: ProjectId,
    about: About,
    document: DocumentId,
    touched: &mut Touched,
) {
    touched.extend(partners(world, project).into_iter().map(|partner| (partner, document)));
    match about {
        About::Expense(expense) => {
            if let Ok(expense) = world.effort.expense(expense) {
                of_owner(world, expense.person, document, touched);
            }
        }
        About::Project(_)
        | About::Task(_)
        | About::Milestone(_)
        | About::RaidItem(_)
        | About::StatusReport(_) => {}
    }
}

/// A RAID item, and those that name it.
fn of_raid_item(world: &World, item: RaidItemId, touched: &mut Touched) {
    let Ok(item) = world.delivery.raid_item(item) else { return };
    for partner in partners(world, item.project) {
        let documents = std::iter::once(&item.id).chain(&item.items).copied();
        touched.extend(documents.map(|id| (partner, DocumentId::RaidItem(id))));
    }
}

fn of_status_report(world: &World, report: StatusReportId, touched: &mut Touched) {
    let Ok(report) = world.delivery.status_report(report) else { return };
    let document = DocumentId::StatusReport(report.id);
    touched.extend(partners(world, report.project).into_iter().map(|partner| (partner, document)));
    remarked(world, About::StatusReport(report.id), touched);
}

fn with_headings(world: &World, task: &Task) -> Vec<DocumentId> {
    let above = |task: &&Task| task.parent.and_then(|parent| world.delivery.task(parent).ok());
    std::iter::successors(Some(task), above).map(|task| DocumentId::Task(task.id)).collect()
}

fn all_of(world: &World, project: ProjectId, partners: &[PartnerUserId], touched: &mut Touched) {
    let documents = in_project(world, project);
    for partner in partners {
        touched.extend(documents.iter().map(|document| (*partner, *document)));
    }
}

/// Somebody is called otherwise, or is somebody else: all projects that may name him, for all who
/// take part in them, himself included.
pub(super) fn renamed(world: &World, person: PersonId, touched: &mut Touched) {
    for project in world.delivery.naming(person) {
        all_of(world, project, &partners(world, project), touched);
    }
    of_person(world, person, touched);
}

/// The same for a contact.
pub(super) fn renamed_contact(world: &World, contact: ContactId, touched: &mut Touched) {
    if let Some(person) = world.effort.person_of_contact(contact) {
        renamed(world, person, touched);
    }
}

/// A firm is called otherwise: the projects of which it is the customer, and those in which its people
/// take part.
pub(super) fn named_firm(world: &World, account: AccountId, touched: &mut Touched) {
    for project in world.delivery.projects().filter(|p| p.brief.customer == Some(account)) {
        of_project(world, project.id, touched);
    }
    let contacts = world.access.account(account).into_iter().flat_map(|account| &account.contacts);
    for contact in contacts {
        renamed_contact(world, *contact, touched);
    }
}

/// What somebody may see by an access level may be another: all projects in which `concerned` holds
/// for a participant, for that participant.
pub(super) fn levelled(
    world: &World,
    concerned: impl Fn(&World, &loggia_core::delivery::Participant) -> bool,
    touched: &mut Touched,
) {
    let mut found: Vec<(ProjectId, PartnerUserId)> = Vec::new();
    for phase in world.delivery.phases() {
        let participants = phase.participants.values();
        let participants = participants.filter(|participant| concerned(world, participant));
        let users = participants.filter_map(|participant| user_of(world, participant.person));
        found.extend(users.map(|user| (phase.project, user)));
    }
    found.sort_unstable();
    found.dedup();
    for (project, partner) in found {
        all_of(world, project, &[partner], touched);
    }
}

/// Whether a participant's level may be this one, by his own or by a default.
pub(super) fn may_hold(
    level: AccessLevelId,
) -> impl Fn(&World, &loggia_core::delivery::Participant) -> bool {
    move |world, participant| match participant.level {
        Some(own) => own == level,
        None => world.access.levels().defaults().any(|(_, default)| default == level),
    }
}
