use serde::{Deserialize, Serialize};

use super::event::{
    InvitationAccepted, InvitationHeld, InvitationRevoked, InvitationSent, PasswordResetSent,
    PasswordResetUsed, PortalPublished, PortalUnpublished,
};
use super::password::password_set;
use super::{Access, PartnerUser, Standing};
use crate::event::Event;
use crate::id::{MailId, PartnerUserId};
use crate::refusal::Refusal;
use crate::scalar::Instant;
use crate::world::{Context, Decision, Seq, World, happened, unchanged};

/// How long an invitation can be accepted, in days (DOMAIN.md 2.3).
pub const INVITATION_DAYS: u32 = 30;

/// How long the link of a reset works, in minutes.
pub const RESET_MINUTES: u32 = 60;

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// It waits until the portal is published.
    Held,
    /// Its mail was queued; the link in it works until `expires`.
    Sent {
        /// The mail, and so the link.
        mail: MailId,
        /// The first instant at which the link works no more.
        expires: Instant,
    },
    /// The user came in and chose a password.
    Accepted,
    /// Nobody came in time.
    Expired,
    /// It was taken back.
    Revoked,
}

/// A partner user's invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Where it stands.
    pub state: InvitationState,
    /// The commit that put it there.
    pub since: Seq,
}

/// A reset of a password that can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordReset {
    /// The mail, and so the link.
    pub mail: MailId,
    /// When it was asked for.
    pub asked: Instant,
    /// The first instant at which the link works no more.
    pub expires: Instant,
}

macro_rules! of_the_portal {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {}
    )+};
}

of_the_portal! {
    /// Publish the portal: invitations that were held are sent, and new ones are sent at once.
    PublishPortal
    /// Take the portal back: new invitations are held. Who is in stays in.
    UnpublishPortal
}

macro_rules! of_a_partner_user {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Who.
            pub partner_user: PartnerUserId,
        }
    )+};
}

of_a_partner_user! {
    /// Invite a partner user, or once more: the link of an earlier mail works no more.
    SendInvitation
    /// Take an invitation back: its link works no more.
    RevokeInvitation
    /// Send a link to choose another password. Only the server itself asks, for whoever forgot his.
    SendPasswordReset
}

macro_rules! by_a_link {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// The mail whose link was followed.
            pub mail: MailId,
        }
    )+};
}

by_a_link! {
    /// Accept an invitation. Only the server itself asks, for whoever has the link.
    AcceptInvitation
    /// Use the link of a reset. Only the server itself asks, for whoever has the link.
    UsePasswordReset
}

/// Source: partner-workspace.txt: "if your Site is published the user will receive a welcome email";
/// DOMAIN.md 2.3.
pub(crate) fn publish_portal(world: &World, cx: &Context<'_>, _: &PublishPortal) -> Decision {
    if world.access.published().is_some() {
        return unchanged();
    }
    let held = world.access.partner_users().filter(|user| {
        user.invitation.is_some_and(|invitation| invitation.state == InvitationState::Held)
    });
    let sent = held.map(|user| sent(cx, user.id));
    Ok(std::iter::once(Event::from(PortalPublished {})).chain(sent).collect())
}

pub(crate) fn unpublish_portal(world: &World, _: &Context<'_>, _: &UnpublishPortal) -> Decision {
    match world.access.published() {
        Some(_) => happened(PortalUnpublished {}),
        None => unchanged(),
    }
}

/// The invitation of somebody who can be reached by mail: sent once the portal is published.
pub(super) fn invited(access: &Access, cx: &Context<'_>, partner_user: PartnerUserId) -> Event {
    match access.published() {
        Some(_) => sent(cx, partner_user),
        None => Event::from(InvitationHeld { partner_user }),
    }
}

fn sent(cx: &Context<'_>, partner_user: PartnerUserId) -> Event {
    let expires = cx.now.plus_minutes(i64::from(INVITATION_DAYS) * 24 * 60);
    Event::from(InvitationSent { partner_user, mail: MailId::fresh(cx.ids), expires })
}

pub(crate) fn send_invitation(world: &World, cx: &Context<'_>, c: &SendInvitation) -> Decision {
    let user = world.access.partner_user(c.partner_user)?;
    let id = user.id.into();
    if user.contact.is_none() {
        return Err(Refusal::NoAddress(id));
    }
    if !is_in(user) {
        return Err(Refusal::UserIsDeactivated(id));
    }
    match user.invitation.map(|invitation| invitation.state) {
        Some(InvitationState::Accepted) => Err(Refusal::InvitationIsAccepted(id)),
        Some(InvitationState::Held) if world.access.published().is_none() => unchanged(),
        Some(
            InvitationState::Held
            | InvitationState::Sent { .. }
            | InvitationState::Expired
            | InvitationState::Revoked,
        )
        | None => happened(invited(&world.access, cx, user.id)),
    }
}

pub(crate) fn revoke_invitation(world: &World, _: &Context<'_>, c: &RevokeInvitation) -> Decision {
    let partner_user = c.partner_user;
    let user = world.access.partner_user(partner_user)?;
    match user.invitation.map(|invitation| invitation.state) {
        Some(InvitationState::Held | InvitationState::Sent { .. }) => {
            happened(InvitationRevoked { partner_user })
        }
        Some(InvitationState::Accepted) => Err(Refusal::InvitationIsAccepted(partner_user.into())),
        Some(InvitationState::Expired | InvitationState::Revoked) | None => unchanged(),
    }
}

/// A link that does not work says so in the same words whatever the reason.
pub(crate) fn accept_invitation(world: &World, cx: &Context<'_>, c: &AcceptInvitation) -> Decision {
    let user = by_link(world, c.mail)?;
    match user.invitation.map(|invitation| invitation.state) {
        Some(InvitationState::Sent { mail, expires }) if mail == c.mail && cx.now < expires => {
            let partner_user = user.id;
            happened(InvitationAccepted { partner_user })
        }
        Some(
            InvitationState::Held
            | InvitationState::Sent { .. }
            | InvitationState::Accepted
            | InvitationState::Expired
            | InvitationState::Revoked,
        )
        | None => Err(Refusal::LinkDoesNotWork),
    }
}

/// Nothing happens, and nobody is told, where there is nobody to write to.
pub(crate) fn send_password_reset(
    world: &World,
    cx: &Context<'_>,
    command: &SendPasswordReset,
) -> Decision {
    let partner_user = command.partner_user;
    let Ok(user) = world.access.partner_user(partner_user) else { return unchanged() };
    // The link that is on its way stays good: neither can a stranger fill a mailbox, nor keep the
    // newest link from ever being used by asking for another.
    let waits = |reset: &PasswordReset| cx.now < reset.expires;
    // Who has not accepted yet has no password to forget: the invitation is the way in.
    let accepted = user.invitation.is_some_and(|i| i.state == InvitationState::Accepted);
    if user.contact.is_none() || !is_in(user) || !accepted || user.reset.as_ref().is_some_and(waits)
    {
        return unchanged();
    }
    let expires = cx.now.plus_minutes(i64::from(RESET_MINUTES));
    let mail = MailId::fresh(cx.ids);
    happened(PasswordResetSent { partner_user, mail, expires })
}

pub(crate) fn use_password_reset(
    world: &World,
    cx: &Context<'_>,
    command: &UsePasswordReset,
) -> Decision {
    let user = by_link(world, command.mail)?;
    let partner_user = user.id;
    match user.reset.filter(|reset| reset.mail == command.mail && cx.now < reset.expires) {
        Some(_) => Ok(vec![
            Event::from(PasswordResetUsed { partner_user }),
            Event::from(password_set(cx, user)),
        ]),
        None => Err(Refusal::LinkDoesNotWork),
    }
}

fn by_link(world: &World, mail: MailId) -> Result<&PartnerUser, Refusal> {
    let user = world.access.by_link(mail).and_then(|id| world.access.partner_user(id).ok());
    user.filter(|user| is_in(user)).ok_or(Refusal::LinkDoesNotWork)
}

/// Who may come in, now or once his term begins.
pub(super) fn is_in(user: &PartnerUser) -> bool {
    match user.standing {
        Standing::Active(_) => !user.admission.has_ended(),
        Standing::Deactivated(_) => false,
    }
}

#[cfg(test)]
mod spec;
