//! What is told about comments and attachments: whoever is shown a record is shown what is shared
//! about it, and what is internal only where his level says so.

use super::rights::{self, Rights};
use super::{expense, person_of};
use crate::access::{CommentCircle, PartnerUser, UserId};
use crate::delivery::{About, Attachment, Audience, Author, Comment};
use crate::id::{AttachmentId, CommentId, PartnerUserId, ProjectId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Name, Personal};
use crate::world::World;

impl CommentCircle {
    /// Whether what is meant for `audience` lies within.
    pub(crate) fn admits(self, audience: Audience) -> bool {
        match (self, audience) {
            (Self::Shared, Audience::Internal) => false,
            (Self::Shared, Audience::Shared)
            | (Self::Internal, Audience::Shared | Audience::Internal) => true,
        }
    }
}

/// How a partner user reads what was remarked on one record.
pub(super) struct Reading<'a> {
    /// His rights in the project; none where it is not there for him, and the expense is his own.
    rights: Option<Rights<'a>>,
    circle: CommentCircle,
}

impl<'a> Reading<'a> {
    /// None where the record is not shown for itself: what is only a heading tells its title and
    /// nothing else.
    pub(super) fn of(world: &'a World, user: &'a PartnerUser, about: About) -> Option<Self> {
        let delivery = &world.delivery;
        let within = |project| Rights::of(world, user, project);
        let (rights, circle) = match about {
            About::Project(id) => {
                let rights = within(delivery.project(id).ok()?.id)?;
                let circle = rights.widest().comment;
                (Some(rights), circle)
            }
            About::Task(id) => {
                let task = delivery.task(id).ok()?;
                let rights = within(task.project).filter(|rights| rights.sees_task(task))?;
                let circle = rights.in_phase(task.phase).comment;
                (Some(rights), circle)
            }
            About::Milestone(id) => {
                let milestone = delivery.milestone(id).ok()?;
                let rights = within(milestone.project);
                let rights = rights.filter(|rights| rights.sees_milestone(milestone))?;
                let circle = rights.around(milestone.phase).comment;
                (Some(rights), circle)
            }
            About::RaidItem(id) => {
                let item = delivery.raid_item(id).ok()?;
                let rights = within(item.project).filter(|rights| rights.sees_raid_item(item))?;
                let circle = rights.widest().comment;
                (Some(rights), circle)
            }
            About::StatusReport(id) => {
                let report = delivery.status_report(id).ok()?;
                let rights = within(report.project);
                let rights = rights.filter(|rights| rights.sees_status_report(report))?;
                let circle = rights.widest().comment;
                (Some(rights), circle)
            }
            About::Expense(id) => {
                let expense = world.effort.expense(id).ok()?;
                let (_, rights) = expense::reading(world, user, expense)?;
                // Of a project that is not there no level opens anything.
                let level = rights.as_ref().map(|rights| rights.around(expense.brief.phase));
                (rights, level.map_or(CommentCircle::Shared, |level| level.comment))
            }
        };
        Some(Self { rights, circle })
    }

    /// Whether what is meant for `audience` is shown.
    pub(super) fn shows(&self, audience: Audience) -> bool {
        self.circle.admits(audience)
    }

    /// The project, where it is there for him.
    pub(super) fn project(&self, project: ProjectId) -> Option<ProjectId> {
        self.rights.as_ref().map(|_| project)
    }

    /// What an author is called, as far as it is told; he himself always.
    pub(super) fn author(
        &self,
        world: &World,
        user: &PartnerUser,
        by: Option<Author>,
    ) -> Option<Personal<Name>> {
        let by = by?;
        match &self.rights {
            Some(rights) => rights.author(by),
            None if wrote(world, user, Some(by)) => {
                let person = world.effort.person(by.person?).ok()?;
                rights::name(world, &person.of)
            }
            None => None,
        }
    }
}

/// Whether `user` is who wrote it: as this user, or as the same person.
pub(super) fn wrote(world: &World, user: &PartnerUser, by: Option<Author>) -> bool {
    let person = person_of(world, user);
    by.is_some_and(|by| {
        by.user == UserId::Partner(user.id) || (person.is_some() && by.person == person)
    })
}

/// The same for a partner user by his id.
pub(crate) fn is_author(world: &World, partner: PartnerUserId, by: Option<Author>) -> bool {
    world.access.partner_user(partner).is_ok_and(|user| wrote(world, user, by))
}

/// Which comments and attachments of a record a partner sees and writes; refused in the words of a
/// missing record where he is not shown it.
pub(crate) fn circle_about(
    world: &World,
    partner: PartnerUserId,
    about: About,
) -> Result<CommentCircle, Refusal> {
    let user = world.access.partner_user(partner)?;
    let reading = Reading::of(world, user, about);
    let kind = match about {
        About::Project(_) => RecordKind::Project,
        About::Task(_) => RecordKind::Task,
        About::Milestone(_) => RecordKind::Milestone,
        About::RaidItem(_) => RecordKind::RaidItem,
        About::StatusReport(_) => RecordKind::StatusReport,
        About::Expense(_) => RecordKind::Expense,
    };
    reading.map(|reading| reading.circle).ok_or(Refusal::Unknown(kind, about.into()))
}

/// A comment that a partner is shown.
pub(crate) fn on_comment(
    world: &World,
    partner: PartnerUserId,
    id: CommentId,
) -> Result<&Comment, Refusal> {
    let user = world.access.partner_user(partner)?;
    let comment = world.delivery.comment(id)?;
    match Reading::of(world, user, comment.about) {
        Some(reading) if reading.shows(comment.audience) => Ok(comment),
        Some(_) | None => Err(Refusal::Unknown(RecordKind::Comment, id.into())),
    }
}

/// An attachment that a partner is shown.
pub(crate) fn on_attachment(
    world: &World,
    partner: PartnerUserId,
    id: AttachmentId,
) -> Result<&Attachment, Refusal> {
    let user = world.access.partner_user(partner)?;
    let attachment = world.delivery.attachment(id)?;
    match Reading::of(world, user, attachment.about) {
        Some(reading) if reading.shows(attachment.audience) => Ok(attachment),
        Some(_) | None => Err(Refusal::Unknown(RecordKind::Attachment, id.into())),
    }
}
