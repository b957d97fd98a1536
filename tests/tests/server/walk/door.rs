//! To whom each operation is open: the agreement that the walk proves.

use loggia_core::command::CommandKind;
use loggia_core::permit::Query;

/// To whom an operation is open.
#[derive(Clone, Copy, Debug)]
pub(super) enum Door {
    /// Everybody, logged in or not.
    Anybody,
    /// Everybody who is logged in, for what is his own.
    Own,
    /// Partners, for what they see.
    Portal,
    /// Who may ask for the command.
    Command(CommandKind),
    /// Who may read it.
    Staff(Query),
    /// Who may read it; to all others it is not there.
    Unseen(Query),
}

/// The whole agreement. It does not follow from the code: whoever adds an operation decides here.
pub(super) fn door(method: &str, path: &str) -> Option<Door> {
    use Query as Q;
    if path.starts_with("/v1/commands/") && path.ends_with("/batch") {
        // Who may ask for one is said of each item.
        return (method == "post").then_some(Door::Own);
    }
    if let Some(name) = path.strip_prefix("/v1/commands/") {
        let kind = CommandKind::ASKED.iter().find(|kind| kind.kebab() == name);
        return kind.filter(|_| method == "post").map(|kind| Door::Command(*kind));
    }
    if path == "/v1/portal" || path.starts_with("/v1/portal/") {
        return (method == "get").then_some(Door::Portal);
    }
    Some(match (method, path) {
        ("get", "/livez" | "/readyz" | "/v1/session")
        | (
            "post",
            "/v1/session"
            | "/v1/invitations/accept"
            | "/v1/password-resets"
            | "/v1/password-resets/use",
        ) => Door::Anybody,
        ("get", "/metrics") => Door::Unseen(Q::Metrics),
        ("delete", "/v1/session" | "/v1/sessions/{id}" | "/v1/tokens/{id}")
        | ("get", "/v1/sessions" | "/v1/tokens")
        | ("post", "/v1/tokens")
        | ("put", "/v1/users/{id}/password") => Door::Own,
        ("get", "/v1/staff/me") => Door::Staff(Q::Me),
        ("get", "/v1/staff/changes") => Door::Staff(Q::StaffChanges),
        ("get", "/v1/staff/staff-users" | "/v1/staff/staff-users/{id}") => {
            Door::Staff(Q::StaffUsers)
        }
        ("get", "/v1/staff/partner-users" | "/v1/staff/partner-users/{id}") => {
            Door::Staff(Q::PartnerUsers)
        }
        ("get", "/v1/staff/accounts" | "/v1/staff/accounts/{id}") => Door::Staff(Q::Accounts),
        ("get", "/v1/staff/contacts" | "/v1/staff/contacts/{id}") => Door::Staff(Q::Contacts),
        ("get", "/v1/staff/licences" | "/v1/staff/licences/{kind}/holders") => {
            Door::Staff(Q::Licences)
        }
        ("get", "/v1/staff/field-security") => Door::Staff(Q::FieldSecurity),
        ("get", "/v1/ops/mails") => Door::Staff(Q::Outbox),
        ("get", "/v1/staff/resources" | "/v1/staff/resources/{id}") => Door::Staff(Q::Resources),
        ("get", "/v1/staff/order-items" | "/v1/staff/order-items/{id}") => {
            Door::Staff(Q::OrderItems)
        }
        ("get", "/v1/staff/orders" | "/v1/staff/orders/{id}") => Door::Staff(Q::Orders),
        ("get", "/v1/staff/work-steps" | "/v1/staff/work-steps/{id}") => Door::Staff(Q::WorkSteps),
        ("get", "/v1/staff/processes" | "/v1/staff/processes/{id}") => Door::Staff(Q::Processes),
        ("get", "/v1/staff/access-levels" | "/v1/staff/access-levels/{id}") => {
            Door::Staff(Q::AccessLevels)
        }
        ("get", "/v1/staff/persons" | "/v1/staff/persons/{id}") => Door::Staff(Q::Persons),
        (
            "get",
            "/v1/staff/projects"
            | "/v1/staff/projects/{id}"
            | "/v1/staff/phases"
            | "/v1/staff/phases/{id}"
            | "/v1/staff/participants"
            | "/v1/staff/participants/{id}"
            | "/v1/staff/milestones"
            | "/v1/staff/milestones/{id}"
            | "/v1/staff/tasks"
            | "/v1/staff/tasks/{id}"
            | "/v1/staff/raid"
            | "/v1/staff/raid/{id}"
            | "/v1/staff/status-reports"
            | "/v1/staff/status-reports/{id}",
        ) => Door::Staff(Q::Projects),
        (
            "get",
            "/v1/staff/timesheets" | "/v1/staff/timesheets/{id}" | "/v1/staff/effort-settings",
        ) => Door::Staff(Q::Timesheets),
        ("get", "/v1/staff/expenses" | "/v1/staff/expenses/{id}") => Door::Staff(Q::Expenses),
        (
            "get",
            "/v1/staff/bookings"
            | "/v1/staff/bookings/{id}"
            | "/v1/staff/comments"
            | "/v1/staff/comments/{id}"
            | "/v1/staff/attachments"
            | "/v1/staff/attachments/{id}"
            | "/v1/staff/attachments/{id}/content",
        ) => Door::Staff(Q::Projects),
        ("get", path) if path.starts_with("/v1/audit/views/") => Door::Staff(Q::AuditViews),
        ("get", path) if path.starts_with("/v1/staff/reports/") => Door::Staff(Q::Reports),
        ("get", "/v1/audit/why/{partner}/{record}") => Door::Staff(Q::AuditWhy),
        ("get", "/v1/audit/who/{record}") => Door::Staff(Q::AuditWho),
        ("post", "/v1/audit/what-if") => Door::Staff(Q::AuditWhatIf),
        ("get", "/v1/audit/history/{record}") => Door::Staff(Q::AuditHistory),
        ("get", "/v1/audit/commits") => Door::Staff(Q::AuditCommits),
        ("get", "/v1/ops/status") => Door::Staff(Q::OpsStatus),
        ("post", "/v1/ops/rebuild") => Door::Staff(Q::StartRebuild),
        ("get", "/v1/ops/rebuild/{id}") => Door::Staff(Q::LookAtRebuild),
        ("delete", "/v1/ops/rebuild/{id}") => Door::Staff(Q::StopRebuild),
        ("post", "/v1/ops/rebuild/{id}/pause") => Door::Staff(Q::PauseRebuild),
        ("post", "/v1/ops/rebuild/{id}/resume") => Door::Staff(Q::ResumeRebuild),
        ("post", "/v1/ops/verify") => Door::Staff(Q::StartVerify),
        ("get", "/v1/ops/verify/{id}") => Door::Staff(Q::LookAtVerify),
        ("delete", "/v1/ops/verify/{id}") => Door::Staff(Q::StopVerify),
        ("post", "/v1/imports/production") => Door::Staff(Q::Import),
        ("post", "/v1/imports/partners") => Door::Staff(Q::ImportPartners),
        ("post", "/v1/imports/plan") => Door::Staff(Q::ImportPlan),
        ("post", "/v1/imports/timesheets") => Door::Staff(Q::ImportTimesheets),
        ("post", "/v1/imports/expenses") => Door::Staff(Q::ImportExpenses),
        ("get", "/v1/imports/{id}") => Door::Staff(Q::LookAtImport),
        ("delete", "/v1/imports/{id}") => Door::Staff(Q::StopImport),
        _ => return None,
    })
}
