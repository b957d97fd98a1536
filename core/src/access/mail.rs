use serde::{Deserialize, Serialize};

use super::event::{MailGivenUp, MailQueuedAgain, MailSent};
use crate::id::{MailId, PartnerUserId};
use crate::refusal::Refusal;
use crate::scalar::Instant;
use crate::world::{Context, Decision, Seq, World, happened, unchanged};

/// What a mail is about. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// Come in, and choose a password.
    Invitation,
    /// Choose another password.
    PasswordReset,
    /// The password was set by somebody; it has no link.
    PasswordChanged,
}

/// Why a mail was given up. Stored: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailFailure {
    /// The server could not be reached.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// No encrypted connection came about.
    Tls,
    /// The server offers no STARTTLS, and nothing is sent in clear.
    NoStarttls,
    /// The server did not take our login.
    Authentication,
    /// The server does not speak SMTP as it should.
    Protocol,
    /// The server said no, with this reply code.
    Reply(u16),
    /// The address is none that a mail can carry.
    BadAddress,
    /// The address has characters that the server does not take.
    AddressNotAscii,
    /// The folder for mails could not be written.
    Folder,
}

/// Where a mail stands. One that was sent is no longer here: the log tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It waits to be sent.
    Queued,
    /// It was given up; an operator may queue it again.
    Dead(MailFailure, Seq),
}

/// A mail that waits to be sent, or was given up.
///
/// What it says is not kept: it is written when it is sent, from what is so then. Only an event
/// queues a mail and only an event takes it out, so nothing is sent by a replay or a rebuild (law 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Which; its `Message-ID`, and what its link is made from.
    pub id: MailId,
    /// To whom.
    pub to: PartnerUserId,
    /// About what.
    pub kind: MailKind,
    /// When its link ends; none where it has no link.
    pub expires: Option<Instant>,
    /// When it was queued first.
    pub queued: Instant,
    /// Since when it waits: its age counts from the moment it was queued again.
    pub waits_since: Instant,
    /// Where it stands.
    pub state: MailState,
}

impl Mail {
    /// Whether its link has ended: nobody would know what to do with it.
    pub fn is_too_late(&self, now: Instant) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }
}

/// The mail server took a mail. Only the server itself says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordMailSent {
    /// Which.
    pub mail: MailId,
}

/// A mail cannot be sent. Only the server itself says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordMailGivenUp {
    /// Which.
    pub mail: MailId,
    /// Why.
    pub why: MailFailure,
}

/// Queue a mail again that was given up, if its link still holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RetryMail {
    /// Which.
    pub mail: MailId,
}

/// A mail that is not queued any more was dropped meanwhile, or this was said before.
pub(crate) fn record_mail_sent(world: &World, _: &Context<'_>, c: &RecordMailSent) -> Decision {
    match world.access.mail(c.mail).map(|mail| mail.state) {
        Ok(MailState::Queued) => happened(MailSent { mail: c.mail }),
        Ok(MailState::Dead(..)) | Err(_) => unchanged(),
    }
}

pub(crate) fn record_mail_given_up(
    world: &World,
    _: &Context<'_>,
    command: &RecordMailGivenUp,
) -> Decision {
    let RecordMailGivenUp { mail, why } = *command;
    match world.access.mail(mail).map(|mail| mail.state) {
        Ok(MailState::Queued) => happened(MailGivenUp { mail, why }),
        Ok(MailState::Dead(..)) | Err(_) => unchanged(),
    }
}

pub(crate) fn retry_mail(world: &World, cx: &Context<'_>, command: &RetryMail) -> Decision {
    let mail = world.access.mail(command.mail)?;
    match mail.state {
        MailState::Queued => unchanged(),
        MailState::Dead(..) if mail.is_too_late(cx.now) => {
            Err(Refusal::MailIsTooLate(command.mail.into()))
        }
        MailState::Dead(..) => happened(MailQueuedAgain { mail: command.mail }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::invitation::INVITATION_DAYS;
    use crate::refusal::RecordKind;
    use crate::spec::story::{BO, deactivated, invited_firm};
    use crate::spec::{Plant, given, nth};

    fn queued(plant: &Plant) -> Vec<Mail> {
        plant.world.access.mails().copied().collect()
    }

    fn one(plant: &Plant) -> Mail {
        let mails = queued(plant);
        assert_eq!(mails.len(), 1, "{mails:?}");
        mails[0]
    }

    #[test]
    fn an_invitation_queues_one_mail_and_sending_takes_it_out() {
        let mut plant = given(invited_firm());
        let mail = one(&plant);
        assert_eq!((mail.to, mail.kind, mail.state), (BO, MailKind::Invitation, MailState::Queued));
        let sent = MailSent { mail: mail.id };
        assert_eq!(plant.when(RecordMailSent { mail: mail.id }), [sent.into()]);
        assert_eq!(queued(&plant), []);
        assert_eq!(plant.when(RecordMailSent { mail: mail.id }), [], "said twice");
    }

    #[test]
    fn a_mail_given_up_is_dead_until_an_operator_queues_it_again() {
        let mut plant = given(invited_firm());
        let id = one(&plant).id;
        plant.when(RecordMailGivenUp { mail: id, why: MailFailure::Reply(550) });
        assert!(matches!(one(&plant).state, MailState::Dead(MailFailure::Reply(550), _)));
        assert_eq!(plant.when(RecordMailSent { mail: id }), [], "it was not");
        assert_eq!(plant.when(RetryMail { mail: id }).len(), 1);
        assert_eq!(one(&plant).state, MailState::Queued);
        assert_eq!(plant.when(RetryMail { mail: id }), []);
    }

    #[test]
    fn a_mail_that_is_queued_again_is_young_again() {
        let mut plant = given(invited_firm());
        let mail = one(&plant);
        assert_eq!(mail.waits_since, mail.queued);
        plant.when(RecordMailGivenUp { mail: mail.id, why: MailFailure::TimedOut });
        plant.now = plant.now.plus_minutes(6 * 24 * 60);
        plant.when(RetryMail { mail: mail.id });
        let again = one(&plant);
        assert_eq!((again.queued, again.waits_since), (mail.queued, plant.now));
    }

    #[test]
    fn a_mail_whose_link_has_ended_is_not_queued_again() {
        let mut plant = given(invited_firm());
        let id = one(&plant).id;
        plant.when(RecordMailGivenUp { mail: id, why: MailFailure::TimedOut });
        let day = 24 * 60;
        plant.now = plant.now.plus_minutes(i64::from(INVITATION_DAYS) * day);
        plant.refuses(RetryMail { mail: id }, &Refusal::MailIsTooLate(id.into()));
    }

    #[test]
    fn queued_mail_ends_with_its_user() {
        let mut plant = given(invited_firm());
        plant.when(deactivated(BO));
        assert_eq!(queued(&plant), []);
    }

    #[test]
    fn only_known_mails_are_tried_again() {
        let unknown = MailId(nth(99));
        let refusal = Refusal::Unknown(RecordKind::Mail, unknown.into());
        given([]).refuses(RetryMail { mail: unknown }, &refusal);
    }
}
