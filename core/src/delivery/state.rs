use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::remark::Remarks;
use super::{
    About, Attachment, Comment, Milestone, Participant, Phase, PlanItem, PlanLine, Project,
    RaidItem, StatusReport, Task,
};
use crate::id::{
    AccessLevelId, AttachmentId, CommentId, MilestoneId, ParticipantId, PersonId, PhaseId,
    ProjectId, RaidItemId, RecordId, StatusReportId, TaskId,
};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{ContentHash, FileSize, Name};

/// The projects and all that is in them.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    pub(super) projects: OrdMap<ProjectId, Arc<Project>>,
    pub(super) by_name: OrdMap<String, ProjectId>,
    pub(super) phases: OrdMap<PhaseId, Arc<Phase>>,
    /// Who takes part, and where that stands.
    pub(super) participants: OrdMap<ParticipantId, (PhaseId, PersonId)>,
    pub(super) milestones: OrdMap<MilestoneId, Arc<Milestone>>,
    pub(super) tasks: OrdMap<TaskId, Arc<Task>>,
    pub(super) raid: OrdMap<RaidItemId, Arc<RaidItem>>,
    /// The RAID items of a project, and those that a task or milestone is linked with.
    pub(super) raid_of: OrdMap<RecordId, OrdSet<RaidItemId>>,
    pub(super) status_reports: OrdMap<StatusReportId, Arc<StatusReport>>,
    pub(super) status_reports_of: OrdMap<ProjectId, OrdSet<StatusReportId>>,
    pub(super) comments: OrdMap<CommentId, Arc<Comment>>,
    pub(super) comment_places: Remarks<CommentId>,
    pub(super) attachments: OrdMap<AttachmentId, Arc<Attachment>>,
    pub(super) attachment_places: Remarks<AttachmentId>,
    /// All contents that were ever attached: of which size, and how many attachments have it now.
    pub(super) contents: OrdMap<ContentHash, (FileSize, u32)>,
    /// Where somebody takes part.
    pub(super) part_in: OrdMap<PersonId, OrdSet<(ProjectId, PhaseId)>>,
    /// The projects that ever named somebody: more than those that do, never less.
    pub(super) naming: OrdMap<PersonId, OrdSet<ProjectId>>,
    /// What the lines of the plans are.
    pub(super) plans: OrdMap<(ProjectId, PlanLine), PlanItem>,
}

impl Delivery {
    /// A project.
    pub fn project(&self, id: ProjectId) -> Result<&Project, Refusal> {
        let found = self.projects.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Project, id.into()))
    }

    /// A phase.
    pub fn phase(&self, id: PhaseId) -> Result<&Phase, Refusal> {
        let found = self.phases.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Phase, id.into()))
    }

    /// A participant.
    pub fn participant(&self, id: ParticipantId) -> Result<&Participant, Refusal> {
        let place = self.participants.get(&id);
        let found = place.and_then(|(phase, person)| {
            self.phases.get(phase).and_then(|phase| phase.participants.get(person))
        });
        found.ok_or(Refusal::Unknown(RecordKind::Participant, id.into()))
    }

    /// A milestone.
    pub fn milestone(&self, id: MilestoneId) -> Result<&Milestone, Refusal> {
        let found = self.milestones.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Milestone, id.into()))
    }

    /// A task.
    pub fn task(&self, id: TaskId) -> Result<&Task, Refusal> {
        let found = self.tasks.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Task, id.into()))
    }

    /// A RAID item.
    pub fn raid_item(&self, id: RaidItemId) -> Result<&RaidItem, Refusal> {
        let found = self.raid.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::RaidItem, id.into()))
    }

    /// A status report.
    pub fn status_report(&self, id: StatusReportId) -> Result<&StatusReport, Refusal> {
        let found = self.status_reports.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::StatusReport, id.into()))
    }

    /// All projects, in the order of their ids.
    pub fn projects(&self) -> impl Iterator<Item = &Project> {
        self.projects.values().map(Arc::as_ref)
    }

    /// All phases, in the order of their ids.
    pub fn phases(&self) -> impl Iterator<Item = &Phase> {
        self.phases.values().map(Arc::as_ref)
    }

    /// All milestones, in the order of their ids.
    pub fn milestones(&self) -> impl Iterator<Item = &Milestone> {
        self.milestones.values().map(Arc::as_ref)
    }

    /// All tasks, in the order of their ids.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.values().map(Arc::as_ref)
    }

    /// All RAID items, in the order of their ids.
    pub fn raid_items(&self) -> impl Iterator<Item = &RaidItem> {
        self.raid.values().map(Arc::as_ref)
    }

    /// The RAID items of a project, or those that a task or milestone is linked with.
    pub fn raid_of(&self, record: impl Into<RecordId>) -> impl Iterator<Item = RaidItemId> + '_ {
        self.raid_of.get(&record.into()).into_iter().flat_map(|items| items.iter().copied())
    }

    /// All status reports, in the order of their ids.
    pub fn status_reports(&self) -> impl Iterator<Item = &StatusReport> {
        self.status_reports.values().map(Arc::as_ref)
    }

    /// The status reports of a project.
    pub fn status_reports_of(
        &self,
        project: ProjectId,
    ) -> impl Iterator<Item = StatusReportId> + '_ {
        let found = self.status_reports_of.get(&project);
        found.into_iter().flat_map(|reports| reports.iter().copied())
    }

    /// A comment.
    pub fn comment(&self, id: CommentId) -> Result<&Comment, Refusal> {
        let found = self.comments.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Comment, id.into()))
    }

    /// All comments, in the order of their ids.
    pub fn comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.values().map(Arc::as_ref)
    }

    /// The comments about one record.
    pub fn comments_about(&self, about: About) -> impl Iterator<Item = CommentId> + '_ {
        self.comment_places.about(about)
    }

    /// The comments about everything in a project.
    pub fn comments_in(&self, project: ProjectId) -> impl Iterator<Item = CommentId> + '_ {
        self.comment_places.within(project)
    }

    /// An attachment.
    pub fn attachment(&self, id: AttachmentId) -> Result<&Attachment, Refusal> {
        let found = self.attachments.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Attachment, id.into()))
    }

    /// All attachments, in the order of their ids.
    pub fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.attachments.values().map(Arc::as_ref)
    }

    /// The attachments of one record.
    pub fn attachments_about(&self, about: About) -> impl Iterator<Item = AttachmentId> + '_ {
        self.attachment_places.about(about)
    }

    /// The attachments of everything in a project.
    pub fn attachments_in(&self, project: ProjectId) -> impl Iterator<Item = AttachmentId> + '_ {
        self.attachment_places.within(project)
    }

    /// The contents that some attachment has, each once, by hash.
    pub fn contents(&self) -> impl Iterator<Item = (ContentHash, FileSize)> + '_ {
        let held = self.contents.iter().filter(|(_, (_, attached))| *attached > 0);
        held.map(|(hash, (size, _))| (*hash, *size))
    }

    /// Whether a content was ever attached.
    pub fn was_attached(&self, content: ContentHash) -> bool {
        self.contents.contains_key(&content)
    }

    /// The project that is called so, without regard to case.
    pub fn project_by_name(&self, name: &Name) -> Option<ProjectId> {
        self.by_name.get(&name.folded()).copied()
    }

    /// The phases of a project, as added.
    pub fn phases_of(&self, project: ProjectId) -> impl Iterator<Item = &Phase> {
        let ids = self.projects.get(&project).into_iter().flat_map(|project| &project.phases);
        ids.filter_map(|id| self.phases.get(id).map(Arc::as_ref))
    }

    /// The tasks of a phase, in the order of their ids.
    pub fn tasks_of(&self, phase: &Phase) -> impl Iterator<Item = &Task> {
        phase.tasks.iter().filter_map(|id| self.tasks.get(id).map(Arc::as_ref))
    }

    /// Where somebody takes part, by project.
    pub fn part_in(&self, person: PersonId) -> impl Iterator<Item = (ProjectId, PhaseId)> + '_ {
        self.part_in.get(&person).into_iter().flat_map(|parts| parts.iter().copied())
    }

    /// The phases of one project in which somebody takes part.
    pub fn part_in_project(
        &self,
        person: PersonId,
        project: ProjectId,
    ) -> impl Iterator<Item = &Phase> {
        let from = (project, PhaseId(uuid::Uuid::nil()))..=(project, PhaseId(uuid::Uuid::max()));
        let parts = self.part_in.get(&person).into_iter();
        let parts = parts.flat_map(move |parts| parts.range(from.clone()).map(|(_, phase)| *phase));
        parts.filter_map(|phase| self.phases.get(&phase).map(Arc::as_ref))
    }

    /// The projects that may name somebody, more rather than less.
    pub fn naming(&self, person: PersonId) -> impl Iterator<Item = ProjectId> + '_ {
        self.naming.get(&person).into_iter().flat_map(|projects| projects.iter().copied())
    }

    /// The phase that a line of a project's plan is.
    pub fn plan_phase(&self, project: ProjectId, line: PlanLine) -> Option<PhaseId> {
        match self.plans.get(&(project, line))? {
            PlanItem::Phase(phase) => Some(*phase),
            PlanItem::Task(_) | PlanItem::Person(_) => None,
        }
    }

    /// The task that a line of a project's plan is; none where somebody removed it since.
    pub fn plan_task(&self, project: ProjectId, uid: u32) -> Option<&Task> {
        match self.plans.get(&(project, PlanLine::Task(uid)))? {
            PlanItem::Task(task) => self.task(*task).ok(),
            PlanItem::Phase(_) | PlanItem::Person(_) => None,
        }
    }

    /// The person that a resource of a project's plan is.
    pub fn plan_person(&self, project: ProjectId, uid: u32) -> Option<PersonId> {
        match self.plans.get(&(project, PlanLine::Resource(uid)))? {
            PlanItem::Person(person) => Some(*person),
            PlanItem::Phase(_) | PlanItem::Task(_) => None,
        }
    }

    /// What the lines of a project's plan are, those of files before the last one included.
    pub fn plan_of(&self, project: ProjectId) -> impl Iterator<Item = (PlanLine, PlanItem)> + '_ {
        let from = (project, PlanLine::Project)..=(project, PlanLine::Resource(u32::MAX));
        self.plans.range(from).map(|((_, line), item)| (*line, *item))
    }

    /// Whether some participant has this level as his own.
    pub(crate) fn holds_level(&self, level: AccessLevelId) -> bool {
        let mut participants = self.phases().flat_map(|phase| phase.participants.values());
        participants.any(|participant| participant.level == Some(level))
    }
}
