mod delivery;

use serde::Serialize;

use super::clause::{self, Clause, Ground, Rule};
use super::lens::{Lens, sources};
use super::{
    DocumentId, approval, colleague, expense, order_item, process, production_order, profile,
    report, timesheet, work_step,
};
use crate::access::{
    Audience, Column, Decided, DecidedBy, ExpenseField, Field, FieldAccess, FieldSecurity,
    ItemField, ListName, MilestoneField, OrderField, PartnerUser, PhaseField, ProjectField,
    RaidField, StatusReportField, TaskField, TimesheetField,
};
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
    /// The fields of rows of that kind, each with what shows or hides it.
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

/// A field, how much of it the partner is shown, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldExplanation {
    /// Which.
    pub field: Field,
    /// How much of it is shown.
    pub access: FieldAccess,
    /// The field from which it is made, where that one shows less than was set for this one.
    pub follows: Option<Field>,
    /// Which list or setting decided, for this field or for the one that it follows.
    pub by: DecidedBy,
    /// The commit that did; `null` while nothing was ever set.
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
    let user = world.access.partner_user(partner);
    let clauses = match &user {
        Ok(user) => clauses_of(world, user, id),
        Err(_) => vec![missing()],
    };
    let of = |field| user.as_ref().ok().map(|user| explain_field(world, user, field));
    Explanation {
        visible: clause::all_hold(&clauses),
        because: clauses.into_iter().map(Condition::from).collect(),
        fields: fields_of(id).into_iter().filter_map(of).collect(),
    }
}

/// The fields of the rows among which a document stands.
fn fields_of(id: DocumentId) -> Vec<Field> {
    let columns = |list| Column::of(list).iter().map(|c| Field::of(list, *c)).collect();
    match id {
        DocumentId::Portal
        | DocumentId::Colleague(_)
        | DocumentId::TimesheetApproval(_)
        | DocumentId::ExpenseApproval(_)
        | DocumentId::Profile(_)
        | DocumentId::Booking(_) => Vec::new(),
        DocumentId::WorkStep(_) => columns(ListName::WorkSteps),
        DocumentId::Process(_) => columns(ListName::Processes),
        DocumentId::Report(subject, _) => columns(report::list_of(subject)),
        DocumentId::Order(_) => {
            OrderField::ALL.iter().copied().map(Field::ProductionOrder).collect()
        }
        DocumentId::OrderItem(_) => ItemField::ALL.iter().copied().map(Field::OrderItem).collect(),
        DocumentId::Project(_) => ProjectField::ALL.iter().copied().map(Field::Project).collect(),
        DocumentId::Phase(_) => PhaseField::ALL.iter().copied().map(Field::Phase).collect(),
        DocumentId::Milestone(_) => {
            MilestoneField::ALL.iter().copied().map(Field::Milestone).collect()
        }
        DocumentId::Task(_) => TaskField::ALL.iter().copied().map(Field::Task).collect(),
        DocumentId::RaidItem(_) => RaidField::ALL.iter().copied().map(Field::RaidItem).collect(),
        DocumentId::StatusReport(_) => {
            StatusReportField::ALL.iter().copied().map(Field::StatusReport).collect()
        }
        DocumentId::Participant(_) | DocumentId::Comment(_) | DocumentId::Attachment(_) => {
            Vec::new()
        }
        DocumentId::Health(..) => {
            [ProjectField::Health, ProjectField::HealthReason].map(Field::Project).to_vec()
        }
        DocumentId::Timesheet(_) => {
            TimesheetField::ALL.iter().copied().map(Field::Timesheet).collect()
        }
        DocumentId::Expense(_) => ExpenseField::ALL.iter().copied().map(Field::Expense).collect(),
    }
}

/// Reads out how the [`Lens`] of `user` comes to show so much of `field`.
pub fn explain_field(world: &World, user: &PartnerUser, field: Field) -> FieldExplanation {
    let security = world.access.field_security();
    explain_for(security, security.audience(user.account), field)
}

/// The same for all users of an account, or those of none.
pub fn explain_for(security: &FieldSecurity, audience: Audience, field: Field) -> FieldExplanation {
    let Decided { access, by, since } = security.decided(audience, field);
    let own = FieldExplanation { field, access, follows: None, by, seq: since };
    sources(field).iter().fold(own, |told, source| {
        let made_of = explain_for(security, audience, *source);
        match made_of.access < told.access {
            true => {
                let follows = Some(made_of.follows.unwrap_or(*source));
                FieldExplanation { field, follows, ..made_of }
            }
            false => told,
        }
    })
}

fn missing() -> Clause {
    Clause::new(Rule::RecordExists, Ground::Fails(None))
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
        DocumentId::Project(_)
        | DocumentId::Phase(_)
        | DocumentId::Milestone(_)
        | DocumentId::Task(_)
        | DocumentId::Participant(_)
        | DocumentId::Health(..)
        | DocumentId::RaidItem(_)
        | DocumentId::StatusReport(_)
        | DocumentId::Booking(_) => {
            delivery::in_project(world, user, id).unwrap_or_else(|| vec![missing()])
        }
        DocumentId::Timesheet(id) => match world.effort.timesheet(id) {
            Ok(sheet) => timesheet::clauses(world, user, sheet).to_vec(),
            Err(_) => vec![missing()],
        },
        DocumentId::Expense(id) => match world.effort.expense(id) {
            Ok(expense) => expense::clauses(world, user, expense).to_vec(),
            Err(_) => vec![missing()],
        },
        DocumentId::TimesheetApproval(id) => match world.effort.timesheet(id) {
            Ok(sheet) => {
                let mut clauses = timesheet::clauses(world, user, sheet).to_vec();
                clauses.push(approval::timesheet_clause(world, user, sheet));
                clauses
            }
            Err(_) => vec![missing()],
        },
        DocumentId::ExpenseApproval(id) => match world.effort.expense(id) {
            Ok(expense) => {
                let mut clauses = expense::clauses(world, user, expense).to_vec();
                clauses.push(approval::expense_clause(world, user, expense));
                clauses
            }
            Err(_) => vec![missing()],
        },
        DocumentId::Profile(id) => match world.effort.person(id) {
            Ok(person) => profile::clauses(world, user, person).to_vec(),
            Err(_) => vec![missing()],
        },
        DocumentId::Comment(comment) => match world.delivery.comment(comment) {
            Ok(found) => delivery::remarked(world, user, found.about, (found.audience, found.told)),
            Err(_) => vec![missing()],
        },
        DocumentId::Attachment(attachment) => match world.delivery.attachment(attachment) {
            Ok(found) => delivery::remarked(world, user, found.about, (found.audience, found.told)),
            Err(_) => vec![missing()],
        },
        DocumentId::Report(subject, number) => {
            let mut clauses = match subject {
                Subject::WorkStep(id) => clauses_of(world, user, DocumentId::WorkStep(id)),
                Subject::Process(id) => clauses_of(world, user, DocumentId::Process(id)),
            };
            let counted = Field::of(report::list_of(subject), Column::ReportCount);
            let seq = explain_field(world, user, counted).seq;
            clauses.push(Clause::new(
                Rule::ColumnShown,
                match Lens::on(world, user).tells(counted) {
                    true => Ground::Holds(seq),
                    false => Ground::Fails(seq),
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
