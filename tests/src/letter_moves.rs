//! Moves about letters: the portal is published, people are invited, come in, forget passwords, and
//! what becomes of each mail.

use loggia_core::access::{
    AcceptInvitation, ChangeContact, InvitationState, Mail, MailFailure, PartnerUser,
    PublishPortal, RecordMailGivenUp, RecordMailSent, RecordPasswordSet, RetryMail,
    RevokeInvitation, SendInvitation, SendPasswordReset, UnpublishPortal, UsePasswordReset,
};
use loggia_core::actor::Actor;
use loggia_core::command::Command;
use loggia_core::scalar::Personal;
use proptest::prelude::*;

use crate::moves::Pick;
use crate::story::{STAFF, Story, Teller, pick};

/// What happens next with letters.
#[derive(Clone, Debug)]
pub enum LetterMove {
    /// Invitations leave.
    Publish,
    /// New ones are held.
    Unpublish,
    /// A partner is invited, or once more.
    Send(Pick),
    /// A partner's invitation is taken back.
    Revoke(Pick),
    /// One of those who were invited follows the link.
    Accept(Pick),
    /// A partner forgot his password.
    Forget(Pick),
    /// One of those who forgot follows the link.
    Reset(Pick),
    /// A partner gets another password.
    Password(Pick),
    /// A contact has another address.
    Address(Pick),
    /// The server took a mail of a partner.
    Sent(Pick, Pick),
    /// A mail of a partner is given up.
    GivenUp(Pick, Pick),
    /// A mail of a partner is queued again.
    Retry(Pick, Pick),
}

/// Any of them. Who came in stays in, so most that happens is a way in or what comes before it.
pub fn any_letter_move() -> impl Strategy<Value = LetterMove> {
    use LetterMove as M;
    let pick = || any::<Pick>();
    let picks = || (pick(), pick());
    prop_oneof![
        3 => Just(M::Publish),
        1 => Just(M::Unpublish),
        4 => pick().prop_map(M::Send),
        2 => pick().prop_map(M::Revoke),
        6 => pick().prop_map(M::Accept),
        4 => pick().prop_map(M::Forget),
        3 => pick().prop_map(M::Reset),
        1 => pick().prop_map(M::Password),
        1 => pick().prop_map(M::Address),
        2 => picks().prop_map(|(p, m)| M::Sent(p, m)),
        2 => picks().prop_map(|(p, m)| M::GivenUp(p, m)),
        2 => picks().prop_map(|(p, m)| M::Retry(p, m)),
    ]
}

impl LetterMove {
    /// Whether it is about everybody outside, whoever makes it.
    pub(crate) fn is_everybodys(&self) -> bool {
        matches!(self, Self::Publish | Self::Unpublish)
    }

    /// Whoever follows a link has no session: the server asks for him.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Publish
            | Self::Unpublish
            | Self::Send(_)
            | Self::Revoke(_)
            | Self::Address(_)
            | Self::Retry(..) => Actor::Staff(STAFF),
            Self::Accept(_)
            | Self::Forget(_)
            | Self::Reset(_)
            | Self::Password(_)
            | Self::Sent(..)
            | Self::GivenUp(..) => Actor::Server,
        }
    }
}

impl Story {
    pub(crate) fn letter_command(&self, teller: Teller, next: &LetterMove) -> Option<Command> {
        let (cast, access) = (self.cast(teller), &self.world.access);
        let partner = |at: &Pick| pick(&cast.partners, *at);
        let user = |at: &Pick| access.partner_user(partner(at)?).ok();
        let users = || cast.partners.iter().filter_map(|id| access.partner_user(*id).ok());
        let mail = |at: &Pick, mail: &Pick| pick(&self.mails_to(user(at)?), *mail);
        Some(match next {
            LetterMove::Publish => PublishPortal {}.into(),
            LetterMove::Unpublish => UnpublishPortal {}.into(),
            LetterMove::Send(p) => SendInvitation { partner_user: partner(p)? }.into(),
            LetterMove::Revoke(p) => RevokeInvitation { partner_user: partner(p)? }.into(),
            LetterMove::Accept(p) => {
                let invited = users().filter_map(|user| match user.invitation?.state {
                    InvitationState::Sent { mail, expires: _ } => Some(mail),
                    InvitationState::Held
                    | InvitationState::Accepted
                    | InvitationState::Expired
                    | InvitationState::Revoked => None,
                });
                AcceptInvitation { mail: pick(&invited.collect::<Vec<_>>(), *p)? }.into()
            }
            LetterMove::Forget(p) => SendPasswordReset { partner_user: partner(p)? }.into(),
            LetterMove::Reset(p) => {
                let resets = users().filter_map(|user| user.reset.map(|reset| reset.mail));
                UsePasswordReset { mail: pick(&resets.collect::<Vec<_>>(), *p)? }.into()
            }
            LetterMove::Password(p) => RecordPasswordSet { partner_user: partner(p)? }.into(),
            LetterMove::Address(c) => {
                let contact = access.contact(pick(&cast.contacts, *c)?).ok()?;
                let email = format!("moved{}@example.com", self.told(teller)).parse().ok()?;
                let (name, phone) = (contact.name.clone(), contact.phone.clone());
                let email = Personal::new(email);
                ChangeContact { contact: contact.id, name, email, phone }.into()
            }
            LetterMove::Sent(p, m) => RecordMailSent { mail: mail(p, m)?.id }.into(),
            LetterMove::GivenUp(p, m) => {
                RecordMailGivenUp { mail: mail(p, m)?.id, why: MailFailure::TimedOut }.into()
            }
            LetterMove::Retry(p, m) => RetryMail { mail: mail(p, m)?.id }.into(),
        })
    }

    /// What waits for somebody or was given up, in the order of ids.
    pub fn mails_to(&self, user: &PartnerUser) -> Vec<Mail> {
        let mails = self.world.access.mails().filter(|mail| mail.to == user.id);
        let mut mails: Vec<Mail> = mails.copied().collect();
        mails.sort_unstable_by_key(|mail| mail.id);
        mails
    }
}
