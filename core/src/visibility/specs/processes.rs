use super::*;
use crate::production::AddProcess;
use crate::spec::name;
use crate::spec::story::{
    O_2, P_2, S_3, internal, moved, order, process_of, processes_withdrawn, unlinked,
};

#[test]
fn processes_need_permission_and_a_visible_step_of_their_order() {
    let mut plant = plant();
    plant.when(processes_allowed(PARTNER));
    assert_eq!(plant.sees(PARTNER), [], "permission alone");
    plant.when(external(LASER));
    plant.when(linked(PARTNER, LASER));
    assert_eq!(plant.sees(PARTNER), [S.into(), P.into(), O.into(), ITEM.into()]);
    plant.when(processes_withdrawn(PARTNER));
    assert_eq!(plant.sees(PARTNER), [S.into(), O.into(), ITEM.into()], "a step alone");
}

#[test]
fn all_processes_of_an_order_appear_with_its_first_visible_step_in_the_same_command() {
    let mut plant = plant();
    for told in [processes_allowed(PARTNER), process(P_2), external(LASER)] {
        plant.when(told);
    }
    plant.when(linked(PARTNER, LASER));
    assert_eq!(plant.sees(PARTNER), [S.into(), P.into(), P_2.into(), O.into(), ITEM.into()]);
}

#[test]
fn the_last_visible_step_takes_all_processes_of_its_order_with_it() {
    for hides in [moved(S, OVEN, first()), internal(LASER), unlinked(PARTNER, LASER)] {
        let mut plant = coating();
        plant.when(process(P_2));
        plant.when(hides);
        assert_eq!(plant.sees(PARTNER), []);
    }
}

#[test]
fn the_processes_stay_as_long_as_one_step_is_visible() {
    let mut plant = coating();
    plant.when(external(OVEN));
    plant.when(linked(PARTNER, OVEN));
    plant.when(unlinked(PARTNER, LASER));
    assert_eq!(plant.sees(PARTNER), [S_2.into(), P.into(), O.into(), ITEM.into()]);
    plant.when(unlinked(PARTNER, OVEN));
    assert_eq!(plant.sees(PARTNER), []);
}

#[test]
fn processes_of_other_orders_stay_hidden() {
    let mut plant = coating();
    for told in [order(O_2), step(S_3, on(OVEN).of(O_2)), process_of(P_2, O_2)] {
        plant.when(told);
    }
    assert_eq!(plant.sees(PARTNER), [S.into(), P.into(), O.into(), ITEM.into()]);
}

#[test]
fn a_link_to_the_place_of_a_process_opens_nothing() {
    let mut plant = plant();
    let (resource, quantity) = (Some(LASER), None);
    for told in [
        order(O_2),
        AddProcess { order: O_2, sequence: 10, name: name("packing"), resource, quantity }.into(),
        processes_allowed(PARTNER),
        external(LASER),
        linked(PARTNER, LASER),
    ] {
        plant.when(told);
    }
    assert_eq!(plant.sees(PARTNER), [S.into(), P.into(), O.into(), ITEM.into()]);
}

#[test]
fn a_process_reads_like_this() {
    let expected = serde_json::json!({
        "id": "00000000-0000-0000-0000-000000001771",
        "order_id": "00000000-0000-0000-0000-000000000fa1",
        "order": "order 1",
        "article": "bracket",
        "sequence": 10,
        "name": "process 1",
        "resource": null,
        "status": "not_scheduled",
        "planned_start": null,
        "planned_end": null,
        "actual_start": null,
        "actual_end": null,
        "quantity": 10,
        "done_quantity": 0,
        "scrap_quantity": 0,
        "held_quantity": 0,
        "report_count": 0,
        "actual_minutes": 0,
    });
    assert_eq!(read(&coating(), PARTNER, P), expected);
}

#[test]
fn a_process_names_its_place_unless_that_is_another_partners() {
    let mut plant = coating();
    let (order, sequence, quantity) = (O, 20, None);
    let add = AddProcess { order, sequence, name: name("dip"), resource: Some(OVEN), quantity };
    plant.when(add);
    let dip = plant.last::<crate::id::ProcessId>();
    let inside = read(&plant, PARTNER, dip)["resource"].clone();
    assert!(inside.is_string(), "a place inside the house");
    plant.when(external(OVEN));
    assert_eq!(read(&plant, PARTNER, dip)["resource"], Value::Null, "somebody else's");
    plant.when(linked(PARTNER, OVEN));
    assert_eq!(read(&plant, PARTNER, dip)["resource"], inside, "his own");
    plant.when(unlinked(PARTNER, OVEN));
    assert_eq!(read(&plant, PARTNER, dip)["resource"], Value::Null, "his no more");
}
