use super::*;
use crate::access::Permissions;
use crate::actor::Actor;
use crate::effort::site::{PIA, PIA_HERSELF, ada, bo, by, kim, site, site_with, supervised};
use crate::refusal::RecordKind;
use crate::spec::story::BO;
use crate::spec::story::delivery::{ADA_HERSELF, JO, KIM};
use crate::spec::{Told, day, name};

fn skill(called: &str) -> Skill {
    let level = Grade::new(3).expect("a grade");
    Skill { category: name("Programming"), name: name(called), level, valid_until: None }
}

fn skilled<const N: usize>(person: Option<PersonId>, skills: [Skill; N]) -> Told {
    SetSkills { person, skills: skills.into() }.into()
}

fn percent(from: &str, until: &str, number: u8) -> AvailabilityPeriod {
    let availability = Availability::Percent(Percent::new(number).expect("a percentage"));
    AvailabilityPeriod { from: day(from), until: day(until), availability }
}

fn off(from: &str, until: &str) -> AvailabilityPeriod {
    AvailabilityPeriod { from: day(from), until: day(until), availability: Availability::TimeOff }
}

fn available<const N: usize>(periods: [AvailabilityPeriod; N]) -> Told {
    SetAvailability { person: Some(JO), periods: periods.into() }.into()
}

#[test]
fn a_partner_keeps_his_own_profile_and_to_him_nobody_else_is_there() {
    let mut plant = site();
    bo(&mut plant);
    let told = skilled(None, [skill("IEC 61131")]);
    assert_eq!(plant.when(told).len(), 1);
    assert_eq!(plant.world.effort.person(JO).expect("Jo").skills, [skill("IEC 61131")]);
    let unknown = Refusal::Unknown(RecordKind::Person, KIM.into());
    plant.refuses(skilled(Some(KIM), []), &unknown);
}

#[test]
fn staff_keeps_its_own_profile_and_those_who_answer_for_all_any() {
    let mut plant = site();
    plant.when(skilled(Some(JO), [skill("Rust")]));
    by(&mut plant, Actor::Staff(PIA));
    plant.when(skilled(None, [skill("Planning")]));
    assert_eq!(plant.world.effort.person(PIA_HERSELF).expect("Pia").skills.len(), 1);
    plant.refuses(skilled(Some(JO), []), &Refusal::NotYoursToDecide);
}

#[test]
fn each_skill_of_a_category_is_named_once_without_regard_to_case() {
    let mut plant = site();
    let twice = skilled(Some(JO), [skill("Rust"), skill("Go"), skill("RUST")]);
    plant.refuses(twice, &Refusal::SkillTwice(2));
    let many = (0..=SKILLS_MAX).map(|n| skill(&format!("skill {n}"))).collect();
    let too_many = Refusal::TooMany { given: SKILLS_MAX + 1, max: SKILLS_MAX };
    plant.refuses(SetSkills { person: Some(JO), skills: many }, &too_many);
}

#[test]
fn what_is_so_already_is_not_said_again() {
    let mut plant = site();
    plant.when(skilled(Some(JO), [skill("Rust")]));
    assert_eq!(plant.when(skilled(Some(JO), [skill("Rust")])), []);
    plant.when(available([percent("2026-03-02", "2026-03-31", 50)]));
    assert_eq!(plant.when(available([percent("2026-03-02", "2026-03-31", 50)])), []);
}

#[test]
fn time_off_may_lie_in_a_period_but_no_two_of_the_same_sort_overlap() {
    let mut plant = site();
    let half = percent("2026-03-02", "2026-03-31", 50);
    let easter = off("2026-03-09", "2026-03-10");
    plant.when(available([half, easter]));
    let person = plant.world.effort.person(JO).expect("Jo");
    assert_eq!(person.availability, [half, easter]);
    let over = |from: &str| Refusal::PeriodsOverlap(day(from));
    let told = available([percent("2026-03-31", "2026-04-01", 80), half]);
    plant.refuses(told, &over("2026-03-31"));
    plant.refuses(available([easter, off("2026-03-10", "2026-03-10")]), &over("2026-03-10"));
    let backwards = Refusal::EndsBeforeItStarts(day("2026-03-02"), day("2026-03-01"));
    plant.refuses(available([off("2026-03-02", "2026-03-01")]), &backwards);
}

#[test]
fn a_profile_is_there_for_the_person_himself_only() {
    let mut plant = site();
    plant.when(skilled(Some(JO), [skill("Rust")]));
    let read = |plant: &crate::spec::Plant| {
        plant.shows(BO, JO).map(|row| serde_json::to_value(row).expect("JSON"))
    };
    let row = read(&plant).expect("a profile");
    assert_eq!(row["skills"][0]["name"], "Rust");
    assert_eq!(plant.shows(BO, KIM), None);
    assert_eq!(plant.shows(BO, ADA_HERSELF), None);
    plant.when(supervised(Some(ADA_HERSELF)));
    assert_eq!(read(&plant).expect("a profile")["supervisor"], "ada");
    plant.when(supervised(Some(KIM)));
    let row = read(&plant).expect("a profile");
    assert_eq!(row["supervisor"], serde_json::Value::Null, "somebody of another firm");
}

#[test]
fn who_is_no_person_has_no_profile() {
    let mut plant = site_with(Permissions::usual(None));
    ada(&mut plant);
    let mut other = crate::spec::given(crate::spec::story::delivery::tower());
    other.actor = Actor::Partner(BO);
    let nobody = other.world.effort.person_of_staff(crate::spec::story::ADA);
    assert_eq!(nobody, None);
    kim(&mut plant);
    plant.when(skilled(None, [skill("Go")]));
    assert_eq!(plant.world.effort.person(KIM).expect("Kim").skills.len(), 1);
}
