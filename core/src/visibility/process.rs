use serde::Serialize;

use super::clause::{self, Clause};
use super::{Lens, Shown, production_order};
use crate::access::Field::Process as F;
use crate::access::{Column, Module, PartnerUser};
use crate::id::{ProcessId, ProductionOrderId, ResourceId};
use crate::production::{External, Process, Progress, ResourceKind, Status};
use crate::scalar::{Instant, Minutes, Name, Quantity};
use crate::world::World;

/// The modules that show processes; the terminal shows work steps only.
pub(super) const MODULES: &[Module] =
    &[Module::PlanningObjects, Module::Planning, Module::WorkbenchClassic];

/// A process as a partner sees it. A field that is hidden is absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProcessRow {
    /// Which.
    pub id: ProcessId,
    /// Which production order it belongs to; there where the number of that order is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub order_id: Option<ProductionOrderId>,
    /// The number of that order.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub order: Option<Shown<Name>>,
    /// What is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub article: Option<Shown<Name>>,
    /// Place among the order's processes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub sequence: Option<Shown<u32>>,
    /// What is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub name: Option<Shown<Name>>,
    /// Where it is done; `null` where that is not known or is another partner's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub resource: Option<Shown<Option<Name>>>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub status: Option<Shown<Status>>,
    /// Planned start; `null` without a slot.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub planned_start: Option<Shown<Option<Instant>>>,
    /// Planned end; `null` without a slot.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub planned_end: Option<Shown<Option<Instant>>>,
    /// When the first reported work began; `null` before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub actual_start: Option<Shown<Option<Instant>>>,
    /// When the last reported work ended; `null` before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub actual_end: Option<Shown<Option<Instant>>>,
    /// Planned quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub quantity: Option<Shown<Quantity>>,
    /// Good quantity reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub done_quantity: Option<Shown<Quantity>>,
    /// Scrapped quantity reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub scrap_quantity: Option<Shown<Quantity>>,
    /// Quantity put aside until a material review.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub held_quantity: Option<Shown<Quantity>>,
    /// Number of reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub report_count: Option<Shown<u32>>,
    /// Sum of the reported times, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub actual_minutes: Option<Shown<Minutes>>,
}

/// A process is visible if and only if the partner user has *allow process feedback* **and** its
/// production order has at least one work step visible to the partner (external-partner.txt). Where
/// it is done does not matter.
pub(super) fn clauses(world: &World, user: &PartnerUser, process: &Process) -> [Clause; 4] {
    [
        clause::active(user),
        clause::licensed(user, MODULES),
        clause::allowed(user),
        production_order::has_visible_step(world, user, process.order),
    ]
}

pub(super) fn visible<'a>(
    world: &'a World,
    user: &PartnerUser,
    id: ProcessId,
) -> Option<&'a Process> {
    let process = world.production.process(id).ok()?;
    clause::all_hold(&clauses(world, user, process)).then_some(process)
}

pub(super) fn render(world: &World, user: &PartnerUser, id: ProcessId) -> Option<ProcessRow> {
    let Process {
        id,
        order,
        sequence,
        name,
        resource,
        added: _,
        slot,
        quantity,
        progress,
        revision: _,
    } = visible(world, user, id)?;
    let Progress {
        status,
        running_since: _,
        last_feedback: _,
        actual_start,
        actual_end,
        done,
        scrap,
        held,
        reports,
        minutes,
    } = progress;
    let lens = Lens::on(world, user);
    let order = world.production.order(*order).ok()?;
    let place = resource.and_then(|id| place(world, user, id));
    Some(ProcessRow {
        id: *id,
        order_id: lens.tells(F(Column::Order)).then_some(order.id),
        order: lens.show(F(Column::Order), order.number.clone()),
        article: lens.show(F(Column::Article), order.article.clone()),
        sequence: lens.show(F(Column::Sequence), *sequence),
        name: lens.show(F(Column::Name), name.clone()),
        resource: lens.show(F(Column::Resource), place),
        status: lens.show(F(Column::Status), *status),
        planned_start: lens.show(F(Column::PlannedStart), slot.map(|slot| slot.start)),
        planned_end: lens.show(F(Column::PlannedEnd), slot.map(|slot| slot.end)),
        actual_start: lens.show(F(Column::ActualStart), *actual_start),
        actual_end: lens.show(F(Column::ActualEnd), *actual_end),
        quantity: lens.show(F(Column::Quantity), *quantity),
        done_quantity: lens.show(F(Column::DoneQuantity), *done),
        scrap_quantity: lens.show(F(Column::ScrapQuantity), *scrap),
        held_quantity: lens.show(F(Column::HeldQuantity), *held),
        report_count: lens.show(F(Column::ReportCount), *reports),
        actual_minutes: lens.show(F(Column::ActualMinutes), *minutes),
    })
}

/// Where a process is done, as far as the partner may know: inside the house, or at what is linked
/// to the partner. What is external or a subcontractor may be another partner, of whom this one must
/// not learn.
fn place(world: &World, user: &PartnerUser, id: ResourceId) -> Option<Name> {
    let resource = world.production.resource(id).ok()?;
    let inside = match (resource.external, resource.kind) {
        (External::No(_), ResourceKind::Machine | ResourceKind::Line) => true,
        (External::Yes(_), _) | (External::No(_), ResourceKind::Subcontractor) => false,
    };
    let shown = inside || clause::linked(user, id).holds();
    shown.then(|| resource.name.clone())
}
