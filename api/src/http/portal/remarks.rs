//! What was remarked on the records of projects: the lists below each of them.

use axum::http::{HeaderMap, Uri};
use loggia_core::id::RecordId;
use loggia_core::visibility::{AttachmentRow, CommentRow, Under, View};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::list as lists;
use super::means::Portal;
use super::routes::{Answer, list};
use crate::app::App;
use crate::http::Problem;
use crate::http::listing::{ListParams, Page};
use crate::http::path::PathId;
use crate::http::problem::ProblemBody;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(project_comments))
        .routes(routes!(task_comments))
        .routes(routes!(milestone_comments))
        .routes(routes!(raid_comments))
        .routes(routes!(status_report_comments))
        .routes(routes!(expense_comments))
        .routes(routes!(project_attachments))
        .routes(routes!(task_attachments))
        .routes(routes!(milestone_attachments))
        .routes(routes!(raid_attachments))
        .routes(routes!(status_report_attachments))
        .routes(routes!(expense_attachments))
}

/// What was remarked on a record that the partner sees; below a hidden one nothing is there either.
fn remarks(
    portal: &Portal,
    (of, view): (View, View),
    id: Uuid,
    uri: &Uri,
    headers: &HeaderMap,
) -> Answer {
    let document = lists::document(of, id, 0).ok_or_else(Problem::not_found)?;
    let about = lists::about(of, id).ok_or_else(Problem::not_found)?;
    let seen = portal.look(|state| state.row(document).is_some())?;
    match seen {
        true => list(portal, view, Some(Under::About(about)), uri, headers),
        false => Err(Problem::not_found()),
    }
}

macro_rules! remarked {
    ($($(#[$doc:meta])* $name:ident $path:literal $of:ident $view:ident $row:ident)+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "portal",
            params(("id" = RecordId, Path, description = "which"), ListParams),
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
            remarks(&portal, (View::$of, View::$view), id, &uri, &headers)
        }
    )+};
}

remarked! {
    /// What was said about one project as a whole, the oldest first.
    project_comments "/v1/portal/projects/{id}/comments" Projects Comments CommentRow
    /// What was said about one task, the oldest first.
    task_comments "/v1/portal/tasks/{id}/comments" Tasks Comments CommentRow
    /// What was said about one milestone, the oldest first.
    milestone_comments "/v1/portal/milestones/{id}/comments" Milestones Comments CommentRow
    /// What was said about one RAID item, the oldest first.
    raid_comments "/v1/portal/raid/{id}/comments" Raid Comments CommentRow
    /// What was said about one status report, the oldest first.
    status_report_comments "/v1/portal/status-reports/{id}/comments" StatusReports Comments CommentRow
    /// What was said about one expense, the oldest first.
    expense_comments "/v1/portal/expenses/{id}/comments" Expenses Comments CommentRow
    /// The files about one project as a whole.
    project_attachments "/v1/portal/projects/{id}/attachments" Projects Attachments AttachmentRow
    /// The files about one task.
    task_attachments "/v1/portal/tasks/{id}/attachments" Tasks Attachments AttachmentRow
    /// The files about one milestone.
    milestone_attachments "/v1/portal/milestones/{id}/attachments" Milestones Attachments AttachmentRow
    /// The files about one RAID item.
    raid_attachments "/v1/portal/raid/{id}/attachments" Raid Attachments AttachmentRow
    /// The files about one status report.
    status_report_attachments "/v1/portal/status-reports/{id}/attachments" StatusReports Attachments AttachmentRow
    /// The receipts of one expense.
    expense_attachments "/v1/portal/expenses/{id}/attachments" Expenses Attachments AttachmentRow
}
