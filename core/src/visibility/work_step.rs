use serde::Serialize;

use super::clause::{self, Clause, Ground, Rule};
use super::{Lens, Shown};
use crate::access::Field::WorkStep as F;
use crate::access::{Column, Module, PartnerUser};
use crate::id::{ProductionOrderId, WorkStepId};
use crate::production::{Progress, Status, WorkStep};
use crate::scalar::{Instant, Minutes, Name, Quantity};
use crate::world::World;

/// The modules that show work steps.
pub(super) const MODULES: &[Module] = &[
    Module::PlanningObjects,
    Module::Planning,
    Module::WorkbenchClassic,
    Module::WorkbenchTerminal,
];

/// A work step as a partner sees it. A field that is hidden is absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WorkStepRow {
    /// Which.
    pub id: WorkStepId,
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
    /// Place in the order's sequence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub sequence: Option<Shown<u32>>,
    /// What is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub name: Option<Shown<Name>>,
    /// On what it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub resource: Option<Shown<Name>>,
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
    /// Planned set-up, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub set_up_minutes: Option<Shown<Minutes>>,
    /// Planned processing, in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub processing_minutes: Option<Shown<Minutes>>,
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

/// A work step is visible if and only if its resource is external **and** linked to the partner user
/// (external-partner.txt), who is active and holds a module that shows work steps.
pub(super) fn clauses(world: &World, user: &PartnerUser, step: &WorkStep) -> [Clause; 5] {
    let [external, linked] = clause::opens(world, user, step.resource);
    let placed = Clause::new(Rule::StepOnResource, Ground::Holds(Some(step.placed)));
    [clause::active(user), clause::licensed(user, MODULES), external, linked, placed]
}

pub(super) fn visible<'a>(
    world: &'a World,
    user: &PartnerUser,
    id: WorkStepId,
) -> Option<&'a WorkStep> {
    let step = world.production.step(id).ok()?;
    // Asked before the others, as most steps of an order are on resources of somebody else.
    let linked = clause::linked(user, step.resource).holds();
    (linked && clause::all_hold(&clauses(world, user, step))).then_some(step)
}

pub(super) fn render(world: &World, user: &PartnerUser, id: WorkStepId) -> Option<WorkStepRow> {
    let WorkStep {
        id,
        order,
        sequence,
        name,
        resource,
        placed: _,
        slot,
        set_up,
        processing,
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
    let resource = world.production.resource(*resource).ok()?;
    Some(WorkStepRow {
        id: *id,
        order_id: lens.tells(F(Column::Order)).then_some(order.id),
        order: lens.show(F(Column::Order), order.number.clone()),
        article: lens.show(F(Column::Article), order.article.clone()),
        sequence: lens.show(F(Column::Sequence), *sequence),
        name: lens.show(F(Column::Name), name.clone()),
        resource: lens.show(F(Column::Resource), resource.name.clone()),
        status: lens.show(F(Column::Status), *status),
        planned_start: lens.show(F(Column::PlannedStart), slot.map(|slot| slot.start)),
        planned_end: lens.show(F(Column::PlannedEnd), slot.map(|slot| slot.end)),
        actual_start: lens.show(F(Column::ActualStart), *actual_start),
        actual_end: lens.show(F(Column::ActualEnd), *actual_end),
        set_up_minutes: lens.show(F(Column::SetUpMinutes), *set_up),
        processing_minutes: lens.show(F(Column::ProcessingMinutes), *processing),
        quantity: lens.show(F(Column::Quantity), *quantity),
        done_quantity: lens.show(F(Column::DoneQuantity), *done),
        scrap_quantity: lens.show(F(Column::ScrapQuantity), *scrap),
        held_quantity: lens.show(F(Column::HeldQuantity), *held),
        report_count: lens.show(F(Column::ReportCount), *reports),
        actual_minutes: lens.show(F(Column::ActualMinutes), *minutes),
    })
}
