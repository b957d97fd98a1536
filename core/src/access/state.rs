use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use super::event::{
    BrandingSet, PartnerUserCreated, StaffRolesSet, StaffUserCreated, WorkspaceOpened,
};
use super::licence::{Seated, Seats};
use super::{
    Account, AccountStanding, Branding, Contact, Due, FieldSecurity, Grant, Granted,
    InvitationState, Levels, Mail, PartnerUser, StaffUser, Standing, Term, Workspace,
};
use crate::actor::{Actor, Role};
use crate::event::AccessEvent;
use crate::id::{AccountId, ContactId, MailId, PartnerUserId, ResourceId, StaffUserId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Instant, Name};
use crate::world::{Revision, Seq, Stamp};

/// A user of either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UserId {
    /// Somebody of the host company.
    Staff(StaffUserId),
    /// Somebody outside.
    Partner(PartnerUserId),
}

impl UserId {
    /// The user who acts; none where nobody does.
    pub fn of(actor: Actor) -> Option<Self> {
        match actor {
            Actor::Staff(id) => Some(Self::Staff(id)),
            Actor::Partner(id) => Some(Self::Partner(id)),
            Actor::Installer | Actor::Clock | Actor::Server => None,
        }
    }
}

/// Everything about who may come in.
#[derive(Clone, Debug)]
pub struct Access {
    workspace: Option<Workspace>,
    staff: OrdMap<StaffUserId, Arc<StaffUser>>,
    pub(super) partners: OrdMap<PartnerUserId, Arc<PartnerUser>>,
    by_user_name: OrdMap<String, UserId>,
    pub(super) accounts: OrdMap<AccountId, Arc<Account>>,
    pub(super) by_account_name: OrdMap<String, AccountId>,
    pub(super) contacts: OrdMap<ContactId, Arc<Contact>>,
    /// The partner users to whom a resource is linked, whether the link holds or not.
    pub(super) linked: OrdMap<ResourceId, OrdSet<PartnerUserId>>,
    pub(super) agenda: OrdSet<(Instant, Due)>,
    pub(super) seats: Seats,
    pub(super) published: Option<Seq>,
    branding: Branding,
    pub(super) mails: OrdMap<MailId, Mail>,
    /// Whose link it is, for the links that can be followed.
    pub(super) links: OrdMap<MailId, PartnerUserId>,
    pub(super) fields: FieldSecurity,
    pub(super) levels: Levels,
    /// The plant's time zone, ready to use.
    plant_zone: jiff::tz::TimeZone,
}

impl Default for Access {
    fn default() -> Self {
        Self {
            workspace: None,
            staff: OrdMap::new(),
            partners: OrdMap::new(),
            by_user_name: OrdMap::new(),
            accounts: OrdMap::new(),
            by_account_name: OrdMap::new(),
            contacts: OrdMap::new(),
            linked: OrdMap::new(),
            agenda: OrdSet::new(),
            published: None,
            branding: Branding::default(),
            mails: OrdMap::new(),
            links: OrdMap::new(),
            seats: Seats::default(),
            fields: FieldSecurity::default(),
            levels: Levels::default(),
            plant_zone: jiff::tz::TimeZone::UTC,
        }
    }
}

impl Access {
    /// How the host company presents itself.
    pub fn branding(&self) -> &Branding {
        &self.branding
    }

    /// The workspace, once it is open.
    pub fn workspace(&self) -> Option<&Workspace> {
        self.workspace.as_ref()
    }

    /// The staff user, or a refusal that names the id.
    pub fn staff_user(&self, id: StaffUserId) -> Result<&StaffUser, Refusal> {
        let found = self.staff.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::StaffUser, id.into()))
    }

    /// The partner user, or a refusal that names the id.
    pub fn partner_user(&self, id: PartnerUserId) -> Result<&PartnerUser, Refusal> {
        let found = self.partners.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::PartnerUser, id.into()))
    }

    /// The account, or a refusal that names the id.
    pub fn account(&self, id: AccountId) -> Result<&Account, Refusal> {
        let found = self.accounts.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Account, id.into()))
    }

    /// The contact, or a refusal that names the id.
    pub fn contact(&self, id: ContactId) -> Result<&Contact, Refusal> {
        let found = self.contacts.get(&id).map(Arc::as_ref);
        found.ok_or(Refusal::Unknown(RecordKind::Contact, id.into()))
    }

    /// All accounts, by id.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values().map(Arc::as_ref)
    }

    /// All contacts, by id.
    pub fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values().map(Arc::as_ref)
    }

    /// The account of this name, without regard to case.
    pub fn account_by_name(&self, name: &Name) -> Option<AccountId> {
        self.by_account_name.get(&name.folded()).copied()
    }

    /// All staff users, by id.
    pub fn staff_users(&self) -> impl Iterator<Item = &StaffUser> {
        self.staff.values().map(Arc::as_ref)
    }

    /// All partner users, by id.
    pub fn partner_users(&self) -> impl Iterator<Item = &PartnerUser> {
        self.partners.values().map(Arc::as_ref)
    }

    /// Who logs in under `user_name`, without regard to case.
    pub fn user_by_name(&self, user_name: &Name) -> Option<UserId> {
        self.by_user_name.get(&user_name.folded()).copied()
    }

    /// The partner users to whom `resource` is linked, whether the link holds or not.
    pub fn linked_to(&self, resource: ResourceId) -> impl Iterator<Item = PartnerUserId> + '_ {
        self.linked.get(&resource).into_iter().flat_map(|set| set.iter().copied())
    }

    /// How much of each field partners are shown.
    pub fn field_security(&self) -> &FieldSecurity {
        &self.fields
    }

    /// The time zone in which the plant counts days and weeks; universal time before it is open.
    pub fn plant_zone(&self) -> &jiff::tz::TimeZone {
        &self.plant_zone
    }

    /// What time brings about next, and when.
    pub fn next_due(&self) -> Option<(Instant, Due)> {
        self.agenda.get_min().copied()
    }

    pub(super) fn administrators(&self) -> impl Iterator<Item = &StaffUser> {
        self.staff_users().filter(|user| user.roles.contains(&Role::Administrator))
    }

    pub(super) fn user_name_is_free(&self, user_name: &Name) -> Result<(), Refusal> {
        match self.user_by_name(user_name) {
            Some(_) => Err(Refusal::UserNameTaken),
            None => Ok(()),
        }
    }

    pub(super) fn account_name_is_free(
        &self,
        name: &Name,
        holder: Option<AccountId>,
    ) -> Result<(), Refusal> {
        match self.account_by_name(name).filter(|id| Some(*id) != holder) {
            Some(_) => Err(Refusal::AccountNameTaken(name.clone())),
            None => Ok(()),
        }
    }

    /// The part of [`crate::world::World::apply`] that concerns access.
    pub(crate) fn apply(&mut self, stamp: Stamp, event: &AccessEvent) {
        match event {
            AccessEvent::WorkspaceOpened(WorkspaceOpened { name, zone }) => {
                let (name, zone, since) = (name.clone(), zone.clone(), stamp.seq);
                self.plant_zone = zone.rules();
                self.workspace = Some(Workspace { name, zone, since });
            }
            AccessEvent::StaffUserCreated(created) => self.create_staff_user(created),
            AccessEvent::StaffRolesSet(StaffRolesSet { id, roles }) => {
                if let Some(user) = self.staff.get_mut(id).map(Arc::make_mut) {
                    user.roles.clone_from(roles);
                    user.revision.raise();
                }
            }
            AccessEvent::PartnerUserCreated(created) => self.create_partner_user(stamp, created),
            AccessEvent::PartnerUserDeactivated(e) => {
                self.change(stamp, e.id, |user| user.standing = Standing::Deactivated(stamp.seq));
                self.end_letters(stamp, e.id);
            }
            AccessEvent::PartnerUserReactivated(e) => {
                self.change(stamp, e.id, |user| user.standing = Standing::Active(stamp.seq));
            }
            AccessEvent::ProcessFeedbackAllowed(e) => {
                self.change(stamp, e.id, |user| user.process_feedback = Some(stamp.seq));
            }
            AccessEvent::ProcessFeedbackWithdrawn(e) => {
                self.change(stamp, e.id, |user| user.process_feedback = None);
            }
            // The old ones were without sponsor, licences without term.
            AccessEvent::ModuleLicenceAssigned(e) => {
                self.grant(stamp, Granted::Licence(e.id, e.module), (Term::OPEN, None));
            }
            AccessEvent::ModuleLicenceGranted(e) => {
                let what = Granted::Licence(e.partner_user, e.module);
                self.grant(stamp, what, (e.term, e.sponsor));
            }
            AccessEvent::ModuleLicenceBegan(e) => {
                self.begin(stamp, Granted::Licence(e.partner_user, e.module));
            }
            AccessEvent::ModuleLicenceEnded(e) => {
                self.end(stamp, Granted::Licence(e.partner_user, e.module));
            }
            AccessEvent::ModuleLicenceRevoked(e) => {
                self.take_back(stamp, Granted::Licence(e.id, e.module));
            }
            AccessEvent::ResourceLinked(e) => {
                self.grant(stamp, Granted::Link(e.partner_user, e.resource), (e.term, None));
            }
            AccessEvent::ResourceLinkGranted(e) => {
                let what = Granted::Link(e.partner_user, e.resource);
                self.grant(stamp, what, (e.term, e.sponsor));
            }
            AccessEvent::ResourceUnlinked(e) => {
                self.take_back(stamp, Granted::Link(e.partner_user, e.resource));
            }
            AccessEvent::ResourceLinkBegan(e) => {
                self.begin(stamp, Granted::Link(e.partner_user, e.resource));
            }
            AccessEvent::ResourceLinkEnded(e) => {
                self.end(stamp, Granted::Link(e.partner_user, e.resource));
            }
            AccessEvent::PartnerUserTermSet(e) => {
                self.grant(stamp, Granted::User(e.partner_user), (e.term, e.sponsor));
            }
            AccessEvent::PartnerUserTermBegan(e) => {
                self.begin(stamp, Granted::User(e.partner_user))
            }
            AccessEvent::PartnerUserTermEnded(e) => {
                self.end(stamp, Granted::User(e.partner_user));
                self.end_letters(stamp, e.partner_user);
            }
            AccessEvent::LicencePoolSet(set) => self.set_pool(stamp, set),
            AccessEvent::LicencePoolRemoved(e) => self.remove_pool(e.kind),
            AccessEvent::AccessPolicySet(set) => self.set_policy(stamp, set),
            AccessEvent::AccountSeatsSet(e) => {
                self.change_account(e.id, |account| account.seats = e.seats);
            }
            AccessEvent::PartnerAdministratorNamed(e) => {
                self.change(stamp, e.id, |user| user.administrator = Some(stamp.seq));
            }
            AccessEvent::PartnerAdministratorDismissed(e) => {
                self.change(stamp, e.id, |user| user.administrator = None);
            }
            AccessEvent::ColumnsSet(set) => self.fields.set_columns(stamp, set),
            AccessEvent::AccountColumnsSet(set) => self.fields.set_own_columns(stamp, set),
            AccessEvent::FieldAccessSet(set) => self.fields.set_access(stamp, set),
            AccessEvent::AccessLevelCreated(created) => self.levels.create(stamp, created),
            AccessEvent::AccessLevelChanged(changed) => self.levels.change(stamp, changed),
            AccessEvent::AccessLevelRemoved(e) => self.levels.remove(e.id),
            AccessEvent::DefaultAccessLevelSet(set) => self.levels.set_default(stamp, set),
            AccessEvent::AccountCreated(created) => self.create_account(stamp, created),
            AccessEvent::AccountChanged(changed) => self.rename_account(changed),
            AccessEvent::AccountClosed(e) => {
                self.change_account(e.id, |a| a.standing = AccountStanding::Closed(stamp.seq));
            }
            AccessEvent::AccountReopened(e) => {
                self.change_account(e.id, |a| a.standing = AccountStanding::Open(stamp.seq));
            }
            AccessEvent::AccountDeleted(e) => self.delete_account(e.id),
            AccessEvent::ContactAdded(added) => self.add_contact(added),
            AccessEvent::ContactChanged(changed) => self.change_contact(changed),
            AccessEvent::ContactRemoved(e) => self.remove_contact(e.id),
            AccessEvent::PortalPublished(_) => self.published = Some(stamp.seq),
            AccessEvent::PortalUnpublished(_) => self.published = None,
            // Kept for whoever asks who looked.
            AccessEvent::PortalViewed(_) => {}
            AccessEvent::BrandingSet(set) => {
                let BrandingSet { colour, logo } = set.clone();
                self.branding = Branding { colour, logo };
            }
            AccessEvent::InvitationHeld(e) => {
                self.set_invitation(stamp, e.partner_user, InvitationState::Held);
            }
            AccessEvent::InvitationSent(sent) => self.send_invitation(stamp, sent),
            AccessEvent::InvitationExpired(e) => {
                self.set_invitation(stamp, e.partner_user, InvitationState::Expired);
            }
            AccessEvent::InvitationRevoked(e) => {
                self.set_invitation(stamp, e.partner_user, InvitationState::Revoked);
            }
            AccessEvent::InvitationAccepted(e) => {
                self.set_invitation(stamp, e.partner_user, InvitationState::Accepted);
            }
            AccessEvent::PasswordResetSent(sent) => self.send_reset(stamp, sent),
            AccessEvent::PasswordResetUsed(e) => self.end_reset(stamp, e.partner_user),
            AccessEvent::PasswordResetEnded(e) => self.end_reset(stamp, e.partner_user),
            AccessEvent::PasswordSet(set) => self.set_password(stamp, set),
            AccessEvent::MailSent(e) => self.mail_sent(e.mail),
            AccessEvent::MailGivenUp(e) => self.mail_given_up(stamp, e.mail, e.why),
            AccessEvent::MailQueuedAgain(e) => self.mail_queued_again(stamp, e.mail),
            AccessEvent::ContactEnabled(enabled) => self.enable_contact(stamp, enabled),
        }
    }

    fn create_staff_user(&mut self, created: &StaffUserCreated) {
        let StaffUserCreated { id, user_name, display_name, roles } = created.clone();
        self.by_user_name.insert(user_name.reveal().folded(), UserId::Staff(id));
        let revision = Revision::FIRST;
        let user = StaffUser { id, user_name, display_name, roles, revision };
        self.staff.insert(id, Arc::new(user));
    }

    fn create_partner_user(&mut self, stamp: Stamp, created: &PartnerUserCreated) {
        let PartnerUserCreated { id, user_name, display_name, language, time_zone } =
            created.clone();
        self.by_user_name.insert(user_name.reveal().folded(), UserId::Partner(id));
        let user = PartnerUser {
            id,
            user_name,
            display_name,
            language,
            time_zone,
            contact: None,
            account: None,
            since: stamp.seq,
            standing: Standing::Active(stamp.seq),
            admission: Grant::new(stamp, Term::OPEN, None),
            administrator: None,
            process_feedback: None,
            licences: Default::default(),
            links: Default::default(),
            invitation: None,
            reset: None,
            revision: Revision::FIRST,
        };
        self.seats.moved(stamp, id, &Seated::default(), &Seated::of(&user));
        self.partners.insert(id, Arc::new(user));
    }

    pub(super) fn change(
        &mut self,
        stamp: Stamp,
        id: PartnerUserId,
        change: impl FnOnce(&mut PartnerUser),
    ) {
        let Some(user) = self.partners.get_mut(&id).map(Arc::make_mut) else { return };
        let before = Seated::of(user);
        change(user);
        user.revision.raise();
        let after = Seated::of(user);
        self.seats.moved(stamp, id, &before, &after);
    }
}
