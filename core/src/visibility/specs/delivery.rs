//! What of a project a partner sees and may do, by participation and access level.

use super::matrix::tries;
use super::*;
use crate::access::{
    Circle, Extent, Field, FieldAccess, FieldScope, LevelScope, ParticipantView, PartnerType,
    Permissions, PhaseView, ProjectView, TaskView,
};
use crate::actor::Actor;
use crate::command::Command;
use crate::delivery::{
    Audience, ChangePhase, ChangeProject, ChangeTask, Health, RemoveParticipant, SetProjectHealth,
    TaskKind,
};
use crate::effort::PersonOf;
use crate::id::{
    ContactId, MilestoneId, ParticipantId, PartnerUserId, PersonId, ProjectId, TaskId,
};
use crate::refusal::Refusal;
use crate::scalar::{Change, Hours, Text};
use crate::spec::story::delivery::{
    ADA_HERSELF, BRIDGE, BUILD, CHECK, DESIGN, DIG, DRAW, GUEST, JO, JO_BUILDS, JO_DESIGNS, KIM,
    KIM_DESIGNS, LEAD, PIERS, PLANS, ROOF, TOWER, assigned, by_default, follows, heading, level,
    milestone, person, person_of, phase, project, takes_part, takes_part_as, task, task_as, tower,
};
use crate::spec::story::{ADA, BO, EVE, OTHER_FIRM, contact, enabled, fields_set, licence_revoked};
use crate::spec::{Told, name, nth};

pub(super) const GATE: MilestoneId = MilestoneId(nth(23_002));
pub(super) const END: MilestoneId = MilestoneId(nth(23_003));
pub(super) const SECRET: TaskId = TaskId(nth(22_005));
const FOREIGN: TaskId = TaskId(nth(22_007));
pub(super) const WALLS: TaskId = TaskId(nth(22_006));
pub(super) const ADA_DESIGNS: ParticipantId = ParticipantId(nth(25_004));
pub(super) const COLLEAGUE: PersonId = PersonId(nth(24_004));
const IDA: ContactId = ContactId(nth(8_003));
pub(super) const COLLEAGUE_DESIGNS: ParticipantId = ParticipantId(nth(25_005));
const RIVAL_USER: PartnerUserId = PartnerUserId(nth(1_004));

/// The tower with something of everything. Jo takes part in the design, with the level `permissions`;
/// so do Kim, who is of another firm, Ada of the host company, and a colleague of Jo's.
pub(super) fn built(permissions: Permissions) -> Plant {
    let mut plant = given(tower());
    for told in [
        contact(EVE, OTHER_FIRM),
        enabled(EVE, RIVAL_USER),
        licensed(RIVAL_USER, Module::Projects),
        person(KIM, EVE),
        contact(IDA, crate::spec::story::FIRM),
        person(COLLEAGUE, IDA),
        person_of(ADA_HERSELF, PersonOf::StaffUser(ADA)),
        level(GUEST, permissions),
        takes_part_as(JO_DESIGNS, DESIGN, JO, GUEST),
        takes_part(KIM_DESIGNS, DESIGN, KIM),
        takes_part(ADA_DESIGNS, DESIGN, ADA_HERSELF),
        takes_part(COLLEAGUE_DESIGNS, DESIGN, COLLEAGUE),
        milestone(ROOF, TOWER, Some(DESIGN)),
        milestone(GATE, TOWER, Some(BUILD)),
        milestone(END, TOWER, None),
        heading(PLANS, DESIGN),
        task_as(DRAW, DESIGN, Some(PLANS), TaskKind::Work, Audience::Shared),
        task(CHECK, DESIGN),
        task_as(SECRET, DESIGN, None, TaskKind::Work, Audience::Internal),
        heading(WALLS, BUILD),
        task_as(DIG, BUILD, Some(WALLS), TaskKind::Work, Audience::Shared),
        assigned(DRAW, [JO, KIM]),
        assigned(CHECK, [KIM]),
        assigned(SECRET, [JO]),
        follows(DRAW, [CHECK, DIG, SECRET]),
        SetProjectHealth { project: TOWER, health: Health::Green, reason: None }.into(),
        owned_by_jo(),
    ] {
        plant.when(told);
    }
    plant
}

fn owned_by_jo() -> Told {
    let owner = Change::To(Some(JO));
    ChangePhase { phase: DESIGN, name: Change::Keep, owner, start: Change::Keep, end: Change::Keep }
        .into()
}

/// What Bo sees beside his own profile.
fn of_projects(plant: &Plant) -> Vec<DocumentId> {
    plant.sees(BO).into_iter().filter(|id| *id != DocumentId::Profile(JO)).collect()
}

pub(super) fn usual() -> Permissions {
    Permissions::usual(Some(PartnerType::SystemsIntegrator))
}

#[test]
fn a_project_is_there_for_who_takes_part_in_one_of_its_phases() {
    let mut plant = given(tower());
    assert_eq!(of_projects(&plant), []);
    plant.when(takes_part(JO_DESIGNS, DESIGN, JO));
    assert_eq!(of_projects(&plant), [TOWER.into(), DESIGN.into(), JO_DESIGNS.into()]);
    plant.when(project(BRIDGE));
    plant.when(phase(PIERS, BRIDGE));
    plant.when(task(DIG, PIERS));
    assert!(plant.shows(BO, BRIDGE).is_none() && plant.shows(BO, DIG).is_none());
}

#[test]
fn who_takes_part_no_more_loses_the_project_with_all_that_is_in_it() {
    let mut plant = built(usual());
    let before = plant.sees(BO);
    assert!(before.len() > 5);
    plant.when(RemoveParticipant { participant: JO_DESIGNS });
    assert_eq!(of_projects(&plant), []);
    assert!(!crate::visibility::scope(&plant.world, BO).contains(&TOWER.into()));
    // Assignments stay, for whoever comes back.
    plant.when(takes_part_as(JO_DESIGNS, DESIGN, JO, GUEST));
    assert_eq!(plant.sees(BO), before);
}

#[test]
fn without_the_module_or_shut_out_there_is_no_project() {
    for told in [
        licence_revoked(BO, Module::Projects),
        crate::spec::story::deactivated(BO),
        level_changed(Permissions { project_view: ProjectView::None, ..usual() }),
    ] {
        let mut plant = built(usual());
        plant.when(told);
        assert_eq!(of_projects(&plant), []);
    }
}

fn level_changed(permissions: Permissions) -> Told {
    let name = name("other level");
    crate::access::ChangeAccessLevel { access_level: GUEST, name, permissions }.into()
}

#[test]
fn the_own_level_counts_before_that_of_the_role_of_the_account_and_of_all() {
    let at = |task_view| Permissions { task_view, ..usual() };
    let mut plant = given(tower());
    for told in [
        task(DRAW, DESIGN),
        task(DIG, BUILD),
        level(GUEST, at(TaskView::Own)),
        level(LEAD, at(TaskView::Project)),
    ] {
        plant.when(told);
    }
    let with_role = |level| crate::delivery::AddParticipant {
        phase: DESIGN,
        person: JO,
        role: Some(name("Architect")),
        access_level: level,
    };
    let all = |plant: &Plant| plant.shows(BO, DIG).is_some();
    let own = |plant: &Plant| plant.shows(BO, DRAW).is_none();
    plant.when(Told { makes: Some(JO_DESIGNS.0), command: with_role(None).into() });
    assert!(!all(&plant) && !own(&plant), "the usual level shows the phase");
    plant.when(by_default(LevelScope::Externals, GUEST));
    assert!(own(&plant));
    plant.when(by_default(LevelScope::Account(crate::spec::story::FIRM), LEAD));
    assert!(all(&plant));
    plant.when(by_default(LevelScope::ProjectRole(name("architect")), GUEST));
    assert!(own(&plant), "roles are compared without case");
    let to = Change::To(Some(LEAD));
    plant.when(crate::delivery::ChangeParticipant {
        participant: JO_DESIGNS,
        role: Change::Keep,
        access_level: to,
    });
    assert!(all(&plant));
}

#[test]
fn a_level_holds_in_the_phase_in_which_it_is_held() {
    let mut plant = built(Permissions { task_view: TaskView::Own, ..usual() });
    plant.when(level(LEAD, Permissions { task_view: TaskView::Phase, ..usual() }));
    plant.when(takes_part_as(JO_BUILDS, BUILD, JO, LEAD));
    assert!(plant.shows(BO, DIG).is_some(), "all of the phase that the level opens");
    assert!(plant.shows(BO, CHECK).is_none(), "own ones in the other");
}

#[test]
fn links_to_hidden_tasks_vanish_and_so_do_names_that_are_not_told() {
    let plant = built(usual());
    let row = read(&plant, BO, DRAW);
    let link = serde_json::json!(
        [{ "task": CHECK, "kind": "finish_to_start", "lag_minutes": 0 }]
    );
    assert_eq!(row["predecessors"], link);
    assert_eq!(row["assignees"], serde_json::json!(["contact 1"]), "himself, not the rival");
    assert_eq!(row["mine"], true);
    assert_eq!(read(&plant, BO, CHECK)["assignees"], serde_json::json!([]));
    let all = built(Permissions { participant_view: ParticipantView::All, ..usual() });
    assert_eq!(read(&all, BO, CHECK)["assignees"], serde_json::json!(["contact 2"]));
}

#[test]
fn counts_are_of_what_is_seen() {
    for (task_view, tasks) in [(TaskView::Own, 1), (TaskView::Phase, 2), (TaskView::Project, 3)] {
        let plant = built(Permissions { task_view, ..usual() });
        let row = read(&plant, BO, TOWER);
        assert_eq!((&row["tasks"], &row["planned_hours"]), (&tasks.into(), &(8 * tasks).into()));
    }
}

#[test]
fn a_heading_tells_its_title_and_nothing_else() {
    let plant = built(Permissions { task_view: TaskView::Own, ..usual() });
    let heading = read(&plant, BO, PLANS);
    let expected = serde_json::json!({
        "id": PLANS, "project_id": TOWER, "phase_id": DESIGN, "parent_id": null,
        "kind": "heading", "heading_only": true, "mine": false, "title": "task 3",
    });
    assert_eq!(heading, expected);
    assert_eq!(read(&plant, BO, DRAW)["parent_id"], serde_json::json!(PLANS));
    assert!(plant.shows(BO, WALLS).is_none(), "nothing under it is seen");
}

#[test]
fn a_phase_that_is_only_a_heading_tells_its_name_and_what_is_seen_of_it() {
    let permissions = Permissions { task_view: TaskView::Project, ..usual() };
    let plant = built(permissions);
    let row = read(&plant, BO, BUILD);
    let expected = serde_json::json!({
        "id": BUILD, "project_id": TOWER, "heading_only": true, "name": "phase 2",
        "planned_hours": 8, "logged_hours": 0, "tasks": 1, "tasks_done": 0,
    });
    assert_eq!(row, expected);
    let all = built(Permissions { phase_view: PhaseView::All, ..usual() });
    assert_eq!(read(&all, BO, BUILD)["heading_only"], false);
}

#[test]
fn field_security_hides_within_what_the_level_opens() {
    let mut plant = built(usual());
    let hours = [Field::Task(crate::access::TaskField::PlannedHours)];
    plant.when(fields_set(FieldScope::Externals, hours, Some(FieldAccess::Hidden)));
    for id in [DocumentId::from(TOWER), DESIGN.into(), DRAW.into()] {
        assert!(read(&plant, BO, id).get("planned_hours").is_none(), "{id:?}");
    }
    plant.actor = Actor::Partner(BO);
    let change = ChangeTask {
        task: DRAW,
        title: Change::Keep,
        description: Change::Keep,
        audience: Change::Keep,
        slot: Change::Keep,
        planned: Change::To(Hours::ZERO),
        checklist: Change::Keep,
    };
    plant.refuses(change, &Refusal::FieldNotEditable);
}

fn project_change(plant: &Plant, told: impl FnOnce(&mut ChangeProject)) -> Command {
    let held = plant.world.delivery.project(TOWER).map(|project| project.id);
    let mut change = ChangeProject {
        project: held.unwrap_or(TOWER),
        name: Change::Keep,
        customer: Change::Keep,
        manager: Change::Keep,
        start: Change::Keep,
        end: Change::Keep,
        delivery: Change::Keep,
        currency: Change::Keep,
        budget_hours: Change::Keep,
        budget: Change::Keep,
    };
    told(&mut change);
    change.into()
}

#[test]
fn a_partner_renames_no_project_for_a_name_that_is_taken_would_tell_of_another() {
    let mut plant = built(Permissions { project_view: ProjectView::Edit, ..usual() });
    plant.when(project(BRIDGE));
    plant.actor = Actor::Partner(BO);
    for called in ["project 2", "a name of nobody"] {
        let rename = project_change(&plant, |change| change.name = Change::To(name(called)));
        assert_eq!(plant.decide(&rename), Err(Refusal::LevelPermitsNot), "{called}");
    }
}

#[test]
fn a_refusal_does_not_tell_a_day_that_is_hidden() {
    use crate::access::{PhaseField, ProjectField};
    let extent = Permissions { phase_edit: Extent::All, ..usual() };
    let mut plant = built(Permissions { project_view: ProjectView::Edit, ..extent });
    let ends = [Field::Project(ProjectField::End), Field::Phase(PhaseField::End)];
    plant.when(fields_set(FieldScope::Externals, ends, Some(FieldAccess::Hidden)));
    plant.actor = Actor::Partner(BO);
    let late = || Change::To(Some(crate::spec::day("2099-01-01")));
    let project = project_change(&plant, |change| change.start = late());
    let (owner, end) = (Change::Keep, Change::Keep);
    let phase = ChangePhase { phase: DESIGN, name: Change::Keep, owner, start: late(), end };
    for change in [project, phase.into()] {
        assert_eq!(plant.decide(&change), Err(Refusal::FieldNotEditable));
    }
}

#[test]
fn what_a_partner_adds_is_his_own_to_do() {
    let mut plant = built(Permissions { task_view: TaskView::Own, ..usual() });
    plant.actor = Actor::Partner(BO);
    let (_, _, add) = tries().swap_remove(5);
    let new = TaskId(nth(22_099));
    plant.when(Told { makes: Some(new.0), command: add });
    assert_eq!(read(&plant, BO, new)["mine"], true);
}

#[test]
fn a_task_of_another_project_is_no_heading_for_what_a_partner_adds() {
    let of_all = Permissions { task_view: TaskView::Project, ..usual() };
    let mut plant = built(of_all);
    for told in [project(BRIDGE), phase(PIERS, BRIDGE), heading(FOREIGN, PIERS)] {
        plant.when(told);
    }
    plant.actor = Actor::Partner(BO);
    for parent in [FOREIGN, TaskId(nth(22_098))] {
        let told = task_as(DIG, DESIGN, Some(parent), TaskKind::Work, Audience::Shared);
        let missing = Refusal::Unknown(crate::refusal::RecordKind::Task, parent.into());
        plant.refuses(told, &missing);
    }
}

#[test]
fn a_partner_learns_no_other_project_by_its_name() {
    let mut plant = built(Permissions { project_view: ProjectView::Edit, ..usual() });
    plant.when(project(BRIDGE));
    plant.actor = Actor::Partner(BO);
    let (_, _, Command::ChangeProject(change)) = tries().swap_remove(0) else {
        unreachable!("the first try changes the project")
    };
    for called in ["project 2", "project 3"] {
        let renamed = ChangeProject { name: Change::To(name(called)), ..change.clone() };
        plant.refuses(renamed, &Refusal::LevelPermitsNot);
    }
    plant.when(change);
}

#[test]
fn whether_a_judgement_is_the_same_tells_no_hidden_reason() {
    let mut plant = built(Permissions { health_set: crate::access::Allowed::Yes, ..usual() });
    let judged = |reason| SetProjectHealth {
        project: TOWER,
        health: Health::Red,
        reason: Text::new(reason).ok(),
    };
    plant.when(judged("rain"));
    let reason = [Field::Project(crate::access::ProjectField::HealthReason)];
    plant.when(fields_set(FieldScope::Externals, reason, Some(FieldAccess::Hidden)));
    plant.actor = Actor::Partner(BO);
    for reason in ["rain", "flood"] {
        assert_eq!(plant.clone().when(judged(reason)).len(), 1, "{reason}");
    }
}

#[test]
fn everything_that_is_rendered_is_explained_and_in_scope() {
    for permissions in [
        usual(),
        Permissions::default(),
        Permissions { task_view: TaskView::Project, phase_view: PhaseView::All, ..usual() },
        Permissions { task_view: TaskView::Own, task_edit: Extent::All, ..usual() },
        Permissions { raid_view: Circle::None, ..Permissions::default() },
    ] {
        let plant = built(permissions);
        for user in [BO, RIVAL_USER] {
            let scope = crate::visibility::scope(&plant.world, user);
            for id in crate::visibility::in_project(&plant.world, TOWER) {
                let shown = crate::visibility::document(&plant.world, user, id).is_some();
                let explained = crate::visibility::explain(&plant.world, user, id);
                assert_eq!(explained.visible, shown, "{id:?}: {explained:?}");
                assert!(!shown || scope.contains(&id), "{id:?}");
            }
        }
    }
}

#[test]
fn another_kind_of_partner_has_another_usual_level() {
    let report = |kind| {
        let mut plant = given(tower());
        plant.when(takes_part(JO_DESIGNS, DESIGN, JO));
        let firm = crate::spec::story::FIRM;
        plant.when(crate::spec::story::kind_changed(firm, kind));
        let project: ProjectId = TOWER;
        let rights = crate::visibility::Rights::on(&plant.world, BO, project);
        rights.map(|rights| rights.widest().status_report_submit)
    };
    use crate::access::Allowed::{No, Yes};
    assert_eq!(report(PartnerType::SystemsIntegrator), Ok(Yes));
    assert_eq!(report(PartnerType::Contractor), Ok(No));
}
