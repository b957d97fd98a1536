use super::*;
use crate::access::{Module, RevokeModuleLicence};
use crate::actor::Actor;
use crate::effort::site::{PIA, PIA_HERSELF, ROOT, ada, bo, by, site, supervised};
use crate::id::{ContactId, PartnerUserId};
use crate::refusal::RecordKind;
use crate::spec::story::delivery::{ADA_HERSELF, JO, KIM};
use crate::spec::story::{BO, FIRM, contact, enabled, licensed};
use crate::spec::{Told, day, name, nth};

/// A contact of Bo's firm on whom no work is planned, and the user that he is.
const MAX_TOO: ContactId = ContactId(nth(8_009));
const LU: PartnerUserId = PartnerUserId(nth(1_009));

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
}

#[test]
fn skills_and_periods_are_bounded() {
    let mut plant = site();
    let too_many = |max: usize| Refusal::TooMany { given: max + 1, max };
    let skills = |n: usize| {
        let skills = (0..n).map(|n| skill(&format!("skill {n}"))).collect();
        SetSkills { person: Some(JO), skills }
    };
    plant.refuses(skills(SKILLS_MAX + 1), &too_many(SKILLS_MAX));
    plant.when(skills(SKILLS_MAX));
    let periods = |n: usize| {
        let days = std::iter::successors(Some(day("2026-03-02")), |day| {
            day.civil().tomorrow().ok().map(Date::from)
        });
        let off =
            |day| AvailabilityPeriod { from: day, until: day, availability: Availability::TimeOff };
        SetAvailability { person: Some(JO), periods: days.take(n).map(off).collect() }
    };
    plant.refuses(periods(AVAILABILITY_MAX + 1), &too_many(AVAILABILITY_MAX));
    plant.when(periods(AVAILABILITY_MAX));
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

/// What a partner is told who has no profile to write.
fn nobody() -> Refusal {
    Refusal::Unknown(RecordKind::Person, crate::id::RecordId(uuid::Uuid::nil()))
}

#[test]
fn who_is_no_person_has_no_profile() {
    let mut plant = site();
    for told in [contact(MAX_TOO, FIRM), enabled(MAX_TOO, LU), licensed(LU, Module::Projects)] {
        plant.when(told);
    }
    assert!(plant.sees(LU).is_empty());
    by(&mut plant, Actor::Partner(LU));
    plant.refuses(skilled(None, [skill("Go")]), &nobody());
    plant.refuses(SetAvailability { person: None, periods: Vec::new() }, &nobody());
    let jo = Refusal::Unknown(RecordKind::Person, JO.into());
    plant.refuses(skilled(Some(JO), [skill("Go")]), &jo);
    by(&mut plant, Actor::Staff(ROOT)).refuses(skilled(None, []), &Refusal::PersonNeeded);
}

#[test]
fn without_the_module_there_is_no_profile_to_write() {
    let mut plant = site();
    let (partner_user, module) = (BO, Module::Projects);
    plant.when(RevokeModuleLicence { partner_user, module });
    assert_eq!(plant.shows(BO, JO), None);
    bo(&mut plant);
    plant.refuses(skilled(None, [skill("Go")]), &nobody());
    let jo = Refusal::Unknown(RecordKind::Person, JO.into());
    plant.refuses(skilled(Some(JO), [skill("Go")]), &jo);
    plant.refuses(available([off("2026-03-09", "2026-03-10")]), &jo);
    ada(&mut plant).when(licensed(BO, Module::Projects));
    bo(&mut plant).when(skilled(None, [skill("Go")]));
}
