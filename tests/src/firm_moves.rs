//! Moves about firms and their people, licences and pools, terms, and partner administrators.

use loggia_core::access::{
    AccountKind, AddContact, AssignModuleLicence, CloseAccount, CreateAccount, DeactivateColleague,
    DismissPartnerAdministrator, EnableContact, InviteColleague, LicenceBasis, LicenceKind, Module,
    NamePartnerAdministrator, PartnerType, ProcessFeedback, RemoveLicencePool, ReopenAccount,
    SetAccessPolicy, SetAccountSeats, SetLicencePool, SetPartnerUserTerm, TimeZone,
};
use loggia_core::command::Command;
use loggia_core::event::{AccessEvent, Event};
use loggia_core::scalar::{Email, Personal};
use loggia_core::spec::name;
use proptest::prelude::*;

use crate::moves::{Move, Pick};
use crate::story::{Story, Teller, pick};

/// What happens next among firms.
#[derive(Clone, Debug)]
pub enum FirmMove {
    /// A firm.
    Account,
    /// Nobody of it comes in.
    Close(Pick),
    /// It is in use again.
    Reopen(Pick),
    /// A person of a firm.
    Contact(Pick),
    /// A contact may log in.
    Enable(Pick),
    /// What a firm gives by itself: modules by a mask.
    Policy(Pick, u8),
    /// How many users a firm may have.
    Cap(Pick, Option<u8>),
    /// Partner, hours until he may come in and until he may not any more.
    Term(Pick, Option<u8>, Option<u8>),
    /// Partner, module, hours until it begins and until it ends.
    Licence(Pick, Module, Option<u8>, Option<u8>),
    /// A kind of licence has so many seats, or none is counted any more.
    Pool(Option<Module>, Option<u8>),
    /// A partner administers his firm.
    Name(Pick),
    /// A partner administers his firm no more.
    Dismiss(Pick),
    /// A partner brings a colleague in.
    Invite(Pick),
    /// A partner sends somebody away.
    SendAway(Pick, Pick),
}

/// Any of them.
pub fn any_firm_move() -> impl Strategy<Value = FirmMove> {
    use FirmMove as M;
    let pick = || any::<Pick>();
    let hours = || proptest::option::weighted(0.4, 0..24_u8);
    let module = || proptest::sample::select(Module::ALL.to_vec());
    prop_oneof![
        1 => Just(M::Account),
        1 => pick().prop_map(M::Close),
        2 => pick().prop_map(M::Reopen),
        2 => pick().prop_map(M::Contact),
        3 => pick().prop_map(M::Enable),
        2 => (pick(), any::<u8>()).prop_map(|(a, mask)| M::Policy(a, mask)),
        2 => (pick(), proptest::option::weighted(0.8, 0..9_u8)).prop_map(|(a, n)| M::Cap(a, n)),
        2 => (pick(), hours(), hours()).prop_map(|(p, f, u)| M::Term(p, f, u)),
        3 => (pick(), module(), hours(), hours()).prop_map(|(p, m, f, u)| M::Licence(p, m, f, u)),
        1 => (proptest::option::of(module()), proptest::option::weighted(0.6, 0..20_u8))
            .prop_map(|(m, n)| M::Pool(m, n)),
        3 => pick().prop_map(M::Name),
        1 => pick().prop_map(M::Dismiss),
        4 => pick().prop_map(M::Invite),
        2 => (pick(), pick()).prop_map(|(p, q)| M::SendAway(p, q)),
    ]
}

/// What partner administrators do.
pub fn any_delegate_move() -> impl Strategy<Value = FirmMove> {
    prop_oneof![
        3 => any::<Pick>().prop_map(FirmMove::Invite),
        2 => any::<(Pick, Pick)>().prop_map(|(p, q)| FirmMove::SendAway(p, q)),
    ]
}

impl Story {
    /// A firm with two users, of whom the first administers it.
    pub fn firm(&mut self, teller: Teller) {
        let at = |records: usize| u8::try_from(records).unwrap_or(0);
        let cast = self.cast(teller);
        let first = at(cast.partners.len());
        let (account, contact) = (at(cast.accounts.len()), at(cast.contacts.len()));
        for next in [
            FirmMove::Account,
            FirmMove::Contact(account),
            FirmMove::Contact(account),
            FirmMove::Enable(contact),
            FirmMove::Enable(contact.saturating_add(1)),
            FirmMove::Name(first),
            FirmMove::Cap(account, Some(4)),
        ] {
            self.play(teller, &Move::Firm(next));
        }
    }

    pub(crate) fn remember_people(&mut self, teller: Teller, events: &[Event]) {
        let cast = match teller {
            Teller::Own => &mut self.own,
            Teller::Foreign => &mut self.foreign,
        };
        for event in events {
            match event {
                Event::Access(AccessEvent::PartnerUserCreated(created)) => {
                    cast.partners.push(created.id)
                }
                Event::Access(AccessEvent::AccountCreated(created)) => {
                    cast.accounts.push(created.id)
                }
                Event::Access(AccessEvent::ContactAdded(added)) => cast.contacts.push(added.id),
                _ => {}
            }
        }
    }

    pub(crate) fn firm_command(&self, teller: Teller, next: &FirmMove) -> Option<Command> {
        let cast = self.cast(teller);
        let partner = |at: &Pick| pick(&cast.partners, *at);
        let account = |at: &Pick| pick(&cast.accounts, *at);
        let label = |what: &str| name(&format!("{what} {teller:?} {}", self.told(teller)));
        let email = || "somebody@example.com".parse::<Email>().ok().map(Personal::new);
        let hence = |hours: &Option<u8>| hours.map(|hours| self.hence(hours));
        Some(match next {
            FirmMove::Account => CreateAccount {
                name: label("firm"),
                kind: AccountKind::Partner(PartnerType::Supplier),
                owner: self.world.access.staff_users().next().map(|user| user.id),
            }
            .into(),
            FirmMove::Close(a) => CloseAccount { account: account(a)? }.into(),
            FirmMove::Reopen(a) => ReopenAccount { account: account(a)? }.into(),
            FirmMove::Contact(a) => AddContact {
                account: account(a)?,
                name: Personal::new(label("contact")),
                email: email()?,
                phone: None,
            }
            .into(),
            FirmMove::Enable(c) => EnableContact {
                contact: pick(&cast.contacts, *c)?,
                user_name: Personal::new(label("user")),
                language: None,
                time_zone: TimeZone::utc(),
            }
            .into(),
            FirmMove::Policy(a, mask) => SetAccessPolicy {
                account: account(a)?,
                modules: (0..)
                    .zip(Module::ALL)
                    .filter(|(n, _)| mask >> n & 1 == 1)
                    .map(|(_, m)| m)
                    .collect(),
                process_feedback: match mask >> 6 & 1 {
                    0 => ProcessFeedback::NotAllowed,
                    _ => ProcessFeedback::Allowed,
                },
                language: None,
            }
            .into(),
            FirmMove::Cap(a, seats) => {
                SetAccountSeats { account: account(a)?, seats: seats.map(u32::from) }.into()
            }
            FirmMove::Term(p, from, until) => SetPartnerUserTerm {
                partner_user: partner(p)?,
                from: hence(from),
                until: hence(until),
                sponsor: None,
            }
            .into(),
            FirmMove::Licence(p, module, from, until) => AssignModuleLicence {
                partner_user: partner(p)?,
                module: *module,
                from: hence(from),
                until: hence(until),
                sponsor: None,
            }
            .into(),
            FirmMove::Pool(module, seats) => {
                let kind = module.map_or(LicenceKind::Partner, LicenceKind::Module);
                match seats {
                    Some(seats) => {
                        let basis = LicenceBasis::PerUser { seats: u32::from(*seats) };
                        SetLicencePool { kind, name: name(kind.word()), basis }.into()
                    }
                    None => RemoveLicencePool { kind }.into(),
                }
            }
            FirmMove::Name(p) => NamePartnerAdministrator { partner_user: partner(p)? }.into(),
            FirmMove::Dismiss(p) => {
                DismissPartnerAdministrator { partner_user: partner(p)? }.into()
            }
            FirmMove::Invite(_) => InviteColleague {
                name: Personal::new(label("colleague")),
                email: email()?,
                language: None,
                time_zone: TimeZone::utc(),
            }
            .into(),
            FirmMove::SendAway(_, who) => {
                // Foreign administrators also try users of the own story, who are none of theirs.
                let all: Vec<_> = match teller {
                    Teller::Own => self.own.partners.clone(),
                    Teller::Foreign => {
                        self.own.partners.iter().chain(&self.foreign.partners).copied().collect()
                    }
                };
                DeactivateColleague { partner_user: pick(&all, *who)? }.into()
            }
        })
    }
}
