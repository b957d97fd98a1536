use super::*;
use crate::access::{MailKind, RemoveContact};
use crate::refusal::RecordKind;
use crate::spec::story::{
    BO, FIRM, MAX, PARTNER, contact, deactivated, enabled, firm, invited_firm, owner, partner,
    reactivated,
};
use crate::spec::{Plant, given};

fn state(plant: &Plant) -> Option<InvitationState> {
    let user = plant.world.access.partner_user(BO).ok()?;
    user.invitation.map(|invitation| invitation.state)
}

/// The link of the invitation that was sent last.
fn link(plant: &Plant) -> MailId {
    match state(plant) {
        Some(InvitationState::Sent { mail, .. }) => mail,
        other => unreachable!("nothing was sent: {other:?}"),
    }
}

fn reset(plant: &Plant) -> Option<PasswordReset> {
    plant.world.access.partner_user(BO).ok()?.reset
}

fn days(plant: &Plant, days: i64) -> Instant {
    plant.now.plus_minutes(days * 24 * 60)
}

/// Somebody who came in by his invitation.
fn accepted() -> Plant {
    let mut plant = given(invited_firm());
    let mail = link(&plant);
    plant.when(AcceptInvitation { mail });
    plant
}

#[test]
fn until_the_portal_is_published_invitations_are_held_and_then_sent() {
    let mut plant = given([owner(), firm(FIRM), contact(MAX, FIRM), enabled(MAX, BO)]);
    assert_eq!(state(&plant), Some(InvitationState::Held));
    assert_eq!(plant.world.access.mails().count(), 0);
    assert_eq!(plant.when(SendInvitation { partner_user: BO }), [], "it waits already");
    let events = plant.when(PublishPortal {});
    let names: Vec<_> = events.iter().map(Event::name).collect();
    assert_eq!(names, ["PortalPublished", "InvitationSent"]);
    assert_eq!(plant.world.access.mails().map(|mail| mail.kind).next(), Some(MailKind::Invitation));
    assert_eq!(plant.when(PublishPortal {}), []);
    assert_eq!(plant.when(UnpublishPortal {}).len(), 1);
    assert_eq!(plant.when(UnpublishPortal {}), []);
    assert!(matches!(state(&plant), Some(InvitationState::Sent { .. })), "what was sent is sent");
}

#[test]
fn a_published_portal_invites_whoever_is_enabled() {
    let plant = given(invited_firm());
    let expires = days(&plant, i64::from(INVITATION_DAYS));
    assert_eq!(state(&plant), Some(InvitationState::Sent { mail: link(&plant), expires }));
}

#[test]
fn an_invitation_is_accepted_once_by_its_link() {
    let mut plant = given(invited_firm());
    let mail = link(&plant);
    let happened = InvitationAccepted { partner_user: BO };
    assert_eq!(plant.when(AcceptInvitation { mail }), [happened.into()]);
    assert_eq!(state(&plant), Some(InvitationState::Accepted));
    plant.refuses(AcceptInvitation { mail }, &Refusal::LinkDoesNotWork);
    plant.refuses(SendInvitation { partner_user: BO }, &Refusal::InvitationIsAccepted(BO.into()));
    plant.refuses(RevokeInvitation { partner_user: BO }, &Refusal::InvitationIsAccepted(BO.into()));
}

#[test]
fn sending_again_makes_a_new_link_and_the_old_one_works_no_more() {
    let mut plant = given(invited_firm());
    let old = link(&plant);
    plant.when(SendInvitation { partner_user: BO });
    let new = link(&plant);
    assert_ne!(old, new);
    let queued: Vec<_> = plant.world.access.mails().map(|mail| mail.id).collect();
    assert_eq!(queued, [new], "the old mail is not sent any more");
    plant.refuses(AcceptInvitation { mail: old }, &Refusal::LinkDoesNotWork);
    plant.when(AcceptInvitation { mail: new });
}

#[test]
fn a_revoked_invitation_lets_nobody_in_until_it_is_sent_again() {
    let mut plant = given(invited_firm());
    let mail = link(&plant);
    plant.when(RevokeInvitation { partner_user: BO });
    assert_eq!(state(&plant), Some(InvitationState::Revoked));
    assert_eq!(plant.world.access.mails().count(), 0);
    plant.refuses(AcceptInvitation { mail }, &Refusal::LinkDoesNotWork);
    assert_eq!(plant.when(RevokeInvitation { partner_user: BO }), []);
    assert_eq!(plant.when(SendInvitation { partner_user: BO }).len(), 1);
}

#[test]
fn an_invitation_expires_at_the_very_instant_and_the_log_says_so() {
    let mut plant = given(invited_firm());
    let (mail, expires) = (link(&plant), days(&plant, i64::from(INVITATION_DAYS)));
    plant.passes(Instant::from_micros(expires.micros() - 1));
    assert!(matches!(state(&plant), Some(InvitationState::Sent { .. })));
    plant.passes(expires);
    assert_eq!(state(&plant), Some(InvitationState::Expired));
    assert_eq!(plant.world.access.next_due(), None);
    plant.refuses(AcceptInvitation { mail }, &Refusal::LinkDoesNotWork);
    plant.when(SendInvitation { partner_user: BO });
    assert!(matches!(state(&plant), Some(InvitationState::Sent { .. })));
}

#[test]
fn what_was_accepted_resent_or_revoked_does_not_expire() {
    let long = |mut plant: Plant| {
        plant.passes(days(&plant, 29));
        let before = plant.seq();
        plant.passes(days(&plant, 2));
        (before, plant.seq())
    };
    let (before, after) = long(accepted());
    assert_eq!(before, after);
    let mut revoked = given(invited_firm());
    revoked.when(RevokeInvitation { partner_user: BO });
    let (before, after) = long(revoked);
    assert_eq!(before, after);
    let mut resent = given(invited_firm());
    resent.passes(days(&resent, 29));
    resent.when(SendInvitation { partner_user: BO });
    resent.passes(days(&resent, 2));
    assert!(matches!(state(&resent), Some(InvitationState::Sent { .. })));
}

#[test]
fn deactivation_revokes_what_is_open_and_leaves_what_was_accepted() {
    let mut plant = given(invited_firm());
    let mail = link(&plant);
    plant.when(deactivated(BO));
    assert_eq!(state(&plant), Some(InvitationState::Revoked));
    assert_eq!(plant.world.access.next_due(), None);
    plant.refuses(AcceptInvitation { mail }, &Refusal::LinkDoesNotWork);
    plant.refuses(SendInvitation { partner_user: BO }, &Refusal::UserIsDeactivated(BO.into()));
    plant.when(reactivated(BO));
    plant.refuses(AcceptInvitation { mail }, &Refusal::LinkDoesNotWork);
    let mut plant = accepted();
    plant.when(deactivated(BO));
    assert_eq!(state(&plant), Some(InvitationState::Accepted));
}

#[test]
fn who_has_no_address_is_not_invited() {
    let mut plant = given([partner(PARTNER)]);
    let no_address = Refusal::NoAddress(PARTNER.into());
    plant.refuses(SendInvitation { partner_user: PARTNER }, &no_address);
    assert_eq!(plant.when(SendPasswordReset { partner_user: PARTNER }), []);
    let unknown = Refusal::Unknown(RecordKind::PartnerUser, BO.into());
    plant.refuses(SendInvitation { partner_user: BO }, &unknown);
    plant.refuses(RevokeInvitation { partner_user: BO }, &unknown);
    assert_eq!(plant.when(SendPasswordReset { partner_user: BO }), [], "nobody is told");
    plant.refuses(
        RemoveContact { contact: MAX },
        &Refusal::Unknown(RecordKind::Contact, MAX.into()),
    );
}

#[test]
fn a_reset_works_once_and_for_an_hour() {
    let mut plant = accepted();
    assert_eq!(plant.when(SendPasswordReset { partner_user: BO }).len(), 1);
    let first = reset(&plant).expect("it was sent").mail;
    plant.when(UsePasswordReset { mail: first });
    plant.refuses(UsePasswordReset { mail: first }, &Refusal::LinkDoesNotWork);
    plant.now = plant.now.plus_minutes(10);
    plant.when(SendPasswordReset { partner_user: BO });
    let second = reset(&plant).expect("it was sent");
    plant.now = second.expires;
    plant.refuses(UsePasswordReset { mail: second.mail }, &Refusal::LinkDoesNotWork);
}

#[test]
fn a_reset_that_nobody_used_ends_with_its_mail_at_the_very_instant() {
    let mut plant = accepted();
    plant.when(SendPasswordReset { partner_user: BO });
    let sent = reset(&plant).expect("it was sent");
    plant.passes(Instant::from_micros(sent.expires.micros() - 1));
    assert_eq!(plant.world.access.mails().map(|mail| mail.id).collect::<Vec<_>>(), [sent.mail]);
    plant.passes(sent.expires);
    assert_eq!((reset(&plant), plant.world.access.mails().count()), (None, 0));
    assert_eq!(plant.world.access.next_due(), None);
}

#[test]
fn a_mailbox_is_not_filled_with_resets() {
    let mut plant = accepted();
    plant.when(SendPasswordReset { partner_user: BO });
    let first = reset(&plant).expect("it was sent").mail;
    assert_eq!(plant.when(SendPasswordReset { partner_user: BO }), []);
    plant.passes(plant.now.plus_minutes(i64::from(RESET_MINUTES) - 1));
    assert_eq!(plant.when(SendPasswordReset { partner_user: BO }), []);
    assert_eq!(reset(&plant).map(|reset| reset.mail), Some(first), "its link is not pushed out");
    plant.passes(plant.now.plus_minutes(1));
    assert_eq!(plant.when(SendPasswordReset { partner_user: BO }).len(), 1);
    plant.refuses(UsePasswordReset { mail: first }, &Refusal::LinkDoesNotWork);
}

#[test]
fn a_link_works_for_what_it_was_sent_for() {
    let mut plant = given(invited_firm());
    let mail = link(&plant);
    plant.refuses(UsePasswordReset { mail }, &Refusal::LinkDoesNotWork);
    assert_eq!(plant.when(SendPasswordReset { partner_user: BO }), [], "there is no password yet");
    plant.when(AcceptInvitation { mail });
    plant.when(SendPasswordReset { partner_user: BO });
    let mail = reset(&plant).expect("it was sent").mail;
    plant.refuses(AcceptInvitation { mail }, &Refusal::LinkDoesNotWork);
    plant.when(deactivated(BO));
    plant.refuses(UsePasswordReset { mail }, &Refusal::LinkDoesNotWork);
}
