//! What events mean for accounts and contacts.

use std::sync::Arc;

use super::event::{AccountChanged, AccountCreated, ContactAdded, ContactChanged, ContactEnabled};
use super::{Access, Account, AccountStanding, Contact};
use crate::id::{AccountId, ContactId};
use crate::world::{Revision, Stamp};

impl Access {
    pub(super) fn create_account(&mut self, stamp: Stamp, created: &AccountCreated) {
        let AccountCreated { id, name, kind, owner } = created.clone();
        self.by_account_name.insert(name.folded(), id);
        let account = Account {
            id,
            name,
            kind,
            owner,
            standing: AccountStanding::Open(stamp.seq),
            contacts: Default::default(),
            users: Default::default(),
            revision: Revision::FIRST,
        };
        self.fields.meet(id, account.partner_type());
        self.accounts.insert(id, Arc::new(account));
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
        if let Some(account) = self.accounts.get_mut(&id).map(Arc::make_mut) {
            change(account);
            account.revision.raise();
        }
    }

    pub(super) fn delete_account(&mut self, id: AccountId) {
        self.fields.forget(id);
        if let Some(account) = self.accounts.remove(&id) {
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

    pub(super) fn enable_contact(&mut self, enabled: &ContactEnabled) {
        let ContactEnabled { contact, partner_user } = *enabled;
        let Some(contact) = self.contacts.get_mut(&contact).map(Arc::make_mut) else { return };
        contact.user = Some(partner_user);
        contact.revision.raise();
        let (id, account) = (contact.id, contact.account);
        self.change_account(account, |account| {
            account.users.insert(partner_user);
        });
        self.change(partner_user, |user| {
            (user.contact, user.account) = (Some(id), Some(account));
        });
    }
}
