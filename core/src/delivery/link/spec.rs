use super::*;
use crate::delivery::{Audience, TaskKind};
use crate::spec::story::delivery::{
    BRIDGE, BUILD, CHECK, DESIGN, DIG, DRAW, PIERS, PLANS, follows, heading, phase, project, task,
    task_as, tower,
};
use crate::spec::{Plant, given};

fn plant() -> Plant {
    let mut plant = given(tower());
    for told in [task(DRAW, DESIGN), task(CHECK, DESIGN), task(DIG, BUILD), heading(PLANS, DESIGN)]
    {
        plant.when(told);
    }
    plant
}

#[test]
fn a_task_follows_others_of_its_project_in_any_phase() {
    let mut plant = plant();
    plant.when(follows(DIG, [DRAW, CHECK]));
    assert_eq!(plant.when(follows(DIG, [DRAW, CHECK])), []);
    plant.when(follows(DIG, [CHECK]));
    let successors = |task| plant.world.delivery.task(task).map(|task| task.successors.len());
    assert_eq!((successors(DRAW), successors(CHECK)), (Ok(0), Ok(1)));
}

#[test]
fn nothing_waits_for_itself_however_long_the_way() {
    let mut plant = plant();
    plant.refuses(follows(DRAW, [DRAW]), &Refusal::LinksInACircle(DRAW.into()));
    plant.when(follows(CHECK, [DRAW]));
    plant.when(follows(DIG, [CHECK]));
    plant.refuses(follows(DRAW, [DIG]), &Refusal::LinksInACircle(DIG.into()));
    plant.when(follows(CHECK, []));
    plant.when(follows(DRAW, [DIG]));
}

#[test]
fn headings_and_tasks_of_other_projects_are_not_followed() {
    let mut plant = plant();
    for told in [follows(DRAW, [PLANS]), follows(PLANS, [DRAW])] {
        let refused = plant.tries(told);
        assert!(matches!(refused, Err(Refusal::NothingIsDoneOnHeadings(_))), "{refused:?}");
    }
    let far = TaskId(crate::spec::nth(22_050));
    for told in [
        project(BRIDGE),
        phase(PIERS, BRIDGE),
        task_as(far, PIERS, None, TaskKind::Work, Audience::Shared),
    ] {
        plant.when(told);
    }
    plant.refuses(follows(DRAW, [far]), &Refusal::OfAnotherProject(far.into()));
}

#[test]
fn a_predecessor_is_named_once_and_there_are_not_too_many() {
    let mut plant = plant();
    plant.refuses(follows(DRAW, [CHECK, CHECK]), &Refusal::LinkedTwice(CHECK.into()));
    let many = Refusal::TooMany { given: LINKS_MAX + 1, max: LINKS_MAX };
    plant.refuses(follows(DRAW, [CHECK; LINKS_MAX + 1]), &many);
}
