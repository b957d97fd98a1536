//! The addresses of staff's lists.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use loggia_core::id::{
    AccessLevelId, AccountId, AttachmentId, BookingId, CommentId, ContactId, ExpenseId,
    MilestoneId, OrderItemId, ParticipantId, PartnerUserId, PersonId, PhaseId, ProcessId,
    ProductionOrderId, ProjectId, RaidItemId, RecordId, ResourceId, StaffUserId, StatusReportId,
    TaskId, TimesheetId, WorkStepId,
};
use loggia_core::visibility::Place;
use loggia_core::world::World;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Record;
use super::access_rows::{PartnerUserEntry, StaffUserEntry};
use super::delivery_rows::{
    AccessLevelEntry, MilestoneEntry, ParticipantEntry, PersonEntry, PhaseEntry, ProjectEntry,
    TaskEntry,
};
use super::effort_rows::{BookingEntry, ExpenseEntry, TimesheetEntry};
use super::firm_rows::{AccountEntry, ContactEntry};
use super::production_rows::{
    OrderEntry, OrderItemEntry, ProcessEntry, ResourceEntry, WorkStepEntry,
};
use super::raid_rows::RaidItemEntry;
use super::record::json;
use super::remark_rows::{AttachmentEntry, CommentEntry};
use super::status_report_rows::StatusReportEntry;
use super::table::Table;
use crate::app::App;
use crate::http::listing::{Asked, Format, ListBody, ListParams, Page, Query, Sealer, list_body};
use crate::http::path::PathId;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, Side, Staff, settled};

pub(in crate::http) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(super::changes::routes())
        .routes(routes!(me))
        .routes(routes!(super::field_security::field_security))
        .routes(routes!(staff_users))
        .routes(routes!(staff_user))
        .routes(routes!(partner_users))
        .routes(routes!(partner_user))
        .routes(routes!(accounts))
        .routes(routes!(account))
        .routes(routes!(contacts))
        .routes(routes!(contact))
        .routes(routes!(resources))
        .routes(routes!(resource))
        .routes(routes!(staff_order_items))
        .routes(routes!(staff_order_item))
        .routes(routes!(staff_orders))
        .routes(routes!(staff_order))
        .routes(routes!(staff_work_steps))
        .routes(routes!(staff_work_step))
        .routes(routes!(staff_processes))
        .routes(routes!(staff_process))
        .routes(routes!(access_levels))
        .routes(routes!(access_level))
        .routes(routes!(persons))
        .routes(routes!(person))
        .routes(routes!(staff_projects))
        .routes(routes!(staff_project))
        .routes(routes!(staff_phases))
        .routes(routes!(staff_phase))
        .routes(routes!(staff_participants))
        .routes(routes!(staff_participant))
        .routes(routes!(staff_milestones))
        .routes(routes!(staff_milestone))
        .routes(routes!(staff_tasks))
        .routes(routes!(staff_task))
        .routes(routes!(staff_raid))
        .routes(routes!(staff_raid_item))
        .routes(routes!(staff_status_reports))
        .routes(routes!(staff_status_report))
        .routes(routes!(staff_timesheets))
        .routes(routes!(staff_timesheet))
        .routes(routes!(staff_expenses))
        .routes(routes!(staff_expense))
        .routes(routes!(staff_bookings))
        .routes(routes!(staff_booking))
        .routes(routes!(super::effort_settings::effort_settings))
        .routes(routes!(staff_comments))
        .routes(routes!(staff_comment))
        .routes(routes!(staff_attachments))
        .routes(routes!(staff_attachment))
        .merge(super::licences::routes())
        .merge(super::reports::routes())
}

pub(super) async fn list(
    app: &App,
    uri: &Uri,
    headers: &HeaderMap,
    table: impl FnOnce(&World) -> Table,
) -> Result<Response, Problem> {
    settled(app, Side::Staff).await?;
    let rows = table(&app.world());
    page(app, &rows, Asked::from_uri(uri)?, format!("staff {}", uri.path()), headers)
}

/// A page of what was put together; `whose` is the list and all that was asked of it elsewhere.
pub(super) fn page(
    app: &App,
    rows: &Table,
    asked: Asked,
    whose: String,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let query = Query::of(asked, rows)?;
    let format = query.format().unwrap_or(Format::accepted(headers));
    let body = list_body(rows, &query, format, &Sealer::new(app.cursor_key()), &whose)?;
    Ok(body.answer(headers))
}

/// No 304: an entry also shows what others than its own revision count, such as names.
async fn item(app: &App, record: Record) -> Result<Response, Problem> {
    settled(app, Side::Staff).await?;
    let world = app.world();
    let found = record.json(&world).zip(record.tag(&world));
    let (json, tag) = found.ok_or_else(Problem::not_found)?;
    Ok(ListBody::item(json.into()).tagged(tag).answer(&HeaderMap::new()))
}

/// Who am I, and with which roles.
#[utoipa::path(get, path = "/v1/staff/me", tag = "staff", responses(
    (status = 200, description = "this staff user", body = StaffUserEntry),
    (status = "4XX", description = "`no_session`, `not_found`",
        body = ProblemBody, content_type = "application/problem+json"),
))]
async fn me(State(app): State<App>, staff: Staff) -> Result<Json<StaffUserEntry>, Problem> {
    let world = app.world();
    let user = world.access.staff_user(staff.id()).map_err(|_| Problem::not_found())?;
    Ok(Json(StaffUserEntry::of(user)))
}

macro_rules! lists {
    ($(
        $(#[$doc:meta])*
        $lists:ident $list_path:literal
        $items:ident $item_path:literal
        $entry:ident $record:ident $id:ident
        $table:expr;
    )+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $list_path, tag = "staff", params(ListParams), responses(
            (status = 200, description = "a page", body = Page<$entry>),
            (status = "4XX", description = "`no_session`, `role_missing`, `bad_query`",
                body = ProblemBody, content_type = "application/problem+json"),
        ))]
        async fn $lists(
            State(app): State<App>,
            uri: Uri,
            headers: HeaderMap,
        ) -> Result<Response, Problem> {
            list(&app, &uri, &headers, $table).await
        }

        /// One of them.
        #[utoipa::path(get, path = $item_path, tag = "staff",
            params(("id" = RecordId, Path, description = "which")),
            responses(
                (status = 200, description = "the record; its `ETag` is for `If-Match`",
                    body = $entry),
                (status = "4XX", description = "`no_session`, `role_missing`, `not_found`, `bad_id`",
                    body = ProblemBody, content_type = "application/problem+json"),
            ))]
        async fn $items(
            State(app): State<App>,
            PathId(id): PathId,
        ) -> Result<Response, Problem> {
            item(&app, Record::$record($id(id))).await
        }
    )+};
}

lists! {
    /// Staff users.
    staff_users "/v1/staff/staff-users" staff_user "/v1/staff/staff-users/{id}"
    StaffUserEntry StaffUser StaffUserId
    |world| Table::new(&StaffUserEntry::COLUMNS, world.access.staff_users().map(|user| {
        let place = Place::by(user.user_name.reveal().as_str(), 0);
        (place, user.id.0, json(&StaffUserEntry::of(user)))
    }));

    /// Partner users, with everything that was granted.
    partner_users "/v1/staff/partner-users" partner_user "/v1/staff/partner-users/{id}"
    PartnerUserEntry PartnerUser PartnerUserId
    |world| Table::new(&PartnerUserEntry::COLUMNS, world.access.partner_users().map(|user| {
        let place = Place::by(user.user_name.reveal().as_str(), 0);
        (place, user.id.0, json(&PartnerUserEntry::of(world, user)))
    }));

    /// Accounts: the firms.
    accounts "/v1/staff/accounts" account "/v1/staff/accounts/{id}"
    AccountEntry Account AccountId
    |world| Table::new(&AccountEntry::COLUMNS, world.access.accounts().map(|account| {
        let place = Place::by(account.name.as_str(), 0);
        (place, account.id.0, json(&AccountEntry::of(account)))
    }));

    /// Contacts: the people of the firms.
    contacts "/v1/staff/contacts" contact "/v1/staff/contacts/{id}"
    ContactEntry Contact ContactId
    |world| Table::new(&ContactEntry::COLUMNS, world.access.contacts().map(|contact| {
        let place = Place::by(contact.name.reveal().as_str(), 0);
        (place, contact.id.0, json(&ContactEntry::of(world, contact)))
    }));

    /// Resources.
    resources "/v1/staff/resources" resource "/v1/staff/resources/{id}"
    ResourceEntry Resource ResourceId
    |world| Table::new(&ResourceEntry::COLUMNS, world.production.resources().map(|resource| {
        let place = Place::by(resource.name.as_str(), 0);
        (place, resource.id.0, json(&ResourceEntry::of(world, resource)))
    }));

    /// Order items.
    staff_order_items "/v1/staff/order-items" staff_order_item "/v1/staff/order-items/{id}"
    OrderItemEntry OrderItem OrderItemId
    |world| Table::new(&OrderItemEntry::COLUMNS, world.production.order_items().map(|item| {
        let place = Place::by(item.number.as_str(), 0);
        (place, item.id.0, json(&OrderItemEntry::of(world, item)))
    }));

    /// Production orders.
    staff_orders "/v1/staff/orders" staff_order "/v1/staff/orders/{id}"
    OrderEntry Order ProductionOrderId
    |world| Table::new(&OrderEntry::COLUMNS, world.production.orders().map(|order| {
        let place = Place::by(order.number.as_str(), 0);
        (place, order.id.0, json(&OrderEntry::of(world, order)))
    }));

    /// Work steps.
    staff_work_steps "/v1/staff/work-steps" staff_work_step "/v1/staff/work-steps/{id}"
    WorkStepEntry WorkStep WorkStepId
    |world| Table::new(&WorkStepEntry::COLUMNS, world.production.steps().map(|step| {
        let order = world.production.order(step.order).ok();
        let place = Place::by(order.map_or("", |order| order.number.as_str()), step.sequence);
        (place, step.id.0, json(&WorkStepEntry::of(world, step)))
    }));

    /// Processes.
    staff_processes "/v1/staff/processes" staff_process "/v1/staff/processes/{id}"
    ProcessEntry Process ProcessId
    |world| Table::new(&ProcessEntry::COLUMNS, world.production.processes().map(|process| {
        let order = world.production.order(process.order).ok();
        let place = Place::by(order.map_or("", |order| order.number.as_str()), process.sequence);
        (place, process.id.0, json(&ProcessEntry::of(world, process)))
    }));

    /// Access levels, and of whom they are the default.
    access_levels "/v1/staff/access-levels" access_level "/v1/staff/access-levels/{id}"
    AccessLevelEntry AccessLevel AccessLevelId
    |world| Table::new(&AccessLevelEntry::COLUMNS, world.access.levels().all().map(|level| {
        let place = Place::by(level.name.as_str(), 0);
        (place, level.id.0, json(&AccessLevelEntry::of(world, level)))
    }));

    /// Persons: on whom project work is planned.
    persons "/v1/staff/persons" person "/v1/staff/persons/{id}"
    PersonEntry Person PersonId
    |world| Table::new(&PersonEntry::COLUMNS, world.effort.persons().map(|person| {
        let place = Place::by("", 0);
        (place, person.id.0, json(&PersonEntry::of(world, person)))
    }));

    /// Projects.
    staff_projects "/v1/staff/projects" staff_project "/v1/staff/projects/{id}"
    ProjectEntry Project ProjectId
    |world| Table::new(&ProjectEntry::COLUMNS, world.delivery.projects().map(|project| {
        let place = Place::by(project.brief.name.as_str(), 0);
        (place, project.id.0, json(&ProjectEntry::of(project)))
    }));

    /// Phases of projects; `?project=` for those of one.
    staff_phases "/v1/staff/phases" staff_phase "/v1/staff/phases/{id}"
    PhaseEntry Phase PhaseId
    |world| Table::new(&PhaseEntry::COLUMNS, world.delivery.phases().map(|phase| {
        let place = Place::by(phase.brief.name.as_str(), 0);
        (place, phase.id.0, json(&PhaseEntry::of(phase)))
    }));

    /// Who takes part in phases.
    staff_participants "/v1/staff/participants" staff_participant "/v1/staff/participants/{id}"
    ParticipantEntry Participant ParticipantId
    |world| Table::new(&ParticipantEntry::COLUMNS, world.delivery.phases().flat_map(|phase| phase.participants.values()).map(|participant| {
        let place = Place::by("", 0);
        (place, participant.id.0, json(&ParticipantEntry::of(world, participant)))
    }));

    /// Milestones of projects.
    staff_milestones "/v1/staff/milestones" staff_milestone "/v1/staff/milestones/{id}"
    MilestoneEntry Milestone MilestoneId
    |world| Table::new(&MilestoneEntry::COLUMNS, world.delivery.milestones().map(|milestone| {
        let place = Place::by(milestone.brief.name.as_str(), 0);
        (place, milestone.id.0, json(&MilestoneEntry::of(milestone)))
    }));

    /// Tasks of projects.
    staff_tasks "/v1/staff/tasks" staff_task "/v1/staff/tasks/{id}"
    TaskEntry Task TaskId
    |world| Table::new(&TaskEntry::COLUMNS, world.delivery.tasks().map(|task| {
        let place = Place::by(task.brief.title.as_str(), 0);
        (place, task.id.0, json(&TaskEntry::of(world, task)))
    }));

    /// What people worked, by week.
    staff_timesheets "/v1/staff/timesheets" staff_timesheet "/v1/staff/timesheets/{id}"
    TimesheetEntry Timesheet TimesheetId
    |world| Table::new(&TimesheetEntry::COLUMNS, world.effort.timesheets().map(|sheet| {
        let place = Place::by(&sheet.week.to_string(), 0);
        (place, sheet.id.0, json(&TimesheetEntry::of(world, sheet)))
    }));

    /// What people spent, by day.
    staff_expenses "/v1/staff/expenses" staff_expense "/v1/staff/expenses/{id}"
    ExpenseEntry Expense ExpenseId
    |world| Table::new(&ExpenseEntry::COLUMNS, world.effort.expenses().map(|expense| {
        let place = Place::by(&expense.brief.day.to_string(), 0);
        (place, expense.id.0, json(&ExpenseEntry::of(world, expense)))
    }));

    /// Hours of people that are meant for phases, by day.
    staff_bookings "/v1/staff/bookings" staff_booking "/v1/staff/bookings/{id}"
    BookingEntry Booking BookingId
    |world| Table::new(&BookingEntry::COLUMNS, world.effort.bookings().map(|booking| {
        let place = Place::by(&booking.brief.from.to_string(), 0);
        (place, booking.id.0, json(&BookingEntry::of(world, booking)))
    }));

    /// Risks, assumptions, issues and dependencies of projects.
    staff_raid "/v1/staff/raid" staff_raid_item "/v1/staff/raid/{id}"
    RaidItemEntry RaidItem RaidItemId
    |world| Table::new(&RaidItemEntry::COLUMNS, world.delivery.raid_items().map(|item| {
        let place = Place::by(item.brief.title.as_str(), 0);
        (place, item.id.0, json(&RaidItemEntry::of(item)))
    }));

    /// What was said about records of projects; `?about_id=` for one of them.
    staff_comments "/v1/staff/comments" staff_comment "/v1/staff/comments/{id}"
    CommentEntry Comment CommentId
    |world| Table::new(&CommentEntry::COLUMNS, world.delivery.comments().map(|comment| {
        let place = Place::by(&format!("{:020}", comment.at.micros()), 0);
        (place, comment.id.0, json(&CommentEntry::of(comment)))
    }));

    /// The files about records of projects; `?about_id=` for one of them.
    staff_attachments "/v1/staff/attachments" staff_attachment "/v1/staff/attachments/{id}"
    AttachmentEntry Attachment AttachmentId
    |world| Table::new(&AttachmentEntry::COLUMNS, world.delivery.attachments().map(|attachment| {
        let place = Place::by(attachment.file.name.as_str(), 0);
        (place, attachment.id.0, json(&AttachmentEntry::of(attachment)))
    }));

    /// How projects went, period by period.
    staff_status_reports "/v1/staff/status-reports" staff_status_report "/v1/staff/status-reports/{id}"
    StatusReportEntry StatusReport StatusReportId
    |world| Table::new(&StatusReportEntry::COLUMNS, world.delivery.status_reports().map(|report| {
        let place = Place::by(&report.brief.from.to_string(), 0);
        (place, report.id.0, json(&StatusReportEntry::of(report)))
    }));
}
