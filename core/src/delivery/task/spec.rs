use super::*;
use crate::access::{Extent, FieldAccess, FieldScope, Permissions};
use crate::effort::site::{KIM_USER, ON_DRAW, ada, kim, site_with};
use crate::refusal::RecordKind;
use crate::spec::story::delivery::{
    BUILD, CHECK, DESIGN, DIG, DRAW, JO, JO_DESIGNS, KIM, PLANS, assigned, follows, heading,
    logged, takes_part, task, task_as, tower,
};
use crate::spec::story::fields_set;
use crate::spec::{Plant, Told, given, name};

/// The tower with Jo in the design, a heading, a task under it, and another beside it.
fn plant() -> Plant {
    let mut plant = given(tower());
    for told in [
        takes_part(JO_DESIGNS, DESIGN, JO),
        heading(PLANS, DESIGN),
        task_as(DRAW, DESIGN, Some(PLANS), TaskKind::Work, Audience::Shared),
        task(CHECK, DESIGN),
    ] {
        plant.when(told);
    }
    plant
}

fn kept(task: TaskId) -> ChangeTask {
    ChangeTask {
        task,
        title: Change::Keep,
        description: Change::Keep,
        audience: Change::Keep,
        slot: Change::Keep,
        planned: Change::Keep,
        checklist: Change::Keep,
    }
}

fn held(plant: &Plant, task: TaskId) -> &Task {
    plant.world.delivery.task(task).expect("added")
}

#[test]
fn tasks_stand_under_headings_of_their_phase() {
    let mut plant = plant();
    let under = |parent, phase| task_as(DIG, phase, Some(parent), TaskKind::Work, Audience::Shared);
    plant.refuses(under(CHECK, DESIGN), &Refusal::NoHeading(CHECK.into()));
    plant.refuses(under(PLANS, BUILD), &Refusal::OfAnotherPhase(PLANS.into()));
    assert!(held(&plant, PLANS).children.contains(&DRAW));
    plant.refuses(RemoveTask { task: PLANS }, &Refusal::HeadingHasTasks(PLANS.into()));
    plant.when(RemoveTask { task: DRAW });
    plant.when(RemoveTask { task: PLANS });
    let unknown = Refusal::Unknown(RecordKind::Task, DRAW.into());
    plant.refuses(RemoveTask { task: DRAW }, &unknown);
}

#[test]
fn a_status_is_set_once_and_never_on_a_heading() {
    let mut plant = plant();
    let set = |task, status| SetTaskStatus { task, status };
    assert_eq!(plant.when(set(DRAW, TaskStatus::Open)), []);
    for status in [TaskStatus::InProgress, TaskStatus::Blocked, TaskStatus::Done] {
        plant.when(set(DRAW, status));
        assert_eq!(held(&plant, DRAW).status, status);
    }
    plant.when(set(DRAW, TaskStatus::Open));
    let refusal = Refusal::NothingIsDoneOnHeadings(PLANS.into());
    plant.refuses(set(PLANS, TaskStatus::Done), &refusal);
}

#[test]
fn only_who_takes_part_in_the_phase_is_to_do_its_tasks() {
    let mut plant = plant();
    plant.when(assigned(DRAW, [JO]));
    assert_eq!(plant.when(assigned(DRAW, [JO])), []);
    plant.refuses(assigned(PLANS, [JO]), &Refusal::NothingIsDoneOnHeadings(PLANS.into()));
    plant.when(task(DIG, BUILD));
    plant.refuses(assigned(DIG, [JO]), &Refusal::NoParticipant(JO.into()));
    plant.when(assigned(DRAW, []));
    assert!(held(&plant, DRAW).assignees.is_empty());
}

#[test]
fn what_is_removed_is_followed_by_nothing() {
    let mut plant = plant();
    plant.when(follows(DRAW, [CHECK]));
    plant.when(RemoveTask { task: CHECK });
    assert!(held(&plant, DRAW).predecessors.is_empty());
}

#[test]
fn lists_are_bounded() {
    let mut plant = plant();
    let items = vec![ChecklistItem { text: name("tick"), done: false }; CHECKLIST_MAX + 1];
    let long = ChangeTask { checklist: Change::To(items), ..kept(DRAW) };
    plant.refuses(long, &Refusal::TooMany { given: CHECKLIST_MAX + 1, max: CHECKLIST_MAX });
    let crowd = (0..=50).map(|n| PersonId(crate::spec::nth(30_000 + n))).collect();
    let refusal = Refusal::TooMany { given: 51, max: ASSIGNEES_MAX };
    plant.refuses(AssignTask { task: DRAW, assignees: crowd }, &refusal);
}

#[test]
fn planned_hours_are_not_negative() {
    let mut plant = plant();
    let negative = ChangeTask { planned: Change::To(Hours::hundredths(-1)), ..kept(DRAW) };
    plant.refuses(negative, &Refusal::BudgetBelowNothing);
    assert_eq!(plant.when(kept(DRAW)), []);
}

/// The site, whose tasks Kim may remove; she is told her own time, and nothing of Jo's.
fn removing() -> Plant {
    site_with(Permissions { task_delete: Extent::All, ..Permissions::usual(None) })
}

#[test]
fn a_partner_removes_no_task_with_time_of_which_he_is_told() {
    let has_time = Refusal::TaskHasTime(DRAW.into());
    let mut plant = removing();
    kim(&mut plant).when(logged(KIM, ON_DRAW, 100));
    plant.refuses(RemoveTask { task: DRAW }, &has_time);
    // Time that is hidden from her changes nothing.
    let of_jo = Some(crate::spec::nth(27_002));
    ada(&mut plant).when(Told { makes: of_jo, ..logged(JO, ON_DRAW, 100) });
    kim(&mut plant).refuses(RemoveTask { task: DRAW }, &has_time);
    ada(&mut plant).when(logged(JO, ON_DRAW, -100));
    kim(&mut plant).when(logged(KIM, ON_DRAW, -100));
    assert_eq!(plant.when(RemoveTask { task: DRAW }), [TaskRemoved { id: DRAW }.into()]);
}

#[test]
fn what_a_partner_removes_is_hidden_instead_where_there_is_time_of_which_he_is_not_told() {
    let mut without = removing();
    let mut with = removing();
    with.when(logged(JO, ON_DRAW, 100));
    let missing = Refusal::Unknown(RecordKind::Task, DRAW.into());
    for plant in [&mut without, &mut with] {
        assert!(plant.shows(KIM_USER, DRAW).is_some());
        assert_eq!(kim(plant).when(RemoveTask { task: DRAW }).len(), 1);
        plant.refuses(RemoveTask { task: DRAW }, &missing);
    }
    assert_eq!(with.sees(KIM_USER), without.sees(KIM_USER));
    for id in with.sees(KIM_USER) {
        assert_eq!(with.shows(KIM_USER, id), without.shows(KIM_USER, id));
    }
    assert!(without.world.delivery.task(DRAW).is_err());
    assert_eq!(held(&with, DRAW).brief.audience, Audience::Internal);
    assert_eq!(with.world.effort.logged(DRAW), Hours::hundredths(100));
    ada(&mut with).refuses(RemoveTask { task: DRAW }, &Refusal::TaskHasTime(DRAW.into()));
}

#[test]
fn time_that_a_field_hides_is_not_told_by_a_refusal() {
    let mut plant = removing();
    plant.when(logged(KIM, ON_DRAW, 100));
    let hours = [Field::Task(TaskField::LoggedHours)];
    plant.when(fields_set(FieldScope::Externals, hours, Some(FieldAccess::Hidden)));
    kim(&mut plant).when(RemoveTask { task: DRAW });
    assert_eq!(plant.shows(KIM_USER, DRAW), None);
    assert_eq!(held(&plant, DRAW).brief.audience, Audience::Internal);
}
