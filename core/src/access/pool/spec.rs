use std::collections::BTreeMap;

use super::*;
use crate::access::{
    AccessPolicy, CloseAccount, Module, ReopenAccount, RevokeModuleLicence, SetAccessPolicy,
    SetAccountSeats, Term,
};
use crate::id::{AccountId, PartnerUserId};
use crate::scalar::Instant;
use crate::spec::story::{
    BO, EVE, FIRM, MAX, OTHER_FIRM, PARTNER, RIVAL, admitted_for, capped, contact, deactivated,
    enabled, firm, licence_revoked, licensed, licensed_for, owner, partner, reactivated, seats,
};
use crate::spec::{Dice, MORNING, Plant, given, name};

const PLANS: LicenceKind = LicenceKind::Module(Module::Planning);

fn hour(hour: i64) -> Instant {
    Instant::from_micros(MORNING).plus_minutes(hour * 60)
}

fn until(at: i64) -> Term {
    Term { from: None, until: Some(hour(at)) }
}

fn none_left(kind: LicenceKind) -> Refusal {
    Refusal::NoSeatsLeft(kind, name(kind.word()))
}

fn books(plant: &Plant, kind: LicenceKind) -> (Option<u32>, u32, u32, Option<u32>) {
    let ledger = plant.world.access.ledger(kind);
    (ledger.entitled, ledger.used, ledger.reserved, ledger.free)
}

#[test]
fn a_pool_is_made_changed_and_removed_once() {
    let mut plant = given([]);
    let basis = LicenceBasis::PerUser { seats: 3 };
    let set = LicencePoolSet { kind: PLANS, name: name("planning"), basis };
    assert_eq!(plant.when(seats(PLANS, 3)), [set.into()]);
    assert_eq!(plant.when(seats(PLANS, 3)), []);
    assert_eq!(plant.when(seats(PLANS, 4)).len(), 1);
    let removed = LicencePoolRemoved { kind: PLANS };
    assert_eq!(plant.when(RemoveLicencePool { kind: PLANS }), [removed.into()]);
    assert_eq!(plant.when(RemoveLicencePool { kind: PLANS }), []);
}

#[test]
fn a_kind_without_a_pool_and_one_of_a_site_have_no_end() {
    let mut plant = given([partner(PARTNER), licensed(PARTNER, Module::Planning)]);
    assert_eq!(books(&plant, PLANS), (None, 1, 0, None));
    let site = LicenceBasis::Site;
    plant.when(SetLicencePool { kind: PLANS, name: name("all"), basis: site });
    plant.when(partner(RIVAL));
    plant.when(licensed(RIVAL, Module::Planning));
    assert_eq!(books(&plant, PLANS), (None, 2, 0, None));
}

#[test]
fn nobody_comes_in_or_back_over_the_seats() {
    let mut plant = given([
        owner(),
        firm(FIRM),
        contact(MAX, FIRM),
        partner(PARTNER),
        seats(LicenceKind::Partner, 1),
    ]);
    let none = none_left(LicenceKind::Partner);
    plant.refuses(partner(RIVAL), &none);
    plant.refuses(enabled(MAX, BO), &none);
    plant.when(deactivated(PARTNER));
    plant.when(partner(RIVAL));
    plant.refuses(reactivated(PARTNER), &none);
    plant.when(admitted_for(RIVAL, until(1)));
    plant.passes(hour(1));
    plant.when(reactivated(PARTNER));
    plant.refuses(admitted_for(RIVAL, until(2)), &none);
}

#[test]
fn a_licence_is_assigned_while_there_are_seats() {
    let mut plant = given([
        partner(PARTNER),
        partner(RIVAL),
        seats(PLANS, 1),
        licensed(PARTNER, Module::Planning),
    ]);
    let none = none_left(PLANS);
    plant.refuses(licensed(RIVAL, Module::Planning), &none);
    plant.when(licensed(RIVAL, Module::Dashboard));
    plant.when(licence_revoked(PARTNER, Module::Planning));
    plant.when(licensed_for(RIVAL, Module::Planning, until(1)));
    plant.refuses(licensed(PARTNER, Module::Planning), &none);
    plant.passes(hour(1));
    plant.when(licensed(PARTNER, Module::Planning));
    plant.refuses(licensed_for(RIVAL, Module::Planning, until(2)), &none);
}

#[test]
fn what_has_not_begun_holds_its_seat() {
    let mut plant = given([partner(PARTNER), partner(RIVAL), seats(PLANS, 1)]);
    let later = Term { from: Some(hour(5)), until: None };
    plant.when(licensed_for(PARTNER, Module::Planning, later));
    plant.refuses(licensed(RIVAL, Module::Planning), &none_left(PLANS));
}

#[test]
fn a_deactivated_user_frees_all_his_seats_and_must_find_them_again() {
    let mut plant = given([
        partner(PARTNER),
        partner(RIVAL),
        licensed(PARTNER, Module::Planning),
        seats(PLANS, 1),
        seats(LicenceKind::Partner, 2),
    ]);
    plant.when(deactivated(PARTNER));
    assert_eq!(books(&plant, PLANS), (Some(1), 0, 0, Some(1)));
    assert_eq!(books(&plant, LicenceKind::Partner), (Some(2), 1, 0, Some(1)));
    plant.when(licensed(RIVAL, Module::Planning));
    plant.refuses(reactivated(PARTNER), &none_left(PLANS));
    plant.when(licence_revoked(RIVAL, Module::Planning));
    plant.when(reactivated(PARTNER));
    let (id, since) = plant.world.access.holders(PLANS).next().expect("one holder");
    assert_eq!((id, since.seq, since.at), (PARTNER, plant.seq(), plant.now));
}

#[test]
fn what_a_shut_out_user_is_given_needs_seats_only_at_his_return() {
    let mut plant = given([partner(PARTNER), deactivated(PARTNER), seats(PLANS, 0)]);
    plant.when(licensed(PARTNER, Module::Planning));
    plant.refuses(reactivated(PARTNER), &none_left(PLANS));
}

#[test]
fn fewer_seats_than_are_in_use_are_refused_naming_who_holds_them() {
    let mut plant = given([partner(PARTNER), partner(RIVAL)]);
    let kind = LicenceKind::Partner;
    let in_use = |taken| Refusal::SeatsInUse { kind, taken, holders: vec![PARTNER, RIVAL] };
    plant.refuses(seats(kind, 1), &in_use(2));
    plant.when(SetLicencePool { kind, name: name("all"), basis: LicenceBasis::Site });
    plant.refuses(seats(kind, 1), &in_use(2));
    plant.when(seats(kind, 2));
    plant.refuses(seats(kind, 1), &in_use(2));
}

#[test]
fn the_cap_of_an_account_is_reserved_in_the_pools() {
    let mut plant = given([
        owner(),
        firm(FIRM),
        firm(OTHER_FIRM),
        contact(MAX, FIRM),
        contact(EVE, OTHER_FIRM),
        seats(LicenceKind::Partner, 3),
    ]);
    plant.when(capped(FIRM, 2));
    assert_eq!(books(&plant, LicenceKind::Partner), (Some(3), 0, 2, Some(1)));
    let too_many = SetAccountSeats { account: OTHER_FIRM, seats: Some(2) };
    plant.refuses(too_many, &none_left(LicenceKind::Partner));
    plant.when(enabled(EVE, RIVAL));
    plant.refuses(partner(PARTNER), &none_left(LicenceKind::Partner));
    plant.when(enabled(MAX, BO));
    assert_eq!(books(&plant, LicenceKind::Partner), (Some(3), 2, 1, Some(0)));
    let fewer =
        Refusal::SeatsInUse { kind: LicenceKind::Partner, taken: 3, holders: vec![RIVAL, BO] };
    plant.refuses(seats(LicenceKind::Partner, 2), &fewer);
    plant.when(CloseAccount { account: FIRM });
    plant.when(partner(PARTNER));
    plant.refuses(ReopenAccount { account: FIRM }, &none_left(LicenceKind::Partner));
}

/// The rule told from the users and accounts, instead of counted as it happens.
fn recounted(plant: &Plant, kind: LicenceKind) -> u32 {
    let access = &plant.world.access;
    let mut held: BTreeMap<Option<AccountId>, u32> = BTreeMap::new();
    for user in access.partner_users() {
        let lasts = |term: Term| term.until.is_none_or(|until| plant.now < until);
        let is_in = matches!(user.standing, crate::access::Standing::Active(_))
            && lasts(user.admission.term);
        let holds = match kind {
            LicenceKind::Partner => true,
            LicenceKind::Module(module) => {
                user.licences.get(&module).is_some_and(|grant| lasts(grant.term))
            }
        };
        *held.entry(user.account).or_default() += u32::from(is_in && holds);
    }
    let without = held.remove(&None).unwrap_or(0);
    let accounts = access.accounts().map(|account| {
        let named = match kind {
            LicenceKind::Partner => true,
            LicenceKind::Module(module) => account
                .policy
                .as_ref()
                .is_some_and(|AccessPolicy { modules, .. }| modules.contains(&module)),
        };
        let kept = account.seats.filter(|_| named && account.is_open()).unwrap_or(0);
        kept.max(held.get(&Some(account.id)).copied().unwrap_or(0))
    });
    without + accounts.sum::<u32>()
}

const USERS: [PartnerUserId; 4] = [PARTNER, RIVAL, BO, PartnerUserId(crate::spec::nth(1_004))];

fn next(plant: &mut Plant, dice: &mut Dice) {
    let mut pick = |bound: u32| u32::try_from(dice.below(bound as usize)).unwrap_or(0);
    let user = USERS[pick(4) as usize];
    let account = [FIRM, OTHER_FIRM][pick(2) as usize];
    let module = [Module::Planning, Module::Dashboard][pick(2) as usize];
    let kind = [LicenceKind::Partner, LicenceKind::Module(module)][pick(2) as usize];
    let now = (plant.now.micros() - MORNING) / 3_600_000_000;
    let from = (pick(3) == 0).then(|| hour(now + i64::from(pick(3))));
    let until = (pick(2) == 0).then(|| hour(now + 1 + i64::from(pick(4))));
    let term = Term { from, until };
    let some = pick(5);
    let asked = match pick(14) {
        0 | 1 => licensed_for(user, module, term),
        2 => RevokeModuleLicence { partner_user: user, module }.into(),
        3 => deactivated(user),
        4 | 5 => reactivated(user),
        6 => admitted_for(user, term),
        7 => seats(kind, some),
        8 => RemoveLicencePool { kind }.into(),
        9 => SetAccountSeats { account, seats: (some > 0).then_some(some) }.into(),
        10 => {
            let modules = [module].into_iter().filter(|_| some > 1).collect();
            SetAccessPolicy {
                account,
                modules,
                process_feedback: Default::default(),
                language: None,
            }
            .into()
        }
        11 if some == 0 => CloseAccount { account }.into(),
        11 => ReopenAccount { account }.into(),
        12 => enabled(
            if account == FIRM { MAX } else { EVE },
            USERS[if account == FIRM { 2 } else { 3 }],
        ),
        _ => {
            plant.passes(hour(now + 1));
            return;
        }
    };
    drop(plant.tries(asked));
}

#[test]
fn on_random_histories_the_count_is_what_counting_again_gives_and_no_pool_is_overdrawn() {
    let mut full = 0;
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let mut plant = given([
            owner(),
            firm(FIRM),
            firm(OTHER_FIRM),
            contact(MAX, FIRM),
            contact(EVE, OTHER_FIRM),
            partner(PARTNER),
            partner(RIVAL),
        ]);
        for _ in 0..100 {
            next(&mut plant, &mut dice);
            for kind in LicenceKind::all() {
                let taken = plant.world.access.seats_taken(kind);
                assert_eq!(taken, recounted(&plant, kind), "seed {seed}: {kind:?}");
                let ledger = plant.world.access.ledger(kind);
                assert_eq!(ledger.used as usize, plant.world.access.holders(kind).count());
                if let Some(entitled) = ledger.entitled {
                    assert!(taken <= entitled, "seed {seed}: {kind:?} is overdrawn");
                    full += u32::from(taken == entitled);
                }
            }
        }
    }
    assert!(full > 1_000, "pools are often full: {full}");
}
