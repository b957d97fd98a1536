use super::*;
use crate::delivery::{RemoveParticipant, RemoveTask, SetTaskStatus};
use crate::effort::{PersonOf, StaffPerson};
use crate::event::Event;
use crate::id::ProjectId;
use crate::scalar::Personal;
use crate::spec::story::MAX;
use crate::spec::story::delivery::{JO, KIM, person_of, tower};
use crate::spec::{Plant, day, given, hours, name};

const HOUSE: &str = "House";

fn plan(rows: impl IntoIterator<Item = PlanRow>) -> ImportPlan {
    let project = PlanProject { name: name(HOUSE), start: Some(day("2026-03-02")), end: None };
    ImportPlan { project, rows: rows.into_iter().collect() }
}

fn person(uid: u32, called: &str) -> PlanRow {
    PlanRow::Person(PlanPerson { uid, name: name(called), person: None })
}

fn phase(uid: u32) -> PlanRow {
    let (start, end) = (Some(day("2026-03-02")), Some(day("2026-03-06")));
    let line = PlanLine::Task(uid);
    PlanRow::Phase(PlanPhase { line, name: name(&format!("Phase {uid}")), start, end })
}

/// A task of eight hours for the resources `assigned`.
fn work(uid: u32, phase: u32, assigned: &[u32]) -> PlanTask {
    PlanTask {
        uid,
        phase: PlanLine::Task(phase),
        parent: None,
        title: name(&format!("Task {uid}")),
        description: None,
        kind: TaskKind::Work,
        slot: Some(hours(2, 10)),
        planned: Hours::hundredths(800),
        status: TaskStatus::Open,
        assigned: assigned.to_vec(),
    }
}

fn heading(uid: u32, phase: u32) -> PlanTask {
    PlanTask { kind: TaskKind::Heading, ..work(uid, phase, &[]) }
}

fn links(uid: u32, predecessors: &[u32]) -> PlanRow {
    let link = |uid: &u32| PlanLink { uid: *uid, kind: LinkKind::StartToStart, lag_minutes: -60 };
    PlanRow::Links(PlanLinks { uid, predecessors: predecessors.iter().map(link).collect() })
}

/// Two phases; in the first a heading with a task for the framer, which a milestone follows.
fn house() -> Vec<PlanRow> {
    vec![
        person(1, "Framing contractor"),
        phase(10),
        PlanRow::Task(heading(11, 10)),
        PlanRow::Task(PlanTask { parent: Some(11), ..work(12, 10, &[1]) }),
        PlanRow::Task(PlanTask { kind: TaskKind::Milestone, ..work(13, 10, &[]) }),
        phase(20),
        PlanRow::Task(work(21, 20, &[])),
        links(12, &[]),
        links(13, &[12]),
        links(21, &[]),
    ]
}

/// The house with another row in place of the `nth`.
fn house_but(nth: usize, row: PlanRow) -> ImportPlan {
    let mut rows = house();
    rows[nth] = row;
    plan(rows)
}

fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::name).collect()
}

fn project(plant: &Plant) -> ProjectId {
    plant.world.delivery.project_by_name(&name(HOUSE)).unwrap()
}

fn task(plant: &Plant, uid: u32) -> &crate::delivery::Task {
    plant.world.delivery.plan_task(project(plant), uid).unwrap()
}

#[test]
fn a_plan_makes_its_project_phases_headings_tasks_links_and_persons() {
    let mut plant = given([]);
    let events = plant.when(plan(house()));
    let expected = [
        "ProjectCreated",
        "PersonCreated",
        "PlanItemImported",
        "PhaseAdded",
        "PlanItemImported",
        "TaskAdded",
        "PlanItemImported",
        "TaskAdded",
        "PlanItemImported",
        "ParticipantAdded",
        "TaskAssigned",
        "TaskAdded",
        "PlanItemImported",
        "PhaseAdded",
        "PlanItemImported",
        "TaskAdded",
        "PlanItemImported",
        "TaskLinked",
    ];
    assert_eq!(names(&events), expected);
    let framing = task(&plant, 12);
    assert_eq!(framing.parent, Some(task(&plant, 11).id));
    assert_eq!(framing.brief.planned, Hours::hundredths(800));
    let link = task(&plant, 13).predecessors[0];
    assert_eq!((link.task, link.kind, link.lag_minutes), (framing.id, LinkKind::StartToStart, -60));
}

#[test]
fn the_same_plan_again_changes_nothing_also_in_parts() {
    let mut plant = given([plan(house()).into()]);
    assert_eq!(plant.when(plan(house())), []);
    for row in house() {
        assert_eq!(plant.when(plan([row])), []);
    }
}

#[test]
fn the_plan_again_takes_back_neither_progress_nor_whom_it_names_nor_who_was_sent_away() {
    let mut plant = given(tower());
    plant.when(person_of(KIM, PersonOf::Name(Personal::new(name("Framing contractor")))));
    plant.when(plan(house()));
    let framing = task(&plant, 12).clone();
    assert_eq!(framing.assignees, [KIM].into(), "the one who is called so");
    plant.when(SetTaskStatus { task: framing.id, status: TaskStatus::Blocked });
    plant.when(StaffPerson {
        person: KIM,
        of: PersonOf::Name(Personal::new(name("Somebody else"))),
    });
    let phase = plant.world.delivery.phase(framing.phase).unwrap();
    let participant = phase.participants[&KIM].id;
    plant.when(RemoveParticipant { participant });
    assert_eq!(plant.when(plan(house())), []);
}

#[test]
fn a_plan_that_changed_changes_exactly_what_differs() {
    let under = |task: PlanTask| PlanRow::Task(PlanTask { parent: Some(11), ..task });
    let framing = || work(12, 10, &[1]);
    let cases = [
        (3, under(PlanTask { title: name("Frame"), ..framing() }), vec!["TaskChanged"]),
        (3, under(PlanTask { slot: Some(hours(3, 11)), ..framing() }), vec!["TaskChanged"]),
        (3, under(PlanTask { planned: Hours::ZERO, ..framing() }), vec!["TaskChanged"]),
        (3, under(PlanTask { kind: TaskKind::Milestone, ..framing() }), vec!["TaskChanged"]),
        (3, under(PlanTask { status: TaskStatus::Done, ..framing() }), vec!["TaskStatusSet"]),
        (3, under(work(12, 10, &[])), vec!["TaskAssigned"]),
        (3, PlanRow::Task(framing()), vec!["TaskMoved"]),
        (6, PlanRow::Task(work(21, 20, &[1])), vec!["ParticipantAdded", "TaskAssigned"]),
        (8, links(13, &[]), vec!["TaskLinked"]),
        (9, links(21, &[13]), vec!["TaskLinked"]),
    ];
    for (nth, row, expected) in cases {
        let mut plant = given([plan(house()).into()]);
        let changed = house_but(nth, row.clone());
        assert_eq!(names(&plant.when(changed.clone())), expected, "{row:?}");
        assert_eq!(plant.when(changed), [], "{row:?}");
    }
}

#[test]
fn a_heading_takes_to_another_phase_what_stands_under_it_and_who_is_to_do_it() {
    let mut plant = given([plan(house()).into()]);
    let (heading_was, framing) = (task(&plant, 11).id, task(&plant, 12).id);
    let moved = [
        phase(10),
        phase(20),
        PlanRow::Task(heading(11, 20)),
        PlanRow::Task(PlanTask { parent: Some(11), ..work(12, 20, &[1]) }),
    ];
    let events = plant.when(plan(moved));
    assert_eq!(names(&events), ["TaskMoved", "TaskMoved", "ParticipantAdded"]);
    let entered = plant.world.delivery.plan_phase(project(&plant), PlanLine::Task(20)).unwrap();
    let left = plant.world.delivery.plan_phase(project(&plant), PlanLine::Task(10)).unwrap();
    for id in [heading_was, framing] {
        assert_eq!(plant.world.delivery.task(id).unwrap().phase, entered);
        assert!(plant.world.delivery.phase(entered).unwrap().tasks.contains(&id));
        assert!(!plant.world.delivery.phase(left).unwrap().tasks.contains(&id));
    }
    assert_eq!(task(&plant, 12).parent, Some(heading_was));
}

#[test]
fn work_that_became_a_heading_is_another_task_and_the_old_one_stays() {
    let mut plant = given([plan(house()).into()]);
    let was = task(&plant, 21).id;
    plant.when(plan([PlanRow::Task(heading(21, 20))]));
    assert_ne!(task(&plant, 21).id, was);
    assert!(plant.world.delivery.task(was).is_ok());
}

#[test]
fn what_was_removed_here_and_stands_in_the_plan_comes_back() {
    let mut plant = given([plan(house()).into()]);
    let was = task(&plant, 21).id;
    plant.when(RemoveTask { task: was });
    let events = plant.when(plan(house()));
    assert_eq!(names(&events), ["TaskAdded", "PlanItemImported"]);
}

#[test]
fn a_resource_is_who_was_said_else_the_only_one_of_that_name_else_somebody_new() {
    let mut plant = given(tower());
    let said = |uid, who| {
        PlanRow::Person(PlanPerson { uid, name: name("Framing contractor"), person: who })
    };
    let who = |plant: &Plant, uid| plant.world.delivery.plan_person(project(plant), uid);
    let contact = plant.world.access.contact(MAX).unwrap().name.reveal().clone();
    plant.when(plan([
        PlanRow::Person(PlanPerson { uid: 1, name: contact, person: None }),
        said(2, Some(JO)),
        said(3, None),
        said(4, None),
    ]));
    assert_eq!(who(&plant, 1), Some(JO), "a contact, by its name");
    assert_eq!(who(&plant, 2), Some(JO), "two resources may be one person");
    assert_ne!(who(&plant, 3), Some(JO), "nobody was called so");
    assert_eq!(who(&plant, 4), who(&plant, 3));
    plant.when(person_of(KIM, PersonOf::Name(Personal::new(name("framing CONTRACTOR")))));
    plant.when(plan([said(5, None)]));
    assert!(![who(&plant, 3), Some(KIM)].contains(&who(&plant, 5)), "it might be either");
    plant.when(plan([said(3, Some(KIM))]));
    assert_eq!(who(&plant, 3), Some(KIM), "said later");
}

#[test]
fn rows_that_stand_under_nothing_or_are_too_many_are_refused_whole() {
    let mut plant = given([]);
    let orphan = PlanTask { parent: Some(12), ..work(14, 10, &[]) };
    plant.refuses(plan([PlanRow::Task(work(14, 10, &[]))]), &Refusal::NotInPlan(14));
    plant.refuses(plan([phase(10), PlanRow::Task(orphan.clone())]), &Refusal::NotInPlan(14));
    let under_work = [phase(10), PlanRow::Task(work(12, 10, &[])), PlanRow::Task(orphan)];
    plant.refuses(plan(under_work), &Refusal::NotInPlan(14));
    plant.refuses(plan([links(14, &[])]), &Refusal::NotInPlan(14));
    let max = PLAN_BATCH_ROWS_MAX;
    let many = plan((0..249).map(phase).chain([links(1, &[2])]));
    plant.refuses(many, &Refusal::BatchTooLong { rows: max + 1, max });
}

#[test]
fn a_long_description_counts_as_several_rows() {
    let described = |chars| {
        PlanRow::Task(PlanTask {
            description: Text::new(&"x".repeat(chars)).ok(),
            ..work(1, 2, &[3, 4])
        })
    };
    assert_eq!([1, 200, 201, 4_000].map(|chars| described(chars).weight()), [4, 4, 5, 23]);
}
