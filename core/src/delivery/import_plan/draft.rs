use std::collections::{BTreeMap, BTreeSet};

use super::persons_by_name;
use super::{
    PlanItem, PlanLine, PlanLink, PlanLinks, PlanPerson, PlanPhase, PlanProject, PlanTask,
};
use crate::delivery::event::{
    PhaseAdded, PhaseChanged, PlanItemImported, ProjectChanged, ProjectCreated, TaskAdded,
    TaskChanged, TaskMoved,
};
use crate::delivery::project::in_order;
use crate::delivery::{
    AddParticipant, AssignTask, DeliveryKind, LinkTask, PhaseBrief, ProjectBrief, SetTaskStatus,
    TaskBrief, TaskKind, TaskLink, TaskStatus, add_participant, assign_task, link_task,
    set_task_status,
};
use crate::draft::Draft;
use crate::effort::PersonOf;
use crate::effort::event::PersonCreated;
use crate::event::Event;
use crate::id::{PersonId, PhaseId, ProjectId, TaskId};
use crate::refusal::Refusal;
use crate::scalar::{Name, Personal};
use crate::world::{Context, World};

/// What rows of a plan have made so far.
pub(super) struct Lines<'a, 'c> {
    draft: Draft<'a, 'c>,
    /// Built once, when somebody is looked for.
    by_name: Option<BTreeMap<String, Vec<PersonId>>>,
}

impl<'a, 'c> Lines<'a, 'c> {
    pub(super) fn of(world: &World, cx: &'a Context<'c>) -> Self {
        Self { draft: Draft::of(world, cx), by_name: None }
    }

    pub(super) fn into_events(self) -> Vec<Event> {
        self.draft.into_events()
    }

    fn is(&mut self, project: ProjectId, line: PlanLine, item: PlanItem) {
        self.draft.happen(PlanItemImported { project, line, item });
    }

    pub(super) fn project(&mut self, plan: &PlanProject) -> Result<ProjectId, Refusal> {
        let PlanProject { name, start, end } = plan.clone();
        let Some(id) = self.draft.world.delivery.project_by_name(&name) else {
            in_order(start, end)?;
            let id = ProjectId::fresh(self.draft.cx.ids);
            let brief = ProjectBrief {
                name,
                customer: None,
                manager: None,
                start,
                end,
                delivery: DeliveryKind::default(),
                currency: None,
                budget_hours: None,
                budget: None,
            };
            self.draft.happen(ProjectCreated { id, brief });
            return Ok(id);
        };
        let held = &self.draft.world.delivery.project(id)?.brief;
        let brief =
            ProjectBrief { start: start.or(held.start), end: end.or(held.end), ..held.clone() };
        in_order(brief.start, brief.end)?;
        if brief != *held {
            self.draft.happen(ProjectChanged { id, brief });
        }
        Ok(id)
    }

    /// Whoever somebody said, else who it was before, else the only one who is called so.
    pub(super) fn person(&mut self, project: ProjectId, row: &PlanPerson) -> Result<(), Refusal> {
        let PlanPerson { uid, name, person } = row;
        let line = PlanLine::Resource(*uid);
        let before = self.draft.world.delivery.plan_person(project, *uid);
        let id = match person.or(before) {
            Some(said) => self.draft.world.effort.person(said)?.id,
            None => self.called(name),
        };
        if before != Some(id) {
            self.is(project, line, PlanItem::Person(id));
        }
        Ok(())
    }

    /// The only one who is called so; else somebody new.
    fn called(&mut self, name: &Name) -> PersonId {
        let by_name = self.by_name.get_or_insert_with(|| persons_by_name(&self.draft.world));
        let so = by_name.entry(name.folded()).or_default();
        if let [found] = so[..] {
            return found;
        }
        let id = PersonId::fresh(self.draft.cx.ids);
        so.push(id);
        let of = PersonOf::Name(Personal::new(name.clone()));
        self.draft.happen(PersonCreated {
            id,
            of,
            supervisor: None,
            role: None,
            schedulable: true,
        });
        id
    }

    pub(super) fn phase(&mut self, project: ProjectId, row: &PlanPhase) -> Result<(), Refusal> {
        let PlanPhase { line, name, start, end } = row.clone();
        in_order(start, end)?;
        let Some(id) = self.draft.world.delivery.plan_phase(project, line) else {
            let id = PhaseId::fresh(self.draft.cx.ids);
            let brief = PhaseBrief { name, owner: None, start, end };
            self.draft.happen(PhaseAdded { id, project, brief });
            self.is(project, line, PlanItem::Phase(id));
            return Ok(());
        };
        let held = &self.draft.world.delivery.phase(id)?.brief;
        let brief = PhaseBrief { name, owner: held.owner, start, end };
        if brief != *held {
            self.draft.happen(PhaseChanged { id, brief });
        }
        Ok(())
    }

    pub(super) fn task(&mut self, project: ProjectId, row: &PlanTask) -> Result<(), Refusal> {
        let (phase, parent) = self.place(project, row)?;
        let known = self.known(project, row);
        let id = match known {
            Some(id) => {
                self.change(id, phase, parent, row)?;
                id
            }
            None => self.add(project, phase, parent, row),
        };
        if row.kind == TaskKind::Heading {
            return Ok(());
        }
        self.assign(project, id, &row.assigned)?;
        let held = self.draft.world.delivery.task(id)?.status;
        let goes_on = match row.status {
            TaskStatus::Open | TaskStatus::Blocked => false,
            TaskStatus::InProgress => held == TaskStatus::Open,
            TaskStatus::Done => held != TaskStatus::Done,
        };
        match goes_on {
            true => {
                self.draft.ask(set_task_status, &SetTaskStatus { task: id, status: row.status })
            }
            false => Ok(()),
        }
    }

    /// The phase of a row, and the heading above it.
    fn place(
        &self,
        project: ProjectId,
        row: &PlanTask,
    ) -> Result<(PhaseId, Option<TaskId>), Refusal> {
        let delivery = &self.draft.world.delivery;
        let unknown = || Refusal::NotInPlan(row.uid);
        let phase = delivery.plan_phase(project, row.phase).ok_or_else(unknown)?;
        let Some(parent) = row.parent else { return Ok((phase, None)) };
        let parent = delivery.plan_task(project, parent).filter(|parent| parent.phase == phase);
        let parent = parent.filter(|parent| parent.brief.kind == TaskKind::Heading);
        Ok((phase, Some(parent.ok_or_else(unknown)?.id)))
    }

    /// The task that the row was before. A heading is no work and the other way round: what became
    /// the other is another task.
    fn known(&self, project: ProjectId, row: &PlanTask) -> Option<TaskId> {
        let held = self.draft.world.delivery.plan_task(project, row.uid)?;
        let is_heading = |kind| kind == TaskKind::Heading;
        (is_heading(held.brief.kind) == is_heading(row.kind)).then_some(held.id)
    }

    fn add(
        &mut self,
        project: ProjectId,
        phase: PhaseId,
        parent: Option<TaskId>,
        row: &PlanTask,
    ) -> TaskId {
        let id = TaskId::fresh(self.draft.cx.ids);
        let brief = TaskBrief {
            title: row.title.clone(),
            description: row.description.clone(),
            kind: row.kind,
            audience: Default::default(),
            slot: row.slot,
            planned: row.planned,
            checklist: Vec::new(),
        };
        self.draft.happen(TaskAdded { id, phase, parent, brief });
        self.is(project, PlanLine::Task(row.uid), PlanItem::Task(id));
        id
    }

    fn change(
        &mut self,
        id: TaskId,
        phase: PhaseId,
        parent: Option<TaskId>,
        row: &PlanTask,
    ) -> Result<(), Refusal> {
        let held = self.draft.world.delivery.task(id)?;
        let brief = TaskBrief {
            title: row.title.clone(),
            description: row.description.clone().or_else(|| held.brief.description.clone()),
            kind: row.kind,
            audience: held.brief.audience,
            slot: row.slot,
            planned: row.planned,
            checklist: held.brief.checklist.clone(),
        };
        let (moves, changes) = ((held.phase, held.parent) != (phase, parent), brief != held.brief);
        if moves {
            self.move_task(id, phase, parent)?;
        }
        if changes {
            self.draft.happen(TaskChanged { id, brief });
        }
        Ok(())
    }

    /// A task goes elsewhere, and whatever stands under it with it. Who was to do it in the phase
    /// that it leaves takes part in the one that it comes to.
    fn move_task(
        &mut self,
        id: TaskId,
        phase: PhaseId,
        parent: Option<TaskId>,
    ) -> Result<(), Refusal> {
        let mut going = vec![(id, parent)];
        let mut gone = BTreeSet::new();
        while let Some((id, parent)) = going.pop() {
            if !gone.insert(id) {
                continue;
            }
            let task = self.draft.world.delivery.task(id)?.clone();
            self.draft.happen(TaskMoved { id, phase, parent });
            if task.phase == phase {
                continue;
            }
            let left = self.draft.world.delivery.phase(task.phase)?.participants.clone();
            for person in task.assignees.iter().filter(|person| left.contains_key(*person)) {
                self.takes_part(phase, *person)?;
            }
            going.extend(task.children.iter().map(|child| (*child, Some(id))));
        }
        Ok(())
    }

    /// Who was to do the task before is not let in again where somebody sent him away since.
    fn assign(
        &mut self,
        project: ProjectId,
        task: TaskId,
        resources: &[u32],
    ) -> Result<(), Refusal> {
        let persons =
            resources.iter().filter_map(|uid| self.draft.world.delivery.plan_person(project, *uid));
        let assignees: BTreeSet<PersonId> = persons.collect();
        let held = self.draft.world.delivery.task(task)?;
        let phase = held.phase;
        let new: Vec<PersonId> = assignees.difference(&held.assignees).copied().collect();
        for person in new {
            self.takes_part(phase, person)?;
        }
        self.draft.ask(assign_task, &AssignTask { task, assignees })
    }

    fn takes_part(&mut self, phase: PhaseId, person: PersonId) -> Result<(), Refusal> {
        if self.draft.world.delivery.phase(phase)?.participants.contains_key(&person) {
            return Ok(());
        }
        let command = AddParticipant { phase, person, role: None, access_level: None };
        self.draft.ask(add_participant, &command)
    }

    pub(super) fn links(&mut self, project: ProjectId, row: &PlanLinks) -> Result<(), Refusal> {
        let delivery = &self.draft.world.delivery;
        let of = |uid: u32| {
            delivery.plan_task(project, uid).map(|task| task.id).ok_or(Refusal::NotInPlan(uid))
        };
        let task = of(row.uid)?;
        let link = |link: &PlanLink| {
            let PlanLink { uid, kind, lag_minutes } = *link;
            Ok(TaskLink { task: of(uid)?, kind, lag_minutes })
        };
        let predecessors = row.predecessors.iter().map(link).collect::<Result<_, Refusal>>()?;
        self.draft.ask(link_task, &LinkTask { task, predecessors })
    }
}
