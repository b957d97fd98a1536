use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::event::{
    AccessLevelChanged, AccessLevelCreated, AccessLevelRemoved, DefaultAccessLevelSet,
};
use super::{Access, PartnerType, Permissions};
use crate::id::{AccessLevelId, AccountId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::Name;
use crate::world::{Context, Decision, Revision, Seq, Stamp, World, happened, unchanged};

/// A named set of project, phase and task permissions, held per participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLevel {
    /// Which.
    pub id: AccessLevelId,
    /// What it is called; unique without regard to case.
    pub name: Name,
    /// What it permits.
    pub permissions: Permissions,
    /// The commit that said so.
    pub since: Seq,
    /// Raised by every change.
    pub revision: Revision,
}

/// Of whom a level is the default. The narrower scope counts: a role before an account, an account
/// before all. Stored: append only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LevelScope {
    /// Of all externals.
    Externals,
    /// Of the participants of an account.
    Account(AccountId),
    /// Of the participants with this project role, compared without case.
    ProjectRole(Name),
}

impl LevelScope {
    fn key(&self) -> Self {
        match self {
            Self::Externals => Self::Externals,
            Self::Account(account) => Self::Account(*account),
            Self::ProjectRole(role) => {
                Self::ProjectRole(Name::new(&role.folded()).unwrap_or_else(|_| role.clone()))
            }
        }
    }
}

/// What a level comes to for somebody, and the commit that made it so; none where nobody set one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granting {
    /// What is permitted.
    pub permissions: Permissions,
    /// By which commit.
    pub since: Option<Seq>,
}

/// The access levels, and of whom they are the default.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    by_id: OrdMap<AccessLevelId, Arc<AccessLevel>>,
    defaults: OrdMap<LevelScope, (AccessLevelId, Seq)>,
}

impl Levels {
    /// A level.
    pub fn get(&self, id: AccessLevelId) -> Result<&AccessLevel, Refusal> {
        let found = self.by_id.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::AccessLevel, id.into()))
    }

    /// All of them, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &AccessLevel> {
        self.by_id.values().map(Arc::as_ref)
    }

    /// The defaults that were set, by scope.
    pub fn defaults(&self) -> impl Iterator<Item = (&LevelScope, AccessLevelId)> {
        self.defaults.iter().map(|(scope, (level, _))| (scope, *level))
    }

    /// What holds for a participant: his own level, else the default of his project role, else that
    /// of his account, else that of all externals, else what is usual for his type of partner.
    ///
    /// Source: DOMAIN.md 3, "Projects", 1; partner-workspace.txt, "Add a Partner to a Project".
    pub fn granting(
        &self,
        own: Option<(AccessLevelId, Seq)>,
        role: Option<&Name>,
        account: Option<AccountId>,
        partner_type: Option<PartnerType>,
    ) -> Granting {
        let by = |scope: LevelScope| self.defaults.get(&scope.key()).copied();
        let named = own
            .or_else(|| role.and_then(|role| by(LevelScope::ProjectRole(role.clone()))))
            .or_else(|| account.and_then(|account| by(LevelScope::Account(account))))
            .or_else(|| by(LevelScope::Externals));
        let level = named.and_then(|(id, since)| Some((self.by_id.get(&id)?, since)));
        match level {
            Some((level, since)) => {
                let since = Some(level.since.max(since));
                Granting { permissions: level.permissions, since }
            }
            None => Granting { permissions: Permissions::usual(partner_type), since: None },
        }
    }

    fn name_is_free(&self, name: &Name, holder: Option<AccessLevelId>) -> Result<(), Refusal> {
        let taken =
            |level: &AccessLevel| Some(level.id) != holder && level.name.folded() == name.folded();
        match self.all().any(taken) {
            true => Err(Refusal::AccessLevelNameTaken(name.clone())),
            false => Ok(()),
        }
    }

    pub(super) fn create(&mut self, stamp: Stamp, created: &AccessLevelCreated) {
        let AccessLevelCreated { id, name, permissions } = created;
        let level = AccessLevel {
            id: *id,
            name: name.clone(),
            permissions: Permissions::of(permissions),
            since: stamp.seq,
            revision: Revision::FIRST,
        };
        self.by_id.insert(*id, Arc::new(level));
    }

    pub(super) fn change(&mut self, stamp: Stamp, changed: &AccessLevelChanged) {
        let AccessLevelChanged { id, name, permissions } = changed;
        if let Some(level) = self.by_id.get_mut(id).map(Arc::make_mut) {
            level.name = name.clone();
            let permissions = Permissions::of(permissions);
            if level.permissions != permissions {
                (level.permissions, level.since) = (permissions, stamp.seq);
            }
            level.revision.raise();
        }
    }

    pub(super) fn remove(&mut self, id: AccessLevelId) {
        self.by_id.remove(&id);
    }

    pub(super) fn set_default(&mut self, stamp: Stamp, set: &DefaultAccessLevelSet) {
        let scope = set.scope.key();
        match set.level {
            Some(level) => self.defaults.insert(scope, (level, stamp.seq)),
            None => self.defaults.remove(&scope),
        };
    }
}

/// Make a named set of permissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateAccessLevel {
    /// What it is called; unique without regard to case.
    pub name: Name,
    /// What it permits; what is not said is the narrowest.
    pub permissions: Permissions,
}

/// Give an access level another name or other permissions: all of them are said again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeAccessLevel {
    /// Which.
    pub access_level: AccessLevelId,
    /// What it is called from now on.
    pub name: Name,
    /// What it permits from now on; what is not said is the narrowest.
    pub permissions: Permissions,
}

/// Do away with an access level that nobody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveAccessLevel {
    /// Which.
    pub access_level: AccessLevelId,
}

/// Make a level the default of a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetDefaultAccessLevel {
    /// Of whom.
    pub scope: LevelScope,
    /// Which; none to take the default back.
    #[serde(default)]
    pub access_level: Option<AccessLevelId>,
}

pub(crate) fn create_access_level(
    world: &World,
    cx: &Context<'_>,
    command: &CreateAccessLevel,
) -> Decision {
    let CreateAccessLevel { name, permissions } = command.clone();
    world.access.levels().name_is_free(&name, None)?;
    let id = AccessLevelId::fresh(cx.ids);
    happened(AccessLevelCreated { id, name, permissions: permissions.list() })
}

pub(crate) fn change_access_level(
    world: &World,
    _: &Context<'_>,
    command: &ChangeAccessLevel,
) -> Decision {
    let ChangeAccessLevel { access_level: id, name, permissions } = command.clone();
    let level = world.access.levels().get(id)?;
    if level.name == name && level.permissions == permissions {
        return unchanged();
    }
    world.access.levels().name_is_free(&name, Some(id))?;
    happened(AccessLevelChanged { id, name, permissions: permissions.list() })
}

pub(crate) fn remove_access_level(
    world: &World,
    _: &Context<'_>,
    command: &RemoveAccessLevel,
) -> Decision {
    let id = world.access.levels().get(command.access_level)?.id;
    let is_default = world.access.levels().defaults().any(|(_, level)| level == id);
    if is_default || world.delivery.holds_level(id) {
        return Err(Refusal::AccessLevelInUse(id.into()));
    }
    happened(AccessLevelRemoved { id })
}

pub(crate) fn set_default_access_level(
    world: &World,
    _: &Context<'_>,
    command: &SetDefaultAccessLevel,
) -> Decision {
    let SetDefaultAccessLevel { scope, access_level: level } = command.clone();
    if let LevelScope::Account(account) = scope {
        world.access.account(account)?;
    }
    if let Some(level) = level {
        world.access.levels().get(level)?;
    }
    let held = world.access.levels().defaults.get(&scope.key()).map(|(level, _)| *level);
    match held == level {
        true => unchanged(),
        false => happened(DefaultAccessLevelSet { scope, level }),
    }
}

impl Access {
    /// The access levels of projects.
    pub fn levels(&self) -> &Levels {
        &self.levels
    }
}

#[cfg(test)]
mod spec;
