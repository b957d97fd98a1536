//! One command about several records in one request: `POST /v1/commands/{kebab}/batch`.
//!
//! Each item is a command of its own, decided one after another, with an answer of its own; one that
//! is refused holds up no other. All of them are commands that partners may ask for.

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use loggia_core::command::{Command, CommandKind};
use loggia_core::effort::{
    ApproveExpense, ApproveTimesheet, RejectExpense, RejectTimesheet, SubmitExpense,
    SubmitTimesheet,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Answered, done, operation};
use crate::app::{App, Ask};
use crate::http::headers::CommandHeaders;
use crate::http::{Body, Caller, Client, Problem, ProblemKind};

/// Most items of one request.
pub(super) const BATCH_ITEMS_MAX: usize = 100;

/// Several of one command.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch<C> {
    items: Vec<C>,
}

/// What came of each, in the order of the items.
#[derive(Serialize, ToSchema)]
pub(super) struct BatchResults {
    results: Vec<BatchResult>,
}

/// What came of one: what the command alone would have been answered.
#[derive(Serialize, ToSchema)]
struct BatchResult {
    /// The status that the command alone would have had.
    status: u16,
    /// What was done; absent where it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    done: Option<Answered>,
    /// Why it was refused; absent where it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    problem: Option<Value>,
}

impl From<Result<Answered, Problem>> for BatchResult {
    fn from(answer: Result<Answered, Problem>) -> Self {
        match answer {
            Ok(done) => Self { status: 200, done: Some(done), problem: None },
            Err(problem) => Self {
                status: problem.status().as_u16(),
                done: None,
                problem: Some(problem.json()),
            },
        }
    }
}

async fn ask<C: DeserializeOwned + Into<Command>>(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    headers: CommandHeaders,
    Body(Batch { items }): Body<Batch<C>>,
) -> Result<Json<BatchResults>, Problem> {
    let CommandHeaders { key, reason, if_match } = headers;
    if if_match.is_some() {
        // Which of the items should it be about?
        return Err(Problem::new(ProblemKind::BadIfMatch));
    }
    if items.len() > BATCH_ITEMS_MAX {
        return Err(Problem::new(ProblemKind::TooMany).with("max", BATCH_ITEMS_MAX.into()));
    }
    let mut results = Vec::with_capacity(items.len());
    for (nth, item) in items.into_iter().enumerate() {
        let ask = Ask {
            actor: caller.actor(),
            origin: client.origin(),
            command: item.into(),
            key: key.as_ref().map(|key| key.nth(nth)),
            reason: reason.clone(),
            precondition: None,
        };
        let answer = app.ask(ask).await;
        let answer = answer.map(|accepted| done(&app, &caller, accepted));
        let answer = answer.map_err(|error| Problem::asked(&error, caller.side()));
        results.push(answer.into());
    }
    Ok(Json(BatchResults { results }))
}

macro_rules! batches {
    ($($name:ident)+) => {
        /// The commands that are asked for by the dozen.
        pub(in crate::http) fn routes() -> OpenApiRouter<App> {
            let routes = OpenApiRouter::new();
            $(
                let told = operation::of_batch::<$name>(CommandKind::$name);
                let routes = routes.routes((told.schemas, told.paths, post(ask::<$name>)));
            )+
            routes
        }
    };
}

batches! {
    SubmitTimesheet
    ApproveTimesheet
    RejectTimesheet
    SubmitExpense
    ApproveExpense
    RejectExpense
}
