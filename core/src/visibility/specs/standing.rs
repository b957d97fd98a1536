use super::*;
use crate::production::Finality;
use crate::spec::story::{RIVAL, deactivated, licence_revoked, reactivated, unlinked, worked};
use crate::visibility::scope;

/// Every document of the partner, as read.
fn everything(plant: &Plant) -> Vec<(DocumentId, Value)> {
    let documents = scope(&plant.world, PARTNER).into_iter();
    documents.map(|id| (id, read(plant, PARTNER, id))).filter(|(_, v)| !v.is_null()).collect()
}

#[test]
fn a_deactivated_partner_sees_nothing_and_a_reactivated_one_exactly_what_was_there() {
    let mut plant = coating();
    plant.passes(hours(9, 9).start);
    plant.when(worked(S, hours(1, 2), 1, Finality::Partial));
    let before = everything(&plant);
    assert_eq!(before.len(), 6, "portal, step, process, order, item, report");
    plant.when(deactivated(PARTNER));
    assert_eq!(everything(&plant), []);
    plant.when(reactivated(PARTNER));
    assert_eq!(everything(&plant), before);
}

#[test]
fn what_is_granted_and_taken_during_the_absence_holds_at_the_return() {
    let mut plant = coating();
    plant.when(deactivated(PARTNER));
    for told in [external(OVEN), linked(PARTNER, OVEN), unlinked(PARTNER, LASER)] {
        plant.when(told);
        assert_eq!(plant.sees(PARTNER), []);
    }
    plant.when(reactivated(PARTNER));
    assert_eq!(plant.sees(PARTNER), [S_2.into(), P.into(), O.into(), ITEM.into()]);
}

#[test]
fn what_each_module_shows() {
    let steps_and_more = vec![S.into(), P.into(), O.into(), ITEM.into()];
    let shown = |module| match module {
        Module::PlanningObjects | Module::Planning | Module::WorkbenchClassic => {
            steps_and_more.clone()
        }
        Module::WorkbenchTerminal => vec![S.into()],
        Module::Projects | Module::Dashboard => vec![],
    };
    for module in Module::ALL {
        let mut plant = coating();
        plant.when(licence_revoked(PARTNER, Module::PlanningObjects));
        assert_eq!(plant.sees(PARTNER), [], "no module, no rows");
        plant.when(licensed(PARTNER, module));
        assert_eq!(plant.sees(PARTNER), shown(module), "{module:?}");
    }
}

#[test]
fn the_terminal_takes_nothing_from_what_another_module_shows() {
    let mut plant = coating();
    let before = plant.sees(PARTNER);
    plant.when(licensed(PARTNER, Module::WorkbenchTerminal));
    assert_eq!(plant.sees(PARTNER), before);
    plant.when(licence_revoked(PARTNER, Module::PlanningObjects));
    assert_eq!(plant.sees(PARTNER), [S.into()]);
}

#[test]
fn somebody_who_is_not_known_sees_nothing() {
    let plant = coating();
    assert_eq!(plant.sees(RIVAL), []);
    for id in [DocumentId::Portal, S.into(), P.into(), O.into(), ITEM.into()] {
        assert_eq!(plant.shows(RIVAL, id), None);
    }
    assert_eq!(scope(&plant.world, RIVAL).len(), 0);
}
