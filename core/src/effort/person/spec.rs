use super::*;
use crate::access::RemoveContact;
use crate::refusal::RecordKind;
use crate::spec::story::delivery::{ADA_HERSELF, JO, KIM, person, person_of};
use crate::spec::story::{ADA, EVE, FIRM, MAX, contact, firm, owner};
use crate::spec::{Plant, given, name};

fn firm_of_two() -> Plant {
    given([owner(), firm(FIRM), contact(MAX, FIRM), contact(EVE, FIRM)])
}

fn found(person: PersonId, of: PersonOf) -> StaffPerson {
    StaffPerson { person, of }
}

fn supervised(person: PersonId, by: Option<PersonId>) -> ChangePerson {
    ChangePerson {
        person,
        supervisor: Change::To(by),
        role: Change::Keep,
        schedulable: Change::Keep,
    }
}

#[test]
fn a_contact_a_staff_user_and_a_name_are_persons_and_the_first_two_only_once() {
    let mut plant = firm_of_two();
    plant.when(person(JO, MAX));
    plant.when(person_of(ADA_HERSELF, PersonOf::StaffUser(ADA)));
    plant.refuses(person(KIM, MAX), &Refusal::PersonExists(JO.into()));
    let ada = person_of(KIM, PersonOf::StaffUser(ADA));
    plant.refuses(ada, &Refusal::PersonExists(ADA_HERSELF.into()));
    plant.when(person_of(KIM, PersonOf::Name(Personal::new(name("Welder")))));
    plant.when(person_of(
        PersonId(crate::spec::nth(9)),
        PersonOf::Name(Personal::new(name("Welder"))),
    ));
    let unknown = Refusal::Unknown(RecordKind::Contact, EVE.into());
    given([]).refuses(person(JO, EVE), &unknown);
}

#[test]
fn somebody_is_found_for_a_name_once() {
    let mut plant = firm_of_two();
    plant.when(person(JO, MAX));
    plant.when(person_of(KIM, PersonOf::Name(Personal::new(name("Welder")))));
    let max = Refusal::PersonExists(JO.into());
    plant.refuses(found(KIM, PersonOf::Contact(MAX)), &max);
    let staffed = PersonStaffed { id: KIM, of: PersonOf::Contact(EVE) };
    assert_eq!(plant.when(found(KIM, PersonOf::Contact(EVE))), [staffed.into()]);
    assert_eq!(plant.when(found(KIM, PersonOf::Contact(EVE))), []);
    assert_eq!(plant.world.effort.person_of_contact(EVE), Some(KIM));
    let somebody = Refusal::PersonIsSomebody(KIM.into());
    plant.refuses(found(KIM, PersonOf::Name(Personal::new(name("Welder")))), &somebody);
}

#[test]
fn a_supervisor_is_somebody_else_who_is_known() {
    let mut plant = firm_of_two();
    plant.when(person(JO, MAX));
    plant.refuses(supervised(JO, Some(JO)), &Refusal::SupervisesItself(JO.into()));
    let unknown = Refusal::Unknown(RecordKind::Person, KIM.into());
    plant.refuses(supervised(JO, Some(KIM)), &unknown);
    plant.when(person(KIM, EVE));
    plant.when(supervised(JO, Some(KIM)));
    assert_eq!(plant.when(supervised(JO, Some(KIM))), []);
    let held = plant.world.effort.person(JO).map(|person| (person.supervisor, person.schedulable));
    assert_eq!(held, Ok((Some(KIM), true)));
}

#[test]
fn a_contact_on_whom_work_is_planned_is_not_removed() {
    let mut plant = firm_of_two();
    plant.when(person(JO, MAX));
    plant.refuses(RemoveContact { contact: MAX }, &Refusal::ContactIsPerson(MAX.into()));
    plant.when(RemoveContact { contact: EVE });
}
