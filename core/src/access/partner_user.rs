use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use super::event::{
    PartnerUserCreated, PartnerUserDeactivated, PartnerUserReactivated, ProcessFeedbackAllowed,
    ProcessFeedbackWithdrawn,
};
use super::{Grant, GrantState, Invitation, LicenceKind, Module, PasswordReset};
use crate::id::{AccountId, ContactId, PartnerUserId, ResourceId};
use crate::refusal::Refusal;
use crate::scalar::{Instant, Name, Personal};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// A language of the portal. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

/// The name of a time zone of the IANA database, such as `Europe/Vienna`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, example = "Europe/Vienna"))]
#[serde(transparent)]
pub struct TimeZone(Name);

/// The time-zone database does not know the name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone of the IANA database, such as `Europe/Vienna` or `UTC`")]
pub struct NoSuchZone(String);

impl TimeZone {
    /// A zone that the database knows.
    pub fn new(name: &str) -> Result<Self, NoSuchZone> {
        let unknown = || NoSuchZone(name.chars().take(64).collect());
        jiff::tz::TimeZone::get(name).map_err(|_| unknown())?;
        Name::new(name).map(Self).map_err(|_| unknown())
    }

    /// Universal time.
    pub fn utc() -> Self {
        match Self::new("UTC") {
            Ok(zone) => zone,
            Err(_) => unreachable!("the bundled time-zone database has UTC"),
        }
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// What the database says of it; universal time for a zone that it has since dropped.
    pub(super) fn rules(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(self.as_str()).unwrap_or(jiff::tz::TimeZone::UTC)
    }
}

impl fmt::Debug for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let human = from.is_human_readable();
        let name = Name::deserialize(from)?;
        // What lies in the log was checked when it was written; a zone that the database has since
        // dropped must not make the log unreadable.
        if human {
            Self::new(name.as_str()).map_err(serde::de::Error::custom)
        } else {
            Ok(Self(name))
        }
    }
}

/// Whether a partner user may come in, and by which commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// May log in and sees what was granted.
    Active(Seq),
    /// Sees nothing.
    Deactivated(Seq),
}

/// Somebody outside who was enabled to log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerUser {
    /// Who.
    pub id: PartnerUserId,
    /// Unique in the workspace without regard to case.
    pub user_name: Personal<Name>,
    /// The name the portal greets.
    pub display_name: Personal<Name>,
    /// The language of the portal.
    pub language: Language,
    /// The zone in which the portal shows times.
    pub time_zone: TimeZone,
    /// The contact who was enabled; none for a user of no firm, such as a shared terminal.
    pub contact: Option<ContactId>,
    /// The account of that contact.
    pub account: Option<AccountId>,
    /// The commit that made this user.
    pub since: Seq,
    /// Whether somebody shut this user out.
    pub standing: Standing,
    /// For how long this user may come in.
    pub admission: Grant,
    /// The commit that made this user administrator of the account; none where he is not.
    pub administrator: Option<Seq>,
    /// The commit that allowed process feedback; none where it is not allowed.
    pub process_feedback: Option<Seq>,
    /// The modules licensed, the licence holding or not.
    pub licences: BTreeMap<Module, Grant>,
    /// The resources linked, the link holding or not.
    pub links: BTreeMap<ResourceId, Grant>,
    /// The invitation; none for a user of no firm.
    pub invitation: Option<Invitation>,
    /// A reset of the password that can still be used.
    pub reset: Option<PasswordReset>,
    /// Raised by every change.
    pub revision: Revision,
}

impl PartnerUser {
    /// The commit since which the licence for `module` holds; none where it does not.
    pub fn licence(&self, module: Module) -> Option<Seq> {
        self.licences.get(&module).and_then(Grant::holding)
    }

    /// The modules whose licences hold.
    pub fn modules(&self) -> impl Iterator<Item = Module> + '_ {
        let holding = self.licences.iter().filter(|(_, grant)| grant.holding().is_some());
        holding.map(|(module, _)| *module)
    }

    /// The link to `resource`, holding or not.
    pub fn link(&self, resource: ResourceId) -> Option<&Grant> {
        self.links.get(&resource)
    }

    /// The commit by which this user may come in: was let in, and his term lasts. None where he may
    /// not.
    pub fn admitted(&self) -> Option<Seq> {
        match (self.standing, self.admission.state) {
            (Standing::Active(since), GrantState::Holding(begun)) => Some(since.max(begun)),
            (Standing::Active(_), GrantState::Pending | GrantState::Ended(_))
            | (Standing::Deactivated(_), _) => None,
        }
    }

    /// The same at an instant: not from the end of the term on, whether its event is there or not.
    pub fn admitted_at(&self, now: Instant) -> Option<Seq> {
        self.admitted().filter(|_| self.admission.term.until.is_none_or(|until| now < until))
    }
}

/// Enable somebody outside to log in. Nothing is visible until a module is licensed and an external
/// resource linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePartnerUser {
    /// Unique in the workspace without regard to case.
    pub user_name: Personal<Name>,
    /// The name the portal greets.
    pub display_name: Personal<Name>,
    /// The language of the portal.
    #[serde(default)]
    pub language: Language,
    /// The zone in which the portal shows times.
    #[serde(default = "TimeZone::utc")]
    pub time_zone: TimeZone,
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
    /// Shut a partner user out: no login, nothing visible. What was granted is kept for the return.
    DeactivatePartnerUser
    /// Let a partner user in again, with what was granted before.
    ReactivatePartnerUser
    /// Let a partner user see and report on the processes of the orders with a visible work step.
    AllowProcessFeedback
    /// Take the processes from a partner user.
    WithdrawProcessFeedback
}

pub(crate) fn create_partner_user(
    world: &World,
    cx: &Context<'_>,
    command: &CreatePartnerUser,
) -> Decision {
    let CreatePartnerUser { user_name, display_name, language, time_zone } = command.clone();
    world.access.user_name_is_free(user_name.reveal())?;
    world.access.finds_seats(None, [LicenceKind::Partner])?;
    let id = PartnerUserId::fresh(cx.ids);
    let created = PartnerUserCreated { id, user_name, display_name, language, time_zone };
    happened(created)
}

pub(crate) fn deactivate_partner_user(
    world: &World,
    _: &Context<'_>,
    command: &DeactivatePartnerUser,
) -> Decision {
    let id = command.partner_user;
    match world.access.partner_user(id)?.standing {
        Standing::Active(_) => happened(PartnerUserDeactivated { id }),
        Standing::Deactivated(_) => unchanged(),
    }
}

pub(crate) fn reactivate_partner_user(
    world: &World,
    _: &Context<'_>,
    command: &ReactivatePartnerUser,
) -> Decision {
    let id = command.partner_user;
    let user = world.access.partner_user(id)?;
    match user.standing {
        Standing::Active(_) => unchanged(),
        Standing::Deactivated(_) => {
            let account = user.account.map(|id| world.access.account(id)).transpose()?;
            if let Some(closed) = account.filter(|account| !account.is_open()) {
                return Err(Refusal::AccountIsClosed(closed.id.into()));
            }
            let back = |user: &mut PartnerUser| user.standing = Standing::Active(Seq(0));
            world.access.keeps_to_seats(user, back)?;
            happened(PartnerUserReactivated { id })
        }
    }
}

/// Source: external-partner.txt, "Allow external partner to manage processes if needed".
pub(crate) fn allow_process_feedback(
    world: &World,
    _: &Context<'_>,
    command: &AllowProcessFeedback,
) -> Decision {
    let id = command.partner_user;
    match world.access.partner_user(id)?.process_feedback {
        Some(_) => unchanged(),
        None => happened(ProcessFeedbackAllowed { id }),
    }
}

pub(crate) fn withdraw_process_feedback(
    world: &World,
    _: &Context<'_>,
    command: &WithdrawProcessFeedback,
) -> Decision {
    let id = command.partner_user;
    match world.access.partner_user(id)?.process_feedback {
        None => unchanged(),
        Some(_) => happened(ProcessFeedbackWithdrawn { id }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Term;
    use crate::refusal::RecordKind;
    use crate::spec::story::{
        PARTNER, deactivated, partner, processes_allowed, processes_withdrawn, reactivated,
    };
    use crate::spec::{given, name};
    use crate::world::Revision;

    #[test]
    fn a_partner_user_starts_active_with_nothing() {
        let mut plant = given([]);
        let called = Personal::new(name("partner 1"));
        let created = PartnerUserCreated {
            id: PARTNER,
            user_name: called.clone(),
            display_name: called.clone(),
            language: Language::En,
            time_zone: TimeZone::utc(),
        };
        assert_eq!(plant.when(partner(PARTNER)), [created.into()]);
        let user = PartnerUser {
            id: PARTNER,
            user_name: called.clone(),
            display_name: called,
            language: Language::En,
            time_zone: TimeZone::utc(),
            contact: None,
            account: None,
            since: Seq(1),
            standing: Standing::Active(Seq(1)),
            admission: Grant {
                term: Term::OPEN,
                state: GrantState::Holding(Seq(1)),
                made: Seq(1),
                sponsor: None,
            },
            administrator: None,
            process_feedback: None,
            licences: BTreeMap::new(),
            links: BTreeMap::new(),
            invitation: None,
            reset: None,
            revision: Revision::FIRST,
        };
        assert_eq!(plant.world.access.partner_user(PARTNER), Ok(&user));
    }

    #[test]
    fn a_partner_user_is_deactivated_once_and_reactivated_once() {
        let mut plant = given([partner(PARTNER)]);
        let id = PARTNER;
        assert_eq!(plant.when(reactivated(PARTNER)), []);
        assert_eq!(plant.when(deactivated(PARTNER)), [PartnerUserDeactivated { id }.into()]);
        assert_eq!(plant.when(deactivated(PARTNER)), []);
        assert_eq!(plant.when(reactivated(PARTNER)), [PartnerUserReactivated { id }.into()]);
    }

    #[test]
    fn process_feedback_is_allowed_once_and_withdrawn_once() {
        let mut plant = given([partner(PARTNER)]);
        let id = PARTNER;
        assert_eq!(plant.when(processes_withdrawn(PARTNER)), []);
        assert_eq!(plant.when(processes_allowed(PARTNER)), [ProcessFeedbackAllowed { id }.into()]);
        assert_eq!(plant.when(processes_allowed(PARTNER)), []);
        let withdrawn = ProcessFeedbackWithdrawn { id };
        assert_eq!(plant.when(processes_withdrawn(PARTNER)), [withdrawn.into()]);
    }

    #[test]
    fn only_known_partner_users_are_let_in_shut_out_or_allowed_anything() {
        let unknown = Refusal::Unknown(RecordKind::PartnerUser, PARTNER.into());
        for ask in [deactivated, reactivated, processes_allowed, processes_withdrawn] {
            given([]).refuses(ask(PARTNER), &unknown);
        }
    }

    #[test]
    fn every_change_raises_the_revision() {
        let mut plant = given([partner(PARTNER), processes_allowed(PARTNER), deactivated(PARTNER)]);
        let revision = |plant: &crate::spec::Plant| {
            plant.world.access.partner_user(PARTNER).map(|user| user.revision)
        };
        assert_eq!(revision(&plant), Ok(Revision(3)));
        plant.when(deactivated(PARTNER));
        assert_eq!(revision(&plant), Ok(Revision(3)), "nothing changed");
    }

    #[test]
    fn a_time_zone_is_one_that_the_database_knows() {
        assert_eq!(
            TimeZone::new("Europe/Vienna").map(|z| z.as_str().to_owned()).ok().as_deref(),
            Some("Europe/Vienna")
        );
        assert_eq!(TimeZone::new("Europe/Wien"), Err(NoSuchZone("Europe/Wien".to_owned())));
        assert!(serde_json::from_str::<TimeZone>("\"Mars/Base\"").is_err());
    }

    #[test]
    fn english_and_universal_time_are_meant_where_nothing_is_said() {
        let asked = r#"{"user_name":"ada","display_name":"Ada"}"#;
        let read = serde_json::from_str::<CreatePartnerUser>(asked).expect("both have a default");
        assert_eq!((read.language, read.time_zone), (Language::En, TimeZone::utc()));
        let more = r#"{"user_name":"ada","display_name":"Ada","role":"administrator"}"#;
        assert!(serde_json::from_str::<CreatePartnerUser>(more).is_err(), "an unknown field");
    }
}
