use loggia_core::event::EffortEvent as E;
use loggia_core::world::World;

use super::Touched;
use super::delivery::renamed;

pub(super) fn affected(world: &World, event: &E, touched: &mut Touched) {
    match event {
        // A new person takes part in nothing; how one is supervised and planned shows nowhere.
        E::PersonCreated(_) | E::PersonChanged(_) => {}
        E::PersonStaffed(e) => renamed(world, e.id, touched),
    }
}
