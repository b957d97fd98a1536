//! What was set about fields and columns, and what follows for each account.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::event::{AccountColumnsSet, ColumnsSet, FieldAccessSet};
use super::{Columns, Field, FieldAccess, ListName, PartnerType};
use crate::id::AccountId;
use crate::world::{Seq, Stamp};

/// For whom access to a field is set. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldScope {
    /// For all partner users.
    Externals,
    /// For the users of accounts of this type.
    PartnerType(PartnerType),
    /// For the users of this account.
    Account(AccountId),
}

/// What was set for one scope and field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSetting {
    /// How much of the field is shown.
    pub access: FieldAccess,
    /// The commit that set it.
    pub since: Seq,
}

/// Those for whom the same settings hold: the users of an account, or those of no account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Their account.
    pub account: Option<AccountId>,
    /// What kind of partner that account is.
    pub partner_type: Option<PartnerType>,
}

/// What decided how much of a field is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// Nothing was ever set.
    Nobody,
    /// The list of columns for all externals.
    Columns,
    /// The account's own list of columns.
    AccountColumns,
    /// A setting of this scope.
    Setting(FieldScope),
}

/// How much of a field is shown, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// How much.
    pub access: FieldAccess,
    /// What decided it.
    pub by: DecidedBy,
    /// The commit that did.
    pub since: Option<Seq>,
}

/// What one audience is granted of every field, looked up without looking at any setting again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    access: [FieldAccess; Field::PLACES],
    work_steps: Columns,
    processes: Columns,
}

impl Sight {
    /// How much of `field` was granted. A field made of others may show less: that is decided in
    /// [`crate::visibility`].
    pub fn granted(&self, field: Field) -> FieldAccess {
        self.access.get(field.place()).copied().unwrap_or(FieldAccess::Hidden)
    }

    /// The columns of a list, in their order.
    pub fn columns(&self, list: ListName) -> &Columns {
        match list {
            ListName::WorkSteps => &self.work_steps,
            ListName::Processes => &self.processes,
        }
    }
}

/// Everything that was set about fields and columns.
#[derive(Clone, Debug)]
pub struct FieldSecurity {
    settings: OrdMap<(FieldScope, Field), FieldSetting>,
    work_steps: Columns,
    processes: Columns,
    own_lists: OrdMap<(AccountId, ListName), Columns>,
    /// Of users without an account.
    general: Arc<Sight>,
    /// Of each account, with the type that it was made for.
    sights: OrdMap<AccountId, (Option<PartnerType>, Arc<Sight>)>,
}

impl Default for FieldSecurity {
    fn default() -> Self {
        let (work_steps, processes) =
            (Columns::of(ListName::WorkSteps), Columns::of(ListName::Processes));
        let mut access = [FieldAccess::Hidden; Field::PLACES];
        Field::all().for_each(|field| set(&mut access, field, field.usual_access()));
        let general =
            Sight { access, work_steps: work_steps.clone(), processes: processes.clone() };
        Self {
            settings: OrdMap::new(),
            work_steps,
            processes,
            own_lists: OrdMap::new(),
            general: Arc::new(general),
            sights: OrdMap::new(),
        }
    }
}

fn set(places: &mut [FieldAccess; Field::PLACES], field: Field, access: FieldAccess) {
    if let Some(place) = places.get_mut(field.place()) {
        *place = access;
    }
}

impl FieldSecurity {
    /// What was set for a scope and field, if anything was.
    pub fn setting(&self, scope: FieldScope, field: Field) -> Option<FieldSetting> {
        self.settings.get(&(scope, field)).copied()
    }

    /// Everything that was set, by scope and field.
    pub fn settings(&self) -> impl Iterator<Item = (FieldScope, Field, FieldSetting)> + '_ {
        self.settings.iter().map(|((scope, field), setting)| (*scope, *field, *setting))
    }

    /// The columns of `list` for all externals.
    pub fn columns(&self, list: ListName) -> &Columns {
        match list {
            ListName::WorkSteps => &self.work_steps,
            ListName::Processes => &self.processes,
        }
    }

    /// The account's own columns of `list`, if it has any.
    pub fn own_columns(&self, account: AccountId, list: ListName) -> Option<&Columns> {
        self.own_lists.get(&(account, list))
    }

    /// The accounts with columns of their own, and those.
    pub fn own_lists(&self) -> impl Iterator<Item = (AccountId, ListName, &Columns)> {
        self.own_lists.iter().map(|((account, list), columns)| (*account, *list, columns))
    }

    /// What the users of an account are granted, or those of none.
    pub fn sight(&self, account: Option<AccountId>) -> &Sight {
        let own = account.and_then(|account| self.sights.get(&account));
        own.map_or(&self.general, |(_, sight)| sight)
    }

    /// The account and its type.
    pub fn audience(&self, account: Option<AccountId>) -> Audience {
        let held = account.and_then(|account| self.sights.get(&account));
        Audience { account, partner_type: held.and_then(|(partner_type, _)| *partner_type) }
    }

    /// How much of `field` an audience is granted, and why. The narrower scope wins where it is set,
    /// so it opens what a wider one hides only by being set to; what is not in the list of columns
    /// is hidden whatever was set. Source: DOMAIN.md 3, "Field-level security" and "Columns".
    pub fn decided(&self, audience: Audience, field: Field) -> Decided {
        let Audience { account, partner_type } = audience;
        let listed = field.column().map(|(list, column)| {
            let own = account.and_then(|account| self.own_columns(account, list));
            let by = if own.is_some() { DecidedBy::AccountColumns } else { DecidedBy::Columns };
            let columns = own.unwrap_or(self.columns(list));
            (by, columns.since(), columns.show(column))
        });
        if let Some((by, since, false)) = listed {
            return Decided { access: FieldAccess::Hidden, by, since };
        }
        let scopes = [
            account.map(FieldScope::Account),
            partner_type.map(FieldScope::PartnerType),
            Some(FieldScope::Externals),
        ];
        let narrowest = scopes.into_iter().flatten().find_map(|scope| {
            let FieldSetting { access, since } = self.setting(scope, field)?;
            Some(Decided { access, by: DecidedBy::Setting(scope), since: Some(since) })
        });
        let usual = || {
            let chosen = listed.and_then(|(by, since, _)| since.map(|since| (by, since)));
            let by = chosen.map_or(DecidedBy::Nobody, |(by, _)| by);
            Decided { access: field.usual_access(), by, since: chosen.map(|(_, since)| since) }
        };
        narrowest.unwrap_or_else(usual)
    }

    pub(super) fn set_access(&mut self, stamp: Stamp, set: &FieldAccessSet) {
        let FieldAccessSet { scope, fields, access } = set;
        for field in fields {
            match access {
                Some(access) => {
                    let setting = FieldSetting { access: *access, since: stamp.seq };
                    self.settings.insert((*scope, *field), setting);
                }
                None => {
                    self.settings.remove(&(*scope, *field));
                }
            }
        }
        match scope {
            FieldScope::Externals | FieldScope::PartnerType(_) => self.look_again(),
            FieldScope::Account(account) => self.look_again_at(*account),
        }
    }

    pub(super) fn set_columns(&mut self, stamp: Stamp, set: &ColumnsSet) {
        let columns = Columns::chosen(stamp, &set.columns);
        match set.list {
            ListName::WorkSteps => self.work_steps = columns,
            ListName::Processes => self.processes = columns,
        }
        self.look_again();
    }

    pub(super) fn set_own_columns(&mut self, stamp: Stamp, set: &AccountColumnsSet) {
        let AccountColumnsSet { account, list, columns } = set;
        match columns {
            Some(columns) => {
                self.own_lists.insert((*account, *list), Columns::chosen(stamp, columns));
            }
            None => {
                self.own_lists.remove(&(*account, *list));
            }
        }
        self.look_again_at(*account);
    }

    /// An account is there, or is another kind of partner from now on.
    pub(super) fn meet(&mut self, account: AccountId, partner_type: Option<PartnerType>) {
        self.sights.insert(account, (partner_type, self.general.clone()));
        self.look_again_at(account);
    }

    /// An account is gone, and what was set for it.
    pub(super) fn forget(&mut self, account: AccountId) {
        self.sights.remove(&account);
        for field in Field::all() {
            self.settings.remove(&(FieldScope::Account(account), field));
        }
        for list in [ListName::WorkSteps, ListName::Processes] {
            self.own_lists.remove(&(account, list));
        }
    }

    fn look_again(&mut self) {
        self.general = Arc::new(self.resolve(Audience::default()));
        let accounts: Vec<AccountId> = self.sights.keys().copied().collect();
        accounts.into_iter().for_each(|account| self.look_again_at(account));
    }

    fn look_again_at(&mut self, account: AccountId) {
        let audience = self.audience(Some(account));
        let sight = Arc::new(self.resolve(audience));
        if let Some((_, held)) = self.sights.get_mut(&account) {
            *held = sight;
        }
    }

    fn resolve(&self, audience: Audience) -> Sight {
        let mut access = [FieldAccess::Hidden; Field::PLACES];
        Field::all()
            .for_each(|field| set(&mut access, field, self.decided(audience, field).access));
        let columns = |list| {
            let own = audience.account.and_then(|account| self.own_columns(account, list));
            own.unwrap_or(self.columns(list)).clone()
        };
        let (work_steps, processes) = (columns(ListName::WorkSteps), columns(ListName::Processes));
        Sight { access, work_steps, processes }
    }
}
