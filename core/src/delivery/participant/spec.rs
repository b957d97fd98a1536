use super::*;
use crate::access::{ParticipantView, Permissions};
use crate::effort::{ChangePerson, PersonOf};
use crate::refusal::RecordKind;
use crate::spec::story::delivery::{
    BUILD, DESIGN, GUEST, JO, JO_BUILDS, JO_DESIGNS, KIM, KIM_DESIGNS, LEAD, level, person,
    person_of, takes_part, takes_part_as, tower,
};
use crate::spec::story::{BO, EVE, FIRM, OTHER_FIRM, contact};
use crate::spec::{Plant, Told, given, name};

fn changed(role: Option<&str>) -> ChangeParticipant {
    ChangeParticipant {
        participant: JO_DESIGNS,
        role: Change::To(role.map(name)),
        access_level: Change::Keep,
    }
}

fn removed(participant: ParticipantId) -> RemoveParticipant {
    RemoveParticipant { participant }
}

#[test]
fn somebody_takes_part_in_a_phase_once() {
    let mut plant = given(tower());
    let added =
        ParticipantAdded { id: JO_DESIGNS, phase: DESIGN, person: JO, role: None, level: None };
    assert_eq!(plant.when(takes_part(JO_DESIGNS, DESIGN, JO)), [added.into()]);
    plant.refuses(takes_part(KIM_DESIGNS, DESIGN, JO), &Refusal::AlreadyParticipant(JO.into()));
    plant.when(takes_part(JO_BUILDS, BUILD, JO));
    assert_eq!(plant.world.delivery.part_in(JO).count(), 2);
    plant.when(removed(JO_DESIGNS));
    assert_eq!(plant.world.delivery.part_in(JO).count(), 1);
    let unknown = Refusal::Unknown(RecordKind::Participant, JO_DESIGNS.into());
    plant.refuses(removed(JO_DESIGNS), &unknown);
}

#[test]
fn the_usual_role_of_a_person_is_taken_where_none_is_said() {
    let mut plant = given(tower());
    plant.when(ChangePerson {
        person: JO,
        supervisor: Change::Keep,
        role: Change::To(Some(name("Architect"))),
        schedulable: Change::Keep,
    });
    plant.when(takes_part(JO_DESIGNS, DESIGN, JO));
    let role =
        |plant: &Plant| plant.world.delivery.participant(JO_DESIGNS).map(|held| held.role.clone());
    assert_eq!(role(&plant), Ok(Some(name("Architect"))));
    plant.when(changed(None));
    assert_eq!(plant.when(changed(None)), []);
    assert_eq!(role(&plant), Ok(None));
}

#[test]
fn no_work_is_planned_on_who_is_not_schedulable() {
    let mut plant = given(tower());
    plant.when(ChangePerson {
        person: JO,
        supervisor: Change::Keep,
        role: Change::Keep,
        schedulable: Change::To(false),
    });
    let refusal = Refusal::PersonIsNotSchedulable(JO.into());
    plant.refuses(takes_part(JO_DESIGNS, DESIGN, JO), &refusal);
}

#[test]
fn levels_are_known() {
    let mut plant = given(tower());
    let unknown = Refusal::Unknown(RecordKind::AccessLevel, GUEST.into());
    plant.refuses(takes_part_as(JO_DESIGNS, DESIGN, JO, GUEST), &unknown);
    plant.when(takes_part(JO_DESIGNS, DESIGN, JO));
    let to = Change::To(Some(GUEST));
    let told = ChangeParticipant { participant: JO_DESIGNS, role: Change::Keep, access_level: to };
    plant.refuses(told, &unknown);
}

/// Jo manages participants of the design. Kim is of another firm, Eve a colleague.
fn managing() -> Plant {
    let permissions = Permissions { participant_manage: Allowed::Yes, ..Permissions::usual(None) };
    let mut plant = given(tower());
    for told in
        [level(LEAD, permissions), takes_part_as(JO_DESIGNS, DESIGN, JO, LEAD), contact(EVE, FIRM)]
    {
        plant.when(told);
    }
    plant
}

#[test]
fn a_partner_brings_in_colleagues_with_the_level_that_follows_and_nobody_else() {
    let mut plant = managing();
    plant.when(person(KIM, EVE));
    plant.actor = Actor::Partner(BO);
    let with_level = takes_part_as(KIM_DESIGNS, DESIGN, KIM, LEAD);
    plant.refuses(with_level, &Refusal::LevelPermitsNot);
    let elsewhere = Refusal::Unknown(RecordKind::Phase, BUILD.into());
    plant.refuses(takes_part(KIM_DESIGNS, BUILD, KIM), &elsewhere);
    plant.when(takes_part(KIM_DESIGNS, DESIGN, KIM));
    plant.when(removed(KIM_DESIGNS));
}

#[test]
fn to_a_partner_people_of_other_firms_do_not_exist() {
    let mut plant = managing();
    plant.when(contact(crate::id::ContactId(crate::spec::nth(8_009)), OTHER_FIRM));
    let stranger = PersonOf::Contact(crate::id::ContactId(crate::spec::nth(8_009)));
    let told: Told = person_of(KIM, stranger);
    plant.when(told);
    plant.when(takes_part(KIM_DESIGNS, DESIGN, KIM));
    plant.actor = Actor::Partner(BO);
    let unknown = Refusal::Unknown(RecordKind::Person, KIM.into());
    plant.refuses(takes_part(JO_BUILDS, DESIGN, KIM), &unknown);
    let unknown = Refusal::Unknown(RecordKind::Participant, KIM_DESIGNS.into());
    plant.refuses(removed(KIM_DESIGNS), &unknown);
    // Whatever his level: may he send away nobody, a stranger is still not there.
    plant.actor = Actor::Staff(crate::spec::story::ADA);
    plant.when(level(GUEST, crate::access::Permissions::usual(None)));
    plant.when(ChangeParticipant {
        participant: JO_DESIGNS,
        role: Change::Keep,
        access_level: Change::To(Some(GUEST)),
    });
    plant.actor = Actor::Partner(BO);
    plant.refuses(removed(KIM_DESIGNS), &unknown);
    plant.refuses(removed(JO_DESIGNS), &Refusal::LevelPermitsNot);
}

#[test]
fn a_colleague_whose_name_is_not_told_is_sent_away_and_brought_in_like_nobody() {
    let mut plant = managing();
    plant.when(person(KIM, EVE));
    plant.when(takes_part(KIM_DESIGNS, DESIGN, KIM));
    plant.when(crate::access::ChangeAccessLevel {
        access_level: LEAD,
        name: name("level"),
        permissions: Permissions {
            participant_manage: Allowed::Yes,
            participant_view: ParticipantView::No,
            ..Permissions::usual(None)
        },
    });
    plant.actor = Actor::Partner(BO);
    assert_eq!(plant.shows(BO, KIM_DESIGNS), None);
    for participant in [KIM_DESIGNS, JO_BUILDS] {
        let missing = Refusal::Unknown(RecordKind::Participant, participant.into());
        plant.refuses(removed(participant), &missing);
    }
    for nobody in [KIM, PersonId(crate::spec::nth(24_099))] {
        let missing = Refusal::Unknown(RecordKind::Person, nobody.into());
        plant.refuses(takes_part(JO_BUILDS, DESIGN, nobody), &missing);
    }
    plant.when(removed(JO_DESIGNS));
}

#[test]
fn a_rival_who_is_shown_is_not_sent_away() {
    let mut plant = managing();
    plant.when(contact(crate::id::ContactId(crate::spec::nth(8_009)), OTHER_FIRM));
    plant.when(person(KIM, crate::id::ContactId(crate::spec::nth(8_009))));
    plant.when(takes_part(KIM_DESIGNS, DESIGN, KIM));
    plant.when(crate::access::ChangeAccessLevel {
        access_level: LEAD,
        name: name("level"),
        permissions: Permissions {
            participant_manage: Allowed::Yes,
            participant_view: ParticipantView::All,
            ..Permissions::usual(None)
        },
    });
    plant.actor = Actor::Partner(BO);
    plant.refuses(removed(KIM_DESIGNS), &Refusal::LevelPermitsNot);
}
