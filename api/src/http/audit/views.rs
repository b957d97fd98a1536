//! A partner's portal as it was: the bytes that the partner got, made by the functions that made
//! them then.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use axum::response::Response;
use loggia_core::actor::Origin;
use loggia_core::id::{PartnerUserId, ProjectId};
use loggia_core::production::Subject;
use loggia_core::scalar::Instant;
use loggia_core::visibility::{Under, View};
use loggia_core::world::Seq;
use loggia_projections::{Moment, PortalState};
use uuid::Uuid;

use super::find;
use super::looks::{Look, Looks};
use super::moment::{as_of, moment};
use crate::app::App;
use crate::http::bench::Bench;
use crate::http::headers::reason;
use crate::http::listing::{Asked, Format, ListBody, Sealer};
use crate::http::path::id;
use crate::http::portal::{
    Export, Figures, about, item_body, list_body, only_body, portal_body, shows,
};
use crate::http::problem::ProblemBody;
use crate::http::{Client, Problem, ProblemKind, Side, Staff, settled};

/// The commit that the answer shows the state after.
const AS_OF_SEQ: HeaderName = HeaderName::from_static("loggia-as-of-seq");

/// When that commit was made.
const AS_OF_AT: HeaderName = HeaderName::from_static("loggia-as-of-at");

/// A list as a partner saw it, with the parameters of the partner's own list.
#[utoipa::path(get, path = "/v1/audit/views/{partner}/{view}", tag = "audit",
    params(
        ("partner" = String, Path, description = "id or user name of a partner user"),
        ("view" = View, Path, description = "portal, work-steps, processes, orders, order-items, colleagues"),
        ("at" = Option<Instant>, Query, description = "at this time; now where nothing is said"),
        ("seq" = Option<u64>, Query, description = "after this commit"),
        ("Loggia-Reason" = Option<String>, Header, description = "why; stands in the log"),
    ),
    responses(
        (status = 200, description = "the bytes that the partner got; `Loggia-As-Of-Seq` says when",
            body = Object),
        (status = "4XX", description = "`role_missing`, `not_found`, `not_yet`, `bad_query`, `bad_reason`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn list(
    Path((partner, view)): Path<(String, String)>,
    looking: Looking,
) -> Result<Response, Problem> {
    let what = What { view: named(&view)?, row: None };
    looking.at(partner, what).await
}

/// One row as a partner saw it.
#[utoipa::path(get, path = "/v1/audit/views/{partner}/{view}/{id}", tag = "audit",
    params(
        ("partner" = String, Path, description = "id or user name of a partner user"),
        ("view" = View, Path, description = "work-steps, processes, orders, order-items, colleagues, projects, phases, milestones, tasks, raid, status-reports, timesheets, expenses, bookings, comments, attachments"),
        ("id" = Uuid, Path, description = "which row"),
        ("at" = Option<Instant>, Query, description = "at this time; now where nothing is said"),
        ("seq" = Option<u64>, Query, description = "after this commit"),
        ("Loggia-Reason" = Option<String>, Header, description = "why; stands in the log"),
    ),
    responses(
        (status = 200, description = "the bytes that the partner got", body = Object),
        (status = "4XX", description = "`role_missing`, `not_found`, `not_yet`, `bad_query`, `bad_reason`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn item(
    Path((partner, view, row)): Path<(String, String, String)>,
    looking: Looking,
) -> Result<Response, Problem> {
    let what = What { view: named(&view)?, row: Some(Row::Itself(id(&row)?)) };
    looking.at(partner, what).await
}

/// The reports on one work step or process as a partner saw them.
#[utoipa::path(get, path = "/v1/audit/views/{partner}/{view}/{id}/feedback", tag = "audit",
    params(
        ("partner" = String, Path, description = "id or user name of a partner user"),
        ("view" = View, Path, description = "work-steps or processes"),
        ("id" = Uuid, Path, description = "which row"),
        ("at" = Option<Instant>, Query, description = "at this time; now where nothing is said"),
        ("seq" = Option<u64>, Query, description = "after this commit"),
        ("Loggia-Reason" = Option<String>, Header, description = "why; stands in the log"),
    ),
    responses(
        (status = 200, description = "the bytes that the partner got", body = Object),
        (status = "4XX", description = "`role_missing`, `not_found`, `not_yet`, `bad_query`, `bad_reason`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn feedback(
    Path((partner, view, row)): Path<(String, String, String)>,
    looking: Looking,
) -> Result<Response, Problem> {
    let what = What { view: named(&view)?, row: Some(Row::Reports(id(&row)?)) };
    looking.at(partner, what).await
}

/// What belonged to one project as a partner saw it.
#[utoipa::path(get, path = "/v1/audit/views/{partner}/projects/{id}/{view}", tag = "audit",
    params(
        ("partner" = String, Path, description = "id or user name of a partner user"),
        ("id" = Uuid, Path, description = "which project"),
        ("view" = View, Path, description = "phases, milestones, tasks, participants, health, raid, status-reports, comments, attachments"),
        ("at" = Option<Instant>, Query, description = "at this time; now where nothing is said"),
        ("seq" = Option<u64>, Query, description = "after this commit"),
        ("Loggia-Reason" = Option<String>, Header, description = "why; stands in the log"),
    ),
    responses(
        (status = 200, description = "the bytes that the partner got", body = Object),
        (status = "4XX", description = "`role_missing`, `not_found`, `not_yet`, `bad_query`, `bad_reason`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn in_project(
    Path((partner, project, view)): Path<(String, String, String)>,
    looking: Looking,
) -> Result<Response, Problem> {
    let below = match named(&view)? {
        below @ (View::Phases
        | View::Milestones
        | View::Tasks
        | View::Participants
        | View::Health
        | View::Raid
        | View::StatusReports
        | View::Comments
        | View::Attachments) => below,
        View::Portal
        | View::WorkSteps
        | View::Processes
        | View::Orders
        | View::OrderItems
        | View::Feedback
        | View::Colleagues
        | View::Projects
        | View::Timesheets
        | View::Expenses
        | View::Approvals
        | View::Profile
        | View::Bookings => return Err(Problem::not_found()),
    };
    let what = What { view: View::Projects, row: Some(Row::Below(id(&project)?, below)) };
    looking.at(partner, what).await
}

macro_rules! remarks {
    ($($(#[$doc:meta])* $name:ident $path:literal $view:ident)+) => {$(
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "audit",
            params(
                ("partner" = String, Path, description = "id or user name of a partner user"),
                ("view" = View, Path, description = "tasks, milestones, raid, status-reports, expenses"),
                ("id" = Uuid, Path, description = "which row"),
                ("at" = Option<Instant>, Query, description = "at this time; now where nothing is said"),
                ("seq" = Option<u64>, Query, description = "after this commit"),
                ("Loggia-Reason" = Option<String>, Header, description = "why; stands in the log"),
        ("Loggia-Reason" = Option<String>, Header, description = "why; stands in the log"),
            ),
            responses(
                (status = 200, description = "the bytes that the partner got", body = Object),
                (status = "4XX", description = "`role_missing`, `not_found`, `not_yet`, `bad_query`, `bad_reason`",
                    body = ProblemBody, content_type = "application/problem+json"),
            ))]
        pub(super) async fn $name(
            Path((partner, view, row)): Path<(String, String, String)>,
            looking: Looking,
        ) -> Result<Response, Problem> {
            let row = Some(Row::Below(id(&row)?, View::$view));
            let what = What { view: named(&view)?, row };
            looking.at(partner, what).await
        }
    )+};
}

remarks! {
    /// What was said about one record as a partner saw it.
    comments "/v1/audit/views/{partner}/{view}/{id}/comments" Comments
    /// The files about one record as a partner saw them.
    attachments "/v1/audit/views/{partner}/{view}/{id}/attachments" Attachments
}

/// The dashboard of a partner as it was.
#[utoipa::path(get, path = "/v1/audit/views/{partner}/dashboard", tag = "audit",
    params(
        ("partner" = String, Path, description = "id or user name of a partner user"),
        ("at" = Option<Instant>, Query, description = "at this time; now where nothing is said"),
        ("seq" = Option<u64>, Query, description = "after this commit"),
        ("Loggia-Reason" = Option<String>, Header, description = "why; stands in the log"),
    ),
    responses(
        (status = 200, description = "the bytes that the partner got", body = Object),
        (status = "4XX", description = "`role_missing`, `not_found`, `not_yet`, `bad_query`, `bad_reason`",
            body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(super) async fn past_dashboard(
    Path(partner): Path<String>,
    looking: Looking,
) -> Result<Response, Problem> {
    let what = What { view: View::Portal, row: Some(Row::Figures) };
    looking.at(partner, what).await
}

fn named(view: &str) -> Result<View, Problem> {
    view.parse().map_err(|_| Problem::not_found())
}

/// What of a portal is looked at.
#[derive(Clone, Copy)]
struct What {
    view: View,
    row: Option<Row>,
}

#[derive(Clone, Copy)]
enum Row {
    Itself(Uuid),
    Reports(Uuid),
    /// What belongs to a project, or was remarked on a record, in this view.
    Below(Uuid, View),
    /// What the rows come to.
    Figures,
}

/// A question about the past of one partner.
struct Question {
    partner: PartnerUserId,
    what: What,
    moment: Option<Moment>,
    asked: Asked,
    accepted: Format,
}

/// Somebody who looks at the portal of a partner, and what he asked with.
pub(super) struct Looking {
    app: App,
    bench: Arc<Bench>,
    looks: Arc<Looks>,
    look: Look,
    origin: Origin,
    uri: Uri,
    headers: HeaderMap,
}

impl FromRequestParts<App> for Looking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let who = Staff::from_request_parts(parts, app).await?.id();
        let Ok(client) = Client::from_request_parts(parts, app).await;
        let why = reason(&parts.headers)?;
        let there = |_| Problem::new(ProblemKind::Internal);
        let bench = Extension::from_request_parts(parts, app).await.map_err(there)?;
        let looks = Extension::from_request_parts(parts, app).await.map_err(there)?;
        let (Extension(bench), Extension(looks)) = (bench, looks);
        let (uri, headers) = (parts.uri.clone(), parts.headers.clone());
        let look = Look { who, why };
        let origin = client.origin();
        Ok(Self { app: app.clone(), bench, looks, look, origin, uri, headers })
    }
}

impl Looking {
    /// What the partner saw. That somebody looks is in the log before the answer leaves.
    async fn at(self, partner: String, what: What) -> Result<Response, Problem> {
        let Self { app, bench, looks, look, origin, uri, headers } = self;
        let mut asked = Asked::from_uri(&uri)?;
        let moment = moment(&mut asked, app.now())?;
        let partner = find::partner(&app.world(), &partner)?;
        settled(&app, Side::Staff).await?;
        let accepted = Format::accepted(&headers);
        let question = Question { partner, what, moment, asked, accepted };
        let reader = app.clone();
        let (body, seq, at) = bench.work(move || answer(&reader, question)).await?;
        // A question that is refused shows nothing, and leaves the log as it was.
        looks.keep(&app, look, partner, origin).await?;
        let mut response = body.answer(&headers);
        response.headers_mut().insert(AS_OF_SEQ, HeaderValue::from(seq.0));
        if let Ok(at) = HeaderValue::try_from(at.to_string()) {
            response.headers_mut().insert(AS_OF_AT, at);
        }
        Ok(response)
    }
}

fn answer(app: &App, question: Question) -> Result<(ListBody, Seq, Instant), Problem> {
    let Question { partner, what, moment, asked, accepted } = question;
    let past = as_of(app, moment)?;
    let state = past.portal(partner);
    if !state.is_open() {
        let told = "this partner user could not come in at that moment";
        return Err(Problem::not_found().told(told));
    }
    let sealer = Sealer::new(app.cursor_key());
    let reader = Reader { state: &state, partner, asked, accepted, sealer: &sealer };
    Ok((reader.read(what)?, past.seq, past.at))
}

/// The partner, back then.
struct Reader<'a> {
    state: &'a PortalState,
    partner: PartnerUserId,
    asked: Asked,
    accepted: Format,
    sealer: &'a Sealer,
}

impl Reader<'_> {
    fn read(self, What { view, row }: What) -> Result<ListBody, Problem> {
        match (view, row) {
            (View::Portal, None) => {
                self.asked.nothing_else()?;
                portal_body(self.state).ok_or_else(Problem::not_found)
            }
            (View::Portal, Some(Row::Figures)) => {
                self.asked.nothing_else()?;
                Figures::of(self.state).body()
            }
            (
                View::WorkSteps
                | View::Processes
                | View::Orders
                | View::OrderItems
                | View::Colleagues
                | View::Projects
                | View::Tasks
                | View::Timesheets
                | View::Expenses
                | View::Approvals
                | View::Bookings,
                None,
            ) => self.list(view, None),
            (View::Profile, None) => {
                self.asked.nothing_else()?;
                only_body(&self.state.view(view, None))
            }
            (_, Some(Row::Below(id, below @ (View::Comments | View::Attachments)))) => {
                let about = about(view, id).ok_or_else(Problem::not_found)?;
                item_body(&self.state.view(view, None), view, id)?;
                self.list(below, Some(Under::About(about)))
            }
            (View::Projects, Some(Row::Below(id, below))) => {
                item_body(&self.state.view(view, None), view, id)?;
                self.list(below, Some(Under::Project(ProjectId(id))))
            }
            (
                View::WorkSteps
                | View::Processes
                | View::Orders
                | View::OrderItems
                | View::Colleagues
                | View::Projects
                | View::Phases
                | View::Milestones
                | View::Tasks
                | View::Raid
                | View::Timesheets
                | View::StatusReports
                | View::Expenses
                | View::Bookings
                | View::Comments
                | View::Attachments,
                // Approvals and the profile have no address of their own in the portal.
                Some(Row::Itself(id)),
            ) => {
                self.asked.nothing_else()?;
                item_body(&self.state.view(view, None), view, id)
            }
            (View::WorkSteps | View::Processes, Some(Row::Reports(id))) => {
                item_body(&self.state.view(view, None), view, id)?;
                let subject = subject(view, id).ok_or_else(Problem::not_found)?;
                self.list(View::Feedback, Some(subject.into()))
            }
            (
                View::Portal
                | View::WorkSteps
                | View::Processes
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
                | View::Attachments,
                _,
            ) => Err(Problem::not_found()),
        }
    }

    fn list(self, view: View, under: Option<Under>) -> Result<ListBody, Problem> {
        let Self { state, partner, asked, accepted, sealer } = self;
        if !shows(&state.view(View::Portal, None), view, under) {
            return Err(Problem::not_found());
        }
        let (snapshot, export) = (state.view(view, under), Export::of(state, view, under));
        let whose = (sealer, partner);
        let page = list_body(&snapshot, (view, under), asked, accepted, &export, whose);
        page.map(|(body, _)| body)
    }
}

fn subject(view: View, id: Uuid) -> Option<Subject> {
    match view {
        View::WorkSteps => Some(Subject::WorkStep(loggia_core::id::WorkStepId(id))),
        View::Processes => Some(Subject::Process(loggia_core::id::ProcessId(id))),
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
        | View::Attachments => None,
    }
}
