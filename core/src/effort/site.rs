//! The site of the specs of time and money: who is there, and who acts.

use crate::access::{CreateStaffUser, Module, Permissions};
use crate::actor::{Actor, Role};
use crate::effort::{ChangePerson, PersonOf, WorkedOn};
use crate::id::{PartnerUserId, PersonId, StaffUserId};
use crate::scalar::{Change, Name, Personal};
use crate::spec::story::delivery::{
    ADA_HERSELF, BUILD, CHECK, DESIGN, DIG, DRAW, JO, JO_DESIGNS, KIM, KIM_DESIGNS, LEAD, PLANS,
    heading, level, person, person_of, takes_part, takes_part_as, task, tower,
};
use crate::spec::story::{ADA, BO, EVE, OTHER_FIRM, contact, enabled, licensed};
use crate::spec::{Plant, Told, given, name, nth};

pub(crate) const KIM_USER: PartnerUserId = PartnerUserId(nth(1_004));
/// An administrator.
pub(crate) const ROOT: StaffUserId = StaffUserId(nth(1_102));
/// A planner: neither administrator nor delivery manager.
pub(crate) const PIA: StaffUserId = StaffUserId(nth(1_103));
pub(crate) const PIA_HERSELF: PersonId = PersonId(nth(24_004));
pub(crate) const ON_DRAW: WorkedOn = WorkedOn::Task(DRAW);

pub(crate) fn staff(id: StaffUserId, called: &str, role: Role) -> Told {
    let user_name: Personal<Name> = Personal::new(name(called));
    let display_name = user_name.clone();
    let command = CreateStaffUser { user_name, display_name, roles: [role].into() };
    Told { command: command.into(), makes: Some(id.0) }
}

pub(crate) fn by(plant: &mut Plant, actor: Actor) -> &mut Plant {
    plant.actor = actor;
    plant
}

pub(crate) fn bo(plant: &mut Plant) -> &mut Plant {
    by(plant, Actor::Partner(BO))
}

pub(crate) fn kim(plant: &mut Plant) -> &mut Plant {
    by(plant, Actor::Partner(KIM_USER))
}

pub(crate) fn ada(plant: &mut Plant) -> &mut Plant {
    by(plant, Actor::Staff(ADA))
}

/// The tower with Bo, who is Jo and takes part in the design; Kim of another firm, who takes part as
/// a lead; Ada, who delivers; Root, who administers; and Pia, who plans and is a person as well.
pub(crate) fn site() -> Plant {
    site_with(Permissions::usual(None))
}

pub(crate) fn site_with(lead: Permissions) -> Plant {
    let mut plant = given(tower());
    for told in [
        staff(ROOT, "root", Role::Administrator),
        staff(PIA, "pia", Role::Planner),
        contact(EVE, OTHER_FIRM),
        enabled(EVE, KIM_USER),
        licensed(KIM_USER, Module::Projects),
        person(KIM, EVE),
        person_of(ADA_HERSELF, PersonOf::StaffUser(ADA)),
        person_of(PIA_HERSELF, PersonOf::StaffUser(PIA)),
        level(LEAD, lead),
        takes_part(JO_DESIGNS, DESIGN, JO),
        takes_part_as(KIM_DESIGNS, DESIGN, KIM, LEAD),
        task(DRAW, DESIGN),
        task(CHECK, DESIGN),
        heading(PLANS, DESIGN),
        task(DIG, BUILD),
    ] {
        plant.when(told);
    }
    plant.actor = Actor::Staff(ADA);
    plant
}

pub(crate) fn supervised(by: Option<PersonId>) -> Told {
    supervised_person(JO, by)
}

pub(crate) fn supervised_person(person: PersonId, by: Option<PersonId>) -> Told {
    let supervisor = Change::To(by);
    ChangePerson { person, supervisor, role: Change::Keep, schedulable: Change::Keep }.into()
}
