use super::*;
use crate::refusal::RecordKind;
use crate::spec::story::delivery::{BRIDGE, CLIENT, ROOF, TOWER, client, milestone, project};
use crate::spec::story::{ADA, owner};
use crate::spec::{Plant, day, given, name};

fn kept() -> ChangeProject {
    ChangeProject {
        project: TOWER,
        name: Change::Keep,
        customer: Change::Keep,
        manager: Change::Keep,
        start: Change::Keep,
        end: Change::Keep,
        delivery: Change::Keep,
        currency: Change::Keep,
        budget_hours: Change::Keep,
        budget: Change::Keep,
    }
}

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

fn held(plant: &Plant) -> &Project {
    plant.world.delivery.project(TOWER).expect("created")
}

#[test]
fn names_of_projects_are_their_own_without_regard_to_case() {
    let mut plant = given([project(TOWER), project(BRIDGE)]);
    plant.refuses(project(TOWER), &Refusal::ProjectNameTaken(name("project 1")));
    let taken = ChangeProject { name: Change::To(name("PROJECT 2")), ..kept() };
    plant.refuses(taken, &Refusal::ProjectNameTaken(name("PROJECT 2")));
    plant.when(ChangeProject { name: Change::To(name("Project 1")), ..kept() });
    let found = |text| plant.world.delivery.project_by_name(&name(text));
    assert_eq!((found("project 1"), found("project 2")), (Some(TOWER), Some(BRIDGE)));
}

#[test]
fn what_is_not_named_stays_and_null_takes_away() {
    let mut plant = given([owner(), client(), project(TOWER)]);
    assert_eq!(plant.when(kept()), []);
    plant.when(ChangeProject {
        customer: Change::To(Some(CLIENT)),
        manager: Change::To(Some(ADA)),
        end: Change::To(None),
        ..kept()
    });
    let ProjectBrief { customer, manager, start, end, .. } = &held(&plant).brief;
    assert_eq!((*customer, *manager), (Some(CLIENT), Some(ADA)));
    assert_eq!((*start, *end), (Some(day("2026-03-02")), None));
}

#[test]
fn customer_and_manager_are_known() {
    let mut plant = given([project(TOWER)]);
    let unknown = Refusal::Unknown(RecordKind::Account, CLIENT.into());
    plant.refuses(ChangeProject { customer: Change::To(Some(CLIENT)), ..kept() }, &unknown);
    let unknown = Refusal::Unknown(RecordKind::StaffUser, ADA.into());
    plant.refuses(ChangeProject { manager: Change::To(Some(ADA)), ..kept() }, &unknown);
}

#[test]
fn a_project_does_not_end_before_it_starts() {
    let mut plant = given([project(TOWER)]);
    let early = day("2026-03-01");
    let refusal = Refusal::EndsBeforeItStarts(day("2026-03-02"), early);
    plant.refuses(ChangeProject { end: Change::To(Some(early)), ..kept() }, &refusal);
    plant.when(ChangeProject { end: Change::To(Some(day("2026-03-02"))), ..kept() });
}

#[test]
fn a_budget_is_of_a_currency_and_has_no_more_decimals_than_that() {
    let mut plant = given([project(TOWER)]);
    let budget = |budget: &str, currency: Option<&str>| ChangeProject {
        budget: Change::To(Some(amount(budget))),
        currency: Change::To(currency.map(|code| code.parse().expect("a currency"))),
        ..kept()
    };
    plant.refuses(budget("10", None), &Refusal::BudgetWithoutCurrency);
    let yen = "JPY".parse().expect("a currency");
    let decimals = Refusal::TooManyDecimals(amount("10.5"), yen);
    plant.refuses(budget("10.5", Some("JPY")), &decimals);
    plant.refuses(budget("-1", Some("EUR")), &Refusal::BudgetBelowNothing);
    let hours = Change::To(Some(Hours::hundredths(-1)));
    plant.refuses(ChangeProject { budget_hours: hours, ..kept() }, &Refusal::BudgetBelowNothing);
    plant.when(budget("10.5", Some("EUR")));
}

#[test]
fn status_is_set_once() {
    let mut plant = given([project(TOWER)]);
    let set = |status| SetProjectStatus { project: TOWER, status };
    assert_eq!(plant.when(set(ProjectStatus::Planned)), []);
    plant.when(set(ProjectStatus::Active));
    assert_eq!(plant.when(set(ProjectStatus::Active)), []);
    assert_eq!(held(&plant).status, ProjectStatus::Active);
}

#[test]
fn amber_and_red_say_why_and_every_judgement_stays_in_the_history() {
    let mut plant = given([project(TOWER)]);
    let judged = |health, reason: Option<&str>| SetProjectHealth {
        project: TOWER,
        health,
        reason: reason.map(|text| Text::new(text).expect("a text")),
    };
    for worried in [Health::Amber, Health::Red] {
        plant.refuses(judged(worried, None), &Refusal::HealthWithoutReason);
    }
    plant.when(judged(Health::Green, None));
    assert_eq!(plant.when(judged(Health::Green, None)), []);
    plant.when(judged(Health::Red, Some("rain")));
    plant.when(judged(Health::Red, Some("flood")));
    plant.when(judged(Health::Green, None));
    let told: Vec<_> = held(&plant).health.iter().map(|entry| entry.health).collect();
    assert_eq!(told, [Health::Green, Health::Red, Health::Red, Health::Green]);
}

#[test]
fn a_project_goes_live_with_a_milestone_of_its_own() {
    let mut plant = given([project(TOWER), project(BRIDGE), milestone(ROOF, TOWER, None)]);
    let live = |project| SetGoLive { project, milestone: Some(ROOF) };
    plant.refuses(live(BRIDGE), &Refusal::OfAnotherProject(ROOF.into()));
    plant.when(live(TOWER));
    assert_eq!(plant.when(live(TOWER)), []);
    let removed = crate::delivery::RemoveMilestone { milestone: ROOF };
    plant.refuses(removed.clone(), &Refusal::MilestoneIsGoLive(ROOF.into()));
    plant.when(SetGoLive { project: TOWER, milestone: None });
    plant.when(removed);
    assert_eq!(held(&plant).milestones, []);
}
