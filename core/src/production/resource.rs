use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use super::event::{
    FrozenZoneSet, ResourceCreated, ResourceMarkedExternal, ResourceMarkedInternal, ResourceRenamed,
};
use crate::event::Event;
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
    happened(Event::ResourceCreated(ResourceCreated { id, name, kind, group, parallel }))
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
    happened(Event::ResourceRenamed(ResourceRenamed { id, name }))
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
        External::No(_) => happened(Event::ResourceMarkedExternal(ResourceMarkedExternal { id })),
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
        External::Yes(_) => happened(Event::ResourceMarkedInternal(ResourceMarkedInternal { id })),
    }
}

pub(crate) fn set_frozen_zone(world: &World, _: &Context<'_>, command: &SetFrozenZone) -> Decision {
    let SetFrozenZone { resource: id, length } = *command;
    if world.production.resource(id)?.frozen_zone == length {
        return unchanged();
    }
    happened(Event::FrozenZoneSet(FrozenZoneSet { id, length }))
}
