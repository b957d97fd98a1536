mod raid;
mod remark;
mod status_report;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::event::{
    MilestoneAdded, ParticipantAdded, ParticipantChanged, PhaseAdded, ProjectChanged,
    ProjectCreated, ProjectHealthSet, TaskAdded, TaskAssigned, TaskLinked, TaskMoved,
};
use super::{
    Delivery, HealthEntry, Milestone, Participant, Phase, Project, ProjectStatus, Task, TaskStatus,
};
use crate::event::DeliveryEvent;
use crate::id::{MilestoneId, ParticipantId, PersonId, PhaseId, ProjectId, TaskId};
use crate::world::{Revision, Seq, Stamp};

/// The fold of the log: what an event means for delivery.
impl Delivery {
    /// The part of [`crate::world::World::apply`] that concerns delivery.
    pub(crate) fn apply(&mut self, stamp: Stamp, event: &DeliveryEvent) {
        match event {
            DeliveryEvent::ProjectCreated(created) => self.create_project(created),
            DeliveryEvent::ProjectChanged(changed) => self.project_changed(changed),
            DeliveryEvent::ProjectStatusSet(e) => {
                self.change_project(e.id, |project| project.status = e.status);
            }
            DeliveryEvent::ProjectHealthSet(set) => self.judge(stamp, set),
            DeliveryEvent::GoLiveSet(e) => {
                self.change_project(e.id, |project| project.go_live = e.milestone);
            }
            DeliveryEvent::PhaseAdded(added) => self.add_phase(stamp, added),
            DeliveryEvent::PhaseChanged(e) => {
                self.change_phase(e.id, |phase| phase.brief = e.brief.clone());
                self.names(self.phases.get(&e.id).map(|p| p.project), e.brief.owner);
            }
            DeliveryEvent::ParticipantAdded(added) => self.add_participant(stamp, added),
            DeliveryEvent::ParticipantChanged(changed) => {
                self.change_participant(stamp, changed);
            }
            DeliveryEvent::ParticipantRemoved(e) => self.remove_participant(e.id),
            DeliveryEvent::MilestoneAdded(added) => self.add_milestone(stamp, added),
            DeliveryEvent::MilestoneChanged(e) => {
                if let Some(milestone) = self.milestones.get_mut(&e.id).map(Arc::make_mut) {
                    milestone.brief = e.brief.clone();
                    milestone.revision.raise();
                }
                self.names(self.milestones.get(&e.id).map(|m| m.project), e.brief.owner);
            }
            DeliveryEvent::MilestoneRemoved(e) => self.remove_milestone(e.id),
            DeliveryEvent::TaskAdded(added) => self.add_task(stamp, added),
            DeliveryEvent::TaskChanged(e) => self.change_task(e.id, |task| {
                if task.brief.audience != e.brief.audience {
                    task.told = stamp.seq;
                }
                task.brief = e.brief.clone();
            }),
            DeliveryEvent::TaskStatusSet(e) => {
                self.change_task(e.id, |task| task.status = e.status);
            }
            DeliveryEvent::TaskAssigned(assigned) => self.assign_task(stamp.seq, assigned),
            DeliveryEvent::TaskLinked(linked) => self.link_task(linked),
            DeliveryEvent::TaskRemoved(e) => self.remove_task(e.id),
            DeliveryEvent::TaskMoved(moved) => self.move_task(stamp.seq, moved),
            DeliveryEvent::PlanItemImported(e) => {
                self.plans.insert((e.project, e.line), e.item);
            }
            DeliveryEvent::RaidItemRaised(raised) => self.raise_raid_item(stamp, raised),
            DeliveryEvent::RaidItemChanged(changed) => self.change_raid_item(stamp, changed),
            DeliveryEvent::RaidStatusSet(set) => self.set_raid_status(stamp, set),
            DeliveryEvent::RaidItemLinked(linked) => self.link_raid_item(linked),
            DeliveryEvent::RiskOccurred(occurred) => self.risk_occurred(stamp, occurred),
            DeliveryEvent::StatusReportWritten(written) => self.write_status_report(stamp, written),
            DeliveryEvent::StatusReportChanged(changed) => {
                self.change_status_report(stamp, changed);
            }
            DeliveryEvent::StatusReportSubmitted(e) => self.submit_status_report(stamp, e.id),
            DeliveryEvent::StatusReportRecalled(e) => self.recall_status_report(stamp, e.id),
            DeliveryEvent::StatusReportReturned(returned) => {
                self.return_status_report(stamp, returned);
            }
            DeliveryEvent::StatusReportPublished(e) => self.publish_status_report(stamp, e.id),
            DeliveryEvent::CommentAdded(added) => self.add_comment(stamp, added),
            DeliveryEvent::CommentChanged(changed) => self.change_comment(stamp, changed),
            DeliveryEvent::CommentRemoved(e) => self.remove_comment(e.id),
            DeliveryEvent::AttachmentAdded(added) => self.add_attachment(stamp, added),
            DeliveryEvent::AttachmentRemoved(e) => self.remove_attachment(e.id),
            DeliveryEvent::StatusReportAudienceSet(set) => {
                self.set_status_report_audience(stamp, set);
            }
        }
    }

    fn create_project(&mut self, created: &ProjectCreated) {
        let ProjectCreated { id, brief } = created.clone();
        self.by_name.insert(brief.name.folded(), id);
        let project = Project {
            id,
            brief,
            status: ProjectStatus::Planned,
            health: Vec::new(),
            go_live: None,
            phases: Vec::new(),
            milestones: Vec::new(),
            revision: Revision::FIRST,
        };
        self.projects.insert(id, Arc::new(project));
    }

    fn project_changed(&mut self, changed: &ProjectChanged) {
        let ProjectChanged { id, brief } = changed;
        if let Some(held) = self.projects.get(id) {
            self.by_name.remove(&held.brief.name.folded());
        }
        self.by_name.insert(brief.name.folded(), *id);
        self.change_project(*id, |project| project.brief = brief.clone());
    }

    fn judge(&mut self, stamp: Stamp, set: &ProjectHealthSet) {
        let ProjectHealthSet { id, health, reason, by } = set.clone();
        let entry = HealthEntry { health, reason, by, at: stamp.at, since: stamp.seq };
        self.change_project(id, |project| project.health.push(entry));
    }

    fn add_phase(&mut self, stamp: Stamp, added: &PhaseAdded) {
        let PhaseAdded { id, project, brief } = added.clone();
        self.change_project(project, |project| project.phases.push(id));
        self.names(Some(project), brief.owner);
        let phase = Phase {
            id,
            project,
            added: stamp.seq,
            brief,
            participants: OrdMap::new(),
            tasks: OrdSet::new(),
            revision: Revision::FIRST,
        };
        self.phases.insert(id, Arc::new(phase));
    }

    fn add_participant(&mut self, stamp: Stamp, added: &ParticipantAdded) {
        let ParticipantAdded { id, phase: of, person, role, level } = added.clone();
        let Some(phase) = self.phases.get_mut(&of).map(Arc::make_mut) else { return };
        let (since, told, revision) = (stamp.seq, stamp.seq, Revision::FIRST);
        let participant = Participant { id, phase: of, person, role, level, since, told, revision };
        phase.participants.insert(person, participant);
        phase.revision.raise();
        let project = phase.project;
        self.participants.insert(id, (of, person));
        self.part_in.entry(person).or_default().insert((project, of));
        self.names(Some(project), Some(person));
    }

    fn change_participant(&mut self, stamp: Stamp, changed: &ParticipantChanged) {
        let ParticipantChanged { id, role, level } = changed.clone();
        let Some((phase, person)) = self.participants.get(&id).copied() else { return };
        self.change_phase(phase, |phase| {
            if let Some(held) = phase.participants.get_mut(&person) {
                (held.role, held.level, held.told) = (role, level, stamp.seq);
                held.revision.raise();
            }
        });
    }

    fn remove_participant(&mut self, id: ParticipantId) {
        let Some((id, person)) = self.participants.remove(&id) else { return };
        let Some(phase) = self.phases.get_mut(&id).map(Arc::make_mut) else { return };
        phase.participants.remove(&person);
        phase.revision.raise();
        if let Some(parts) = self.part_in.get_mut(&person) {
            parts.remove(&(phase.project, id));
        }
    }

    fn add_milestone(&mut self, stamp: Stamp, added: &MilestoneAdded) {
        let MilestoneAdded { id, project, phase, brief } = added.clone();
        self.change_project(project, |project| project.milestones.push(id));
        self.names(Some(project), brief.owner);
        let (added, revision) = (stamp.seq, Revision::FIRST);
        let milestone = Milestone { id, project, phase, added, brief, revision };
        self.milestones.insert(id, Arc::new(milestone));
    }

    fn remove_milestone(&mut self, id: MilestoneId) {
        let Some(milestone) = self.milestones.remove(&id) else { return };
        self.forget_in_raid(id, |item| {
            item.milestones.remove(&id);
        });
        self.change_project(milestone.project, |project| project.milestones.retain(|m| *m != id));
    }

    fn add_task(&mut self, stamp: Stamp, added: &TaskAdded) {
        let TaskAdded { id, phase: in_phase, parent, brief } = added.clone();
        let Some(phase) = self.phases.get_mut(&in_phase).map(Arc::make_mut) else { return };
        phase.tasks.insert(id);
        let project = phase.project;
        if let Some(parent) = parent.and_then(|parent| self.tasks.get_mut(&parent)) {
            Arc::make_mut(parent).children.insert(id);
        }
        let task = Task {
            id,
            project,
            phase: in_phase,
            parent,
            children: OrdSet::new(),
            added: stamp.seq,
            brief,
            told: stamp.seq,
            status: TaskStatus::Open,
            assignees: Default::default(),
            assigned: stamp.seq,
            predecessors: Vec::new(),
            successors: OrdSet::new(),
            revision: Revision::FIRST,
        };
        self.tasks.insert(id, Arc::new(task));
    }

    fn assign_task(&mut self, seq: Seq, assigned: &TaskAssigned) {
        let TaskAssigned { id, assignees } = assigned;
        let project = self.tasks.get(id).map(|task| task.project);
        for person in assignees {
            self.names(project, Some(*person));
        }
        self.change_task(*id, |task| {
            (task.assignees, task.assigned) = (assignees.clone(), seq);
        });
    }

    fn link_task(&mut self, linked: &TaskLinked) {
        let TaskLinked { id, predecessors } = linked;
        self.unlink(*id);
        for link in predecessors {
            if let Some(earlier) = self.tasks.get_mut(&link.task) {
                Arc::make_mut(earlier).successors.insert(*id);
            }
        }
        self.change_task(*id, |task| task.predecessors.clone_from(predecessors));
    }

    /// No predecessor knows of the task any more.
    fn unlink(&mut self, id: TaskId) {
        let Some(task) = self.tasks.get(&id).cloned() else { return };
        for link in &task.predecessors {
            if let Some(earlier) = self.tasks.get_mut(&link.task) {
                Arc::make_mut(earlier).successors.remove(&id);
            }
        }
    }

    fn remove_task(&mut self, id: TaskId) {
        self.unlink(id);
        let Some(task) = self.tasks.remove(&id) else { return };
        self.forget_in_raid(id, |item| {
            item.tasks.remove(&id);
        });
        for later in &task.successors {
            self.change_task(*later, |later| later.predecessors.retain(|link| link.task != id));
        }
        if let Some(parent) = task.parent.and_then(|parent| self.tasks.get_mut(&parent)) {
            Arc::make_mut(parent).children.remove(&id);
        }
        if let Some(phase) = self.phases.get_mut(&task.phase) {
            Arc::make_mut(phase).tasks.remove(&id);
        }
    }

    fn move_task(&mut self, seq: Seq, moved: &TaskMoved) {
        let TaskMoved { id, phase, parent } = *moved;
        let Some(task) = self.tasks.get(&id).cloned() else { return };
        if let Some(above) = task.parent.and_then(|parent| self.tasks.get_mut(&parent)) {
            Arc::make_mut(above).children.remove(&id);
        }
        if let Some(above) = parent.and_then(|parent| self.tasks.get_mut(&parent)) {
            Arc::make_mut(above).children.insert(id);
        }
        if let Some(left) = self.phases.get_mut(&task.phase) {
            Arc::make_mut(left).tasks.remove(&id);
        }
        if let Some(entered) = self.phases.get_mut(&phase) {
            Arc::make_mut(entered).tasks.insert(id);
        }
        self.change_task(id, |task| {
            (task.phase, task.parent, task.assigned) = (phase, parent, seq);
        });
    }

    /// The project names somebody, from now on or again.
    fn names(&mut self, project: Option<ProjectId>, person: Option<PersonId>) {
        if let (Some(project), Some(person)) = (project, person) {
            self.naming.entry(person).or_default().insert(project);
        }
    }

    fn change_project(&mut self, id: ProjectId, change: impl FnOnce(&mut Project)) {
        if let Some(project) = self.projects.get_mut(&id).map(Arc::make_mut) {
            change(project);
            project.revision.raise();
        }
    }

    fn change_phase(&mut self, id: PhaseId, change: impl FnOnce(&mut Phase)) {
        if let Some(phase) = self.phases.get_mut(&id).map(Arc::make_mut) {
            change(phase);
            phase.revision.raise();
        }
    }

    fn change_task(&mut self, id: TaskId, change: impl FnOnce(&mut Task)) {
        if let Some(task) = self.tasks.get_mut(&id).map(Arc::make_mut) {
            change(task);
            task.revision.raise();
        }
    }
}
