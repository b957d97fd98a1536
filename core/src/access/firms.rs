//! What events mean for accounts and contacts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::{
    AccessPolicySet, AccountChanged, AccountCreated, ContactAdded, ContactChanged, ContactEnabled,
};
use super::{Access, AccessPolicy, Account, Contact, LicenceKind};
use crate::id::{AccountId, ContactId};
use crate::refusal::Refusal;
use crate::world::{Revision, Stamp};

impl Access {
    pub(super) fn create_account(&mut self, stamp: Stamp, created: &AccountCreated) {
        let account = Account::of(created, stamp.seq);
        self.by_account_name.insert(account.name.folded(), account.id);
        self.fields.meet(account.id, account.partner_type());
        self.accounts.insert(account.id, Arc::new(account));
    }

    pub(super) fn rename_account(&mut self, changed: &AccountChanged) {
        let AccountChanged { id, name, kind, owner } = changed.clone();
        if let Ok(old) = self.account(id).map(|account| account.name.folded()) {
            self.by_account_name.remove(&old);
        }
        self.by_account_name.insert(name.folded(), id);
        self.change_account(id, |account| {
            (account.name, account.kind, account.owner) = (name, kind, owner);
        });
        self.fields.meet(id, self.account(id).ok().and_then(Account::partner_type));
    }

    pub(super) fn change_account(&mut self, id: AccountId, change: impl FnOnce(&mut Account)) {
        let Some(account) = self.accounts.get_mut(&id).map(Arc::make_mut) else { return };
        let before = account.reserves();
        change(account);
        account.revision.raise();
        let after = account.reserves();
        self.reserve(id, &before, &after);
    }

    fn reserve(
        &mut self,
        id: AccountId,
        before: &BTreeMap<LicenceKind, u32>,
        after: &BTreeMap<LicenceKind, u32>,
    ) {
        for kind in before.keys().chain(after.keys()) {
            self.seats.reserve(*kind, id, after.get(kind).copied().unwrap_or(0));
        }
    }

    /// Refuses when an account, changed so, would not find the seats to be kept for it.
    pub(super) fn keeps_to_reserves(
        &self,
        account: &Account,
        change: impl FnOnce(&mut Account),
    ) -> Result<(), Refusal> {
        let mut after = account.clone();
        change(&mut after);
        let mut reserves = after.reserves().into_iter();
        reserves.try_for_each(|(kind, seats)| self.seats.fits_reserved(kind, account.id, seats))
    }

    pub(super) fn set_policy(&mut self, stamp: Stamp, set: &AccessPolicySet) {
        let AccessPolicySet { account, modules, process_feedback, language } = set.clone();
        let policy = AccessPolicy { modules, process_feedback, language, since: stamp.seq };
        self.change_account(account, |account| account.policy = Some(policy));
    }

    pub(super) fn delete_account(&mut self, id: AccountId) {
        self.fields.forget(id);
        if let Some(account) = self.accounts.remove(&id) {
            self.reserve(id, &account.reserves(), &BTreeMap::new());
            self.by_account_name.remove(&account.name.folded());
            account.contacts.iter().for_each(|contact| {
                self.contacts.remove(contact);
            });
        }
    }

    pub(super) fn add_contact(&mut self, added: &ContactAdded) {
        let ContactAdded { id, account, name, email, phone } = added.clone();
        let (user, revision) = (None, Revision::FIRST);
        let contact = Contact { id, account, name, email, phone, user, revision };
        self.contacts.insert(id, Arc::new(contact));
        self.change_account(account, |account| {
            account.contacts.insert(id);
        });
    }

    pub(super) fn change_contact(&mut self, changed: &ContactChanged) {
        let ContactChanged { id, name, email, phone } = changed.clone();
        if let Some(contact) = self.contacts.get_mut(&id).map(Arc::make_mut) {
            (contact.name, contact.email, contact.phone) = (name, email, phone);
            contact.revision.raise();
        }
    }

    pub(super) fn remove_contact(&mut self, id: ContactId) {
        if let Some(contact) = self.contacts.remove(&id) {
            self.change_account(contact.account, |account| {
                account.contacts.remove(&id);
            });
        }
    }

    pub(super) fn enable_contact(&mut self, stamp: Stamp, enabled: &ContactEnabled) {
        let ContactEnabled { contact, partner_user } = *enabled;
        let Some(contact) = self.contacts.get_mut(&contact).map(Arc::make_mut) else { return };
        contact.user = Some(partner_user);
        contact.revision.raise();
        let (id, account) = (contact.id, contact.account);
        self.change_account(account, |account| {
            account.users.insert(partner_user);
        });
        self.change(stamp, partner_user, |user| {
            (user.contact, user.account) = (Some(id), Some(account));
        });
    }
}
