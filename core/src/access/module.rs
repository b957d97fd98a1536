use serde::{Deserialize, Serialize};

use super::event::{ModuleLicenceAssigned, ModuleLicenceRevoked};
use crate::event::Event;
use crate::id::PartnerUserId;
use crate::world::{Context, Decision, World, happened, unchanged};

/// A part of the portal that is licensed. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// Projects delivered together.
    Projects,
    /// The tree of orders, work steps and processes.
    PlanningObjects,
    /// The plan, to look at.
    Planning,
    /// Figures of one's own resources.
    Dashboard,
    /// Feedback with absolute times, on work steps and processes.
    WorkbenchClassic,
    /// Start and stop buttons, on work steps only.
    WorkbenchTerminal,
}

impl Module {
    /// All modules.
    pub const ALL: [Self; 6] = [
        Self::Projects,
        Self::PlanningObjects,
        Self::Planning,
        Self::Dashboard,
        Self::WorkbenchClassic,
        Self::WorkbenchTerminal,
    ];

    /// The name in commands and documents, such as `planning_objects`.
    pub fn snake(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            Self::PlanningObjects => "planning_objects",
            Self::Planning => "planning",
            Self::Dashboard => "dashboard",
            Self::WorkbenchClassic => "workbench_classic",
            Self::WorkbenchTerminal => "workbench_terminal",
        }
    }
}

/// Give a partner user the licence for a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignModuleLicence {
    /// Who.
    pub partner_user: PartnerUserId,
    /// For what.
    pub module: Module,
}

/// Take the licence for a module from a partner user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RevokeModuleLicence {
    /// Who.
    pub partner_user: PartnerUserId,
    /// For what.
    pub module: Module,
}

pub(crate) fn assign_module_licence(
    world: &World,
    _: &Context<'_>,
    command: &AssignModuleLicence,
) -> Decision {
    let AssignModuleLicence { partner_user: id, module } = *command;
    if world.access.partner_user(id)?.licence(module).is_some() {
        return unchanged();
    }
    happened(Event::ModuleLicenceAssigned(ModuleLicenceAssigned { id, module }))
}

pub(crate) fn revoke_module_licence(
    world: &World,
    _: &Context<'_>,
    command: &RevokeModuleLicence,
) -> Decision {
    let RevokeModuleLicence { partner_user: id, module } = *command;
    if world.access.partner_user(id)?.licence(module).is_none() {
        return unchanged();
    }
    happened(Event::ModuleLicenceRevoked(ModuleLicenceRevoked { id, module }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{RecordKind, Refusal};
    use crate::spec::given;
    use crate::spec::story::{PARTNER, RIVAL, licence_revoked, licensed, partner};
    use crate::world::Seq;

    #[test]
    fn each_module_is_licensed_once_and_revoked_once() {
        let mut plant = given([partner(PARTNER)]);
        for module in Module::ALL {
            let id = PARTNER;
            assert_eq!(plant.when(licence_revoked(id, module)), []);
            let assigned = ModuleLicenceAssigned { id, module };
            assert_eq!(plant.when(licensed(id, module)), [assigned.into()]);
            assert_eq!(plant.when(licensed(id, module)), []);
            let revoked = ModuleLicenceRevoked { id, module };
            assert_eq!(plant.when(licence_revoked(id, module)), [revoked.into()]);
        }
    }

    #[test]
    fn a_licence_is_held_by_one_user_for_one_module_since_its_commit() {
        let plant = given([
            partner(PARTNER),
            partner(RIVAL),
            licensed(PARTNER, Module::Planning),
            licensed(PARTNER, Module::Dashboard),
            licence_revoked(PARTNER, Module::Dashboard),
        ]);
        let held = |user, module| {
            plant.world.access.partner_user(user).ok().and_then(|user| user.licence(module))
        };
        for module in Module::ALL {
            let since = (module == Module::Planning).then_some(Seq(3));
            assert_eq!(held(PARTNER, module), since, "{module:?}");
            assert_eq!(held(RIVAL, module), None, "{module:?}");
        }
    }

    #[test]
    fn a_module_has_one_name() {
        for module in Module::ALL {
            let named = serde_json::to_string(&module).unwrap_or_default();
            assert_eq!(named, format!("\"{}\"", module.snake()));
        }
    }

    #[test]
    fn only_known_partner_users_hold_licences() {
        let unknown = Refusal::Unknown(RecordKind::PartnerUser, PARTNER.into());
        given([]).refuses(licensed(PARTNER, Module::Planning), &unknown);
        given([]).refuses(licence_revoked(PARTNER, Module::Planning), &unknown);
    }
}
