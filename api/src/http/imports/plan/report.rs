use std::collections::{BTreeMap, BTreeSet};

use loggia_core::delivery::{ImportPlan, PlanItem, PlanLine, PlanRow, TaskKind, persons_by_name};
use loggia_core::event::{DeliveryEvent, EffortEvent, Event};
use loggia_core::id::{PersonId, PhaseId, ProjectId, TaskId};
use loggia_core::scalar::Name;
use loggia_core::world::World;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::upload::Run;
use crate::import::{
    FINDINGS_MAX, PlanFinding, PlanFindingCode, PlanPlace, PlanRows, ResourceUid, TaskUid,
};

/// What an import of a project plan made and changed, or would.
#[derive(Serialize, ToSchema)]
pub(in crate::http::imports) struct PlanReport {
    /// The import.
    import: Uuid,
    /// Whether nothing was made.
    dry_run: bool,
    /// Whether it was stopped before its end; importing the plan again goes on.
    stopped: bool,
    /// The project; none where a dry run would make it.
    project: Option<ProjectId>,
    /// What was made, or would be.
    made: Counts,
    /// What was there and is otherwise now, or would be.
    changed: Counts,
    /// What was there and as the plan has it.
    unchanged: Counts,
    /// Who takes part in phases of which he was no participant before.
    participants_added: usize,
    /// Who the resources are.
    persons: Vec<PersonFound>,
    /// What stood in an earlier file of the plan and is not in this one, or is another sort of thing
    /// there. It was left as it is.
    vanished: Vec<Vanished>,
    /// How many there are, listed or not.
    vanished_total: usize,
    /// What a person should look at.
    warnings: Vec<PlanFinding>,
    /// How many there are of each code, listed or not.
    #[schema(value_type = BTreeMap<String, usize>)]
    warnings_total: BTreeMap<PlanFindingCode, usize>,
    /// What the project is called.
    #[serde(skip)]
    name: Option<Name>,
    #[serde(skip)]
    tally: Tally,
}

/// So many of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Counts {
    /// Projects.
    projects: usize,
    /// Phases.
    phases: usize,
    /// Headings within phases.
    headings: usize,
    /// Tasks.
    tasks: usize,
    /// Milestones of the plan.
    milestones: usize,
    /// Persons.
    persons: usize,
}

/// Who a resource is.
#[derive(Serialize, ToSchema)]
struct PersonFound {
    /// The resource.
    resource: ResourceUid,
    /// The person; none where a dry run would make one.
    person: Option<PersonId>,
    /// How the person was found.
    by: FoundBy,
}

/// How a person was found.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum FoundBy {
    /// The upload says so.
    Said,
    /// An earlier import of the plan.
    Before,
    /// Nobody else is called so.
    Name,
    /// Made: a name in the plan, until somebody is found for it.
    New,
}

/// What stood in an earlier file of the plan.
#[derive(Serialize, ToSchema)]
struct Vanished {
    /// The number that it had among the tasks; none for the phase of what stood in no phase.
    task: Option<TaskUid>,
    /// The phase that it is.
    phase_id: Option<PhaseId>,
    /// The task or heading that it is.
    task_id: Option<TaskId>,
    /// What it is called.
    name: Name,
}

/// What was made and changed so far, by the rehearsal's ids.
#[derive(Default)]
struct Tally {
    project: Both<ProjectId>,
    phases: Both<PhaseId>,
    tasks: Both<TaskId>,
    persons: BTreeSet<PersonId>,
    /// How many rows were taken, of each kind.
    rows: Counts,
    /// What sort of task each of the plan's is, once the plan is in.
    kinds: BTreeMap<TaskId, TaskKind>,
}

struct Both<T> {
    made: BTreeSet<T>,
    changed: BTreeSet<T>,
}

impl<T> Default for Both<T> {
    fn default() -> Self {
        Self { made: BTreeSet::new(), changed: BTreeSet::new() }
    }
}

impl<T: Ord + Copy> Both<T> {
    fn make(&mut self, id: T) {
        self.made.insert(id);
    }

    /// What is made in this import is not changed by it.
    fn change(&mut self, id: T) {
        if !self.made.contains(&id) {
            self.changed.insert(id);
        }
    }
}

impl Counts {
    fn of(&mut self, kind: TaskKind) -> &mut usize {
        match kind {
            TaskKind::Work => &mut self.tasks,
            TaskKind::Heading => &mut self.headings,
            TaskKind::Milestone => &mut self.milestones,
        }
    }

    fn without(self, other: Self) -> Self {
        let Self { projects, phases, headings, tasks, milestones, persons } = other;
        Self {
            projects: self.projects.saturating_sub(projects),
            phases: self.phases.saturating_sub(phases),
            headings: self.headings.saturating_sub(headings),
            tasks: self.tasks.saturating_sub(tasks),
            milestones: self.milestones.saturating_sub(milestones),
            persons: self.persons.saturating_sub(persons),
        }
    }
}

impl Tally {
    fn count(&mut self, event: &DeliveryEvent) {
        use DeliveryEvent as E;
        match event {
            E::ProjectCreated(e) => self.project.make(e.id),
            E::ProjectChanged(e) => self.project.change(e.id),
            E::PhaseAdded(e) => self.phases.make(e.id),
            E::PhaseChanged(e) => self.phases.change(e.id),
            E::TaskAdded(e) => self.tasks.make(e.id),
            E::TaskChanged(e) => self.tasks.change(e.id),
            E::TaskStatusSet(e) => self.tasks.change(e.id),
            E::TaskAssigned(e) => self.tasks.change(e.id),
            E::TaskLinked(e) => self.tasks.change(e.id),
            E::TaskMoved(e) => self.tasks.change(e.id),
            E::PlanItemImported(_)
            | E::ParticipantAdded(_)
            | E::ProjectStatusSet(_)
            | E::ProjectHealthSet(_)
            | E::GoLiveSet(_)
            | E::ParticipantChanged(_)
            | E::ParticipantRemoved(_)
            | E::MilestoneAdded(_)
            | E::MilestoneChanged(_)
            | E::MilestoneRemoved(_)
            | E::TaskRemoved(_)
            | E::RaidItemRaised(_)
            | E::RaidItemChanged(_)
            | E::RaidStatusSet(_)
            | E::RaidItemLinked(_)
            | E::RiskOccurred(_)
            | E::StatusReportWritten(_)
            | E::StatusReportChanged(_)
            | E::StatusReportSubmitted(_)
            | E::StatusReportRecalled(_)
            | E::StatusReportReturned(_)
            | E::StatusReportPublished(_)
            | E::CommentAdded(_)
            | E::CommentChanged(_)
            | E::CommentRemoved(_)
            | E::AttachmentAdded(_)
            | E::AttachmentRemoved(_)
            | E::StatusReportAudienceSet(_) => {}
        }
    }

    fn count_persons(&mut self, event: &EffortEvent) {
        use EffortEvent as E;
        match event {
            E::PersonCreated(e) => {
                self.persons.insert(e.id);
            }
            E::PersonChanged(_)
            | E::PersonStaffed(_)
            | E::TimesheetOpened(_)
            | E::TimeLogged(_)
            | E::TimesheetSubmitted(_)
            | E::TimesheetRecalled(_)
            | E::TimesheetLinesApproved(_)
            | E::TimesheetApproved(_)
            | E::TimesheetRejected(_)
            | E::TimesheetReopened(_)
            | E::ApprovalPathSet(_)
            | E::PeriodLockSet(_)
            | E::ExpenseAdded(_)
            | E::ExpenseChanged(_)
            | E::ExpenseRemoved(_)
            | E::ExpenseSubmitted(_)
            | E::ExpenseRecalled(_)
            | E::ExpenseApproved(_)
            | E::ExpenseRejected(_)
            | E::ExpensePaid(_)
            | E::SkillsSet(_)
            | E::AvailabilitySet(_)
            | E::PersonBooked(_)
            | E::BookingChanged(_)
            | E::BookingCancelled(_)
            | E::EffortImported(_) => {}
        }
    }

    fn counted(&self, tasks: &BTreeSet<TaskId>) -> Counts {
        let mut counts = Counts::default();
        for task in tasks {
            let kind = self.kinds.get(task).copied().unwrap_or_default();
            let count = counts.of(kind);
            *count = count.saturating_add(1);
        }
        counts
    }
}

impl PlanReport {
    pub(super) fn new(import: Uuid, run: Run) -> Self {
        Self {
            import,
            dry_run: run == Run::Dry,
            stopped: false,
            project: None,
            made: Counts::default(),
            changed: Counts::default(),
            unchanged: Counts::default(),
            participants_added: 0,
            persons: Vec::new(),
            vanished: Vec::new(),
            vanished_total: 0,
            warnings: Vec::new(),
            warnings_total: BTreeMap::new(),
            name: None,
            tally: Tally::default(),
        }
    }

    /// What the rehearsal tells, from the world before it to the one after it.
    pub(super) fn rehearsed(&mut self, before: &World, after: &World, plan: PlanRows) {
        let PlanRows { project, rows, lines, warnings, warnings_total } = plan;
        (self.warnings, self.warnings_total) = (warnings, warnings_total);
        self.project = before.delivery.project_by_name(&project.name);
        let made = after.delivery.project_by_name(&project.name);
        self.name = Some(project.name);
        let Some(id) = made else { return };
        for row in &rows {
            if let PlanRow::Person(person) = row {
                self.find(before, after, id, person.uid, person.person.is_some());
            }
        }
        self.look_for_several(before, &rows);
        for (line, item) in after.delivery.plan_of(id) {
            if let PlanItem::Task(task) = item
                && let Ok(task) = after.delivery.task(task)
            {
                self.tally.kinds.insert(task.id, task.brief.kind);
            }
            if !lines.contains(&line) {
                self.vanish(after, line, item);
            }
        }
        let now: BTreeMap<PlanLine, PlanItem> = after.delivery.plan_of(id).collect();
        for (line, item) in before.delivery.plan_of(id) {
            if lines.contains(&line) && now.get(&line) != Some(&item) {
                self.vanish(after, line, item);
            }
        }
    }

    fn find(&mut self, before: &World, after: &World, id: ProjectId, uid: u32, said: bool) {
        let found = after.delivery.plan_person(id, uid);
        let person = found.filter(|person| before.effort.person(*person).is_ok());
        let by = match (said, before.delivery.plan_person(id, uid), person) {
            (true, _, _) => FoundBy::Said,
            (false, Some(_), _) => FoundBy::Before,
            (false, None, Some(_)) => FoundBy::Name,
            (false, None, None) => FoundBy::New,
        };
        self.persons.push(PersonFound { resource: ResourceUid(uid), person, by });
    }

    /// A person was made although several are called so: one of them may have been meant.
    fn look_for_several(&mut self, before: &World, rows: &[PlanRow]) {
        let by_name = persons_by_name(before);
        let is_new = |uid: u32| {
            let mut persons = self.persons.iter();
            persons.any(|found| found.resource.0 == uid && found.by == FoundBy::New)
        };
        let mut several = Vec::new();
        for row in rows {
            if let PlanRow::Person(person) = row
                && by_name.get(&person.name.folded()).is_some_and(|so| so.len() > 1)
                && is_new(person.uid)
            {
                several.push(ResourceUid(person.uid));
            }
        }
        for resource in several {
            let message = "several people are called so; say in `persons` which of them it is";
            let place = PlanPlace { resource: Some(resource), ..PlanPlace::default() };
            let code = PlanFindingCode::NameOfSeveral;
            let total = self.warnings_total.entry(code).or_default();
            *total = total.saturating_add(1);
            if *total <= FINDINGS_MAX {
                self.warnings.push(PlanFinding::new(code, message).at(place));
            }
        }
    }

    fn vanish(&mut self, world: &World, line: PlanLine, item: PlanItem) {
        let task = match line {
            PlanLine::Project => None,
            PlanLine::Task(uid) => Some(TaskUid(uid)),
            PlanLine::Resource(_) => return,
        };
        let (phase_id, task_id, name) = match item {
            PlanItem::Phase(id) => {
                let Ok(phase) = world.delivery.phase(id) else { return };
                (Some(id), None, phase.brief.name.clone())
            }
            PlanItem::Task(id) => {
                let Ok(task) = world.delivery.task(id) else { return };
                (None, Some(id), task.brief.title.clone())
            }
            PlanItem::Person(_) => return,
        };
        self.vanished_total = self.vanished_total.saturating_add(1);
        if self.vanished.len() < FINDINGS_MAX {
            self.vanished.push(Vanished { task, phase_id, task_id, name });
        }
    }

    /// Counts a batch in.
    pub(super) fn count(&mut self, rows: &ImportPlan, events: &[Event]) {
        for row in &rows.rows {
            let counts = &mut self.tally.rows;
            let count = match row {
                PlanRow::Person(_) => &mut counts.persons,
                PlanRow::Phase(_) => &mut counts.phases,
                PlanRow::Task(task) => counts.of(task.kind),
                PlanRow::Links(_) => continue,
            };
            *count = count.saturating_add(1);
        }
        self.tally.rows.projects = 1;
        for event in events {
            match event {
                Event::Delivery(DeliveryEvent::ParticipantAdded(_)) => {
                    self.participants_added = self.participants_added.saturating_add(1);
                }
                Event::Delivery(event) => self.tally.count(event),
                Event::Effort(event) => self.tally.count_persons(event),
                Event::Access(_) | Event::Production(_) => {}
            }
        }
    }

    pub(super) fn stopped(self) -> Self {
        Self { stopped: true, ..self }
    }

    pub(in crate::http::imports) fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// The sums, and the ids that the world has by now.
    pub(super) fn ended(mut self, world: &World) -> Self {
        let tally = std::mem::take(&mut self.tally);
        let Tally { project, phases, tasks, persons, rows, kinds: _ } = &tally;
        self.made = Counts {
            projects: project.made.len(),
            phases: phases.made.len(),
            persons: persons.len(),
            ..tally.counted(&tasks.made)
        };
        self.changed = Counts {
            projects: project.changed.len(),
            phases: phases.changed.len(),
            ..tally.counted(&tasks.changed)
        };
        self.unchanged = rows.without(self.made).without(self.changed);
        if !self.dry_run {
            self.project = self.name.as_ref().and_then(|name| world.delivery.project_by_name(name));
            for found in self.persons.iter_mut().filter(|found| found.person.is_none()) {
                let project = self.project;
                found.person = project
                    .and_then(|project| world.delivery.plan_person(project, found.resource.0));
            }
        }
        self
    }
}
