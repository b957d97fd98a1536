//! Which route asks for what, and the one place where staff is refused.
//!
//! Everything below `/v1` stands in one of four groups: what is there without a session
//! ([`links::PATHS`]), what is everybody's own ([`OWN`]), what the portal and the commands decide themselves (a [`Viewer`](super::Viewer), the writer), and what
//! staff asks for: the table [`ASKED`]. A route in none of them is refused to everybody.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method, header};
use loggia_core::access::UserId;
use loggia_core::actor::{Actor, Role};
use loggia_core::permit::{MayNotRead, Query, Readers, may_read, readers};
use serde_json::json;
use utoipa::openapi::{ContentBuilder, OpenApi, PathItem, Ref, RefOr, ResponseBuilder};

use super::caller::is_below;
use super::{PROBLEM_JSON, Problem, ProblemKind, links};
use crate::app::{App, Session};

/// What everybody who is logged in has of his own.
const OWN: [&str; 6] = [
    "/v1/session",
    "/v1/sessions",
    "/v1/sessions/{id}",
    "/v1/tokens",
    "/v1/tokens/{id}",
    "/v1/users/{id}/password",
];

/// What staff asks for, by method and route.
static ASKED: &[(Method, &str, Query)] = &[
    (Method::GET, "/v1/staff/me", Query::Me),
    (Method::GET, "/v1/staff/changes", Query::StaffChanges),
    (Method::GET, "/v1/staff/staff-users", Query::StaffUsers),
    (Method::GET, "/v1/staff/staff-users/{id}", Query::StaffUsers),
    (Method::GET, "/v1/staff/partner-users", Query::PartnerUsers),
    (Method::GET, "/v1/staff/partner-users/{id}", Query::PartnerUsers),
    (Method::GET, "/v1/staff/accounts", Query::Accounts),
    (Method::GET, "/v1/staff/accounts/{id}", Query::Accounts),
    (Method::GET, "/v1/staff/contacts", Query::Contacts),
    (Method::GET, "/v1/staff/contacts/{id}", Query::Contacts),
    (Method::GET, "/v1/staff/licences", Query::Licences),
    (Method::GET, "/v1/staff/licences/{kind}/holders", Query::Licences),
    (Method::GET, "/v1/staff/field-security", Query::FieldSecurity),
    (Method::GET, "/v1/staff/resources", Query::Resources),
    (Method::GET, "/v1/staff/resources/{id}", Query::Resources),
    (Method::GET, "/v1/staff/order-items", Query::OrderItems),
    (Method::GET, "/v1/staff/order-items/{id}", Query::OrderItems),
    (Method::GET, "/v1/staff/orders", Query::Orders),
    (Method::GET, "/v1/staff/orders/{id}", Query::Orders),
    (Method::GET, "/v1/staff/work-steps", Query::WorkSteps),
    (Method::GET, "/v1/staff/work-steps/{id}", Query::WorkSteps),
    (Method::GET, "/v1/staff/processes", Query::Processes),
    (Method::GET, "/v1/staff/processes/{id}", Query::Processes),
    (Method::GET, "/v1/staff/access-levels", Query::AccessLevels),
    (Method::GET, "/v1/staff/access-levels/{id}", Query::AccessLevels),
    (Method::GET, "/v1/staff/persons", Query::Persons),
    (Method::GET, "/v1/staff/persons/{id}", Query::Persons),
    (Method::GET, "/v1/staff/projects", Query::Projects),
    (Method::GET, "/v1/staff/projects/{id}", Query::Projects),
    (Method::GET, "/v1/staff/phases", Query::Projects),
    (Method::GET, "/v1/staff/phases/{id}", Query::Projects),
    (Method::GET, "/v1/staff/participants", Query::Projects),
    (Method::GET, "/v1/staff/participants/{id}", Query::Projects),
    (Method::GET, "/v1/staff/milestones", Query::Projects),
    (Method::GET, "/v1/staff/milestones/{id}", Query::Projects),
    (Method::GET, "/v1/staff/tasks", Query::Projects),
    (Method::GET, "/v1/staff/tasks/{id}", Query::Projects),
    (Method::GET, "/v1/staff/raid", Query::Projects),
    (Method::GET, "/v1/staff/raid/{id}", Query::Projects),
    (Method::GET, "/v1/staff/status-reports", Query::Projects),
    (Method::GET, "/v1/staff/status-reports/{id}", Query::Projects),
    (Method::GET, "/v1/staff/timesheets", Query::Timesheets),
    (Method::GET, "/v1/staff/timesheets/{id}", Query::Timesheets),
    (Method::GET, "/v1/staff/effort-settings", Query::Timesheets),
    (Method::GET, "/v1/staff/expenses", Query::Expenses),
    (Method::GET, "/v1/staff/expenses/{id}", Query::Expenses),
    (Method::GET, "/v1/staff/bookings", Query::Projects),
    (Method::GET, "/v1/staff/bookings/{id}", Query::Projects),
    (Method::GET, "/v1/staff/comments", Query::Projects),
    (Method::GET, "/v1/staff/comments/{id}", Query::Projects),
    (Method::GET, "/v1/staff/attachments", Query::Projects),
    (Method::GET, "/v1/staff/attachments/{id}", Query::Projects),
    (Method::GET, "/v1/staff/attachments/{id}/content", Query::Projects),
    (Method::GET, "/v1/staff/reports/utilisation", Query::Reports),
    (Method::GET, "/v1/staff/reports/hours", Query::Reports),
    (Method::GET, "/v1/staff/reports/expenses", Query::Reports),
    (Method::GET, "/v1/staff/reports/raid", Query::Reports),
    (Method::GET, "/v1/staff/reports/milestones", Query::Reports),
    (Method::GET, "/v1/staff/reports/time-to-value", Query::Reports),
    (Method::GET, "/v1/staff/reports/sentiment", Query::Reports),
    (Method::GET, "/v1/audit/views/{partner}/dashboard", Query::AuditViews),
    (Method::GET, "/v1/audit/views/{partner}/{view}", Query::AuditViews),
    (Method::GET, "/v1/audit/views/{partner}/projects/{id}/{view}", Query::AuditViews),
    (Method::GET, "/v1/audit/views/{partner}/{view}/{id}", Query::AuditViews),
    (Method::GET, "/v1/audit/views/{partner}/{view}/{id}/feedback", Query::AuditViews),
    (Method::GET, "/v1/audit/views/{partner}/{view}/{id}/comments", Query::AuditViews),
    (Method::GET, "/v1/audit/views/{partner}/{view}/{id}/attachments", Query::AuditViews),
    (Method::GET, "/v1/audit/why/{partner}/{record}", Query::AuditWhy),
    (Method::GET, "/v1/audit/who/{record}", Query::AuditWho),
    (Method::POST, "/v1/audit/what-if", Query::AuditWhatIf),
    (Method::GET, "/v1/audit/history/{record}", Query::AuditHistory),
    (Method::GET, "/v1/audit/commits", Query::AuditCommits),
    (Method::GET, "/v1/ops/status", Query::OpsStatus),
    (Method::GET, "/v1/ops/mails", Query::Outbox),
    (Method::POST, "/v1/ops/rebuild", Query::StartRebuild),
    (Method::GET, "/v1/ops/rebuild/{id}", Query::LookAtRebuild),
    (Method::DELETE, "/v1/ops/rebuild/{id}", Query::StopRebuild),
    (Method::POST, "/v1/ops/rebuild/{id}/pause", Query::PauseRebuild),
    (Method::POST, "/v1/ops/rebuild/{id}/resume", Query::ResumeRebuild),
    (Method::POST, "/v1/ops/verify", Query::StartVerify),
    (Method::GET, "/v1/ops/verify/{id}", Query::LookAtVerify),
    (Method::DELETE, "/v1/ops/verify/{id}", Query::StopVerify),
    (Method::POST, "/v1/imports/production", Query::Import),
    (Method::POST, "/v1/imports/partners", Query::ImportPartners),
    (Method::POST, "/v1/imports/plan", Query::ImportPlan),
    (Method::POST, "/v1/imports/timesheets", Query::ImportTimesheets),
    (Method::POST, "/v1/imports/expenses", Query::ImportExpenses),
    (Method::GET, "/v1/imports/{id}", Query::LookAtImport),
    (Method::DELETE, "/v1/imports/{id}", Query::StopImport),
];

/// What somebody is told who may not ask for what the route gives.
pub(super) fn refusal(app: &App, request: &Request) -> Option<Problem> {
    // No route: an address that does not exist answers for itself.
    let route = request.extensions().get::<MatchedPath>()?.as_str();
    let is_elsewhere = !is_below(route, "/v1")
        || is_below(route, "/v1/portal")
        || is_below(route, "/v1/commands")
        || OWN.contains(&route)
        || links::PATHS.contains(&route);
    if is_elsewhere {
        return None;
    }
    let Some(session) = request.extensions().get::<Session>() else {
        return Some(Problem::new(ProblemKind::NoSession));
    };
    match asked(request.method(), route) {
        Some(query) => may(app, session.user, query).err(),
        None => Some(no_such_method(route)),
    }
}

/// What a route asks for; a `HEAD` is a `GET` without its body.
fn asked(method: &Method, route: &str) -> Option<Query> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let found = ASKED.iter().find(|(asked, path, _)| asked == method && *path == route);
    found.map(|(_, _, query)| *query)
}

/// The table does not know it: another method of a route that it knows, or a route that nobody has
/// decided about.
fn no_such_method(route: &str) -> Problem {
    let known = ASKED.iter().filter(|(_, path, _)| *path == route);
    let mut methods: Vec<&str> = known.map(|(method, _, _)| method.as_str()).collect();
    if methods.is_empty() {
        tracing::error!(route, "nobody may ask for a route that is not in the table of permits");
        return Problem::not_found();
    }
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    let problem = Problem::new(ProblemKind::MethodNotAllowed);
    match HeaderValue::try_from(methods.join(",")) {
        Ok(allow) => problem.header(header::ALLOW, allow),
        Err(_) => problem,
    }
}

/// Whether a user may ask for it; a partner is told that it does not exist.
pub(super) fn may(app: &App, user: UserId, query: Query) -> Result<(), Problem> {
    let actor = match user {
        UserId::Staff(id) => Actor::Staff(id),
        UserId::Partner(id) => Actor::Partner(id),
    };
    may_read(&app.world().access, actor, query).map_err(|denied| match denied {
        MayNotRead::NotThere(_) => Problem::not_found(),
        MayNotRead::Role(query) => match readers(query) {
            Readers::Holding(roles) => {
                Problem::new(ProblemKind::RoleMissing).with("roles", json!(roles))
            }
            // A staff user who is gone.
            Readers::Staff => Problem::new(ProblemKind::NoSession),
        },
    })
}

/// Writes into the document who may ask for what, and what everybody else is told.
pub(super) fn tell(openapi: &mut OpenApi) {
    for (method, path, query) in ASKED {
        let Some(PathItem { get, post, delete, .. }) = openapi.paths.paths.get_mut(*path) else {
            continue;
        };
        let operation = match method.as_str() {
            "GET" => get,
            "POST" => post,
            _ => delete,
        };
        let Some(operation) = operation else { continue };
        operation.description = Some(match readers(*query) {
            Readers::Staff => "For all staff.".to_owned(),
            Readers::Holding(roles) if roles.len() == Role::ALL.len() => {
                "For staff with any role.".to_owned()
            }
            Readers::Holding(roles) => {
                let names: Vec<String> =
                    roles.iter().map(|role| format!("`{role:?}`").to_lowercase()).collect();
                format!("For {}.", names.join(", "))
            }
        });
        let responses = &mut operation.responses.responses;
        if !responses.contains_key("4XX") {
            let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
            let told = match path.contains('{') {
                true => "`no_session`, `role_missing`, `bad_id`",
                false => "`no_session`, `role_missing`",
            };
            let told = ResponseBuilder::new()
                .description(told)
                .content(PROBLEM_JSON, problem.build())
                .build();
            responses.insert("4XX".to_owned(), RefOr::T(told));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_staff_stands_in_the_table_and_nothing_else_does() {
        let document = serde_json::to_value(crate::http::openapi()).unwrap();
        let mut told = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            let elsewhere = ["/v1/portal", "/v1/commands"].iter().any(|root| is_below(path, root));
            let path_is = |paths: &[&str]| paths.contains(&path.as_str());
            if !is_below(path, "/v1") || elsewhere || path_is(&OWN) || path_is(&links::PATHS) {
                continue;
            }
            for method in item.as_object().unwrap().keys() {
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                assert!(asked(&method, path).is_some(), "{method} {path}");
                told.push((method, path.clone()));
            }
        }
        assert_eq!(told.len(), ASKED.len());
    }
}
