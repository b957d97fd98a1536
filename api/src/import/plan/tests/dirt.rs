//! One thing wrong at a time.

use super::*;

/// Two tasks, the second with this besides.
fn with(more: &str) -> String {
    plan_of(&(task("1", 1, "") + &task("2", 1, more)), "", "")
}

#[test]
fn what_cannot_be_meant_refuses_the_plan_and_names_the_task() {
    let lone = |body: &str| plan_of(&format!("<Task>{body}</Task>"), "", "");
    for (file, expected) in [
        (lone("<Name>A</Name><OutlineLevel>1</OutlineLevel>"), ("missing_uid", None)),
        (with(""), ("", None)),
        (lone("<UID>x</UID>"), ("bad_number", None)),
        (lone("<UID>7</UID><Name>A</Name>"), ("missing_level", Some(7))),
        (lone("<UID>7</UID><OutlineLevel>1</OutlineLevel>"), ("blank_name", Some(7))),
        (with("<UID>3</UID>"), ("repeated_field", Some(3))),
        (with("<Name>B</Name>"), ("repeated_field", Some(2))),
        (with("<Work>a while</Work>"), ("bad_duration", Some(2))),
        (with("<PercentComplete>101</PercentComplete>"), ("bad_number", Some(2))),
        (with("<Summary>perhaps</Summary>"), ("bad_number", Some(2))),
        (with(&link("1", "<Type>4</Type>")), ("bad_number", Some(2))),
        (with(&link("1", "<LagFormat>13</LagFormat>")), ("bad_number", Some(2))),
        (with(&link("one", "")), ("bad_number", Some(2))),
        (with("").replace(">T2<", &format!(">{}<", "x".repeat(201))), ("name_too_long", Some(2))),
        (with("").replace(">T2<", ">A&#10;B<"), ("bad_name", Some(2))),
        (with("").replace(">T2<", "> <"), ("blank_name", Some(2))),
        (with("").replace("<UID>2<", "<UID>1<"), ("repeated_uid", Some(1))),
        (with("").replace("<Title>House</Title>", ""), ("blank_name", None)),
        (with("").replace("2014-01-06T17", "2014-01-06T07"), ("finish_before_start", Some(1))),
        (with("").replace("2014-01-06T17", "soon"), ("bad_date", Some(1))),
        (task_levels(&[0, 0, 1]), ("second_project", Some(2))),
        (task_levels(&[1, 2, 33]), ("too_deep", Some(3))),
        (plan_of("", "", ""), ("no_tasks", None)),
        (task_levels(&[0]), ("no_tasks", None)),
    ] {
        let read = read(&file);
        let found = codes(&read).first().copied().unwrap_or_default();
        assert_eq!(found, expected, "{file}");
        assert_eq!(read.is_err(), !expected.0.is_empty(), "{file}");
    }
}

fn task_levels(levels: &[u32]) -> String {
    let tasks: String = levels
        .iter()
        .zip(1..)
        .map(|(level, uid): (_, u32)| task(&uid.to_string(), *level, ""))
        .collect();
    plan_of(&tasks, "", "")
}

#[test]
fn a_resource_is_refused_without_showing_what_may_be_a_person() {
    let of = |resources: &str| read(plan_of(&task("1", 1, ""), resources, ""));
    let twice = resource(1, "<Name>Ada</Name>").repeat(2);
    assert_eq!(codes(&of(&twice)), [("repeated_uid", None)]);
    assert_eq!(codes(&of("<Resource><Name>Ada</Name></Resource>")), [("missing_uid", None)]);
    assert_eq!(codes(&of(&resource(1, "<Type>3</Type>"))), [("bad_number", None)]);
    let refusal = of(&resource(1, "<Name>Ada&#9;L.</Name>")).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the plan has 1 problems, so nothing of it was taken; the first is bad_name, resource `1`, \
         line 6, `Name`: the name has control characters, such as a line break; write it anew"
    );
}

#[test]
fn links_that_lead_nowhere_are_left_out_and_told() {
    for (links, expected) in [
        (link("9", ""), "link_to_unknown_task"),
        ("<PredecessorLink/>".to_owned(), "link_to_unknown_task"),
        (link("2", ""), "link_to_itself"),
        (link("1", "<CrossProject>1</CrossProject>"), "link_to_other_project"),
    ] {
        let read = read(with(&links));
        assert_eq!(codes(&read), [(expected, Some(2))]);
        assert_eq!(read.unwrap().tasks[1].predecessors, []);
    }
    let twice = read(with(&link("1", "").repeat(2)));
    assert_eq!(codes(&twice), [("repeated_link", Some(2))]);
    assert_eq!(twice.unwrap().tasks[1].predecessors.len(), 1);
}

#[test]
fn a_heading_and_what_stands_below_it_do_not_wait_for_one_another() {
    let tasks = [
        task("0", 0, ""),
        task("1", 1, &link("3", "")),
        task("2", 2, &link("0", "")),
        task("3", 3, &link("1", "")),
    ];
    let read = read(plan_of(&tasks.concat(), "", ""));
    let own = "link_to_own_heading";
    assert_eq!(codes(&read), [(own, Some(1)), (own, Some(2)), (own, Some(3))]);
}

#[test]
fn tasks_that_wait_for_one_another_in_a_circle_refuse_the_plan() {
    let tasks = [
        task("1", 1, &link("3", "")),
        task("2", 1, &link("1", "")),
        task("3", 1, &(link("5", "") + &link("2", ""))),
        task("4", 1, &link("3", "")),
        task("5", 1, ""),
        task("6", 1, &link("7", "")),
        task("7", 1, &link("6", "")),
    ];
    let read = read(plan_of(&tasks.concat(), "", ""));
    assert_eq!(codes(&read), [("link_cycle", Some(1)), ("link_cycle", Some(6))]);
    let told = read.unwrap_err().findings[0].to_string();
    assert!(told.contains("in a circle: `1`, `3`, `2`; remove"), "{told}");
}

#[test]
fn a_circle_of_all_tasks_that_a_plan_may_have_is_found_without_recursion() {
    let last = super::super::super::PLAN_TASKS_MAX;
    let tasks: String = (1..=last)
        .map(|uid| {
            let before = if uid == 1 { last } else { uid - 1 };
            task(&uid.to_string(), 1, &link(&before.to_string(), ""))
        })
        .collect();
    assert_eq!(codes(&read(plan_of(&tasks, "", ""))), [("link_cycle", Some(1))]);
}

#[test]
fn lags_are_told_in_minutes_of_their_kind_or_in_percent() {
    for (amount, format, lag) in [
        ("4800", "7", Lag::WorkingMinutes(480)),
        ("-4800", "39", Lag::WorkingMinutes(-480)),
        ("14400", "8", Lag::ElapsedMinutes(1_440)),
        ("14400.0", "40", Lag::ElapsedMinutes(1_440)),
        ("15", "3", Lag::WorkingMinutes(2)),
        ("-15", "3", Lag::WorkingMinutes(-2)),
        ("14", "3", Lag::WorkingMinutes(1)),
        ("50", "19", Lag::WorkingPercent(50)),
        ("-50", "52", Lag::ElapsedPercent(-50)),
        ("9223372036854775807", "7", Lag::WorkingMinutes(i64::MAX / 10)),
    ] {
        let lagged = format!("<LinkLag>{amount}</LinkLag><LagFormat>{format}</LagFormat>");
        let plan = read(with(&link("1", &lagged))).unwrap();
        assert_eq!(plan.tasks[1].predecessors[0].lag, lag, "{amount} {format}");
    }
    for (kind, expected) in [
        ("0", LinkKind::FinishToFinish),
        ("1", LinkKind::FinishToStart),
        ("2", LinkKind::StartToFinish),
        ("3", LinkKind::StartToStart),
    ] {
        let plan = read(with(&link("1", &format!("<Type>{kind}</Type>")))).unwrap();
        assert_eq!(plan.tasks[1].predecessors[0].kind, expected);
    }
}

#[test]
fn assignments_to_nobody_and_to_nothing_are_left_out_and_told() {
    let tasks = task("0", 0, "") + &task("1", 1, "");
    let resources = resource(1, "<Name>Ada</Name>") + &resource(2, "");
    let given = [(1, -65_535), (1, 9), (1, 2), (9, 1), (0, 1), (1, 1), (1, 1)];
    let given: String = given.iter().map(|(task, resource)| assignment(*task, *resource)).collect();
    let read = read(plan_of(&tasks, &resources, &given));
    assert_eq!(
        codes(&read),
        [
            ("unnamed_resource", None),
            ("assignment_to_nobody", Some(1)),
            ("assignment_to_nobody", Some(1)),
            ("assignment_to_nobody", Some(1)),
            ("assignment_to_unknown_task", Some(9)),
            ("assignment_to_project", Some(0)),
            ("repeated_assignment", Some(1)),
        ]
    );
    assert_eq!(read.unwrap().tasks[0].assigned, [ResourceUid(1)]);
}

#[test]
fn a_time_that_clocks_skip_or_show_twice_is_taken_and_told() {
    let at = |day: &str| {
        let file = with("").replace("2014-01-06T08", &format!("{day}T02:30"));
        file.replace(":30:00:00", ":30:00").replace("2014-01-06T17", &format!("{day}T17"))
    };
    let gap = read(at("2014-03-30"));
    assert_eq!(codes(&gap)[1..], [("date_in_gap", Some(1)), ("date_in_gap", Some(2))]);
    let slot = gap.unwrap().tasks[0].slot.unwrap();
    assert_eq!(slot.start.to_string(), "2014-03-30T01:30:00Z");
    let fold = read(at("2014-10-26"));
    assert_eq!(codes(&fold)[1..], [("date_in_fold", Some(1)), ("date_in_fold", Some(2))]);
    let slot = fold.unwrap().tasks[0].slot.unwrap();
    assert_eq!(slot.start.to_string(), "2014-10-26T00:30:00Z");
    assert_eq!(codes(&read_in("UTC", at("2014-03-30"))), []);
}

#[test]
fn a_task_may_have_no_dates_and_a_milestone_only_one() {
    let open = "<Task><UID>1</UID><Name>A</Name><OutlineLevel>1</OutlineLevel>";
    let start = "<Start>2014-01-06T08:00:00</Start>";
    let read = read(plan_of(&format!("{open}{start}</Task>"), "", ""));
    assert_eq!(codes(&read), [("no_dates", Some(1))]);
    assert_eq!(read.unwrap().tasks[0].slot, None);
    let milestone = format!("{open}{start}<Milestone>1</Milestone></Task>");
    let plan = super::read(plan_of(&milestone, "", "")).unwrap();
    assert_eq!((plan.tasks[0].slot.map(|slot| slot.start), plan.warnings), (plan.start, vec![]));
}

#[test]
fn notes_are_plain_text_and_cut_where_they_are_too_long() {
    let max = super::super::super::PLAN_NOTES_CHARS_MAX;
    let plan = read(with(&format!("<Notes>{}</Notes>", "é".repeat(max + 1)))).unwrap();
    assert_eq!(plan.tasks[1].notes.as_ref().map(|notes| notes.chars().count()), Some(max));
    assert_eq!(plan.warnings_total[&PlanFindingCode::NotesCut], 1);
    let plan = read(with("<Notes>a&#13;\r\nb&#27;[2J\tc</Notes>")).unwrap();
    assert_eq!(plan.tasks[1].notes.as_deref(), Some("a\n\nb[2J\tc"));
}

#[test]
fn everything_that_is_wrong_is_told_not_only_the_first() {
    let file = with("<Work>x</Work><PercentComplete>x</PercentComplete><Milestone>x</Milestone>");
    assert_eq!(codes(&read(file)).len(), 3);
}
