use super::*;
use crate::access::Term;
use crate::scalar::Instant;
use crate::spec::story::{RIVAL, internal, linked_for, moved, unlinked};

#[test]
fn a_step_is_visible_once_its_resource_is_external_and_linked_in_either_order() {
    let orders =
        [[external(LASER), linked(PARTNER, LASER)], [linked(PARTNER, LASER), external(LASER)]];
    for [first, second] in orders {
        let mut plant = plant();
        plant.when(first);
        assert_eq!(plant.sees(PARTNER), [], "one of the two is not enough");
        plant.when(second);
        assert_eq!(plant.sees(PARTNER), [S.into(), O.into(), ITEM.into()]);
    }
}

#[test]
fn a_step_is_hidden_once_its_resource_is_internal_or_unlinked() {
    for hides in [internal(LASER), unlinked(PARTNER, LASER)] {
        let mut plant = coating();
        plant.when(hides);
        assert_eq!(plant.sees(PARTNER), []);
    }
}

#[test]
fn a_link_shows_nothing_on_other_resources() {
    let mut plant = coating();
    plant.when(external(OVEN));
    assert_eq!(plant.shows(PARTNER, S_2), None);
    plant.when(linked(PARTNER, OVEN));
    assert!(plant.shows(PARTNER, S_2).is_some());
}

#[test]
fn a_link_of_one_partner_shows_nothing_to_another() {
    let mut plant = coating();
    plant.when(partner(RIVAL));
    plant.when(licensed(RIVAL, Module::PlanningObjects));
    assert_eq!(plant.sees(RIVAL), []);
    plant.when(linked(RIVAL, LASER));
    assert_eq!(plant.sees(RIVAL), [S.into(), O.into(), ITEM.into()]);
    plant.when(unlinked(PARTNER, LASER));
    assert_eq!(plant.sees(RIVAL), [S.into(), O.into(), ITEM.into()]);
    assert_eq!(plant.sees(PARTNER), []);
}

#[test]
fn a_step_is_visible_from_the_first_instant_of_the_term_until_the_last_before_its_end() {
    let mut plant = plant();
    plant.when(external(LASER));
    let (from, until) = (hours(2, 4).start, hours(2, 4).end);
    let before = |at: Instant| Instant::from_micros(at.micros() - 1);
    plant.when(linked_for(PARTNER, LASER, Term { from: Some(from), until: Some(until) }));
    for (at, visible) in
        [(before(from), false), (from, true), (before(until), true), (until, false)]
    {
        plant.passes(at);
        assert_eq!(plant.shows(PARTNER, S).is_some(), visible, "{at}");
        assert_eq!(plant.sees(PARTNER).is_empty(), !visible, "{at}");
    }
}

#[test]
fn a_step_is_seen_where_it_is_planned_and_no_longer_where_it_was() {
    let mut plant = coating();
    plant.when(moved(S, OVEN, first()));
    assert_eq!(plant.shows(PARTNER, S), None);
    plant.when(moved(S_2, LASER, second()));
    assert!(plant.shows(PARTNER, S_2).is_some());
}

#[test]
fn a_step_reads_like_this() {
    let expected = serde_json::json!({
        "id": "00000000-0000-0000-0000-000000001389",
        "order_id": "00000000-0000-0000-0000-000000000fa1",
        "order": "order 1",
        "article": "bracket",
        "sequence": 10,
        "name": "step 1",
        "resource": "resource 1",
        "status": "scheduled",
        "planned_start": "2026-03-02T07:00:00Z",
        "planned_end": "2026-03-02T09:00:00Z",
        "actual_start": null,
        "actual_end": null,
        "set_up_minutes": 5,
        "processing_minutes": 50,
        "quantity": 10,
        "done_quantity": 0,
        "scrap_quantity": 0,
        "held_quantity": 0,
        "report_count": 0,
        "actual_minutes": 0,
    });
    assert_eq!(read(&coating(), PARTNER, S), expected);
}

#[test]
fn a_step_without_a_slot_has_null_for_its_times() {
    let mut plant = plant();
    plant.when(external(LASER));
    plant.when(linked(PARTNER, LASER));
    let row = read(&plant, PARTNER, S);
    for field in ["planned_start", "planned_end", "actual_start", "actual_end"] {
        assert_eq!(row.get(field), Some(&Value::Null), "there, but empty: {field}");
    }
    assert_eq!(row["status"], "not_scheduled");
}
