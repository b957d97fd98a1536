use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::event::{StaffRolesSet, StaffUserCreated};
use crate::actor::Role;
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
    happened(StaffUserCreated { id, user_name, display_name, roles })
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
    happened(StaffRolesSet { id, roles })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{CreatePartnerUser, Language, TimeZone, UserId};
    use crate::id::PartnerUserId;
    use crate::refusal::RecordKind;
    use crate::spec::{Told, given, name, nth};

    const ADA: StaffUserId = StaffUserId(nth(1));
    const BOB: StaffUserId = StaffUserId(nth(2));

    fn staff(user_name: &str, roles: impl IntoIterator<Item = Role>) -> Told {
        let user_name = Personal::new(name(user_name));
        let display_name = user_name.clone();
        CreateStaffUser { user_name, display_name, roles: roles.into_iter().collect() }.into()
    }

    fn outside(user_name: &str) -> Told {
        let user_name = Personal::new(name(user_name));
        let display_name = user_name.clone();
        let (language, time_zone) = (Language::De, TimeZone::utc());
        CreatePartnerUser { user_name, display_name, language, time_zone }.into()
    }

    fn roles(staff_user: StaffUserId, roles: impl IntoIterator<Item = Role>) -> SetStaffRoles {
        SetStaffRoles { staff_user, roles: roles.into_iter().collect() }
    }

    #[test]
    fn a_staff_user_is_created_with_roles() {
        let created = StaffUserCreated {
            id: ADA,
            user_name: Personal::new(name("ada")),
            display_name: Personal::new(name("ada")),
            roles: BTreeSet::from([Role::Planner, Role::Auditor]),
        };
        let asked = staff("ada", [Role::Auditor, Role::Planner]);
        assert_eq!(given([]).when(asked), [created.into()]);
    }

    #[test]
    fn a_staff_user_starts_with_a_role() {
        given([]).refuses(staff("ada", []), &Refusal::NoRole);
    }

    #[test]
    fn a_user_name_is_taken_without_regard_to_case_blanks_and_side() {
        let mut plant = given([staff("ada", [Role::Planner]), outside("Müller")]);
        for taken in ["ada", "ADA", " Ada ", "müller", "MÜLLER"] {
            plant.refuses(staff(taken, [Role::Planner]), &Refusal::UserNameTaken);
            plant.refuses(outside(taken), &Refusal::UserNameTaken);
        }
        plant.when(outside("ada 2"));
    }

    #[test]
    fn a_user_is_found_without_regard_to_case() {
        let plant = given([staff("ada", [Role::Planner]), outside("Müller")]);
        let found = |text| plant.world.access.user_by_name(&name(text));
        assert_eq!(found("Ada"), Some(UserId::Staff(ADA)));
        assert_eq!(found("müLLER"), Some(UserId::Partner(PartnerUserId(nth(2)))));
        assert_eq!(found("eve"), None);
    }

    #[test]
    fn the_last_administrator_stays_one() {
        let mut plant = given([staff("ada", [Role::Administrator, Role::Planner])]);
        plant.refuses(roles(ADA, [Role::Planner]), &Refusal::LastAdministrator);
        plant.refuses(roles(ADA, []), &Refusal::LastAdministrator);
        assert_eq!(plant.when(roles(ADA, [Role::Administrator])).len(), 1);
    }

    #[test]
    fn an_administrator_steps_down_once_there_is_another() {
        let mut plant = given([staff("ada", [Role::Administrator]), staff("bob", [Role::Planner])]);
        plant.refuses(roles(ADA, [Role::Planner]), &Refusal::LastAdministrator);
        plant.when(roles(BOB, [Role::Administrator]));
        plant.when(roles(ADA, [Role::Planner]));
        plant.refuses(roles(BOB, [Role::Planner]), &Refusal::LastAdministrator);
    }

    #[test]
    fn a_staff_user_may_be_left_without_roles() {
        let mut plant = given([staff("ada", [Role::Planner])]);
        let set = StaffRolesSet { id: ADA, roles: BTreeSet::new() };
        assert_eq!(plant.when(roles(ADA, [])), [set.into()]);
    }

    #[test]
    fn setting_the_roles_that_are_set_changes_nothing() {
        let mut plant = given([staff("ada", [Role::Administrator])]);
        assert_eq!(plant.when(roles(ADA, [Role::Administrator])), []);
    }

    #[test]
    fn only_known_staff_users_have_roles() {
        let unknown = Refusal::Unknown(RecordKind::StaffUser, BOB.into());
        given([]).refuses(roles(BOB, [Role::Planner]), &unknown);
    }
}
