//! What can have happened to delivery.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    About, Audience, Author, FileBrief, Health, MilestoneBrief, PhaseBrief, PlanItem, PlanLine,
    ProjectBrief, ProjectStatus, RaidBrief, RaidStatus, StatusReportBrief, TaskBrief, TaskLink,
    TaskStatus,
};
use crate::access::UserId;
use crate::id::{
    AccessLevelId, AttachmentId, CommentId, MilestoneId, ParticipantId, PersonId, PhaseId,
    ProjectId, RaidItemId, StatusReportId, TaskId,
};
use crate::scalar::{Name, Text};

/// There is a project. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectCreated {
    /// The new project.
    pub id: ProjectId,
    /// What is said about it.
    pub brief: ProjectBrief,
}

/// This is said about a project from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectChanged {
    /// Which.
    pub id: ProjectId,
    /// What is said about it.
    pub brief: ProjectBrief,
}

/// A project stands here from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectStatusSet {
    /// Which.
    pub id: ProjectId,
    /// Where it stands.
    pub status: ProjectStatus,
}

/// Somebody judged how a project is. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectHealthSet {
    /// Which.
    pub id: ProjectId,
    /// How it is.
    pub health: Health,
    /// Why.
    pub reason: Option<Text>,
    /// Who judged.
    pub by: Option<UserId>,
}

/// A project goes live with this milestone, or with none. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoLiveSet {
    /// Which project.
    pub id: ProjectId,
    /// With which milestone.
    pub milestone: Option<MilestoneId>,
}

/// A project has one more phase. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseAdded {
    /// The new phase.
    pub id: PhaseId,
    /// Of which project.
    pub project: ProjectId,
    /// What is said about it.
    pub brief: PhaseBrief,
}

/// This is said about a phase from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseChanged {
    /// Which.
    pub id: PhaseId,
    /// What is said about it.
    pub brief: PhaseBrief,
}

/// Somebody takes part in a phase. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantAdded {
    /// That he does.
    pub id: ParticipantId,
    /// In which phase.
    pub phase: PhaseId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Option<Name>,
    /// With which access level of his own.
    pub level: Option<AccessLevelId>,
}

/// Somebody takes part as this and with this level from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantChanged {
    /// That he does.
    pub id: ParticipantId,
    /// As what.
    pub role: Option<Name>,
    /// With which access level of his own.
    pub level: Option<AccessLevelId>,
}

/// Somebody takes part no more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantRemoved {
    /// That he did.
    pub id: ParticipantId,
}

/// A project has one more milestone. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneAdded {
    /// The new milestone.
    pub id: MilestoneId,
    /// Of which project.
    pub project: ProjectId,
    /// Of which of its phases.
    pub phase: Option<PhaseId>,
    /// What is said about it.
    pub brief: MilestoneBrief,
}

/// This is said about a milestone from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneChanged {
    /// Which.
    pub id: MilestoneId,
    /// What is said about it.
    pub brief: MilestoneBrief,
}

/// A milestone is none any more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneRemoved {
    /// Which.
    pub id: MilestoneId,
}

/// There is one more thing to do. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAdded {
    /// The new task.
    pub id: TaskId,
    /// In which phase.
    pub phase: PhaseId,
    /// Under which heading.
    pub parent: Option<TaskId>,
    /// What is said about it.
    pub brief: TaskBrief,
}

/// This is said about a task from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskChanged {
    /// Which.
    pub id: TaskId,
    /// What is said about it.
    pub brief: TaskBrief,
}

/// A task stands here from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskStatusSet {
    /// Which.
    pub id: TaskId,
    /// Where it stands.
    pub status: TaskStatus,
}

/// These persons, and no others, are to do a task from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAssigned {
    /// Which.
    pub id: TaskId,
    /// Who.
    pub assignees: BTreeSet<PersonId>,
}

/// A task follows these, and no others, from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLinked {
    /// Which.
    pub id: TaskId,
    /// What it follows.
    pub predecessors: Vec<TaskLink>,
}

/// A task is none any more. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRemoved {
    /// Which.
    pub id: TaskId,
}

/// A task stands in this phase and under this heading from now on; what stands under it comes along
/// by events of its own. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskMoved {
    /// Which.
    pub id: TaskId,
    /// In which phase, of the same project.
    pub phase: PhaseId,
    /// Under which heading.
    pub parent: Option<TaskId>,
}

/// A line of the project's plan is this here, from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanItemImported {
    /// Of which project.
    pub project: ProjectId,
    /// Which line.
    pub line: PlanLine,
    /// What it is.
    pub item: PlanItem,
}

/// A risk, assumption, issue or dependency was raised. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaidItemRaised {
    /// The new item.
    pub id: RaidItemId,
    /// In which project.
    pub project: ProjectId,
    /// What is said about it.
    pub brief: RaidBrief,
    /// By whom.
    pub by: Option<Author>,
}

/// This is said about a RAID item from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaidItemChanged {
    /// Which.
    pub id: RaidItemId,
    /// What is said about it.
    pub brief: RaidBrief,
}

/// A RAID item stands here from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaidStatusSet {
    /// Which.
    pub id: RaidItemId,
    /// Where it stands.
    pub status: RaidStatus,
}

/// A RAID item belongs together with these, and no others, from now on; items do so both ways.
/// Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaidItemLinked {
    /// Which.
    pub id: RaidItemId,
    /// With which tasks.
    pub tasks: BTreeSet<TaskId>,
    /// With which milestones.
    pub milestones: BTreeSet<MilestoneId>,
    /// With which other items.
    pub items: BTreeSet<RaidItemId>,
}

/// A risk has occurred: it is closed, and goes on as an issue. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskOccurred {
    /// Which.
    pub id: RaidItemId,
    /// The issue that it became.
    pub issue: RaidItemId,
}

/// A report on how a project went was begun. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReportWritten {
    /// The new report, a draft.
    pub id: StatusReportId,
    /// Of which project.
    pub project: ProjectId,
    /// What it says.
    pub brief: StatusReportBrief,
    /// By whom.
    pub by: Option<Author>,
}

/// This is what a status report says from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReportChanged {
    /// Which.
    pub id: StatusReportId,
    /// What it says.
    pub brief: StatusReportBrief,
}

/// A status report was handed in. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReportSubmitted {
    /// Which.
    pub id: StatusReportId,
}

/// Its author took a status report back. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReportRecalled {
    /// Which.
    pub id: StatusReportId,
}

/// The host company gave a status report back. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReportReturned {
    /// Which.
    pub id: StatusReportId,
    /// Why.
    pub reason: Text,
}

/// A status report is there for everybody whom it concerns. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReportPublished {
    /// Which.
    pub id: StatusReportId,
}

/// Somebody said something about a record. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentAdded {
    /// The new comment.
    pub id: CommentId,
    /// About what.
    pub about: About,
    /// In which project.
    pub project: ProjectId,
    /// What was said.
    pub text: Text,
    /// For whom it is meant.
    pub audience: Audience,
    /// By whom.
    pub by: Option<Author>,
}

/// This is what a comment says, and for whom, from now on. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentChanged {
    /// Which.
    pub id: CommentId,
    /// What is said.
    pub text: Text,
    /// For whom it is meant.
    pub audience: Audience,
}

/// A comment is gone. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentRemoved {
    /// Which.
    pub id: CommentId,
}

/// A file was attached to a record; its bytes were durable before. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentAdded {
    /// The new attachment.
    pub id: AttachmentId,
    /// To what.
    pub about: About,
    /// In which project.
    pub project: ProjectId,
    /// What is known about the file.
    pub file: FileBrief,
    /// For whom it is meant.
    pub audience: Audience,
    /// By whom.
    pub by: Option<Author>,
}

/// An attachment is gone. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRemoved {
    /// Which.
    pub id: AttachmentId,
}

/// A status report is meant for these from now on, wherever it stands. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReportAudienceSet {
    /// Which.
    pub id: StatusReportId,
    /// For whom.
    pub audience: Audience,
}
