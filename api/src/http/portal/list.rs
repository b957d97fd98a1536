//! From rows to bytes. The audit uses the very same functions for the past (law 6).

use axum::body::Bytes;
use loggia_core::access::Module;
use loggia_core::delivery::About;
use loggia_core::id::{
    AttachmentId, BookingId, CommentId, ExpenseId, MilestoneId, OrderItemId, ParticipantId,
    PartnerUserId, PersonId, PhaseId, ProcessId, ProductionOrderId, ProjectId, RaidItemId,
    RecordId, StatusReportId, TaskId, TimesheetId, WorkStepId,
};
use loggia_core::visibility::{DocumentId, Form, Under, View, modules};
use loggia_projections::{PortalState, Row, ViewSnapshot};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::export::Export;
use crate::http::listing::{self, Asked, Entry, Format, Key, ListBody, Query, Rows, Sealer};
use crate::http::{Problem, ProblemKind};

/// The lists that have an address of their own.
const LISTS: [View; 11] = [
    View::WorkSteps,
    View::Processes,
    View::Orders,
    View::OrderItems,
    View::Colleagues,
    View::Projects,
    View::Tasks,
    View::Timesheets,
    View::Expenses,
    View::Approvals,
    View::Bookings,
];

/// Timesheets and expenses wait in one list; this number tells expenses.
const EXPENSE_APPROVAL: u32 = 1;

/// A page of a partner's list, and whether it is one of the list as it is: without filters, search
/// and another order. As what the list is wanted is known here and nowhere before, so it is here that
/// a list which may not be taken along is refused as CSV.
pub fn list_body(
    snapshot: &ViewSnapshot,
    (view, under): (View, Option<Under>),
    asked: Asked,
    accepted: Format,
    export: &Export,
    (sealer, partner): (&Sealer, PartnerUserId),
) -> Result<(ListBody, Plain), Problem> {
    let rows = PortalRows { snapshot, view, under };
    let query = Query::of(asked, &rows)?;
    let format = query.format().unwrap_or(accepted);
    if format == Format::Csv && !export.permits() {
        return Err(Problem::new(ProblemKind::LevelPermitsNot));
    }
    let whose = format!("{partner} {view} {under:?}");
    let body = listing::list_body(&rows, &query, format, sealer, &whose)?;
    Ok((body, if query.is_plain() { Plain::Yes } else { Plain::No }))
}

/// Whether a page is one that many requests may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// It is.
    Yes,
    /// It is somebody's own question.
    No,
}

/// One row. Hidden and missing are the same: not there.
pub fn item_body(snapshot: &ViewSnapshot, view: View, id: Uuid) -> Result<ListBody, Problem> {
    let document = document(view, id, 0).ok_or_else(Problem::not_found)?;
    let json = snapshot.row(document).and_then(|row| row.json.as_deref());
    let json = json.ok_or_else(Problem::not_found)?;
    Ok(ListBody::item(Bytes::copy_from_slice(json)))
}

/// The row of a view that has one row at most.
pub fn only_body(snapshot: &ViewSnapshot) -> Result<ListBody, Problem> {
    let row = snapshot.rows().next().and_then(|(_, row)| row.json.as_deref());
    let json = row.ok_or_else(Problem::not_found)?;
    Ok(ListBody::item(Bytes::copy_from_slice(json)))
}

/// Who am I, what is there for me, and how much of it; none where the portal is closed.
pub fn portal_body(state: &PortalState) -> Option<ListBody> {
    let portal = state.view(View::Portal, None);
    let json = portal.row(DocumentId::Portal)?.json.as_deref()?;
    let mut body: Map<String, Value> = serde_json::from_slice(json).ok()?;
    let branding = json!({ "name": body.get("workspace") });
    let there = |view: &View| LISTS.contains(view) && shows(&portal, *view, None);
    let counts = state.counts().filter(|(view, _)| there(view));
    let counts: Map<String, Value> =
        counts.map(|(view, count)| (view.kebab().to_owned(), json!(count))).collect();
    body.insert("branding".to_owned(), branding);
    body.insert("counts".to_owned(), Value::Object(counts));
    Some(ListBody::item(Bytes::from(serde_json::to_vec(&body).unwrap_or_default())))
}

/// Whether the partner has a module that shows `view`. Without one, the list is an address that does
/// not exist (DOMAIN, Production 5); so are colleagues for whoever does not administer an account.
/// `portal` is the view that holds the partner's portal row.
pub fn shows(portal: &ViewSnapshot, view: View, under: Option<Under>) -> bool {
    #[derive(Deserialize)]
    struct Held {
        modules: Vec<Module>,
        partner_administrator: bool,
    }
    let row = portal.row(DocumentId::Portal).and_then(|row| row.json.as_deref());
    let held = row.and_then(|json| serde_json::from_slice::<Held>(json).ok());
    held.is_some_and(|held| match (view, modules(view, under)) {
        (View::Colleagues, _) => held.partner_administrator,
        (_, None) => true,
        (_, Some(showing)) => held.modules.iter().any(|module| showing.contains(module)),
    })
}

/// The document of a view with its own ids; `number` matters where one record has several.
pub(super) fn document(view: View, id: Uuid, number: u32) -> Option<DocumentId> {
    match view {
        View::WorkSteps => Some(DocumentId::WorkStep(WorkStepId(id))),
        View::Processes => Some(DocumentId::Process(ProcessId(id))),
        View::Orders => Some(DocumentId::Order(ProductionOrderId(id))),
        View::OrderItems => Some(DocumentId::OrderItem(OrderItemId(id))),
        View::Colleagues => Some(DocumentId::Colleague(PartnerUserId(id))),
        View::Projects => Some(DocumentId::Project(ProjectId(id))),
        View::Phases => Some(DocumentId::Phase(PhaseId(id))),
        View::Milestones => Some(DocumentId::Milestone(MilestoneId(id))),
        View::Tasks => Some(DocumentId::Task(TaskId(id))),
        View::Participants => Some(DocumentId::Participant(ParticipantId(id))),
        View::Health => Some(DocumentId::Health(ProjectId(id), number)),
        View::Raid => Some(DocumentId::RaidItem(RaidItemId(id))),
        View::StatusReports => Some(DocumentId::StatusReport(StatusReportId(id))),
        View::Timesheets => Some(DocumentId::Timesheet(TimesheetId(id))),
        View::Expenses => Some(DocumentId::Expense(ExpenseId(id))),
        View::Approvals => Some(match number {
            EXPENSE_APPROVAL => DocumentId::ExpenseApproval(ExpenseId(id)),
            _ => DocumentId::TimesheetApproval(TimesheetId(id)),
        }),
        View::Profile => Some(DocumentId::Profile(PersonId(id))),
        View::Bookings => Some(DocumentId::Booking(BookingId(id))),
        View::Comments => Some(DocumentId::Comment(CommentId(id))),
        View::Attachments => Some(DocumentId::Attachment(AttachmentId(id))),
        View::Portal | View::Feedback => None,
    }
}

/// What comments and attachments below a record of a view are about; none where none can be.
pub fn about(view: View, id: Uuid) -> Option<About> {
    match view {
        View::Projects => Some(About::Project(ProjectId(id))),
        View::Tasks => Some(About::Task(TaskId(id))),
        View::Milestones => Some(About::Milestone(MilestoneId(id))),
        View::Raid => Some(About::RaidItem(RaidItemId(id))),
        View::StatusReports => Some(About::StatusReport(StatusReportId(id))),
        View::Expenses => Some(About::Expense(ExpenseId(id))),
        View::Portal
        | View::WorkSteps
        | View::Processes
        | View::Orders
        | View::OrderItems
        | View::Feedback
        | View::Colleagues
        | View::Phases
        | View::Participants
        | View::Health
        | View::Timesheets
        | View::Approvals
        | View::Profile
        | View::Bookings
        | View::Comments
        | View::Attachments => None,
    }
}

struct PortalRows<'a> {
    snapshot: &'a ViewSnapshot,
    view: View,
    under: Option<Under>,
}

/// A row has `order_id` if and only if it tells `order` as it is.
const WITH_ORDER: [&str; 1] = ["order_id"];

impl Rows for PortalRows<'_> {
    fn columns(&self) -> &[&'static str] {
        &self.snapshot.columns
    }

    fn links(&self) -> &[&'static str] {
        let in_rows = match self.view {
            View::WorkSteps | View::Processes => self.snapshot.form("order") == Some(Form::Plain),
            View::Portal
            | View::Orders
            | View::OrderItems
            | View::Feedback
            | View::Colleagues
            | View::Projects
            | View::Phases
            | View::Milestones
            | View::Tasks
            | View::Participants
            | View::Health
            | View::Raid
            | View::Timesheets
            | View::StatusReports
            | View::Expenses
            | View::Approvals
            | View::Profile
            | View::Bookings
            | View::Comments
            | View::Attachments => false,
        };
        if in_rows { &WITH_ORDER } else { &[] }
    }

    fn form(&self, field: &str) -> Form {
        // A link is told as it is wherever it is told at all.
        self.snapshot.form(field).unwrap_or(Form::Plain)
    }

    fn after(&self, key: Option<&Key>) -> Box<dyn Iterator<Item = Entry<'_>> + '_> {
        match self.under {
            Some(Under::Subject(subject)) => {
                let passed = key.map_or(0, |key| key.number);
                let reports = self.snapshot.reports_on(subject).map(entry);
                return Box::new(reports.filter(move |entry| entry.number > passed));
            }
            Some(Under::Project(project)) => return self.under(project.into(), key),
            Some(Under::About(about)) => return self.under(about.into(), key),
            None => {}
        }
        let document = |key: &Key| document(self.view, key.id, key.number);
        let place = key.and_then(|key| Some((key.place.clone(), document(key)?)));
        match place {
            Some(place) => Box::new(self.snapshot.rows_after(place).map(entry)),
            None => Box::new(self.snapshot.rows().map(entry)),
        }
    }
}

impl<'a> PortalRows<'a> {
    /// What stands under a record, from its beginning or after a place.
    fn under(
        &self,
        record: RecordId,
        key: Option<&Key>,
    ) -> Box<dyn Iterator<Item = Entry<'a>> + 'a> {
        let passed = key.cloned();
        let rows = self.snapshot.under(record).map(entry);
        let after = move |entry: &Entry<'_>| passed.as_ref().is_none_or(|key| entry.is_after(key));
        Box::new(rows.filter(after))
    }
}

fn entry((document, row): (DocumentId, &Row)) -> Entry<'_> {
    let number = match document {
        DocumentId::Report(_, number) | DocumentId::Health(_, number) => number,
        DocumentId::ExpenseApproval(_) => EXPENSE_APPROVAL,
        DocumentId::Portal
        | DocumentId::WorkStep(_)
        | DocumentId::Process(_)
        | DocumentId::Order(_)
        | DocumentId::OrderItem(_)
        | DocumentId::Colleague(_)
        | DocumentId::Project(_)
        | DocumentId::Phase(_)
        | DocumentId::Milestone(_)
        | DocumentId::Task(_)
        | DocumentId::Participant(_)
        | DocumentId::RaidItem(_)
        | DocumentId::Timesheet(_)
        | DocumentId::StatusReport(_)
        | DocumentId::Expense(_)
        | DocumentId::TimesheetApproval(_)
        | DocumentId::Profile(_)
        | DocumentId::Booking(_)
        | DocumentId::Comment(_)
        | DocumentId::Attachment(_) => 0,
    };
    let id = document.record().map(|record| record.0).unwrap_or_default();
    // Bytes are there: portals are warmed before they are read.
    let json = row.json.as_deref().unwrap_or(b"null");
    Entry { place: &row.place, id, number, json }
}
