//! Moves about plans that are imported, and imported again when they are others.

use loggia_core::command::Command;
use loggia_core::delivery::{
    ImportPlan, LinkKind, PlanItem, PlanLine, PlanLink, PlanLinks, PlanPerson, PlanPhase,
    PlanProject, PlanRow, PlanTask, TaskKind, TaskStatus,
};
use loggia_core::id::TaskId;
use loggia_core::spec::name;
use proptest::prelude::*;

use super::work;
use crate::moves::Pick;
use crate::story::{Story, Teller, pick, slot};

const PHASES: [u32; 2] = [1, 2];
const HEADINGS: [u32; 2] = [3, 4];
const FIRST_TASK: u32 = 10;

/// A plan: two phases, two headings that stand in one of them each, some tasks.
#[derive(Clone, Debug)]
pub struct PlanMove {
    /// Which phase the headings stand in, and whether the second stands under the first, by bits.
    pub headings: u8,
    /// Which tasks there are, and for each by bits where it stands and how it is.
    pub tasks: Vec<(u8, u8)>,
    /// Who is to do it.
    pub person: Pick,
}

pub(super) fn any_plan_move() -> impl Strategy<Value = PlanMove> {
    let tasks = proptest::collection::vec((0..4_u8, any::<u8>()), 0..4);
    (any::<u8>(), tasks, any::<Pick>()).prop_map(|(headings, tasks, person)| PlanMove {
        headings,
        tasks,
        person,
    })
}

impl Story {
    pub(super) fn plan_command(&self, teller: Teller, next: &PlanMove) -> Option<Command> {
        let cast = self.cast(teller);
        let called = |what: &str, n: u32| name(&format!("{what} {n} of {teller:?}"));
        let PlanMove { headings, tasks, person: whom } = next;
        let person = |uid: u32, person| {
            let name = called("somebody", uid);
            PlanRow::Person(PlanPerson { uid, name, person })
        };
        let mut rows = vec![
            person(1, pick(&cast.persons, *whom)),
            // Nobody is called so, until the plan made somebody.
            person(2, None),
        ];
        rows.extend(PHASES.map(|n| {
            let (line, name) = (PlanLine::Task(n), called("planned phase", n));
            PlanRow::Phase(PlanPhase { line, name, start: None, end: None })
        }));
        let phase = |bit: u8| PHASES[usize::from(headings >> bit & 1)];
        let of_headings = [phase(0), phase(1)];
        let nested = of_headings[0] == of_headings[1] && headings >> 2 & 1 == 1;
        for ((uid, phase), parent) in
            HEADINGS.into_iter().zip(of_headings).zip([None, nested.then_some(HEADINGS[0])])
        {
            rows.push(PlanRow::Task(PlanTask {
                uid,
                phase: PlanLine::Task(phase),
                parent,
                title: called("planned heading", uid),
                description: None,
                kind: TaskKind::Heading,
                slot: None,
                planned: Default::default(),
                status: TaskStatus::Open,
                assigned: Vec::new(),
            }));
        }
        let mut known = Vec::new();
        for (n, how) in tasks {
            let uid = FIRST_TASK + u32::from(*n);
            let (phase, parent) = match how & 3 {
                0 => (PHASES[usize::from(how >> 2 & 1)], None),
                1 => (of_headings[0], Some(HEADINGS[0])),
                _ => (of_headings[1], Some(HEADINGS[1])),
            };
            use TaskStatus::{Done, InProgress, Open};
            rows.push(PlanRow::Task(PlanTask {
                uid,
                phase: PlanLine::Task(phase),
                parent,
                title: called("planned task", uid),
                description: None,
                kind: TaskKind::Work,
                slot: (how >> 3 & 1 == 1).then(|| slot(*how, 3)),
                planned: work(how >> 4),
                status: [Open, Open, InProgress, Done][usize::from(how >> 4 & 3)],
                assigned: if how >> 6 & 1 == 1 { vec![1, 2] } else { vec![1] },
            }));
            known.push(uid);
        }
        if let [first, .., last] = known[..]
            && first != last
        {
            let link = PlanLink { uid: first, kind: LinkKind::FinishToStart, lag_minutes: 60 };
            rows.push(PlanRow::Links(PlanLinks { uid: last, predecessors: vec![link] }));
        }
        // Always the same plan of a teller: what it says anew changes what is there.
        let project = PlanProject { name: called("plan", 1), start: None, end: None };
        Some(ImportPlan { project, rows }.into())
    }

    /// Whether a task is, or stands under, a line of a plan.
    pub(super) fn is_planned(&self, task: TaskId) -> bool {
        let delivery = &self.world.delivery;
        let above = |id: &TaskId| delivery.task(*id).ok().and_then(|task| task.parent);
        let line = |id: TaskId| {
            let project = delivery.task(id).map(|task| task.project);
            let is_it = |(_, item): (PlanLine, PlanItem)| item == PlanItem::Task(id);
            project.is_ok_and(|project| delivery.plan_of(project).any(is_it))
        };
        std::iter::successors(Some(task), above).any(line)
    }
}
