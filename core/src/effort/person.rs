use serde::{Deserialize, Serialize};

use super::event::{PersonChanged, PersonCreated, PersonStaffed};
use super::{AvailabilityPeriod, Skill};
use crate::id::{ContactId, PersonId, StaffUserId};
use crate::refusal::Refusal;
use crate::scalar::{Change, Name, Personal};
use crate::world::{Context, Decision, Revision, World, happened, unchanged};

/// Who a person is. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PersonOf {
    /// A contact of an account.
    Contact(ContactId),
    /// Somebody of the host company.
    StaffUser(StaffUserId),
    /// Nobody yet: a name in a plan, such as `Framing contractor`.
    Name(Personal<Name>),
}

/// Somebody on whom project work is planned: a person resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Which.
    pub id: PersonId,
    /// Who it is.
    pub of: PersonOf,
    /// Who approves this person's timesheets.
    pub supervisor: Option<PersonId>,
    /// What this person usually does in projects.
    pub role: Option<Name>,
    /// Whether work may be planned on this person.
    pub schedulable: bool,
    /// What this person can do.
    pub skills: Vec<Skill>,
    /// When this person can work, by when the periods begin; all of the usual week at other times.
    pub availability: Vec<AvailabilityPeriod>,
    /// Raised by every change.
    pub revision: Revision,
}

/// Make a contact, a staff user or a name in a plan somebody on whom project work is planned.
///
/// Source: partner-workspace.txt, "Create a Partner Contact as a Resource".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePerson {
    /// Who it is.
    pub of: PersonOf,
    /// Who approves this person's timesheets.
    #[serde(default)]
    pub supervisor: Option<PersonId>,
    /// What this person usually does in projects.
    #[serde(default)]
    pub role: Option<Name>,
    /// Whether work may be planned on this person; it may where nothing is said.
    #[serde(default = "yes")]
    pub schedulable: bool,
}

fn yes() -> bool {
    true
}

/// Change how a person is supervised, works and is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePerson {
    /// Who.
    pub person: PersonId,
    /// Who approves this person's timesheets.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<PersonId>))]
    pub supervisor: Change<Option<PersonId>>,
    /// What this person usually does in projects.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Name>))]
    pub role: Change<Option<Name>>,
    /// Whether work may be planned on this person.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "schema", schema(value_type = bool))]
    pub schedulable: Change<bool>,
}

/// Say who is found for a name in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffPerson {
    /// The name.
    pub person: PersonId,
    /// A contact or staff user, or another name.
    pub of: PersonOf,
}

pub(crate) fn create_person(world: &World, cx: &Context<'_>, command: &CreatePerson) -> Decision {
    let CreatePerson { of, supervisor, role, schedulable } = command.clone();
    is_free(world, &of)?;
    supervises(world, None, supervisor)?;
    let id = PersonId::fresh(cx.ids);
    happened(PersonCreated { id, of, supervisor, role, schedulable })
}

pub(crate) fn change_person(world: &World, _: &Context<'_>, command: &ChangePerson) -> Decision {
    let ChangePerson { person: id, supervisor, role, schedulable } = command.clone();
    let person = world.effort.person(id)?;
    let changed = PersonChanged {
        id,
        supervisor: supervisor.over(person.supervisor),
        role: role.over(person.role.clone()),
        schedulable: schedulable.over(person.schedulable),
    };
    supervises(world, Some(id), changed.supervisor)?;
    let same = changed.supervisor == person.supervisor
        && changed.role == person.role
        && changed.schedulable == person.schedulable;
    if same { unchanged() } else { happened(changed) }
}

pub(crate) fn staff_person(world: &World, _: &Context<'_>, command: &StaffPerson) -> Decision {
    let StaffPerson { person: id, of } = command.clone();
    let person = world.effort.person(id)?;
    if person.of == of {
        return unchanged();
    }
    match person.of {
        PersonOf::Name(_) => {}
        PersonOf::Contact(_) | PersonOf::StaffUser(_) => {
            return Err(Refusal::PersonIsSomebody(id.into()));
        }
    }
    is_free(world, &of)?;
    happened(PersonStaffed { id, of })
}

/// One contact or staff user, one person; names may repeat.
fn is_free(world: &World, of: &PersonOf) -> Result<(), Refusal> {
    let held = match of {
        PersonOf::Contact(id) => world.effort.person_of_contact(world.access.contact(*id)?.id),
        PersonOf::StaffUser(id) => world.effort.person_of_staff(world.access.staff_user(*id)?.id),
        PersonOf::Name(_) => None,
    };
    match held {
        Some(person) => Err(Refusal::PersonExists(person.into())),
        None => Ok(()),
    }
}

/// A supervisor is somebody else.
fn supervises(
    world: &World,
    person: Option<PersonId>,
    supervisor: Option<PersonId>,
) -> Result<(), Refusal> {
    let Some(supervisor) = supervisor else { return Ok(()) };
    world.effort.person(supervisor)?;
    match person == Some(supervisor) {
        true => Err(Refusal::SupervisesItself(supervisor.into())),
        false => Ok(()),
    }
}

#[cfg(test)]
mod spec;
