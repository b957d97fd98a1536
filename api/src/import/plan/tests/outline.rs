//! Who stands below whom.

use super::*;

/// Number, heading above, level and kind.
type Placed = (u32, Option<u32>, u32, TaskKind);

/// Where each task stands, and what was found.
fn outline(file: &str) -> (Vec<Placed>, Vec<(&'static str, Option<u32>)>) {
    let read = read(file);
    let found = codes(&read);
    let tasks = read.unwrap().tasks;
    let row = |task: &PlannedTask| {
        (task.uid.0, task.parent.map(|parent| parent.0), task.level, task.kind)
    };
    (tasks.iter().map(row).collect(), found)
}

#[test]
fn a_level_that_is_skipped_is_taken_as_the_next_one() {
    let tasks = [task("1", 1, ""), task("2", 4, ""), task("3", 3, ""), task("4", 1, "")];
    let (outline, found) = outline(&plan_of(&tasks.concat(), "", ""));
    assert_eq!(
        outline,
        [
            (1, None, 1, TaskKind::Heading),
            (2, Some(1), 2, TaskKind::Work),
            (3, Some(1), 2, TaskKind::Work),
            (4, None, 1, TaskKind::Work),
        ]
    );
    assert_eq!(found, [("skipped_level", Some(2)), ("skipped_level", Some(3))]);
}

#[test]
fn what_has_tasks_below_it_is_a_heading_and_so_is_what_is_marked() {
    let tasks = [
        task("1", 1, "<Summary>0</Summary><Milestone>1</Milestone>"),
        task("2", 2, "<Summary>1</Summary>"),
    ];
    let (outline, found) = outline(&plan_of(&tasks.concat(), "", ""));
    assert_eq!(outline, [(1, None, 1, TaskKind::Heading), (2, Some(1), 2, TaskKind::Heading)]);
    assert_eq!(found, [("heading_contradicts", Some(1)), ("heading_contradicts", Some(2))]);
}

#[test]
fn blank_inactive_and_foreign_rows_are_left_out_and_nothing_slips_below_another_heading() {
    let tasks = [
        task("1", 1, "<Summary>1</Summary>"),
        task("2", 2, ""),
        "<Task><UID>3</UID><IsNull>1</IsNull></Task>".to_owned(),
        task("4", 2, "<ExternalTask>1</ExternalTask>"),
        task("5", 1, "<Active>0</Active>"),
        task("6", 2, &link("5", "")),
        task("7", 1, "<IsSubproject>1</IsSubproject>"),
    ];
    let (outline, found) = outline(&plan_of(&tasks.concat(), "", ""));
    assert_eq!(
        outline,
        [
            (1, None, 1, TaskKind::Heading),
            (2, Some(1), 2, TaskKind::Work),
            (6, None, 1, TaskKind::Work),
            (7, None, 1, TaskKind::Work),
        ]
    );
    assert_eq!(
        found,
        [
            ("external_task", Some(4)),
            ("inactive_task", Some(5)),
            ("skipped_level", Some(6)),
            ("link_to_unknown_task", Some(6)),
            ("inserted_project", Some(7)),
        ]
    );
}

#[test]
fn a_project_without_a_row_of_its_own_has_its_title_or_the_name_of_its_file() {
    let tasks = plan_of(&task("1", 1, ""), "", "");
    assert_eq!(read(&tasks).unwrap().name.as_str(), "House");
    let file = tasks.replace("<Title>House</Title>", "<Name>Our house.mpp</Name>");
    assert_eq!(read(file).unwrap().name.as_str(), "Our house");
}
