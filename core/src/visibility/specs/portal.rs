use super::*;
use crate::access::{OpenWorkspace, TimeZone};
use crate::scalar::Personal;
use crate::spec::name;
use crate::spec::story::{RIVAL, deactivated, licence_revoked};

#[test]
fn the_portal_says_who_one_is_and_which_modules_are_there() {
    let mut plant = given([]);
    plant.when(OpenWorkspace {
        name: name("Plant"),
        zone: TimeZone::utc(),
        administrator: Personal::new(name("ada")),
    });
    plant.when(partner(PARTNER));
    plant.when(licensed(PARTNER, Module::WorkbenchTerminal));
    plant.when(licensed(PARTNER, Module::Planning));
    let expected = serde_json::json!({
        "id": "00000000-0000-0000-0000-0000000003e9",
        "user_name": "partner 1",
        "display_name": "partner 1",
        "language": "en",
        "time_zone": "UTC",
        "workspace": "Plant",
        "workspace_zone": "UTC",
        "modules": ["planning", "workbench_terminal"],
        "partner_administrator": false,
    });
    assert_eq!(read(&plant, PARTNER, DocumentId::Portal), expected);
    plant.when(licence_revoked(PARTNER, Module::Planning));
    let modules = read(&plant, PARTNER, DocumentId::Portal)["modules"].clone();
    assert_eq!(modules, serde_json::json!(["workbench_terminal"]));
}

#[test]
fn the_portal_is_there_for_active_partner_users_only() {
    let mut plant = given([partner(PARTNER)]);
    assert!(plant.shows(PARTNER, DocumentId::Portal).is_some());
    assert_eq!(plant.shows(RIVAL, DocumentId::Portal), None);
    plant.when(deactivated(PARTNER));
    assert_eq!(plant.shows(PARTNER, DocumentId::Portal), None);
}

#[test]
fn what_is_planned_changes_nothing_in_the_portal() {
    let mut plant = given([partner(PARTNER), licensed(PARTNER, Module::Planning)]);
    let before = read(&plant, PARTNER, DocumentId::Portal);
    for told in [resource(LASER), external(LASER), linked(PARTNER, LASER), item(ITEM)] {
        plant.when(told);
    }
    assert_eq!(read(&plant, PARTNER, DocumentId::Portal), before);
}
