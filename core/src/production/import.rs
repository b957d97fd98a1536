use serde::{Deserialize, Serialize};

use super::event::{
    ProcessAdded, ProductionOrderCreated, ResourceCreated, WorkReported, WorkStepAdded,
};
use super::{Finality, Report, ResourceKind, Subject};
use crate::draft::Draft;
use crate::id::{ProcessId, ProductionOrderId, ResourceId, WorkStepId};
use crate::refusal::Refusal;
use crate::scalar::{ImportKey, Minutes, Name, Quantity};
use crate::world::{Context, Decision, World};

/// Rows of one batch: a commit stays small enough to be one block on disk.
pub const IMPORT_BATCH_ROWS_MAX: usize = 250;

/// Whether the work of a row is an operation or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportTarget {
    /// On a machine.
    WorkStep,
    /// Inspection, packing and the like.
    Process,
}

/// One row of a production log: work that was done, and on what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Which row it is; one that was taken before is passed over.
    pub key: ImportKey,
    /// Number of the production order; made where it is not known.
    pub order: Name,
    /// What the order makes.
    pub article: Name,
    /// How much the order makes.
    pub order_quantity: Quantity,
    /// Name of the resource, to the letter; made where it is not known.
    pub resource: Name,
    /// What was done: with order and resource it names the work step or process.
    pub activity: Name,
    /// Whether that is a work step or a process.
    pub target: ImportTarget,
    /// What was done.
    pub report: Report,
    /// Whether the work is finished with it.
    pub finality: Finality,
}

/// Take rows of a production log. Made by an import, never by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProduction {
    /// At most [`IMPORT_BATCH_ROWS_MAX`].
    pub rows: Vec<ImportRow>,
}

/// A row finds what earlier rows made, so each is decided in the world that they left behind.
pub(crate) fn import_production(
    world: &World,
    cx: &Context<'_>,
    command: &ImportProduction,
) -> Decision {
    let ImportProduction { rows } = command;
    if rows.len() > IMPORT_BATCH_ROWS_MAX {
        return Err(Refusal::BatchTooLong { rows: rows.len(), max: IMPORT_BATCH_ROWS_MAX });
    }
    let mut taken = Rows(Draft::of(world, cx));
    for row in rows {
        taken.take(row)?;
    }
    Ok(taken.0.into_events())
}

struct Rows<'a, 'c>(Draft<'a, 'c>);

impl Rows<'_, '_> {
    fn take(&mut self, row: &ImportRow) -> Result<(), Refusal> {
        if self.0.world.production.imported(row.key) {
            return Ok(());
        }
        if row.report.end < row.report.start {
            return Err(Refusal::ReportBackwards);
        }
        let order = self.order(row);
        let resource = self.resource(row);
        let subject = match row.target {
            ImportTarget::WorkStep => Subject::WorkStep(self.work_step(row, order, resource)?),
            ImportTarget::Process => Subject::Process(self.process(row, order, resource)?),
        };
        self.0.happen(WorkReported {
            subject,
            report: row.report.clone(),
            finality: row.finality,
            key: Some(row.key),
        });
        Ok(())
    }

    fn order(&mut self, row: &ImportRow) -> ProductionOrderId {
        if let Some(known) = self.0.world.production.order_by_number(&row.order) {
            return known;
        }
        let id = ProductionOrderId::fresh(self.0.cx.ids);
        self.0.happen(ProductionOrderCreated {
            id,
            number: row.order.clone(),
            order_item: None,
            article: row.article.clone(),
            quantity: row.order_quantity,
        });
        id
    }

    fn resource(&mut self, row: &ImportRow) -> ResourceId {
        if let Some(known) = self.0.world.production.resource_by_name(&row.resource) {
            return known;
        }
        let id = ResourceId::fresh(self.0.cx.ids);
        self.0.happen(ResourceCreated {
            id,
            name: row.resource.clone(),
            kind: ResourceKind::Machine,
            group: None,
            parallel: 1,
        });
        id
    }

    fn work_step(
        &mut self,
        row: &ImportRow,
        order: ProductionOrderId,
        resource: ResourceId,
    ) -> Result<WorkStepId, Refusal> {
        let production = &self.0.world.production;
        let siblings = production.order(order)?.steps.iter();
        let mut steps = siblings.filter_map(|id| production.step(*id).ok());
        if let Some(known) = steps.find(|s| s.resource == resource && s.name == row.activity) {
            return Ok(known.id);
        }
        let sequence = next_sequence(production.order(order)?.steps.len());
        let id = WorkStepId::fresh(self.0.cx.ids);
        self.0.happen(WorkStepAdded {
            id,
            order,
            sequence,
            name: row.activity.clone(),
            resource,
            quantity: row.order_quantity,
            set_up: Minutes(0),
            processing: Minutes(0),
        });
        Ok(id)
    }

    fn process(
        &mut self,
        row: &ImportRow,
        order: ProductionOrderId,
        resource: ResourceId,
    ) -> Result<ProcessId, Refusal> {
        let production = &self.0.world.production;
        let siblings = production.order(order)?.processes.iter();
        let mut processes = siblings.filter_map(|id| production.process(*id).ok());
        let same = processes.find(|p| p.resource == Some(resource) && p.name == row.activity);
        if let Some(known) = same {
            return Ok(known.id);
        }
        let sequence = next_sequence(production.order(order)?.processes.len());
        let id = ProcessId::fresh(self.0.cx.ids);
        self.0.happen(ProcessAdded {
            id,
            order,
            sequence,
            name: row.activity.clone(),
            resource: Some(resource),
            quantity: row.order_quantity,
        });
        Ok(id)
    }
}

/// Tens, as planners number operations, so that one fits in between.
fn next_sequence(siblings: usize) -> u32 {
    u32::try_from(siblings).unwrap_or(u32::MAX).saturating_add(1).saturating_mul(10)
}

#[cfg(test)]
mod spec;
