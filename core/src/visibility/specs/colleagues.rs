use super::*;
use crate::access::{DismissPartnerAdministrator, Term};
use crate::spec::story::{
    BO, EVE, FIRM, MAX, OTHER_FIRM, RIVAL, administers, admitted_for, contact, deactivated,
    enabled, firm, owner,
};
use crate::visibility::{Rule, explain};

const PIA: crate::id::ContactId = crate::id::ContactId(crate::spec::nth(8_003));

/// Bo and the partner are of one firm, the rival of another; Bo administers.
fn firms() -> Plant {
    given([
        owner(),
        firm(FIRM),
        firm(OTHER_FIRM),
        contact(MAX, FIRM),
        contact(PIA, FIRM),
        contact(EVE, OTHER_FIRM),
        enabled(MAX, BO),
        enabled(PIA, PARTNER),
        enabled(EVE, RIVAL),
        administers(BO),
    ])
}

#[test]
fn an_administrator_sees_the_users_of_his_account_and_nobody_else_sees_any() {
    let mut plant = firms();
    assert_eq!(plant.sees(BO), [PARTNER.into(), BO.into()]);
    assert_eq!((plant.sees(PARTNER), plant.sees(RIVAL)), (vec![], vec![]));
    for id in [BO, PARTNER, RIVAL] {
        assert_eq!(plant.shows(RIVAL, id), None);
    }
    assert_eq!(plant.shows(BO, RIVAL), None);
    plant.when(DismissPartnerAdministrator { partner_user: BO });
    assert_eq!(plant.sees(BO), []);
}

#[test]
fn a_colleague_is_told_by_name_and_by_whether_he_is_in() {
    let mut plant = firms();
    let row = serde_json::json!({
        "id": "00000000-0000-0000-0000-0000000003e9",
        "user_name": "partner 1",
        "display_name": "contact 3",
        "state": "in",
        "partner_administrator": false,
    });
    assert_eq!(read(&plant, BO, PARTNER), row);
    assert_eq!(read(&plant, BO, DocumentId::Portal)["partner_administrator"], true);
    plant.when(deactivated(PARTNER));
    assert_eq!(read(&plant, BO, PARTNER)["state"], "out");
    plant.when(deactivated(BO));
    assert_eq!(plant.sees(BO), []);
}

#[test]
fn a_term_that_ended_is_out_and_hides_all_from_who_it_was() {
    let mut plant = firms();
    let end = plant.now.plus_minutes(60);
    let until = Term { from: None, until: Some(end) };
    plant.when(admitted_for(PARTNER, until));
    plant.when(admitted_for(BO, Term { from: None, until: Some(end.plus_minutes(60)) }));
    assert_eq!(read(&plant, BO, PARTNER)["state"], "in");
    plant.passes(end);
    assert_eq!(read(&plant, BO, PARTNER)["state"], "out");
    assert_eq!(plant.shows(PARTNER, DocumentId::Portal), None);
    plant.passes(end.plus_minutes(60));
    assert_eq!(plant.sees(BO), []);
    let why = explain(&plant.world, BO, DocumentId::Portal).because;
    assert_eq!(why[0].rule, Rule::PartnerActive);
    assert_eq!((why[0].holds, why[0].seq), (false, Some(plant.seq())));
}

#[test]
fn why_a_colleague_is_seen_names_the_commits() {
    let plant = firms();
    let why = explain(&plant.world, BO, PARTNER.into());
    assert!(why.visible);
    let told: Vec<_> = why.because.iter().map(|c| (c.rule, c.seq.map(|seq| seq.0))).collect();
    let expected = [
        (Rule::PartnerActive, Some(7)),
        (Rule::PartnerAdministrator, Some(10)),
        (Rule::SameAccount, Some(8)),
    ];
    assert_eq!(told, expected);
    let stranger = explain(&plant.world, BO, RIVAL.into());
    assert!(!stranger.visible);
}
