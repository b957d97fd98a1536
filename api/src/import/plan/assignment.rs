use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Noted, Place, PlanFinding, PlanFindingCode as Code, PlanFindings};
use super::record::{Field, Reading, Record};
use super::{PlannedResource, PlannedTask, ResourceUid, TaskUid, value};

/// Who works on what, as the file states it.
pub(super) struct Assignment {
    line: usize,
    task: Option<TaskUid>,
    /// None where it says that nobody does.
    resource: Option<ResourceUid>,
}

impl Assignment {
    pub(super) fn read(record: &Record, findings: &mut PlanFindings) -> Result<Self, Noted> {
        let mut reading = Reading::of(record, Place::default(), findings);
        let task = reading.value(Field::TaskUid, value::uid);
        // Microsoft Project writes -65535 for nobody.
        let resource = reading.value(Field::ResourceUid, value::whole);
        let task = task?.map(TaskUid);
        reading.place.task = task;
        reading.once();
        let resource = resource?.and_then(|uid| u32::try_from(uid).ok()).map(ResourceUid);
        Ok(Self { line: record.line, task, resource })
    }
}

/// Gives every task the resources that the plan has.
pub(super) fn assign(
    tasks: &mut [PlannedTask],
    resources: &[PlannedResource],
    assignments: Vec<Assignment>,
    project: Option<TaskUid>,
    findings: &mut PlanFindings,
) {
    let known: BTreeSet<ResourceUid> = resources.iter().map(|resource| resource.uid).collect();
    let mut assigned: BTreeMap<TaskUid, Vec<ResourceUid>> =
        tasks.iter().map(|task| (task.uid, Vec::new())).collect();
    let mut seen = BTreeSet::new();
    for Assignment { line, task, resource } in assignments {
        let of_task = task.and_then(|task| Some((task, assigned.get_mut(&task)?)));
        let (code, message) = match (of_task, resource.filter(|uid| known.contains(uid))) {
            (None, _) if task.is_some() && task == project => {
                (Code::AssignmentToProject, "it is to the project as a whole, and left out")
            }
            (None, _) => {
                (Code::AssignmentToUnknownTask, "the plan has no such task; it is left out")
            }
            (Some(_), None) => {
                (Code::AssignmentToNobody, "the plan has no such resource; it is left out")
            }
            (Some((task, of_task)), Some(resource)) => {
                if seen.insert((task, resource)) {
                    of_task.push(resource);
                    continue;
                }
                (Code::RepeatedAssignment, "the task has this resource already")
            }
        };
        let place = Place { task, resource, line: Some(line) };
        findings.note(PlanFinding::new(code, message).at(place));
    }
    for task in tasks {
        task.assigned = assigned.remove(&task.uid).unwrap_or_default();
    }
}
