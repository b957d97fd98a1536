use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::event::{StaffRolesSet, StaffUserCreated};
use crate::actor::Role;
use crate::event::Event;
use crate::id::StaffUserId;
use crate::refusal::Refusal;
use crate::scalar::{Name, Personal};
use crate::world::{Context, Decision, Revision, World, happened, unchanged};

/// Somebody of the host company who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffUser {
    /// Who.
    pub id: StaffUserId,
    /// Unique in the workspace without regard to case.
    pub user_name: Personal<Name>,
    /// What colleagues call this person.
    pub display_name: Personal<Name>,
    /// What the user may do.
    pub roles: BTreeSet<Role>,
    /// Raised by every change.
    pub revision: Revision,
}

/// Let somebody of the host company log in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateStaffUser {
    /// Unique in the workspace without regard to case.
    pub user_name: Personal<Name>,
    /// What colleagues call this person.
    pub display_name: Personal<Name>,
    /// At least one.
    pub roles: BTreeSet<Role>,
}

/// Set the roles of a staff user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetStaffRoles {
    /// Whose.
    pub staff_user: StaffUserId,
    /// All of them; none leaves a user who may log in and do nothing.
    pub roles: BTreeSet<Role>,
}

pub(crate) fn create_staff_user(
    world: &World,
    cx: &Context<'_>,
    command: &CreateStaffUser,
) -> Decision {
    let CreateStaffUser { user_name, display_name, roles } = command.clone();
    world.access.user_name_is_free(user_name.reveal())?;
    if roles.is_empty() {
        return Err(Refusal::NoRole);
    }
    let id = StaffUserId::fresh(cx.ids);
    happened(Event::StaffUserCreated(StaffUserCreated { id, user_name, display_name, roles }))
}

/// The last administrator stays one: nobody else could make another.
pub(crate) fn set_staff_roles(world: &World, _: &Context<'_>, command: &SetStaffRoles) -> Decision {
    let SetStaffRoles { staff_user: id, roles } = command.clone();
    let user = world.access.staff_user(id)?;
    if user.roles == roles {
        return unchanged();
    }
    let loses_it =
        user.roles.contains(&Role::Administrator) && !roles.contains(&Role::Administrator);
    if loses_it && world.access.administrators().count() == 1 {
        return Err(Refusal::LastAdministrator);
    }
    happened(Event::StaffRolesSet(StaffRolesSet { id, roles }))
}
