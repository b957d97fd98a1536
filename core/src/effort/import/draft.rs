use std::collections::BTreeMap;

use super::RowPart;
use crate::delivery::event::{PhaseAdded, ProjectCreated, TaskAdded};
use crate::delivery::{
    DeliveryKind, PhaseBrief, ProjectBrief, TaskBrief, TaskKind, persons_by_name,
};
use crate::draft::Draft;
use crate::effort::PersonOf;
use crate::effort::asker::Asker;
use crate::effort::event::PersonCreated;
use crate::event::Event;
use crate::id::{PersonId, PhaseId, ProjectId, TaskId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Hours, Name, Personal, Text};
use crate::world::{Context, World};

/// What is wrong with a row, and with which part of it.
pub(super) type Wrong = (RowPart, Refusal);

/// Blames a part of the row.
pub(super) fn of<T>(part: RowPart, found: Result<T, Refusal>) -> Result<T, Wrong> {
    found.map_err(|refusal| (part, refusal))
}

/// Finds by name what rows name, and makes what is not there.
pub(super) struct Names<'a, 'c> {
    pub(super) draft: Draft<'a, 'c>,
    /// Each built once, when somebody or something is looked for; by folded name.
    persons: Option<BTreeMap<String, Vec<PersonId>>>,
    phases: BTreeMap<ProjectId, BTreeMap<String, Vec<PhaseId>>>,
    tasks: BTreeMap<PhaseId, BTreeMap<String, Vec<TaskId>>>,
}

impl<'a, 'c> Names<'a, 'c> {
    pub(super) fn of(world: &World, cx: &'a Context<'c>) -> Self {
        let (phases, tasks) = (BTreeMap::new(), BTreeMap::new());
        Self { draft: Draft::of(world, cx), persons: None, phases, tasks }
    }

    pub(super) fn world(&self) -> &World {
        &self.draft.world
    }

    pub(super) fn into_events(self) -> Vec<Event> {
        self.draft.into_events()
    }

    /// Whoever somebody said, else the only one who is called so.
    pub(super) fn person(
        &mut self,
        name: &Name,
        said: Option<PersonId>,
    ) -> Result<PersonId, Wrong> {
        let world = &self.draft.world;
        if let Some(said) = said {
            return of(RowPart::Person, world.effort.person(said).map(|person| person.id));
        }
        let persons = self.persons.get_or_insert_with(|| persons_by_name(world));
        let so = persons.entry(name.folded()).or_default();
        if let Some(found) = only(so, RecordKind::Person, RowPart::Person)? {
            return Ok(found);
        }
        let id = PersonId::fresh(self.draft.cx.ids);
        so.push(id);
        let of = PersonOf::Name(Personal::new(name.clone()));
        let created = PersonCreated { id, of, supervisor: None, role: None, schedulable: true };
        self.draft.happen(created);
        Ok(id)
    }

    /// Nobody approves his own.
    pub(super) fn not_ones_own(&self, person: PersonId) -> Result<(), Wrong> {
        match Asker::of(self.world(), self.draft.cx.actor).is(person) {
            true => Err((RowPart::Person, Refusal::NotYoursToDecide)),
            false => Ok(()),
        }
    }

    pub(super) fn project(&mut self, name: &Name) -> ProjectId {
        if let Some(known) = self.world().delivery.project_by_name(name) {
            return known;
        }
        let id = ProjectId::fresh(self.draft.cx.ids);
        let brief = ProjectBrief {
            name: name.clone(),
            customer: None,
            manager: None,
            start: None,
            end: None,
            delivery: DeliveryKind::default(),
            currency: None,
            budget_hours: None,
            budget: None,
        };
        self.draft.happen(ProjectCreated { id, brief });
        id
    }

    pub(super) fn phase(&mut self, project: ProjectId, name: &Name) -> Result<PhaseId, Wrong> {
        let world = &self.draft.world;
        let phases = self.phases.entry(project).or_insert_with(|| {
            let phases = world.delivery.phases_of(project);
            by_name(phases.map(|phase| (&phase.brief.name, phase.id)))
        });
        let so = phases.entry(name.folded()).or_default();
        if let Some(found) = only(so, RecordKind::Phase, RowPart::Phase)? {
            return Ok(found);
        }
        let id = PhaseId::fresh(self.draft.cx.ids);
        so.push(id);
        let brief = PhaseBrief { name: name.clone(), owner: None, start: None, end: None };
        self.draft.happen(PhaseAdded { id, project, brief });
        Ok(id)
    }

    /// A task of a phase; the description is for a new one.
    pub(super) fn task(
        &mut self,
        phase: PhaseId,
        title: &Name,
        description: Option<&Text>,
    ) -> Result<TaskId, Wrong> {
        let held = of(RowPart::Phase, self.draft.world.delivery.phase(phase))?;
        let delivery = &self.draft.world.delivery;
        let tasks = self.tasks.entry(phase).or_insert_with(|| {
            by_name(delivery.tasks_of(held).map(|task| (&task.brief.title, task.id)))
        });
        let so = tasks.entry(title.folded()).or_default();
        if let Some(found) = only(so, RecordKind::Task, RowPart::Task)? {
            return match of(RowPart::Task, delivery.task(found))?.brief.kind {
                TaskKind::Heading => {
                    Err((RowPart::Task, Refusal::NothingIsDoneOnHeadings(found.into())))
                }
                TaskKind::Work | TaskKind::Milestone => Ok(found),
            };
        }
        let id = TaskId::fresh(self.draft.cx.ids);
        so.push(id);
        let brief = TaskBrief {
            title: title.clone(),
            description: description.cloned(),
            kind: TaskKind::Work,
            audience: Default::default(),
            slot: None,
            planned: Hours::ZERO,
            checklist: Vec::new(),
        };
        self.draft.happen(TaskAdded { id, phase, parent: None, brief });
        Ok(id)
    }
}

fn by_name<'n, T>(named: impl Iterator<Item = (&'n Name, T)>) -> BTreeMap<String, Vec<T>> {
    let mut found = BTreeMap::<String, Vec<T>>::new();
    for (name, id) in named {
        found.entry(name.folded()).or_default().push(id);
    }
    found
}

/// The only one of that name, if there is one: of several, a file cannot say which.
fn only<T: Copy>(so: &[T], kind: RecordKind, part: RowPart) -> Result<Option<T>, Wrong> {
    match so {
        [] => Ok(None),
        [found] => Ok(Some(*found)),
        [_, _, ..] => Err((part, Refusal::NameIsAmbiguous(kind))),
    }
}
