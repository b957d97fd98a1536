//! How time and money of people are approved, and up to when time is closed.

use axum::Json;
use axum::extract::State;
use loggia_core::effort::{ApprovalPath, PeriodLock};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::http::problem::ProblemBody;
use crate::http::{Problem, Side, Staff, settled};

/// What holds for timesheets and expenses.
#[derive(Serialize, ToSchema)]
pub(super) struct EffortSettings {
    /// Who approves: `set-approval-path`.
    approval_path: ApprovalPath,
    /// Up to when time is closed; `null` where nothing is: `lock-period`.
    period_lock: Option<PeriodLock>,
}

/// How timesheets and expenses are approved, and which period is locked.
#[utoipa::path(get, path = "/v1/staff/effort-settings", tag = "staff", responses(
    (status = 200, description = "the settings", body = EffortSettings),
    (status = "4XX", description = "`no_session`, `role_missing`",
        body = ProblemBody, content_type = "application/problem+json"),
))]
pub(super) async fn effort_settings(
    State(app): State<App>,
    _: Staff,
) -> Result<Json<EffortSettings>, Problem> {
    settled(&app, Side::Staff).await?;
    let world = app.world();
    let approval_path = world.effort.approval_path();
    Ok(Json(EffortSettings { approval_path, period_lock: world.effort.period_lock() }))
}
