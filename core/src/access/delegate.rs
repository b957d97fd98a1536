//! Delegated partner administrators: partner users who bring in and send away colleagues of their
//! own account, within its cap, and do nothing else. Source: DOMAIN.md 2.7.
//!
//! A delegate must not learn of other firms (law 7). User names are unique in the workspace, so he
//! never chooses one. Whether a pool is full depends on others, so the cap of an account is reserved
//! in the pools: within it there is always room. A colleague of another firm is an unknown id.

use serde::{Deserialize, Serialize};

use super::contact::{Enabled, enable, may_have_users};
use super::event::{
    AccountSeatsSet, ContactAdded, PartnerAdministratorDismissed, PartnerAdministratorNamed,
    PartnerUserDeactivated,
};
use super::{Access, Account, Language, LicenceKind, Standing, TimeZone};
use crate::actor::Actor;
use crate::event::Event;
use crate::id::{AccountId, ContactId, FreshIds, PartnerUserId, RecordId};
use crate::refusal::{RecordKind, Refusal};
use crate::scalar::{Email, Name, Personal};
use crate::world::{Context, Decision, World, happened, unchanged};

/// Let a partner user bring in and send away colleagues of his own account, once it has a cap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NamePartnerAdministrator {
    /// Who.
    pub partner_user: PartnerUserId,
}

/// A partner user is administrator of his account no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DismissPartnerAdministrator {
    /// Who.
    pub partner_user: PartnerUserId,
}

/// Set how many users of an account may be in at once, or that there is no such cap. The seats are
/// kept for the account in the pools of `partner` and of all modules of its access policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetAccountSeats {
    /// Whose.
    pub account: AccountId,
    /// So many; no cap where none is given.
    #[serde(default)]
    pub seats: Option<u32>,
}

/// Bring a colleague into the portal, as a contact of one's own account who may log in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteColleague {
    /// What the colleague is called; the user name is made from it.
    pub name: Personal<Name>,
    /// Where mail reaches the colleague.
    pub email: Personal<Email>,
    /// The language of the portal and of mails; that of the firm where none is given.
    #[serde(default)]
    pub language: Option<Language>,
    /// The zone in which the portal shows times.
    #[serde(default = "TimeZone::utc")]
    pub time_zone: TimeZone,
}

/// Send a colleague away: no login, nothing visible. The host company can let him in again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeactivateColleague {
    /// Who.
    pub partner_user: PartnerUserId,
}

/// Users that an account may come to have by its administrators' own doing, for each of its seats.
/// Who was sent away frees the seat, but stays in the books, and was written to.
pub const COLLEAGUES_PER_SEAT_MAX: u32 = 10;

/// Characters of a colleague's name that stand in the user name made from it.
const NAMED_CHARS_MAX: usize = 40;

/// Characters that follow them, out of a fresh id.
const RANDOM_CHARS: usize = 12;

/// Fresh ids that are drawn until a user name is free; a second one is needed hardly ever.
const DRAWS_MAX: usize = 16;

impl Access {
    /// The account that a partner user administers: he was named, he is in, and it has a cap.
    pub fn administered_by(&self, id: PartnerUserId) -> Option<&Account> {
        let user = self.partner_user(id).ok()?;
        user.administrator?;
        user.admitted()?;
        let account = self.account(user.account?).ok()?;
        account.seats.filter(|_| account.is_open())?;
        Some(account)
    }
}

pub(crate) fn name_partner_administrator(
    world: &World,
    _: &Context<'_>,
    command: &NamePartnerAdministrator,
) -> Decision {
    let id = command.partner_user;
    let user = world.access.partner_user(id)?;
    if user.account.is_none() {
        return Err(Refusal::UserHasNoAccount(id.into()));
    }
    match user.administrator {
        Some(_) => unchanged(),
        None => happened(PartnerAdministratorNamed { id }),
    }
}

pub(crate) fn dismiss_partner_administrator(
    world: &World,
    _: &Context<'_>,
    command: &DismissPartnerAdministrator,
) -> Decision {
    let id = command.partner_user;
    match world.access.partner_user(id)?.administrator {
        None => unchanged(),
        Some(_) => happened(PartnerAdministratorDismissed { id }),
    }
}

pub(crate) fn set_account_seats(
    world: &World,
    _: &Context<'_>,
    command: &SetAccountSeats,
) -> Decision {
    let SetAccountSeats { account: id, seats } = *command;
    let access = &world.access;
    let account = access.account(id)?;
    if account.seats == seats {
        return unchanged();
    }
    if account.partner_type().is_none() {
        return Err(Refusal::AccountIsNoPartner(id.into()));
    }
    let held = access.seats.held(LicenceKind::Partner, id);
    if seats.is_some_and(|seats| seats < held) {
        return Err(Refusal::AccountSeatsInUse { account: id.into(), held });
    }
    access.keeps_to_reserves(account, |account| account.seats = seats)?;
    happened(AccountSeatsSet { id, seats })
}

/// Adds the contact and enables it, as staff would, in one commit.
pub(crate) fn invite_colleague(
    world: &World,
    cx: &Context<'_>,
    command: &InviteColleague,
) -> Decision {
    let InviteColleague { name, email, language, time_zone } = command.clone();
    let access = &world.access;
    let (account, _) = asked_by(access, cx)?;
    may_have_users(access, account)?;
    let most = account.seats.unwrap_or_default().saturating_mul(COLLEAGUES_PER_SEAT_MAX);
    if u32::try_from(account.users.len()).unwrap_or(u32::MAX) >= most {
        return Err(Refusal::TooManyColleagues(account.id.into()));
    }
    let contact = ContactId::fresh(cx.ids);
    let id = PartnerUserId::fresh(cx.ids);
    let user_name = user_name(access, cx.ids, name.reveal())?;
    let added =
        ContactAdded { id: contact, account: account.id, name: name.clone(), email, phone: None };
    let enabled = Enabled { id, contact, user_name, display_name: name, language, time_zone };
    let mut events = vec![Event::from(added)];
    events.extend(enable(access, cx, account, enabled)?);
    Ok(events)
}

pub(crate) fn deactivate_colleague(
    world: &World,
    cx: &Context<'_>,
    command: &DeactivateColleague,
) -> Decision {
    let id = command.partner_user;
    let (account, asker) = asked_by(&world.access, cx)?;
    let unknown = || Refusal::Unknown(RecordKind::PartnerUser, id.into());
    // Of another firm, of none, or not there: all the same to the delegate.
    let user = world.access.partner_user(id).map_err(|_| unknown())?;
    if user.account != Some(account.id) {
        return Err(unknown());
    }
    if id == asker {
        return Err(Refusal::NoColleague);
    }
    match user.standing {
        Standing::Active(_) => happened(PartnerUserDeactivated { id }),
        Standing::Deactivated(_) => unchanged(),
    }
}

/// The permits ask this too; a rule does not rely on who asks it.
fn asked_by<'a>(
    access: &'a Access,
    cx: &Context<'_>,
) -> Result<(&'a Account, PartnerUserId), Refusal> {
    match cx.actor {
        Actor::Partner(id) => {
            let account = access.administered_by(id);
            let account = account.ok_or(Refusal::Unknown(RecordKind::PartnerUser, id.into()))?;
            Ok((account, id))
        }
        Actor::Staff(id) => Err(Refusal::Unknown(RecordKind::PartnerUser, id.into())),
        Actor::Installer | Actor::Clock | Actor::Server => {
            Err(Refusal::Unknown(RecordKind::PartnerUser, RecordId(uuid::Uuid::nil())))
        }
    }
}

/// A user name that nobody chose: it tells what the colleague is called, and nothing about which
/// names are taken.
fn user_name(access: &Access, ids: &FreshIds<'_>, name: &Name) -> Result<Personal<Name>, Refusal> {
    let letters = name.as_str().trim().chars().take(NAMED_CHARS_MAX);
    let letters = letters.map(|sign| if sign.is_alphanumeric() { sign } else { '.' });
    let stem: String = letters.flat_map(char::to_lowercase).collect();
    for _ in 0..DRAWS_MAX {
        let random = PartnerUserId::fresh(ids).0.simple().to_string();
        let tail = random.chars().skip(random.len().saturating_sub(RANDOM_CHARS));
        let made = format!("{stem}-{}", tail.collect::<String>());
        if let Ok(made) = Name::new(&made)
            && access.user_name_is_free(&made).is_ok()
        {
            return Ok(Personal::new(made));
        }
    }
    Err(Refusal::UserNameTaken)
}

#[cfg(test)]
mod spec;
