use super::*;
use crate::access::{CloseAccount, Module, SetAccessPolicy, SetStaffRoles, Term};
use crate::event::{AccessEvent, Event};
use crate::spec::story::{
    ADA, BO, EVE, FIRM, MAX, OTHER_FIRM, PARTNER, RIVAL, administers, admitted_for, capped,
    contact, deactivated, enabled, firm, owner, partner, seats,
};
use crate::spec::{MORNING, Plant, given, name, nth};

/// Bo administers his firm, which may have three users; the rival is of another firm.
fn plant() -> Plant {
    let mut plant = given([
        owner(),
        firm(FIRM),
        firm(OTHER_FIRM),
        contact(MAX, FIRM),
        contact(EVE, OTHER_FIRM),
        enabled(MAX, BO),
        enabled(EVE, RIVAL),
        partner(PARTNER),
        administers(BO),
        capped(FIRM, 3),
    ]);
    plant.actor = Actor::Partner(BO);
    plant
}

fn invited(text: &str) -> InviteColleague {
    let email = "colleague@example.com".parse().expect("an address");
    InviteColleague {
        name: Personal::new(name(text)),
        email: Personal::new(email),
        language: None,
        time_zone: TimeZone::utc(),
    }
}

fn out(partner_user: PartnerUserId) -> DeactivateColleague {
    DeactivateColleague { partner_user }
}

/// The users of the firm besides Bo.
fn colleagues(plant: &Plant) -> Vec<PartnerUserId> {
    let account = plant.world.access.account(FIRM).expect("is there");
    account.users.iter().copied().filter(|id| *id != BO).collect()
}

#[test]
fn an_invited_colleague_is_a_contact_and_a_user_with_what_the_policy_gives() {
    let mut plant = plant();
    let modules = [Module::Planning].into();
    plant.when(SetAccessPolicy {
        account: FIRM,
        modules,
        process_feedback: Default::default(),
        language: Some(Language::De),
    });
    let names: Vec<_> = plant.when(invited("Max Müller")).iter().map(Event::name).collect();
    let expected = [
        "ContactAdded",
        "PartnerUserCreated",
        "ContactEnabled",
        "InvitationHeld",
        "ModuleLicenceGranted",
    ];
    assert_eq!(names, expected);
    let [id] = colleagues(&plant)[..] else { unreachable!("one colleague") };
    let user = plant.world.access.partner_user(id).expect("is there");
    assert_eq!((user.account, user.language), (Some(FIRM), Language::De));
    assert_eq!(user.display_name.reveal().as_str(), "Max Müller");
    assert!(user.user_name.reveal().as_str().starts_with("max.müller-"));
    assert!(user.licence(Module::Planning).is_some() && user.administrator.is_none());
}

#[test]
fn a_user_name_that_is_taken_is_never_told() {
    let mut plant = plant();
    let taken = plant.clone().when(invited("Max")).into_iter().find_map(|event| {
        if let Event::Access(AccessEvent::PartnerUserCreated(created)) = event {
            Some(created.user_name)
        } else {
            None
        }
    });
    let taken = taken.expect("a user");
    let create = crate::access::CreatePartnerUser {
        user_name: taken.clone(),
        display_name: taken,
        language: Language::En,
        time_zone: TimeZone::utc(),
    };
    // The very name that would have been made, taken by somebody else, out of the count of ids.
    plant.when(crate::spec::Told { command: create.into(), makes: Some(nth(9_999)) });
    assert_eq!(plant.when(invited("Max")).len(), 4);
    let odd = invited("\u{301}?? !!");
    assert_eq!(plant.when(odd).len(), 4, "any name makes a user name");
}

#[test]
fn the_cap_of_the_account_ends_inviting_and_a_seat_that_is_freed_begins_it_again() {
    let mut plant = plant();
    plant.when(invited("one"));
    plant.when(invited("two"));
    plant.refuses(invited("three"), &Refusal::AccountSeatsFull(FIRM.into()));
    let first = colleagues(&plant)[0];
    plant.when(out(first));
    assert_eq!(plant.when(out(first)), []);
    plant.when(invited("three"));
    plant.actor = Actor::Staff(ADA);
    plant.refuses(crate::spec::story::reactivated(first), &Refusal::AccountSeatsFull(FIRM.into()));
}

#[test]
fn a_full_pool_is_never_met_within_the_cap() {
    let mut plant = plant();
    plant.actor = Actor::Staff(ADA);
    let planning = LicenceKind::Module(Module::Planning);
    plant.when(SetAccessPolicy {
        account: FIRM,
        modules: [Module::Planning].into(),
        process_feedback: Default::default(),
        language: None,
    });
    plant.when(seats(LicenceKind::Partner, 5));
    plant.when(seats(planning, 3));
    let full = Refusal::NoSeatsLeft(LicenceKind::Partner, name("partner"));
    plant.refuses(partner(PartnerUserId(nth(1_009))), &full);
    plant.actor = Actor::Partner(BO);
    plant.when(invited("one"));
    plant.when(invited("two"));
}

#[test]
fn a_colleague_of_another_firm_is_an_unknown_id() {
    let mut plant = plant();
    let nobody = PartnerUserId(nth(4_242));
    for id in [RIVAL, PARTNER, nobody] {
        plant.refuses(out(id), &Refusal::Unknown(RecordKind::PartnerUser, id.into()));
    }
    plant.refuses(out(BO), &Refusal::NoColleague);
}

#[test]
fn who_is_no_administrator_with_a_cap_and_in_may_do_nothing() {
    let may = |plant: &Plant, id| plant.world.access.administered_by(id).map(|a| a.id);
    let mut plant = plant();
    assert_eq!(may(&plant, BO), Some(FIRM));
    assert_eq!((may(&plant, RIVAL), may(&plant, PARTNER)), (None, None));
    for without in [
        DismissPartnerAdministrator { partner_user: BO }.into(),
        SetAccountSeats { account: FIRM, seats: None }.into(),
        deactivated(BO),
        CloseAccount { account: FIRM }.into(),
        admitted_for(BO, Term { from: None, until: Some(plant.now.plus_minutes(1)) }),
    ] {
        let mut plant = plant.clone();
        plant.when(without);
        plant.passes(crate::scalar::Instant::from_micros(MORNING).plus_minutes(2));
        assert_eq!(may(&plant, BO), None);
        assert!(plant.tries(invited("one")).is_err() && plant.tries(out(MAX_OF_NONE)).is_err());
    }
    plant.actor = Actor::Staff(ADA);
    assert!(plant.tries(invited("one")).is_err(), "staff adds contacts instead");
}

const MAX_OF_NONE: PartnerUserId = PartnerUserId(nth(1));

#[test]
fn inviting_needs_somebody_who_answers_for_the_firm() {
    let mut plant = plant();
    plant.when(SetStaffRoles { staff_user: ADA, roles: Default::default() });
    plant.refuses(invited("one"), &Refusal::AccountOwnerHasNoRole(FIRM.into()));
}

#[test]
fn only_users_of_accounts_administer_one() {
    let mut plant = plant();
    plant.refuses(administers(PARTNER), &Refusal::UserHasNoAccount(PARTNER.into()));
    assert_eq!(plant.when(administers(BO)), []);
    let dismissed = PartnerAdministratorDismissed { id: BO };
    let dismiss = DismissPartnerAdministrator { partner_user: BO };
    assert_eq!(plant.when(dismiss.clone()), [dismissed.into()]);
    assert_eq!(plant.when(dismiss), []);
}

#[test]
fn a_cap_is_no_lower_than_what_is_in_use() {
    let mut plant = plant();
    plant.when(invited("one"));
    let account = FIRM;
    let held = Refusal::AccountSeatsInUse { account: FIRM.into(), held: 2 };
    plant.refuses(SetAccountSeats { account, seats: Some(1) }, &held);
    assert_eq!(plant.when(SetAccountSeats { account, seats: Some(3) }), []);
    plant.when(SetAccountSeats { account, seats: Some(2) });
    plant.when(SetAccountSeats { account, seats: None });
}

#[test]
fn seats_are_handed_on_so_often_and_no_more() {
    let mut plant = plant();
    let most = usize::try_from(3 * COLLEAGUES_PER_SEAT_MAX).expect("few");
    for at in 1..most {
        plant.when(invited(&format!("colleague {at}")));
        let new = *colleagues(&plant).last().expect("was invited");
        plant.when(out(new));
    }
    plant.refuses(invited("one more"), &Refusal::TooManyColleagues(FIRM.into()));
    plant.actor = Actor::Staff(ADA);
    plant.when(capped(FIRM, 4));
    plant.actor = Actor::Partner(BO);
    plant.when(invited("with another seat"));
}
