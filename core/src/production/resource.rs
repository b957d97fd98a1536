use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use super::event::{
    FrozenZoneSet, ResourceCreated, ResourceMarkedExternal, ResourceMarkedInternal, ResourceRenamed,
};
use crate::id::{ProcessId, ResourceId, WorkStepId};
use crate::refusal::Refusal;
use crate::scalar::{Instant, Minutes, Name};
use crate::world::{Context, Decision, Revision, Seq, World, happened, unchanged};

/// What sort of thing a resource is. Stored: append only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// A machine.
    #[default]
    Machine,
    /// Several machines in a row.
    Line,
    /// A firm that does the work elsewhere.
    Subcontractor,
}

/// Whether linked partners see the work steps on a resource, and by which commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum External {
    /// They do.
    Yes(Seq),
    /// They do not.
    No(Seq),
}

/// What work is planned on.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Which.
    pub id: ResourceId,
    /// Unique in the workspace, to the letter.
    pub name: Name,
    /// What sort of thing it is.
    pub kind: ResourceKind,
    /// Resources of a group stand in for each other.
    pub group: Option<Name>,
    /// How many steps it works on at once.
    pub parallel: u16,
    /// Whether linked partners see the work steps on it.
    pub external: External,
    /// From now, how far ahead the plan is frozen.
    pub frozen_zone: Minutes,
    /// The work steps planned on it.
    pub steps: OrdSet<WorkStepId>,
    /// The processes done at it.
    pub processes: OrdSet<ProcessId>,
    /// Its plan: the end of each step with a slot, by start.
    pub(super) plan: OrdMap<(Instant, WorkStepId), Instant>,
    /// The longest slot it ever had; bounds the search for overlaps.
    pub(super) longest_micros: i64,
    /// Raised by every change of the resource itself.
    pub revision: Revision,
}

/// Have something to plan work on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateResource {
    /// Unique in the workspace, to the letter.
    pub name: Name,
    /// What sort of thing it is.
    #[serde(default)]
    pub kind: ResourceKind,
    /// Resources of a group stand in for each other.
    #[serde(default)]
    pub group: Option<Name>,
    /// How many steps it works on at once; one where nothing is said.
    #[serde(default = "one")]
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub parallel: u16,
}

fn one() -> u16 {
    1
}

/// Give a resource another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RenameResource {
    /// Which.
    pub resource: ResourceId,
    /// Its name from now on.
    pub name: Name,
}

/// Show the work steps on a resource to the partners linked to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MarkResourceExternal {
    /// Which.
    pub resource: ResourceId,
}

/// Hide the work steps on a resource from everybody outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MarkResourceInternal {
    /// Which.
    pub resource: ResourceId,
}

/// Freeze the plan of a resource from now for so long: moving a step into or out of it conflicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetFrozenZone {
    /// Which.
    pub resource: ResourceId,
    /// How far ahead; none for nothing frozen.
    pub length: Minutes,
}

pub(crate) fn create_resource(
    world: &World,
    cx: &Context<'_>,
    command: &CreateResource,
) -> Decision {
    let CreateResource { name, kind, group, parallel } = command.clone();
    world.production.resource_name_is_free(&name)?;
    if parallel == 0 {
        return Err(Refusal::NoParallelWork);
    }
    let id = ResourceId::fresh(cx.ids);
    happened(ResourceCreated { id, name, kind, group, parallel })
}

pub(crate) fn rename_resource(
    world: &World,
    _: &Context<'_>,
    command: &RenameResource,
) -> Decision {
    let RenameResource { resource: id, name } = command.clone();
    if world.production.resource(id)?.name == name {
        return unchanged();
    }
    world.production.resource_name_is_free(&name)?;
    happened(ResourceRenamed { id, name })
}

/// Source: external-partner.txt, "Marking resources as external".
pub(crate) fn mark_resource_external(
    world: &World,
    _: &Context<'_>,
    command: &MarkResourceExternal,
) -> Decision {
    let id = command.resource;
    match world.production.resource(id)?.external {
        External::Yes(_) => unchanged(),
        External::No(_) => happened(ResourceMarkedExternal { id }),
    }
}

pub(crate) fn mark_resource_internal(
    world: &World,
    _: &Context<'_>,
    command: &MarkResourceInternal,
) -> Decision {
    let id = command.resource;
    match world.production.resource(id)?.external {
        External::No(_) => unchanged(),
        External::Yes(_) => happened(ResourceMarkedInternal { id }),
    }
}

pub(crate) fn set_frozen_zone(world: &World, _: &Context<'_>, command: &SetFrozenZone) -> Decision {
    let SetFrozenZone { resource: id, length } = *command;
    if world.production.resource(id)?.frozen_zone == length {
        return unchanged();
    }
    happened(FrozenZoneSet { id, length })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::RecordKind;
    use crate::spec::story::{LASER, OVEN, external, internal, resource};
    use crate::spec::{given, name, nth};

    fn named(text: &str) -> CreateResource {
        CreateResource { name: name(text), kind: ResourceKind::Line, group: None, parallel: 2 }
    }

    fn renamed(resource: ResourceId, text: &str) -> RenameResource {
        RenameResource { resource, name: name(text) }
    }

    #[test]
    fn a_resource_starts_internal_with_nothing_frozen() {
        let mut plant = given([]);
        let id = ResourceId(nth(1));
        let kind = ResourceKind::Line;
        let created = ResourceCreated { id, name: name("Line"), kind, group: None, parallel: 2 };
        assert_eq!(plant.when(named("Line")), [created.into()]);
        let resource = plant.world.production.resource(id).expect("it was created");
        assert_eq!(resource.external, External::No(Seq(1)));
        assert_eq!(resource.frozen_zone, Minutes(0));
    }

    #[test]
    fn the_name_of_a_resource_is_its_own_to_the_letter() {
        let mut plant = given([named("Machine 7- Laser Marking").into()]);
        let taken = Refusal::ResourceNameTaken(name("Machine 7- Laser Marking"));
        plant.refuses(named("Machine 7- Laser Marking"), &taken);
        for other in ["Machine 7 - Laser Marking", "machine 7- laser marking", " Machine 7"] {
            plant.when(named(other));
        }
    }

    #[test]
    fn a_resource_works_on_at_least_one_step_at_a_time() {
        let idle = CreateResource { parallel: 0, ..named("Line") };
        given([]).refuses(idle, &Refusal::NoParallelWork);
    }

    #[test]
    fn a_renamed_resource_leaves_its_name_to_others_and_keeps_its_id() {
        let mut plant = given([resource(LASER), resource(OVEN)]);
        let event = ResourceRenamed { id: LASER, name: name("Laser") };
        assert_eq!(plant.when(renamed(LASER, "Laser")), [event.into()]);
        assert_eq!(plant.when(renamed(LASER, "Laser")), []);
        plant.refuses(renamed(OVEN, "Laser"), &Refusal::ResourceNameTaken(name("Laser")));
        plant.when(renamed(OVEN, "resource 1"));
        let found = |text| plant.world.production.resource_by_name(&name(text));
        assert_eq!([found("Laser"), found("resource 1")], [Some(LASER), Some(OVEN)]);
        assert_eq!(found("resource 2"), None);
    }

    #[test]
    fn a_resource_is_marked_external_once_and_internal_once() {
        let mut plant = given([resource(LASER)]);
        let id = LASER;
        assert_eq!(plant.when(internal(LASER)), []);
        assert_eq!(plant.when(external(LASER)), [ResourceMarkedExternal { id }.into()]);
        assert_eq!(plant.when(external(LASER)), []);
        assert_eq!(plant.when(internal(LASER)), [ResourceMarkedInternal { id }.into()]);
    }

    #[test]
    fn the_frozen_zone_is_set_once() {
        let mut plant = given([resource(LASER)]);
        let set = |length| SetFrozenZone { resource: LASER, length: Minutes(length) };
        assert_eq!(plant.when(set(0)), []);
        let event = FrozenZoneSet { id: LASER, length: Minutes(60) };
        assert_eq!(plant.when(set(60)), [event.into()]);
        assert_eq!(plant.when(set(60)), []);
    }

    #[test]
    fn only_known_resources_are_changed() {
        let unknown = Refusal::Unknown(RecordKind::Resource, LASER.into());
        let mut plant = given([]);
        plant.refuses(renamed(LASER, "Laser"), &unknown);
        plant.refuses(external(LASER), &unknown);
        plant.refuses(internal(LASER), &unknown);
        plant.refuses(SetFrozenZone { resource: LASER, length: Minutes(1) }, &unknown);
    }

    #[test]
    fn a_machine_that_does_one_thing_at_a_time_is_meant_where_nothing_is_said() {
        let read = serde_json::from_str::<CreateResource>(r#"{"name":"Oven"}"#).expect("reads");
        let machine = ResourceKind::Machine;
        let expected =
            CreateResource { name: name("Oven"), kind: machine, group: None, parallel: 1 };
        assert_eq!(read, expected);
    }
}
