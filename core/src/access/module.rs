use serde::{Deserialize, Serialize};

use super::event::{ModuleLicenceGranted, ModuleLicenceRevoked};
use super::{Grant, Term};
use crate::id::{PartnerUserId, StaffUserId};
use crate::scalar::Instant;
use crate::world::{Context, Decision, Seq, Stamp, World, happened, unchanged};

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

/// Give a partner user the licence for a module, for good or for a term. One that he already has is
/// replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignModuleLicence {
    /// Who.
    pub partner_user: PartnerUserId,
    /// For what.
    pub module: Module,
    /// First instant of the licence; at once where none is given.
    #[serde(default)]
    pub from: Option<Instant>,
    /// First instant without it; no end where none is given.
    #[serde(default)]
    pub until: Option<Instant>,
    /// Who of the host company stands for it.
    #[serde(default)]
    pub sponsor: Option<StaffUserId>,
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

/// Source: DOMAIN.md 2.4 and 2.6.
pub(crate) fn assign_module_licence(
    world: &World,
    cx: &Context<'_>,
    command: &AssignModuleLicence,
) -> Decision {
    let AssignModuleLicence { partner_user, module, from, until, sponsor } = *command;
    let access = &world.access;
    let user = access.partner_user(partner_user)?;
    access.sponsor_exists(sponsor)?;
    let term = Term::lasting(from, until, cx.now)?;
    if user.licences.get(&module).is_some_and(|grant| grant.says(term, sponsor)) {
        return unchanged();
    }
    let stamp = Stamp { seq: Seq(0), at: cx.now };
    access.keeps_to_seats(user, |user| {
        user.licences.insert(module, Grant::new(stamp, term, sponsor));
    })?;
    let granted = ModuleLicenceGranted { partner_user, module, term, sponsor };
    happened(granted)
}

pub(crate) fn revoke_module_licence(
    world: &World,
    _: &Context<'_>,
    command: &RevokeModuleLicence,
) -> Decision {
    let RevokeModuleLicence { partner_user: id, module } = *command;
    if !world.access.partner_user(id)?.licences.contains_key(&module) {
        return unchanged();
    }
    happened(ModuleLicenceRevoked { id, module })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{RecordKind, Refusal};
    use crate::spec::given;
    use crate::spec::story::{PARTNER, RIVAL, licence_revoked, licensed, partner};

    #[test]
    fn each_module_is_licensed_once_and_revoked_once() {
        let mut plant = given([partner(PARTNER)]);
        for module in Module::ALL {
            let id = PARTNER;
            assert_eq!(plant.when(licence_revoked(id, module)), []);
            let (term, sponsor) = (Term::OPEN, None);
            let granted = ModuleLicenceGranted { partner_user: id, module, term, sponsor };
            assert_eq!(plant.when(licensed(id, module)), [granted.into()]);
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
