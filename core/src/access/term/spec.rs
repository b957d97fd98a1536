use super::*;
use crate::access::{GrantState, Module};
use crate::refusal::{RecordKind, Refusal};
use crate::spec::story::{
    ADA, LASER, PARTNER, admitted_for, deactivated, licensed_for, linked, owner, partner,
    reactivated, resource,
};
use crate::spec::{MORNING, Plant, given};

fn hour(hour: i64) -> Instant {
    Instant::from_micros(MORNING).plus_minutes(hour * 60)
}

fn before(at: Instant) -> Instant {
    Instant::from_micros(at.micros() - 1)
}

fn term(from: i64, until: i64) -> Term {
    Term { from: Some(hour(from)), until: Some(hour(until)) }
}

fn is_in(plant: &Plant) -> bool {
    plant.world.access.partner_user(PARTNER).is_ok_and(|user| user.admitted().is_some())
}

fn holds(plant: &Plant) -> bool {
    let user = plant.world.access.partner_user(PARTNER);
    user.is_ok_and(|user| user.licence(Module::Planning).is_some())
}

#[test]
fn a_user_comes_in_and_is_out_at_the_very_instant() {
    let mut plant = given([partner(PARTNER)]);
    assert!(is_in(&plant));
    plant.when(admitted_for(PARTNER, term(2, 5)));
    assert!(!is_in(&plant));
    plant.passes(before(hour(2)));
    assert!(!is_in(&plant));
    plant.passes(hour(2));
    assert!(is_in(&plant));
    plant.passes(before(hour(5)));
    assert!(is_in(&plant));
    plant.passes(hour(5));
    assert!(!is_in(&plant));
    assert_eq!(plant.world.access.next_due(), None);
}

#[test]
fn a_licence_begins_and_ends_at_the_very_instant() {
    let mut plant = given([partner(PARTNER)]);
    plant.when(licensed_for(PARTNER, Module::Planning, term(2, 5)));
    plant.passes(before(hour(2)));
    assert!(!holds(&plant));
    plant.passes(hour(2));
    assert!(holds(&plant));
    plant.passes(before(hour(5)));
    assert!(holds(&plant));
    plant.passes(hour(5));
    assert!(!holds(&plant));
    assert_eq!(plant.world.access.next_due(), None);
}

#[test]
fn the_same_term_changes_nothing_and_a_longer_one_keeps_who_is_in() {
    let mut plant = given([partner(PARTNER)]);
    let since = |plant: &Plant| plant.world.access.partner_user(PARTNER).ok()?.admitted();
    let begun = since(&plant);
    let short = Term { from: None, until: Some(hour(5)) };
    assert_eq!(plant.when(admitted_for(PARTNER, short)).len(), 1);
    assert_eq!(plant.when(admitted_for(PARTNER, short)), []);
    plant.when(admitted_for(PARTNER, Term { from: None, until: Some(hour(9)) }));
    assert_eq!(since(&plant), begun, "the commit that let him in is the same");
    plant.passes(hour(6));
    assert!(is_in(&plant));
    plant.passes(hour(9));
    assert!(!is_in(&plant));
    plant.when(admitted_for(PARTNER, Term::OPEN));
    assert!(is_in(&plant) && since(&plant) > begun);
}

#[test]
fn who_is_shut_out_stays_out_whatever_his_term() {
    let mut plant = given([partner(PARTNER), deactivated(PARTNER)]);
    plant.when(admitted_for(PARTNER, term(1, 3)));
    plant.passes(hour(1));
    assert!(!is_in(&plant));
    plant.when(reactivated(PARTNER));
    assert!(is_in(&plant));
    plant.passes(hour(3));
    assert!(!is_in(&plant));
}

#[test]
fn an_end_that_has_passed_lets_nobody_in_even_before_its_event() {
    let mut plant = given([partner(PARTNER)]);
    plant.when(admitted_for(PARTNER, Term { from: None, until: Some(hour(1)) }));
    let user = plant.world.access.partner_user(PARTNER).expect("is there");
    assert!(user.admitted_at(before(hour(1))).is_some());
    assert_eq!(user.admitted_at(hour(1)), None);
}

#[test]
fn a_term_lasts_at_some_time_and_is_of_a_known_user_under_a_known_sponsor() {
    let mut plant = given([partner(PARTNER), resource(LASER)]);
    plant.refuses(admitted_for(PARTNER, term(-2, -1)), &Refusal::TermWithoutTime);
    let licence = licensed_for(PARTNER, Module::Planning, term(2, 2));
    plant.refuses(licence, &Refusal::TermWithoutTime);
    let set =
        |sponsor| SetPartnerUserTerm { partner_user: PARTNER, from: None, until: None, sponsor };
    let unknown = Refusal::Unknown(RecordKind::StaffUser, ADA.into());
    plant.refuses(set(Some(ADA)), &unknown);
    plant.when(owner());
    assert_eq!(plant.when(set(Some(ADA))).len(), 1);
    plant.when(linked(PARTNER, LASER));
    let user = plant.world.access.partner_user(PARTNER).expect("is there");
    assert_eq!(user.admission.sponsor, Some(ADA));
    assert!(matches!(user.admission.state, GrantState::Holding(_)));
    let nobody = Refusal::Unknown(RecordKind::PartnerUser, PARTNER.into());
    given([]).refuses(admitted_for(PARTNER, Term::OPEN), &nobody);
}
