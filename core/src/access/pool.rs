use serde::{Deserialize, Serialize};

use super::event::{LicencePoolRemoved, LicencePoolSet};
use super::{Access, LicenceBasis, LicenceKind, LicencePool};
use crate::refusal::Refusal;
use crate::scalar::Name;
use crate::world::{Context, Decision, Stamp, World, happened, unchanged};

/// Holders that a refusal names.
pub const HOLDERS_NAMED_MAX: usize = 100;

/// Create the licence pool of a kind, or change it. From then on licences of that kind are counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetLicencePool {
    /// Of which kind: `partner`, or a module.
    pub kind: LicenceKind,
    /// What it is called.
    pub name: Name,
    /// How it is counted.
    pub basis: LicenceBasis,
}

/// Remove the licence pool of a kind: its licences are not counted any more. Nobody loses one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveLicencePool {
    /// Of which kind.
    pub kind: LicenceKind,
}

/// Source: DOMAIN.md 2.4. Fewer seats than are held or reserved are refused, naming the holders.
pub(crate) fn set_licence_pool(
    world: &World,
    _: &Context<'_>,
    command: &SetLicencePool,
) -> Decision {
    let SetLicencePool { kind, name, basis } = command.clone();
    let access = &world.access;
    let same = |pool: &LicencePool| (&pool.name, pool.basis) == (&name, basis);
    if access.licence_pool(kind).is_some_and(same) {
        return unchanged();
    }
    match basis {
        LicenceBasis::PerUser { seats } if seats < access.seats_taken(kind) => {
            let holders = access.holders(kind).take(HOLDERS_NAMED_MAX);
            let holders = holders.map(|(id, _)| id).collect();
            Err(Refusal::SeatsInUse { kind, taken: access.seats_taken(kind), holders })
        }
        LicenceBasis::PerUser { .. } | LicenceBasis::Site => {
            happened(LicencePoolSet { kind, name, basis })
        }
    }
}

pub(crate) fn remove_licence_pool(
    world: &World,
    _: &Context<'_>,
    command: &RemoveLicencePool,
) -> Decision {
    let kind = command.kind;
    match world.access.licence_pool(kind) {
        Some(_) => happened(LicencePoolRemoved { kind }),
        None => unchanged(),
    }
}

impl Access {
    pub(super) fn set_pool(&mut self, stamp: Stamp, set: &LicencePoolSet) {
        let LicencePoolSet { kind, name, basis } = set.clone();
        let pool = LicencePool { kind, name, basis, since: stamp.seq };
        self.seats.pools.insert(kind, pool);
    }

    pub(super) fn remove_pool(&mut self, kind: LicenceKind) {
        self.seats.pools.remove(&kind);
    }
}

#[cfg(test)]
mod spec;
