//! The firms that get mails, in both languages: each name, address and telephone stands nowhere else.

use loggia_core::access::{
    AccountKind, AddContact, CreateAccount, CreateStaffUser, EnableContact, Language,
    NamePartnerAdministrator, PartnerType, SetAccountSeats, TimeZone, UserId,
};
use loggia_core::actor::Role;
use loggia_core::id::{AccountId, PartnerUserId};
use loggia_core::scalar::{Name, Personal};
use loggia_core::spec::name;
use loggia_tests::story::Story;

use super::plant::tell;

const LANGUAGES: [Language; 2] = [Language::En, Language::De];

/// The address of two people who work for two firms and share it.
pub(super) const SHARED: &str = "canary-shared@partner.example";

/// Two people of one firm.
pub(super) struct Firm {
    pub(super) administrator: PartnerUserId,
    pub(super) colleague: PartnerUserId,
}

/// Two firms of each language, and one of each whose only user shares his address with the other's.
pub(super) struct People {
    pub(super) firms: Vec<Firm>,
    pub(super) sharing: Vec<PartnerUserId>,
}

impl People {
    pub(super) fn everybody(&self) -> impl Iterator<Item = PartnerUserId> {
        let firms = self.firms.iter().flat_map(|firm| [firm.administrator, firm.colleague]);
        firms.chain(self.sharing.iter().copied())
    }
}

/// A name that has to be encoded on its way.
fn personal(text: &str) -> Personal<Name> {
    Personal::new(name(text))
}

pub(super) fn hire(story: &mut Story) -> People {
    let (user_name, display_name) = (personal("canary-staff"), personal("Canäry-owner"));
    let roles = [Role::Administrator].into();
    tell(story, CreateStaffUser { user_name, display_name, roles });
    let mut people = People { firms: Vec::new(), sharing: Vec::new() };
    for language in LANGUAGES {
        for _ in 0..2 {
            let account = firm(story);
            let administrator = person(story, account, language, None);
            let colleague = person(story, account, language, None);
            tell(story, NamePartnerAdministrator { partner_user: administrator });
            tell(story, SetAccountSeats { account, seats: Some(4) });
            people.firms.push(Firm { administrator, colleague });
        }
        let account = firm(story);
        people.sharing.push(person(story, account, language, Some(SHARED)));
    }
    people
}

fn firm(story: &mut Story) -> AccountId {
    let number = story.own.accounts.len();
    let owner = story.world.access.user_by_name(&name("canary-staff"));
    let owner = owner.and_then(|owner| match owner {
        UserId::Staff(id) => Some(id),
        UserId::Partner(_) => None,
    });
    let kind = AccountKind::Partner(PartnerType::Contractor);
    tell(story, CreateAccount { name: name(&format!("Canäry-firm{number}")), kind, owner });
    *story.own.accounts.last().unwrap()
}

fn person(
    story: &mut Story,
    account: AccountId,
    language: Language,
    address: Option<&str>,
) -> PartnerUserId {
    let number = story.own.contacts.len();
    let own = format!("canary-mail{number}@partner.example");
    let email = Personal::new(address.unwrap_or(&own).parse().unwrap());
    let phone = Some(personal(&format!("canary-phone{number}")));
    let name = personal(&format!("Canäry-person{number}"));
    tell(story, AddContact { account, name, email, phone });
    let contact = *story.own.contacts.last().unwrap();
    let user_name = personal(&format!("canary-user{number}"));
    let (language, time_zone) = (Some(language), TimeZone::utc());
    tell(story, EnableContact { contact, user_name, language, time_zone });
    *story.own.partners.last().unwrap()
}
