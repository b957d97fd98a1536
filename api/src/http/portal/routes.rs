//! The addresses of the portal. Each translates, and calls one of two functions.

use axum::http::{HeaderMap, Uri};
use loggia_core::id::{ProcessId, ProjectId, RecordId, WorkStepId};
use loggia_core::production::Subject;
use loggia_core::reports::dashboard::Dashboard;
use loggia_core::visibility::{
    ApprovalRow, AttachmentRow, BookingRow, ColleagueRow, CommentRow, DocumentId, ExpenseRow,
    HealthRow, MilestoneRow, OrderItemRow, ParticipantRow, PhaseRow, PortalRow, ProcessRow,
    ProductionOrderRow, ProfileRow, ProjectRow, RaidItemRow, ReportRow, StatusReportRow, TaskRow,
    TimesheetRow, Under, View, WorkStepRow,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::dashboard::Figures;
use super::export::Export;
use super::list::{Plain, item_body, list_body, portal_body, shows};
use super::means::{At, Portal};
use super::ready::{State, Which};
use super::{changes, content, list as lists, remarks};
use crate::app::App;
use crate::http::listing::{Asked, Format, ListParams, Page};
use crate::http::path::PathId;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, ProblemKind};

pub(in crate::http) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(who_am_i))
        .routes(routes!(changes::changes))
        .routes(routes!(work_steps))
        .routes(routes!(work_step))
        .routes(routes!(work_step_feedback))
        .routes(routes!(processes))
        .routes(routes!(process))
        .routes(routes!(process_feedback))
        .routes(routes!(orders))
        .routes(routes!(order))
        .routes(routes!(order_items))
        .routes(routes!(order_item))
        .routes(routes!(colleagues))
        .routes(routes!(colleague))
        .routes(routes!(projects))
        .routes(routes!(project))
        .routes(routes!(project_phases))
        .routes(routes!(project_milestones))
        .routes(routes!(project_tasks))
        .routes(routes!(project_participants))
        .routes(routes!(project_health))
        .routes(routes!(project_raid))
        .routes(routes!(raid_item))
        .routes(routes!(project_status_reports))
        .routes(routes!(status_report))
        .routes(routes!(phase))
        .routes(routes!(milestone))
        .routes(routes!(tasks))
        .routes(routes!(task))
        .routes(routes!(timesheets))
        .routes(routes!(timesheet))
        .routes(routes!(expenses))
        .routes(routes!(expense))
        .routes(routes!(approvals))
        .routes(routes!(bookings))
        .routes(routes!(booking))
        .routes(routes!(profile))
        .routes(routes!(comment))
        .routes(routes!(attachment))
        .routes(routes!(content::attachment_content))
        .merge(remarks::routes())
        .routes(routes!(dashboard))
}

pub(super) type Answer = Result<At, Problem>;

/// A page of a list: ready, or put together now.
pub(super) fn list(
    portal: &Portal,
    view: View,
    under: Option<Under>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Answer {
    let accepted = Format::accepted(headers);
    let (snapshot, row, export, digest, revision) = portal.look(|state| {
        let (row, export) = (state.view(View::Portal, None), Export::of(state, view, under));
        (state.view(view, under), row, export, state.digest(), state.revision())
    })?;
    let state = State { view: snapshot.revision, portal: digest };
    let query = uri.query().unwrap_or_default().to_owned();
    let which = Which { partner: portal.partner(), view, under, query, format: accepted };
    // It is of the very portal that let it be made.
    if let Some(page) = portal.means.ready.get(&which, state) {
        return Ok(At(revision, page.answer(headers)));
    }
    // Before anything is read of what was asked: a list that is not there answers nothing else.
    if !shows(&row, view, under) {
        return Err(Problem::not_found());
    }
    let (asked, whose) = (Asked::from_uri(uri)?, (&portal.means.sealer, portal.partner()));
    let (page, plain) = list_body(&snapshot, (view, under), asked, accepted, &export, whose)?;
    let answer = page.answer(headers);
    if plain == Plain::Yes {
        portal.means.ready.put(which, state, page);
    }
    Ok(At(revision, answer))
}

fn item(portal: &Portal, view: View, id: Uuid, headers: &HeaderMap) -> Answer {
    let (snapshot, revision) = portal.look(|state| (state.view(view, None), state.revision()))?;
    Ok(At(revision, item_body(&snapshot, view, id)?.answer(headers)))
}

/// The reports on what the partner sees; below a hidden record nothing is there either.
fn feedback(portal: &Portal, subject: Subject, uri: &Uri, headers: &HeaderMap) -> Answer {
    let (view, id) = match subject {
        Subject::WorkStep(id) => (View::WorkSteps, id.0),
        Subject::Process(id) => (View::Processes, id.0),
    };
    let document = lists::document(view, id, 0);
    let seen = portal.look(|state| {
        document.is_some_and(|document| state.view(view, None).row(document).is_some())
    })?;
    match seen {
        true => list(portal, View::Feedback, Some(subject.into()), uri, headers),
        false => Err(Problem::not_found()),
    }
}

/// What belongs to a project that the partner sees; below a hidden one nothing is there either.
fn in_project(
    portal: &Portal,
    view: View,
    project: Uuid,
    uri: &Uri,
    headers: &HeaderMap,
) -> Answer {
    let project = ProjectId(project);
    let seen = portal.look(|state| state.row(DocumentId::Project(project)).is_some())?;
    match seen {
        true => list(portal, view, Some(Under::Project(project)), uri, headers),
        false => Err(Problem::not_found()),
    }
}

/// Who am I, what is there for me, and how much of it.
#[derive(Serialize, ToSchema)]
struct PortalBody {
    #[serde(flatten)]
    row: PortalRow,
    /// How the host company presents itself.
    branding: Branding,
    /// Rows of each list that is there, by its address.
    counts: std::collections::BTreeMap<String, u64>,
}

/// How the host company presents itself.
#[derive(Serialize, ToSchema)]
struct Branding {
    /// Its name.
    name: Option<String>,
}

/// Who am I, what is there for me, and how much of it. `Loggia-Revision` tells from where to follow
/// the changes.
#[utoipa::path(get, path = "/v1/portal", tag = "portal", responses(
    (status = 200, description = "this partner user", body = PortalBody),
    (status = "4XX", description = "`no_session`, `not_found`",
        body = ProblemBody, content_type = "application/problem+json"),
))]
async fn who_am_i(portal: Portal, headers: HeaderMap) -> Answer {
    let (body, revision) = portal.look(|state| (portal_body(state), state.revision()))?;
    let body = body.ok_or_else(|| Problem::new(ProblemKind::NoSession))?;
    Ok(At(revision, body.answer(&headers)))
}

/// Myself as somebody on whom work is planned: `set-skills`, `set-availability`.
#[utoipa::path(get, path = "/v1/portal/profile", tag = "portal", responses(
    (status = 200, description = "the profile; its `ETag` is for `If-Match`", body = ProfileRow),
    (status = 304, description = "as `If-None-Match` says"),
    (status = "4XX", description = "`no_session`, `not_found`",
        body = ProblemBody, content_type = "application/problem+json"),
))]
async fn profile(portal: Portal, headers: HeaderMap) -> Answer {
    let (snapshot, revision) =
        portal.look(|state| (state.view(View::Profile, None), state.revision()))?;
    let body = lists::only_body(&snapshot)?;
    Ok(At(revision, body.answer(&headers)))
}

/// What I see of projects, in figures. It is made of my rows as they are when I ask, so it has no
/// changes of its own: what changes a row may change it.
#[utoipa::path(get, path = "/v1/portal/dashboard", tag = "portal", responses(
    (status = 200, description = "the figures", body = Dashboard),
    (status = 304, description = "as `If-None-Match` says"),
    (status = "4XX", description = "`no_session`, `not_found`",
        body = ProblemBody, content_type = "application/problem+json"),
))]
async fn dashboard(portal: Portal, headers: HeaderMap) -> Answer {
    let (figures, digest, revision) =
        portal.look(|state| (Figures::of(state), state.digest(), state.revision()))?;
    // All rows are read for it: once for each state of the portal.
    let (query, format) = ("dashboard".to_owned(), Format::Json);
    let which = Which { partner: portal.partner(), view: View::Portal, under: None, query, format };
    let state = State { view: revision, portal: digest };
    if let Some(body) = portal.means.ready.get(&which, state) {
        return Ok(At(revision, body.answer(&headers)));
    }
    let body = figures.body()?;
    let answer = body.answer(&headers);
    portal.means.ready.put(which, state, body);
    Ok(At(revision, answer))
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident $path:literal $view:ident $row:ident)+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "portal", params(ListParams), responses(
            (status = 200, description = "a page", body = Page<$row>),
            (status = 304, description = "as `If-None-Match` says"),
            (status = "4XX", description = "`no_session`, `not_found`, `bad_query`, `level_permits_not` for CSV",
                body = ProblemBody, content_type = "application/problem+json"),
        ))]
        async fn $name(portal: Portal, uri: Uri, headers: HeaderMap) -> Answer {
            list(&portal, View::$view, None, &uri, &headers)
        }
    )+};
}

lists! {
    /// The work steps that concern me.
    work_steps "/v1/portal/work-steps" WorkSteps WorkStepRow
    /// The processes of orders that concern me.
    processes "/v1/portal/processes" Processes ProcessRow
    /// The production orders with work steps that concern me.
    orders "/v1/portal/orders" Orders ProductionOrderRow
    /// The order items with production orders that concern me.
    order_items "/v1/portal/order-items" OrderItems OrderItemRow
    /// The users of the account that I administer.
    colleagues "/v1/portal/colleagues" Colleagues ColleagueRow
    /// The projects that I take part in.
    projects "/v1/portal/projects" Projects ProjectRow
    /// The tasks that concern me, in all projects; `?mine=true` for those that I am to do.
    tasks "/v1/portal/tasks" Tasks TaskRow
    /// My timesheets, and those that my access levels open; `?mine=true` for my own.
    timesheets "/v1/portal/timesheets" Timesheets TimesheetRow
    /// My expenses, and those that my access levels open; `?mine=true` for my own.
    expenses "/v1/portal/expenses" Expenses ExpenseRow
    /// Timesheets and expenses that wait for me to approve them, as my access levels let me.
    approvals "/v1/portal/approvals" Approvals ApprovalRow
    /// My bookings, and those that my access levels let me manage; `?mine=true` for my own.
    bookings "/v1/portal/bookings" Bookings BookingRow
}

macro_rules! items {
    ($($(#[$doc:meta])* $name:ident $path:literal $view:ident $row:ident)+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "portal",
            params(("id" = RecordId, Path, description = "which")),
            responses(
                (status = 200, description = "the record; its `ETag` is for `If-Match`", body = $row),
                (status = 304, description = "as `If-None-Match` says"),
                (status = "4XX", description = "`no_session`, `not_found`",
                    body = ProblemBody, content_type = "application/problem+json"),
            ))]
        async fn $name(portal: Portal, PathId(id): PathId, headers: HeaderMap) -> Answer {
            item(&portal, View::$view, id, &headers)
        }
    )+};
}

items! {
    /// One work step.
    work_step "/v1/portal/work-steps/{id}" WorkSteps WorkStepRow
    /// One process.
    process "/v1/portal/processes/{id}" Processes ProcessRow
    /// One production order.
    order "/v1/portal/orders/{id}" Orders ProductionOrderRow
    /// One order item.
    order_item "/v1/portal/order-items/{id}" OrderItems OrderItemRow
    /// One user of the account that I administer.
    colleague "/v1/portal/colleagues/{id}" Colleagues ColleagueRow
    /// One project.
    project "/v1/portal/projects/{id}" Projects ProjectRow
    /// One phase.
    phase "/v1/portal/phases/{id}" Phases PhaseRow
    /// One milestone.
    milestone "/v1/portal/milestones/{id}" Milestones MilestoneRow
    /// One task.
    task "/v1/portal/tasks/{id}" Tasks TaskRow
    /// One risk, assumption, issue or dependency.
    raid_item "/v1/portal/raid/{id}" Raid RaidItemRow
    /// One status report.
    status_report "/v1/portal/status-reports/{id}" StatusReports StatusReportRow
    /// One timesheet.
    timesheet "/v1/portal/timesheets/{id}" Timesheets TimesheetRow
    /// One expense.
    expense "/v1/portal/expenses/{id}" Expenses ExpenseRow
    /// One booking.
    booking "/v1/portal/bookings/{id}" Bookings BookingRow
    /// One comment.
    comment "/v1/portal/comments/{id}" Comments CommentRow
    /// One attachment; its bytes are at `/content`.
    attachment "/v1/portal/attachments/{id}" Attachments AttachmentRow
}

macro_rules! feedbacks {
    ($($(#[$doc:meta])* $name:ident $path:literal $id:ident)+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "portal",
            params(("id" = RecordId, Path, description = "which"), ListParams),
            responses(
                (status = 200, description = "a page", body = Page<ReportRow>),
                (status = 304, description = "as `If-None-Match` says"),
                (status = "4XX", description = "`no_session`, `not_found`, `bad_query`, `level_permits_not` for CSV",
                    body = ProblemBody, content_type = "application/problem+json"),
            ))]
        async fn $name(
            portal: Portal,
            PathId(id): PathId,
            uri: Uri,
            headers: HeaderMap,
        ) -> Answer {
            feedback(&portal, $id(id).into(), &uri, &headers)
        }
    )+};
}

feedbacks! {
    /// The reports on one work step.
    work_step_feedback "/v1/portal/work-steps/{id}/feedback" WorkStepId
    /// The reports on one process.
    process_feedback "/v1/portal/processes/{id}/feedback" ProcessId
}

macro_rules! in_projects {
    ($($(#[$doc:meta])* $name:ident $path:literal $view:ident $row:ident)+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "portal",
            params(("id" = RecordId, Path, description = "which project"), ListParams),
            responses(
                (status = 200, description = "a page", body = Page<$row>),
                (status = 304, description = "as `If-None-Match` says"),
                (status = "4XX", description = "`no_session`, `not_found`, `bad_query`, `level_permits_not` for CSV",
                    body = ProblemBody, content_type = "application/problem+json"),
            ))]
        async fn $name(
            portal: Portal,
            PathId(id): PathId,
            uri: Uri,
            headers: HeaderMap,
        ) -> Answer {
            in_project(&portal, View::$view, id, &uri, &headers)
        }
    )+};
}

in_projects! {
    /// The phases of one project.
    project_phases "/v1/portal/projects/{id}/phases" Phases PhaseRow
    /// The milestones of one project.
    project_milestones "/v1/portal/projects/{id}/milestones" Milestones MilestoneRow
    /// The tasks of one project.
    project_tasks "/v1/portal/projects/{id}/tasks" Tasks TaskRow
    /// Who takes part in one project.
    project_participants "/v1/portal/projects/{id}/participants" Participants ParticipantRow
    /// How one project was judged, the oldest first.
    project_health "/v1/portal/projects/{id}/health" Health HealthRow
    /// The risks, assumptions, issues and dependencies of one project.
    project_raid "/v1/portal/projects/{id}/raid" Raid RaidItemRow
    /// How one project went, period by period.
    project_status_reports "/v1/portal/projects/{id}/status-reports" StatusReports StatusReportRow
}
