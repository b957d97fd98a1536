//! Why a part of a project is shown or hidden.

use super::clauses_of;
use crate::access::{
    Allowed, Circle, CommentCircle, Field, ParticipantView, PartnerUser, Permissions, PhaseView,
    ProjectField, TaskView,
};
use crate::delivery::{About, Audience, RaidItem, StatusReport, StatusReportState};
use crate::visibility::clause::{Clause, Ground, Rule};
use crate::visibility::remark::Reading;
use crate::visibility::rights::Rights;
use crate::visibility::{DocumentId, Lens, document, explain_field, task};
use crate::world::{Seq, World};

/// What opens a project to the user, and then what decides about a part of it; none where there is
/// no such record.
pub(super) fn in_project(world: &World, user: &PartnerUser, id: DocumentId) -> Option<Vec<Clause>> {
    let delivery = &world.delivery;
    let of_project = |project| Rights::clauses(world, user, project).to_vec();
    let rights = |project| Rights::of(world, user, project);
    let rendered = || document(world, user.id, id).is_some();
    let (mut clauses, of_part) = match id {
        DocumentId::Project(project) => {
            (of_project(delivery.project(project).ok()?.id), Vec::new())
        }
        DocumentId::Phase(phase) => {
            let phase = delivery.phase(phase).ok()?;
            let seq = rights(phase.project).and_then(|rights| match rights.joined(phase.id) {
                Some(since) => Some(since),
                None => rights.since(None, |level| {
                    level.phase_view == PhaseView::All || level.task_view == TaskView::Project
                }),
            });
            (of_project(phase.project), vec![level(rendered(), seq)])
        }
        DocumentId::Milestone(milestone) => {
            let milestone = delivery.milestone(milestone).ok()?;
            let opens = |level: &Permissions| level.milestone_view == Allowed::Yes;
            let rights = rights(milestone.project);
            let seq = rights.and_then(|rights| rights.since(milestone.phase, opens));
            (of_project(milestone.project), vec![level(rendered(), seq)])
        }
        DocumentId::Task(task) => {
            let task = delivery.task(task).ok()?;
            (of_project(task.project), task::clauses(world, user, task).to_vec())
        }
        DocumentId::Participant(participant) => {
            let participant = delivery.participant(participant).ok()?;
            let project = delivery.phase(participant.phase).ok()?.project;
            let opens = |level: &Permissions| level.participant_view != ParticipantView::No;
            let seq = rights(project).and_then(|rights| match participant.person {
                own if own == rights.person() => Some(participant.since),
                _ => rights.since(Some(participant.phase), opens),
            });
            (of_project(project), vec![level(rendered(), seq)])
        }
        DocumentId::Health(project, number) => {
            let project = delivery.project(project).ok()?;
            let nth = usize::try_from(number.checked_sub(1)?).ok()?;
            project.health.get(nth)?;
            let opens = |level: &Permissions| level.health_view == Allowed::Yes;
            let rights = rights(project.id);
            let seq = rights.as_ref().and_then(|rights| rights.since(None, opens));
            let opened = rights.is_some_and(|rights| opens(&rights.widest()));
            let field = Field::Project(ProjectField::Health);
            let told = Lens::on(world, user).tells(field);
            let of_field = ground(told, explain_field(world, user, field).seq);
            (
                of_project(project.id),
                vec![level(opened, seq), Clause::new(Rule::ColumnShown, of_field)],
            )
        }
        DocumentId::RaidItem(item) => {
            let item = delivery.raid_item(item).ok()?;
            (of_project(item.project), raid_item(rights(item.project).as_ref(), item).to_vec())
        }
        DocumentId::StatusReport(report) => {
            let report = delivery.status_report(report).ok()?;
            let rights = rights(report.project);
            (of_project(report.project), status_report(rights.as_ref(), report).to_vec())
        }
        DocumentId::Booking(booking) => {
            let booking = world.effort.booking(booking).ok()?;
            let opens = |level: &Permissions| level.booking_manage_others == Allowed::Yes;
            let seq = rights(booking.project).and_then(|rights| match booking.person {
                own if own == rights.person() => Some(booking.made),
                _ => rights.since(Some(booking.phase), opens),
            });
            (of_project(booking.project), vec![level(rendered(), seq)])
        }
        DocumentId::Portal
        | DocumentId::WorkStep(_)
        | DocumentId::Process(_)
        | DocumentId::Order(_)
        | DocumentId::OrderItem(_)
        | DocumentId::Report(..)
        | DocumentId::Colleague(_)
        | DocumentId::Timesheet(_)
        | DocumentId::Expense(_)
        | DocumentId::TimesheetApproval(_)
        | DocumentId::ExpenseApproval(_)
        | DocumentId::Profile(_)
        | DocumentId::Comment(_)
        | DocumentId::Attachment(_) => return None,
    };
    clauses.extend(of_part);
    Some(clauses)
}

fn raid_item(rights: Option<&Rights<'_>>, item: &RaidItem) -> [Clause; 2] {
    let audience = item.brief.audience;
    let circle = rights.map_or(Circle::None, |rights| rights.widest().raid_view);
    let opens = |level: &Permissions| level.raid_view != Circle::None;
    let seq = rights.and_then(|rights| rights.since(None, opens));
    [
        shared(audience == Audience::Shared || circle == Circle::All, item.told),
        level(circle != Circle::None, seq),
    ]
}

/// Until it is published a report is for its author alone, whatever its audience.
fn status_report(rights: Option<&Rights<'_>>, report: &StatusReport) -> [Clause; 3] {
    let audience = report.brief.audience;
    let circle = rights.map_or(Circle::None, |rights| rights.widest().status_report_view);
    let wrote = rights.is_some_and(|rights| rights.wrote(report));
    let published = match report.state {
        StatusReportState::Published => true,
        StatusReportState::Draft | StatusReportState::Submitted => false,
    };
    let opens = |level: &Permissions| level.status_report_view != Circle::None;
    let seq = rights.and_then(|rights| rights.since(None, opens));
    let own_draft = wrote && !published;
    let told = audience == Audience::Shared || circle == Circle::All || own_draft;
    [
        Clause::new(Rule::Published, ground(published || own_draft, Some(report.stands))),
        shared(told, report.told),
        level(circle != Circle::None, seq),
    ]
}

/// What opens the record that a comment or attachment is about, and then whether it is for those to
/// whom the user belongs. What is only a heading tells no remarks.
pub(super) fn remarked(
    world: &World,
    user: &PartnerUser,
    about: About,
    (audience, told): (Audience, Seq),
) -> Vec<Clause> {
    let mut clauses = clauses_of(world, user, about.into());
    let reading = Reading::of(world, user, about);
    let admits = match &reading {
        Some(reading) => reading.shows(audience),
        None => CommentCircle::Shared.admits(audience),
    };
    clauses.push(shared(admits, told));
    clauses.push(level(reading.is_some(), None));
    clauses
}

fn shared(holds: bool, told: Seq) -> Clause {
    Clause::new(Rule::Shared, ground(holds, Some(told)))
}

/// Whether an access level opens something; the commit is the one by which it does, where it is known.
fn level(opens: bool, seq: Option<Seq>) -> Clause {
    Clause::new(Rule::AccessLevelOpens, ground(opens, seq.filter(|_| opens)))
}

fn ground(holds: bool, seq: Option<Seq>) -> Ground {
    match holds {
        true => Ground::Holds(seq),
        false => Ground::Fails(seq),
    }
}
