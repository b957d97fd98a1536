use serde::{Deserialize, Serialize};

use super::event::PasswordSet;
use super::invitation::is_in;
use super::{InvitationState, PartnerUser};
use crate::id::{MailId, PartnerUserId};
use crate::world::{Context, Decision, World, happened, unchanged};

/// A partner user is about to get another password. Only the server itself says so; the password is
/// no part of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordPasswordSet {
    /// Whose.
    pub partner_user: PartnerUserId,
}

/// Whoever sets a password means it to be the only way in: links that would set another one end.
pub(crate) fn record_password_set(
    world: &World,
    cx: &Context<'_>,
    command: &RecordPasswordSet,
) -> Decision {
    let user = world.access.partner_user(command.partner_user)?;
    let set = password_set(cx, user);
    match set.mail.is_some() || has_a_way_in(user) {
        true => happened(set),
        false => unchanged(),
    }
}

/// That it was set, with the mail that tells so.
pub(super) fn password_set(cx: &Context<'_>, user: &PartnerUser) -> PasswordSet {
    let mail = is_told(user).then(|| MailId::fresh(cx.ids));
    PasswordSet { partner_user: user.id, mail }
}

/// Who has an address, may come in and has heard of the portal before.
fn is_told(user: &PartnerUser) -> bool {
    let heard = match user.invitation.map(|invitation| invitation.state) {
        Some(InvitationState::Held) | None => false,
        Some(
            InvitationState::Sent { .. }
            | InvitationState::Accepted
            | InvitationState::Expired
            | InvitationState::Revoked,
        ) => true,
    };
    heard && user.contact.is_some() && is_in(user)
}

/// Whether there is a link to come by, or one will be sent.
fn has_a_way_in(user: &PartnerUser) -> bool {
    let invited = match user.invitation.map(|invitation| invitation.state) {
        Some(InvitationState::Held | InvitationState::Sent { .. }) => true,
        Some(InvitationState::Accepted | InvitationState::Expired | InvitationState::Revoked)
        | None => false,
    };
    invited || user.reset.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{
        AcceptInvitation, MailKind, PublishPortal, SendPasswordReset, UsePasswordReset,
    };
    use crate::event::Event;
    use crate::refusal::{RecordKind, Refusal};
    use crate::spec::story::{
        BO, FIRM, MAX, PARTNER, contact, deactivated, enabled, firm, invited_firm, owner, partner,
    };
    use crate::spec::{Plant, given};

    const SET: RecordPasswordSet = RecordPasswordSet { partner_user: BO };

    fn state(plant: &Plant) -> Option<InvitationState> {
        let user = plant.world.access.partner_user(BO).ok()?;
        user.invitation.map(|invitation| invitation.state)
    }

    fn mails(plant: &Plant) -> Vec<(MailId, MailKind)> {
        plant.world.access.mails().map(|mail| (mail.id, mail.kind)).collect()
    }

    fn kinds(plant: &Plant) -> Vec<MailKind> {
        plant.world.access.mails().map(|mail| mail.kind).collect()
    }

    fn accepted() -> Plant {
        let mut plant = given(invited_firm());
        let (mail, _) = mails(&plant)[0];
        plant.when(AcceptInvitation { mail });
        plant
    }

    #[test]
    fn a_password_that_is_set_ends_the_invitation_and_is_told() {
        let mut plant = given(invited_firm());
        let (invitation, _) = mails(&plant)[0];
        assert_eq!(plant.when(SET).len(), 1);
        assert_eq!(state(&plant), Some(InvitationState::Accepted));
        assert_eq!(kinds(&plant), [MailKind::PasswordChanged], "the invitation is not sent");
        assert_eq!(plant.world.access.next_due(), None, "and does not expire");
        plant.refuses(AcceptInvitation { mail: invitation }, &Refusal::LinkDoesNotWork);
    }

    #[test]
    fn a_password_that_is_set_ends_the_reset_and_is_told() {
        let mut plant = accepted();
        plant.when(SendPasswordReset { partner_user: BO });
        let (mail, _) = mails(&plant)[0];
        plant.when(SET);
        assert_eq!(kinds(&plant), [MailKind::PasswordChanged]);
        plant.refuses(UsePasswordReset { mail }, &Refusal::LinkDoesNotWork);
        assert_eq!(plant.world.access.next_due(), None);
    }

    #[test]
    fn who_uses_a_reset_is_told_and_who_accepts_an_invitation_is_not() {
        let mut plant = accepted();
        assert_eq!(kinds(&plant), []);
        plant.when(SendPasswordReset { partner_user: BO });
        let (mail, _) = mails(&plant)[0];
        let events = plant.when(UsePasswordReset { mail });
        let names: Vec<_> = events.iter().map(Event::name).collect();
        assert_eq!(names, ["PasswordResetUsed", "PasswordSet"]);
        assert_eq!(kinds(&plant), [MailKind::PasswordChanged]);
    }

    #[test]
    fn who_has_never_heard_of_the_portal_is_told_nothing_and_needs_no_invitation_any_more() {
        let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM), enabled(MAX, BO)]);
        assert_eq!(plant.when(SET).len(), 1);
        assert_eq!((state(&plant), kinds(&plant)), (Some(InvitationState::Accepted), vec![]));
        plant.when(PublishPortal {});
        assert_eq!(kinds(&plant), []);
    }

    #[test]
    fn without_an_address_or_out_nobody_is_told() {
        let mut plant = given([partner(PARTNER)]);
        assert_eq!(plant.when(RecordPasswordSet { partner_user: PARTNER }), []);
        let mut plant = accepted();
        plant.when(deactivated(BO));
        assert_eq!(plant.when(SET), []);
        let unknown = Refusal::Unknown(RecordKind::PartnerUser, BO.into());
        given([]).refuses(SET, &unknown);
    }

    #[test]
    fn what_waits_to_be_told_ends_with_its_user() {
        let mut plant = accepted();
        plant.when(SET);
        plant.when(deactivated(BO));
        assert_eq!(kinds(&plant), []);
    }
}
