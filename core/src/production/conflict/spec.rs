use super::*;
use crate::id::ProductionOrderId;
use crate::production::{RescheduleWorkStep, ScheduleWorkStep, SetFrozenZone};
use crate::refusal::Refusal;
use crate::scalar::Minutes;
use crate::spec::story::{
    LASER, O, O_2, OVEN, S, S_2, S_3, S_4, on, order, resource, resource_for, scheduled, step,
};
use crate::spec::{Plant, Told, given, hours, nth};

/// Steps on the laser, which works on so many at once; each of an order of its own.
fn laser(parallel: u16) -> Plant {
    let mut plant = given([resource_for(LASER, parallel)]);
    for (n, id) in (50..).zip([S, S_2, S_3, S_4]) {
        let of = ProductionOrderId(nth(n));
        plant.when(order(of));
        plant.when(step(id, on(LASER).of(of)));
    }
    plant
}

fn overlaps(with: impl IntoIterator<Item = WorkStepId>) -> Refusal {
    Refusal::Conflicts(with.into_iter().map(|with| Conflict::Overlap { with }).collect())
}

/// As if every conflict had been confirmed.
fn in_spite_of_all(plant: &mut Plant, step: WorkStepId, slot: Slot) {
    let mut command = ScheduleWorkStep { step, slot, confirmed: Vec::new() };
    if let Err(Refusal::Conflicts(conflicts)) = plant.decide(&command.clone().into()) {
        command.confirmed = conflicts;
    }
    plant.when(command);
}

#[test]
fn two_steps_at_once_are_too_many_for_a_resource_that_does_one() {
    for meeting in [hours(1, 5), hours(2, 3), hours(0, 9), hours(4, 9), hours(0, 2)] {
        let mut plant = laser(1);
        plant.when(scheduled(S, hours(1, 5)));
        plant.refuses(scheduled(S_2, meeting), &overlaps([S]));
    }
}

#[test]
fn steps_that_touch_do_not_overlap() {
    let mut plant = laser(1);
    plant.when(scheduled(S, hours(1, 5)));
    plant.when(scheduled(S_2, hours(5, 6)));
    plant.when(scheduled(S_3, hours(0, 1)));
}

#[test]
fn a_step_does_not_overlap_with_itself() {
    let mut plant = laser(1);
    plant.when(scheduled(S, hours(1, 5)));
    let (slot, confirmed) = (hours(2, 6), Vec::new());
    plant.when(RescheduleWorkStep { step: S, resource: None, slot, confirmed });
}

#[test]
fn a_resource_works_on_as_many_steps_at_once_as_it_can() {
    let mut plant = laser(2);
    plant.when(scheduled(S, hours(1, 5)));
    plant.when(scheduled(S_2, hours(1, 5)));
    plant.refuses(scheduled(S_3, hours(2, 3)), &overlaps([S, S_2]));
    plant.when(scheduled(S_3, hours(5, 6)));
}

#[test]
fn steps_that_do_not_meet_each_other_are_not_counted_together() {
    let mut plant = laser(2);
    plant.when(scheduled(S, hours(1, 3)));
    plant.when(scheduled(S_2, hours(3, 5)));
    plant.when(scheduled(S_3, hours(0, 9)));
    plant.refuses(scheduled(S_4, hours(2, 4)), &overlaps([S, S_2, S_3]));
}

#[test]
fn only_the_steps_of_a_crowded_moment_are_in_the_way() {
    let mut plant = laser(2);
    plant.when(scheduled(S, hours(1, 3)));
    plant.when(scheduled(S_2, hours(2, 4)));
    plant.when(scheduled(S_3, hours(5, 6)));
    plant.refuses(scheduled(S_4, hours(0, 9)), &overlaps([S, S_2]));
    plant.when(scheduled(S_4, hours(3, 9)));
}

#[test]
fn a_long_step_that_began_long_ago_is_found() {
    let mut plant = laser(1);
    plant.when(scheduled(S, hours(0, 1_000)));
    plant.refuses(scheduled(S_2, hours(998, 999)), &overlaps([S]));
    plant.refuses(scheduled(S_2, hours(999, 1_001)), &overlaps([S]));
    plant.when(scheduled(S_2, hours(1_000, 1_001)));
    in_spite_of_all(&mut plant, S_3, hours(500, 501));
    plant.refuses(scheduled(S_4, hours(999, 1_002)), &overlaps([S, S_2]));
}

#[test]
fn a_slot_without_length_meets_only_what_it_lies_in() {
    let mut plant = laser(1);
    plant.when(scheduled(S, hours(2, 2)));
    plant.when(scheduled(S_2, hours(2, 5)));
    plant.refuses(scheduled(S_3, hours(3, 3)), &overlaps([S_2]));
    plant.when(scheduled(S_3, hours(5, 5)));
}

/// The rule once more, hour by hour and without any bounds to the search.
#[test]
fn overlaps_are_those_that_counting_every_hour_finds() {
    let mut random = crate::spec::Dice::new(7);
    for _ in 0..300 {
        let parallel = 1 + random.below(3);
        let mut plant = laser(u16::try_from(parallel).unwrap_or(1));
        let mut there: Vec<(WorkStepId, i64, i64)> = Vec::new();
        for id in [S, S_2, S_3, S_4] {
            let from = i64::try_from(random.below(12)).unwrap_or(0);
            let to = from + 1 + i64::try_from(random.below(8)).unwrap_or(0);
            let mut expected = std::collections::BTreeSet::new();
            for hour in from..to {
                let busy = there.iter().filter(|(_, a, b)| *a <= hour && hour < *b);
                if busy.clone().count() >= parallel {
                    expected.extend(busy.map(|(with, ..)| Conflict::Overlap { with: *with }));
                }
            }
            let production = &plant.world.production;
            let found = production.conflicts(
                production.step(id).expect("it was added"),
                production.resource(LASER).expect("it was created"),
                hours(from, to),
                plant.now,
            );
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
            in_spite_of_all(&mut plant, id, hours(from, to));
            there.push((id, from, to));
        }
    }
}

/// Steps of one order, on resources of their own, in the sequence 10, 20, 30.
fn chain() -> Plant {
    given([
        resource_for(LASER, 9),
        resource_for(OVEN, 9),
        order(O),
        order(O_2),
        step(S, on(LASER).at(10)),
        step(S_2, on(OVEN).at(20)),
        step(S_3, on(LASER).at(30)),
        step(S_4, on(OVEN).at(20)),
    ])
}

#[test]
fn a_step_does_not_begin_before_its_predecessors_are_over() {
    let mut plant = chain();
    plant.when(scheduled(S, hours(1, 3)));
    let early = Refusal::Conflicts(vec![Conflict::BeforePredecessor { step: S }]);
    plant.refuses(scheduled(S_2, hours(2, 4)), &early);
    plant.refuses(scheduled(S_3, hours(0, 1)), &early);
    plant.when(scheduled(S_2, hours(3, 4)));
}

#[test]
fn a_step_is_over_before_its_successors_begin() {
    let mut plant = chain();
    plant.when(scheduled(S_3, hours(5, 6)));
    let late = Refusal::Conflicts(vec![Conflict::AfterSuccessor { step: S_3 }]);
    plant.refuses(scheduled(S_2, hours(4, 6)), &late);
    plant.refuses(scheduled(S, hours(8, 9)), &late);
    plant.when(scheduled(S_2, hours(4, 5)));
}

#[test]
fn a_step_squeezed_in_between_names_both_sides() {
    let mut plant = chain();
    plant.when(scheduled(S, hours(1, 4)));
    plant.when(scheduled(S_3, hours(5, 6)));
    let both =
        vec![Conflict::BeforePredecessor { step: S }, Conflict::AfterSuccessor { step: S_3 }];
    plant.refuses(scheduled(S_2, hours(3, 6)), &Refusal::Conflicts(both));
}

#[test]
fn steps_at_the_same_place_and_steps_without_a_slot_do_not_wait_for_each_other() {
    let mut plant = chain();
    plant.when(scheduled(S_2, hours(1, 3)));
    plant.when(scheduled(S_4, hours(0, 2)));
}

#[test]
fn steps_of_different_orders_do_not_wait_for_each_other() {
    let mut plant = chain();
    plant.when(step(WorkStepId(nth(5_009)), on(LASER).of(O_2).at(5)));
    plant.when(scheduled(S, hours(1, 3)));
    plant.when(scheduled(WorkStepId(nth(5_009)), hours(2, 4)));
}

fn frozen(resource: ResourceId, hours: u32) -> Told {
    SetFrozenZone { resource, length: Minutes(hours * 60) }.into()
}

fn freezes(resources: &[ResourceId]) -> Refusal {
    let frozen = resources.iter().map(|resource| Conflict::FrozenZone { resource: *resource });
    Refusal::Conflicts(frozen.collect())
}

fn to(slot: Slot, resource: Option<ResourceId>) -> RescheduleWorkStep {
    RescheduleWorkStep { step: S, resource, slot, confirmed: Vec::new() }
}

#[test]
fn a_step_does_not_come_into_the_frozen_zone() {
    let mut plant = laser(1);
    plant.when(frozen(LASER, 8));
    plant.refuses(scheduled(S, hours(7, 12)), &freezes(&[LASER]));
    plant.when(scheduled(S, hours(8, 12)));
    plant.refuses(to(hours(7, 11), None), &freezes(&[LASER]));
}

#[test]
fn a_step_does_not_leave_the_frozen_zone() {
    let mut plant = laser(1);
    plant.when(scheduled(S, hours(2, 4)));
    plant.when(frozen(LASER, 8));
    plant.refuses(to(hours(20, 22), None), &freezes(&[LASER]));
}

#[test]
fn a_move_between_resources_asks_the_frozen_zones_of_both() {
    let mut plant = laser(1);
    plant.when(resource(OVEN));
    plant.when(scheduled(S, hours(2, 4)));
    plant.when(frozen(OVEN, 8));
    plant.refuses(to(hours(2, 4), Some(OVEN)), &freezes(&[OVEN]));
    plant.when(frozen(LASER, 8));
    plant.refuses(to(hours(2, 4), Some(OVEN)), &freezes(&[LASER, OVEN]));
    plant.refuses(to(hours(9, 10), Some(OVEN)), &freezes(&[LASER]));
}

#[test]
fn the_frozen_zone_moves_with_the_clock() {
    let mut plant = laser(1);
    plant.when(frozen(LASER, 8));
    plant.when(scheduled(S, hours(10, 12)));
    plant.when(to(hours(9, 10), None));
    plant.passes(hours(2, 2).start);
    plant.refuses(to(hours(10, 12), None), &freezes(&[LASER]));
}
