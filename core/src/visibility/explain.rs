use serde::Serialize;

use super::clause::{self, Clause, Ground, Rule};
use super::{DocumentId, colleague, order_item, process, production_order, report, work_step};
use crate::access::{Column, ListName, PartnerUser};
use crate::id::PartnerUserId;
use crate::production::Subject;
use crate::world::{Seq, World};

/// Why a partner can or cannot see a record: every condition, how it stands, and the commit that
/// made it so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// Whether all conditions hold.
    pub visible: bool,
    /// The conditions, those of a record on which this one depends included.
    pub because: Vec<Condition>,
    /// The fields of the record's list, each with what shows or hides it.
    pub fields: Vec<FieldExplanation>,
}

/// A condition and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Condition {
    /// Which.
    pub rule: Rule,
    /// Whether it holds.
    pub holds: bool,
    /// The commit that made it so; `null` where nothing ever happened to it.
    pub seq: Option<Seq>,
}

/// A field and whether externals see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldExplanation {
    /// Which.
    pub column: Column,
    /// Whether externals see it.
    pub shown: bool,
    /// The commit that chose the columns; `null` while the defaults hold.
    pub seq: Option<Seq>,
}

impl From<Clause> for Condition {
    fn from(clause: Clause) -> Self {
        let seq = match clause.ground {
            Ground::Holds(seq) | Ground::Fails(seq) => seq,
        };
        Self { rule: clause.rule, holds: clause.holds(), seq }
    }
}

/// Reads out the very clauses by which [`super::document`] shows or hides `id`.
pub fn explain(world: &World, partner: PartnerUserId, id: DocumentId) -> Explanation {
    let clauses = match world.access.partner_user(partner) {
        Ok(user) => clauses_of(world, user, id),
        Err(_) => vec![missing()],
    };
    let list = match id {
        DocumentId::WorkStep(_) => Some(ListName::WorkSteps),
        DocumentId::Process(_) => Some(ListName::Processes),
        DocumentId::Report(subject, _) => Some(report::list_of(subject)),
        DocumentId::Portal
        | DocumentId::Order(_)
        | DocumentId::OrderItem(_)
        | DocumentId::Colleague(_) => None,
    };
    Explanation {
        visible: clause::all_hold(&clauses),
        because: clauses.into_iter().map(Condition::from).collect(),
        fields: list.map(|list| fields(world, list)).unwrap_or_default(),
    }
}

fn missing() -> Clause {
    Clause::new(Rule::RecordExists, Ground::Fails(None))
}

fn fields(world: &World, list: ListName) -> Vec<FieldExplanation> {
    let columns = world.access.columns(list);
    let explained = Column::of(list).iter().map(|column| FieldExplanation {
        column: *column,
        shown: columns.show(*column),
        seq: columns.since(),
    });
    explained.collect()
}

fn clauses_of(world: &World, user: &PartnerUser, id: DocumentId) -> Vec<Clause> {
    let production = &world.production;
    match id {
        DocumentId::Portal => vec![clause::active(user)],
        DocumentId::Colleague(id) => match world.access.partner_user(id) {
            Ok(colleague) => colleague::clauses(user, colleague).to_vec(),
            Err(_) => vec![missing()],
        },
        DocumentId::WorkStep(id) => match production.step(id) {
            Ok(step) => work_step::clauses(world, user, step).to_vec(),
            Err(_) => vec![missing()],
        },
        DocumentId::Process(id) => match production.process(id) {
            Ok(process) => {
                let mut clauses = process::clauses(world, user, process).to_vec();
                clauses.extend(first_step(world, user, process.order));
                clauses
            }
            Err(_) => vec![missing()],
        },
        DocumentId::Order(id) => match production.order(id) {
            Ok(order) => {
                let mut clauses = production_order::clauses(world, user, order).to_vec();
                clauses.extend(first_step(world, user, order.id));
                clauses
            }
            Err(_) => vec![missing()],
        },
        DocumentId::OrderItem(id) => match production.order_item(id) {
            Ok(item) => {
                let mut clauses = order_item::clauses(world, user, item).to_vec();
                let order = order_item::visible_orders(world, user, item).next();
                clauses.extend(order.into_iter().flat_map(|o| first_step(world, user, o.id)));
                clauses
            }
            Err(_) => vec![missing()],
        },
        DocumentId::Report(subject, number) => {
            let mut clauses = match subject {
                Subject::WorkStep(id) => clauses_of(world, user, DocumentId::WorkStep(id)),
                Subject::Process(id) => clauses_of(world, user, DocumentId::Process(id)),
            };
            let columns = world.access.columns(report::list_of(subject));
            clauses.push(Clause::new(
                Rule::ColumnShown,
                match columns.show(Column::ReportCount) {
                    true => Ground::Holds(columns.since()),
                    false => Ground::Fails(columns.since()),
                },
            ));
            clauses.extend(production.report(subject, number).is_none().then(missing));
            clauses
        }
    }
}

/// The clauses of the first visible step of an order, on which order and processes depend.
fn first_step(
    world: &World,
    user: &PartnerUser,
    order: crate::id::ProductionOrderId,
) -> Vec<Clause> {
    let Ok(order) = world.production.order(order) else { return Vec::new() };
    let step = production_order::visible_steps(world, user, order).next();
    step.map(|step| work_step::clauses(world, user, step).to_vec()).unwrap_or_default()
}
