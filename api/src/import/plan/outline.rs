use std::collections::BTreeSet;

use super::finding::{Place, PlanFinding, PlanFindingCode as Code, PlanFindings};
use super::link::Link;
use super::task::{Row, RowKind, Told};
use super::{PlannedTask, TaskKind, TaskUid};

/// Tasks below their headings.
pub(super) struct Outline {
    /// Without links and resources.
    pub(super) tasks: Vec<PlannedTask>,
    /// Who waits, and for what.
    pub(super) links: Vec<(TaskUid, Link)>,
    /// The number of the project's own row.
    pub(super) project: Option<TaskUid>,
}

/// A row that others may stand below.
struct Above {
    uid: TaskUid,
    /// In the file.
    stated: u32,
    /// In the outline, where no level is skipped.
    level: u32,
}

/// Puts every task below the last one before it on a level above; no outline can be a circle.
pub(super) fn outlined(rows: Vec<Row>, findings: &mut PlanFindings) -> Outline {
    let mut outline = Outline { tasks: Vec::new(), links: Vec::new(), project: None };
    let mut seen = BTreeSet::new();
    let mut path: Vec<Above> = Vec::new();
    let mut marks = Vec::new();
    for row in rows {
        let Row { line, uid, level: stated, kind } = row;
        let place = Place { task: Some(uid), line: Some(line), ..Place::default() };
        let mut note =
            |code, message: &str| findings.note(PlanFinding::new(code, message).at(place));
        if !seen.insert(uid) {
            note(Code::RepeatedUid, "an earlier task has this number");
        }
        // Also at what is left out: what follows must not slip below an earlier heading.
        path.retain(|above| above.stated < stated);
        let told = match kind {
            RowKind::Task(told) => told,
            RowKind::LeftOut => continue,
            RowKind::Project { name: _ } => {
                if outline.project.replace(uid).is_some() {
                    note(Code::SecondProject, "only the project itself is on level `0`");
                }
                continue;
            }
        };
        let above = path.last();
        let level = above.map_or(0, |above| above.level).saturating_add(1);
        let nearest = above.map_or(0, |above| above.stated);
        if stated > nearest.saturating_add(1) {
            note(Code::SkippedLevel, "there is no heading on the level above; it is taken as if");
        }
        let parent = above.map(|above| above.uid);
        path.push(Above { uid, stated, level });
        marks.push((place, told.heading));
        outline.links.extend(told.links.iter().map(|link| (uid, *link)));
        outline.tasks.push(planned(uid, parent, level, told));
    }
    headings(&mut outline.tasks, &marks, findings);
    outline
}

fn planned(uid: TaskUid, parent: Option<TaskUid>, level: u32, told: Told) -> PlannedTask {
    let Told { name, heading, milestone, notes, slot, work, percent_complete, links: _ } = told;
    let kind = match (heading, milestone) {
        (Some(true), _) => TaskKind::Heading,
        (Some(false) | None, true) => TaskKind::Milestone,
        (Some(false) | None, false) => TaskKind::Work,
    };
    PlannedTask {
        uid,
        parent,
        level,
        kind,
        name,
        notes,
        slot,
        work,
        percent_complete,
        assigned: Vec::new(),
        predecessors: Vec::new(),
    }
}

/// What has tasks below it is a heading, whatever it is marked as.
fn headings(
    tasks: &mut [PlannedTask],
    marks: &[(Place, Option<bool>)],
    findings: &mut PlanFindings,
) {
    let above: BTreeSet<TaskUid> = tasks.iter().filter_map(|task| task.parent).collect();
    for (task, (place, marked)) in tasks.iter_mut().zip(marks) {
        let message = match (above.contains(&task.uid), marked) {
            (true, Some(true)) | (false, Some(false) | None) => continue,
            (true, None) => None,
            (true, Some(false)) => Some("tasks stand below it: it is a heading, marked or not"),
            (false, Some(true)) => Some("it is marked as a heading, and nothing stands below it"),
        };
        task.kind = TaskKind::Heading;
        if let Some(message) = message {
            findings.note(PlanFinding::new(Code::HeadingContradicts, message).at(*place));
        }
    }
}
