//! What events mean for invitations, resets and the mails of both.

use super::event::{InvitationSent, PasswordResetSent, PasswordSet};
use super::{
    Access, Due, Invitation, InvitationState, Mail, MailFailure, MailKind, MailState, PasswordReset,
};
use crate::id::{MailId, PartnerUserId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::Instant;
use crate::world::{Seq, Stamp};

impl Access {
    /// The commit that published the portal; none where it is not.
    pub fn published(&self) -> Option<Seq> {
        self.published
    }

    /// A mail that waits or was given up, or a refusal that names the id.
    pub fn mail(&self, id: MailId) -> Result<&Mail, Refusal> {
        self.mails.get(&id).ok_or(Refusal::Unknown(RecordKind::Mail, id.into()))
    }

    /// The mails that wait or were given up, by id.
    pub fn mails(&self) -> impl Iterator<Item = &Mail> {
        self.mails.values()
    }

    /// Whose link it is, while it can be followed.
    pub fn by_link(&self, mail: MailId) -> Option<PartnerUserId> {
        self.links.get(&mail).copied()
    }

    pub(super) fn send_invitation(&mut self, stamp: Stamp, sent: &InvitationSent) {
        let InvitationSent { partner_user, mail, expires } = *sent;
        self.set_invitation(stamp, partner_user, InvitationState::Sent { mail, expires });
        self.agenda.insert((expires, Due::InvitationExpires(partner_user)));
        self.queue(stamp, partner_user, mail, MailKind::Invitation, Some(expires));
        self.links.insert(mail, partner_user);
    }

    pub(super) fn set_invitation(
        &mut self,
        stamp: Stamp,
        partner_user: PartnerUserId,
        state: InvitationState,
    ) {
        let held = self.partner_user(partner_user).ok().and_then(|user| user.invitation);
        match held.map(|invitation| invitation.state) {
            Some(InvitationState::Sent { mail, expires }) => {
                self.agenda.remove(&(expires, Due::InvitationExpires(partner_user)));
                self.end_link(mail);
            }
            Some(
                InvitationState::Held
                | InvitationState::Accepted
                | InvitationState::Expired
                | InvitationState::Revoked,
            )
            | None => {}
        }
        let invitation = Invitation { state, since: stamp.seq };
        self.change(stamp, partner_user, |user| user.invitation = Some(invitation));
    }

    pub(super) fn send_reset(&mut self, stamp: Stamp, sent: &PasswordResetSent) {
        let PasswordResetSent { partner_user, mail, expires } = *sent;
        self.end_reset(stamp, partner_user);
        let reset = PasswordReset { mail, asked: stamp.at, expires };
        self.change(stamp, partner_user, |user| user.reset = Some(reset));
        self.queue(stamp, partner_user, mail, MailKind::PasswordReset, Some(expires));
        self.links.insert(mail, partner_user);
        self.agenda.insert((expires, Due::ResetEnds(partner_user)));
    }

    pub(super) fn end_reset(&mut self, stamp: Stamp, partner_user: PartnerUserId) {
        let reset = self.partner_user(partner_user).ok().and_then(|user| user.reset);
        if let Some(reset) = reset {
            self.agenda.remove(&(reset.expires, Due::ResetEnds(partner_user)));
            self.end_link(reset.mail);
            self.change(stamp, partner_user, |user| user.reset = None);
        }
    }

    /// Whoever has a password needs no link to get one.
    pub(super) fn set_password(&mut self, stamp: Stamp, set: &PasswordSet) {
        let PasswordSet { partner_user, mail } = *set;
        self.end_links(stamp, partner_user, InvitationState::Accepted);
        if let Some(mail) = mail {
            self.queue(stamp, partner_user, mail, MailKind::PasswordChanged, None);
        }
    }

    /// Who is shut out follows no link, and what waits for him is not sent.
    pub(super) fn end_letters(&mut self, stamp: Stamp, partner_user: PartnerUserId) {
        self.end_links(stamp, partner_user, InvitationState::Revoked);
        let waits = self.mails.values().filter(|mail| mail.to == partner_user);
        for mail in waits.map(|mail| mail.id).collect::<Vec<_>>() {
            self.mails.remove(&mail);
        }
    }

    fn end_links(
        &mut self,
        stamp: Stamp,
        partner_user: PartnerUserId,
        invitation_is: InvitationState,
    ) {
        self.end_reset(stamp, partner_user);
        let invitation = self.partner_user(partner_user).ok().and_then(|user| user.invitation);
        match invitation.map(|invitation| invitation.state) {
            Some(InvitationState::Held | InvitationState::Sent { .. }) => {
                self.set_invitation(stamp, partner_user, invitation_is);
            }
            Some(
                InvitationState::Accepted | InvitationState::Expired | InvitationState::Revoked,
            )
            | None => {}
        }
    }

    pub(super) fn mail_sent(&mut self, mail: MailId) {
        self.mails.remove(&mail);
    }

    pub(super) fn mail_given_up(&mut self, stamp: Stamp, mail: MailId, why: MailFailure) {
        if let Some(mail) = self.mails.get_mut(&mail) {
            mail.state = MailState::Dead(why, stamp.seq);
        }
    }

    pub(super) fn mail_queued_again(&mut self, stamp: Stamp, mail: MailId) {
        if let Some(mail) = self.mails.get_mut(&mail) {
            mail.state = MailState::Queued;
            mail.waits_since = stamp.at;
        }
    }

    fn queue(
        &mut self,
        stamp: Stamp,
        to: PartnerUserId,
        id: MailId,
        kind: MailKind,
        expires: Option<Instant>,
    ) {
        let (queued, state) = (stamp.at, MailState::Queued);
        self.mails.insert(id, Mail { id, to, kind, expires, queued, waits_since: queued, state });
    }

    fn end_link(&mut self, mail: MailId) {
        self.links.remove(&mail);
        self.mails.remove(&mail);
    }
}
