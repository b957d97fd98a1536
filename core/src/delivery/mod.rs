//! Projects that are delivered together with partners.
//!
//! A *project* has *phases*; persons take part in phases as *participants*, each with a project role
//! and an access level. *Milestones* say what is reached when, *tasks* what is to be done by whom and
//! after what. *RAID items* are its risks, assumptions, issues and dependencies, *status reports* how
//! it went. *Comments* and *attachments* are about any of these. A plan that another program keeps can be taken in, again and again; the project knows
//! which line of it is what. What of it a partner sees follows from his participation and level, and
//! is decided in [`crate::visibility`].

mod attachment;
mod author;
mod comment;
pub mod event;
mod fold;
mod import_plan;
mod link;
mod milestone;
mod participant;
mod phase;
mod project;
mod raid;
mod remark;
mod state;
mod status_report;
mod task;

pub use attachment::{
    ATTACHMENTS_MAX, AttachFile, Attachment, FileBrief, MediaType, RemoveAttachment, may_attach,
};
pub use author::Author;
pub use comment::{AddComment, COMMENTS_MAX, ChangeComment, Comment, RemoveComment};
pub use import_plan::{
    ImportPlan, PLAN_BATCH_ROWS_MAX, PlanItem, PlanLine, PlanLink, PlanLinks, PlanPerson,
    PlanPhase, PlanProject, PlanRow, PlanTask, persons_by_name,
};
pub use link::{LINKS_MAX, LinkKind, LinkTask, TaskLink};
pub use milestone::{AddMilestone, ChangeMilestone, Milestone, MilestoneBrief, RemoveMilestone};
pub use participant::{AddParticipant, ChangeParticipant, Participant, RemoveParticipant};
pub use phase::{AddPhase, ChangePhase, Phase, PhaseBrief};
pub use project::{
    ChangeProject, CreateProject, DeliveryKind, Health, HealthEntry, Project, ProjectBrief,
    ProjectStatus, SetGoLive, SetProjectHealth, SetProjectStatus,
};
pub use raid::{
    Assumption, ChangeRaidItem, Dependency, Issue, LinkRaidItem, Priority, RAID_LINKS_MAX,
    RaidBrief, RaidDetails, RaidItem, RaidKind, RaidStatus, RaiseIssueFromRisk, RaiseRaidItem,
    Risk, SetRaidStatus, Validation,
};
pub use remark::{About, AboutKind};
pub use state::Delivery;
pub use status_report::{
    ChangeStatusReport, Dimensions, PublishStatusReport, RecallStatusReport, ReturnStatusReport,
    Sentiment, SetStatusReportAudience, StatusReport, StatusReportBrief, StatusReportState,
    SubmitStatusReport, WriteStatusReport,
};
pub use task::{
    ASSIGNEES_MAX, AddTask, AssignTask, Audience, CHECKLIST_MAX, ChangeTask, ChecklistItem,
    RemoveTask, SetTaskStatus, Task, TaskBrief, TaskKind, TaskStatus,
};

pub(crate) use attachment::{attach_file, remove_attachment};
pub(crate) use comment::{add_comment, change_comment, remove_comment};
pub(crate) use import_plan::import_plan;
pub(crate) use link::link_task;
pub(crate) use milestone::{add_milestone, change_milestone, remove_milestone};
pub(crate) use participant::{add_participant, change_participant, remove_participant};
pub(crate) use phase::{add_phase, change_phase};
pub(crate) use project::{
    change_project, create_project, set_go_live, set_project_health, set_project_status,
};
pub(crate) use raid::{
    change_raid_item, link_raid_item, raise_issue_from_risk, raise_raid_item, set_raid_status,
};
pub(crate) use remark::gone_with;
pub(crate) use status_report::{
    change_status_report, publish_status_report, recall_status_report, return_status_report,
    set_status_report_audience, submit_status_report, write_status_report,
};
pub(crate) use task::{add_task, assign_task, change_task, remove_task, set_task_status};
