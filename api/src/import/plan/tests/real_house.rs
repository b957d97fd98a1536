//! The plan of a real house, against figures that were computed apart from Loggia.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::import::real_data::real;

fn house(zone: &str) -> Option<(Plan, Value)> {
    let plan = std::fs::read(real("house/residential-construction.xml")?).unwrap();
    let expected = std::fs::read(real("house/expected.json")?).unwrap();
    Some((read_in(zone, plan).unwrap(), serde_json::from_slice(&expected).unwrap()))
}

#[test]
fn the_house_has_the_figures_that_were_computed_apart() {
    let Some((plan, expected)) = house("America/New_York") else { return };
    let count = |kind| plan.tasks.iter().filter(|task| task.kind == kind).count();
    let (headings, milestones) = (count(TaskKind::Heading), count(TaskKind::Milestone));
    let assigned: usize = plan.tasks.iter().map(|task| task.assigned.len()).sum();
    let to_nobody = plan.warnings_total[&PlanFindingCode::AssignmentToNobody];
    let links: usize = plan.tasks.iter().map(|task| task.predecessors.len()).sum();
    assert_eq!(plan.name.as_str(), "Residential Construction");
    assert_eq!(json!(plan.tasks.len() + 1), expected["tasks_incl_project_summary"]);
    assert_eq!(json!(plan.tasks.len() - headings), expected["leaf"]);
    // The seventh that is marked is a heading, of nothing but milestones and so without length.
    let is_marked = |task: &&PlannedTask| {
        task.kind == TaskKind::Heading && task.slot.is_some_and(|slot| slot.start == slot.end)
    };
    let marked: Vec<_> =
        plan.tasks.iter().filter(is_marked).map(|task| task.name.as_str()).collect();
    assert_eq!((milestones, &marked[..]), (6, &["Apply for Permits"][..]));
    assert_eq!(json!(milestones + marked.len()), expected["milestones"]);
    assert_eq!(json!(plan.resources.len()), expected["named_resources"]);
    assert_eq!(json!(assigned + to_nobody), expected["assignments"]);
    let nobody = "assignments_to_no_resource(UID -65535 or missing)";
    assert_eq!(json!(to_nobody), expected[nobody]);
    assert_eq!(json!(links), expected["links"]);
    assert_eq!(plan.warnings.len(), 1, "{:?}", plan.warnings);
    assert_eq!(
        plan.warnings[0].to_string(),
        "assignment_to_nobody, task `20`, line 7635: the plan has no such resource; it is left out"
    );
}

#[test]
fn the_contractors_of_the_house_have_the_figures_that_were_computed_apart() {
    for zone in ["America/New_York", "Europe/Berlin", "Asia/Tokyo"] {
        let Some((plan, expected)) = house(zone) else { return };
        let partners = expected["partners"].as_object().unwrap();
        assert_eq!(partners.len(), 6);
        for (partner, figures) in partners {
            let names = figures["resources"].as_array().unwrap();
            assert_eq!(of_partner(&plan, names, zone), *figures, "{partner} in {zone}");
        }
    }
}

/// As `expected.py` counts, from what was read alone.
fn of_partner(plan: &Plan, names: &[Value], zone: &str) -> Value {
    let linked: BTreeSet<ResourceUid> = plan
        .resources
        .iter()
        .filter(|resource| names.contains(&json!(resource.name.as_str())))
        .map(|resource| resource.uid)
        .collect();
    let mine: Vec<&PlannedTask> = plan
        .tasks
        .iter()
        .filter(|task| task.assigned.iter().any(|uid| linked.contains(uid)))
        .collect();
    let uids: BTreeSet<TaskUid> = mine.iter().map(|task| task.uid).collect();
    let parent = |uid| plan.tasks.iter().find(|task| task.uid == uid).unwrap().parent;
    let above = |task: &PlannedTask| std::iter::successors(task.parent, |uid| parent(*uid));
    let headings: BTreeSet<TaskUid> = mine.iter().flat_map(|task| above(task)).collect();
    let project = usize::from(!mine.is_empty());
    let links: Vec<(bool, bool)> = plan
        .tasks
        .iter()
        .flat_map(|task| task.predecessors.iter().map(|link| (task.uid, link.predecessor)))
        .map(|(task, predecessor)| (uids.contains(&task), uids.contains(&predecessor)))
        .collect();
    let zone = TimeZone::get(zone).unwrap();
    let on_the_wall = |at: Instant| {
        at.timestamp().to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S").to_string()
    };
    let ends = mine.iter().filter_map(|task| task.slot);
    let mut called: Vec<_> = mine.iter().map(|task| task.name.as_str()).collect();
    called.sort_unstable();
    let assigned =
        |task: &&PlannedTask| task.assigned.iter().filter(|uid| linked.contains(uid)).count();
    let shared = |task: &&&PlannedTask| task.assigned.iter().any(|uid| !linked.contains(uid));
    json!({
        "resources": names,
        "tasks": mine.len(),
        "assignments": mine.iter().map(assigned).sum::<usize>(),
        "milestones": mine.iter().filter(|task| task.kind == TaskKind::Milestone).count(),
        "heading_phases_incl_project": headings.len() + project,
        "links_inside_view": links.iter().filter(|ends| **ends == (true, true)).count(),
        "links_that_would_leak_a_foreign_task": links.iter().filter(|ends| ends.0 != ends.1).count(),
        "co_assigned_tasks": mine.iter().filter(shared).count(),
        "first": ends.clone().map(|slot| slot.start).min().map(on_the_wall),
        "last": ends.map(|slot| slot.end).max().map(on_the_wall),
        "task_names": called,
    })
}
