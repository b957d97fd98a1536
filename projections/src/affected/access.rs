use loggia_core::access::event::{
    ResourceLinkBegan, ResourceLinkEnded, ResourceLinkGranted, ResourceLinked, ResourceUnlinked,
};
use loggia_core::access::{Account, FieldScope};
use loggia_core::event::AccessEvent as E;
use loggia_core::id::PartnerUserId;
use loggia_core::visibility::DocumentId;
use loggia_core::world::World;

use super::delivery::{levelled, may_hold, named_firm, renamed_contact};
use super::production::{opened, placed};
use super::{Touched, all_of, all_of_account, everybody};

pub(super) fn affected(world: &World, event: &E, touched: &mut Touched) {
    match event {
        E::WorkspaceOpened(_) => {
            touched.extend(world.access.partner_users().map(|user| (user.id, DocumentId::Portal)));
        }
        E::PartnerUserCreated(e) => touched.push((e.id, DocumentId::Portal)),
        E::PartnerUserDeactivated(e) => in_or_out(world, e.id, touched),
        E::PartnerUserReactivated(e) => in_or_out(world, e.id, touched),
        E::PartnerUserTermSet(e) => in_or_out(world, e.partner_user, touched),
        E::PartnerUserTermBegan(e) => in_or_out(world, e.partner_user, touched),
        E::PartnerUserTermEnded(e) => in_or_out(world, e.partner_user, touched),
        E::PartnerAdministratorNamed(e) => in_or_out(world, e.id, touched),
        E::PartnerAdministratorDismissed(e) => in_or_out(world, e.id, touched),
        E::ContactEnabled(e) => in_or_out(world, e.partner_user, touched),
        E::ProcessFeedbackAllowed(e) => all_of(world, e.id, touched),
        E::ProcessFeedbackWithdrawn(e) => all_of(world, e.id, touched),
        E::ModuleLicenceAssigned(e) => all_of(world, e.id, touched),
        E::ModuleLicenceRevoked(e) => all_of(world, e.id, touched),
        E::ModuleLicenceGranted(e) => all_of(world, e.partner_user, touched),
        E::ModuleLicenceBegan(e) => all_of(world, e.partner_user, touched),
        E::ModuleLicenceEnded(e) => all_of(world, e.partner_user, touched),
        E::ResourceLinked(ResourceLinked { partner_user, resource, .. })
        | E::ResourceLinkGranted(ResourceLinkGranted { partner_user, resource, .. })
        | E::ResourceUnlinked(ResourceUnlinked { partner_user, resource })
        | E::ResourceLinkBegan(ResourceLinkBegan { partner_user, resource })
        | E::ResourceLinkEnded(ResourceLinkEnded { partner_user, resource }) => {
            opened(&world.production, *resource, &[*partner_user], touched);
            placed(world, *resource, touched);
        }
        E::ColumnsSet(_) => everybody(world, touched),
        E::AccountColumnsSet(e) => all_of_account(world, e.account, touched),
        E::FieldAccessSet(e) => match e.scope {
            FieldScope::Externals => everybody(world, touched),
            FieldScope::PartnerType(partner_type) => {
                let of_type = |a: &&Account| a.partner_type() == Some(partner_type);
                for account in world.access.accounts().filter(of_type) {
                    all_of_account(world, account.id, touched);
                }
            }
            FieldScope::Account(account) => all_of_account(world, account, touched),
        },
        E::AccessLevelChanged(e) => levelled(world, may_hold(e.id), touched),
        E::DefaultAccessLevelSet(_) => {
            levelled(world, |_, participant| participant.level.is_none(), touched);
        }
        E::ContactChanged(e) => renamed_contact(world, e.id, touched),
        // A firm is named where it is the customer of a project, and where its people take part.
        E::AccountChanged(e) => {
            named_firm(world, e.id, touched);
            // Another type of partner may be shown other fields, and has another usual level.
            if world.access.account(e.id).is_ok_and(|a| a.kind != e.kind) {
                all_of_account(world, e.id, touched);
            }
        }
        // Neither staff nor the books of firms show in any document.
        E::StaffUserCreated(_)
        | E::StaffRolesSet(_)
        | E::AccountCreated(_)
        | E::AccountClosed(_)
        | E::AccountReopened(_)
        | E::AccountDeleted(_)
        | E::ContactAdded(_)
        | E::ContactRemoved(_)
        | E::PortalPublished(_)
        | E::PortalUnpublished(_)
        // The looks come with the session, not with the rows.
        | E::BrandingSet(_)
        // Whom somebody looked at is nothing to them.
        | E::PortalViewed(_)
        | E::InvitationHeld(_)
        | E::InvitationSent(_)
        | E::InvitationExpired(_)
        | E::InvitationRevoked(_)
        | E::InvitationAccepted(_)
        | E::PasswordResetSent(_)
        | E::PasswordResetUsed(_)
        | E::PasswordResetEnded(_)
        | E::PasswordSet(_)
        | E::MailSent(_)
        | E::MailGivenUp(_)
        | E::MailQueuedAgain(_)
        | E::LicencePoolSet(_)
        | E::LicencePoolRemoved(_)
        | E::AccessPolicySet(_)
        | E::AccountSeatsSet(_)
        | E::AccessLevelCreated(_)
        | E::AccessLevelRemoved(_) => {}
    }
}

/// Everything of a user, and the user as the administrators of the same account see him.
fn in_or_out(world: &World, partner: PartnerUserId, touched: &mut Touched) {
    all_of(world, partner, touched);
    let Ok(user) = world.access.partner_user(partner) else { return };
    let account = user.account.and_then(|id| world.access.account(id).ok());
    let users = account.into_iter().flat_map(|account| &account.users);
    let administers = |id: &&PartnerUserId| {
        world.access.partner_user(**id).is_ok_and(|user| user.administrator.is_some())
    };
    let administrators = users.filter(administers);
    touched.extend(administrators.map(|id| (*id, DocumentId::Colleague(partner))));
}
