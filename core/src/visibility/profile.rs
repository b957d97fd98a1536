use serde::Serialize;

use super::clause::{self, Clause, Ground, Rule};
use super::{person_of, rights};
use crate::access::PartnerUser;
use crate::effort::{AvailabilityPeriod, Person, Skill};
use crate::id::PersonId;
use crate::scalar::{Name, Personal};
use crate::world::World;

/// What is known about oneself as somebody on whom work is planned.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProfileRow {
    /// Which person.
    pub id: PersonId,
    /// What one is called.
    pub name: Option<Personal<Name>>,
    /// What one usually does in projects.
    pub role: Option<Name>,
    /// Who approves one's timesheets: somebody of the host company or of one's own firm; `null`
    /// where it is nobody, or somebody else.
    pub supervisor: Option<Personal<Name>>,
    /// Whether work may be planned on one.
    pub schedulable: bool,
    /// What one can do.
    pub skills: Vec<Skill>,
    /// When one can work, by when the periods begin; all of the usual week at other times.
    pub availability: Vec<AvailabilityPeriod>,
}

/// A profile is there for the person himself.
pub(super) fn render(world: &World, user: &PartnerUser, id: PersonId) -> Option<ProfileRow> {
    let person = world.effort.person(id).ok()?;
    if !clause::all_hold(&clauses(world, user, person)) {
        return None;
    }
    let Person { id, of, supervisor, role, schedulable, skills, availability, revision: _ } =
        person;
    let supervisor = supervisor.and_then(|id| world.effort.person(id).ok());
    let told = supervisor.filter(|supervisor| rights::known_to(world, user, &supervisor.of));
    Some(ProfileRow {
        id: *id,
        name: rights::name(world, of),
        role: role.clone(),
        supervisor: told.and_then(|supervisor| rights::name(world, &supervisor.of)),
        schedulable: *schedulable,
        skills: skills.clone(),
        availability: availability.clone(),
    })
}

/// What decides about a profile.
pub(super) fn clauses(world: &World, user: &PartnerUser, person: &Person) -> [Clause; 3] {
    let ground = match person_of(world, user) == Some(person.id) {
        true => Ground::Holds(None),
        false => Ground::Fails(None),
    };
    [
        clause::active(user),
        clause::licensed(user, rights::MODULES),
        Clause::new(Rule::Oneself, ground),
    ]
}
