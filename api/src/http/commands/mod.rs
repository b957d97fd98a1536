//! Commands: `POST /v1/commands/{kebab}`, one route and one operation for each.
//!
//! [`table`] lists them; [`operation`] tells OpenAPI; the one handler here serves them all. Beside it
//! stand what is asked for by the dozen ([`batch`]), and `attach-file`, which comes as a form
//! (`http::attachments`).

mod batch;
mod operation;
mod precondition;
mod table;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use loggia_core::command::Command;
use loggia_core::id::RecordId;
use loggia_core::world::Seq;
use loggia_store::{Accepted, Outcome, Rejection, Replayed};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::headers::CommandHeaders;
use super::{Body, Caller, Client, Problem, Viewer};
use crate::app::{App, Ask, AskError};

/// One route for each command, and for each that is asked for by the dozen.
pub(super) fn routes() -> OpenApiRouter<App> {
    table::routes().merge(batch::routes())
}

/// What came of a command, for staff.
#[derive(Serialize, ToSchema)]
pub(super) struct Done {
    outcome: OutcomeName,
    /// Its commit; where nothing changed, the last commit before the decision.
    seq: Seq,
    /// The records that changed, the new ones included; the first 16.
    records: Vec<RecordId>,
    /// Whether this is the first answer, given once more.
    replayed: bool,
}

/// What came of a command, for partners: nothing in it depends on others.
#[derive(Serialize, ToSchema)]
pub(super) struct DoneForPartner {
    outcome: OutcomeName,
    /// The revision of the portal that shows it.
    revision: u64,
}

/// Whether a command changed anything.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum OutcomeName {
    /// It did.
    Happened,
    /// Everything was so already.
    Unchanged,
}

impl From<Outcome> for OutcomeName {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Happened => Self::Happened,
            Outcome::Unchanged => Self::Unchanged,
        }
    }
}

async fn ask<C: DeserializeOwned + Into<Command>>(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    headers: CommandHeaders,
    Body(command): Body<C>,
) -> Result<Response, Problem> {
    let CommandHeaders { key, reason, if_match } = headers;
    let command = command.into();
    let record = precondition::record(&app.world(), &caller, &command);
    let precondition = match if_match {
        Some(if_match) => Some(precondition::holds(&caller, record, if_match)?),
        None => None,
    };
    let origin = client.origin();
    let ask = Ask { actor: caller.actor(), origin, command, key, reason, precondition };
    match app.ask(ask).await {
        Ok(accepted) => Ok(Json(done(&app, &caller, accepted)).into_response()),
        Err(AskError::Rejected(Rejection::Stale)) => {
            let problem = Problem::rejected(&Rejection::Stale, caller.side());
            Err(match record.and_then(|record| precondition::current(&app, &caller, record)) {
                Some((current, tag)) => with_current(problem, current, &tag),
                None => Problem::not_found(),
            })
        }
        Err(error) => Err(Problem::asked(&error, caller.side())),
    }
}

fn with_current(problem: Problem, current: Value, tag: &str) -> Problem {
    let problem = problem.with("current", current);
    match HeaderValue::from_str(tag) {
        Ok(tag) => problem.header(header::ETAG, tag),
        Err(_) => problem,
    }
}

/// What came of a command, for whoever asked.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Answered {
    Staff(Done),
    Partner(DoneForPartner),
}

/// The answer to an accepted command.
pub(super) fn done(app: &App, caller: &Caller, accepted: Accepted) -> Answered {
    let Accepted { outcome, seq, at: _, records, replayed } = accepted;
    let outcome = outcome.into();
    match caller {
        Caller::Staff(_) => {
            let replayed = replayed == Replayed::Yes;
            Answered::Staff(Done { outcome, seq, records, replayed })
        }
        Caller::Partner(viewer) => {
            let revision = revision(app, *viewer);
            Answered::Partner(DoneForPartner { outcome, revision })
        }
    }
}

fn revision(app: &App, viewer: Viewer) -> u64 {
    let revision = |state: &loggia_projections::PortalState| state.revision();
    app.projections().read(viewer.partner(), revision).unwrap_or_default()
}
